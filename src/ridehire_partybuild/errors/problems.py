"""A problem is data; the exceptions below carry problems and say them when asked."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

import attrs

from .messages import LONGEST_VALUE, Lang, message

__all__ = [
    "ENOUGH",
    "HIDDEN",
    "MOST_TOLD",
    "InvalidDocument",
    "InvalidValue",
    "Problem",
    "Sketch",
    "UnusableRule",
    "first_told",
]

MOST_TOLD = 10_000
"""How many problems one error tells: more than a person goes through, in a few megabytes."""

ENOUGH = MOST_TOLD + 1
"""Whoever has found so many problems need not look for more."""

_MORE = "problems.more"


class Sketch(str):
    """Stands for a value in a message without showing it; prints without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


HIDDEN = Sketch("•••")
_TELLING = ("value", "char", "part", "detail", "key")
"""The parameters that may repeat the value, or some of it."""


_LINE: Mapping[Lang, str] = {"zh": "（第 {} 行）", "en": " (line {})"}
_CELL: Mapping[Lang, tuple[str, str]] = {
    "zh": ("第 {} 行", "{} 列"),
    "en": ("row {}", "column {}"),
}


def _on_one_line(name: str | None) -> str:
    """Return an office's own name so that no message is longer, broken or reversed by it."""
    shown = "".join(c if c.isprintable() else " " for c in (name or "")[:LONGEST_VALUE])
    return " ".join(shown.split()) + ("…" if len(name or "") > LONGEST_VALUE else "")


def place_in_table(
    sheet: str | None, row: int | None, column: str | None, header: str | None, lang: Lang
) -> str:
    """Return how people point at a cell, without its sheet if the table has but one.

    >>> place_in_table("阵地台账", 7, "C", "使用面积", "zh")
    '阵地台账 第 7 行 C 列 使用面积'
    >>> place_in_table(None, 7, "C", None, "en")
    'row 7 column C'
    """
    in_row, in_column = _CELL[lang]
    parts = (
        _on_one_line(sheet),
        None if row is None else in_row.format(row),
        None if column is None else in_column.format(column),
        _on_one_line(header),
    )
    return " ".join(part for part in parts if part)


def _copied(params: Mapping[str, Any]) -> dict[str, Any]:
    return dict(params)


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong with one value, and where it stands.

    Attributes:
        code: The kind of problem, stable over versions, e.g. ``id.duplicate``.
        params: What fills the message: at least ``kind`` (what was being read) and ``value``.
        path: JSON path of the value, ``$`` for the whole.
        line: Line of a text document, from 1.
        sheet: Name of a worksheet.
        row: Row of a table, from 1, the header being a row too.
        column: Letter of a table's column.
        header: The office's own header of that column.

    >>> print(Problem(code="number.range", path="$.seats",
    ...               params={"kind": "seats", "value": -3, "low": 0, "high": 9}))
    $.seats: Failed to parse -3 as seats: expected a number from 0 to 9, got -3.
    """

    code: str
    params: Mapping[str, Any] = attrs.field(factory=dict, converter=_copied, hash=False)
    path: str = "$"
    line: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None

    def text(self, lang: Lang = "en") -> str:
        """Return the message in ``lang``, with the place in front unless it is the whole."""
        line = "" if self.line is None else _LINE[lang].format(self.line)
        where = "" if self.path == "$" else f"{self.path}{line}"
        # who keeps a table knows its cells, not the paths of what was made of them
        cell = place_in_table(self.sheet, self.row, self.column, self.header, lang)
        told = message(self.code, self.params, lang)
        return f"{cell or where}: {told}" if cell or where else told

    def below(self, prefix: str) -> Self:
        """Return the same problem, its path continuing ``prefix`` (``$.stations[2]``)."""
        return attrs.evolve(self, path=prefix + self.path.removeprefix("$"))

    def masked(self) -> Self:
        """Return the same problem without the value, which is nobody's business."""
        told = (key for key in _TELLING if not isinstance(self.params.get(key, HIDDEN), Sketch))
        return attrs.evolve(self, params={**self.params, **dict.fromkeys(told, HIDDEN)})

    def __str__(self) -> str:
        return self.text()


def first_told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, but of very many the first, and at the end that there are more.

    Args:
        problems: Not looked at any further than it takes to know that there are more.

    >>> endless = iter(lambda: Problem(code="cell.missing", params={"kind": "name"}), None)
    >>> told = first_told(endless)
    >>> len(told), told[-1].code, first_told(told) == told
    (10001, 'problems.more', True)
    """
    told: list[Problem] = []
    more = False
    for problem in problems:
        if problem.code == _MORE:  # of a part: it stands at the end of the whole
            more = True
        elif len(told) == MOST_TOLD:
            more = True
            break
        else:
            told.append(problem)
    return (*told, _more()) if more else tuple(told)


def _more() -> Problem:
    params = {"kind": "document", "value": Sketch("…"), "limit": MOST_TOLD}
    return Problem(code=_MORE, params=params)


class _Problems(Exception):  # noqa: N818 - as those below
    """What bad input and unusable rules share: all their problems, in both languages."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = first_told(problems)
        super().__init__(self.problems)

    def text(self, lang: Lang = "en") -> str:
        """Return every problem in ``lang``, one a line."""
        return "\n".join(problem.text(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


class InvalidValue(_Problems, ValueError):  # noqa: N818 - it names the thing, not the event
    """A constructor was given the impossible. ``problems`` holds all of it.

    >>> from ridehire_partybuild import Region
    >>> Region.parse("37X502")
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: Failed to parse '37X502' as Region: expected 6 digits, got 'X' at position 3.
    """  # noqa: E501 - a message is one line

    @classmethod
    def of(cls, code: str, kind: str, value: object, **params: object) -> Self:
        """Return the error of a single problem with the value as a whole."""
        return cls([Problem(code=code, params={"kind": kind, "value": value, **params})])


class InvalidDocument(_Problems):
    """A document could not be read. ``problems`` holds everything wrong with it, at once."""


class UnusableRule(_Problems):
    """A guideline holds a rule that cannot judge anything: not bad input, not a finding."""
