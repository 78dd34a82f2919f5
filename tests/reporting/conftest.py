"""What every report has to hold: its figures rest on the records that they name, and no others."""

from collections.abc import Callable, Iterable

import pytest

from ridehire_partybuild import Figure, Region, Register
from ridehire_partybuild.model import COLLECTIONS, AnyRecord
from ridehire_partybuild.values import Id

Figures = Callable[[Register], Iterable[Figure]]


def _all(register: Register) -> dict[str, AnyRecord]:
    return {one.id: one for name in COLLECTIONS for one in getattr(register, name)}


def _named(register: Register, record: AnyRecord) -> Iterable[Id]:
    """Return what a record refers to; a city is its stations."""
    for _, named, _ in record.references():
        if named in register:
            yield named
        else:
            city = Region(str(named))
            yield from (one.id for one in register.stations if one.region.prefecture == city)


def cut_to(register: Register, sources: Iterable[Id]) -> Register:
    """Return a register without the other records of the kinds of ``sources``.

    What the sources refer to stays, and what refers to something that is gone goes with it.
    """
    records = _all(register)
    kept: set[str] = set()
    waiting = [str(one) for one in sources if one in records]
    kinds = {type(records[one]) for one in waiting}
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += _named(register, records[name])
    gone = {name for name, one in records.items() if type(one) in kinds and name not in kept}
    while True:
        left = {
            name: one
            for name, one in records.items()
            if name not in gone and gone.isdisjoint(_named(register, one))
        }
        if len(left) + len(gone) == len(records):
            break
        gone = set(records) - set(left)
    return Register(
        **{name: [one for one in getattr(register, name) if one.id in left] for name in COLLECTIONS}
    )


def _same(one: Figure) -> tuple[object, ...]:
    return one.name, one.by, one.of, one.low, one.high, one.sample, one.sources, one.unknown


def check(make: Figures, register: Register) -> None:
    """Every source is on record, and a figure is the same where nothing else of its kinds is.

    A figure that names no source is told to rest on nothing: nothing is taken away then. What is
    withheld names none, for their number would tell it; and among fewer people more is withheld.
    """
    records = _all(register)
    for one in make(register):
        assert set(one.sources) <= set(records)
        for name in one.unknown:
            assert name.rpartition(".")[0] in records or not getattr(register, name)
        if one.suppressed or not one.sources:
            continue
        told = {(two.name, two.by, two.of): two for two in make(cut_to(register, one.sources))}
        alone = told[one.name, one.by, one.of]
        assert alone.suppressed or _same(alone) == _same(one)


@pytest.fixture(scope="session")
def traced() -> Callable[[Figures, Register], None]:
    """Return what checks that figures rest on their sources."""
    return check
