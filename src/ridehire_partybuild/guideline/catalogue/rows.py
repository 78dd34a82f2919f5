"""How a row of the catalogue is written, and what its readings are counted with."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Context, Decimal
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

import attrs

from ridehire_partybuild.guideline.facts import (
    ABSENT,
    Absent,
    Fact,
    FactKind,
    OfRecord,
    Read,
    Value,
)
from ridehire_partybuild.model import SubjectFile
from ridehire_partybuild.values import Period, PeriodUnit, SubjectKind, Term, Text

__all__ = [
    "FoundValue",
    "Row",
    "Whose",
    "count",
    "dated_by",
    "divided",
    "facts_of",
    "held_year",
    "in_order",
    "last_whole",
    "number_of",
    "of_record",
    "of_record_on",
    "of_summary",
    "share",
    "the_flag",
    "the_number",
    "the_word",
    "total",
    "words_of",
]

FoundValue = Value | Absent | None
Dated = TypeVar("Dated")
Row = tuple[str, FactKind, str, str, Read | None, dict[str, Any]]
"""Name, type, label in zh, label in en, reading, and what else the fact has."""

_CODE = attrgetter("_value_")  # as `value` gives it, in a third of the time
DIVISION = Context(prec=28)  # the caller's own context changes no reading
ONE_DAY = timedelta(days=1)


def facts_of(subject: SubjectKind, rows: Iterable[Row]) -> tuple[Fact, ...]:
    """Return the facts of one kind of subject, a row each."""
    return tuple(
        Fact(name=name, subject=subject, kind=kind, label=Text(zh=zh, en=en), read=read, **more)
        for name, kind, zh, en, read, more in rows
    )


@attrs.frozen
class Whose:
    """What tells apart the facts that several kinds of subject have alike."""

    prefix: str
    zh: str
    en: str

    def rows(self, *rows: Row) -> tuple[Row, ...]:
        """Return the rows under the names and labels of one kind of subject."""
        return tuple(
            (self.prefix + name, kind, self.zh + zh, en + self.en, read, more)
            for name, kind, zh, en, read, more in rows
        )


def of_record(read: Callable[[Any], FoundValue]) -> Read:
    """Return a reading of the station, branch or actor itself."""
    return OfRecord(read)


def of_summary(via: Callable[[Any], Any], read: Callable[[Any], FoundValue]) -> Read:
    """Return a reading of what ``via`` makes of the record for several facts."""
    return OfRecord(read, via)


def of_record_on(read: Callable[[Any, date], FoundValue]) -> Read:
    """Return a reading of the station, branch or actor itself on a day."""
    return OfRecord(read, dated=True)


def _word(get: Callable[[Any], Any], record: Any) -> FoundValue:
    value = get(record)
    return None if value is None else str(value.value)


def the_number(path: str) -> Read:
    """Return a reading of a field that holds a number, of whichever type."""
    return of_summary(attrgetter(path), _numbers.__getitem__)


def the_word(path: str) -> Read:
    """Return a reading of a field that holds a word of a closed list."""
    return of_record(partial(_word, attrgetter(path)))


def _named(get: Callable[[Any], Any], record: Any) -> FoundValue:
    return None if get(record) is None else True


def the_flag(path: str) -> Read:
    """Return a reading of a field that names something: that none is named is not known."""
    return of_record(partial(_named, attrgetter(path)))


def in_order(items: Iterable[Term]) -> tuple[str, ...]:
    """Return the codes of words that are in order already, each once."""
    return tuple(dict.fromkeys(map(_CODE, items)))


def words_of(items: Iterable[Term] | None) -> FoundValue:
    """Return the codes of words, each once and in order."""
    return None if items is None else tuple(sorted(set(map(_CODE, items))))


class _Numbers(dict[Any, Any]):
    """Counts as values of facts. What is not known, or a Decimal already, stays as it is."""

    def __missing__(self, number: Any) -> Any:
        return Decimal(number) if type(number) is int else number


_numbers = _Numbers((number, Decimal(number)) for number in range(256))
number_of: Callable[[int], Decimal] = _numbers.__getitem__
"""Return a count as the value of a fact: ``number_of(3)`` is ``Decimal(3)``."""


def count(items: Iterable[bool | None]) -> Decimal | None:
    """Return how many are true; None: of one it is not known.

    >>> count([True, False, True]), count([True, None])
    (Decimal('2'), None)
    """
    given = tuple(items)
    return None if None in given else number_of(given.count(True))


def total(items: Iterable[int | None]) -> Decimal | None:
    """Return the sum; None: a summand is not known.

    >>> total([3, 4]), total([3, None]), total([])
    (Decimal('7'), None, Decimal('0'))
    """
    found = 0
    for item in items:
        if item is None:
            return None
        found += item
    return Decimal(found)


def divided(part: Decimal, whole: Decimal | int) -> Decimal:
    """Return a quotient, the same whatever the caller's arithmetic."""
    return DIVISION.divide(part, Decimal(whole))


def share(items: Iterable[bool | None]) -> FoundValue:
    """Return how many per cent are true; ABSENT: there are none to be so.

    >>> share([True, False, True, True]), share([True, None]), share([])
    (Decimal('75'), None, <Absent.ABSENT: 'absent'>)
    """
    given: Sequence[bool | None] = tuple(items)
    if not given:
        return ABSENT
    found = count(given)
    return None if found is None else divided(100 * found, len(given))


def last_whole(unit: PeriodUnit, on: date) -> Period:
    """Return the last calendar period that has ended by the end of ``on``.

    >>> str(last_whole(PeriodUnit.YEAR, date(2025, 12, 30)))
    '2024'
    >>> str(last_whole(PeriodUnit.YEAR, date(2025, 12, 31)))
    '2025'
    """
    return Period.containing(on + ONE_DAY, unit).previous


def dated_by(records: Iterable[Dated], field: str, on: date) -> tuple[Dated, ...]:
    """Return the records that bear no later day, or none at all."""
    return tuple(one for one in records if not _is_later(attrgetter(field)(one), on))


def _is_later(when: date | None, on: date) -> bool:
    day = when.date() if isinstance(when, datetime) else when
    return day is not None and day > on


def held_year(file: SubjectFile, on: date) -> Period | None:
    """Return the last whole year; None: the subject was not there, or stood closed, in part of it.

    The same holds for the periods of a frequency.
    """
    year = last_whole(PeriodUnit.YEAR, on)
    opened = file.opened_on
    was_there = opened is None or opened <= year.start
    return year if was_there and not file.is_suspended_in(year) else None
