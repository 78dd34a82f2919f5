"""What a formal notice to one actor says: on what basis, what is to be put right, and by when."""

from collections.abc import Iterator
from functools import cached_property

import attrs

from ridehire_partybuild.compliance import (
    Explanation,
    RemediationPlan,
    RemediationState,
    RemediationTask,
    explain,
    is_due,
)
from ridehire_partybuild.errors import InvalidValue, Lang, Problem
from ridehire_partybuild.exchange.report.digest import is_reading
from ridehire_partybuild.exchange.report.told import Names
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.guideline.lint import is_filled_in
from ridehire_partybuild.model.naming import joined
from ridehire_partybuild.values import ActorId, ActorRole, Certainty, Modality

from .blocks import Block, Document, Grid, Heading, Note, Paragraph, say
from .told_items import Owing, role_or_id

__all__ = ["told_notice"]

_COLUMNS = {
    "number": 11.0, "subject": 22.0, "rule": 32.0, "actual": 28.0, "remedy": 28.0, "until": 35.0,
}  # fmt: skip
"""The columns of the table, and how wide they are in millimetres."""

_CITED = ("issuer", "document_number")
"""What of the guideline a notice cites."""


def told_notice(
    plan: RemediationPlan,
    actor: ActorId | ActorRole | str,
    lang: Lang = "zh",
    *,
    names: Names | None = None,
) -> Document:
    """Return what a formal notice to an actor, or to all of a role, says.

    Raises:
        KeyError: the register has no such actor.
        InvalidValue: the guideline lacks what a notice cites, or is a reading; or the plan has
            nothing that this actor must put right. Everything at once, each with its place.

    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> from ridehire_partybuild import remediation, work_calendar
    >>> from datetime import date
    >>> judged = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> told_notice(remediation(judged, work_calendar()), ActorRole.AUTHORITY)
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: ...
    """
    owing = Owing(plan.assessment, role_or_id(actor, plan.assessment), plan.policy, lang, names)
    notice = _Notice(plan, owing)
    guideline = plan.assessment.guideline
    problems = [*_unfit(guideline), *notice.emptiness()]
    if problems:
        raise InvalidValue(problems)
    return Document(
        lang=lang,
        title=say("notice.title", lang),
        notice=plan.assessment.tailored.notice.in_(lang),
        blocks=tuple(notice.blocks()),
    )


def _unfit(guideline: Guideline) -> Iterator[Problem]:
    """Yield why a guideline is none that a notice can cite."""
    path = "$.assessment.guideline"
    if is_reading(guideline):
        params = {"kind": "guideline", "value": str(guideline.id)}
        yield Problem(code="rectification.reading", path=path, params=params)
        return
    for name in _CITED:
        if not is_filled_in(getattr(guideline, name)):
            params = {
                "kind": name,
                "value": getattr(guideline, name),
            }
            yield Problem(code="rectification.lacks", path=f"{path}.{name}", params=params)


@attrs.frozen(eq=False)
class _Notice:
    plan: RemediationPlan
    owing: Owing

    @property
    def _lang(self) -> Lang:
        return self.owing.lang

    def emptiness(self) -> Iterator[Problem]:
        """Yield that there is nothing to notify of, if there is not."""
        if not self._items:
            params = {"kind": "tasks", "value": self.owing.name}
            yield Problem(code="rectification.empty", path="$.tasks", params=params)

    def blocks(self) -> Iterator[Block]:
        """Yield salutation, basis, table, what is asked, closing."""
        lang, items = self._lang, self._items
        yield Paragraph(say("items.to", lang, name=self.owing.name), is_indented=False)
        yield Paragraph(self._opening(len(items)))
        profile = self.plan.assessment.profile
        if profile is not None:
            yield Paragraph(say("notice.profile", lang, profile=profile.title.in_(lang)))
        yield Heading(say("notice.items", lang, count=len(items)))
        yield Grid(
            header=tuple(say(f"notice.column.{one}", lang) for one in _COLUMNS),
            rows=tuple((str(at), *self._row(*one)) for at, one in enumerate(items, 1)),
            widths=tuple(_COLUMNS.values()),
        )
        notes = [say("notice.items_note", lang)]
        if any(task.modality is Modality.SHOULD for task, _ in items):
            notes.append(say("notice.recommended", lang))
        if any(task.certainty is not Certainty.ANNOUNCED for task, _ in items):
            notes.append(say("notice.uncertain", lang))
        yield Note(("" if lang == "zh" else " ").join(notes))
        yield from self.owing.unsettled(["due"])
        yield Heading(say("notice.asked", lang))
        yield Paragraph(say("notice.report", lang))
        yield Paragraph(say("notice.objection", lang))
        unknown = sum(1 for _ in self.owing.open)
        if unknown:
            yield Paragraph(say("notice.unknown", lang, count=unknown))
        yield Paragraph(say("notice.closing", lang))

    def _opening(self, count: int) -> str:
        told, lang = self.plan.assessment, self._lang
        guideline = told.guideline
        return say(
            "notice.opening", lang, count=count, on=told.on, known=told.known,
            guideline=guideline.title.in_(lang), issuer=guideline.issuer,
            document_number=guideline.document_number, name=self.owing.name,
        )  # fmt: skip

    @cached_property
    def _items(self) -> list[tuple[RemediationTask, Explanation]]:
        """The tasks of this actor, the first due first: permissions ask nothing of anybody."""
        told = self.plan.assessment
        failed = {(one.subject, one.requirement): one for one in told.findings if is_due(one, told)}
        own = [
            one
            for one in self.plan.tasks
            if self._is_own(one) and (one.subject, one.requirement) in failed
        ]
        return [
            (one, explain(failed[one.subject, one.requirement], told, self._lang))
            for one in sorted(own, key=lambda one: (one.due_on, one.subject, one.requirement))
        ]

    def _is_own(self, one: RemediationTask) -> bool:
        if isinstance(self.owing.actor, ActorRole):
            return one.role is self.owing.actor
        return one.accountable == self.owing.actor.id

    def _row(self, task: RemediationTask, told: Explanation) -> tuple[str, ...]:
        actual = joined(told.actual, self._lang, "then")
        remedy = told.remedy or told.expected
        subject = self.owing.subject(task.subject)
        return subject, self.owing.demand(told), actual, remedy, self._until(task)

    def _until(self, task: RemediationTask) -> str:
        """Return the last day; if it is over, or this was told done and is not, another is set."""
        code = "items.until"
        if task.state is RemediationState.COMPLETED:
            code = "notice.not_done"
        elif task.due_on < self.plan.assessment.on:
            code = "notice.overdue"
        return say(code, self._lang, day=task.due_on)
