"""A plan to hand out, and clients that change calendars as clients do."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild import (
    SHANGHAI,
    Period,
    Plan,
    Register,
    duties,
    load,
    plan,
    reference_guideline,
    work_calendar,
)

icalendar = pytest.importorskip("icalendar")

DATA = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
HALF_YEAR = Period.parse("2026-H1").span
STAMP = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)
Client = Callable[[str, Callable[[Any], Any]], str]


@cache
def _plan() -> Plan:
    register = load(DATA, Register)
    owed = duties(reference_guideline(), register, HALF_YEAR)
    return plan(owed, register, work_calendar(), HALF_YEAR, on=date(2026, 1, 15))


@pytest.fixture(scope="session")
def demo_plan() -> Plan:
    """The plan of the illustrative city."""
    return _plan()


@pytest.fixture(scope="session")
def stamp() -> datetime:
    """When calendars are written."""
    return STAMP


def _edited(text: str, change: Callable[[Any], Any]) -> str:
    calendar = icalendar.Calendar.from_ical(text)
    kept = []
    for one in calendar.subcomponents:
        if one.name == "VEVENT" and change(one) is False:
            continue
        kept.append(one)
    calendar.subcomponents = kept
    return str(calendar.to_ical().decode())


@pytest.fixture(scope="session")
def client() -> Client:
    """A program that reads a calendar, lets each event be changed (False: deleted), writes it."""
    return _edited
