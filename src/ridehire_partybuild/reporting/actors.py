"""The ledger of the four actors: what each owes, did, and still owes.

"Four actors: industry authority, platform companies, industry association, driver Party members."
"""

from collections.abc import Sequence
from datetime import date

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import (
    DEFAULT_REMEDIATION,
    RemediationPolicy,
    assess,
)
from ridehire_partybuild.guideline import Guideline, Profile, resolve
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import OpeningHours

from .appeals import service_levels
from .figures import Figure, Figured
from .standards import ServiceStandard
from .vocabulary import Breakdown
from .years import YEARS, day_of, reached, year_of

__all__ = ["ActorsLedger", "actors_ledger"]


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
    standards: Sequence[ServiceStandard] | None = None,
    office_hours: OpeningHours | None = None,
    on: date | None = None,
) -> ActorsLedger:
    """Return what each actor owed in a year, did, and still owed on its last day.

    An actor answers for the requirements of its role, at the subjects to which it is nearest, as
    in a remediation plan; for the duties behind them; for the tasks that name it, or that name
    nobody and are for its role where it is nearest; and for the appeals that were passed on to it,
    or that wait for it; its office lines are those open to drivers. Where it is not plain who
    answers, that stands under what is not on record. Members' pledges are counts of branches.

    Args:
        register: Everything on record.
        guideline: What is asked.
        calendar: Which days people work.
        year: The year.
        profile: What tailors the guideline; None: nothing.
        policy: Who answers for a role where the register does not settle it.
        standards: What is asked for where appeals are handled; None: what ships.
        office_hours: Within which the time of appeals counts; None: by the clock.
        on: The day to which the record reaches; None: all of it is told.

    Raises:
        InvalidValue: a year outside 2000-2100, or a day before it.
        UnusableRule: the profile cannot tailor the guideline.

    >>> from datetime import date
    >>> from ridehire_partybuild import NOT_ON_RECORD, Region, Station, Task
    >>> from ridehire_partybuild import reference_guideline, work_calendar
    >>> here = Station(id="S-1", name="示例", region=Region("370502"))
    >>> task = Task(id="T-1", subject="S-1", text="更换急救箱", opened_on=date(2025, 3, 1))
    >>> told = actors_ledger(Register(stations=[here], tasks=[task]), reference_guideline(),
    ...                      work_calendar(), 2025)
    >>> told.figure("tasks.open", NOT_ON_RECORD).told("zh")
    '未登记 · 未完成的任务数：1'
    """
    from .occasions import duty_accounts  # noqa: PLC0415 - read with the first call
    from .owed import ledger_figures  # noqa: PLC0415

    span, day = year_of(year).span, day_of(year, on)
    by_then = reached(register, on)
    assessment = assess(by_then, guideline, day, profile=profile)
    accounts = duty_accounts(by_then, resolve(profile, guideline), calendar, year, on)
    appeals = service_levels(
        by_then, span, day, standards=standards, office_hours=office_hours, calendar=calendar
    )
    return ActorsLedger(
        year=year, figures=ledger_figures(assessment, accounts, appeals, policy, year)
    )
