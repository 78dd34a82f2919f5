"""Which sheet is which: a grid is matched to the layout by its title and by its headers.

A workbook's sheets bear whatever title and headers an office gave them, below whatever title
rows; a CSV file has only headers and a name. What is not understood is told, never dropped
silently.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.exchange.problems import Sketch, failure

from .bindings import Bound, Heads, Mapped, bind, header_of, is_ignored, titles
from .layout import SheetLayout, key_of, layouts, listed
from .merged import Merged, filled, merged_down
from .notes import Note, noted
from .raw import Grid, Grids, Row, column_number, refusal
from .unknown import HEADER_WITHIN, headers_seen, unmatched

__all__ = ["Found", "Table", "Unmapped", "find_tables", "is_list_of_ours"]

LONGEST_WORD = 40
"""What begins a row of totals or a footnote is no longer."""

MOST_MERGED = 200_000
"""How many cells of a sheet may show what stands above them."""

FEWEST = 3
"""Known headers of a sheet whose title says nothing."""


@attrs.frozen(kw_only=True)
class Unmapped:
    """A sheet or a column that was not read, for nobody knows what it holds.

    Attributes:
        sheet: The sheet; None: the table has but one.
        column: The letters of the column; None: the whole sheet.
        header: The office's own header.
    """

    sheet: str | None = None
    column: str | None = None
    header: str | None = None


@attrs.frozen(kw_only=True)
class Table:
    """A grid that is understood: what it is, and the rows that are records."""

    sheet: str | None
    layout: SheetLayout
    header_row: int
    bound: tuple[Bound, ...]
    rows: tuple[Row, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The columns that it has."""
        return frozenset(one.column.path for one in self.bound if one.column is not None)


@attrs.frozen(kw_only=True)
class Found:
    """What a file holds, as far as its sheets and headers are understood."""

    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()


@attrs.frozen(kw_only=True)
class _Match:
    """A row that may be the header of a sheet."""

    sheet: SheetLayout
    row: Row
    bound: tuple[Bound, ...]

    @property
    def hits(self) -> int:
        return sum(one.column is not None for one in self.bound)

    @property
    def likely(self) -> bool:
        """Most of its cells are known headers."""
        said = [one for one in self.bound if one.header and not is_ignored(one.header)]
        return 0 < 2 * self.hits >= len(said)

    @property
    def lacking(self) -> int:
        """How many columns are not there that every record needs."""
        here = {one.column.path for one in self.bound if one.column is not None}
        needed = (p for p, one in self.sheet.columns.items() if one.required and p != "id")
        return sum(path not in here and f"{path}.name" not in here for path in needed)


def _matches(rows: list[Heads], sheet: SheetLayout, own: Mapping[str, str]) -> Iterator[_Match]:
    for heads in rows:
        if not heads.may_be(sheet, own):
            continue
        found = _Match(sheet=sheet, row=heads.row, bound=bind(heads, sheet, own))
        if found.likely:
            yield found


def _best(matches: list[_Match]) -> _Match | None:
    return max(matches, key=lambda one: (one.hits, -one.lacking, -one.row.number), default=None)


def _titled(title: str, own: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the sheet that a title names, and the one whose title it contains."""
    key = key_of(title)
    exact = own.get(key) or titles().get(key)
    within = [one for one in titles() if len(one) >= FEWEST and one in key]
    return exact, titles()[max(within, key=len)] if within else None


def _understood(grid: Grid, title: str, names: Mapped) -> tuple[_Match | None, str | None]:
    """Return the header of a grid, and the sheet that its title says it is."""
    own = {**names.headers, **names.within.get(key_of(title), {})}
    exact, within = _titled(title, names.sheets)
    rows = [Heads(row) for row in grid.rows[:HEADER_WITHIN]]
    if exact is not None:
        return _best(list(_matches(rows, layouts()[exact], own))), exact
    every = (one for sheet in layouts().values() for one in _matches(rows, sheet, own))
    best = _best([one for one in every if one.hits >= FEWEST])
    hinted = None if within is None else _best(list(_matches(rows, layouts()[within], own)))
    if hinted is not None and (best is None or hinted.hits >= best.hits):
        return hinted, None
    return best, None


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(key_of(one) for one in listed(section, "words"))


def _is_total(value: object) -> bool:
    return (
        isinstance(value, str) and len(value) <= LONGEST_WORD and key_of(value) in _words("totals")
    )


def _is_footnote(said: list[tuple[str, Any]]) -> bool:
    if len(said) != 1 or not isinstance(said[0][1], str):
        return False
    first = re.split("[:,.、]", key_of(said[0][1][:LONGEST_WORD]) + ":", maxsplit=1)[0]
    return first in _words("footnotes")


def _is_header(row: Row, bound: tuple[Bound, ...]) -> bool:
    return [header_of(cell).strip() for cell in row.cells] == [one.header for one in bound]


def _records(match: _Match, rows: tuple[Row, ...], *, exact: bool) -> tuple[list[Row], list[Note]]:
    """Return the rows that are records, and notes of those that are not."""
    ignored = {one.letter for one in match.bound if is_ignored(one.header)}
    read = {one.letter for one in match.bound if one.column is not None}
    kept: list[Row] = []
    notes: list[Note] = []
    for row in rows:
        every = [(c.column, c.value) for c in row.cells if c.value is not None]
        said = [one for one in every if one[0] not in ignored]
        if row.number <= match.row.number or not every:
            continue
        total = next((one for one in (*every[:1], *said[:1]) if _is_total(one[1])), None)
        if not exact and total is not None:
            notes.append(noted("row.total", total[1]).at(row=row.number))
        elif not exact and _is_footnote(every):
            notes.append(noted("row.footnote", every[0][1]).at(row=row.number))
        elif not exact and _is_header(row, match.bound):
            notes.append(noted("row.header", header_of(row.cells[0])).at(row=row.number))
        elif any(letter in read for letter, _ in said):
            kept.append(row)
    return kept, notes


def _unread_columns(match: _Match, rows: list[Row], sheet: str | None) -> Iterator[Unmapped]:
    for one in match.bound:
        if one.column is None and one.header and not is_ignored(one.header):
            yield Unmapped(sheet=sheet, column=one.letter, header=one.header)
    headed = {one.letter for one in match.bound if one.header}
    used = {cell.column for row in rows for cell in row.cells if cell.value is not None}
    for letter in sorted(used - headed, key=column_number):
        yield Unmapped(sheet=sheet, column=letter)


def _unmapped_note(one: Unmapped) -> Note:
    if one.column is None:
        return noted("sheet.unmapped", one.sheet or Sketch("—")).at(sheet=one.sheet)
    value = one.header or Sketch("—")
    return noted("column.unmapped", value).at(sheet=one.sheet, column=one.column)


def _table(grid: Grid, match: _Match, down: tuple[Merged, ...], *, exact: bool) -> Found:
    rows, notes = _records(match, filled(grid, down), exact=exact)
    unmapped = tuple(_unread_columns(match, rows, grid.sheet))
    table = Table(
        sheet=grid.sheet,
        layout=match.sheet,
        header_row=match.row.number,
        bound=match.bound,
        rows=tuple(rows),
    )
    told = tuple(one.at(sheet=grid.sheet, row=one.row) for one in notes)
    return Found(tables=(table,), notes=(*map(_unmapped_note, unmapped), *told), unmapped=unmapped)


def is_list_of_ours(grid: Grid) -> bool:
    """Tell whether a sheet is the list of problems that `annotate` adds to a workbook."""
    return (
        grid.sheet is not None
        and key_of(grid.sheet) in {key_of(one) for one in listed("ignored", "sheets")}
        and all(len(row.cells) == 1 for row in grid.rows)
    )


def _one(grid: Grid, name: str, names: Mapped, *, exact: bool) -> Found:
    """Return what one grid is."""
    if not grid.rows:
        return Found()
    match, meant = _understood(grid, grid.sheet or name, names)
    if match is not None:
        down = merged_down(grid)
        if sum(one.end - one.first for one in down) > MOST_MERGED:
            many = refusal("table.cells", grid.sheet, sheet=grid.sheet, limit=MOST_MERGED)
            return Found(problems=many.problems)
        return _table(grid, match, down, exact=exact)
    if meant is not None:
        wanted = "、".join(c.zh for c in layouts()[meant].columns.values() if c.required)
        told = {"wanted": wanted, "seen": headers_seen(grid.rows[:HEADER_WITHIN])}
        problem = failure("sheet.header", "document", grid.sheet or name, **told)
        return Found(problems=(attrs.evolve(problem, sheet=grid.sheet),))
    if is_list_of_ours(grid):
        return Found()
    whole = Unmapped(sheet=grid.sheet)
    return Found(notes=(_unmapped_note(whole),), unmapped=(whole,))


def find_tables(grids: Grids, name: str, names: Mapped, *, exact: bool) -> Found:
    """Return the tables of a file, in the order of the layout.

    Args:
        grids: What the file holds.
        name: What the file is called, without its ending: the title of a CSV file.
        names: The office's own titles and headers.
        exact: This library wrote the file.
    """
    every = [_one(grid, name, names, exact=exact) for grid in grids.grids]
    hidden = tuple(noted("sheet.hidden", one).at(sheet=one) for one in grids.hidden)
    order = list(layouts())
    tables = (table for one in every for table in one.tables)
    return Found(
        tables=tuple(sorted(tables, key=lambda one: order.index(one.layout.name))),
        notes=(
            *unmatched(grids, name, names),
            *hidden,
            *(note for one in every for note in one.notes),
        ),
        problems=tuple(problem for one in every for problem in one.problems),
        unmapped=tuple(one for found in every for one in found.unmapped),
    )
