"""A plan's score explained: whatever way it is added up, it is the score."""

from collections import Counter

import attrs
import pytest
from hypothesis import given
from tests.scheduling import small

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register, Session, Site, Station
from ridehire_partybuild.scheduling import (
    Constraint,
    ConstraintCost,
    ConstraintMatch,
    Plan,
    PlanScore,
    ScoreAnalysis,
    SubjectCost,
    analysis,
    explain_score,
    plan,
)
from ridehire_partybuild.testing.strategies import full_plans, plans
from ridehire_partybuild.values import ActivityKind, Cadence, Id, OpeningHours, Region, Span, Tier


def total(parts: tuple[PlanScore, ...]) -> PlanScore:
    """Scores added up, level by level."""
    names = [field.name for field in attrs.fields(PlanScore)]
    return PlanScore(**{name: sum(getattr(one, name) for one in parts) for name in names})


@given(plans())
def test_the_score_is_the_sum_of_its_parts(found: Plan) -> None:
    """'Score = sum of matches', by constraint and by subject; no match is lost or told twice."""
    told = analysis(found)
    assert told.score == found.score
    for parts in (told.constraints, told.subjects):
        assert total(tuple(one.score for one in parts)) == found.score
        matches = Counter(match for one in parts for match in one.matches)
        assert matches == Counter(found.matches)


@given(full_plans())
def test_each_point_is_put_down_to_who_owes_the_session(found: Plan) -> None:
    """The subject of a match is that of the duty of its session."""
    owners: dict[str, Id] = {one.id: one.subject for one in found.inputs.duties}
    by_id: dict[str, Session] = {one.id: one for one in found.sessions}
    for cost in analysis(found).subjects:
        for match in cost.matches:
            session = by_id.get(match.on)
            duty = match.on if session is None else session.duty
            assert duty is not None
            assert owners.get(duty, match.on) == cost.subject


def test_parts_that_do_not_add_up_are_told_either_way() -> None:
    """'Score = sum of matches, either way': by constraint first, then by subject."""
    one, two = (
        ConstraintMatch(constraint=Constraint.SPACING, on="S-1", points=points)
        for points in (-1, -2)
    )
    by_constraint = ConstraintCost(
        constraint=Constraint.SPACING, score=PlanScore(soft=-1), matches=(one,)
    )
    by_subject = SubjectCost(subject="S-1", score=PlanScore(soft=-2), matches=(two,))
    with pytest.raises(InvalidValue) as caught:
        ScoreAnalysis(
            score=PlanScore(soft=-3), constraints=(by_constraint,), subjects=(by_subject,)
        )
    assert [problem.params["total"] for problem in caught.value.problems] == ["0/0/-1", "0/0/-2"]
    assert ScoreAnalysis(score=PlanScore(), constraints=(), subjects=()).subjects == ()


def test_what_is_no_session_and_no_duty_is_told_by_its_name() -> None:
    """A station that does without more than its share: what it costs is a number above 0."""
    place = small.station(1)
    match = ConstraintMatch(constraint=Constraint.FAIRNESS, on=place.id, points=-3)
    found = Plan(inputs=small.inputs_of(place), score=PlanScore(soft=-3), matches=(match,))
    assert explain_score(analysis(found), found) == (
        "Points lost: rules broken 0, not placed 0, other 3 (0 is best)\n"
        "  scarce sessions not shared evenly: 3 (1)\n"
        "    示例1号: 3\n"
        "  By subject: 示例1号 3"
    )


def test_a_score_in_words() -> None:
    """Level, constraint, the costliest matches, subjects: whole, in zh and en."""
    station = Station(
        id="S-1",
        name="示例",
        region=Region("370502"),
        tier=Tier.BASIC,
        site=Site(seats=4),
        hours=OpeningHours.parse("Mo-Fr 09:00-17:00; PH off"),
    )
    training = Duty(
        id="D-1",
        subject="S-1",
        station="S-1",
        kind=ActivityKind.FIRST_AID_TRAINING,
        cadence=Cadence.parse("1/half_year"),
        seats=6,
    )
    register, span = Register(stations=[station]), Span.parse("2026-01-01/2026-06-30")
    found = plan([training], register, work_calendar(), span)
    told = analysis(found)
    lines = explain_score(told, found, "zh").splitlines()
    assert lines[0] == "扣分：违规 0，未安排 1，其他 0（0 为最好）"
    assert lines[1:] == [
        "  未能安排：扣 1 分（1 处）",
        "    示例的急救培训：扣 1 分",
        "  按责任对象：示例扣 1 分",
    ]
    assert explain_score(told, found).splitlines()[:2] == [
        "Points lost: rules broken 0, not placed 1, other 0 (0 is best)",
        "  not placed: 1 (1)",
    ]


def test_what_does_not_add_up_is_refused() -> None:
    """An analysis that is not its matches cannot exist."""
    with pytest.raises(InvalidValue, match="sum of its matches"):
        ScoreAnalysis(score=PlanScore(soft=-1), constraints=(), subjects=())
    with pytest.raises(InvalidValue):
        ConstraintCost(constraint=Constraint.SPACING, score=PlanScore(soft=-1), matches=())


def test_points_that_are_another_sum_are_told_as_the_scores() -> None:
    """The problem is the score's, not one of a field that the record does not have."""
    match = ConstraintMatch(constraint=Constraint.SPACING, on=Id("S-1"), points=-(10**9))
    with pytest.raises(InvalidValue) as refused:
        SubjectCost(subject=None, score=PlanScore(), matches=(match, match))
    told = [(one.path, one.code, one.params["total"]) for one in refused.value.problems]
    assert told == [("$.score", "score.sum", f"0/0/{-2 * 10**9}")]


def test_points_beyond_any_score_are_a_wrong_sum() -> None:
    """A million matches and one more, each as grave as can be, are more than a score can be."""
    match = ConstraintMatch(constraint=Constraint.SPACING, on=Id("S-1"), points=-(10**9))
    one, thousand = (
        ConstraintCost(
            constraint=Constraint.SPACING,
            score=PlanScore(soft=-(10**9) * count),
            matches=(match,) * count,
        )
        for count in (1, 1000)
    )
    with pytest.raises(InvalidValue) as refused:
        ScoreAnalysis(score=PlanScore(), constraints=(*(thousand,) * 1000, one), subjects=())
    assert str(refused.value) == (
        "$.score: Failed to parse '0/0/0' as PlanScore: expected the sum of its matches "
        "(-1000001000000000), got '0/0/0'."
    )
