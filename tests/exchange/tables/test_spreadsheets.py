"""Workbooks in, as other programs write them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula

from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.exchange.tables import archives, spreadsheets
from ridehire_partybuild.exchange.tables.grids import Cell, Formula, Grids, Row
from ridehire_partybuild.exchange.tables.spreadsheets import MARKER, grids_of_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def related(**parts: str) -> str:
    """Return a list of relationships; a part that stands twice has a number to its kind."""
    each = "".join(
        f'<Relationship Id="{kind}" Type="{LINKS}/{kind.rstrip("0123456789")}" Target="{part}"/>'
        for kind, part in parts.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{each}</Relationships>'


def book(rows: str, *, after: str = "", **parts: str) -> bytes:
    """Return a workbook of one sheet whose data are ``rows``, with other parts replaced."""
    members: Mapping[str, str] = {
        "_rels/.rels": related(officeDocument="/xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            '<sheet name="阵地" sheetId="1" r:id="worksheet1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": related(
            worksheet1="worksheets/sheet1.xml",
            sharedStrings="sharedStrings.xml",
            styles="styles.xml",
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{parts.pop("texts", "")}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{parts.pop("styles", "")}</styleSheet>',
        **parts,
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(data: bytes) -> Grids:
    """Return what a workbook holds."""
    return grids_of_workbook(data, "台账.xlsx")


def values(data: bytes) -> list[object]:
    """Return the values of the first row of a workbook that must be in order."""
    grids = read(data)
    assert grids.problems == ()
    return [cell.value for cell in grids.grids[0].rows[0].cells]


def told(data: bytes) -> list[tuple[str, str | None, int | None, str | None]]:
    """Return what is wrong with a workbook, and where."""
    problems = read(data).problems
    assert all(one.text("zh") and one.text("en") for one in problems)
    return [(one.code, one.sheet, one.row, one.column) for one in problems]


def test_gaps_are_filled_within_a_row_and_left_between_rows() -> None:
    """A cell knows its place; a row that holds nothing is no row."""
    data = book(
        '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="A3" s="0"/></row>'
        '<row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    )
    assert read(data).grids[0].rows == (
        Row(2, (Cell(None, 2, "A"), Cell(1, 2, "B"))),
        Row(1048576, (Cell(2, 1048576, "A"),)),
    )


def test_rows_and_cells_that_do_not_say_where_they_are() -> None:
    """18.3.1.4 and 18.3.1.73: r is optional; each follows the one before."""
    data = book('<row><c><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row>')
    cells = [one for row in read(data).grids[0].rows for one in row.cells]
    assert [(one.row, one.column, one.value) for one in cells] == [
        (1, "A", 1), (5, "A", None), (5, "B", None), (5, "C", 2), (5, "D", 3),
    ]  # fmt: skip


def test_texts_of_all_kinds() -> None:
    """Runs are joined, the way a word is spoken is left out, spaces and escapes are kept."""
    data = book(
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r>'
        '<r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>z</t></rPh></is></c>'
        '<c t="str"><v>_x005F_x0041_</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is/></c></row>',
        texts=(
            "<si><r><t>东营</t></r><rPh sb='0' eb='2'><t>dongying</t></rPh><phoneticPr/></si>"
            '<si><t xml:space="preserve"> x005F_ </t></si><si><t>a_x000D_\nb</t></si>'
        ),
    )
    assert values(data) == ["东营", " x005F_ ", "a b", "_x0041_", "a\r\nb"]


def test_numbers_and_flags() -> None:
    """A whole number stays whole; a flag is no number."""
    row = "".join(f"<c><v>{one}</v></c>" for one in ("12", "12.0", "16.5", "3.70502E+17", "-1E-2"))
    assert values(book(f'<row>{row}<c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>')) == [
        12, 12, 16.5, 370502000000000000, -0.01, True, False,
    ]  # fmt: skip


def test_dates_by_their_formats() -> None:
    """Usual formats, those of Chinese editions, a file's own; ISO dates; a number is none."""
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
        + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 31, 176, 20, 22, 2))
        + "</cellXfs><dxfs><dxf><numFmt numFmtId='2' formatCode='yyyy'/></dxf></dxfs>"
    )
    row = "".join(
        f'<c s="{style}"><v>{serial}</v></c>'
        for style, serial in enumerate((46035, 46035, 46035, 46035, 0.375, 46035.375, 46035))
    )
    iso = '<c t="d"><v>2026-01-13</v></c><c t="d"><v>2026-01-13T09:00:00</v></c>'
    day, moment = date(2026, 1, 13), datetime(2026, 1, 13, 9)  # noqa: DTZ001 - no zones
    assert values(book(f"<row>{row}{iso}</row>", styles=styles)) == [
        46035, day, day, day, time(9), moment, 46035, day, moment,
    ]  # fmt: skip


def test_days_counted_from_1904() -> None:
    """18.2.28: a workbook says from when it counts."""
    parts = {
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="1"/><sheets>'
            '<sheet name="阵地" sheetId="1" r:id="worksheet1"/></sheets></workbook>'
        )
    }
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    data = book("<row><c><v>44573</v></c></row>", styles=styles, **parts)
    assert values(data) == [date(2026, 1, 13)]


def test_cells_that_hold_no_value_are_told_and_the_rest_is_read() -> None:
    """Errors of the program, dates outside the calendar, NaN, texts that are not there."""
    row = (
        '<c t="e"><v>#REF!</v></c><c s="1"><v>-1</v></c><c s="1"><v>99999999</v></c><c><v>NaN</v>'
        '</c><c><v>1e999</v></c><c t="s"><v>7</v></c><c t="b"><v>x</v></c><c t="?"><v>x</v></c>'
        '<c t="d"><v>13.1.</v></c><c><v>5</v></c>'
    )
    data = book(
        f"<row>{row}</row>", styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    )
    codes = ["cell.error", "cell.date", "cell.date", "number.finite", "number.finite"]
    codes += ["cell.content"] * 3 + ["cell.date"]
    assert told(data) == [
        (code, "阵地", 1, letter) for code, letter in zip(codes, "ABCDEFGHI", strict=True)
    ]
    assert read(data).grids[0].rows[0].cells[-1] == Cell(5, 1, "J")
    assert read(data).problems[0].text("zh") == (
        "阵地 第 1 行 A 列: 无法将 '#REF!' 解析为值：应为正常取值，实际为表格软件的错误值。"
    )


def test_formulas_are_seen_not_computed() -> None:
    """The result that was stored beside a formula is not taken for a value."""
    data = book('<row><c><f>SUM(B1:B9)</f><v>9</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    assert values(data) == [Formula("=SUM(B1:B9)"), Formula("=1/0")]


def test_merged_cells_hold_their_value_once() -> None:
    """Only the first cell of a merged range holds the value; the ranges are told."""
    merged = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    grid = read(
        book('<row><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"/></row>', after=merged)
    ).grids[0]
    assert (len(grid.rows), grid.merged) == (1, ("A1:A2",))


def test_names_with_a_prefix_and_parts_in_another_case() -> None:
    """Some libraries write x:row, and part names are case-insensitive."""
    data = book(
        "",
        **{
            "xl/_rels/workbook.xml.rels": related(worksheet1="Worksheets/SHEET2.xml"),
            "XL/Worksheets/Sheet2.XML": (
                f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>'
                "</x:sheetData></x:worksheet>"
            ),
        },
    )
    assert values(data) == [1]


def test_what_another_library_writes() -> None:
    """openpyxl: rich text, array formulas, hidden sheets, charts' sheets, flags and moments."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = "阵地"
    moment = datetime(2026, 1, 13, 9, 5)  # noqa: DTZ001 - workbooks have no zones
    page.append([CellRichText("a", TextBlock(InlineFont(b=True), "b")), True, moment])
    page["D1"] = ArrayFormula("D1:D2", "=A1:A2")
    made.create_sheet("隐藏").sheet_state = "hidden"
    made.create_sheet("深藏").sheet_state = "veryHidden"
    made.create_chartsheet("图")
    out = BytesIO()
    made.save(out)
    grids = read(out.getvalue())
    assert [cell.value for cell in grids.grids[0].rows[0].cells] == [
        "ab", True, moment, Formula("=A1:A2"),
    ]  # fmt: skip
    assert (grids.hidden, len(grids.grids), grids.marker) == (("隐藏", "深藏"), 1, None)
    assert [one.sheet for one in grids_of_workbook(out.getvalue(), "x", unhide=True).grids] == [
        "阵地", "隐藏", "深藏",
    ]  # fmt: skip


def test_control_characters_are_kept_for_the_record_to_refuse() -> None:
    """What is wrong with a text is said where it is read as a field."""
    assert values(book('<row><c t="inlineStr"><is><t>a_x0007_</t></is></c></row>')) == ["a\x07"]


@pytest.mark.parametrize("length", [32_767, 32_768])
def test_the_longest_text(length: int) -> None:
    """Excel's own limit; a longer one is told without being shown whole."""
    data = book(f'<row><c t="inlineStr"><is><t>{"x" * length}</t></is></c></row>')
    if length == 32_767:
        assert values(data) == ["x" * length]
    else:
        assert told(data) == [("text.length", "阵地", 1, "A")]
        assert len(str(read(data).problems[0])) < 300


def test_a_flag_that_another_program_saved_as_a_formula_is_a_flag() -> None:
    """LibreOffice saves TRUE as the formula TRUE()."""
    flags = '<c t="b"><f aca="false">TRUE()</f><v>1</v></c><c t="b"><f>FALSE()</f><v>0</v></c>'
    assert values(book(f"<row>{flags}<c><f>TRUE()+1</f></c></row>")) == [
        True, False, Formula("=TRUE()+1"),
    ]  # fmt: skip


def test_a_property_of_somebody_else_is_no_marker() -> None:
    """Whoever writes a workbook may say of it what they like; ours is known by its own word."""
    named = related(officeDocument="xl/workbook.xml").replace(
        "</Relationships>",
        f'<Relationship Id="own" Type="{LINKS}/custom-properties" Target="docProps/custom.xml"/>'
        "</Relationships>",
    )

    def marked(*names: str) -> str | None:
        told = "".join(
            f'<property name="{one}"><lpwstr>v-{one}</lpwstr></property>' for one in names
        )
        properties = {
            "_rels/.rels": named,
            "docProps/custom.xml": f"<Properties>{told}</Properties>",
        }
        return read(book("", **properties)).marker

    assert marked("示例", MARKER) == f"v-{MARKER}"
    assert marked("示例") is None


@pytest.mark.parametrize(
    ("limit", "part", "more", "code"),
    [
        ((spreadsheets, "MOST_ELEMENTS"), "texts", "<si><t>a</t></si>", "table.cells"),
        ((archives, "MOST_KEPT"), "styles", "<xf/><xf/>", "table.part"),
    ],
)
def test_what_no_cell_shows_is_counted_too(
    monkeypatch: pytest.MonkeyPatch, limit: tuple[Any, str], part: str, more: str, code: str
) -> None:
    """More shared texts or styles than any workbook has are refused; here three elements are."""
    monkeypatch.setattr(*limit, 3)
    assert told(book("", **{part: more})) == []
    with pytest.raises(InvalidDocument) as caught:
        read(book("", **{part: more * 2}))
    assert [problem.code for problem in caught.value.problems] == [code]
