"""Statistics in which nobody can be found: small counts withheld, and what would give them away.

Counts of people below three are withheld, zero too: where a whole group answered otherwise, zero
tells of everybody in it. Totals are counts like any other. A withheld count must not be worked out
from the rest either, so further counts are withheld with it ("complementary suppression").

A table with its totals is a flow: each row and column passes on what it receives, from the total
of all through the totals of the rows, the cells and the totals of the columns, and back. Whoever
reads the published table knows that flow up to circulations through what is withheld. So a count
can be raised, as far as anybody can tell, by what the withheld rest can pass round it; the proof
kept here is one such circulation for each small count.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from heapq import heappop, heappush

import attrs

from ridehire_partybuild.errors import InvalidValue

from .counts import Counts

__all__ = ["suppressed"]

LEAST = 3
Cell = tuple[int, int]
"""Row and column; one past the last row or column stands for the totals."""


@attrs.frozen
class _Net:
    """A table as a flow: each count that may be withheld passes from one node to another.

    Attributes:
        values: The counts.
        arcs: From each node where a change can pass on: the next node, the count, up or down.
        prices: What it costs to withhold a count; a total more than all cells, then the number of
            counts, then what they come to.
    """

    values: Mapping[Cell, int]
    arcs: Mapping[int, list[tuple[int, Cell, int]]]
    prices: Mapping[Cell, int]
    ends: Mapping[Cell, tuple[int, int]]


def _grid(counts: Counts) -> dict[Cell, int]:
    """Return every count of a whole table, its totals behind the last row and column.

    Raises:
        InvalidValue: something in it is withheld already.
    """
    rows = [*zip(counts.cells, counts.row_totals, strict=True)]
    lines = [*((*row, total) for row, total in rows), (*counts.column_totals, counts.total)]
    found: dict[Cell, int] = {}
    for i, line in enumerate(lines):
        for j, count in enumerate(line):
            if count is None:
                raise InvalidValue.of("type", "Counts", None, wanted="int", actual="null")
            found[i, j] = count
    return found


def _impossible(counts: Counts, structural: Collection[tuple[str, str]]) -> set[Cell]:
    """Return the cells that nobody can be counted in, and the totals of nothing else.

    Raises:
        InvalidValue: one of them is no cell of the table, or somebody was counted in it.
    """
    rows, columns = ({name: i for i, name in enumerate(n)} for n in (counts.rows, counts.columns))
    found: set[Cell] = set()
    for row, column in structural:
        if row not in rows or column not in columns:
            wanted = ", ".join(columns if row in rows else rows)
            value = column if row in rows else row
            raise InvalidValue.of("vocabulary", "Counts", value, wanted=wanted)
        i, j = rows[row], columns[column]
        count = counts.cells[i][j]
        if count:
            raise InvalidValue.of("number.range", "cells", count, low=0, high=0)
        found.add((i, j))
    high, wide = len(rows), len(columns)
    empty_rows = {(i, wide) for i in range(high) if all((i, j) in found for j in range(wide))}
    empty_columns = {(high, j) for j in range(wide) if all((i, j) in found for i in range(high))}
    everything = {(high, wide)} if len(found) == high * wide else set()
    return found | empty_rows | empty_columns | everything


def _net(counts: Counts, never: Collection[Cell], least: int) -> _Net:
    high, wide = len(counts.rows), len(counts.columns)
    values = {cell: n for cell, n in _grid(counts).items() if cell not in never}
    arcs: dict[int, list[tuple[int, Cell, int]]] = defaultdict(list)
    ends: dict[Cell, tuple[int, int]] = {}
    prices: dict[Cell, int] = {}
    each = sum(values.values()) + 1
    for (i, j), count in values.items():
        row, column = i, high + 1 + j
        # cells and the total of all flow from row to column, other totals the other way
        ends[i, j] = (row, column) if (i < high) is (j < wide) else (column, row)
        tail, head = ends[i, j]
        arcs[tail].append((head, (i, j), 1))
        arcs[head].append((tail, (i, j), -1))
        is_total = i == high or j == wide
        price = each * (1 + len(values) * is_total) + count
        prices[i, j] = 0 if count < least else price
    return _Net(values=values, arcs=arcs, prices=prices, ends=ends)


_Shift = dict[Cell, int]


class _NoWayRound(LookupError):  # noqa: N818 - it says what is missing
    """What is withheld cannot pass on a change: the table gives a count away."""


def _path(
    net: _Net, cell: Cell, shift: _Shift, prices: Mapping[Cell, int]
) -> list[tuple[Cell, int]]:
    """Return the cheapest way by which what raises ``cell`` can come round, through ``prices``.

    Raises:
        _NoWayRound: there is none.
    """
    goal, start = net.ends[cell]
    best, came = {start: 0}, dict[int, tuple[int, Cell, int]]()
    heap = [(0, start)]
    while heap:
        cost, node = heappop(heap)
        if node == goal:
            return list(_back(came, start, goal))
        if cost > best[node]:
            continue
        for head, by, step in net.arcs[node]:
            if by == cell or by not in prices:
                continue
            if step < 0 and not net.values[by] + shift.get(by, 0):
                continue  # a count does not fall below zero
            price = cost + (0 if by in shift else prices[by])
            if head not in best or price < best[head]:
                best[head], came[head] = price, (node, by, step)
                heappush(heap, (price, head))
    raise _NoWayRound


def _back(
    came: Mapping[int, tuple[int, Cell, int]], start: int, goal: int
) -> Iterator[tuple[Cell, int]]:
    node = goal
    while node != start:
        node, by, step = came[node]
        yield by, step


def _raised(net: _Net, cell: Cell, least: int, prices: Mapping[Cell, int]) -> _Shift:
    """Return changes that keep every sum and lift ``cell`` to ``least``, within ``prices``.

    Raises:
        _NoWayRound: there are none.
    """
    need = least - net.values[cell]
    shift: _Shift = {}
    while need:
        path = _path(net, cell, shift, prices)
        falling = (net.values[by] + shift.get(by, 0) for by, step in path if step < 0)
        pushed = min([need, *falling])
        for by, step in path:
            shift[by] = shift.get(by, 0) + step * pushed
        need -= pushed
    return {cell: least - net.values[cell]} | {by: n for by, n in shift.items() if n}


def _proofs(net: _Net, small: Collection[Cell], least: int) -> dict[Cell, _Shift]:
    """Return for each small count how it could be as large as ``least``, withholding little."""
    prices = dict(net.prices)
    proofs: dict[Cell, _Shift] = {}
    for cell in small:
        need = least - net.values[cell]
        known = next((one for one in proofs.values() if one.get(cell, 0) >= need), None)
        # there is always a way: what raises a count can raise the totals
        proofs[cell] = known or _raised(net, cell, least, prices)
        prices |= dict.fromkeys(proofs[cell], 0)
    return proofs


def _spared(net: _Net, proofs: dict[Cell, _Shift], least: int) -> dict[Cell, _Shift]:
    """Return proofs out of which nothing could be shown again without giving somebody away."""
    proofs = dict(proofs)
    extra = {cell for proof in proofs.values() for cell in proof} - set(proofs)
    for cell in sorted(extra, key=lambda one: (-net.prices[one], one)):
        hidden = {one for proof in proofs.values() for one in proof}
        prices = {one: net.prices[one] for one in sorted(hidden - {cell})}
        with suppress(_NoWayRound):
            proofs |= {
                small: _raised(net, small, least, prices)
                for small, proof in proofs.items()
                if cell in proof
            }
    return proofs


def _published(counts: Counts, hidden: Collection[Cell]) -> Counts:
    high, wide = len(counts.rows), len(counts.columns)
    shown = {cell: None if cell in hidden else n for cell, n in _grid(counts).items()}
    return attrs.evolve(
        counts,
        cells=tuple(tuple(shown[i, j] for j in range(wide)) for i in range(high)),
        row_totals=tuple(shown[i, wide] for i in range(high)),
        column_totals=tuple(shown[high, j] for j in range(wide)),
        total=shown[high, wide],
    )


def suppressed(
    counts: Counts, *, least: int = LEAST, structural: Collection[tuple[str, str]] = ()
) -> Counts:
    """Return a table with small counts withheld, and as many others as it takes to hide them.

    Every withheld count could have two values at least, and each small one could be ``least`` or
    more, as far as the published table tells. None of the others could be shown without undoing
    that. A total is withheld where it is small itself, or where nothing else would do.

    This answers one table by itself. Two tables of the same people can still be compared, and
    whoever is counted knows their own answer.

    Args:
        counts: A whole table.
        least: The smallest count that is shown.
        structural: Row and column of cells in which nobody can be counted (a service that a
            station does not offer): their zero tells nothing and is shown.

    Raises:
        InvalidValue: ``counts`` has something withheld already, or something in ``structural`` is
            no empty cell of it.

    >>> counts = Counts.of({"S-1": {"wages": 9, "rest": 1}, "S-2": {"wages": 4, "rest": 6},
    ...                     "S-3": {"wages": 7, "rest": 5}})
    >>> suppressed(counts).cells
    ((None, None), (None, None), (7, 5))
    """
    net = _net(counts, _impossible(counts, structural), least)
    small = [cell for cell, count in net.values.items() if count < least]
    proofs = _spared(net, _proofs(net, small, least), least)
    return _published(counts, {cell for proof in proofs.values() for cell in proof})
