"""Opening hours: a subset of the OpenStreetMap ``opening_hours`` notation, parsed and printed.

``Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off; 2026 Feb 16-2026 Feb 22 off``

Rules are separated by semicolons; a later rule replaces what earlier ones said of its days.
A span may run over midnight (``22:00-26:00`` and ``22:00-02:00`` are one thing). ``PH`` stands
for days off by the State Council's notice; without a PH rule the weekly hours hold on them too,
as in OpenStreetMap. What a day of the real calendar means is told by `calendars.availability`.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Self

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem

from .record import Record, limits

__all__ = ["DatedHours", "OpeningHours", "TimeSpan"]

MINUTES_A_DAY = 24 * 60
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST_NOTATION = 20_000


@attrs.frozen(kw_only=True, order=True, repr=False)
class TimeSpan(Record):
    """Minutes from ``start`` up to ``end`` after a day's midnight; over 1440 is the next day.

    Raises:
        InvalidValue: a start above 24:00, or an end not after it or more than 24 hours later.

    >>> str(TimeSpan(start=22 * 60, end=26 * 60))
    '22:00-26:00'
    """

    start: int = attrs.field(metadata=limits(0, MINUTES_A_DAY))
    end: int = attrs.field(metadata=limits(0, 2 * MINUTES_A_DAY))

    def contradictions(self) -> Iterator[Problem]:
        """The end must lie after the start, within a day of it."""
        if not self.start < self.end <= self.start + MINUTES_A_DAY:
            yield Problem(code="hours.time", params={"kind": "OpeningHours", "value": str(self)})

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (self.start, self.end))


Spans = tuple[TimeSpan, ...]


@attrs.frozen(kw_only=True, order=True, repr=False)
class DatedHours(Record):
    """The hours of a few named days, ``first`` to ``last`` inclusive; no spans: closed."""

    first: date
    last: date
    spans: Spans = ()

    def contradictions(self) -> Iterator[Problem]:
        """The first day is not after the last; spans do not overlap, from day to day neither."""
        if self.last < self.first:
            yield Problem(
                code="order.dates",
                params={
                    "kind": "OpeningHours", "value": str(self), "first": "first", "second": "last",
                    "first_value": self.first, "second_value": self.last,
                },
            )  # fmt: skip
        yield from _overlaps(self.spans)
        if self.first < self.last:
            yield from _overlaps_next_day(self.spans, self.spans)

    def __str__(self) -> str:
        days = _written_date(self.first)
        if self.last != self.first:
            days += "-" + _written_date(self.last)
        return f"{days} {_written_spans(self.spans)}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OpeningHours(Record):
    """When a place is open or a person is there.

    Attributes:
        week: Seven tuples of spans, Monday first.
        holidays: Spans on days off by notice; None: as on the weekday it happens to be.
        exceptions: Hours of named days, before everything else; in order, not overlapping.

    Raises:
        InvalidValue: a form outside the subset, an impossible time, overlapping spans.

    >>> hours = OpeningHours.parse("Mo-Fr 09:00-16:30; Sa 09:00-12:00; PH off")
    >>> str(hours), hours.weekly_minutes
    ('Mo-Fr 09:00-16:30; Sa 09:00-12:00; PH off', 2430)
    >>> str(OpeningHours.parse("24/7"))
    '24/7'
    """

    week: tuple[Spans, ...]
    holidays: Spans | None = None
    exceptions: tuple[DatedHours, ...] = ()

    def contradictions(self) -> Iterator[Problem]:
        """Seven days; no overlap within a day or with the next; no day named by two exceptions."""
        if len(self.week) != len(DAYS):
            yield Problem(
                code="number.range",
                params={"kind": "OpeningHours", "value": len(self.week), "low": 7, "high": 7},
            )
            return
        for spans in (*self.week, self.holidays or ()):
            yield from _overlaps(spans)
        for day, spans in enumerate(self.week):
            yield from _overlaps_next_day(spans, self.week[(day + 1) % 7], day)
        yield from _overlaps_next_day(self.holidays or (), self.holidays or ())
        # what prints longer than what is read would be lost on the way
        many = sum(map(len, (*self.week, self.holidays or ())))
        many += sum(1 + len(one.spans) for one in self.exceptions)
        if many > 100 and len(str(self)) > LONGEST_NOTATION:
            yield Problem(
                code="text.length",
                params={
                    "kind": "OpeningHours", "value": str(self),
                    "low": 1, "high": LONGEST_NOTATION, "length": len(str(self)),
                },
            )  # fmt: skip
        for before, after in pairwise(self.exceptions):
            if after.first <= before.last:
                yield Problem(
                    code="hours.overlap",
                    params={"kind": "OpeningHours", "value": str(after), "part": str(before)},
                )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the hours that ``text`` writes in the notation."""
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST_NOTATION:
            raise InvalidValue.of("hours.syntax", "OpeningHours", text, part=repr(text)[:80])
        week: list[Spans] = [()] * 7
        holidays: Spans | None = None
        dated: list[DatedHours] = []
        for part in (piece.strip() for piece in text.split(";")):
            match = _RULE.fullmatch(part)
            if match is None:
                raise InvalidValue.of("hours.syntax", "OpeningHours", text, part=repr(part)[:80])
            spans = _parsed_spans(match["spans"], text)
            if match["first"]:
                dated.append(_parsed_dates(match, spans, text))
                continue
            days, has_holidays = _parsed_days(match["days"] or "Mo-Su", text)
            for day in days:
                week[day] = spans
            if has_holidays:
                holidays = spans
        return cls(week=tuple(week), holidays=holidays, exceptions=tuple(sorted(dated)))

    @property
    def weekly_minutes(self) -> int:
        """Minutes open in a week without holidays or exceptions."""
        return sum([span.end - span.start for spans in self.week for span in spans])

    def on(self, weekday: int, day: date, *, holiday: Spans | None = None) -> Spans:
        """Return the spans of ``day``: an exception's, else ``holiday``, else its weekday's."""
        for exception in self.exceptions:
            if exception.first <= day <= exception.last:
                return exception.spans
        return self.week[weekday] if holiday is None else holiday

    def __repr__(self) -> str:
        return f"OpeningHours.parse({str(self)!r})"

    def __str__(self) -> str:
        always = (TimeSpan(start=0, end=MINUTES_A_DAY),)
        rules = []
        if all(spans == always for spans in self.week):
            rules.append("24/7")
        else:
            grouped: dict[Spans, list[int]] = {}
            for day, spans in enumerate(self.week):
                if spans:
                    grouped.setdefault(spans, []).append(day)
            rules += [f"{_written_days(days)} {_written_spans(s)}" for s, days in grouped.items()]
            if not rules:
                rules.append("off")
        if self.holidays is not None:
            rules.append(f"PH {_written_spans(self.holidays)}")
        return "; ".join([*rules, *(str(one) for one in self.exceptions)])


_TIME = r"\d{2}:[0-5]\d"
_DATE = r"\d{4} [A-Z][a-z]{2} \d{2}"
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_RULE = re.compile(
    rf"(?:(?P<first>{_DATE})(?:-(?P<last>{_DATE}))? |(?P<days>{_DAY}(?:[-,]{_DAY})*) )?"
    rf"(?P<spans>off|24/7|{_TIME}-{_TIME}(?:,{_TIME}-{_TIME})*)",
    re.ASCII,
)


def _parsed_spans(text: str, whole: str) -> Spans:
    if text == "off":
        return ()
    if text == "24/7":
        return (TimeSpan(start=0, end=MINUTES_A_DAY),)
    found = []
    for span in text.split(","):
        start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
        # over midnight both ways of writing are read: 22:00-02:00 is 22:00-26:00
        end += MINUTES_A_DAY if end <= start <= MINUTES_A_DAY else 0
        if start > MINUTES_A_DAY or not start < end <= start + MINUTES_A_DAY:
            raise InvalidValue.of("hours.time", "OpeningHours", whole)
        found.append(TimeSpan(start=start, end=end))
    return tuple(sorted(found))


def _parsed_dates(match: re.Match[str], spans: Spans, whole: str) -> DatedHours:
    first, last = match["first"], match["last"]
    try:
        days = [
            date(int(text[:4]), MONTHS.index(text[5:8]) + 1, int(text[9:]))
            for text in (first or "", last or first or "")
        ]
    except ValueError:
        raise InvalidValue.of("hours.syntax", "OpeningHours", whole, part=repr(first)) from None
    try:
        return DatedHours(first=days[0], last=days[1], spans=spans)
    except InvalidValue as error:  # the text is one value: it has no fields to point at
        raise InvalidValue(attrs.evolve(one, path="$") for one in error.problems) from None


def _parsed_days(text: str, whole: str) -> tuple[list[int], bool]:
    days: list[int] = []
    holidays = False
    for piece in text.split(","):
        first, *last = piece.split("-")
        if first == "PH" and not last:
            holidays = True
        elif "PH" in piece or len(last) > 1:
            raise InvalidValue.of("hours.syntax", "OpeningHours", whole, part=repr(piece))
        else:
            start, end = DAYS.index(first), DAYS.index(last[0] if last else first)
            days += [day % 7 for day in range(start, end + 1 + (7 if end < start else 0))]
    return days, holidays


def _written_date(day: date) -> str:
    return f"{day.year:04} {MONTHS[day.month - 1]} {day.day:02}"


def _written_spans(spans: Spans) -> str:
    return ",".join(str(span) for span in spans) or "off"


def _written_days(days: list[int]) -> str:
    runs = [
        [day for _, day in run]
        for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0])
    ]
    return ",".join(
        ",".join(DAYS[day] for day in run) if len(run) < 3 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
        for run in runs
    )


def runs_on(spans: Spans, following: Spans) -> bool:
    """Tell whether a day's spans go on when those of the day after it have begun.

    >>> night, early = TimeSpan(start=22 * 60, end=26 * 60), TimeSpan(start=60, end=120)
    >>> runs_on((night,), (early,)), runs_on((night,), (night,))
    (True, False)
    """
    return bool(spans and following) and spans[-1].end > following[0].start + MINUTES_A_DAY


def _overlaps_next_day(
    spans: Spans, following: Spans, weekday: int | None = None
) -> Iterator[Problem]:
    if runs_on(spans, following):
        days = ("", "") if weekday is None else (f"{DAYS[weekday]} ", f"{DAYS[(weekday + 1) % 7]} ")
        before, after = days[0] + str(spans[-1]), days[1] + str(following[0])
        yield Problem(
            code="hours.next_day", params={"kind": "OpeningHours", "value": before, "part": after}
        )


def _overlaps(spans: Spans) -> Iterator[Problem]:
    for before, after in pairwise(spans):
        if after.start < before.end:
            yield Problem(
                code="hours.overlap",
                params={"kind": "OpeningHours", "value": str(after), "part": str(before)},
            )
