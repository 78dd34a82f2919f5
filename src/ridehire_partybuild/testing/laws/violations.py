"""Law 22: a requirement can fail without any that has nothing to do with it."""

from datetime import date

from ridehire_partybuild.compliance import assess
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Requirement,
    fields_read,
    judged_check,
    witness_day,
)
from ridehire_partybuild.model import Register

from .broken import hold

__all__ = ["violating_fails_only_that"]


def violating_fails_only_that(
    register: Register, requirement: Requirement, guideline: Guideline, on: date | None = None
) -> None:
    """Law 22: ``register``, drawn from `strategies.violating`, fails that and no unrelated one.

    Unrelated are requirements whose facts share no field of the register with its own. The
    register is judged on ``on``, by default on `witness_day`.
    """
    sentence = "violating(requirement, guideline) fails that requirement and no unrelated one"
    told = assess(register, guideline, witness_day(requirement) if on is None else on)
    failed = {one.requirement for one in told.findings if one.verdict.outcome is Outcome.FAILED}
    facts, rules = guideline.facts, told.rules
    own = fields_read(judged_check(rules[requirement.id]), facts)
    strangers = {
        name
        for name in failed - {requirement.id}
        if not own & fields_read(judged_check(rules[name]), facts)
    }
    true = requirement.id in failed and not strangers
    hold(22, sentence, true=true, shown=(requirement, sorted(strangers), register))
