"""Strategies for duties and plans: small ones, planned in milliseconds."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from ridehire_partybuild.guideline import DayPolicy, Duty, NoDayPolicy
from ridehire_partybuild.model import (
    Activity,
    Branch,
    Exemption,
    Host,
    Party,
    Register,
    Session,
    Site,
    Station,
)
from ridehire_partybuild.scheduling import (
    Plan,
    PlanInputs,
    plan,
)
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityDomain,
    ActivityKind,
    AnyKind,
    BranchKind,
    Cadence,
    Modality,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    Roll,
    SessionStatus,
    Skill,
    Span,
    StationId,
    Text,
    Tier,
    activity_kind,
)

from .choices import Choices
from .policies import calendars, policies

__all__ = ["DUTY_BYTES", "duties", "plan_inputs", "plans", "read_duty"]

T = TypeVar("T")

_USUAL = (
    "Mo-Fr 08:30-11:00,13:30-17:00; PH off",
    "Mo-Su 09:00-18:00; PH 09:00-10:00",
    "Tu,Th 09:00-12:00; PH off",
    "24/7",
)
_RARE = ("Sa,Su 09:00-16:00", "off; PH 09:00-17:00", "Mo-Su 20:00-28:00", "off")
_HOURS = (
    *(OpeningHours.parse(text) for text in (*_USUAL, *_USUAL, *_USUAL, *_RARE)),
    None,
)
_KINDS = (ActivityKind.LEGAL_CLINIC, ActivityKind.THEME_PARTY_DAY, ActivityKind.HEALTH_CHECK)
_OWN_KIND = Activity(
    id="x-包饺子",
    label=Text(zh="包饺子", en="making dumplings"),
    domain=ActivityDomain.DAILY_LIFE,
)
_SKILLS = (Skill.LEGAL, Skill.HEALTH)
_CADENCES = tuple(
    Cadence.parse(text) for text in ("1/month", "1/week", "2/month", "4/month", "1/quarter")
)
_SPANS = tuple(
    Span.parse(text)
    for text in (
        "2026-01-01/2026-02-28",
        "2026-02-10/2026-02-24",  # Spring Festival: a week without a workday
        "2026-04-27/2026-06-01",
        "2025-12-22/2026-01-31",
    )
)
_THERE: tuple[tuple[date | None, date | None], ...] = (
    *((None, None),) * 4,
    (date(2026, 1, 20), None),
    (date(2026, 5, 9), None),
    (None, date(2026, 5, 10)),
    (None, date(2026, 1, 9)),
    (date(2026, 1, 31), date(2026, 2, 22)),
)
"""First day, and first day no longer: mostly always."""

_EVENING = OpeningHours.parse("Mo-Su 13:30-16:30")
_RECORD_BYTES = DUTY_BYTES = 20


def _station_of(choices: Choices, register: Register, subject: str) -> StationId | None:
    ids = tuple(station.id for station in register.stations)
    other = choices.pick((*ids, *ids, *ids, None))
    own = next((one for one in ids if one == subject), other)
    return choices.pick((own, own, own, other))


def _read_kind(choices: Choices, register: Register) -> AnyKind:
    # each time another object, as documents make it: two of one name mean one kind
    own = [activity_kind(one.id.value) for one in register.activities]
    return choices.pick((*_KINDS, *own))


def read_duty(choices: Choices, index: int, register: Register) -> Duty:
    """Read a duty of one of the register's subjects from twenty bytes."""
    _, subject = choices.pick(register.subjects)
    cadence = choices.pick(_CADENCES)
    fixed = choices.pick((None, None, 10, 31, 1))
    single = cadence.times == 1 and cadence.per is not PeriodUnit.WEEK
    fixed = fixed if single else None
    days = (DayPolicy.ANY, DayPolicy.ANY, DayPolicy.WORKDAYS, DayPolicy.WEEKENDS)
    return Duty(
        id=f"D-{index}",
        subject=subject,
        station=_station_of(choices, register, subject),
        kind=_read_kind(choices, register),
        cadence=cadence,
        minutes=choices.pick((60, 60, 90, 60, 600, 1440)),
        seats=choices.pick((None, None, None, 8, 10, 100)),
        skill=choices.pick((None, None, *_SKILLS)),
        preferred=choices.pick((None, _EVENING)),
        fixed_day=fixed,
        roll=choices.pick(tuple(Roll)),
        no_day=choices.pick(tuple(NoDayPolicy)),
        days=choices.pick(days[:3] if fixed is not None else days),
        smallest_gap=choices.pick((None, None, None, 1, 5, 14)),
        ideal_gap=choices.pick((None, None, 7, 20)),
        modality=choices.pick((Modality.SHALL, Modality.SHOULD)),
    )


def duties(
    register: Register, *, min_duties: int = 0, max_duties: int = 4
) -> st.SearchStrategy[tuple[Duty, ...]]:
    """Return duties of the register's subjects, mostly at their own stations; none without one."""
    if not register.subjects:
        return st.just(())

    def read(data: list[bytes]) -> tuple[Duty, ...]:
        return tuple(read_duty(Choices(one), index, register) for index, one in enumerate(data, 1))

    one = st.binary(min_size=_RECORD_BYTES, max_size=_RECORD_BYTES)
    return st.lists(one, min_size=min_duties, max_size=max_duties).map(read)


def _read_station(choices: Choices, index: int) -> Station:
    opened, closed = choices.pick(_THERE)
    return Station(
        id=f"S-{index}",
        name=f"示例{index}号",
        region=choices.pick((Region("370502"), Region("370503"))),
        tier=Tier.BASIC,
        site=Site(seats=choices.pick((20, 20, 20, 8, 30, None))),
        hours=choices.pick(_HOURS),
        opened_on=opened,
        closed_on=closed,
    )


def _read_host(choices: Choices, index: int) -> Host:
    return Host(
        id=f"H-{index}",
        party=Party(name=f"示例单位{index}"),
        skills=choices.pick((_SKILLS, _SKILLS, _SKILLS[:1], _SKILLS[1:])),
        hours=choices.pick(_HOURS),
        days_off=choices.pick(((), (date(2026, 1, 6), date(2026, 2, 13)))),
        per_day=choices.pick((None, 1, 2, 2, 0)),
        per_week=choices.pick((None, 1, 2, 3)),
        region=choices.pick((None, None, Region("370502"), Region("370500"), Region("370202"))),
    )


def _read_branch(choices: Choices, index: int, stations: int) -> Branch:
    founded, dissolved = choices.pick(_THERE)
    return Branch(
        id=f"B-{index}",
        name=f"示例党支部{index}",
        kind=BranchKind.JOINT_BRANCH,
        station=f"S-{choices.pick(range(1, stations + 1))}",
        founded_on=founded,
        dissolved_on=dissolved,
    )


def _read_session(choices: Choices, index: int, register: Register, owed: list[Duty]) -> Session:
    """Read a session on record, alike enough to a duty to serve it now and then."""
    like, named = choices.pick(owed), choices.pick((False, True))
    where = choices.pick((like.station, like.station, None))
    branch = next((one for one in register.branches if one.id == like.subject), None)
    day = _SPANS[0].start + timedelta(days=choices.pick(range(64)))
    start = datetime.combine(day, time(9), SHANGHAI) + timedelta(hours=choices.pick(range(14)))
    period = Period.containing(day, like.cadence.per)
    alike = choices.pick((True, True, False))
    return Session(
        id=f"E-{index}",
        kind=activity_kind(like.kind.value) if alike else _read_kind(choices, register),
        station=where,
        venue="示例会场" if where is None else None,
        host=choices.pick((None, *(host.id for host in register.hosts))),
        organiser=Party(name=branch.name, branch=branch.id) if branch is not None else None,
        start=start,
        end=start + timedelta(minutes=choices.pick((90, 90, 600, 1440))),
        status=choices.pick((SessionStatus.HELD, *SessionStatus)),
        duty=choices.pick((like.id, "D-9", "D-1")) if named else None,
        period=choices.pick((None, None, period, period.previous, period.next)),
    )


def _read_exemption(choices: Choices, index: int, owed: tuple[Duty, ...], span: Span) -> Exemption:
    duty = choices.pick(owed)
    first = Period.containing(span.start, duty.cadence.per)
    return Exemption(
        id=f"X-{index}",
        subject=duty.subject,
        duty=duty.id,
        period=choices.pick((first, first.next)),
        reason="阵地搬迁",
        authority="示例局",
        document=choices.pick((None, "示例文件")),
    )


def _each(
    draw: st.DrawFn, bounds: tuple[int, int], read: Callable[[Choices, int], T]
) -> tuple[T, ...]:
    low, high = bounds
    one = st.binary(min_size=_RECORD_BYTES, max_size=_RECORD_BYTES)
    drawn = draw(st.lists(one, min_size=low, max_size=high))
    return tuple(read(Choices(data), index) for index, data in enumerate(drawn, 1))


@st.composite
def plan_inputs(
    draw: Any, *, max_stations: int = 3, max_duties: int = 4, max_sessions: int = 4
) -> PlanInputs:
    """Return all that a small plan is made from: a few weeks, stations, hosts, branches, duties.

    Some are not there all the time, some hours are unknown, some fixed days are no workdays, some
    sessions are on record already: planned, held and cancelled, before and after ``on``.
    """
    stations = _each(draw, (1, max_stations), _read_station)
    count = len(stations)
    place = Register(
        stations=stations,
        hosts=_each(draw, (1, 2), _read_host),
        branches=_each(draw, (0, 2), lambda choices, i: _read_branch(choices, i, count)),
        activities=(_OWN_KIND,),
    )
    owed = draw(duties(place, min_duties=1, max_duties=max_duties))
    recorded = _each(
        draw, (0, max_sessions), lambda choices, i: _read_session(choices, i, place, list(owed))
    )
    span = draw(st.sampled_from(_SPANS))
    spared = _each(draw, (0, 1), lambda choices, i: _read_exemption(choices, i, owed, span))
    return PlanInputs(
        duties=owed,
        register=place.with_(*recorded, *spared),
        calendar=draw(calendars()),
        span=span,
        on=span.start + timedelta(days=draw(st.sampled_from([0, 0, 0, 9, 20, -5, 70]))),
        policy=draw(policies()),
        seed=draw(st.integers(0, 3)),
        moves=draw(st.sampled_from([None, 0, 25])),
    )


def plans(
    *, max_stations: int = 3, max_duties: int = 4, max_sessions: int = 4
) -> st.SearchStrategy[Plan]:
    """Return small plans as `plan` makes them, with sessions placed, unplaced and waived.

    The bounds are those of `plan_inputs`.

    >>> from hypothesis import find
    >>> len(find(plans(max_stations=1), lambda one: one.sessions).inputs.register.stations)
    1
    """
    inputs = plan_inputs(
        max_stations=max_stations, max_duties=max_duties, max_sessions=max_sessions
    )
    return inputs.map(_planned)


def _planned(inputs: PlanInputs) -> Plan:
    return plan(
        inputs.duties,
        inputs.register,
        inputs.calendar,
        inputs.span,
        on=inputs.on,
        policy=inputs.policy,
        seed=inputs.seed,
        moves=inputs.moves,
    )
