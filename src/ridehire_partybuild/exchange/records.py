"""Reading records, lists and unions: everything that is wrong with them, each with its place."""

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, Union, get_args, get_origin

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem, UnusableRule
from ridehire_partybuild.errors.problems import ENOUGH
from ridehire_partybuild.values.record import field_problems
from ridehire_partybuild.values.sensitive import fields_within, holds_secrets, is_secret

from .problems import failure, is_word, misshapen, named, step

__all__ = [
    "FieldPlan",
    "Read",
    "beside",
    "built",
    "is_union",
    "plans",
    "read_fields",
    "reading_mapping",
    "reading_record",
    "reading_sequence",
    "reading_union",
    "shape_problem",
]

Read = Callable[[Any, Any], Any]
"""Makes an object of the wanted type out of plain data."""


_BESIDE: ContextVar[Mapping[str, Any]] = ContextVar("_BESIDE")
"""Values of fields that never stand in documents, while one is read."""


@contextmanager
def beside(cls: Any, given: Mapping[str, Any]) -> Iterator[None]:
    """Give every record that is read meanwhile the fields that never stand in documents.

    Raises:
        TypeError: no record within ``cls`` has such a field.
    """
    known = {field.name for field in fields_within(cls) if not _is_written(field)} if given else ()
    for name in given:
        if name not in known:
            raise TypeError(f"no part of a {cls.__name__} takes {name!r}")
    token = _BESIDE.set(given)
    try:
        yield
    finally:
        _BESIDE.reset(token)


def _is_written(field: "attrs.Attribute[Any]") -> bool:
    return not field.init or bool(field.metadata.get("document", True))


@attrs.frozen
class FieldPlan:
    """How one field of a record stands in a document."""

    key: str
    name: str
    alias: str
    type: Any
    required: bool
    sensitive: bool
    converter: Any


@cache
def plans(cls: Any) -> dict[str, FieldPlan]:
    """Return the fields of ``cls`` that stand in documents, by key and in declared order."""
    attrs.resolve_types(cls)
    return {
        field.alias.removesuffix("_"): FieldPlan(
            key=field.alias.removesuffix("_"),  # Python keeps `is` and `not` for itself
            name=field.name,
            alias=field.alias,
            type=field.type,
            required=field.default is attrs.NOTHING,
            sensitive=bool(field.metadata.get("sensitive")),
            converter=field.converter,
        )
        for field in attrs.fields(cls)
        if field.init and _is_written(field)
    }


@cache
def _unwritten(cls: Any) -> Mapping[str, str]:
    """Return the aliases, by name, of the fields of ``cls`` that never stand in documents."""
    return {field.name: field.alias for field in attrs.fields(cls) if not _is_written(field)}


def _placed(problems: tuple[Problem, ...], plan: FieldPlan) -> Iterator[Problem]:
    for problem in named(problems, plan.key):
        yield (problem.masked() if plan.sensitive else problem).below(f"${step(plan.key)}")


def shape_problem(cls: type, value: Any) -> InvalidValue:
    """Return the error of a value that should be an object."""
    return misshapen("object", value, cls, kind=cls.__name__)


def _unknown_key(cls: type, key: str) -> Problem:
    place = step(key)
    told = {"wanted": ", ".join(plans(cls)), "key": place.removeprefix(".")}
    problem = failure("key.unknown", cls.__name__, key, path=f"${place}", **told)
    # a contact written as {"13800000000": …}, or a station with the number for a key
    told_by_key = holds_secrets(cls) and not is_word(key)
    if is_secret(cls) or told_by_key:
        return attrs.evolve(problem.masked(), path="$")
    return problem


def read_fields(cls: type, value: Any, read: Read) -> tuple[dict[str, Any], list[Problem]]:
    """Return the fields of ``cls`` that could be read, and what is wrong with the rest.

    Raises:
        InvalidValue: ``value`` is no object at all.
        UnusableRule: nothing is wrong but that rules within it cannot judge.
    """
    if not isinstance(value, dict):
        raise shape_problem(cls, value)
    known = plans(cls)
    given: dict[str, Any] = {}
    unusable: list[Problem] = []
    unknown = (_unknown_key(cls, key) for key in value if key not in known)
    found = list(islice(unknown, ENOUGH))
    for key, plan in known.items():
        if key in value:
            try:
                given[plan.name] = read(value[key], plan.type)
            except InvalidValue as error:
                found.extend(_placed(error.problems, plan))
            except UnusableRule as error:  # bad input first: the other fields are read all the same
                unusable.extend(problem.below(f"${step(key)}") for problem in error.problems)
        elif plan.required:
            found.append(failure("key.missing", cls.__name__, value, key=key))
    if unusable and not found:
        raise UnusableRule(unusable)
    return given, found


def _ranges(cls: type, given: Mapping[str, Any]) -> Iterator[Problem]:
    for plan in plans(cls).values():
        if plan.name in given:
            problems = tuple(field_problems(cls, plan.name, given[plan.name]))
            yield from _placed(problems, plan)


def built(cls: type, given: Mapping[str, Any], found: list[Problem]) -> Any:
    """Return the record of ``cls`` with the fields ``given``, unless something was ``found``.

    Numbers out of range are told even where another field could not be read at all;
    contradictions between fields only once all of them could.

    Raises:
        InvalidValue: everything that is wrong, each with its path in the document.
    """
    if found:
        raise InvalidValue([*found, *_ranges(cls, given)])
    known = plans(cls).values()
    arguments = {plan.alias: given[plan.name] for plan in known if plan.name in given}
    more = _BESIDE.get({})
    arguments |= {alias: more[name] for name, alias in _unwritten(cls).items() if name in more}
    try:
        return cls(**arguments)
    except InvalidValue as error:
        ranges = list(_ranges(cls, given))
        raise InvalidValue(ranges or _Unsorted(cls, given).told(error.problems)) from None


class _Unsorted:
    """Constructors sort what has no order of its own; the document's order is what people see."""

    def __init__(self, cls: type, given: Mapping[str, Any]) -> None:
        self._cls, self._given = cls, given
        self._orders: dict[str, list[int]] = {}

    def told(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems with the indices of the document."""
        return [self._one(problem) for problem in problems]

    def _order(self, plan: FieldPlan) -> list[int]:
        """The index in the document of each item in the constructor's order."""
        if plan.name not in self._orders:
            items = self._given[plan.name]
            at = {id(item): index for index, item in reversed(list(enumerate(items)))}
            order = plan.converter(items) if callable(plan.converter) else items
            self._orders[plan.name] = [at.get(id(item), i) for i, item in enumerate(order)]
        return self._orders[plan.name]

    def _one(self, problem: Problem) -> Problem:
        head, bracket, tail = problem.path.removeprefix("$.").partition("[")
        name, dot, deeper = head.partition(".")
        plan = next((one for one in plans(self._cls).values() if one.name == name), None)
        if plan is None:
            return problem
        if plan.sensitive:
            problem = problem.masked()
        number, closed, rest = tail.partition("]")
        if bracket and not dot and number.isdigit() and isinstance(self._given.get(name), tuple):
            place = self._order(plan)[int(number)]
            return attrs.evolve(problem, path=f"${step(plan.key)}[{place}{closed}{rest}")
        return attrs.evolve(problem, path=f"${step(plan.key)}{dot}{deeper}{bracket}{tail}")


def reading_record(cls: type, read: Read) -> Read:
    """Return the hook that reads ``cls`` from an object."""

    def read_record(value: Any, _: Any) -> Any:
        given, found = read_fields(cls, value, read)
        return built(cls, given, found)

    return read_record


def reading_sequence(wanted: Any, read: Read) -> Read:
    """Return the hook that reads a tuple, a sequence or a frozenset from a list."""
    origin, members = get_origin(wanted), get_args(wanted)
    fixed = None if origin is not tuple or members[-1] is Ellipsis else len(members)
    collect = origin if origin is frozenset else tuple

    def read_sequence(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise misshapen("list", value, wanted)
        if fixed is not None and len(value) != fixed:
            lengths = {"wanted": f"list ({fixed})", "actual": f"list ({len(value)})"}
            raise InvalidValue([failure("type", "", value, **lengths)])
        items: list[Any] = []
        found: list[Problem] = []
        for index, item in enumerate(value):
            try:
                items.append(read(item, members[0 if fixed is None else index]))
            except InvalidValue as error:
                found.extend(problem.below(f"$[{index}]") for problem in error.problems)
                if len(found) >= ENOUGH:
                    break
        if found:
            raise InvalidValue(found)
        return collect(items)

    return read_sequence


def reading_mapping(wanted: Any, read: Read) -> Read:
    """Return the hook that reads a mapping from an object."""
    key_type, value_type = get_args(wanted)

    def read_mapping(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise misshapen("object", value, wanted)
        items: dict[Any, Any] = {}
        found: list[Problem] = []
        for key, item in value.items():
            try:
                items[read(key, key_type)] = read(item, value_type)
            except InvalidValue as error:
                found.extend(problem.below(f"${step(key)}") for problem in error.problems)
                if len(found) >= ENOUGH:
                    break
        if found:
            raise InvalidValue(found)
        return items

    return read_mapping


def is_union(wanted: Any) -> bool:
    """Tell whether ``wanted`` is a union, however it is written."""
    return get_origin(wanted) in {Union, types.UnionType}


_SHAPES: dict[Any, str] = {
    type(None): "null", bool: "bool", int: "number", Decimal: "number", list: "list",
    tuple: "list", frozenset: "list", dict: "object", Mapping: "object",
    date: "date", datetime: "date",
}  # fmt: skip


def _shape(wanted: Any, text_forms: Callable[[Any], bool]) -> str:
    origin = get_origin(wanted) or wanted
    if origin in _SHAPES:
        return _SHAPES[origin]
    is_record = attrs.has(origin) and not text_forms(origin)
    return "object" if is_record else "text"


def _name(wanted: Any) -> str:
    return "null" if wanted is type(None) else str(getattr(wanted, "__name__", wanted))


def _likeliest(members: list[Any], value: Any) -> list[Any]:
    """Return the records that the keys of the object make up, else the one that they are nearest.

    Seldom is it more than one: ``id name kind`` may be a branch or a title.
    """
    keys = set(value)
    fitting = [one for one in members if _required(one) <= keys <= set(plans(one))]
    return fitting or [
        max(members, key=lambda one: (len(keys & set(plans(one))), -len(set(plans(one)) - keys)))
    ]


@cache
def _required(cls: Any) -> frozenset[str]:
    return frozenset(key for key, plan in plans(cls).items() if plan.required)


def reading_union(
    wanted: Any,
    read: Read,
    text_forms: Callable[[Any], bool],
    preferred: Callable[[Any, str], bool],
) -> Read:
    """Return the hook that reads the member of a union whose form the value has.

    Args:
        wanted: The union.
        read: Reads a member.
        text_forms: Tells whether a class is read from text.
        preferred: Tells whether a text has the form of a class.
    """
    by_shape: dict[str, list[Any]] = {}
    for member in get_args(wanted):
        shape = _shape(member, text_forms)
        for one in ("date", "text") if shape == "date" else (shape,):
            by_shape.setdefault(one, []).append(member)
    names = " or ".join(_name(member) for member in get_args(wanted))
    others = [member for member in get_args(wanted) if member is not type(None)]

    def read_union(value: Any, _: Any) -> Any:
        plain = "text" if isinstance(value, str) else "other"  # a time of TOML's, say
        shape = "date" if isinstance(value, date) else _SHAPES.get(type(value), plain)
        members = by_shape.get(shape, [])
        if not members and len(others) == 1:
            return read(value, others[0])
        if not members:
            raise misshapen(names, value, wanted)
        if len(members) == 1:
            return read(value, members[0])
        if shape == "object":
            return _first_that_reads(_likeliest(members, value), value, read)
        fitting = [one for one in members if shape == "text" and preferred(one, value)]
        return _first_that_reads(fitting or members, value, read)

    return read_union


def _first_that_reads(members: list[Any], value: Any, read: Read) -> Any:
    first, *others = members
    try:
        return read(value, first)
    except InvalidValue:
        for member in others:
            with suppress(InvalidValue):
                return read(value, member)
        raise
