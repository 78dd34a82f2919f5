"""Where a search finds room: against all spots that the rules leave, held one against the other."""

from collections.abc import Callable
from math import inf
from typing import Any

import attrs
import pytest
from tests.scheduling import boards
from tests.scheduling.boards import (
    LAWYERS,
    PLAIN,
    SHIFTS,
    Recount,
    Spot,
    bits,
    board_of,
    chance,
    city,
    draws,
    on_record,
)
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.scheduling import Rule, TravelTimes
from ridehire_partybuild.scheduling.rules import clashes
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots
from ridehire_partybuild.values import OpeningHours, PeriodUnit, Span

TWO_SHIFTS = city(
    hosts=LAWYERS[1:],
    policy=attrs.evolve(
        PLAIN,
        shifts=SHIFTS[:2],
        rotation=PeriodUnit.WEEK,
        rotation_points=2,
        preferred_points=5,
        spacing_points=2,
    ),
)
FAR = TravelTimes(same_station=600, same_county=960, same_city=1000, elsewhere=1200)
CITIES = {
    **boards.CITIES,
    "only two shifts": TWO_SHIFTS,
    "far apart": city(
        on_record("R-0", "2026-03-10T09:00", host="H-2"),
        policy=attrs.evolve(PLAIN, travel=FAR, step_minutes=90),
    ),
}
ROTATING = {"rotating", "only two shifts"}
each_city = pytest.mark.parametrize("name", CITIES)


def halves(recount: Recount, seed: int) -> tuple[State, list[int], Callable[[], float]]:
    """A state in which some needs stand somewhere, and those that do not."""
    random, state = chance(seed), State(recount.board)
    spots = Spots(state, random)
    for need in range(len(recount.board.needs)):
        if random() < 0.6:
            free = [spots.free(need, day) for day in recount.board.open_days[need]]
            found = [one for one in free if one is not None]
            if found:
                state.place(need, *found[int(random() * len(found))][:3])
    return state, [need for need, day in enumerate(state.day) if day < 0], random


def costs(state: State, need: int, spot: Spot) -> int:
    """What the state costs once the need stands there."""
    mark = len(state.log)
    state.place(need, *spot)
    cost = state.cost
    state.undo(mark)
    return cost


def hour(recount: Recount, state: State, need: int, spot: Spot) -> int:
    """What the hour of a spot costs, less what the shifts gain that could attend no other."""
    liked = recount.board.liked[need][spot[0]] >> spot[1] & 1
    gained = 0
    if state.rotates:
        new = state.board.rotation.attending(need, spot[0], spot[1])
        gained = sum(number in new for number in state.lacking(need, spot[0])) * state.turn
    return (0 if liked else state.points) - gained


@each_city
@pytest.mark.parametrize("seed", [1, 2])
def test_a_spot_is_free_where_no_rule_says_otherwise(name: str, seed: int) -> None:
    """'Return a free spot of a day': the one whose hour costs least; None only where none is."""
    recount = Recount(CITIES[name])
    state, left, random = halves(recount, seed)
    spots = Spots(state, random)
    for need in left:
        free = recount.free(state, need)
        for day in recount.board.open_days[need]:
            there = [spot for spot in free if spot[0] == day]
            found = spots.free(need, day)
            if found is None:
                assert there == []
                continue
            assert found[:3] in there
            assert found[3] == hour(recount, state, need, found[:3])
            assert found[3] == min(hour(recount, state, need, spot) for spot in there)


@each_city
@pytest.mark.parametrize("seed", [3, 4])
def test_the_cheapest_spot_is_the_cheapest_of_all(name: str, seed: int) -> None:
    """'The cheapest spot for a need that is not placed': of all that could be tried."""
    recount = Recount(CITIES[name])
    state, left, random = halves(recount, seed)
    spots = Spots(state, random)
    for need in left:
        free = recount.free(state, need)
        found = spots.cheapest(need)
        if found is None:
            assert free == []
        else:
            assert found in free
            least = min(costs(state, need, spot) for spot in free)
            assert costs(state, need, found) == least


@pytest.mark.parametrize("name", sorted(CITIES.keys() - ROTATING))
def test_the_nearest_spot_is_the_nearest_of_all(name: str) -> None:
    """'The points of its hour counting as days'."""
    recount = Recount(CITIES[name])
    state, left, random = halves(recount, 5)
    spots = Spots(state, random)
    for need in left:
        free = recount.free(state, need)
        for ideal in (0, 9, 20):
            far = {spot: abs(spot[0] - ideal) + hour(recount, state, need, spot) for spot in free}
            found = spots.nearest(need, ideal)
            assert far[found] == min(far.values()) if found else not free


@each_city
def test_a_day_costs_what_its_gaps_cost(name: str) -> None:
    """'What a day costs by its gaps, and between which days that is nothing.'."""
    recount = Recount(CITIES[name])
    board = recount.board
    for seed in range(4):
        state, left, random = halves(recount, seed)
        for need in left:
            price, low, high = Spots(state, random).prices(need)
            post = board.post[need]
            _, after = state.neighbours(post)
            for day in board.open_days[need]:
                mark = len(state.log)
                state.place(need, day, 0, board.able[need][0] if board.hosted[need] else -1)
                cost = state.gaps[post] + state.gaps[after]
                state.undo(mark)
                assert price(day) == cost, (need, day)
                assert (low <= day <= high) is (cost == 0), (need, day)


def board_state(*records: Any, **changes: Any) -> State:
    """The state of a search, nothing placed, on the grid of an hour."""
    return State(board_of(inputs_of(*records, **{"policy": PLAIN} | changes)))


def spots(state: State, *drawn: float) -> Spots:
    """What looks for spots, with these draws and no more."""
    return Spots(state, draws(*drawn))


@pytest.mark.parametrize(
    ("mask", "drawn", "start"),
    [
        (0b1, 0.0, 0),
        (0b1, 0.99, 0),
        (0b1011, 0.0, 0),
        (0b1011, 0.5, 1),
        (0b1011, 0.99, 3),
        (0b1010_1000, 0.0, 3),
        (0b1010_1000, 0.33, 3),
        (0b1010_1000, 0.34, 5),
        (0b1010_1000, 0.67, 7),
        (0b1010_1000, 0.999, 7),
    ],
)
def test_one_of_the_starts_is_drawn(mask: int, drawn: float, start: int) -> None:
    """'Return one of the starts, any': each as often."""
    assert spots(board_state(), drawn).one_of(mask) == start


WEEK = Span.parse("2026-03-02/2026-03-08")


def test_hosts_and_days_are_drawn_too() -> None:
    """From which day and which host it looks on is drawn; then the start."""
    inputs = (
        station(1, hours="Mo-Su 09:00-12:00"),
        *(lawyer(number, hours="24/7") for number in (1, 2, 3)),
        clinic(1, "1/week"),
    )
    state = board_state(*inputs, span=WEEK, on=WEEK.start)
    # seven days, three hosts, three starts
    assert spots(state, 0.0, 0.0, 0.0).cheapest(0) == (0, 9, 0)
    assert spots(state, 0.99, 0.99, 0.99).cheapest(0) == (6, 11, 2)
    assert spots(state, 0.5, 0.5, 0.5).cheapest(0) == (3, 10, 1)
    assert spots(state, 0.4, 0.7).free(0, 5) == (5, 11, 1, 0)
    assert spots(state, 0.0, 0.0).nearest(0, 4) == (4, 9, 0)


def test_who_has_no_time_is_passed_over() -> None:
    """After the last host the first; after the last day the first."""
    state = board_state(
        station(1, hours="Mo-Su 09:00-12:00"),
        lawyer(1, hours="24/7"),
        lawyer(2, hours="24/7", per_day=1),
        lawyer(3, hours="24/7", per_week=1),
        clinic(1, "4/week"),
        span=WEEK,
        on=WEEK.start,
    )
    state.place(0, 6, 9, 1)
    state.place(1, 3, 9, 2)
    # the third has had this week's, the second that day's
    assert spots(state, 0.99, 0.0).free(2, 6) == (6, 10, 0, 0)
    assert spots(state, 0.5, 0.0).free(2, 6) == (6, 10, 0, 0)
    assert spots(state, 0.5, 0.0).free(2, 5) == (5, 9, 1, 0)
    # no start is left on that day
    state.place(2, 6, 10, 0)
    state.lift(1)
    state.place(1, 6, 11, 0)
    assert spots(state).free(3, 6) is None


def test_a_need_without_days_has_no_spot() -> None:
    """None, and nothing is drawn."""
    state = board_state(station(1), lawyer(1), clinic(1, seats=100))
    assert spots(state).cheapest(0) is None
    assert spots(state).nearest(0, 3) is None


@pytest.mark.parametrize(("gap", "near"), [(1, [7]), (3, [5, 6, 7, 8, 9]), (None, [])])
def test_days_near_to_another_session_are_too_near(gap: int | None, near: list[int]) -> None:
    """'Fewer days away than its smallest gap'; what is near to one on record is not open."""
    held = session("R-1", "2026-03-20T10:00", duty="D-1")
    month = board_state(
        station(1), clinic(1, "4/month", skill=None, smallest_gap=gap), station(2),
        clinic(2, "4/month", skill=None, smallest_gap=gap), held,
    )  # fmt: skip
    one, other = (
        [n for n, need in enumerate(month.board.needs) if need.duty.id == f"D-{number}"]
        for number in (1, 2)
    )
    month.place(one[0], 7, 10, -1)
    month.place(other[0], 15, 10, -1)
    looks = spots(month)
    assert [day for day in range(31) if looks.is_too_near(one[1], day)] == near
    assert [day for day in range(31) if looks.is_too_near(one[-1], day)] == near
    month.lift(one[0])
    assert not any(looks.is_too_near(one[1], day) for day in range(31))


def test_a_price_is_what_both_gaps_miss() -> None:
    """At the ends of a chain nothing is missed; between two sessions both gaps are."""
    policy = attrs.evolve(PLAIN, spacing_points=3, spacing_tolerance=20)
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        clinic(1, "1/week", skill=None, ideal_gap=10),
        policy=policy,
        span=Span.parse("2026-03-02/2026-03-29"),
        on=WEEK.start,
    )
    price, low, high = spots(state).prices(1)
    assert ([price(day) for day in range(28)], low, high) == ([0] * 28, -inf, inf)
    state.place(0, 0, 9, -1)
    price, low, high = spots(state).prices(1)
    assert (low, high) == (8, 12)
    assert [price(day) for day in (6, 7, 8, 12, 13, 15)] == [6, 3, 0, 0, 3, 9]
    state.place(2, 17, 9, -1)  # its share is 10 days later: best on the 7th
    price, low, high = spots(state).prices(1)
    assert (low, high) == (8, 9)
    assert [price(day) for day in (4, 5, 7, 8, 9, 10, 12, 14)] == [15, 9, 3, 0, 0, 3, 9, 21]
    price, low, high = spots(state).prices(3)
    assert (low, high, price(24), price(29)) == (25, 29, 3, 0)
    state.lift(0)
    price, low, high = spots(state).prices(1)
    assert (low, high, price(4), price(10)) == (5, 9, 3, 3)
    price, low, high = spots(state).prices(0)
    assert (low, high, price(0), price(2)) == (-7, 1, 0, 3)


@each_city
def test_the_other_sessions_of_a_host_forbid_starts(name: str) -> None:
    """'And the ways between': those from which a rule on hosts would be broken, and no others."""
    recount = Recount(CITIES[name])
    board = recount.board
    state, left, random = halves(recount, 6)
    others = [*recount.records, *recount.placed(state).values()]
    for need in left:
        inside = board.grid.same_day(board.needs[need].duty.minutes)
        for host in board.able[need]:
            for day in board.open_days[need]:
                # who need not travel over night is held against the sessions of the day alone
                asked = inside if board.far_reaching else board.allowed[need][day]
                forbidden = []
                for start in bits(asked):
                    slot = recount.slot(board.needs[need], (day, start, host))
                    near = [one for one in others if abs(one.ordinal - slot.ordinal) < 3]
                    if clashes(recount.ground, slot, near) & {Rule.HOST_BUSY, Rule.HOST_TRAVEL}:
                        forbidden.append(start)
                found = Spots(state, random).engaged(need, host, day)
                assert bits(found & asked) == forbidden, (need, host, day)


def test_nobody_is_engaged_where_nothing_stands() -> None:
    """Not one start, were it midnight."""
    for name in ("plain", "recorded", "by night", "far apart"):
        board = Recount(CITIES[name]).board
        looks = Spots(State(board), draws())
        days = [day for day in range(board.days) if board.days + day not in board.engaged]
        assert days
        assert [looks.engaged(0, 1, day) for day in days] == [0] * len(days)


def disliked(*hosts: Any, cadence: str = "1/week") -> State:
    """A week in which no start is preferred."""
    return board_state(
        station(1, hours="Mo-Su 09:00-12:00"),
        *hosts,
        clinic(1, cadence, preferred=OpeningHours.parse("Mo-Su 20:00-22:00")),
        span=WEEK,
        on=WEEK.start,
    )


def test_of_equals_the_first_that_was_looked_at_is_taken() -> None:
    """Hosts and days in their order, from where the draw says on; each draws its start."""
    state = disliked(*(lawyer(number, hours="24/7") for number in (1, 2, 3)))
    assert spots(state, 0.4, 0.0, 0.5, 0.99).free(0, 5) == (5, 9, 1, 2)
    every = [0.0] * 4 * 7
    assert spots(state, 0.3, *every).cheapest(0) == (2, 9, 0)
    assert spots(state, *every, 0.0).cheapest(0) == (0, 9, 0)
    assert spots(state, *every).nearest(0, 3) == (3, 9, 0)
    state.board.per_day = [0, 1, 1]
    # the host after the one who has no time
    assert spots(state, 0.0, 0.0, 0.0).free(0, 5) == (5, 9, 1, 2)
    assert spots(state, 0.99, 0.0, 0.99).free(0, 5) == (5, 9, 2, 2)


def test_days_that_cost_something_are_tried_the_cheapest_first() -> None:
    """And no longer once none can be cheaper: what its gaps cost counts with what its hour does."""
    policy = attrs.evolve(PLAIN, spacing_tolerance=0)
    state = board_state(
        station(1, hours="Mo-Su 09:00-12:00"),
        clinic(
            1, "1/week", skill=None, ideal_gap=6, preferred=OpeningHours.parse("Fr 09:00-10:00")
        ),
        policy=policy,
        span=Span.parse("2026-03-02/2026-03-15"),
        on=WEEK.start,
    )
    # best on Sunday, 8 March, which belongs to the week before: Monday misses it by a day
    state.place(0, 0, 9, -1)
    assert state.board.open_days[1] == tuple(range(7, 14))
    # seven draws put equals in order; Monday, an hour that is not preferred, costs 1 + 2
    assert spots(state, *[0.5] * 7, 0.99, 0.99, 0.99).cheapest(1) == (7, 11, -1)
    state.lift(0)
    state.place(0, 4, 9, -1)  # best on Thursday: Friday costs 1, Thursday 2
    assert spots(state, 0.0, 0.0, *[0.5] * 6, 0.0, 0.0).cheapest(1) == (11, 9, -1)
