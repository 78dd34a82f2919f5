"""The workload: a seeded year of sessions of which a few in a hundred are in each other's way."""

from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    OpeningHours,
    Region,
    SessionStatus,
    Skill,
    Tier,
)

__all__ = ["ASTRAY", "A_STATION", "made_register", "made_sessions"]

A_STATION = 80
"""Sessions a station and year."""
A_HOST = 100
"""Sessions a host and year."""
_COUNTIES = ("370502", "370503", "370505", "370522", "370523", "370102", "370105")
_HOURS = (
    "Mo-Fr 08:30-11:00,13:30-17:00; PH off",
    "Mo-Su 06:00-18:00; PH off",
    "Mo-Fr 09:30-17:00; PH off",
    "Mo-Sa 08:30-18:00; PH 09:00-12:00",
    "24/7",
)
_HOST_HOURS = ("Mo-Fr 08:30-17:30; PH off", "Mo-Su 08:00-20:00", "Mo-Sa 09:00-18:00; PH off")
_OFFICE_STARTS = (570, 810, 840, 870, 900, 930)
"""Minutes of the day at which sessions start, off the peaks and within the hours of most."""
_STARTS = tuple(range(480, 1081, 30))
ASTRAY = 25


def made_register(sessions: int, seed: int = 26) -> Register:
    """Return the stations and hosts of so many sessions."""
    rng = Random(seed)
    return Register(
        stations=[_station(rng, number) for number in range(max(1, sessions // A_STATION))],
        hosts=[_host(rng, number) for number in range(max(1, sessions // A_HOST))],
    )


def _station(rng: Random, number: int) -> Station:
    return Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region(rng.choice(_COUNTIES)),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OpeningHours.parse(rng.choice(_HOURS)),
        opened_on=date(2024, rng.randint(1, 12), 1),
    )


def _host(rng: Random, number: int) -> Host:
    days = [day.date() for day in _workdays()]
    return Host(
        id=f"H-{number}",
        party=Party(name=f"示例单位{number}"),
        skills=(Skill.LEGAL,),
        hours=OpeningHours.parse(rng.choice(_HOST_HOURS)),
        days_off=rng.sample(days, rng.choice((0, 2, 5))),
        per_day=rng.choice((None, 2, 3)),
        per_week=rng.choice((None, 4, 6)),
    )


@cache
def _workdays() -> tuple[datetime, ...]:
    calendar = work_calendar(2026)
    first = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    days = (first + timedelta(days=offset) for offset in range(350))
    return tuple(day for day in days if calendar.is_workday(day.date()))


def made_sessions(count: int, register: Register, seed: int = 27) -> tuple[Session, ...]:
    """Return so many planned sessions of the year 2026, in no order.

    Those of a day take stations and hosts in turn, so that they are not in each other's way; one
    in `ASTRAY` has whatever day, hour, station and host, as if typed in by hand.
    """
    rng = Random(seed)
    days = _workdays()
    found = []
    for number in range(count):
        turn, day = divmod(number, len(days))
        if rng.randrange(ASTRAY):
            station = host = turn + day * (count // len(days))
            start = days[day] + timedelta(minutes=rng.choice(_OFFICE_STARTS))
        else:
            station, host = rng.randrange(count), rng.randrange(count)
            start = rng.choice(days) + timedelta(minutes=rng.choice(_STARTS))
        found.append(_session(rng, number, register, (station, host, start)))
    rng.shuffle(found)
    return tuple(found)


def _session(
    rng: Random, number: int, register: Register, place: tuple[int, int, datetime]
) -> Session:
    station, host, start = place
    return Session(
        id=f"P-{number}",
        kind=ActivityKind.LEGAL_CLINIC,
        station=register.stations[station % len(register.stations)].id,
        host=register.hosts[host % len(register.hosts)].id,
        start=start,
        end=start + timedelta(minutes=rng.choice((45, 60, 90))),
        status=SessionStatus.PLANNED,
    )
