"""Workbooks (.xlsx) in, cell by cell: ECMA-376, part 1, chapter 18.

The cells are read from the file's XML here rather than through openpyxl: its reader fills every
gap between two rows, remembers every empty row, cuts "x005F_" out of texts, and takes the dates
of Chinese editions (number formats 27-36 and 50-58) for numbers.
"""

from collections.abc import Iterator
from typing import Any
from xml.sax.handler import ContentHandler

import attrs

from ridehire_partybuild.errors import InvalidDocument, Problem

from .archives import MOST_ELEMENTS, Archive, elements, opened, parse, relations, tag_of
from .raw import MOST_CELLS, MOST_SHEETS, Grid, Grids, refusal
from .stored import DATE_FORMATS, Shows, shows, unescaped
from .worksheets import FLAGS, Book, Budget, SheetReader

__all__ = ["MARKER", "grids_of_workbook"]

MARKER = "ridehire-partybuild"
"""Name of the document property that tells a file of ours."""


class _Texts(ContentHandler):
    """The shared texts: runs are joined, and how a word is pronounced is no part of it."""

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self.found: list[str] = []
        self._archive, self._count = archive, 0
        self._parts: list[str] | None = None
        self._spoken = self._inside = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: ARG002, N802 - the interface's
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise refusal("table.cells", self._archive.name, limit=MOST_CELLS)
        tag = tag_of(name)
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._spoken = True
        elif tag == "t":
            self._inside = not self._spoken

    def characters(self, content: str) -> None:
        if self._inside and self._parts is not None:
            self._parts.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is the interface's
        tag = tag_of(name)
        if tag == "si" and self._parts is not None:
            self.found.append(unescaped("".join(self._parts)))
            self._parts = None
        elif tag == "rPh":
            self._spoken = False
        elif tag == "t":
            self._inside = False


@attrs.frozen
class _Tab:
    """A sheet as the workbook names it."""

    name: str
    hidden: bool
    part: str


def _styles(archive: Archive, part: str) -> list[Shows]:
    found = elements(archive, part, "numFmt", "xf")
    own = {
        one.attributes.get("numFmtId", ""): shows(one.attributes.get("formatCode", ""))
        for one in found
        if one.parent == "numFmts"
    }
    formats = (one.attributes.get("numFmtId", "") for one in found if one.parent == "cellXfs")
    usual = {str(number): how for number, how in DATE_FORMATS.items()}
    return [own.get(one, usual.get(one, Shows.NUMBER)) for one in formats]


def _texts(archive: Archive, part: str) -> list[str]:
    if part.lower() not in archive.members:
        return []
    handler = _Texts(archive)
    parse(archive, part, handler)
    return handler.found


def _main_part(archive: Archive) -> str:
    for one in relations(archive, ""):
        if one.kind == "officeDocument" and one.part.lower() in archive.members:
            return one.part
    raise refusal("table.workbook", archive.name)


def _opened(archive: Archive) -> tuple[Book, list[_Tab]]:
    main = _main_part(archive)
    found = elements(archive, main, "sheet", "workbookPr")
    named = relations(archive, main)
    parts = {one.kind: one.part for one in named}
    worksheets = {one.id: one.part for one in named if one.kind == "worksheet"}
    sheets = [one.attributes for one in found if one.tag == "sheet"]
    tabs = [
        _Tab(
            one.get("name", ""),
            one.get("state", "visible") in {"hidden", "veryHidden"},
            worksheets[one["id"]],
        )
        for one in sheets
        if one.get("id") in worksheets
    ]
    if not tabs:
        raise refusal("table.workbook", archive.name)
    if len(tabs) > MOST_SHEETS:
        raise refusal("table.sheets", archive.name, limit=MOST_SHEETS)
    from_1904 = any(
        FLAGS.get(one.attributes.get("date1904", ""), False)
        for one in found
        if one.tag == "workbookPr"
    )
    texts = _texts(archive, parts.get("sharedStrings", ""))
    return Book(texts, _styles(archive, parts.get("styles", "")), from_1904), tabs


def _marker(archive: Archive) -> str | None:
    part = {one.kind: one.part for one in relations(archive, "")}.get("custom-properties", "")
    text = ""
    for one in elements(archive, part, "property", "lpwstr"):
        if one.tag == "lpwstr":
            text = one.text
        elif one.attributes.get("name") == MARKER:
            return text
    return None


def _read(
    archive: Archive, book: Book, tabs: list[_Tab], budget: Budget
) -> Iterator[tuple[Grid | None, tuple[Problem, ...]]]:
    for tab in tabs:
        sheet = SheetReader(book, tab.name, budget)
        try:
            parse(archive, tab.part, sheet)
        except InvalidDocument as error:
            told = (attrs.evolve(one, sheet=tab.name) for one in error.problems)
            yield None, (*sheet.problems, *told)
        else:
            yield Grid(tab.name, tuple(sheet.rows), tuple(sheet.merged)), tuple(sheet.problems)


def grids_of_workbook(
    data: bytes, name: str, *, unhide: bool = False, most: int = MOST_ELEMENTS
) -> Grids:
    """Return what a workbook holds; what cannot be read of it is told, sheet by sheet.

    Args:
        data: The file.
        name: What messages call it.
        unhide: Read hidden sheets too.
        most: How many elements its sheets may have in all, empty cells among them.

    Raises:
        InvalidDocument: it is no workbook, or one that nobody can read in bounded time.
        ModuleNotFoundError: defusedxml is not installed; the message names the extra.
    """
    archive = opened(data, name)
    book, tabs = _opened(archive)
    shown = [tab for tab in tabs if unhide or not tab.hidden]
    read = list(_read(archive, book, shown, Budget(most)))
    return Grids(
        grids=tuple(grid for grid, _ in read if grid is not None),
        hidden=tuple(tab.name for tab in tabs if tab not in shown),
        problems=tuple(one for _, problems in read for one in problems),
        marker=_marker(archive),
    )
