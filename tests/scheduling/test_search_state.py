"""What a search keeps in step, against a recount from the sessions that it has placed."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scheduling.boards import (
    CITIES,
    PLAIN,
    Recount,
    board_of,
    chance,
    city,
    cost_of,
    recount_of,
)
from tests.scheduling.small import clinic, inputs_of, session, station

from ridehire_partybuild.scheduling import PlanInputs
from ridehire_partybuild.scheduling.board import END, HOLE, MEDIUM
from ridehire_partybuild.scheduling.coverage import can_attend
from ridehire_partybuild.scheduling.ground import Slot, week_of
from ridehire_partybuild.scheduling.moves import Moves
from ridehire_partybuild.scheduling.score import is_preferred
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots
from ridehire_partybuild.testing.strategies.planning import plan_inputs
from ridehire_partybuild.testing.strategies.replanning import scarce_inputs
from ridehire_partybuild.values import Modality, OpeningHours, Span

Kept = dict[str, Any]


def kept(state: State) -> Kept:
    """The tables of a state, but for the order in which things were entered."""
    names = "rooms", "held_a_day", "held_a_week", "x", "gaps", "miss", "taken"
    found: Kept = {name: getattr(state, name) for name in names}
    found |= {"room_days": [sorted(one) for one in state.room_days]}
    found |= {"host_days": [sorted(one) for one in state.host_days], "open": sorted(state.open)}
    return found | {"cost": cost_of(state)}


def recounted(recount: Recount, state: State) -> Kept:
    """The same, from what stands where by the records and the sessions of a state."""
    numbers, placed = range(len(recount.board.needs)), recount.placed(state)
    points = recount.inputs.policy.preferred_points
    return {
        "miss": [
            0 if n not in placed or is_preferred(recount.ground, placed[n]) else points
            for n in numbers
        ],
        "open": [n for n in numbers if n not in placed and recount.board.open_days[n]],
        "taken": attended(recount, state),
        "cost": recount.cost(state),
        **in_rooms(recount, placed),
        **of_hosts(recount, placed),
        **strung(recount, state),
    }


def in_rooms(recount: Recount, placed: dict[int, Slot]) -> Kept:
    """Which cells of each room are taken on each day, and by which needs."""
    board, step = recount.board, recount.inputs.policy.step_minutes
    stations = {one.id: n for n, one in enumerate(board.stations)}
    rooms = [0] * (len(stations) * board.days)
    room_days: list[list[int]] = [[] for _ in rooms]
    for slot in (*recount.records, *placed.values()):
        for day in range(board.days if slot.station in stations else 0):
            midnight = (board.grid.first + day) * 1440
            begin, end = slot.start - midnight, slot.end - midnight
            for cell in range(board.grid.cells):
                if begin < min(1440, cell * step + step) and cell * step < end:
                    rooms[stations[slot.station] * board.days + day] |= 1 << cell  # type: ignore[index]
    for number, slot in placed.items():
        at = stations[slot.station] * board.days + slot.ordinal - board.grid.first  # type: ignore[index]
        room_days[at].append(number)
    return {"rooms": rooms, "room_days": room_days}


def of_hosts(recount: Recount, placed: dict[int, Slot]) -> Kept:
    """How many each host has on each day and in each week, and which needs are among them."""
    board = recount.board
    first, monday = board.grid.first, week_of(board.grid.first)
    hosts: dict[Any, int] = {one.id: n for n, one in enumerate(board.hosts)}
    host_days: list[list[int]] = [[] for _ in range(len(hosts) * board.days)]
    a_day, a_week = [0] * len(host_days), [0] * (len(hosts) * board.weeks)
    for slot in (*recount.records, *placed.values()):
        if slot.host in hosts:
            if 0 <= slot.ordinal - first < board.days:
                a_day[hosts[slot.host] * board.days + slot.ordinal - first] += 1
            if 0 <= slot.week - monday < board.weeks:
                a_week[hosts[slot.host] * board.weeks + slot.week - monday] += 1
    for number, slot in placed.items():
        if slot.host is not None:
            host_days[hosts[slot.host] * board.days + slot.ordinal - first].append(number)
    return {"host_days": host_days, "held_a_day": a_day, "held_a_week": a_week}


def attended(recount: Recount, state: State) -> list[list[int]]:
    """How many sessions of each duty each shift can attend in each period of the rotation."""
    made = recount.sessions(state).values()
    shifts = recount.inputs.policy.shifts
    found = []
    for duty, period in recount.matter.rotations:
        own = [one for one in made if one.duty == duty.id]
        for (served, _), recorded in recount.matter.serving.items():
            own += [one for one in recorded if served == duty.id]
        inside = [one for one in own if one.day in period]
        found.append(
            [sum(can_attend(recount.ground, shift, one) for one in inside) for shift in shifts]
        )
    return found


def strung(recount: Recount, state: State) -> Kept:
    """Where each post stands by its share of time, and what the gap before it costs."""
    policy, made = recount.inputs.policy, recount.sessions(state)
    by_key = {recount.board.needs[number].key: one for number, one in made.items()}
    x, gaps = [END], [0]
    for chain in recount.matter.chains:
        last: Any = None
        for post in chain:
            one = post.record or by_key.get(post.key)
            x.append(HOLE if one is None else one.day.toordinal() - post.share)
            cost = 0
            if one is not None:
                if last is not None and not (last[0].record and post.record):
                    ideal = post.share - last[0].share
                    missed = abs((one.day - last[1].day).days - ideal)
                    free = ideal * policy.spacing_tolerance // 100
                    cost = max(0, missed - free) * policy.spacing_points
                last = post, one
            gaps.append(cost)
        x.append(END)
        gaps.append(0)
    return {"x": x, "gaps": gaps}


def marked(state: State) -> None:
    """Each that costs something by its gaps or its hour is told of as bad; and none twice."""
    assert sorted(state.bad) == [need for need, bad in enumerate(state.is_bad) if bad]
    for need, day in enumerate(state.day):
        post = state.board.post[need]
        if day >= 0:
            later = [one for one in range(post + 1, len(state.x)) if state.x[one] != HOLE]
            cost = state.gaps[post] + state.gaps[later[0]] + state.miss[need]
            assert not cost or state.is_bad[need], need
            lacking = len(state.lacking(need, day)) * state.turn if state.rotates else 0
            assert state.costs(need) == (cost or lacking)


def wild(state: State, random: Callable[[], float]) -> None:
    """One move, whichever."""
    moves = Moves(state, Spots(state, random), random)
    need = int(random() * len(state.day))
    draw = int(random() * 5)
    mark = len(state.log)
    if draw == 4 and state.day[need] >= 0:
        state.lift(need)
    elif draw == 3:
        moves.insist(need)
        moves.mend(need)
        state.undo(mark)
    else:
        (moves.relocate, moves.insist, moves.mend)[draw % 3](need)


@pytest.mark.parametrize("name", CITIES)
def test_what_is_kept_is_what_a_recount_gives(name: str) -> None:
    """After any sequence of moves every table is what follows from what stands where."""
    recount = recount_of(name)
    random, state = chance(7), State(recount.board)
    assert kept(state) == recounted(recount, state)
    for turn in range(60):
        wild(state, random)
        marked(state)
        if turn % 4 == 0:
            assert kept(state) == recounted(recount, state), turn


@given(st.one_of(plan_inputs(), scarce_inputs()), st.integers(0, 99))
def test_what_is_kept_is_what_a_recount_gives_of_drawn_cities(
    inputs: PlanInputs, seed: int
) -> None:
    """'All that changes keeps every table and the cost in step': after any drawn moves."""
    recount = Recount(inputs)
    state = State(recount.board)
    if not recount.board.needs:
        return
    random = chance(seed)
    for _ in range(8):
        wild(state, random)
    marked(state)
    assert kept(state) == recounted(recount, state)


def chain_state(*records: Any, **changes: Any) -> State:
    """Four of one duty at S-1, one a week, that should be ten days apart; nobody is needed."""
    duty = clinic(1, "1/week", **{"skill": None, "ideal_gap": 10} | changes)
    policy = attrs.evolve(PLAIN, spacing_points=3, spacing_tolerance=20)
    always = station(1, hours="Mo-Su 09:00-17:00")
    span = Span.parse("2026-03-02/2026-03-29")
    return State(board_of(inputs_of(always, duty, *records, policy=policy, span=span)))


def test_placing_marks_whom_it_costs_something() -> None:
    """The one placed, and the one beyond each gap that costs; nobody where nothing does."""
    # posts 1 to 4, 10 days apart, 2 of them free; days from Monday, 2 March
    state = chain_state()
    assert state.board.days == 28
    assert [state.slack(one, other) for one, other in ((1, 2), (1, 3), (2, 4))] == [2, 4, 4]
    state.tolerance = 99  # hundredths, the rest of which counts for nothing
    assert [state.slack(one, other) for one, other in ((1, 2), (1, 3), (2, 4))] == [9, 19, 19]
    state.tolerance = 20
    assert (state.cost, state.neighbours(2)) == (4 * MEDIUM, (0, 5))
    state.place(1, 10, 9, -1)
    assert (state.cost, state.bad, state.neighbours(3)) == (3 * MEDIUM, [], (2, 5))
    state.place(2, 18, 9, -1)  # 8 days later: free
    assert (state.cost, state.bad) == (2 * MEDIUM, [])
    state.place(0, 3, 9, -1)  # 7 days earlier: one too few
    assert (state.cost, state.bad, state.gaps) == (MEDIUM + 3, [0, 1], [0, 0, 3, 0, 0, 0])
    state.place(3, 21, 9, -1)  # 3 days later: five too few
    assert (state.cost, state.bad, state.gaps) == (18, [0, 1, 3, 2], [0, 0, 3, 0, 15, 0])
    assert [state.costs(need) for need in range(4)] == [3, 3, 15, 15]
    state.lift(2)  # 11 days between what should be 20 apart, 4 of them free
    assert (state.cost, state.gaps) == (MEDIUM + 18, [0, 0, 3, 0, 15, 0])
    state.lift(1)
    assert (state.cost, state.gaps) == (2 * MEDIUM + 3 * (12 - 6), [0, 0, 0, 0, 18, 0])
    assert (state.x[2], list(state.open), state.bad) == (HOLE, [2, 1], [0, 1, 3, 2])
    state.undo(0)
    assert (state.cost, state.log, list(state.open)) == (4 * MEDIUM, [], [3, 0, 2, 1])
    assert (state.day, state.x) == ([-1] * 4, list(state.board.fixed))


def test_lifting_marks_those_whom_the_wider_gap_costs_something() -> None:
    """'If joined': the two beyond, if they are needs; one on record is nobody's to mark."""
    state = chain_state()
    for need, day in enumerate((0, 12, 24)):
        state.place(need, day, 9, -1)
    assert (state.bad, state.gaps) == ([], [0] * 6)
    state.lift(1)
    assert (state.bad, state.gaps) == ([], [0] * 6)
    state.undo(len(state.log) - 1)
    state.lift(2)
    state.place(3, 27, 9, -1)
    assert (state.bad, state.gaps) == ([3, 1], [0, 0, 0, 0, 3, 0])
    other = chain_state(smallest_gap=None, ideal_gap=5)
    for need, day in enumerate((0, 6, 12)):
        other.place(need, day, 9, -1)
    assert (other.bad, other.gaps) == ([], [0] * 6)
    other.lift(1)
    assert (other.bad, other.cost) == ([], 2 * MEDIUM)
    wide = chain_state(ideal_gap=9)
    for need, day in enumerate((0, 10, 13)):
        wide.place(need, day, 9, -1)
    assert (wide.bad, wide.gaps) == ([2, 1], [0, 0, 0, 15, 0, 0])
    wide.bad.clear()
    wide.is_bad[1] = wide.is_bad[2] = 0
    wide.lift(1)  # 13 days between what should be 18 apart, 3 of them free
    assert (wide.bad, wide.gaps, wide.cost) == ([0, 2], [0, 0, 0, 6, 0, 0], 2 * MEDIUM + 6)


def test_a_session_on_record_holds_its_post() -> None:
    """A gap between two on record is no matter of a search; one beside it is."""
    held = [session(f"R-{day}", f"2026-03-{day}T10:00", duty="D-1") for day in ("03", "09", "24")]
    state = chain_state(*held)
    board = state.board
    assert (len(board.needs), board.owner, board.post) == (1, [-1, -1, -1, 0, -1, -1], [3])
    assert [x not in {HOLE, END} for x in state.x] == [False, True, True, False, True, False]
    assert (state.neighbours(3), state.gaps, state.cost) == ((2, 4), [0] * 6, MEDIUM)
    state.place(0, 0, 9, -1)  # Monday, 16 March: 7 days after one, 8 before the other
    assert (state.gaps, state.bad, state.cost) == ([0, 0, 0, 3, 0, 0], [0], 3)
    assert state.log == [(0, -1, 0, -1)]
    state.lift(0)
    assert (state.gaps, state.log) == ([0] * 6, [(0, -1, 0, -1), (0, 0, 9, -1)])
    assert (state.bad, state.cost) == ([0], MEDIUM)


def test_an_hour_that_is_not_preferred_costs_its_points() -> None:
    """And marks the session alone; recommended, it costs less to leave it out."""
    liked = {"preferred": OpeningHours.parse("Mo-Su 10:00-12:00"), "ideal_gap": None}
    state = chain_state(modality=Modality.SHOULD, **liked)
    left_out, points = PLAIN.unplaced_points, PLAIN.preferred_points
    assert state.cost == 4 * left_out
    state.place(0, 2, 10, -1)
    assert (state.cost, state.bad, state.miss) == (3 * left_out, [], [0, 0, 0, 0])
    state.place(1, 9, 9, -1)
    assert (state.cost, state.bad) == (2 * left_out + points, [1])
    assert (state.miss, state.costs(1)) == ([0, points, 0, 0], points)
    state.lift(1)
    assert (state.cost, state.miss) == (3 * left_out, [0, 0, 0, 0])


def test_what_can_stand_nowhere_is_not_open() -> None:
    """'The needs that are not placed and could be': each still costs its price."""
    state = State(board_of(city(clinic(8, "1/week", subject="S-1", station="S-1", seats=100))))
    never = [n for n, need in enumerate(state.board.needs) if need.duty.id == "D-8"]
    assert len(never) == 3
    assert list(state.open) == [n for n in range(len(state.board.needs)) if n not in never]
    assert state.cost == sum(state.board.price)


def test_nothing_stands_anywhere_at_first() -> None:
    """Whole tables, of four needs and no host."""
    state = chain_state()
    names = "day", "start", "host", "miss", "bad", "log", "gaps"
    assert [getattr(state, name) for name in names] == [
        [-1] * 4, [0] * 4, [-1] * 4, [0] * 4, [], [], [0] * 6
    ]  # fmt: skip
    assert (state.is_bad, state.rotates, state.turn) == (bytearray(4), False, PLAIN.rotation_points)
    assert (state.spacing, state.points, state.tolerance) == (3, PLAIN.preferred_points, 20)


def test_what_is_unfair_is_told_anew_when_others_are_open() -> None:
    """'What it costs that stations do without hosts beyond their fair share.'."""
    state = State(recount_of("scarce").board)
    board = state.board
    told = [state.unfairness()]
    for need in (0, 3, 6):
        state.place(need, board.open_days[need][0], 9, 0)
        told += [state.unfairness(), state.unfairness()]
    state.undo(0)
    open_ = [n for n in range(len(board.needs)) if board.open_days[n]]
    left = [[n for n in open_ if n not in gone] for gone in ((), (0,), (0, 3), (0, 3, 6))]
    expected = [board.unfairness(one) for one in left]
    assert told == [expected[0], *(cost for cost in expected[1:] for _ in range(2))]
    assert len(set(expected)) > 1


def test_a_shift_that_lacks_a_session_is_told_of() -> None:
    """Placed or lifted, a need is marked while a shift that could come attends none."""
    state = State(recount_of("rotating").board)
    board, turn = state.board, state.turn
    # two weeks of D-2, which early and late could attend, one session in each
    first = [n for n, need in enumerate(board.needs) if need.duty.id == "D-2"][1]
    day = board.open_days[first][0]
    before = state.cost
    assert (state.lacking(first, day), state.lacking(first, 0)) == ([0, 1], [])
    state.place(first, day, 14, 0)
    assert (state.lacking(first, day), state.bad, state.costs(first)) == ([0], [first], turn)
    assert state.cost == before - MEDIUM - turn
    state.bad.clear()
    state.is_bad[first] = 0
    state.lift(first)
    assert (state.bad, state.cost, state.lacking(first, day)) == ([first], before, [0, 1])
    # on a day of no whole week it is not asked for
    other = next(n for n, need in enumerate(board.needs) if need.duty.id == "D-2")
    state.bad.clear()
    state.place(other, board.open_days[other][0], 14, 0)
    assert (state.bad, state.costs(other)) == ([], 0)
