"""Many registers into one: each county sends a file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ridehire_partybuild.errors import InvalidDocument, Problem, shown
from ridehire_partybuild.errors.problems import HIDDEN, Sketch
from ridehire_partybuild.values import Record

from .differences import Difference, differences
from .register import COLLECTIONS, AnyRecord, Register, integrity_problems

__all__ = ["merge"]

_Sent = tuple[int, AnyRecord]
"""A record, and the number of the register that sent it, from 1."""


def merge(*registers: Register) -> Register:
    """Return all records of several registers in one; what several have alike is there once.

    Where it is defined, it does not matter in what order or by what steps registers are merged.

    Raises:
        InvalidDocument: two different records bear one id, or a record and a city do. Every field
            in which they differ is a problem of its own.

    >>> from ridehire_partybuild import Region, Site, Station, Tier
    >>> ours = Station(id="370502-01", name="示例一号", region=Region("370502"), tier=Tier.BASIC,
    ...                site=Site(seats=24))
    >>> theirs = Station(id="370503-01", name="示例二号", region=Region("370503"), tier=Tier.BASIC)
    >>> whole = merge(Register(stations=[ours]), Register(stations=[theirs, ours]))
    >>> [str(station.id) for station in whole.stations]
    ['370502-01', '370503-01']
    >>> import attrs
    >>> merge(whole, Register(stations=[attrs.evolve(ours, site=Site(seats=30))]))
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidDocument: $.stations['370502-01'].site.seats: Failed to parse 30 as seats: expected 24 as in register 1, got 30 in register 2.
    """  # noqa: E501 - a message is one line
    sent = {name: _gathered(name, registers) for name in COLLECTIONS}
    found: list[Problem] = []
    placed: list[tuple[str, str, AnyRecord]] = []
    merged: dict[str, Any] = {}
    for name, by_id in sent.items():
        merged[name] = tuple(variants[0][1] for variants in by_id.values())
        for record_id, (first, *others) in by_id.items():
            path = f"$.{name}['{record_id}']"
            placed.append((path, name, first[1]))
            found.extend(one for other in others for one in _conflicts(path, first, other))
    # what a record of one register names stays there: dangling it can be by a conflict only
    twice = (one for one in integrity_problems(placed) if one.code == "id.duplicate")
    found.extend(twice)
    if found:
        raise InvalidDocument(found)
    return Register(**merged)


def _gathered(name: str, registers: tuple[Register, ...]) -> dict[str, list[_Sent]]:
    """Return the records of one collection by id, each of the different ones once."""
    found: dict[str, list[_Sent]] = {}
    for number, register in enumerate(registers, 1):
        for record in getattr(register, name):
            variants = found.setdefault(record.id, [])
            if all(record != known for _, known in variants):
                variants.append((number, record))
    return found


def _conflicts(path: str, first: _Sent, other: _Sent) -> Iterator[Problem]:
    for one in differences(first[1], other[1]):
        params = {
            "kind": one.path.rpartition(".")[2].partition("[")[0],
            "value": _told(one, one.after),
            "detail": shown(_told(one, one.before)),
            "first": first[0],
            "number": other[0],
        }
        yield Problem(code="merge.conflict", path=f"{path}.{one.path}", params=params)


def _told(where: Difference, value: object) -> object:
    """Return what a message may show of a value: of a record, which may hold anything, nothing."""
    if where.secret:
        return HIDDEN
    if value is None:
        return Sketch("—")
    if isinstance(value, tuple):
        return Sketch("[…]" if value else "[]")
    if isinstance(value, Record) and not hasattr(value, "parse"):
        return Sketch("{…}")
    return str(value) if isinstance(value, str | date | Record) else value
