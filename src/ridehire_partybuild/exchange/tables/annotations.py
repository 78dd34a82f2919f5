"""An office's own table, handed back with what is wrong written beside it."""

import re
import warnings
from collections.abc import Iterable, Mapping
from io import BytesIO
from os import PathLike
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, Lang, Problem
from ridehire_partybuild.exchange.optional import needed

from .archives import opened, refuse_heavy
from .csvs import decoded, neutral, read_records, written_csv
from .grids import kind_of, name_of, read_file
from .raw import LAST_ROW, MOST_CELLS, Grid, column_number, letters, refusal
from .spreadsheets import grids_of_workbook
from .writing import fitted, put_text, saved

__all__ = ["annotate"]

ERRORS: Mapping[Lang, str] = {"zh": "错误说明", "en": "Errors"}
PROBLEMS: Mapping[Lang, str] = {"zh": "问题清单", "en": "Problems"}
FILL = "FFFFC7CE"
WIDTH = 60
MOST_LOADED = 2_000_000
"""How many elements of XML may be loaded as a whole; to read them one by one costs far less."""

STREAMED = ("xl/worksheets/sheet", "xl/sharedstrings")

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


def annotate(
    path: str | PathLike[str],
    problems: Iterable[Problem],
    out: str | PathLike[str],
    *,
    lang: Lang = "zh",
) -> None:
    """Write a copy of a table with every problem beside the row that it is about.

    A column after the last one tells what is wrong in each row; the cells are marked. Problems
    that are about no row stand on a sheet of their own (in a CSV file: below the table). The
    formulas of the table stay as they are; nothing that is added is ever computed.

    Args:
        path: The table that was read, a workbook (.xlsx) or a CSV file.
        problems: What is wrong with it.
        out: Where the copy goes; it is of the same kind.
        lang: The language of what is added.

    Raises:
        InvalidDocument: the table cannot be read, or is too large to be copied.
        ModuleNotFoundError: openpyxl or defusedxml is not installed; the message names the extra.
        RuntimeError: openpyxl was told to do without defusedxml.
        OSError: a file cannot be read or written.
    """
    data, name, told = read_file(path), name_of(path), tuple(problems)
    copy = _workbook if kind_of(data) is grids_of_workbook else _csv
    written = copy(data, name, told, lang)
    with open(out, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(written)


def _beside(problem: Problem, lang: Lang) -> str:
    """Return what a problem says to a reader who sees its row."""
    return attrs.evolve(problem, sheet=None, row=None, path="$").text(lang)


def _by_row(problems: Iterable[Problem], lang: Lang) -> dict[int, str]:
    found: dict[int, dict[str, None]] = {}
    for problem in problems:
        found.setdefault(problem.row or 0, {})[_beside(problem, lang)] = None
    return {row: fitted("\n".join(texts)) for row, texts in found.items()}


def _csv(data: bytes, name: str, problems: tuple[Problem, ...], lang: Lang) -> bytes:
    read = read_records(decoded(data, name), name)
    if read.stopped:
        raise InvalidDocument(read.stopped)
    count = len(read.records)
    beside = [one for one in problems if one.row is not None and one.row <= count]
    rows = _by_row(beside, lang)
    last = max(map(len, read.records), default=0)
    first = next((number for number, one in enumerate(read.records, 1) if one), 1)
    rows[first] = "\n".join(filter(None, (ERRORS[lang], rows.get(first))))
    blank = [""] * last
    written = [
        [*one, *blank[len(one) :], neutral(rows.get(number, ""))]
        for number, one in enumerate(read.records or [()], 1)
    ]
    rest = [
        [*blank, neutral(fitted(one.text(lang)))]
        for one in problems
        if one.row is None or one.row > count
    ]
    return written_csv([*written, *rest], read.delimiter)


def _corner(text: str) -> tuple[int, int, int, int]:
    """Return the columns and rows of a range: first and last of each."""
    match = _RANGE.fullmatch(text)
    if not match:
        return (1, 0, 1, 0)
    column, row, end, last = match.groups()
    return column_number(column), column_number(end or column), int(row), int(last or row)


def _refuse_huge(name: str, grids: Iterable[Grid]) -> None:
    """Refuse merged ranges of more cells than anybody merges: each is made when it is loaded."""
    area = 0
    for grid in grids:
        for left, right, top, bottom in map(_corner, grid.merged):
            area += max(0, right - left + 1) * max(0, bottom - top + 1)
    if area > MOST_CELLS:
        raise refusal("table.cells", name, limit=MOST_CELLS)


def _loaded(data: bytes, name: str) -> tuple[Any, dict[str, Grid]]:
    """Return a workbook of openpyxl, after everything in it was read once within limits."""
    openpyxl = needed("openpyxl", "excel")
    needed("defusedxml", "excel")
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("OPENPYXL_DEFUSEDXML turns the safe parser off: no workbook is loaded")
    refuse_heavy(opened(data, name), STREAMED)
    read = grids_of_workbook(data, name, unhide=True, most=MOST_LOADED)
    fatal = [one for one in read.problems if one.row is None]
    if fatal:
        raise InvalidDocument(fatal)
    _refuse_huge(name, read.grids)
    try:
        with warnings.catch_warnings():
            # it warns of every ornament that a copy will lack
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), rich_text=True)
    except Exception:  # noqa: BLE001 - what it raises for a strange workbook may be anything
        raise refusal("table.workbook", name) from None
    return book, {grid.sheet or "": grid for grid in read.grids}


def _restore(page: Any, grid: Grid) -> None:
    """Put back the texts that openpyxl changes in reading: those that look like an escape."""
    for row in grid.rows:
        for cell in row.cells:
            if isinstance(cell.value, str) and ("_x" in cell.value or "x005F_" in cell.value):
                put_text(page[f"{cell.column}{cell.row}"], cell.value)


def _added_column(page: Any, grid: Grid) -> tuple[int, int]:
    """Return where what is added goes: the row of its header, and the column.

    A table that was annotated before has the column already.
    """
    first = grid.rows[0].number if grid.rows else 1
    cells = max((len(row.cells) for row in grid.rows), default=0)
    last = max(cells, *(_corner(one)[1] for one in grid.merged), 0)
    if last and page.cell(first, last).value in ERRORS.values():
        for row in grid.rows:
            page.cell(row.number, last).value = None
        return first, last
    return first, last + 1


def _note(page: Any, grid: Grid, problems: list[Problem], lang: Lang) -> None:
    styles = needed("openpyxl.styles", "excel")
    fill = styles.PatternFill("solid", fgColor=FILL)
    first, column = _added_column(page, grid)
    rows = _by_row(problems, lang)
    rows[first] = "\n".join(filter(None, (ERRORS[lang], rows.get(first))))
    for row, text in rows.items():
        cell = page.cell(row, column)
        put_text(cell, text)
        cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
    page.column_dimensions[letters(column)].width = WIDTH
    for one in problems:
        if one.column is not None and _RANGE.fullmatch(f"{one.column}{one.row}"):
            page[f"{one.column}{one.row}"].fill = fill


def _workbook(data: bytes, name: str, problems: tuple[Problem, ...], lang: Lang) -> bytes:
    book, grids = _loaded(data, name)
    for sheet, grid in grids.items():
        _restore(book[sheet], grid)
    seen = [sheet for sheet in grids if book[sheet].sheet_state == "visible"]
    # a table of one sheet does not name it in its problems
    only = seen[0] if len(seen) == 1 else ""
    beside: dict[str, list[Problem]] = {}
    rest: list[Problem] = []
    for problem in problems:
        sheet = problem.sheet if problem.sheet is not None else only
        known = sheet in grids and 1 <= (problem.row or 0) <= LAST_ROW
        (beside.setdefault(sheet, []) if known else rest).append(problem)
    for sheet, found in beside.items():
        _note(book[sheet], grids[sheet], found, lang)
    if rest:
        page = book.create_sheet(PROBLEMS[lang])
        page.column_dimensions["A"].width = 2 * WIDTH
        for row, problem in enumerate(rest, 1):
            put_text(page.cell(row, 1), fitted(problem.text(lang)))
    return saved(book)
