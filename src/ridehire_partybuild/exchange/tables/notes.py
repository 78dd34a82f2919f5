"""Notes: what was read otherwise than it stands in a cell, for a person to confirm.

A note is no problem: the value was read. A new code is a line in ``data/messages/notes.toml``,
in both languages with the same placeholders, and a call of `noted`.
"""

from collections.abc import Mapping
from typing import Any, Self

import attrs

from ridehire_partybuild.errors import Lang, render, shown
from ridehire_partybuild.errors.problems import place_in_table

__all__ = ["Note", "noted"]


def _copied(params: Mapping[str, Any]) -> dict[str, Any]:
    return dict(params)


def _told(param: object, lang: Lang) -> str:
    """Return a word of a vocabulary by its label, anything else as it prints."""
    label = getattr(param, "label", None)
    return str(label(lang)) if callable(label) else str(param)


@attrs.frozen(kw_only=True)
class Note:
    """One thing that was read otherwise than it stands, and where it stands.

    Attributes:
        code: The kind of note, stable over versions, e.g. ``date.serial``.
        params: What fills the text; ``value`` is what the cell holds.
        sheet: Name of a worksheet.
        row: Row of a table, from 1, the header being a row too.
        column: Letter of a table's column.
        header: The office's own header of that column.

    >>> note = noted("date.serial", 45000, read="2023-03-15")
    >>> print(note.at(row=7, column="H", header="启用日期").text("zh"))
    第 7 行 H 列 启用日期: 45000 是电子表格的日期序号，按 2023-03-15 读取
    """

    code: str
    params: Mapping[str, Any] = attrs.field(factory=dict, converter=_copied, hash=False)
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None

    def text(self, lang: Lang = "en") -> str:
        """Return the note in ``lang``, with its place in front.

        Raises:
            KeyError: there is no text for the code, or a parameter is missing.
        """
        told = {key: _told(one, lang) for key, one in self.params.items()}
        if "value" in self.params:
            told["value"] = shown(self.params["value"])
        text = render(self.code, lang, "notes", **told)
        cell = place_in_table(self.sheet, self.row, self.column, self.header, lang)
        return f"{cell}: {text}" if cell else text

    def at(
        self,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        header: str | None = None,
    ) -> Self:
        """Return the same note, told of this place."""
        return attrs.evolve(self, sheet=sheet, row=row, column=column, header=header)

    def __str__(self) -> str:
        return self.text()


def noted(code: str, value: object, **params: object) -> Note:
    """Return the note of one cell, not yet at its place.

    >>> print(noted("when.day", "周六"))
    '周六' is a day without hours, kept as words
    """
    return Note(code=code, params={"value": value, **params})
