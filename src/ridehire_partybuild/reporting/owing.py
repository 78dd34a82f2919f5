"""What is owed, done and still owed: findings by who answers for them, and tasks on record."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from ridehire_partybuild.compliance import Assessment, Finding, RemediationPolicy
from ridehire_partybuild.compliance.remediation import accountable_actors, recorded_tasks
from ridehire_partybuild.guideline import Duty, Outcome
from ridehire_partybuild.model import Actor, Branch, Task
from ridehire_partybuild.values import ActorId, ActorRole, Id, Modality

from .figures import NOT_ON_RECORD, Figure
from .summing import WHOLE, Group, Part, counted

__all__ = ["Accountable", "asked_of", "finding_figures", "task_figures", "tasks_by_actor"]


@attrs.frozen
class Accountable:
    """Who answers for what: each answer worked out once.

    Attributes:
        assessment: By whose requirements, and whose register.
        policy: Whom it names where the register does not settle it.
    """

    assessment: Assessment
    policy: RemediationPolicy
    _known: dict[tuple[ActorRole, Id], tuple[ActorId, ...]] = attrs.field(factory=dict, init=False)
    _tasks: Mapping[tuple[str, str | None], Task] = attrs.field(init=False)

    @_tasks.default
    def _on_record(self) -> Mapping[tuple[str, str | None], Task]:
        return recorded_tasks(self.assessment)

    def candidates(self, role: ActorRole, subject: Id) -> tuple[ActorId, ...]:
        """Return the actors of a role that may answer at a subject: several are equally near."""
        key = role, subject
        if key not in self._known:
            file = self.assessment.register.of(subject)
            self._known[key] = accountable_actors(self.assessment, self.policy, role, file)
        return self._known[key]

    def role_at(self, role: ActorRole, subject: Id) -> str:
        """Return the one actor of a role at a subject; `NOT_ON_RECORD`: it is not plain who."""
        found = self.candidates(role, subject)
        return str(found[0]) if len(found) == 1 else NOT_ON_RECORD

    def role_of(self, task: Task) -> ActorRole:
        """Return for whom a task is that names nobody: for whom its requirement names."""
        editions = self.assessment.guideline.requirements
        named = [one.responsible for one in editions if one.id == task.requirement]
        return named[-1] if named else ActorRole.AUTHORITY

    def for_task(self, task: Task) -> str:
        """Return who must do a task: whom it names, else who of its role is nearest."""
        if task.responsible is not None:
            return str(task.responsible)
        return self.role_at(self.role_of(task), task.subject)

    def for_finding(self, finding: Finding) -> str:
        """Return who answers for a finding: whom a task on record names, else who is nearest."""
        recorded = self._tasks.get((finding.subject, finding.requirement))
        if recorded is not None and recorded.responsible is not None:
            return str(recorded.responsible)
        role = self.assessment.rules[finding.requirement].responsible
        return self.role_at(role, finding.subject)

    def for_duty(self, duty: Duty) -> str:
        """Return who answers for a duty: the actor that owes it, or whom its requirement names."""
        record = self.assessment.register.of(duty.subject).record
        if isinstance(record, Actor):
            return str(record.id)
        rule = None if duty.requirement is None else self.assessment.rules.get(duty.requirement)
        usual = ActorRole.DRIVER_MEMBERS if isinstance(record, Branch) else ActorRole.AUTHORITY
        return self.role_at(usual if rule is None else rule.responsible, duty.subject)


_BOUNDS = {
    "met": {Outcome.PASSED: (1, 1), Outcome.CANT_TELL: (0, 1)},
    "unmet": {Outcome.FAILED: (1, 1), Outcome.CANT_TELL: (0, 1)},
    "asked": dict.fromkeys((Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL), (1, 1)),
}
"""What a finding adds to each figure: an open one may turn out either way."""


def asked_of(findings: Iterable[Finding], assessment: Assessment) -> Iterator[Finding]:
    """Yield the findings that count: permissions ask nothing, nor does what does not apply."""
    for one in findings:
        is_permitted = assessment.rules[one.requirement].modality is Modality.MAY
        if not is_permitted and one.verdict.outcome is not Outcome.INAPPLICABLE:
            yield one


def finding_figures(
    findings: Iterable[Finding], assessment: Assessment, group: Group = WHOLE
) -> Iterator[Figure]:
    """Yield what requirements ask, what of it is met, and what is not.

    Permissions ask nothing, nor does what does not apply; a failure that a waiver excuses is not
    counted as unmet. They rest on the subjects that were judged.
    """
    own = list(asked_of(findings, assessment))
    for name, bounds in _BOUNDS.items():
        parts = [
            Part((one.subject,), *bounds.get(one.verdict.outcome, (0, 0)), _missing(one, bounds))
            for one in own
            if name != "unmet" or one.waiver is None
        ]
        yield counted(f"findings.{name}", parts, group)


def _missing(finding: Finding, bounds: dict[Outcome, tuple[int, int]]) -> tuple[str, ...]:
    is_open = bounds.get(finding.verdict.outcome) == (0, 1)
    return (f"{finding.subject}.{finding.requirement}",) if is_open else ()


def _is_by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _ended(task: Task) -> date | None:
    return task.done_on or task.dropped_on


def tasks_by_actor(answers: Accountable) -> dict[str, list[Task]]:
    """Return the tasks on record by who must do them."""
    found: dict[str, list[Task]] = {}
    for one in answers.assessment.register.tasks:
        found.setdefault(answers.for_task(one), []).append(one)
    return found


def task_figures(
    tasks: Iterable[Task], first: date, on: date, group: Group = WHOLE
) -> Iterator[Figure]:
    """Yield what was to be put right from one day to another: done, given up, open, overdue."""
    own = [
        one
        for one in tasks
        if one.opened_on <= on and not ((ended := _ended(one)) is not None and ended < first)
    ]
    done = [one for one in own if _is_by(one.done_on, on)]
    dropped = [one for one in own if _is_by(one.dropped_on, on)]
    still = [one for one in own if not _is_by(_ended(one), on)]
    overdue = [one for one in still if one.due_on is not None and one.due_on < on]
    named = {"owed": own, "done": done, "dropped": dropped, "open": still, "overdue": overdue}
    for name, some in named.items():
        yield counted(f"tasks.{name}", (Part((one.id,), 1, 1) for one in some), group)
