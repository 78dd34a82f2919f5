"""Constructors: any field of any record given what it is not for; series without end."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import attrs

from ridehire_partybuild import (
    SHANGHAI,
    InvalidValue,
    Moved,
    OpeningHours,
    Recurrence,
    Series,
    Span,
    UnusableRule,
    dumps,
    loads,
    occurrences,
)
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies import by_class

from ..drawing import record, sample
from ..harness import Door
from ..mutations import MORE_TEXTS, TEXTS, worded
from .values import RULES

YEARS = Span.parse("2000-01-01/2100-12-31")
NAIVE = datetime(1, 1, 1)  # noqa: DTZ001 - it is what is refused
FIRST = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)


class _Mute:
    """Fails whatever it is asked."""

    def __repr__(self) -> str:
        raise ZeroDivisionError

    def __str__(self) -> str:
        raise ZeroDivisionError


class _Text(str):
    __slots__ = ()


class _Word(Enum):
    BASIC = "basic"


def endless() -> Any:
    """Return more numbers than anybody told of."""
    return range(10**6)


ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 366, 10**9, 10**400, -(10**5000), 1.5, float("nan"), float("inf"),
    Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"),
    Decimal("1E-999999"), Decimal("-0"), Decimal("0." + "1" * 40), Fraction(1, 3), 1j, b"x",
    bytearray(b"x"), date.min, date.max, date(2026, 2, 28), NAIVE, NAIVE.replace(year=9999),
    datetime.min.replace(tzinfo=UTC), FIRST, datetime.max.replace(tzinfo=UTC),
    datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC), time(9), timedelta(1), [], (), {}, set(),
    frozenset(), [None], [[]], ["x"], {"x": 1}, [1, "x"], (True, None), [_Mute()], _Mute(),
    _Text("x"), _Word.BASIC, object, object(), int, Ellipsis, NotImplemented, len, iter("ab"), "",
    "x", "basic", "2026-01-01", ["a", "a"], [date(2026, 1, 1)] * 2, OpeningHours.parse("24/7"),
    Recurrence.parse("FREQ=DAILY"), YEARS, range(5), range(100_000), "字" * 5000, ["S-1"] * 5000,
)  # fmt: skip

Given = tuple[Any, dict[str, Any]]
"""A record, and what is to stand in some of its fields instead."""


@cache
def _others() -> tuple[Any, ...]:
    found = [record(Random(f"others/{index}"), kept=2) for index in range(120)]
    return tuple(found)


def _value(rng: Random) -> Any:
    chance = rng.random()
    if chance < 0.5:
        return rng.choice(ODD)
    if chance < 0.65:
        return rng.choice((*TEXTS, *MORE_TEXTS))
    one = rng.choice(_others())
    if chance < 0.8:
        return one
    if attrs.has(type(one)):
        return getattr(one, rng.choice(attrs.fields(type(one))).name)
    return [one] * rng.choice((1, 2, 50))


def made(rng: Random) -> Given:
    """Return a record and other values for a few of its fields."""
    one = record(rng)
    # what judging works out (a comparison, a visit) is made by the library and checks nothing
    while not hasattr(type(one), "__attrs_post_init__"):
        one = record(rng)
    names = [field.name for field in attrs.fields(type(one)) if field.init]
    chosen = rng.sample(names, min(len(names), rng.choice((1, 1, 1, 2, 3))))
    return one, {name: _value(rng) for name in chosen}


def used(given: Given) -> str:
    """Make the record: what is made is a document, if it could be one at all."""
    one, changes = given
    found = attrs.evolve(one, **changes)
    assert type(found) is type(one)
    assert found == found and hash(found) == hash(found)  # noqa: PLR0124, PT018
    assert repr(found)
    if type(found) in by_class():
        assert loads(dumps(found), type(found)) == found
    return "record"


def _when(rng: Random) -> Any:
    return rng.choice(
        (FIRST, FIRST + timedelta(days=rng.randrange(-400, 30_000)), FIRST.astimezone(UTC),
         FIRST.replace(tzinfo=None), datetime(2100, 12, 31, 23, 59, tzinfo=SHANGHAI),
         datetime(2000, 1, 1, tzinfo=SHANGHAI), datetime(1999, 1, 1, tzinfo=UTC), date(2026, 1, 6),
         FIRST.replace(second=1), datetime.max.replace(tzinfo=UTC), None, "x")
    )  # fmt: skip


def series(rng: Random) -> dict[str, Any]:
    """Return the fields of a series."""
    drawn = sample(strategies.series, rng)
    fields = {one.name: getattr(drawn, one.name) for one in attrs.fields(Series)}
    for name in rng.sample(sorted(fields), rng.choice((0, 1, 1, 2, 3))):
        match name:
            case "start":
                fields[name] = _when(rng)
            case "minutes":
                fields[name] = rng.choice((0, 1, 90, 10080, 10081, -1, None, 1.5, 10**400))
            case "recurrence":
                text = worded(rng, str(sample(strategies.recurrences, rng)), RULES)
                try:
                    fields[name] = Recurrence.parse(text)
                except InvalidValue:
                    fields[name] = text
            case "moved":
                fields[name] = [
                    rng.choice((("x",), Moved(recurrence_id=fields["start"], start=FIRST)))
                    for _ in range(rng.choice((1, 2)))
                    if isinstance(fields["start"], datetime) and fields["start"] == drawn.start
                ]
            case _:
                many = rng.choice((1, 1, 2, 30, 1000))
                fields[name] = [_when(rng) for _ in range(many)]
    return fields


def expanded(fields: dict[str, Any]) -> str:
    """Make a series and work it out over a century; it is a document too."""
    found = Series(**fields)
    there = occurrences(found, YEARS)
    assert [one.start for one in there] == sorted(one.start for one in there)
    assert loads(dumps(found), Series) == found
    return "series"


CONSTRUCTORS = Door(
    name="constructors",
    calls="the constructor of every record, by `attrs.evolve`",
    ends=(InvalidValue, UnusableRule),
    share=65,
    made=made,
    used=used,
)
SERIES = Door(
    name="series",
    calls="`Series`, `occurrences` over a century",
    ends=(InvalidValue,),
    share=15,
    made=series,
    used=expanded,
)
