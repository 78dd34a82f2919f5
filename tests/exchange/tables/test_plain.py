"""What is normalised in a cell, what is blank, how a list in a cell is divided."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.tables.plain import (
    _NOT_KNOWN,
    free,
    half,
    plain,
    refusal,
    retold,
    split,
    written_float,
)
from ridehire_partybuild.testing.strategies import texts

PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@given(st.text())
def test_half_width_is_half_width_already(text: str) -> None:
    """What was brought to half width once stays as it is."""
    assert half(half(text)) == half(text)
    assert unicodedata.is_normalized("NFC", half(text))


def test_every_printable_character_has_a_full_width_form() -> None:
    """Digits, letters and punctuation, each by the offset that Unicode keeps between them."""
    assert half("".join(chr(ord(char) + 0xFEE0) for char in PRINTABLE)) == half(PRINTABLE)


@given(texts())
def test_free_text_is_only_trimmed(text: str) -> None:
    """Text that people read stays as it stands, but for white space around it."""
    found = free(f"\u3000{text}\u200b ")
    assert found is None or (found in text and found == free(found))
    assert found is not None or half(text).strip("-/").casefold() in {"", *_NOT_KNOWN}


@given(st.text())
def test_free_text_is_in_normal_form(text: str) -> None:
    """What is read is fit for a record: normal form C."""
    found = free(text)
    assert found is None or unicodedata.is_normalized("NFC", found)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("无", "无"),
        ("０１２　Ａ", "012 A"),
        ("a\u00a0 \u3000b\n c", "a b\n c"),
        ("08：30～17：30", "08:30~17:30"),
        ("370502–01", "370502-01"),
        ("A\u030angstro\u0308m", "Ångström"),
        (0, "0"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
    ],
)
def test_plain_text_is_in_half_width(raw: object, read: str) -> None:
    """Spaces, dashes, colons and digits in the one form that the readers know."""
    assert plain(raw) == read


@given(st.lists(st.text("空调a(（", min_size=1, max_size=5)), st.sampled_from("、，,；;\n"))
def test_what_a_list_was_joined_from_is_what_it_is_divided_into(
    parts: list[str], separator: str
) -> None:
    """Any separator divides, brackets hold together what stands in them."""
    closed = [part + ")" * sum(map(part.count, "(（")) for part in parts]
    assert split(separator.join(closed)) == closed
    assert split(f"({separator.join(closed)})") == [f"({separator.join(closed)})"]


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_number_of_a_spreadsheet_shows_its_15_digits(number: object) -> None:
    """Reckoned in binary, shown in decimal: what 15 digits can tell is told exactly."""
    shown = written_float(float(str(number)))
    assert "e" not in shown.lower()
    assert float(shown) == float(str(number))


def test_an_error_about_what_was_made_of_a_cell_shows_the_cell() -> None:
    """Each problem once, with the cell's own value, at the whole."""
    error = InvalidValue(
        [*refusal("item.written", "b").problems, *refusal("item.written", "b").problems]
    )
    assert str(retold(error, "a")) == (
        "Failed to parse 'a' as : expected a count or a date of expiry in brackets, "
        "such as 急救箱(有效期至2026-12-31), got 'a'."
    )
