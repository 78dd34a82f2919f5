"""Lint: what we write passes with nothing, and each thing over which clients stumble is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import InvalidDocument, InvalidValue, Plan
from ridehire_partybuild.exchange.ical import lint_ical, to_ical, to_icals
from ridehire_partybuild.testing import strategies

pytest.importorskip("icalendar")

STAMP = datetime(2026, 1, 5, 1, 2, 3, tzinfo=UTC)
GOOD = """\
BEGIN:VCALENDAR
PRODID:-//x//EN
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19920101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a@b
DTSTAMP:20260101T000000Z
DTSTART;TZID=Asia/Shanghai:20260113T093000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Asia/Shanghai:20260120T093000
SEQUENCE:2
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def codes(text: str | bytes, **more: Any) -> list[tuple[int, str]]:
    """Return lines and codes of the remarks."""
    found = lint_ical(text, **more)
    assert all(one.text("zh") and one.text("en") for one in found)
    return [(one.line, one.code) for one in found]


@given(strategies.plans(), st.sampled_from(["zh", "en"]))
def test_what_we_write_passes(plan: Plan, lang: Any) -> None:
    """A plan's calendar, written again after it, by station, by host and by session: nothing."""
    text = to_ical(plan, stamp=STAMP, lang=lang)
    assert lint_ical(text) == ()
    later = to_ical(plan.sessions[1:], stamp=STAMP, previous=text, lang=lang)
    assert lint_ical(later, previous=text) == ()
    for by in ("station", "host"):
        for one in to_icals(plan, by=by, stamp=STAMP, lang=lang).values():
            assert lint_ical(one) == ()
    for one in to_icals(plan, by="session", stamp=STAMP, lang=lang).values():
        assert lint_ical(one, use="resource") == ()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("VERSION:2.0", "VERSION:2.0", []),
        ("PRODID:-//x//EN\r\n", "", [(1, "lacks")]),
        ("VERSION:2.0", "VERSION:2.0\r\nREFRESH-INTERVAL:PT12H", [(4, "refresh")]),
        ("VERSION:2.0", "VERSION:2.0\r\nREFRESH-INTERVAL;VALUE=DURATION:P1H", [(4, "refresh")]),
        ("VERSION:2.0", "VERSION:2.0\r\nREFRESH-INTERVAL;VALUE=DURATION:-PT1H", [(4, "refresh")]),
        ("VERSION:2.0", "VERSION:2.0\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H", []),
        ("VERSION:2.0", "VERSION:2.0\r\nX-PUBLISHED-TTL:P1H", [(4, "refresh")]),
        ("VERSION:2.0", "VERSION:2.0\r\nCALSCALE:GEORGIAN", [(4, "scale")]),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;RSCALE=CHINESE;SKIP=OMIT", [(16, "rscale")]),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=YEARLY;BYWEEKNO=3", [(16, "rule")]),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;BYDAY=MO", [(15, "rule")]),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=MONTHLY;BYMONTH=1,2", [(16, "narrow"), (17, "exdate")]),
        ("EXDATE;TZID=Asia/Shanghai:20260120T093000", "EXDATE:20260121T013000Z",
         [(17, "exdate")]),
        ("UID:a@b\r\n", "", [(12, "lacks")]),
        ("DTSTAMP:20260101T000000Z", "DTSTAMP:yesterday", [(14, "time")]),
        ("DTSTAMP:20260101T000000Z", "X-A:1", [(12, "lacks")]),
        ("TZID:Asia/Shanghai", "TZID:Elsewhere", [(15, "zone"), (17, "zone")]),
        ("SEQUENCE:2", "SEQUENCE:many", [(18, "sequence")]),
        ("SEQUENCE:2", "SEQUENCE:2\r\nATTENDEE:mailto:a@b", [(19, "personal")]),
        ("SEQUENCE:2", "SEQUENCE:2\r\nORGANIZER;CN=张三:mailto:a@b", [(19, "personal")]),
        ("SEQUENCE:2", "SEQUENCE:2\r\nCONTACT:13800000000", [(19, "personal")]),
        ("SEQUENCE:2", "SUMMARY:" + "长" * 30, [(18, "long_line")]),
        ("SEQUENCE:2\r\n", "SEQUENCE:2\n", [(18, "line_end")]),
        ("SEQUENCE:2", "no colon", [(18, "structure")]),
        ("END:VEVENT\r\n", "", [(19, "structure")]),
        ("END:VCALENDAR", ("BEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20260101T000000Z\r\n"
         "DTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"), [(20, "doubled")]),
        ("END:VCALENDAR\r\n", ("END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\n"
         "END:VCALENDAR\r\n"), [(1, "calendars")]),
    ],
)  # fmt: skip
def test_each_thing_is_told_with_its_line(old: str, new: str, found: list[Any]) -> None:
    """One thing put in, that one thing told, where it stands."""
    assert old in GOOD
    assert codes(GOOD.replace(old, new, 1)) == found


def test_a_sequence_must_not_go_down() -> None:
    """Clients ignore an update whose SEQUENCE is below that of what they have."""
    lower = GOOD.replace("SEQUENCE:2", "SEQUENCE:1")
    assert codes(lower, previous=GOOD) == [(18, "undercut")]
    assert codes(GOOD, previous=lower) == []
    (remark,) = lint_ical(lower, previous=GOOD)
    assert remark.text("en") == (
        "line 18: SEQUENCE went down from 2 to 1, programs ignore the update"
    )
    assert str(remark) == remark.text()


def test_a_resource_has_one_uid() -> None:
    """Several UIDs in one file are in order in an import, and refused by a CalDAV server."""
    event = GOOD[GOOD.index("BEGIN:VEVENT") : GOOD.index("END:VCALENDAR")]
    two = GOOD.replace(event, event + event.replace("UID:a", "UID:c"))
    assert codes(two) == []
    assert codes(two, use="resource") == [(12, "several")]


def test_another_use_is_refused() -> None:
    """A use that nobody knows is not taken for an import."""
    with pytest.raises(InvalidValue) as caught:
        lint_ical(GOOD, use="foo")  # type: ignore[arg-type]
    assert caught.value.text("zh") == (
        "无法将 'foo' 解析为用途：应为下列之一：import, resource，实际为 'foo'。"
    )


def test_whole_remarks() -> None:
    """A rule that is refused says why, in both languages."""
    (remark,) = lint_ical(GOOD.replace("FREQ=WEEKLY;COUNT=4", "FREQ=DAILY;BYHOUR=9"))
    assert remark.text("zh") == (
        "第 16 行：各软件对该重复规则理解不一：无法将 'FREQ=DAILY;BYHOUR=9' 解析为重复规则："
        "应为各种日历软件理解一致的部分（FREQ、INTERVAL、BYMONTH、BYMONTHDAY、BYDAY、BYSETPOS、"
        "COUNT、UNTIL、WKST），实际为 BYHOUR。"
    )


def test_what_is_too_large_is_no_calendar() -> None:
    """Lint reads no more than reading does."""
    with pytest.raises(InvalidDocument):
        lint_ical("x" * (16 * 2**20 + 1))
    assert codes(b"\xef\xbb\xbf" + GOOD.encode()) == []


def test_thousands_of_rules_are_not_worked_out() -> None:
    """Bounds: of more rules than anybody writes the first two hundred are looked at."""
    rule = "RRULE:FREQ=MONTHLY;BYMONTH=1,2\r\n"
    text = GOOD.replace("RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE", f"{rule * 1000}EXDATE")
    assert [code for _, code in codes(text)].count("narrow") == 200


def test_rules_of_whole_days_are_looked_at_by_themselves() -> None:
    """Whether a whole day is the rule's first is not asked: no session of ours is one."""
    day = GOOD.replace("DTSTART;TZID=Asia/Shanghai:20260113T093000", "DTSTART;VALUE=DATE:20260113")
    assert codes(day) == []
