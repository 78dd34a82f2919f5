"""Whole numbers from exact shares."""

from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.allocation.apportioning import apportioned, rounded_within

WEIGHTS = st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any)


@st.composite
def tables(draw: st.DrawFn) -> list[list[Fraction]]:
    """Rows of exact shares whose sums are whole, alike in their weights or not."""
    width = draw(st.integers(1, 5))
    weights = st.lists(st.integers(0, 20), min_size=width, max_size=width).filter(any)
    alike = draw(weights)
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        row = alike if draw(st.booleans()) else draw(weights)
        whole = draw(st.integers(0, 30))
        rows.append([Fraction(whole * one, sum(row)) for one in row])
    return rows


@given(st.integers(0, 500), WEIGHTS)
def test_the_largest_remainder_stays_within_one(whole: int, weights: list[int]) -> None:
    """Each gets its exact share rounded up or down, and nothing is lost."""
    exact = [Fraction(whole * one, sum(weights)) for one in weights]
    got = apportioned(whole, [Fraction(one) for one in weights])
    assert sum(got) == whole
    assert all(floor(a) <= b <= ceil(a) for a, b in zip(exact, got, strict=True))


@given(tables())
def test_a_table_keeps_its_rows_and_rounds_its_columns_fairly(rows: list[list[Fraction]]) -> None:
    """Rows keep their sums; the totals of columns are those of the largest remainder."""
    table = rounded_within(rows)
    assert [sum(row) for row in table] == [sum(row) for row in rows]
    columns = [sum(column, Fraction()) for column in zip(*rows, strict=True)]
    totals = tuple(sum(column) for column in zip(*table, strict=True))
    whole = int(sum(columns, Fraction()))
    assert totals == (apportioned(whole, columns) if whole else tuple(0 for _ in columns))
    cells = [
        (exact, number)
        for row, numbers in zip(rows, table, strict=True)
        for exact, number in zip(row, numbers, strict=True)
    ]
    assert all(floor(exact) <= number < exact + 2 for exact, number in cells)


def test_not_the_same_station_gets_one_more_of_each_title() -> None:
    """Four titles of one copy more than is shared evenly: four stations get one of them each."""
    third = [Fraction(4, 3)] * 3
    assert rounded_within([third, third, third]) == ((2, 1, 1), (1, 2, 1), (1, 1, 2))


def test_cells_are_rounded_to_the_next_where_the_totals_allow_it() -> None:
    """Each is its exact share rounded down or up, and a whole share is what it is."""
    rows = [
        [Fraction(95, 21), Fraction(19, 7), Fraction(19, 3), Fraction(19, 7), Fraction(19, 7)],
        [Fraction(5, 7), Fraction(3, 7), Fraction(1), Fraction(3, 7), Fraction(3, 7)],
    ]
    table = rounded_within(rows)
    assert [sum(column) for column in zip(*table, strict=True)] == [5, 3, 8, 3, 3]
    assert table == ((4, 2, 7, 3, 3), (1, 1, 1, 0, 0))


def test_where_no_rounding_keeps_all_cells_within_one_the_totals_come_first() -> None:
    """Cells give way, totals do not: the second gets one of which its exact share is nothing."""
    half, none = [Fraction(1, 2)] * 2, [Fraction()] * 2
    assert rounded_within([half + none, none + half]) == ((1, 0, 0, 0), (0, 1, 0, 0))


def test_a_cell_is_rounded_up_twice_where_rows_that_differ_leave_no_other_room() -> None:
    """Two columns get two each, and only the first row has as much to give to them."""
    rows = [[Fraction(n, 20) for n in row] for row in ((18, 18, 8, 8, 8), (10, 10, 0, 0, 0))]
    assert rounded_within(rows) == ((1, 2, 0, 0, 0), (1, 0, 0, 0, 0))


def test_what_is_placed_moves_where_that_makes_room() -> None:
    """The second row can only go where the first stood: the first moves on."""
    moving = [[Fraction(n, 20) for n in row] for row in ((9, 10, 1), (19, 16, 5))]
    assert rounded_within(moving) == ((1, 0, 0), (1, 1, 0))  # the first wished for the second
    half = Fraction(1, 2)
    assert rounded_within([[half, half], [Fraction(1), Fraction(0)]]) == ((1, 0), (1, 0))
    rows = [[half, half, Fraction(0)], [half, Fraction(0), half], [Fraction(0), half, half]]
    table = rounded_within(rows)
    assert [sum(column) for column in zip(*table, strict=True)] == [1, 1, 1]
    assert all(number <= ceil(exact) for row, numbers in zip(rows, table, strict=True)
               for exact, number in zip(row, numbers, strict=True))  # fmt: skip
