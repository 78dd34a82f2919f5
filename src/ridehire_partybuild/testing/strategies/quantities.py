"""Strategies for moments, spans, periods, cadences and opening hours."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.values import (
    SHANGHAI,
    Cadence,
    Counts,
    DatedHours,
    OpeningHours,
    Period,
    PeriodUnit,
    Span,
    TimePromise,
    TimeSpan,
    TimeUnit,
    suppressed,
)
from ridehire_partybuild.values.hours import runs_on

from .choices import YEARS, Choices, built

__all__ = [
    "HOURS",
    "SPANS",
    "cadences",
    "counts",
    "days",
    "moments",
    "opening_hours",
    "periods",
    "read_cadence",
    "read_hours",
    "read_moment",
    "read_period",
    "read_promise",
    "spans",
    "time_promises",
]

HOURS = tuple(
    OpeningHours.parse(text)
    for text in (
        "Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off",
        "Mo-Fr 09:00-16:30",
        "24/7",
        "Mo-Su 22:00-26:00",
        "Mo-Su 08:00-20:00; PH 10:00-12:00; 2026 Feb 15-2026 Feb 23 off",
        "Mo-Sa 08:30-17:30; 2026 Feb 14 off; 2026 Feb 28 22:00-30:00",
        "off",
        "off; PH 24/7",
    )
)

_NOON, _MIDNIGHT, _MINUTES = 12 * 60, 24 * 60, 24 * 60
SPANS = tuple(
    tuple(TimeSpan(start=start, end=end) for start, end in bounds)
    for bounds in (
        (),
        ((9 * 60, 17 * 60),),
        ((8 * 60 + 30, 11 * 60), (13 * 60 + 30, 17 * 60)),
        ((0, _MIDNIGHT),),
        ((22 * 60, 26 * 60),),
        ((0, 1), (_MIDNIGHT - 1, _MIDNIGHT)),
        ((_NOON, _NOON + _MIDNIGHT),),
        ((_MIDNIGHT, _MIDNIGHT + 60),),
        ((6 * 60, _NOON), (_NOON, 18 * 60)),
    )
)
_TIMES = tuple(time(*divmod(minute, 60), tzinfo=SHANGHAI) for minute in range(_MINUTES))
_EXCEPTIONS = (
    ("2026-02-15/2026-02-23", 0),
    ("2025-12-31/2026-01-01", 2),
    ("2026-02-28/2026-02-28", 4),
    ("2026-10-01/2026-10-08", 1),
)
_PER = (PeriodUnit.MONTH, *PeriodUnit)
_UNITS = (TimeUnit.WORKING_DAYS, *TimeUnit)
_CLOCK = (9 * 60 + 30, 8 * 60 + 30, 0, _MINUTES - 1, 12 * 60, 22 * 60, 17 * 60)


def days(*, within: Span = YEARS) -> st.SearchStrategy[date]:
    """Return days of a span: month ends, holidays and the like first."""
    return built(4, lambda choices: choices.day(within))


def read_moment(choices: Choices, within: Span) -> datetime:
    """Read a moment in whole minutes from eight bytes."""
    day, usual = choices.day(within), choices.pick(range(4)) != 3
    minute, free = choices.pick(_CLOCK), choices.number(0, _MINUTES - 1)
    return datetime.combine(day, _TIMES[minute if usual else free])


def moments(*, within: Span = YEARS) -> st.SearchStrategy[datetime]:
    """Return aware moments of whole minutes in Asia/Shanghai, within a span."""
    return built(8, lambda choices: read_moment(choices, within))


def spans(*, within: Span = YEARS, longest: int | None = None) -> st.SearchStrategy[Span]:
    """Return spans inside a span, of at most ``longest`` days."""
    if longest is not None and longest < 1:
        message = f"no span has {longest} days"
        raise InvalidArgument(message)

    def read(choices: Choices) -> Span:
        start, last = sorted([choices.day(within), choices.day(within)])
        if longest is not None:
            last = min(last, start + timedelta(days=longest - 1))
        return Span(start=start, end=last + timedelta(days=1))

    return built(8, read)


def read_period(
    choices: Choices, within: Span, units: Sequence[PeriodUnit] = tuple(PeriodUnit)
) -> Period:
    """Read a period from five bytes."""
    return Period.containing(choices.day(within), choices.pick(units))


def periods(*, unit: PeriodUnit | None = None, within: Span = YEARS) -> st.SearchStrategy[Period]:
    """Return calendar periods that share a day with a span, of one unit or of any."""
    units = tuple(PeriodUnit) if unit is None else (unit,)
    return built(5, lambda choices: read_period(choices, within, units))


def read_cadence(choices: Choices) -> Cadence:
    """Read a cadence from two bytes."""
    per = choices.pick(_PER)
    return Cadence(times=choices.pick((1, 2, 3, 4, 12, 366)), per=per)


def cadences() -> st.SearchStrategy[Cadence]:
    """Return cadences, mostly of a few times."""
    return built(2, read_cadence)


def read_promise(choices: Choices) -> TimePromise:
    """Read a promise of time from two bytes."""
    unit = choices.pick(_UNITS)
    return TimePromise(amount=choices.pick((1, 3, 30, 20, 9_999)), unit=unit)


def time_promises() -> st.SearchStrategy[TimePromise]:
    """Return promises of time in minutes, hours, days and working days."""
    return built(2, read_promise)


def read_hours(choices: Choices) -> OpeningHours:
    """Read opening hours from 15 bytes: usual ones, else each day of its own."""
    usual, known = choices.pick(HOURS), choices.pick(range(4)) != 3
    if known:
        return usual
    week = [choices.pick(SPANS) for _ in range(7)]
    holidays = choices.pick((None, *SPANS))
    dated = sorted(choices.some(_EXCEPTIONS, 4), key=lambda one: Span.parse(one[0]))
    for day in range(7):  # a day that runs on when the next has begun is off
        week[day] = () if runs_on(week[day], week[(day + 1) % 7]) else week[day]
    exceptions = tuple(
        DatedHours(first=span.start, last=span.last, spans=SPANS[index])
        for span, index in ((Span.parse(text), index) for text, index in dated)
    )
    return OpeningHours(week=tuple(week), holidays=holidays, exceptions=exceptions)


def opening_hours() -> st.SearchStrategy[OpeningHours]:
    """Return opening hours: several spans a day, over midnight, on holidays, never."""
    return built(16, read_hours)


_COUNTED = (0, 1, 2, 3, 12, 10_000)


def _read_counts(choices: Choices) -> Counts:
    rows, columns = choices.pick((1, 2, 0, 3)), choices.pick((1, 2, 3))
    cells = [[choices.pick(_COUNTED) for _ in range(3)] for _ in range(3)]
    table = {
        f"S-{row}": {f"c-{column}": cells[row][column] for column in range(columns)}
        for row in range(rows)
    }
    whole = Counts.of(table)
    return suppressed(whole) if choices.pick((False, True)) else whole


def counts() -> st.SearchStrategy[Counts]:
    """Return tables of counts with their totals: empty, small, and with what is few withheld.

    >>> from hypothesis import find
    >>> find(counts(), lambda one: one.total is None).cells
    ((None,),)
    """
    return built(12, _read_counts)
