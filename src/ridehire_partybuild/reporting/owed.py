"""What each actor owes, did and still owes, counted from findings, duties, tasks and appeals."""

from collections.abc import Iterator

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    Finding,
    RemediationPolicy,
)
from ridehire_partybuild.guideline.catalogue.actors import lines_of
from ridehire_partybuild.model import Actor, Task

from .appeals import ServiceLevels
from .figures import NOT_ON_RECORD, Figure
from .occasions import DutyAccount, duty_figures
from .owing import Accountable, finding_figures, task_figures, tasks_by_actor
from .promises import assistance_figures, commitment_figures, pledge_figures
from .summing import Group, Part, amount, counted, hidden_rows, summed, withheld
from .vocabulary import Breakdown
from .years import first_day, year_of

__all__ = ["ledger_figures"]


def ledger_figures(
    assessment: Assessment,
    accounts: tuple[DutyAccount, ...],
    appeals: ServiceLevels,
    policy: RemediationPolicy,
    year: int,
) -> list[Figure]:
    """Return the ledger of what was assessed, accounted for and handled already, actor by actor."""
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
    figures += commitment_figures(register, assessment.on)
    figures += assistance_figures(register, year_of(year))
    return figures


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
        made = cls(assessment, year, {}, {}, tasks_by_actor(answers))
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
        yield from task_figures(tasks, first_day(self.year), self.assessment.on, group)


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
