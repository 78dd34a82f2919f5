"""Small counts stay small counts' secret: nothing that is withheld can be worked out.

The judge shares nothing with the judged: where the library passes changes round a flow, the judge
looks for other tables that fit what is published, by trying values and adding up.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from random import Random
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ridehire_partybuild import Counts, InvalidValue, dumps, loads, suppressed

LEAST = 3
Cell = tuple[int, int]
Line = tuple[list[Cell], Cell]
"""The cells that add up, and the cell that holds their sum."""


def _labelled(rows: list[list[int]]) -> Counts:
    return Counts.of(
        {f"r{i}": {f"c{j}": n for j, n in enumerate(row)} for i, row in enumerate(rows)}
    )


def _flat(counts: Counts) -> dict[Cell, int | None]:
    lines = [*map(list, counts.cells), list(counts.column_totals)]
    totals = [*counts.row_totals, counts.total]
    return {(i, j): n for i, line in enumerate(lines) for j, n in enumerate([*line, totals[i]])}


def _lines(counts: Counts) -> list[Line]:
    high, wide = len(counts.rows), len(counts.columns)
    across: list[Line] = [([(i, j) for j in range(wide)], (i, wide)) for i in range(high + 1)]
    down: list[Line] = [([(i, j) for i in range(high)], (high, j)) for j in range(wide + 1)]
    return across + down


class _Judge:
    """Looks for a table that fits what is published and has one value given."""

    def __init__(self, published: Counts, caps: Mapping[Cell, int]) -> None:
        self.shown, self.caps = _flat(published), caps
        self.lines = _lines(published)
        self.hidden = [cell for cell, n in self.shown.items() if n is None]

    def finds(self, cell: Cell, low: int, high: int) -> bool:
        """Tell whether some table has ``cell`` between ``low`` and ``high``."""
        bounds = {
            one: (n, n) if n is not None else (0, self.caps[one]) for one, n in self.shown.items()
        }
        bounds[cell] = (max(low, bounds[cell][0]), min(high, bounds[cell][1]))
        return self._search(bounds)

    def _search(self, bounds: dict[Cell, tuple[int, int]]) -> bool:
        if not self._narrowed(bounds):
            return False
        left = [(high - low, one) for one, (low, high) in bounds.items() if low < high]
        if not left:
            return True
        _, cell = min(left)
        low, high = bounds[cell]
        return any(
            self._search({**bounds, cell: part})
            for part in ((low, (low + high) // 2), ((low + high) // 2 + 1, high))
        )

    def _narrowed(self, bounds: dict[Cell, tuple[int, int]]) -> bool:
        """Narrow bounds by every sum until nothing moves; tell whether something is left."""
        moved = True
        while moved:
            moved = False
            for parts, whole in self.lines:
                low, high = (sum(bounds[one][side] for one in parts) for side in (0, 1))
                for one in (*parts, whole):
                    lo, hi = bounds[one]
                    if one == whole:
                        new = max(lo, low), min(hi, high)
                    else:
                        rest = low - lo, high - hi
                        new = (
                            max(lo, bounds[whole][0] - rest[1]),
                            min(hi, bounds[whole][1] - rest[0]),
                        )
                    if new[0] > new[1]:
                        return False
                    if new != (lo, hi):
                        bounds[one], moved = new, True
                        low, high = low + new[0] - lo, high + new[1] - hi
        return True


def _judge(counts: Counts, published: Counts) -> _Judge:
    # to lift one count by so much, no other needs to change by more
    return _Judge(published, {cell: (n or 0) + LEAST for cell, n in _flat(counts).items()})


def _given_away(counts: Counts, published: Counts) -> list[Cell]:
    """Return the withheld counts that have one value only, or, being small, none of three."""
    judge, found = _judge(counts, published), []
    for cell in judge.hidden:
        true = _flat(counts)[cell]
        assert true is not None
        other = judge.finds(cell, true + 1, 10**9) or judge.finds(cell, 0, true - 1)
        if not other or (true < LEAST and not judge.finds(cell, LEAST, 10**9)):
            found.append(cell)
    return found


def _tables(most: int = 5, largest: int = 12) -> st.SearchStrategy[list[list[int]]]:
    counts = st.integers(0, largest) | st.integers(0, 4)
    sizes = st.tuples(st.integers(1, most), st.integers(1, most))
    return sizes.flatmap(
        lambda size: st.lists(
            st.lists(counts, min_size=size[1], max_size=size[1]),
            min_size=size[0], max_size=size[0],
        )
    )  # fmt: skip


@given(_tables())
def test_nothing_withheld_can_be_worked_out(rows: list[list[int]]) -> None:
    """Suppress cells below 3, and enough others that none can be worked out from totals."""
    counts = _labelled(rows)
    published = suppressed(counts)
    shown = [n for n in _flat(published).values() if n is not None]
    assert all(n >= LEAST for n in shown)
    assert _given_away(counts, published) == []


def _shown_again(counts: Counts, published: Counts) -> Iterator[Counts]:
    """Yield the published table with one more count told that need not be small."""
    high, wide = len(counts.rows), len(counts.columns)
    told = _flat(counts)
    for cell, n in _flat(published).items():
        true = told[cell]
        if n is None and true is not None and true >= LEAST:
            flat = {**_flat(published), cell: true}
            yield Counts(
                rows=counts.rows,
                columns=counts.columns,
                cells=[[flat[i, j] for j in range(wide)] for i in range(high)],
                row_totals=[flat[i, wide] for i in range(high)],
                column_totals=[flat[high, j] for j in range(wide)],
                total=flat[high, wide],
            )


@given(_tables(most=4))
@example([[1, 3, 10, 5], [0, 0, 0, 12], [4, 11, 9, 5]])
@example([[5, 3, 2, 4], [4, 5, 5, 2], [5, 1, 0, 0], [6, 4, 5, 2]])
def test_nothing_is_withheld_without_need(rows: list[list[int]]) -> None:
    """No other count could be shown again: a small one would be given away, or known small."""
    counts = _labelled(rows)
    for more in _shown_again(counts, suppressed(counts)):
        judge = _judge(counts, more)
        small = [cell for cell, n in _flat(counts).items() if n is not None and n < LEAST]
        assert not all(judge.finds(cell, LEAST, 10**9) for cell in small)


def test_little_more_is_withheld_than_is_small() -> None:
    """Beside each small count, one and a half others on the average: a square would take three."""
    draw = Random(7)  # noqa: S311 - tables, not secrets
    small = extra = 0
    for _ in range(300):
        high, wide = draw.randint(1, 6), draw.randint(1, 6)
        largest = draw.choice((6, 12, 25, 50))
        counts = _labelled([[draw.randint(0, largest) for _ in range(wide)] for _ in range(high)])
        withheld = [cell for cell, n in _flat(suppressed(counts)).items() if n is None]
        few = sum(1 for n in _flat(counts).values() if n is not None and n < LEAST)
        small, extra = small + few, extra + len(withheld) - few
    assert 0 < extra < 1.5 * small


def _all_fitting(published: Counts, caps: Mapping[Cell, int]) -> Iterator[dict[Cell, int]]:
    """Yield every table within ``caps`` that fits what is published: by brute force."""
    shown, high, wide = _flat(published), len(published.rows), len(published.columns)
    inner = [(i, j) for i in range(high) for j in range(wide)]
    for values in product(*(range(caps[cell] + 1) for cell in inner)):
        told = dict(zip(inner, values, strict=True))
        told |= {(i, wide): sum(told[i, j] for j in range(wide)) for i in range(high)}
        told |= {(high, j): sum(told[i, j] for i in range(high)) for j in range(wide + 1)}
        if all(n in {None, told[cell]} and told[cell] <= caps[cell] for cell, n in shown.items()):
            yield told


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.booleans())
def test_the_judge_finds_what_trying_everything_finds(row: list[int], square: object) -> None:
    """The judge itself is judged: on small tables by going through every table there is."""
    counts = _labelled([row[:2], row[2:]] if square and len(row) == 4 else [row])
    published = suppressed(counts)
    judge = _judge(counts, published)
    fitting = list(_all_fitting(published, judge.caps))
    for cell in judge.hidden:
        values = {one[cell] for one in fitting}
        assert {n for n in range(40) if judge.finds(cell, n, n)} == values
        assert len(values) > 1


@pytest.mark.parametrize(
    "hidden",
    [{(0, 1), (2, 0)}, {(0, 1)}, {(0, 1), (2, 0), (1, 1)}],
    ids=["the small ones alone", "zeros shown", "one more in the wrong place"],
)
def test_the_judge_convicts_what_falls_short(hidden: set[Cell]) -> None:
    """Small counts withheld and too little else: the totals give each of them away."""
    counts = _labelled([[9, 1, 8], [7, 6, 5], [0, 4, 6]])
    told = {cell: None if cell in hidden else n for cell, n in _flat(counts).items()}
    published = Counts(
        rows=counts.rows, columns=counts.columns,
        cells=[[told[i, j] for j in range(3)] for i in range(3)],
        row_totals=counts.row_totals, column_totals=counts.column_totals, total=counts.total,
    )  # fmt: skip
    assert set(_given_away(counts, published)) == hidden


@pytest.mark.parametrize(
    ("rows", "cells", "row_totals", "column_totals", "total"),
    [
        ([[3, 4], [5, 6]], ((3, 4), (5, 6)), (7, 11), (8, 10), 18),
        ([[5, 2]], ((None, None),), (7,), (None, None), 7),
        ([[10, 2, 7]], ((10, None, None),), (19,), (10, None, None), 19),
        ([[5, 0, 0]], ((None, None, None),), (5,), (None, None, None), 5),
        ([[10, 1, 1, 1]], ((10, None, None, None),), (13,), (10, None, None, None), 13),
        ([[1, 1]], ((None, None),), (None,), (None, None), None),
        # two totals are shown: what hides one small count hides the next as well
        ([[1, 0], [1, 5]], ((None, None), (None, None)), (None, 6), (None, 5), None),
        ([[9, 1], [4, 6], [7, 5]],
         ((None, None), (None, None), (7, 5)), (10, 10, 12), (20, 12), 32),
    ],
)  # fmt: skip
def test_what_is_withheld(
    rows: list[list[int]],
    cells: object,
    row_totals: object,
    column_totals: object,
    total: int | None,
) -> None:
    """One row is the case of a plain list; zero is below three; totals are counts."""
    told = suppressed(_labelled(rows))
    assert (told.cells, told.row_totals, told.column_totals, told.total) == (
        cells, row_totals, column_totals, total,
    )  # fmt: skip


@given(_tables())
def test_what_cannot_be_is_shown_as_zero(rows: list[list[int]]) -> None:
    """A structural zero tells nothing: it is shown, and hides nothing either."""
    counts = _labelled(rows)
    empty = [
        (counts.rows[i], counts.columns[j])
        for i, row in enumerate(counts.cells)
        for j, n in enumerate(row)
        if n == 0
    ]
    structural = empty[::2]
    published = suppressed(counts, structural=structural)
    for row, column in structural:
        assert published.cells[counts.rows.index(row)][counts.columns.index(column)] == 0
    assert _given_away(counts, published) == []


def test_a_table_of_nothing_is_itself() -> None:
    """No row, no column, or nothing that could be counted: there is nobody to protect."""
    assert suppressed(Counts.of({})) == Counts.of({})
    counts = Counts.of({"a": {"x": 0}})
    assert suppressed(counts, structural=[("a", "x")]) == counts


@given(_tables(), st.integers(0, 6))
def test_it_is_determined_and_a_document(rows: list[list[int]], least: int) -> None:
    """Equal tables are withheld equally, whatever the floor, and come back from their document."""
    published = suppressed(_labelled(rows), least=least)
    assert published == suppressed(_labelled(rows), least=least)
    assert all(n >= least for n in _flat(published).values() if n is not None)
    assert loads(dumps(published), Counts) == published


def test_a_large_table_takes_no_time() -> None:
    """Sixteen counties by twenty kinds, an eighth of it small, in well under a second."""
    counts = _labelled([[(i * 7 + j * 11 + i * j) % 23 for j in range(20)] for i in range(16)])
    begun = perf_counter()
    published = suppressed(counts)
    assert perf_counter() - begun < 30
    assert 320 > sum(row.count(None) for row in published.cells) > 30


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: suppressed(suppressed(_labelled([[5, 2]]))),
            "Failed to parse None as Counts: expected int, got null.",
        ),
        (
            lambda: suppressed(_labelled([[5, 2]]), structural=[("r0", "c1")]),
            "Failed to parse 2 as cells: expected a number from 0 to 0, got 2.",
        ),
        (
            lambda: suppressed(_labelled([[5, 2]]), structural=[("r0", "c9")]),
            "Failed to parse 'c9' as Counts: expected one of c0, c1, got 'c9'.",
        ),
        (
            lambda: suppressed(_labelled([[5, 2]]), structural=[("r9", "c0")]),
            "Failed to parse 'r9' as Counts: expected one of r0, got 'r9'.",
        ),
    ],
)
def test_what_cannot_be_suppressed(make: Callable[[], Counts], message: str) -> None:
    """A table with something withheld already, somebody in a cell where nobody can be."""
    with pytest.raises(InvalidValue) as caught:
        make()
    assert str(caught.value) == message
