"""Cells of dates, moments and times of day.

A spreadsheet counts days from 1899-12-30; where a number is read as such a day, a note says so.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from ridehire_partybuild.exchange.problems import type_failure
from ridehire_partybuild.values import SHANGHAI, moment

from .chinese import CLOCK, minutes
from .notes import Note, noted
from .plain import NONE, Taken, none, plain, refusal

__all__ = ["take_clock", "take_date", "take_moment"]

_SERIAL = re.compile(r"\d{5}(?:\.\d{1,20})?", re.ASCII)
_FRACTION = re.compile(r"0\.\d{1,20}", re.ASCII)
_DAYS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4}) ?([-/.]) ?(?P<m>\d{1,2}) ?\2 ?(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)",
    )
)
_TIME = re.compile(CLOCK, re.ASCII | re.IGNORECASE)
_OFFSET = re.compile(r"(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|[+-]\d{2}:?\d{2})", re.ASCII)

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no zones
_FIRST, _LAST = 36526, 73415  # 2000-01-01 to 2100-12-31, the years of the register
_A_DAY = 24 * 60


def _serial(number: float) -> datetime | None:
    """Return the moment of a spreadsheet's number, to the minute; None: out of our years."""
    if not _FIRST <= number < _LAST + 1:
        return None
    return _EPOCH + timedelta(minutes=round(number * _A_DAY))


def _dated(text: str) -> tuple[date, str] | None:
    """Return the date with which a text begins, and the rest of it."""
    for form in _DAYS:
        found = form.match(text)
        if found is not None:
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
            return day, text[found.end() :].strip()
    return None


def _clock(text: str) -> tuple[time, bool] | None:
    """Return the time of day that a text writes, and whether it had seconds."""
    found = _TIME.fullmatch(text)
    minute = None if found is None else minutes(found)
    if found is None or minute is None or minute >= _A_DAY:
        return None
    return time(minute // 60, minute % 60), bool(int(found["second"] or 0))


def take_date(raw: object) -> Taken[date | None]:
    """Read a date as people and spreadsheets write it.

    Raises:
        InvalidValue: another form, or no day of the calendar.

    >>> [take_date(raw).value.isoformat() for raw in ("2025/6/28", "2025年3月1日", "20250628")]
    ['2025-06-28', '2025-03-01', '2025-06-28']
    >>> print(*take_date(45000).notes)
    45000 is a spreadsheet's serial number of a date, read as 2023-03-15
    """
    return _taken(raw, ("date", "time.date"), _date_of_cell, _date_of_text)


def take_moment(raw: object) -> Taken[datetime | None]:
    """Read a date and time of day, in whole minutes of Asia/Shanghai.

    Raises:
        InvalidValue: another form, or a date alone.

    >>> take_moment("2025年11月3日10时5分").value.isoformat()
    '2025-11-03T10:05:00+08:00'
    """
    return _taken(raw, ("datetime", "moment.written"), _moment_of_cell, _moment_of_text)


def take_clock(raw: object) -> Taken[time | None]:
    """Read a time of day.

    Raises:
        InvalidValue: another form; 24:00, which is no time of the day it is said of.

    >>> [str(take_clock(raw).value) for raw in ("14：00", "下午2点半", 0.5833)]
    ['14:00:00', '14:30:00', '14:00:00']
    """
    return _taken(raw, ("time", "clock.written"), _clock_of_cell, _clock_of_text)


T = TypeVar("T")
Found = tuple[T, tuple[Note, ...]] | None
"""What was read, with its notes; None: nothing of the kind."""


def _taken(
    raw: object,
    wanted: tuple[str, str],
    of_cell: Callable[[object], Found[T]],
    of_text: Callable[[str, object], Found[T]],
) -> Taken[T | None]:
    """Read a cell by what it is: text, or a number or date of a spreadsheet."""
    kind, code = wanted
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | date | time | None):
        raise type_failure(kind, raw)
    if isinstance(raw, float) and not math.isfinite(raw):
        raise refusal("number.finite", raw)
    text = plain(raw) if isinstance(raw, str) else None
    if raw is None or (isinstance(raw, str) and text is None):
        return Taken(None)
    if text in NONE:
        return Taken(None, none(raw))
    found = of_cell(raw) if text is None else of_text(text, raw)
    if found is None:
        raise refusal(code, raw)
    return Taken(*found)


def _date_of_number(number: float, raw: object) -> Found[date]:
    at = _serial(number)
    return None if at is None else (at.date(), (noted("date.serial", raw, read=at.date()),))


def _date_of_cell(raw: object) -> Found[date]:
    match raw:
        case datetime():
            day, clock = raw.date(), raw.time()
            return day, () if clock == time() else (noted("date.time", str(raw), read=day),)
        case date():
            return raw, ()
        case int() | float():
            written = isinstance(raw, int) and 10**7 <= raw < 10**8  # 20250628
            return _date_of_text(str(raw), raw) if written else _date_of_number(raw, raw)
    return None


def _date_of_text(text: str, raw: object) -> Found[date]:
    dated = _dated(text)
    if dated is None:
        return _date_of_number(float(text), raw) if _SERIAL.fullmatch(text) else None
    day, rest = dated
    clock = _clock(rest.removeprefix("T")) if rest else (time(), False)
    if clock is None:
        return None
    return day, () if clock == (time(), False) else (noted("date.time", raw, read=day),)


def _minute(at: datetime, raw: object, *, noise: bool = False) -> Found[datetime]:
    """Return a moment of the wall clock in whole minutes; seconds are noted."""
    try:
        # a spreadsheet reckons with fractions of a day: 10:05 may come as 10:04:59.9999
        at = (at + timedelta(milliseconds=500)).replace(microsecond=0) if noise else at
    except OverflowError:
        return None
    aware = moment(at if at.tzinfo else at.replace(tzinfo=SHANGHAI))
    found = aware.replace(second=0, microsecond=0)
    if found == aware:
        return found, ()
    return found, (noted("moment.seconds", raw, read=_shown(found)),)


def _shown(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ", "minutes")


def _moment_of_number(number: float, raw: object) -> Found[datetime]:
    at = _serial(number)
    if at is None:
        return None
    return at.replace(tzinfo=SHANGHAI), (noted("date.serial", raw, read=_shown(at)),)


def _moment_of_cell(raw: object) -> Found[datetime]:
    match raw:
        case datetime():
            found = _minute(raw, str(raw), noise=True)
            if found is not None and raw.time() == time() and raw.tzinfo is None:
                return found[0], (noted("moment.midnight", str(raw), read=_shown(found[0])),)
            return found
        case int() | float():
            return _moment_of_number(raw, raw)
    return None


def _moment_of_text(text: str, raw: object) -> Found[datetime]:
    dated = _dated(text)
    if dated is None:
        return _moment_of_number(float(text), raw) if _SERIAL.fullmatch(text) else None
    day, rest = dated
    rest = rest.removeprefix("T")
    exact = _OFFSET.fullmatch(rest)
    if exact is not None:
        try:
            at = datetime.fromisoformat(f"{day.isoformat()}T{exact[1]}{exact[2]}")
        except ValueError:
            return None
        return _minute(at, raw)
    clock = _clock(rest)
    if clock is None:
        return None
    found = datetime.combine(day, clock[0], SHANGHAI)
    return found, (noted("moment.seconds", raw, read=_shown(found)),) if clock[1] else ()


def _clock_of_number(number: float, raw: object) -> Found[time]:
    if not 0 <= number < 1:
        return None
    minute = round(number * _A_DAY) % _A_DAY
    found = time(minute // 60, minute % 60)
    return found, (noted("clock.fraction", raw, read=found.isoformat("minutes")),)


def _clock_of_cell(raw: object) -> Found[time]:
    match raw:
        case datetime() if raw.year <= 1900:  # a time alone, as some programs keep it
            return _clock_of_cell(raw.time())
        case time():
            found = raw.replace(second=0, microsecond=0, tzinfo=None)
            return found, _seconds(raw, found) if raw.second else ()
        case int() | float():
            return _clock_of_number(raw, raw)
    return None


def _clock_of_text(text: str, raw: object) -> Found[time]:
    if _FRACTION.fullmatch(text):
        return _clock_of_number(float(text), raw)
    clock = _clock(text)
    if clock is None:
        return None
    return clock[0], _seconds(raw, clock[0]) if clock[1] else ()


def _seconds(raw: object, read: time) -> tuple[Note]:
    value = str(raw) if isinstance(raw, time) else raw
    return (noted("moment.seconds", value, read=read.isoformat("minutes")),)
