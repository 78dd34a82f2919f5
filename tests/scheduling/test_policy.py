"""How grave a broken rule is: set by the policy, per rule and per station."""

from datetime import date, datetime, timedelta
from itertools import pairwise, permutations, product
from typing import Any

import attrs
import pytest
from tests.scheduling import small

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
    plan,
    violations,
)
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Cadence,
    Level,
    OpeningHours,
    PeriodUnit,
    Region,
    SessionStatus,
    Span,
    StationId,
    Tier,
)


def policy(*severities: tuple[Rule, Severity, str | None]) -> Policy:
    """The shipped policy with severities of its own."""
    made = [
        RuleSeverity(rule=rule, severity=severity, station=station)
        for rule, severity, station in severities
    ]
    return attrs.evolve(DEFAULT_POLICY, severities=made)


def at_peak(station: str) -> Session:
    """A session in the morning peak."""
    start = datetime(2026, 1, 13, 8, tzinfo=SHANGHAI)
    return Session(
        id=f"P-{station}",
        kind=ActivityKind.LEGAL_CLINIC,
        station=station,
        start=start,
        end=start + timedelta(hours=1),
        status=SessionStatus.PLANNED,
    )


REGISTER = Register(
    stations=[
        Station(
            id=f"S-{number}",
            name="示例",
            region=Region("370502"),
            tier=Tier.BASIC,
            site=Site(seats=20),
            hours=OpeningHours.parse("Mo-Fr 07:00-09:00"),
        )
        for number in (1, 2)
    ]
)


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ((), ("block_scheduling", "block_scheduling")),
        (((Rule.PEAK, Severity.WARN, None),), ("warn", "warn")),
        (((Rule.PEAK, Severity.WARN, "S-1"),), ("warn", "block_scheduling")),
        (
            ((Rule.PEAK, Severity.WARN, None), (Rule.PEAK, Severity.BLOCK_RELEASE, "S-2")),
            ("warn", "block_release"),
        ),
        (((Rule.PEAK, Severity.IGNORE, "S-2"),), ("block_scheduling", None)),
        (((Rule.CLOSED, Severity.IGNORE, None),), ("block_scheduling", "block_scheduling")),
    ],
)
def test_the_more_specific_severity_decides(
    calendar: WorkCalendar, severities: Any, expected: tuple[str | None, str | None]
) -> None:
    """'More specific decides; default BLOCK_SCHEDULING'; what is ignored is not told."""
    given = [at_peak("S-1"), at_peak("S-2")]
    found = violations(given, REGISTER, calendar, policy=policy(*severities))
    told = {one.station: one.severity.value for one in found}
    assert (told.get(StationId("S-1")), told.get(StationId("S-2"))) == expected


@pytest.mark.parametrize(
    ("severity", "placed"),
    [
        (None, False),
        (Severity.BLOCK_SCHEDULING, False),
        (Severity.BLOCK_RELEASE, False),
        (Severity.WARN, True),
        (Severity.IGNORE, True),
    ],
)
def test_a_plan_breaks_what_only_warns(
    calendar: WorkCalendar, severity: Severity | None, *, placed: bool
) -> None:
    """'The planner places nothing that breaks a BLOCK_* rule, may break WARN.'."""
    duty = Duty(
        id="D-1",
        subject="S-1",
        station="S-1",
        kind=ActivityKind.LEGAL_CLINIC,
        cadence=Cadence(per=PeriodUnit.MONTH),
        minutes=60,
    )
    rules = policy() if severity is None else policy((Rule.PEAK, severity, "S-1"))
    made = plan([duty], REGISTER, calendar, Span.parse("2026-01-01/2026-01-31"), policy=rules)
    assert len(made.sessions) == int(placed)
    assert made.score.hard == 0
    found = violations(made.sessions, REGISTER, calendar, policy=rules, duties=[duty])
    assert [one.severity for one in found] == [Severity.WARN] * (severity is Severity.WARN)


@pytest.mark.parametrize(
    ("rule", "station", "code"),
    [
        (Rule.PAST, None, "severity.fixed"),
        (Rule.OUTSIDE_SPAN, "S-1", "severity.fixed"),
        (Rule.HOST_BUSY, "S-1", "severity.nowhere"),
        (Rule.GAP, "S-1", "severity.nowhere"),
    ],
)
def test_a_severity_that_nobody_would_look_up_is_refused(
    rule: Rule, station: str | None, code: str
) -> None:
    """An exception that matches nothing is an error."""
    with pytest.raises(InvalidValue) as caught:
        RuleSeverity(rule=rule, severity=Severity.WARN, station=station)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_rule_has_one_severity_at_one_place() -> None:
    """Two would leave open which decides."""
    one = RuleSeverity(rule=Rule.PEAK, severity=Severity.WARN)
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(DEFAULT_POLICY, severities=[one, attrs.evolve(one, severity=Severity.IGNORE)])
    assert [problem.code for problem in caught.value.problems] == ["severity.twice"]


def test_severities_stand_in_one_order() -> None:
    """Equal policies are equal, in whatever order they were told."""
    told = (Rule.PEAK, Severity.WARN, None), (Rule.CLOSED, Severity.WARN, "S-1")
    assert policy(*told) == policy(*reversed(told))


def test_gaps_are_days_between_sessions_of_a_duty(calendar: WorkCalendar) -> None:
    """`smallest_gap` is hard: a plan keeps it."""
    duty = Duty(
        id="D-1",
        subject="S-1",
        station="S-1",
        kind=ActivityKind.LEGAL_CLINIC,
        cadence=Cadence(times=3, per=PeriodUnit.MONTH),
        minutes=60,
        smallest_gap=9,
    )
    room = attrs.evolve(REGISTER.stations[0], hours=OpeningHours.parse("Mo-Su 09:00-10:00"))
    made = plan([duty], Register(stations=[room]), calendar, Span.parse("2026-01-01/2026-02-28"))
    days: list[date] = sorted(one.day for one in made.sessions)
    assert len(days) >= 5
    assert min((two - one).days for one, two in pairwise(days)) >= 9


def test_how_far_a_host_goes_is_asked_of_each_place_anew() -> None:
    """Two hosts of the same hours, two stations of the same hours: regions tell them apart."""
    hours = OpeningHours.parse("Mo-Su 08:00-18:00")
    stations = [
        Station(id=f"S-{code}", name="示例", region=Region(code), tier=Tier.BASIC, hours=hours)
        for code in ("370502", "370102")
    ]
    hosts = [
        Host(id=f"H-{code}", party=Party(name="示例"), hours=hours, region=Region(code))
        for code in ("370502", "370102")
    ]
    first = datetime(2026, 3, 2, 14, tzinfo=SHANGHAI)
    sessions = [
        Session(
            id=f"{host.id}.{station.id}", kind=ActivityKind.LEGAL_CLINIC, station=station.id,
            host=host.id, start=first + timedelta(weeks=week),
            end=first + timedelta(weeks=week, hours=1), status=SessionStatus.PLANNED,
        )
        for week, (host, station) in enumerate(product(hosts, stations))
    ]  # fmt: skip
    register = Register(stations=stations, hosts=hosts)
    near = attrs.evolve(DEFAULT_POLICY, reach=Level.CITY)
    for order in permutations(sessions):
        found = violations(order, register, WorkCalendar(), policy=near)
        far = {session for one in found if one.rule is Rule.HOST_REACH for session in one.sessions}
        assert far == {"H-370502.S-370102", "H-370102.S-370502"}
    assert violations(sessions, register, WorkCalendar()) == ()


@pytest.mark.parametrize(
    ("reach", "home", "near", "far"),
    [
        (Level.COUNTY, "370502", "370502", "370503"),
        (Level.COUNTY, "370500", "370522", "370602"),  # of whom only the city is known
        (Level.CITY, "370502", "370522", "370602"),
        (Level.PROVINCE, "371002", "370502", "320102"),
    ],
)
def test_a_host_reaches_as_far_as_the_policy_says(
    reach: Level, home: str, near: str, far: str
) -> None:
    """'Over their own county, city or province'; who sets out from nowhere goes anywhere."""
    policy = attrs.evolve(DEFAULT_POLICY, reach=reach)
    host = small.lawyer(region=Region(home))
    there, not_there = (small.station(region=Region(one)) for one in (near, far))
    assert policy.reaches(host, there)
    assert not policy.reaches(host, not_there)
    assert DEFAULT_POLICY.reaches(host, not_there)
    assert policy.reaches(small.lawyer(), not_there)
