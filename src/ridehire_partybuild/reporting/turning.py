"""Compliance on two days as figures: scores, what is met, what changed, what is being done."""

from collections.abc import Iterable, Iterator

from ridehire_partybuild.compliance import (
    Assessment,
    CauseKind,
    Comparison,
    Finding,
    Score,
    ScoreSystem,
    is_due,
)
from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.values import Modality, TaskState

from .figures import Figure
from .owing import finding_figures, task_figures
from .summing import WHOLE, Group, Part, counted
from .vocabulary import Breakdown, FigureUnit

__all__ = ["standing_figures"]


def standing_figures(comparison: Comparison) -> list[Figure]:
    """Return where things stood on both days, what changed, and what was done about it."""
    before, after = comparison.before, comparison.after
    return [
        *_scores(before, "start"),
        *_scores(after, "end"),
        *finding_figures(after.findings, after),
        *_changes(comparison),
        *task_figures(after.register.tasks, before.on, after.on),
        counted("tasks.missing", _without_task(after)),
    ]


def _scores(assessment: Assessment, when: str) -> Iterator[Figure]:
    yield _score(f"compliance.score_{when}", assessment.score(), _counting(assessment), WHOLE)
    for station in assessment.register.stations:
        group: Group = (Breakdown.STATION, str(station.id))
        score = assessment.score(ScoreSystem.DEFAULT, station.id)
        own = [one for one in _counting(assessment) if one.subject == station.id]
        yield _score(f"compliance.score_{when}", score, own, group)


def _counting(assessment: Assessment) -> list[Finding]:
    """Return the findings that count: what is permitted is no part of a score."""
    rules = assessment.rules
    return [
        one for one in assessment.findings if rules[one.requirement].modality is not Modality.MAY
    ]


def _score(name: str, score: Score, findings: Iterable[Finding], group: Group) -> Figure:
    judged = [one for one in findings if one.verdict.outcome is not Outcome.INAPPLICABLE]
    return Figure(
        name=name,
        by=group[0],
        of=group[1],
        low=score.low,
        high=score.high,
        unit=FigureUnit.SHARE,
        sample=score.counted,
        sources={one.subject for one in judged},
        unknown=[
            f"{one.subject}.{one.requirement}"
            for one in judged
            if one.verdict.outcome is Outcome.CANT_TELL
        ],
    )


def _changes(comparison: Comparison) -> Iterator[Figure]:
    causes: dict[CauseKind, list[Part]] = {kind: [] for kind in CauseKind}
    for one in comparison.changes:
        if one.cause is not None:
            causes[one.cause.kind].append(Part((one.subject,), 1, 1))
    yield counted("compliance.changes", (part for parts in causes.values() for part in parts))
    for kind, parts in causes.items():
        yield counted("compliance.changes", parts, (Breakdown.CAUSE, kind.value))


def _without_task(assessment: Assessment) -> Iterator[Part]:
    """Yield what is due about which nothing is set in motion: nobody excused them, either."""
    tasks = {
        (str(one.subject), one.requirement)
        for one in assessment.evidence.tasks
        if one.state is TaskState.OPEN
    }
    for one in assessment.findings:
        if is_due(one, assessment) and (str(one.subject), one.requirement) not in tasks:
            yield Part((one.subject,), 1, 1)
