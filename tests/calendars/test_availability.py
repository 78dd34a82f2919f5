"""Opening hours on the real calendar."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar, covers, open_spans, stretches
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import SHANGHAI, DayKind, OpeningHours

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
        # what began before midnight runs on, though what began after it ends before
        ("Mo 09:00-12:00,22:00-26:00; 2026 Jan 06 00:00-01:00",
         "2026-01-06T00:30", "2026-01-06T02:00", True),
        ("off", "2026-01-05T11:00", "2026-01-05T13:00", False),
        # the night before a closed holiday still runs to its end
        ("22:00-26:00; PH off", "2026-01-01T01:00", "2026-01-01T02:00", True),
        ("22:00-26:00; PH off", "2026-01-02T01:00", "2026-01-02T02:00", False),
    ],
)  # fmt: skip
def test_covers(
    calendar: WorkCalendar, hours: str, start: str, end: str, *, expected: bool
) -> None:
    """'Yesterday's 22:00-26:00 covers today 01:00'; adjoining spans are joined."""
    assert covers(OpeningHours.parse(hours), at(start), at(end), calendar) is expected


def open_at(hours: OpeningHours, minute: int, calendar: WorkCalendar) -> bool:
    """Whether a place is open in one minute, told without spans: rule by rule, minute by minute."""
    for ago in (0, 1):  # what began yesterday may run over midnight
        day = date.fromordinal(minute // 1440 - ago)
        dated = [one.spans for one in hours.exceptions if one.first <= day <= one.last]
        kind = calendar.kind(day)
        if dated:
            (spans,) = dated
        elif kind in {DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF} and hours.holidays is not None:
            spans = hours.holidays
        elif kind is DayKind.MAKEUP_WORKDAY and all(one == hours.week[0] for one in hours.week[:5]):
            spans = hours.week[0]
        else:
            spans = hours.week[day.isoweekday() - 1]
        into = minute % 1440 + 1440 * ago
        if any(span.start <= into < span.end for span in spans):
            return True
    return False


TRICKY = st.sampled_from(
    [date(2026, 1, day) for day in range(1, 6)]
    + [date(2026, 2, day) for day in (13, 14, 15, 23, 24, 28)]
    + [date(2025, 12, 31), date(2026, 10, 10), date(2026, 10, 11)]
)
USUAL = st.sampled_from(
    [OFFICE, VAN, "22:00-26:00", "22:00-26:00; PH off", "24/7", "PH 00:00-24:00; Mo-Su off",
     "Mo-Sa 06:00-18:00; PH 09:00-10:00", "Mo 22:00-24:00; Tu 00:00-02:00",
     OFFICE + "; 2026 Feb 14-2026 Feb 24 22:00-26:00", OFFICE + "; 2026 Jan 02 10:00-12:00"]
).map(OpeningHours.parse)  # fmt: skip


@given(
    USUAL | strategies.opening_hours(),
    TRICKY | st.dates(date(2025, 1, 1), date(2027, 2, 28)),
    st.integers(0, 1439),
    st.integers(1, 400),
)
def test_open_is_open_in_every_minute(
    calendar: WorkCalendar, hours: OpeningHours, day: date, minute: int, length: int
) -> None:
    """'Open from a to b without a break' is: open in each minute, by the plain rules."""
    first = day.toordinal() * 1440 + minute
    start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)
    wanted = all(open_at(hours, first + each, calendar) for each in range(length))
    assert covers(hours, start, start + timedelta(minutes=length), calendar) is wanted


@given(USUAL | strategies.opening_hours(), TRICKY, st.integers(0, 3))
def test_stretches_hold_the_open_minutes_and_no_other(
    calendar: WorkCalendar, hours: OpeningHours, first: date, more: int
) -> None:
    """Half-open, in order, apart from each other; each minute of the days is in one or closed."""
    last = first + timedelta(days=more)
    found = stretches(hours, first, last, calendar)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    inside = {minute for start, end in found for minute in range(start, end)}
    days = range(first.toordinal() * 1440, (last.toordinal() + 1) * 1440)
    assert [
        minute for minute in days if (minute in inside) != open_at(hours, minute, calendar)
    ] == []


@given(strategies.calendars(), USUAL | strategies.opening_hours(), TRICKY)
def test_a_day_without_rules_of_its_own_follows_its_weekday(
    calendar: WorkCalendar, hours: OpeningHours, day: date
) -> None:
    """Holidays and make-up workdays are the only days on which the week is not the rule."""
    dated = any(one.first <= day <= one.last for one in hours.exceptions)
    if calendar.kind(day) in {DayKind.WORKDAY, DayKind.WEEKEND} and not dated:
        assert open_spans(hours, day, calendar) == hours.week[day.weekday()]


def test_a_week_of_spring_festival_in_an_office(calendar: WorkCalendar) -> None:
    """Worked example: a make-up Saturday, nine days off, a Tuesday as ever."""
    hours = OpeningHours.parse(OFFICE + "; 2026 Feb 20 10:00-12:00")
    told = {
        day: ",".join(str(span) for span in open_spans(hours, date(2026, 2, day), calendar))
        for day in range(13, 26)
    }
    assert {day: text for day, text in told.items() if text} == {
        13: "08:30-11:00,13:30-17:00",  # Friday
        14: "08:30-11:00,13:30-17:00",  # a Saturday worked as a Friday
        20: "10:00-12:00",  # a dated exception outdoes the day off
        24: "08:30-11:00,13:30-17:00",
        25: "08:30-11:00,13:30-17:00",
    }


def test_a_night_over_the_edge_of_a_holiday(calendar: WorkCalendar) -> None:
    """Worked example: the night before a closed day runs to its end, the closed day's is none."""
    hours, eve = OpeningHours.parse("22:00-26:00; PH off"), date(2026, 4, 3)
    midnight = eve.toordinal() * 1440
    found = [
        (start - midnight, end - midnight)
        for start, end in stretches(hours, eve, date(2026, 4, 7), calendar)
    ]
    hour = 60
    assert found == [
        (-2 * hour, 2 * hour),  # from Thursday to Friday
        (22 * hour, 26 * hour),  # into Qingming, which is closed until Tuesday's night
        (4 * 24 * hour + 22 * hour, 4 * 24 * hour + 26 * hour),
    ]
