"""Solvers of others: a tiny one, and ones that cheat in every way there is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import (
    Plan,
    PlanInputs,
    Solver,
    Wanted,
    plan,
    solved,
    violations,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies import full_plans, plan_inputs
from ridehire_partybuild.values import SHANGHAI, SessionStatus


def first_that_fits(inputs: PlanInputs, wanted: tuple[Wanted, ...]) -> Iterable[Session]:
    """A tiny solver: at ten, on the first day on which that breaks nothing."""
    placed: list[Session] = []
    for one in wanted:
        if one.station is None:
            continue
        for day in one.span:
            if day < inputs.on or day not in inputs.span:
                continue
            start = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
            tried = [one.session(start, host) for host in one.hosts]
            fitting = [s for s in tried if not broken([*placed, s], inputs)]
            if fitting:
                placed.append(fitting[0])
                break
    return placed


def broken(sessions: list[Session], inputs: PlanInputs) -> bool:
    """Whether the last of the sessions breaks a rule."""
    found = violations(
        sessions, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
    )
    return any(sessions[-1].id in one.sessions for one in found if one.severity.blocks)


@given(plan_inputs(max_duties=2))
def test_a_tiny_solver_makes_plans_like_any_other(inputs: PlanInputs) -> None:
    """Laws 12 and 13 hold of whatever a solver does; what it placed stands where it put it."""
    tiny: Solver = first_that_fits
    found = solved(inputs, tiny)
    laws.plan_breaks_no_rule(found)
    laws.ledger_adds_up(found)
    laws.tallies_are_true(found, most=1)
    assert found.inputs == inputs
    ten = [one for one in found.sessions if one.start.hour == 10]
    assert {one.id for one in first_that_fits(inputs, all_wanted(inputs))} <= {
        one.id for one in ten
    }


def all_wanted(inputs: PlanInputs) -> tuple[Wanted, ...]:
    """What a solver is asked for."""
    asked: list[tuple[Wanted, ...]] = []

    def listen(_: PlanInputs, wanted: tuple[Wanted, ...]) -> Iterable[Session]:
        asked.append(wanted)
        return ()

    solved(inputs, listen)
    return asked[0]


def told(made: Plan) -> tuple[object, ...]:
    """What a plan says, whoever made it."""
    return made.inputs, made.sessions, made.unplaced, made.score, made.matches, made.ledger


@given(full_plans())
def test_a_solver_that_does_nothing_leaves_it_to_the_planner(found: Plan) -> None:
    """It need not place everything: what it leaves open is placed as by `plan`."""
    assert told(solved(found.inputs, lambda _inputs, _wanted: ())) == told(found)


@given(full_plans())
def test_the_planner_itself_is_a_solver(found: Plan) -> None:
    """The same sessions, the same judgement: the same plan."""

    def ours(inputs: PlanInputs, _: tuple[Wanted, ...]) -> Iterable[Session]:
        names = [field.name for field in attrs.fields(PlanInputs)]
        return plan(**{name: getattr(inputs, name) for name in names}).sessions

    assert told(solved(found.inputs, ours)) == told(found)


def refused(found: Plan, *sessions: Session) -> set[str]:
    """The codes with which a solver's sessions are refused."""
    with pytest.raises(InvalidValue) as caught:
        solved(found.inputs, lambda _inputs, _wanted: sessions)
    assert caught.value.text("zh")
    return {one.code for one in caught.value.problems}


def blocking(inputs: PlanInputs) -> PlanInputs:
    """Return the same inputs under a policy that lets no rule be broken."""
    return attrs.evolve(inputs, policy=attrs.evolve(inputs.policy, severities=()))


@given(full_plans().filter(lambda found: bool(found.sessions)))
def test_a_solver_is_never_trusted(found: Plan) -> None:
    """What breaks a rule, was not asked for, is past or comes twice is refused, all at once."""
    one = found.sessions[0]
    found = attrs.evolve(found, inputs=blocking(found.inputs))
    night: dict[str, Any] = {"start": one.start.replace(hour=3), "end": one.start.replace(hour=4)}
    assert "solver.broken" in refused(found, attrs.evolve(one, **night))
    assert "solver.surplus" in refused(found, attrs.evolve(one, id="X-1", duty=None, period=None))
    before = found.inputs.on - timedelta(days=1)
    past = datetime(before.year, before.month, before.day, 10, tzinfo=SHANGHAI)
    early = attrs.evolve(one, start=past, end=past + timedelta(minutes=60))
    assert "solver.outside" in refused(found, early)
    held = attrs.evolve(one, status=SessionStatus.HELD)
    assert "solver.outside" in refused(found, held)
    assert refused(found, one, one) == {"id.duplicate"}
    spare = [attrs.evolve(one, id=f"X-{number}") for number in range(5)]
    assert "solver.surplus" in refused(found, *spare)
