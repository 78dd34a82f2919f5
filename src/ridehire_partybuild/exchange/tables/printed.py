"""Sheets that offices sort and print, and that no door reads back: covers, lists, file endings."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath

from ridehire_partybuild.errors import Lang, render

from .layout import PRINTED
from .raw import Column, Sheet, Written
from .workbooks import write_workbook
from .writing import fitted

__all__ = ["cover", "list_of", "write_printed"]


def write_printed(
    sheets: Iterable[Sheet], path: str | PathLike[str], notice: str, *, marker: str = PRINTED
) -> None:
    """Write sheets as a workbook that `read` refuses; the notice is the foot of every page.

    Raises:
        ValueError: the path does not end in .xlsx.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.
    """
    if not fspath(path).lower().endswith(".xlsx"):
        raise ValueError("a workbook is written to a file that ends in .xlsx")
    write_workbook(sheets, path, marker=marker, footer=notice)


def cover(title: str, heading: str, rows: Iterable[tuple[str | None, str]]) -> Sheet:
    """Return the first sheet: what is told on the left, what is said of it on the right."""
    columns = (Column(title, width=20), Column(fitted(heading), width=72))
    return Sheet(title, columns, tuple((name, fitted(what)) for name, what in rows), listed=False)


def list_of(  # noqa: PLR0913 - what a sheet is made of
    catalogue: str, title: str, widths: Mapping[str, float], rows: Iterable[Iterable[Written]],
    lang: Lang, *, text: frozenset[str] = frozenset(),
) -> Sheet:  # fmt: skip
    """Return a sheet of rows under headers from a catalogue of phrases.

    Args:
        catalogue: The table of phrases that has the title and the headers.
        title: The code of the title.
        widths: How wide each column is, by the code of its header.
        rows: As many values as there are columns.
        lang: The language.
        text: Columns whose cells stay text.
    """
    columns = tuple(
        Column(render(f"{catalogue}.{code}", lang), width=width, text=code in text)
        for code, width in widths.items()
    )
    return Sheet(render(f"{catalogue}.{title}", lang), columns, tuple(_fitted(rows)))


def _fitted(rows: Iterable[Iterable[Written]]) -> Iterator[tuple[Written, ...]]:
    for row in rows:
        yield tuple(fitted(one) if isinstance(one, str) else one for one in row)
