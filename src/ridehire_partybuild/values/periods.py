"""Stretches of days: calendar periods, free spans, and how often something is due."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import total_ordering
from typing import Self

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem

from .quantities import iso_date
from .record import ANY_YEAR, Record, limits
from .vocabulary import PeriodUnit, TimeUnit

__all__ = ["Cadence", "Period", "Span", "TimePromise"]

ONE_DAY = timedelta(days=1)

_MONTHS = {PeriodUnit.YEAR: 12, PeriodUnit.HALF_YEAR: 6, PeriodUnit.QUARTER: 3, PeriodUnit.MONTH: 1}
PER_YEAR = {
    PeriodUnit.YEAR: 1,
    PeriodUnit.HALF_YEAR: 2,
    PeriodUnit.QUARTER: 4,
    PeriodUnit.MONTH: 12,
    PeriodUnit.WEEK: 52,
}
"""How many periods of a unit a look-back of one year holds."""

_SYNTAX = re.compile(r"(\d{4})(?:-(\d{2}|[HQ]\d|W\d{2}))?", re.ASCII)
_LETTERS = {"H": PeriodUnit.HALF_YEAR, "Q": PeriodUnit.QUARTER, "W": PeriodUnit.WEEK}


@attrs.frozen(kw_only=True, order=True, repr=False)
class Span(Record):
    """Days from ``start`` up to, not including, ``end``.

    People write the last day included, and so does the text form.

    Raises:
        InvalidValue: the end is not after the start.

    >>> Span.parse("2026-01-01/2026-06-30").end
    datetime.date(2026, 7, 1)
    """

    start: date = attrs.field(metadata=ANY_YEAR)
    end: date = attrs.field(metadata=ANY_YEAR)

    def contradictions(self) -> Iterator[Problem]:
        """An empty or backward span is impossible."""
        if self.end <= self.start:
            # nothing has a last day that ends on the first of all days
            told = str(self) if self.end > date.min else f"{self.start}/—"
            yield Problem(
                code="order.before",
                params={
                    "kind": "Span", "value": told,
                    "first": "start", "second": "end",
                    "first_value": self.start, "second_value": self.end,
                },
            )  # fmt: skip

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the span written as two ISO dates, the last day included."""
        try:
            first, last = (iso_date(part) for part in text.split("/"))
            end = last + ONE_DAY
        except (ValueError, TypeError, AttributeError, OverflowError):
            raise InvalidValue.of("span.syntax", "Span", text) from None
        if last < first:  # told by what was written, not by the day after it
            told = {"first": "start", "second": "last", "first_value": first, "second_value": last}
            raise InvalidValue.of("order.dates", "Span", text, **told)
        return cls(start=first, end=end)

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - ONE_DAY

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        """Iterate over the days."""
        for offset in range((self.end - self.start).days):
            yield self.start + timedelta(days=offset)

    def __repr__(self) -> str:
        return f"Span.parse({str(self)!r})"

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.last.isoformat()}"


def _plus_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


_NOT_AT_THE_RIM = {"years": (2, 9998)}  # so that every period has an end and a period before it


@total_ordering
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Period(Record):
    """A calendar period: a year, half-year, quarter, month or ISO week.

    Raises:
        InvalidValue: ``start`` is not the first day of such a period, or an unknown text form.

    >>> quarter = Period.parse("2026-Q1")
    >>> str(quarter.next), str(quarter.span)
    ('2026-Q2', '2026-01-01/2026-03-31')
    >>> str(Period.containing(date(2026, 1, 1), PeriodUnit.WEEK))
    '2026-W01'
    """

    unit: PeriodUnit
    start: date = attrs.field(metadata=_NOT_AT_THE_RIM)

    def contradictions(self) -> Iterator[Problem]:
        """The start must open a period of the unit."""
        if _first_day(self.start, self.unit) != self.start:
            yield Problem(
                code="period.start",
                params={"kind": "Period", "value": self.start.isoformat(), "unit": self.unit},
            )

    @classmethod
    def containing(cls, day: date, unit: PeriodUnit) -> Self:
        """Return the period of ``unit`` in which ``day`` lies."""
        return cls(unit=unit, start=_first_day(day, unit))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the period that ``text`` names, such as ``2026-Q1``."""
        match = _SYNTAX.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise InvalidValue.of("period.syntax", "Period", text)
        part = match[2] or ""
        unit = _LETTERS.get(part[:1], PeriodUnit.MONTH if part else PeriodUnit.YEAR)
        year, number = int(match[1]), int(part.lstrip("HQW") or 1)
        try:
            if unit is PeriodUnit.WEEK:
                start = date.fromisocalendar(year, number, 1)
            else:
                start = date(year, (number - 1) * _MONTHS[unit] + 1, 1)
        except ValueError:
            raise InvalidValue.of("period.syntax", "Period", text) from None
        return cls(unit=unit, start=start)

    @property
    def end(self) -> date:
        """The first day after it."""
        if self.unit is PeriodUnit.WEEK:
            return self.start + timedelta(days=7)
        return _plus_months(self.start, _MONTHS[self.unit])

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(start=self.start, end=self.end)

    @property
    def next(self) -> Self:
        """The period after it."""
        return type(self)(unit=self.unit, start=self.end)

    @property
    def previous(self) -> Self:
        """The period before it."""
        return type(self).containing(self.start - ONE_DAY, self.unit)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __lt__(self, other: Self) -> bool:
        """Earlier start first, then the shorter: no two periods share both."""
        return (self.start, self.end) < (other.start, other.end)

    def __repr__(self) -> str:
        return f"Period.parse({str(self)!r})"

    def __str__(self) -> str:
        year, month = self.start.year, self.start.month
        if self.unit is PeriodUnit.WEEK:
            week = self.start.isocalendar()
            return f"{week.year:04}-W{week.week:02}"
        return {
            PeriodUnit.YEAR: f"{year:04}",
            PeriodUnit.HALF_YEAR: f"{year:04}-H{(month + 5) // 6}",
            PeriodUnit.QUARTER: f"{year:04}-Q{(month + 2) // 3}",
            PeriodUnit.MONTH: f"{year:04}-{month:02}",
        }[self.unit]


def _first_day(day: date, unit: PeriodUnit) -> date:
    if unit is PeriodUnit.WEEK:
        return day - timedelta(days=day.weekday())
    months = _MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


_CADENCE = re.compile(r"([1-9]\d{0,2})/([a-z_]+)", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cadence(Record):
    """How often something is due: so many times in each calendar period. Not a gap.

    Raises:
        InvalidValue: less than once, or an unknown period.

    >>> str(Cadence.parse("2/quarter"))
    '2/quarter'
    """

    times: int = attrs.field(default=1, metadata=limits(1, 366))
    per: PeriodUnit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the cadence written ``times/period``."""
        match = _CADENCE.fullmatch(text) if isinstance(text, str) else None
        if match is None or match[2] not in {unit.value for unit in PeriodUnit}:
            raise InvalidValue.of("cadence.syntax", "Cadence", text)
        return cls(times=int(match[1]), per=PeriodUnit(match[2]))

    def __repr__(self) -> str:
        return f"Cadence.parse({str(self)!r})"

    def __str__(self) -> str:
        return f"{self.times}/{self.per.value}"


_PROMISE = re.compile(r"([1-9]\d{0,3}) ([a-z_]+)", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TimePromise(Record):
    """Within what time a service promises to be done.

    Raises:
        InvalidValue: no time at all, or an unknown unit.

    >>> promise = TimePromise.parse("3 working_days")
    >>> str(promise), promise.unit.label("zh")
    ('3 working_days', '个工作日')
    """

    amount: int = attrs.field(metadata=limits(1, 9_999))
    unit: TimeUnit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the promise written as an amount and a unit."""
        match = _PROMISE.fullmatch(text) if isinstance(text, str) else None
        if match is None or match[2] not in {unit.value for unit in TimeUnit}:
            raise InvalidValue.of("promise.syntax", "TimePromise", text)
        return cls(amount=int(match[1]), unit=TimeUnit(match[2]))

    def __repr__(self) -> str:
        return f"TimePromise.parse({str(self)!r})"

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}"
