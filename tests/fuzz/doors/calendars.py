"""iCalendar texts, as phones, desks and servers give them back, and as nobody does."""

from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any

from ridehire_partybuild import InvalidDocument, Plan, Span
from ridehire_partybuild.exchange.ical import from_ical, lint_ical, to_ical
from ridehire_partybuild.testing import strategies

from ..drawing import sample
from ..harness import LANGS, Door
from ..mutations import scratched, scratched_bytes

STAMP = datetime(2026, 1, 5, tzinfo=UTC)
WITHIN = (None, Span.parse("2026-01-01/2026-03-31"), Span.parse("2000-01-01/2100-12-31"))
LINES = (
    "DTSTART:00000000T000000Z", "DTSTART:99991231T235959Z", "DTSTART;TZID=:20260101T000000",
    "DTSTART;TZID=../../etc/passwd:20260101T000000", "DTEND:00010101T000000", "DURATION:P9999W",
    "DTSTART;TZID=America/New_York:99991231T235959", "DTSTART;TZID=Asia/Tokyo:00010101T000000",
    "DURATION:-P1D", "RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;INTERVAL=999", "RRULE:FREQ=DAILY",
    "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z", "RRULE:", "RRULE:FREQ=DAILY;COUNT=9999999999999",
    "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5", "RRULE:FREQ=DAILY;UNTIL=20260201",
    "RDATE:20260106T093000",
    "RDATE:20260101T000000Z,x,,", "EXDATE:" + "20260101T000000Z," * 50, "UID:", "UID:\x00",
    "RDATE;VALUE=PERIOD:20260101T000000Z/PT1H", "EXDATE;VALUE=DATE:20260101", "X-WR-CALNAME:x",
    "SUMMARY:\ud800", "SUMMARY:" + "\\" * 99, "SEQUENCE:" + "9" * 5000, "STATUS:\u0660",
    "CALSCALE:X",
    "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR", "BEGIN:", ":", ";:", " x",
    "A;B", 'A;B="c:d', "METHOD:CANCEL", "LOCATION:\u202e", "X" * 5000, "\t", "", "\r", "UID:a@b",
    "RECURRENCE-ID:20260101T000000Z", "REFRESH-INTERVAL;VALUE=DURATION:P", "SEQUENCE:²",
    "SEQUENCE:1",
    "STATUS:CANCELLED", "STATUS:CONFIRMED", "SUMMARY:党课", "SUMMARY:法律咨询：新主题",
    "LOCATION:别处",
    "DTSTART;TZID=Asia/Shanghai:20260106T093000", "DTEND;TZID=Asia/Shanghai:20260106T113000",
    "DTSTART:20260106T013000Z", "DTSTART;VALUE=DATE:20260106", "DURATION:PT1H30M", "DTSTAMP:x",
    "BEGIN:VALARM", "END:VALARM", "ATTENDEE:mailto:x@y", "RRULE:RSCALE=CHINESE;FREQ=YEARLY",
    ("BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:-9999\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE"),
)  # fmt: skip

Given = tuple[Any, int, int]
"""A text or bytes, which plan it is held against, and within which days it is looked at."""


@cache
def _plan(index: int) -> Plan:
    return sample(strategies.plans, Random(f"plan/{index}"), kept=24)


@cache
def _text(index: int) -> str:
    return to_ical(_plan(index), stamp=STAMP)


def _mixed_up(rng: Random, lines: list[str]) -> None:
    """Put a line in, leave one out, double, swap or cut it."""
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(7):
        case 0:
            lines.insert(at, rng.choice(LINES))
        case 1:
            lines[at] = rng.choice(LINES)
        case 2 if len(lines) > 1:
            del lines[at]
        case 3:
            lines[at], lines[other] = lines[other], lines[at]
        case 4:
            lines[at] = lines[at][: rng.randint(0, len(lines[at]))]
        case 5:
            lines[at : at + 1] = [lines[at]] * rng.choice((2, 2, 50))
        case _:
            lines.insert(at, lines[other])


def made(rng: Random) -> Given:
    """Return a calendar."""
    index = rng.randrange(24)
    if rng.random() < 0.1:
        lines = ["BEGIN:VCALENDAR", *rng.choices(LINES, k=rng.randint(0, 20)), "END:VCALENDAR"]
    else:
        lines = _text(index).split("\r\n")
    for _ in range(rng.choice((0, 1, 2, 4, 8))):
        _mixed_up(rng, lines)
    whole = rng.choice(("\r\n", "\r\n", "\r\n", "\n", "\r")).join(lines)
    if rng.random() < 0.2:
        whole = scratched(rng, whole)
    within = rng.choice((0, 0, 1, 1, 1, 2))
    if rng.random() < 0.3:
        data = whole.encode("utf-8", "surrogatepass")
        return (scratched_bytes(rng, data) if rng.random() < 0.4 else data), index, within
    return whole, index, within


def used(given: Given) -> str:
    """Read it back, look it over, and take it for what was handed out before."""
    text, index, within = given
    plan = _plan(index)
    for remark in lint_ical(text, previous=text, use="resource")[:50]:
        assert all(remark.text(lang) for lang in LANGS)
    found = from_ical(text, plan, within=WITHIN[within])
    assert (found.text("zh") == "") == (found.text("en") == "")
    assert len(found.applied(absent="cancel")) == len(plan.sessions)
    if index % 8 == 0:
        to_ical(plan, stamp=STAMP, previous=text)
    return "edits"


def kept(_: str, data: bytes) -> Given:
    """Return a calendar of the corpus."""
    return data, 0, 1


DOOR = Door(
    name="calendars",
    calls="`ical.from_ical`, `ical.lint_ical`, `ical.to_ical(previous=...)`",
    ends=(InvalidDocument,),
    share=70,
    made=made,
    used=used,
    kept=kept,
)
