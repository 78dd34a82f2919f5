"""What is told beside a table fits into its cell, whatever it is made of."""

import pytest

from ridehire_partybuild.exchange.tables.raw import LONGEST_CELL
from ridehire_partybuild.exchange.tables.stored import escaped
from ridehire_partybuild.exchange.tables.writing import fitted


@pytest.mark.parametrize("text", ["", "无法将 -3 解析为使用面积", "x" * LONGEST_CELL, "_x0041_"])
def test_what_fits_is_told_whole(text: str) -> None:
    """Nothing is cut that a cell can hold."""
    assert fitted(text) == text


def test_what_does_not_fit_is_cut_and_says_so() -> None:
    """An ellipsis is the last that a cell can hold."""
    assert fitted("x" * (LONGEST_CELL + 1)) == "x" * (LONGEST_CELL - 1) + "…"
    assert fitted("a\0b") == "a\ufffdb"


def test_what_is_written_longer_than_it_is_read_is_cut_as_it_is_written() -> None:
    """``_x0041_`` is an escape, and is escaped itself: it takes twice its place."""
    told = fitted("_x0041_" * 4_000)
    assert len("_x0041_" * 4_000) < LONGEST_CELL
    assert 0 < len(escaped(told)) <= LONGEST_CELL
    assert told.endswith("…")
    assert ("_x0041_" * 4_000).startswith(told[:-1])
