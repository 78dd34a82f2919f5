"""The moves of a search: what each does to the state, and that none breaks a rule."""

from typing import Any

import attrs
import pytest
from tests.scheduling.boards import (
    CITIES,
    PLAIN,
    Recount,
    Spot,
    board_of,
    chance,
    draws,
    recount_of,
    spots_of,
)
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.scheduling.moves import Moves
from ridehire_partybuild.scheduling.rules import Rule, clashes
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots
from ridehire_partybuild.values import ActivityKind, OpeningHours, Span

WEEK = Span.parse("2026-03-02/2026-03-08")
each_city = pytest.mark.parametrize("name", CITIES)


def filled(recount: Recount, seed: int) -> tuple[State, Moves]:
    """A state in which all stands somewhere that can, and moves of it."""
    random, state = chance(seed), State(recount.board)
    spots = Spots(state, random)
    moves = Moves(state, spots, random)
    for need in range(len(state.day)):
        moves.relocate(need)
    return state, moves


def sound(recount: Recount, state: State) -> None:
    """Nothing stands where a rule forbids it, by itself or together with others."""
    placed = recount.placed(state)
    for number, slot in placed.items():
        need = recount.board.needs[number]
        assert (state.day[number], state.start[number], state.host[number]) in recount.spots(need)
        others = [*recount.records, *(one for other, one in placed.items() if other != number)]
        assert recount.fits(slot, others), number


@each_city
def test_no_move_breaks_a_rule(name: str) -> None:
    """Wherever a move puts anything, no rule forbids it; and what can be moved is not lost."""
    recount = recount_of(name)
    state, moves = filled(recount, 1)
    sound(recount, state)
    for turn in range(3):
        for need in range(turn, len(state.day), 2):
            moves.insist(need)
            moves.mend(need)
        sound(recount, state)


@pytest.mark.parametrize("name", sorted(CITIES.keys() - {"by night"}))
def test_whoever_is_in_the_way_is_lifted_and_nobody_else(name: str) -> None:
    """'Lift whoever is in the way, if they can be moved': a spot that then is free, or None."""
    recount = recount_of(name)
    state, moves = filled(recount, 2)
    # by night, one on the day before can be in the way, who is not lifted
    assert not recount.board.far_reaching
    for number in range(0, len(state.day), 2):
        need = recount.board.needs[number]
        if state.day[number] >= 0:
            state.lift(number)
        days = recount.board.open_days[number]
        spots = sorted(spot for spot in recount.spots(need) if spot[0] in days)
        for spot in spots[number % 5 :: 5]:
            mark, before = len(state.log), recount.placed(state)
            slot = recount.slot(need, spot)
            gap = clashes(recount.ground, slot, before.values()) & {Rule.GAP}
            possible = recount.fits(slot, recount.records) and not gap
            found = moves._evict(number, *spot)
            assert (found is not None) is possible, (need.key, spot)
            if found is None:
                sound(recount, state)
            else:
                left = recount.placed(state)
                assert sorted(found) == sorted(before.keys() - left.keys())
                assert recount.fits(slot, [*recount.records, *left.values()])
                assert len(found) == fewest(recount, slot, before)
            state.undo(mark)


def fewest(recount: Recount, slot: Any, before: dict[int, Any]) -> int:
    """How many must go: those that clash, and those beyond what the host holds a day or week."""
    stay = [one for one in before.values() if not clashes(recount.ground, slot, [one])]
    gone = len(before) - len(stay)
    host = recount.ground.host(slot.host)
    if host is None:
        return gone
    every = [one for one in (*stay, *recount.records) if one.host == host.id]
    in_week = sum(one.week == slot.week for one in every)
    on_day = sum(one.ordinal == slot.ordinal for one in every)
    over_day = max(0, on_day + 1 - host.per_day) if host.per_day is not None else 0
    in_week -= over_day
    over_week = max(0, in_week + 1 - host.per_week) if host.per_week is not None else 0
    return gone + over_day + over_week


def board_state(*records: Any, **changes: Any) -> State:
    """The state of a search for a week, nothing placed, on the grid of an hour."""
    plain = {"policy": PLAIN, "span": WEEK, "on": WEEK.start}
    return State(board_of(inputs_of(*records, **plain | changes)))


class Told(Moves):
    """Moves that write down what they relocate."""

    __slots__ = ("told",)

    def __init__(self, state: State, *drawn: float) -> None:
        random = draws(*drawn)
        super().__init__(state, Spots(state, random), random)
        self.told: list[int] = []

    def relocate(self, need: int) -> None:
        """Write it down, and lift it."""
        self.told.append(need)
        if self._state.day[need] >= 0:
            self._state.lift(need)


def two_rooms(**changes: Any) -> State:
    """Two stations and a lawyer, three hours a day; four a week at one, one at the other."""
    hours = "Mo-Su 09:00-12:00"
    return board_state(
        station(1, hours=hours),
        station(2, hours=hours),
        lawyer(1, hours="24/7"),
        lawyer(2, hours="24/7", per_day=1, per_week=2),
        clinic(1, "4/week", **changes),
        clinic(2, "1/week", preferred=OpeningHours.parse("We 10:00-11:00")),
    )


def test_a_need_is_relocated_to_what_is_free() -> None:
    """'To the cheapest spot that is free': from where it is, or from nowhere; else it is open."""
    state = two_rooms(ideal_gap=2)
    moves = Moves(state, spots_of(state), chance(1))
    moves.relocate(4)
    assert (state.day[4], state.start[4]) == (2, 10)
    state.lift(4)
    state.place(4, 0, 9, 1)
    moves.relocate(4)
    assert (state.day[4], state.start[4], state.log[0]) == (2, 10, (4, -1, 0, -1))
    blocked = board_state(station(1), clinic(1, "1/week", seats=100, skill=None))
    Moves(blocked, spots_of(blocked), chance(1)).relocate(0)
    assert (blocked.day, blocked.log) == ([-1], [])


@pytest.mark.parametrize(
    ("need", "drawn", "spot"),
    [
        (0, (0.0, 0.3, 0.6, 0.9, 0.0, 0.0), (0, 9, 0)),
        (0, (0.99, 0.3, 0.6, 0.9, 0.5, 0.99), (6, 11, 1)),
        (0, (0.3, 0.9, 0.6, 0.3, 0.49, 0.5), (2, 10, 0)),
        (4, (0.0, 0.0, 0.0, 0.0, 0.99, 0.5), (0, 10, 1)),
        (4, (0.3, 0.0, 0.0, 0.0, 0.99, 0.99), (2, 10, 1)),  # the one hour that is preferred
    ],
)
def test_of_some_days_the_best_is_wished_for(
    need: int, drawn: tuple[float, ...], spot: Spot
) -> None:
    """'A start, a host and the best of some days': of four draws the first, of equals."""
    state = two_rooms()
    state.place(4 - need, *spot)  # whatever else the host has to do
    assert Told(state, *drawn)._wished(need) == spot


def test_what_costs_less_is_wished_for_among_the_days_drawn() -> None:
    """The gaps decide; the fifth draw is the host, or the start where none is needed."""
    state = two_rooms(ideal_gap=2, skill=None)
    state.place(0, 0, 9, -1)
    state.place(2, 4, 9, -1)
    assert Told(state, 0.0, 0.99, 0.3, 0.99, 0.34)._wished(1) == (2, 10, -1)
    assert Told(state, 0.0, 0.99, 0.99, 0.3, 0.0)._wished(1) == (2, 9, -1)
    never = board_state(station(1), clinic(1, "1/week", seats=100, skill=None))
    assert Told(never)._wished(0) is None


def test_a_host_who_does_not_come_that_day_is_no_spot() -> None:
    """None: another move will do better."""
    state = board_state(
        station(1, hours="Mo-Su 09:00-12:00"),
        lawyer(1, hours="Mo 09:00-12:00"),
        lawyer(2, hours="Tu-Su 09:00-12:00"),
        clinic(1, "1/week"),
    )
    assert Told(state, 0.0, 0.0, 0.0, 0.0, 0.5)._wished(0) is None
    assert Told(state, 0.0, 0.0, 0.0, 0.0, 0.0, 0.99)._wished(0) == (0, 11, 0)


def test_a_need_insists_on_its_spot() -> None:
    """It gets what it wished for; those lifted go elsewhere, one after the other."""
    state = two_rooms()
    state.place(1, 0, 9, 0)
    state.place(4, 0, 10, 1)
    state.place(0, 6, 11, 1)
    moves = Told(state, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    moves.insist(0)
    assert (state.day[0], state.start[0], state.host[0]) == (0, 9, 0)
    assert moves.told == [1]
    assert state.day == [0, -1, -1, -1, 0]
    # the other lawyer, once a day, is wanted elsewhere: the way is too long anyway
    moves = Told(state, 0.0, 0.0, 0.0, 0.0, 0.99, 0.99, 0.0)
    moves.insist(1)
    assert ((state.day[1], state.start[1], state.host[1]), moves.told) == ((0, 11, 1), [4])


def test_who_has_no_wish_is_relocated() -> None:
    """Where there is no spot, or whoever is in the way cannot be moved."""
    free = board_state(station(1, hours="24/7"), clinic(1, "1/week", skill=None))
    assert Told(free)._evict(0, 3, 0, -1) == []
    never = Told(board_state(station(1), clinic(1, "1/week", seats=100, skill=None)))
    never.insist(0)
    assert never.told == [0]
    held = session("R-1", "2026-03-02T09:00", kind=ActivityKind.SYMPOSIUM)
    state = board_state(
        station(1, hours="Mo-Su 09:00-12:00"), clinic(1, "1/week", skill=None), held
    )
    state.place(0, 3, 9, -1)
    moves = Told(state, 0.0, 0.0, 0.0, 0.0, 0.0)
    moves.insist(0)
    assert (moves.told, state.day[0]) == ([0], -1)
    state.place(0, 3, 9, -1)
    moves = Told(state, 0.0, 0.0, 0.0, 0.0, 0.99)
    moves.insist(0)
    assert (moves.told, state.day[0], state.start[0]) == ([], 0, 11)


class Wishing(Told):
    """Moves that wish for what they are told to, and may draw nothing."""

    __slots__ = ("wish",)

    def __init__(self, state: State, wish: Spot) -> None:
        super().__init__(state)
        self.wish = wish

    def _wished(self, need: int) -> Spot | None:
        return self.wish if need == 0 else None


def test_what_is_on_record_is_not_lifted() -> None:
    """A room, a host or a limit that is taken by a session on record stays taken."""
    held: Any = {"kind": ActivityKind.SYMPOSIUM, "host": "H-1"}
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        station(2, hours="Mo-Su 09:00-17:00"),
        lawyer(1, hours="24/7", per_day=2),
        clinic(1, "2/week"),
        clinic(2, "1/week"),
        session("R-1", "2026-03-02T09:00", **held),
        session("R-2", "2026-03-02T13:00", **held),
        session("R-3", "2026-03-03T09:00", **held),
    )
    for wish, blocked in (
        ((0, 9, 0), []),  # the room
        ((0, 11, 0), []),  # the limit
        ((1, 12, 0), [2]),  # that is free: the one at the other station is too near
    ):
        state.undo(0)
        state.place(2, 1, 11, 0)
        state.place(0, 4, 9, 0)
        moves = Wishing(state, wish)
        moves.insist(0)
        assert moves.told == (blocked or [0])
        assert (state.day[0], state.day[2]) == ((1, -1) if blocked else (-1, 1))


def test_those_lifted_in_vain_are_put_back_somewhere() -> None:
    """The room could be had, but not the host: who was in the room finds another spot."""
    held: Any = {"kind": ActivityKind.SYMPOSIUM, "host": "H-1", "station": "S-2"}
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        station(2, hours="Mo-Su 09:00-17:00"),
        lawyer(1, hours="24/7"),
        lawyer(2, hours="24/7"),
        clinic(1, "2/week"),
        session("R-1", "2026-03-02T09:00", **held),
    )
    state.place(1, 0, 9, 1)
    assert Wishing(state, (0, 9, 0))._evict(0, 0, 9, 0) is None
    state.undo(0)
    state.place(1, 0, 9, 1)
    moves = Wishing(state, (0, 9, 0))
    moves.insist(0)
    assert (moves.told, state.day) == ([1, 0], [-1, -1])


@pytest.mark.parametrize(
    ("limits", "drawn", "gone"),
    [
        ({}, (), []),
        ({"per_day": 3}, (), []),
        ({"per_day": 2}, (0.0,), [1]),
        ({"per_day": 2}, (0.99,), [2]),
        ({"per_day": 1}, (0.99, 0.0), [2, 1]),
        ({"per_week": 5}, (), []),
        ({"per_week": 4}, (0.0,), [3]),  # of the week those of the first day come first
        ({"per_week": 4}, (0.3,), [1]),
        ({"per_week": 4}, (0.99,), [4]),
        ({"per_week": 4, "per_day": 2}, (0.0,), [1]),
    ],
)
def test_a_host_who_has_enough_lets_one_go(
    limits: dict[str, int], drawn: tuple[float, ...], gone: list[int]
) -> None:
    """Of those on that day, then of those in that week; 'tell whether it is' free."""
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        lawyer(1, hours="24/7", **limits),
        clinic(1, "6/week"),
        span=Span.parse("2026-03-02/2026-03-15"),
    )
    # the fifth stands in the week after
    for need, day, start in ((1, 3, 12), (2, 3, 14), (3, 0, 9), (4, 6, 9), (6, 7, 9), (7, 13, 9)):
        state.place(need, day, start, 0)
    blocking: list[int] = []
    assert Told(state, *drawn)._free_host(0, 3, 9, 0, blocking)
    assert blocking == gone
    assert all(state.day[need] < 0 for need in gone)
    assert state.held_a_week == [4 - len(gone), 2]


@pytest.mark.parametrize(("drawn", "gone"), [(0.0, 6), (0.99, 7)])
def test_the_weeks_of_a_host_are_not_mixed_up(drawn: float, gone: int) -> None:
    """In the second week one of the second week goes, from its first day to its last."""
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        lawyer(1, hours="24/7", per_week=2),
        clinic(1, "6/week"),
        span=Span.parse("2026-03-02/2026-03-22"),
    )
    for need, day in ((1, 3), (2, 6), (6, 7), (7, 13), (12, 14), (13, 15)):
        state.place(need, day, 9, 0)
    blocking: list[int] = []
    assert Told(state, drawn)._free_host(8, 10, 9, 0, blocking)
    assert blocking == [gone]


def test_a_limit_of_none_at_all_frees_nobody() -> None:
    """Who holds none a day, or none a week, cannot be made free by lifting others."""
    for limits in ({"per_day": 0}, {"per_week": 0}):
        state = board_state(
            station(1, hours="Mo-Su 09:00-17:00"), lawyer(1, hours="24/7", **limits),
            clinic(1, "1/week"),
        )  # fmt: skip
        assert not Told(state)._free_host(0, 3, 9, 0, [])


def test_who_clashes_with_the_start_is_lifted_from_the_host() -> None:
    """By the way between: an hour's session at another station of the county, 50 minutes off."""
    state = two_rooms()
    for need, start in ((0, 9), (1, 11)):
        state.place(need, 0, start, 0)
    blocking: list[int] = [3]
    assert Told(state)._free_host(4, 0, 10, 0, blocking)
    assert blocking == [3, 0, 1]
    state.undo(0)
    state.place(0, 0, 9, 0)
    assert Told(state)._free_host(4, 0, 11, 0, blocking)
    assert blocking == [3, 0, 1]


def strung(days: tuple[int | None, ...]) -> State:
    """Needs of a duty in as many weeks, 7 days apart at best; one day costs a point."""
    weeks = Span.parse("2026-03-02/2026-05-10")
    policy = attrs.evolve(PLAIN, spacing_tolerance=0)
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        clinic(1, "1/week", skill=None, ideal_gap=7),
        policy=policy,
        span=weeks,
    )
    for need, day in enumerate(days):
        if day is not None:
            state.place(need, day, 9, -1)
    return state


class Kept(Told):
    """Moves that write down what they relocate, and leave it where it is."""

    __slots__ = ()

    def relocate(self, need: int) -> None:
        """Write it down."""
        self.told.append(need)


EVEN = tuple(range(0, 70, 7))


@pytest.mark.parametrize(
    ("need", "days", "told"),
    [
        (5, EVEN, []),
        # each gap too wide or too narrow: four on each side
        (5, tuple(day + day // 7 % 2 for day in EVEN), [4, 3, 2, 1, 6, 7, 8, 9]),
        # both ends of the chain
        (1, tuple(day + day // 7 % 2 for day in EVEN), [0, 2, 3, 4, 5]),
        # only those beside it: the next gap is as it should be
        (5, (*EVEN[:5], 36, *EVEN[6:]), [4, 6]),
        (5, (*EVEN[:4], 29, 36, *EVEN[6:]), [4, 3, 6]),
        # an empty post is passed over
        (5, (*EVEN[:3], None, None, 36, None, *EVEN[7:]), [2, 7]),
        (5, (None, None, None, None, None, 36, None, None, None, None), []),
    ],
)
def test_neighbours_are_mended_while_their_gaps_cost_something(
    need: int, days: tuple[int | None, ...], told: list[int]
) -> None:
    """'Put right the neighbours in the chain of a need that has moved, one after the other.'."""
    moves = Kept(strung(days))
    moves.mend(need)
    assert moves.told == told


def test_mending_ends_where_one_could_not_be_placed_again() -> None:
    """The gap beyond it is another one then: on that side nobody else moves."""
    moves = Told(strung(tuple(day + day // 7 % 2 for day in EVEN)))
    moves.mend(5)
    assert moves.told == [4, 6]


def test_mending_ends_at_a_session_on_record() -> None:
    """It is nobody's to move."""
    held = session("R-1", "2026-03-12T09:00", duty="D-1")
    state = board_state(
        station(1, hours="Mo-Su 09:00-17:00"),
        clinic(1, "1/week", skill=None, ideal_gap=7),
        held,
        policy=attrs.evolve(PLAIN, spacing_tolerance=0),
        span=Span.parse("2026-03-02/2026-03-22"),
    )
    for need, day in enumerate((0, 20)):
        state.place(need, day, 9, -1)
    moves = Kept(state)
    moves.mend(1)
    moves.mend(0)
    assert (moves.told, state.costs(0), state.costs(1)) == ([], 3, 3)
