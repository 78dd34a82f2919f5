"""Whole numbers from exact shares: the largest remainder, several kinds at once, nothing lost.

The method of the largest remainder (Hamilton) gives each the whole part of its exact share and the
rest, one by one, to the largest fractions. Title by title it would give the same few stations one
more of every title; so the totals of the batch are rounded first, and the titles within them.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

__all__ = ["apportioned", "rounded_within"]

Exact = Sequence[Fraction]


def apportioned(whole: int, weights: Exact) -> tuple[int, ...]:
    """Return whole numbers that add up to ``whole``, by the largest remainder.

    Of equal remainders the first in order is served first.

    Args:
        whole: How many there are.
        weights: One for each that shares, none below zero, one above it at least.

    >>> apportioned(100, [Fraction(1), Fraction(1), Fraction(1)])
    (34, 33, 33)
    """
    total = sum(weights, Fraction())
    exact = [whole * weight / total for weight in weights]
    return _topped([floor(share) for share in exact], exact, whole)


def _topped(low: list[int], exact: Exact, whole: int) -> tuple[int, ...]:
    left = whole - sum(low)
    by_fraction = sorted(range(len(exact)), key=lambda at: (low[at] - exact[at], at))
    chosen = set(by_fraction[:left])
    return tuple(number + (at in chosen) for at, number in enumerate(low))


def rounded_within(rows: Sequence[Exact]) -> tuple[tuple[int, ...], ...]:
    """Return whole numbers for a table: rows keep their sums, columns theirs within one.

    The sum of each row of ``rows`` is whole. The totals of the columns are those of the largest
    remainder; each cell is its exact share rounded down or up where that can be, which is sought
    by moving what is left along chains of cells (augmenting paths). Where it cannot be, totals come
    first: a cell whose exact share is whole, or nothing, may get one more.

    >>> third = [Fraction(1, 3)] * 3
    >>> rounded_within([third, third])
    ((1, 0, 0), (0, 1, 0))
    """
    low = [[floor(cell) for cell in row] for row in rows]
    columns = [sum(column, Fraction()) for column in zip(*rows, strict=True)]
    taken = [sum(column) for column in zip(*low, strict=True)]
    whole = int(sum(columns, Fraction()))
    room = [
        total - got
        for total, got in zip(_topped([floor(one) for one in columns], columns, whole), taken,
                              strict=True)
    ]  # fmt: skip
    left = [int(sum(row, Fraction())) - sum(cells) for row, cells in zip(rows, low, strict=True)]
    return _filled(rows, low, left, room)


def _filled(
    rows: Sequence[Exact], low: list[list[int]], left: list[int], room: list[int]
) -> tuple[tuple[int, ...], ...]:
    """Return the table with what is left of each row in columns that have room."""
    more = [[0] * len(row) for row in rows]
    broken = [[cell != floor(cell) for cell in row] for row in rows]  # these are rounded up first
    most = 0
    while any(left):
        most_of = [[max(most, one) for one in cells] for cells in broken]
        for at, row in enumerate(rows):
            wishes = sorted(range(len(row)), key=lambda to: (low[at][to] - row[to], to))
            while left[at] and _placed(at, wishes, more, room, most_of):
                left[at] -= 1
        most += 1  # no cell rounded once has room: rare, and only where rows differ in kind
    return tuple(
        tuple(cell + one for cell, one in zip(cells, added, strict=True))
        for cells, added in zip(low, more, strict=True)
    )


def _placed(
    row: int,
    wishes: Sequence[int],
    more: list[list[int]],
    room: list[int],
    most: Sequence[Sequence[int]],
) -> bool:
    """Put one of a row into a column with room, moving others where that takes it."""
    came: dict[int, tuple[int, int]] = {}  # column: from which row, and out of which column
    queue = [(row, -1)]
    seen = {row}
    while queue:
        at, out_of = queue.pop(0)
        for to in wishes if at == row else range(len(room)):
            if to in came or more[at][to] >= most[at][to]:
                continue
            came[to] = (at, out_of)
            if room[to] > 0:
                room[to] -= 1
                _moved(to, came, more)
                return True
            movable = [one for one in range(len(more)) if more[one][to] and one not in seen]
            seen.update(movable)
            queue += [(one, to) for one in movable]
    return False


def _moved(to: int, came: dict[int, tuple[int, int]], more: list[list[int]]) -> None:
    while to >= 0:
        at, out_of = came[to]
        more[at][to] += 1
        if out_of >= 0:
            more[at][out_of] -= 1
        to = out_of
