"""What a session breaks by itself, remembered, against every rule asked of every session anew."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import attrs
import pytest
from tests.scheduling.small import at, clinic, lawyer, session, station

from ridehire_partybuild.calendars import WorkCalendar, minute_of
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register, Session, Suspension
from ridehire_partybuild.scheduling import DEFAULT_POLICY, Policy, Rule
from ridehire_partybuild.scheduling.alone import Alone
from ridehire_partybuild.scheduling.ground import Ground, Slot
from ridehire_partybuild.scheduling.rules import DAY_RULES, HOST_RULES, TIME_RULES
from ridehire_partybuild.scheduling.sweep import Taken
from ridehire_partybuild.values import Level, OpeningHours, Region, Skill

STATIONS = [
    station(1),
    station(2),
    station(3, hours="Mo-Fr 08:30-17:00; 2026 Mar 10 off"),
    station(4, opened_on=date(2026, 3, 11)),
    station(5, closed_on=date(2026, 3, 11)),
    station(6, suspensions=[Suspension(first=date(2026, 3, 10), last=date(2026, 3, 10))]),
    station(7, planned_on=date(2026, 3, 1)),
    station(8, hours=None),
    station(9, hours="24/7"),
    station(10, hours="24/7", region=Region("370202")),
    station(11, hours="24/7", closed_on=date(2026, 3, 11)),
    station(12, hours="24/7", opened_on=date(2026, 3, 11)),
    station(13, hours="Mo-Th 20:00-26:00; PH off"),
]
HOSTS = [
    lawyer(1),
    lawyer(2, days_off=[date(2026, 3, 10)]),
    lawyer(3, hours=None),
    lawyer(4, skills=()),
    lawyer(5, region=Region("370502")),
    lawyer(6, hours="Mo-Su 00:00-24:00; 2026 Mar 10 off"),
    lawyer(7, hours="24/7", days_off=[date(2026, 3, 11)]),
    lawyer(8, hours="24/7"),
    lawyer(9, hours="Mo-Th 20:00-26:00; PH off"),
]
DUTIES = [
    clinic(1, seats=30),
    clinic(2, skill=None),
    clinic(3, fixed_day=10, skill=Skill.FIRST_AID),
]
DAYS = [
    *(date(2026, 2, day) for day in (13, 14, 15, 16)),
    *(date(2026, 3, day) for day in (3, 4, 9, 10, 11, 12)),
    *(date(2026, 4, day) for day in (6, 7)),
]
TIMES = ("00:30", 60), ("08:30", 60), ("09:30", 60), ("22:00", 120), ("22:00", 121), ("22:00", 1800)
PEAKS = OpeningHours.parse("Mo-Fr 07:00-09:00; 2026 Mar 11 08:00-12:00")
POLICIES = {
    "shipped": DEFAULT_POLICY,
    "dated peaks": attrs.evolve(DEFAULT_POLICY, peaks=PEAKS),
    "reach": attrs.evolve(DEFAULT_POLICY, reach=Level.CITY),
}


def every(
    stations: Iterable[str | None], hosts: Iterable[str | None], duties: Iterable[str | None]
) -> Iterator[Session]:
    """Sessions at each of the stations with each of the hosts for each of the duties."""
    for number, (where, host, duty, day, (hour, minutes)) in enumerate(
        product(stations, hosts, duties, DAYS, TIMES)
    ):
        place: dict[str, Any] = {"station": where, "venue": None if where else "外地"}
        yield session(f"P-{number}", f"{day}T{hour}", minutes, **place, host=host, duty=duty)


def taken(one: Session) -> Taken:
    """A session to be judged."""
    return Taken(minute_of(one.start), minute_of(one.end), one, judged=True)


def asked(ground: Ground, duties: Mapping[Any, Duty], one: Session) -> tuple[Rule, ...]:
    """All rules, asked one after the other; elsewhere than at a station those that can matter."""
    slot = Slot.of(one, duties)
    elsewhere = {Rule.HOLIDAY, Rule.PEAK, *HOST_RULES}
    return tuple(
        rule
        for table in (DAY_RULES, TIME_RULES, HOST_RULES)
        for rule, forbids in table.items()
        if (one.station or rule in elsewhere) and forbids(ground, slot)
    )


@pytest.mark.slow
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    ("stations", "hosts", "duties"),
    [
        ([*(one.id for one in STATIONS), "S-99", None], [None], ["D-2", "D-99"]),
        (["S-9", "S-10", None], [*(one.id for one in HOSTS), "H-99", None], ["D-1", None]),
        (["S-1", None], ["H-1", "H-4", None], [*(one.id for one in DUTIES), None]),
    ],
)
def test_what_is_remembered_is_what_the_rules_say(
    calendar: WorkCalendar, policy: str, stations: Any, hosts: Any, duties: Any
) -> None:
    """'Judges sessions one by one, as the rules do', and of each the rules in their order."""
    register = Register(stations=STATIONS, hosts=HOSTS)
    ground = Ground(register=register, calendar=calendar, policy=POLICIES[policy])
    known = {duty.id: duty for duty in DUTIES}
    alone = Alone(ground, known)
    for one in every(stations, hosts, duties):
        assert alone.broken(taken(one)) == asked(ground, known, one), one


def judged(policy: Policy, *sessions: Session) -> tuple[int, int]:
    """How many of the sessions are judged anew: by hours, and by their hosts."""
    register = Register(stations=STATIONS, hosts=HOSTS)
    ground = Ground(register=register, calendar=WorkCalendar(), policy=policy)
    alone = Alone(ground, {duty.id: duty for duty in DUTIES})
    for one in sessions:
        alone.broken(taken(one))
    return len(alone._places.known) + len(alone._times.known), len(alone._holders.known)


def every_week(place: str, host: str, first: str = "2026-03-03T09:30") -> list[Session]:
    """Sessions of six weeks, on Tuesdays unless said otherwise: two days after a holiday once."""
    days = [at(first) + timedelta(weeks=week) for week in range(6)]
    return [
        session(f"P-{place}-{host}-{day:%d%m}", day.isoformat()[:16], station=place, host=host)
        for day in days
    ]


def test_sessions_that_are_alike_to_every_rule_are_judged_once() -> None:
    """Of stations of the same hours, of hosts of the same hours; on days of the same kinds."""
    alike = [*every_week("S-1", "H-1"), *every_week("S-2", "H-1"), *every_week("S-1", "H-1")]
    assert judged(DEFAULT_POLICY, *alike) == (1, 1)
    # a holiday follows once, from the midnight at which the last of these ends
    evenings = every_week("S-1", "H-1", "2026-03-26T23:00")
    assert judged(DEFAULT_POLICY, *evenings) == (1, 1)
    nights = every_week("S-1", "H-1", "2026-03-26T23:30")
    assert judged(DEFAULT_POLICY, *nights, *alike, *nights) == (3, 3)
    # one that opens on 11 March: each day is open to it, or not; the days after are no matter
    assert judged(DEFAULT_POLICY, *every_week("S-4", "H-1", "2026-03-02T23:30")) == (3, 2)
    assert judged(DEFAULT_POLICY, *every_week("S-4", "H-2")) == (2, 2)
    # hours that name dates: no day is like another
    assert judged(DEFAULT_POLICY, *every_week("S-3", "H-6")) == (6, 6)
    assert judged(POLICIES["dated peaks"], *every_week("S-1", "H-1")) == (6, 1)
    unknown = [*every_week("S-99", "H-99"), *every_week("S-98", "H-98")]
    assert judged(DEFAULT_POLICY, *unknown) == (1, 1)
    near, far = every_week("S-9", "H-1"), every_week("S-10", "H-1")
    assert judged(DEFAULT_POLICY, *near, *far) == (1, 1)
    assert judged(POLICIES["reach"], *near, *far) == (1, 2)


def test_who_is_always_there_is_asked_for_no_day() -> None:
    """'What each day is to this one alone; None: nothing of note.'."""
    register = Register(stations=STATIONS, hosts=HOSTS)
    ground = Ground(register=register, calendar=WorkCalendar(), policy=DEFAULT_POLICY)
    alone = Alone(ground, {})
    timeless = [one.id for one in STATIONS if alone._station(one.id).stands is None]
    assert timeless == ["S-1", "S-2", "S-3", "S-8", "S-9", "S-10", "S-13"]
    assert [one.id for one in HOSTS if alone._host(one.id).stands] == ["H-2", "H-7"]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(120, ()), (121, (Rule.STATION_NOT_OPEN,)), (180, (Rule.STATION_NOT_OPEN,))],
)
def test_the_minute_after_midnight_is_of_the_day_after(
    minutes: int, expected: tuple[Rule, ...]
) -> None:
    """A week before, the station was there on the day after; what ends at midnight is not on it."""
    register = Register(stations=STATIONS, hosts=HOSTS)
    policy = attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off"))
    alone = Alone(Ground(register=register, calendar=WorkCalendar(), policy=policy), {})
    before, then = (
        session(f"P-{day}", f"2026-03-{day}T22:00", minutes, station="S-11") for day in ("03", "10")
    )
    assert alone.broken(taken(before)) == ()
    assert alone.broken(taken(then)) == expected
