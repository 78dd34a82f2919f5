"""The sweep finds what the plain definition finds, and compares few."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations, groupby
from typing import Any

import attrs
import pytest
from checking.workload import made_register, made_sessions
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Register, Session, Suspension
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    PlanInputs,
    Rule,
    Severity,
    checker,
    rules,
    violations,
)
from ridehire_partybuild.scheduling.ground import Ground, Slot
from ridehire_partybuild.scheduling.sweep import Taken, meetings
from ridehire_partybuild.testing.strategies.planning import plan_inputs
from ridehire_partybuild.values import SHANGHAI, ActivityKind, OpeningHours, SessionStatus

Told = set[tuple[Rule, tuple[str, ...]]]
PLANNED = SessionStatus.PLANNED
BASE = datetime(2026, 2, 12, tzinfo=SHANGHAI)
"""Four days before Spring Festival: workdays, a make-up Saturday, days off."""


def a_session(number: int, minute: int, length: int, **fields: Any) -> Session:
    """A session of some minutes, so many minutes after `BASE`."""
    start = BASE + timedelta(minutes=minute)
    plain = {"station": "S-1", "kind": ActivityKind.LEGAL_CLINIC, "status": PLANNED}
    return Session(
        id=f"X-{number}", start=start, end=start + timedelta(minutes=length), **plain | fields
    )


@st.composite
def crowds(draw: st.DrawFn) -> tuple[PlanInputs, tuple[Session, ...]]:
    """Return the inputs of a plan, and sessions that crowd its rooms and hosts for a few days."""
    inputs = draw(plan_inputs())
    places = [*(one.id for one in inputs.register.stations), "S-9", None]
    hosts = [*(one.id for one in inputs.register.hosts), "H-9", None]
    owed = [*(one.id for one in inputs.duties), "D-9", None]
    one = st.tuples(
        st.integers(0, 200),
        st.sampled_from([30, 60, 60, 90, 600, 1440, 3000]),
        st.sampled_from(places),
        st.sampled_from(hosts),
        st.sampled_from(owed),
        st.sampled_from([PLANNED, PLANNED, PLANNED, SessionStatus.HELD, SessionStatus.CANCELLED]),
    )
    made = tuple(
        a_session(
            number, 30 * at, length, station=place, host=host, duty=duty, status=status,
            venue="示例会场" if place is None else None,
        )
        for number, (at, length, place, host, duty, status) in enumerate(
            draw(st.lists(one, max_size=12))
        )
    )  # fmt: skip
    hours = OpeningHours.parse("Mo-Su 08:00-20:00; 2026 Feb 13 off; PH 09:00-10:00")
    if draw(st.booleans()):  # hours that name dates
        stations = [attrs.evolve(one, hours=hours) for one in inputs.register.stations]
        register = attrs.evolve(inputs.register, stations=stations)
        inputs = attrs.evolve(inputs, register=register)
    return inputs, made


def broken_alone(inputs: PlanInputs, sessions: Iterable[Session]) -> Iterator[Told]:
    """What each session breaks by itself: every rule is asked, on ground that remembers nothing."""
    policy, owed = inputs.policy, {duty.id: duty for duty in inputs.duties}
    anywhere = {Rule.HOLIDAY, Rule.PEAK, *rules.HOST_RULES}
    for one in sessions:
        slot = Slot.of(one, owed)
        ground = Ground(register=inputs.register, calendar=inputs.calendar, policy=policy)
        yield {
            (rule, (str(one.id),))
            for table in (rules.DAY_RULES, rules.TIME_RULES, rules.HOST_RULES)
            for rule, forbids in table.items()
            if (slot.station is not None or rule in anywhere)
            and policy.severity(rule, slot.station) is not Severity.IGNORE
            and forbids(ground, slot)
        }


def defined(inputs: PlanInputs, given_sessions: Iterable[Session]) -> Told:
    """What `violations` must find, word for word: every session, every pair, every day and week."""
    policy, owed = inputs.policy, {duty.id: duty for duty in inputs.duties}
    named = {one.id: one for one in given_sessions}
    known = {one.id: one for one in inputs.register.sessions} | named
    taken = [one for one in known.values() if one.status is not SessionStatus.CANCELLED]
    judged = {one.id for one in taken if one.id in named and one.status is PLANNED}
    slots = {one.id: Slot.of(one, owed) for one in taken}
    ground = Ground(register=inputs.register, calendar=inputs.calendar, policy=policy)
    found: Told = set().union(*broken_alone(inputs, (known[name] for name in judged)))
    for one, other in combinations(taken, 2):
        if {one.id, other.id} & judged:
            two = slots[one.id], slots[other.id]
            names = tuple(sorted((one.id, other.id)))
            for rule, are in (
                (Rule.ROOM_BUSY, rules.room_busy(*two)),
                (Rule.GAP, rules.gap(*two)),
                (Rule.HOST_BUSY, rules.host_busy(*two)),
                (Rule.HOST_TRAVEL, rules.host_travel(ground, *two)),
            ):
                at = two[0].station if rule is Rule.ROOM_BUSY else None
                if are and policy.severity(rule, at) is not Severity.IGNORE:
                    found.add((rule, names))
    return found | set(crowded(inputs, taken, judged))


def crowded(
    inputs: PlanInputs, taken: list[Session], judged: set[Any]
) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """The days and weeks on which a host has more than it holds."""
    for host in inputs.register.hosts:
        own = sorted((one for one in taken if one.host == host.id), key=lambda one: one.start)
        by_day: Callable[[Session], Any] = lambda one: one.day  # noqa: E731
        by_week: Callable[[Session], Any] = lambda one: one.day.isocalendar()[:2]  # noqa: E731
        for rule, most, by in (
            (Rule.HOST_DAY_LIMIT, host.per_day, by_day),
            (Rule.HOST_WEEK_LIMIT, host.per_week, by_week),
        ):
            for _, group in groupby(own, by):
                names = tuple(sorted(one.id for one in group))
                if (
                    most is not None
                    and len(names) > most
                    and judged & set(names)
                    and inputs.policy.severity(rule) is not Severity.IGNORE
                ):
                    yield rule, names


@given(crowds())
def test_it_finds_what_the_definition_finds(crowd: tuple[PlanInputs, tuple[Session, ...]]) -> None:
    """Each rule, each session, each pair, each day and week: no more and no less."""
    inputs, sessions = crowd
    found = violations(
        sessions, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
    )
    told = [(one.rule, tuple(map(str, one.sessions))) for one in found]
    assert len(told) == len(set(told))
    assert set(told) == defined(inputs, sessions)
    assert all(one.severity == inputs.policy.severity(one.rule, one.station) for one in found)


HOURS = tuple(
    map(
        OpeningHours.parse,
        (
            "Mo-Su 08:00-20:00; 2026 Feb 13 off; PH 09:00-10:00",  # names a date
            "Mo-Fr 20:00-28:00; PH off",  # runs on into the next day
            "24/7; 2026 Feb 14 off",
            "Mo-Fr 08:30-17:00; PH off",
        ),
    )
)
CLOSED = Suspension(first=date(2026, 2, 14), last=date(2026, 2, 24))


@st.composite
def alikes(draw: st.DrawFn) -> tuple[PlanInputs, tuple[Session, ...]]:
    """Return the inputs of a plan, and the same session day after day, here and there."""
    inputs = draw(plan_inputs(max_sessions=0))
    hours = draw(st.sampled_from(HOURS))
    stops, off = draw(st.sampled_from([((), ()), ((CLOSED,), (date(2026, 2, 13),))]))
    first, *others = (attrs.evolve(one, hours=hours) for one in inputs.register.stations)
    stations = attrs.evolve(first, suspensions=stops), *others
    hosts = tuple(attrs.evolve(one, hours=hours, days_off=off) for one in inputs.register.hosts)
    where = st.sampled_from([*(one.id for one in stations), "S-9", None])
    who = st.sampled_from([*(one.id for one in hosts), "H-9", None])
    why = st.sampled_from([None, *(one.id for one in inputs.duties)])
    at, length = draw(st.sampled_from([60, 480, 570, 1410])), draw(st.sampled_from([60, 90, 1500]))
    found = []
    for number in range(3):
        place = {"station": draw(where), "host": draw(who), "duty": draw(why)}
        place |= {"venue": "示例会场"} if place["station"] is None else {}
        found += [
            a_session(100 * number + day, 1440 * day + at, length, **place) for day in range(21)
        ]
    register = attrs.evolve(inputs.register, stations=stations, hosts=hosts)
    return attrs.evolve(inputs, register=register), tuple(found)


@given(alikes())
def test_those_alike_break_what_each_breaks(crowd: tuple[PlanInputs, tuple[Session, ...]]) -> None:
    """What is judged once for many is what each would be found to break."""
    inputs, sessions = crowd
    found = violations(
        sessions, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
    )
    alone = {*rules.DAY_RULES, *rules.TIME_RULES, *rules.HOST_RULES}
    told = {(one.rule, tuple(map(str, one.sessions))) for one in found if one.rule in alone}
    assert told == set().union(*broken_alone(inputs, sessions))


@given(crowds(), st.randoms(use_true_random=False))
def test_the_order_of_the_sessions_does_not_matter(
    crowd: tuple[PlanInputs, tuple[Session, ...]], shuffle: Any
) -> None:
    """Law 11: 'equal inputs, in any order, give equal bytes'."""
    inputs, sessions = crowd
    mixed = list(sessions)
    shuffle.shuffle(mixed)
    one, other = (
        violations(given_ones, inputs.register, inputs.calendar, duties=inputs.duties)
        for given_ones in (sessions, mixed)
    )
    assert one == other


def entry(start: int, length: int, *, judged: bool = True) -> Taken:
    """Time taken by no matter what session."""
    return Taken(start, start + length, a_session(0, 0, 60), judged)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30), st.booleans()), max_size=12),
    st.integers(0, 10),
)
def test_each_pair_within_reach_is_asked_once(
    drawn: list[tuple[int, int, bool]], reach: int
) -> None:
    """However many lie between the two; pairs that only occupy are not asked."""
    entries = sorted(
        (entry(start, length, judged=judged) for start, length, judged in drawn),
        key=lambda one: one.start,
    )
    asked: list[tuple[int, int]] = []

    def meet(one: Taken, other: Taken) -> None:
        at = [next(i for i, e in enumerate(entries) if e is each) for each in (one, other)]
        asked.append((at[0], at[1]))

    assert list(meetings(entries, lambda one: one.end + reach, meet)) == []
    wanted = [
        (i, j)
        for i, j in combinations(range(len(entries)), 2)
        if entries[j].start < entries[i].end + reach and (entries[i].judged or entries[j].judged)
    ]
    assert sorted(asked) == wanted


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the pairs that `violations` compares: the sweep takes its test as an argument."""
    counts = [0]

    def counting(entries: Any, until: Any, meet: Any) -> Any:
        def counted(one: Taken, other: Taken) -> Any:
            counts[0] += 1
            return meet(one, other)

        return meetings(entries, until, counted)

    monkeypatch.setattr(checker, "meetings", counting)
    return counts


@pytest.mark.parametrize("count", [500, 1000, 4000])
def test_comparisons_are_linear_in_sessions_and_violations(
    calendar: WorkCalendar, asked: list[int], count: int
) -> None:
    """Twice the sessions, twice the comparisons: of hosts alone are some asked in vain.

    Between two that overlap not, at most the longest way (180 minutes) of the shortest session
    (45) and the way to the next lies.
    """
    register = made_register(count)
    found = violations(made_sessions(count, register), register, calendar)
    assert 0 < asked[0] <= count + len(found)


def test_a_long_session_is_compared_with_what_it_overlaps(
    calendar: WorkCalendar, asked: list[int]
) -> None:
    """One of two weeks over 600 short ones: 600 double uses, 600 comparisons, not 180,000."""
    short = [a_session(number, 20 * number, 20) for number in range(600)]
    whole = a_session(999, 0, 20 * 600)
    found = violations([*short, whole], Register(), calendar, policy=DEFAULT_POLICY)
    assert sum(one.rule is Rule.ROOM_BUSY for one in found) == 600
    assert asked == [600]


def test_what_was_held_is_not_compared_with_what_was_held(
    calendar: WorkCalendar, asked: list[int]
) -> None:
    """400 sessions held at once are nobody's concern; the one planned there is."""
    here, place = {"station": "S-0"}, made_register(1)
    held = [a_session(n, 0, 60, status=SessionStatus.HELD, **here) for n in range(400)]
    found = violations([a_session(999, 30, 60, **here)], place.with_(*held), calendar)
    assert sum(one.rule is Rule.ROOM_BUSY for one in found) == 400
    assert asked == [400]
