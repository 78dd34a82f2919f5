"""An office's own table, handed back with what is wrong written beside it."""

import re
import warnings
from collections.abc import Iterable, Mapping
from io import BytesIO
from os import PathLike, fspath
from os.path import splitext
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, Lang, Problem
from ridehire_partybuild.exchange.optional import needed

from .archives import opened, refuse_heavy
from .bindings import Mapped
from .csvs import decoded, grids_of_csv, neutral, read_records, written_csv
from .grids import kind_of, name_of, read_file
from .raw import LAST_ROW, MOST_CELLS, Grid, Grids, column_number, letters, refusal
from .sheets import find_tables, is_list_of_ours
from .spreadsheets import grids_of_workbook
from .writing import fitted, put_text, saved

__all__ = ["annotate"]

ERRORS: Mapping[Lang, str] = {"zh": "错误说明", "en": "Errors"}
PROBLEMS: Mapping[Lang, str] = {"zh": "问题清单", "en": "Problems"}
WORKBOOK, TEXT = (".xlsx",), (".csv", ".txt", ".tsv")
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

    A column after the last one tells what is wrong in each row; the cells are marked. A table that
    was annotated before has the column already: what it said is replaced. Problems
    that are about no row stand on a sheet of their own (in a CSV file: below the table). The
    formulas of the table stay as they are; nothing that is added is ever computed.

    Args:
        path: The table that was read, a workbook (.xlsx) or a CSV file.
        problems: What is wrong with it.
        out: Where the copy goes; it is of the same kind, and its ending says so.
        lang: The language of what is added.

    Raises:
        InvalidDocument: the table cannot be read, or is too large to be copied.
        ValueError: ``out`` ends as a file of another kind does.
        ModuleNotFoundError: openpyxl or defusedxml is not installed; the message names the extra.
        RuntimeError: openpyxl was told to do without defusedxml.
        OSError: a file cannot be read or written.
    """
    data, name, told = read_file(path), name_of(path), tuple(problems)
    is_workbook = kind_of(data) is grids_of_workbook
    written = (_workbook if is_workbook else _csv)(data, name, told, lang)
    endings = WORKBOOK if is_workbook else TEXT
    if not fspath(out).lower().endswith(endings):
        raise ValueError(f"the copy of {name!r} is of its kind: it ends in {' or '.join(endings)}")
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


def _header_row(grid: Grid, title: str) -> int:
    """Return the row of the headers as they are read, or the first row where none are known."""
    found = find_tables(Grids((grid,)), title, Mapped(), exact=False)
    first = grid.rows[0].number if grid.rows else 1
    return found.tables[0].header_row if found.tables else first


def _added_before(header: Iterable[object]) -> int | None:
    """Return which cell of a header stands above what was added to a table before, from 1."""
    numbered = enumerate(header, 1)
    # what was wrong with the header itself stands below the word
    said = ((number, str(one).partition("\n")[0]) for number, one in numbered)
    return next((number for number, one in said if one in ERRORS.values()), None)


def _cleared(records: Iterable[tuple[str, ...]], column: int) -> list[tuple[str, ...]]:
    """Return records without what was added to them, nor those that were added as a whole."""
    kept = [
        tuple("" if number == column else one for number, one in enumerate(record, 1))
        for record in records
    ]
    while kept and not any(kept[-1]):
        kept.pop()
    return kept


def _csv(data: bytes, name: str, problems: tuple[Problem, ...], lang: Lang) -> bytes:
    read = read_records(decoded(data, name), name)
    if read.stopped:
        raise InvalidDocument(read.stopped)
    (grid,) = grids_of_csv(data, name).grids
    header = _header_row(grid, splitext(name)[0])  # noqa: PTH122 - see grids
    records, last = list(read.records), max(map(len, read.records), default=0)
    column = _added_before(records[header - 1]) if records else None
    if column is not None:
        records = _cleared(records, column)
    return _told_csv(records, (header, column or last + 1, last), problems, lang, read.delimiter)


def _told_csv(
    records: list[tuple[str, ...]],
    at: tuple[int, int, int],
    problems: tuple[Problem, ...],
    lang: Lang,
    delimiter: str,
) -> bytes:
    """Return records with what is added: in the row of the header, its column, after the last."""
    header, column, last = at
    count = len(records)
    beside = [one for one in problems if one.row is not None and one.row <= count]
    rows = _by_row(beside, lang)
    rows[header] = "\n".join(filter(None, (ERRORS[lang], rows.get(header))))

    def row(record: tuple[str, ...], text: str) -> list[str]:
        cells = [*record, *[""] * (max(last, column) - len(record))]
        cells[column - 1] = neutral(text)
        return cells

    written = [row(one, rows.get(number, "")) for number, one in enumerate(records or [()], 1)]
    rest = (one for one in problems if one.row is None or one.row > count)
    return written_csv([*written, *(row((), fitted(one.text(lang))) for one in rest)], delimiter)


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
    header = _header_row(grid, grid.sheet or "")
    cells = max((len(row.cells) for row in grid.rows), default=0)
    last = max(cells, *(_corner(one)[1] for one in grid.merged), 0)
    before = _added_before(page.cell(header, one).value for one in range(1, last + 1))
    if before is None:
        return header, last + 1
    for row in grid.rows:
        cell = page.cell(row.number, before)
        if cell.value is not None:  # those within a merged range cannot be written to
            cell.value = None
    return header, before


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
    for sheet in [sheet for sheet, grid in grids.items() if is_list_of_ours(grid)]:
        # an office's own list of that name is not as wide
        if len(grids) > 1 and book[sheet].column_dimensions["A"].width == 2 * WIDTH:
            del book[sheet], grids[sheet]
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
