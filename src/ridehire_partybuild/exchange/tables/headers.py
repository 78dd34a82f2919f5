"""Headers of written sheets: how wide a column is, what it offers, what the comment on it says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from ridehire_partybuild import data
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.values import ActivityKind, Facility, Term

from . import layout, raw
from .printing import BETWEEN, print_flag, print_word
from .writing import width_of

__all__ = ["headed"]

_TEXT = frozenset(
    (
        "text", "token", "ref", "refs", "named", "names", "parties", "papers", "contacts", "region",
        "credit_code", "isbn", "hours", "when", "period", "promise", "dates", "fact",
    )
)  # fmt: skip
"""What must stay text when it is typed: a spreadsheet would make a number or a date of it."""

_MONEY = frozenset(("money", "spending"))
_FLAGS = frozenset(("flag", "priced_flag"))
_KNOWN: Mapping[str, type[Term]] = {"activity": ActivityKind, "items": Facility}
"""The words of those columns that hold more than words."""

_LISTS = frozenset(("words", "items"))
_NARROWEST, _WIDEST = 8, 48
_LEAST = {"text": 16, "hours": 24, "when": 20, "items": 28, "words": 20, "date": 12, "moment": 18}
"""What takes room that its header does not: an empty sheet is there to be filled in."""


@cache
def _hints() -> Mapping[str, Any]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    return tomllib.loads(data.text("tables/hints.toml"))


def _said(lang: Lang, *path: str) -> str:
    found: Any = _hints()
    for step in path:
        found = found.get(step, {})
    return found[lang == "en"] if found else ""


def _choices(column: layout.Column, lang: Lang) -> tuple[str, ...] | None:
    """Return what a drop-down offers; None: anything may be typed."""
    if column.kind in _FLAGS:
        return tuple(print_flag(one, lang) for one in (True, False))
    if column.kind == "word" and column.vocabulary is not None:
        return tuple(print_word(word, lang) for word in column.vocabulary)
    return None


def _words(column: layout.Column, lang: Lang) -> str:
    """Return the words that a column knows, as one text; empty: it knows none."""
    listed = _KNOWN.get(column.kind, column.vocabulary)
    return BETWEEN[lang].join(print_word(word, lang) for word in listed or ())


def _note(sheet: layout.SheetLayout, column: layout.Column, lang: Lang) -> str:
    """Return what the comment on a header says: whether it is needed, what it holds, an example."""
    words = _words(column, lang)
    given = column.path == "id" or (sheet.name, column.path) in layout.DERIVED
    parts = [_said(lang, "said", "required") if column.required and not given else ""]
    own = _said(lang, "columns", f"{sheet.name}.{column.path}")
    if column.path == "id":
        parts.append(_said(lang, "said", "id"))
    else:
        parts.append(own or _said(lang, "kinds", column.kind))
    if words and "{words}" not in parts[-1]:
        parts.append(_said(lang, "said", "several" if column.kind in _LISTS else "words"))
    if column.sensitive:
        parts.append(_said(lang, "said", "sensitive"))
    return ("" if lang == "zh" else " ").join(filter(None, parts)).format(words=words)


def _shown(value: raw.Written) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return "2026-01-13 09:30"
        case date():
            return "2026-01-13"
    return str(value)


def _width(header: str, kind: str, values: Iterable[raw.Written]) -> int:
    """Return a width in which the header and nearly every value show whole."""
    lines = (line for one in values for line in _shown(one).split("\n"))
    widest = max(map(width_of, lines), default=0)
    # the header is bold, and the arrow of the filter stands on it
    least = _LEAST.get(kind, _NARROWEST)
    return min(_WIDEST, max(least, width_of(header) + 4, widest + 2))


def headed(
    sheet: layout.SheetLayout,
    columns: Iterable[layout.Column],
    rows: Sequence[tuple[raw.Written, ...]],
    lang: Lang,
) -> tuple[raw.Column, ...]:
    """Return columns of a sheet as they are written above the rows.

    >>> sheet = layout.layouts()["stations"]
    >>> columns = headed(sheet, sheet.columns.values(), (), "zh")
    >>> columns[4].header, columns[4].choices
    ('类型', ('综合型', '基础型', '流动'))
    >>> print(columns[2].note)
    必填。六位行政区划代码，例如 370502。
    """
    return tuple(
        raw.Column(
            column.header(lang),
            width=_width(column.header(lang), column.kind, (row[number] for row in rows)),
            text=column.kind in _TEXT,
            choices=_choices(column, lang),
            note=_note(sheet, column, lang),
            places=2 if column.kind in _MONEY else None,
        )
        for number, column in enumerate(columns)
    )
