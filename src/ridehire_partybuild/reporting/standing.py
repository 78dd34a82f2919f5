"""Where a city stood when a year began and when it ended, and what changed and why."""

from datetime import date
from typing import Any

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    CauseKind,
    compare,
)
from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.model.order import in_order, ordered
from ridehire_partybuild.values import Id, Record, RequirementId
from ridehire_partybuild.values.id_fields import any_id, requirement_id

from .figures import Figure, Figured

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
    from .turning import standing_figures  # noqa: PLC0415 - read with the first call

    comparison = compare(before, after)
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
    return Standing(
        start=before.on, end=after.on, figures=standing_figures(comparison), changes=changes
    )
