"""The base of the closed word lists: a code for documents, and a label in zh and en.

The labels stand in ``data/vocabulary.toml``; a word without both is an error at first use.
"""

from enum import StrEnum
from functools import cache
from typing import cast

from ridehire_partybuild import data
from ridehire_partybuild.errors import Lang

__all__ = ["Term"]


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
