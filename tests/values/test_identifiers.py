"""Ids are tokens; credit codes follow GB 32100-2015."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import CreditCode, Id, InvalidValue, StationId
from ridehire_partybuild.testing import strategies

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z


@given(code=strategies.credit_codes())
def test_any_single_substitution_in_a_credit_code_is_refused(code: CreditCode) -> None:
    """Law 21: any single substitution in a credit code is refused, at each of the 18 places."""
    text = str(code)
    for place in range(18):
        for char in ALPHABET.replace(text[place], ""):
            with pytest.raises(InvalidValue):
                CreditCode.parse(text[:place] + char + text[place + 1 :])


def test_the_main_check_alone_sees_every_substitution() -> None:
    """Law 21 by arithmetic: 31 is prime, so no weight 3^i makes two characters weigh the same."""
    for place in range(17):
        weight = pow(3, place, 31)
        assert len({weight * value % 31 for value in range(len(ALPHABET))}) == len(ALPHABET)


def test_the_organisation_check_alone_does_not() -> None:
    """GB 11714 counts letters as 10 to 35 modulo 11: there 0 and B weigh the same."""
    zero, letter_b = int("0", 36), int("B", 36)
    assert all((zero - letter_b) * weight % 11 == 0 for weight in (3, 7, 9, 10, 5, 8, 4, 2))


@given(code=strategies.credit_codes(), char=st.characters())
def test_a_character_outside_the_alphabet_is_refused(code: CreditCode, char: str) -> None:
    """Lower case is refused, and so is everything else: only tables are normalised."""
    if char in ALPHABET:
        char = char.lower() if char.isalpha() else "I"
    with pytest.raises(InvalidValue) as caught:
        CreditCode.parse(char + str(code)[1:])
    assert caught.value.problems[0].code == "credit_code.character"


@pytest.mark.interop
@given(code=strategies.credit_codes(), place=st.integers(0, 17), char=st.sampled_from(ALPHABET))
def test_credit_codes_agree_with_stdnum(code: CreditCode, place: int, char: str) -> None:
    """What we take, python-stdnum takes; what it refuses, we refuse."""
    uscc = pytest.importorskip("stdnum.cn.uscc", reason="python-stdnum is not installed")
    assert uscc.validate(str(code)) == str(code)
    changed = str(code)[:place] + char + str(code)[place + 1 :]
    if not uscc.is_valid(changed):
        with pytest.raises(InvalidValue):
            CreditCode.parse(changed)


REFUSED_CODES = {
    "91370500TEAT00015": (
        "Failed to parse '91370500TEAT00015' as CreditCode: expected 18 characters, got 17.",
        "无法将 '91370500TEAT00015' 解析为统一社会信用代码：应为 18 个字符，实际为 17 个。",
    ),
    "9137O500TEAT000154": (
        (
            "Failed to parse '9137O500TEAT000154' as CreditCode: expected digits and capital"
            " letters without I, O, S, V and Z, got 'O' at position 5."
        ),
        (
            "无法将 '9137O500TEAT000154' 解析为统一社会信用代码：应为数字和大写字母"
            "（不含 I、O、S、V、Z），实际为第 5 位的 'O'。"
        ),
    ),
    "91370500TEAT000144": (
        (
            "Failed to parse '91370500TEAT000144' as CreditCode: expected 5 at position 17"
            " (check character), got 4."
        ),
        "无法将 '91370500TEAT000144' 解析为统一社会信用代码：应为第 17 位校验码为 5，实际为 4。",
    ),
    "91370500TEAT000155": (
        (
            "Failed to parse '91370500TEAT000155' as CreditCode: expected 4 at position 18"
            " (check character), got 5."
        ),
        "无法将 '91370500TEAT000155' 解析为统一社会信用代码：应为第 18 位校验码为 4，实际为 5。",
    ),
}


@pytest.mark.parametrize("text", REFUSED_CODES)
def test_a_refused_credit_code_says_what_is_wrong(text: str) -> None:
    """One template: what failed, the value, what was expected, what was there; in en and zh."""
    with pytest.raises(InvalidValue) as caught:
        CreditCode.parse(text)
    assert (caught.value.text("en"), caught.value.text("zh")) == REFUSED_CODES[text]


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
@pytest.mark.parametrize("kind", [StationId, CreditCode])
def test_what_is_no_text_is_no_identifier(kind: type[Id], value: object) -> None:
    """Primitive types are strict: 5 is no str."""
    with pytest.raises(InvalidValue) as caught:
        kind(value)  # type: ignore[arg-type]
    actual = type(value).__name__
    assert str(caught.value) == (
        f"Failed to parse {value!r} as {kind.__name__}: expected str, got {actual}."
    )
