"""A remediation plan carried out in thought: when each finding closes if all is done on time."""

from collections.abc import Iterator
from datetime import date

import attrs

from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.model import Register, apply
from ridehire_partybuild.values import FindingId, Record, TaskId, Term
from ridehire_partybuild.values.id_fields import task_id

from .assessment import Assessment, assess
from .remediation_plans import RemediationPlan, RemediationState, RemediationTask

__all__ = ["Closing", "Proof", "simulate"]


class Proof(Term):
    """How it is known that a finding closes."""

    PROVED = "proved"
    ASSUMED = "assumed"
    REFUTED = "refuted"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Closing(Record):
    """When one finding closes.

    Attributes:
        task: The task.
        finding: The finding.
        closes_on: The first day on which it passes; None: it does not.
        proof: Proved by assessing the mended register, assumed for want of a repair, or refuted.
    """

    task: TaskId = attrs.field(converter=task_id)
    finding: FindingId
    closes_on: date | None
    proof: Proof


def simulate(plan: RemediationPlan) -> tuple[Closing, ...]:
    """Return when each finding closes if every task is done on its last day, by day and task.

    A task that is overdue is done on the day of the assessment: nothing closes before it. Where
    the plan knows a repair, it is applied to the register on that day and the register is assessed
    anew: the finding closes on the day on which it really passes. Where it knows none, that the
    remedy helps is assumed. What is completed already is not done again: unless its finding passes
    of itself on one of these days, it is refuted.
    """
    days = sorted({day for one in plan.tasks for day in _days(one, plan)})
    waiting = {one.id: one for one in plan.tasks if one.finding in plan.cures}
    closed: dict[TaskId, date] = {}
    register = plan.assessment.register
    for day in days:
        for one in plan.tasks:
            if one.id in waiting and _is_done(one, plan, day):
                register = apply(plan.cures[one.finding], register)
        told = _assessed(plan, register, day)
        closed |= {one.id: day for one in waiting.values() if _passes(one, plan, told)} | closed
    found = (_closing(one, plan, closed) for one in plan.tasks)
    return tuple(sorted(found, key=lambda one: (one.closes_on or date.max, one.task)))


def _first_day(task: RemediationTask, plan: RemediationPlan) -> date:
    """Return the day on which it is done: on the day of the assessment it is not yet."""
    return max(task.due_on, plan.assessment.on)


def _is_done(task: RemediationTask, plan: RemediationPlan, day: date) -> bool:
    """Tell whether it is done on this very day, as all are but those on record as done."""
    return task.state is not RemediationState.COMPLETED and _first_day(task, plan) == day


def _days(task: RemediationTask, plan: RemediationPlan) -> Iterator[date]:
    """Yield the days on which something may close: what is done may help only later."""
    first = _first_day(task, plan)
    yield first
    if task.not_before is not None and task.not_before > first:
        yield task.not_before


def _assessed(plan: RemediationPlan, mended: Register, day: date) -> Assessment:
    return assess(mended, plan.assessment.guideline, day, profile=plan.assessment.profile)


def _passes(task: RemediationTask, plan: RemediationPlan, told: Assessment) -> bool:
    verdicts = (one.verdict for one in told.of(task.subject) if one.id == task.finding)
    return _first_day(task, plan) <= told.on and any(
        verdict.outcome is Outcome.PASSED for verdict in verdicts
    )


def _closing(task: RemediationTask, plan: RemediationPlan, closed: dict[TaskId, date]) -> Closing:
    day: date | None
    if task.finding in plan.cures:
        day = closed.get(task.id)
        proof = Proof.REFUTED if day is None else Proof.PROVED
    elif task.state is RemediationState.COMPLETED:
        day, proof = None, Proof.REFUTED
    else:
        day, proof = max(_days(task, plan)), Proof.ASSUMED
    return Closing(task=task.id, finding=task.finding, closes_on=day, proof=proof)
