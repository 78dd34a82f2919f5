"""The laws of planning, on small registers drawn by Hypothesis."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Host, Party, Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Constraint,
    Plan,
    PlanScore,
    plan,
    violations,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Cadence,
    OpeningHours,
    Period,
    PeriodUnit,
    Region,
    Roll,
    SessionStatus,
    Skill,
    Span,
    Tier,
)

POLICY = attrs.evolve(DEFAULT_POLICY, step_minutes=60)
HOURS = [
    None,
    "Mo-Fr 08:30-11:00,13:30-17:00; PH off",
    "Mo-Su 09:00-18:00; PH 09:00-10:00",
    "Tu,Th 09:00-12:00; PH off",
    "24/7",
    "off",
]
KINDS = [ActivityKind.LEGAL_CLINIC, ActivityKind.THEME_PARTY_DAY, ActivityKind.HEALTH_CHECK]
SKILLS = [None, Skill.LEGAL, Skill.HEALTH]
CADENCES = ["1/month", "1/week", "2/month", "4/month", "1/quarter"]
SPANS = ["2026-01-01/2026-02-28", "2026-02-10/2026-02-24", "2026-04-27/2026-06-01"]


def cut(number: int, *sizes: int) -> Iterator[int]:
    """The digits of ``number`` in a mixed base: one draw for a whole record."""
    for size in sizes:
        number, digit = divmod(number, size)
        yield digit


def hours(index: int) -> OpeningHours | None:
    """Opening hours by their place in the table."""
    text = HOURS[index]
    return None if text is None else OpeningHours.parse(text)


def station(index: int, number: int) -> Station:
    """A station from one number."""
    when, seats, opened, closed, county = cut(number, 2 * len(HOURS), 6, 4, 4, 2)
    return Station(
        id=f"S-{index}",
        name=f"示例{index}号",
        region=Region(("370502", "370503")[county]),
        tier=Tier.BASIC,
        site=Site(seats=(20, 20, 8, 30, None, 0)[seats]),
        hours=hours(when + 1 if when + 1 < len(HOURS) else when % 3),
        opened_on=(None, None, None, date(2026, 1, 20))[opened],
        closed_on=(None, None, None, date(2026, 5, 10))[closed],
    )


def host(index: int, number: int) -> Host:
    """A host from one number."""
    when, skills, day, week, off = cut(number, 2 * len(HOURS), 4, 5, 4, 2)
    return Host(
        id=f"H-{index}",
        party=Party(name=f"示例单位{index}"),
        skills=((Skill.LEGAL, Skill.HEALTH), (Skill.LEGAL,), (Skill.HEALTH,), ())[skills],
        hours=hours(when + 1 if when + 1 < len(HOURS) else when % 3),
        days_off=((), (date(2026, 1, 6), date(2026, 2, 13)))[off],
        per_day=(None, 1, 2, 2, 0)[day],
        per_week=(None, 1, 2, 3)[week],
    )


def session(index: int, number: int, stations: int, hosts: int) -> Session:
    """A session on record from one number."""
    day, hour, place, kind, who, status, named = cut(number, 60, 9, stations, 3, hosts + 1, 4, 3)
    start = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI) + timedelta(days=day, hours=hour)
    return Session(
        id=f"R-{index}",
        kind=KINDS[kind],
        station=f"S-{place}",
        host=f"H-{who}" if who < hosts else None,
        start=start,
        end=start + timedelta(minutes=90),
        status=(*SessionStatus, SessionStatus.PLANNED)[status],
        duty=(None, "D-0", "D-1")[named],
        period=(None, Period.containing(start.date(), PeriodUnit.MONTH))[number % 2],
    )


def duty(index: int, number: int, stations: int) -> Duty:
    """A duty from one number."""
    place, kind, skill, often, seats, fixed, roll, rest, like = cut(
        number, 3 * stations + 1, 3, 3, len(CADENCES), 6, 4, 3, 3, 2
    )
    cadence = Cadence.parse(CADENCES[often])
    single = cadence.times == 1 and cadence.per is not PeriodUnit.WEEK
    return Duty(
        id=f"D-{index}",
        subject=f"S-{place % stations}",
        station=f"S-{place % stations}" if place < 3 * stations else None,
        kind=KINDS[kind],
        cadence=cadence,
        minutes=60,
        seats=(None, 10, None, 8, None, 100)[seats],
        skill=SKILLS[skill],
        preferred=(None, OpeningHours.parse("Mo-Su 13:30-16:30"))[like],
        fixed_day=(None, None, 10, 31)[fixed] if single else None,
        roll=tuple(Roll)[roll],
        no_day=tuple(NoDayPolicy)[rest],
    )


BIG = st.integers(0, 10**9)


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Any]:
    """What a plan is made from."""
    stations = [station(i, n) for i, n in enumerate(draw(st.lists(BIG, min_size=1, max_size=3)))]
    hosts = [host(i, n) for i, n in enumerate(draw(st.lists(BIG, min_size=1, max_size=2)))]
    sessions = [
        session(i, n, len(stations), len(hosts))
        for i, n in enumerate(draw(st.lists(BIG, max_size=4)))
    ]
    duties = [
        duty(i, n, len(stations)) for i, n in enumerate(draw(st.lists(BIG, min_size=1, max_size=4)))
    ]
    span = Span.parse(draw(st.sampled_from(SPANS)))
    # sessions on record serve nothing unless they are alike: give them a duty's kind and place
    sessions = [
        attrs.evolve(one, kind=duties[0].kind, station=duties[0].subject) if even else one
        for even, one in zip((True, False, True, False), sessions, strict=False)
    ]
    return {
        "duties": tuple(duties),
        "register": Register(stations=stations, hosts=hosts, sessions=sessions),
        "span": span,
        "on": draw(st.sampled_from([None, span.start + timedelta(days=9)])),
        "seed": draw(st.integers(0, 3)),
    }


def made(calendar: WorkCalendar, given_inputs: dict[str, Any]) -> Plan:
    """The plan of the inputs."""
    return plan(calendar=calendar, policy=POLICY, **given_inputs)


@given(inputs())
@settings(deadline=None)
def test_a_plan_breaks_no_rule(calendar: WorkCalendar, given_inputs: dict[str, Any]) -> None:
    """Law 12: 'violations of a plan under its policy holds nothing'."""
    found = made(calendar, given_inputs)
    laws.plan_breaks_no_rule(found)
    assert violations(found.sessions, given_inputs["register"], calendar, policy=POLICY) == ()
    assert found.score.hard == 0


@given(inputs())
@settings(deadline=None)
def test_nothing_is_lost(calendar: WorkCalendar, given_inputs: dict[str, Any]) -> None:
    """Law 13: 'already held + placed + unplaced + waived = required'."""
    laws.ledger_adds_up(made(calendar, given_inputs))


@given(inputs())
@settings(deadline=None)
def test_sessions_lie_in_the_span_and_not_in_the_past(
    calendar: WorkCalendar, given_inputs: dict[str, Any]
) -> None:
    """'Nothing is placed before `on` (default: the span's start)'."""
    span, on = given_inputs["span"], given_inputs["on"]
    for one in made(calendar, given_inputs).sessions:
        assert one.day in span
        assert on is None or one.day >= on
        assert one.status is SessionStatus.PLANNED


@given(inputs(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_inputs_does_not_matter(
    calendar: WorkCalendar, given_inputs: dict[str, Any], shuffle: Any
) -> None:
    """Law 11: 'equal inputs, in any order, give equal' plans."""
    register = given_inputs["register"]
    names = ("stations", "hosts", "sessions")
    lists = {name: list(getattr(register, name)) for name in names}
    duties = list(given_inputs["duties"])
    for one in (*lists.values(), duties):
        shuffle.shuffle(one)
    other = given_inputs | {"register": Register(**lists), "duties": tuple(duties)}
    assert made(calendar, given_inputs) == made(calendar, other)


@given(inputs())
@settings(deadline=None)
def test_the_score_is_the_sum_of_its_matches(
    calendar: WorkCalendar, given_inputs: dict[str, Any]
) -> None:
    """'Score = sum of matches', and all of it at most 0."""
    found = made(calendar, given_inputs)
    totals: Counter[Constraint] = Counter()
    for match in found.matches:
        totals[match.constraint] += match.points
    assert found.score == PlanScore(
        hard=totals[Constraint.VIOLATION],
        medium=totals[Constraint.UNPLACED],
        soft=totals[Constraint.SPACING] + totals[Constraint.PREFERRED_HOURS],
    )
    assert found.score.medium == -len(found.unplaced)


@given(inputs())
@settings(deadline=None)
def test_every_blocking_tally_is_true(calendar: WorkCalendar, given_inputs: dict[str, Any]) -> None:
    """Law 13: each candidate slot is blocked, by the first rule that the checker finds."""
    laws.tallies_are_true(made(calendar, given_inputs))


@given(inputs())
@settings(deadline=None)
def test_planning_again_on_the_planned_register_adds_nothing(
    calendar: WorkCalendar, given_inputs: dict[str, Any]
) -> None:
    """What stands in the register serves its period: the same duties ask for no more sessions."""
    found = made(calendar, given_inputs)
    again = made(
        calendar, given_inputs | {"register": given_inputs["register"].with_(*found.sessions)}
    )
    assert again.sessions == ()
    assert [(one.duty, one.period, one.unplaced) for one in again.ledger] == [
        (one.duty, one.period, one.unplaced) for one in found.ledger
    ]
