"""The workload: a province's year, made up, on the real calendar. The cities' hosts are scarce."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Party, Register, Site, Station
from ridehire_partybuild.scheduling import Policy, TravelTimes
from ridehire_partybuild.values import (
    ActivityKind,
    Cadence,
    Level,
    OpeningHours,
    Region,
    Skill,
    Span,
    Tier,
)

__all__ = ["POLICY", "TIGHT", "YEAR", "Instance", "made_province"]

YEAR = Span.parse("2026-01-01/2026-12-31")
_HOURS = (
    "Mo-Fr 08:30-17:30; PH off",
    "Mo-Fr 08:30-17:30; Sa 09:00-16:00; PH off",
    "Mo-Su 09:00-18:00; PH 09:00-12:00",
)
_LAWYERS = ("Tu,Th 08:30-17:30", "Mo-Fr 13:00-17:30", "We 08:30-17:30; Fr 13:00-17:30")
_NURSES = ("Mo-Fr 08:30-17:00", "Mo-Fr 09:00-16:00")
_PEAKS = "Mo-Fr 07:00-09:00,17:00-20:00,22:00-06:00; Sa,Su 11:00-14:00,19:00-06:00; PH 24/7"

POLICY = Policy(
    id="benchmark",
    peaks=OpeningHours.parse(_PEAKS),
    travel=TravelTimes(same_county=20, same_city=30, elsewhere=180),
    reach=Level.CITY,
    spacing_tolerance=45,
    source="invented: spacing and preferred hours only",
)
"""Spacing and preferred hours only: no shifts, and nothing is recommended only.

A weekly session may come three days early or late, a monthly one two weeks.
"""

TIGHT = attrs.evolve(POLICY, id="tight", spacing_tolerance=30)
"""Two days a week, nine a month."""

_FIVE = (
    (ActivityKind.THEME_PARTY_DAY, "1/month", 120, None, "Mo-Fr 13:30-17:00"),
    (ActivityKind.PARTY_LECTURE, "1/quarter", 120, Skill.PARTY_AFFAIRS, "Mo-Fr 09:00-12:00"),
    (ActivityKind.LEGAL_CLINIC, "1/month", 120, Skill.LEGAL, "Mo-Fr 13:00-17:00"),
    (ActivityKind.HEALTH_CHECK, "1/week", 60, Skill.HEALTH, "Mo-Fr 09:00-15:00"),
    (ActivityKind.STUDY_SESSION, "1/quarter", 120, None, "Mo-Fr 09:30-11:30"),
)


@dataclass(frozen=True)
class Instance:
    """What a contender is given."""

    duties: tuple[Duty, ...]
    register: Register
    calendar: WorkCalendar
    span: Span
    policy: Policy


def made_province(
    stations: int = 136,
    *,
    seed: int = 26,
    policy: Policy = POLICY,
    nurses: int = 2,
    span: Span = YEAR,
) -> Instance:
    """Return a province of so many stations, eight or nine to a city."""
    rng = Random(seed)
    cities = max(1, round(stations * 16 / 136))
    places = [_station(rng, number, number % cities) for number in range(stations)]
    lecturers = max(2, round(stations * 20 / 136))
    hosts = [_lecturer(rng, number) for number in range(lecturers)]
    for city in range(cities):
        hosts += [_lawyer(rng, city), *(_nurse(rng, city, one) for one in range(1, nurses + 1))]
    return Instance(
        duties=tuple(duty for place in places for duty in _duties(place)),
        register=Register(stations=places, hosts=hosts),
        calendar=work_calendar(),
        span=span,
        policy=policy,
    )


def _code(city: int, county: int) -> Region:
    province, number = divmod(city, 80)
    return Region(f"{41 + province:02}{number + 1:02}{county:02}")


def _station(rng: Random, number: int, city: int) -> Station:
    return Station(
        id=f"S-{number:04}",
        name=f"示例{number}号",
        region=_code(city, rng.randint(2, 5)),
        tier=Tier.BASIC,
        site=Site(seats=rng.choice((20, 24, 30))),
        hours=OpeningHours.parse(rng.choice(_HOURS)),
    )


def _duties(place: Station) -> list[Duty]:
    return [
        Duty(
            id=f"{place.id}.{kind.value}",
            subject=place.id,
            station=place.id,
            kind=kind,
            cadence=Cadence.parse(cadence),
            minutes=minutes,
            skill=skill,
            preferred=OpeningHours.parse(preferred),
        )
        for kind, cadence, minutes, skill, preferred in _FIVE
    ]


def _away(rng: Random, times: int, days: int) -> list[date]:
    """Return some leaves of so many days."""
    found = set()
    for _ in range(times):
        first = YEAR.start + timedelta(days=rng.randrange(14, 350))
        found |= {first + timedelta(days=offset) for offset in range(days)}
    return sorted(day for day in found if day in YEAR)


def _lecturer(rng: Random, number: int) -> Host:
    return Host(
        id=f"L-{number:03}",
        party=Party(name=f"示例讲师{number}"),
        skills=(Skill.PARTY_AFFAIRS,),
        hours=OpeningHours.parse(rng.choice(("Mo-Fr 08:30-17:30", "Tu-Th 08:30-17:30"))),
        days_off=_away(rng, 3, 5),
        per_day=2,
        per_week=4,
    )


def _lawyer(rng: Random, city: int) -> Host:
    return Host(
        id=f"A-{city:03}",
        party=Party(name=f"示例律所{city}"),
        skills=(Skill.LEGAL,),
        hours=OpeningHours.parse(rng.choice(_LAWYERS)),
        days_off=_away(rng, 2, 3),
        per_day=2,
        per_week=4,
        region=_code(city, 0),
    )


def _nurse(rng: Random, city: int, number: int) -> Host:
    return Host(
        id=f"N-{city:03}-{number}",
        party=Party(name=f"示例卫生服务中心{city}-{number}"),
        skills=(Skill.HEALTH,),
        hours=OpeningHours.parse(rng.choice(_NURSES)),
        days_off=_away(rng, 2, 3),
        per_day=5,
        per_week=7,
        region=_code(city, 0),
    )
