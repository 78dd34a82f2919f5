"""The planner on a small city made by hand: 3 stations, 2 hosts, half a year."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import reference_guideline
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Blocked,
    Constraint,
    LedgerEntry,
    LedgerState,
    Plan,
    Rule,
    RuleSeverity,
    Severity,
    duties,
    plan,
    violations,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Cadence,
    Modality,
    OpeningHours,
    Period,
    Region,
    Roll,
    SessionStatus,
    Skill,
    Span,
    Tier,
)

HALF_YEAR = Span.parse("2026-01-01/2026-06-30")
OFFICE = OpeningHours.parse("Mo-Fr 08:30-17:00; Sa,Su 09:00-16:00; PH off")
LAWYER = Host(
    id="H-1",
    party=Party(name="示例律师事务所"),
    skills=(Skill.LEGAL,),
    hours=OpeningHours.parse("Tu,Th 08:30-17:30"),
    per_day=2,
    per_week=3,
    region=Region("370502"),
)
NURSE = Host(
    id="H-2",
    party=Party(name="示例卫生服务中心"),
    skills=(Skill.HEALTH, Skill.FIRST_AID),
    hours=OpeningHours.parse("Mo-Fr 08:30-12:00"),
    per_week=2,
)


def station(number: int, **changes: Any) -> Station:
    """A station with all that a plan needs."""
    plain = Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region(("370502", "370503", "370505")[number - 1]),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OFFICE,
    )
    return attrs.evolve(plain, **changes)


STATIONS = tuple(station(number) for number in (1, 2, 3))
CITY = Register(stations=STATIONS, hosts=(LAWYER, NURSE))


def owed(kind: ActivityKind, cadence: str, number: int = 1, **changes: Any) -> Duty:
    """A duty of a station."""
    return Duty(
        id=f"S-{number}.{kind.value}",
        subject=f"S-{number}",
        station=f"S-{number}",
        kind=kind,
        cadence=Cadence.parse(cadence),
        **changes,
    )


CLINIC, DAY, CHECK = (
    ActivityKind.LEGAL_CLINIC,
    ActivityKind.THEME_PARTY_DAY,
    ActivityKind.HEALTH_CHECK,
)
DUTIES = tuple(
    duty
    for number in (1, 2, 3)
    for duty in (
        owed(CLINIC, "1/month", number, skill=Skill.LEGAL, seats=10),
        owed(DAY, "1/month", number, fixed_day=10, roll=Roll.NEAREST),
        owed(CHECK, "1/quarter", number, skill=Skill.HEALTH),
    )
)


def made(calendar: WorkCalendar, duties: Any, register: Register = CITY, **more: Any) -> Plan:
    """The plan of the first half of 2026 unless said otherwise."""
    return plan(duties, register, calendar, **{"span": HALF_YEAR} | more)


def test_a_city_is_planned_whole(calendar: WorkCalendar) -> None:
    """Law 12 on a real half-year: all 42 sessions placed, no rule broken."""
    found = made(calendar, DUTIES)
    assert len(found.sessions) == 3 * (6 + 6 + 2)
    assert found.unplaced == ()
    assert violations(found.sessions, CITY, calendar, duties=DUTIES) == ()
    assert {entry.state for entry in found.ledger} == {LedgerState.PLANNED}
    # once in the register they are in each other's way no more than before
    full = CITY.with_(*found.sessions)
    assert violations(found.sessions, full, calendar, duties=DUTIES) == ()


def test_a_fixed_day_rolls_within_its_month(calendar: WorkCalendar) -> None:
    """'On the 10th, postponed at a holiday': 10 January 2026 is a Saturday, 10 May a Sunday."""
    found = made(calendar, [owed(DAY, "1/month", fixed_day=10, roll=Roll.NEAREST)])
    days = sorted(session.day for session in found.sessions)
    assert days == [
        date(2026, 1, 9),
        date(2026, 2, 10),
        date(2026, 3, 10),
        date(2026, 4, 10),
        date(2026, 5, 11),  # as near as the make-up Saturday, and later
        date(2026, 6, 10),
    ]


FESTIVAL = Span.parse("2026-02-16/2026-03-01")  # 16-22 February has no workday


@pytest.mark.parametrize(
    ("policy", "state", "days"),
    [
        (NoDayPolicy.WAIVE, LedgerState.WAIVED, []),
        (NoDayPolicy.ROLL, LedgerState.PLANNED, [24]),
        (NoDayPolicy.ALLOW_HOLIDAY, LedgerState.PLANNED, [19]),
    ],
)
def test_a_period_without_an_admissible_day(
    calendar: WorkCalendar, policy: NoDayPolicy, state: LedgerState, days: list[int]
) -> None:
    """'What to do in a period without an admissible day (WAIVE, ROLL, ALLOW_HOLIDAY).'."""
    register = Register(stations=[station(1, hours=OpeningHours.parse("Mo-Su 08:00-17:00"))])
    duty = owed(CLINIC, "1/week", no_day=policy)
    found = made(calendar, [duty], register, span=FESTIVAL)
    first = next(entry for entry in found.ledger if entry.period == Period.parse("2026-W08"))
    assert first.state is state
    mine = [one for one in found.sessions if one.period == first.period]
    assert [one.day.day for one in mine] == days
    assert violations(found.sessions, register, calendar, duties=[duty]) == ()
    assert found.unplaced == ()


def test_a_rolled_session_stays_inside_the_span(calendar: WorkCalendar) -> None:
    """'Nothing is placed outside the span': a week after its last period is out of reach."""
    register = Register(stations=STATIONS)
    duty = owed(CLINIC, "1/week", no_day=NoDayPolicy.ROLL)
    found = made(calendar, [duty], register, span=Span.parse("2026-02-16/2026-02-22"))
    (left,) = found.unplaced
    assert left.blocked == (
        Blocked(rule=Rule.OUTSIDE_SPAN, count=7 * 48),
        Blocked(rule=Rule.HOLIDAY, count=7 * 48),
    )


def test_unknown_hours_block_and_waive_nothing(calendar: WorkCalendar) -> None:
    """'Unknown hours or seats block with reason `unknown`.'."""
    register = Register(stations=[station(1, hours=None), station(2, site=Site())])
    duties = [owed(CLINIC, "1/month", 1), owed(CLINIC, "1/month", 2, seats=5)]
    found = made(calendar, duties, register, span=Span.parse("2026-03-01/2026-03-31"))
    # 31 days of 48 starts each
    assert [one.blocked for one in found.unplaced] == [
        (Blocked(rule=Rule.UNKNOWN_HOURS, count=31 * 48),),
        (Blocked(rule=Rule.UNKNOWN_SEATS, count=31 * 48),),
    ]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"station": None}, Rule.NO_STATION), ({"skill": Skill.TRAFFIC_SAFETY}, Rule.NO_HOST)],
)
def test_a_duty_without_room_or_host(
    calendar: WorkCalendar, changes: dict[str, Any], rule: Rule
) -> None:
    """'A duty with no station or no host at all gets one' reason."""
    found = made(calendar, [attrs.evolve(owed(CLINIC, "1/half_year"), **changes)])
    assert [one.blocked for one in found.unplaced] == [(Blocked(rule=rule, count=1),)]
    assert found.score.medium == -1


def held(day: date, **changes: Any) -> Session:
    """A clinic held at the first station."""
    start = datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI)
    plain = Session(
        id=f"R-{day}",
        kind=CLINIC,
        station="S-1",
        start=start,
        end=start + timedelta(minutes=90),
        status=SessionStatus.HELD,
    )
    return attrs.evolve(plain, **changes)


def entries(found: Plan) -> dict[str, LedgerEntry]:
    """The ledger by period."""
    return {str(entry.period): entry for entry in found.ledger}


def test_whole_periods_that_end_in_the_span_are_due(calendar: WorkCalendar) -> None:
    """'Due are the whole calendar periods of each duty that END within the span.'."""
    found = made(calendar, [owed(CLINIC, "1/month")], span=Span.parse("2026-01-20/2026-03-30"))
    assert sorted(entries(found)) == ["2026-01", "2026-02"]
    assert all(session.day >= date(2026, 1, 20) for session in found.sessions)


def test_periods_without_the_station_are_not_due(calendar: WorkCalendar) -> None:
    """'… and in which the station is open at least partly after opening.'."""
    late = station(1, opened_on=date(2026, 2, 20), closed_on=date(2026, 5, 1))
    register = Register(stations=[late])
    found = made(calendar, [owed(CLINIC, "1/month")], register)
    assert sorted(entries(found)) == ["2026-02", "2026-03", "2026-04"]
    assert min(session.day for session in found.sessions) >= date(2026, 2, 20)


def test_sessions_are_spread_evenly(calendar: WorkCalendar) -> None:
    """'Even spread inside the period and between periods.'."""
    found = made(calendar, [owed(CLINIC, "2/month")], span=Span.parse("2026-03-01/2026-04-30"))
    days = sorted(session.day for session in found.sessions)
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert len(days) == 4
    assert all(13 <= gap <= 18 for gap in gaps)
    # what is held takes its share: the second goes to the other half of the month
    register = CITY.with_(held(date(2026, 3, 26)))
    again = made(
        calendar,
        [owed(CLINIC, "2/month")],
        register,
        span=Span.parse("2026-03-01/2026-03-31"),
    )
    assert [session.day.day for session in again.sessions] == [8]


def test_preferred_hours_are_kept_where_they_can_be(calendar: WorkCalendar) -> None:
    """'Soft: preferred windows': the afternoon is taken, and what misses it is charged."""
    afternoon = OpeningHours.parse("Mo-Fr 13:30-16:30")
    found = made(calendar, [owed(CLINIC, "1/month", preferred=afternoon)])
    assert all(session.start.hour >= 13 for session in found.sessions)
    morning_only = Register(stations=[station(1, hours=OpeningHours.parse("Mo-Fr 09:00-12:00"))])
    forced = made(calendar, [owed(CLINIC, "1/month", preferred=afternoon)], morning_only)
    assert len(forced.sessions) == 6
    assert forced.score.soft <= -12


def test_ids_are_stable_and_never_taken_twice(calendar: WorkCalendar) -> None:
    """'id = UUIDv5 of (duty, period, ordinal)'; one that a cancelled record bears is not reused."""
    duty = owed(CLINIC, "1/month")
    one, other = (made(calendar, [duty], seed=seed) for seed in (0, 1))
    assert {session.id for session in one.sessions} == {session.id for session in other.sessions}
    cancelled = [attrs.evolve(s, status=SessionStatus.CANCELLED) for s in one.sessions]
    again = made(calendar, [duty], CITY.with_(*cancelled))
    assert len(again.sessions) == 6
    assert not {session.id for session in again.sessions} & {one.id for one in cancelled}


def test_two_duties_of_one_id_are_refused(calendar: WorkCalendar) -> None:
    """Bad input raises, with its place."""
    with pytest.raises(InvalidValue, match=r"duties\[1\].id"):
        made(calendar, [owed(CLINIC, "1/month")] * 2)


def test_travel_goes_by_station_county_and_city() -> None:
    """'Travel time is a table in the policy (same station, county, city, else).'."""
    travel = DEFAULT_POLICY.travel
    near, far = station(1, id="S-4"), station(1, id="S-5", region=Region("370202"))
    assert [
        travel.between(STATIONS[0], other) for other in (STATIONS[0], near, STATIONS[1], far, None)
    ] == [
        travel.same_station,
        travel.same_county,
        travel.same_city,
        travel.elsewhere,
        0,
    ]


def test_a_tally_that_forgets_its_seven_days_breaks_the_law(calendar: WorkCalendar) -> None:
    """Law 13: the candidate slots are derived from the inputs, not from the tally under test."""
    duty = owed(CLINIC, "1/week", no_day=NoDayPolicy.ROLL)
    found = made(calendar, [duty], span=Span.parse("2026-02-16/2026-02-22"))
    laws.tallies_are_true(found)
    (left,) = found.unplaced
    forgetful = attrs.evolve(left, blocked=left.blocked[1:])  # without those outside the span
    with pytest.raises(laws.LawBroken, match="tally"):
        laws.tallies_are_true(attrs.evolve(found, unplaced=(forgetful,)))


@pytest.mark.parametrize("text", ["1999-12-31/2000-01-31", "2100-12-01/2101-01-31"])
def test_a_span_that_cannot_be_recorded_is_refused(calendar: WorkCalendar, text: str) -> None:
    """Years 2000-2100: planning beyond them is bad input, told at the door."""
    with pytest.raises(InvalidValue) as caught:
        plan((), Register(), calendar, Span.parse(text))
    assert caught.value.problems[0].code == "time.range"
    with pytest.raises(InvalidValue):
        duties(reference_guideline(), Register(), Span.parse(text))


def test_a_search_stops_when_its_plan_is_proved_optimal(calendar: WorkCalendar) -> None:
    """'It stops when it meets the bound', long before its budget is spent."""
    constructed = made(calendar, DUTIES, moves=0)
    found = made(calendar, DUTIES, moves=100_000)
    assert (constructed.moves_made, constructed.is_optimal) == (0, False)
    assert found.is_optimal
    assert 0 < found.moves_made < 100_000
    assert found.score == found.bound > constructed.score
    assert made(calendar, DUTIES, moves=found.moves_made).sessions == found.sessions


def test_gaps_are_held_against_their_ideal(calendar: WorkCalendar) -> None:
    """'0 where |gap - ideal| <= tolerance, else the days beyond', sessions on record included."""
    span = Span.parse("2026-03-01/2026-04-30")
    policy = attrs.evolve(DEFAULT_POLICY, rotation=None, spacing_tolerance=10, spacing_points=3)
    duty = owed(CLINIC, "1/month", ideal_gap=20, smallest_gap=2)
    last = held(date(2026, 2, 24), duty=duty.id)
    found = made(calendar, [duty], CITY.with_(last), span=span, policy=policy)
    days = [last.day, *sorted(session.day for session in found.sessions)]
    gaps = [(after - before).days for before, after in pairwise(days)]
    beyond = [max(0, abs(gap - 20) - 2) for gap in gaps]
    assert found.is_optimal
    assert found.score.soft == -3 * sum(beyond)
    assert [-match.points for match in found.matches] == [3 * one for one in beyond if one]


def test_what_is_recommended_is_no_medium_point(calendar: WorkCalendar) -> None:
    """'UNPLACED of a duty with modality SHOULD is soft, else medium'."""
    closed = Register(stations=[station(1, hours=OpeningHours.parse("Mo-Fr 02:00-03:00"))])
    for modality, medium, soft in ((Modality.SHALL, -6, 0), (Modality.SHOULD, 0, -6 * 30)):
        policy = attrs.evolve(DEFAULT_POLICY, rotation=None)
        duty = owed(CLINIC, "1/month", modality=modality)
        found = made(calendar, [duty], closed, policy=policy)
        assert (found.score.medium, found.score.soft) == (medium, soft)
        assert found.is_optimal


def test_a_rule_that_warns_is_broken_at_a_price(calendar: WorkCalendar) -> None:
    """'WARN violations cost soft points', and only where nothing clean is left."""
    at_peak = Register(stations=[station(1, hours=OpeningHours.parse("Mo-Fr 17:00-20:00"))])
    warned = RuleSeverity(rule=Rule.PEAK, severity=Severity.WARN)
    policy = attrs.evolve(DEFAULT_POLICY, rotation=None, severities=[warned], warning_points=7)
    found = made(calendar, [owed(CLINIC, "1/quarter")], at_peak, policy=policy)
    assert len(found.sessions) == 2
    told = [one.points for one in found.matches if one.constraint is Constraint.WARNING]
    assert told == [-7, -7]
    clean = made(calendar, [owed(CLINIC, "1/quarter")], policy=policy)
    assert not [one for one in clean.matches if one.constraint is Constraint.WARNING]
