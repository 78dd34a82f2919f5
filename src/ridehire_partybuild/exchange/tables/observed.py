"""What was observed: which fact a label means, and what its value says."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from ridehire_partybuild.guideline import FACTS, Fact, FactKind

from .amounts import AREA_UNITS, COUNT_UNITS, HOUR_UNITS, number_of, take_percent
from .dates import take_date
from .layout import key_of, listed, word_aliases
from .lists import take_flag, word_of, words_of
from .notes import noted
from .plain import Taken, free, plain, split

__all__ = ["take_fact", "take_observed", "take_own_fact"]

_UNITS = {
    "m2": AREA_UNITS, "hours": HOUR_UNITS, "percent": ("%",), "none": (),
}  # fmt: skip
_PASSED = {
    "合格": True, "达标": True, "通过": True, "符合": True, "已": True,
    "不合格": False, "不达标": False, "未通过": False, "不符合": False, "未": False,
}  # fmt: skip


@cache
def _named() -> Mapping[str, str]:
    """Return the facts by all that people call them."""
    found = {key_of(label): name for label, name in listed("facts").items()}
    for fact in FACTS.values():
        for called in (fact.name, fact.label.zh, fact.label.en):
            found.setdefault(key_of(called), fact.name)
    return found


def take_fact(raw: object) -> Taken[str | None]:
    """Read which fact is meant, by its label, with or without its unit, or by its name.

    >>> take_fact("使用面积（㎡）").value, take_fact("消防设施检测").value
    ('site.area_m2', 'fire_safety.passed')
    >>> print(*take_fact("绿化面积").notes)
    '绿化面积' is no fact of the catalogue, kept as written
    """
    text = free(raw)
    if text is None:
        return Taken(None)
    key = key_of(text)
    bare = key.partition("(")[0] if key.endswith(")") else key
    found = _named().get(key) or _named().get(bare)
    return Taken(text, (noted("fact.unknown", raw),)) if found is None else Taken(found)


def take_own_fact(raw: object) -> Taken[str | None]:
    """Read a fact in a table that this library wrote: what is none stands in it letter by letter.

    A text that is none but looks like one is written as a text of JSON.

    >>> [take_own_fact(one).value for one in ("使用面积", " 绿化面积", '"使用面积"')]
    ['site.area_m2', ' 绿化面积', '使用面积']
    """
    if not isinstance(raw, str):
        return take_fact(raw)
    if raw.startswith('"'):
        try:
            told = json.loads(raw)
        except (ValueError, RecursionError):
            told = None
        if isinstance(told, str):
            return Taken(told)
    found = take_fact(raw)
    return Taken(raw) if found.notes or found.value is None else found


def _flag(raw: object, _: Fact | None) -> Taken[Any]:
    text = plain(raw) if isinstance(raw, str) else None
    return Taken(_PASSED[text]) if text in _PASSED else take_flag(raw)


def _number(raw: object, fact: Fact | None) -> Taken[Any]:
    if fact is not None and fact.unit == "percent":
        return take_percent(raw)
    return number_of(_UNITS.get("none" if fact is None else fact.unit, COUNT_UNITS))(raw)


def _word(raw: object, fact: Fact | None) -> Taken[Any]:
    if fact is None or fact.vocabulary is None:
        return Taken(raw if isinstance(raw, str) else free(raw))
    found = word_of(fact.vocabulary, word_aliases(fact.vocabulary))(raw).value
    return Taken(None if found is None else found.value)


def _words(raw: object, fact: Fact | None) -> Taken[Any]:
    if isinstance(raw, str) and raw.startswith("["):
        try:
            told = json.loads(raw)
        except (ValueError, RecursionError):
            told = None
        if isinstance(told, list) and all(isinstance(one, str) for one in told):
            return Taken(tuple(told))
    if fact is None or fact.vocabulary is None:
        text = free(raw)
        return Taken(None if text is None else tuple(split(text)))
    found = words_of(fact.vocabulary, word_aliases(fact.vocabulary))(raw).value
    return Taken(None if found is None else tuple(one.value for one in found))


def _date(raw: object, _: Fact | None) -> Taken[Any]:
    found = take_date(raw)
    return Taken(None if found.value is None else found.value.isoformat(), found.notes)


_READ: Mapping[FactKind, Callable[[object, Fact | None], Taken[Any]]] = {
    FactKind.NUMBER: _number,
    FactKind.FLAG: _flag,
    FactKind.WORD: _word,
    FactKind.WORDS: _words,
    FactKind.DATE: _date,
}


def _as_it_is(raw: object) -> Taken[Any]:
    """Keep the value of a fact that nobody knows: a number as one, anything else as text."""
    if isinstance(raw, bool):
        return Taken(raw)
    if isinstance(raw, int | float):
        return number_of()(raw)
    if isinstance(raw, date):
        return _date(raw, None)
    return Taken(free(raw))


def take_observed(raw: object, fact: str | None, kind: FactKind | None) -> Taken[Any]:
    """Read what was observed of a fact.

    Args:
        raw: The cell.
        fact: Name of the fact, if it is one of the catalogue; None: not known.
        kind: What the value is, where the table says so itself: then it is read as it stands.

    Raises:
        InvalidValue: nothing that the fact can be.

    >>> take_observed("合格", "fire_safety.passed", None).value
    True
    >>> take_observed("86%", "drivers.satisfied", None).value
    Decimal('86')
    """
    if kind is not None:
        return _READ[kind](raw, None)
    known = FACTS.get(fact or "")
    if known is None:
        return _as_it_is(raw)
    return _READ[known.kind](raw, known)
