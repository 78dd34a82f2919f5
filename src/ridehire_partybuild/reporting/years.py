"""The year of a report: its days, its first and its last."""

from datetime import date

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import Period, limits
from ridehire_partybuild.values.record import EARLIEST, LATEST

__all__ = ["YEARS", "first_day", "last_day", "year_of"]

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
