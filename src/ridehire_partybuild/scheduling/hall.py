"""Hall's condition on intervals of weeks: more is asked for than there is to give."""

from collections.abc import Iterable, Sequence

__all__ = ["Intervals", "shortfall"]

Intervals = Iterable[tuple[int, int]]
"""First and last week in which each of the things that are asked for could be had."""


def shortfall(wanted: Intervals, capacity: Sequence[int]) -> int:
    """Return how many at least of what is wanted cannot be had.

    What can be had only from week ``a`` to week ``b`` competes for what there is in these weeks;
    the surplus is added up over the intervals, none of which overlap, that tell most.

    >>> shortfall([(0, 0)] * 9 + [(0, 2)], [5, 1, 0])
    4
    >>> shortfall([(0, 0), (2, 2)], [0, 4, 0])
    2
    """
    weeks = len(capacity)
    ending: list[list[int]] = [[] for _ in range(weeks)]
    for first, last in wanted:
        ending[last].append(first)
    surplus = [0] * (weeks + 1)  # of the interval from each week to the present one
    best = [0] * (weeks + 1)  # up to each week
    for week in range(weeks):
        starting = [0] * (week + 1)
        for first in ending[week]:
            starting[first] += 1
        asked, most = 0, best[week]
        for first in range(week, -1, -1):
            asked += starting[first]
            surplus[first] += asked - capacity[week]
            most = max(most, best[first] + surplus[first])
        best[week + 1] = most
    return best[weeks]
