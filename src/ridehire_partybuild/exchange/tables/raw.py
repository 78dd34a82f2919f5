"""What stands in a table, cell by cell, before anything is read into it; and what goes out."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, Problem

__all__ = [
    "LAST_ROW",
    "LONGEST_CELL",
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_FILE",
    "MOST_ROWS",
    "MOST_SHEETS",
    "Cell",
    "Column",
    "Formula",
    "Grid",
    "Grids",
    "Row",
    "Sheet",
    "Value",
    "Written",
    "column_number",
    "dense",
    "letters",
    "refusal",
]

LAST_ROW = 1_048_576
MOST_FILE = 50 * 2**20
MOST_SHEETS = 100
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000
LONGEST_CELL = 32_767
"""What Excel itself takes: 'total number of characters that a cell can contain'."""


@attrs.frozen
class Formula:
    """A formula as it is written; its result belongs to the program that computes it.

    >>> Formula("=SUM(A1:A3)").text
    '=SUM(A1:A3)'
    """

    text: str


Value = None | str | int | float | bool | datetime | date | time | Formula
"""What a cell may hold. An empty text is None; a moment is naive, as offices write it."""

Written = None | str | int | float | Decimal | bool | datetime | date | time
"""What may be written into a cell."""


@attrs.frozen
class Cell:
    """One cell and where it stands.

    Attributes:
        value: What it holds; None: nothing.
        row: From 1.
        column: Its letters.
    """

    value: Value
    row: int
    column: str


@attrs.frozen
class Row:
    """A row that holds something: every cell from A to the last that holds anything."""

    number: int
    cells: tuple[Cell, ...]


@attrs.frozen
class Grid:
    """One sheet. Rows without any value are left out; `Row.number` counts them all the same.

    Attributes:
        sheet: Its name; None for a CSV file.
        merged: The merged ranges (``B2:B5``); only the first cell of each holds the value.
    """

    sheet: str | None
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()


@attrs.frozen
class Grids:
    """What a file holds, and everything that could not be read of it.

    Attributes:
        hidden: Names of the sheets that are hidden, which were not read.
        marker: What `write_workbook` was given, if the file is one of ours.
    """

    grids: tuple[Grid, ...] = ()
    hidden: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    marker: str | None = None


@attrs.frozen
class Column:
    """A column that is written.

    Attributes:
        width: In characters; None: as wide as its header.
        text: Whether what is typed into it stays text: codes with leading zeros, say.
        choices: What its drop-down list offers; anything else is refused by the program.
        note: A comment on the header.
        places: How many places behind the point a number shows; None: as many as it has.
    """

    header: str
    width: float | None = None
    text: bool = False
    choices: tuple[str, ...] | None = None
    note: str | None = None
    places: int | None = None


@attrs.frozen
class Sheet:
    """A sheet that is written: a header and rows as long as it.

    Attributes:
        listed: Whether the rows are a list, whose header stays in sight and can be filtered; a
            cover's are not.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Written, ...], ...] = ()
    listed: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuse rows that are not as long as the header."""
        for number, row in enumerate(self.rows, 2):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"{self.title!r} row {number}: {len(row)} values in {len(self.columns)} columns"
                )


def letters(number: int) -> str:
    """Return the letters of a column.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def column_number(name: str) -> int:
    """Return the number of the column that bears the letters.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


_LETTERS = tuple(letters(number) for number in range(MOST_COLUMNS + 1))


def dense(number: int, values: Mapping[int, Value]) -> Row:
    """Return a row from its values by column, the gaps filled.

    >>> [(cell.column, cell.value) for cell in dense(7, {1: "a", 3: 5}).cells]
    [('A', 'a'), ('B', None), ('C', 5)]
    """
    last = max(values, default=0)
    return Row(
        number,
        tuple(Cell(values.get(one), number, _LETTERS[one]) for one in range(1, last + 1)),
    )


def refusal(
    code: str, value: object, *, sheet: str | None = None, **params: Any
) -> InvalidDocument:
    """Return the error of a file, or a sheet of it, that cannot be read further."""
    told = {"kind": "document", "value": value, **params}
    return InvalidDocument([Problem(code=code, params=told, sheet=sheet)])
