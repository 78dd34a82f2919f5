"""Workbooks (.xlsx) out: what an office fills in, looks up and hands on."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from os import PathLike
from typing import Any

from ridehire_partybuild.exchange.optional import needed

from .annotations import annotate
from .raw import MOST_ROWS, Column, Sheet, Written, letters
from .spreadsheets import MARKER
from .stored import escaped
from .writing import FIXED, fitted, local, put_text, refuse_unwritable, saved, width_of

__all__ = ["Column", "Sheet", "Written", "annotate", "write_workbook"]

LISTS = "词表"
LONGEST_LIST = 255
"""How long a drop-down list may be that stands in its cell's own rule."""

LONGEST_FOOTER = 200
"""How many characters of a text are printed at the foot of each page."""

FIRST_DAY = date(1900, 3, 1)
"""Before it a workbook counts a day that the calendar has not."""

_FORMATS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm"}
_ERROR = ("不在可选范围内", "请从下拉列表中选择。Please choose from the list.")
_NARROWEST, _WIDEST = 8, 60
_MOST_ON_A4 = 14
"""How many columns are still read at the width of one page."""

_SHADE = "EEF1F4"
_LINE, _MOST_LINES = 15, 20
"""Points that a line takes, and how many lines a row shows at most: Excel has none above 409."""


def _lines(value: Written, column: Column) -> int:
    """Return how many lines a value takes in its column."""
    if not isinstance(value, str):
        return 1
    within = max(1, int(_width(column)) - 1)
    return sum(max(1, ceil(width_of(line) / within)) for line in value.split("\n"))


def _put(cell: Any, value: Written, column: Column) -> None:
    shown = local(value)
    if isinstance(shown, str):
        put_text(cell, shown)
    elif isinstance(shown, float):
        cell.value = float(f"{shown:.15g}")
    else:
        cell.value = shown
    if type(shown) in _FORMATS:
        cell.number_format = _FORMATS[type(shown)]
    elif column.text:
        cell.number_format = "@"
    elif column.places is not None and isinstance(shown, int | float | Decimal):
        cell.number_format = f"0.{'0' * column.places}"


def _refuse_early(sheet: Sheet) -> None:
    for row, values in enumerate(sheet.rows, 2):
        for column, value in enumerate(values, 1):
            day = value.date() if isinstance(value, datetime) else value
            if isinstance(day, date) and day < FIRST_DAY:
                raise ValueError(
                    f"{sheet.title!r}!{letters(column)}{row}: workbooks have no days before "
                    f"{FIRST_DAY}"
                )


def _refuse_titles(sheets: Sequence[Sheet]) -> None:
    titles = [sheet.title for sheet in sheets]
    if not titles or len({title.casefold() for title in (*titles, LISTS)}) <= len(titles):
        raise ValueError(f"a workbook has sheets, each with a title of its own, not {titles}")
    for title in titles:
        if (
            not 1 <= len(title) <= 31
            or set(title) & set("[]:*?/\\")
            or "'" in {title[0], title[-1]}
        ):
            raise ValueError(f"no workbook can call a sheet {title!r}")


def _refuse(sheets: Sequence[Sheet]) -> None:
    _refuse_titles(sheets)
    for sheet in sheets:
        refuse_unwritable(sheet)
        _refuse_early(sheet)


def _width(column: Column) -> float:
    if column.width is not None:
        return column.width
    return min(_WIDEST, max(_NARROWEST, width_of(column.header) + 4))


def _embolden(cell: Any) -> None:
    usual = cell.font
    bold = needed("openpyxl.styles", "excel").Font
    cell.font = bold(name=usual.name, sz=usual.sz, scheme=usual.scheme, bold=True)


def _head(page: Any, sheet: Sheet) -> None:
    styles = needed("openpyxl.styles", "excel")
    comments = needed("openpyxl.comments", "excel")
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, number)
        put_text(cell, column.header)
        _embolden(cell)
        cell.fill = styles.PatternFill("solid", fgColor=_SHADE)
        if column.note:
            cell.comment = comments.Comment(escaped(column.note), MARKER)
        dimension = page.column_dimensions[letters(number)]
        dimension.width = _width(column)
        if column.text:
            dimension.number_format = "@"
    _lay_out_for_print(page, sheet)
    if sheet.listed:
        page.freeze_panes = "A2"
    if sheet.listed and sheet.columns:
        page.auto_filter.ref = f"A1:{letters(len(sheet.columns))}{len(sheet.rows) + 1}"


def _lay_out_for_print(page: Any, sheet: Sheet) -> None:
    """Print on A4 across, or where that would be too small to read, on two of A3.

    The header is on each page, and so are the columns that say whose row it is, and lines between
    the cells. A cover is printed upright.
    """
    wide = len(sheet.columns) > _MOST_ON_A4
    page.page_setup.orientation = "landscape" if sheet.listed else "portrait"
    page.print_options.gridLines = True
    page.page_setup.paperSize = page.PAPERSIZE_A3 if wide else page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1 + wide, 0
    page.print_title_cols = "A:B" if wide else None
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _sign(page: Any, footer: str) -> None:
    """Print a text at the foot of each page, and the number of the page."""
    # 18.3.1.46: "&" begins a code, and the whole has 255 characters at most
    line = fitted(" ".join(footer.split())).replace("&", "＆")
    while len(line.encode("utf-16-le")) > 2 * LONGEST_FOOTER:
        line = f"{line[:-2]}…"
    page.oddFooter.left.text, page.oddFooter.left.size = line, 8
    page.oddFooter.right.text, page.oddFooter.right.size = "&P / &N", 8


def _listed(book: Any, choices: tuple[str, ...]) -> str:
    """Return the formula of a list, which is kept on a sheet of its own where it is long."""
    inline = ",".join(choices)
    plain = all(one.strip() == one and not set(one) & set(',"\n') for one in choices)
    if plain and len(inline.encode("utf-16-le")) // 2 <= LONGEST_LIST:
        return f'"{inline}"'
    page = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
    page.sheet_state = "hidden"
    column = 1 if page.cell(1, 1).value is None else page.max_column + 1
    for row, choice in enumerate(choices, 1):
        put_text(page.cell(row, column), choice)
        page.cell(row, column).number_format = "@"
    return f"'{LISTS}'!${letters(column)}$1:${letters(column)}${len(choices)}"


def _offer(book: Any, page: Any, number: int, choices: tuple[str, ...]) -> None:
    rule = needed("openpyxl.worksheet.datavalidation", "excel").DataValidation(
        type="list", formula1=_listed(book, choices), allow_blank=True, showErrorMessage=True,
        errorTitle=_ERROR[0], error=_ERROR[1],
    )  # fmt: skip
    rule.add(f"{letters(number)}2:{letters(number)}{MOST_ROWS + 1}")
    page.add_data_validation(rule)


def _offer_all(book: Any, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, 1):
        if column.choices:
            _offer(book, book[sheet.title], number, column.choices)


def _heighten(page: Any, row: int, lines: int) -> None:
    """Show a row in several lines: not every program makes it as high as what is wrapped in it."""
    wrapped = needed("openpyxl.styles", "excel").Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[row].height = min(lines, _MOST_LINES) * _LINE
    for cell in page[row]:
        cell.alignment = wrapped


def _fill(book: Any, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title)
    _head(page, sheet)
    for row, values in enumerate(sheet.rows, 2):
        for number, (value, column) in enumerate(zip(values, sheet.columns, strict=True), 1):
            if value is not None and value != "":
                _put(page.cell(row, number), value, column)
        if not sheet.listed:
            _embolden(page.cell(row, 1))
        lines = max(map(_lines, values, sheet.columns), default=1)
        if lines > 1:
            _heighten(page, row, lines)


def _empty(marker: str) -> Any:
    """Return a workbook without sheets that bears the marker and no date of today."""
    book = needed("openpyxl", "excel").Workbook()
    book.remove(book.active)
    book.properties.creator = MARKER
    book.properties.created = book.properties.modified = FIXED
    custom = needed("openpyxl.packaging.custom", "excel")
    book.custom_doc_props.append(custom.StringProperty(name=MARKER, value=marker))
    return book


def write_workbook(
    sheets: Iterable[Sheet], path: str | PathLike[str], *, marker: str, footer: str | None = None
) -> None:
    """Write sheets as a workbook: equal sheets give equal bytes.

    Headers are bold, frozen and filtered. A text is never a formula, whatever it begins with; a
    date is a date; a moment is shown by the clock of Shanghai. An empty text is an empty cell.

    Args:
        marker: What tells a reader that, and by which edition, the file was written: it comes
            back as `Grids.marker`.
        footer: What is printed at the foot of each page, cut at 200 characters; None: nothing.

    Raises:
        ValueError: a title or a value that no workbook can hold; the cell is named.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.

    >>> from tempfile import TemporaryDirectory
    >>> from .grids import read_grids
    >>> columns = Column("编号", text=True), Column("名称")
    >>> stations = Sheet("阵地", columns, (("0370502", "=1+1"),))
    >>> with TemporaryDirectory() as folder:
    ...     write_workbook([stations], f"{folder}/x.xlsx", marker="register/1")
    ...     grids = read_grids(f"{folder}/x.xlsx")
    >>> grids.marker, [cell.value for cell in grids.grids[0].rows[1].cells]
    ('register/1', ['0370502', '=1+1'])
    """
    written = tuple(sheets)
    _refuse(written)
    book = _empty(marker)
    for sheet in written:
        _fill(book, sheet)
        if footer is not None:
            _sign(book[sheet.title], footer)
    for sheet in written:
        _offer_all(book, sheet)
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(saved(book))
