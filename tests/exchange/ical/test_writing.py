"""Calendars: one event a session, stable, raised only on change, and never about persons."""

import importlib
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from ridehire_partybuild.errors import InvalidDocument, InvalidValue
from ridehire_partybuild.exchange.ical import to_ical
from ridehire_partybuild.model import (
    Activity,
    Contact,
    Host,
    Party,
    Person,
    Register,
    Session,
    Site,
    Station,
)
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityDomain,
    ActivityKind,
    ContactKind,
    LocalKind,
    Region,
    SessionStatus,
    Text,
    Tier,
)

icalendar = pytest.importorskip("icalendar")

STAMP = datetime(2026, 1, 5, 1, 2, 3, tzinfo=UTC)
LATER = datetime(2026, 2, 5, tzinfo=UTC)
START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
KIND = ActivityKind.LEGAL_CLINIC.label("zh")


def session(number: int, **changes: Any) -> Session:
    """Return the session of the day with that number."""
    start = START + timedelta(days=number)
    fields: dict[str, Any] = {
        "id": f"E-{number}", "kind": ActivityKind.LEGAL_CLINIC, "station": "S-1", "start": start,
        "end": start + timedelta(minutes=90), "status": SessionStatus.PLANNED, "host": "H-1",
    }  # fmt: skip
    return Session(**fields | changes)


SESSIONS = (
    session(0, topic="劳动合同; 工伤, 咨询\n第二行"),
    session(1, status=SessionStatus.HELD),
    session(2, status=SessionStatus.CANCELLED, station=None, venue="街道会议室"),
)
REGISTER = Register(
    stations=[
        Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC,
                head=Person(token="P-1", name="机密负责人"), site=Site(address="示例路1号"),
                contacts=[Contact(kind=ContactKind.PERSONAL, value="13800000000")])
    ],
    hosts=[Host(id="H-1", party=Party(name="机密律所"))],
    sessions=SESSIONS,
)  # fmt: skip


def events(text: str) -> dict[str, Any]:
    """Return the events of a calendar by UID, in the order of the text."""
    return {str(one["uid"]): one for one in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def test_events_are_the_sessions() -> None:
    """What icalendar reads back is each session's time, place, name and status."""
    found = events(to_ical(SESSIONS, stamp=STAMP, register=REGISTER))
    assert [
        (uid, one["dtstart"].dt, one["dtend"].dt, str(one["location"]), str(one["status"]))
        for uid, one in found.items()
    ] == [
        (f"{one.id}@ridehire-partybuild", one.start, one.end, place, status)
        for one, place, status in zip(
            SESSIONS,
            ("示例一号，示例路1号", "示例一号，示例路1号", "街道会议室"),
            ("TENTATIVE", "CONFIRMED", "CANCELLED"),
            strict=True,
        )
    ]
    assert [str(one["summary"]) for one in found.values()] == [
        f"{KIND}：劳动合同; 工伤, 咨询\n第二行", KIND, KIND,
    ]  # fmt: skip
    assert {one["dtstart"].params["TZID"] for one in found.values()} == {"Asia/Shanghai"}
    assert {int(one["sequence"]) for one in found.values()} == {0}
    assert {one["dtstamp"].dt for one in found.values()} == {STAMP}


def test_nothing_in_an_event_turns_the_line() -> None:
    """A name that would reverse what follows shows in its own order."""
    (station,) = REGISTER.stations
    turning = attrs.evolve(station, name="示例\u202e一号\u2028站")
    register = REGISTER.with_(turning)
    text = to_ical(SESSIONS, stamp=STAMP, register=register)
    assert "\u202e" not in text
    assert "\u2028" not in text
    assert "示例一号 站" in "".join(str(one.get("location", "")) for one in events(text).values())


def test_form_of_the_text() -> None:
    """CRLF, folded lines, one time zone before the events, nothing but what is listed here."""
    text = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert text.index("END:VTIMEZONE") < text.index("BEGIN:VEVENT")
    names = {
        line.partition(":")[0].partition(";")[0] for line in lines if line[:1] not in {" ", ""}
    }
    assert names == {
        "BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "TZID", "TZNAME", "TZOFFSETFROM",
        "TZOFFSETTO", "DTSTART", "DTEND", "DTSTAMP", "UID", "SUMMARY", "LOCATION", "STATUS",
        "SEQUENCE",
    }  # fmt: skip


def test_order_and_bytes() -> None:
    """Sessions in any order, from a list or a generator, give the same bytes, sorted by start."""
    text = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    assert to_ical(iter(SESSIONS[::-1]), stamp=STAMP, register=REGISTER) == text
    same = STAMP.astimezone(SHANGHAI)
    assert to_ical(SESSIONS, stamp=same, register=REGISTER) == text
    assert list(events(text)) == [f"E-{number}@ridehire-partybuild" for number in range(3)]


def test_no_personal_data() -> None:
    """Neither head, contact nor host is named, in either language."""
    for lang in ("zh", "en"):
        text = to_ical(SESSIONS, stamp=STAMP, register=REGISTER, lang=lang)
        unfolded = text.replace("\r\n ", "")
        assert "机密" not in unfolded
        assert "13800000000" not in unfolded
        assert "H-1" not in unfolded


def test_without_a_register_the_place_is_the_id() -> None:
    """A station that is not known is named by its code."""
    found = events(to_ical(SESSIONS[:1], stamp=STAMP, lang="en"))
    assert str(found["E-0@ridehire-partybuild"]["location"]) == "S-1"
    assert str(found["E-0@ridehire-partybuild"]["summary"]).startswith("legal")


def test_unchanged_events_stay_as_they_were() -> None:
    """Exported again without a change, nothing differs but what is new."""
    before = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    assert to_ical(SESSIONS, stamp=LATER, previous=before, register=REGISTER) == before
    assert to_ical(SESSIONS, stamp=LATER, previous=before.encode(), register=REGISTER) == before
    more = to_ical((*SESSIONS, session(9)), stamp=LATER, previous=before, register=REGISTER)
    assert [one["dtstamp"].dt for one in events(more).values()] == [STAMP, STAMP, STAMP, LATER]


def test_sequence_goes_up_on_change_only() -> None:
    """A moved, renamed or cancelled session has its sequence raised by one each time."""
    text = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    moved = attrs.evolve(
        SESSIONS[0], start=START + timedelta(hours=1), end=START + timedelta(hours=2)
    )
    for count in (1, 1, 2):
        if count == 2:
            moved = attrs.evolve(moved, topic=None)
        text = to_ical((moved, *SESSIONS[1:]), stamp=LATER, previous=text, register=REGISTER)
        found = list(events(text).values())
        assert [int(one["sequence"]) for one in found] == [count, 0, 0]
        assert [one["dtstamp"].dt for one in found] == [LATER, STAMP, STAMP]


def test_what_is_gone_is_cancelled_once() -> None:
    """What is in the previous calendar alone is cancelled, and stays as cancelled."""
    before = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    rest = REGISTER.without("E-0")
    after = to_ical(SESSIONS[1:], stamp=LATER, previous=before, register=rest)
    gone = next(iter(events(after).values()))
    assert (str(gone["status"]), int(gone["sequence"]), gone["dtstamp"].dt) == (
        "CANCELLED", 1, LATER,
    )  # fmt: skip
    assert gone["dtstart"].dt == START
    again = to_ical(SESSIONS[1:], stamp=LATER, previous=after, register=rest)
    assert again == after
    back = events(to_ical(SESSIONS, stamp=LATER, previous=after, register=REGISTER))
    assert int(back["E-0@ridehire-partybuild"]["sequence"]) == 2


def test_a_place_that_was_taken_out_is_not_put_back_into_what_is_gone() -> None:
    """Nobody knows it any more: the event is called off as it stood in the calendar."""
    before = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    bare = re.sub("LOCATION:.*\r\n(?: .*\r\n)*", "", before)
    after = to_ical(SESSIONS[1:], stamp=LATER, previous=bare, register=REGISTER.without("E-0"))
    gone, *others = events(after).values()
    assert ("location" in gone, str(gone["status"])) == (False, "CANCELLED")
    assert all("location" in one for one in others)


def test_what_stands_in_the_register_is_not_gone() -> None:
    """A session that left the plan for the register is told as it stands there."""
    before = to_ical(SESSIONS, stamp=STAMP, register=REGISTER)
    assert to_ical([], stamp=LATER, previous=before, register=REGISTER) == before
    held = attrs.evolve(SESSIONS[0], status=SessionStatus.HELD)
    off = attrs.evolve(SESSIONS[1], status=SessionStatus.CANCELLED)
    later = REGISTER.with_(held, off).without("E-2")
    after = events(to_ical([], stamp=LATER, previous=before, register=later))
    assert [(str(one["status"]), int(one["sequence"])) for one in after.values()] == [
        ("CONFIRMED", 1), ("CANCELLED", 1), ("CANCELLED", 0),
    ]  # fmt: skip
    stamps = [one["dtstamp"].dt for one in after.values()]
    assert stamps == [LATER, LATER, STAMP]


def test_a_session_comes_first_from_the_plan() -> None:
    """What is exported says where a session stands, whatever the register says."""
    moved = attrs.evolve(SESSIONS[0], topic="改")
    text = to_ical([moved], stamp=STAMP, previous=to_ical([], stamp=STAMP), register=REGISTER)
    assert list(events(text)) == ["E-0@ridehire-partybuild"]
    again = to_ical([moved], stamp=LATER, previous=text, register=REGISTER)
    assert again == text


def test_foreign_events_are_left_alone() -> None:
    """Events of other calendars in the previous file are not ours to cancel."""
    before = to_ical(SESSIONS, stamp=STAMP, register=REGISTER).replace("@ridehire-partybuild", "@x")
    assert len(events(to_ical([], stamp=LATER, previous=before))) == 0


@pytest.mark.parametrize(
    "previous",
    [
        "",
        "nonsense",
        b"\xff",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n",
        "BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        *(
            to_ical(SESSIONS[:1], stamp=STAMP).replace(old, new)
            for old, new in (("UID:", "X-UID:"), ("SEQUENCE:0", "SEQUENCE:-1"), ("DTEND", "DTX"))
        ),
    ],
)
def test_bad_previous(previous: str | bytes) -> None:
    """What is no calendar of ours is refused as a document."""
    with pytest.raises(InvalidDocument) as caught:
        to_ical(SESSIONS, stamp=STAMP, previous=previous)
    assert {one.code for one in caught.value.problems} == {"document.syntax"}


def test_naive_stamp() -> None:
    """A time without its offset is no time."""
    with pytest.raises(InvalidValue):
        to_ical(SESSIONS, stamp=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_a_stamp_that_is_no_time() -> None:
    """A text, or a day, is refused in the words of any bad value."""
    stamps: list[Any] = ["x", date(2026, 1, 1), None]
    for stamp in stamps:
        with pytest.raises(InvalidValue) as caught:
            to_ical(SESSIONS, stamp=stamp)
        assert [one.code for one in caught.value.problems] == ["type"]
    with pytest.raises(InvalidValue) as caught:
        to_ical(SESSIONS, stamp="x")  # type: ignore[arg-type]
    assert caught.value.text("zh") == ("无法将 'x' 解析为导出时间：应为日期时间，实际为文本。")


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without icalendar one error says what to install."""

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name, name=name)

    optional = importlib.import_module("ridehire_partybuild.exchange.optional")
    monkeypatch.setattr(optional, "import_module", missing)
    with pytest.raises(ModuleNotFoundError) as caught:
        to_ical(SESSIONS, stamp=STAMP)
    assert str(caught.value).endswith("pip install 'ridehire-partybuild[ical]'")


def test_an_offices_own_kind_is_called_as_its_register_says() -> None:
    """A local kind has its label in either language; without a register its bare name."""
    dumplings = Activity(
        id="x-包饺子", label=Text(zh="包饺子", en="making dumplings"),
        domain=ActivityDomain.DAILY_LIFE,
    )  # fmt: skip
    sessions = [session(0, kind=LocalKind("x-包饺子"))]
    register = REGISTER.with_(dumplings)
    told = {
        lang: str(event["summary"])
        for lang in ("zh", "en")
        for event in events(to_ical(sessions, stamp=STAMP, register=register, lang=lang)).values()
    }
    assert told == {"zh": "包饺子", "en": "making dumplings"}
    alone = events(to_ical(sessions, stamp=STAMP))
    assert [str(event["summary"]) for event in alone.values()] == ["包饺子"]
