"""Law 22: a requirement can fail, or be open, without any that has nothing to do with it."""

from collections.abc import Iterable
from datetime import date

from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Requirement,
    fields_read,
    judged_check,
    witness_day,
)
from ridehire_partybuild.guideline.witnesses import satisfying_day
from ridehire_partybuild.model import Register

from .broken import hold

__all__ = [
    "satisfying_passes_all",
    "undecided_leaves_only_that_open",
    "violating_fails_only_that",
]


def satisfying_passes_all(register: Register, guideline: Guideline, on: date | None = None) -> None:
    """Law 22: ``register``, drawn from `strategies.satisfying`, fails nothing, leaves nothing open.

    It has a subject of every kind that there are requirements for. It is judged on ``on``, by
    default on `strategies.satisfying_day`.
    """
    sentence = "satisfying(guideline) passes every requirement, or is not asked"
    day = satisfying_day(guideline) if on is None else on
    told = assess(register, guideline, day)
    for one in told.findings:
        passes = one.verdict.outcome in {Outcome.PASSED, Outcome.INAPPLICABLE}
        hold(22, sentence, true=passes, shown=(one, register))
    asked = {one.subject for one in guideline.in_force(day).requirements}
    lacking = asked - {kind for kind, _ in register.subjects}
    sentence = "satisfying(guideline) has a subject of every kind that is judged"
    hold(22, sentence, true=not lacking, shown=(sorted(lacking), register))


def undecided_leaves_only_that_open(
    register: Register, requirement: Requirement, guideline: Guideline, on: date | None = None
) -> None:
    """Law 22: ``register``, drawn from `strategies.undecided`, leaves that one open.

    And it fails or leaves open no requirement whose facts share no field of the register with it.
    The register is judged on ``on``, by default on `witness_day`.
    """
    sentence = "undecided(requirement, guideline) leaves that requirement open"
    told = assess(register, guideline, witness_day(requirement) if on is None else on)
    open_ = _names(told, {Outcome.CANT_TELL})
    hold(22, sentence, true=requirement.id in open_, shown=(requirement, register))
    strangers = _strangers(requirement, told, open_ | _names(told, {Outcome.FAILED}))
    sentence = (
        "undecided(requirement, guideline) fails no unrelated requirement, nor leaves it open"
    )
    hold(22, sentence, true=not strangers, shown=(requirement, strangers, register))


def violating_fails_only_that(
    register: Register, requirement: Requirement, guideline: Guideline, on: date | None = None
) -> None:
    """Law 22: ``register``, drawn from `strategies.violating`, fails that and no unrelated one.

    Unrelated are requirements whose facts share no field of the register with its own. The
    register is judged on ``on``, by default on `witness_day`.
    """
    sentence = "violating(requirement, guideline) fails that requirement and no unrelated one"
    told = assess(register, guideline, witness_day(requirement) if on is None else on)
    failed = _names(told, {Outcome.FAILED})
    strangers = _strangers(requirement, told, failed)
    true = requirement.id in failed and not strangers
    hold(22, sentence, true=true, shown=(requirement, strangers, register))


def _names(told: Assessment, outcomes: set[Outcome]) -> set[str]:
    return {one.requirement for one in told.findings if one.verdict.outcome in outcomes}


def _strangers(requirement: Requirement, told: Assessment, names: Iterable[str]) -> list[str]:
    """Return those of some requirements that share no field with this one."""
    facts, rules = told.guideline.facts, told.rules
    own = fields_read(judged_check(rules[requirement.id]), facts)
    others = sorted(set(names) - {requirement.id})
    return [one for one in others if not own & fields_read(judged_check(rules[one]), facts)]
