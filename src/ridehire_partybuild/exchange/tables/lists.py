"""Cells of yes and no, of words of a closed list, and of several things in one cell."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Generic, Self, TypeVar

import attrs

from ridehire_partybuild.errors import InvalidValue, Lang, Problem
from ridehire_partybuild.values import Term

from .amounts import COUNT_UNITS, take_money
from .dates import take_date
from .notes import noted
from .plain import NONE, Reader, Taken, free, half, plain, refusal, retold, split

__all__ = [
    "Item",
    "Labels",
    "items_of",
    "take_flag",
    "take_names",
    "take_priced_flag",
    "word_of",
    "words_of",
]

AnyTerm = TypeVar("AnyTerm", bound=Term)
T = TypeVar("T")

_LANGS: tuple[Lang, ...] = ("zh", "en")
_YES = ("是", "有", "对", "√", "✓", "✔", "☑", "yes", "y", "true", "1")
_NO = ("否", "无", "没有", "暂无", "不是", "×", "✗", "✘", "☒", "x", "no", "n", "false", "0")
_FLAGS = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
_FREE = _FLAGS | {"免费": True, "收费": False, "不免费": False, "有偿": False}
_PRICE = re.compile(
    r"(?P<flag>[^()¥\d]{0,20}?) ?\(?"
    r"(?P<price>¥ ?\d[\d,.]{0,20} ?元?|\d[\d,.]{0,20} ?元)(?:/[^()]{1,5})?\)?",
    re.ASCII,
)


def _flag(raw: object, words: Mapping[str, bool]) -> bool | None:
    if isinstance(raw, bool | int | float):
        if raw in {0, 1}:
            return bool(raw)
        raise refusal("flag.written", raw)
    text = plain(raw)
    if text is None:
        return None
    if text.casefold() not in words:
        raise refusal("flag.written", raw)
    return words[text.casefold()]


def take_flag(raw: object) -> Taken[bool | None]:
    """Read yes or no.

    >>> take_flag("是").value, take_flag("×").value, take_flag(0.0).value, take_flag("—").value
    (True, False, False, None)
    """
    return Taken(_flag(raw, _FLAGS))


def take_priced_flag(raw: object) -> Taken[tuple[bool, int | None] | None]:
    """Read whether something is free, and the price in fen where the cell tells it.

    >>> take_priced_flag("否(9.9元)").value, take_priced_flag("免费").value
    ((False, 990), (True, None))
    """
    text = plain(raw) if isinstance(raw, str) else None
    found = _PRICE.fullmatch(text) if text else None
    if text is None or found is None or text.casefold() in _FREE:
        flag = _flag(raw, _FREE)
        return Taken(None if flag is None else (flag, None))
    try:
        free_of_charge = _flag(found["flag"] or "否", _FREE)
        fen = take_money(found["price"]).value
    except InvalidValue as error:
        raise retold(error, raw) from None
    if free_of_charge is None or fen is None:
        raise refusal("flag.written", raw)
    return Taken((free_of_charge, fen), (noted("flag.price", raw, read=Decimal(fen) / 100),))


class Labels(str):
    """The words of a list, for a message: their codes as text, their labels in a language.

    >>> from ridehire_partybuild import Tier
    >>> Labels(Tier), Labels(Tier).label("zh")
    ('comprehensive, basic, mobile', '综合型、基础型、流动')
    """

    __slots__ = ("kind",)
    kind: type[Term]

    def __new__(cls, kind: type[Term]) -> Self:
        """Join the codes."""
        made = super().__new__(cls, ", ".join(kind))
        made.kind = kind
        return made

    def label(self, lang: Lang) -> str:
        """Return the words that people read."""
        return {"zh": "、", "en": ", "}[lang].join(word.label(lang) for word in self.kind)


def _key(text: str) -> str:
    return half(text).casefold()


def _known(
    kind: type[AnyTerm], aliases: Mapping[str, AnyTerm] | None
) -> Callable[[], dict[str, AnyTerm]]:
    """Return what looks up the words of a list by code, label and alias; labels are read late."""

    @cache
    def table() -> dict[str, AnyTerm]:
        called = {_key(word.value): word for word in kind}
        for lang in _LANGS:
            called |= {_key(word.label(lang)): word for word in kind}
        return called | {_key(name): word for name, word in (aliases or {}).items()}

    return table


def word_of(kind: type[AnyTerm], aliases: Mapping[str, AnyTerm] | None = None) -> Reader[AnyTerm]:
    """Return the reader of one word of a list: its code, a label, or one of the ``aliases``.

    >>> from ridehire_partybuild import Channel
    >>> take = word_of(Channel, {"现场+线上": Channel.BOTH})
    >>> str(take("线上").value), str(take("现场＋线上").value)
    ('online', 'both')
    """
    known = _known(kind, aliases)

    def take(raw: object) -> Taken[AnyTerm | None]:
        text = plain(raw)
        if text is None:
            return Taken(None)
        if text.casefold() not in known():
            raise refusal("vocabulary", raw, wanted=Labels(kind))
        return Taken(known()[text.casefold()])

    return take


def _several(raw: object, one: Callable[[str], T]) -> tuple[T, ...] | None:
    """Read each part of a list in one cell; every part that cannot be read is told."""
    text = plain(raw)
    if text is None:
        return None
    if text in NONE:
        return ()
    read: list[T] = []
    wrong: list[Problem] = []
    for part in split(text):
        try:
            read.append(one(part))
        except InvalidValue as error:
            wrong += error.problems
    if wrong:
        raise InvalidValue(wrong)
    return tuple(read)


def words_of(
    kind: type[AnyTerm], aliases: Mapping[str, AnyTerm] | None = None
) -> Reader[tuple[AnyTerm, ...]]:
    """Return the reader of several words of a list in one cell; 无 is none of them.

    >>> from ridehire_partybuild import Posting
    >>> take = words_of(Posting)
    >>> [str(word) for word in take("服务清单、开放时间").value], take("无").value
    (['service_list', 'opening_hours'], ())
    """
    word = word_of(kind, aliases)

    def one(part: str) -> AnyTerm:
        found = word(part).value
        if found is None:
            raise refusal("vocabulary", part, wanted=Labels(kind))
        return found

    return lambda raw: Taken(_several(raw, one))


@attrs.frozen
class Item(Generic[AnyTerm]):
    """One thing of a list in one cell: what it is, how many, good until which day."""

    word: AnyTerm
    count: int | None = None
    expires_on: date | None = None


_UNIT = "|".join(sorted(COUNT_UNITS, key=len, reverse=True)) + "|盒|箱|只|排|米|个以上"
_COUNT = re.compile(rf"[×x*]? ?(\d{{1,9}}) ?(?:{_UNIT})?", re.ASCII | re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?P<word>.+?) ?(?:[×x*] ?(\d{{1,9}}) ?(?:{_UNIT})?|(\d{{1,9}}) ?(?:{_UNIT}))",
    re.ASCII | re.IGNORECASE,
)
_BEFORE = re.compile(rf"(\d{{1,9}}) ?(?:{_UNIT}) ?(?P<word>\D.*)", re.ASCII | re.IGNORECASE)
_EXPIRY = re.compile(
    r"(?:有效期限?|有效|到期日?期?|失效日期|截止日?期?|expires|until)? ?(?:至|到|为)? ?:? ?"
    r"(?P<day>\d{4}[-/.年]?[^,;]{2,16}?) ?(?:到期|止|为止|前有效)?",
    re.ASCII | re.IGNORECASE,
)
_WHOLE = re.compile(r"(?P<head>[^()]*)(?P<details>(?:\([^()]*\) ?)*)")


def _counted(head: str, known: Mapping[str, AnyTerm]) -> tuple[str, int | None]:
    """Return the name and the count before or behind it."""
    if head.casefold() in known:
        return head, None
    for form in (_BEHIND, _BEFORE):
        found = form.fullmatch(head)
        if found is not None:
            digits = next(one for one in found.groups() if one and one.isdecimal())
            return found["word"], int(digits)
    return head, None


def _detailed(detail: str, part: str) -> tuple[int | None, date | None]:
    """Return the count or the day that stands in brackets."""
    counted, expiry = _COUNT.fullmatch(detail), _EXPIRY.fullmatch(detail)
    if counted is not None:
        return int(counted[1]), None
    if expiry is None:
        raise refusal("item.written", part)
    try:
        return None, take_date(expiry["day"]).value
    except InvalidValue as error:
        raise retold(error, part) from None


def items_of(
    kind: type[AnyTerm], aliases: Mapping[str, AnyTerm] | None = None
) -> Reader[tuple[Item[AnyTerm], ...]]:
    """Return the reader of things in one cell, each with its count and the day it is good until.

    Raises:
        InvalidValue: a problem for each thing that cannot be read, with its own text.

    >>> from ridehire_partybuild import Facility
    >>> for item in items_of(Facility)("空调2台、桌椅(4套)、急救箱(有效期至2026-12-31)").value:
    ...     print(item.word, item.count, item.expires_on)
    air_conditioner 2 None
    table_and_chairs 4 None
    first_aid_box None 2026-12-31
    """
    known = _known(kind, aliases)

    def one(part: str) -> Item[AnyTerm]:
        whole = _WHOLE.fullmatch(part)
        head = part if whole is None else whole["head"].strip()
        name, count = _counted(head, known())
        if whole is None or name.casefold() not in known():
            raise refusal("vocabulary", part, wanted=Labels(kind))
        expires: date | None = None
        for bracket in re.findall(r"\(([^()]*)\)", whole["details"]):
            for detail in split(bracket):
                many, until = _detailed(detail, part)
                count, expires = (many or count), (until or expires)
        return Item(known()[name.casefold()], count, expires)

    return lambda raw: Taken(_several(raw, one))


def take_names(raw: object) -> Taken[tuple[str, ...] | None]:
    """Read several names in one cell, each as it stands; 无 is none.

    >>> take_names("市交通运输局示例、示例（一）公司").value
    ('市交通运输局示例', '示例（一）公司')
    """
    text = free(raw)
    if text is None:
        return Taken(None)
    return Taken(() if text in NONE else tuple(split(text)))
