"""Solvers of others: a tiny one, and ones that cheat in every way there is."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from tests.scheduling.small import MARCH, at, clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.model import Actor, Branch, Party, Session
from ridehire_partybuild.scheduling import (
    Plan,
    PlanInputs,
    Solver,
    Wanted,
    plan,
    solved,
    violations,
)
from ridehire_partybuild.scheduling.identity import session_id
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies import full_plans, plan_inputs
from ridehire_partybuild.values import (
    SHANGHAI,
    ActorRole,
    BranchKind,
    HostId,
    Period,
    Region,
    SessionStatus,
    StationId,
)


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


@pytest.mark.slow
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


def small_inputs(**more: Any) -> PlanInputs:
    """What a clinic twice a month is planned from, of which one is held already."""
    held = session("R-1", "2026-03-03T10:00", status=SessionStatus.HELD)
    records = (station(1), lawyer(1), lawyer(2, skills=()), clinic(1, "3/month"), held)
    return inputs_of(*records, **{"on": date(2026, 3, 9), **more})


def test_what_is_wanted_is_told_whole() -> None:
    """'One session that a plan needs: what a solver is asked for.'; its id is one not taken."""
    inputs = small_inputs()
    month = Period.parse("2026-03")
    first, second = all_wanted(inputs)
    assert first == Wanted(
        id=session_id(clinic().id, month, 2),
        duty=clinic(1, "3/month"),
        period=month,
        ordinal=2,
        span=MARCH,
        ideal=date(2026, 3, 16),
        station=StationId("S-1"),
        hosts=(HostId("H-1"),),
        organiser=None,
    )
    assert (second.id, second.ordinal) == (session_id(clinic().id, month, 3), 3)
    gone = [
        session(str(session_id(clinic().id, month, 2, attempt)), "2026-03-12T10:00",
                status=SessionStatus.CANCELLED)
        for attempt in (0, 1)
    ]  # fmt: skip
    again, _ = all_wanted(attrs.evolve(inputs, register=inputs.register.with_(*gone)))
    assert again.id == session_id(clinic().id, month, 2, 2)


@pytest.mark.parametrize(
    ("owner", "organiser"),
    [
        (
            Branch(id="B-1", name="示例支部", kind=BranchKind.BRANCH),
            Party(name="示例支部", branch="B-1"),
        ),
        (
            Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY, region=Region("370500")),
            Party(name="示例局", actor="A-1"),
        ),
        (station(2), None),
    ],
)
def test_who_owes_a_session_calls_it(owner: Any, organiser: Party | None) -> None:
    """'The branch or actor that owes the session', so in what a solver is told and in the plan."""
    inputs = inputs_of(station(1), owner, clinic(1, subject=owner.id, skill=None), moves=0)
    (wanted,) = all_wanted(inputs)
    assert wanted.organiser == organiser
    (placed,) = solved(inputs, lambda _inputs, _wanted: ()).sessions
    assert placed.organiser == organiser


def test_each_wrong_session_is_told_with_its_place() -> None:
    """'All of it at once': where it stands among those given, why, and which rule it breaks."""
    inputs = small_inputs()
    one, two = all_wanted(inputs)
    good = one.session(at("2026-03-10T10:00"), HostId("H-1"))
    cases: list[tuple[list[Session], list[tuple[str, str]]]] = [
        ([good], []),
        ([attrs.evolve(good, status=SessionStatus.HELD)], [("solver.outside", "$.sessions[0]")]),
        (
            [good, two.session(at("2026-03-05T10:00"), HostId("H-1"))],
            [("solver.outside", "$.sessions[1]")],
        ),
        (
            [good, two.session(at("2026-04-02T10:00"), HostId("H-1"))],
            [("solver.outside", "$.sessions[1]"), ("solver.broken", "$.sessions[1]")],
        ),
        ([good, two.session(at("2026-03-09T10:00"), HostId("H-1"))],
         [("solver.broken", "$.sessions[1]")]),
        ([good, two.session(at("2026-03-10T10:00"), HostId("H-1"))],
         [("solver.broken", "$.sessions[1]")] * 2),
        ([good, attrs.evolve(good, id="X-1", start=at("2026-03-12T10:00"),
                             end=at("2026-03-12T11:00"), duty=None, period=None)],
         [("solver.surplus", "$.sessions[1]")]),
        ([good, good], [("id.duplicate", "$.sessions[1].id")]),
    ]  # fmt: skip
    for sessions, expected in cases:
        problems: tuple[Any, ...] = ()
        try:
            solved(inputs, lambda _inputs, _wanted, sessions=sessions: sessions)
        except InvalidValue as error:
            problems = error.problems
        assert [(problem.code, problem.path) for problem in problems] == expected
    taken = attrs.evolve(good, id="R-1")
    assert refused_of(inputs, taken) == ["solver.outside"]


def refused_of(inputs: PlanInputs, *sessions: Session) -> list[str]:
    """The codes with which the sessions are refused."""
    with pytest.raises(InvalidValue) as caught:
        solved(inputs, lambda _inputs, _wanted: sessions)
    return [one.code for one in caught.value.problems]
