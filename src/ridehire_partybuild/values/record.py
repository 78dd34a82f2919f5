"""What every typed object shares: a constructor that refuses the impossible, all of it at once.

The annotations are the rule. `Record` reads each field's type once and checks every value
against it strictly (12.7 is no int, True is no int, 5 is no str); ``limits`` in a field's
metadata adds bounds. What needs several fields is said in `Record.contradictions`.
"""

import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any, Union, cast, get_args, get_origin

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.errors.problems import ENOUGH

from .compared import Compared
from .identifiers import Id
from .sensitive import holds_secrets

__all__ = [
    "ANY_YEAR",
    "Record",
    "before",
    "field_problems",
    "limits",
    "not_above",
    "not_after",
    "text_problems",
]

Rule = Callable[[str, object], Iterator[Problem]]
"""Yields what is wrong with a value that is being read as the field of that name."""

LONGEST_TEXT = 2000
MOST_DIGITS = 15  # what a JSON number carries exactly, so that documents hold numbers as numbers
EARLIEST, LATEST = 2000, 2100


def limits(low: int = 0, high: int = 10**9, *, longest: int = LONGEST_TEXT) -> dict[str, Any]:
    """Return field metadata: numbers from ``low`` to ``high``, text of at most ``longest``."""
    return {"low": low, "high": high, "longest": longest}


ANY_YEAR: dict[str, Any] = {"years": (1, 9999)}
"""Field metadata of a date that is computed, not recorded: looking back may leave the range."""


def _problem(code: str, kind: str, value: object, **params: object) -> Problem:
    return Problem(code=code, params={"kind": kind, "value": value, **params})


def text_problems(
    kind: str, value: str, *, low: int = 1, high: int = LONGEST_TEXT
) -> Iterator[Problem]:
    """Yield what is wrong with a text: its length, a control character, its normal form."""
    if not low <= len(value) <= high:
        yield _problem("text.length", kind, value, low=low, high=high, length=len(value))
    if not value.isprintable():  # what is printable has neither of the two categories
        for position, char in enumerate(value, 1):
            if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n":
                yield _problem("text.control", kind, value, char=repr(char), position=position)
                return
    if not unicodedata.is_normalized("NFC", value):
        yield _problem("text.normal", kind, value)


def _type_name(wanted: Any) -> str:
    if wanted is type(None):
        return "null"
    return str(getattr(wanted, "__name__", wanted))


def _wrong_type(kind: str, value: object, wanted: Any) -> Iterator[Problem]:
    yield _problem("type", kind, value, wanted=_type_name(wanted), actual=type(value).__name__)


def _number_rule(wanted: type, metadata: dict[str, Any]) -> Rule:
    low, high = metadata.get("low", 0), metadata.get("high", 10**9)

    def rule(kind: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, wanted) or isinstance(value, bool):
            yield from _wrong_type(kind, value, wanted)
            return
        number = cast("Decimal | int", value)
        if isinstance(number, Decimal):
            if not number.is_finite():
                yield _problem("number.finite", kind, value)
                return
            exponent = cast("int", number.as_tuple().exponent)
            if len(number.as_tuple().digits) > MOST_DIGITS or not exponent > -MOST_DIGITS:
                yield _problem(
                    "number.digits", kind, value, digits=MOST_DIGITS, places=MOST_DIGITS - 1
                )
                return
        if not low <= number <= high:
            yield _problem("number.range", kind, value, low=low, high=high)

    return rule


def _text_rule(metadata: dict[str, Any]) -> Rule:
    longest = metadata.get("longest", LONGEST_TEXT)

    def rule(kind: str, value: object) -> Iterator[Problem]:
        if type(value) is not str:
            yield from _wrong_type(kind, value, str)
        else:
            yield from text_problems(kind, value, high=longest)

    return rule


def _date_rule(metadata: dict[str, Any]) -> Rule:
    earliest, latest = metadata.get("years", (EARLIEST, LATEST))

    def rule(kind: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, date) or isinstance(value, datetime):
            yield from _wrong_type(kind, value, date)
        elif not earliest <= value.year <= latest:
            yield _problem("time.range", kind, value.isoformat(), low=earliest, high=latest)

    return rule


def _moment_rule(kind: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, datetime):
        yield from _wrong_type(kind, value, datetime)
    elif value.utcoffset() is None:
        yield _problem("time.naive", kind, value)
    elif not EARLIEST <= value.year <= LATEST:
        yield _problem("time.range", kind, value.isoformat(), low=EARLIEST, high=LATEST)
    elif value.second or value.microsecond:
        yield _problem("time.minute", kind, value)


def _id_rule(wanted: type[Id]) -> Rule:
    def rule(kind: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, wanted):
            try:
                wanted(cast("str", value))
            except InvalidValue as error:
                yield from error.problems
            else:
                yield from _wrong_type(kind, value, wanted)

    return rule


def _class_rule(wanted: type) -> Rule:
    def rule(kind: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, wanted):
            yield from _wrong_type(kind, value, wanted)

    return rule


def _union_rule(members: tuple[Any, ...], metadata: dict[str, Any]) -> Rule:
    rules = [_rule(member, metadata) for member in members if member is not type(None)]
    optional = type(None) in members

    def rule(kind: str, value: object) -> Iterator[Problem]:
        if value is None and optional:
            return
        if len(rules) == 1:
            yield from rules[0](kind, value)
            return
        found = []
        for one in rules:
            found.append(list(one(kind, value)))
            if not found[-1]:
                break
        else:
            # the member whose type is right tells what is wrong; else name all that would do
            fitting = [one for one in found if one[0].code != "type"]
            wanted = " or ".join(_type_name(member) for member in members)
            actual = type(value).__name__
            yield from (
                fitting[0]
                if fitting
                else iter([_problem("type", kind, value, wanted=wanted, actual=actual)])
            )

    return rule


def _many_rule(container: type, member: Any, metadata: dict[str, Any]) -> Rule:
    inner = _rule(member, metadata)

    def rule(kind: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, container):
            yield from _wrong_type(kind, value, container)
            return
        for index, item in enumerate(cast("Iterable[object]", value)):
            yield from (problem.below(f"$[{index}]") for problem in inner(kind, item))

    return rule


def _masked(inner: Rule) -> Rule:
    """Tell what is wrong with a sensitive value without telling the value."""
    return lambda kind, value: (problem.masked() for problem in inner(kind, value))


def _rule(wanted: Any, metadata: dict[str, Any]) -> Rule:
    origin = get_origin(wanted)
    if origin in {Union, types.UnionType}:
        return _union_rule(get_args(wanted), metadata)
    if origin in {tuple, frozenset}:
        return _many_rule(origin, get_args(wanted)[0], metadata)
    if origin is not None:
        return _class_rule(origin)
    if wanted in {int, Decimal}:
        return _number_rule(wanted, metadata)
    if wanted is str:
        return _text_rule(metadata)
    if wanted is date:
        return _date_rule(metadata)
    if wanted is datetime:
        return _moment_rule
    if isinstance(wanted, type) and issubclass(wanted, Id):
        return _id_rule(wanted)
    if wanted is Any:
        return lambda _kind, _value: iter(())
    return _class_rule(wanted)


@cache
def _rules(cls: type) -> dict[str, Rule]:
    attrs.resolve_types(cast("type[attrs.AttrsInstance]", cls))
    found = {}
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", cls)):
        if field.init:
            rule = _rule(field.type, dict(field.metadata))
            secret = field.metadata.get("sensitive") or holds_secrets(field.type)
            found[field.name] = _masked(rule) if secret else rule
    return found


def _settled(wanted: Any) -> frozenset[type]:
    """Return the classes whose objects need no look: that one of them is there is all of the rule.

    An id, a word and a record have been checked when they were made.
    """
    if get_origin(wanted) in {Union, types.UnionType}:
        return frozenset().union(*map(_settled, get_args(wanted)))
    checked = isinstance(wanted, type) and wanted not in {int, Decimal, str, date, datetime}
    return frozenset({wanted}) if checked and get_origin(wanted) is None else frozenset()


@cache
def _looks(
    cls: type,
) -> tuple[Callable[[Any], tuple[object, ...]], tuple[tuple[frozenset[type], str, Rule], ...]]:
    """Return what reads the fields of ``cls``, and of each the classes settled, name and rule."""
    rules = _rules(cls)  # first: it resolves the types
    types_ = {one.name: one.type for one in attrs.fields(cast("type[attrs.AttrsInstance]", cls))}
    looks = tuple((_settled(types_[name]), name, rule) for name, rule in rules.items())
    read = attrgetter(*rules)
    return read if len(rules) > 1 else lambda one: (read(one),), looks


def field_problems(cls: type, name: str, value: object) -> Iterator[Problem]:
    """Yield what is wrong with ``value`` as the field ``name`` of ``cls``, other fields aside.

    Doors use it to find a bad number in a record whose other fields could not be read at all.

    >>> from ridehire_partybuild import Site
    >>> [problem.code for problem in field_problems(Site, "seats", -1)]
    ['number.range']
    """
    yield from _rules(cls)[name](name, value)


def not_after(record: object, first: str, second: str) -> Iterator[Problem]:
    """Yield a problem if the date ``first`` lies after ``second``; an unknown one is in order.

    >>> from datetime import date
    >>> from types import SimpleNamespace
    >>> dates = SimpleNamespace(opened_on=date(2026, 1, 2), closed_on=date(2026, 1, 1))
    >>> [problem.path for problem in not_after(dates, "opened_on", "closed_on")]
    ['$.closed_on']
    """
    one, other = getattr(record, first), getattr(record, second)
    if one is not None and other is not None and other < one:
        yield _out_of_order("order.dates", first, second, one, other)


def before(record: object, first: str, second: str) -> Iterator[Problem]:
    """Yield a problem unless the moment ``first`` lies before ``second``; unknown is in order."""
    one, other = getattr(record, first), getattr(record, second)
    if one is not None and other is not None and other <= one:
        yield _out_of_order("order.before", first, second, one, other)


def not_above(record: object, part: str, whole: str) -> Iterator[Problem]:
    """Yield a problem if the count ``part`` is more than ``whole``; an unknown one is in order."""
    few, all_ = getattr(record, part), getattr(record, whole)
    if few is not None and all_ is not None and few > all_:
        yield _problem("count.part", part, few, whole=whole, most=all_).below(f"$.{part}")


def _out_of_order(code: str, first: str, second: str, one: date, other: date) -> Problem:
    told = {"first_value": one.isoformat(), "second_value": other.isoformat()}
    problem = _problem(code, second, other.isoformat(), first=first, second=second, **told)
    return problem.below(f"$.{second}")


class Record(Compared):
    """Base of the frozen, keyword-only, slotted attrs classes that check every field."""

    __slots__ = ("__weakref__",)

    def __attrs_post_init__(self) -> None:
        """Check every field, then what the fields say together."""
        found: list[Problem] = []
        read, looks = _looks(cast("type", type(self)))
        for value, (settled, name, rule) in zip(read(self), looks, strict=True):
            if type(value) not in settled:
                wrong = islice(rule(name, value), ENOUGH)
                found += [problem.below(f"$.{name}") for problem in wrong]
        if not found:
            found.extend(islice(self.contradictions(), ENOUGH))
        if found:
            raise InvalidValue(found)

    def contradictions(self) -> Iterable[Problem]:
        """Yield what no two of the fields can both say. Called once every field is of its type."""
        return ()
