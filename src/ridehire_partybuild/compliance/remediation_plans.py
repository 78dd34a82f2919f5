"""What is to be put right: by whom, until which workday, one after the other."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild import data
from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.guideline import counted_sessions
from ridehire_partybuild.model.order import by_id
from ridehire_partybuild.values import (
    ActorId,
    ActorRole,
    Certainty,
    FindingId,
    Id,
    Modality,
    Record,
    Region,
    RequirementId,
    TaskId,
    Term,
    Text,
    limits,
)
from ridehire_partybuild.values.id_fields import actor_id, any_id, requirement_id, task_id

from .assessment import Assessment
from .findings import finding_id
from .repairs import Repair

__all__ = [
    "DEFAULT_REMEDIATION",
    "LeadTime",
    "Milestone",
    "NamedActor",
    "RemediationOrder",
    "RemediationPlan",
    "RemediationPolicy",
    "RemediationState",
    "RemediationTask",
]


class RemediationState(Term):
    """The life of a remedy, in OSCAL's words."""

    RECOMMENDATION = "recommendation"
    PLANNED = "planned"
    COMPLETED = "completed"


def task_ids(named: Any) -> Any:
    """Convert what names tasks."""
    return tuple(map(task_id, named)) if isinstance(named, tuple | list) else named


def actor_ids(named: Any) -> Any:
    """Convert what names actors."""
    return tuple(map(actor_id, named)) if isinstance(named, tuple | list) else named


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _by_finding(repairs: Any) -> Any:
    """Order repairs by the finding that they mend."""
    if not isinstance(repairs, tuple | list) or any(type(one) is not Repair for one in repairs):
        return repairs
    return tuple(sorted(repairs, key=lambda one: (one.subject, one.requirement)))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LeadTime(Record):
    """Within how many workdays after the assessment a failure of one modality is put right."""

    modality: Modality
    workdays: int = attrs.field(metadata=limits(1, 2000))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NamedActor(Record):
    """Who answers for a role where several are equally near, or none is on record near by.

    Attributes:
        role: The role.
        actor: Who fills it.
        region: In this division only, and in all that lies in it; None: everywhere.
    """

    role: ActorRole
    actor: ActorId = attrs.field(converter=actor_id)
    region: Region | None = None

    def fits(self, role: ActorRole, region: Region | None) -> bool:
        """Tell whether this names who answers for a role at a place."""
        if self.role is not role:
            return False
        if self.region is None:
            return True
        circles = () if region is None else (region, region.prefecture, region.province)
        return self.region in circles


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RemediationOrder(Record):
    """Of one subject, ``then`` is put right after ``first``."""

    first: RequirementId = attrs.field(converter=requirement_id)
    then: RequirementId = attrs.field(converter=requirement_id)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RemediationPolicy(Record):
    """What remediation goes by. Data of the office, each with its source.

    Attributes:
        id: Its name.
        lead_times: The time for each modality; without one, that of the others at their longest.
        most_a_day: How many tasks may fall due for one actor on one day.
        named: Who answers for a role where the register does not settle it.
        order: What is put right before what.
        source: Where the times come from.

    Raises:
        InvalidValue: an impossible value, or two lead times of one modality, or none at all.
    """

    id: Id = attrs.field(converter=any_id)
    lead_times: tuple[LeadTime, ...] = attrs.field(converter=_tuple)
    most_a_day: int = attrs.field(default=3, metadata=limits(1, 1000))
    named: tuple[NamedActor, ...] = attrs.field(default=(), converter=_tuple)
    order: tuple[RemediationOrder, ...] = attrs.field(default=(), converter=_tuple)
    source: str = attrs.field(metadata=limits(longest=500))

    def contradictions(self) -> Iterator[Problem]:
        """Each modality has one time."""
        times = [one.modality for one in self.lead_times]
        if not times or len(times) > len(set(times)):
            told = ", ".join(times) or "—"
            yield Problem(
                code="remediation.lead_times",
                path="$.lead_times",
                params={"kind": "lead_times", "value": told},
            )

    def workdays(self, modality: Modality) -> int:
        """Return within how many workdays a failure is put right.

        >>> DEFAULT_REMEDIATION.workdays(Modality.SHALL)
        20
        """
        times = {one.modality: one.workdays for one in self.lead_times}
        return times.get(modality, max(times.values()))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RemediationTask(Record):
    """One failure to be put right.

    Attributes:
        id: The same for the same finding, in every plan.
        finding: The failure.
        subject: Whose it is.
        requirement: The requirement.
        modality: How binding that is.
        remedy: What to do.
        role: The one role that answers for it.
        accountable: The one actor that does; None: nobody is known to, and the audit tells so.
        cooperating: The actors that help.
        opened_on: The day it was set, or would be.
        due_on: The last day for it.
        certainty: How sure it is that people work that day.
        not_before: The first day on which the verdict can turn; None: not worked out.
        after: The tasks to be done first.
        alters: Facts to be altered.
        settles: Facts to be found out first.
        state: Recommended, planned (a task on record), or completed (one that is done).
        recorded: That task of the register.
    """

    id: TaskId = attrs.field(converter=task_id)
    finding: FindingId
    subject: Id = attrs.field(converter=any_id)
    requirement: RequirementId = attrs.field(converter=requirement_id)
    modality: Modality
    remedy: Text
    role: ActorRole
    accountable: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))
    cooperating: tuple[ActorId, ...] = attrs.field(default=(), converter=actor_ids)
    opened_on: date
    due_on: date
    certainty: Certainty
    not_before: date | None = None
    after: tuple[TaskId, ...] = attrs.field(default=(), converter=task_ids)
    alters: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    settles: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    state: RemediationState = RemediationState.RECOMMENDATION
    recorded: TaskId | None = attrs.field(default=None, converter=converters.optional(task_id))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Milestone(Record):
    """The day on which the last failure of a subject is to be put right."""

    subject: Id = attrs.field(converter=any_id)
    due_on: date
    tasks: tuple[TaskId, ...] = attrs.field(converter=task_ids)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RemediationPlan(Record):
    """Tasks for every failure that nobody has excused, and what they were made from.

    Attributes:
        assessment: Where things stand.
        calendar: Which days people work.
        policy: The times and limits.
        tasks: One for each failure, by id.
        waived: Failures that a waiver excuses: nothing is to be done about them yet.
        repairs: How failures are mended, so far as that is known: one repair for a task.

    Raises:
        InvalidValue: an impossible value, a task or repair told twice, or one that names a subject,
            requirement, finding, actor, task or fact that is not there.
    """

    assessment: Assessment
    calendar: WorkCalendar
    policy: RemediationPolicy
    tasks: tuple[RemediationTask, ...] = attrs.field(default=(), converter=by_id)
    waived: tuple[FindingId, ...] = attrs.field(default=(), converter=_tuple)
    repairs: tuple[Repair, ...] = attrs.field(default=(), converter=_by_finding)

    def contradictions(self) -> Iterator[Problem]:
        """Nothing is told twice, and what is named is there."""
        tasks = ((f"$.tasks[{n}].id", one.id) for n, one in enumerate(self.tasks))
        yield from _twice(tasks)
        mended = (
            (f"$.repairs[{n}].requirement", finding_id(one.subject, one.requirement))
            for n, one in enumerate(self.repairs)
        )
        yield from _twice(mended)
        for path, named, wanted, known in _references(self):
            if named not in known:
                kind = type(named).__name__
                params = {"kind": kind, "value": str(named), "wanted": wanted}
                yield Problem(code="id.dangling", path=path, params=params)
        yield from _unknown_facts(self)

    @cached_property
    def cures(self) -> Mapping[FindingId, Repair]:
        """The repairs by the finding that they mend, to be applied by the guideline's facts."""
        facts = self.assessment.guideline.facts
        return {
            finding_id(one.subject, one.requirement): attrs.evolve(one, facts=facts)
            for one in self.repairs
        }

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """For each subject the day on which the last of its failures is to be put right."""
        by_subject: dict[Id, list[RemediationTask]] = {}
        for one in self.tasks:
            by_subject.setdefault(one.subject, []).append(one)
        found = (
            Milestone(
                subject=subject,
                due_on=max(one.due_on for one in tasks),
                tasks=tuple(one.id for one in tasks),
            )
            for subject, tasks in by_subject.items()
        )
        return tuple(sorted(found, key=lambda one: (one.due_on, one.subject)))


def _twice(placed: Iterator[tuple[str, Id]]) -> Iterator[Problem]:
    first: dict[Id, str] = {}
    for path, name in placed:
        if name in first:
            params = {"kind": type(name).__name__, "value": str(name), "first": first[name]}
            yield Problem(code="id.duplicate", path=path, params=params)
        first.setdefault(name, path)


def _references(plan: RemediationPlan) -> Iterator[tuple[str, Id, str, Collection[str]]]:
    """Yield what a plan names: its place, its id, where it is to be found, and what is there."""
    register, rules = plan.assessment.register, plan.assessment.rules
    subjects, findings = register.filing.subjects, _findings(plan)
    actors, recorded = {one.id for one in register.actors}, {one.id for one in register.tasks}
    tasks = {one.id: one for one in plan.tasks}
    for index, one in enumerate(plan.tasks):
        path = f"$.tasks[{index}]"
        yield f"{path}.subject", one.subject, "subjects", subjects
        yield f"{path}.requirement", one.requirement, "requirements", rules
        if one.subject in subjects and one.requirement in rules:
            yield f"{path}.finding", one.finding, "findings", findings
        if one.accountable is not None:
            yield f"{path}.accountable", one.accountable, "actors", actors
        for step, actor in enumerate(one.cooperating):
            yield f"{path}.cooperating[{step}]", actor, "actors", actors
        for step, first in enumerate(one.after):
            yield f"{path}.after[{step}]", first, "tasks", tasks
        if one.recorded is not None:
            yield f"{path}.recorded", one.recorded, "tasks", recorded
    for index, name in enumerate(plan.waived):
        yield f"$.waived[{index}]", name, "findings", findings
    mended = {one.finding for one in plan.tasks}
    for index, cure in enumerate(plan.repairs):
        finding = finding_id(cure.subject, cure.requirement)
        yield f"$.repairs[{index}].requirement", finding, "tasks", mended


def _findings(plan: RemediationPlan) -> set[FindingId]:
    """Return the findings that a plan can name: an id takes its time, and most are never named."""
    asked = {(one.subject, one.requirement) for one in plan.tasks}
    findings = plan.assessment.findings
    return {
        one.id
        for one in findings
        if one.waiver is not None or (one.subject, one.requirement) in asked
    }


def _unknown_facts(plan: RemediationPlan) -> Iterator[Problem]:
    facts, subjects = plan.assessment.guideline.facts, plan.assessment.register.filing.subjects
    for index, one in enumerate(plan.repairs):
        for part in ("changes", "settles", "holds"):
            for name in getattr(one, part):
                if name not in facts and not _counts_sessions(name):
                    told = {"fact": name, "subject": subjects.get(one.subject, "subject")}
                    params = {"kind": "fact", "value": name, **told}
                    yield Problem(
                        code="rule.fact", path=f"$.repairs[{index}].{part}", params=params
                    )


def _counts_sessions(name: str) -> bool:
    try:
        counted_sessions(name)
    except (InvalidValue, ValueError):
        return False
    return name.startswith("sessions(")


def _shipped(name: str) -> RemediationPolicy:
    table: dict[str, Any] = json.loads(data.text(f"policies/{name}.json"))
    times = [
        LeadTime(modality=Modality(one["modality"]), workdays=one["workdays"])
        for one in table["lead_times"]
    ]
    return RemediationPolicy(
        id=table["id"], lead_times=times, most_a_day=table["most_a_day"], source=table["source"]
    )


DEFAULT_REMEDIATION = _shipped("remediation")
"""The policy that ships; its file says that its times are assumptions."""
