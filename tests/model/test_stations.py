"""Stations: where they stand on a day, and what is on record of them."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    InvalidValue,
    Party,
    Region,
    Register,
    Service,
    ServiceDomain,
    Station,
    StationStatus,
    Suspension,
    Tier,
)
from ridehire_partybuild.testing import strategies

ONE_DAY = timedelta(days=1)
STATION = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
DAY = date(2026, 1, 1)


def _by_day(station: Station, first: date, last: date) -> dict[date, StationStatus]:
    """Return the status of each day, told day by day: what begins is on until something ends it."""
    told: dict[date, StationStatus] = {}
    status = StationStatus.PLANNED if station.planned_on else StationStatus.OPEN
    if station.opened_on is not None:
        status = StationStatus.PLANNED if first < station.opened_on else StationStatus.OPEN
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day == station.opened_on:
            status = StationStatus.OPEN
        if station.closed_on is not None and day >= station.closed_on:
            status = StationStatus.CLOSED
        told[day] = status
    for stop in station.suspensions:
        for day, status in told.items():
            within = day >= stop.first and not (stop.last and day > stop.last)
            if within and status is StationStatus.OPEN:
                told[day] = StationStatus.SUSPENDED
    return told


@given(station=strategies.stations())
def test_a_station_is_planned_open_suspended_or_closed(station: Station) -> None:
    """Held against a plain walk through the days of three years."""
    told = _by_day(station, date(2024, 6, 1), date(2027, 6, 1))
    assert {day: station.status(day) for day in told} == told
    assert {day for day in told if station.is_open(day)} == {
        day for day, status in told.items() if status is StationStatus.OPEN
    }


@given(register=strategies.registers(min_stations=1), days=st.integers(-400, 800))
def test_a_subject_is_open_from_its_first_day_until_the_day_it_closes(
    register: Register, days: int
) -> None:
    """`closed_on` is the first day no longer open; an unknown first day counts as past."""
    day = DAY + timedelta(days=days)
    for station in register.stations:
        begun = station.opened_on is None or station.opened_on <= day
        decided = station.planned_on is not None and station.opened_on is None
        ended = station.closed_on is not None and station.closed_on <= day
        stands = any(stop.holds(day) for stop in station.suspensions)
        wanted = begun and not ended and not decided and not stands
        assert register.of(station.id).is_open(day) == wanted
    for branch in register.branches:
        begun = branch.founded_on is None or branch.founded_on <= day
        ended = branch.dissolved_on is not None and branch.dissolved_on <= day
        assert register.of(branch.id).is_open(day) == branch.is_open(day) == (begun and not ended)
    assert all(register.of(str(city)).is_open(day) for city in register.cities)
    assert all(register.of(actor.id).is_open(day) for actor in register.actors)


@given(stop=strategies.suspensions(), offset=st.integers(-3, 400))
def test_a_suspension_lasts_from_its_first_day_to_its_last(stop: Suspension, offset: int) -> None:
    """Both ends included; without a last day, until further notice."""
    day = stop.first + timedelta(days=offset)
    length = 10**6 if stop.last is None else (stop.last - stop.first).days
    assert stop.holds(day) == (0 <= offset <= length)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, StationStatus.OPEN),
        ({"planned_on": DAY - ONE_DAY}, StationStatus.PLANNED),
        ({"planned_on": DAY, "opened_on": DAY}, StationStatus.OPEN),
        ({"opened_on": DAY + ONE_DAY}, StationStatus.PLANNED),
        ({"opened_on": DAY, "closed_on": DAY}, StationStatus.CLOSED),
        ({"planned_on": DAY, "closed_on": DAY}, StationStatus.CLOSED),
        ({"suspensions": [Suspension(first=DAY, last=DAY)]}, StationStatus.SUSPENDED),
        ({"suspensions": [Suspension(first=DAY - 9 * ONE_DAY)]}, StationStatus.SUSPENDED),
        ({"suspensions": [Suspension(first=DAY + ONE_DAY)]}, StationStatus.OPEN),
    ],
)
def test_the_status_of_a_day(fields: dict[str, object], status: StationStatus) -> None:
    """What is closed is closed, what is not open yet is planned, and only then is it suspended."""
    assert attrs.evolve(STATION, **fields).status(DAY) is status  # type: ignore[arg-type]


def test_what_a_station_names() -> None:
    """Its operator, and whoever provides its services."""
    service = Service(
        domain=ServiceDomain.LEGAL, item="咨询", provider=Party(name="甲", actor="A-2")
    )
    bare = Service(domain=ServiceDomain.BASIC, item="热饭")
    station = attrs.evolve(
        STATION, operator=Party(name="乙", actor="A-1"), services=(service, bare)
    )
    assert [(path, str(named)) for path, named, _ in station.references()] == [
        (".operator.actor", "A-1"),
        (".services[1].provider.actor", "A-2"),
    ]
    assert list(STATION.references()) == []


def test_a_station_lies_in_no_province_at_large() -> None:
    """A county or a city is its place: a province is nobody's city."""
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(STATION, region=Region("370000"))
    assert caught.value.text("zh") == (
        "$.region: 无法将 '370000' 解析为行政区划代码："
        "应为县区或设区的市，不为省份，实际为 '370000'。"
    )
