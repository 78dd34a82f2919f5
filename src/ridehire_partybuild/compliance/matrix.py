"""The accountability matrix: each open item against the four actors, one accountable for each."""

from collections.abc import Iterator

import attrs
from attrs import converters

from ridehire_partybuild.guideline import Requirement
from ridehire_partybuild.model import Actor
from ridehire_partybuild.values import ActorId, ActorRole, Id, Record, RequirementId, TaskId, Term
from ridehire_partybuild.values.id_fields import actor_id, any_id, requirement_id, task_id

from .remediation_plans import RemediationPlan, RemediationTask, actor_ids

__all__ = ["AccountabilityMatrix", "Involvement", "MatrixRow", "RoleShare", "matrix"]


class Involvement(Term):
    """What an actor has to do with an item."""

    ACCOUNTABLE = "accountable"
    COOPERATING = "cooperating"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoleShare(Record):
    """What the actors of one role have to do with one item.

    Attributes:
        role: The role.
        part: Accountable or co-operating; None: nothing.
        actors: Who, as far as it is known.
    """

    role: ActorRole
    part: Involvement | None = None
    actors: tuple[ActorId, ...] = attrs.field(default=(), converter=actor_ids)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MatrixRow(Record):
    """One item and the four roles, in the order of the founding report.

    Attributes:
        task: The item.
        subject: Whose failure it is.
        requirement: The requirement.
        accountable: The one actor that answers for it; None: nobody is known to.
        shares: One for each role.
    """

    task: TaskId = attrs.field(converter=task_id)
    subject: Id = attrs.field(converter=any_id)
    requirement: RequirementId = attrs.field(converter=requirement_id)
    accountable: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))
    shares: tuple[RoleShare, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AccountabilityMatrix(Record):
    """Every item of a plan against the four actors.

    Attributes:
        rows: One for each task, in the order of the plan.
    """

    rows: tuple[MatrixRow, ...] = ()

    def of(self, actor: str) -> tuple[MatrixRow, ...]:
        """Return the items that one actor is accountable for."""
        return tuple(row for row in self.rows if row.accountable == actor)


def matrix(plan: RemediationPlan) -> AccountabilityMatrix:
    """Return who answers for each item of a plan and who helps, role by role.

    The role that answers for an item is that of its requirement, unless a task on record gives it
    to somebody else: then it is that actor's.
    """
    return AccountabilityMatrix(rows=tuple(_row(one, plan) for one in plan.tasks))


def _row(task: RemediationTask, plan: RemediationPlan) -> MatrixRow:
    rule = plan.assessment.rules[task.requirement]
    return MatrixRow(
        task=task.id,
        subject=task.subject,
        requirement=task.requirement,
        accountable=task.accountable,
        shares=tuple(_shares(task, rule, plan)),
    )


def _shares(task: RemediationTask, rule: Requirement, plan: RemediationPlan) -> Iterator[RoleShare]:
    roles = {one.id: one.role for one in plan.assessment.register.actors if isinstance(one, Actor)}
    answers = task.role if task.accountable is None else roles.get(task.accountable, task.role)
    for role in ActorRole:
        helping = tuple(one for one in task.cooperating if roles.get(one) is role)
        if role is answers:
            actors = () if task.accountable is None else (task.accountable,)
            yield RoleShare(role=role, part=Involvement.ACCOUNTABLE, actors=actors)
        elif helping or role in rule.cooperating:
            yield RoleShare(role=role, part=Involvement.COOPERATING, actors=helping)
        else:
            yield RoleShare(role=role)
