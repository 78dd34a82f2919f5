"""Each rule at its bound, and each answer a plain yes or no."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Party, Register, Site, Station
from ridehire_partybuild.scheduling import DEFAULT_POLICY, rules
from ridehire_partybuild.scheduling.ground import Ground, Slot
from ridehire_partybuild.values import (
    ActivityKind,
    Cadence,
    HostId,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    Skill,
    StationId,
    Tier,
)

ALWAYS = OpeningHours.parse("24/7")
MONTH = Period.parse("2026-01")
STATION = Station(
    id="S-1",
    name="示例1号",
    region=Region("370502"),
    tier=Tier.BASIC,
    site=Site(seats=10),
    hours=ALWAYS,
)
FAR = attrs.evolve(STATION, id=StationId("S-2"), region=Region("370503"))
LAWYER = Host(id="H-1", party=Party(name="示例单位"), skills=(Skill.LEGAL,), hours=ALWAYS)
DUTY = Duty(
    id="D-1",
    subject="S-1",
    station="S-1",
    kind=ActivityKind.LEGAL_CLINIC,
    cadence=Cadence(per=PeriodUnit.MONTH),
    seats=10,
    skill=Skill.LEGAL,
    fixed_day=13,
    smallest_gap=7,
)


def slot(day: date = date(2026, 1, 13), hour: int = 10, hours: int = 1, **changes: Any) -> Slot:
    """An hour of a Tuesday, for the duty, by its host."""
    start = day.toordinal() * 1440 + hour * 60
    plain = Slot(
        start=start,
        end=start + hours * 60,
        station=StationId("S-1"),
        host=HostId("H-1"),
        duty=DUTY,
        period=MONTH,
    )
    return attrs.evolve(plain, **changes)


def ground(calendar: WorkCalendar, station: Station = STATION, host: Host = LAWYER) -> Ground:
    """Two stations in two counties, one host."""
    register = Register(stations=[station, FAR], hosts=[host])
    return Ground(register=register, calendar=calendar, policy=DEFAULT_POLICY)


BARE: dict[str, Any] = {"station": None, "host": None, "duty": None, "period": None}
UNKNOWN = attrs.evolve(STATION, hours=None, site=Site())


@pytest.mark.parametrize("station", [STATION, UNKNOWN], ids=["known", "unknown"])
@pytest.mark.parametrize("taken", [slot(), slot(**BARE)], ids=["whole", "bare"])
def test_nothing_is_forbidden_here(calendar: WorkCalendar, station: Station, taken: Slot) -> None:
    """A rule answers yes or no, and no where it has nothing to judge by."""
    host = LAWYER if station is STATION else attrs.evolve(LAWYER, hours=None)
    about = ground(calendar, station, host)
    every = {**rules.DAY_RULES, **rules.TIME_RULES, **rules.HOST_RULES}
    answers = {rule: forbids(about, taken) for rule, forbids in every.items()}
    blocked = station is UNKNOWN and taken.station is not None
    unknown = {rules.Rule.UNKNOWN_HOURS, rules.Rule.UNKNOWN_SEATS, rules.Rule.UNKNOWN_HOST_HOURS}
    wanted = unknown if blocked else set()
    assert {rule: found is True for rule, found in answers.items()} == {
        rule: rule in wanted for rule in every
    }
    assert all(isinstance(found, bool) for found in answers.values())


def test_a_pair_with_nothing_in_common_breaks_nothing(calendar: WorkCalendar) -> None:
    """Two sessions for no duty and by no host have neither a gap nor a way between them."""
    one, other = slot(**BARE), slot(hour=11, **BARE)
    assert rules.gap(one, other) is False
    assert rules.host_travel(ground(calendar), one, other) is False


def test_a_window_ends_before_the_day_after_it(calendar: WorkCalendar) -> None:
    """'Half-open': the first day after the window is outside it, the last one within."""
    about = ground(calendar)
    window = about.window(DUTY, MONTH)
    last = window.end - timedelta(days=1)
    days = (window.start - timedelta(days=1), window.start, last, window.end)
    outside = [rules.outside_period(about, slot(day)) for day in days]
    assert outside == [True, False, False, True]


def test_as_many_seats_as_are_needed_will_do(calendar: WorkCalendar) -> None:
    """Ten seats serve ten; a duty that needs none is served by a room without any."""
    assert [
        rules.seats(ground(calendar, attrs.evolve(STATION, site=Site(seats=have))), slot())
        for have in (9, 10)
    ] == [True, False]
    none = ground(calendar, attrs.evolve(STATION, site=Site(seats=0)))
    assert not rules.seats(none, slot(duty=attrs.evolve(DUTY, seats=None)))


@pytest.mark.parametrize("day", [13, 14])
def test_a_night_session_needs_its_host_on_both_days(calendar: WorkCalendar, day: int) -> None:
    """A host who is away on one of two days cannot hold a session that touches both."""
    away = attrs.evolve(LAWYER, days_off=[date(2026, 1, day)])
    night = slot(hour=23, hours=2)
    assert rules.host_day_off(ground(calendar, host=away), night)


def test_one_may_begin_as_the_other_ends() -> None:
    """'Half-open': neither order of two that touch overlaps; a shared minute does."""
    one, other = slot(hour=10), slot(hour=11)
    assert not rules.overlaps(one, other)
    assert not rules.overlaps(other, one)
    early = attrs.evolve(other, start=other.start - 1)
    assert rules.overlaps(one, early)
    assert rules.overlaps(early, one)


def test_the_smallest_gap_itself_is_enough() -> None:
    """Seven days apart keeps a gap of seven days, six days do not, in either order."""
    one = slot(date(2026, 1, 13))
    for days, broken in ((6, True), (7, False)):
        other = slot(date(2026, 1, 13) + timedelta(days=days))
        assert rules.gap(one, other) is broken
        assert rules.gap(other, one) is broken


def test_only_one_host_has_a_way_between_two_sessions(calendar: WorkCalendar) -> None:
    """Two hosts, or sessions at once, have no way to be too short; one host after another has."""
    about = ground(calendar)
    one, other = slot(hour=10), slot(hour=11, station=StationId("S-2"))
    assert rules.host_travel(about, one, other) is True
    assert rules.host_travel(about, one, attrs.evolve(other, host=HostId("H-2"))) is False
    at_once = attrs.evolve(other, start=one.start, end=one.end)
    assert rules.host_travel(about, one, at_once) is False
