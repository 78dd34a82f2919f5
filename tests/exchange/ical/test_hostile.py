"""Calendars that nobody writes in good faith: told as bad, or read; never another error."""

import random
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import InvalidDocument, Plan, Span
from ridehire_partybuild.exchange.ical import foreign, from_ical, lint_ical, linting, to_ical
from ridehire_partybuild.exchange.ical.events import DOMAIN
from ridehire_partybuild.testing import strategies

pytest.importorskip("icalendar")

STAMP = datetime(2026, 1, 5, tzinfo=UTC)
NASTY = (
    "DTSTART:00000000T000000Z", "DTSTART:99991231T235959Z", "DTSTART;TZID=:20260101T000000",
    "DTSTART;TZID=../../etc/passwd:20260101T000000", "DTEND:00010101T000000", "DURATION:P9999W",
    "DTSTART;TZID=America/New_York:99991231T235959", "DTSTART;TZID=Asia/Tokyo:00010101T000000",
    "DURATION:-P1D", "RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;INTERVAL=999",
    "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z", "RRULE:", "RRULE:FREQ=DAILY;COUNT=9999999999999",
    "RDATE:20260101T000000Z,x,,", "EXDATE:" + "20260101T000000Z," * 50, "UID:", "UID:\x00",
    "SUMMARY:\ud800", "SUMMARY:" + "\\" * 99, "SEQUENCE:" + "9" * 5000, "STATUS:\u0660",
    "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR", "BEGIN:", ":", ";:", " x",
    "A;B", 'A;B="c:d', "METHOD:CANCEL", "LOCATION:\u202e", "X" * 5000, "\t", "", "\r",
    "RECURRENCE-ID:20260101T000000Z", "REFRESH-INTERVAL;VALUE=DURATION:P", "SEQUENCE:²",
    ("BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:-9999\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE"),
)  # fmt: skip


def mutated(text: str, seed: int) -> str | bytes:
    """Return a calendar with a few lines put in, left out, doubled, swapped or cut."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines = text.split("\r\n")
    for _ in range(chance.randint(1, 6)):
        at, other = (chance.randrange(len(lines)) for _ in range(2))
        match chance.randrange(6):
            case 0:
                lines.insert(at, chance.choice(NASTY))
            case 1:
                lines[at] = chance.choice(NASTY)
            case 2 if len(lines) > 1:
                del lines[at]
            case 3:
                lines[at], lines[other] = lines[other], lines[at]
            case 4:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case _:
                lines.insert(at, lines[other])
    whole = chance.choice(("\r\n", "\r\n", "\n", "\r")).join(lines)
    if chance.randrange(4):
        return whole
    raw = bytearray(whole.encode("utf-8", "replace"))
    raw[chance.randrange(len(raw) or 1) : 0] = bytes([chance.randrange(256)])
    return bytes(raw)


def tried(text: Any, plan: Plan) -> None:
    """Read and lint it: no error but the one of documents, and every word can be told."""
    try:
        found = from_ical(text, plan)
    except InvalidDocument as error:
        assert error.text("zh")  # noqa: PT017 - to refuse is one of two good ends
    else:
        assert len(found.applied(absent="cancel")) == len(plan.sessions)
        assert (found.text("zh") == "") == (found.text("en") == "")
    try:
        assert all(one.text("zh") for one in lint_ical(text, previous=text, use="resource"))
    except InvalidDocument as error:
        assert error.text("en")  # noqa: PT017 - the same


@given(strategies.plans(), st.lists(st.integers(0, 2**32), min_size=10, max_size=10))
def test_mutated_calendars_raise_nothing_but_invalid_document(plan: Plan, seeds: list[int]) -> None:
    """'Hostile input only raises InvalidDocument': ten mutants of each of many calendars."""
    text = to_ical(plan, stamp=STAMP)
    for seed in seeds:
        tried(mutated(text, seed), plan)


@given(st.text() | st.binary())
def test_anything_at_all(text: str | bytes) -> None:
    """Text and bytes of any kind."""
    tried(text, _nobody())


@pytest.mark.parametrize("day", ["99991231T230000", "00010101T010000"])
@pytest.mark.parametrize("length", ["P9999W", "-P9999W"])
def test_no_event_ends_beyond_the_calendar(day: str, length: str) -> None:
    """What Python has no date for is a length that cannot be told, of ours and of others."""
    for uid in ("a@b", f"S-1{DOMAIN}"):
        event = f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{day}\r\nDURATION:{length}\r\nEND:VEVENT"
        tried(f"BEGIN:VCALENDAR\r\n{event}\r\nEND:VCALENDAR\r\n", _nobody())


def test_half_a_pair_is_not_handed_out_again() -> None:
    """A calendar before with what UTF-8 cannot write is none of ours."""
    event = (
        f"BEGIN:VEVENT\r\nUID:S-1{DOMAIN}\r\nDTSTART:20260106T093000\r\nDTEND:20260106T103000\r\n"
        "DTSTAMP:20260101T000000Z\r\nSUMMARY:\ud800\r\nEND:VEVENT\r\n"
    )
    with pytest.raises(InvalidDocument):
        to_ical([], stamp=STAMP, previous=f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n")


NEVER = "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20"
DAILY = "RRULE:FREQ=DAILY"
LATE = "20260107T093000,21001231T093000,"


@pytest.mark.slow
@pytest.mark.parametrize(
    "events",
    [
        pytest.param([NEVER] * 10, id="rules that name no day"),
        pytest.param([f"{DAILY}\r\nEXDATE:{LATE}"] * 400, id="a century of days each"),
        pytest.param(
            ["\r\n".join([*[DAILY] * 200, *[f"RDATE:{LATE * 500}", f"EXDATE:{LATE * 500}"] * 40])],
            id="many rules of one event and many exceptions",
        ),
        pytest.param(["é\r\n" * 100_000], id="lines that are none"),
        pytest.param([f"DTSTART;TZID=A/{one}:20260101T000000" for one in range(4_000)], id="zones"),
    ],
)
def test_no_sum_takes_for_ever(events: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What each is cheap of alone is bounded together."""
    written = "".join(
        f"BEGIN:VEVENT\r\nUID:{index}\r\nDTSTART:20000103T093000\r\nDURATION:PT1H\r\n{one}\r\nEND:VEVENT\r\n"
        for index, one in enumerate(events)
    )
    for module in (foreign, linting):
        monkeypatch.setattr(module, "MOST_DAYS", 80_000)
    begun = time.process_time()
    text = f"BEGIN:VCALENDAR\r\n{written}END:VCALENDAR\r\n"
    from_ical(text, _nobody(), within=Span.parse("2026-01-01/2100-12-31"))
    lint_ical(text)
    assert time.process_time() - begun < 10


def _nobody() -> Plan:
    from ridehire_partybuild import Period, Register, plan, work_calendar  # noqa: PLC0415

    return plan((), Register(), work_calendar(2026), Period.parse("2026-01").span)


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:FREQ=DAILY", "RDATE:" + "20260101T000000Z," * 100_000, "X:" + "\\" * 1_000_000,
        "X" + ";A=b" * 200_000 + ":c", 'X;A="' + "," * 1_000_000, " " * 100_000,
        "X;A=" + "b," * 500_000 + ":c",
    ],
)  # fmt: skip
def test_nothing_takes_for_ever(line: str) -> None:
    """A million of anything is read in seconds."""
    event = f"BEGIN:VEVENT\r\nUID:a@b\r\nDTSTART:20000101T000000Z\r\nDURATION:PT1H\r\n{line}\r\n"
    text = f"BEGIN:VCALENDAR\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
    begun = time.process_time()
    tried(text, _nobody())
    assert time.process_time() - begun < 10
