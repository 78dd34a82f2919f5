"""How a workbook stores texts, numbers and dates: ECMA-376, part 1, chapter 18."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum

__all__ = ["DATE_FORMATS", "Shows", "escaped", "moment_of", "number_of", "shows", "unescaped"]

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_OUTER_SPACE = re.compile(r"\A[ \t\n]+\Z")


def unescaped(text: str) -> str:
    r"""Return what a stored text says.

    22.9.2.19: "any character which cannot be directly represented in XML ... _xHHHH_".

    >>> unescaped("_x005F_x0041_ and _x000D_") == "_x0041_ and \r"
    True
    """
    if "_x" not in text:
        return text
    said = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # characters beyond the basic plane are escaped as two surrogates
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escaped(text: str) -> str:
    """Return how ``text`` is stored, so that every program reads it as it is.

    >>> escaped("_x0041_")
    '_x005F_x0041_'
    >>> unescaped(escaped(" ")) == " "
    True
    """
    stored = _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    if _OUTER_SPACE.match(stored):
        # openpyxl marks outer space to be kept only where there is something between
        stored = f"_x{ord(stored[0]):04X}_{stored[1:]}"
    return stored


class Shows(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    ELAPSED = "elapsed"


DATE_FORMATS: Mapping[int, Shows] = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), Shows.DATE),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), Shows.TIME),
    22: Shows.MOMENT,
    46: Shows.ELAPSED,
}
"""18.8.30, numFmt: the formats that files use without saying what they are, those of Chinese
editions among them (27-36 and 50-58)."""

_SILENT = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*(?:\]|\Z)|general|[ap]m/[ap]m|a/p'
)


def shows(code: str) -> Shows:
    """Return what a number format of a file's own shows.

    >>> shows('yyyy"年"m"月"d"日"'), shows("h:mm"), shows("0.00E+00")
    (<Shows.DATE: 'date'>, <Shows.TIME: 'time'>, <Shows.NUMBER: 'number'>)
    >>> shows("yyyy-mm-dd hh:mm"), shows("[h]:mm"), shows('#,##0.00"元"')
    (<Shows.MOMENT: 'moment'>, <Shows.ELAPSED: 'elapsed'>, <Shows.NUMBER: 'number'>)
    """
    said = _SILENT.sub("", code.lower()).partition(";")[0]
    if re.search(r"\[[hms]+\]", said):
        return Shows.ELAPSED
    clock = bool(re.search("[hs]", said))
    day = bool(re.search("[yd]|aaa", said)) or ("m" in said and not clock)
    if day:
        return Shows.MOMENT if clock else Shows.DATE
    return Shows.TIME if clock else Shows.NUMBER


_NUMBER = re.compile(
    r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,5})?", re.ASCII
)


def number_of(text: str) -> int | float | None:
    """Return a stored number, whole if it is whole; None: it is not one; infinite: out of range.

    >>> number_of("12.0"), number_of("1.5E1"), number_of("0x10"), number_of("1e999")
    (12, 15, None, inf)
    """
    found = text.strip()
    if not _NUMBER.fullmatch(found):
        return None
    if found.lstrip("+-").isdigit():
        return int(found)
    number = float(found)
    return int(number) if number.is_integer() else number


_DAY = timedelta(days=1)
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAP = 60
"""Serial of 29 February 1900, which the count of days has and the calendar has not."""


def moment_of(
    serial: float, how: Shows, *, from_1904: bool = False
) -> date | datetime | time | None:
    """Return the date or time that a number is shown as, to the second; None: there is no such.

    >>> moment_of(46035, Shows.DATE), moment_of(0.375, Shows.TIME)
    (datetime.date(2026, 1, 13), datetime.time(9, 0))
    >>> moment_of(46035.375, Shows.DATE), moment_of(60, Shows.DATE), moment_of(-1, Shows.DATE)
    (datetime.datetime(2026, 1, 13, 9, 0), None, None)
    """
    seconds = round(serial * 86400) if 0 <= serial < 3_000_000 else -1
    days, rest = divmod(seconds, 86400)
    if how in {Shows.TIME, Shows.ELAPSED} and days == 0:
        return (datetime.min + timedelta(seconds=rest)).time()  # noqa: DTZ901 - offices write no zone
    early = not from_1904 and days <= _LEAP
    if how is Shows.ELAPSED or days < (0 if from_1904 else 1) or (early and days == _LEAP):
        return None
    try:
        day = _EPOCHS[from_1904] + (days + early) * _DAY
    except OverflowError:
        return None
    if how is Shows.DATE and not rest:
        return day
    return datetime.combine(day, time.min) + timedelta(seconds=rest)
