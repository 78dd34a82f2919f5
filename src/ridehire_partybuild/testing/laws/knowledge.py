"""Laws 2 and 3: what is known moves verdicts one way, and verdicts say on what they rest."""

from datetime import date

from ridehire_partybuild.compliance import Assessment, assess, compiled
from ridehire_partybuild.guideline import (
    Check,
    Guideline,
    Outcome,
    Readings,
    Reason,
    evaluate,
    judged_check,
)
from ridehire_partybuild.model import Observation, Register

from .broken import hold

__all__ = [
    "assessment_is_total",
    "because_reproduces",
    "clocks_agree",
    "compiled_is_plain",
    "disagreement_is_conflict",
    "findings_are_plain",
    "knowledge_moves_only_cant_tell",
    "only_open_verdicts_move",
]


def knowledge_moves_only_cant_tell(check: Check, less: Readings, more: Readings) -> None:
    """Law 2: what is newly known moves only CANT_TELL; ``more`` is ``less`` with values added."""
    before, after = evaluate(check, less), evaluate(check, more)
    stays = before.outcome is Outcome.CANT_TELL or before.outcome is after.outcome
    hold(
        2,
        "giving a value to a fact that was not known moves only CANT_TELL",
        true=stays,
        shown=(check, less, more),
    )


def only_open_verdicts_move(before: Assessment, after: Assessment) -> None:
    """Law 2 on registers: ``after`` knows declared values that ``before`` did not, and no less."""
    for old, new in zip(before.findings, after.findings, strict=True):
        became_known = old.verdict.outcome is Outcome.CANT_TELL
        conflict = new.verdict.reason is Reason.CONFLICTING
        hold(
            2,
            "giving a value to a fact that was not known moves only CANT_TELL",
            true=became_known or conflict or old.verdict.outcome is new.verdict.outcome,
            shown=(old, new),
        )


def disagreement_is_conflict(before: Assessment, observation: Observation) -> None:
    """Law 2, second half: one more observation of the same newest day, and disagreeing.

    ``observation`` must speak of a fact whose newest observation in ``before`` is of that day.
    """
    after = assess(before.register.with_(observation), before.guideline, before.on)
    for old, new in zip(before.findings, after.findings, strict=True):
        moved = new.verdict.outcome is not old.verdict.outcome
        conflict = (new.verdict.outcome, new.verdict.reason) == (
            Outcome.CANT_TELL,
            Reason.CONFLICTING,
        )
        hold(
            2,
            "a disagreeing observation of the same newest day moves a verdict only to "
            "CANT_TELL(conflicting)",
            true=not moved or conflict,
            shown=(old, new),
        )


def assessment_is_total(register: Register, guideline: Guideline, on: date) -> Assessment:
    """`assess` never raises, and judges every open or closed subject by every rule of its kind."""
    told = assess(register, guideline, on)
    rules = guideline.in_force(on).requirements
    wanted = sum(1 for kind, _ in register.subjects for rule in rules if rule.subject is kind)
    hold(
        2,
        "assess never raises for a register's shortcomings",
        true=len(told.findings) == wanted,
        shown=register,
    )
    return told


def clocks_agree(register: Register, guideline: Guideline, on: date, known: date) -> None:
    """Law 2, with both clocks: what came to be known later is as if it were not on record."""
    then = assess(register, guideline, on, known=known)
    cut_back = assess(register.as_of(known), guideline, on)
    hold(
        2,
        "assess(r, g, d, known=k) finds the same as assess(r.as_of(k), g, d)",
        true=then.findings == cut_back.findings,
        shown=(on, known, register),
    )


def because_reproduces(check: Check, readings: Readings) -> None:
    """Law 3: the facts in ``because``, with everything else not known, give the same verdict."""
    whole = evaluate(check, readings)
    alone = evaluate(check, readings.only(whole.because))
    same = (whole.outcome, whole.reason) == (alone.outcome, alone.reason)
    hold(3, "`because` alone reproduces the verdict", true=same, shown=(check, readings, alone))


def compiled_is_plain(check: Check, readings: Readings) -> None:
    """The compiled check equals its plain meaning, down to the children."""
    hold(
        3,
        "whatever is compiled equals `guideline.evaluate`",
        true=compiled(check)(readings) == evaluate(check, readings),
        shown=(check, readings),
    )


def findings_are_plain(told: Assessment) -> None:
    """Each finding's verdict is the plain meaning of its whole check on the readings of the day."""
    for finding in told.findings:
        if finding.verdict.reason is Reason.NOT_OPEN:
            continue
        since = told.tailored.in_force_since(finding.requirement, told.on)
        readings = told.readings(finding.subject).from_(since)
        plain = evaluate(judged_check(told.rules[finding.requirement]), readings)
        hold(3, "a finding is the meaning of its check", true=plain == finding.verdict, shown=plain)
