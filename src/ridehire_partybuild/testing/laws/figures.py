"""Law 23: every figure is traceable to its records, and shows nobody."""

from collections.abc import Callable, Iterable

from ridehire_partybuild.model import COLLECTIONS, AnyRecord, Register
from ridehire_partybuild.reporting import Figure, FigureUnit
from ridehire_partybuild.values import Id, Region

from .broken import hold

__all__ = ["OF_PEOPLE", "figures_are_traceable", "figures_rest_on_their_records"]

Make = Callable[[Register], Iterable[Figure]]

OF_PEOPLE = frozenset({
    "appeals.answered", "appeals.closed", "appeals.forwarded_in_time", "appeals.hours_to_answer",
    "appeals.received", "appeals.satisfied", "appeals.waiting", "assistance.beneficiaries",
    "books.lent", "coverage.drivers_served", "feedback.respondents", "feedback.satisfied",
    "pledges.identity_shown", "pledges.kept", "pledges.made", "sessions.participants",
})  # fmt: skip
"""The figures behind whose records stand people: less than three of them are never shown."""

LEAST = 3
_NUMBERS = frozenset({FigureUnit.COUNT, FigureUnit.PEOPLE, FigureUnit.VOLUMES})


def figures_are_traceable(figures: Iterable[Figure], register: Register) -> None:
    """Law 23: the figures of a report name what they rest on, on record, and what is not known.

    A figure that is more than nothing rests on records of the register (a city by its code), or
    says what is not known; one that is no single number says so, too. What is withheld names
    neither, and no number, mean or share of fewer than three people is shown.
    """
    there = {*_records(register), *(str(one) for _, one in register.subjects)}
    for one in figures:
        shown = (one, one.sources, one.unknown)
        hold(
            23,
            "the sources of a figure are ids of records of the register",
            true=there.issuperset(one.sources),
            shown=shown,
        )
        hold(
            23,
            "what is not known is a field of a record of the register, of a collection of it where"
            " the record would tell of people, or a collection that is empty",
            true=all(_is_there(name, there, register) for name in one.unknown),
            shown=shown,
        )
        hold(
            23,
            "a figure that is more than nothing rests on records, or says what is not known",
            true=not (one.low or one.high) or bool(one.sources or one.unknown),
            shown=shown,
        )
        hold(
            23,
            "a figure that rests on unknown facts says so",
            true=one.is_known or one.suppressed or one.sample == 0 or not one.sources
            or bool(one.unknown),
            shown=shown,
        )  # fmt: skip
        hold(
            23,
            "what is withheld tells neither how much it is nor what it rests on",
            true=not one.suppressed or _is_silent(one),
            shown=shown,
        )
        hold(
            23,
            "no figure of fewer than three people is shown",
            true=one.name not in OF_PEOPLE or one.suppressed or _is_of_enough(one),
            shown=shown,
        )


def _is_silent(one: Figure) -> bool:
    return {one.low, one.high, one.sample} == {None} and not (one.sources or one.unknown)


def _is_there(name: str, there: Iterable[str], register: Register) -> bool:
    record, _, field = name.rpartition(".")
    if record in COLLECTIONS:
        return bool(getattr(register, record))
    # ids and requirements may have dots of their own
    is_of_one = any(name[:at] in there for at, char in enumerate(name) if char == ".")
    return is_of_one or (field in COLLECTIONS and not getattr(register, field))


def _is_of_enough(one: Figure) -> bool:
    """Tell whether three people at least stand behind what is shown; that nobody does, may be."""
    if one.sample is not None:
        return one.sample == 0 or one.sample >= LEAST
    if not one.sources or one.unit not in _NUMBERS:
        return True
    return (not one.low or one.low >= LEAST) and (one.high is None or one.high >= LEAST)


def figures_rest_on_their_records(make: Make, register: Register) -> None:
    """Law 23: a figure is the same where nothing else of the kinds of its sources is on record.

    A figure that names no source is told to rest on nothing: nothing is taken away then. What is
    withheld names none, for their number would tell it; and among fewer people more is withheld.

    Args:
        make: What makes figures of a register.
        register: The register.
    """
    told = tuple(make(register))
    figures_are_traceable(told, register)
    for one in told:
        if one.suppressed or not one.sources:
            continue
        cut = {(two.name, two.by, two.of): two for two in make(_cut_to(register, one.sources))}
        alone = cut.get((one.name, one.by, one.of))
        hold(
            23,
            "a figure rests on the records that it names, and on no others of their kinds",
            true=alone is not None and (alone.suppressed or _same(alone) == _same(one)),
            shown=(one, alone, one.sources),
        )


def _same(one: Figure) -> tuple[object, ...]:
    return one.name, one.by, one.of, one.low, one.high, one.sample, one.sources, one.unknown


def _records(register: Register) -> dict[str, AnyRecord]:
    return {one.id: one for name in COLLECTIONS for one in getattr(register, name)}


def _named(register: Register, record: AnyRecord) -> Iterable[Id]:
    """Return what a record refers to; a city is its stations."""
    for _, named, _ in record.references():
        if named in register:
            yield named
        else:
            city = Region(str(named))
            yield from (one.id for one in register.stations if one.region.prefecture == city)


def _cut_to(register: Register, sources: Iterable[Id]) -> Register:
    """Return a register without the other records of the kinds of ``sources``.

    What the sources refer to stays, and what refers to something that is gone goes with it.
    """
    records = _records(register)
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
