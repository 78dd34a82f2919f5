"""A plan's score explained: what each constraint costs, whom, and where each point comes from."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild.errors import InvalidValue, Lang, Problem, render
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.model.order import ordered
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.values import Id, Record
from ridehire_partybuild.values.id_fields import any_id

from .plans import Constraint, ConstraintMatch, Plan, PlanScore
from .telling import session_told, start_told

__all__ = ["ConstraintCost", "ScoreAnalysis", "SubjectCost", "analysis", "explain_score"]


def _in_order(matches: Any) -> Any:
    order = {constraint: place for place, constraint in enumerate(Constraint)}
    return ordered(matches, lambda one: (one.points, order[one.constraint], one.on))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ConstraintCost(Record):
    """What one constraint costs a plan.

    Attributes:
        constraint: The constraint.
        score: The points of its matches, by level.
        matches: Where they come from, what costs most first.

    Raises:
        InvalidValue: the points are not the sum of the matches, or one is of another constraint.
    """

    constraint: Constraint
    score: PlanScore
    matches: tuple[ConstraintMatch, ...] = attrs.field(converter=_in_order)

    def contradictions(self) -> Iterator[Problem]:
        """Score = sum of matches."""
        yield from _unequal(self.score, self.matches)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SubjectCost(Record):
    """What a plan's sessions for one subject cost.

    Attributes:
        subject: Who owes them; None: sessions of no duty of the plan.
        score: The points of its matches, by level.
        matches: Where they come from, what costs most first.

    Raises:
        InvalidValue: the points are not the sum of the matches.
    """

    subject: Id | None = attrs.field(default=None, converter=converters.optional(any_id))
    score: PlanScore
    matches: tuple[ConstraintMatch, ...] = attrs.field(converter=_in_order)

    def contradictions(self) -> Iterator[Problem]:
        """Score = sum of matches."""
        yield from _unequal(self.score, self.matches)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ScoreAnalysis(Record):
    """A plan's score, by constraint and by subject: each match is once in either.

    Attributes:
        score: The whole.
        constraints: By constraint, the gravest first; those that cost nothing are left out.
        subjects: By subject, the costliest first.

    Raises:
        InvalidValue: the parts do not add up to the whole.

    >>> ScoreAnalysis(score=PlanScore(), constraints=(), subjects=()).score.hard
    0
    """

    score: PlanScore
    constraints: tuple[ConstraintCost, ...]
    subjects: tuple[SubjectCost, ...]

    def contradictions(self) -> Iterator[Problem]:
        """Score = sum of matches, either way."""
        for parts in (self.constraints, self.subjects):
            yield from _unequal(self.score, (match for one in parts for match in one.matches))


def _unequal(score: PlanScore, matches: Iterable[ConstraintMatch]) -> Iterator[Problem]:
    from .score import summed  # noqa: PLC0415 - read with the first call

    try:
        total = _plain(summed(matches))
    except InvalidValue as error:  # points beyond any score's
        total = "/".join(str(one.params["value"]) for one in error.problems)
    if total != _plain(score):
        told = {"kind": "PlanScore", "value": _plain(score), "total": total}
        yield Problem(code="score.sum", path="$.score", params=told)


def _plain(score: PlanScore) -> str:
    return "/".join(str(getattr(score, field.name)) for field in attrs.fields(PlanScore))


def analysis(plan: Plan) -> ScoreAnalysis:
    """Return a plan's score explained.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> analysis(made).constraints
    ()
    """
    from .score import summed  # noqa: PLC0415 - read with the first call

    owners: dict[str, Id | None] = {duty.id: duty.subject for duty in plan.inputs.duties}
    # what a match is on: a session, a duty, or a subject itself
    known: dict[str, Id | None] = {one: one for _, one in plan.inputs.register.subjects}
    known |= owners
    known |= {one.id: owners.get(one.duty or "") for one in plan.sessions}
    by_subject: dict[Id | None, list[ConstraintMatch]] = {}
    for match in plan.matches:
        by_subject.setdefault(known.get(match.on), []).append(match)
    subjects = [
        SubjectCost(subject=one, score=summed(matches), matches=tuple(matches))
        for one, matches in by_subject.items()
    ]
    found = {c: tuple(one for one in plan.matches if one.constraint is c) for c in Constraint}
    return ScoreAnalysis(
        score=plan.score,
        constraints=tuple(
            ConstraintCost(constraint=one, score=summed(matches), matches=matches)
            for one, matches in found.items()
            if matches
        ),
        subjects=tuple(sorted(subjects, key=lambda one: (one.score, one.subject or ""))),
    )


def explain_score(told: ScoreAnalysis, plan: Plan, lang: Lang = "en", *, most: int = 3) -> str:
    """Return in words what a score lost: constraints with their costliest matches, and subjects.

    Args:
        told: The analysis of the plan.
        plan: The plan: its sessions and its register have the names.
        lang: The language.
        most: How many matches of each constraint are told.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> print(explain_score(analysis(made), made, "zh"))
    扣分：违规 0，未安排 0，其他 0（0 为最好）
    """
    lines = [render("score.whole", lang, **_levels(told.score))]
    for one in told.constraints:
        points = -sum(match.points for match in one.matches)
        head: dict[str, Any] = {"constraint": one.constraint.label(lang), "points": points}
        lines.append(render("score.constraint", lang, **head, count=len(one.matches)))
        lines += [f"    {_match_told(match, plan, lang)}" for match in one.matches[:most]]
    costs = [
        render("score.subject", lang, name=_owner(one, plan, lang), points=_points(one))
        for one in told.subjects
    ]
    if costs:
        lines.append(render("score.subjects", lang, costs=joined(costs, lang, "then")))
    return "\n".join(lines)


def _levels(score: PlanScore) -> dict[str, Any]:
    return {field.name: -getattr(score, field.name) for field in attrs.fields(PlanScore)}


def _owner(cost: SubjectCost, plan: Plan, lang: Lang) -> str:
    return name_told(cost.subject, plan.inputs.register, lang)


def _points(cost: SubjectCost) -> int:
    return -sum(match.points for match in cost.matches)


def _match_told(match: ConstraintMatch, plan: Plan, lang: Lang) -> str:
    session = next((one for one in plan.sessions if one.id == match.on), None)
    if session is not None:
        what = session_told(session, plan.inputs.register, lang)
        when = start_told(session, lang)
        return render("score.session", lang, what=what, when=when, points=-match.points)
    duty = next((one for one in plan.inputs.duties if one.id == match.on), None)
    if duty is None:
        name = name_told(match.on, plan.inputs.register, lang)
        return render("score.other", lang, what=name, points=-match.points)
    name = name_told(duty.subject, plan.inputs.register, lang)
    kind = kind_label(duty.kind, plan.inputs.register, lang)
    return render("score.duty", lang, name=name, kind=kind, points=-match.points)
