"""The shipped calendar, read straight from its files."""

import tomllib

import pytest

from ridehire_partybuild import data
from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """2025 and 2026 as announced."""
    years = []
    for year in (2025, 2026):
        table = tomllib.loads(data.text(f"holidays/{year}.toml"))
        years += [
            HolidayYear(**one | {"notice": Notice(**one["notice"])}) for one in table["years"]
        ]
    return WorkCalendar(years=years)
