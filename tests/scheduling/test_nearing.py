"""What had to move goes back as near to its old day as can be, and nothing else moves."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import at, clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import DEFAULT_POLICY, Rule, RuleSeverity, Severity
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.scheduling.holding import held
from ridehire_partybuild.scheduling.nearing import neared
from ridehire_partybuild.values import (
    ActivityKind,
    OpeningHours,
    Period,
    SessionStatus,
)

NO_PEAKS = attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off"), step_minutes=60)
MARCH = Period.parse("2026-03")
WARNED = attrs.evolve(
    NO_PEAKS,
    severities=[RuleSeverity(rule=Rule.HOST_UNAVAILABLE, severity=Severity.WARN)],
)


def judged(*records: Any, policy: Any = NO_PEAKS, **more: Any) -> Judge:
    """A judge of what March needs, at a station that opens every morning."""
    return Judge(inputs_of(station(1, hours="Mo-Su 09:00-12:00"), *records, policy=policy, **more))


def ours(name: str, start: str, **more: Any) -> Session:
    """A session of the first duty; of the second, if told."""
    plain: dict[str, Any] = {"duty": "D-1", "period": MARCH}
    return session(name, start, **plain | more)


def told(sessions: tuple[Session, ...]) -> list[tuple[str, str, str | None]]:
    """Each with its start and its host."""
    return [
        (str(one.id), one.start.strftime("%d %H:%M"), one.host and str(one.host))
        for one in sessions
    ]


def test_it_goes_back_to_its_day_and_hour() -> None:
    """And keeps its length; of one that was never planned before nothing is known."""
    judge = judged(clinic(1, "2/month", skill=None))
    fresh = ours("P-1", "2026-03-20T09:00"), ours("P-2", "2026-03-25T09:00")
    old = [ours("P-1", "2026-03-10T11:00", minutes=30), ours("P-9", "2026-03-10T11:00")]
    found = neared(judge, (), fresh, old)
    assert told(found) == [("P-1", "10 11:00", None), ("P-2", "25 09:00", None)]
    assert found[0] == attrs.evolve(
        fresh[0], start=at("2026-03-10T11:00"), end=at("2026-03-10T12:00")
    )


@pytest.mark.parametrize(
    ("hours", "now", "start"),
    [
        ("We 09:00-12:00", "20", "11 10:00"),  # Wednesday the 11th; the 4th is farther
        ("Mo 09:00-12:00; We 09:00-12:00", "20", "11 10:00"),  # as near: rather later
        ("Mo 09:00-12:00", "20", "09 10:00"),
        ("Su 09:00-12:00", "20", "08 10:00"),
        ("Su 09:00-12:00", "12", "12 09:00"),  # two days off already: the 8th is as far
        ("Su 09:00-12:00", "13", "08 10:00"),
        ("Mo-Su 09:00-10:00", "20", "10 09:00"),
        ("Mo-Su 10:00-12:00", "10", "10 09:00"),  # of its day: it stays as it is
    ],
)
def test_the_nearest_day_is_taken_that_is_nearer(hours: str, now: str, start: str) -> None:
    """'Only a day that is nearer than the planner's', and the old hour, or what is next to it."""
    judge = Judge(inputs_of(station(1, hours=hours), clinic(skill=None), policy=NO_PEAKS))
    (found,) = neared(
        judge, (), [ours("P-1", f"2026-03-{now}T09:00")], [ours("P-1", "2026-03-10T10:00")]
    )
    assert found.start.strftime("%d %H:%M") == start


@pytest.mark.parametrize(
    ("old", "preferred", "expected"),
    [
        ({"host": "H-2"}, None, ("10 10:00", "H-2")),
        ({"host": "H-1"}, None, ("10 10:00", "H-1")),
        ({"host": "H-3"}, None, ("10 10:00", "H-1")),  # not at that hour any more: as it was
        ({"host": "H-2"}, "Tu 11:00-12:00", ("10 11:00", "H-2")),
        ({"host": "H-2"}, "Tu 09:00-10:00", ("10 09:00", "H-1")),  # hours that suit come first
        ({}, None, ("10 10:00", "H-1")),
    ],
)
def test_of_a_day_the_slot_is_taken_that_is_most_like_the_old(
    old: dict[str, Any], preferred: str | None, expected: tuple[str, str]
) -> None:
    """'Hours that suit and the old host come first', then the hour, the start and the id."""
    hosts = lawyer(1), lawyer(2, hours="Tu 10:00-12:00"), lawyer(3, hours="We 09:00-12:00")
    hours = None if preferred is None else OpeningHours.parse(preferred)
    judge = judged(*hosts, clinic(preferred=hours))
    (found,) = neared(
        judge,
        (),
        [ours("P-1", "2026-03-19T09:00", host="H-1")],
        [ours("P-1", "2026-03-10T10:00", **old)],
    )
    assert told((found,)) == [("P-1", *expected)]


def test_of_hours_as_near_the_earlier_is_taken() -> None:
    """Half past ten is none of the grid: ten and eleven are as near."""
    judge = judged(clinic(skill=None))
    (found,) = neared(
        judge, (), [ours("P-1", "2026-03-20T09:00")], [ours("P-1", "2026-03-10T10:30")]
    )
    assert found.start == at("2026-03-10T10:00")


def test_it_goes_around_all_that_stands() -> None:
    """'So none is lost': what is on record, what is kept, and what has come back before."""
    taken = session("R-1", "2026-03-10T09:00", kind=ActivityKind.SYMPOSIUM)
    kept = ours("P-3", "2026-03-10T10:00")
    judge = judged(clinic(1, "4/month", skill=None), taken)
    fresh = [ours(f"P-{number}", f"2026-03-2{number}T09:00") for number in (1, 2)]
    old = [
        ours("P-1", "2026-03-10T10:00"),
        ours("P-2", "2026-03-10T09:00"),  # the first in time comes back first
        ours("P-3", "2026-03-02T09:00"),  # kept: it stays
    ]
    assert told(neared(judge, [kept], fresh, old)) == [
        ("P-3", "10 10:00", None),
        ("P-1", "11 10:00", None),
        ("P-2", "10 11:00", None),
    ]


def test_what_moves_makes_room_for_others() -> None:
    """'One after the other is moved', again and again, until none comes nearer."""
    judge = Judge(
        inputs_of(
            station(1, hours="Tu,We 09:00-10:00"), clinic(1, "3/month", skill=None), policy=NO_PEAKS
        )
    )
    # P-1 wants the 11th, where P-2 stands, who wants the 17th, where P-3 stands, who goes away
    fresh = [
        ours("P-1", "2026-03-03T09:00"),
        ours("P-2", "2026-03-11T09:00"),
        ours("P-3", "2026-03-17T09:00"),
    ]
    old = [
        ours("P-1", "2026-03-11T09:00"),
        ours("P-2", "2026-03-17T09:00"),
        ours("P-3", "2026-03-25T09:00"),
    ]
    assert told(neared(judge, (), fresh, old)) == [
        ("P-1", "11 09:00", None),
        ("P-2", "17 09:00", None),
        ("P-3", "25 09:00", None),
    ]


def test_no_more_rules_warn_than_before() -> None:
    """'On which no rule forbids the session and no more of them warn.'."""
    records = lawyer(1, hours="We,Fr 09:00-12:00"), clinic()
    old = [ours("P-1", "2026-03-10T10:00", host="H-1")]
    judge = judged(*records, policy=WARNED)
    quiet = [ours("P-1", "2026-03-20T09:00", host="H-1")]
    assert told(neared(judge, (), quiet, old)) == [("P-1", "11 10:00", "H-1")]
    loud = [ours("P-1", "2026-03-19T09:00", host="H-1")]
    assert told(neared(judge, (), loud, old)) == [("P-1", "10 10:00", "H-1")]


def test_what_nothing_asks_for_stays() -> None:
    """One without a need has no period in which it could move."""
    judge = judged(clinic(skill=None))
    lone = session("P-1", "2026-03-20T09:00", duty=None)
    assert neared(judge, (), [lone], [ours("P-1", "2026-03-10T10:00")]) == (lone,)


def test_what_is_planned_for_later_comes_true() -> None:
    """'Those of the plan, and those that were planned before for its day or later.'."""
    names = {"R-1": "2026-03-09", "R-2": "2026-03-10", "R-3": "2026-03-12", "R-4": "2026-03-13"}
    records = [
        session(name, f"{day}T09:00", kind=ActivityKind.SYMPOSIUM) for name, day in names.items()
    ]
    records[3] = attrs.evolve(records[3], status=SessionStatus.CANCELLED)
    judge = judged(*records, clinic(skill=None), on=date(2026, 3, 10))
    fresh = ours("P-1", "2026-03-20T09:00")
    came = {str(one.id): one for one in held(judge.plan([fresh])).sessions}
    assert {name: one.status.value for name, one in came.items()} == {
        "R-1": "planned",
        "R-2": "held",
        "R-3": "held",
        "R-4": "cancelled",
        "P-1": "held",
    }
    assert came["P-1"] == attrs.evolve(fresh, status=SessionStatus.HELD)
