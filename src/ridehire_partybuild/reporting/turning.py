"""Compliance on two days as figures: scores, what is met, what changed, what is being done."""

from collections.abc import Iterator

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
from ridehire_partybuild.values import Id, TaskState

from .figures import Figure
from .owing import asked_of, finding_figures, task_figures
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
    judged = list(asked_of(assessment.findings, assessment))
    yield _score(f"compliance.score_{when}", assessment.score(), judged, WHOLE)
    by_subject: dict[Id, list[Finding]] = {}
    for one in judged:
        by_subject.setdefault(one.subject, []).append(one)
    for station in assessment.register.stations:
        group: Group = (Breakdown.STATION, str(station.id))
        score = assessment.score(ScoreSystem.DEFAULT, station.id)
        yield _score(f"compliance.score_{when}", score, by_subject.get(station.id, []), group)


def _score(name: str, score: Score, judged: list[Finding], group: Group) -> Figure:
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
