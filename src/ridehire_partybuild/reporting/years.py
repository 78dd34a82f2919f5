"""The year of a report: its days, its first and its last."""

from datetime import date

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Period, limits
from ridehire_partybuild.values.record import EARLIEST, LATEST

__all__ = ["YEARS", "day_of", "first_day", "reached", "year_of"]

YEARS = limits(EARLIEST, LATEST)
"""Bounds of a year of a report."""


def year_of(year: int) -> Period:
    """Return a year as a period.

    Raises:
        InvalidValue: it is none from 2000 to 2100.
    """
    if type(year) is not int or not EARLIEST <= year <= LATEST:
        raise InvalidValue.of("number.range", "year", year, low=EARLIEST, high=LATEST)
    return Period.parse(f"{year}")


def first_day(year: int) -> date:
    """Return the first day of a year."""
    return date(year, 1, 1)


def day_of(year: int, on: date | None) -> date:
    """Return the day as of which a report of a year tells, by the day to which the record reaches.

    That is the last day of the year, where the record reaches to it or beyond (None: to its end).

    Raises:
        InvalidValue: the day lies before the year.

    >>> [str(day_of(2026, on)) for on in (None, date(2026, 8, 31), date(2027, 1, 20))]
    ['2026-12-31', '2026-08-31', '2026-12-31']
    """
    last = year_of(year).span.last
    if on is not None and on.year < year:
        raise InvalidValue.of("time.year", "on", str(on), year=year)
    return last if on is None else min(on, last)


def reached(register: Register, on: date | None) -> Register:
    """Return what was on record on the day to which the record reaches; None: all of it.

    >>> from ridehire_partybuild import Donation
    >>> given = Register(donations=[Donation(id="D-1", donated_on=date(2026, 10, 1))])
    >>> [len(reached(given, on).donations) for on in (date(2026, 6, 30), None)]
    [0, 1]
    """
    return register if on is None else register.as_of(on)
