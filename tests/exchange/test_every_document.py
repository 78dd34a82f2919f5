"""Law 10 of every kind of document: records, and all that is worked out of them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import Moved, Series, rolled_series
from ridehire_partybuild.compliance import (
    DEFAULT_REMEDIATION,
    Assessment,
    NamedActor,
    RemediationOrder,
    assess,
    audit_remediation,
    audit_waivers,
    compare,
    forecast,
    matrix,
    profiles_satisfied,
    public_view,
    remediation,
    repairs,
    simulate,
    visit_list,
)
from ridehire_partybuild.errors import Problem
from ridehire_partybuild.exchange import (
    dumps,
    loads,
    reference_guideline,
    reference_profile,
    work_calendar,
)
from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.guideline import (
    ActivityTemplate,
    AtMost,
    Duty,
    Guideline,
    Is,
    Some,
)
from ridehire_partybuild.model import (
    Actor,
    Branch,
    Contact,
    FacilityItem,
    Host,
    Observation,
    Party,
    Register,
    Session,
    Site,
    Station,
    Waiver,
    diff,
)
from ridehire_partybuild.scheduling import (
    Excuse,
    ExcuseKind,
    analysis,
    duties,
    plan,
    recommend,
    replan,
    shortfalls,
    violations,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.values import (
    ActivityKind,
    ActorRole,
    BranchKind,
    Cadence,
    ContactKind,
    Counts,
    CreditCode,
    DatedHours,
    Facility,
    Level,
    Method,
    OpeningHours,
    PeriodUnit,
    Recurrence,
    Region,
    Roll,
    SessionStatus,
    Skill,
    Span,
    StationId,
    Text,
    Tier,
    TimeSpan,
)

OFFICE = CreditCode("91370500TEAT000154")
ONE_EACH: tuple[Any, ...] = (
    Actor(id="A-1", name="x", role=ActorRole.AUTHORITY, region=Region("370500"), level=Level.CITY,
          channels=[Contact(kind=ContactKind.OFFICE_LINE, value="12328")], credit_code=OFFICE),
    Branch(id="B-1", name="x", kind=BranchKind.JOINT_BRANCH, full_members=0),
    Host(id="H-1", party=Party(name="x"), skills=[Skill.LEGAL], days_off=[date(2026, 1, 1)]),
    Waiver(id="W-1", subject="S-1", covers="x", authority="局", reason="无",
           valid_from=date(2026, 1, 1), valid_until=date(2026, 1, 1)),
    Duty(id="D-1", subject="S-1", kind=ActivityKind.PARTY_LECTURE,
         cadence=Cadence.parse("1/month")),
    ActivityTemplate(kind=ActivityKind.PARTY_LECTURE, source="x"),
    Excuse(kind=ExcuseKind.EXEMPTED, reason="搬迁", authority="局", document="示例文件"),
    Text(zh="中", en="en"),
    Counts.of({"S-1": {"rest": 3}, "S-2": {"wages": 0}}),
    AtMost(fact="site.area_m2", at_most=Decimal("12.5")),
    Some(some=1, of=(Is(fact="on_map", is_=True),)),
    Problem(code="type", params={"kind": "x", "value": "1"}, path="$.x", line=3),
    TimeSpan(start=0, end=1),
    DatedHours(first=date(2026, 1, 1), last=date(2026, 1, 1)),
    Span.parse("2026-01-01/2026-06-30"),
    StationId("S-1"),
    Region("370500"),
    OFFICE,
    Register(),
)  # fmt: skip


@pytest.mark.parametrize("record", ONE_EACH, ids=lambda one: type(one).__name__)
def test_round_trip_of_one_each(record: Any) -> None:
    """Every public class has a document."""
    assert loads(dumps(record), type(record)) == record


def _records_in(value: Any) -> Iterator[Any]:
    """Yield every object of ours within a value, itself included."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | frozenset):
        for item in value:
            yield from _records_in(item)
        return
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from _records_in(getattr(value, field.name))


def _results() -> tuple[Any, ...]:
    """Return what is worked out of a small register: judged, planned, checked, compared."""
    nine = OpeningHours.parse("Mo-Fr 09:00-12:00")
    box = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 3, 31))
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, hours=nine,
                      site=Site(seats=8, area_m2=Decimal(9)), facilities=[box], records_since=DAY,
                      recorded_on=DAY)  # fmt: skip
    host = Host(id="H-1", party=Party(name="律所"), skills=[Skill.LEGAL], hours=nine, per_week=1)
    excuse = Waiver(id="W-1", subject="S-1", covers="unheard-of", authority="局", reason="无",
                    valid_from=DAY, valid_until=DAY)  # fmt: skip
    seen = [Observation(id=f"O-{on.month}", subject="S-1", fact=fact, value=False, collected_on=on,
                        method=Method.EXAMINE, expires_on=last)
            for fact, on, last in (("on_map", DAY, date(2026, 3, 31)),
                                   ("fire_safety.passed", date(2026, 4, 1), None))]  # fmt: skip
    register = Register(stations=[station], hosts=[host], waivers=[excuse], observations=seen)
    guideline, span = reference_guideline(), Span.parse("2026-01-01/2026-06-30")
    made = plan(duties(guideline, register, span), register, work_calendar(), span)
    told = assess(register, guideline, date(2026, 1, 15))
    night = datetime(2026, 1, 13, 3, tzinfo=UTC) + timedelta(hours=12)
    late = Session(id="E-1", kind=ActivityKind.SYMPOSIUM, station="S-1", start=night,
                   end=night + timedelta(hours=1), status=SessionStatus.PLANNED)  # fmt: skip
    found = tuple(violations([late], register, work_calendar()))
    profiles = tuple(reference_profile(name) for name in ("trade-union-12m2", "dongying-example"))
    read = profiles_satisfied(register, guideline, profiles, date(2026, 1, 15))
    first = datetime(2026, 1, 10, 1, tzinfo=UTC)
    series = Series(start=first, minutes=60, recurrence=Recurrence.parse("FREQ=MONTHLY"),
                    moved=[Moved(recurrence_id=first, start=night)])  # fmt: skip
    weekly = rolled_series(series, span, PeriodUnit.MONTH, Roll.NEAREST, work_calendar())
    day, changes = work_calendar().day(date(2026, 2, 17)), diff(Register(), register)
    judged = (told, public_view(told), told.score(), read, *_followed_up(told))
    return (made, found, series, weekly, day, changes, profiles, *judged, *_planned_on())


def _planned_on() -> tuple[Any, ...]:
    """Return what follows from a plan: what broke, what is short, where else, what it costs."""
    hours = OpeningHours.parse("Mo-Fr 09:00-12:00")
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, hours=hours,
                      operator=Party(name="银行"))  # fmt: skip
    host = Host(id="H-1", party=Party(name="律所"), skills=[Skill.LEGAL], hours=hours, per_week=1)
    weekly = Duty(id="D-1", subject="S-1", station="S-1", kind=ActivityKind.LEGAL_CLINIC,
                  cadence=Cadence.parse("2/week"), skill=Skill.LEGAL)  # fmt: skip
    register, span = Register(stations=[station], hosts=[host]), Span.parse("2026-03-02/2026-03-15")
    made = plan([weekly], register, work_calendar(), span)
    first = made.sessions[0]
    again = replan(made, register=register.with_(attrs.evolve(host, days_off=[first.day])))
    return again, shortfalls(made), recommend(first, made), analysis(made)


def _followed_up(told: Assessment) -> tuple[Any, ...]:
    """Return what follows from an assessment: what to mend, find out and do, and what will turn."""
    mended = tuple(one for finding in told.findings for one in repairs(finding, told))
    order = RemediationOrder(first="area", then="map-listing")
    named = NamedActor(role=ActorRole.AUTHORITY, actor="A-1")
    policy = attrs.evolve(DEFAULT_REMEDIATION, order=(order,), named=(named,), most_a_day=1)
    todo = remediation(told, work_calendar(), policy=policy)
    later = assess(told.register, told.guideline, date(2026, 7, 15))
    span = Span.parse("2026-03-20/2026-04-10")
    return (mended, visit_list(told), todo, todo.milestones, matrix(todo), simulate(todo),
            audit_remediation(todo), audit_waivers(told.register, told.guideline, told.on),
            compare(told, later), forecast(told.register, told.guideline, span))  # fmt: skip


DAY = date(2025, 1, 1)
DOCUMENTS = {kind.cls for kind in kinds()}
WORKED_OUT = {type(one): one for one in _records_in(_results()) if type(one) in DOCUMENTS}


def test_every_class_with_a_document_is_tried() -> None:
    """A class whose documents nobody has read again would be found here."""
    tried = {*strategies.by_class(), *WORKED_OUT, *(type(one) for one in ONE_EACH)}
    assert sorted(cls.__name__ for cls in DOCUMENTS - tried) == []


@pytest.mark.parametrize("record", WORKED_OUT.values(), ids=lambda one: type(one).__name__)
def test_round_trip_of_what_is_worked_out(record: Any) -> None:
    """Results and their parts are documents too."""
    laws.document_round_trip(record)


SMALL = strategies.registers(min_stations=1, max_stations=1, max_titles=0, max_donations=0)


@given(SMALL, strategies.guidelines(), st.dates(DAY, date(2026, 12, 31)))
def test_what_follows_from_any_register_is_a_document(
    register: Register, guideline: Guideline, on: date
) -> None:
    """Law 10: `loads(dumps(x)) == x`, for whatever is found, mended, forecast and compared."""
    for one in _followed_up(assess(register, guideline, on)):
        for record in one if isinstance(one, tuple) else (one,):
            laws.document_round_trip(record)
