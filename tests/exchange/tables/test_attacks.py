"""What once broke the door of tables, kept as tests: told where it stands, in bounded time."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.errors.problems import ENOUGH
from ridehire_partybuild.exchange.tables import annotate, inspect
from ridehire_partybuild.exchange.tables.merged import filled, merged_down
from ridehire_partybuild.exchange.tables.raw import Cell, Grid, Row, letters
from ridehire_partybuild.exchange.tables.reading import Reading
from ridehire_partybuild.exchange.tables.stored import Shows, shows

from .test_hostile_tables import LINKS, SHEET, SOUND, WITH_TEXTS, bounded, changed, quick, sheet

ON = date(2026, 1, 1)
HEADERS = ("阵地编号", "名称", "区划代码", "类型", "座位", "负责人")
STATION = ("S-1", "示例", "370502", "流动")
PHONE = "13812345678"

Codes: TypeAlias = list[tuple[str, int | None, str | None]]


def cell(text: str) -> str:
    """Return a cell that holds a text."""
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def row(*cells: str) -> str:
    """Return a row of a worksheet."""
    return f"<row>{''.join(cells)}</row>"


HEAD = row(*map(cell, HEADERS))


def made(folder: Path, data: bytes | str, name: str = "阵地台账.xlsx") -> Reading:
    """Return what is made of a file."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return inspect(path, recorded_on=ON)


def codes(reading: Reading) -> Codes:
    """Return what is wrong and where, every message said once in both languages."""
    assert all(one.text("zh") and one.text("en") for one in reading.problems)
    return [(one.code, one.row, one.column) for one in reading.problems]


@pytest.mark.slow
def test_a_table_in_which_every_cell_is_wrong_is_told_by_its_first(tmp_path: Path) -> None:
    """More problems than anybody goes through end in one that says so, and reading stops."""
    table = ",".join(HEADERS) + "\n" + "S 1,,3705,x,y,z\n" * 50_000
    found: list[Reading] = []
    quick(lambda: found.append(made(tmp_path, table, "阵地台账.csv")), seconds=15)
    told = codes(found[0])
    assert found[0].register is None
    assert len(told) == ENOUGH
    assert told[-1] == ("problems.more", None, None)
    assert {one for one, _, _ in told[:-1]} == {"digits.length", "vocabulary", "number.whole"}


def test_a_sheet_of_errors_is_refused_not_read_as_blank(tmp_path: Path) -> None:
    """What is not told of a cell would be lost: of too many nothing is read."""
    errors = '<c t="e"><v>#N/A</v></c>' * 150
    told = codes(made(tmp_path, sheet(HEAD + row(errors) * 100)))
    assert told == [("problems.more", None, None)]


def test_a_row_of_nothing_but_errors_is_told(tmp_path: Path) -> None:
    """A row of which nothing could be read is a record all the same."""
    lost = row(*['<c t="e"><v>#REF!</v></c>'] * 2)
    told = codes(made(tmp_path, sheet(HEAD + row(*map(cell, STATION)) + lost)))
    assert told == [("cell.error", 3, "A"), ("cell.error", 3, "B")]


def test_a_cell_that_is_too_long_shows_nothing_secret(tmp_path: Path) -> None:
    """Of a person's name not even the beginning, from a workbook or a CSV file."""
    long = PHONE + "x" * 40_000
    workbook = made(tmp_path, sheet(HEAD + row(*map(cell, (*STATION, "9", long)))))
    table = made(tmp_path, ",".join(HEADERS) + f"\nS-1,示例,370502,流动,9,{long}\n", "阵地台账.csv")
    for reading in (workbook, table):
        assert codes(reading) == [("text.length", 2, "F")]
        assert not any(PHONE in reading.problems[0].text(lang) for lang in ("zh", "en"))


def test_what_stands_beyond_the_last_column_is_told_once(tmp_path: Path) -> None:
    """It may be a column that is known; what it holds is nobody's business."""
    wide = ",".join((*STATION, *[""] * 300, PHONE)) + "\n"
    table = ",".join((*HEADERS[:4], *[""] * 300, "营业时间")) + "\n" + wide
    reading = made(tmp_path, table, "阵地台账.csv")
    assert codes(reading) == [("table.columns", 1, "GS")]
    assert PHONE not in reading.problems[0].text()


@pytest.mark.slow
def test_lines_beyond_the_last_row_are_nowhere(tmp_path: Path) -> None:
    """Blank lines cost no memory; what stands after a million of them is told."""

    def blank() -> None:
        assert codes(made(tmp_path, "\n" * 3_000_000, "a.csv")) == [("table.empty", None, None)]

    bounded(blank, seconds=5, mebibytes=70)
    after = made(tmp_path, ",".join(HEADERS) + "\n" * 1_048_577 + "S-1\n", "阵地台账.csv")
    assert ("table.place", None, None) in codes(after)


ROWS = st.lists(st.integers(1, 30), min_size=1, max_size=12, unique=True).map(sorted)
RANGES = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 30), st.integers(0, 40)), max_size=6
).map(lambda found: tuple(f"{letters(c)}{first}:{letters(c)}{last}" for c, first, last in found))


@given(ROWS, RANGES)
def test_no_cell_is_filled_twice(numbers: list[int], merged: tuple[str, ...]) -> None:
    """Ranges that overlap, end before they begin or cover nothing cost no more than the sheet."""
    rows = tuple(Row(n, tuple(Cell(f"{c}{n}", n, c) for c in "AB")) for n in numbers)
    down = merged_down(Grid("x", rows, merged))
    told = [(one.column, index) for one in down for index in range(one.first, one.end)]
    assert len(told) == len(set(told)) <= 4 * len(rows)
    after = filled(Grid("x", rows, merged), down)
    assert [one.number for one in after] == numbers
    kept = {(c.column, r.number): c.value for r in rows for c in r.cells}
    for one in (c for r in after for c in r.cells):
        covered = (one.column, numbers.index(one.row)) in told
        assert covered or kept[one.column, one.row] == one.value


@pytest.mark.slow
def test_very_many_merged_rows_are_one_pass(tmp_path: Path) -> None:
    """10,000 ranges over every row there is, one over another, and one over 5,000 records."""
    many = "".join(f"<row>{cell('x')}</row>" for _ in range(20_000))
    over = '<mergeCell ref="A1:A1048576"/>' * 9_999

    def overlapping() -> None:
        data = sheet(HEAD + many + '<row r="1048576"><c><v>1</v></c></row>', after=over)
        assert len(made(tmp_path, data).problems) == ENOUGH

    quick(overlapping, seconds=8)
    stations = "".join(row(cell(f"S-{n}"), *map(cell, STATION[1:])) for n in range(5_000))
    merged = '<mergeCells><mergeCell ref="D2:D5001"/></mergeCells>'

    def one_column() -> None:
        register = made(tmp_path, sheet(HEAD + stations, after=merged)).register
        assert register is not None
        assert len(register.stations) == 5_000

    quick(one_column, seconds=10)


def test_more_merged_cells_than_anybody_fills_are_refused(tmp_path: Path) -> None:
    """Each of them would be a cell: 200 columns over 2,000 rows."""
    over = "".join(f'<mergeCell ref="{letters(n)}2:{letters(n)}9999"/>' for n in range(1, 201))
    data = sheet(HEAD + row(cell("S-1")) * 2_000, after=f"<mergeCells>{over}</mergeCells>")
    assert codes(made(tmp_path, data)) == [("table.cells", None, None)]


@pytest.mark.slow
def test_many_sheets_of_headers_are_matched_in_time(tmp_path: Path) -> None:
    """100 sheets whose first rows may all be headers, and headers as long as texts can be."""
    body = "".join(row(cell("编号"), *(cell(f"列{n}") for n in range(199))) for _ in range(30))
    parts: dict[str, str | bytes | None] = {
        f"xl/worksheets/s{n}.xml": f"<worksheet><sheetData>{body}</sheetData></worksheet>"
        for n in range(100)
    }
    links = "".join(
        f'<Relationship Id="q{n}" Type="x/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(100)
    )
    tabs = "".join(f'<sheet name="t{n}" id="q{n}"/>' for n in range(100))
    parts[LINKS] = f"<Relationships>{links}</Relationships>"
    parts["xl/workbook.xml"] = f"<workbook><sheets>{tabs}</sheets></workbook>"

    def many() -> None:
        assert len(made(tmp_path, changed(parts)).unmapped) == 100

    quick(many, seconds=15)
    texts = f"<sst><si><t>{'号' * 30_000}</t></si></sst>"
    cells = row(*['<c t="s"><v>0</v></c>'] * 200) * 30
    long: dict[str, str | bytes | None] = {
        LINKS: WITH_TEXTS,
        "xl/sharedStrings.xml": texts,
        SHEET: f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    }
    quick(lambda: made(tmp_path, changed(long), "x.xlsx"), seconds=5)


def test_two_parts_of_one_name_are_no_workbook(tmp_path: Path) -> None:
    """Which is meant nobody can say: 'XL/worksheets' and 'xl/worksheets' are one name."""
    out = BytesIO(SOUND.getvalue())
    with ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper(), "<worksheet/>")
    assert codes(made(tmp_path, out.getvalue())) == [("table.workbook", None, None)]


@pytest.mark.parametrize("encoding", ["zlib_codec", "utf-7", "idna", "nosuch"])
def test_an_encoding_that_no_xml_has(tmp_path: Path, encoding: str) -> None:
    """The part is named, whatever the parser makes of the name of its encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><worksheet/>'
    assert codes(made(tmp_path, changed({SHEET: text}))) == [("table.part", None, None)]


def test_numbers_of_hundreds_of_digits_do_not_break_their_sheet(tmp_path: Path) -> None:
    """They are told in their cells; a style of thousands of digits is none."""
    big = f'<c s="{"9" * 5_000}"><v>{"9" * 400}</v></c>'
    data = sheet(HEAD + row(*map(cell, STATION), big))
    assert codes(made(tmp_path, data)) == [("number.digits", 2, "E")]


@pytest.mark.parametrize("code", ["[" * 1_000_000, "[y" * 500_000, '"' * 999_999, "[h" * 500_000])
def test_a_number_format_of_a_million_characters(code: str) -> None:
    """It is read in one pass."""
    quick(lambda: shows(code), seconds=2)
    assert shows("[$-804]yyyy[") is Shows.DATE


@pytest.mark.slow
def test_a_comment_of_many_megabytes_is_passed_over(tmp_path: Path) -> None:
    """The parser may begin a token anew with every piece: the pieces grow."""
    comment = "<!--" + "名" * (12 * 2**20) + "-->"
    data = changed({SHEET: f"<worksheet>{comment}<sheetData/></worksheet>"}, ZIP_STORED)

    def work() -> None:
        assert codes(made(tmp_path, data)) == [("table.empty", None, None)]

    quick(work, seconds=5)


def test_names_of_sheets_neither_break_nor_reverse_a_message(tmp_path: Path) -> None:
    """A problem is one line, however an office, or somebody else, calls its sheets."""
    name = f"阵地&#10;&#x202E;{'名' * 500}"
    tabs = f'<workbook><sheets><sheet name="{name}" r:id="rId1" xmlns:r="r"/></sheets></workbook>'
    data = changed({"xl/workbook.xml": tabs, SHEET: f"<worksheet>{'<x>' * 3}</worksheet>"})
    (problem,) = made(tmp_path, data).problems
    for text in (problem.text("zh"), problem.text("en")):
        assert text.startswith("阵地 名")
        assert len(text) < 400
        assert text.isprintable()


def test_many_rows_of_one_batch_and_many_batches(tmp_path: Path) -> None:
    """Batches and donors are looked up, not searched: 3,000 of each, and 3,000 of one batch."""
    rows = "".join(f"B{n},甲{n},示例书,3,甲站,2026-01-05\n" for n in range(3_000))
    delivered = "批次,捐赠单位,书名,册数,阵地名称,交付日期\n" + rows
    given = "批次,捐赠单位\n" + "".join(f"B,甲{n}\n" for n in range(3_000))

    def work() -> None:
        told = {one.code for one in made(tmp_path, delivered, "赠书登记.csv").problems}
        assert told == {"id.dangling"}  # the station alone: the batches are made
        assert {one.code for one in made(tmp_path, given, "捐赠单位.csv").problems}

    quick(work, seconds=8)


@pytest.mark.slow
def test_a_table_of_problems_is_annotated_in_one_pass(tmp_path: Path) -> None:
    """Each problem is written beside its row, or below the table, as often as it is told."""
    table = ",".join(HEADERS) + "\n" + "S 1,,3705,x,y,z\n" * 4_000
    problems = made(tmp_path, table, "阵地台账.csv").problems
    out = tmp_path / "out.csv"
    quick(lambda: annotate(tmp_path / "阵地台账.csv", problems, out), seconds=3)
    lines = out.read_bytes().count(b"\r\n")
    assert (len(problems), lines) == (ENOUGH, 4_002)
