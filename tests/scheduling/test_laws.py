"""The laws of planning, on small plans drawn by Hypothesis."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild.calendars import fixed_days
from ridehire_partybuild.guideline import FACTS, NoDayPolicy, readings_of, sessions_fact
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.scheduling import (
    Constraint,
    LedgerState,
    Plan,
    PlanInputs,
    PlanScore,
    Rule,
    plan,
    violations,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies.planning import duties, plan_inputs, plans
from ridehire_partybuild.testing.strategies.registers import registers
from ridehire_partybuild.values import Modality, SessionStatus

HALF = settings(max_examples=settings().max_examples // 2)
"""Of what takes long, half as many as usual."""


def made(inputs: PlanInputs, **changes: Any) -> Plan:
    """The plan of the inputs, some of them changed."""
    given_inputs = {field.name: getattr(inputs, field.name) for field in attrs.fields(PlanInputs)}
    return plan(**given_inputs | changes)


@given(plans())
def test_a_plan_breaks_no_rule(found: Plan) -> None:
    """Law 12: 'violations of a plan under its policy holds nothing'."""
    laws.plan_breaks_no_rule(found)
    assert found.score.hard == 0


@given(plans())
def test_without_duties_only_allowed_holidays_are_in_doubt(found: Plan) -> None:
    """The plain call finds nothing in a plan but days off that a duty allows."""
    inputs = found.inputs
    allowing = {
        session.id
        for session in found.sessions
        for duty in inputs.duties
        if duty.id == session.duty and duty.no_day is NoDayPolicy.ALLOW_HOLIDAY
    }
    for one in violations(found.sessions, inputs.register, inputs.calendar, policy=inputs.policy):
        if not one.severity.blocks:
            continue
        assert one.rule is Rule.HOLIDAY
        assert set(one.sessions) <= allowing


@given(plans())
def test_nothing_is_lost(found: Plan) -> None:
    """Law 13: 'already held + placed + unplaced + waived = required'."""
    laws.ledger_adds_up(found)


@HALF
@given(plans())
def test_every_blocking_tally_is_true(found: Plan) -> None:
    """Law 13: each candidate slot is blocked, by the first rule that the checker finds."""
    laws.tallies_are_true(found, most=1)


@given(plans())
def test_what_was_placed_passes_once_held(found: Plan) -> None:
    """Law 14: 'once a plan's sessions are held, each period … placed passes'."""
    laws.placed_periods_pass(found)


@given(plans())
def test_what_rests_on_an_unannounced_day_is_marked(found: Plan) -> None:
    """Law 19: 'an unannounced year is never called certain'."""
    laws.unannounced_days_are_marked(found)


@given(plans())
def test_sessions_lie_in_the_span_and_not_in_the_past(found: Plan) -> None:
    """'Nothing is placed before `on` (default: the span's start)'."""
    register, by_id = found.inputs.register, {duty.id: duty for duty in found.inputs.duties}
    for one in found.sessions:
        assert one.day in found.inputs.span
        assert one.day >= found.inputs.on
        assert one.status is SessionStatus.PLANNED
        assert one.duty is not None
        assert register.of(by_id[one.duty].subject).is_open(one.day)


@given(plans())
def test_a_rolled_day_is_a_workday(found: Plan) -> None:
    """Law 20: 'a rolled day is a workday within its window and its own period, else unplaced'."""
    by_id = {duty.id: duty for duty in found.inputs.duties}
    for one in found.sessions:
        assert one.duty is not None
        assert one.period is not None
        duty = by_id[one.duty]
        if duty.fixed_day is not None and duty.no_day is NoDayPolicy.WAIVE:
            unit, span = one.period.unit, one.period.span
            ((_, natural),) = fixed_days(duty.fixed_day, unit, span)
            assert one.day in one.period
            assert found.inputs.calendar.is_workday(one.day)
            assert abs((one.day - natural).days) <= 7


@given(plan_inputs(), st.randoms(use_true_random=False))
def test_the_order_of_the_inputs_does_not_matter(inputs: PlanInputs, shuffle: Any) -> None:
    """Law 11: 'equal inputs, in any order, give equal bytes'."""
    lists = {name: list(getattr(inputs.register, name)) for name in COLLECTIONS}
    owed = list(inputs.duties)
    for one in (*lists.values(), owed):
        shuffle.shuffle(one)
    laws.equal_inputs_equal_bytes(
        lambda: made(inputs), lambda: made(inputs, register=Register(**lists), duties=owed)
    )


@given(plans())
def test_the_score_is_the_sum_of_its_matches(found: Plan) -> None:
    """'Score = sum of matches', and all of it at most 0."""
    totals: Counter[Constraint] = Counter()
    for match in found.matches:
        totals[match.constraint] += match.points
    assert found.score == PlanScore(
        hard=totals[Constraint.VIOLATION],
        medium=totals[Constraint.UNPLACED],
        soft=sum(
            points
            for constraint, points in totals.items()
            if constraint not in {Constraint.VIOLATION, Constraint.UNPLACED}
        ),
    )
    binding = {duty.id for duty in found.inputs.duties if duty.modality is Modality.SHALL}
    assert found.score.medium == -sum(1 for gap in found.unplaced if gap.duty in binding)


@given(plans())
def test_planning_again_on_the_planned_register_adds_nothing(found: Plan) -> None:
    """What stands in the register serves its period: the same duties ask for no more sessions."""
    inputs = found.inputs
    again = made(inputs, register=inputs.register.with_(*found.sessions))
    assert again.sessions == ()
    assert [(one.duty, one.period, one.unplaced) for one in again.ledger] == [
        (one.duty, one.period, one.unplaced) for one in found.ledger
    ]


@given(plan_inputs(max_duties=1))
def test_the_ledger_counts_as_held_counts(inputs: PlanInputs) -> None:
    """'Held counts by the same rule': what a `Held` check sees in a period, the ledger does."""
    (duty,) = inputs.duties
    on = inputs.on + timedelta(days=30)  # so that some are held
    free = (attrs.evolve(one, duty=None) for one in inputs.register.sessions)
    register = inputs.register.with_(*free)
    readings = readings_of(register.of(duty.subject), on, FACTS)
    for entry in made(inputs, register=register, on=on).ledger:
        seen = readings.of(sessions_fact(duty.kind, entry.period)).value
        assert isinstance(seen, Decimal)
        assert entry.held == min(entry.required, seen)
        assert (entry.state is LedgerState.FULFILLED) == (seen >= entry.required)


@given(st.data())
def test_duties_are_those_of_the_register(data: st.DataObject) -> None:
    """`duties` suits any register: its subjects, its stations, and none where there are none."""
    register = data.draw(registers(max_sessions=0, max_observations=0, max_waivers=0))
    owed = data.draw(duties(register))
    assert {duty.subject for duty in owed} <= {subject for _, subject in register.subjects}
    assert {duty.station for duty in owed} <= {None, *(one.id for one in register.stations)}
    assert register.subjects or owed == ()
