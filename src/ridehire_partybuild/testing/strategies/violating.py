"""Registers that fail one requirement, and none that has nothing to do with it."""

from collections.abc import Iterator
from datetime import date

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.compliance import Assessment, Finding, assess
from ridehire_partybuild.errors import Problem, UnusableRule
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Requirement,
    fields_read,
    judged_check,
    witness_day,
)
from ridehire_partybuild.guideline.witnesses import failing, turned
from ridehire_partybuild.model import Register

__all__ = ["violating"]

MOST_STEPS = 100
"""So many alterations are tried before a register is given up."""


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
    case = _Case(requirement, guideline, witness_day(requirement) if on is None else on)
    ways = failing(requirement, guideline, case.on)
    alone = [register for register in map(case.alone, ways) if register is not None]
    if not alone:
        others = {str(one.requirement) for way in ways for one in case.strangers(case.told(way))}
        told = ", ".join(sorted(others))
        params = {"kind": "check", "value": str(requirement.id), "others": told}
        code = "rule.never_fails_alone" if ways else "rule.never_fails"
        raise UnusableRule([Problem(code=code, params=params)])
    return st.sampled_from(alone)


@attrs.frozen(eq=False)
class _Case:
    """A requirement that is to fail, with the rules among which it does."""

    requirement: Requirement
    guideline: Guideline
    on: date

    def told(self, register: Register) -> Assessment:
        """Return where a register stands."""
        return assess(register, self.guideline, self.on)

    def fails(self, told: Assessment) -> bool:
        """Tell whether the requirement fails."""
        return any(one.requirement == self.requirement.id for one in _failed(told))

    def strangers(self, told: Assessment) -> tuple[Finding, ...]:
        """Return the failed findings whose rules have no field in common with the requirement."""
        facts = self.guideline.facts
        own = fields_read(judged_check(self.requirement), facts)
        return tuple(
            one
            for one in _failed(told)
            if not own & fields_read(judged_check(told.rules[one.requirement]), facts)
        )

    def alone(self, register: Register) -> Register | None:
        """Return the register with all that it takes for no stranger to fail; None: not found."""
        strangers = self.strangers(self.told(register))
        for _ in range(MOST_STEPS):
            if not strangers:
                return register
            better = next(self._better(register, strangers), None)
            if better is None:
                return None
            register, strangers = better
        return None

    def _better(
        self, register: Register, strangers: tuple[Finding, ...]
    ) -> Iterator[tuple[Register, tuple[Finding, ...]]]:
        """Yield registers in which fewer strangers fail, with those that do."""
        editions = {one.requirement: self._edition(one) for one in strangers}
        for one in strangers:
            rule = editions[one.requirement]
            for other in turned(one.subject, register, rule, self.guideline, self.on):
                told = self.told(other)
                left = self.strangers(told)
                if self.fails(told) and len(left) < len(strangers):
                    yield other, left

    def _edition(self, finding: Finding) -> Requirement:
        return self.guideline.requirement(finding.requirement, self.on)


def _failed(told: Assessment) -> Iterator[Finding]:
    return (one for one in told.findings if one.verdict.outcome is Outcome.FAILED)
