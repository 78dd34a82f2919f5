"""What counting proves, on drawn inputs and on a lawyer who is wanted by nine stations."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Actor, Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Owed,
    Plan,
    PlanInputs,
    RemedyKind,
    Rule,
    Shortfall,
    ShortfallKind,
    explain_shortfall,
    least_unplaced,
    plan,
    remedied,
    shortfalls,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies import plan_inputs, plans, scarce_inputs
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    ActorRole,
    Cadence,
    Level,
    OpeningHours,
    Period,
    Region,
    SessionStatus,
    Skill,
    Span,
    Tier,
)

HALF = settings(max_examples=settings().max_examples // 2)
"""For what makes several plans of each example."""


def made(inputs: PlanInputs) -> Plan:
    """The plan of the inputs."""
    return plan(**{one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)})


@given(plans())
def test_what_is_short_stays_unplaced(found: Plan) -> None:
    """'A shortfall proved by counting is never placed by any plan.'."""
    laws.shortfalls_bound_plans(found)


@pytest.mark.slow
@given(scarce_inputs())
def test_the_same_where_a_host_is_scarce(inputs: PlanInputs) -> None:
    """'Unplaced in plan >= shortfall bound', where there is something to bound."""
    laws.shortfalls_bound_plans(made(inputs))


@given(st.one_of(plan_inputs(), scarce_inputs()), st.data())
def test_another_host_never_raises_the_shortfall(inputs: PlanInputs, data: st.DataObject) -> None:
    """'Adding a host never raises the shortfall.'."""
    like = data.draw(st.sampled_from(inputs.register.hosts))
    limits = {"per_day": data.draw(st.sampled_from((None, 1))), "days_off": ()}
    other: Host = attrs.evolve(like, id="H-NEW", **limits)  # type: ignore[arg-type]
    laws.another_host_raises_no_shortfall(inputs, other)


@pytest.mark.slow
@HALF
@given(scarce_inputs())
def test_every_remedy_helps_what_it_is_offered_for(inputs: PlanInputs) -> None:
    """'Wrong suggestions are worse than none: every remedy offered is verified by running it.'."""
    laws.remedies_help(made(inputs), trials=3)


@given(scarce_inputs())
def test_shortfalls_add_up_to_the_least_unless_they_overlap(inputs: PlanInputs) -> None:
    """Each names its sessions; those of hosts of one skill share none."""
    found = shortfalls(inputs, trials=0)
    by_hosts = [one for one in found if one.kind is not ShortfallKind.ROOM]
    owed = [(one.duty, one.period) for short in by_hosts for one in short.owed]
    assert len(owed) == len(set(owed))
    assert sum(one.missing for one in by_hosts) <= least_unplaced(inputs)
    assert all(sum(one.sessions for one in short.owed) == short.needed for short in found)


MARCH = Span.parse("2026-03-01/2026-03-31")
HALF_YEAR = Span.parse("2026-01-01/2026-06-30")
OFFICE = OpeningHours.parse("Mo-Fr 08:30-17:00; PH off")
LAWYER = Host(
    id="H-1",
    party=Party(name="示例律师事务所"),
    skills=(Skill.LEGAL,),
    hours=OpeningHours.parse("Tu,Th 08:30-17:30; PH off"),
    per_day=2,
    per_week=2,
)


def station(number: int, **changes: Any) -> Station:
    """A station of Dongying."""
    plain = Station(
        id=f"S-{number}",
        name=f"示例{number}号",
        region=Region("370502"),
        tier=Tier.BASIC,
        site=Site(seats=20),
        hours=OFFICE,
    )
    return attrs.evolve(plain, **changes)


def clinic(number: int, **changes: Any) -> Duty:
    """A monthly clinic of a station."""
    plain = Duty(
        id=f"S-{number}.legal_clinic",
        subject=f"S-{number}",
        station=f"S-{number}",
        kind=ActivityKind.LEGAL_CLINIC,
        cadence=Cadence.parse("1/month"),
        skill=Skill.LEGAL,
    )
    return attrs.evolve(plain, **changes)


@pytest.fixture(scope="module")
def nine(calendar: WorkCalendar) -> PlanInputs:
    """Nine stations want one lawyer each month, who comes twice a week."""
    return PlanInputs(
        duties=tuple(clinic(number) for number in range(1, 10)),
        register=Register(stations=[station(number) for number in range(1, 10)], hosts=[LAWYER]),
        calendar=calendar,
        span=HALF_YEAR,
        on=HALF_YEAR.start,
        policy=DEFAULT_POLICY,
    )


@pytest.fixture(scope="module")
def short(nine: PlanInputs) -> tuple[Shortfall, ...]:
    """What is short there, with what would help."""
    lender = attrs.evolve(LAWYER, id="QD-1", party=Party(name="青岛示例律所", actor="ACT-9"))
    return shortfalls(nine, lenders=[lender])


def test_the_count_is_what_the_planner_leaves(nine: PlanInputs) -> None:
    """The bound is reached: the planner's plan is as full as can be, and that is proved."""
    assert least_unplaced(nine) == len(made(nine).unplaced) == 5


def test_a_shortfall_in_words(nine: PlanInputs, short: tuple[Shortfall, ...]) -> None:
    """'February: 9 clinics needed, the lawyer can hold …', with the numbers that prove it."""
    january, february, may = short
    assert [(one.needed, one.possible) for one in short] == [(9, 8), (9, 6), (9, 8)]
    assert str(february.span) == "2026-02-01/2026-02-28"
    assert explain_shortfall(february, nine, "zh") == (
        "2026年2月：需安排法律咨询 9 场，示例律师事务所至多能承担 6 场，缺 3 场"
        "（可安排 6 天、每日至多 2 场、每周至多 2 场）。可行办法（均已试排）："
        "把示例律师事务所每周场次上限由 2 场提高到 3 场（全计划可多安排 5 场）；"
        "从外市借用青岛示例律所（全计划可多安排 5 场）。"
    )
    assert explain_shortfall(may, nine).startswith(
        "May 2026: legal clinic: 9 needed, 示例律师事务所 can hold 8 at most, 1 too few "
        "(7 days, at most 2 a day, at most 2 a week). What would help, each tried: "
        "raise the weekly limit of 示例律师事务所 from 2 to 3 (rescues 5 in all); "
    )
    assert january.missing == 1


def test_every_remedy_offered_was_tried(nine: PlanInputs, short: tuple[Shortfall, ...]) -> None:
    """'Each remedy verified by running plan with it applied'; what is said is what comes of it."""
    before = len(made(nine).unplaced)
    offered = {one for shortfall in short for one in shortfall.remedies}
    assert {one.kind for one in offered} >= {RemedyKind.RAISE_WEEK_LIMIT, RemedyKind.BORROW_HOST}
    for remedy in offered:
        after = made(remedied(nine, remedy))
        assert before - len(after.unplaced) == remedy.rescues > 0
        laws.plan_breaks_no_rule(after)


def test_what_helps_nothing_is_not_offered(nine: PlanInputs, short: tuple[Shortfall, ...]) -> None:
    """The weekly limit binds, so that a further day or a higher daily limit is no help in May."""
    may = short[-1]
    assert {one.kind for one in may.remedies} == {
        RemedyKind.RAISE_WEEK_LIMIT,
        RemedyKind.BORROW_HOST,
    }
    assert shortfalls(nine, trials=1)[-1].remedies == may.remedies[:1]


@pytest.mark.slow
def test_a_better_plan_takes_the_place_of_the_planners(nine: PlanInputs) -> None:
    """What is short, and what would help, does not rest on which of two plans is looked at."""
    hasty = attrs.evolve(nine, moves=0)
    better = attrs.evolve(made(nine), inputs=hasty)
    assert better.score > made(hasty).score
    assert shortfalls(better, trials=1) == shortfalls(hasty, trials=1)


def alone(calendar: WorkCalendar, duty: Duty, *stations: Station, **more: Any) -> PlanInputs:
    """The inputs of one duty."""
    actor = Actor(
        id="A-1", name="示例局", role=ActorRole.AUTHORITY, level=Level.CITY, region=Region("370500")
    )
    plain = PlanInputs(
        duties=(duty,),
        register=Register(stations=stations, hosts=[LAWYER], actors=[actor]),
        calendar=calendar,
        span=MARCH,
        on=MARCH.start,
        policy=DEFAULT_POLICY,
    )
    return attrs.evolve(plain, **more)


def kinds(inputs: PlanInputs) -> dict[RemedyKind, int]:
    """What helps the one shortfall, and how many sessions."""
    (found,) = shortfalls(inputs)
    return {one.kind: one.rescues for one in found.remedies}


def test_a_room_too_small(calendar: WorkCalendar) -> None:
    """More seats; for who is no station, another room of the city too, but not of another city."""
    small, large = station(1, site=Site(seats=4)), station(2)
    far = station(3, region=Region("370202"))
    own = clinic(1, seats=6)
    assert kinds(alone(calendar, own, small, large)) == {RemedyKind.ADD_SEATS: 1}
    guest = clinic(1, subject="A-1", seats=6)
    assert kinds(alone(calendar, guest, small, far)) == {RemedyKind.ADD_SEATS: 1}
    assert kinds(alone(calendar, guest, small, large)) == {
        RemedyKind.ADD_SEATS: 1,
        RemedyKind.OTHER_ROOM: 1,
    }


def test_a_room_that_is_wanted_too_often(calendar: WorkCalendar) -> None:
    """Four meetings of four hours in a month in which the room is open one morning a week."""
    narrow = station(1, hours=OpeningHours.parse("Mo 09:00-12:00"))
    often = clinic(1, skill=None, cadence=Cadence.parse("8/month"), minutes=120)
    inputs = alone(calendar, often, narrow)
    (found,) = shortfalls(inputs)
    assert (found.kind, found.needed, found.possible) == (ShortfallKind.ROOM, 8, 5)
    assert {one.kind for one in found.remedies} == {RemedyKind.OPEN_LONGER}
    assert explain_shortfall(found, inputs, "zh").startswith(
        "2026年3月：示例1号需安排法律咨询 8 场，场地至多能容纳 5 场，缺 3 场。可行办法"
    )


@pytest.mark.parametrize(
    "hours",
    [
        "Mo 22:00-30:00; Tu 06:00-12:00",
        pytest.param("Mo 06:00-12:00; Fr 12:00-36:00", marks=pytest.mark.slow),
        pytest.param("Mo 00:00-24:00", marks=pytest.mark.slow),
    ],
)
def test_no_day_is_opened_into_which_a_night_lasts(calendar: WorkCalendar, hours: str) -> None:
    """A day that is opened on the usual hours must not begin before the night before it is over."""
    narrow = station(1, hours=OpeningHours.parse(hours))
    inputs = alone(calendar, clinic(1, cadence=Cadence.parse("20/month")), narrow)
    for found in shortfalls(inputs):
        for one in found.remedies:
            assert all(change.before != change.after for change in one.changes)


def test_weeks_that_are_full_leave_nothing_for_the_month(calendar: WorkCalendar) -> None:
    """Each week alone is served; four of the week and one of the month are one too many.

    The host has one hour and a half on each of four Tuesdays: a limit of two a day is no help.
    """
    narrow = attrs.evolve(
        LAWYER,
        hours=OpeningHours.parse("Tu 09:30-11:00"),
        days_off=[date(2026, 3, 31)],
        per_day=2,
        per_week=None,
    )
    weekly = clinic(1, cadence=Cadence.parse("1/week"))
    span = Span.parse("2026-03-02/2026-03-31")
    inputs = alone(calendar, weekly, station(1), station(2), span=span, on=span.start)
    month = Span.parse("2026-03-01/2026-03-31")
    inputs = attrs.evolve(
        inputs,
        duties=(weekly, clinic(2)),
        register=attrs.evolve(inputs.register, hosts=[narrow]),
        span=month,
        on=span.start,
    )
    by_hosts = [one for one in shortfalls(inputs, trials=0) if one.kind is ShortfallKind.HOSTS]
    assert [(one.needed, one.possible) for one in by_hosts] == [(5, 4)]
    laws.shortfalls_bound_plans(made(inputs))


def test_one_after_the_other_without_a_break(calendar: WorkCalendar) -> None:
    """'Half-open': two sessions of an hour and a half fill three hours; that is counted so."""
    morning = station(1, hours=OpeningHours.parse("Mo 09:00-12:00"))
    often = clinic(1, skill=None, cadence=Cadence.parse("11/month"))
    peaks = attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off"))
    inputs = alone(calendar, often, morning, policy=peaks)
    (found,) = shortfalls(inputs, trials=0)
    assert (found.needed, found.possible) == (11, 10)


def test_a_fixed_day_that_is_over(calendar: WorkCalendar) -> None:
    """The fixed day has passed: any other day will do."""
    fixed = clinic(1, fixed_day=10, skill=None)
    inputs = alone(calendar, fixed, station(1), on=date(2026, 3, 20))
    (found,) = shortfalls(inputs)
    assert (found.kind, set(found.rules)) == (
        ShortfallKind.SLOTS,
        {Rule.PAST, Rule.FIXED_DAY},
    )
    assert kinds(inputs) == {RemedyKind.ANY_DAY: 1}


def test_a_period_without_a_day(calendar: WorkCalendar) -> None:
    """A week of holidays, rolled to days that are not planned for: a day off would do."""
    open_daily = station(1, hours=OpeningHours.parse("Mo-Su 08:00-17:00"))
    weekly = clinic(1, skill=None, cadence=Cadence.parse("1/week"), no_day=NoDayPolicy.ROLL)
    week = Span.parse("2026-02-16/2026-02-22")
    inputs = alone(calendar, weekly, open_daily, span=week, on=week.start)
    assert kinds(inputs)[RemedyKind.ALLOW_HOLIDAY] == 1


def test_what_is_on_record_counts(calendar: WorkCalendar) -> None:
    """A host who is engaged elsewhere that week can hold no more."""
    limited = attrs.evolve(LAWYER, per_week=1)
    engaged = [
        Session(
            id=f"E-{day}",
            kind=ActivityKind.SYMPOSIUM,
            venue="外地",
            host="H-1",
            start=datetime(2026, 3, day, 10, tzinfo=SHANGHAI),
            end=datetime(2026, 3, day, 12, tzinfo=SHANGHAI),
            status=SessionStatus.PLANNED,
        )
        for day in (3, 10, 17, 24, 31)
    ]
    register = Register(stations=[station(1)], hosts=[limited]).with_(*engaged)
    inputs = alone(calendar, clinic(1), station(1), register=register)
    assert [one.kind for one in shortfalls(inputs, trials=0)] == [ShortfallKind.SLOTS]
    freed = attrs.evolve(inputs, register=register.without("E-10"))
    assert shortfalls(freed, trials=0) == ()


def test_the_impossible_is_refused(nine: PlanInputs, short: tuple[Shortfall, ...]) -> None:
    """What can be held is not short; nothing is tried so often, or fewer times than none."""
    with pytest.raises(InvalidValue, match="more than can be held"):
        attrs.evolve(short[0], possible=9)
    for trials in (-1, 10**30):
        with pytest.raises(InvalidValue):
            shortfalls(nine, trials=trials)


def test_the_bound_can_fail(nine: PlanInputs) -> None:
    """A plan that claims to have placed what cannot be placed breaks law 13."""
    with pytest.raises(laws.LawBroken, match="law 13: what counting proves"):
        laws.shortfalls_bound_plans(attrs.evolve(made(nine), unplaced=()))


def test_what_is_owed_stands_by_period_then_by_duty() -> None:
    """In whatever order it is given."""
    january, february = Period.parse("2026-01"), Period.parse("2026-02")
    owed = [
        Owed(duty=duty, period=period, sessions=1)
        for period in (january, february)
        for duty in ("D-1", "D-2")
    ]
    short = Shortfall(
        kind=ShortfallKind.ROOM, span=HALF_YEAR, owed=owed[::-1], needed=4, possible=0
    )
    assert short.owed == tuple(owed)


def test_so_many_trials_can_be_asked_for_and_no_more(calendar: WorkCalendar) -> None:
    """'A negative number of trials, or one beyond a thousand million.'."""
    nothing = attrs.evolve(alone(calendar, clinic(1), station(1)), duties=())
    for trials in (0, 10**9):
        assert shortfalls(nothing, trials=trials) == ()
    for trials in (10**9 + 1, True):
        with pytest.raises(InvalidValue, match="0 to 1000000000"):
            shortfalls(nothing, trials=trials)
