"""Shifts that can attend, fair shares of scarce hosts, and how far hosts go."""

from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Constraint,
    Plan,
    Rule,
    ShiftGap,
    ShiftPattern,
    plan,
    shift_coverage,
)
from ridehire_partybuild.scheduling.fairness import beyond_fair_share, fair_shares
from ridehire_partybuild.testing.strategies.planning import plans
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Cadence,
    Level,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    SessionStatus,
    Skill,
    Span,
    Text,
    Tier,
)

QUARTER = Span.parse("2026-01-01/2026-03-31")
DAILY = OpeningHours.parse("Mo-Su 09:00-18:00; PH off")


def station(number: int, county: str = "370502", hours: OpeningHours = DAILY) -> Station:
    """A station."""
    return Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region(county),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=hours,
    )


def clinic(number: int, cadence: str = "1/month", **changes: Any) -> Duty:
    """A duty of a station."""
    return Duty(
        id=f"D-{number}",
        subject=f"S-{number}",
        station=f"S-{number}",
        kind=ActivityKind.LEGAL_CLINIC,
        cadence=Cadence.parse(cadence),
        minutes=60,
        **changes,
    )


def shift(name: str, hours: str) -> ShiftPattern:
    """A shift."""
    label = Text(zh="班次", en=name)
    return ShiftPattern(id=name, label=label, hours=OpeningHours.parse(hours), source="invented")


EARLY, LATE, WEEKEND = (
    shift("early", "Mo-Fr 09:00-12:00"),
    shift("late", "Mo-Fr 14:00-17:00"),
    shift("weekend", "Sa,Su 09:00-18:00"),
)
ROTATING = attrs.evolve(
    DEFAULT_POLICY,
    shifts=(EARLY, LATE, WEEKEND),
    rotation=PeriodUnit.QUARTER,
    rotation_points=5,
)


def made(calendar: WorkCalendar, *duties: Duty, **more: Any) -> Plan:
    """A plan of a quarter."""
    register = more.pop("register", Register(stations=(station(1), station(2))))
    return plan(duties, register, calendar, QUARTER, **{"policy": ROTATING} | more)


def test_every_shift_can_attend(calendar: WorkCalendar) -> None:
    """'Empty means guaranteed': three sessions a quarter are enough for three shifts."""
    found = made(calendar, clinic(1))
    assert shift_coverage(found) == ()
    assert found.is_optimal
    shifts = (EARLY, LATE, WEEKEND)
    days = [session.day.weekday() for session in found.sessions]
    assert len(days) == len(shifts)
    assert any(day >= 5 for day in days)


def test_what_cannot_be_covered_is_told_and_priced(calendar: WorkCalendar) -> None:
    """A station closed at weekends: the guarantee names duty, period and shift, and costs."""
    register = Register(stations=[station(1, hours=OpeningHours.parse("Mo-Fr 09:00-17:00"))])
    found = made(calendar, clinic(1), register=register)
    assert shift_coverage(found) == (
        ShiftGap(duty="D-1", period=Period.parse("2026-Q1"), shift="weekend"),
    )
    told = [one for one in found.matches if one.constraint is Constraint.ROTATION]
    assert [(one.on, one.points) for one in told] == [("D-1", -5)]
    assert found.is_optimal  # the bound knows that nobody could


def test_a_session_on_record_counts(calendar: WorkCalendar) -> None:
    """Sessions held for the duty are sessions that a shift could attend."""
    start = datetime(2026, 1, 10, 10, tzinfo=SHANGHAI)  # a Saturday
    held = Session(
        id="E-1",
        kind=ActivityKind.LEGAL_CLINIC,
        station="S-1",
        start=start,
        end=start + timedelta(minutes=60),
        status=SessionStatus.HELD,
        duty="D-1",
    )
    hours = OpeningHours.parse("Mo-Fr 09:00-17:00")
    register = Register(stations=[station(1, hours=hours)], sessions=[held])
    found = made(calendar, clinic(1), register=register, on=QUARTER.start + timedelta(days=20))
    assert shift_coverage(found) == ()


def test_no_shift_is_asked_for_where_the_rotation_is_shorter(calendar: WorkCalendar) -> None:
    """A yearly session cannot rotate within a quarter; nor does a policy without a rotation ask."""
    policy = attrs.evolve(ROTATING, rotation=PeriodUnit.MONTH)
    assert shift_coverage(made(calendar, clinic(1, "1/quarter"), policy=policy)) == ()
    assert (
        shift_coverage(made(calendar, clinic(1), policy=attrs.evolve(policy, rotation=None))) == ()
    )


@given(plans())
def test_the_guarantee_is_what_the_score_charges(found: Plan) -> None:
    """'Independent of the search': each gap that the plan's sessions show has its match."""
    charged = sum(-one.points for one in found.matches if one.constraint is Constraint.ROTATION)
    assert charged == found.inputs.policy.rotation_points * len(shift_coverage(found))


@given(st.integers(0, 40), st.dictionaries(st.integers(0, 5), st.integers(0, 9), min_size=1))
def test_fair_shares_add_up(total: int, demand: dict[int, int]) -> None:
    """Largest remainder: all is shared, nobody's share is a whole one off the exact one."""
    shares, whole = fair_shares(total, demand), sum(demand.values())
    assert sum(shares.values()) == (total if whole else 0)
    for name, share in shares.items():
        assert not whole or abs(share * whole - total * demand[name]) < whole


def test_scarce_sessions_are_shared(calendar: WorkCalendar) -> None:
    """'Per skill and station': one lawyer for two clinics a month of four; one for each."""
    lawyer = Host(
        id="H-1",
        party=Party(name="示例律所"),
        skills=[Skill.LEGAL],
        hours=OpeningHours.parse("Mo 09:00-12:00"),
        per_day=1,
        days_off=[
            QUARTER.start + timedelta(days=day)
            for day in range(90)
            if (QUARTER.start + timedelta(days=day)).day > 14
        ],
    )
    register = Register(stations=(station(1), station(2)), hosts=[lawyer])
    duties = [clinic(number, "2/month", skill=Skill.LEGAL) for number in (1, 2)]
    policy = attrs.evolve(DEFAULT_POLICY, fairness_points=3, rotation=None)
    found = made(calendar, *duties, register=register, policy=policy)
    missing = [str(gap.duty) for gap in found.unplaced]
    assert abs(missing.count("D-1") - missing.count("D-2")) <= 1
    assert found.score.medium == found.bound.medium
    assert not [one for one in found.matches if one.constraint is Constraint.FAIRNESS]
    assert beyond_fair_share({"S-1": 4}, {"S-1": 6, "S-2": 6}) == {"S-1": 2}


@pytest.mark.parametrize(
    ("reach", "home", "placed"),
    [
        (None, "370202", 3),
        (Level.PROVINCE, "370202", 3),
        (Level.CITY, "370202", 0),
        (Level.CITY, "370503", 3),
        (Level.COUNTY, "370503", 0),
        (Level.COUNTY, "370502", 3),
        (Level.COUNTY, "370500", 3),  # only the city is known
    ],
)
def test_hosts_go_as_far_as_the_policy_says(
    calendar: WorkCalendar, reach: Level | None, home: str, placed: int
) -> None:
    """A host goes over its own county, city or province, and no farther."""
    lawyer = Host(
        id="H-1",
        party=Party(name="示例律所"),
        skills=[Skill.LEGAL],
        hours=DAILY,
        region=Region(home),
    )
    register = Register(stations=[station(1)], hosts=[lawyer])
    policy = attrs.evolve(DEFAULT_POLICY, reach=reach)
    found = made(calendar, clinic(1, skill=Skill.LEGAL), register=register, policy=policy)
    assert len(found.sessions) == placed
    told = {blocked.rule for gap in found.unplaced for blocked in gap.blocked}
    assert (Rule.HOST_REACH in told) == (placed == 0)


def test_two_shifts_of_one_name_are_refused() -> None:
    """A shift is told once."""
    with pytest.raises(InvalidValue, match=r"shifts\[1\]"):
        attrs.evolve(DEFAULT_POLICY, shifts=(EARLY, EARLY))
