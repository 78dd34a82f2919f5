"""The base of the closed word lists: a code for documents, and a label in zh and en.

The labels stand in ``data/vocabulary.toml``; a word without both is an error at first use.
"""

from enum import StrEnum
from functools import cache
from typing import cast

from ridehire_partybuild import data
from ridehire_partybuild.errors import Lang

__all__ = ["Term", "Terms"]


@cache
def _labels() -> dict[str, dict[str, list[str]]]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    return cast("dict[str, dict[str, list[str]]]", tomllib.loads(data.text("vocabulary.toml")))


class Term(StrEnum):
    """A word of a closed list: a stable code, and a label in each language."""

    def label(self, lang: Lang = "en") -> str:
        """Return the word that people read.

        >>> from ridehire_partybuild import Tier
        >>> Tier.BASIC.label("zh")
        '基础型'
        """
        return _labels()[type(self).__name__][self.value][0 if lang == "zh" else 1]


class Terms(tuple[Term, ...]):
    """Words in a message, of which any will do.

    >>> from ridehire_partybuild import Tier
    >>> Terms((Tier.BASIC, Tier.MOBILE)).label("en"), Terms(()).label("zh")
    ('basic or mobile', '无')
    """

    __slots__ = ()

    def label(self, lang: Lang = "en") -> str:
        """Return their labels, one of which is wanted."""
        between, none = ("或", "无") if lang == "zh" else (" or ", "nothing")
        return between.join(one.label(lang) for one in self) or none
