"""Periods, fixed days and rolls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar, fixed_days, periods, rolled
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import Period, PeriodUnit, Roll, Span

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
UNITS = st.sampled_from(PeriodUnit)
MONTHS = st.sampled_from([unit for unit in PeriodUnit if unit is not PeriodUnit.WEEK])


@given(DAYS, st.integers(1, 800), UNITS)
def test_periods_are_those_that_touch_the_span(start: date, length: int, unit: PeriodUnit) -> None:
    """Each day of the span lies in exactly one of its periods, and none is without such a day."""
    span = Span(start=start, end=start + timedelta(days=length))
    expected = sorted({Period.containing(day, unit) for day in span})
    assert list(periods(unit, span)) == expected


@given(DAYS, st.integers(1, 800), MONTHS, st.integers(1, 31))
def test_a_fixed_day_lies_in_the_first_month_of_its_period(
    start: date, length: int, unit: PeriodUnit, number: int
) -> None:
    """The day of that number, or the last of a shorter month."""
    span = Span(start=start, end=start + timedelta(days=length))
    found = fixed_days(number, unit, span)
    assert tuple(period for period, _ in found) == periods(unit, span)
    for period, day in found:
        assert (day.year, day.month) == (period.start.year, period.start.month)
        is_last = (day + timedelta(days=1)).month != day.month
        assert day.day == number or (is_last and day.day < number)


def test_a_week_has_no_day_of_the_month() -> None:
    """Total: nothing is returned for weeks."""
    assert fixed_days(10, PeriodUnit.WEEK, Span.parse("2026-01-01/2026-01-31")) == ()


@given(DAYS, UNITS, st.sampled_from(Roll))
def test_a_rolled_day_is_a_workday_within_its_window_and_period(
    calendar: WorkCalendar, day: date, unit: PeriodUnit, roll: Roll
) -> None:
    """Law 20: 'a rolled day is a workday within its window and its own period, else unplaced'."""
    laws.rolled_day_is_workday(day, roll, Period.containing(day, unit), calendar)


@pytest.mark.parametrize(
    ("day", "roll", "expected"),
    [
        (date(2026, 2, 17), Roll.FOLLOWING, date(2026, 2, 24)),  # exactly 7 days
        (date(2026, 2, 16), Roll.FOLLOWING, None),  # 8 days to the next workday
        (date(2026, 2, 16), Roll.PRECEDING, date(2026, 2, 14)),  # a make-up Saturday
        (date(2026, 1, 1), Roll.PRECEDING, None),  # never out of its own period
        (date(2026, 3, 8), Roll.NEAREST, date(2026, 3, 9)),
        (date(2026, 3, 7), Roll.NEAREST, date(2026, 3, 6)),
        (date(2026, 6, 20), Roll.NEAREST, date(2026, 6, 22)),  # 18 and 22 June: the later
    ],
)
def test_rolls_of_2026(
    calendar: WorkCalendar, day: date, roll: Roll, expected: date | None
) -> None:
    """'In principle within one week', ties of NEAREST to the later."""
    assert rolled(day, roll, Period.containing(day, PeriodUnit.MONTH), calendar) == expected


def test_a_roll_goes_to_the_first_day_that_is_admitted(calendar: WorkCalendar) -> None:
    """Workdays, unless told otherwise: here Tuesdays and Thursdays, of 10 June 2026 on."""
    day, month = date(2026, 6, 10), Period.parse("2026-06")

    def admits(other: date) -> bool:
        return other.weekday() in {1, 3}

    found = [rolled(day, roll, month, calendar, admits=admits) for roll in Roll]
    assert found == [date(2026, 6, 11), date(2026, 6, 9), date(2026, 6, 11)]
    assert rolled(day, Roll.NEAREST, month, calendar, admits=lambda _: False) is None


def test_days_off_are_those_by_notice(calendar: WorkCalendar) -> None:
    """Holidays and days off by swap; a plain weekend is no day off."""
    days = [date(2026, 1, number) for number in range(1, 12)]
    assert [day.day for day in days if calendar.is_day_off(day)] == [1, 2, 3]
