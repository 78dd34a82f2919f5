"""The cells of one sheet: what is blank, what lies too far out, what is too much."""

from xml.sax import parseString

import pytest

from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.exchange.tables.raw import Cell, Row
from ridehire_partybuild.exchange.tables.worksheets import (
    MOST_MERGED,
    Book,
    Budget,
    SheetReader,
)


def reader(rows: str, after: str = "", cells: int = 1_000) -> SheetReader:
    """Return what has read the data of a sheet."""
    budget = Budget(1_000_000)
    budget.cells = cells
    made = SheetReader(Book(texts=[""], styles=[], from_1904=False), "阵地", budget)
    parseString(f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>".encode(), made)  # noqa: S317 - our own text
    return made


def test_a_value_of_nothing_is_a_blank_cell() -> None:
    """Of a number, of a shared text, of a text in the cell; what follows keeps its place."""
    cells = '<c><v/></c><c t="s"><v>0</v></c><c t="str"><v/></c><c><v>1</v></c>'
    made = reader(f"<row>{cells}</row><row><c><v/></c></row>")
    assert made.rows == [Row(1, (*(Cell(None, 1, one) for one in "ABC"), Cell(1, 1, "D")))]
    assert made.problems == []


def test_what_lies_beyond_the_last_column_is_told_once() -> None:
    """200 columns are read; the others are one problem, in whatever row they stand."""
    row = f"<row>{'<c><v>1</v></c>' * 202}</row>"
    made = reader(row * 2)
    assert [len(one.cells) for one in made.rows] == [200, 200]
    (problem,) = made.problems
    assert problem.text("zh") == (
        "阵地 第 1 行 GS 列: 无法将 '阵地' 解析为值：应为使用不超过 200 列，"
        "实际为此范围之外的单元格。"
    )


def test_more_merged_ranges_than_anybody_makes_are_refused() -> None:
    """10,000 are kept."""
    one = '<mergeCell ref="A1:A2"/>'
    assert len(reader("", one * MOST_MERGED).merged) == MOST_MERGED
    with pytest.raises(InvalidDocument) as caught:
        reader("", one * (MOST_MERGED + 1))
    assert [problem.code for problem in caught.value.problems] == ["table.place"]


def test_the_gaps_of_rows_count_as_cells() -> None:
    """What is filled up to the last value of a row is kept like the value."""
    assert len(reader('<row><c r="C1"><v>1</v></c></row>', cells=3).rows[0].cells) == 3
    with pytest.raises(InvalidDocument) as caught:
        reader('<row><c r="D1"><v>1</v></c></row>', cells=3)
    assert [(one.code, one.sheet) for one in caught.value.problems] == [("table.cells", "阵地")]
