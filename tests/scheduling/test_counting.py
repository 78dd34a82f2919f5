"""What can be held at most: each part of the count against all ways there are."""

from collections.abc import Iterable
from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
    shortfalls,
)
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.scheduling.counting import (
    Count,
    Shortage,
    demands,
    fewest_unplaced,
    shortages,
)
from ridehire_partybuild.scheduling.counting import _apart as apart
from ridehire_partybuild.scheduling.counting import _Capacity as Capacity
from ridehire_partybuild.scheduling.counting import _sharing as sharing
from ridehire_partybuild.scheduling.counting import _short as short
from ridehire_partybuild.scheduling.counting import _Supply as Supply
from ridehire_partybuild.values import (
    ActivityKind,
    OpeningHours,
    Period,
    SessionStatus,
    Skill,
    Span,
)

WEEK = Span.parse("2026-03-09/2026-03-15")
MONDAY = WEEK.start.toordinal()
NO_PEAKS = attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off"), step_minutes=60)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5)), max_size=7))
def test_slots_apart_are_as_many_as_can_be(drawn: list[tuple[int, int]]) -> None:
    """'How many of the slots can be had, no two at once.'."""
    slots = {(start, start + length) for start, length in drawn}
    most = max(
        number
        for number in range(len(slots) + 1)
        for some in combinations(sorted(slots), number)
        if all(one[1] <= other[0] for one, other in pairwise(some))
    )
    assert apart(slots) == most


def demand(first: int, end: int, count: int) -> Any:
    """What has to lie within some days."""
    return SimpleNamespace(first=first, end=end, count=count)


DAYS = st.integers(MONDAY + 3, MONDAY + 12)
DEMANDS = st.lists(
    st.tuples(st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 4)),
    max_size=5,
)
SUPPLIES = st.lists(
    st.tuples(
        st.dictionaries(DAYS, st.integers(0, 2)),
        st.none() | st.dictionaries(st.integers(0, 1), st.integers(0, 3)),
    ),
    max_size=2,
)


def supplies(drawn: list[tuple[dict[int, int], dict[int, int] | None]]) -> tuple[Supply, ...]:
    """Hosts, by what they hold each day and week."""
    week = (MONDAY - 1) // 7
    return tuple(
        Supply(days, None if weeks is None else {week + one: most for one, most in weeks.items()})
        for days, weeks in drawn
    )


def able(drawn: list[tuple[dict[int, int], dict[int, int] | None]], days: range) -> int:
    """What the hosts hold on some days, counted day by day and week by week."""
    total = 0
    for by_day, by_week in drawn:
        for number in (0, 1):
            monday = MONDAY + 7 * number
            held = sum(by_day.get(day, 0) for day in days if monday <= day < monday + 7)
            total += held if by_week is None else min(held, by_week.get(number, 0))
    return total


@given(SUPPLIES, DAYS, DAYS)
def test_capacity_is_counted_week_by_week(drawn: Any, first: int, end: int) -> None:
    """'How many from one day up to another': no more of a week than its limit."""
    capacity = Capacity(supplies(drawn))
    assert capacity.within(first, end) == able(drawn, range(first, end))
    assert capacity.within(first, end) == able(drawn, range(first, end))


@given(DEMANDS, SUPPLIES)
def test_the_stretches_that_lack_most(drawn: Any, supply: Any) -> None:
    """'None overlapping, that lack most; of equals the shortest': of all sets of stretches."""
    listed = [demand(min(pair), max(pair), count) for pair, count in drawn]

    def inside(start: int, end: int) -> list[Any]:
        return [one for one in listed if start <= one.first and one.end <= end]

    def missing(start: int, end: int) -> int:
        needed = sum(one.count for one in inside(start, end))
        return int(needed) - able(supply, range(start, end))

    starts, ends = {one.first for one in listed}, {one.end for one in listed}
    lacking = {
        (start, end): many
        for start in starts
        for end in ends
        if start < end and (many := missing(start, end)) > 0
    }
    ways = [
        some
        for number in range(len(listed) + 1)
        for some in combinations(sorted(lacking), number)
        if all(one[1] <= other[0] for one, other in pairwise(some))
    ]
    best = max((sum(lacking[one] for one in way), -sum(b - a for a, b in way)) for way in ways)
    found = short(listed, supplies(supply))
    spans = [
        (min(one.first for one in of.demands), max(one.end for one in of.demands)) for of in found
    ]
    assert [of.missing for of in found] == [missing(*span) for span in spans]
    assert [list(of.demands) for of in found] == [inside(*span) for span in spans]
    assert (sum(of.missing for of in found), -sum(b - a for a, b in spans)) == best
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("drawn", "supply", "expected"),
    [
        ([], {}, []),
        ([(0, 2, 1)], {0: 1}, []),
        ([(0, 1, 2), (5, 6, 3)], {}, [(0, 1, 2), (5, 6, 3)]),
        ([(0, 1, 2), (1, 2, 2)], {}, [(0, 2, 4)]),  # adjoining: as one
        ([(0, 5, 1), (2, 5, 1)], {0: 1}, [(2, 5, 1)]),  # of equals the shortest
        ([(0, 5, 2), (2, 5, 1)], {0: 1}, [(0, 5, 2)]),
        ([(0, 3, 2), (2, 6, 2)], {2: 1}, [(0, 6, 3)]),
        ([(0, 1, 1), (0, 8, 1), (5, 8, 2)], {3: 1}, [(0, 1, 1), (5, 8, 2)]),
        ([(0, 1, 3), (3, 4, 1), (6, 7, 2)], {1: 9, 3: 1, 5: 9}, [(0, 1, 3), (6, 7, 2)]),
    ],
)
def test_stretches_in_numbers(
    drawn: list[tuple[int, int, int]],
    supply: dict[int, int],
    expected: list[tuple[int, int, int]],
) -> None:
    """From which day to which so many are missing, with what one host holds on each day."""
    listed = [demand(MONDAY + first, MONDAY + end, count) for first, end, count in drawn]
    found = short(listed, supplies([({MONDAY + day: most for day, most in supply.items()}, None)]))
    told = [
        (
            min(one.first for one in of.demands) - MONDAY,
            max(one.end for one in of.demands) - MONDAY,
            of.missing,
        )
        for of in found
    ]
    assert told == expected


def test_skills_that_share_a_host_are_counted_together() -> None:
    """'The skills, those together that some host has both of', by one of a third, too."""

    def of(*hosts: str) -> list[Any]:
        return [SimpleNamespace(need=SimpleNamespace(hosts=(host,))) for host in hosts]

    found = sharing(
        {
            (Skill.LEGAL,): of("H-1"),
            (Skill.HEALTH,): of("H-3", "H-2"),
            (Skill.FIRST_AID,): of("H-5"),
            (Skill.TRAFFIC_SAFETY,): of("H-2", "H-1"),
            (Skill.GOVERNMENT_AFFAIRS,): of("H-3"),
        }
    )
    four = Skill.LEGAL, Skill.HEALTH, Skill.TRAFFIC_SAFETY, Skill.GOVERNMENT_AFFAIRS
    shared = tuple(sorted(four))
    assert list(found) == [(Skill.FIRST_AID,), shared]
    assert list(sharing({})) == []


def judged(*records: Any, policy: Policy = NO_PEAKS, **more: Any) -> Judge:
    """A judge of what a week needs."""
    return Judge(inputs_of(*records, policy=policy, **{"span": WEEK, "on": WEEK.start} | more))


def hours(*days: int, start: int = 9, end: int = 10) -> list[tuple[int, int]]:
    """The starts and ends of an hour on some days of the week."""
    return [
        ((MONDAY + day) * 1440 + 60 * hour, (MONDAY + day) * 1440 + 60 * hour + 60)
        for day in days
        for hour in range(start, end)
    ]


def test_what_a_week_demands() -> None:
    """'What every due period needs, with the slots that what is on record leaves open.'."""
    taken = session("R-1", "2026-03-12T09:00", host="H-1", kind=ActivityKind.SYMPOSIUM)
    judge = judged(
        station(1, hours="Mo-Fr 09:00-11:00"),
        lawyer(1),
        lawyer(2, hours="Tu 10:00-11:00; We 09:00-12:00"),
        taken,
        clinic(1, "2/week"),
        clinic(2, "1/week", station="S-1", subject="S-1", skill=None),
        clinic(3, "3/week", station="S-1", subject="S-1", skill=Skill.FIRST_AID),
    )
    found = [(one.at, one.count, one.open) for one in demands(judge)]
    week = Period.parse("2026-W11")
    morning = {day: hours(day, end=11) for day in range(5)}
    assert found == [
        (
            ("D-1", week),
            2,
            {
                (MONDAY + 1, "H-1"): morning[1],
                (MONDAY + 1, "H-2"): hours(1, start=10, end=11),
                (MONDAY + 2, "H-2"): morning[2],
                (MONDAY + 3, "H-1"): hours(3, start=10, end=11),
            },
        ),
        (
            ("D-2", week),
            1,
            {(MONDAY + day, None): hours(3, start=10, end=11) if day == 3 else morning[day]
             for day in range(5)},
        ),
        (("D-3", week), 3, {}),
    ]  # fmt: skip
    first, second, _ = demands(judge)
    assert (first.first, first.end, second.first, second.end) == (
        MONDAY + 1, MONDAY + 4, MONDAY, MONDAY + 5,
    )  # fmt: skip


def test_what_is_placed_already_demands_nothing() -> None:
    """A period of which all stands on record is no demand."""
    record = session("R-1", "2026-03-10T09:00", duty="D-1")
    assert list(demands(judged(station(1), clinic(1, "1/week", skill=None), record))) == []


Told = tuple[int, dict[Any, Any], dict[Any, Any], dict[Any, Any]]


def told(count: Count) -> Told:
    """A count in numbers: of each shortage the duties, how many are needed, and how many can be."""

    def of(found: Iterable[Shortage]) -> list[tuple[list[str], int, int]]:
        return [
            ([str(one.need.duty.id) for one in each.demands], each.needed, each.possible)
            for each in found
        ]

    return (
        sum(one.count for one in count.nowhere),
        {tuple(map(str, name)): of(each) for name, each in count.skills.items()},
        {tuple(map(str, name)): of(each) for name, each in count.together.items()},
        {str(name): of(each) for name, each in count.rooms.items()},
    )


def warning(rule: Rule) -> Policy:
    """A policy by which one rule only warns."""
    grave = RuleSeverity(rule=rule, severity=Severity.WARN)
    return attrs.evolve(NO_PEAKS, severities=[grave])


ENGAGED = [
    session(f"R-{number}", start, host="H-1", kind=ActivityKind.SYMPOSIUM, status=status)
    for number, (start, status) in enumerate(
        (
            ("2026-03-10T14:00", SessionStatus.PLANNED),
            ("2026-03-12T14:00", SessionStatus.CANCELLED),
            ("2026-03-13T14:00", SessionStatus.PLANNED),
            ("2026-03-16T14:00", SessionStatus.PLANNED),
        )
    )
]


@pytest.mark.parametrize(
    ("host", "policy", "possible"),
    [
        ({}, NO_PEAKS, 6),
        ({"per_day": 2}, NO_PEAKS, 3),  # one is engaged on Tuesday
        ({"per_day": 1}, NO_PEAKS, 1),
        ({"per_day": 9}, NO_PEAKS, 6),
        ({"per_week": 4}, NO_PEAKS, 2),  # two are in the week
        ({"per_week": 2}, NO_PEAKS, 0),
        ({"per_week": 1}, NO_PEAKS, 0),
        ({"per_day": 2, "per_week": 4}, NO_PEAKS, 2),
        ({"per_day": 2}, warning(Rule.HOST_DAY_LIMIT), 6),
        ({"per_week": 4}, warning(Rule.HOST_WEEK_LIMIT), 6),
        ({}, warning(Rule.HOST_BUSY), 18),  # whatever is asked for, on both days
        ({"per_day": 4}, warning(Rule.HOST_BUSY), 7),
    ],
)
def test_what_a_host_can_hold_in_a_week(
    host: dict[str, Any], policy: Policy, possible: int
) -> None:
    """'What hosts of one skill cannot hold', who come on two mornings of three hours."""
    one = lawyer(1, hours="Tu,Th 09:00-12:00", **host)
    other = station(2, hours="Mo-Su 09:00-12:00")
    judge = judged(
        station(1), other, one, *ENGAGED, clinic(1, "5/week"), clinic(2, "4/week"), policy=policy
    )
    count = shortages(judge)
    gone = possible == 0
    expected = [(["D-1", "D-2"], 9, possible)] if possible < 9 and not gone else []
    by_skill = {} if gone else {("legal",): expected}
    assert told(count)[:3] == (9 if gone else 0, by_skill, by_skill)
    assert fewest_unplaced(judge) == max(0, 9 - possible) == count.least


def test_a_room_holds_one_at_once_unless_that_only_warns() -> None:
    """'What one room cannot hold', of all that is asked for in it."""
    place = station(1, hours="Mo 09:00-11:00; We 09:00-10:00")
    duties = (
        clinic(1, "3/week", skill=None),
        clinic(2, "1/week", station="S-1", subject="S-1", skill=None),
        clinic(3, "2/week", station="S-1", subject="S-1", skill=None, seats=99),
    )
    found = shortages(judged(place, *duties))
    assert told(found) == (2, {}, {}, {"S-1": [(["D-1", "D-2"], 4, 3)]})
    assert found.least == 3
    assert told(shortages(judged(place, *duties, policy=warning(Rule.ROOM_BUSY)))) == (
        2,
        {},
        {},
        {},
    )


def test_skills_of_one_host_lack_more_than_each_of_them() -> None:
    """'The same of skills that share hosts'; a bound is told by the family that lacks most."""
    both = lawyer(1, skills=(Skill.LEGAL, Skill.HEALTH), hours="Tu 09:00-12:00")
    duties = (
        clinic(1, "4/week", station="S-1"),
        clinic(2, "2/week", station="S-1", subject="S-1", skill=Skill.HEALTH),
    )
    found = shortages(judged(station(1), both, *duties))
    lacking = {("legal",): [(["D-1"], 4, 3)], ("health",): []}
    assert told(found)[:2] == (0, lacking)
    assert set(found.together) == {tuple(sorted((Skill.LEGAL, Skill.HEALTH)))}
    ((both_short,),) = found.together.values()
    assert sorted(str(one.need.duty.id) for one in both_short.demands) == ["D-1", "D-2"]
    assert (both_short.needed, both_short.possible, both_short.missing) == (6, 3, 3)
    assert found.least == 3


def test_the_family_that_lacks_most_tells_the_least() -> None:
    """'How many sessions any plan leaves unplaced, at least': no two families are added."""

    def lacking(*missing: int) -> dict[Any, Any]:
        return {
            name: (Shortage(demands=(demand(0, 1, 9),), possible=9 - one),)
            for name, one in enumerate(missing)
        }

    two: Any = demand(0, 1, 2)
    for families in ((1, 1), (5,), ()), ((5,), (1, 1), (2,)), ((), (2,), (1, 4)):
        skills, together, rooms = (lacking(*one) for one in families)
        count = Count(nowhere=(two, two), skills=skills, together=together, rooms=rooms)
        assert count.least == 4 + 5


def test_two_skills_of_one_host_are_short_together() -> None:
    """Each alone could be held by who has both skills; together they are three too many."""
    both = lawyer(1, skills=(Skill.LEGAL, Skill.HEALTH), per_week=1)
    wanted = clinic(1, "4/month"), clinic(2, "4/month", skill=Skill.HEALTH)
    for duty in wanted:
        assert shortfalls(inputs_of(station(1), both, duty), trials=0) == ()
    (found,) = shortfalls(inputs_of(station(1), both, *wanted), trials=0)
    assert (found.skills, found.needed, found.possible) == ((Skill.HEALTH, Skill.LEGAL), 8, 5)
