"""The shipped calendar, and the texts and files it is held against."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild import data
from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar

HERE = Path(__file__).parent


def shipped(*years: int) -> WorkCalendar:
    """What ships, read straight from its files."""
    tables = (tomllib.loads(data.text(f"holidays/{year}.toml")) for year in years)
    return WorkCalendar(
        years=[
            HolidayYear(**one | {"notice": Notice(**one["notice"])})
            for table in tables
            for one in table["years"]
        ]
    )


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """2025 and 2026 as announced."""
    return shipped(2025, 2026)


@pytest.fixture(scope="session")
def four_years() -> WorkCalendar:
    """2023 to 2026 as announced."""
    return shipped(2023, 2024, 2025, 2026)


@pytest.fixture(scope="session")
def notices() -> list[dict[str, Any]]:
    """The notices of 2004 to 2026 as they were published, corrections after what they correct."""
    table = tomllib.loads((HERE / "notices.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = table["notice"]
    return found


@pytest.fixture(scope="session")
def holiday_files() -> dict[int, str]:
    """The yearly files of holiday-cn."""
    folder = HERE / "holiday-cn"
    return {int(one.stem): one.read_text(encoding="utf-8") for one in folder.glob("*.json")}
