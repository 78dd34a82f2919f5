"""Text that people read, in both languages."""

import attrs

from ridehire_partybuild.errors import Lang

from .record import Record

__all__ = ["Text"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Text(Record):
    """One text in Chinese and in English; neither may be empty.

    >>> Text(zh="使用面积", en="usable area").in_("zh")
    '使用面积'
    """

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the text in ``lang``."""
        return self.zh if lang == "zh" else self.en
