"""Which column is which: an office's headers are matched to the columns of the layout."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

import attrs

from .layout import Column, SheetLayout, key_of, layouts, listed
from .raw import Cell, Row

__all__ = ["Bound", "Heads", "Mapped", "bind", "header_of", "is_ignored", "mapped", "titles"]

LONGEST_HEADER = 500


@attrs.frozen(kw_only=True)
class Bound:
    """A column of an office's table, and the column of the layout that it is.

    Attributes:
        letter: Where it stands.
        header: The office's own header.
        column: What it is; None: nothing that is read.
        unit: The unit of money that the header names; None: it names none.
    """

    letter: str
    header: str
    column: Column | None = None
    unit: str | None = None


@attrs.frozen(kw_only=True)
class Mapped:
    """What an office says of its own titles and headers.

    Attributes:
        sheets: Names of sheets of the layout, by the office's titles.
        headers: Names of fields by the office's headers, for every sheet.
        within: The same for single sheets, by their titles.
        said: All of these titles and headers as the office wrote them.
    """

    sheets: Mapping[str, str] = attrs.field(factory=dict)
    headers: Mapping[str, str] = attrs.field(factory=dict)
    within: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    said: Mapping[str, str] = attrs.field(factory=dict)


@cache
def titles() -> Mapping[str, str]:
    """Return every sheet by its name and by each title by which it is known."""
    own = {key_of(name): name for name in layouts()}
    return own | {key_of(t): name for name, sheet in layouts().items() for t in sheet.titles}


def _column_named(sheet: SheetLayout, name: str) -> Column | None:
    """Return the column of that path, or the one whose path ends so."""
    if name in sheet.columns:
        return sheet.columns[name]
    ending = [one for path, one in sheet.columns.items() if path.endswith(f".{name}")]
    return ending[0] if len(ending) == 1 else None


def mapped(mapping: Mapping[str, Any] | None) -> Mapped:
    """Return an office's own names, sorted by what they name.

    Raises:
        ValueError: one is said to be what no sheet or field is called.

    >>> mapped({"我的表": "stations", "台面": "seats"}).headers
    {'台面': 'seats'}
    """
    sheets: dict[str, str] = {}
    headers: dict[str, str] = {}
    within: dict[str, Mapping[str, str]] = {}
    for name, meant in (mapping or {}).items():
        if isinstance(meant, Mapping):
            within[key_of(name)] = {key_of(one): path for one, path in meant.items()}
        elif meant in layouts():
            sheets[key_of(name)] = meant
        else:
            headers[key_of(name)] = meant
    for path in headers.values():
        _refuse_unknown(path, None)
    for title, own in within.items():
        for path in own.values():
            _refuse_unknown(path, sheets.get(title) or titles().get(title))
    said = {key_of(name): name for name in _written(mapping or {})}
    return Mapped(sheets=sheets, headers=headers, within=within, said=said)


def _written(mapping: Mapping[str, Any]) -> Iterator[str]:
    """Yield the titles and headers of a mapping."""
    for name, meant in mapping.items():
        yield name
        yield from meant if isinstance(meant, Mapping) else ()


def _refuse_unknown(path: str, name: str | None) -> None:
    """Refuse what no field is called: of one sheet, or of any."""
    sheets = [layouts()[name]] if name is not None else list(layouts().values())
    if any(_column_named(sheet, path) for sheet in sheets):
        return
    fields = list(dict.fromkeys(field for sheet in sheets for field in sheet.columns))
    close = ", ".join(map(repr, _close(path, fields if name else [*layouts(), *fields])))
    told = f"{path!r} is no field of {name}" if name else f"{path!r} is no sheet and no field"
    rest = (
        f"the fields of {name} are {', '.join(fields)}"
        if name
        else (f"the sheets are {', '.join(layouts())}")
    )
    raise ValueError(f"{told}{f', but {close} may be meant' if close else ''}: {rest}")


def _close(path: str, names: Iterable[str]) -> list[str]:
    """Return the names that are most like one, the last steps of dotted ones too."""
    whole = {name.rpartition(".")[2]: name for name in reversed([*names])}
    whole |= {name: name for name in whole.values()}
    return list(dict.fromkeys(whole[one] for one in get_close_matches(str(path), whole, 3, 0.7)))


@cache
def _headers(name: str) -> Mapping[str, Column]:
    sheet = layouts()[name]
    return {key_of(h): column for column in sheet.columns.values() for h in column.headers}


@cache
def _asides() -> frozenset[str]:
    return frozenset(key_of(one) for one in listed("units", "asides"))


_COUNTED: Mapping[str, str] = {
    "money": "money", "spending": "money", "area": "area", "whole": "count", "number": "degrees",
}  # fmt: skip
_ASIDE = re.compile(r"(?P<name>[^()]+)\((?P<aside>[^()]*)\)")


def _with_aside(key: str, known: Mapping[str, Column]) -> tuple[Column, str | None] | None:
    """Return the column of a header with a unit or remark in brackets.

    A unit that is not that of the column is no remark: an area in mu is not read as one in m2.
    """
    found = _ASIDE.fullmatch(key)
    column = None if found is None else known.get(found["name"])
    if found is None or column is None:
        return None
    aside, units = found["aside"], _COUNTED.get(column.kind)
    if units is None or aside in _asides():
        return column, None
    if aside not in {key_of(one) for one in listed("units", units)}:
        return None
    return column, aside if units == "money" else None


@cache
def _ignored() -> frozenset[str]:
    return frozenset(key_of(one) for one in listed("ignored", "headers"))


def is_ignored(header: str) -> bool:
    """Tell whether a header says nothing that anybody records: 序号.

    >>> is_ignored("序 号"), is_ignored("编号")
    (True, False)
    """
    short = header[:LONGEST_HEADER]
    # what is wrong with a header stands below the word that `annotate` wrote there
    return any(key_of(one) in _ignored() for one in {short, short.partition("\n")[0]})


def header_of(cell: Cell) -> str:
    """Return what a cell says as a header."""
    return "" if cell.value is None else str(getattr(cell.value, "text", cell.value))


class Heads:
    """A row that may be one of headers, and what its cells say as such."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.keys = {cell.column: _head_key(header_of(cell)) for cell in row.cells}
        ignored = {cell.column for cell in row.cells if is_ignored(header_of(cell))}
        said = [key for letter, key in self.keys.items() if key and letter not in ignored]
        self._said = len(said)
        self._names = {*said, *(key.partition("(")[0] for key in said)}

    def may_be(self, sheet: SheetLayout, own: Mapping[str, str]) -> bool:
        """Tell whether half of what it says may be headers of a sheet: most rows say none."""
        known = self._names & _headers(sheet.name).keys() | self._names & own.keys()
        return bool(known) and 2 * len(known) >= self._said


def _head_key(text: str) -> str:
    """Return a header as it is compared; what is longer than any is none."""
    return key_of(text) if len(text) <= LONGEST_HEADER else ""


def bind(heads: Heads, sheet: SheetLayout, own: Mapping[str, str]) -> tuple[Bound, ...]:
    """Return the columns of a row of headers; of two that mean one field, the closer counts."""
    known, row, keys = _headers(sheet.name), heads.row, heads.keys
    found: dict[str, tuple[Column, str | None]] = {}
    taken: set[str] = set()

    def take(letter: str, meant: tuple[Column, str | None] | None) -> None:
        if meant is not None and letter not in found and meant[0].path not in taken:
            found[letter] = meant
            taken.add(meant[0].path)

    for letter, key in keys.items():
        column = _column_named(sheet, own[key]) if key in own else None
        take(letter, None if column is None else (column, None))
    for canonical in (True, False):
        for letter, key in keys.items():
            column = known.get(key)
            if column is not None and (not canonical or key == key_of(column.zh)):
                take(letter, (column, None))
    for letter, key in keys.items():
        take(letter, _with_aside(key, known))
    return tuple(
        Bound(
            letter=cell.column,
            header=header_of(cell).strip(),
            column=found.get(cell.column, (None, None))[0],
            unit=found.get(cell.column, (None, None))[1],
        )
        for cell in row.cells
    )
