"""Columns of numbers: whatever is done to a whole one is what is done number by number."""

from hypothesis import example, given
from hypothesis import strategies as st

from ridehire_partybuild.compliance.columns import Column

WIDTHS = st.sampled_from([1, 2, 3, 15, 16, 17, 128, 255, 256, 257, 400])


@st.composite
def columns(draw: st.DrawFn, length: int | None = None) -> Column:
    """Return a column, narrow or wide."""
    width = draw(WIDTHS)
    least, most = (0, 12) if length is None else (length, length)
    numbers = draw(st.lists(st.integers(0, width - 1), min_size=least, max_size=most))
    return Column.of(numbers, width)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Column, Column]:
    """Return two columns of the same subjects."""
    one = draw(columns())
    return one, draw(columns(length=len(one.numbers)))


@given(columns())
def test_a_byte_is_enough_while_the_numbers_fit(column: Column) -> None:
    """At most 12 bytes a check are kept: of nearly all columns, one."""
    assert isinstance(column.numbers, bytes) == (column.width <= 256)
    assert all(number < column.width for number in column.numbers)


@given(columns(), st.data())
def test_renumbered_is_number_by_number(column: Column, data: st.DataObject) -> None:
    """Each number is replaced by what the table has in its place."""
    entries = st.integers(0, 300)
    table = data.draw(st.lists(entries, min_size=column.width, max_size=column.width))
    found = column.renumbered(table)
    assert list(found.numbers) == [table[number] for number in column.numbers]
    assert found.width > max(table)


@given(pairs())
@example((Column.of([15, 0, 15], 16), Column.of([15, 15, 0], 16)))
@example((Column.of([16, 0, 16], 17), Column.of([15, 15, 0], 16)))
@example((Column.of([255, 0], 256), Column.of([0, 0], 1)))
def test_joined_tells_apart_what_one_of_both_does(both: tuple[Column, Column]) -> None:
    """Two subjects have one number if they have in both columns, and only then."""
    one, other = both
    found = one.joined(other)
    told = list(zip(one.numbers, other.numbers, strict=True))
    assert len(found.numbers) == len(told)
    numbers = dict(zip(told, found.numbers, strict=True))
    assert [numbers[pair] for pair in told] == list(found.numbers)
    assert len(set(numbers.values())) == len(numbers)
    assert all(number < found.width for number in found.numbers)


@given(columns())
def test_firsts_are_the_first_places(column: Column) -> None:
    """A verdict is asked for once for each number that occurs."""
    numbers = list(column.numbers)
    assert dict(column.firsts) == {number: numbers.index(number) for number in set(numbers)}


@given(columns(), st.data())
def test_put_changes_the_places_named_and_no_other(column: Column, data: st.DataObject) -> None:
    """Whoever is not open on the day has a number of their own."""
    numbers = list(column.numbers)
    places = data.draw(st.lists(st.sampled_from(range(len(numbers))))) if numbers else []
    number = data.draw(st.integers(0, 300))
    found = column.put(places, number)
    wanted = [number if place in places else old for place, old in enumerate(numbers)]
    assert list(found.numbers) == wanted
    assert found.width > max(wanted, default=0)
    assert list(column.numbers) == numbers
