"""Workbooks out: what is written is read as it was; an annotated copy keeps what it was."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.workbooks import Column, Sheet, annotate, write_workbook

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


def test_a_row_is_as_long_as_the_header() -> None:
    """A shifted row is a mistake of the program that writes it."""
    with pytest.raises(ValueError, match=r"^'x' row 2: 2 values in 1 columns$"):
        Sheet("x", (Column("a"),), (("b", "c"),))


def area(**place: Any) -> Problem:
    """Return a problem of a cell."""
    params = {"kind": "area_m2", "value": -3, "low": 0, "high": 9}
    return Problem(code="number.range", params=params, path="$.stations[0].site.area_m2", **place)


def office_table(path: Path) -> None:
    """Write a workbook as offices make them: a title over the header, styles, a formula."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "阵地台账"
    for row in (
        ["示例市阵地台账"],
        ["编号", "使用面积"],
        ["a", -3],
        ["b", "=B3*2"],
        ["c", "_x0041_"],
    ):
        page.append(row)
    page.merge_cells("A1:C1")
    page["A3"].font = Font(italic=True)
    page["B5"].value = "_x005F_x0041_"
    page["A5"].value = CellRichText("c", TextBlock(InlineFont(b=True), "d"))
    book.create_sheet("说明").append(["不动"])
    book.save(path)


def test_an_annotated_copy_tells_each_row_what_is_wrong_with_it(tmp_path: Path) -> None:
    """Styles, formulas, merged cells and texts that look like escapes stay as they are."""
    office_table(tmp_path / "a.xlsx")
    told = [
        area(sheet="阵地台账", row=3, column="B", header="使用面积"),
        area(sheet="阵地台账", row=3, column="B", header="使用面积"),
        area(sheet="阵地台账", row=4),
        area(),
        area(sheet="没有", row=2),
    ]
    annotate(tmp_path / "a.xlsx", told, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    page = book["阵地台账"]
    message = "无法将 -3 解析为使用面积：应为 0 至 9 之间的数，实际为 -3。"
    assert [page.cell(row, 4).value for row in range(1, 6)] == [
        "错误说明", None, f"B 列 使用面积: {message}", message, None,
    ]  # fmt: skip
    assert page["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["A3"].font.italic
    assert page["B4"].value == "=B3*2"
    assert [str(one) for one in page.merged_cells.ranges] == ["A1:C1"]
    assert [row[0].value for row in book["问题清单"].rows] == [
        f"$.stations[0].site.area_m2: {message}",
        f"没有 第 2 行: {message}",
    ]
    before, after = read_grids(tmp_path / "a.xlsx"), read_grids(tmp_path / "b.xlsx")
    assert after.grids[1] == before.grids[1]
    kept = [
        row.cells[: len(was.cells)]
        for row, was in zip(after.grids[0].rows, before.grids[0].rows, strict=True)
    ]
    assert kept == [row.cells for row in before.grids[0].rows]
    assert kept[4][1].value == "_x0041_"


def test_a_copy_that_is_annotated_again_has_one_column_of_errors(tmp_path: Path) -> None:
    """An office corrects the copy it was given and hands it in; what was told is cleared."""
    office_table(tmp_path / "a.xlsx")
    annotate(tmp_path / "a.xlsx", [area(sheet="阵地台账", row=3)], tmp_path / "b.xlsx")
    annotate(tmp_path / "b.xlsx", [area(sheet="阵地台账", row=4)], tmp_path / "c.xlsx", lang="en")
    page = openpyxl.load_workbook(tmp_path / "c.xlsx")["阵地台账"]
    assert [page.cell(row, 4).value for row in (1, 3, 4)] == [
        "Errors", None, "Failed to parse -3 as area_m2: expected a number from 0 to 9, got -3.",
    ]  # fmt: skip
    assert page.max_column == 4


def test_a_table_of_one_sheet_need_not_name_it(tmp_path: Path) -> None:
    """Problems of such a table name the row only."""
    (tmp_path / "a.xlsx").write_bytes(written(sheet_of("x", choices=("a,b",))))
    annotate(tmp_path / "a.xlsx", [area(row=2)], tmp_path / "b.xlsx")
    grids = read_grids(tmp_path / "b.xlsx")
    assert next(row.cells[-1].value for row in grids.grids[0].rows) == "错误说明"
    assert grids.marker == "register/1"
    assert len(grids.grids) == 1


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@given(TEXTS.filter(str.strip))
def test_what_is_added_is_never_computed(name: str, header: str) -> None:
    """A message may begin with what an office typed as its header."""
    params = {"kind": "a", "value": 1, "wanted": "b", "actual": "c"}
    problem = Problem(code="type", params=params, row=2, header=header)
    with TemporaryDirectory() as folder:
        path, out = Path(folder) / name, Path(folder) / "out"
        path.write_bytes(written(sheet_of("x")) if name.endswith("x") else "名称\nx\n".encode())
        annotate(path, [problem], out, lang="en")
        cells = [cell.value for row in read_grids(out).grids[0].rows for cell in row.cells]
    expected = attrs.evolve(problem, row=None).text("en")
    assert cells == ["名称", "Errors", "x", expected]


def test_an_annotated_csv_has_a_last_column(tmp_path: Path) -> None:
    """Rows keep their places, formulas and apostrophes; the rest stands below."""
    (tmp_path / "a.csv").write_bytes('编号;面积\r\n\r\na;=1+1\r\n\'=b;"x;y"\r\n'.encode("gb18030"))
    annotate(
        tmp_path / "a.csv", [area(row=3, column="B"), area(), area(row=99)], tmp_path / "b.csv"
    )
    message = "无法将 -3 解析为使用面积：应为 0 至 9 之间的数，实际为 -3。"
    assert (tmp_path / "b.csv").read_bytes().decode("utf-8-sig") == (
        '"编号";"面积";"错误说明"\r\n'
        '"";"";""\r\n'
        f'"a";"=1+1";"B 列: {message}"\r\n'
        '"\'=b";"x;y";""\r\n'
        f'"";"";"$.stations[0].site.area_m2: {message}"\r\n'
        f'"";"";"第 99 行: {message}"\r\n'
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04", b'"a"b', b"\0"])
def test_what_cannot_be_read_cannot_be_annotated(tmp_path: Path, data: bytes) -> None:
    """The same limits hold, and nothing is written."""
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(InvalidDocument):
        annotate(tmp_path / "a", [], tmp_path / "b")
    assert not (tmp_path / "b").exists()
