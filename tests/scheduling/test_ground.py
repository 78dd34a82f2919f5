"""On which days a period can be served: who is there, fixed days, days off."""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import attrs
import pytest

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Branch, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Blocked,
    LedgerState,
    Plan,
    Rule,
    plan,
    violations,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    BranchKind,
    Cadence,
    OpeningHours,
    Period,
    Region,
    Roll,
    SessionStatus,
    Span,
    Tier,
)

HALF_YEAR = Span.parse("2026-01-01/2026-06-30")
NO_PEAKS = attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off"))


def station(hours: str = "Mo-Fr 08:30-17:00", **changes: Any) -> Station:
    """A station."""
    plain = Station(
        id="S-1",
        name="示例一号",
        region=Region("370502"),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OpeningHours.parse(hours),
    )
    return attrs.evolve(plain, **changes)


def branch(**changes: Any) -> Branch:
    """A branch that meets at the station."""
    plain = Branch(id="B-1", name="示例联合党支部", kind=BranchKind.JOINT_BRANCH, station="S-1")
    return attrs.evolve(plain, **changes)


def theme_day(cadence: str = "1/month", subject: str = "S-1", **changes: Any) -> Duty:
    """A theme day owed by the station unless said otherwise."""
    return Duty(
        id="D-1",
        subject=subject,
        station=changes.pop("station", "S-1"),
        kind=ActivityKind.THEME_PARTY_DAY,
        cadence=Cadence.parse(cadence),
        **changes,
    )


def made(calendar: WorkCalendar, duty: Duty, *records: Any, **more: Any) -> Plan:
    """The plan of one duty; it keeps the laws of planning."""
    found = plan([duty], Register().with_(*records), calendar, **{"span": HALF_YEAR} | more)
    laws.plan_breaks_no_rule(found)
    laws.ledger_adds_up(found)
    laws.tallies_are_true(found)
    return found


def of(duty: Duty, start: datetime, minutes: int = 90) -> Session:
    """A planned session of the duty."""
    return Session(
        id="P-1",
        kind=duty.kind,
        station=duty.station,
        start=start,
        end=start + timedelta(minutes=minutes),
        status=SessionStatus.PLANNED,
        duty=duty.id,
    )


def at(text: str) -> datetime:
    """An aware moment."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("dates", "periods", "inside", "outside"),
    [
        ({"founded_on": date(2026, 6, 20)}, ["2026-06"], "2026-06-22", "2026-06-18"),
        ({"dissolved_on": date(2026, 1, 20)}, ["2026-01"], "2026-01-19", "2026-01-20"),
    ],
)
def test_a_branch_that_is_not_there_owes_nothing(
    calendar: WorkCalendar, dates: dict[str, date], periods: list[str], inside: str, outside: str
) -> None:
    """A period in which the subject is never there is not due; no session without it."""
    duty, records = theme_day(subject="B-1"), (station(), branch(**dates))
    found = made(calendar, duty, *records)
    assert [str(entry.period) for entry in found.ledger] == periods
    (session,) = found.sessions
    assert branch(**dates).is_open(session.day)
    register = Register().with_(*records)
    for day, expected in ((inside, []), (outside, [Rule.SUBJECT_NOT_THERE])):
        one = of(duty, at(f"{day}T09:30"))
        broken = violations([one], register, calendar, duties=[duty])
        assert [violation.rule for violation in broken] == expected


def test_a_branch_that_is_there_on_no_admissible_day(calendar: WorkCalendar) -> None:
    """The subject counts as the station does: without a day for both, the period has none."""
    late = branch(founded_on=date(2026, 1, 31))  # a Saturday
    january = Span.parse("2026-01-01/2026-01-31")
    waived = made(calendar, theme_day(subject="B-1"), station(), late, span=january)
    assert [entry.state for entry in waived.ledger] == [LedgerState.WAIVED]
    rolls = theme_day(subject="B-1", no_day=NoDayPolicy.ROLL)
    rolled = made(calendar, rolls, station(), late, span=Span.parse("2026-01-01/2026-02-10"))
    assert [session.day for session in rolled.sessions] == [date(2026, 2, 2)]


VAN = "Tu,Th 08:00-17:00"


@pytest.mark.parametrize(
    ("roll", "days"),
    [
        (Roll.FOLLOWING, (13, 14, 11)),
        (Roll.PRECEDING, (8, 9, 9)),
        (Roll.NEAREST, (8, 9, 11)),  # of 9 and 11 June the later
    ],
)
@pytest.mark.parametrize("no_day", NoDayPolicy)
def test_a_fixed_day_on_which_the_station_is_closed_rolls(
    calendar: WorkCalendar, roll: Roll, days: tuple[int, int, int], no_day: NoDayPolicy
) -> None:
    """The roll goes to the first workday in its order on which the station is open."""
    found = made(calendar, theme_day(fixed_day=10, roll=roll, no_day=no_day), station(VAN))
    placed = {session.day.month: session.day.day for session in found.sessions}
    assert (placed[1], placed[4], placed[6]) == days
    assert (placed[2], placed[3]) == (10, 10)
    assert {entry.state for entry in found.ledger} == {LedgerState.PLANNED}


def test_a_fixed_day_that_cannot_roll_is_unplaced_and_not_waived(calendar: WorkCalendar) -> None:
    """Law 20: 'a rolled day is a workday within its window and its own period, else unplaced'."""
    duty = theme_day(fixed_day=31, roll=Roll.FOLLOWING, minutes=60)
    found = made(calendar, duty, station("Mo 08:00-17:00"), span=Period.parse("2026-01").span)
    (left,) = found.unplaced
    assert left.blocked == (
        Blocked(rule=Rule.HOLIDAY, count=3 * 48),
        Blocked(rule=Rule.FIXED_DAY, count=28 * 48),
    )


@pytest.mark.parametrize(
    ("no_day", "state"),
    [
        (NoDayPolicy.WAIVE, LedgerState.WAIVED),
        (NoDayPolicy.ROLL, LedgerState.AT_RISK),  # the week after is as closed
        (NoDayPolicy.ALLOW_HOLIDAY, LedgerState.PLANNED),
    ],
)
def test_a_period_without_any_admissible_day(
    calendar: WorkCalendar, no_day: NoDayPolicy, state: LedgerState
) -> None:
    """A fixed day aside: only a period with no admissible day at all is excused or moved."""
    duty = theme_day(fixed_day=1, no_day=no_day)
    only_holidays = station("off; PH 08:00-12:00")
    found = made(calendar, duty, only_holidays, span=Period.parse("2026-01").span)
    assert [entry.state for entry in found.ledger] == [state]


def test_ids_are_no_key_words(calendar: WorkCalendar) -> None:
    """A station called 'peaks' is planned as any other."""
    peaks = station(id="peaks")
    found = made(calendar, theme_day(station="peaks", subject="peaks"), peaks)
    assert (len(found.sessions), found.unplaced) == (6, ())


@pytest.mark.parametrize(
    ("night", "changes", "expected"),
    [
        ("2025-12-31T21:00", {}, [Rule.HOLIDAY]),
        ("2026-01-13T21:00", {"closed_on": date(2026, 1, 14)}, [Rule.STATION_NOT_OPEN]),
        ("2026-01-13T21:00", {"closed_on": date(2026, 1, 15)}, []),
    ],
)
def test_every_day_that_a_session_touches_is_judged(
    calendar: WorkCalendar, night: str, changes: dict[str, date], expected: list[Rule]
) -> None:
    """A night session lies on two days: from 31 December it runs into a holiday."""
    duty, place = theme_day(), station("24/7", **changes)
    one, register = of(duty, at(night), 12 * 60), Register(stations=[place])
    broken = violations([one], register, calendar, policy=NO_PEAKS, duties=[duty])
    assert [violation.rule for violation in broken] == expected


def test_the_planner_looks_at_the_second_day_too(calendar: WorkCalendar) -> None:
    """Whole days at a station open day and night: those that run into a day off are blocked."""
    festival = Span.parse("2026-02-09/2026-02-15")
    found = made(
        calendar,
        theme_day("7/week", minutes=1440),
        station("24/7"),
        span=festival,
        policy=NO_PEAKS,
    )
    # 15 February is off; a session of the 14th must begin at midnight
    assert max(session.end for session in found.sessions) <= at("2026-02-15T00:00")
    for left in found.unplaced:
        assert left.blocked == (
            Blocked(rule=Rule.HOLIDAY, count=48 + 47),
            Blocked(rule=Rule.ROOM_BUSY, count=7 * 48 - 48 - 47),
        )
    assert found.unplaced


@pytest.mark.parametrize("hours", [VAN, "Sa,Su 09:00-12:00", "off; PH 09:00-17:00", "24/7"])
def test_a_fixed_day_is_a_workday(calendar: WorkCalendar, hours: str) -> None:
    """Law 20, for every roll and every choice of what to do without a day."""
    spring, place = Period.parse("2026-Q1").span, Register(stations=[station(hours)])
    for roll, no_day, day in product(Roll, NoDayPolicy, (1, 10, 31)):
        duty = theme_day(fixed_day=day, roll=roll, no_day=no_day)
        found = plan([duty], place, calendar, span=spring)
        laws.plan_breaks_no_rule(found)
        for session in found.sessions:
            assert session.period is not None
            natural = min(session.period.span.last, session.period.start + timedelta(days=day - 1))
            excepted = "PH" in hours  # no other day is admissible there
            assert excepted or (
                calendar.is_workday(session.day)
                and session.day in session.period
                and abs(session.day - natural) <= timedelta(days=7)
            )
