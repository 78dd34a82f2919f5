"""Making a remediation plan: who, what first, and until which workday.

Each task has a window: it opens when what comes first is done, and closes in time for what comes
after it and within the time of its modality. What cannot turn within that time has until the first
workday on which it can; its sessions are due on a workday of the period in which they count. It
falls due as late in its window as its actor has room for, so that nobody is asked for everything on
one day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Check, Outcome, Requirement, fact_name, walked
from ridehire_partybuild.model import SubjectFile, Task
from ridehire_partybuild.model.accountability import nearest
from ridehire_partybuild.values import (
    ActorId,
    ActorRole,
    FindingId,
    Modality,
    RequirementId,
    TaskId,
    TaskState,
    made_id,
)
from ridehire_partybuild.values.record import LATEST

from .assessment import Assessment
from .findings import Finding
from .remediation_plans import (
    DEFAULT_REMEDIATION,
    RemediationPlan,
    RemediationPolicy,
    RemediationState,
    RemediationTask,
)
from .repairs import Repair

__all__ = ["accountable_actors", "remediation", "workday"]

ONE_DAY, LAST_DAY = timedelta(days=1), date(LATEST, 12, 31)
Cures = Mapping[FindingId, Sequence[Repair]]


def workday(calendar: WorkCalendar, day: date, steps: int) -> date:
    """Return the workday ``steps`` workdays after ``day``, or before it; 0: the first from it on.

    No day lies after 2100.

    >>> from ridehire_partybuild import work_calendar
    >>> str(workday(work_calendar(), date(2026, 2, 13), 1))  # the 14th is worked for the festival
    '2026-02-14'
    """
    if steps == 0:
        day, steps = day - ONE_DAY, 1
    direction = ONE_DAY if steps > 0 else -ONE_DAY
    for _ in range(abs(steps)):
        day += direction
        while not calendar.is_workday(day) and day < LAST_DAY:
            day += direction
        if day >= LAST_DAY:
            return LAST_DAY
    return day


def last_day(
    calendar: WorkCalendar,
    policy: RemediationPolicy,
    modality: Modality,
    on: date,
    not_before: date | None,
) -> date:
    """Return the day on which the time for a failure is over.

    Its lead time counts from the assessment; what cannot turn within it has until the first
    workday on which it can.
    """
    lead = workday(calendar, on, policy.workdays(modality))
    turns = lead if not_before is None else workday(calendar, not_before, 0)
    return max(lead, turns)


def accountable_actors(
    assessment: Assessment, policy: RemediationPolicy, role: ActorRole, file: SubjectFile
) -> tuple[ActorId, ...]:
    """Return who answers for a role at a subject: whom the policy names, else the nearest."""
    named = (one.actor for one in policy.named if one.fits(role, file.region))
    known = [one for one in named if one in assessment.register]
    return tuple(known[:1]) or nearest(assessment.register, role, file)


def recorded_tasks(assessment: Assessment) -> Mapping[tuple[str, str | None], Task]:
    """Return the newest task on record for each subject and requirement that nobody gave up."""
    tasks = sorted(assessment.evidence.tasks, key=lambda one: (one.opened_on, one.id))
    kept = (one for one in tasks if one.state is not TaskState.DROPPED)
    return {(one.subject, one.requirement): one for one in kept}


def remediation(
    assessment: Assessment,
    calendar: WorkCalendar,
    *,
    policy: RemediationPolicy = DEFAULT_REMEDIATION,
    repairs: Cures | None = None,
) -> RemediationPlan:
    """Return what is to be done about every failure that nobody has excused.

    Each task has at most one accountable actor: where none is known, or several are equally near,
    there is none, and `audit_remediation` tells so. A task on record for the same subject and
    requirement is kept, with its day and its actor. What decides whether a requirement applies is
    put right before what it asks.

    Args:
        assessment: Where things stand.
        calendar: Which days people work.
        policy: Lead times and limits.
        repairs: How each failure can be mended, as `repairs` tells it, by the finding; with them
            a task knows what to alter, and from which day on that can help.

    >>> from ridehire_partybuild import Region, Register, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline, work_calendar
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> tasks = remediation(told, work_calendar()).tasks
    >>> task = next(one for one in tasks if one.requirement == "area")
    >>> str(task.due_on), task.accountable, task.state.value
    ('2026-04-16', None, 'recommendation')
    """
    maker = _Maker(assessment, calendar, policy, repairs or {})
    failed = [one for one in assessment.findings if one.verdict.outcome is Outcome.FAILED]
    wanted = {one.id: one for one in failed if one.waiver is None}
    return RemediationPlan(
        assessment=assessment,
        calendar=calendar,
        policy=policy,
        tasks=maker.tasks(wanted),
        waived=tuple(one.id for one in failed if one.waiver is not None),
        repairs=[cure for name in wanted if (cure := maker.cure(name)) is not None],
    )


@attrs.frozen(eq=False)
class _Maker:
    assessment: Assessment
    calendar: WorkCalendar
    policy: RemediationPolicy
    cures: Cures

    def cure(self, finding: FindingId) -> Repair | None:
        """Return the repair that helps first; of several, the first told."""
        return min(self.cures.get(finding, ()), key=lambda one: one.not_before, default=None)

    @cached_property
    def _recorded(self) -> Mapping[tuple[str, str | None], Task]:
        return recorded_tasks(self.assessment)

    def tasks(self, wanted: Mapping[FindingId, Finding]) -> list[RemediationTask]:
        bare = {one.id: one for one in map(self._bare, wanted.values())}
        after = self._after(bare)
        linked = {
            name: attrs.evolve(one, after=tuple(sorted(after[name]))) for name, one in bare.items()
        }
        return list(_Days(self.calendar, self.policy, linked).placed())

    def _bare(self, finding: Finding) -> RemediationTask:
        """Return the task of a failure, due when its time is over."""
        rule, cure = self.assessment.rules[finding.requirement], self.cure(finding.id)
        recorded = self._recorded.get((finding.subject, finding.requirement))
        on = self.assessment.on
        turns = None if cure is None else cure.not_before
        due = last_day(self.calendar, self.policy, rule.modality, on, turns)
        kept = None if recorded is None else recorded.done_on or recorded.due_on
        accountable, helping = self._actors(finding, rule, recorded)
        return RemediationTask(
            id=TaskId(made_id("remediation", finding.subject, finding.requirement)),
            finding=finding.id,
            subject=finding.subject,
            requirement=finding.requirement,
            modality=rule.modality,
            remedy=rule.remedy,
            role=rule.responsible,
            accountable=accountable,
            cooperating=helping,
            opened_on=on if recorded is None else recorded.opened_on,
            due_on=kept or due,
            certainty=self.calendar.day(kept or due).certainty,
            not_before=turns,
            alters=() if cure is None else tuple(cure.changes) + tuple(cure.holds),
            settles=() if cure is None else tuple(cure.settles),
            state=_state(recorded),
            recorded=None if recorded is None else recorded.id,
        )

    def _actors(
        self, finding: Finding, rule: Requirement, recorded: Task | None
    ) -> tuple[ActorId | None, tuple[ActorId, ...]]:
        file = self.assessment.register.of(finding.subject)
        told = accountable_actors(self.assessment, self.policy, rule.responsible, file)
        settled = None if recorded is None else recorded.responsible
        accountable = settled or (told[0] if len(told) == 1 else None)
        helping = (
            one
            for role in rule.cooperating
            for one in accountable_actors(self.assessment, self.policy, role, file)
        )
        others = (one for one in dict.fromkeys(helping) if one != accountable)
        return accountable, tuple(others)

    def _after(self, tasks: Mapping[TaskId, RemediationTask]) -> dict[TaskId, set[TaskId]]:
        """Return what is to be done before each task: as ordered, and what decides if it applies.

        Whether a requirement is asked at all can change while its condition's facts are altered.
        """
        named = {(one.subject, one.requirement): one.id for one in tasks.values()}
        ordered = {(one.first, one.then) for one in self.policy.order}
        ordered |= self._deciding({one.requirement for one in tasks.values()})
        found: dict[TaskId, set[TaskId]] = defaultdict(set)
        for one in tasks.values():
            firsts = (first for first, then in ordered if then == one.requirement)
            found[one.id] |= {
                named[one.subject, first] for first in firsts if (one.subject, first) in named
            } - {one.id}
        return found

    def _deciding(self, names: Iterable[RequirementId]) -> set[tuple[RequirementId, RequirementId]]:
        rules = [self.assessment.rules[name] for name in names]
        return {
            (first.id, then.id)
            for then in rules
            if (asked := _facts(then.applicability))
            for first in rules
            if asked & _facts(first.check) and first is not then
        }


def _state(recorded: Task | None) -> RemediationState:
    if recorded is None:
        return RemediationState.RECOMMENDATION
    done = recorded.state is TaskState.DONE
    return RemediationState.COMPLETED if done else RemediationState.PLANNED


def _facts(check: Check | None) -> set[str]:
    parts = () if check is None else walked(check)
    return {name for _, _, part in parts if (name := fact_name(part)) is not None}


@attrs.frozen(eq=False)
class _Days:
    """Finds a day for each task that is only recommended; the others have theirs."""

    calendar: WorkCalendar
    policy: RemediationPolicy
    tasks: Mapping[TaskId, RemediationTask]

    @cached_property
    def _sequence(self) -> list[TaskId]:
        """The tasks, what comes first first; those that wait for each other last."""
        order = sorted(self.tasks, key=lambda name: (self.tasks[name].due_on, name))
        done: dict[TaskId, None] = {}
        while ready := [n for n in order if n not in done and self._firsts(n) <= done.keys()]:
            done |= dict.fromkeys(ready)
        return [*done, *(name for name in order if name not in done)]

    def _firsts(self, name: TaskId) -> set[TaskId]:
        return set(self.tasks[name].after)

    @cached_property
    def _latest(self) -> dict[TaskId, date]:
        """The last day for each task that leaves time for what comes after it."""
        latest = {name: one.due_on for name, one in self.tasks.items()}
        seen: set[TaskId] = set()
        for name in reversed(self._sequence):
            seen.add(name)
            for first in self._firsts(name) - seen:
                day = workday(self.calendar, latest[name], -1)
                latest[first] = min(latest[first], day)
        return latest

    def placed(self) -> Iterator[RemediationTask]:
        days: dict[TaskId, date] = {}
        load: Counter[tuple[ActorId | None, date]] = Counter()
        for name in self._sequence:
            task = self.tasks[name]
            if task.state is RemediationState.RECOMMENDATION:
                days[name] = self._day(task, days, load)
            else:
                days[name] = task.due_on
            if task.accountable and task.state is not RemediationState.COMPLETED:
                load[task.accountable, days[name]] += 1
            certainty = self.calendar.day(days[name]).certainty
            yield attrs.evolve(task, due_on=days[name], certainty=certainty)

    def _day(
        self,
        task: RemediationTask,
        days: Mapping[TaskId, date],
        load: Mapping[tuple[ActorId | None, date], int],
    ) -> date:
        earliest, latest = workday(self.calendar, task.opened_on, 1), self._latest[task.id]
        if task.not_before is not None and not (task.alters or task.settles):
            return workday(self.calendar, task.not_before, 0)  # nothing to do but wait
        if task.not_before is not None and any(one.startswith("sessions(") for one in task.alters):
            # a session counts for the period that ends on that day, and for no later one
            latest = min(latest, workday(self.calendar, task.not_before + ONE_DAY, -1))
        for first in self._firsts(task.id) & days.keys():
            earliest = max(earliest, workday(self.calendar, days[first], 1))
        if latest <= earliest:
            return earliest
        day = latest
        while load.get((task.accountable, day), 0) >= self.policy.most_a_day:
            day = workday(self.calendar, day, -1)
            if day < earliest:
                return latest
        return day
