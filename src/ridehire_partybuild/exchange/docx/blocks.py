"""What an official document holds, before it has a form: headings, paragraphs, tables, notes."""

from collections.abc import Sequence
from datetime import date

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.plain import in_a_line

__all__ = [
    "Block",
    "Document",
    "Grid",
    "Heading",
    "Note",
    "Paragraph",
    "clean",
    "day_told",
    "numbered",
    "say",
]

_DIGITS = "〇一二三四五六七八九"


def say(code: str, lang: Lang, **params: object) -> str:
    """Return a text of official documents, its days as these write them.

    GB/T 9704-2012 dates a document so: year, month and day in Arabic digits, without leading zeros.

    >>> from datetime import date
    >>> [say("items.until", lang, day=date(2026, 2, 1)) for lang in ("zh", "en")]
    ['2026年2月1日', '2026-02-01']
    """
    told = {
        name: day_told(one, lang) if isinstance(one, date) else one for name, one in params.items()
    }
    return render(code, lang, "official", **told)


def day_told(day: date, lang: Lang) -> str:
    """Return a day as official documents write it."""
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else str(day)


def clean(text: str) -> str:
    r"""Return what somebody wrote so that it can be written: on one line, characters of XML alone.

    >>> clean("示例\n驿站\ufffe")
    '示例 驿站�'
    """
    return in_a_line(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@attrs.frozen
class Heading:
    """A heading: of the first level 一、, of the second （一）."""

    text: str
    level: int = 1


@attrs.frozen
class Paragraph:
    """A paragraph of the body; one to an addressee begins at the margin."""

    text: str
    is_indented: bool = True


@attrs.frozen
class Note:
    """What is to be said of the table above it."""

    text: str


@attrs.frozen(kw_only=True)
class Grid:
    """A table.

    Attributes:
        header: What stands above each column; it is repeated on each page.
        rows: As many texts in each.
        widths: How wide each column is, in millimetres.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Paragraph | Note | Grid


@attrs.frozen(kw_only=True)
class Document:
    """A document of an office that is not issued yet.

    Attributes:
        lang: The language.
        title: Its title.
        notice: What the guideline is and is not; it stands below the title and on every page.
        blocks: Its body.
    """

    lang: Lang
    title: str
    notice: str
    blocks: Sequence[Block]


def numbered(number: int, level: int, lang: Lang) -> str:
    """Return the number of a heading: "结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注".

    >>> numbered(12, 1, "zh"), numbered(3, 2, "zh"), numbered(3, 1, "en"), numbered(3, 2, "en")
    ('十二、', '（三）', '3. ', '(3) ')
    """
    told = _chinese(number) if lang == "zh" else str(number)
    return say(f"number.level_{level}", lang, number=told)


def _chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    first = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return first + (_DIGITS[ones] if ones else "")
