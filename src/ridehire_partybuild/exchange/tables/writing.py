"""What every written table shares: what may be written, text that stays text, equal bytes."""

import errno
import os
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile

from ridehire_partybuild.exchange.optional import needed
from ridehire_partybuild.exchange.zips import undated
from ridehire_partybuild.values import SHANGHAI

from .raw import LONGEST_CELL, Sheet, Written, letters
from .stored import escaped

__all__ = ["FIXED", "fitted", "local", "put_text", "refuse_unwritable", "saved", "width_of"]

FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's own dates bear no zone
"""When every workbook of ours was made: equal contents have equal bytes."""

MOST_DIGITS = 15
"""Excel "stores 15 significant digits"; it writes zeros for the rest."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (2.2, Char)."""

_ACTIVE = ("=", "+", "-", "@")


def width_of(text: str) -> int:
    """Return how wide a text shows, in Latin letters: a Chinese character takes two places.

    >>> width_of("面积(m2)")
    8
    """
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def local(value: Written) -> Written:
    """Return a moment as the clock on an office's wall shows it, anything else as it is.

    >>> from datetime import UTC
    >>> local(datetime(2026, 1, 13, 1, 30, tzinfo=UTC))
    datetime.datetime(2026, 1, 13, 9, 30)
    """
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(SHANGHAI).replace(tzinfo=None)
    return value


def _amiss(value: Written) -> str | None:
    if isinstance(value, str):
        found = _ILLEGAL.search(value)
        if found:
            return f"{found[0]!r} cannot be written"
        return None if len(escaped(value)) <= LONGEST_CELL else f"longer than {LONGEST_CELL}"
    if isinstance(value, float):
        return None if isfinite(value) else "not finite"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if not number.is_finite():
            return "not finite"
        if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
            return f"more than {MOST_DIGITS} digits"
    return None


def _all(sheet: Sheet) -> Iterator[tuple[int, int, Written]]:
    for number, column in enumerate(sheet.columns, 1):
        yield from ((1, number, text) for text in (column.header, column.note))
        yield from ((1, number, choice) for choice in column.choices or ())
    for row, values in enumerate(sheet.rows, 2):
        yield from ((row, number, value) for number, value in enumerate(values, 1))


def refuse_unwritable(sheet: Sheet) -> None:
    r"""Refuse what would not come back as it was.

    Raises:
        ValueError: a character that XML has not, a text or a number that is too long, NaN; the
            cell is named.

    >>> from .raw import Column
    >>> refuse_unwritable(Sheet("阵地", (Column("a"),), (("x",), ("\0",))))
    Traceback (most recent call last):
    ValueError: '阵地'!A3: '\x00' cannot be written
    """
    for row, column, value in _all(sheet):
        wrong = _amiss(value)
        if wrong:
            raise ValueError(f"{sheet.title!r}!{letters(column)}{row}: {wrong}")


def fitted(text: str) -> str:
    """Return a text that is told beside a table, cut and cleaned so that it can be written."""
    clean = _ILLEGAL.sub("\ufffd", text)
    while len(escaped(clean)) > LONGEST_CELL:
        clean = clean[: -max(2, len(escaped(clean)) - LONGEST_CELL + 1)] + "…"
    return clean


def put_text(cell: Any, text: str) -> None:
    """Put a text into a cell of openpyxl; it stays text, also when somebody edits it."""
    cell.value = escaped(text)
    # openpyxl takes "=1+1" for a formula and "#N/A" for an error
    cell.data_type = "s"
    if text.startswith(_ACTIVE):
        cell.quotePrefix = True


def saved(book: Any) -> bytes:
    """Return a workbook of openpyxl as bytes, the same for the same contents."""
    writer = needed("openpyxl.writer.excel", "excel")
    first = BytesIO()
    # openpyxl's own save stamps the workbook with the present moment
    try:
        writer.ExcelWriter(book, ZipFile(first, "w", ZIP_DEFLATED)).save()
    except Exception as error:
        # openpyxl puts sheets down for the time being, by lxml if that is there: its error is none
        # of the system's, and says "IO_ENOSPC" where no space is left
        code = getattr(errno, str(error).removeprefix("IO_"), None)
        if code is None:
            raise
        raise OSError(code, os.strerror(code)) from None
    return undated(first.getvalue())
