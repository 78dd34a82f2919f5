"""Strategies for texts, ids, regions and credit codes."""

import unicodedata
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.values import (
    CreditCode,
    Id,
    Isbn,
    Level,
    LocalKind,
    Region,
    StationId,
    Text,
)
from ridehire_partybuild.values.codes import _ALPHABET, _check, _isbn_check, _organisation_check

from .choices import Choices, built

__all__ = [
    "COUNTIES",
    "CREDIT_CODES",
    "ISBNS",
    "PHRASES",
    "REGIONS",
    "bilingual_texts",
    "credit_codes",
    "ids",
    "isbns",
    "local_kinds",
    "read_credit_code",
    "read_isbn",
    "regions",
    "station_ids",
    "texts",
]

AnyId = TypeVar("AnyId", bound=Id)

PHRASES = (
    "示例",
    "东营示例充电站阵地",
    "𠮷祥里示例站",  # U+20BB7: not in GBK, two units in UTF-16
    "䶮记（示例）",  # U+4DAE: not in GBK
    "A",
    "Ångström é",
    "=1+1",  # a spreadsheet would reckon it
    'a"b,c;d\\n',
    "<b>&amp;</b>",
    "🚕 司机之家",
    "第一行\n第二行",
    " ㎡·“引号” ",
    "字" * 100,
    "㐂屋",  # U+3402: three times 七, in names
    "x̄ g̈",  # in normal form C, for no one character is the two
    "عربي 12",  # from right to left
    "👩\u200d🚀",  # two signs that are shown as one
)
"""Texts that break what is careless, of at most 100 characters."""

COUNTIES = tuple(
    Region.parse(code)
    for code in (
        "370502",
        "370505",
        "370503",
        "370521",
        "370522",
        "370523",
        "370116",
        "110101",
        "371202",
        "370284",
        "370802",
    )
)
"""370521 held until 2016, 370505 from 2016, 370116 from 2018; 371202 until 2018, as its city did;
370284 until 2012, 370802 until 2013; 110101 is not in the table."""

REGIONS = (*COUNTIES, *(Region.parse(code) for code in ("370500", "371200", "370000", "110000")))


def texts(*, longest: int = 100) -> st.SearchStrategy[str]:
    """Return texts of 1 to ``longest`` characters as every text field takes them.

    Chinese with characters outside GBK, quotes, formulas, markup, line breaks; else any Unicode.
    """
    if longest < 1:
        message = f"no text has at most {longest} characters"
        raise InvalidArgument(message)
    known = st.sampled_from([phrase[:longest] for phrase in PHRASES])
    alphabet = st.characters(exclude_categories=("Cc", "Cs"))
    # normal form C makes at most three characters of one
    free = st.text(alphabet, min_size=1, max_size=max(1, longest // 3))
    return known | free.map(_normal).filter(lambda text: len(text) <= longest)


def bilingual_texts(*, longest: int = 100) -> st.SearchStrategy[Text]:
    """Return texts in both languages, of at most so many characters each.

    >>> from hypothesis import find
    >>> len(find(bilingual_texts(longest=2), lambda one: one.zh != one.en).en) <= 2
    True
    """
    return st.builds(Text, zh=texts(longest=longest), en=texts(longest=longest))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def ids(kind: type[AnyId]) -> st.SearchStrategy[AnyId]:
    """Return ids of one kind: the office's habits first, then any token."""
    begin = "x-" if issubclass(kind, LocalKind) else ""
    longest = begin + "x" * (64 - len(begin))
    known = ["1", "370502-01", "阵地一", "𠮷-1", "㐂-1", "g̈", "שלום", "a/b", "Ⅷ:2", "a,b)"]
    alphabet = st.characters(exclude_categories=("C", "Z"))
    # normal form C makes at most three characters of one
    free = st.text(alphabet, min_size=1, max_size=20).map(_normal)
    token = (st.sampled_from(known) | free).map(lambda text: begin + text) | st.just(longest)
    return token.map(kind)


def local_kinds() -> st.SearchStrategy[LocalKind]:
    """Return kinds of activity of an office's own."""
    return ids(LocalKind)


def station_ids() -> st.SearchStrategy[StationId]:
    """Return ids of stations."""
    return ids(StationId)


def regions(*, level: Level | None = None) -> st.SearchStrategy[Region]:
    """Return regions of one level or of any: in force, out of force, and of another province."""
    return st.sampled_from([one for one in REGIONS if level is None or one.level is level])


def read_credit_code(choices: Choices) -> CreditCode:
    """Read a credit code from 16 bytes: each place any that the standard allows."""
    head = choices.pick("9153") + choices.pick("1239")
    division = "".join(choices.pick("3705021469") for _ in range(6))
    body = head + division + "".join(choices.pick(_ALPHABET) for _ in range(8))
    organisation = body + _organisation_check(body)
    return CreditCode(organisation + _check(organisation))


def read_isbn(choices: Choices) -> Isbn:
    """Read an ISBN from 12 bytes: each place any digit, behind 978 or 979."""
    body = choices.pick(("978", "979")) + "".join(choices.pick("7054412368") for _ in range(9))
    return Isbn(body + _isbn_check(body))


CREDIT_CODES = tuple(
    read_credit_code(Choices(bytes([7 * n, n, *[n * k for k in range(14)]]))) for n in range(4)
)
ISBNS = tuple(read_isbn(Choices(bytes([n, *[n * k for k in range(11)]]))) for n in range(4))
"""A few of each, for records in which nothing depends on which it is."""


def isbns() -> st.SearchStrategy[Isbn]:
    """Return numbers of books whose check digit is right."""
    return built(12, read_isbn)


def credit_codes() -> st.SearchStrategy[CreditCode]:
    """Return credit codes whose two check characters are right."""
    return built(16, read_credit_code)
