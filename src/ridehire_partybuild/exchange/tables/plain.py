"""What the readers of cells share: what a reading is, what is blank, what is normalised.

A cell is given as a spreadsheet or a CSV file gives it: None, text, a number, a bool, a date, a
time. Text that people read is only trimmed and brought to Unicode normal form C. What stands for
something else (a number, a date, a word of a list) is brought to half width too: ``１２６`` is 126.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, TypeVar

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.problems import failure, type_failure

from .notes import Note, noted

__all__ = [
    "LONGEST_CELL",
    "MOST_DIGITS",
    "NONE",
    "Reader",
    "Taken",
    "free",
    "half",
    "none",
    "plain",
    "refusal",
    "retold",
    "split",
    "written_float",
]

T = TypeVar("T")

LONGEST_CELL = 20_000
MOST_DIGITS = 15
"""What a spreadsheet keeps of a number: the digits after these are gone."""


@attrs.frozen
class Taken(Generic[T]):
    """What a cell says, and what a person should confirm of it; None: the cell says nothing."""

    value: T
    notes: tuple[Note, ...] = ()


Reader = Callable[[object], Taken[T | None]]
"""Reads one cell.

Raises:
    InvalidValue: the cell says something else than it should; a problem without a kind is to be
        told under the name of its field.
"""

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
_HALF_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "‐‑‒–—―−─"), "-")
    | dict.fromkeys(map(ord, "〜∼"), "~")
    | dict.fromkeys(map(ord, "∶﹕"), ":")
    | dict.fromkeys(map(ord, "[［【〔"), "(")
    | dict.fromkeys(map(ord, "]］】〕"), ")")
    | dict.fromkeys(map(ord, _ZERO_WIDTH))
    | {ord("￥"): "¥"}
)
_RUN_OF_SPACES = re.compile(rf"[{_SPACES.replace(chr(10), '')}]+")

_NOT_KNOWN = {"不详", "未知", "不明", "不清楚", "待定", "待补", "待补充", "暂缺", "n/a", "#n/a"}
NONE = {"无", "没有", "暂无", "none"}
"""Words for *there is none*: known, unlike what is blank."""


def refusal(code: str, raw: object, **params: Any) -> InvalidValue:
    """Return the error of a cell, to be told under the name of its field."""
    value = str(raw) if isinstance(raw, date | time) else raw
    return InvalidValue([failure(code, "", value, **params)])


def retold(error: InvalidValue, raw: object) -> InvalidValue:
    """Return an error about what was made of a cell as one about the cell, nothing told twice."""
    told = {(one.code, repr(one.params)): one for one in error.problems}.values()
    return InvalidValue(
        attrs.evolve(one, path="$", params={**one.params, "value": raw}) for one in told
    )


def written_float(number: float) -> str:
    """Return a number of a spreadsheet as it shows there: 15 digits, no exponent.

    Raises:
        InvalidValue: no finite number.

    >>> written_float(370502.0), written_float(0.1 + 0.2)
    ('370502', '0.3')
    """
    if not math.isfinite(number):
        raise refusal("number.finite", number)
    return format(Decimal(format(number + 0, f".{MOST_DIGITS}g")), "f")


def _text(raw: str) -> str:
    if len(raw) > LONGEST_CELL:
        raise refusal("text.length", raw, low=0, high=LONGEST_CELL, length=len(raw))
    return raw


def _number(raw: float) -> str:
    if math.isfinite(raw) and abs(raw) >= 10**MOST_DIGITS:
        raise refusal("code.rounded", raw)
    return str(raw) if isinstance(raw, int) else written_float(raw)


def _moment(raw: datetime) -> str:
    if raw.time() == time():
        return raw.date().isoformat()
    return raw.isoformat(" ", "minutes")


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: _text,
    int: _number,
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: lambda raw: raw.isoformat("minutes"),
}


def _written(raw: object) -> str:
    """Return what stands in the cell as text."""
    if type(raw) not in _WRITTEN:
        raise type_failure("str", raw)
    return _WRITTEN[type(raw)](raw)


def half(text: str) -> str:
    """Return text in half width, without invisible characters, runs of spaces as one; lines stay.

    >>> half("１２６　㎡（约）"), half("08：30～17：30")
    ('126 ㎡(约)', '08:30~17:30')
    """
    narrow = unicodedata.normalize("NFC", text).translate(_HALF_WIDTH)
    return _RUN_OF_SPACES.sub(" ", narrow).strip(_SPACES)


def _said(text: str, narrow: str) -> str | None:
    """Return the text, or None for the many ways to write nothing."""
    return text if narrow.strip("-/") and narrow.casefold() not in _NOT_KNOWN else None


def free(raw: object) -> str | None:
    """Return what a cell says in words, trimmed; None: nothing.

    >>> free(" 示例（一） "), free("不详"), free("—"), free(5.0)
    ('示例（一）', None, None, '5')
    """
    text = unicodedata.normalize("NFC", _written(raw)).strip(_SPACES + _ZERO_WIDTH)
    return _said(text, half(text))


def plain(raw: object) -> str | None:
    """Return what a cell says in half width; None: nothing."""
    text = half(_written(raw))
    return _said(text, text)


def none(raw: object) -> tuple[Note]:
    """Return the note on *there is none* where the register can only leave it open."""
    return (noted("blank.none", raw),)


_OPENS, _CLOSES, _DIVIDES = frozenset("(（"), frozenset(")）"), frozenset("、，,；;\n")


def split(text: str) -> list[str]:
    """Return the parts of a list in one cell; what stands in brackets is not divided.

    >>> split("空调、桌椅(4套,含椅)；风扇,")
    ['空调', '桌椅(4套,含椅)', '风扇']
    """
    parts: list[list[str]] = [[]]
    depth = 0
    for run in re.split(r"([、，,；;\n（(）)])", text):
        if run in _OPENS:
            depth += 1
        elif run in _CLOSES:
            depth = max(0, depth - 1)
        if depth == 0 and run in _DIVIDES:
            parts.append([])
        else:
            parts[-1].append(run)
    trimmed = ("".join(part).strip(_SPACES + _ZERO_WIDTH) for part in parts)
    return [part for part in trimmed if part]
