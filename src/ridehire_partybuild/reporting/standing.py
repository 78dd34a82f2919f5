"""Where a city stood when a year began and when it ended, and what changed and why."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    CauseKind,
    Comparison,
    Finding,
    Score,
    ScoreSystem,
    compare,
)
from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.model.order import in_order, ordered
from ridehire_partybuild.values import Id, Record, RequirementId, TaskState
from ridehire_partybuild.values.id_fields import any_id, requirement_id

from .figures import Figure, Figured
from .owing import finding_figures, task_figures
from .summing import WHOLE, Group, Part, counted
from .vocabulary import Breakdown, FigureUnit

__all__ = ["Standing", "VerdictChange", "standing"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class VerdictChange(Record):
    """What became of one finding between two days.

    Attributes:
        subject: Whose it is.
        requirement: The requirement.
        before: Its outcome then; None: it was not judged.
        after: Its outcome now; None: it is not judged any more.
        cause: The one cause; None: only its waiver is another.
    """

    subject: Id = attrs.field(converter=any_id)
    requirement: RequirementId = attrs.field(converter=requirement_id)
    before: Outcome | None = None
    after: Outcome | None = None
    cause: CauseKind | None = None


def _by_subject(changes: Any) -> Any:
    return ordered(changes, lambda one: (one.subject, one.requirement))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Standing(Figured):
    """Compliance on two days, what changed, and what was done about failures in between.

    Attributes:
        start: The first day.
        end: The last day.
        figures: Scores and counts on both days, of all and of each station; changes by cause;
            tasks done and open.
        changes: Every finding of which the verdict or the waiver is another.
    """

    start: date
    end: date
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)
    changes: tuple[VerdictChange, ...] = attrs.field(default=(), converter=_by_subject)


def standing(before: Assessment, after: Assessment) -> Standing:
    """Return where things stood on two days, what changed and why.

    A score is an interval while facts are missing; it rests on the subjects that were judged, a
    city under its code. What is not known of it is told as subject and requirement.

    >>> from ridehire_partybuild import Region, Register, Station, assess, reference_guideline
    >>> here = Register(stations=[Station(id="S-1", name="示例", region=Region("370502"))])
    >>> rules = reference_guideline()
    >>> days = date(2026, 1, 1), date(2026, 12, 31)
    >>> told = standing(*(assess(here, rules, day) for day in days))
    >>> told.figure("compliance.score_end", "S-1").is_known, told.figure("tasks.done").low
    (False, Fraction(0, 1))
    """
    comparison = compare(before, after)
    register = after.register
    figures = [
        *_scores(before, "start"),
        *_scores(after, "end"),
        *finding_figures(after.findings, after),
        *_changes(comparison),
        *task_figures(register.tasks, before.on, after.on),
        counted("tasks.missing", _without_task(after)),
    ]
    changes = [
        VerdictChange(
            subject=one.subject,
            requirement=one.requirement,
            before=None if one.before is None else one.before.verdict.outcome,
            after=None if one.after is None else one.after.verdict.outcome,
            cause=None if one.cause is None else one.cause.kind,
        )
        for one in comparison.changes
    ]
    return Standing(start=before.on, end=after.on, figures=figures, changes=changes)


def _scores(assessment: Assessment, when: str) -> Iterator[Figure]:
    yield _score(f"compliance.score_{when}", assessment.score(), assessment.findings, WHOLE)
    for station in assessment.register.stations:
        group: Group = (Breakdown.STATION, str(station.id))
        score, own = assessment.score(ScoreSystem.DEFAULT, station.id), assessment.of(station.id)
        yield _score(f"compliance.score_{when}", score, own, group)


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
    """Yield the failures about which nothing is set in motion: nobody excused them, either."""
    tasks = {
        (str(one.subject), one.requirement)
        for one in assessment.evidence.tasks
        if one.state is TaskState.OPEN
    }
    for one in assessment.findings:
        is_owed = one.verdict.outcome is Outcome.FAILED and one.waiver is None
        if is_owed and (str(one.subject), one.requirement) not in tasks:
            yield Part((one.subject,), 1, 1)
