"""A remediation plan looked over: the maker of a plan is not its judge."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.values import ActorId, Record, TaskId, Term

from .remediation import accountable_actors, last_day, workday
from .remediation_plans import (
    RemediationPlan,
    RemediationState,
    RemediationTask,
    actor_ids,
    task_ids,
)

__all__ = ["RemediationFlaw", "RemediationRemark", "audit_remediation", "explain_flaw"]


class RemediationFlaw(Term):
    """What is wrong with a plan."""

    NO_ACTOR = "no_actor"
    SEVERAL_ACTORS = "several_actors"
    CYCLE = "cycle"
    OVERLOAD = "overload"
    NO_WORKDAY = "no_workday"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    OVERDUE = "overdue"
    UNPROVEN = "unproven"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RemediationRemark(Record):
    """One thing that is wrong with a plan.

    Attributes:
        flaw: What.
        tasks: The tasks that it concerns.
        actors: The actor that has too much, or those that are equally near.
        day: The day that is wrong.
        limit: The day, at the earliest or latest, on which it would be right.
        count: How many fall due that day.
    """

    flaw: RemediationFlaw
    tasks: tuple[TaskId, ...] = attrs.field(converter=task_ids)
    actors: tuple[ActorId, ...] = attrs.field(default=(), converter=actor_ids)
    day: date | None = None
    limit: date | None = None
    count: int | None = None


def audit_remediation(plan: RemediationPlan) -> tuple[RemediationRemark, ...]:
    """Return all that is wrong with a plan, made here or anywhere.

    Nobody accountable; tasks that wait for each other; more for one actor on one day than the
    policy allows; a day on which nobody works, or that comes before the task is set or before what
    comes first is done; a finding that closes after its time, though it can sooner; tasks that are
    overdue on the day of the assessment; and tasks that are done although the finding still fails.
    """
    return tuple(remark for look in _LOOKS for remark in look(plan))


def _open(plan: RemediationPlan) -> Iterator[RemediationTask]:
    return (one for one in plan.tasks if one.state is not RemediationState.COMPLETED)


def _actors(plan: RemediationPlan) -> Iterator[RemediationRemark]:
    for one in plan.tasks:
        if one.accountable is None:
            file = plan.assessment.register.of(one.subject)
            near = accountable_actors(plan.assessment, plan.policy, one.role, file)
            flaw = RemediationFlaw.SEVERAL_ACTORS if near else RemediationFlaw.NO_ACTOR
            yield RemediationRemark(flaw=flaw, tasks=(one.id,), actors=near)


def _cycles(plan: RemediationPlan) -> Iterator[RemediationRemark]:
    """Yield each set of tasks that all wait for each other."""
    after = {one.id: set(one.after) for one in plan.tasks}
    reach = {name: _reached(name, after) for name in after}
    told: set[TaskId] = set()
    for name in sorted(after):
        if name in reach[name] and name not in told:
            ring = {other for other in reach[name] if name in reach[other]}
            told |= ring
            yield RemediationRemark(flaw=RemediationFlaw.CYCLE, tasks=tuple(sorted(ring)))


def _reached(name: TaskId, after: Mapping[TaskId, set[TaskId]]) -> set[TaskId]:
    found: set[TaskId] = set()
    left = list(after[name])
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend(after[one])
    return found


def _overloads(plan: RemediationPlan) -> Iterator[RemediationRemark]:
    due: dict[tuple[date, ActorId], list[TaskId]] = defaultdict(list)
    for one in _open(plan):
        if one.accountable is not None:
            due[one.due_on, one.accountable].append(one.id)
    for (day, actor), tasks in sorted(due.items()):
        if len(tasks) > plan.policy.most_a_day:
            told: dict[str, Any] = {"actors": (actor,), "day": day, "count": len(tasks)}
            yield RemediationRemark(flaw=RemediationFlaw.OVERLOAD, tasks=tasks, **told)


def _days(plan: RemediationPlan) -> Iterator[RemediationRemark]:
    due = {one.id: one.due_on for one in plan.tasks}
    for one in _open(plan):
        told: dict[str, Any] = {"tasks": (one.id,), "day": one.due_on}
        if not plan.calendar.is_workday(one.due_on):
            yield RemediationRemark(flaw=RemediationFlaw.NO_WORKDAY, **told)
        firsts = (workday(plan.calendar, due[name], 1) for name in one.after)
        earliest = max([one.opened_on, *firsts])
        if one.due_on < earliest:
            yield RemediationRemark(flaw=RemediationFlaw.TOO_EARLY, limit=earliest, **told)
        if one.opened_on <= one.due_on < plan.assessment.on:
            yield RemediationRemark(flaw=RemediationFlaw.OVERDUE, **told)
        on = plan.assessment.on
        latest = last_day(plan.calendar, plan.policy, one.modality, on, one.not_before)
        closes = max(one.due_on, one.not_before or one.due_on)
        if closes > latest:
            told |= {"day": closes, "limit": latest}
            yield RemediationRemark(flaw=RemediationFlaw.TOO_LATE, **told)


def _unproven(plan: RemediationPlan) -> Iterator[RemediationRemark]:
    for one in plan.tasks:
        if one.state is RemediationState.COMPLETED:
            yield RemediationRemark(flaw=RemediationFlaw.UNPROVEN, tasks=(one.id,), day=one.due_on)


_LOOKS: tuple[Callable[[RemediationPlan], Iterator[RemediationRemark]], ...] = (
    _actors,
    _cycles,
    _overloads,
    _days,
    _unproven,
)


def explain_flaw(remark: RemediationRemark, plan: RemediationPlan, lang: Lang = "en") -> str:
    """Return a remark as a sentence, its tasks by clause and subject."""
    tasks = {one.id: one for one in plan.tasks}
    rules = plan.assessment.rules
    named = (tasks[name] for name in remark.tasks if name in tasks)
    told = {
        "tasks": render("join.list", lang).join(
            f"{rules[one.requirement].clause} {one.subject}" for one in named
        ),
        "actors": render("join.list", lang).join(remark.actors),
        "day": "—" if remark.day is None else remark.day.isoformat(),
        "limit": "—" if remark.limit is None else remark.limit.isoformat(),
        "count": str(remark.count),
    }
    return render(f"remediation_flaw.{remark.flaw.value}", lang, **told)
