"""Registers that leave one requirement open, and nothing that has nothing to do with it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.errors import Problem, UnusableRule
from ridehire_partybuild.guideline import (
    Fact,
    Guideline,
    Held,
    Outcome,
    Requirement,
    Value,
    fact_name,
    fields_read,
    judged_check,
    readings_of,
    walked,
    witness_day,
)
from ridehire_partybuild.model import Observation, Register, SubjectFile
from ridehire_partybuild.values import made_id

from .layouts import LAYOUTS, Layouts, layouts_of
from .nearby import others
from .satisfying import varied
from .turning import OPEN_OR_FAILED, Case

__all__ = ["undecided"]

ONE_DAY = timedelta(days=1)
MOST_SUBJECTS = 2


def undecided(
    requirement: Requirement, guideline: Guideline, *, on: date | None = None
) -> st.SearchStrategy[Register]:
    """Return registers that leave a requirement open: nobody can tell whether it is met.

    What it rests on was never written down or seen, was seen too long ago, or twice on one day and
    otherwise. Of the requirements whose facts share no field with it, none fails and none is open.
    They are to be judged on ``witness_day(requirement)``.

    Args:
        requirement: An edition of a requirement of the guideline.
        guideline: The guideline, for its parameters, editions and facts, and its other rules.
        on: Another day on which the edition holds.

    Raises:
        UnusableRule: there is none, as far as could be found: of what follows from other records
            it is always known what it is.

    >>> from hypothesis import Phase, find, settings
    >>> from ridehire_partybuild import reference_guideline
    >>> rules = reference_guideline()
    >>> rule = next(one for one in rules.requirements if one.id == "area")
    >>> first = settings(phases=[Phase.generate])
    >>> register = find(undecided(rule, rules), lambda register: True, settings=first)
    >>> register.stations[0].site.area_m2 is None
    True
    """
    day = witness_day(requirement) if on is None else on
    case = Case(
        guideline=guideline,
        on=day,
        requirement=requirement,
        outcome=Outcome.CANT_TELL,
        refused=OPEN_OR_FAILED,
    )
    layouts = _layouts(case, requirement)
    ways = tuple(_ways(requirement, guideline))
    bases = (one for one in map(layouts.of, range(len(LAYOUTS))) if one is not None)
    made = (one for base in bases for way in ways for one in _made(base, way, case))
    plain = next(made, None)
    if plain is None:
        params = {"kind": "check", "value": str(requirement.id)}
        raise UnusableRule([Problem(code="rule.never_open", params=params)])
    return _any(_Open(layouts, ways, case, plain))


Way = tuple[str, tuple[str, ...]]
"""How facts, or counts of sessions, are not to be known, and their names."""


@attrs.frozen(eq=False, repr=False)
class _Open:
    layouts: Layouts
    ways: Sequence[Way]
    case: Case
    plain: Register


@st.composite
def _any(draw: st.DrawFn, of: _Open) -> Register:
    if not draw(st.booleans()):
        return of.plain
    register, way = draw(varied(of.layouts)), draw(st.sampled_from(of.ways))
    return next(_made(register, way, of.case), of.plain)


def _layouts(case: Case, requirement: Requirement) -> Layouts:
    """Return registers in which all is passed, or, where there is none, all that is unrelated."""
    layouts = layouts_of(case.guideline, case.on)
    try:
        layouts.least()
    except UnusableRule:
        facts = case.guideline.facts
        own = fields_read(judged_check(requirement), facts)
        rules = case.guideline.requirements
        apart = [one for one in rules if not own & fields_read(judged_check(one), facts)]
        rest = attrs.evolve(case.guideline, requirements=tuple(apart), profiles=())
        layouts = Layouts(guideline=rest, on=case.on, besides=frozenset({requirement.subject}))
    return layouts


def _ways(requirement: Requirement, guideline: Guideline) -> Iterator[Way]:
    parts = [part for _, _, part in walked(judged_check(requirement))]
    named = (fact_name(one) for one in parts)
    names = tuple(dict.fromkeys(name for name in named if name is not None))
    seen = tuple(name for name in names if not guideline.facts[name].computed)
    held = tuple(dict.fromkeys(one.held.value for one in parts if isinstance(one, Held)))
    yield "missing", (*names, *held)
    for how in ("missing", "expired", "conflicting"):
        yield from ((how, (name,)) for name in seen)
    yield from (("missing", (name,)) for name in held)


def _made(register: Register, way: Way, case: Case) -> Iterator[Register]:
    """Yield the register in which something of somebody is not known, if that is right."""
    how, names = way
    kind = None if case.requirement is None else case.requirement.subject
    for subject in [one for of, one in register.subjects if of is kind][:MOST_SUBJECTS]:
        made = register
        for name in names:
            made = _unknown(made, subject, name, how, case)
        told = case.told(made)
        if case.holds(told) and not case.strangers(told):
            yield made


def _unknown(register: Register, subject: str, name: str, how: str, case: Case) -> Register:
    fact = case.guideline.facts.get(name)
    file = register.of(subject)
    if fact is None:
        return _without_sessions(register, file, name)
    now = readings_of(file, case.on, case.guideline.facts).of(name).value
    dropped = [one.id for one in file.observations if one.fact == name]
    register = _without(register, dropped)
    if how != "missing":
        return register.with_(*_seen(fact, subject, now, how, case.on))
    record: Any = file.record
    for path in fact.reads:
        record = None if record is None else _blanked(record, path)
    return register if record is None else register.with_(record)


def _seen(fact: Fact, subject: str, now: Value | None, how: str, on: date) -> Iterator[Observation]:
    """Yield an observation that is too old, or two of one day that say different things."""
    values = [one for one in (now, *others(fact, now, on)) if one is not None]
    first = values[0]
    second = next((one for one in values if one != first), first)
    collected = on - 60 * ONE_DAY if how == "expired" else on
    for number, value in enumerate([first] if how == "expired" else [first, second]):
        yield Observation(
            id=made_id("undecided", subject, fact.name, number),
            subject=subject,
            fact=fact.name,
            value=value.isoformat() if isinstance(value, date) else value,
            method=fact.method,
            collected_on=collected,
            expires_on=on - ONE_DAY if how == "expired" else None,
        )


def _without(register: Register, ids: Iterable[str]) -> Register:
    for one in ids:
        register = register.without(one)
    return register


def _without_sessions(register: Register, file: SubjectFile, kind: str) -> Register:
    """Return the register without its sessions of a kind: nobody says that it has them all."""
    register = _without(register, [one.id for one in file.sessions if one.kind.value == kind])
    own = () if file.record is None else (file.record,)
    owners: tuple[Any, ...] = (*file.stations, *file.branches, *file.actors, *own)
    return register.with_(*(attrs.evolve(one, records_since=None) for one in owners))


def _blanked(record: Any, path: str) -> Any:
    """Return a record without the value of a field, if it may lack, or without those within it."""
    name, _, rest = path.partition(".")
    value = getattr(record, name, None)
    if value is None:
        return record
    with suppress(ValueError):
        return attrs.evolve(record, **{name: _blanked(value, rest) if rest else None})
    for field in attrs.fields(type(value)) if attrs.has(type(value)) else ():
        value = _blanked(value, field.name)
    return attrs.evolve(record, **{name: value})
