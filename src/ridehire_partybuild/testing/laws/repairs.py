"""Law 4: what an applied repair does, and that nothing less and nothing earlier does it."""

from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations

import attrs

from ridehire_partybuild.compliance import Assessment, Finding, Repair, assess, repairs
from ridehire_partybuild.guideline import Guideline, Outcome, Requirement, Value
from ridehire_partybuild.guideline.witnesses import witness_day, witnesses
from ridehire_partybuild.model import Register, apply

from .broken import hold

__all__ = ["repairs_are_least", "waiting_cannot_be_cut_short", "witnesses_behave"]

MOST_PARTS = 64
_FIELDS = ("changes", "settles", "holds")


def repairs_are_least(told: Assessment, *, most: int = 6) -> None:
    """Law 4: an applied repair passes, and no proper part of it does.

    ``most`` caps how many failed findings are gone through, and 64 how many parts of a repair.
    """
    failed = [one for one in told.findings if one.verdict.outcome is Outcome.FAILED]
    for finding in failed[:most]:
        alone = _alone(finding, told)
        for repair in repairs(finding, told):
            shown = (finding, repair)
            outcome = _outcome(finding, repair, told, repair.not_before)
            passes = outcome is Outcome.PASSED
            hold(4, "an applied repair passes", true=passes, shown=shown)
            for part, _ in zip(_parts(repair, told), range(MOST_PARTS), strict=False):
                enough = _outcome(finding, part, alone, repair.not_before) is Outcome.PASSED
                hold(4, "no proper part of a repair passes", true=not enough, shown=(part, *shown))


def waiting_cannot_be_cut_short(told: Assessment, finding: Finding, on: date) -> None:
    """Law 4: what cannot be repaired today names the earliest date it can turn.

    On ``on``, before that date, the finding does not pass, though the sessions that the repair
    asks for were held by then, and all that it changes were changed. That nothing else would make
    it pass sooner is as certain as the search of `repairs` is complete: it tries 1,500 combinations
    for the day itself and 200 for each later one.
    """
    for repair in repairs(finding, told):
        if told.on <= on < repair.not_before:
            early = _outcome(finding, repair, told, on) is Outcome.PASSED
            sentence = "what cannot be repaired names the earliest date it can turn"
            hold(4, sentence, true=not early, shown=(finding, repair, on))


def witnesses_behave(requirement: Requirement, guideline: Guideline) -> None:
    """Law 4: the passing witness of a requirement passes, and the failing witness fails.

    Raises:
        UnusableRule: the requirement has no such witnesses.
    """
    on = witness_day(requirement)
    wanted = (Outcome.PASSED, Outcome.FAILED)
    for register, outcome in zip(witnesses(requirement, guideline), wanted, strict=True):
        told = assess(register, guideline, on)
        found = [one.verdict.outcome for one in told.findings if one.requirement == requirement.id]
        first = found[0] if found else None
        sentence = "witnesses pass and fail as they say"
        hold(4, sentence, true=first is outcome, shown=(requirement, register, first))


def _outcome(finding: Finding, repair: Repair, told: Assessment, on: date) -> Outcome | None:
    # of what was not known yet nothing counts, on whatever day
    base = told.register if told.known >= told.on else told.evidence
    register: Register = apply(repair, base)
    after = assess(register, told.guideline, on, profile=told.profile).findings
    return next((one.verdict.outcome for one in after if one.id == finding.id), None)


def _alone(finding: Finding, told: Assessment) -> Assessment:
    """Return the same by the one requirement: there are many parts, and no other has a say."""
    own = tuple(one for one in told.tailored.requirements if one.id == finding.requirement)
    rule = attrs.evolve(told.tailored, requirements=own)
    return assess(told.register, rule, told.on, known=told.known)


def _parts(repair: Repair, told: Assessment) -> Iterator[Repair]:
    """Yield what is less than a repair: fewer facts, then lists with a word left as it was."""
    items = [(field, name) for field in _FIELDS for name in getattr(repair, field)]
    sizes = range(len(items) - 1, -1, -1)
    for kept in chain.from_iterable(combinations(items, size) for size in sizes):
        parts = {field: _only(repair, field, kept) for field in _FIELDS}
        yield attrs.evolve(repair, **parts)  # type: ignore[arg-type]
    readings = told.readings(repair.subject)
    for name, value in repair.changes.items():
        for less in _nearer(readings.of(name).value, value):
            yield attrs.evolve(repair, changes={**repair.changes, name: less})


def _only(repair: Repair, field: str, kept: tuple[tuple[str, str], ...]) -> dict[str, Value]:
    return {name: value for name, value in getattr(repair, field).items() if (field, name) in kept}


def _nearer(current: Value | None, value: Value) -> Iterator[Value]:
    if isinstance(current, tuple) and isinstance(value, tuple):
        for word in set(current) ^ set(value):
            yield tuple(sorted(set(value) ^ {word}))
