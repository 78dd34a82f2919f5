"""Tasks out of what was missed: who holds it after all, and until which workday."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue, Lang, render
from ridehire_partybuild.guideline import Duty, Guideline
from ridehire_partybuild.model import Actor, Branch, Register, SubjectFile, Task
from ridehire_partybuild.model.accountability import nearest
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.values import (
    ActorId,
    ActorRole,
    DutyId,
    Period,
    TaskState,
    made_id,
)
from ridehire_partybuild.values.record import EARLIEST, LATEST

from .ledger import LedgerEntry, LedgerState
from .telling import explain_span

__all__ = ["missed_tasks"]

_LEAD = 10
"""Workdays for what can no longer be made up for its own period."""
_MOST_WORKDAYS = 999
_ONE_DAY = timedelta(days=1)


def missed_tasks(  # noqa: PLR0913 - as of `ledger`
    entries: Iterable[LedgerEntry],
    duties: Iterable[Duty],
    register: Register,
    calendar: WorkCalendar,
    on: date,
    *,
    guideline: Guideline | None = None,
    workdays: int = _LEAD,
    lang: Lang = "zh",
) -> tuple[Task, ...]:
    """Return a task for each overdue period of the duties, by id.

    It falls due on the last workday on which a session still counts for its period (a week after
    its end); where that is past, so many workdays after ``on``. At most one actor answers for it:
    the subject itself if that is an actor, else the nearest of the role that answers for the
    requirement behind the duty, and without one for branches the driver Party members, for
    stations and cities the authority; where none is known, or several are equally near, nobody. A
    period for which the register has a task that was not given up gets no other.

    Args:
        entries: The ledger, of a plan or as `ledger` keeps it.
        duties: The duties it is of; entries of others are passed over.
        register: Who is there, and the tasks on record.
        calendar: Which days people work.
        on: The day on which the tasks are set.
        guideline: Whose requirements tell who answers; None: none does.
        workdays: How many there are for what can no longer be made up in time, at least 1.
        lang: The language in which the tasks are written.

    Raises:
        InvalidValue: a day outside the years 2000-2100, less than one workday or more than 999.

    >>> from ridehire_partybuild import ActivityKind, Cadence, Span, ledger, work_calendar
    >>> duty = Duty(id="B-1.party_lecture", subject="B-1", kind=ActivityKind.PARTY_LECTURE,
    ...             cadence=Cadence.parse("1/quarter"))
    >>> day, span = date(2026, 4, 2), Span.parse("2026-01-01/2026-03-31")
    >>> entries = ledger([duty], Register(), work_calendar(), span, day)
    >>> [task] = missed_tasks(entries, [duty], Register(), work_calendar(), day, lang="en")
    >>> str(task.due_on), task.text
    ('2026-04-07', 'Hold what was missed: Party lecture, Quarter 1 of 2026, 1 of 1')
    """
    _refuse_impossible(on, workdays)
    known = {duty.id: duty for duty in duties}
    maker = _Maker(register, calendar, on, _roles(guideline, on))
    taken = {(one.duty, one.period) for one in register.tasks if one.state is not TaskState.DROPPED}
    made = (
        maker.task(entry, known[entry.duty], workdays, lang)
        for entry in entries
        if entry.state is LedgerState.OVERDUE
        and entry.duty in known
        and (entry.duty, entry.period) not in taken
    )
    return tuple(sorted(made, key=lambda task: task.id))


def _refuse_impossible(on: date, workdays: int) -> None:
    if type(workdays) is not int or not 1 <= workdays <= _MOST_WORKDAYS:
        bounds = {"low": 1, "high": _MOST_WORKDAYS}
        raise InvalidValue.of("number.range", "workdays", workdays, **bounds)
    if not EARLIEST <= on.year <= LATEST:
        raise InvalidValue.of("time.range", "on", on.isoformat(), low=EARLIEST, high=LATEST)


def _roles(guideline: Guideline | None, on: date) -> Mapping[str | None, ActorRole]:
    rules = () if guideline is None else guideline.in_force(on).requirements
    return {rule.id: rule.responsible for rule in rules}


@attrs.frozen
class _Maker:
    register: Register
    calendar: WorkCalendar
    on: date
    roles: Mapping[str | None, ActorRole]

    def task(self, entry: LedgerEntry, duty: Duty, workdays: int, lang: Lang) -> Task:
        text = render(
            "missed.task",
            lang,
            kind=kind_label(duty.kind, self.register, lang),
            period=explain_span(entry.period.span, lang),
            missing=entry.unplaced,
            required=entry.required,
        )
        return Task(
            id=self._new_id(duty.id, entry.period),
            subject=duty.subject,
            text=text,
            responsible=self._accountable(duty),
            requirement=duty.requirement,
            duty=duty.id,
            period=entry.period,
            opened_on=self.on,
            due_on=self._due(entry.period, workdays),
        )

    def _new_id(self, duty: DutyId, period: Period) -> str:
        """The id of the duty and period, or the next where a task that was given up bears it."""
        made = made_id("missed", duty, period)
        attempt = 0
        while made in self.register:
            attempt += 1
            made = made_id("missed", duty, period, attempt)
        return made

    def _due(self, period: Period, workdays: int) -> date:
        still = list(self._workdays(self.on, period.end + ROLL_DEADLINE))
        if still:
            return still[-1]
        later = self._workdays(self.on + _ONE_DAY, date.max)
        return next(islice(later, workdays - 1, None))

    def _workdays(self, first: date, after: date) -> Iterator[date]:
        days = (first + timedelta(days=offset) for offset in range((after - first).days))
        return filter(self.calendar.is_workday, days)

    def _accountable(self, duty: Duty) -> ActorId | None:
        try:
            file = self.register.of(duty.subject)
        except KeyError:  # a duty set by hand for somebody who is not on record
            return None
        if isinstance(file.record, Actor):
            return file.record.id
        found = nearest(self.register, self.roles.get(duty.requirement) or _usual(file), file)
        return found[0] if len(found) == 1 else None


def _usual(file: SubjectFile) -> ActorRole:
    """Who answers where no requirement tells."""
    is_branch = isinstance(file.record, Branch)
    return ActorRole.DRIVER_MEMBERS if is_branch else ActorRole.AUTHORITY
