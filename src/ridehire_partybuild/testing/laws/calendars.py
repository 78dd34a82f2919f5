"""Law 19: an unannounced year is never called certain."""

from collections.abc import Iterator
from datetime import date, timedelta

from ridehire_partybuild.calendars import Day, WorkCalendar
from ridehire_partybuild.values import Certainty, DayKind, NoticeKind

from .broken import hold

__all__ = ["unannounced_is_never_certain"]

_SENTENCE = "an unannounced year is never called certain"
_FIXED = {
    2025: {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)},
    2008: {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)},
    2000: {(1, 1), (5, 1), (5, 2), (5, 3), (10, 1), (10, 2), (10, 3)},
}
"""The days that the regulation fixes by date, by the first year of the version in force."""


def unannounced_is_never_certain(calendar: WorkCalendar, year: int) -> None:
    """Law 19: a day is ANNOUNCED only if a notice lists it, or rules its year and leaves it out.

    Without a notice of ``year`` only what the regulation fixes by date is STATUTORY, and off; all
    else is ASSUMED. With it, 25-31 December is ASSUMED as long as the next notice is not out,
    which may rule it.
    """
    listed = {day for one in calendar.years for days in one.lists.values() for day in days}
    annual = {one.year for one in calendar.years if one.notice.kind is NoticeKind.ANNUAL}
    for day in _days(year):
        found = calendar.day(day)
        wanted = _certainty(day, listed=day in listed, annual=annual)
        held = (
            found.certainty is wanted
            and calendar.is_certain(day) is (wanted is not Certainty.ASSUMED)
            and _is_plain(found)
        )
        hold(19, _SENTENCE, true=held, shown=found)


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=offset) for offset in range(366 if _is_leap(year) else 365))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _certainty(day: date, *, listed: bool, annual: set[int]) -> Certainty:
    if listed:
        return Certainty.ANNOUNCED
    if day.year in annual:
        late = (day.month, day.day) >= (12, 25) and day.year + 1 not in annual
        return Certainty.ASSUMED if late else Certainty.ANNOUNCED
    fixed = next(days for since, days in _FIXED.items() if since <= day.year)
    return Certainty.STATUTORY if (day.month, day.day) in fixed else Certainty.ASSUMED


def _is_plain(found: Day) -> bool:
    """A swap is never assumed, and a statutory day is off."""
    if found.certainty is Certainty.STATUTORY:
        return found.kind is DayKind.HOLIDAY
    if found.certainty is Certainty.ASSUMED:
        return found.kind in {DayKind.WORKDAY, DayKind.WEEKEND, DayKind.HOLIDAY}
    return True
