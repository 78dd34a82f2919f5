"""Other places for one session: each was checked, each says what it does to the score."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from tests.scheduling import small
from tests.scheduling.small import clinic, inputs_of, lawyer, station

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import load, reference_guideline, work_calendar
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Plan,
    PlanInputs,
    PlanScore,
    Recommendation,
    Rule,
    RuleSeverity,
    ScoreChange,
    Severity,
    duties,
    explain_recommendation,
    plan,
    recommend,
    recommending,
    violations,
)
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.testing.strategies import full_plans
from ridehire_partybuild.values import SHANGHAI, ActivityKind, OpeningHours, Span

HALF = settings(max_examples=settings().max_examples // 2)
"""For what makes several plans of each example."""


CITY = Path(__file__).parents[2] / "examples" / "data" / "dongying.json"


@HALF
@given(full_plans())
def test_a_recommended_place_breaks_nothing_and_costs_what_it_says(found: Plan) -> None:
    """'Checked by `violations` before offered', nothing else moves, and the score is that told."""
    inputs = found.inputs
    for session in found.sessions[:2]:
        others = [one for one in found.sessions if one.id != session.id]
        offered = recommend(session, found, k=4)
        assert len({one.session.day for one in offered}) == len(offered) <= 4
        assert [one.score for one in offered] == sorted(
            (one.score for one in offered), reverse=True
        )
        for one in offered:
            moved = [*others, one.session]
            assert one.session != session
            assert (
                attrs.evolve(one.session, start=session.start, end=session.end, host=session.host)
                == session
            )
            told = violations(
                moved, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
            )
            assert not [broken for broken in told if broken.severity.blocks]
            after = Judge(inputs).plan(moved)
            assert after.score == one.score
            assert _sum(found.score, one.change) == after.score


def _sum(score: PlanScore, change: object) -> PlanScore:
    names = [field.name for field in attrs.fields(PlanScore)]
    return PlanScore(**{name: getattr(score, name) + getattr(change, name) for name in names})


@given(full_plans())
def test_no_better_place_is_left_out(found: Plan) -> None:
    """The first is the best there is: to plan the session alone anew gives nothing better.

    Where what was left out before takes its place, there is nothing to compare.
    """
    for session in found.sessions[:1]:
        offered = recommend(session.id, found, k=1)
        others = tuple(one for one in found.sessions if one.id != session.id)
        full = found.inputs.register.with_(*others)
        again = plan(
            found.inputs.duties,
            full,
            found.inputs.calendar,
            found.inputs.span,
            on=found.inputs.on,
            policy=found.inputs.policy,
        )
        if [(one.duty, one.period) for one in again.sessions] != [(session.duty, session.period)]:
            continue
        (anew,) = again.sessions
        score = Judge(found.inputs).plan((*others, anew)).score
        if (anew.start, anew.host) != (session.start, session.host):
            assert offered[0].score >= score


def all_places(one: Session, found: Plan) -> Iterator[tuple[PlanScore, Session]]:
    """Every other place of a session by day that breaks no rule, and the score it leads to."""
    inputs = found.inputs
    others = [other for other in found.sessions if other.id != one.id]
    judge = Judge(inputs)
    for day in inputs.span:
        for minute in range(480, 1080, inputs.policy.step_minutes):
            start = datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute)
            for host in inputs.register.hosts:
                moved = attrs.evolve(
                    one, start=start, end=start + (one.end - one.start), host=host.id
                )
                same = (moved.start, moved.host) == (one.start, one.host)
                if not same and not judge.broken([*others, moved]):
                    yield judge.plan([*others, moved]).score, moved


@pytest.mark.parametrize("severities", [(), (Rule.PEAK,)])
def test_the_places_told_are_the_best_of_all_of_each_day(severities: tuple[Rule, ...]) -> None:
    """'The best comes first: by the score of the whole plan, then the nearest.'.

    'A day is told once, with its best hour and host.'
    """
    policy = attrs.evolve(
        DEFAULT_POLICY,
        step_minutes=60,
        severities=[RuleSeverity(rule=one, severity=Severity.WARN) for one in severities],
        peaks=OpeningHours.parse("Tu 09:00-10:00; Th 14:00-15:00"),
    )
    inputs = inputs_of(
        station(1, hours="Tu 09:00-12:00; Th 14:00-16:00"),
        lawyer(1, hours="Tu 09:00-12:00; Th 14:00-16:00", days_off=[date(2026, 3, 17)]),
        lawyer(2, hours="Tu 09:00-11:00", per_week=1),
        clinic(1, "2/month", smallest_gap=3, preferred=OpeningHours.parse("Tu 09:00-11:00")),
        policy=policy,
        moves=0,
    )
    found = planned(inputs)
    for one in found.sessions[:1]:
        every = sorted(
            all_places(one, found),
            key=lambda two: (
                [-getattr(two[0], field.name) for field in attrs.fields(PlanScore)],
                abs(two[1].start - one.start),
            ),
        )
        best: dict[object, Recommendation] = {}
        for score, moved in every:
            change = {
                field.name: getattr(score, field.name) - getattr(found.score, field.name)
                for field in attrs.fields(PlanScore)
            }
            told = Recommendation(session=moved, change=ScoreChange(**change), score=score)
            best.setdefault(moved.day, told)
        assert len(best) > 5
        assert recommend(one, found, k=99) == tuple(best.values())
        assert recommend(one.id, found, k=2) == tuple(best.values())[:2]
        assert recommend(one, found) == tuple(best.values())[:3]


def planned(inputs: PlanInputs) -> Plan:
    """The plan of inputs."""
    return plan(**{field.name: getattr(inputs, field.name) for field in attrs.fields(PlanInputs)})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"hard": -1, "medium": 2, "soft": 3}, "-1 hard"),
        ({"medium": 2, "soft": -3}, "+2 medium"),
        ({"soft": -3}, "-3 soft"),
        ({}, "none"),
    ],
)
def test_the_gravest_level_that_changes_is_told(change: dict[str, int], expected: str) -> None:
    """'What it does to the score': one number, with its sign."""
    one = small.session("P-1", "2026-03-10T09:00")
    told = Recommendation(session=one, change=ScoreChange(**change), score=PlanScore())
    words = {
        "-1 hard": "rules broken -1",
        "+2 medium": "unplaced +2",
        "-3 soft": "score of the plan -3",
        "none": "score of the plan unchanged",
    }
    line = explain_recommendation(told, Register())
    assert line == f"2026-03-10 (Tue) 09:00-10:00: {words[expected]}"


@pytest.fixture(scope="module")
def half_year() -> Plan:
    """The illustrative city."""
    register, span = load(CITY, Register), Span.parse("2026-01-01/2026-06-30")
    return plan(duties(reference_guideline(), register, span), register, work_calendar(), span)


def test_a_recommendation_in_words(half_year: Plan) -> None:
    """When, held by whom, and what it does to the score."""
    clinic = min(
        (one for one in half_year.sessions if one.kind == ActivityKind.LEGAL_CLINIC),
        key=lambda one: one.start,
    )
    told = recommend(clinic, half_year)
    register = half_year.inputs.register
    assert len(told) == 3
    line = explain_recommendation(told[0], register, "zh")
    assert line.startswith("2026-")
    assert "，由示例律师事务所承办：计划得分" in line
    assert "held by 示例律师事务所: score of the plan" in explain_recommendation(told[0], register)


def test_who_asks_for_another_plans_session_is_told(half_year: Plan) -> None:
    """Bad input raises; to ask for none gives none."""
    with pytest.raises(InvalidValue, match="SessionId"):
        recommend("S-99", half_year)
    for k in (-1, 10**30):
        with pytest.raises(InvalidValue):
            recommend(half_year.sessions[0], half_year, k=k)
    assert recommend(half_year.sessions[0], half_year, k=0) == ()


def test_so_many_places_can_be_asked_for_and_no_more() -> None:
    """'A k below 0 or beyond a thousand million.'."""
    found = planned(inputs_of(station(1, hours="Mo 10:00-11:00"), clinic(1, skill=None), moves=0))
    (own,) = found.sessions
    assert len(recommend(own, found, k=10**9)) == 4
    for k in (10**9 + 1, True):
        with pytest.raises(InvalidValue, match="0 to 1000000000"):
            recommend(own, found, k=k)


def test_what_the_checker_refuses_is_not_recommended(monkeypatch: pytest.MonkeyPatch) -> None:
    """'As the checker sees it': a place that was taken for free and is not does no harm."""
    found = planned(inputs_of(station(1, hours="Mo 10:00-11:00"), clinic(1, skill=None), moves=0))
    (own,) = found.sessions
    right = recommend(own, found, k=9)
    free = recommending._free

    def too_many(candidates: Any, need: Any, now: Session) -> Iterator[Any]:
        for slot in free(candidates, need, now):
            yield slot
            start, end = slot.start + 1440, slot.end + 1440  # the day after it is shut
            yield attrs.evolve(slot, start=start, end=end)

    monkeypatch.setattr(recommending, "_free", too_many)
    assert recommend(own, found, k=9) == right


def test_a_session_that_nothing_asks_for_has_no_other_place() -> None:
    """What a period has beyond what it owes serves nothing, wherever it is."""
    inputs = inputs_of(station(1, hours="Mo 10:00-11:00"), clinic(1, skill=None), moves=0)
    (own,) = planned(inputs).sessions
    week = timedelta(days=7)
    other = attrs.evolve(
        own, id="P-2", start=own.start + week, end=own.end + week, duty=None, period=None
    )
    found = attrs.evolve(Judge(inputs).plan((own,)), sessions=(own, other))
    assert recommend(other, found, k=9) == ()
    assert recommend(own, found, k=9)
