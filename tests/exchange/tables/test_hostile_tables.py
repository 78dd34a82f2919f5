"""Hostile tables are refused with located problems, in bounded time and memory."""

import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.xml.functions import iterparse

from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.exchange.tables.annotations import annotate
from ridehire_partybuild.exchange.tables.grids import Grids, kind_of
from ridehire_partybuild.exchange.tables.spreadsheets import grids_of_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
SOUND = BytesIO()
_book = openpyxl.Workbook()
_book.active.title = "阵地"
_book.active.append(["编号", "名称"])
_book.save(SOUND)


def changed(parts: dict[str, str | bytes | None], how: int = ZIP_DEFLATED) -> bytes:
    """Return a sound workbook with parts replaced, added or (None) left out."""
    out = BytesIO()
    with ZipFile(SOUND) as sound, ZipFile(out, "w", how) as archive:
        for name in dict.fromkeys([*sound.namelist(), *parts]):
            text = parts[name] if name in parts else sound.read(name)
            if text is not None:
                archive.writestr(name, text)
    return out.getvalue()


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose one sheet holds ``rows``."""
    head = f'<worksheet xmlns="{MAIN}">{before}<sheetData>'
    return changed({SHEET: f"{head}{rows}</sheetData>{after}</worksheet>"})


def read(data: bytes) -> Grids:
    """Return what a file holds, by the front that never raises for content."""
    try:
        grids = kind_of(data)(data, "x.xlsx")
    except InvalidDocument as error:
        grids = Grids(problems=error.problems)
    assert all(one.text("zh") and one.text("en") for one in grids.problems)
    return grids


def told(data: bytes) -> list[tuple[str, str | None]]:
    """Return the codes of what is wrong with a file, and the sheets."""
    return [(one.code, one.sheet) for one in read(data).problems]


def quick(work: Callable[[], object], seconds: float) -> None:
    """Fail if ``work`` takes ten times that: a hang is to be found, not a slow machine."""
    begin = time.process_time()
    work()
    assert time.process_time() - begin < 10 * seconds


def small(work: Callable[[], object], mebibytes: int) -> None:
    """Fail if ``work`` takes more memory than that."""
    tracemalloc.start()
    try:
        work()
        assert tracemalloc.get_traced_memory()[1] < mebibytes * 2**20
    finally:
        tracemalloc.stop()


def bounded(work: Callable[[], object], seconds: float, mebibytes: int) -> None:
    """Fail if ``work`` takes more than that."""
    quick(work, seconds)
    small(work, mebibytes)


def test_the_sound_workbook_is_read() -> None:
    """What the hostile ones are made of is in order."""
    assert told(SOUND.getvalue()) == []
    assert told(changed({})) == []


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/media/image1.png"])
def test_a_bomb_is_not_unpacked(part: str) -> None:
    """100 MiB of spaces in 100 KiB: refused by what the archive says of itself."""
    data = changed({part: b" " * (100 * 2**20)})
    assert len(data) < 2**18

    def work() -> None:
        assert told(data) == [("table.unpacked", None)]

    bounded(work, seconds=1, mebibytes=20)


@pytest.mark.slow
def test_many_parts_that_are_each_harmless_are_a_bomb() -> None:
    """30 parts of 9 MiB."""
    assert told(changed({f"x/{number}": b" " * (9 * 2**20) for number in range(30)})) == [
        ("table.unpacked", None)
    ]


def test_a_part_that_lies_about_its_size_is_not_unpacked_further() -> None:
    """The directory says 1,000 bytes, the stream holds 50 MiB."""
    data = changed({"xl/styles.xml": b" " * (50 * 2**20)})
    lied = data.replace((50 * 2**20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lied != data

    def work() -> None:
        assert told(lied) == [("table.part", None)]

    bounded(work, seconds=1, mebibytes=20)


def test_an_archive_of_very_many_parts_is_not_listed() -> None:
    """Its directory alone would fill the memory."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(2001):
            archive.writestr(str(number), b"")
    assert told(out.getvalue()) == [("table.members", None)]


LINKS = "xl/_rels/workbook.xml.rels"
WITH_TEXTS = (
    ZipFile(SOUND)
    .read(LINKS)
    .replace(
        b"</Relationships>",
        b'<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {one} "{f"&{before};" * 10}">'
        for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "{}">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE.format("file:///etc/passwd"), "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    ("part", "body", "name"),
    [
        (
            SHEET,
            '<worksheet><sheetData><row><c t="str"><v>&i;</v></c></row></sheetData></worksheet>',
            "阵地",
        ),
        ("xl/workbook.xml", "<workbook>&i;</workbook>", None),
        (LINKS, "<Relationships>&i;</Relationships>", None),
        ("xl/sharedStrings.xml", "<sst><si><t>&i;</t></si></sst>", None),
        ("xl/styles.xml", "<styleSheet>&i;</styleSheet>", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(
    part: str, body: str, name: str | None, declared: str, encoding: str
) -> None:
    """A billion laughs, files of this machine, and any document type, in any encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declared}{body}'
    data = changed({LINKS: WITH_TEXTS, part: text.encode(encoding)})
    assert told(data) == [("table.entities", name)]


def test_a_claimed_dimension_is_not_walked_through() -> None:
    """18.3.1.35: a dimension is what a writer says; one cell is one cell."""
    claim = '<dimension ref="A1:XFD1048576"/>'
    data = sheet('<row><c t="inlineStr"><is><t>x</t></is></c></row>', claim)

    def work() -> None:
        assert [len(row.cells) for row in read(data).grids[0].rows] == [1]

    bounded(work, seconds=0.5, mebibytes=10)


@pytest.mark.slow
def test_a_million_columns_are_told_once() -> None:
    """200 columns are read; what lies beyond is one problem."""
    cells = "<c><v>1</v></c>" * 300_000
    grids = read(sheet(f"<row>{cells}</row>"))
    assert [(one.code, one.sheet, one.row, one.column) for one in grids.problems] == [
        ("table.columns", "阵地", 1, "GS")
    ]
    assert len(grids.grids[0].rows[0].cells) == 200


@pytest.mark.parametrize("place", ["XFDXFD1", "A", "1", "A99999999", "a1", "", "A1:B2", "A１"])
def test_a_cell_that_is_nowhere(place: str) -> None:
    """No place is guessed."""
    data = sheet(f'<row><c r="{place}"><v>1</v></c></row>')
    assert told(data) == [("table.place", "阵地")]


@pytest.mark.parametrize(
    "rows",
    [
        "<c><v>1</v></c>",
        '<c r="XFD1"><v>1</v></c>',
        "<row><c><v>1</v></c></row><c><v>2</v></c>",
        '<c t="e"><v>#N/A</v></c>',
    ],
)
def test_a_cell_in_no_row(rows: str) -> None:
    """It is in no row 0, nor is what it holds lost."""
    assert told(sheet(rows)) == [("table.place", "阵地")]


@pytest.mark.parametrize("row", ["0", "-1", "1048577", "1.5", "9" * 5000, "x"])
def test_a_row_that_is_nowhere(row: str) -> None:
    """A worksheet has 1,048,576 rows; gaps up to a row beyond them are not filled."""
    assert told(sheet(f'<row r="{row}"><c><v>1</v></c></row>')) == [("table.place", "阵地")]


@pytest.mark.slow
def test_a_million_empty_rows_do_not_count() -> None:
    """Formatted to its very end, a sheet is as large as what it holds."""

    def formatted(last: int) -> Callable[[], None]:
        rows = "".join(f'<row r="{row}" s="1" ht="14"/>' for row in range(2, last + 1))
        data = sheet(f'<row r="1"><c><v>1</v></c></row>{rows}')

        def work() -> None:
            grids = read(data)
            assert (grids.problems, len(grids.grids[0].rows)) == ((), 1)

        return work

    quick(formatted(1_048_576), seconds=20)
    small(formatted(100_000), mebibytes=3)


@pytest.mark.slow
def test_too_many_rows_are_told_by_their_sheet() -> None:
    """100,000 that hold anything."""
    cell = "<row><c><v>1</v></c></row>"
    assert told(sheet(cell * 100_001)) == [("table.rows", "阵地")]


def test_too_many_sheets_are_told() -> None:
    """100 are read."""
    book = openpyxl.Workbook()
    for _ in range(100):
        book.create_sheet()
    out = BytesIO()
    book.save(out)
    assert told(out.getvalue()) == [("table.sheets", None)]


def test_a_sheet_that_breaks_does_not_hide_the_others() -> None:
    """All problems at once, each with its sheet; what can be read is read."""
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.create_sheet("乙").append([1])
    out = BytesIO()
    book.save(out)
    broken = BytesIO()
    with ZipFile(out) as sound, ZipFile(broken, "w") as archive:
        for name in sound.namelist():
            archive.writestr(name, b"<worksheet>" if name == SHEET else sound.read(name))
    grids = read(broken.getvalue())
    assert [(one.code, one.sheet) for one in grids.problems] == [("table.part", "甲")]
    assert [grid.sheet for grid in grids.grids] == ["乙"]


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": None},
        {"_rels/.rels": None},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'},
    ],
    ids=str,
)
def test_an_archive_that_is_no_workbook(parts: dict[str, str | bytes | None]) -> None:
    """A document, a picture book, anything that is packed."""
    assert told(changed(parts)) == [("table.workbook", None)]


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_that_is_no_xml(part: str) -> None:
    """It is named."""
    assert told(changed({part: b"\x00\xff<"})) == [("table.part", None)]


def test_a_part_that_is_missing_is_told_by_its_sheet() -> None:
    """The workbook names a sheet that is not there."""
    assert told(changed({SHEET: None})) == [("table.part", "阵地")]


def test_parts_outside_the_archive_are_not_read() -> None:
    """A link into the network or up the folders leads nowhere."""
    link = (
        '<Relationships><Relationship Id="rId1" TargetMode="External" Type="x/worksheet" '
        'Target="http://127.0.0.1/x.xml"/><Relationship Id="rId2" Type="x/worksheet" '
        'Target="../../../../etc/passwd"/></Relationships>'
    )
    assert told(changed({LINKS: link})) == [("table.workbook", None)]


def test_packings_that_workbooks_do_not_use() -> None:
    """ECMA-376, part 2, annex B: deflate or none at all."""
    assert told(changed({}, ZIP_STORED)) == []
    assert told(changed({}, ZIP_BZIP2)) == [("table.workbook", None)]


@given(st.data())
def test_a_damaged_workbook_is_told(data: st.DataObject) -> None:
    """Any byte changed, any end missing: cells or problems, never another exception."""
    sound = bytearray(SOUND.getvalue())
    for _ in range(data.draw(st.integers(0, 3))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    grids = read(bytes(sound[: data.draw(st.integers(4, len(sound)))]))
    assert grids.grids or grids.problems


XML = st.recursive(
    st.text("1a&;=", max_size=3),
    lambda inner: st.builds(
        lambda tag, key, value, parts: f'<{tag} {key}="{value}">{"".join(parts)}</{tag}>',
        st.sampled_from(["row", "c", "v", "f", "is", "t", "r", "rPh", "mergeCell", "sheetData"]),
        st.sampled_from(["r", "t", "s", "ref"]),
        st.sampled_from(["A1", "1", "s", "b", "n", "e", "d", "str", "inlineStr", "-1", "C9", ""]),
        st.lists(inner, max_size=4),
    ),
)


@given(XML)
def test_any_markup_is_read_or_told(markup: str) -> None:
    """Elements at places where no writer puts them break nothing."""
    grids = read(sheet(markup.replace("&", "&amp;")))
    assert len(grids.grids) + len(grids.problems) > 0


def test_what_is_read_is_counted_element_by_element() -> None:
    """Empty cells, rows and markup of no use count as well, sheet by sheet."""
    cells = sheet("<row><c/><c/><x/></row>")
    assert grids_of_workbook(cells, "x", most=6).problems == ()
    found = grids_of_workbook(cells, "x", most=5).problems
    assert [(one.code, one.sheet) for one in found] == [("table.cells", "阵地")]


def test_a_part_that_is_read_whole_is_small() -> None:
    """Styles of 17 MiB are nobody's, however loosely packed."""
    text = "<styleSheet>" + "x" * (17 * 2**20) + "</styleSheet>"
    assert told(changed({"xl/styles.xml": text}, ZIP_STORED)) == [("table.unpacked", None)]


def test_openpyxl_parses_with_the_safe_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes defusedxml where that is installed; told not to, it is given nothing to load."""
    assert openpyxl.DEFUSEDXML
    assert iterparse.__module__ == "defusedxml.common"
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    (tmp_path / "a.xlsx").write_bytes(SOUND.getvalue())
    with pytest.raises(RuntimeError, match="OPENPYXL_DEFUSEDXML"):
        annotate(tmp_path / "a.xlsx", [], tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        changed({"[Content_Types].xml": None}),
        changed({"xl/theme/theme1.xml": b" " * (17 * 2**20)}, ZIP_STORED),
        sheet("<row/>", after='<mergeCells><mergeCell ref="?"/></mergeCells>'),
        sheet("<row/>", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        changed({SHEET: f"{LAUGHS}<worksheet/>"}),
        changed({"xl/theme/theme1.xml": b" " * (100 * 2**20)}),
        changed({SHEET: None}),
    ],
    ids=["types", "theme", "nowhere", "merged", "laughs", "bomb", "missing"],
)
def test_a_hostile_workbook_is_not_loaded_for_annotation(tmp_path: Path, data: bytes) -> None:
    """The same limits hold before another library loads it."""
    (tmp_path / "a.xlsx").write_bytes(data)

    def work() -> None:
        with pytest.raises(InvalidDocument):
            annotate(tmp_path / "a.xlsx", [], tmp_path / "b.xlsx")

    bounded(work, seconds=2, mebibytes=80)
    assert not (tmp_path / "b.xlsx").exists()


def test_hidden_sheets_are_within_the_limits_of_a_copy_too(tmp_path: Path) -> None:
    """A copy holds them as well, so they are read before."""
    hide = ZipFile(SOUND).read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    data = changed({"xl/workbook.xml": hide, SHEET: LAUGHS + "<worksheet/>"})
    assert grids_of_workbook(data, "x").hidden == ("阵地",)
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(InvalidDocument) as caught:
        annotate(tmp_path / "a.xlsx", [], tmp_path / "b.xlsx")
    found = [(one.code, one.sheet) for one in caught.value.problems]
    assert found == [("table.entities", "阵地")]
