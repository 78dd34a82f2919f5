"""Recurrence rules: the subset of RFC 5545, 3.3.10, that implementations read alike.

``FREQ=MONTHLY;BYDAY=-1FR``, ``FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10``

A form is taken if dateutil and libical, run side by side on thousands of rules, gave the same
days; any other is refused, however well the standard defines it. What days a rule means is told
by `calendars.series`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any, Self

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem

from .quantities import moment
from .record import Record, limits
from .terms import Term

__all__ = ["Frequency", "NthWeekday", "Recurrence", "Weekday"]

LONGEST_RULE = 1000


class Frequency(Term):
    """How often a rule comes round. Nothing here happens by the hour."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(Term):
    """A day of the week, Monday first."""

    MO = "MO"
    TU = "TU"
    WE = "WE"
    TH = "TH"
    FR = "FR"
    SA = "SA"
    SU = "SU"

    @property
    def number(self) -> int:
        """Its number as `datetime.date.weekday` has it: Monday is 0."""
        return list(Weekday).index(self)


_NTH = re.compile(r"([+-]?[1-9]\d?)?([A-Z]{2})", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NthWeekday(Record):
    """A weekday of a rule: each of them, or the n-th of its month or year.

    Attributes:
        weekday: Which.
        nth: From the beginning, below zero from the end; None: each.

    Raises:
        InvalidValue: number 0, or one beyond 53; an unknown text form.

    >>> last = NthWeekday.parse("-1FR")
    >>> last.nth, last.weekday.label("zh")
    (-1, '星期五')
    """

    weekday: Weekday
    nth: int | None = attrs.field(default=None, metadata=limits(-53, 53))

    def contradictions(self) -> Iterator[Problem]:
        """There is no zeroth."""
        if self.nth == 0:
            params = {"kind": "NthWeekday", "value": 0, "low": 1, "high": 53}
            yield Problem(code="number.range", path="$.nth", params=params)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the weekday written as in BYDAY."""
        match = _NTH.fullmatch(text) if isinstance(text, str) else None
        if match is None or match[2] not in Weekday.__members__:
            raise InvalidValue.of("recurrence.syntax", "NthWeekday", text, part=repr(text)[:80])
        return cls(weekday=Weekday(match[2]), nth=int(match[1]) if match[1] else None)

    @property
    def order(self) -> tuple[int, int]:
        """By which the weekdays of a rule are written: number, then weekday."""
        return self.nth or 0, self.weekday.number

    def __repr__(self) -> str:
        return f"NthWeekday.parse({str(self)!r})"

    def __str__(self) -> str:
        return f"{'' if self.nth is None else self.nth}{self.weekday.value}"


_ENOUGH = 1000
"""So many different numbers or days there are in no rule: the first are refused for all."""


def _sorted(value: Any, key: Callable[[Any], Any] | None = None) -> Any:
    """Return the numbers or days in order, each once; leave the rest to be refused."""
    try:
        found = set[Any]()
        for one in value:
            found.add(one)
            if len(found) > _ENOUGH:
                break
        return tuple(sorted(found, key=key))
    except (AttributeError, TypeError):
        return value


def _until(value: Any) -> Any:
    """Occurrences start on whole minutes: the seconds of an end tell nothing."""
    found = moment(value)
    return found.replace(second=0, microsecond=0) if isinstance(found, datetime) else found


def _numbers(value: Any) -> Any:
    return _sorted(value)


def _days(value: Any) -> Any:
    return _sorted(value, key=lambda one: one.order)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recurrence(Record):
    """When something comes round again.

    Attributes:
        freq: By the day, week, month or year.
        interval: Each, each second, and so on.
        by_month: In these months.
        by_month_day: On these days of the month, below zero from its end.
        by_day: On these weekdays.
        by_set_pos: Only these of a month's days that the rest of the rule names.
        count: So many times; None: no such end.
        until: No later than that; a moment where the start is one; None: no such end.
        week_start: With which day a week begins; it matters to every second week.

    Raises:
        InvalidValue: a form on which implementations differ, a number out of range, an unknown
            text form. All that is wrong is told at once.

    >>> rule = Recurrence.parse("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
    >>> rule.freq.label("zh"), len(rule.by_day), rule.by_set_pos
    ('每月', 5, (-1,))
    >>> str(Recurrence.parse("FREQ=WEEKLY;BYDAY=TH,TU;INTERVAL=1;WKST=MO"))
    'FREQ=WEEKLY;BYDAY=TU,TH'
    >>> Recurrence.parse("FREQ=YEARLY;BYWEEKNO=20")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse 'FREQ=YEARLY;BYWEEKNO=20' as Recurrence: expected only the parts that all calendars read alike (FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, COUNT, UNTIL, WKST), got BYWEEKNO.
    """  # noqa: E501 - a message is one line

    freq: Frequency
    interval: int = attrs.field(default=1, metadata=limits(1, 999))
    by_month: tuple[int, ...] = attrs.field(default=(), converter=_numbers, metadata=limits(1, 12))
    by_month_day: tuple[int, ...] = attrs.field(
        default=(), converter=_numbers, metadata=limits(-31, 31)
    )
    by_day: tuple[NthWeekday, ...] = attrs.field(default=(), converter=_days)
    by_set_pos: tuple[int, ...] = attrs.field(
        default=(), converter=_numbers, metadata=limits(-31, 31)
    )
    count: int | None = attrs.field(default=None, metadata=limits(1, 9999))
    until: datetime | date | None = attrs.field(default=None, converter=_until)
    week_start: Weekday = Weekday.MO

    def contradictions(self) -> Iterator[Problem]:
        """Only forms on which implementations agree."""
        for code, name, is_refused in _REFUSED:
            if is_refused(self):
                params = {"kind": "Recurrence", "value": str(self)}
                yield Problem(code=code, path=f"$.{name}", params=params)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the rule that ``text`` writes, without ``RRULE:`` before it."""
        return cls(**_parsed(text))

    @property
    def is_portable(self) -> bool:
        """Whether ical.js, which reads calendars in Thunderbird, also expands it as others do.

        >>> [Recurrence.parse(f"FREQ=MONTHLY;BYDAY=2TU{more}").is_portable
        ...  for more in ("", ";BYMONTH=3,9")]
        [True, False]
        """
        if self.freq is Frequency.YEARLY:
            numbered = not self.by_month and any(one.nth for one in self.by_day)
            return not numbered and not (self.by_month and (self.by_month_day or not self.by_day))
        if self.freq is Frequency.MONTHLY:
            far = any(abs(one) > 4 for one in self.by_set_pos)
            odd = self.by_set_pos and (far or any(one.nth for one in self.by_day))
            return not (self.by_month or (self.by_day and self.by_month_day) or odd)
        return True

    def __repr__(self) -> str:
        return f"Recurrence.parse({str(self)!r})"

    def __str__(self) -> str:
        parts = {
            "FREQ": self.freq.value,
            "INTERVAL": "" if self.interval == 1 else str(self.interval),
            "BYMONTH": _joined(self.by_month),
            "BYMONTHDAY": _joined(self.by_month_day),
            "BYDAY": _joined(self.by_day),
            "BYSETPOS": _joined(self.by_set_pos),
            "COUNT": "" if self.count is None else str(self.count),
            "UNTIL": _written(self.until),
            "WKST": "" if self.week_start is Weekday.MO else self.week_start.value,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _joined(values: tuple[object, ...]) -> str:
    return ",".join(map(str, values))


def _written(until: datetime | date | None) -> str:
    # RFC 5545, 3.3.10: of a start with a time zone "the UNTIL rule part MUST be [...] in UTC"
    if isinstance(until, datetime):
        return until.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return "" if until is None else until.strftime("%Y%m%d")


_IN_A_MONTH = 5


def _month_days_differ(rule: Recurrence) -> bool:
    """By the day they are narrowed by some and not by others; by the year they need months."""
    if rule.freq is Frequency.YEARLY:
        return not rule.by_month
    return rule.freq is not Frequency.MONTHLY


def _numbers_differ(rule: Recurrence) -> bool:
    numbers = [one.nth for one in rule.by_day if one.nth is not None]
    if not numbers:
        return False
    if rule.freq in {Frequency.DAILY, Frequency.WEEKLY} or len(numbers) < len(rule.by_day):
        return True
    of_month = rule.freq is Frequency.MONTHLY or bool(rule.by_month)
    return bool(rule.by_month_day) or (of_month and any(abs(one) > _IN_A_MONTH for one in numbers))


_REFUSED: tuple[tuple[str, str, Callable[[Recurrence], bool]], ...] = (
    # "they MUST NOT occur in the same 'recur'"
    ("recurrence.ends", "until", lambda one: one.count is not None and one.until is not None),
    (
        "recurrence.zero",
        "by_month_day",
        lambda one: 0 in one.by_month_day or 0 in one.by_set_pos,
    ),
    (
        "recurrence.month_days",
        "by_month_day",
        lambda one: bool(one.by_month_day) and _month_days_differ(one),
    ),
    ("recurrence.numbered", "by_day", _numbers_differ),
    # "MUST only be used in conjunction with another BYxxx rule part"; of a week or year whose
    # first days lie before the start some count these days and others do not
    (
        "recurrence.set_pos",
        "by_set_pos",
        lambda one: (
            bool(one.by_set_pos)
            and (one.freq is not Frequency.MONTHLY or not one.by_day or bool(one.by_month_day))
        ),
    ),
    (
        "recurrence.week_start",
        "week_start",
        lambda one: one.week_start not in {Weekday.MO, Weekday.SU},
    ),
)


def _integer(text: str, form: str = r"[1-9]\d{0,3}|0") -> int:
    if re.fullmatch(form, text, re.ASCII) is None:
        raise ValueError(text)
    return int(text)


def _integers(text: str) -> tuple[int, ...]:
    return tuple(_integer(part, r"[+-]?[1-9]\d?|0") for part in text.split(","))


def _weekdays(text: str) -> tuple[NthWeekday, ...]:
    return tuple(NthWeekday.parse(part) for part in text.split(","))


_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?", re.ASCII)


def _end(text: str) -> date:
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    numbers = [int(part) for part in match.groups() if part]
    if len(numbers) == 3:
        return date(*numbers)
    return datetime(*numbers[:6], tzinfo=UTC)  # type: ignore[misc, arg-type]


_PARTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "FREQ": ("freq", Frequency),
    "INTERVAL": ("interval", _integer),
    "BYMONTH": ("by_month", _integers),
    "BYMONTHDAY": ("by_month_day", _integers),
    "BYDAY": ("by_day", _weekdays),
    "BYSETPOS": ("by_set_pos", _integers),
    "COUNT": ("count", _integer),
    "UNTIL": ("until", _end),
    "WKST": ("week_start", Weekday),
}


def _parsed(text: str) -> dict[str, Any]:
    """Return the fields that a rule writes.

    Raises:
        InvalidValue: everything in it that cannot be read.
    """
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_RULE:
        raise InvalidValue.of("recurrence.syntax", "Recurrence", text, part=repr(text)[:80])
    fields: dict[str, Any] = {}
    found = []
    for part in text.split(";"):
        name, _, value = part.partition("=")
        code = ""
        if name not in _PARTS:
            code = "recurrence.parts" if re.fullmatch("[A-Z-]+", name) else "recurrence.syntax"
        elif _PARTS[name][0] in fields:
            code = "recurrence.syntax"
        else:
            field, read = _PARTS[name]
            try:
                fields[field] = read(value)
            except ValueError:
                fields[field] = None
                code = "recurrence.freq" if name == "FREQ" else "recurrence.syntax"
        if code:
            told = name if code == "recurrence.parts" else repr(part)[:80]
            params = {"kind": "Recurrence", "value": text, "part": told}
            found.append(Problem(code=code, params=params))
    if "freq" not in fields:
        params = {"kind": "Recurrence", "value": text, "part": "—"}
        found.append(Problem(code="recurrence.freq", params=params))
    if found:
        raise InvalidValue(found)
    return fields
