"""The prices of scarce days, in small by hand, and against all prices that there could be."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.scheduling.auction import _overdemanded as overdemanded
from ridehire_partybuild.scheduling.auction import _serve as serve
from ridehire_partybuild.scheduling.auction import _wanted as wanted
from ridehire_partybuild.scheduling.auction import prices


@pytest.mark.parametrize(
    ("costs", "otherwise", "price", "days"),
    [
        ({1: 0, 2: 1, 3: 0}, 2, {1: 0, 2: 0, 3: 0}, [1, 3]),
        ({1: 0, 2: 1, 3: 0}, 2, {1: 1, 2: 0, 3: 2}, [1, 2]),
        ({1: 0, 2: 1}, 2, {1: 2, 2: 1}, []),  # to have none is as cheap
        ({1: 0, 2: 1}, 2, {1: 1, 2: 1}, [1]),
        ({}, 0, {1: 0}, []),
        ({1: 3}, 3, {1: 0}, []),
    ],
)
def test_what_is_cheapest_is_wanted(
    costs: dict[int, int], otherwise: int, price: dict[int, int], days: list[int]
) -> None:
    """'The days that are cheapest for one; none if having none is as cheap.'."""
    assert wanted((costs, otherwise), price) == days


@pytest.mark.parametrize(
    ("bidders", "capacity", "days"),
    [
        ([], {1: 0}, set()),
        ([[1], [1]], {1: 2, 2: 0}, set()),
        ([[1], [1]], {1: 1, 2: 1}, {1}),
        ([[1, 2], [1]], {1: 1, 2: 1}, set()),  # the first moves to the other
        ([[1, 2], [1, 2], [2, 3], [2]], {1: 1, 2: 1, 3: 1}, {1, 2}),
        ([[1, 2], [2, 3], [1], [2], [3]], {1: 1, 2: 2, 3: 1}, {1, 2, 3}),
        ([[1, 2], [2, 3], [1], [2], [3]], {1: 1, 2: 2, 3: 2}, set()),
        ([[2], [1]], {1: 0, 2: 1}, {1}),
    ],
)
def test_days_that_too_many_want(
    bidders: list[list[int]], capacity: dict[int, int], days: set[int]
) -> None:
    """'Days that some bidder wants who cannot be served, and those wanted by who is there.'."""
    assert overdemanded(bidders, capacity) == days


def test_to_serve_one_others_are_moved() -> None:
    """'Moving others to days that they want as much': who was moved stands where it wants to."""
    bidders: Sequence[Sequence[int]] = [[1, 2], [2, 3], [1]]
    taken: dict[int, list[int]] = {1: [0], 2: [1], 3: []}
    seen: set[int] = set()
    assert serve(2, bidders, {1: 1, 2: 1, 3: 1}, taken, seen)
    assert (taken, seen) == ({1: [2], 2: [0], 3: [1]}, {1, 2, 3})
    full: dict[int, list[int]] = {1: [0], 2: [1], 3: []}
    seen = {2}
    assert not serve(2, bidders, {1: 1, 2: 1, 3: 1}, full, seen)
    assert (full, seen) == ({1: [0], 2: [1], 3: []}, {1, 2})


def test_what_nobody_wants_has_no_price() -> None:
    """'The price of each day': of those that have one."""
    assert prices([], {1: 0, 2: 3}) == {}
    assert prices([({1: 0}, 5)], {1: 0, 2: 3}) == {1: 5}
    assert prices([({1: 0}, 5)] * 2, {1: 2, 2: 3}) == {}
    assert prices([({1: 0}, 5), ({1: 0}, 2), ({1: 0}, 3)], {1: 2}) == {1: 2}


def holds(bidders: list[Any], capacity: dict[int, int], paid: dict[int, int]) -> bool:
    """Whether at these prices each can have what it wants most, all of them at once."""
    most = [wanted(bidder, paid) for bidder in bidders]
    return any(
        all(way.count(day) <= places for day, places in capacity.items())
        for way in product(*(days for days in most if days))
    )


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.integers(0, 2), st.integers(0, 2), max_size=3), st.integers(0, 3)
        ),
        max_size=4,
    ),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_no_price_is_higher_than_it_must_be(bidders: list[Any], places: list[int]) -> None:
    """'At which nobody need go without who would pay for it': of all such prices the lowest."""
    capacity = dict(enumerate(places))
    found = prices(bidders, capacity)
    others = (dict(enumerate(one)) for one in product(range(4), repeat=3))
    lasting = [one for one in others if holds(bidders, capacity, one)]
    least = {day: min(one[day] for one in lasting) for day in capacity}
    assert found == {day: price for day, price in least.items() if price}
