"""The days off by law, held against calendars made by others."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars.statutory import (
    festivals,
    fixed_days_off,
    is_statutory,
    statutory_days,
    swapped,
)

DAYS = [date(2008, 1, 1) + timedelta(days=offset) for offset in range(365 * 19)]


def test_every_day_off_by_law_was_off() -> None:
    """Since the regulation of 2008 no statutory day was ever worked."""
    known = [day for day in DAYS if day.year <= 2026 and is_statutory(day)]
    assert len(known) == 17 * 11 + 2 * 13 - 2  # Mid-Autumn lay in National Day in 2009 and 2020
    assert [day for day in known if chinese_calendar.is_workday(day)] == []


def test_qingming_is_the_solar_term() -> None:
    """The formula of chinese_calendar, which holds to 2099, gives the same days."""
    for year in range(2000, 2100):
        terms = chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 10))
        assert [(festivals(year)["qingming"], "清明")] == terms, year


def test_lunar_festivals_keep_their_distances() -> None:
    """The months have 29 or 30 days, and the year has twelve or thirteen of them."""
    for year in range(2000, 2101):
        when = festivals(year)
        assert date(year, 1, 21) <= when["spring_festival"] <= date(year, 2, 21)
        to_dragon_boat = (when["dragon_boat"] - when["spring_festival"]).days
        to_mid_autumn = (when["mid_autumn"] - when["dragon_boat"]).days
        assert to_dragon_boat in {*range(121, 125), *range(150, 154)}, year
        assert to_mid_autumn in {*range(97, 101), *range(127, 131)}, year
        if year < 2100:
            length = (festivals(year + 1)["spring_festival"] - when["spring_festival"]).days
            assert length in {353, 354, 355, 383, 384, 385}, year


@pytest.mark.parametrize(
    ("year", "count"), [(2004, 10), (2013, 11), (2014, 11), (2024, 11), (2025, 13), (2026, 13)]
)
def test_the_regulation_gives_so_many_days(year: int, count: int) -> None:
    """'From 2025 two days more'; Mid-Autumn within National Day does not count twice."""
    assert len(statutory_days(year)) == count


def test_outside_the_table_nothing_is_known() -> None:
    """No guess before 2000; after 2100 the fixed dates alone."""
    assert statutory_days(1999) == frozenset()
    assert statutory_days(2101) == fixed_days_off(2101)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 1)), st.integers(1, 9), st.integers(0, 5))
def test_as_many_days_are_swapped_as_are_worked(first: date, length: int, worked: int) -> None:
    """The last weekdays that are not off by law; never more than there are."""
    off = [first + timedelta(days=offset) for offset in range(length)]
    possible = [day for day in off if day.weekday() < 5 and not is_statutory(day)]
    assert list(swapped(off, worked)) == possible[len(possible) - min(worked, len(possible)) :]
