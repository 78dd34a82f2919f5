"""The calendar of chinesecalendar, and what happens without it."""

import sys
from datetime import date, timedelta

import chinese_calendar
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.exchange.holidays import from_chinesecalendar
from ridehire_partybuild.values import Certainty, DayKind


def test_every_day_it_knows_is_what_it_says() -> None:
    """Workdays and swaps of all its years."""
    calendar = from_chinesecalendar()
    day, last = date(min(calendar.years_announced), 1, 1), date(2026, 12, 31)
    while day <= last:
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        swapped = calendar.kind(day) is DayKind.BRIDGE_DAY_OFF
        assert swapped == chinese_calendar.is_in_lieu(day), day
        day += timedelta(days=1)


def test_it_agrees_with_what_ships() -> None:
    """The kinds of every day of the shipped years, but days off that neither has to name."""
    theirs, ours = from_chinesecalendar(2023, 2024, 2025, 2026), work_calendar()
    day = date(2023, 1, 1)
    while day <= date(2026, 12, 31):
        if day.weekday() < 5 or ours.kind(day) is not DayKind.WEEKEND:
            assert theirs.kind(day) is ours.kind(day), day
        day += timedelta(days=1)


def test_the_source_is_the_package() -> None:
    """It does not tell the notice: the source is its name and version."""
    found = from_chinesecalendar(2026).day(date(2026, 1, 2))
    assert found.certainty is Certainty.ANNOUNCED
    assert found.source.startswith("chinesecalendar 1.")


def test_a_year_it_does_not_know_is_refused() -> None:
    """The message names the years it knows."""
    with pytest.raises(InvalidValue, match=r"expected one of 2004, .*, got 1999"):
        from_chinesecalendar(1999)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """'One ModuleNotFoundError that names the pip extra'."""
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    with pytest.raises(ModuleNotFoundError) as missing:
        from_chinesecalendar(2026)
    assert str(missing.value) == (
        "chinese_calendar is not installed: pip install 'ridehire-partybuild[holidays]'"
    )


def test_it_can_be_added_to_the_notices_one_has() -> None:
    """An office that has no file of 2022 takes that year alone from the package."""
    both = work_calendar().with_years(*from_chinesecalendar(2022).years)
    assert both.years_announced == (2022, 2023, 2024, 2025, 2026)
    assert isinstance(both, WorkCalendar)
