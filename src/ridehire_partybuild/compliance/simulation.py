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

    Where the plan knows a repair, it is applied to the register on that day and the register is
    assessed anew: the finding closes on the day on which it really passes. Where it knows none,
    that the remedy helps is assumed. What is completed already and still fails is refuted.
    """
    days = sorted({day for one in plan.tasks for day in _days(one)})
    waiting = {one.id: one for one in plan.tasks if one.finding in plan.repairs}
    closed: dict[TaskId, date] = {}
    register = plan.assessment.register
    for day in days:
        for one in plan.tasks:
            if one.id in waiting and one.due_on == day:
                register = apply(plan.repairs[one.finding], register)
        told = _assessed(plan, register, day)
        closed |= {one.id: day for one in waiting.values() if _passes(one, told)} | closed
    found = (_closing(one, plan, closed) for one in plan.tasks)
    return tuple(sorted(found, key=lambda one: (one.closes_on or date.max, one.task)))


def _days(task: RemediationTask) -> Iterator[date]:
    """Yield the days on which something may close: what is done may help only later."""
    yield task.due_on
    if task.not_before is not None and task.not_before > task.due_on:
        yield task.not_before


def _assessed(plan: RemediationPlan, mended: Register, day: date) -> Assessment:
    return assess(mended, plan.assessment.guideline, day, profile=plan.assessment.profile)


def _passes(task: RemediationTask, told: Assessment) -> bool:
    if task.due_on > told.on:
        return False
    verdicts = (one.verdict for one in told.of(task.subject) if one.id == task.finding)
    return any(verdict.outcome is Outcome.PASSED for verdict in verdicts)


def _closing(task: RemediationTask, plan: RemediationPlan, closed: dict[TaskId, date]) -> Closing:
    day: date | None
    if task.finding in plan.repairs:
        day = closed.get(task.id)
        proof = Proof.REFUTED if day is None else Proof.PROVED
    elif task.state is RemediationState.COMPLETED:
        day, proof = None, Proof.REFUTED
    else:
        day, proof = task.due_on, Proof.ASSUMED
    return Closing(task=task.id, finding=task.finding, closes_on=day, proof=proof)
