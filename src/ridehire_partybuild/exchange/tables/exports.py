"""Tables out: a register as the sheets of the layout, and an empty workbook to begin with."""

from collections.abc import Iterator
from os import PathLike, fspath

from ridehire_partybuild.errors import Lang
from ridehire_partybuild.model import COLLECTIONS, Consent, Evidence, Party, Person, Register

from .csvs import write_csv
from .filling import Page, Source, cell, in_one_cell
from .headers import headed
from .layout import EXACT, TEMPLATE, Column, SheetLayout, layouts
from .raw import Sheet, Written
from .workbooks import write_workbook

__all__ = ["sheets_of", "template", "write"]

MAIN = "stations"
"""The sheet that every workbook has, be it empty."""


def _whole(sheet: SheetLayout, register: Register) -> Iterator[Source]:
    """Yield a row for each record, or for each item of the field that has rows of its own."""
    for record in getattr(register, sheet.name):
        items = getattr(record, sheet.rows) if sheet.rows is not None else ()
        yield from (Source(record, item=item) for item in items or (None,))


def _parts(sheet: SheetLayout, register: Register) -> Iterator[Source]:
    """Yield a row for each part of a record, but for parts that one cell of the record holds."""
    for collection, field in sheet.of:
        whole = layouts()[collection]
        for owner in getattr(register, collection):
            parts = getattr(owner, field) or ()
            if not in_one_cell(whole, field, parts):
                yield from (Source(part, owner) for part in parts)


_DETAILED = frozenset((Party, Person, Consent, Evidence))
_MEANT = frozenset(("name", "href"))


def _is_detail(column: Column, sheet: SheetLayout) -> bool:
    """Tell whether a column holds what few offices keep: it is left out where nobody fills it."""
    detailed = column.holder in _DETAILED and column.holder is not sheet.cls
    return column.path == "value_kind" or (detailed and column.field not in _MEANT)


def _rows(sheet: SheetLayout, register: Register, lang: Lang) -> list[tuple[Written, ...]]:
    page = Page(sheet, register, lang)
    sources = _parts(sheet, register) if sheet.of else _whole(sheet, register)
    return [tuple(cell(one, column, page) for column in sheet.columns.values()) for one in sources]


def _sheet(sheet: SheetLayout, register: Register, lang: Lang) -> Sheet:
    rows = _rows(sheet, register, lang)
    columns = tuple(sheet.columns.values())
    filled = [any(row[at] is not None for row in rows) for at in range(len(columns))]
    shown = [at for at, one in enumerate(columns) if filled[at] or not _is_detail(one, sheet)]
    kept = tuple(tuple(row[at] for at in shown) for row in rows)
    return Sheet(sheet.title(lang), headed(sheet, [columns[at] for at in shown], kept, lang), kept)


def sheets_of(register: Register, lang: Lang = "zh") -> tuple[Sheet, ...]:
    """Return a register as sheets: those that hold anything, and always that of the stations.

    >>> from ridehire_partybuild import Region, Register, Station, Tier
    >>> station = Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC)
    >>> sheet, = sheets_of(Register(stations=[station]))
    >>> sheet.title, [column.header for column in sheet.columns][:3], sheet.rows[0][:3]
    ('阵地台账', ['阵地编号', '阵地名称', '行政区划代码'], ('S-1', '示例一号', '370502'))
    """
    made = {name: _sheet(sheet, register, lang) for name, sheet in layouts().items()}
    return tuple(sheet for name, sheet in made.items() if sheet.rows or name == MAIN)


def _only(register: Register, collection: str | None) -> str:
    """Return the one sheet that a file for one sheet is to hold.

    Raises:
        ValueError: there is more than one, or no such sheet.
    """
    if collection is None:
        filled = [name for name in COLLECTIONS if getattr(register, name)]
        if len(filled) > 1:
            told = ", ".join(filled)
            raise ValueError(f"a .csv file holds one collection: say which, of {told}")
        return filled[0] if filled else MAIN
    if collection not in layouts():
        raise ValueError(f"{collection!r} is no sheet: there are {', '.join(layouts())}")
    return collection


def write(
    register: Register,
    path: str | PathLike[str],
    *,
    collection: str | None = None,
    lang: Lang = "zh",
) -> None:
    """Write a register as an office's workbook (.xlsx), or one sheet of it as .csv.

    The file is the office's own: it holds whatever the register holds, names of persons, their
    numbers and what appeals say too. For a table without them see `to_rows`.

    A workbook read again gives an equal register. It has a sheet for each collection that is not
    empty, and always that of the stations; what a record has several of stands in a sheet of its
    own, where a cell cannot hold it. Columns of details that few offices keep, such as consent,
    are there where anything is filled in. A .csv file is one sheet and nothing of the others.

    Args:
        register: The register.
        path: Where to; its ending says which kind of file.
        collection: The sheet that a .csv file is to hold: a collection, or the sheet of parts of
            its records, ``services`` say.
        lang: The language of titles, headers and words.

    Raises:
        ValueError: another ending; a .csv file of more than one collection; a text that no file
            can hold, its cell named.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from ridehire_partybuild import Region, Register, Station, Tier
    >>> from ridehire_partybuild.exchange.tables import read, write
    >>> station = Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC)
    >>> register = Register(stations=[station])
    >>> with TemporaryDirectory() as folder:
    ...     write(register, f"{folder}/台账.xlsx")
    ...     read(f"{folder}/台账.xlsx", recorded_on=date(2026, 1, 13)) == register
    True
    """
    ending = fspath(path).lower().rpartition(".")[2]
    if ending == "csv":
        name = _only(register, collection)
        write_csv(_sheet(layouts()[name], register, lang), path)
    elif ending != "xlsx":
        raise ValueError("a register is written to a file that ends in .xlsx or .csv")
    elif collection is not None:
        raise ValueError("a workbook holds every collection: leave out collection")
    else:
        write_workbook(sheets_of(register, lang), path, marker=EXACT)


def template(path: str | PathLike[str], lang: Lang = "zh") -> None:
    """Write an empty workbook (.xlsx) for an office to fill in.

    It has every sheet, with drop-down lists, and on each header a comment that says whether the
    column must be filled in, what it holds and in which unit, and gives an example. Untouched it
    is read as an empty register.

    Raises:
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.
    """
    sheets = (
        Sheet(sheet.title(lang), headed(sheet, sheet.columns.values(), (), lang))
        for sheet in layouts().values()
    )
    write_workbook(sheets, path, marker=TEMPLATE)
