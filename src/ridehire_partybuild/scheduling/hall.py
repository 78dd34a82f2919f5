"""Hall's condition on intervals of weeks: more is asked for than there is to give."""

from collections.abc import Iterable, Sequence

__all__ = ["shortfall", "worst_intervals"]

Interval = tuple[int, int]
"""The first and the last week, both included."""


def shortfall(wanted: Iterable[Interval], capacity: Sequence[int]) -> int:
    """Return how many at least of what is wanted cannot be had.

    >>> shortfall([(0, 0)] * 9 + [(0, 2)], [5, 1, 0])
    4
    """
    return sum(missing for _, missing in worst_intervals(wanted, capacity))


def worst_intervals(
    wanted: Iterable[Interval], capacity: Sequence[int]
) -> tuple[tuple[Interval, int], ...]:
    """Return the intervals in which more is wanted than there is, and how much more.

    What can be had only from one week to another competes for what there is in these weeks. No two
    of the intervals overlap, and together they miss as much as any such set.

    >>> worst_intervals([(0, 0), (2, 2), (2, 2)], [0, 4, 0])
    (((0, 0), 1), ((2, 2), 2))
    """
    weeks = len(capacity)
    ending: list[list[int]] = [[] for _ in range(weeks)]
    for first, last in wanted:
        ending[last].append(first)
    surplus = [0] * weeks  # of the interval from each week to the present one
    best = [0] * (weeks + 1)  # up to each week
    chosen: list[int | None] = [None] * weeks  # where the interval starts that ends in a week
    for week in range(weeks):
        starting = [0] * (week + 1)
        for first in ending[week]:
            starting[first] += 1
        asked, best[week + 1] = 0, best[week]
        for first in range(week, -1, -1):
            asked += starting[first]
            surplus[first] += asked - capacity[week]
            if best[first] + surplus[first] > best[week + 1]:
                best[week + 1], chosen[week] = best[first] + surplus[first], first
    found: list[tuple[Interval, int]] = []
    week = weeks - 1
    while week >= 0:
        start = chosen[week]
        if start is None:
            week -= 1
        else:
            found.append(((start, week), best[week + 1] - best[start]))
            week = start - 1
    return tuple(reversed(found))
