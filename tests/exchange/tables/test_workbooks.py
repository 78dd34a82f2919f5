"""Workbooks out: what is written is read as it was; an annotated copy keeps what it was."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.workbooks import Column, Sheet, write_workbook

CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
)
TEXTS = st.text(CHARACTERS | st.sampled_from("\n _x0041=+-@'")) | st.sampled_from(
    ["_x0041_", "_x005F_", "x005F_", "=1+1", "@a", "#REF!", "#N/A", " ", "\n", " a ", "🚗", "TRUE"]
)


def written(*sheets: Sheet) -> bytes:
    """Return the bytes of a workbook."""
    with TemporaryDirectory() as folder:
        write_workbook(sheets, Path(folder) / "x.xlsx", marker="register/1")
        return (Path(folder) / "x.xlsx").read_bytes()


def read_back(*sheets: Sheet) -> list[dict[tuple[int, str], object]]:
    """Return the cells of each sheet that hold anything, after a way through a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        write_workbook(sheets, path, marker="register/1")
        grids = read_grids(path)
    assert (grids.problems, grids.marker) == ((), "register/1")
    assert [grid.sheet for grid in grids.grids] == [sheet.title for sheet in sheets]
    return [
        {
            (cell.row, cell.column): cell.value
            for row in grid.rows
            for cell in row.cells
            if cell.value is not None
        }
        for grid in grids.grids
    ]


def sheet_of(*values: object, **column: Any) -> Sheet:
    """Return a sheet with one column."""
    return Sheet("阵地", (Column("名称", **column),), tuple((one,) for one in values))  # type: ignore[misc]


def opened(data: bytes) -> Any:
    """Return the workbook as another program reads it."""
    return openpyxl.load_workbook(BytesIO(data))


@given(st.lists(TEXTS, max_size=6), TEXTS, st.booleans())
def test_every_text_comes_back(texts: list[str], header: str, as_text: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever a text begins with, looks like or holds; an empty one is an empty cell."""
    sheet = Sheet("x", (Column(header, text=as_text),), tuple((text,) for text in texts))
    found = read_back(sheet)[0]
    assert found == {(row, "A"): text for row, text in enumerate([header, *texts], 1) if text}


@pytest.mark.parametrize("text", [" ", "\n", " a", "a ", " \n "])
def test_outer_space_is_stored_so_that_no_program_trims_it(text: str) -> None:
    """XML 1.0, 2.10: xml:space tells that it is meant; where it is all there is, it is escaped."""
    archive = ZipFile(BytesIO(written(sheet_of(text))))
    stored = archive.read("xl/worksheets/sheet1.xml").decode().partition('r="A2"')[2]
    assert re.match(r"[^>]*><is><t xml:space=.preserve.>|[^>]*><is><t>\S+</t>", stored)


VALUES = (
    st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.dates(date(1900, 3, 1))
    | st.datetimes(datetime(1900, 3, 1)).map(lambda one: one.replace(microsecond=0))  # noqa: DTZ001 - local
    | st.times().map(lambda one: one.replace(microsecond=0))
)


@given(st.lists(VALUES, max_size=6))
def test_numbers_flags_and_dates_come_back(values: list[Any]) -> None:
    """Each as what it was: a midnight is no date, and 1 is not true."""
    found = read_back(sheet_of(*values))[0]
    read = [found[row, "A"] for row in range(2, len(values) + 2)]
    assert read == values
    assert [type(one) for one in read] == [type(one) for one in values]


@given(st.decimals(-(10**9), 10**9, places=6))
def test_decimals_come_back_digit_by_digit(number: Decimal) -> None:
    """15 digits are what a workbook keeps; a whole number is read as one."""
    found = read_back(sheet_of(number))[0][2, "A"]
    assert isinstance(found, int if number == int(number) else float)
    assert Decimal(repr(found)) == number


@given(st.lists(st.tuples(TEXTS, VALUES), max_size=4))
def test_equal_sheets_give_equal_bytes(rows: list[tuple[str, Any]]) -> None:
    """No clock is in the file."""
    sheet = Sheet("x", (Column("a", note="b"), Column("c", choices=("d,", "e"))), tuple(rows))
    assert written(sheet) == written(sheet)


def test_no_date_of_making_is_in_the_file() -> None:
    """Neither in the archive nor in the document's properties."""
    data = written(sheet_of("x"))
    assert {one.date_time for one in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(data).properties.modified == datetime(2000, 1, 1)  # noqa: DTZ001 - it bears no zone


def test_a_moment_is_shown_by_the_clock_of_shanghai() -> None:
    """Workbooks have no zones."""
    found = read_back(sheet_of(datetime(2026, 1, 13, 1, 30, tzinfo=UTC), time(8, 30)))[0]
    assert found[2, "A"] == datetime(2026, 1, 13, 9, 30)  # noqa: DTZ001 - as read
    assert found[3, "A"] == time(8, 30)


def test_how_a_sheet_looks() -> None:
    """Header bold, frozen and filtered; text columns are text down to where people type."""
    columns = (Column("编号", text=True, note="台账内唯一"), Column("启用日期", width=30))
    book = opened(written(Sheet("阵地", columns, (("0370502", date(2026, 1, 13)), ("=1", None)))))
    page = book["阵地"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B3")
    assert [page[one].font.bold for one in ("A1", "B1", "A2")] == [True, True, False]
    assert page["A1"].comment.text == "台账内唯一"
    assert [page[one].number_format for one in ("A2", "B2")] == ["@", "yyyy-mm-dd"]
    assert [page[one].data_type for one in ("A2", "B2", "A3")] == ["s", "d", "s"]
    assert [page[one].quotePrefix for one in ("A2", "A3")] == [False, True]
    assert page.column_dimensions["A"].number_format == "@"
    assert page.column_dimensions["B"].width == 30


def test_short_lists_stand_in_their_rule_and_long_ones_on_a_hidden_sheet() -> None:
    """A rule holds 255 characters, and its commas part the choices."""
    long = tuple(f"选项{number}" for number in range(100))
    columns = (
        Column("a", choices=("甲", "乙")),
        Column("b", choices=long),
        Column("c", choices=("x,y",)),
    )
    data = written(Sheet("阵地", columns, (("甲", "选项3", "x,y"),)))
    book = opened(data)
    rules = {str(one.sqref): one for one in book["阵地"].data_validations.dataValidation}
    assert {where: one.formula1 for where, one in rules.items()} == {
        "A2:A100001": '"甲,乙"',
        "B2:B100001": "'词表'!$A$1:$A$100",
        "C2:C100001": "'词表'!$B$1:$B$1",
    }
    assert all(one.showErrorMessage and "下拉列表" in one.error for one in rules.values())
    assert [cell.value for cell in book["词表"]["A"]] == list(long)
    assert book["词表"].sheet_state == "hidden"


def test_the_hidden_list_is_not_read_as_a_table(tmp_path: Path) -> None:
    """Hidden sheets are named, not read."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(written(sheet_of("x", choices=("a,b",))))
    grids = read_grids(path)
    assert ([grid.sheet for grid in grids.grids], grids.hidden) == (["阵地"], ("词表",))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("a\0", "'阵地'!A2: '\\x00' cannot be written"),
        ("\ud800", "'阵地'!A2: '\\ud800' cannot be written"),
        ("\uffff", "'阵地'!A2: '\\uffff' cannot be written"),
        ("x" * 32_768, "'阵地'!A2: longer than 32767"),
        (float("inf"), "'阵地'!A2: not finite"),
        (Decimal("NaN"), "'阵地'!A2: not finite"),
        (370502000000000001, "'阵地'!A2: more than 15 digits"),
        (date(1900, 2, 28), "'阵地'!A2: workbooks have no days before 1900-03-01"),
    ],
)
def test_what_cannot_be_written_is_refused_by_its_cell(value: object, told: str) -> None:
    """Nothing is written that would come back as something else."""
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        written(sheet_of(value))


@pytest.mark.parametrize("title", ["", "a/b", "x" * 32, "'a'", "词表"])
def test_titles_that_no_sheet_can_bear(title: str) -> None:
    """Excel refuses the file, or the title is that of the lists."""
    with pytest.raises(ValueError, match="sheet"):
        written(Sheet(title, (Column("a"),)))


def test_titles_must_differ_by_more_than_case() -> None:
    """Two sheets of one name are one too many; none is too few."""
    with pytest.raises(ValueError, match="a title of its own"):
        written(Sheet("a", ()), Sheet("A", ()))
    with pytest.raises(ValueError, match="a title of its own"):
        written()


@pytest.mark.parametrize(("count", "paper", "across"), [(14, "9", 1), (15, "8", 2)])
def test_a_wide_sheet_is_printed_so_that_it_can_be_read(
    count: int, paper: str, across: int
) -> None:
    """On two pages of A3; the header is on each, and the columns that say whose row it is."""
    page = opened(written(Sheet("宽", tuple(Column(f"栏{n}") for n in range(count)))))["宽"]
    assert (str(page.page_setup.paperSize), page.page_setup.orientation) == (paper, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (across, 0)
    assert page.print_title_rows == "$1:$1"
    assert page.print_title_cols == ("$A:$B" if across > 1 else None)


def test_a_row_is_as_long_as_the_header() -> None:
    """A shifted row is a mistake of the program that writes it."""
    with pytest.raises(ValueError, match=r"^'x' row 2: 2 values in 1 columns$"):
        Sheet("x", (Column("a"),), (("b", "c"),))
