"""Calendar periods, fixed days of the month, and where a fixed day goes that is no workday.

The recurrences are dateutil's, in forms on which it agrees with other implementations: no
BYWEEKNO, no yearly BYMONTHDAY, and BYSETPOS only within a month's own days.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.values import Period, PeriodUnit, Roll, Span

from .workdays import WorkCalendar

__all__ = ["fixed_days", "periods", "rolled"]

_MONTHS: Mapping[PeriodUnit, int] = {
    PeriodUnit.YEAR: 12,
    PeriodUnit.HALF_YEAR: 6,
    PeriodUnit.QUARTER: 3,
    PeriodUnit.MONTH: 1,
}

_AFTER, _BEFORE = range(1, ROLL_DEADLINE.days + 1), range(-1, -ROLL_DEADLINE.days - 1, -1)
_OFFSETS = {
    Roll.FOLLOWING: (0, *_AFTER),
    Roll.PRECEDING: (0, *_BEFORE),
    # of two days equally near the later is taken
    Roll.NEAREST: (0, *(offset for pair in zip(_AFTER, _BEFORE, strict=True) for offset in pair)),
}


def periods(unit: PeriodUnit, span: Span) -> tuple[Period, ...]:
    """Return the periods of ``unit`` that touch ``span``, in order.

    >>> from ridehire_partybuild.values import Span
    >>> [str(one) for one in periods(PeriodUnit.QUARTER, Span.parse("2026-02-01/2026-04-30"))]
    ['2026-Q1', '2026-Q2']
    """
    from dateutil.rrule import MONTHLY, WEEKLY, rrule  # noqa: PLC0415 - import alone need not pay

    starts = rrule(
        WEEKLY if unit is PeriodUnit.WEEK else MONTHLY,
        interval=_MONTHS.get(unit, 1),
        dtstart=_midnight(Period.containing(span.start, unit).start),
        until=_midnight(span.last),
    )
    return tuple(Period(unit=unit, start=start.date()) for start in starts)


def fixed_days(day_of_month: int, unit: PeriodUnit, span: Span) -> tuple[tuple[Period, date], ...]:
    """Return the fixed day of each period that touches ``span``, in order.

    It is the last day where the month is shorter; of a quarter, half-year or year it lies in the
    first month. A week has no day of the month: nothing is returned.

    >>> from ridehire_partybuild.values import Span
    >>> span = Span.parse("2026-01-01/2026-03-31")
    >>> [str(day) for _, day in fixed_days(31, PeriodUnit.MONTH, span)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    if unit is PeriodUnit.WEEK:
        return ()
    return tuple((one, _of_month(one.start, day_of_month)) for one in periods(unit, span))


def _of_month(first: date, number: int) -> date:
    _, last = monthrange(first.year, first.month)
    return first.replace(day=min(number, last))


def rolled(
    day: date,
    roll: Roll,
    period: Period,
    calendar: WorkCalendar,
    *,
    admits: Callable[[date], bool] | None = None,
) -> date | None:
    """Return the workday to which ``day`` rolls: within 7 days and its own period, else None.

    Args:
        day: The fixed day.
        roll: Following, preceding, or nearest (ties go later).
        period: The period whose session it is.
        calendar: Which days are workdays.
        admits: Which days will do; None: every workday.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> saturday, month = date(2027, 1, 30), Period.parse("2027-01")
    >>> [rolled(saturday, roll, month, WorkCalendar()) for roll in (Roll.FOLLOWING, Roll.NEAREST)]
    [None, datetime.date(2027, 1, 29)]
    """
    will_do = calendar.is_workday if admits is None else admits
    days = (day + timedelta(days=offset) for offset in _OFFSETS[roll])
    return next((other for other in days if other in period and will_do(other)), None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
