"""The days off by law, and which weekdays of an announced holiday were swapped for weekends.

A notice says which days are off and which weekend days are worked; only the regulation tells which
of the days off are the holiday itself. What is left of its weekdays was given for something.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from ridehire_partybuild import data

__all__ = [
    "REGULATION",
    "festivals",
    "fixed_days_off",
    "is_statutory",
    "named_days",
    "statutory_days",
    "swapped",
]

REGULATION = "全国年节及纪念日放假办法"
"""The regulation's title, under which a day off by law is told."""


@cache
def _table() -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    return tomllib.loads(data.text("statutory-days.toml"))


def _regulation(year: int) -> Mapping[str, Any]:
    versions: list[dict[str, Any]] = _table()["regulation"]
    return next((one for one in reversed(versions) if one["since"] <= year), {})


def _on(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year:04}-{month_and_day}")


@cache
def festivals(year: int) -> Mapping[str, date]:
    """Return the festivals that follow the moon or the sun; nothing outside 2000-2100.

    >>> festivals(2027)["spring_festival"]
    datetime.date(2027, 2, 6)
    """
    table = _table()["festivals"]
    dates = table["dates"].get(str(year), ())
    return {name: _on(year, day) for name, day in zip(table["order"], dates, strict=False)}


@cache
def fixed_days_off(year: int) -> frozenset[date]:
    """Return the days off by law whose dates are the same in every year.

    >>> sorted(str(day) for day in fixed_days_off(2027))[:3]
    ['2027-01-01', '2027-05-01', '2027-05-02']
    """
    return frozenset(_on(year, day) for day in _regulation(year).get("fixed", ()))


@cache
def statutory_days(year: int) -> frozenset[date]:
    """Return every day off by law of ``year``, those of the moon and the sun included.

    >>> date(2024, 9, 17) in statutory_days(2024)  # the fifteenth of the eighth lunar month
    True
    """
    rule, when = _regulation(year), festivals(year)
    if not rule or not when:
        return fixed_days_off(year)
    spring = (when["spring_festival"] + timedelta(days=one) for one in rule["spring_festival"])
    return fixed_days_off(year) | {*spring, *(when[name] for name in rule["moving"])}


_NAMED = {
    "元旦|新年": "01-01",
    "春节|除夕": "spring_festival",
    "清明": "qingming",
    "劳动节|五一": "05-01",
    "端午": "dragon_boat",
    "中秋": "mid_autumn",
    "国庆|十一": "10-01",
}
"""The holidays by the words of a heading: a date of the year, or a festival."""


def named_days(names: str, year: int) -> tuple[date, ...]:
    """Return the first days of the holidays that a heading names.

    >>> [str(day) for day in named_days("国庆节、中秋节", 2025)]
    ['2025-10-06', '2025-10-01']
    """
    when = festivals(year)
    found = (key for words, key in _NAMED.items() if re.search(words, names))
    days = (when.get(key) if key[0].isalpha() else _on(year, key) for key in found)
    return tuple(day for day in days if day is not None)


def is_statutory(day: date) -> bool:
    """Tell whether ``day`` is off by law, whatever a notice adds to it.

    >>> is_statutory(date(2027, 2, 5)), is_statutory(date(2027, 2, 10))
    (True, False)
    """
    return day in statutory_days(day.year)


def swapped(off: Collection[date], makeup_workdays: int) -> tuple[date, ...]:
    """Return the weekdays of one holiday that its make-up workdays pay for: the last of them.

    A statutory day that falls on a weekend is made good by the first weekdays; no text but the
    oldest says which is which.

    >>> [str(day) for day in swapped([date(2024, 9, day) for day in (15, 16, 17)], 1)]
    ['2024-09-16']
    """
    given = sorted(day for day in set(off) if day.weekday() < 5 and not is_statutory(day))
    return tuple(given[-makeup_workdays:]) if makeup_workdays else ()
