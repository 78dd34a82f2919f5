"""An office's own table, handed back with what is wrong beside each row."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ridehire_partybuild.errors import InvalidDocument, Lang, Problem
from ridehire_partybuild.exchange.tables import annotate, inspect
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


def sheet_of(*values: object, **column: Any) -> Sheet:
    """Return a sheet with one column."""
    return Sheet("阵地", (Column("名称", **column),), tuple((one,) for one in values))  # type: ignore[misc]


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
        None, "错误说明", f"B 列 使用面积: {message}", message, None,
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
    assert [page.cell(row, 4).value for row in (2, 3, 4)] == [
        "Errors", None, "Failed to parse -3 as area_m2: expected a number from 0 to 9, got -3.",
    ]  # fmt: skip
    assert page.max_column == 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_added_is_not_read_as_a_table(tmp_path: Path, lang: Lang) -> None:
    """The office hands in its annotated copy: neither column nor sheet is told as unknown."""
    office_table(tmp_path / "a.xlsx")
    told = [area(sheet="阵地台账", row=3), area()]
    annotate(tmp_path / "a.xlsx", told, tmp_path / "b.xlsx", lang=lang)
    before, after = inspect(tmp_path / "a.xlsx"), inspect(tmp_path / "b.xlsx")
    assert [one.sheet for one in before.unmapped] == ["说明"]
    assert (after.unmapped, after.notes) == (before.unmapped, before.notes)
    assert after.problems == before.problems


def test_a_column_of_errors_is_known_again_wherever_it_stands(tmp_path: Path) -> None:
    """Also where the office added a column behind it; the list of problems is written anew."""
    office_table(tmp_path / "a.xlsx")
    told = [area(sheet="阵地台账", row=3), area()]
    annotate(tmp_path / "a.xlsx", told, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    book["阵地台账"]["E2"].value = "备注"
    book["阵地台账"]["E3"].value = "已改"
    book.save(tmp_path / "b.xlsx")
    annotate(tmp_path / "b.xlsx", [area(sheet="阵地台账", row=4), area()], tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    page = book["阵地台账"]
    assert [page.cell(2, column).value for column in (4, 5)] == ["错误说明", "备注"]
    assert [page.cell(3, column).value for column in (4, 5)] == [None, "已改"]
    assert (page.max_column, page["D4"].value[:3]) == (5, "无法将")
    assert book.sheetnames == ["阵地台账", "说明", "问题清单"]
    assert len(list(book["问题清单"].rows)) == 1


def test_a_csv_that_is_annotated_again_has_one_column_of_errors(tmp_path: Path) -> None:
    """Below a title row, with the rest below the table: both are written anew."""
    lines = "某市台账,,\n阵地编号,名称,类型\na,b,c\n"
    (tmp_path / "a.csv").write_text(lines, encoding="utf-8")
    annotate(tmp_path / "a.csv", [area(row=3), area()], tmp_path / "b.csv")
    first = (tmp_path / "b.csv").read_text("utf-8-sig")
    assert first.splitlines()[1] == '"阵地编号","名称","类型","错误说明"'
    assert inspect(tmp_path / "b.csv").unmapped == ()
    annotate(tmp_path / "b.csv", [area(row=3), area()], tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text("utf-8-sig") == first
    annotate(tmp_path / "c.csv", [], tmp_path / "d.csv")
    assert (tmp_path / "d.csv").read_text("utf-8-sig") == (
        '"某市台账","","",""\n"阵地编号","名称","类型","错误说明"\n"a","b","c",""\n'
    )


@pytest.mark.parametrize(
    ("name", "out"), [("a.xlsx", "b.csv"), ("a.csv", "b.xlsx"), ("a.csv", "b")]
)
def test_a_copy_ends_as_its_kind_does(tmp_path: Path, name: str, out: str) -> None:
    """A workbook under the name of a text opens nowhere: nothing is written."""
    table = written(sheet_of("x")) if name.endswith("x") else "名称\nx\n".encode()
    (tmp_path / name).write_bytes(table)
    with pytest.raises(
        ValueError, match=rf"copy of '{name}' is of its kind: it ends in \{name[1:]}"
    ):
        annotate(tmp_path / name, [], tmp_path / out)
    assert not (tmp_path / out).exists()


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
        path, out = Path(folder) / name, Path(folder) / f"out-{name}"
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


def test_an_offices_own_list_of_problems_stays(tmp_path: Path) -> None:
    """It has the name of ours and one column, but not its width: it is nobody's to throw away."""
    book = openpyxl.Workbook()
    book.active.title = "阵地台账"
    for values in (["编号", "使用面积"], ["a", -3]):
        book.active.append(values)
    book.create_sheet("问题清单").append(["漏水"])
    book.save(tmp_path / "a.xlsx")
    annotate(tmp_path / "a.xlsx", [area(sheet="阵地台账", row=2), area()], tmp_path / "b.xlsx")
    after = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert after.sheetnames == ["阵地台账", "问题清单", "问题清单1"]
    assert [row[0].value for row in after["问题清单"].rows] == ["漏水"]
