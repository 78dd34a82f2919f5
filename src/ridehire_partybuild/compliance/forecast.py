"""What will turn by itself: verdicts that change with no new input, day by day."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import attrs

from ridehire_partybuild.calendars import periods
from ridehire_partybuild.guideline import Guideline, Held, Profile, judged_check, resolve, walked
from ridehire_partybuild.model import Observation, Register, SubjectFile
from ridehire_partybuild.values import SHANGHAI, Period, PeriodUnit, Span
from ridehire_partybuild.values.compared import Compared
from ridehire_partybuild.values.quantities import iso_date

from .assessment import assess
from .comparison import BaselineState, ComparedFinding, compared

__all__ = ["Turn", "forecast", "turning_days"]

ONE_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Turn(Compared):
    """A finding becomes another on a day, though nobody writes anything down.

    Attributes:
        on: The first day on which it is so.
        change: What becomes of it, compared with the day before.
    """

    on: date
    change: ComparedFinding


def forecast(
    register: Register,
    guideline: Guideline,
    span: Span,
    *,
    known: date | None = None,
    profile: Profile | None = None,
) -> tuple[Turn, ...]:
    """Return what turns within a span after its first day, in order of the days.

    Evidence expires, waivers and terms end, editions take effect, periods pass. What the register
    dates in the future counts from its day, unless ``known`` says otherwise. A fact that a host
    program brings is foreseen where it turns on a date on record or with a month.

    Args:
        register: What is on record.
        guideline: All its editions.
        span: The days; where things stand on its first day is an assessment, and turns nothing.
        known: As in `assess`.
        profile: As in `assess`.

    Raises:
        InvalidValue: the span leaves the years from 2000 to 2100.

    >>> from ridehire_partybuild import FacilityItem, Facility, Region, Station, Tier
    >>> from ridehire_partybuild import reference_guideline
    >>> box = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 3, 31))
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   facilities=[box])
    >>> turns = forecast(Register(stations=[station]), reference_guideline(),
    ...                  Span.parse("2026-03-01/2026-04-30"))
    >>> [(str(turn.on), str(turn.change.requirement)) for turn in turns]
    [('2026-04-01', 'first-aid-date')]
    """
    from .mixtures import Side  # noqa: PLC0415 - read with the first call

    def side(on: date) -> Side:
        return Side(assess(register, guideline, on, known=known, profile=profile))

    found: list[Turn] = []
    before = side(span.start)
    for day in turning_days(register, guideline, span, profile=profile):
        after = side(day)
        found.extend(
            Turn(on=day, change=one)
            for one in compared(before, after)
            if one.state is not BaselineState.UNCHANGED
        )
        before = after
    return tuple(found)


def turning_days(
    register: Register | SubjectFile,
    guideline: Guideline,
    span: Span,
    *,
    profile: Profile | None = None,
) -> tuple[date, ...]:
    """Return the days of a span, after its first, on which anything of a register can turn.

    Or anything of one subject.

    They are the dates on record and in the rules, the day after each, and the first and last days
    of months, and of weeks where sessions are counted by the week: a period counts from the end of
    its last day.
    """
    rules = resolve(profile, guideline)
    declared = {*_dates(register), *_dates(rules)}
    days = declared | {day + ONE_DAY for day in declared if day < date.max}
    for unit in _units(rules):
        for period in periods(unit, span):
            days |= {period.start, period.span.last}
    return tuple(sorted(day for day in days if day in span and day > span.start))


def _units(guideline: Guideline) -> set[PeriodUnit]:
    """Return the units of whose periods all are made that a rule counts."""
    checks = (part for one in guideline.requirements for _, _, part in walked(judged_check(one)))
    held = {check.per for check in checks if isinstance(check, Held)}
    return {PeriodUnit.MONTH} | (held & {PeriodUnit.WEEK})


def _dates(value: Any) -> Iterator[date]:
    """Yield every date that stands anywhere in a value."""
    kind = type(value)
    read = _READ.get(kind)
    if read is not None:
        yield from read(value)
    elif kind is tuple:
        for part in value:
            yield from _dates(part)
    elif kind not in _NOT_DATED and attrs.has(kind):
        for name in _names(kind):
            yield from _dates(getattr(value, name))


@cache
def _names(kind: type) -> tuple[str, ...]:
    fields = attrs.fields(kind)
    return tuple(one.name for one in fields if one.metadata.get("document", True))


def _seen(observation: Observation) -> tuple[date, ...]:
    """Return the dates of an observation; what was seen may be one, and is written as text."""
    told = [observation.collected_on, observation.expires_on]
    if isinstance(observation.value, str):
        with suppress(ValueError):
            told.append(iso_date(observation.value))
    return tuple(day for day in told if day is not None)


_NOT_DATED = frozenset({str, int, bool, type(None)})
_READ: Mapping[type, Callable[[Any], tuple[date, ...]]] = {
    date: lambda day: (day,),
    datetime: lambda moment: (moment.astimezone(SHANGHAI).date(),),
    Observation: _seen,
    Period: lambda period: (period.start, period.span.last),
}
"""What is a date, or is made of dates."""
