"""How people write numbers, weekdays and times of day in Chinese."""

import re

__all__ = ["CLOCK", "NUMERAL", "WEEKDAYS", "counted", "minutes"]

_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2, "十一": 11, "十二": 12,
}  # fmt: skip

NUMERAL = r"(?:\d{1,3}|十[一二]?|[一二两三四五六七八九])"
"""A number of a few digits, or a Chinese one up to twelve."""

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WEEKDAYS = dict(zip("一二三四五六日1234567", _DAYS * 2, strict=True)) | {"天": "Su"}
"""Weekdays as ``OpeningHours`` writes them, by the character behind 周."""


def counted(text: str) -> int:
    """Return the number that a `NUMERAL` writes.

    >>> counted("十二"), counted("两"), counted("3")
    (12, 2, 3)
    """
    return _NUMERALS[text] if text in _NUMERALS else int(text)


_PARTS = {
    "凌晨": (0, 6), "清晨": (4, 9), "早上": (4, 12), "早晨": (4, 12), "早": (4, 12),
    "上午": (0, 12), "中午": (11, 14), "下午": (12, 19), "午后": (12, 19), "傍晚": (16, 20),
    "晚上": (17, 24), "夜间": (17, 24), "夜里": (17, 24), "晚": (17, 24),
    "am": (0, 11), "pm": (12, 23),
}  # fmt: skip
"""The hours, first and last, that each part of the day may be said of."""

CLOCK = (
    rf"(?:(?P<part>{'|'.join(_PARTS)}) ?)?(?P<hour>\d{{1,2}})"
    r"(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,6})?)?"
    r"|[点时](?: ?(?P<past>[0-5]?\d)分?(?![\d:点时])|(?P<half>半)|[整钟])?)"
    r"(?: ?(?P<after>[ap]m))?"
)
"""A time of day, to be matched without case; its groups go to `minutes`."""


def _hour(part: str, hour: int) -> int | None:
    """Return the hour of the day that an hour is in a part of it; None: none."""
    first, last = _PARTS[part]
    candidates = (hour, hour + 12, *([0] if hour == 12 else []))
    return next((one for one in candidates if first <= one <= last), None)


def minutes(clock: re.Match[str], part: str = "") -> int | None:
    """Return the minutes after midnight of a matched `CLOCK`; None: no such time.

    A part of the day that the clock does not name itself may be given.

    >>> minutes(re.fullmatch(CLOCK, "下午2点半")) // 30, minutes(re.fullmatch(CLOCK, "凌晨2:00"))
    (29, 120)
    >>> minutes(re.fullmatch(CLOCK, "1:30"), "下午"), minutes(re.fullmatch(CLOCK, "凌晨9:00"))
    (810, None)
    """
    said = (clock["part"] or clock["after"] or part).lower()
    hour = int(clock["hour"])
    found = _hour(said, hour) if said else hour
    minute = 30 if clock["half"] else int(clock["minute"] or clock["past"] or 0)
    return None if found is None else found * 60 + minute
