"""Our calendars on a CalDAV server: put there, expanded by it, changed there, read back."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ridehire_partybuild import Plan, Span
from ridehire_partybuild.exchange.ical import EditKind, from_ical, to_ical, to_icals

pytest.importorskip("icalendar")
pytestmark = pytest.mark.interop

EXPAND = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data>
<C:expand start="{start}" end="{end}"/></C:calendar-data></D:prop><C:filter>
<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def expanded(server: Any, path: str, span: Span) -> list[str]:
    """Return the events of a span as the server expands them, each as its text."""
    start, end = f"{span.start:%Y%m%d}T000000Z", f"{span.end:%Y%m%d}T000000Z"
    status, text = server("REPORT", path, EXPAND.format(start=start, end=end), Depth="1")
    assert status == 207, text
    data = ET.fromstring(text).iter("{urn:ietf:params:xml:ns:caldav}calendar-data")  # noqa: S314 - of our own server
    return [
        event
        for one in data
        for event in re.findall("BEGIN:VEVENT.*?END:VEVENT", one.text or "", re.DOTALL)
    ]


def test_each_session_is_a_resource(server: Any, demo_plan: Plan, stamp: Any) -> None:
    """PUT one file a UID; GET the collection: nothing lost, nothing changed; change one there."""
    server("MKCALENDAR", "/office/each/")
    files = to_icals(demo_plan, by="session", stamp=stamp)
    for name, text in files.items():
        assert server("PUT", f"/office/each/{name}", text)[0] == 201
    status, back = server("GET", "/office/each/")
    assert status == 200
    found = from_ical(back, demo_plan)
    assert (found.text(), found.applied()) == ("", demo_plan.sessions)

    first, second = list(files)[:2]
    moved = re.sub(r"(DT(?:START|END);TZID=Asia/Shanghai:\d{8}T)\d\d", r"\g<1>23", files[first])
    moved = re.sub(r"(DTSTART\S*T\d\d)\d\d", r"\g<1>00", moved)
    moved = re.sub(r"(DTEND\S*T\d\d)\d\d", r"\g<1>45", moved)
    assert server("PUT", f"/office/each/{first}", moved)[0] in {201, 204}
    assert server("DELETE", f"/office/each/{second}")[0] == 200
    edits = from_ical(server("GET", "/office/each/")[1], demo_plan)
    assert sorted(one.kind for one in edits.edits) == [EditKind.ABSENT, EditKind.MOVED]
    assert edits.problems == ()


def test_the_whole_plan_in_one_request(server: Any, demo_plan: Plan, stamp: Any) -> None:
    """PUT plan.ics as a collection; the server's own expansion of February holds its sessions."""
    assert server("PUT", "/office/whole/", to_ical(demo_plan, stamp=stamp))[0] == 201
    february = Span.parse("2026-02-01/2026-02-28")
    found = expanded(server, "/office/whole/", february)
    uids = sorted(re.findall(r"UID:(.*?)@", "".join(found).replace("\r\n ", "")))
    assert uids == sorted(one.id for one in demo_plan.sessions if one.day in february)
    assert len(uids) > 5


def test_a_series_is_expanded_alike(server: Any, example: Any) -> None:
    """RRULE, RDATE, EXDATE and RECURRENCE-ID: the server's times are those of `occurrences`."""
    server("MKCALENDAR", "/office/series/")
    assert server("PUT", "/office/series/series.ics", example.text)[0] == 201
    events = expanded(server, "/office/series/", example.span)
    held = [one for one in events if "STATUS:CANCELLED" not in one]
    times = sorted(re.findall(r"DTSTART[^:]*:(\d{8}T\d{6})Z?", "".join(held)))
    assert len(times) == len(example.starts)
    assert [one[:8] for one in times] == [one[:10].replace("-", "") for one in example.starts]
