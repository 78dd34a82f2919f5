"""A plan carried out in thought: when each finding closes, and how that is known."""

from datetime import date

import attrs
from hypothesis import given

from ridehire_partybuild import (
    Guideline,
    Outcome,
    Proof,
    Register,
    RemediationPlan,
    RemediationState,
    RemediationTask,
    apply,
    assess,
    dumps,
    loads,
    remediation,
    simulate,
)
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies.judging import guidelines

from .test_remediation import ASSOCIATION, CALENDAR, CITY, ON, ordered, overdue, planned, told


@given(strategies.registers(max_stations=2), guidelines(most=2))
def test_what_is_proved_is_what_an_assessment_finds(
    register: Register, guideline: Guideline
) -> None:
    """`simulate` shows when each finding closes: on the first day on which, mended, it passes.

    Never before its task is done, nor before the day of the assessment.
    """
    plan = planned(assess(register, guideline, ON))
    closings = {one.task: one for one in simulate(plan)}
    assert closings.keys() == {one.id for one in plan.tasks}
    for task in plan.tasks:
        closing = closings[task.id]
        known = task.finding in plan.cures
        assert (closing.proof is Proof.ASSUMED) <= (not known)
        assert (closing.closes_on is None) == (closing.proof is Proof.REFUTED)
        assert closing.closes_on is None or closing.closes_on >= max(task.due_on, ON)
        if known:
            until = closing.closes_on or date.max
            passing = {day: passes(task, plan, day) for day in days_of(plan) if day <= until}
            first = next((d for d in passing if passing[d] and d >= task.due_on), None)
            assert closing.closes_on == first


def days_of(plan: RemediationPlan) -> list[date]:
    """Return the days on which a task is done, or can help."""
    days = {max(one.due_on, ON) for one in plan.tasks}
    return sorted(days | {max(one.not_before, ON) for one in plan.tasks if one.not_before})


def passes(task: RemediationTask, plan: RemediationPlan, day: date) -> bool:
    """Assess the register on a day, with all mended that is not done yet and due by then."""
    register = plan.assessment.register
    for one in sorted(plan.tasks, key=lambda task: max(task.due_on, ON)):
        is_open = one.state is not RemediationState.COMPLETED
        if one.finding in plan.cures and is_open and max(one.due_on, ON) <= day:
            register = apply(plan.cures[one.finding], register)
    found = {one.id: one for one in assess(register, plan.assessment.guideline, day).findings}
    return task.finding in found and found[task.finding].verdict.outcome is Outcome.PASSED


def test_nothing_closes_in_the_past() -> None:
    """An overdue task is done on the day of the assessment at best; one that is done, no more."""
    for plan, proof, day in (
        (overdue(), Proof.PROVED, ON),
        (overdue(done_on=date(2026, 1, 12)), Proof.REFUTED, None),
    ):
        (task,) = (one for one in plan.tasks if one.requirement == "area")
        (closing,) = (one for one in simulate(plan) if one.task == task.id)
        assert (closing.proof, closing.closes_on) == (proof, day)
    blind = remediation(overdue().assessment, CALENDAR)
    assert min(one.closes_on for one in simulate(blind) if one.closes_on) == ON


def test_a_repair_is_proved_on_its_day() -> None:
    """The register is mended on the last day and assessed anew: the finding really passes."""
    plan = planned(told(CITY, ASSOCIATION))
    closings = {one.task: one for one in simulate(plan)}
    for task in plan.tasks:
        if task.requirement in {"area", "map-listing"}:
            assert closings[task.id].proof is Proof.PROVED
            assert closings[task.id].closes_on == task.due_on
    blind = remediation(plan.assessment, CALENDAR)
    assert {one.proof for one in simulate(blind)} == {Proof.ASSUMED}


@given(strategies.registers(max_stations=2), guidelines(most=2))
def test_equal_plans_simulate_equally(register: Register, guideline: Guideline) -> None:
    """What is read from the document of a plan is the plan, and closes on the same days."""
    plan = planned(assess(register, guideline, ON))
    again = loads(dumps(plan), RemediationPlan)
    assert again == plan
    assert simulate(again) == simulate(plan)
    blind = attrs.evolve(plan, repairs=())
    assert (blind == plan) == (not plan.repairs)


def test_each_finding_closes_on_its_own_day() -> None:
    """What is done later closes later, and what is done earlier does not wait for it."""
    plan = planned(told(CITY, ASSOCIATION), ordered(("area", "map-listing")))
    due = {one.id: one.due_on for one in plan.tasks}
    assert len(set(due.values())) == 2
    assert {one.task: one.closes_on for one in simulate(plan)} == due


def test_what_was_done_and_did_not_help_is_refuted_where_no_repair_is_known() -> None:
    """It is done already: that the remedy helps is assumed no more."""
    done = overdue(done_on=date(2026, 1, 12))
    (task,) = (one for one in done.tasks if one.requirement == "area")
    blind = remediation(done.assessment, CALENDAR)
    (closing,) = (one for one in simulate(blind) if one.task == task.id)
    assert (closing.proof, closing.closes_on) == (Proof.REFUTED, None)
