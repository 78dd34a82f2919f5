"""The local search: its books are right, it never spoils a plan, and it can prove its best."""

from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Party, Register, Site, Station
from ridehire_partybuild.scheduling import Plan, PlanInputs, plan
from ridehire_partybuild.scheduling.annealing import anneal, construct
from ridehire_partybuild.scheduling.board import Board
from ridehire_partybuild.scheduling.identity import session_id
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.moves import Moves
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots
from ridehire_partybuild.testing.strategies.planning import plan_inputs
from ridehire_partybuild.values import (
    ActivityKind,
    Cadence,
    Modality,
    OpeningHours,
    Region,
    Skill,
    Span,
    Tier,
)


def chance(seed: int) -> Callable[[], float]:
    """What a search draws from."""
    return Random(seed).random  # noqa: S311 - ties, not secrets


def books(state: State) -> dict[str, Any]:
    """All that a state keeps, but for the order in which it was entered."""
    kept = {
        name: getattr(state, name)
        for name in ("day", "start", "host", "miss", "x", "gaps", "cost", "rooms")
    }
    kept |= {name: getattr(state, name) for name in ("held_a_day", "held_a_week", "taken")}
    crowds = {
        name: [sorted(day) for day in getattr(state, name)] for name in ("room_days", "host_days")
    }
    unfilled = [
        day if need in state.open or day >= 0 else None for need, day in enumerate(state.day)
    ]
    return {
        name: value[:] if isinstance(value, list) else value
        for name, value in (
            kept | crowds | {"open": sorted(state.open), "unfilled": unfilled}
        ).items()
    }


def again(state: State) -> State:
    """The same placement, entered anew into empty books."""
    fresh = State(state.board)
    for need, day in enumerate(state.day):
        if day >= 0:
            fresh.place(need, day, state.start[need], state.host[need])
    return fresh


@given(plan_inputs(), st.integers(0, 99))
def test_the_books_of_a_search_are_right(inputs: PlanInputs, seed: int) -> None:
    """After any moves each table is what it would be had the same sessions been entered anew."""
    state = State(Board(matter_of(inputs)))
    random = chance(seed)
    spots = Spots(state, random)
    construct(state, spots)
    moves = Moves(state, spots, random)
    for need in range(len(state.day)):
        (moves.relocate, moves.insist, moves.mend)[need % 3](need)
    found, fresh = books(state), books(again(state))
    for need, day in enumerate(state.day):
        if day < 0:  # where it stood last is nobody's business
            found["start"][need] = fresh["start"][need]
            found["host"][need] = fresh["host"][need]
    assert found == fresh


@given(plan_inputs(), st.integers(0, 99))
def test_a_move_can_be_taken_back(inputs: PlanInputs, seed: int) -> None:
    """Undone, a move leaves nothing behind but the order of lists."""
    state = State(Board(matter_of(inputs)))
    random = chance(seed)
    spots = Spots(state, random)
    construct(state, spots)
    moves = Moves(state, spots, random)
    before, mark = books(state), len(state.log)
    for need in range(len(state.day)):
        moves.insist(need)
        moves.mend(need)
    state.undo(mark)
    after = books(state)
    for need, day in enumerate(state.day):
        if day < 0:
            after["start"][need], after["host"][need] = before["start"][need], before["host"][need]
    assert after == before


@given(plan_inputs(), st.integers(0, 99))
def test_a_search_keeps_its_best(inputs: PlanInputs, seed: int) -> None:
    """'The best kept is never worse than the constructive', whatever the budget."""
    state = State(Board(matter_of(inputs)))
    random = chance(seed)
    spots = Spots(state, random)
    construct(state, spots)
    before = state.cost + state.unfairness()
    made = anneal(state, Moves(state, spots, random), random, budget=60, bound=-1, hopeless=0)
    assert made <= 60
    assert state.cost + state.unfairness() <= before
    assert state.cost == again(state).cost


def made(inputs: PlanInputs, **changes: Any) -> Any:
    """The plan of the inputs, some of them changed."""
    given_inputs = {field.name: getattr(inputs, field.name) for field in attrs.fields(PlanInputs)}
    return plan(**given_inputs | changes)


@given(plan_inputs())
def test_a_search_never_spoils_a_plan(inputs: PlanInputs) -> None:
    """'moves=0 never better than the default'; the budget is a ceiling."""
    constructed, searched = made(inputs, moves=0), made(inputs, moves=None)
    assert constructed.moves_made == 0
    assert searched.score >= constructed.score
    assert searched.moves_made <= inputs.policy.moves_a_session * len(
        searched.sessions + searched.unplaced
    )


@given(plan_inputs())
def test_the_cost_of_a_search_is_the_score(inputs: PlanInputs) -> None:
    """Where the search leaves nothing open, its own cost is what the matches say of the plan."""
    found = made(inputs)
    if found.unplaced:
        return
    state = State(Board(matter_of(inputs)))
    board = state.board
    by_key = {need.key: number for number, need in enumerate(board.needs)}
    taken = {session_id(*key): number for key, number in by_key.items()}
    hosts = {host.id: number for number, host in enumerate(board.hosts)}
    for session in found.sessions:
        number = taken.get(session.id)
        if number is None:
            return
        minute = session.start.hour * 60 + session.start.minute
        day = session.day.toordinal() - board.grid.first
        start = minute // board.grid.step
        if day not in board.open_days[number] or not board.allowed[number][day] >> start & 1:
            return  # by the plain path
        state.place(number, day, start, hosts.get(session.host, -1))
    warned = sum(match.points for match in found.matches if match.constraint.value == "warning")
    if not warned:
        assert state.cost + board.unavoidable == -found.score.soft


@given(plan_inputs(), st.integers(0, 3))
def test_no_plan_exceeds_its_bound(inputs: PlanInputs, seed: int) -> None:
    """'Bound <= cost of every feasible plan': of all that the planner finds, none is better."""
    found = made(inputs, seed=seed)
    assert found.score <= found.bound
    assert found.is_optimal == (found.score == found.bound)
    assert found.bound == made(inputs, moves=0).bound


@given(plan_inputs(), st.data())
def test_what_is_recommended_takes_no_place_of_what_is_required(
    inputs: PlanInputs, data: st.DataObject
) -> None:
    """Duties as a rule (一般) beside those that bind: no more of these is left out."""
    free = attrs.evolve(inputs.register, sessions=())
    names = [one.id for one in inputs.duties]
    weaker = data.draw(st.sets(st.sampled_from(names))) if names else set()
    required = [one for one in inputs.duties if one.id not in weaker]
    recommended = [
        attrs.evolve(one, modality=Modality.SHOULD) for one in inputs.duties if one.id in weaker
    ]

    def made(duties: list[Duty], moves: int | None) -> Plan:
        given = {one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)}
        return plan(**given | {"duties": duties, "register": free, "moves": moves})

    alone = made(required, 0).score.medium
    assert made([*required, *recommended], 0).score.medium >= alone
    assert made([*required, *recommended], None).score.medium >= alone


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("moves", [0, None])
def test_the_only_lawyer_goes_first_where_he_must(seed: int, moves: int | None) -> None:
    """One on Wednesdays, once a day: what is required of one station is placed, all of it."""
    stations = [
        Station(id=name, name="示例", region=Region("370502"), tier=Tier.BASIC,
                site=Site(seats=20), hours=OpeningHours.parse("Mo-Su 08:00-18:00"))
        for name in ("S-1", "S-2")
    ]  # fmt: skip
    lawyer = Host(id="H-1", party=Party(name="示例律所"), skills=[Skill.LEGAL], per_day=1,
                  hours=OpeningHours.parse("We 09:00-12:00"))  # fmt: skip
    must, should = (
        Duty(id=f"D-{name}", subject=name, station=name, kind=ActivityKind.LEGAL_CLINIC,
             cadence=Cadence.parse(cadence), skill=Skill.LEGAL, modality=modality)
        for name, cadence, modality in (("S-1", "4/month", Modality.SHALL),
                                        ("S-2", "1/week", Modality.SHOULD))
    )  # fmt: skip
    made = plan(
        [must, should], Register(stations=stations, hosts=[lawyer]), work_calendar(),
        Span.parse("2026-04-01/2026-06-30"), seed=seed, moves=moves,
    )  # fmt: skip
    assert made.score.medium == 0


@pytest.mark.parametrize("moves", [-1, 10**6 + 1, 10**30, True])
def test_no_search_takes_for_ever(moves: int) -> None:
    """What a document asks for is made again by `replan`: the moves have a ceiling."""
    span = Span.parse("2026-01-01/2026-01-31")
    with pytest.raises(InvalidValue, match="moves"):
        plan((), Register(), WorkCalendar(), span, moves=moves)
