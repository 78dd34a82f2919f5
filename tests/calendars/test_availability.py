"""Opening hours on the real calendar."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar, covers, open_spans
from ridehire_partybuild.values import SHANGHAI, OpeningHours

OFFICE = "Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off"
VAN = "Tu,Th 09:00-12:00"


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        (OFFICE, date(2026, 1, 5), "08:30-11:00,13:30-17:00"),
        (OFFICE, date(2026, 1, 10), "09:00-16:00"),
        (OFFICE, date(2026, 1, 1), ""),  # a holiday follows PH
        (OFFICE, date(2026, 1, 2), ""),  # so does a day off by swap
        (OFFICE, date(2026, 1, 4), "08:30-11:00,13:30-17:00"),  # a make-up Sunday works
        (VAN, date(2026, 1, 1), "09:00-12:00"),  # without PH: as on the Thursday it is
        (VAN, date(2026, 1, 4), ""),  # the van does not come on a make-up Sunday
        (OFFICE + "; 2026 Jan 04 10:00-12:00", date(2026, 1, 4), "10:00-12:00"),
        (OFFICE + "; 2026 Jan 01 10:00-12:00", date(2026, 1, 1), "10:00-12:00"),
    ],
)
def test_open_spans(calendar: WorkCalendar, hours: str, day: date, expected: str) -> None:
    """'Exceptions first; days off follow PH; make-up workdays follow weekday hours'."""
    spans = open_spans(OpeningHours.parse(hours), day, calendar)
    assert ",".join(str(span) for span in spans) == expected


def at(text: str) -> datetime:
    """An aware moment."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("hours", "start", "end", "expected"),
    [
        ("22:00-26:00", "2026-01-06T01:00", "2026-01-06T02:00", True),
        ("22:00-26:00", "2026-01-06T01:00", "2026-01-06T02:01", False),
        ("22:00-26:00", "2026-01-05T23:30", "2026-01-06T00:30", True),
        ("Mo 22:00-24:00; Tu 00:00-02:00", "2026-01-05T23:00", "2026-01-06T01:00", True),
        ("09:00-12:00,12:00-15:00", "2026-01-05T11:00", "2026-01-05T13:00", True),
        ("09:00-12:00,12:30-15:00", "2026-01-05T11:00", "2026-01-05T13:00", False),
        ("24/7", "2026-01-05T23:00", "2026-01-08T01:00", True),
        ("off", "2026-01-05T11:00", "2026-01-05T13:00", False),
        # the night before a closed holiday still runs to its end
        ("22:00-26:00; PH off", "2026-01-01T01:00", "2026-01-01T02:00", True),
        ("22:00-26:00; PH off", "2026-01-02T01:00", "2026-01-02T02:00", False),
    ],
)
def test_covers(
    calendar: WorkCalendar, hours: str, start: str, end: str, *, expected: bool
) -> None:
    """'Yesterday's 22:00-26:00 covers today 01:00'; adjoining spans are joined."""
    assert covers(OpeningHours.parse(hours), at(start), at(end), calendar) is expected


@given(
    st.sampled_from([OFFICE, VAN, "22:00-26:00", "24/7", "Mo-Sa 06:00-18:00; PH 09:00-10:00"]),
    st.dates(date(2025, 1, 1), date(2026, 12, 30)),
    st.integers(0, 1439),
    st.integers(1, 400),
)
def test_cover_is_cover_of_every_minute(
    calendar: WorkCalendar, hours: str, day: date, minute: int, length: int
) -> None:
    """An interval is covered exactly if each of its minutes is."""
    parsed = OpeningHours.parse(hours)
    start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)
    found = {
        today.toordinal() * 1440 + each
        for today in (day - timedelta(days=1), day, day + timedelta(days=1))
        for span in open_spans(parsed, today, calendar)
        for each in range(span.start, span.end)
    }
    first = day.toordinal() * 1440 + minute
    wanted = set(range(first, first + length)) <= found
    assert covers(parsed, start, start + timedelta(minutes=length), calendar) is wanted
