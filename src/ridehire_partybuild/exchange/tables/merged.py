"""Merged cells: what is merged down a column is told in every row that it spans."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .raw import MOST_COLUMNS, Cell, Grid, Row, Value, column_number

__all__ = ["Merged", "filled", "merged_down"]

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


class Merged(NamedTuple):
    """Cells that show what stands above them.

    Attributes:
        column: Their letters.
        first: The first of their rows, as an index of `Grid.rows`.
        end: Where they end, likewise.
        value: What they show.
    """

    column: str
    first: int
    end: int
    value: Value


def _ranges(merged: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the ranges down one column: its letters, the first and the last row."""
    for text in merged:
        found = _RANGE.fullmatch(text)
        if found is not None and found[1] == found[3] and column_number(found[1]) <= MOST_COLUMNS:
            yield found[1], int(found[2]), int(found[4])


def merged_down(grid: Grid) -> tuple[Merged, ...]:
    """Return the cells below the first of each range, where their rows hold anything at all.

    Ranges that overlap are no writer's; of two the upper one counts, so that no cell is told twice.

    >>> grid = Grid("x", (Row(1, (Cell("a", 1, "A"),)), Row(9, (Cell(None, 9, "A"),))), ("A1:A99",))
    >>> merged_down(grid)
    (Merged(column='A', first=1, end=2, value='a'),)
    """
    numbers = [row.number for row in grid.rows]
    found: list[Merged] = []
    ends: dict[str, int] = {}
    for column, top, bottom in sorted(_ranges(grid.merged)):
        first = max(bisect_right(numbers, top), ends.get(column, 0))
        end = bisect_right(numbers, bottom)
        if first < end:
            found.append(Merged(column, first, end, _shown(grid, numbers, column, top)))
            ends[column] = end
    return tuple(found)


def _shown(grid: Grid, numbers: list[int], column: str, row: int) -> Value:
    index = bisect_left(numbers, row)
    if index == len(numbers) or numbers[index] != row:
        return None
    return next((one.value for one in grid.rows[index].cells if one.column == column), None)


def filled(grid: Grid, down: Sequence[Merged]) -> tuple[Row, ...]:
    """Return the rows of a grid, what is merged down told in each."""
    told: dict[int, dict[str, Value]] = {}
    for one in down:
        for index in range(one.first, one.end):
            told.setdefault(index, {})[one.column] = one.value
    return tuple(
        _with(row, told[index]) if index in told else row for index, row in enumerate(grid.rows)
    )


def _with(row: Row, told: dict[str, Value]) -> Row:
    cells = {cell.column: cell for cell in row.cells}
    cells |= {column: Cell(value, row.number, column) for column, value in told.items()}
    return Row(row.number, tuple(sorted(cells.values(), key=lambda one: column_number(one.column))))
