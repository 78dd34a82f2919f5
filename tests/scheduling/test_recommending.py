"""Other places for one session: each was checked, each says what it does to the score."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import load, reference_guideline, work_calendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import (
    Plan,
    PlanScore,
    duties,
    explain_recommendation,
    plan,
    recommend,
    violations,
)
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.testing.strategies import full_plans
from ridehire_partybuild.values import ActivityKind, Span

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
