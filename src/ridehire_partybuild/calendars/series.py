"""Series: a rule with its exceptions, and the occurrences that come of it.

RFC 5545, 3.8.5.3: the days of the rule, those added (RDATE), those left out (EXDATE); of what is
left some are moved, some cancelled (RECURRENCE-ID). What a rule means is worked out by dateutil.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    SHANGHAI,
    Frequency,
    Period,
    PeriodUnit,
    Record,
    Recurrence,
    Roll,
    SessionStatus,
    Span,
    limits,
    moment,
)
from ridehire_partybuild.values.record import LATEST

from .occurrences import periods, rolled
from .workdays import WorkCalendar

__all__ = [
    "Moved",
    "Occurrence",
    "RolledOccurrence",
    "Series",
    "first_start",
    "occurrences",
    "rolled_series",
]

_END = datetime(LATEST, 12, 31, 23, 59)  # noqa: DTZ001 - as local as what it is compared with
_A_WEEK = 7 * 24 * 60
_LATE = 19 * 400
"""So many years later all weekdays are the same, and dateutil, which seeks up to the year 9999 for
what a rule never names, is at its end soon."""


def _moments(value: Any) -> Any:
    try:
        return tuple(sorted({moment(one) for one in value}))
    except TypeError:
        return value


def _by_id(value: Any) -> Any:
    try:
        return tuple(sorted(value, key=lambda one: one.recurrence_id))
    except (AttributeError, TypeError):
        return value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Moved(Record):
    """One occurrence of a series that starts at another time.

    Attributes:
        recurrence_id: When it would have started.
        start: When it starts.

    >>> from ridehire_partybuild.values import SHANGHAI
    >>> first = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)
    >>> Moved(recurrence_id=first, start=first.replace(day=7)).start.day
    7
    """

    recurrence_id: datetime = attrs.field(converter=moment)
    start: datetime = attrs.field(converter=moment)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Occurrence(Record):
    """One time that a series comes round.

    Attributes:
        recurrence_id: When it would start had nobody moved it: it tells the occurrences apart.
        start: When it starts, in Asia/Shanghai.
        end: When it ends.
        status: Planned or cancelled.

    >>> from ridehire_partybuild.values import SHANGHAI
    >>> first = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)
    >>> Occurrence(recurrence_id=first, start=first, end=first.replace(hour=11)).status.label("zh")
    '计划'
    """

    recurrence_id: datetime = attrs.field(converter=moment)
    start: datetime = attrs.field(converter=moment)
    end: datetime = attrs.field(converter=moment)
    status: SessionStatus = SessionStatus.PLANNED


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RolledOccurrence(Record):
    """Where one occurrence goes that falls on no workday.

    Attributes:
        occurrence: The occurrence.
        period: The period to which it belongs, and in which it stays.
        day: Its day, moved if need be; None: no workday is left for it.
    """

    occurrence: Occurrence
    period: Period
    day: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Series(Record):
    """Something that is held again and again, with what is different now and then.

    Attributes:
        start: The first time, which the rule must name: of another start each program makes
            something else.
        minutes: How long it lasts.
        recurrence: When it comes round again; None: only at what ``rdate`` adds.
        rdate: Further times.
        exdate: Times left out.
        moved: Occurrences that start at another time.
        cancelled: Occurrences that were called off, and are told so.

    Raises:
        InvalidValue: a start that the rule does not name, an UNTIL without a time, an exception to
            what does not occur, two exceptions to one occurrence.

    >>> first = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)
    >>> weekly = Series(start=first, minutes=90, recurrence=Recurrence.parse("FREQ=WEEKLY"),
    ...                 cancelled=[first + timedelta(days=42)])
    >>> [(one.start.day, one.status.label("zh"))
    ...  for one in occurrences(weekly, Span.parse("2026-02-10/2026-02-28"))]
    [(10, '计划'), (17, '已取消'), (24, '计划')]
    """

    start: datetime = attrs.field(converter=moment)
    minutes: int = attrs.field(metadata=limits(1, _A_WEEK))
    recurrence: Recurrence | None = None
    rdate: tuple[datetime, ...] = attrs.field(default=(), converter=_moments)
    exdate: tuple[datetime, ...] = attrs.field(default=(), converter=_moments)
    moved: tuple[Moved, ...] = attrs.field(default=(), converter=_by_id)
    cancelled: tuple[datetime, ...] = attrs.field(default=(), converter=_moments)

    def contradictions(self) -> Iterator[Problem]:
        """The rule names the start; exceptions are to what occurs, one each."""
        rule = self.recurrence
        if rule is not None and type(rule.until) is date:
            # RFC 5545, 3.3.10: its "value type" is to be that of the start
            yield _wrong("series.until", "recurrence", str(rule))
            return
        exceptions = [
            *(("exdate", index, when) for index, when in enumerate(self.exdate)),
            *(("moved", index, one.recurrence_id) for index, one in enumerate(self.moved)),
            *(("cancelled", index, when) for index, when in enumerate(self.cancelled)),
        ]
        first = self.start if rule is None else first_start(rule, self.start)
        if first != self.start:
            told = "—" if first is None else first.isoformat()
            yield _wrong("series.start", "start", self.start.isoformat(), actual=told)
            return
        last = max((when for _, _, when in exceptions), default=self.start)
        named = _rule_starts(self, max(last, self.start))
        there, seen = {self.start, *named, *self.rdate}, set[datetime]()
        for name, index, when in exceptions:
            path = f"{name}[{index}]" + (".recurrence_id" if name == "moved" else "")
            if when not in there:
                yield _wrong("series.instance", path, when.isoformat())
            elif when in seen:
                yield _wrong("series.twice", path, when.isoformat())
            seen.add(when)


def _wrong(code: str, path: str, value: str, **params: object) -> Problem:
    return Problem(code=code, path=f"$.{path}", params={"kind": "Series", "value": value, **params})


def _rule(recurrence: Recurrence, start: datetime, last: datetime) -> Iterator[datetime]:
    """Yield what the rule names from ``start`` to ``last``, without its count, in local time."""
    from dateutil import rrule  # noqa: PLC0415 - import alone need not pay

    frequencies: dict[Frequency, Any] = {
        Frequency.DAILY: rrule.DAILY,
        Frequency.WEEKLY: rrule.WEEKLY,
        Frequency.MONTHLY: rrule.MONTHLY,
        Frequency.YEARLY: rrule.YEARLY,
    }
    days = [rrule.weekday(one.weekday.number, one.nth) for one in recurrence.by_day]
    until = recurrence.until
    if isinstance(until, datetime):
        last = min(last, until.replace(tzinfo=None))
    if start > last:
        return iter(())
    named = iter(
        rrule.rrule(
            frequencies[recurrence.freq],
            dtstart=start.replace(year=start.year + _LATE),
            interval=recurrence.interval,
            bymonth=recurrence.by_month or None,
            bymonthday=recurrence.by_month_day or None,
            byweekday=days or None,
            bysetpos=recurrence.by_set_pos or None,
            wkst=recurrence.week_start.number,
            until=last.replace(year=last.year + _LATE),
        )
    )
    return (one.replace(year=one.year - _LATE) for one in named)


def _rule_starts(series: Series, last: datetime) -> tuple[datetime, ...]:
    """Return the starts that the rule alone names, up to ``last``."""
    if series.recurrence is None:
        return ()
    # China has had no daylight saving time since 1991: local time is all there is to it
    start, end = series.start.replace(tzinfo=None), last.replace(tzinfo=None)
    named = _rule(series.recurrence, start, min(end, _END))
    return tuple(one.replace(tzinfo=SHANGHAI) for one in islice(named, series.recurrence.count))


def first_start(recurrence: Recurrence, on_or_after: datetime) -> datetime | None:
    """Return the first start that a rule names, at the time of day given; None: there is none.

    Args:
        recurrence: The rule.
        on_or_after: An aware date and time, from which the rule is counted.

    >>> rule = Recurrence.parse("FREQ=MONTHLY;BYDAY=-1FR")
    >>> first_start(rule, datetime(2026, 1, 1, 9, tzinfo=SHANGHAI)).date()
    datetime.date(2026, 1, 30)
    """
    local = moment(on_or_after).replace(tzinfo=None)
    found = next(_rule(recurrence, local, _END), None)
    return None if found is None else found.replace(tzinfo=SHANGHAI)


def occurrences(series: Series, span: Span) -> tuple[Occurrence, ...]:
    """Return the occurrences that start within a span, cancelled ones too, in their order.

    What is moved into the span is there, and what is moved out of it is not. The years go to 2100.

    >>> first = datetime(2026, 1, 30, 9, tzinfo=SHANGHAI)
    >>> monthly = Series(start=first, minutes=60,
    ...                  recurrence=Recurrence.parse("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"))
    >>> [one.start.day for one in occurrences(monthly, Span.parse("2026-02-01/2026-12-31"))]
    [27, 27]
    """
    last = datetime.combine(span.last, time(23, 59), SHANGHAI)
    named = {series.start, *_rule_starts(series, last), *series.rdate} - {*series.exdate}
    moved = {one.recurrence_id: one.start for one in series.moved}
    starts = sorted((moved.get(one, one), one) for one in named | moved.keys())
    length, off = timedelta(minutes=series.minutes), set(series.cancelled)
    return tuple(
        Occurrence(
            recurrence_id=original,
            start=start,
            end=start + length,
            status=SessionStatus.CANCELLED if original in off else SessionStatus.PLANNED,
        )
        for start, original in starts
        if start.date() in span and (start + length).year <= LATEST
    )


def rolled_series(
    series: Series, span: Span, unit: PeriodUnit, roll: Roll, calendar: WorkCalendar
) -> tuple[RolledOccurrence, ...]:
    """Return where the occurrences of a span go if they must be on workdays.

    None is lost and none leaves its period: each is on a workday of its own period within 7 days,
    where no other occurrence is, or it has no day and says so. Occurrences on workdays stay;
    cancelled ones are left out.

    Args:
        series: The series.
        span: Which occurrences: those that start in it.
        unit: Of which periods each is to stay in its own.
        roll: To which side.
        calendar: Which days are workdays.

    >>> first = datetime(2026, 1, 10, 9, tzinfo=SHANGHAI)
    >>> monthly = Series(start=first, minutes=60, recurrence=Recurrence.parse("FREQ=MONTHLY"))
    >>> found = rolled_series(monthly, Span.parse("2026-01-01/2026-03-31"), PeriodUnit.MONTH,
    ...                       Roll.FOLLOWING, WorkCalendar())
    >>> [str(one.day) for one in found]
    ['2026-01-12', '2026-02-10', '2026-03-10']
    """
    whole = periods(unit, span)
    around = Span(start=whole[0].start, end=whole[-1].end)
    due = [one for one in occurrences(series, around) if one.status is not SessionStatus.CANCELLED]
    taken = {day for one in due if calendar.is_workday(day := one.start.date())}

    def admits(day: date) -> bool:
        return calendar.is_workday(day) and day not in taken

    found = []
    for one in due:
        period, day = Period.containing(one.start.date(), unit), one.start.date()
        goes = (
            day
            if day in taken and calendar.is_workday(day)
            else rolled(day, roll, period, calendar, admits=admits)
        )
        if goes is not None:
            taken.add(goes)
        if day in span:
            found.append(RolledOccurrence(occurrence=one, period=period, day=goes))
    return tuple(found)
