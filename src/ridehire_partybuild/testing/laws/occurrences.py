"""Law 20: where days go that are no workdays, told again from its sentence alone."""

from datetime import date, timedelta

from ridehire_partybuild.calendars import (
    Series,
    WorkCalendar,
    occurrences,
    periods,
    rolled,
    rolled_series,
)
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.values import Period, PeriodUnit, Roll, SessionStatus, Span

from .broken import hold

__all__ = ["rolled_day_is_workday", "rolled_series_loses_nothing"]

_BACK = {Roll.FOLLOWING: 0, Roll.PRECEDING: ROLL_DEADLINE.days, Roll.NEAREST: ROLL_DEADLINE.days}
_ON = {Roll.FOLLOWING: ROLL_DEADLINE.days, Roll.PRECEDING: 0, Roll.NEAREST: ROLL_DEADLINE.days}


def _window(day: date, roll: Roll, period: Period, calendar: WorkCalendar) -> list[date]:
    """Every day to which ``day`` may go."""
    days = (day + timedelta(days=offset) for offset in range(-_BACK[roll], _ON[roll] + 1))
    return [one for one in days if one in period and calendar.is_workday(one)]


def rolled_day_is_workday(day: date, roll: Roll, period: Period, calendar: WorkCalendar) -> None:
    """Law 20: a rolled day is a workday within its window and its own period, else unplaced.

    Of all such days it is the nearest, of two equally near the later.
    """
    found = rolled(day, roll, period, calendar)
    window = _window(day, roll, period, calendar)
    nearest = min(window, key=lambda one: (abs(one - day), day - one), default=None)
    sentence = "a rolled day is a workday within its window and its own period, else unplaced"
    hold(20, sentence, true=found == nearest, shown=(day, roll, period, found, nearest))


def rolled_series_loses_nothing(
    series: Series, span: Span, unit: PeriodUnit, roll: Roll, calendar: WorkCalendar
) -> None:
    """Law 20: a rolled series keeps its count and periods, and no day is given to two.

    An occurrence without a day is one whose whole window is taken by others.
    """
    found = rolled_series(series, span, unit, roll, calendar)
    due = [one for one in occurrences(series, span) if one.status is not SessionStatus.CANCELLED]
    kept = [one.occurrence for one in found] == due
    hold(20, "rolling keeps the count", true=kept, shown=(due, found))
    around = periods(unit, span)
    whole = Span(start=around[0].start, end=around[-1].end)
    every = rolled_series(series, whole, unit, roll, calendar)
    taken = {one.day for one in every}
    moved = [one.day for one in every if one.day not in {None, one.occurrence.start.date()}]
    stay = {one.day for one in every if one.day == one.occurrence.start.date()}
    apart = len(set(moved)) == len(moved) and stay.isdisjoint(moved)
    hold(20, "no day is given to two", true=apart, shown=every)
    for one in found:
        day = one.occurrence.start.date()
        window = _window(day, roll, one.period, calendar)
        own = one.period == Period.containing(day, unit)
        right = one.day in window if one.day is not None else taken.issuperset(window)
        hold(
            20, "each is on a workday of its window, if one is free", true=own and right, shown=one
        )
