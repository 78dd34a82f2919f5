"""The checker finds each rule when it is broken, one at a time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import DayPolicy, Duty, NoDayPolicy
from ridehire_partybuild.model import Branch, Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import DEFAULT_POLICY, Policy, Rule, Violation, violations
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    BranchKind,
    Cadence,
    DutyId,
    HostId,
    Level,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    SessionId,
    SessionStatus,
    Skill,
    StationId,
    Tier,
)

OFFICE = OpeningHours.parse("Mo-Fr 08:30-17:00; PH off")
MONTH = Period.parse("2026-01")


def at(day: int, clock: str) -> datetime:
    """A moment of January 2026."""
    hour, minute = clock.split(":")
    return datetime(2026, 1, day, int(hour), int(minute), tzinfo=SHANGHAI)


def station(number: int, county: str = "370502") -> Station:
    """A station that blocks nothing."""
    return Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region(county),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OFFICE,
    )


def host(number: int) -> Host:
    """A host that blocks nothing."""
    return Host(
        id=f"H-{number}",
        party=Party(name=f"示例单位{number}"),
        skills=(Skill.LEGAL,),
        hours=OFFICE,
    )


DUTY = Duty(
    id="D-1",
    subject="S-1",
    station="S-1",
    kind=ActivityKind.LEGAL_CLINIC,
    cadence=Cadence(per=PeriodUnit.MONTH),
    seats=10,
    skill=Skill.LEGAL,
)


def session(number: int, day: int = 13, clock: str = "09:30", **changes: Any) -> Session:
    """A session in order: on a Tuesday morning in January."""
    start = at(day, clock)
    plain = Session(
        id=f"P-{number}",
        kind=ActivityKind.LEGAL_CLINIC,
        station="S-1",
        host="H-1",
        start=start,
        end=start + timedelta(minutes=90),
        status=SessionStatus.PLANNED,
        duty="D-1",
        period=MONTH,
    )
    return attrs.evolve(plain, **changes)


@attrs.frozen
class World:
    """What the checker is given: all in order until one thing is changed."""

    stations: tuple[Station, ...] = (station(1), station(2, "370503"))
    hosts: tuple[Host, ...] = (host(1), host(2))
    branches: tuple[Branch, ...] = ()
    recorded: tuple[Session, ...] = ()
    sessions: tuple[Session, ...] = (session(1),)
    duty: Duty = DUTY
    policy: Policy = DEFAULT_POLICY

    def check(self, calendar: WorkCalendar) -> tuple[Violation, ...]:
        """What the checker finds."""
        register = Register(
            stations=self.stations,
            hosts=self.hosts,
            branches=self.branches,
            sessions=self.recorded,
        )
        return violations(
            self.sessions, register, calendar, policy=self.policy, duties=(self.duty,)
        )


def with_station(**changes: Any) -> World:
    """A world whose station differs."""
    return World(stations=(attrs.evolve(station(1), **changes), station(2, "370503")))


def with_host(**changes: Any) -> World:
    """A world whose host differs."""
    return World(hosts=(attrs.evolve(host(1), **changes), host(2)))


def with_sessions(*sessions: Session, **changes: Any) -> World:
    """A world with other sessions."""
    return attrs.evolve(World(), sessions=sessions, **changes)


BRANCH = Branch(
    id="B-1", name="示例", kind=BranchKind.BRANCH, station="S-1", founded_on=date(2026, 1, 14)
)
BREAKS: dict[Rule, World] = {
    Rule.NO_STATION: with_sessions(session(1, station=StationId("S-9"))),
    Rule.NO_HOST: with_sessions(
        session(1, host=HostId("H-9")), duty=attrs.evolve(DUTY, skill=None)
    ),
    Rule.OUTSIDE_PERIOD: with_sessions(session(1, period=Period.parse("2026-02"))),
    Rule.STATION_NOT_OPEN: with_station(opened_on=date(2026, 1, 14)),
    Rule.SUBJECT_NOT_THERE: World(
        branches=(BRANCH,),
        duty=attrs.evolve(DUTY, subject="B-1"),
    ),
    Rule.HOLIDAY: World(
        stations=(attrs.evolve(station(1), hours=OpeningHours.parse("24/7")),),
        hosts=(attrs.evolve(host(1), hours=OpeningHours.parse("24/7")),),
        sessions=(session(1, day=2, clock="08:00"),),
    ),
    Rule.DAY_POLICY: World(duty=attrs.evolve(DUTY, days=DayPolicy.WEEKENDS)),
    Rule.FIXED_DAY: World(duty=attrs.evolve(DUTY, fixed_day=15)),
    Rule.UNKNOWN_HOURS: with_station(hours=None),
    Rule.UNKNOWN_SEATS: with_station(site=Site()),
    Rule.SEATS: with_station(site=Site(seats=9)),
    Rule.CLOSED: with_station(hours=OpeningHours.parse("Mo-Fr 08:30-10:59")),
    Rule.PEAK: with_sessions(session(1, clock="08:59"), session(2, clock="15:00")),
    Rule.HOST_SKILL: with_sessions(session(1, host=None)),
    Rule.HOST_REACH: attrs.evolve(
        with_host(region=Region("370202")),
        policy=attrs.evolve(DEFAULT_POLICY, reach=Level.CITY),
    ),
    Rule.UNKNOWN_HOST_HOURS: with_host(hours=None),
    Rule.HOST_DAY_OFF: with_host(days_off=(date(2026, 1, 13),)),
    Rule.HOST_UNAVAILABLE: with_host(hours=OpeningHours.parse("Mo,We-Su 08:00-18:00")),
    Rule.ROOM_BUSY: with_sessions(
        session(1), session(2, clock="10:59", host=HostId("H-2"), kind=ActivityKind.HEALTH_CHECK)
    ),
    Rule.GAP: with_sessions(
        session(1), session(2, day=19), duty=attrs.evolve(DUTY, smallest_gap=7)
    ),
    Rule.HOST_BUSY: with_sessions(session(1), session(2, clock="10:59", station=StationId("S-2"))),
    Rule.HOST_TRAVEL: with_sessions(
        session(1), session(2, clock="11:59", station=StationId("S-2"))
    ),
    Rule.HOST_DAY_LIMIT: attrs.evolve(
        with_host(per_day=1), sessions=(session(1), session(2, clock="14:00"))
    ),
    Rule.HOST_WEEK_LIMIT: attrs.evolve(
        with_host(per_week=1), sessions=(session(1, day=12), session(2, day=16))
    ),
}


def test_every_rule_is_planted() -> None:
    """'`violations` finds each rule': all but the two that only a planner can break."""
    assert set(Rule) - set(BREAKS) == {Rule.PAST, Rule.OUTSIDE_SPAN}


def test_a_session_in_order_breaks_nothing(calendar: WorkCalendar) -> None:
    """The world in which the breaks are planted has none of its own."""
    assert World().check(calendar) == ()


@pytest.mark.parametrize("rule", BREAKS, ids=lambda rule: rule.value)
def test_a_planted_break_is_found(calendar: WorkCalendar, rule: Rule) -> None:
    """Each break is found by its name, and nothing else is."""
    found = BREAKS[rule].check(calendar)
    assert {violation.rule for violation in found} == {rule}
    assert all(violation.sessions for violation in found)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_has_a_label_in_both_languages(rule: Rule) -> None:
    """'Labels in zh and en.'."""
    assert rule.label("zh") != rule.label("en")


@pytest.mark.parametrize(
    ("name", "world"),
    [
        ("half-open: one begins as the other ends",
         with_sessions(session(1), session(2, clock="11:00"))),
        ("an hour's travel is enough between counties",
         with_sessions(session(1), session(2, clock="12:00", station=StationId("S-2")))),
        ("peaks end at 09:00 and begin at 17:00",
         with_sessions(session(1, clock="09:00"), session(2, clock="15:30"))),
        ("a fixed Saturday rolls to Monday",
         with_sessions(session(1, day=12), duty=attrs.evolve(DUTY, fixed_day=10))),
        ("a make-up Sunday is a workday", with_sessions(session(1, day=4))),
        ("and it will do where workdays are wanted",
         with_sessions(session(1, day=4), duty=attrs.evolve(DUTY, days=DayPolicy.WORKDAYS))),
        ("seven days apart is a gap of seven days",
         with_sessions(session(1), session(2, day=20), duty=attrs.evolve(DUTY, smallest_gap=7))),
        ("days are counted, not hours",
         with_sessions(session(1, clock="15:30"), session(2, day=20, clock="09:00"),
                       duty=attrs.evolve(DUTY, smallest_gap=7))),
        ("the gap is that of one duty",
         with_sessions(session(1), session(2, day=14, duty=None),
                       duty=attrs.evolve(DUTY, smallest_gap=7))),
    ],
)  # fmt: skip
def test_what_is_allowed(calendar: WorkCalendar, name: str, world: World) -> None:
    """The nearest thing to a break that is none."""
    assert world.check(calendar) == (), name


def test_a_holiday_is_allowed_only_where_the_period_has_no_other_day(
    calendar: WorkCalendar,
) -> None:
    """'Nothing is held unless ALLOW_HOLIDAY and the period has no other day.'."""
    week = Period.parse("2026-W08")  # 16-22 February 2026 has no workday
    start = datetime(2026, 2, 18, 8, tzinfo=SHANGHAI)
    one = session(1, start=start, end=start + timedelta(minutes=90), period=week)
    always = OpeningHours.parse("24/7")
    duty = attrs.evolve(
        DUTY, cadence=Cadence(per=PeriodUnit.WEEK), no_day=NoDayPolicy.ALLOW_HOLIDAY
    )
    world = World(
        stations=(attrs.evolve(station(1), hours=always),),
        hosts=(attrs.evolve(host(1), hours=always),),
        sessions=(one,),
        duty=duty,
    )
    assert world.check(calendar) == ()
    monthly = attrs.evolve(duty, cadence=Cadence(per=PeriodUnit.MONTH))
    in_month = attrs.evolve(world, duty=monthly, sessions=(attrs.evolve(one, period=None),))
    assert [found.rule for found in in_month.check(calendar)] == [Rule.HOLIDAY]


def statuses(first: SessionStatus, second: SessionStatus) -> tuple[Session, Session]:
    """Two sessions in one room at once."""
    return session(1, status=first), session(2, host=HostId("H-2"), status=second)


PLANNED, HELD, CANCELLED = SessionStatus.PLANNED, SessionStatus.HELD, SessionStatus.CANCELLED


@pytest.mark.parametrize(
    ("given", "recorded", "expected"),
    [
        (PLANNED, PLANNED, 1),
        (PLANNED, HELD, 1),  # what was held occupies
        (HELD, HELD, 0),  # and is not judged
        (PLANNED, CANCELLED, 0),  # 'cancelled ones count for nothing'
        (CANCELLED, PLANNED, 0),
    ],
)
def test_given_and_recorded_sessions_meet(
    calendar: WorkCalendar, given: SessionStatus, recorded: SessionStatus, expected: int
) -> None:
    """'Against each other and the register's sessions.'."""
    one, other = statuses(given, recorded)
    world = with_sessions(one, recorded=(other,))
    assert len(world.check(calendar)) == expected


@pytest.mark.parametrize(("field", "day"), [("per_day", 13), ("per_week", 16)])
def test_a_limit_counts_what_is_on_record(calendar: WorkCalendar, field: str, day: int) -> None:
    """One that is given and one of the register are two; two of the register are not judged."""
    world = attrs.evolve(with_host(**{field: 1}), sessions=(session(1),))
    other = session(2, day=day, clock="14:00")
    (told,) = attrs.evolve(world, recorded=(other,)).check(calendar)
    assert [str(one) for one in told.sessions] == ["P-1", "P-2"]
    assert attrs.evolve(world, sessions=(), recorded=(session(1), other)).check(calendar) == ()


def test_of_two_with_one_id_the_given_one_counts(calendar: WorkCalendar) -> None:
    """'Same id = same session, the given one wins.'."""
    one, other = statuses(PLANNED, PLANNED)
    moved = attrs.evolve(other, start=at(14, "09:30"), end=at(14, "11:00"))
    assert with_sessions(one, moved, recorded=(other,)).check(calendar) == ()
    assert with_sessions(recorded=(one, other)).check(calendar) == ()


def test_a_session_elsewhere_has_no_station_to_be_judged_by(calendar: WorkCalendar) -> None:
    """Sessions with a venue are only checked for days off, peaks and host rules."""

    def elsewhere(number: int, clock: str) -> Session:
        return session(number, clock=clock, station=None, venue="示例会场")

    unseated = attrs.evolve(DUTY, seats=1000)
    assert with_sessions(elsewhere(1, "09:30"), duty=unseated).check(calendar) == ()
    peak = with_sessions(elsewhere(1, "08:00"))
    assert rules_of(peak.check(calendar)) == {Rule.PEAK, Rule.HOST_UNAVAILABLE}
    both = with_sessions(elsewhere(1, "09:30"), elsewhere(2, "10:00"))
    assert rules_of(both.check(calendar)) == {Rule.HOST_BUSY}


def rules_of(found: Iterable[Violation]) -> set[Rule]:
    """The rules that are broken."""
    return {violation.rule for violation in found}


@pytest.mark.parametrize("duty", [None, DutyId("D-9")])
@pytest.mark.parametrize("place", [{}, {"station": None, "venue": "示例会场"}])
def test_days_off_are_for_none_but_a_known_duty_that_allows_them(
    calendar: WorkCalendar, duty: DutyId | None, place: dict[str, Any]
) -> None:
    """The plain call sees a session on a day off, whether it names an unknown duty or none."""
    always = OpeningHours.parse("24/7")
    world = World(
        stations=(attrs.evolve(station(1), hours=always),),
        hosts=(attrs.evolve(host(1), hours=always),),
        sessions=(session(1, day=2, clock="08:00", duty=duty, **place),),
    )
    assert rules_of(world.check(calendar)) == {Rule.HOLIDAY}


def test_two_given_sessions_of_one_id_are_refused(calendar: WorkCalendar) -> None:
    """Neither vanishes, and their order decides nothing."""
    one, other = session(1), session(1, day=14)
    for given in ((one, other), (other, one)):
        with pytest.raises(InvalidValue, match=r"sessions\[1\].id") as refused:
            with_sessions(*given).check(calendar)
        assert [problem.code for problem in refused.value.problems] == ["id.duplicate"]
    with pytest.raises(InvalidValue, match=r"duties\[1\].id"):
        violations((), Register(), calendar, duties=(DUTY, DUTY))


def test_one_crowded_day_is_one_violation(calendar: WorkCalendar) -> None:
    """A limit names all the sessions that are over it together."""
    found = BREAKS[Rule.HOST_DAY_LIMIT].check(calendar)
    assert [violation.sessions for violation in found] == [(SessionId("P-1"), SessionId("P-2"))]
