"""CSV in and out: what is written is read as it was, and nothing is ever computed."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.exchange.tables.csvs import (
    decoded,
    grids_of_csv,
    read_records,
    write_csv,
)
from ridehire_partybuild.exchange.tables.grids import Cell, Formula, Row
from ridehire_partybuild.exchange.tables.raw import Column, Sheet

CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
)
TEXTS = st.text(CHARACTERS | st.sampled_from("\n,;\t\"'=+-@ ＝")) | st.sampled_from(
    ["=1+1", "'=1", "''", "-3", "+86", "@a", '"', ",", ";", "\t", "sep=;", "\ufeff"]
)


def rows_of(text: str | bytes) -> list[list[object]]:
    """Return the values of a text that must be in order."""
    grids = grids_of_csv(text if isinstance(text, bytes) else text.encode(), "x.csv")
    assert grids.problems == ()
    return [[cell.value for cell in row.cells] for row in grids.grids[0].rows]


def problems_of(text: str | bytes) -> list[tuple[str, int | None, str | None]]:
    """Return what is wrong with a text, and where."""
    grids = grids_of_csv(text if isinstance(text, bytes) else text.encode(), "x.csv")
    assert all(one.text("zh") and one.text("en") for one in grids.problems)
    return [(one.code, one.row, one.column) for one in grids.problems]


def written(header: Iterable[str], *rows: tuple[object, ...]) -> bytes:
    """Return what `write_csv` writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        write_csv(Sheet("x", tuple(map(Column, header)), rows), path)  # type: ignore[arg-type]
        return path.read_bytes()


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5), st.tuples(TEXTS, TEXTS, TEXTS))
def test_every_text_comes_back(rows: list[tuple[str, str, str]], header: tuple[str, ...]) -> None:
    """Whatever a text begins with or holds, it is read as the text that it was."""
    grids = grids_of_csv(written(header, *rows), "x.csv")
    assert grids.problems == ()
    read = {row.number: [cell.value or "" for cell in row.cells] for row in grids.grids[0].rows}
    for number, texts in enumerate([header, *rows], 1):
        found = read.get(number, [])
        assert tuple(found) + ("",) * (len(texts) - len(found)) == texts


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_cell_begins_like_a_formula(texts: list[str]) -> None:
    """A spreadsheet program computes what begins with = + - or @."""
    text = written(texts, tuple(texts)).decode("utf-8-sig")
    for record in csv.reader(StringIO(text, newline="")):
        assert not any(field.startswith(tuple("=+-@\t\r\n＝＋－＠")) for field in record)


@given(
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=4),
    st.dates(date(1, 1, 1)),
    st.booleans(),
)
def test_numbers_and_dates_are_written_plainly(
    whole: int,
    number: Decimal,
    day: date,
    flag: bool,  # noqa: FBT001 - drawn
) -> None:
    """A negative number is a number, not a formula."""
    row = rows_of(written("abcd", (whole, number, day, flag)))[1]
    assert row == [str(whole), f"{number:f}", day.isoformat(), "TRUE" if flag else "FALSE"]


def test_what_is_written_is_known_as_utf8() -> None:
    """A byte order mark, CRLF, moments by the clock of Shanghai, nothing for what is not known."""
    moment = datetime(2026, 1, 13, 1, 30, tzinfo=UTC)
    assert written(["名称", "a", "b"], ("站", moment, None)) == (
        b'\xef\xbb\xbf"\xe5\x90\x8d\xe7\xa7\xb0","a","b"\r\n'
        b'"\xe7\xab\x99","2026-01-13 09:30",""\r\n'
    )


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimiters_and_encodings_of_offices(delimiter: str, encoding: str) -> None:
    """Commas, tabs and semicolons; UTF-8 with or without mark, GB 18030, UTF-16 with its mark."""
    text = f'编号{delimiter}名称\r\n\r\n"a{delimiter}b\nc"{delimiter}"说""好"""\r\n'
    assert rows_of(text.encode(encoding)) == [["编号", "名称"], [f"a{delimiter}b\nc", '说"好"']]


def test_a_delimiter_inside_quotes_is_none() -> None:
    """Counting happens outside quotes, over the first lines."""
    assert rows_of('"a,b,c,d";x\n"e,f,g,h";y\n') == [["a,b,c,d", "x"], ["e,f,g,h", "y"]]


def test_rows_are_counted_as_a_spreadsheet_program_counts_them() -> None:
    """Empty records count, line breaks inside quotes do not; empty records are left out."""
    grids = grids_of_csv(b'"a\nb",x\r\n,\r\n\r\nc\r\n', "x.csv")
    assert grids.grids[0].rows == (
        Row(1, (Cell("a\nb", 1, "A"), Cell("x", 1, "B"))),
        Row(4, (Cell("c", 4, "A"),)),
    )
    assert grids.grids[0].sheet is None


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(1)", "@SUM(A1)", "+A1", "-A1", "+cmd|' /C x'!A1"]
)
def test_what_would_be_computed_is_a_formula(text: str) -> None:
    """In a file that others wrote it is no text."""
    assert rows_of(f"{text}\tx\n") == [[Formula(text), "x"]]


@pytest.mark.parametrize(
    "text", ["-3", "+5", "-3.5%", "+86-546-8331234", "-", "——", "'abc", "=", "a=b"]
)
def test_what_would_not_be_computed_is_text(text: str) -> None:
    """Signed numbers, telephone numbers and strokes pass as they are."""
    assert rows_of(f"{text};x\n") == [[text, "x"]]


@pytest.mark.parametrize("text", ["'=1", "'+1", "'-1", "'@1", "'\t1", "'\r1", "''"])
def test_our_apostrophe_is_taken_off(text: str) -> None:
    """The one that keeps a cell from being computed is no part of its text."""
    assert rows_of(f'"{text}",x\n') == [[text[1:], "x"]]


def test_nothing_but_marks_and_ends() -> None:
    """An empty file is an empty table."""
    assert rows_of(b"") == rows_of(b"\xef\xbb\xbf") == rows_of(b"\r\n,,\r\n") == []


def test_what_is_no_text_is_refused() -> None:
    """NUL is told with its line; bytes of no encoding are told as such."""
    with pytest.raises(InvalidDocument) as caught:
        grids_of_csv(b"a,b\n\0", "x.csv")
    assert [(one.code, one.line) for one in caught.value.problems] == [("text.control", 2)]
    with pytest.raises(InvalidDocument) as caught:
        grids_of_csv(b"\xff\xff\xff", "x.csv")
    assert [one.code for one in caught.value.problems] == ["table.encoding"]


def test_broken_quotes_are_told_with_their_row() -> None:
    """What was read before them is kept."""
    grids = grids_of_csv(b'a,b\n"c"d,e\n', "台账.csv")
    assert [row.number for row in grids.grids[0].rows] == [1]
    assert [one.text("zh") for one in grids.problems] == [
        (
            "第 2 行: 无法将 '台账.csv' 解析为文件："
            "应为字段内引号成对、字段末尾引号闭合的 CSV 文本，实际为不符合此规则的记录。"
        )
    ]
    assert problems_of('a\n"b\n' + "c" * 200_000) == [("table.quotes", 2, None)]


def test_a_cell_that_is_too_long_or_too_far_out_is_told() -> None:
    """The rest of its row is read."""
    grids = grids_of_csv(("x," * 250 + "\n" + "y" * 32_768 + ",z\n").encode(), "x.csv")
    assert [(one.code, one.row, one.column) for one in grids.problems] == [
        ("table.columns", 1, "GS"),
        ("text.length", 2, "A"),
    ]
    assert [len(row.cells) for row in grids.grids[0].rows] == [200, 2]


@pytest.mark.slow
def test_too_many_rows_are_told_but_not_empty_ones() -> None:
    """100,000 rows are read; how many empty ones follow does not matter."""
    assert problems_of("x\n" * 100_000 + ",\n" * 100_000) == []
    assert problems_of("x\n" * 100_001) == [("table.rows", None, None)]


@pytest.mark.parametrize("value", ["\0", "\ud800", "x" * 32_768, float("nan"), 10**15 + 1])
def test_what_cannot_be_written_is_refused_by_its_cell(value: object) -> None:
    """Nothing is written that would come back as something else."""
    with pytest.raises(ValueError, match=r"^'x'!B2: "):
        written("ab", ("", value))


def test_the_mark_decides_the_encoding() -> None:
    """A text with a mark is of that encoding or of none."""
    assert decoded("\ufeff名".encode("utf-16-le"), "x") == "名"
    with pytest.raises(InvalidDocument):
        decoded(b"\xef\xbb\xbf\xb0\xa1", "x")


def test_too_many_cells_are_told() -> None:
    """2,000,000 are read, however few rows they fill."""
    row = "x" + ",x" * 19_999 + "\n"
    assert read_records(row * 100, "x.csv").stopped == ()
    found = read_records(row * 101, "x.csv")
    assert len(found.records) == 100
    (problem,) = found.stopped
    assert problem.text("zh") == (
        "无法将 'x.csv' 解析为文件：应为不超过 2000000 个单元格（含仅设格式和合并的空单元格），"
        "实际为更多单元格。"
    )
