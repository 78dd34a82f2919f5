"""Registers that fail one requirement, and none that has nothing to do with it."""

from datetime import date

from hypothesis import strategies as st

from ridehire_partybuild.errors import Problem, UnusableRule
from ridehire_partybuild.guideline import Guideline, Requirement, witness_day
from ridehire_partybuild.guideline.witnesses import failing
from ridehire_partybuild.model import Register

from .turning import Case

__all__ = ["violating"]


def violating(
    requirement: Requirement, guideline: Guideline, *, on: date | None = None
) -> st.SearchStrategy[Register]:
    """Return registers that fail a requirement, and none whose facts share no field with it.

    They are the smallest that fail it, each in another way, and what it takes for the others: a
    city has stations in its other counties, so that it does not lack them. They are to be judged
    on ``witness_day(requirement)``.

    Args:
        requirement: An edition of a requirement of the guideline.
        guideline: The guideline, for its parameters, editions and facts, and its other rules.
        on: Another day on which the edition holds.

    Raises:
        UnusableRule: there is none, as far as could be found.

    >>> from ridehire_partybuild import reference_guideline
    >>> from hypothesis import find
    >>> rules = reference_guideline()
    >>> rule = next(one for one in rules.requirements if one.id == "area")
    >>> find(violating(rule, rules), lambda register: True).stations[0].site.area_m2
    Decimal('11')
    """
    day = witness_day(requirement) if on is None else on
    case = Case(guideline=guideline, on=day, requirement=requirement)
    ways = failing(requirement, guideline, case.on)
    alone = [register for register in map(case.alone, ways) if register is not None]
    if not alone:
        others = {str(one.requirement) for way in ways for one in case.strangers(case.told(way))}
        told = ", ".join(sorted(others))
        params = {"kind": "check", "value": str(requirement.id), "others": told}
        code = "rule.never_fails_alone" if ways else "rule.never_fails"
        raise UnusableRule([Problem(code=code, params=params)])
    return st.sampled_from(alone)
