"""Strategies for texts, ids, regions and credit codes."""

import unicodedata
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.values import CreditCode, Id, Level, Region, StationId
from ridehire_partybuild.values.identifiers import _ALPHABET, _check, _organisation_check

from .choices import Choices, built

__all__ = [
    "COUNTIES",
    "PHRASES",
    "REGIONS",
    "credit_codes",
    "ids",
    "read_credit_code",
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
)
"""Texts that break what is careless, of at most 100 characters."""

COUNTIES = tuple(
    Region.parse(code)
    for code in ("370502", "370505", "370503", "370521", "370522", "370523", "370116", "110101")
)
"""370521 held until 2016, 370505 from 2016, 370116 from 2018; 110101 is not in the table."""

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


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def ids(kind: type[AnyId]) -> st.SearchStrategy[AnyId]:
    """Return ids of one kind: the office's habits first, then any token."""
    known = st.sampled_from(["1", "370502-01", "阵地一", "𠮷-1", "a/b", "Ⅷ:2", "x" * 64])
    alphabet = st.characters(exclude_categories=("C", "Z"))
    return (known | st.text(alphabet, min_size=1, max_size=21).map(_normal)).map(kind)


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


def credit_codes() -> st.SearchStrategy[CreditCode]:
    """Return credit codes whose two check characters are right."""
    return built(16, read_credit_code)
