"""The cells of one sheet of a workbook, from its XML: ECMA-376, part 1, 18.3."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import inf
from typing import Any
from xml.sax.handler import ContentHandler

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.errors.problems import MOST_TOLD

from .archives import tag_of
from .raw import (
    LAST_ROW,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Formula,
    Row,
    Value,
    column_number,
    dense,
    letters,
    refusal,
)
from .stored import Shows, moment_of, number_of, unescaped

__all__ = ["FLAGS", "Book", "Budget", "SheetReader"]

MOST_MERGED = 10_000
LONGEST_TOLD = 100
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_INFINITE = (inf, -inf)
_CONSTANTS = {"TRUE()": True, "FALSE()": False}
"""LibreOffice saves every flag as a formula that computes it."""

FLAGS = {"1": True, "0": False, "true": True, "false": False}


@attrs.frozen
class Book:
    """What the cells of every sheet refer to."""

    texts: list[str]
    styles: list[Shows]
    from_1904: bool


@attrs.frozen
class _Stored:
    """A cell as it is stored: what it says of itself, and the text of what stands in it."""

    kind: str
    style: str
    value: str | None
    inline: str | None
    formula: str | None


class _Unreadable(Exception):  # noqa: N818 - it names the thing, not the event
    """A cell that holds no value: the code of the problem and what fills its message."""

    def __init__(self, code: str, value: object, **params: object) -> None:
        super().__init__(code)
        told = value[:LONGEST_TOLD] if isinstance(value, str) else value
        self.code, self.params = code, {"kind": "value", "value": told, **params}


def _style(book: Book, cell: _Stored) -> Shows:
    number = int(cell.style) if cell.style.isdecimal() and len(cell.style) < 10 else 0
    return book.styles[number] if number < len(book.styles) else Shows.NUMBER


def _number(book: Book, cell: _Stored) -> Value:
    stored = cell.value or ""
    if not stored:
        return None
    number = number_of(stored)
    if number is None or number in _INFINITE:  # a whole number may be too large for a float
        raise _Unreadable("number.finite", stored)
    how = _style(book, cell)
    if how is Shows.NUMBER:
        return number
    found = moment_of(number, how, from_1904=book.from_1904)
    if found is None:
        raise _Unreadable("cell.date", number)
    return found


def _shared(book: Book, cell: _Stored) -> Value:
    stored = (cell.value or "").strip()
    if not stored.isdecimal() or len(stored) > 9 or int(stored) >= len(book.texts):
        raise _Unreadable("cell.content", stored)
    return _text(book.texts[int(stored)])


def _text(text: str) -> str | None:
    if len(text) > LONGEST_CELL:
        raise _Unreadable("text.length", text, low=0, high=LONGEST_CELL, length=len(text))
    return text or None


def _flag(_: Book, cell: _Stored) -> Value:
    stored = (cell.value or "").strip()
    if stored not in FLAGS:
        raise _Unreadable("cell.content", stored)
    return FLAGS[stored]


def _iso(_: Book, cell: _Stored) -> Value:
    stored = (cell.value or "").strip()
    try:
        if "T" not in stored:
            return date.fromisoformat(stored)
        return datetime.fromisoformat(stored).replace(tzinfo=None)
    except ValueError:
        raise _Unreadable("cell.date", stored) from None


def _error(_: Book, cell: _Stored) -> Value:
    raise _Unreadable("cell.error", cell.value or "#")


_READ: Mapping[str, Callable[[Book, _Stored], Value]] = {
    "n": _number,
    "s": _shared,
    "b": _flag,
    "d": _iso,
    "e": _error,
    "str": lambda _, cell: _text(unescaped(cell.value or "")),
    "inlineStr": lambda _, cell: _text(unescaped(cell.inline or "")),
}
"""18.18.11, ST_CellType: what the attribute t says of a cell."""


def _value(book: Book, cell: _Stored) -> Value:
    if cell.formula in _CONSTANTS:
        return _CONSTANTS[cell.formula]
    if cell.formula is not None:
        return Formula(f"={cell.formula}"[: LONGEST_CELL + 1])
    if cell.kind not in _READ:
        raise _Unreadable("cell.content", cell.kind)
    return _READ[cell.kind](book, cell)


class Budget:
    """How many elements and cells may still be read of a workbook, and how many be wrong."""

    def __init__(self, most: int) -> None:
        self.elements, self.cells, self.problems = most, MOST_CELLS, MOST_TOLD


class SheetReader(ContentHandler):
    """The cells of one sheet; rows without a value cost nothing but the time to pass them."""

    def __init__(self, book: Book, name: str, budget: Budget) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.problems: list[Problem] = []
        self._book, self._name, self._budget = book, name, budget
        self._row = self._column = 0
        self._values: dict[int, Value] = {}
        self._cell: dict[str, str] | None = None
        self._texts: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._spoken = self._wide = self._in_row = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name is the interface's
        """Begin an element; every one of them counts, also the empty."""
        self._budget.elements -= 1
        if self._budget.elements < 0:
            raise refusal("table.cells", self._name, sheet=self._name, limit=MOST_CELLS)
        tag = tag_of(name)
        if tag in _STARTS:
            _STARTS[tag](self, attrs)
        elif self._cell is not None and tag in {"v", "t", "f"} and not self._spoken:
            self._into = self._texts.setdefault(tag, [])

    def characters(self, content: str) -> None:
        """Keep what stands in a value, a text or a formula."""
        if self._into is not None:
            self._into.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is the interface's
        """End an element."""
        tag = tag_of(name)
        if tag in {"v", "t", "f"}:
            self._into = None
        elif tag in _ENDS:
            _ENDS[tag](self)

    def start_row(self, given: Any) -> None:
        """Begin a row: it says its number, or follows the one before."""
        number = given.get("r", str(self._row + 1))
        self._values, self._column = {}, 0
        self._row = int(number) if re.fullmatch("[0-9]{1,7}", number) else LAST_ROW + 1
        if not 0 < self._row <= LAST_ROW:
            raise refusal("table.place", number, sheet=self._name)
        self._in_row = True

    def start_cell(self, given: Any) -> None:
        """Begin a cell: it says its place, or follows the one before."""
        self._cell, self._texts = given, {}
        self._column += 1
        place = given.get("r")
        if place is not None:
            match = _PLACE.fullmatch(place)
            if not match:
                raise refusal("table.place", place, sheet=self._name)
            self._column = column_number(match[1])

    def start_spoken(self, _: Any) -> None:
        """Begin how a word is pronounced."""
        self._spoken = True

    def end_spoken(self) -> None:
        """End how a word is pronounced."""
        self._spoken = False

    def merge(self, given: Any) -> None:
        """Keep a merged range."""
        if len(self.merged) == MOST_MERGED:
            raise refusal("table.place", given.get("ref", ""), sheet=self._name)
        self.merged.append(given.get("ref", ""))

    def end_cell(self) -> None:
        """Read a cell that holds something."""
        given, self._cell = self._cell, None
        if given is None or not self._texts:
            return
        if not self._in_row:
            raise refusal("table.place", given.get("r", "—"), sheet=self._name)
        texts = {tag: "".join(parts) for tag, parts in self._texts.items()}
        cell = _Stored(
            given.get("t", "n"), given.get("s", "0"), texts.get("v"), texts.get("t"), texts.get("f")
        )
        try:
            value = _value(self._book, cell)
        except _Unreadable as error:
            self._tell(error)
            return
        if value is not None:
            self._keep(value)

    def _keep(self, value: Value) -> None:
        if self._column > MOST_COLUMNS:
            if not self._wide:
                self._wide = True
                self._tell(_Unreadable("table.columns", self._name, limit=MOST_COLUMNS))
            return
        self._values[self._column] = value

    def _tell(self, found: _Unreadable) -> None:
        # what is not told would be read as blank: a sheet that is wrong so often is not read
        if self._budget.problems == 0:
            raise refusal("problems.more", self._name, sheet=self._name, limit=MOST_TOLD)
        self._budget.problems -= 1
        self.problems.append(
            Problem(
                code=found.code, params=found.params, sheet=self._name, row=self._row,
                column=letters(self._column),
            )
        )  # fmt: skip

    def end_row(self) -> None:
        """Keep a row that holds something."""
        self._in_row = False
        if not self._values:
            return
        if len(self.rows) == MOST_ROWS:
            raise refusal("table.rows", self._name, sheet=self._name, limit=MOST_ROWS)
        row = dense(self._row, self._values)
        self._budget.cells -= len(row.cells)
        if self._budget.cells < 0:
            raise refusal("table.cells", self._name, sheet=self._name, limit=MOST_CELLS)
        self.rows.append(row)


_STARTS: Mapping[str, Callable[[SheetReader, Any], None]] = {
    "row": SheetReader.start_row,
    "c": SheetReader.start_cell,
    "rPh": SheetReader.start_spoken,
    "mergeCell": SheetReader.merge,
}
_ENDS: Mapping[str, Callable[[SheetReader], None]] = {
    "row": SheetReader.end_row,
    "c": SheetReader.end_cell,
    "rPh": SheetReader.end_spoken,
}
