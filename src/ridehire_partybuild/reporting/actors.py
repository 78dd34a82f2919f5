"""The ledger of the four actors: what each owes, did, and still owes.

"Four actors: industry authority, platform companies, industry association, driver Party members."
"""

from collections.abc import Iterator

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import (
    DEFAULT_REMEDIATION,
    Assessment,
    Finding,
    RemediationPolicy,
    assess,
)
from ridehire_partybuild.guideline import Guideline, Profile, resolve
from ridehire_partybuild.guideline.catalogue.actors import lines_of
from ridehire_partybuild.model import Actor, Register, Task
from ridehire_partybuild.model.order import in_order

from .activities import DutyAccount, duty_accounts, duty_figures
from .appeals import ServiceLevels, service_levels
from .figures import NOT_ON_RECORD, Figure, Figured
from .funds import YEARS
from .owing import Accountable, finding_figures, task_figures, tasks_by_actor
from .promises import assistance_figures, commitment_figures, pledge_figures
from .summing import Group, Part, amount, counted, hidden_rows, summed, withheld
from .vocabulary import Breakdown
from .years import first_day, last_day, year_of

__all__ = ["ActorsLedger", "actors_ledger", "kept_ledger"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ActorsLedger(Figured):
    """What each actor owed in a year, did, and still owed at its end.

    Attributes:
        year: The year.
        figures: Of each actor, and of those that are not named; of pledges by field, of
            commitments and assistance by kind.
    """

    year: int = attrs.field(metadata=YEARS)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)

    def of(self, actor: str) -> tuple[Figure, ...]:
        """Return the figures of one actor."""
        return tuple(one for one in self.by(Breakdown.ACTOR) if one.of == actor)


def actors_ledger(  # noqa: PLR0913 - as of `annual_report`
    register: Register,
    guideline: Guideline,
    calendar: WorkCalendar,
    year: int,
    *,
    profile: Profile | None = None,
    policy: RemediationPolicy = DEFAULT_REMEDIATION,
) -> ActorsLedger:
    """Return what each actor owed in a year, did, and still owed on its last day.

    An actor answers for the requirements of its role, at the subjects to which it is nearest, as
    in a remediation plan; for the duties behind them; for the tasks that name it; and for the
    appeals that were passed on to it, or that wait for it; its office lines are those open to
    drivers. Where it is not plain who answers, that
    stands under what is not on record. Members' pledges are counts of branches.

    Args:
        register: Everything on record.
        guideline: What is asked.
        calendar: Which days people work.
        year: The year.
        profile: What tailors the guideline; None: nothing.
        policy: Who answers for a role where the register does not settle it.

    Raises:
        InvalidValue: a year outside 2000-2100.
        UnusableRule: the profile cannot tailor the guideline.

    >>> from datetime import date
    >>> from ridehire_partybuild import Region, Station, reference_guideline, work_calendar
    >>> here = Station(id="S-1", name="示例", region=Region("370502"))
    >>> task = Task(id="T-1", subject="S-1", text="更换急救箱", opened_on=date(2025, 3, 1))
    >>> told = actors_ledger(Register(stations=[here], tasks=[task]), reference_guideline(),
    ...                      work_calendar(), 2025)
    >>> told.figure("tasks.open", NOT_ON_RECORD).told("zh")
    '未登记 · 未完成的任务数：1'
    """
    span, on = year_of(year).span, last_day(year)
    assessment = assess(register, guideline, on, profile=profile)
    accounts = duty_accounts(register, resolve(profile, guideline), calendar, year)
    appeals = service_levels(register, span, on, calendar=calendar)
    return kept_ledger(assessment, accounts, appeals, policy, year)


def kept_ledger(
    assessment: Assessment,
    accounts: tuple[DutyAccount, ...],
    appeals: ServiceLevels,
    policy: RemediationPolicy,
    year: int,
) -> ActorsLedger:
    """Return the ledger of what was assessed, accounted for and handled already."""
    register = assessment.register
    by_actor = _Owed.of(assessment, accounts, policy, year)
    named = [str(one.id) for one in register.actors]
    figures = [figure for name in (*named, NOT_ON_RECORD) for figure in by_actor.figures(name)]
    figures += [one for one in appeals.by(Breakdown.ACTOR) if one.of in {*named, NOT_ON_RECORD}]
    figures += _waiting(appeals)
    for one in register.actors:
        lines = amount(one.id, _lines(one), "channels")
        figures.append(summed("channels.office_lines", [lines], group=(Breakdown.ACTOR, one.id)))
    figures += pledge_figures(register, year_of(year))
    figures += commitment_figures(register, last_day(year))
    figures += assistance_figures(register, year_of(year))
    return ActorsLedger(year=year, figures=figures)


@attrs.frozen
class _Owed:
    """What is owed, by who owes it."""

    assessment: Assessment
    year: int
    findings: dict[str, list[Finding]]
    accounts: dict[str, list[DutyAccount]]
    tasks: dict[str, list[Task]]

    @classmethod
    def of(
        cls,
        assessment: Assessment,
        accounts: tuple[DutyAccount, ...],
        policy: RemediationPolicy,
        year: int,
    ) -> "_Owed":
        answers = Accountable(assessment, policy)
        made = cls(assessment, year, {}, {}, tasks_by_actor(assessment.register))
        for finding in assessment.findings:
            made.findings.setdefault(answers.for_finding(finding), []).append(finding)
        for account in accounts:
            made.accounts.setdefault(answers.for_duty(account.duty), []).append(account)
        return made

    def figures(self, name: str) -> Iterator[Figure]:
        """Yield what one actor owed, did and still owes."""
        group: Group = (Breakdown.ACTOR, name)
        yield from finding_figures(self.findings.get(name, ()), self.assessment, group)
        yield from duty_figures(self.accounts.get(name, ()), group)
        tasks = self.tasks.get(name, ())
        yield from task_figures(tasks, first_day(self.year), last_day(self.year), group)


def _lines(actor: Actor) -> int | None:
    """Return how many office lines an actor opens to drivers."""
    lines = lines_of(actor)
    return None if lines is None else int(lines)


def _waiting(appeals: ServiceLevels) -> Iterator[Figure]:
    """Yield how many appeals wait for each actor."""
    waiting: dict[str, list[Part]] = {}
    for one in appeals.open_appeals:
        name = str(one.accountable or NOT_ON_RECORD)
        waiting.setdefault(name, []).append(Part((one.appeal,), 1, 1))
    hidden = hidden_rows({name: len(parts) for name, parts in waiting.items()})
    for name in sorted(waiting):
        figure = counted("appeals.waiting", waiting[name], (Breakdown.ACTOR, name))
        yield withheld(figure) if name in hidden else figure
