"""How far organisations and stations reach, worked out of the records of a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

import attrs

from ridehire_partybuild.guideline import FACTS, readings_of
from ridehire_partybuild.model import Actor, Register, Station
from ridehire_partybuild.values import (
    ActorRole,
    BranchKind,
    ContactKind,
    Level,
    Region,
    ServiceDomain,
    StationId,
)

from .distances import nearest_stations
from .figures import Figure
from .summing import WHOLE, Group, Part, amount, counted, flag, hidden_rows, summed, withheld
from .vocabulary import Breakdown, FigureUnit

__all__ = ["coverage_figures"]


def coverage_figures(register: Register, on: date, served: Mapping[StationId, int]) -> list[Figure]:
    """Return how far organisations and stations reach on a day."""
    there = [one for one in register.stations if one.is_open(on)]
    return [
        *_organisations(register, there, on),
        *_stations(there, _counties(register, there, on), served),
        *_without(register, there, on),
        *_services(there),
        *_hours(register, there, on),
        *nearest_stations(there),
    ]


_OFF_PEAK = "hours.off_peak"


def _organisations(register: Register, there: list[Station], on: date) -> Iterator[Figure]:
    branches = [one for one in register.branches if one.is_open(on)]
    joint = [one for one in branches if one.kind is BranchKind.JOINT_BRANCH]
    yield counted("coverage.branches", (Part((one.id,), 1, 1) for one in branches))
    yield counted("coverage.joint_branches", (Part((one.id,), 1, 1) for one in joint))
    met = {one.id: tuple(two.id for two in branches if two.station == one.id) for one in there}
    yield counted(
        "coverage.stations_with_branch",
        (Part((one.id, *met[one.id]), 1, 1) for one in there if met[one.id]),
    )
    platforms = [one for one in register.actors if one.role is ActorRole.PLATFORM]
    yield counted("coverage.platforms", (Part((one.id,), 1, 1) for one in platforms))
    yield counted("coverage.platforms_reached", map(_reached, platforms))


def _reached(platform: Actor) -> Part:
    lines = platform.channels
    has_line = None if lines is None else any(one.kind is ContactKind.OFFICE_LINE for one in lines)
    return flag(platform.id, has_line, "channels")


def _counties(register: Register, there: list[Station], on: date) -> tuple[Region, ...]:
    """Return the counties of the register's cities, and whatever else stations lie in."""
    known = {one for city in register.cities for one in city.counties if one.holds(on)}
    return tuple(sorted(known | {one.region for one in there}))


def _stations(
    there: list[Station], counties: tuple[Region, ...], served: Mapping[StationId, int]
) -> Iterator[Figure]:
    numbers: dict[str, int] = {}
    for one in there:
        if one.id in served:
            county = str(one.region)
            numbers[county] = numbers.get(county, 0) + served[one.id]
    hidden = hidden_rows(numbers)
    for of in (None, *map(str, counties)):
        own = [one for one in there if of in {None, str(one.region)}]
        group: Group = WHOLE if of is None else (Breakdown.COUNTY, of)
        yield counted("coverage.stations", (Part((one.id,), 1, 1) for one in own), group)
        drivers = [amount(one.id, served.get(one.id), "drivers_served") for one in own]
        total = summed("coverage.drivers_served", drivers, FigureUnit.PEOPLE, group)
        each = attrs.evolve(
            total,
            name="coverage.drivers_per_station",
            low=None if total.low is None or not own else total.low / len(own),
            high=None if total.high is None or not own else total.high / len(own),
        )
        for figure in (total, each):
            yield withheld(figure) if of in hidden else figure


def _without(register: Register, there: list[Station], on: date) -> Iterator[Figure]:
    parts: list[Part] = []
    for city in register.cities:
        part = _counties_without(register, city, there, on)
        parts.append(part)
        yield summed("coverage.counties_without_station", [part], group=(Breakdown.CITY, str(city)))
    yield summed("coverage.counties_without_station", parts)


def _counties_without(register: Register, city: Region, there: list[Station], on: date) -> Part:
    own = [one for one in register.stations if one.region.prefecture == city]
    counties = {one for one in city.counties if one.holds(on)}
    sources = tuple(one.id for one in own)
    if not counties:  # a city outside the shipped table: its counties are not known here
        return Part(sources, None, None, (f"{city}.counties",))
    inside = [one for one in own if one in there]
    vague = [one for one in inside if one.region.level is not Level.COUNTY]
    empty = len(counties - {one.region for one in inside})
    unknown = tuple(f"{one.id}.region" for one in vague)
    return Part(sources, max(0, empty - len(vague)), empty, unknown)


def _services(there: list[Station]) -> Iterator[Figure]:
    for domain in ServiceDomain:
        group = (Breakdown.DOMAIN, domain.value)
        offers = {
            one.id: None if one.services is None
            else sum(service.domain is domain for service in one.services)
            for one in there
        }  # fmt: skip
        yield counted(
            "coverage.services",
            (amount(name, number, "services") for name, number in offers.items()),
            group,
        )
        some = {name: None if number is None else number > 0 for name, number in offers.items()}
        yield counted(
            "coverage.stations_offering",
            (flag(name, is_there, "services") for name, is_there in some.items()),
            group,
        )


def _hours(register: Register, there: list[Station], on: date) -> Iterator[Figure]:
    parts = {one.id: _off_peak(register, one, on) for one in there}
    yield summed("coverage.off_peak_hours", parts.values(), FigureUnit.HOURS)
    for name, part in parts.items():
        group = (Breakdown.STATION, name)
        yield summed("coverage.off_peak_hours", [part], FigureUnit.HOURS, group)


def _off_peak(register: Register, station: Station, on: date) -> Part:
    file = register.of(station.id)
    seen = tuple(one.id for one in file.observations if one.fact == _OFF_PEAK)
    value = readings_of(file, on, FACTS).of(_OFF_PEAK).value
    hours = None if value is None else Fraction(value)  # type: ignore[arg-type]
    part = amount(station.id, hours, "hours")
    return part._replace(sources=(station.id, *seen))
