"""Where the facts of hours turn, minute by minute, and what leaves them open."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    Contact,
    ContactKind,
    OpeningHours,
    Region,
    Register,
    Station,
)
from ridehire_partybuild.guideline.catalogue.stations import _minutes

STATION = Station(id="S-1", name="示例", region=Region("370502"))


def of_station(name: str, **more: Any) -> Any:
    """Return what a fact reads from the station changed."""
    fact = FACTS[name]
    assert fact.read is not None
    place = attrs.evolve(STATION, **more)
    return fact.read(Register(stations=[place]).of("S-1"), date(2026, 1, 15))


def test_hours_without_a_word_on_holidays() -> None:
    """Hours say whether they tell of holidays; no hours say nothing."""
    assert of_station("hours.weekly") is None
    assert of_station("hours.off_peak") is None
    week = OpeningHours.parse("Mo-Fr 09:00-10:30")
    assert of_station("hours.weekly", hours=week) == Decimal("7.5")


@pytest.mark.parametrize(
    ("hours", "off_peak"),
    [
        ("Mo-Fr 09:30-11:00", "7.5"),
        ("We 13:30-13:31", "0.016"),
        ("Su 23:00-24:00", "0"),
        ("Su 20:00-33:31", "0.016"),
    ],
)
def test_off_peak_minutes_are_counted_one_by_one(hours: str, off_peak: str) -> None:
    """What runs over Sunday's midnight is Monday's, from its first minute."""
    found = of_station("hours.off_peak", hours=OpeningHours.parse(hours))
    assert found is not None
    assert abs(found - Decimal(off_peak)) < Decimal("0.001")


def test_what_runs_over_midnight_of_the_week_comes_back_at_its_beginning() -> None:
    """Minutes of a week: the rest of Sunday's night is the first of Monday's."""
    found = list(_minutes(OpeningHours.parse("Su 22:00-26:00")))
    assert found == [(7 * 1440 - 120, 7 * 1440), (0, 120)]


def test_only_office_lines_are_public() -> None:
    """Without any contact nobody knows; with personal ones alone there is none."""
    line = Contact(kind=ContactKind.OFFICE_LINE, value="12328")
    own = Contact(kind=ContactKind.PERSONAL, value="13800000000")
    more = Contact(kind=ContactKind.OFFICE_LINE, value="96196")
    assert of_station("contacts.office_lines") is None
    assert of_station("contacts.office_lines", contacts=[own]) == 0
    assert of_station("contacts.office_lines", contacts=[line, own, more]) == 2


def test_hours_tell_of_holidays_or_do_not() -> None:
    """Hours that say nothing of holidays say so; without hours nobody knows."""
    name = "hours.holidays_told"
    assert of_station(name) is None
    assert of_station(name, hours=OpeningHours.parse("Mo-Fr 09:00-10:30")) is False
    assert of_station(name, hours=OpeningHours.parse("Mo-Fr 09:00-10:30; PH off")) is True
