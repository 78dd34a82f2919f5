"""Strategies for remediation: who has to mend what until when, and what is odd about that."""

from itertools import pairwise

from hypothesis import strategies as st

from ridehire_partybuild.compliance import (
    DEFAULT_REMEDIATION,
    AccountabilityMatrix,
    Closing,
    LeadTime,
    MatrixRow,
    Milestone,
    NamedActor,
    RemediationOrder,
    RemediationPlan,
    RemediationPolicy,
    RemediationRemark,
    RemediationTask,
    RoleShare,
    audit_remediation,
    matrix,
    remediation,
    simulate,
)
from ridehire_partybuild.values import ActorRole, Modality

from .assessing import RULES, assessments
from .choices import Choices, built, or_none, words_of
from .parts import found_in
from .policies import calendars
from .words import COUNTIES

__all__ = [
    "accountability_matrices",
    "closings",
    "lead_times",
    "matrix_rows",
    "milestones",
    "named_actors",
    "remediation_orders",
    "remediation_plans",
    "remediation_policies",
    "remediation_remarks",
    "remediation_tasks",
    "role_shares",
]

_ACTORS = ("A-1", "A-2", "协会一")
_WORKDAYS = (20, 1, 5, 60, 2_000)
_ORDERS = tuple(RemediationOrder(first=one, then=other) for one, other in pairwise(RULES))


def _read_lead(choices: Choices, modality: Modality) -> LeadTime:
    return LeadTime(modality=modality, workdays=choices.pick(_WORKDAYS))


def lead_times() -> st.SearchStrategy[LeadTime]:
    """Return in how many workdays something is to be mended: at once, soon, in three months.

    >>> from hypothesis import find
    >>> find(lead_times(), lambda one: one.workdays < 5).workdays
    1
    """
    return built(2, lambda choices: _read_lead(choices, choices.pick(words_of(Modality))))


def _read_named(choices: Choices) -> NamedActor:
    return NamedActor(
        role=choices.pick(words_of(ActorRole)),
        actor=choices.pick(_ACTORS),
        region=choices.pick(or_none(COUNTIES)),
    )


def named_actors() -> st.SearchStrategy[NamedActor]:
    """Return who answers for a role, everywhere or in one county."""
    return built(3, _read_named)


def remediation_orders() -> st.SearchStrategy[RemediationOrder]:
    """Return which of two requirements is mended first."""
    return st.sampled_from(_ORDERS)


def remediation_policies() -> st.SearchStrategy[RemediationPolicy]:
    """Return by what remediation goes: the shipped policy, or other lead times, names and orders.

    >>> from hypothesis import find
    >>> find(remediation_policies(), lambda one: one.order).most_a_day
    1
    """

    def read(choices: Choices) -> RemediationPolicy:
        if choices.pick((True, False)):
            return DEFAULT_REMEDIATION
        named = choices.many(2, 3, _read_named)
        return RemediationPolicy(
            id="示例",
            lead_times=[_read_lead(choices, one) for one in Modality],
            most_a_day=choices.pick((1, 3, 100)),
            named=tuple({(one.role, one.region): one for one in named}.values()),
            order=choices.some(_ORDERS, 2),
            source="invented",
        )

    return built(15 + len(Modality), read)


def remediation_plans() -> st.SearchStrategy[RemediationPlan]:
    """Return what is to be mended of small registers, by whom and until when."""
    told = st.tuples(assessments(), calendars(), remediation_policies())
    return told.map(lambda given: remediation(given[0], given[1], policy=given[2]))


def remediation_tasks() -> st.SearchStrategy[RemediationTask]:
    """Return one item of a remediation plan: recommended, planned or completed."""
    return found_in(remediation_plans().map(lambda one: one.tasks), RemediationTask)


def milestones() -> st.SearchStrategy[Milestone]:
    """Return days until which something of one subject is to be mended."""
    return found_in(remediation_plans().map(lambda one: one.milestones), Milestone)


def accountability_matrices() -> st.SearchStrategy[AccountabilityMatrix]:
    """Return who answers for what, and who helps."""
    return remediation_plans().map(matrix)


def matrix_rows() -> st.SearchStrategy[MatrixRow]:
    """Return who answers for one item, and who helps with it."""
    return found_in(accountability_matrices(), MatrixRow)


def role_shares() -> st.SearchStrategy[RoleShare]:
    """Return the part of one role in one item: accountable, cooperating, or none."""
    return found_in(accountability_matrices(), RoleShare)


def closings() -> st.SearchStrategy[Closing]:
    """Return when findings close if all is mended as planned, and how that is known."""
    return found_in(remediation_plans().map(simulate), Closing)


def remediation_remarks() -> st.SearchStrategy[RemediationRemark]:
    """Return what is odd about remediation plans: nobody to answer, too much on one day."""
    return found_in(remediation_plans().map(audit_remediation), RemediationRemark)
