"""Hall's condition on weeks, against every set of intervals."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.scheduling.hall import shortfall, worst_intervals

WANTED = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda two: (min(two), max(two))),
    max_size=10,
)


@given(WANTED, st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_the_worst_intervals_miss_as_much_as_any(
    wanted: list[tuple[int, int]], capacity: list[int]
) -> None:
    """'No two of the intervals overlap, and together they miss as much as any such set.'."""

    def missing(first: int, last: int) -> int:
        inside = sum(first <= one and other <= last for one, other in wanted)
        return inside - sum(capacity[first : last + 1])

    every = [(one, other) for one in range(5) for other in range(one, 5)]
    ways = (
        way
        for number in range(4)  # more than three never miss more than the three around them
        for way in combinations([one for one in every if missing(*one) > 0], number)
        if all(one[1] < other[0] for one, other in pairwise(way))
    )
    most = max(sum(missing(*one) for one in way) for way in ways)
    found = worst_intervals(wanted, capacity)
    assert [many for _, many in found] == [missing(*interval) for interval, _ in found]
    assert all(many > 0 for _, many in found)
    assert all(one[1] < other[0] for (one, _), (other, _) in pairwise(found))
    assert sum(many for _, many in found) == shortfall(wanted, capacity) >= most


def test_intervals_in_order_and_none_that_misses_nothing() -> None:
    """The first and the last week, both included, and how much more is wanted."""
    wanted = [(0, 0), (0, 1), (1, 1), (3, 4), (3, 4), (4, 4)]
    assert worst_intervals(wanted, [0, 1, 9, 1, 1]) == (((0, 1), 2), ((3, 4), 1))
    assert worst_intervals(wanted, [1, 2, 0, 2, 1]) == ()
    assert worst_intervals([], []) == ()
    # of equals the shortest that ends there
    assert worst_intervals([(1, 1)], [0, 0, 0]) == (((1, 1), 1),)
