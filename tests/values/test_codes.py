"""Credit codes follow GB 32100-2015, numbers of books ISO 2108."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import CreditCode, InvalidValue, Isbn
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


def test_the_example_of_the_standard_is_an_organisation() -> None:
    """GB 11714-1997 reckons the check of D2143569 itself: it is X."""
    code = "91370500D2143569X7"
    assert str(CreditCode.parse(code)) == code


def _organisation(body: str) -> str:
    """Return the check as GB 11714 words it: 11 less the weighted sum modulo 11; X for 10."""
    total = sum(int(char, 36) * n for char, n in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


@given(code=strategies.credit_codes(), body=st.text(ALPHABET, min_size=8, max_size=8))
def test_the_organisation_in_a_credit_code_has_a_check_of_its_own(
    code: CreditCode, body: str
) -> None:
    """The 9 places from the ninth on are an organisation code: no other check is taken."""
    assert str(code)[16] == _organisation(str(code)[8:16])
    with pytest.raises(InvalidValue) as caught:
        CreditCode.parse("91370500" + body + ("1" if _organisation(body) == "0" else "0") + "0")
    (problem,) = caught.value.problems
    assert (problem.params["position"], problem.params["wanted"]) == (17, _organisation(body))


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


@given(isbn=strategies.isbns())
def test_any_single_substitution_in_an_isbn_is_refused(isbn: Isbn) -> None:
    """ISO 2108: a check digit of weights 1 and 3 modulo 10 sees every single substitution."""
    text = str(isbn)
    for place in range(13):
        for char in "0123456789".replace(text[place], ""):
            with pytest.raises(InvalidValue):
                Isbn.parse(text[:place] + char + text[place + 1 :])


OLD_BODIES = st.text("0123456789", min_size=9, max_size=9)


def _old(body: str) -> str:
    """Return the number of ten places of that body, reckoned as ISO 2108:1992 words it.

    "the weighted sum of the ten digits, with weights 10 to 1, is divisible by 11": the check
    digit is found by trying each of the eleven.
    """
    for check in "0123456789X":
        digits = [*map(int, body), 10 if check == "X" else int(check)]
        weighted = zip(digits, range(10, 0, -1), strict=True)
        if sum(digit * weight for digit, weight in weighted) % 11 == 0:
            return body + check
    raise AssertionError(body)


@given(body=OLD_BODIES, cuts=st.sets(st.integers(1, 9), max_size=3))
def test_an_old_number_becomes_the_one_of_thirteen_digits(body: str, cuts: set[int]) -> None:
    """A number of ten places is that of 978 and its first nine, hyphens or not."""
    old = _old(body)
    written = "".join(f"-{char}" if place in cuts else char for place, char in enumerate(old))
    isbn = Isbn.parse(written)
    assert str(isbn)[:12] == f"978{body}"
    assert isbn == Isbn.parse(f"978-{body}-{str(isbn)[12]}") == Isbn(str(isbn))
    for check in "0123456789X".replace(old[9], ""):
        with pytest.raises(InvalidValue) as caught:
            Isbn.parse(body + check)
        assert [one.code for one in caught.value.problems] == ["isbn.check"]


@pytest.mark.interop
@given(isbn=strategies.isbns(), body=OLD_BODIES, text=st.text("0123456789X-", max_size=17))
def test_isbns_agree_with_stdnum(isbn: Isbn, body: str, text: str) -> None:
    """What we take, python-stdnum takes, to the same number; what it refuses, we refuse."""
    stdnum = pytest.importorskip("stdnum.isbn", reason="python-stdnum is not installed")
    assert stdnum.validate(str(isbn)) == str(isbn)
    assert str(Isbn.parse(_old(body))) == stdnum.to_isbn13(_old(body))
    if not stdnum.is_valid(text):
        with pytest.raises(InvalidValue):
            Isbn.parse(text)


REFUSED_ISBNS = {
    "9787544000011": (
        "expected 7 at position 13 (check digit), got 1.",
        "应为第 13 位校验码为 7，实际为 1。",
    ),
    "7-5440-0001-0": (
        "expected X at position 10 (check digit), got 0.",
        "应为第 10 位校验码为 X，实际为 0。",
    ),
    "9777544000017": (
        "expected 978 or 979 in the first three places, got 977.",
        "应为前三位为 978 或 979，实际为 977。",
    ),
    "978754400001": (
        "expected 13 digits, got 12 characters.",
        "应为 13 位数字，实际为 12 个字符。",
    ),
    "": ("expected 13 digits, got 0 characters.", "应为 13 位数字，实际为 0 个字符。"),
    "97875440000l7": (
        "expected 13 digits, got 'l' at position 12.",
        "应为 13 位数字，实际为第 12 位的 'l'。",
    ),
    "75440000IX": (
        "expected 9 digits, got 'I' at position 9.",
        "应为 9 位数字，实际为第 9 位的 'I'。",
    ),
    "978-7-5440-0001-77": (
        "expected 13 digits, got '-' at position 4.",
        "应为 13 位数字，实际为第 4 位的 '-'。",
    ),
    "9７87544000017": (
        "expected 13 digits, got '７' at position 2.",
        "应为 13 位数字，实际为第 2 位的 '７'。",
    ),
}


@pytest.mark.parametrize("text", REFUSED_ISBNS)
def test_a_refused_isbn_says_what_is_wrong(text: str) -> None:
    """Where it is wrong, and what would be right, in en and zh."""
    english, chinese = REFUSED_ISBNS[text]
    with pytest.raises(InvalidValue) as caught:
        Isbn.parse(text)
    assert caught.value.text("en") == f"Failed to parse {text!r} as Isbn: {english}"
    assert caught.value.text("zh") == f"无法将 {text!r} 解析为国际标准书号：{chinese}"


def test_a_check_character_that_is_none_breaks_no_message() -> None:
    """What stands in its place is told so that a message stays one line."""
    with pytest.raises(InvalidValue) as caught:
        Isbn.parse("978011733\n")
    assert str(caught.value) == (
        r"Failed to parse '978011733\n' as Isbn: "
        r"expected 4 at position 10 (check digit), got '\n'."
    )
