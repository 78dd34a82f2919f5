"""The search itself, on a state that only counts: what is drawn decides what is done."""

from collections.abc import Callable, Iterator
from datetime import date
from math import exp
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic

from ridehire_partybuild.scheduling.annealing import _bad_one as bad_one
from ridehire_partybuild.scheduling.annealing import _chosen as chosen
from ridehire_partybuild.scheduling.annealing import anneal, construct
from ridehire_partybuild.values import Modality, Period


def draws(*numbers: float) -> Callable[[], float]:
    """A generator of numbers that are known, and no more of them."""
    return iter(numbers).__next__


def costly(**more: Any) -> Any:
    """A state of needs 1 to 3, all of which cost something."""
    plain = {
        "open": {},
        "bad": [1, 2, 3],
        "day": [0, 0, 0, 0],
        "host": [-1, -1, -1, -1],
        "days": 10,
        "costs": lambda need: need,
        "is_bad": [1, 1, 1, 1],
        "neighbours": lambda post: (post + 1, post + 2),
        "room_days": {20: [1, 2]},
        "host_days": {},
        "board": SimpleNamespace(post=[0, 10, 20, 30], owner={}, station=[2, 2, 2, 2]),
    }
    return SimpleNamespace(**plain | more)


@pytest.mark.parametrize(
    ("drawn", "hopeless", "need"),
    [
        ((0.29, 0.0), 0, 7),
        ((0.29, 0.99), 0, 9),
        ((0.29, 0.0), 1, 7),
        ((0.3, 0.0, 0.0), 1, 1),
        ((0.049, 0.5), 2, 9),  # as many are open as must be
        ((0.05, 0.0, 0.0), 2, 1),
    ],
)
def test_a_need_that_is_open_is_looked_at_often(
    drawn: tuple[float, ...], hopeless: int, need: int
) -> None:
    """Three times in ten while any could be placed, once in twenty where no more can."""
    assert chosen(costly(open={7: None, 9: None}), draws(*drawn), hopeless) == need


def test_where_nothing_costs_anything_the_first_open_need_is_chosen() -> None:
    """And none where there is none: that ends the search."""
    assert chosen(costly(bad=[], open={7: None, 9: None}), draws(0.9), 0) == 7
    assert chosen(costly(bad=[]), draws(), 0) == -1
    assert chosen(costly(bad=[0], costs=lambda _: 1), draws(0.0, 0.0), 0) == 0


@pytest.mark.parametrize(
    ("drawn", "need"),
    [
        ((0.34, 0.49), 2),  # itself
        ((0.34, 0.5, 0.5), 0),  # the one before it in the chain
        ((0.34, 0.84, 0.5), 0),
        ((0.34, 0.5, 0.49), 2),  # nobody's to move: the one after it is on record
        ((0.34, 0.85, 0.49), 1),  # one of the room on that day
        ((0.34, 0.85, 0.5), 2),
    ],
)
def test_what_costs_something_moves_or_one_beside_it(drawn: tuple[float, ...], need: int) -> None:
    """'Up to which draw a session moves itself, or its neighbour in the chain.'."""
    state = costly()
    state.board.owner = {21: 0, 22: -1}
    assert chosen(state, draws(*drawn), 0) == need


def test_those_of_the_host_on_that_day_are_beside_it_too() -> None:
    """The first host and the first day have the number 0."""
    state = costly(host=[0, 0, 4, 0], host_days={43: [3], 3: [8], 0: [5]}, day=[0, 0, 3, 0])
    state.room_days = {23: [2], 20: [1]}
    assert chosen(state, draws(0.34, 0.9, 0.99), 0) == 3
    assert chosen(state, draws(0.0, 0.9, 0.99), 0) == 5
    assert chosen(state, draws(0.0, 0.9, 0.0), 0) == 1


def test_what_no_longer_costs_anything_is_struck_from_the_list() -> None:
    """So is what is not placed; the last takes its place, until one is found."""
    state = costly(day=[0, -1, 0, 0], costs=lambda need: need != 2)
    assert bad_one(state, draws(0.0, 0.99, 0.0)) == 3
    assert (state.bad, state.is_bad) == ([3], [1, 0, 0, 1])
    state.costs = lambda _: 0
    assert bad_one(state, draws(0.99)) == -1
    assert (state.bad, state.is_bad) == ([], [1, 0, 0, 0])


@attrs.define(kw_only=True)
class Counting:
    """A state that is its cost, and moves that make it what they are told to."""

    to: Iterator[tuple[int, int]]
    cost: int = 10
    unfair: int = 0
    spacing: int = 1
    log: list[Any] = attrs.field(factory=lambda: [(99, 0)])
    told: list[str] = attrs.field(factory=list)
    open: dict[int, None] = attrs.field(factory=lambda: {4: None})
    bad: tuple[int, ...] = ()

    def unfairness(self) -> int:
        """What is unfair."""
        return self.unfair

    def undo(self, mark: int) -> None:
        """Take back what was done since."""
        self.told.append(f"undo {mark}")
        while len(self.log) > mark:
            self.cost, self.unfair = self.log.pop()

    def _moved(self, name: str, need: int) -> None:
        self.told.append(f"{name} {need}")
        self.log.append((self.cost, self.unfair))
        self.cost, self.unfair = next(self.to)

    def relocate(self, need: int) -> None:
        """Move one."""
        self._moved("relocate", need)

    def insist(self, need: int) -> None:
        """Place one, whatever is in the way."""
        self._moved("insist", need)

    def mend(self, need: int) -> None:
        """Mend what that broke, which costs nothing here."""
        self.told.append(f"mend {need}")


def searched(
    *to: int | tuple[int, int], drawn: tuple[float, ...] = (), bound: int = 0, **more: Any
) -> tuple[int, int, list[str]]:
    """How many moves were made, what it costs then, and what was done."""
    pairs = [one if isinstance(one, tuple) else (one, 0) for one in to]
    budget = more.pop("budget", len(pairs))
    state: Any = Counting(to=iter(pairs), **more)
    made = anneal(state, state, draws(*drawn), budget=budget, bound=bound, hopeless=0)
    return made, state.cost, state.told


MOVE = 0.0, 0.0, 0.0
"""An open need, the first of them, moved."""


def test_what_is_drawn_decides_which_move_is_made() -> None:
    """One moves to another place, or insists on one, and then half of what that broke is mended."""
    drawn = (0.0, 0.0, 0.34), (0.0, 0.0, 0.35, 0.49), (0.0, 0.0, 0.35, 0.5)
    found = searched(9, 8, 7, drawn=sum(drawn, ()))
    assert found == (3, 7, ["relocate 4", "insist 4", "mend 4", "insist 4", "undo 0"])


def test_the_state_is_left_as_it_was_at_its_best() -> None:
    """What led to the best stays, what came after is undone; what came before the search stays."""
    accepted = (*MOVE, 0.0)
    found = searched(9, 11, 7, 8, drawn=(*MOVE, *accepted, *MOVE, *accepted))
    assert found == (4, 7, [*["relocate 4"] * 4, "undo 0"])
    # as good as the best is no better
    again = searched(9, (8, 1), drawn=(*MOVE, *MOVE))
    assert again == (2, 9, ["relocate 4", "relocate 4", "undo 0"])


def test_what_is_unfair_counts() -> None:
    """'The cost' of a state is its own, and that of what is unfair in it."""
    worse = (8, 3), (10, 0)
    drawn = (*MOVE, 0.999, *MOVE)
    assert searched(*worse, drawn=drawn) == (
        2,
        10,
        ["relocate 4", "undo 0", "relocate 4", "undo 0"],
    )
    better = (11, 0), (11, 1)
    found = searched(*better, unfair=2, drawn=(*MOVE, *MOVE, 0.0))
    assert found == (2, 11, ["relocate 4", "relocate 4", "undo 0"])


@pytest.mark.parametrize(("spacing", "heat"), [(0, 0.2), (1, 0.2), (3, 0.6)])
def test_a_change_for_the_worse_is_made_as_often_as_the_heat_allows(
    spacing: int, heat: float
) -> None:
    """At the end 0.2 points of spacing: exp(-worse / heat), as in annealed metal."""
    often = exp(-1 / heat)
    kept = searched(11, spacing=spacing, drawn=(*MOVE, often * 0.999))
    assert kept == (1, 10, ["relocate 4", "undo 0"])
    undone = searched(11, spacing=spacing, drawn=(*MOVE, often * 1.001))
    assert undone == (1, 10, ["relocate 4", "undo 0", "undo 0"])
    assert searched(11, spacing=spacing, drawn=(*MOVE, often))[2] == [
        "relocate 4",
        "undo 0",
    ] * 1 + ["undo 0"]


def test_it_cools_down_from_move_to_move() -> None:
    """From 2.5 to 0.2 in as many steps as there are moves: after one of two, to the mean."""
    middle = (2.5 * 0.2) ** 0.5
    drawn = (*MOVE, exp(-1 / middle) * 0.999, *MOVE, exp(-2 / 0.2) * 1.001)
    assert searched(11, 13, drawn=drawn)[2] == ["relocate 4", "relocate 4", "undo 1", "undo 0"]
    drawn = (*MOVE, exp(-1 / middle) * 1.001, *MOVE, exp(-1 / 0.2) * 0.999)
    assert searched(11, 11, drawn=drawn)[2] == ["relocate 4", "undo 0", "relocate 4", "undo 0"]
    # what is as bad as what was undone is still for the worse
    drawn = (*MOVE, 0.999, *MOVE, 0.999)
    assert searched(11, 11, drawn=drawn)[2] == [*["relocate 4", "undo 0"] * 2, "undo 0"]


def test_it_ends_where_nothing_can_be_better() -> None:
    """The bound, the budget, or nothing left to move."""
    assert searched(9, 8, bound=9, drawn=MOVE) == (1, 9, ["relocate 4", "undo 0"])
    assert searched(9, bound=10) == (0, 10, ["undo 0"])
    assert searched(budget=0) == (0, 10, ["undo 0"])
    assert searched(9, 8, open={}) == (1, 10, ["undo 0"])
    assert searched(9, open={0: None}, drawn=MOVE) == (1, 9, ["relocate 0", "undo 0"])


@attrs.define(kw_only=True)
class Spots:
    """Gives each need a spot, and places it there."""

    none: int = -1
    placed: list[tuple[int, ...]] = attrs.field(factory=list)

    def nearest(self, number: int, day: int) -> tuple[int, int] | None:
        """The spot of a need: its ideal day, at 9."""
        return None if number == self.none else (day, 9)

    def place(self, number: int, *spot: int) -> None:
        """Write it down."""
        self.placed.append((number, *spot))


def test_the_scarcest_comes_first_and_what_is_required_before_all_else() -> None:
    """'Each as near to its ideal day as it can': of equals by period, duty and ordinal."""
    may, june = Period.parse("2026-05"), Period.parse("2026-06")
    rows: list[tuple[str, Any, Period, int, list[int], list[Any]]] = [
        # duty, modality, period, ordinal, days, masks of hosts (None: none is needed)
        ("D-1", Modality.SHOULD, may, 1, [0], []),
        ("D-2", Modality.SHALL, may, 1, [0, 1, 2], [[1, 1, 1], [1, 0, 2]]),  # 4 ways
        ("D-3", Modality.SHALL, june, 1, [1, 2], []),
        ("D-4", Modality.SHALL, may, 2, [1, 2], []),
        ("D-4", Modality.SHALL, may, 1, [0, 2], []),
        ("D-0", Modality.SHALL, june, 1, [0, 2], []),
        ("D-5", Modality.SHALL, may, 1, [0, 1, 2], [[2, 1, 2], [4, 4, 4]]),  # 1 way
        ("D-6", Modality.SHALL, may, 1, [0, 1, 2], []),
        ("D-7", Modality.SHALL, may, 1, [], []),
    ]
    needs = [
        SimpleNamespace(
            duty=clinic(id=name, modality=modality), period=period, ordinal=ordinal,
            ideal=date(2026, 5, number + 1),
        )
        for number, (name, modality, period, ordinal, _, _) in enumerate(rows)
    ]  # fmt: skip
    board = SimpleNamespace(
        needs=needs,
        open_days=[row[4] for row in rows],
        free=[row[5] for row in rows],
        hosted=[bool(row[5]) for row in rows],
        allowed=[[3, 1, 2], [3, 3, 3], *[[0, 0, 0]] * 4, [1, 1, 1], *[[0, 0, 0]] * 2],
        grid=SimpleNamespace(first=date(2026, 4, 30).toordinal()),
    )
    spots: Any = Spots(none=8)
    state: Any = SimpleNamespace(board=board, place=spots.place)
    construct(state, spots)
    order = [6, 4, 3, 5, 2, 7, 1, 0]
    assert spots.placed == [(number, number + 1, 9) for number in order]
