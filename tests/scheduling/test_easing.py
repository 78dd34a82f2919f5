"""Easing: which session is tried, in which order, and which of the ways found is taken."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import Constraint, ConstraintMatch, PlanScore, easing
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.values import Span

PUBLISHED = Span.parse("2026-03-01/2026-03-10")


def state(
    *sessions: Session, left: Iterable[Any] = (), costs: Iterable[Any] = (), soft: int = 0
) -> Any:
    """Sessions, the needs that they leave, what they cost, and what that comes to."""
    matches = [
        ConstraintMatch(constraint=Constraint.SPACING, on=on, points=points) for on, points in costs
    ]
    return SimpleNamespace(
        sessions=sessions,
        fit=SimpleNamespace(left=tuple(left)),
        matches=matches,
        score=PlanScore(soft=soft),
    )


def need(number: int, start: str = "2026-03-02", end: str = "2026-03-09", **more: Any) -> Any:
    """A need that was left open."""
    window = SimpleNamespace(start=date.fromisoformat(start), end=date.fromisoformat(end))
    plain = {"station": "S-9", "hosts": ("H-9",), "duty": clinic(number), "window": window}
    return SimpleNamespace(**plain | more)


A, B, C = (
    session(f"P-{name}", f"2026-03-0{day}T10:00", host="H-1", duty="D-1")
    for name, day in (("A", 2), ("B", 8), ("C", 9))
)


@pytest.mark.parametrize(
    ("one", "asked", "expected"),
    [
        (A, need(1, station="S-1"), True),  # its first day
        (B, need(1, station="S-1"), True),  # its last
        (C, need(1, station="S-1"), False),
        (A, need(1, start="2026-03-03", station="S-1"), False),
        (A, need(1, hosts=("H-2", "H-1")), True),
        (A, need(1), False),
    ],
)
def test_who_takes_room_or_host_in_its_days_is_in_the_way(
    one: Session,
    asked: Any,
    expected: bool,  # noqa: FBT001 - what is expected
) -> None:
    """In the days of the need, the first included, the end not; in its room or with its host."""
    assert easing._in_the_way(one, asked) is expected


def trials(now: Any, *free: str) -> list[tuple[str, str | None]]:
    """What is tried, and for whom the room is made."""
    wanted: Any = set(free)
    return [(one.id, duty) for one, duty in easing._trials(now, wanted)]


def test_what_is_in_the_way_is_tried_before_what_costs_something() -> None:
    """Each once for a duty; then what costs most; never what may not move."""
    full = [need(1, station="S-1"), need(2, hosts=("H-1",)), need(1, station="S-1"), need(3)]
    costs = [("P-A", -1), ("P-C", -3), ("D-1", -9), ("P-A", -2), ("P-B", -8)]
    now = state(C, B, A, left=full, costs=costs)
    assert trials(now, "P-A", "P-C", "P-B") == [
        ("P-A", "D-1"),
        ("P-B", "D-1"),
        ("P-A", "D-2"),
        ("P-B", "D-2"),
        ("P-B", None),
        ("P-C", None),
        ("P-A", None),
        ("P-A", None),
    ]
    assert trials(now, "P-B", "P-Z") == [("P-B", "D-1"), ("P-B", "D-2"), ("P-B", None)]


def test_the_best_of_what_is_tried_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of the best, and only if it is better than what is there; two hundred at most."""
    soft = {"P-A": -5, "P-B": -3, "P-C": -3}
    made = {name: state(soft=cost) for name, cost in soft.items()}
    tried: list[str] = []

    def try_it(_judge: Any, _now: Any, one: Session, _first: Any) -> Any:
        tried.append(one.id)
        return made[one.id]

    monkeypatch.setattr(easing, "_tried", try_it)
    judge: Any = None
    free: Any = frozenset(soft)
    worse = state(A, B, C, costs=[(one, -1) for one in soft], soft=-6)
    assert easing._best(judge, worse, free) is made["P-B"]
    assert tried == ["P-A", "P-B", "P-C"]
    as_good = state(A, B, C, costs=[(one, -1) for one in soft], soft=-3)
    assert easing._best(judge, as_good, free) is None
    tried.clear()
    many = state(A, costs=[("P-A", -1)] * 201, soft=-6)
    easing._best(judge, many, free)
    assert len(tried) == 200


def test_first_the_duty_that_has_waited_then_that_of_what_gave_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The session is taken out; what is placed for either duty is placed beside the others."""
    asked: list[tuple[list[str], str]] = []

    def add(_inputs: Any, sessions: Iterable[Session], duty: str) -> tuple[Session, ...]:
        asked.append(([one.id for one in sessions], duty))
        return (session(f"N-{duty}", "2026-03-20T10:00"),)

    monkeypatch.setattr(easing, "added", add)
    monkeypatch.setattr(easing._State, "of", lambda _judge, sessions: [one.id for one in sessions])
    judge: Any = SimpleNamespace(inputs=None)
    tried: Callable[..., Any] = easing._tried
    now = state(A, B, C)
    assert tried(judge, now, B, "D-2") == ["P-A", "P-C", "N-D-2", "N-D-1"]
    assert asked == [(["P-A", "P-C"], "D-2"), (["P-A", "P-C", "N-D-2"], "D-1")]
    assert tried(judge, now, B, "D-1") == ["P-A", "P-C", "N-D-1"]
    assert tried(judge, now, B, None) == ["P-A", "P-C", "N-D-1"]
    nobodys = session("P-D", "2026-03-21T10:00")
    assert tried(judge, state(A, nobodys), nobodys, None) == ["P-A"]


def eased(
    monkeypatch: pytest.MonkeyPatch, steps: Iterator[Any], published: Span | None, budget: int
) -> tuple[Any, list[list[str]]]:
    """What comes of steps that are known, and which sessions were free at each."""
    asked: list[list[str]] = []

    def best(_judge: Any, _now: Any, free: set[str]) -> Any:
        asked.append(sorted(free))
        return next(steps)

    monkeypatch.setattr(easing, "_best", best)
    monkeypatch.setattr(easing._State, "of", lambda _judge, sessions: state(*sessions))
    judge: Any = None
    free: Any = {"P-A", "P-B", "P-C", "P-E"}
    late = session("P-E", "2026-03-12T10:00")
    found = easing.eased(
        judge, (A, B, C, late, session("P-F", "2026-03-13T10:00")), free, published, budget
    )
    return [one.id for one in found], asked


def test_drafts_come_first_and_what_moved_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """'Up to budget of the free ones moved, one after the other'; it ends where nothing gains."""
    moved = session("P-E", "2026-03-14T10:00")
    first, second = state(A, B, C, moved), state(A, C, moved)
    found = eased(monkeypatch, iter([first, None, second, None, None]), PUBLISHED, 9)
    assert found == (
        ["P-A", "P-C", "P-E"],
        [["P-E"], [], ["P-A", "P-B", "P-C"], [], ["P-A", "P-C"]],
    )
    # without days that were given out nothing is a draft
    found = eased(monkeypatch, iter([None, first, None, second, None, None]), None, 2)
    assert found[1] == [[], ["P-A", "P-B", "P-C", "P-E"], [], ["P-A", "P-B", "P-C"]]
    assert eased(monkeypatch, iter([]), None, 0) == (["P-A", "P-B", "P-C", "P-E", "P-F"], [])


def test_a_step_is_judged_as_a_plan_is() -> None:
    """What sessions come to is what a plan of them comes to; what nothing asks for is left out."""
    inputs = inputs_of(station(), lawyer(), clinic(1, "2/month"))
    judge = Judge(inputs)
    one = session(
        "P-1", "2026-03-12T10:00", duty="D-1", period=judge.matter.due[0].period, host="H-1"
    )
    other = session("P-2", "2026-03-13T10:00")
    found = easing._State.of(judge, [one, other])
    made = judge.plan([one, other])
    assert (found.sessions, found.score, found.matches) == ((one,), made.score, made.matches)
