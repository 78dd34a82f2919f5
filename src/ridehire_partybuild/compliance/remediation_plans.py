"""What is to be put right: by whom, until which workday, one after the other."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild import data
from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import Problem
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
        repairs: How each failure is mended, for `simulate`; no part of equality or documents.
    """

    assessment: Assessment
    calendar: WorkCalendar
    policy: RemediationPolicy
    tasks: tuple[RemediationTask, ...] = attrs.field(default=(), converter=by_id)
    waived: tuple[FindingId, ...] = attrs.field(default=(), converter=_tuple)
    repairs: Mapping[FindingId, Repair] = attrs.field(
        factory=dict, eq=False, repr=False, metadata={"document": False}
    )

    def contradictions(self) -> Iterator[Problem]:
        """A task is known by its id, and only tasks of the plan come first."""
        known: dict[str, str] = {}
        for index, one in enumerate(self.tasks):
            path = f"$.tasks[{index}]"
            params = {"kind": "TaskId", "value": str(one.id)}
            if one.id in known:
                params |= {"first": known[one.id]}
                yield Problem(code="id.duplicate", path=f"{path}.id", params=params)
            known.setdefault(one.id, path)
        for index, one in enumerate(self.tasks):
            for step, name in enumerate(one.after):
                if name not in known:
                    params = {"kind": "TaskId", "value": str(name), "wanted": "tasks"}
                    path = f"$.tasks[{index}].after[{step}]"
                    yield Problem(code="id.dangling", path=path, params=params)

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
