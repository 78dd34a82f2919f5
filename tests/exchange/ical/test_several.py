"""Several calendars: by station, by host, by session; each event in one of them, none lost."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Host,
    InvalidDocument,
    InvalidValue,
    Party,
    Plan,
    Register,
    Session,
    SessionStatus,
)
from ridehire_partybuild.exchange.ical import By, to_ical, to_icals
from ridehire_partybuild.testing import strategies

icalendar = pytest.importorskip("icalendar")

STAMP = datetime(2026, 1, 5, tzinfo=UTC)
LATER = datetime(2026, 2, 5, tzinfo=UTC)
START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
BYS = st.sampled_from(["session", "station", "host"])


def session(number: int, **changes: Any) -> Session:
    """Return the session of the day with that number."""
    start = START + timedelta(days=number)
    fields: dict[str, Any] = {
        "id": f"E-{number}", "kind": ActivityKind.LEGAL_CLINIC, "station": "S-1", "start": start,
        "end": start + timedelta(minutes=90), "status": SessionStatus.PLANNED, "host": "H-1",
    }  # fmt: skip
    return Session(**fields | changes)


def told(text: str) -> dict[str, tuple[str, int]]:
    """Return status and sequence of each event, by UID without the domain."""
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {
        str(one["uid"]).partition("@")[0]: (str(one["status"]), int(one["sequence"]))
        for one in found
    }


@given(strategies.plans(), BYS)
def test_each_session_is_in_one_calendar(plan: Plan, by: By) -> None:
    """By session, station and host: the events of the whole, each once; the hostless in none."""
    files = to_icals(plan, by=by, stamp=STAMP)
    found = Counter(name for text in files.values() for name in told(text))
    wanted = {one.id for one in plan.sessions if by != "host" or one.host is not None}
    assert found == Counter(wanted)
    assert to_icals(plan, by=by, stamp=LATER, previous=files) == files
    if by == "session":
        assert all(text.count("BEGIN:VEVENT") == 1 for text in files.values())


def test_names_of_files() -> None:
    """By the ids of stations, hosts and sessions, safe for any file system."""
    sessions = [session(0), session(1, station=None, venue="会议室", host=None),
                session(2, station="示例/..\\02", host="主讲:甲")]  # fmt: skip
    assert list(to_icals(sessions, by="station", stamp=STAMP)) == [
        "elsewhere.ics", "station-S-1.ics", "station-示例%2F..%5C02.ics",
    ]  # fmt: skip
    assert list(to_icals(sessions, by="host", stamp=STAMP)) == [
        "host-H-1.ics", "host-主讲%3A甲.ics",
    ]  # fmt: skip
    assert list(to_icals(sessions, by="session", stamp=STAMP)) == [
        "session-E-0.ics", "session-E-1.ics", "session-E-2.ics",
    ]  # fmt: skip


def test_a_hosts_calendar_says_who_it_is_for_by_its_id_alone() -> None:
    """No name of a host in a file, and its id in the name of the file only."""
    register = Register(hosts=[Host(id="H-1", party=Party(name="机密律所"))])
    files = to_icals([session(0)], by="host", stamp=STAMP, register=register)
    assert list(files) == ["host-H-1.ics"]
    unfolded = files["host-H-1.ics"].replace("\r\n ", "")
    assert "机密" not in unfolded
    assert "H-1" not in unfolded


def test_what_goes_to_another_host_is_cancelled_with_the_first() -> None:
    """Whoever imports both has it: the SEQUENCE with the second is above the cancellation."""
    before = to_icals([session(0), session(1)], by="host", stamp=STAMP)
    after = to_icals([session(0, host="H-2"), session(1)], by="host", stamp=LATER, previous=before)
    assert told(after["host-H-1.ics"]) == {"E-0": ("CANCELLED", 1), "E-1": ("TENTATIVE", 0)}
    assert told(after["host-H-2.ics"]) == {"E-0": ("TENTATIVE", 2)}
    back = to_icals([session(0), session(1)], by="host", stamp=LATER, previous=after)
    assert told(back["host-H-1.ics"])["E-0"] == ("TENTATIVE", 4)
    assert told(back["host-H-2.ics"]) == {"E-0": ("CANCELLED", 3)}


def test_what_stands_in_the_register_is_told_in_its_place() -> None:
    """A session that left the plan for the register stays in the calendar of its station."""
    before = to_icals([session(0), session(1)], by="station", stamp=STAMP)
    held = attrs.evolve(session(0, host=None), status=SessionStatus.HELD)
    away = attrs.evolve(session(1, host=None), station=None, venue="会议室")
    register = Register(sessions=[attrs.evolve(held, station=None, venue="x"), away])
    after = to_icals([], by="station", stamp=LATER, previous=before, register=register)
    assert told(after["station-S-1.ics"]) == {"E-0": ("CANCELLED", 1), "E-1": ("CANCELLED", 1)}
    assert told(after["elsewhere.ics"]) == {"E-0": ("CONFIRMED", 2), "E-1": ("TENTATIVE", 2)}


def test_what_cannot_be_is_refused() -> None:
    """Another grouping, a previous file that is no calendar."""
    with pytest.raises(InvalidValue) as caught:
        to_icals([], by="day", stamp=STAMP)  # type: ignore[arg-type]
    assert caught.value.text("zh") == (
        "无法将 'day' 解析为分组方式：应为下列之一：session, station, host，实际为 'day'。"
    )
    with pytest.raises(InvalidDocument):
        to_icals([], by="host", stamp=STAMP, previous={"host-H-1.ics": "nonsense"})


def test_one_file_and_many_say_the_same() -> None:
    """An event is the same line by line wherever it stands."""
    whole = to_ical([session(0), session(1)], stamp=STAMP)
    for text in to_icals([session(0), session(1)], by="session", stamp=STAMP).values():
        event = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
        assert event in whole
