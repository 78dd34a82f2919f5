"""Appeals: how fast they are passed on, answered and settled, and who must act next.

"Bridge, open channels, …, report and resolve the trade's appeals." Who appealed is on no record.
"""

from collections.abc import Sequence
from datetime import date

import attrs
from attrs import converters

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import (
    ActorId,
    AppealCategory,
    AppealId,
    AppealState,
    OpeningHours,
    Record,
    Span,
    StationId,
    limits,
)
from ridehire_partybuild.values.id_fields import actor_id, appeal_id, station_id

from .figures import Figure, Figured
from .handling import Clock
from .standards import ServiceStandard, service_standards, standard_on

__all__ = ["OpenAppeal", "ServiceLevels", "service_levels"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OpenAppeal(Record):
    """An appeal that is not settled, and who must act next.

    Attributes:
        appeal: Which.
        category: What it is about; None: not sorted yet.
        station: Where it was received; None: elsewhere.
        state: How far it has come.
        accountable: The one actor that must act next; None: nobody is known to, or several are
            equally near.
        waiting_minutes: For how long it has stood there, by the end of the day, by the clock or
            in office hours.
    """

    appeal: AppealId = attrs.field(converter=appeal_id)
    category: AppealCategory | None = None
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    state: AppealState
    accountable: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))
    waiting_minutes: int = attrs.field(metadata=limits(0, 10**9))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ServiceLevels(Figured):
    """How the appeals received in a span of days were handled by a day.

    Attributes:
        within: The days in which they were received.
        on: The day: what was done later does not count.
        standard: What was asked for on that day; None: nothing.
        office_hours: Within which time counts; None: by the clock.
        figures: Of all together, of each category, station and actor that has any.
        open_appeals: What is not settled on the day, whenever it was received, the longest first:
            a list to work by, one by one, and no statistic to publish.
    """

    within: Span
    on: date
    standard: ServiceStandard | None = None
    office_hours: OpeningHours | None = None
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)
    open_appeals: tuple[OpenAppeal, ...] = attrs.field(default=(), converter=in_order)

    def waiting_for(self, actor: str | None) -> tuple[OpenAppeal, ...]:
        """Return what waits for one actor; None: for nobody that is known."""
        return tuple(one for one in self.open_appeals if one.accountable == actor)


def service_levels(  # noqa: PLR0913 - each can be told apart
    register: Register,
    span: Span,
    on: date,
    *,
    standards: Sequence[ServiceStandard] | None = None,
    office_hours: OpeningHours | None = None,
    calendar: WorkCalendar | None = None,
) -> ServiceLevels:
    """Return how appeals were handled, and what waits for whom.

    Of the appeals received in ``span``: how many were passed on in time, answered and settled, and
    with how many whoever appealed is content: a share of the appeals that are settled and of which
    is on record what was said. Those of which it is not are not counted: that some are not known
    says the figure itself, and not which. What was answered where it came in needed no passing on,
    and what came in a moment ago is not late yet. What is settled without an answer on record was
    answered. A share of fewer than three is withheld, and whatever shows what fewer than three
    people said.

    Args:
        register: The appeals.
        span: The days in which they were received.
        on: The day by which things were done.
        standards: What is asked for, in all its editions; None: what ships, which was written for
            the appeals of truck drivers and says so.
        office_hours: Time counts within these alone; None: by the clock.
        calendar: Which days are off; None: nothing is announced.

    >>> from datetime import UTC, datetime, timedelta
    >>> from ridehire_partybuild import Appeal, Period
    >>> at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    >>> appeals = [Appeal(id=f"A-{n}", received_at=at, forwarded_at=at + timedelta(minutes=25 * n))
    ...            for n in (1, 2, 3, 4)]
    >>> told = service_levels(Register(appeals=appeals), Period.parse("2026-Q1").span,
    ...                       date(2026, 3, 31))
    >>> figure = told.figure("appeals.forwarded_in_time")
    >>> figure.told(), figure.meets
    ('passed on in time: 50.0%, n = 4', False)
    """
    from .handled import appeal_figures, open_rows  # noqa: PLC0415 - read with the first call

    standard = standard_on(service_standards() if standards is None else standards, on)
    clock = Clock(office_hours, calendar or WorkCalendar())
    return ServiceLevels(
        within=span,
        on=on,
        standard=standard,
        office_hours=office_hours,
        figures=appeal_figures(register, span, on, standard, clock),
        open_appeals=[OpenAppeal(**row) for row in open_rows(register, on, clock)],
    )
