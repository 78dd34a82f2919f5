"""Printing single cells: what the readers of cells read, written as people would write it.

Each function is the inverse of a reader of `cells`: what it prints of a value, that reader reads
as the same value. What is not known is a blank cell and is never printed. Text, codes, opening
hours, periods and cadences print as ``str`` tells; numbers, days and moments are cells of their
own kind.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from ridehire_partybuild.errors import Lang
from ridehire_partybuild.values import Term

from .lists import take_names
from .plain import LONGEST_CELL

__all__ = [
    "BETWEEN",
    "print_flag",
    "print_items",
    "print_money",
    "print_names",
    "print_word",
    "print_words",
]

_FLAGS: Mapping[Lang, tuple[str, str]] = {"zh": ("否", "是"), "en": ("no", "yes")}
BETWEEN: Mapping[Lang, str] = {"zh": "、", "en": ", "}
"""What stands between the parts of a list in one cell."""

_NONE: Mapping[Lang, str] = {"zh": "无", "en": "none"}
_UNTIL: Mapping[Lang, str] = {"zh": "(有效期至{})", "en": " (until {})"}


class Thing(Protocol):
    """A facility, or what else is counted and good until some day."""

    @property
    def kind(self) -> Term:
        """What it is."""

    @property
    def count(self) -> int | None:
        """How many there are."""

    @property
    def expires_on(self) -> date | None:
        """The last day on which it is good."""


def print_flag(value: bool, lang: Lang = "zh") -> str:  # noqa: FBT001 - the value to be printed
    """Print yes or no.

    >>> print_flag(True), print_flag(False, "en")
    ('是', 'no')
    """
    return _FLAGS[lang][value]


def print_money(fen: int) -> Decimal:
    """Print an amount of fen in yuan, to the fen and exactly.

    >>> print_money(120_050), print_money(990)
    (Decimal('1200.50'), Decimal('9.90'))
    """
    # by hand: the arithmetic of decimals rounds as the caller's context says
    return Decimal((int(fen < 0), tuple(map(int, str(abs(fen)))), -2))


def print_word(value: Term, lang: Lang = "zh") -> str:
    """Print a word of a closed list by its label.

    >>> from ridehire_partybuild import Tier
    >>> print_word(Tier.BASIC), print_word(Tier.BASIC, "en")
    ('基础型', 'basic')
    """
    return value.label(lang)


def _several(printed: Iterable[str], lang: Lang) -> str:
    return BETWEEN[lang].join(printed) or _NONE[lang]


def print_names(values: Iterable[str], lang: Lang = "zh") -> str:
    """Print several names in one cell; none of them: the word for it.

    Names that would not be read back one by one, a comma in one say, print as a list of JSON.

    >>> print_names(["示例局", "示例协会"]), print_names([]), print_names(["甲、乙"])
    ('示例局、示例协会', '无', '["甲、乙"]')
    """
    names = tuple(values)
    joined = _several(names, lang)
    plain = len(joined) <= LONGEST_CELL and not joined.startswith("[")
    if plain and take_names(joined).value == names:
        return joined
    return json.dumps(names, ensure_ascii=False)


def print_words(values: Iterable[Term], lang: Lang = "zh") -> str:
    """Print several words of a closed list in one cell.

    >>> from ridehire_partybuild import Posting
    >>> print_words([Posting.SERVICE_LIST, Posting.OPENING_HOURS])
    '服务清单、开放时间'
    """
    return _several((print_word(one, lang) for one in values), lang)


def _item(one: Thing, lang: Lang) -> str:
    many = "" if one.count is None else f"×{one.count}"
    until = "" if one.expires_on is None else _UNTIL[lang].format(one.expires_on.isoformat())
    return f"{print_word(one.kind, lang)}{many}{until}"


def print_items(values: Iterable[Thing], lang: Lang = "zh") -> str:
    """Print facilities in one cell, each with its count and the last day on which it is good.

    >>> from datetime import date
    >>> from ridehire_partybuild import Facility, FacilityItem
    >>> box = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 12, 31))
    >>> cold = FacilityItem(kind=Facility.AIR_CONDITIONER, count=2)
    >>> print_items([cold, box]), print_items([box], "en"), print_items([])
    ('空调×2、急救箱(有效期至2026-12-31)', 'first-aid box (until 2026-12-31)', '无')
    """
    return _several((_item(one, lang) for one in values), lang)
