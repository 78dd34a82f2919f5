"""Reading an office's own workbook or CSV file into a register."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from os import PathLike
from os.path import splitext
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem
from ridehire_partybuild.errors.problems import ENOUGH, first_told
from ridehire_partybuild.exchange.problems import Sketch, failure
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import LocalKind
from ridehire_partybuild.values.collector import paused_collector

from .assembling import assembled, item_of
from .bindings import Mapped, mapped
from .drafts import Draft, Place, spread, take
from .grids import name_of, read_grids
from .layout import DERIVED, EXACT, FINDINGS, NAME, PRINTED, SheetLayout
from .linking import Office
from .notes import Note
from .observed import take_observed
from .plain import half
from .raw import Grids, Row, refusal
from .readers import Habits, reader_of
from .sheets import Found, Table, Unmapped, find_tables
from .unknown import nothing_known

__all__ = ["Reading", "inspect", "read", "reading_of"]

Own = Mapping[str, str | Mapping[str, str]]

DATED = ("stations", "branches", "actors")


@attrs.frozen(kw_only=True)
class Reading:
    """What was made of an office's tables.

    Attributes:
        register: The register; None: the problems say why there is none.
        problems: What is wrong, each with its cell; problems stop a reading. Of very many the
            first, and at the end that there are more.
        notes: What was read otherwise than it stands, for a person to confirm.
        unmapped: The sheets and columns that were not read.
    """

    register: Register | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()


def _cell_problems(grids: Grids) -> dict[tuple[str | None, int, str], Problem]:
    """Return what could not be read of single cells: it matters only where a cell is."""
    return {
        (one.sheet, one.row, one.column): one
        for one in grids.problems
        if one.row is not None and one.column is not None
    }


class _Rows:
    """Reads the rows of tables into drafts."""

    def __init__(self, grids: Grids, dated: Mapping[str, date], found: Found) -> None:
        self.exact = grids.marker == EXACT
        self.office = Office(exact=self.exact)
        self._amiss = _cell_problems(grids)
        self._skipped = {(one.sheet, one.row) for one in found.notes if one.row is not None}
        self._dated = dated
        self._wrong = 0
        self._kinds: dict[str, LocalKind] = {}

    def read(self, tables: Iterable[Table]) -> Office:
        """Read all tables, those of the office's own kinds of activity before what names them."""
        for table in tables:
            self._table(table)
        return self.office

    @property
    def is_enough(self) -> bool:
        """Whether more was found wrong than will be told: the rest is left unread."""
        return self._wrong >= ENOUGH

    def _table(self, table: Table) -> None:
        habits = Habits(exact=self.exact, kinds=self._kinds)
        readers = {
            one.letter: (one, reader_of(table.layout, one.column, habits, one.unit))
            for one in table.bound
            if one.column is not None
        }
        drafts: list[Draft] = []
        for row in table.rows:
            if self.is_enough:
                break
            drafts.append(self._row(table, row, readers))
            self._wrong += len(drafts[-1].problems)
        self._beyond(table, readers)
        if drafts:
            self._lacking(table, drafts)
        if table.layout.of:
            self.office.parts.extend(drafts)
        else:
            self.office.drafts[table.layout.name].extend(drafts)
        if table.layout.name == "activities":
            for draft in drafts:
                self._own_kind(draft)

    def _beyond(self, table: Table, readers: Mapping[str, Any]) -> None:
        """Tell what could not be read in rows of which nothing else was."""
        known = self._skipped | {(table.sheet, row.number) for row in table.rows}
        for (sheet, number, letter), problem in self._amiss.items():
            here = sheet == table.sheet and number > table.header_row and letter in readers
            if here and (sheet, number) not in known:
                bound, _ = readers[letter]
                place = Place(sheet, number, letter, bound.header)
                self.office.problems.append(place.told(_amiss_of(bound, problem)))

    def _row(self, table: Table, row: Row, readers: Mapping[str, Any]) -> Draft:
        layout, sheet = table.layout, table.sheet
        draft = Draft(sheet=layout, cls=layout.cls, row=Place(sheet, row.number))
        cells = {cell.column: cell.value for cell in row.cells}
        for letter, (bound, reader) in readers.items():
            place = Place(sheet, row.number, letter, bound.header)
            amiss = self._amiss.get((sheet, row.number, letter))
            if amiss is not None:
                draft.places[bound.column.path] = place
                draft.fail(bound.column.path, _amiss_of(bound, amiss))
                continue
            raw = cells.get(letter)
            self.office.notes += take(draft, bound.column, place, raw, reader)
        self.office.notes += [*_observed(draft), *spread(draft)]
        item_of(draft)
        return draft

    def _lacking(self, table: Table, drafts: list[Draft]) -> None:
        """Tell once what no row of a table can have, for there is no such column."""
        layout = table.layout
        for path, column in layout.columns.items():
            if path in table.paths:
                continue
            if layout.name in DATED and path in self._dated:
                _fill(drafts, path, self._dated[path])
            elif column.required and not _follows(layout, path, table.paths):
                kind = layout.cls.__name__
                problem = failure("column.missing", kind, Sketch("—"), wanted=column)
                self.office.problems.append(attrs.evolve(problem, sheet=table.sheet))
                for draft in drafts:
                    draft.failed.add(path)

    def _own_kind(self, draft: Draft) -> None:
        name, label = draft.values.get("id"), draft.values.get("label.zh")
        told = name or ("x-" + "".join(label.split()) if label else "")
        try:
            kind = LocalKind(told)
        except InvalidValue:
            return  # the row of the kind itself tells what is wrong with it
        for one in (label, draft.values.get("label.en")):
            if one:
                self._kinds[half(one).casefold()] = kind


def _is_wide(problem: Problem) -> bool:
    """Tell whether a sheet goes on where nobody looks: its headers may be known."""
    return problem.code == "table.columns"


def _amiss_of(bound: Any, problem: Problem) -> Problem:
    """Return what could not be read of a cell, without what it holds where that is secret."""
    told = attrs.evolve(problem, path="$")
    return told.masked() if bound.column.sensitive else told


def _follows(layout: SheetLayout, path: str, there: frozenset[str]) -> bool:
    """Tell whether a column need not be there, for what it would hold follows from others."""
    is_made = path == "id" or (layout.name, path) in DERIVED
    by_name = layout.columns.get(f"{path}{NAME}")
    return is_made or (by_name is not None and by_name.kind == "named" and by_name.path in there)


def _fill(drafts: list[Draft], path: str, value: Any) -> None:
    for draft in drafts:
        draft.values[path] = value


def _observed(draft: Draft) -> Iterator[Note]:
    """Read what was observed, as the fact beside it says."""
    column = draft.sheet.columns.get("value")
    if draft.sheet.name != "observations" or column is None or "value" not in draft.values:
        return
    if draft.failed & {"fact", "value_kind"}:
        draft.fail("value")
        return
    fact, kind = draft.values.get("fact"), draft.values.get("value_kind")
    yield from take(
        draft, column, draft.place("value"), draft.values["value"],
        lambda raw: take_observed(raw, fact, kind),
    )  # fmt: skip


def _sorted(told: Iterable[Any], grids: Grids) -> tuple[Any, ...]:
    """Return problems or notes as a person reads a workbook: by sheet, row and column."""
    sheets = [grid.sheet for grid in grids.grids]

    def at(one: Any) -> tuple[int, int, int, str]:
        sheet = sheets.index(one.sheet) if one.sheet in sheets else -1
        return sheet, one.row or 0, len(one.column or ""), one.column or ""

    return tuple(sorted(told, key=at))


def _once(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Tell only where it first stands that a name is known again: it may stand in every row."""
    told: dict[object, Note] = {}
    for note in notes:
        known = note.code in {"party.actor", "party.branch", "venue.station"}
        told.setdefault((note.code, note.params["value"]) if known else id(note), note)
    return tuple(told.values())


def inspect(
    path: str | PathLike[str],
    *,
    recorded_on: date | None = None,
    records_since: date | None = None,
    mapping: Own | None = None,
) -> Reading:
    r"""Return what can be made of an office's tables, and everything that a person should know.

    Args:
        path: A workbook (.xlsx) or a CSV file.
        recorded_on: The day of the table, for stations, branches and actors without such a column.
        records_since: The day from which sessions are on record, likewise.
        mapping: The office's own headers, ``{"台面数": "seats"}``, for all sheets or for one,
            ``{"我的表": {"面": "site.area_m2"}}``, and its own titles, ``{"我的表": "stations"}``.

    Raises:
        ValueError: ``mapping`` names a field that does not exist.
        ModuleNotFoundError: a workbook is to be read and defusedxml is not installed.
        OSError: the file cannot be read at all.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with open(f"{folder}/阵地.csv", "w", encoding="gb18030") as file:
    ...         _ = file.write("阵地编号,名称,区划代码,类型,座位\nS-1,示例,370502,流动,24个\n")
    ...     reading = inspect(f"{folder}/阵地.csv")
    >>> reading.register.get("S-1").site.seats, reading.problems
    (24, ())
    """
    names, title = mapped(mapping), splitext(name_of(path))[0]  # noqa: PTH122 - see grids
    dated = {"recorded_on": recorded_on, "records_since": records_since}
    given = {path: day for path, day in dated.items() if day is not None}
    with paused_collector():
        return reading_of(read_grids(path), title, names, given)


_NO_REGISTER = {FINDINGS: "table.findings", PRINTED: "table.printed"}
"""What workbooks of ours are told to be that follow from a register, and make none."""


def reading_of(grids: Grids, title: str, names: Mapped, dated: Mapping[str, date]) -> Reading:
    """Return what can be made of the cells of a file.

    Args:
        grids: The cells.
        title: What the file is called, without its ending.
        names: The office's own titles and headers.
        dated: The dates of stations, branches and actors that have no such columns.
    """
    if grids.marker in _NO_REGISTER:
        return Reading(problems=refusal(_NO_REGISTER[grids.marker], title).problems)
    # a workbook of ours hides its lists of words
    shown = grids if grids.marker is None else attrs.evolve(grids, hidden=())
    found = find_tables(shown, title, names, exact=grids.marker == EXACT)
    fatal = [one for one in grids.problems if None in (one.row, one.column) or _is_wide(one)]
    if not (fatal or found.tables or found.problems):
        fatal = list(nothing_known(shown, title))
    rows = _Rows(grids, dated, found)
    office = rows.read(found.tables)
    office.problems = [*fatal, *found.problems, *office.problems]
    if rows.is_enough:  # what was left unread may be what others name
        register, wrong = None, (one for draft in office.everything() for one in draft.problems)
        office.problems.extend(wrong)
    else:
        register = assembled(office)
    return Reading(
        register=register,
        problems=first_told(_sorted(office.problems, grids)),
        notes=_once(_sorted((*found.notes, *office.notes), grids)),
        unmapped=found.unmapped,
    )


def read(
    path: str | PathLike[str],
    *,
    recorded_on: date,
    records_since: date | None = None,
    mapping: Own | None = None,
) -> Register:
    """Return the register that an office's tables hold.

    Args:
        path: A workbook (.xlsx) or a CSV file.
        recorded_on: The day of the table, for stations, branches and actors without such a column.
        records_since: The day from which sessions are on record, likewise.
        mapping: The office's own titles and headers, as for `inspect`.

    Raises:
        InvalidDocument: everything that is wrong with the tables, each problem with its cell.
        ValueError: ``mapping`` names a field that does not exist.
        ModuleNotFoundError: a workbook is to be read and defusedxml is not installed.
        OSError: the file cannot be read at all.
    """
    found = inspect(path, recorded_on=recorded_on, records_since=records_since, mapping=mapping)
    if found.register is None:
        raise InvalidDocument(found.problems)
    return found.register
