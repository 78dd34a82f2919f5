"""The calendar of the package chinesecalendar, for offices that keep theirs up to date with it.

It needs the extra ``holidays``.
"""

from datetime import date
from typing import Any

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.errors import InvalidValue

from .optional import needed

__all__ = ["from_chinesecalendar"]

_PACKAGE = "chinesecalendar"


def from_chinesecalendar(*years: int) -> WorkCalendar:
    """Return what chinesecalendar knows of ``years``; of every year it knows if none is given.

    The source it names is the package and its version: which notice a day rests on it does not
    tell. A year whose last week the next notice rules has that week under its own number.

    Raises:
        InvalidValue: chinesecalendar does not know a year; the message names those it knows.
        ModuleNotFoundError: it is not installed; the message names the extra.

    >>> from ridehire_partybuild.exchange.holidays import from_chinesecalendar
    >>> from_chinesecalendar(2026).day(date(2026, 1, 4)).kind.label()
    'make-up workday'
    """
    package = needed("chinese_calendar", "holidays")
    known = sorted({day.year for day in package.holidays})
    for year in years:
        if year not in known:
            wanted = ", ".join(str(one) for one in known)
            raise InvalidValue.of("vocabulary", "year", year, wanted=wanted)
    return WorkCalendar(years=[_year(package, year) for year in dict.fromkeys(years or known)])


def _year(package: Any, year: int) -> HolidayYear:
    from importlib.metadata import version  # noqa: PLC0415 - 10 ms that only this door pays

    installed = version(_PACKAGE)
    bridges = _of(year, package.in_lieu_days)
    return HolidayYear(
        year=year,
        notice=Notice(title=f"{_PACKAGE} {installed}"),
        holidays=_of(year, package.holidays) - bridges,
        bridge_days_off=bridges,
        makeup_workdays=_of(year, package.workdays),
    )


def _of(year: int, days: Any) -> set[date]:
    return {day for day in days if day.year == year}
