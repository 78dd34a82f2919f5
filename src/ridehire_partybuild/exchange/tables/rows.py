"""Rows: a register as flat tables of plain values, for pandas, polars or a database."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, overload

import attrs

from ridehire_partybuild.exchange.records import is_union, plans
from ridehire_partybuild.exchange.texts import has_text_form
from ridehire_partybuild.model import COLLECTIONS, Register

__all__ = ["OF", "POSITION", "keys_of", "to_rows"]

OF, POSITION = "of", "position"
"""The first keys of a table of parts: whose part it is, and where it stands there, from 0."""

Plain = None | str | int | float | bool
"""What stands in a row: words of a closed list and days as text, several words as JSON."""

Rows = list[dict[str, Plain]]


@attrs.frozen
class _Key:
    """One key of a table, the fields that lead to its value, and how that is put into a row."""

    name: str
    path: tuple[str, ...]
    put: Callable[[Any], Plain]


@attrs.frozen
class _Table:
    """A table: of the records of a collection, or of the parts that stand in a field of theirs."""

    collection: str
    cls: type
    field: str | None = None


def _members(wanted: Any) -> list[Any]:
    members = get_args(wanted) if is_union(wanted) else (wanted,)
    return [one for one in members if one is not type(None)]


def _is_record(wanted: Any) -> bool:
    return isinstance(wanted, type) and attrs.has(wanted) and not has_text_form(wanted)


def _member(wanted: Any) -> Any:
    """Return the record class that a field may hold; None: its values are plain."""
    return next(filter(_is_record, _members(wanted)), None)


def _parts(wanted: Any) -> Any:
    """Return the record class of which a field holds several; None: of none."""
    several = (get_args(one)[0] for one in _members(wanted) if get_origin(one) is tuple)
    return next(filter(_is_record, several), None)


def _plain(value: Any) -> Plain:
    match value:
        case Enum():
            return str(value.value)
        case Decimal():
            return float(value)  # exact: fields hold at most 15 digits
        case date():
            return value.isoformat()
        case bool() | int():
            return value
        case tuple():
            return json.dumps([_plain(one) for one in value], ensure_ascii=False)
    return str(value)


def _as_text(value: Any) -> str:
    """Put as text what may be of several kinds: a column of a table is of one."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case tuple():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _putting(wanted: Any) -> Callable[[Any], Plain]:
    if _parts(wanted) is not None:
        return len
    kinds = {bool, Decimal, int, tuple}
    found = {get_origin(one) or one for one in _members(wanted)}
    return _as_text if len({one if one in kinds else str for one in found}) > 1 else _plain


def _keys(cls: type, path: tuple[str, ...], name: str, *, sensitive: bool) -> Iterator[_Key]:
    for plan in plans(cls).values():
        if plan.sensitive and not sensitive:
            continue
        below, called = (*path, plan.name), f"{name}{plan.key}"
        member = _member(plan.type)
        if member is None:
            yield _Key(called, below, _putting(plan.type))
        else:
            yield from _keys(member, below, f"{called}.", sensitive=sensitive)


@cache
def _tables() -> dict[str, _Table]:
    """Return every table by name: a collection's, then those of its records' parts."""
    found: dict[str, _Table] = {}
    for name, cls in COLLECTIONS.items():
        found[name] = _Table(name, cls)
        for plan in plans(cls).values():
            parts = _parts(plan.type)
            if parts is not None:
                found[f"{name}.{plan.key}"] = _Table(name, parts, plan.name)
    return found


@cache
def _keys_of(table: _Table, *, sensitive: bool) -> tuple[_Key, ...]:
    return tuple(_keys(table.cls, (), "", sensitive=sensitive))


def _value(record: Any, key: _Key) -> Plain:
    found = record
    for name in key.path:
        if found is not None:
            found = getattr(found, name)
    return None if found is None else key.put(found)


def _rows(register: Register, table: _Table, *, sensitive: bool) -> Rows:
    keys = _keys_of(table, sensitive=sensitive)

    def row(one: Any) -> dict[str, Plain]:
        return {key.name: _value(one, key) for key in keys}

    owners = getattr(register, table.collection)
    if table.field is None:
        return [row(one) for one in owners]
    return [
        {OF: str(owner.id), POSITION: position, **row(one)}
        for owner in owners
        for position, one in enumerate(getattr(owner, table.field) or ())
    ]


def keys_of(collection: str, *, sensitive: bool = False) -> tuple[str, ...]:
    """Return the keys of each row of a table, in their order: the declared order of the fields.

    Raises:
        KeyError: there is no such table.

    >>> keys_of("stations.awards")
    ('of', 'position', 'title', 'authority', 'document', 'granted_on')
    >>> keys_of("appeals") == tuple(key for key in keys_of("appeals", sensitive=True)
    ...                             if key != "summary")
    True
    """
    table = _tables()[collection]
    first = () if table.field is None else (OF, POSITION)
    return first + tuple(key.name for key in _keys_of(table, sensitive=sensitive))


@overload
def to_rows(register: Register, collection: str, *, sensitive: bool = False) -> Rows: ...
@overload
def to_rows(
    register: Register, collection: None = None, *, sensitive: bool = False
) -> dict[str, Rows]: ...
def to_rows(
    register: Register, collection: str | None = None, *, sensitive: bool = False
) -> Rows | dict[str, Rows]:
    """Return a register as flat rows of plain values, one table a collection.

    What a record has several of stands in a table of its own, ``stations.services`` say, whose
    rows begin with the id of the record (``of``) and the place among its like (``position``). The
    record's own row tells how many there are: None is not known, 0 is known to be none. A key of
    what stands within a record is dotted (``site.area_m2``). Every row of a table has the same
    keys in the same order, as `keys_of` tells: a table may be empty, and keeps its columns.

    Words of closed lists are their codes, days and moments ISO 8601 text, money whole fen. What an
    observation found may be of any kind: it is text. Several words, ids or days in one field are
    one text, a list of JSON (``["service_list", "opening_hours"]``), for a database has no lists.

    Args:
        register: The register.
        collection: One table only, by name.
        sensitive: Keep what is sensitive too: names of persons, numbers, what an appeal says.
            Without it those keys are left out.

    Raises:
        KeyError: there is no such table.

    >>> from ridehire_partybuild import Actor, ActorRole, Contact, ContactKind, Region, Register
    >>> desk = Contact(kind=ContactKind.OFFICE_LINE, value="12328")
    >>> register = Register(actors=[Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY,
    ...                                   region=Region("370500"), channels=[desk])])
    >>> [(row["name"], row["channels"]) for row in to_rows(register, "actors")]
    [('示例局', 1)]
    >>> row, = to_rows(register, "actors.channels")
    >>> row["of"], row["position"], row["kind"], "value" in row
    ('A-1', 0, 'office_line', False)
    """
    if collection is not None:
        return _rows(register, _tables()[collection], sensitive=sensitive)
    return {name: _rows(register, one, sensitive=sensitive) for name, one in _tables().items()}
