"""Repairs told to people: what to change and hold, when it helps at the earliest, what it gains."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Reading, Value, counted_sessions, tell
from ridehire_partybuild.values import AnyKind, Period

from .findings import percent
from .repairs import Repair

__all__ = ["explain_repair"]

FEW = 3
"""So many periods are listed one by one; of more the first and the last are named."""


def explain_repair(repair: Repair, lang: Lang = "en") -> str:
    """Return one way to make a failed finding pass, as one line.

    Raises:
        KeyError: its catalogue does not have one of its facts.

    >>> from datetime import date
    >>> from ridehire_partybuild import Region, Register, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline, repairs
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> print(explain_repair(repairs(told.findings[0], told)[0], "zh"))
    改为：使用面积：12 平方米；最早 2026-01-15 可转为符合；本对象得分提高 3.1 个百分点
    """
    return render("join.then", lang).join(_parts(repair, lang))


def _parts(repair: Repair, lang: Lang) -> Iterator[str]:
    for code, values in (("changes", repair.changes), ("settles", repair.settles)):
        if values:
            told = (tell(name, Reading(value=value), repair.facts, lang)
                    for name, value in values.items())  # fmt: skip
            yield render(f"repair.{code}", lang, what=render("repair.and", lang).join(told))
    if repair.holds:
        yield render(
            "repair.holds", lang, what=render("repair.and", lang).join(_held(repair, lang))
        )
    if not repair.assigned:
        yield render("repair.waits", lang)
    yield render("repair.not_before", lang, day=repair.not_before.isoformat())
    gain = repair.gain
    low, high = str(percent(gain.low)), str(percent(gain.high))
    if gain.low == gain.high:
        yield render("repair.gain", lang, points=low)
    else:
        yield render("repair.gains", lang, low=low, high=high)


def _held(repair: Repair, lang: Lang) -> Iterator[str]:
    """Yield each kind of session to be held, with its periods."""
    for (kind, times), periods in _by_kind(repair.holds).items():
        told: dict[str, Any] = {"kind": kind.label(lang), "times": times, "count": len(periods)}
        if len(periods) <= FEW:
            listed = render("join.list", lang).join(map(str, periods))
            code = "held_one" if len(periods) == 1 else "held"
            yield render(f"repair.{code}", lang, periods=listed, **told)
        else:
            ends = {"first": str(periods[0]), "last": str(periods[-1])}
            yield render("repair.held_in_all", lang, **ends, **told)


def _by_kind(holds: Mapping[str, Value]) -> dict[tuple[AnyKind, str], list[Period]]:
    found: dict[tuple[AnyKind, str], list[Period]] = {}
    for name, times in holds.items():
        kind, period = counted_sessions(name)
        count = f"{times:f}" if isinstance(times, Decimal) else str(times)
        found.setdefault((kind, count), []).append(period)
    return {key: sorted(periods, key=lambda one: one.start) for key, periods in found.items()}
