"""Ids are tokens, each kind of record with a type of its own."""

from typing import Any, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import ActorId, CreditCode, Id, InvalidValue, Isbn, StationId
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import id_fields, made_id

REFUSED_IDS = {
    "": ("expected 1 to 64 characters, got 0.", "应为 1 至 64 个字符，实际为 0 个。"),
    "x" * 65: ("expected 1 to 64 characters, got 65.", "应为 1 至 64 个字符，实际为 65 个。"),
    "a b": (
        "expected text without white space or control characters, got ' ' at position 2.",
        "应为不含空白和控制字符的文本，实际为第 2 位的 ' '。",
    ),
    "a\x00b": (
        "expected text without white space or control characters, got '\\x00' at position 2.",
        "应为不含空白和控制字符的文本，实际为第 2 位的 '\\x00'。",
    ),
    "a\u200bb": (
        "expected text without white space or control characters, got '\\u200b' at position 2.",
        "应为不含空白和控制字符的文本，实际为第 2 位的 '\\u200b'。",
    ),
    "e\u0301": (
        "expected text in Unicode normal form C, got 'e\u0301'.",
        "应为 Unicode NFC 规范形式的文本，实际为 'e\u0301'。",
    ),
}


@pytest.mark.parametrize("text", REFUSED_IDS)
def test_a_refused_id_says_what_is_wrong(text: str) -> None:
    """Ids are tokens of 1-64 characters without white space or control characters, NFC."""
    with pytest.raises(InvalidValue) as caught:
        StationId.parse(text)
    english, chinese = REFUSED_IDS[text]
    assert caught.value.text("en") == f"Failed to parse {text!r} as StationId: {english}"
    assert caught.value.text("zh") == f"无法将 {text!r} 解析为阵地编号：{chinese}"


@pytest.mark.parametrize("value", [5, None, b"S-1", 1.5, True])
@pytest.mark.parametrize("kind", [StationId, CreditCode, Isbn])
def test_what_is_no_text_is_no_identifier(kind: type[Id], value: object) -> None:
    """Primitive types are strict: 5 is no str."""
    with pytest.raises(InvalidValue) as caught:
        kind(value)  # type: ignore[arg-type]
    actual = type(value).__name__
    assert str(caught.value) == (
        f"Failed to parse {value!r} as {kind.__name__}: expected str, got {actual}."
    )


CONVERTERS = [getattr(id_fields, name) for name in vars(id_fields) if name.endswith("_id")]


@pytest.mark.parametrize("convert", CONVERTERS, ids=lambda one: one.__name__)
@given(id_=strategies.ids(Id))
def test_a_field_turns_text_into_an_id_of_its_kind(convert: Any, id_: Id) -> None:
    """Text becomes an id of the field's kind; what is no id stays, for the record to refuse."""
    made = convert(str(id_))
    assert made == id_
    assert type(made) is get_type_hints(convert)["return"]
    assert convert(made) is made
    for wrong in ("a b", "", None, 5):
        assert convert(wrong) is wrong


@given(key=st.lists(strategies.texts(longest=9), min_size=1, max_size=3), more=st.integers(0, 9))
def test_a_made_id_depends_on_all_of_its_key(key: list[str], more: int) -> None:
    """Made ids are UUIDv5 of all key fields plus an ordinal: the same key, the same id."""
    made = made_id(*key, more)
    assert made == made_id(*key, more)
    assert (UUID(made).version, made) == (5, str(ActorId(made)))
    assert len({made, made_id(*key, more + 1), made_id(*key), made_id(*key, more, "")}) == 4
