"""What mypy and pyright, both strict, see of the face: they read this file, nobody runs it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, assert_type

from hypothesis.strategies import SearchStrategy

from ridehire_partybuild import (
    ActorId,
    Assessment,
    Branch,
    Changes,
    Duty,
    Explanation,
    Finding,
    Guideline,
    OpeningHours,
    Outcome,
    Period,
    Plan,
    PlanChanges,
    Region,
    Register,
    Repair,
    RequirementId,
    RuleChanges,
    Score,
    ScoreSystem,
    Session,
    SessionId,
    SessionStatus,
    Site,
    Span,
    Station,
    StationId,
    Unplaced,
    Violation,
    WorkCalendar,
    apply,
    assess,
    diff,
    dumps,
    duties,
    explain,
    load,
    loads,
    merge,
    plan,
    reference_guideline,
    repairs,
    violations,
    work_calendar,
)
from ridehire_partybuild.testing import strategies


def doors(path: str) -> None:
    """A door gives the class that it is asked for, and says nothing of what it is not asked for."""
    assert_type(load(path, Register), Register)
    assert_type(load(path), Any)
    assert_type(loads("{}", Guideline), Guideline)
    assert_type(loads(b"{}"), Any)
    assert_type(dumps(Register()), str)
    assert_type(reference_guideline(), Guideline)
    assert_type(work_calendar(2026), WorkCalendar)


def facts(register: Register, station: Station, session: Session) -> None:
    """Collections are tuples of their records, ids have types of their own, the unknown is None."""
    assert_type(register.stations, tuple[Station, ...])
    assert_type(register.branches, tuple[Branch, ...])
    assert_type(register.sessions, tuple[Session, ...])
    assert_type(station.id, StationId)
    assert_type(station.region, Region)
    assert_type(station.site, Site)
    assert_type(station.hours, OpeningHours | None)
    assert_type(session.id, SessionId)
    assert_type(session.station, StationId | None)
    assert_type(session.status, SessionStatus)
    assert_type(session.period, Period | None)
    assert_type(register.with_(station), Register)
    assert_type(register.without("S-1"), Register)
    assert_type(register.as_of(date(2026, 1, 1)), Register)
    assert_type(merge(register, register), Register)
    assert_type(Region.parse("370502"), Region)
    assert_type(Site(area_m2=12).area_m2, Decimal | None)


def judging(register: Register, guideline: Guideline, on: date) -> None:
    """Where it stands."""
    told = assess(register, guideline, on)
    assert_type(told, Assessment)
    assert_type(told.findings, Sequence[Finding])
    assert_type(told.findings[0].requirement, RequirementId)
    assert_type(told.findings[0].verdict.outcome, Outcome)
    assert_type(told.score(ScoreSystem.DEFAULT), Score)
    assert_type(repairs(told.findings[0], told), tuple[Repair, ...])
    assert_type(explain(told.findings[0], told), Explanation)


def planning(register: Register, guideline: Guideline, calendar: WorkCalendar, span: Span) -> None:
    """What is done next."""
    owed = duties(guideline, register, span)
    made = plan(owed, register, calendar, span, seed=1, moves=10)
    assert_type(owed, tuple[Duty, ...])
    assert_type(made, Plan)
    assert_type(made.sessions, tuple[Session, ...])
    assert_type(made.unplaced, tuple[Unplaced, ...])
    assert_type(violations(made.sessions, register, calendar), tuple[Violation, ...])


def changing(registers: list[Register], plans: list[Plan], editions: list[Guideline]) -> None:
    """A difference is of the kind of what differs; what differs between registers is applied."""
    assert_type(diff(registers[0], registers[1]), Changes)
    assert_type(diff(plans[0], plans[1]), PlanChanges)
    assert_type(diff(editions[0], editions[1]), RuleChanges)
    assert_type(apply(diff(registers[0], registers[1]), registers[0]), Register)


def drawing() -> None:
    """A strategy says what it draws."""
    assert_type(strategies.stations(), SearchStrategy[Station])
    assert_type(strategies.registers(), SearchStrategy[Register])
    assert_type(strategies.sessions(), SearchStrategy[Session])
    assert_type(strategies.guidelines(), SearchStrategy[Guideline])
    assert_type(strategies.calendars(), SearchStrategy[WorkCalendar])
    assert_type(strategies.plans(), SearchStrategy[Plan])
    assert_type(strategies.ids(ActorId), SearchStrategy[ActorId])
