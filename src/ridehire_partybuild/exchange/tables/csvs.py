"""Comma-separated texts in and out: RFC 4180, and what offices make of it.

A CSV file has no types, and a spreadsheet program computes what begins like a formula. So what we
write so begins with an apostrophe, which reading takes off again.
"""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import chain, islice
from os import PathLike, fspath

import attrs

from ridehire_partybuild.errors import InvalidDocument, Problem

from .raw import (
    LAST_ROW,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Formula,
    Grid,
    Grids,
    Row,
    Sheet,
    Value,
    Written,
    dense,
    letters,
    refusal,
)
from .writing import local, refuse_unwritable

__all__ = [
    "Records",
    "decoded",
    "grids_of_csv",
    "neutral",
    "read_records",
    "write_csv",
    "written_csv",
]

DELIMITERS = ",\t;"
LINES_TO_JUDGE_BY = 20
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_COMPUTED = re.compile(r"[=@].|[+-](?![\d\s.,()%+-]*\Z)", re.DOTALL)
"""What a spreadsheet program computes. A sign before nothing but digits, as in +86-546, may be
computed too, but cannot reach anything."""

_ACTIVE = tuple("=+-@\t\r\n'＝＋－＠")
"""What we never let a cell begin with."""


def neutral(text: str) -> str:
    """Return ``text`` so that no spreadsheet program computes it.

    >>> neutral("=1+1"), neutral("使用面积"), neutral("'tis")
    ("'=1+1", '使用面积', "''tis")
    """
    return f"'{text}" if text.startswith(_ACTIVE) else text


def _read(text: str) -> Value:
    """Return what a field says: text, as long as nothing would be computed."""
    if text.startswith("'") and text[1:].startswith(_ACTIVE):
        return text[1:]
    return Formula(text) if _COMPUTED.match(text) else text or None


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file: by its byte order mark, else UTF-8, else GB 18030.

    Raises:
        InvalidDocument: it is none of these, or no text at all.
    """
    marks = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
    marked = next((how for mark, how in marks.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        found = text.index("\0")
        problem = refusal("text.control", name, char=repr("\0"), position=found + 1).problems[0]
        raise InvalidDocument([attrs.evolve(problem, line=text.count("\n", 0, found) + 1)])
    raise refusal("table.encoding", name)


def delimiter_of(text: str) -> str:
    r"""Return the delimiter that stands in most of the first lines, outside quotes.

    >>> delimiter_of('a;b;"c,d,e,f"'), delimiter_of("1,5\t2,5\t\n3\t4\t"), delimiter_of("a")
    (';', '\t', ',')
    """
    head = _QUOTED.sub("", text[: 2 * LONGEST_CELL])
    lines = [line for line in head.splitlines() if line.strip()][:LINES_TO_JUDGE_BY]

    def standing(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(DELIMITERS, key=standing)


@attrs.frozen
class Records:
    """The records of a text, as they stand in it, and why reading stopped, if it did."""

    delimiter: str
    records: tuple[tuple[str, ...], ...]
    stopped: tuple[Problem, ...] = ()


def _counted(lines: Iterable[list[str]], name: str) -> Iterator[tuple[str, ...]]:
    """Yield the records until there are too many; empty ones at the end are not too many."""
    rows = cells = 0
    for number, record in enumerate(lines, 1):
        if any(record):
            if number > LAST_ROW:
                raise refusal("table.place", number)
            rows += 1
            cells += len(record)
            if rows > MOST_ROWS:
                raise refusal("table.rows", name, limit=MOST_ROWS)
            if cells > MOST_CELLS:
                raise refusal("table.cells", name, limit=MOST_CELLS)
        if number <= LAST_ROW:
            yield tuple(record) if any(record) else ()


def read_records(text: str, name: str) -> Records:
    """Return the records of a CSV text up to the first that breaks its syntax or a limit."""
    delimiter = delimiter_of(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[str, ...]] = []
    try:
        for record in _counted(reader, name):
            records.append(record)  # noqa: PERF402 - what was read before a stop counts
    except InvalidDocument as error:
        stopped = error.problems
    except csv.Error:
        problem = refusal("table.quotes", name).problems[0]
        stopped = (attrs.evolve(problem, row=len(records) + 1),)
    else:
        stopped = ()
    return Records(delimiter, tuple(records), stopped)


def _row(number: int, record: tuple[str, ...]) -> tuple[Row, list[Problem]]:
    found: list[Problem] = []
    values: dict[int, Value] = {}

    def tell(code: str, column: int, value: str, **params: object) -> None:
        told = {"kind": "value", "value": value, **params}
        found.append(Problem(code=code, params=told, row=number, column=letters(column)))

    for column, text in enumerate(record, 1):
        if not text:
            continue
        if column > MOST_COLUMNS:
            break
        if len(text) > LONGEST_CELL:
            tell("text.length", column, text, low=0, high=LONGEST_CELL, length=len(text))
            continue
        values[column] = _read(text)
    return dense(number, values), found


def grids_of_csv(data: bytes, name: str) -> Grids:
    r"""Return what a CSV file holds: texts, and what a spreadsheet program would compute.

    Args:
        data: The file.
        name: What messages call it.

    Raises:
        InvalidDocument: it is no text.

    >>> grids = grids_of_csv("名称;面积\r\n站;'=1\r\n".encode("gb18030"), "x").grids
    >>> [[cell.value for cell in row.cells] for row in grids[0].rows]
    [['名称', '面积'], ['站', '=1']]
    """
    read = read_records(decoded(data, name), name)
    rows = [_row(number, one) for number, one in enumerate(read.records, 1) if one]
    found = chain(_beyond(read, name), (one for _, found in rows for one in found), read.stopped)
    return Grids(
        grids=(Grid(None, tuple(row for row, _ in rows if row.cells)),), problems=tuple(found)
    )


def _beyond(read: Records, name: str) -> Iterator[Problem]:
    """Yield, once, that something stands beyond the columns that are read."""
    wide = (n for n, one in enumerate(read.records, 1) if any(one[MOST_COLUMNS:]))
    for row in islice(wide, 1):
        (problem,) = refusal("table.columns", name, limit=MOST_COLUMNS).problems
        yield attrs.evolve(problem, row=row, column=letters(MOST_COLUMNS + 1))


def _field(value: Written) -> str:
    match local(value):
        case None:
            return ""
        case bool() as flag:
            return str(flag).upper()
        case Decimal() as number:
            return f"{number:f}"
        case datetime() as moment:
            shown = "minutes" if not moment.second else "seconds"
            return moment.isoformat(" ", shown)
        case date() as day:
            return day.isoformat()
        case str() as text:
            return neutral(text)
        case other:
            return str(other)


def written_csv(records: Iterable[Iterable[str]], delimiter: str = ",") -> bytes:
    """Return records as they stand in a file that spreadsheet programs know as UTF-8.

    Every field is quoted: nothing in it is ever taken for a delimiter.
    """
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        records
    )
    return BOM_UTF8 + out.getvalue().encode()


def write_csv(sheet: Sheet, path: str | PathLike[str]) -> None:
    """Write a sheet as CSV: UTF-8 with its mark, CRLF; nothing in it is ever computed.

    Raises:
        ValueError: a value that no file can hold; the cell is named.
    """
    refuse_unwritable(sheet)
    header = [neutral(column.header) for column in sheet.columns]
    written = written_csv([header, *([_field(value) for value in row] for row in sheet.rows)])
    with open(fspath(path), "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(written)
