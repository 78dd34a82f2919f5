"""What is told of a file in which nothing was known, and of a mapping that names nothing in it."""

import re
from collections.abc import Iterable, Iterator

from ridehire_partybuild.errors import Lang, Problem, shown
from ridehire_partybuild.exchange.problems import failure

from .bindings import Heads, Mapped
from .layout import key_of
from .notes import Note, noted
from .printing import BETWEEN
from .raw import Grid, Grids, Row

__all__ = ["Seen", "headers_seen", "nothing_known", "unmatched"]

HEADER_WITHIN = 30
"""Rows that hold anything among which the header is looked for."""

MOST_SEEN = 8
LONGEST_SEEN = 20
_NUMBERED = re.compile(r"\d{5}", re.ASCII)
"""No header has so many digits; the number of a person has."""


class Seen(str):
    """Several headers, for a message in either language."""

    __slots__ = ("headers",)
    headers: tuple[str, ...]

    def label(self, lang: Lang) -> str:
        """Return them one by one."""
        return BETWEEN[lang].join(map(shown, self.headers)) or "—"


def _headers(row: Row) -> list[str]:
    said = (cell.value.strip() for cell in row.cells if isinstance(cell.value, str))
    return [one for one in said if 0 < len(one) <= LONGEST_SEEN and not _NUMBERED.search(one)]


def headers_seen(rows: Iterable[Row]) -> Seen:
    """Return what may be the headers of rows that nobody knows: those of the row with most words.

    >>> from .raw import dense
    >>> headers_seen([dense(1, {1: "某市台账"}), dense(2, {1: "甲", 2: "乙"})]).label("zh")
    "'甲'、'乙'"
    """
    headers = max(map(_headers, rows), key=len, default=[])[:MOST_SEEN]
    found = Seen(", ".join(headers))
    found.headers = tuple(headers)
    return found


def nothing_known(grids: Grids, name: str) -> Iterator[Problem]:
    """Yield that no sheet of a file is any that is known; an empty file of ours is none the less.

    Args:
        grids: The cells of the file.
        name: What messages call it.
    """
    rows = [row for grid in grids.grids for row in grid.rows[:HEADER_WITHIN]]
    if rows:
        yield failure("table.unknown", "document", name, seen=headers_seen(rows))
    elif grids.marker is None:
        yield failure("table.empty", "document", name)


def _said(grid: Grid) -> set[str]:
    """Return what the rows that may be headers say, as headers are compared."""
    rows = grid.rows[:HEADER_WITHIN]
    return {key for row in rows for key in Heads(row).keys.values() if key}


def unmatched(grids: Grids, name: str, names: Mapped) -> Iterator[Note]:
    """Yield notes of the office's own titles and headers that its file does not have.

    Args:
        grids: The cells of the file.
        name: The title of a CSV file.
        names: What the office says of its titles and headers.
    """
    if names == Mapped():
        return
    by_title = {key_of(grid.sheet or name): grid for grid in grids.grids}
    titles = {*by_title, *map(key_of, grids.hidden)}
    for title in {**names.sheets, **names.within}:
        if title not in titles:
            yield noted("mapping.sheet", names.said.get(title, title))
    every = set().union(*map(_said, by_title.values()))
    for header in names.headers:
        if header not in every:
            yield noted("mapping.header", names.said.get(header, header))
    for title, headers in names.within.items():
        grid = by_title.get(title)
        for header in () if grid is None else sorted(headers.keys() - _said(grid)):
            told = noted("mapping.header", names.said.get(header, header))
            yield told.at(sheet=by_title[title].sheet)
