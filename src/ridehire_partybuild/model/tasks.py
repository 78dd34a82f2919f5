"""What is still to be done, and what need not be."""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import converters

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    ActorId,
    DutyId,
    ExemptionId,
    Id,
    Period,
    Record,
    RequirementId,
    TaskId,
    TaskState,
    limits,
)
from ridehire_partybuild.values.id_fields import (
    actor_id,
    any_id,
    duty_id,
    exemption_id,
    requirement_id,
    task_id,
)
from ridehire_partybuild.values.record import not_after

from .evidence import SUBJECTS, Evidence
from .order import by_href
from .parties import Reference

__all__ = ["Exemption", "Task"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Exemption(Record):
    """One period of a duty that need not be served, so that it is not judged.

    Attributes:
        id: The office's own code.
        subject: Whose duty it is.
        duty: The duty.
        period: The period of it.
        reason: Why.
        authority: Who said so.
        document: The paper that says so; None: not known.

    >>> spared = Exemption(id="E-1", subject="S-1", duty="S-1.party_lecture", reason="阵地搬迁",
    ...                    period=Period.parse("2026-Q1"), authority="示例局")
    >>> str(spared.period), spared.document is None
    ('2026-Q1', True)
    """

    id: ExemptionId = attrs.field(converter=exemption_id)
    subject: Id = attrs.field(converter=any_id)
    duty: DutyId = attrs.field(converter=duty_id)
    period: Period
    reason: str = attrs.field(metadata=limits(longest=500))
    authority: str = attrs.field(metadata=limits(longest=200))
    document: str | None = attrs.field(default=None, metadata=limits(longest=300))

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".subject", self.subject, SUBJECTS


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Task(Record):
    """Something to be put right: by whom, until when, and what came of it.

    Attributes:
        id: The office's own code.
        subject: What it is about: a station, branch, actor, or the code of a city.
        text: What is to be done.
        responsible: The actor that must do it; None: not settled.
        requirement: The requirement behind it.
        duty: The duty behind it, if it is a session that was missed.
        period: The period of that duty.
        opened_on: The day it was set.
        due_on: The last day for it; None: no day is set.
        done_on: The day it was done.
        dropped_on: The day it was given up.
        reason: Why it was given up, or late.
        evidence: Papers that show it done.

    Raises:
        InvalidValue: due, done or given up before it was set, or both done and given up.

    >>> task = Task(id="T-1", subject="S-1", text="更换急救箱", opened_on=date(2026, 1, 20),
    ...             done_on=date(2026, 2, 3))
    >>> task.state.value
    'done'
    """

    id: TaskId = attrs.field(converter=task_id)
    subject: Id = attrs.field(converter=any_id)
    text: str = attrs.field(metadata=limits(longest=500))
    responsible: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))
    requirement: RequirementId | None = attrs.field(
        default=None, converter=converters.optional(requirement_id)
    )
    duty: DutyId | None = attrs.field(default=None, converter=converters.optional(duty_id))
    period: Period | None = None
    opened_on: date
    due_on: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    reason: str | None = attrs.field(default=None, metadata=limits(longest=500))
    evidence: tuple[Evidence, ...] = attrs.field(default=(), converter=by_href)

    def contradictions(self) -> Iterator[Problem]:
        """It is set before it ends, and it ends in one way."""
        for end in ("due_on", "done_on", "dropped_on"):
            yield from not_after(self, "opened_on", end)
        if self.done_on is not None and self.dropped_on is not None:
            params = {"kind": "dropped_on", "value": self.dropped_on.isoformat()}
            yield Problem(
                code="task.ends",
                path="$.dropped_on",
                params=params | {"done": self.done_on.isoformat()},
            )

    @property
    def state(self) -> TaskState:
        """Where it stands."""
        if self.dropped_on is not None:
            return TaskState.DROPPED
        return TaskState.OPEN if self.done_on is None else TaskState.DONE

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".subject", self.subject, SUBJECTS
        if self.responsible is not None:
            yield ".responsible", self.responsible, ("actors",)
