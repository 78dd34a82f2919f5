"""What the list of open items to one actor says: to be mended, to be found out, to be done."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import cast

import attrs

from ridehire_partybuild.compliance import (
    DEFAULT_REMEDIATION,
    Assessment,
    Explanation,
    Finding,
    RemediationPolicy,
    explain,
    is_due,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report.digest import titled
from ridehire_partybuild.exchange.report.told import Names, subject_name
from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.model import Actor, Appeal, Task
from ridehire_partybuild.model.naming import joined
from ridehire_partybuild.reporting import NOT_ON_RECORD, OpenAppeal, service_levels
from ridehire_partybuild.reporting.handling import handled_by
from ridehire_partybuild.reporting.owing import Accountable
from ridehire_partybuild.reporting.years import year_of
from ridehire_partybuild.values import ActorId, ActorRole, Id, Modality

from .blocks import Block, Document, Grid, Heading, Note, Paragraph, say

__all__ = ["Owing", "role_or_id", "told_open_items"]

_DUE = {"number": 14.0, "subject": 26.0, "rule": 36.0, "actual": 40.0, "remedy": 40.0}
_UNKNOWN = {"number": 14.0, "subject": 30.0, "rule": 46.0, "missing": 40.0, "reason": 26.0}
_TASKS = {"number": 14.0, "subject": 34.0, "task": 60.0, "opened": 24.0, "until": 24.0}
_APPEALS = {"number": 14.0, "appeal": 42.0, "category": 30.0, "state": 30.0, "waiting": 40.0}
"""The columns of each table, and how wide they are in millimetres."""

_KINDS = ("due", "unknown", "tasks", "appeals")
"""What is listed, in this order."""


def told_open_items(
    assessment: Assessment,
    actor: ActorId | ActorRole | str,
    lang: Lang = "zh",
    *,
    policy: RemediationPolicy = DEFAULT_REMEDIATION,
    names: Names | None = None,
) -> Document:
    """Return what the list of open items to an actor, or to all of a role, says.

    Raises:
        KeyError: the register has no such actor.

    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> judged = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> told_open_items(judged, ActorRole.AUTHORITY).title
    '自查问题清单（依据参考解读，非省厅指南原文）'
    """
    owing = Owing(assessment, role_or_id(actor, assessment), policy, lang, names)
    guideline = assessment.tailored
    name = owing.name
    opening = say(
        "items.opening", lang, on=assessment.on, known=assessment.known,
        guideline=guideline.title.in_(lang),
    )  # fmt: skip
    return Document(
        lang=lang,
        title=titled(say("items.title", lang), guideline, lang),
        notice=guideline.notice.in_(lang),
        blocks=(
            Paragraph(say("items.to", lang, name=name), is_indented=False),
            Paragraph(opening),
            *owing.blocks(),
            *owing.unsettled(_KINDS),
            Paragraph(say("items.closing", lang)),
        ),
    )


def role_or_id(actor: ActorId | ActorRole | str, assessment: Assessment) -> ActorRole | Actor:
    """Return the role itself, or the actor of that id.

    Raises:
        KeyError: the register has no such actor.
    """
    if isinstance(actor, ActorRole):
        return actor
    found = assessment.register.get(Id(actor)) if actor in assessment.register else None
    if not isinstance(found, Actor):
        raise KeyError(actor)
    return found


@attrs.frozen
class Owing:
    """What waits for an actor, or for all of a role, in one language."""

    assessment: Assessment
    actor: ActorRole | Actor
    policy: RemediationPolicy
    lang: Lang
    names: Names | None

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.actor.name if isinstance(self.actor, Actor) else self.actor.label(self.lang)

    def blocks(self) -> Iterator[Block]:
        """Yield a heading and a table for each kind of open item; what there is none of is told."""
        kinds = (
            (_DUE, self._due), (_UNKNOWN, self._unknown),
            (_TASKS, self._tasks), (_APPEALS, self._appeals),
        )  # fmt: skip
        for name, (columns, rows) in zip(_KINDS, kinds, strict=True):
            found = tuple(rows())
            yield Heading(say(f"items.{name}", self.lang, count=len(found)))
            if not found:
                yield Paragraph(say("items.none", self.lang))
                continue
            yield Grid(
                header=tuple(say(f"column.{one}", self.lang) for one in columns),
                rows=tuple((str(at), *row) for at, row in enumerate(found, 1)),
                widths=tuple(columns.values()),
            )
            yield Note(say(f"items.{name}_note", self.lang))

    def _is_own(self, actor: str, role: ActorRole) -> bool:
        """Tell whether something is for this actor to do, or for this role.

        It is for the role of whom it names; where nobody can tell, for the one told.
        """
        if isinstance(self.actor, Actor):
            return actor == self.actor.id
        found = None if actor == NOT_ON_RECORD else self.assessment.register.get(Id(actor))
        return (found.role if isinstance(found, Actor) else role) is self.actor

    def unsettled(self, kinds: Iterable[str]) -> Iterator[Paragraph]:
        """Yield how much is for one of this actor's role, and nobody can tell for whom.

        Nothing for a role: its document has it all.
        """
        if isinstance(self.actor, ActorRole):
            return
        own = self.actor
        told: list[str] = []
        for name in kinds:
            count = sum(
                role is own.role and (not actors or own.id in actors)
                for role, actors in self._of_nobody(name)
            )
            if count:
                told.append(say(f"items.unsettled_{name}", self.lang, count=count))
        if told:
            params = {"role": own.role.label(self.lang), "items": joined(told, self.lang)}
            yield Paragraph(say("items.unsettled", self.lang, **params))

    def _of_nobody(self, kind: str) -> Iterator[tuple[ActorRole, tuple[ActorId, ...]]]:
        """Yield the role of each open item that is nobody's for sure, and whose it may be.

        There are several of the role at its place, or nobody of it is known.
        """
        told, answers = self.assessment, self._answers
        if kind == "tasks":
            for task in self._open_tasks():
                if answers.for_task(task) == NOT_ON_RECORD:
                    role = answers.role_of(task)
                    yield role, answers.candidates(role, task.subject)
        elif kind == "appeals":
            waiting = (one for one in self._open_appeals() if one.accountable is None)
            yield from map(self._handled_by, waiting)
        else:
            is_wanted = self._is_due if kind == "due" else self._is_open
            for one in filter(is_wanted, told.findings):
                if answers.for_finding(one) == NOT_ON_RECORD:
                    role = told.rules[one.requirement].responsible
                    yield role, answers.candidates(role, one.subject)

    @cached_property
    def _answers(self) -> Accountable:
        return Accountable(self.assessment, self.policy)

    def _findings(self, is_wanted: Callable[[Finding], bool]) -> Iterator[tuple[str, Explanation]]:
        answers = self._answers
        for one in filter(is_wanted, self.assessment.findings):
            if isinstance(self.actor, Actor):
                is_own = answers.for_finding(one) == self.actor.id
            else:
                is_own = self.assessment.rules[one.requirement].responsible is self.actor
            if is_own:
                told = explain(one, self.assessment, self.lang)
                yield self.subject(one.subject), told

    def subject(self, subject: Id) -> str:
        """Return the name of a subject."""
        return subject_name(self.assessment, subject, self.names)

    def rule(self, told: Explanation) -> str:
        """Return a requirement as it is cited: its clause, title and modality."""
        return say("items.rule", self.lang, clause=told.clause, title=told.title,
                   modality=told.modality)  # fmt: skip

    def demand(self, told: Explanation) -> str:
        """Return a requirement as it is cited, and what it asks."""
        return say("items.demand", self.lang, clause=told.clause, title=told.title,
                   modality=told.modality, expected=told.expected)  # fmt: skip

    def _due(self) -> Iterator[tuple[str, ...]]:
        for subject, told in self._findings(self._is_due):
            actual = joined(told.actual, self.lang, "then")
            yield subject, self.demand(told), actual, told.remedy or told.expected

    @property
    def open(self) -> Iterator[tuple[str, Explanation]]:
        """The name of the subject and the explanation of each finding that cannot be told yet."""
        return self._findings(self._is_open)

    def _unknown(self) -> Iterator[tuple[str, ...]]:
        for subject, told in self.open:
            missing = joined(told.missing, self.lang)
            yield subject, self.rule(told), missing, told.outcome

    def _is_due(self, one: Finding) -> bool:
        return is_due(one, self.assessment)

    def _is_open(self, one: Finding) -> bool:
        is_asked = self.assessment.rules[one.requirement].modality is not Modality.MAY
        return is_asked and one.verdict.outcome is Outcome.CANT_TELL and one.waiver is None

    def _open_tasks(self) -> Iterator[Task]:
        on = self.assessment.on
        return (one for one in self.assessment.evidence.tasks if _is_open_on(one, on))

    def _tasks(self) -> Iterator[tuple[str, ...]]:
        for one in self._open_tasks():
            if self._is_own(self._answers.for_task(one), self._answers.role_of(one)):
                opened = say("items.until", self.lang, day=one.opened_on)
                yield self.subject(one.subject), one.text, opened, self._until(one)

    def _until(self, one: Task) -> str:
        if one.due_on is None:
            return say("items.no_day", self.lang)
        is_over = one.due_on < self.assessment.on
        return say("items.overdue" if is_over else "items.until", self.lang, day=one.due_on)

    def _open_appeals(self) -> Iterator[OpenAppeal]:
        on = self.assessment.on
        yield from service_levels(self.assessment.evidence, year_of(on.year).span, on).open_appeals

    def _handled_by(self, one: OpenAppeal) -> tuple[ActorRole, tuple[ActorId, ...]]:
        """Return for whom an appeal is that waits for nobody known, and who that may be."""
        register = self.assessment.evidence
        return handled_by(register, cast("Appeal", register.get(one.appeal)))

    def _appeals(self) -> Iterator[tuple[str, ...]]:
        for one in self._open_appeals():
            if self._is_own(one.accountable or NOT_ON_RECORD, self._handled_by(one)[0]):
                yield (
                    str(one.appeal),
                    say("items.unsorted", self.lang)
                    if one.category is None
                    else one.category.label(self.lang),
                    one.state.label(self.lang),
                    self._waiting(one),
                )

    def _waiting(self, one: OpenAppeal) -> str:
        days, minutes = divmod(one.waiting_minutes, 24 * 60)
        return say("items.waited", self.lang, days=days, hours=minutes // 60)


def _is_open_on(one: Task, on: date) -> bool:
    ended = one.done_on or one.dropped_on
    return one.opened_on <= on and (ended is None or ended > on)
