"""The annual report: the year's work as one value, every figure of it traced to its records.

"The 2025 work was reported (annual report) and the provincial guideline was explained in detail."
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

import attrs
from attrs import converters

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import DEFAULT_REMEDIATION, RemediationPolicy, assess
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Duty, Guideline, Profile, resolve
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import by_id
from ridehire_partybuild.values import Id, OpeningHours, Record, StationId, Text
from ridehire_partybuild.values.id_fields import any_id
from ridehire_partybuild.values.record import LATEST

from .activities import Activities
from .actors import ActorsLedger
from .appeals import ServiceLevels, service_levels
from .books import BooksStatement, books
from .coverage import Coverage, coverage
from .feedback import Satisfaction, satisfaction
from .figures import Figure, Figured
from .funds import FundsStatement, funds
from .standards import ServiceStandard
from .standing import Standing, standing
from .years import YEARS, day_of, first_day, reached, year_of

__all__ = ["AnnualReport", "annual_report"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AnnualReport(Record):
    """The work of a year.

    Attributes:
        year: The year.
        guideline: By which guideline it was judged.
        title: The guideline's title.
        notice: What every export says of that guideline: what it is, and what it is not.
        profile: What tailored it; None: nothing.
        known: The day to which the record was taken to reach; None: beyond all that can serve the
            year.
        activities: What was held and who came, against what was owed.
        books: Books given, brought and lent.
        funds: Special funds, with the value in kind beside them.
        coverage: How far organisations and stations reach on the last day.
        satisfaction: How content drivers were.
        appeals: How appeals were handled, and what waits for whom.
        actors: What each actor owes, did and still owes.
        standing: Compliance when the year began and when it ended, causes, remediation.
        next_duties: What must be held in the year to come, each as the first rules of that year
            that ask for it have it.
    """

    year: int = attrs.field(metadata=YEARS)
    guideline: Id = attrs.field(converter=any_id)
    title: Text
    notice: Text
    profile: Id | None = attrs.field(default=None, converter=converters.optional(any_id))
    known: date | None = None
    activities: Activities
    books: BooksStatement
    funds: FundsStatement
    coverage: Coverage
    satisfaction: Satisfaction
    appeals: ServiceLevels
    actors: ActorsLedger
    standing: Standing
    next_duties: tuple[Duty, ...] = attrs.field(default=(), converter=by_id)

    @property
    def on(self) -> date:
        """The day as of which it tells: the last of the year, or ``known``, if that is earlier."""
        return self.coverage.on

    @property
    def parts(self) -> tuple[Figured, ...]:
        """Its parts that hold figures, in the order in which they are reported."""
        return (
            self.activities,
            self.books,
            self.funds,
            self.coverage,
            self.satisfaction,
            self.appeals,
            self.actors,
            self.standing,
        )

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of every part, in their order."""
        return tuple(chain.from_iterable(one.figures for one in self.parts))

    def heading(self, lang: Lang = "en") -> str:
        """Return what stands above it: the year, and by which text it was judged."""
        return render(
            "annual.heading",
            lang,
            catalogue="figures",
            year=self.year,
            title=self.title.in_(lang),
        )


def annual_report(  # noqa: PLR0913 - as the parts need it
    register: Register,
    guideline: Guideline,
    calendar: WorkCalendar,
    year: int,
    *,
    profile: Profile | None = None,
    served: Mapping[StationId, int] | None = None,
    standards: Sequence[ServiceStandard] | None = None,
    office_hours: OpeningHours | None = None,
    policy: RemediationPolicy = DEFAULT_REMEDIATION,
    on: date | None = None,
) -> AnnualReport:
    """Return the work of a year, as it stood on its last day, or on ``on``, if that is earlier.

    Tell the day to which the record reaches as ``on``, where that is not yet a week after the year:
    of a year that is still running, or of a record that was written too early. A duty that may be
    served later is neither held nor missed then, and says that it is not known; a session
    may serve its period for a week longer. What bears a later day than ``on``, or than the last of
    the year, is left out, but for two things: a session that still serves a period of the year,
    and money that was spent after it from a fund of the year.

    Args:
        register: Everything on record.
        guideline: By what the stations, branches, actors and cities are judged.
        calendar: Which days people work.
        year: The year.
        profile: What tailors the guideline; None: nothing.
        served: How many drivers each station serves, as far as it is known.
        standards: What is asked for where appeals are handled; None: what ships.
        office_hours: Within which the time of appeals counts; None: by the clock.
        policy: Who answers for a role where the register does not settle it.
        on: The day to which the record reaches; None: beyond all that can serve the year.

    Raises:
        InvalidValue: a year outside 2000-2100, or a day before it; or ``served`` tells of stations
            that the register does not have, or no number from 0 to 10^9.
        UnusableRule: the profile cannot tailor the guideline.

    >>> from ridehire_partybuild import Region, Station, reference_guideline, work_calendar
    >>> from ridehire_partybuild import Tier
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.COMPREHENSIVE)
    >>> here = Register(stations=[station])
    >>> told = annual_report(here, reference_guideline(), work_calendar(), 2026)
    >>> told.coverage.figure("coverage.stations").told("zh"), len(told.next_duties) > 0
    ('开放的阵地数：1', True)
    """
    # read with the first call
    from .occasions import activity_figures, duties_of, duty_accounts  # noqa: PLC0415
    from .owed import ledger_figures  # noqa: PLC0415

    span, first, last = year_of(year).span, first_day(year), day_of(year, on)
    tailored = resolve(profile, guideline)
    by_then = reached(register, on)
    after = assess(by_then, guideline, last, profile=profile)
    accounts = duty_accounts(by_then, tailored, calendar, year, on)
    appeals = service_levels(
        by_then, span, last, standards=standards, office_hours=office_hours, calendar=calendar
    )
    following = () if year == LATEST else duties_of(tailored, register, year_of(year + 1).span)
    return AnnualReport(
        year=year,
        guideline=guideline.id,
        title=tailored.title,
        notice=tailored.notice,
        profile=None if profile is None else profile.id,
        known=on,
        activities=Activities(year=year, figures=activity_figures(by_then, accounts, year, last)),
        books=books(by_then, year, on=on),
        funds=funds(by_then, year),
        coverage=coverage(by_then, last, served=served),
        satisfaction=satisfaction(by_then, span),
        appeals=appeals,
        actors=ActorsLedger(
            year=year, figures=ledger_figures(after, accounts, appeals, policy, year)
        ),
        standing=standing(assess(by_then, guideline, first, profile=profile), after),
        next_duties=following,
    )
