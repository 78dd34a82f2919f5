"""Registers turned step by step, until no requirement stands as it should not."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

import attrs

from ridehire_partybuild.compliance import Assessment, Finding, assess
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Requirement,
    fields_read,
    judged_check,
)
from ridehire_partybuild.guideline.witnesses import turned
from ridehire_partybuild.model import Register

__all__ = ["FAILED", "OPEN_OR_FAILED", "Case"]

FAILED = frozenset({Outcome.FAILED})
OPEN_OR_FAILED = frozenset({Outcome.FAILED, Outcome.CANT_TELL})
MOST_STEPS, MOST_WAYS = 1000, 6
"""So many alterations are made before a register is given up, each chosen among so many."""


Strangers = tuple[Finding, ...]
Step = tuple[Register, Strangers]
Key = tuple[str, str]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case:
    """A requirement that is to come out in one way, and the rules among which it does.

    Attributes:
        guideline: The rules.
        on: The day.
        requirement: The requirement; None: it is about all of them.
        outcome: How it is to come out.
        refused: How no other may come out that has nothing to do with it.
        keeps: Tells whether a register is still what it was to be.
    """

    guideline: Guideline
    on: date
    requirement: Requirement | None = None
    outcome: Outcome = Outcome.FAILED
    refused: frozenset[Outcome] = FAILED
    keeps: Callable[[Register], bool] = lambda _: True

    def told(self, register: Register) -> Assessment:
        """Return where a register stands."""
        return assess(register, self.guideline, self.on)

    def holds(self, told: Assessment) -> bool:
        """Tell whether the requirement comes out as it is to."""
        one = self.requirement
        return one is None or any(
            found.requirement == one.id and found.verdict.outcome is self.outcome
            for found in told.findings
        )

    def strangers(self, told: Assessment) -> Strangers:
        """Return what comes out as it may not, by rules without a field of the requirement's."""
        facts = self.guideline.facts
        bad = tuple(one for one in told.findings if one.verdict.outcome in self.refused)
        if self.requirement is None:
            return bad
        own = fields_read(judged_check(self.requirement), facts)
        apart = {
            name
            for name in {one.requirement for one in bad}
            if not own & fields_read(judged_check(told.rules[name]), facts)
        }
        return tuple(one for one in bad if one.requirement in apart)

    def alone(self, register: Register) -> Register | None:
        """Return the register with all that it takes for no stranger to be; None: not found."""
        found, strangers = self.settled(register)
        return None if strangers else found

    def settled(self, register: Register) -> Step:
        """Return the register with what it takes for no stranger to be, and those that remain."""
        strangers, forced = self.strangers(self.told(register)), set[Key]()
        for _ in range(MOST_STEPS):
            if not strangers:
                break
            better = next(self._better(register, strangers), None)
            if better is None:
                better = next(self._forced(register, strangers, forced), None)
            if better is None:
                break
            register, strangers = better
        return register, strangers

    def _better(self, register: Register, strangers: Strangers) -> Iterator[Step]:
        """Yield registers with fewer strangers, and these."""
        for one in strangers:
            for other, left in islice(self._turned(one, register), MOST_WAYS):
                if len(left) < len(strangers):
                    yield other, left

    def _forced(self, register: Register, strangers: Strangers, forced: set[Key]) -> Iterator[Step]:
        """Yield registers in which a stranger has become none, though others have come: each once.

        Where sessions are held their attendance is asked for, of which nobody spoke before.
        """
        for one in strangers:
            at = one.subject, one.requirement
            if at not in forced:
                forced.add(at)
                yield from (
                    (other, left)
                    for other, left in islice(self._turned(one, register), MOST_WAYS)
                    if at not in {(each.subject, each.requirement) for each in left}
                )

    def _turned(self, one: Finding, register: Register) -> Iterator[Step]:
        rule = self.guideline.requirement(one.requirement, self.on)
        for other in turned(one.subject, register, rule, self.guideline, self.on):
            told = self.told(other)
            if self.holds(told) and self.keeps(other):
                yield other, self.strangers(told)
