"""Books kept by the day, against every slot that was taken, looked at one by one."""

from datetime import date
from itertools import product
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, lawyer, station

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
    TravelTimes,
    rules,
)
from ridehire_partybuild.scheduling.bookings import Bookings
from ridehire_partybuild.scheduling.ground import Ground, Slot
from ridehire_partybuild.values import HostId, Region, StationId

MONDAY = date(2026, 3, 9).toordinal()
GAPPED, PLAIN = clinic(1, smallest_gap=2), clinic(2)
TRAVEL = TravelTimes(same_station=10, same_county=30, same_city=60, elsewhere=600)
WARNING = [
    RuleSeverity(rule=rule, severity=Severity.WARN)
    for rule in (Rule.HOST_DAY_LIMIT, Rule.HOST_TRAVEL)
]
POLICIES = {
    "shipped": attrs.evolve(DEFAULT_POLICY, travel=TRAVEL),
    "limits of the day warn": attrs.evolve(DEFAULT_POLICY, travel=TRAVEL, severities=WARNING),
    "limits of the week warn": attrs.evolve(
        DEFAULT_POLICY,
        travel=TRAVEL,
        severities=[RuleSeverity(rule=Rule.HOST_WEEK_LIMIT, severity=Severity.WARN)],
    ),
}
REGISTER = Register(
    stations=[station(1), station(2), station(3, region=Region("370202"))],
    hosts=[lawyer(1, per_day=2, per_week=3), lawyer(2, per_week=2), lawyer(3)],
)
Limits = dict[Rule, bool]


def slot(when: tuple[int, int, int], where: int | None, who: int | None, duty: Any) -> Slot:
    """A slot so many days after a Monday, at that minute, of so many minutes."""
    day, start, minutes = when
    begin = (MONDAY + day) * 1440 + start
    return Slot(
        start=begin,
        end=begin + minutes,
        station=None if where is None else StationId(f"S-{where}"),
        host=None if who is None else HostId(f"H-{who}"),
        duty=duty,
    )


TAKEN = [
    slot((0, 540, 60), 1, 1, PLAIN),
    slot((0, 600, 60), 1, 2, GAPPED),
    slot((0, 1380, 120), 2, 1, None),  # over midnight
    slot((2, 600, 60), None, 2, None),
    slot((3, 0, 60), 3, 1, PLAIN),
    slot((3, 1380, 60), 3, 3, PLAIN),
    slot((6, 600, 60), 2, None, GAPPED),
    slot((7, 540, 60), 1, 3, PLAIN),
    slot((4, 1380, 61), 2, 1, None),  # one minute over midnight
    slot((8, 600, 60), None, 2, None),
]
EVERY = [
    slot(*one)
    for one in product(
        product(
            (-1, 0, 1, 3, 4, 5, 6, 7),
            (0, 480, 540, 570, 600, 660, 720, 1320, 1380),
            (60, 120),
        ),
        (1, 2, None),
        (1, 2, 3, None),
        (GAPPED, PLAIN, None),
    )
]
ASKED = [*EVERY[::7], slot((5, 0, 60), 2, None, None), slot((5, 0, 60), None, 1, None)]


def books(policy: Policy) -> tuple[Ground, Bookings]:
    """The ground, and books with what is taken."""
    ground = Ground(register=REGISTER, calendar=WorkCalendar(), policy=policy)
    found = Bookings(ground)
    for one in TAKEN:
        found.add(one)
    return ground, found


def over(ground: Ground, one: Slot) -> Limits:
    """The limits that one more would break."""
    host = ground.host(one.host)
    if host is None:
        return {Rule.HOST_DAY_LIMIT: False, Rule.HOST_WEEK_LIMIT: False}
    own = [other for other in TAKEN if other.host == one.host]
    day = sum(other.day == one.day for other in own)
    week = sum(other.day.isocalendar()[:2] == one.day.isocalendar()[:2] for other in own)
    return {
        Rule.HOST_DAY_LIMIT: host.per_day is not None and day >= host.per_day,
        Rule.HOST_WEEK_LIMIT: host.per_week is not None and week >= host.per_week,
    }


@pytest.mark.parametrize("policy", POLICIES)
def test_books_tell_what_all_that_is_taken_tells(policy: str) -> None:
    """Every rule broken together with what is taken; the first that blocks; who is full."""
    ground, found = books(POLICIES[policy])
    blocks = ground.policy.blocks
    for one in ASKED:
        limits = over(ground, one)
        every = rules.clashes(ground, one, TAKEN)
        assert found.clashes(one) == every | {rule for rule in limits if limits[rule]}, one
        blocking = [rule for rule in limits if limits[rule] and blocks(rule)]
        assert found.is_full(ground.host(one.host), one.day) == bool(blocking), one
        first = rules.occupied(ground, one, TAKEN)
        assert found.in_the_way(one) == (first or next(iter(blocking), None)), one


def test_how_busy_a_host_is_in_the_week() -> None:
    """'How many sessions the slot's host already has in its week', the Sunday before not."""
    _, found = books(DEFAULT_POLICY)
    loads = [
        found.load(slot((day, 600, 60), 1, who, None)) for day in (-1, 0, 6, 7) for who in (1, 3)
    ]
    assert loads == [0, 0, 4, 1, 4, 1, 0, 1]
    assert found.load(slot((0, 600, 60), 1, None, None)) == 0


def test_they_are_kept_by_the_days_that_a_slot_touches() -> None:
    """Rooms by these alone; hosts by those too from which there is not time enough to come."""
    _, found = books(POLICIES["shipped"])
    rooms = {(one.station, day.toordinal()) for one in TAKEN if one.station for day in one.days}
    assert set(found._rooms) == rooms
    margin = TRAVEL.elsewhere
    hosts = {
        (one.host, minute // 1440)
        for one in TAKEN
        if one.host
        for minute in range(one.start - margin, one.end + margin)
    }
    assert set(found._hosts) == hosts
    by_room: Any = found._rooms
    by_host: Any = found._hosts
    for one in ASKED:
        near = list(found._near(one))
        own = [other for other in TAKEN if one.duty is GAPPED and other.duty is GAPPED]
        for day in one.days:
            at = day.toordinal()
            own += by_room.get((one.station, at), ())
            own += by_host.get((one.host, at), ())
        assert near == own
