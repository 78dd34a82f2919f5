"""Notes: every code has a text in both languages, and a note says where it stands."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import ridehire_partybuild
from ridehire_partybuild import PeriodUnit, data
from ridehire_partybuild.exchange.tables.notes import Note, noted

TABLES = Path(ridehire_partybuild.__file__).parent / "exchange" / "tables"
SOURCES = [path.read_text(encoding="utf-8") for path in sorted(TABLES.rglob("*.py"))]
USED = {
    code for text in SOURCES for code in re.findall(r'\bnoted\(\s*"([a-z_]+(?:\.[a-z_]+)*)"', text)
}


def _texts(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in node.items():
        name = f"{path}.{key}".removeprefix(".")
        if set(value) <= {"zh", "en"}:
            yield name, value
        else:
            yield from _texts(value, name)


TEXTS = dict(_texts(tomllib.loads(data.text("messages/notes.toml"))))


def _holes(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_note_says_the_same_in_both_languages(code: str) -> None:
    """Every code has a text in zh and in en, with the same placeholders."""
    text = TEXTS[code]
    assert set(text) == {"zh", "en"}
    assert re.search(r"[\u4e00-\u9fff]", text["zh"])
    assert text["en"].strip()
    assert _holes(text["zh"]) == _holes(text["en"])
    assert "." in code


def test_every_note_that_is_made_has_a_text() -> None:
    """A note without a text could not be shown; there are notes to look for at all."""
    assert "date.serial" in USED
    assert USED - set(TEXTS) == set()


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_that_no_note_bears_is_struck_out(code: str) -> None:
    """A text that nothing says is an error."""
    assert any(f'"{code}"' in text for text in SOURCES)


def test_a_note_stands_at_its_cell_in_both_languages() -> None:
    """The place is told as people point at a cell, then what was read."""
    note = noted("date.serial", 45000, read="2023-03-15")
    there = note.at(sheet="阵地台账", row=7, column="H", header="启用日期")
    assert there.text("zh") == (
        "阵地台账 第 7 行 H 列 启用日期: 45000 是电子表格的日期序号，按 2023-03-15 读取"
    )
    assert str(there) == (
        "阵地台账 row 7 column H 启用日期: "
        "45000 is a spreadsheet's serial number of a date, read as 2023-03-15"
    )
    assert str(note) == "45000 is a spreadsheet's serial number of a date, read as 2023-03-15"


def test_a_note_shows_a_value_as_a_message_does() -> None:
    """Values are escaped, on one line and cut at 80 characters; braces are no placeholders."""
    assert str(noted("when.day", "周\n六")) == r"'周\n六' is a day without hours, kept as words"
    assert len(str(noted("when.day", "周" * 1000))) < 160
    assert "{read}" in str(noted("when.day", "{read}"))


def test_a_word_is_told_by_its_label() -> None:
    """A word of a list is told in the language of the note."""
    note = noted("period.date", "2025-03-01", read=PeriodUnit.MONTH)
    assert note.text("zh").endswith("按月份 月 读取")
    assert note.text("en").endswith("read as the month month")


def test_a_note_without_a_text_or_a_parameter_is_a_key_error() -> None:
    """What the catalogue does not know cannot be told."""
    for note in (Note(code="date.never"), noted("date.serial", 5)):
        with pytest.raises(KeyError):
            note.text()


def test_a_note_is_a_value() -> None:
    """Equal notes are equal, hash alike, and keep parameters of their own."""
    params = {"value": 5}
    note = Note(code="when.day", params=params)
    params["value"] = 6
    assert note == noted("when.day", 5)
    assert hash(note) == hash(noted("when.day", 5))
    assert note.at(row=1) != note
