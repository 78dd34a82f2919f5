"""The year of a report: its days, its first and its last."""

from datetime import date

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Period, limits
from ridehire_partybuild.values.record import EARLIEST, LATEST

__all__ = ["YEARS", "day_of", "first_day", "last_day", "stood", "year_of"]

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


def last_day(year: int) -> date:
    """Return the last day of a year."""
    return date(year, 12, 31)


def day_of(year: int, on: date | None) -> date:
    """Return the day to which a report of a year reaches; None: its last.

    Raises:
        InvalidValue: the day is of another year.

    >>> str(day_of(2026, None)), str(day_of(2026, date(2026, 8, 31)))
    ('2026-12-31', '2026-08-31')
    """
    last = year_of(year).span.last
    if on is not None and on.year != year:
        raise InvalidValue.of("time.year", "on", str(on), year=year)
    return last if on is None else on


def stood(register: Register, day: date) -> Register:
    """Return what was on record on the day to which a report reaches.

    To the report of a whole year belongs all that is on record, what was entered late, too.

    >>> from ridehire_partybuild import Donation
    >>> given = Register(donations=[Donation(id="D-1", donated_on=date(2026, 10, 1))])
    >>> [len(stood(given, date(2026, month, day)).donations) for month, day in ((6, 30), (12, 31))]
    [0, 1]
    """
    return register if day == last_day(day.year) else register.as_of(day)
