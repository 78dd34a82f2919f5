"""Registers that pass every requirement, as far as it applies."""

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from ridehire_partybuild.guideline import (
    Guideline,
    Value,
    evaluate,
    fact_name,
    judged_check,
    readings_of,
    walked,
)
from ridehire_partybuild.guideline.alterations import Occasion, put, records_for
from ridehire_partybuild.guideline.witnesses import satisfying_day
from ridehire_partybuild.guideline.writers import writer_of
from ridehire_partybuild.model import Register, SubjectFile
from ridehire_partybuild.values import SubjectKind

from .layouts import LAYOUTS, Layouts, layouts_of
from .nearby import others
from .turning import OPEN_OR_FAILED

__all__ = ["satisfying", "satisfying_day", "varied"]

MOST_CHANGES, MOST_SUBJECTS = 6, 8


def satisfying(guideline: Guideline, *, on: date | None = None) -> st.SearchStrategy[Register]:
    """Return registers that pass all requirements in force; what does not apply is inapplicable.

    None fails and none is left open. There is a subject of every kind that the guideline judges,
    and what it takes for the others: a city has stations in its other counties. Facts that may be
    otherwise are, and some registers hold more stations, branches or actors. They are to be judged
    on `satisfying_day`.

    Args:
        guideline: The guideline, with its facts.
        on: Another day.

    Raises:
        UnusableRule: there is none, as far as could be found.

    >>> from hypothesis import Phase, find, settings
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> rules = reference_guideline()
    >>> first = settings(phases=[Phase.generate])
    >>> register = find(satisfying(rules), lambda register: True, settings=first)
    >>> found = assess(register, rules, satisfying_day(rules)).findings
    >>> sorted({str(one.verdict.outcome) for one in found})
    ['inapplicable', 'passed']
    """
    day = satisfying_day(guideline) if on is None else on
    layouts = layouts_of(guideline, day)
    layouts.least()
    return varied(layouts)


@st.composite
def varied(draw: st.DrawFn, layouts: Layouts) -> Register:
    """Return a register of some layout in which facts are otherwise, as far as all still pass."""
    register = layouts.of(draw(st.integers(0, len(LAYOUTS) - 1)))
    register = layouts.least() if register is None else register
    names = _names(layouts)
    subjects = [one for one in register.subjects if names.get(one[0])][:MOST_SUBJECTS]
    if not subjects:
        return register
    kind, subject = draw(st.sampled_from(subjects))
    file, catalogue = register.of(subject), layouts.guideline.facts
    now = readings_of(file, layouts.on, catalogue)
    assigned: dict[str, Value] = {}
    for name in draw(st.lists(st.sampled_from(names[kind]), max_size=MOST_CHANGES, unique=True)):
        fact = catalogue[name]
        assigned[name] = draw(st.sampled_from(others(fact, now.of(name).value, layouts.on)))
    return _changed(register, file, assigned, layouts)


def _changed(
    register: Register, file: SubjectFile, assigned: Mapping[str, Value], layouts: Layouts
) -> Register:
    """Return the register with facts as assigned; if not all still pass then, with half of them."""
    occasion = Occasion(on=layouts.on, day=layouts.on, facts=layouts.guideline.facts)
    left = list(assigned)
    while left:
        few = {name: assigned[name] for name in left}
        other = put(records_for(file, few, occasion), register)
        if _passes(other, file.id, layouts):
            return other
        left = left[: len(left) // 2]
    return register


def _names(layouts: Layouts) -> dict[SubjectKind, list[str]]:
    """Return what can be otherwise: facts that are asked for, and those that a record holds."""
    facts = layouts.guideline.facts
    rules = layouts.guideline.in_force(layouts.on).requirements
    parts = (part for one in rules for _, _, part in walked(judged_check(one)))
    asked = {name for part in parts if (name := fact_name(part)) is not None}
    return {
        kind: sorted(
            one.name
            for one in facts.of(kind)
            if not one.computed and (one.name in asked or writer_of(one))
        )
        for kind in SubjectKind
    }


def _passes(register: Register, subject: str, layouts: Layouts) -> bool:
    """Tell whether a subject passes still, and the cities, by the plain meaning of each check."""
    rules, on = layouts.guideline, layouts.on
    judged = [(k, one) for k, one in register.subjects if one == subject or k is SubjectKind.CITY]
    for kind, one in judged:
        readings = readings_of(register.of(one), on, rules.facts)
        for rule in rules.in_force(on).requirements:
            if rule.subject is kind:
                known = readings.from_(rules.in_force_since(rule.id, on))
                if evaluate(judged_check(rule), known).outcome in OPEN_OR_FAILED:
                    return False
    return True
