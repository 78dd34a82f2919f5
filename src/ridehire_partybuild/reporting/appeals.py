"""Appeals: how fast they are passed on, answered and settled, and who must act next.

"Bridge, open channels, …, report and resolve the trade's appeals." Who appealed is on no record.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import attrs
from attrs import converters

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Appeal, Register
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

from .figures import NOT_ON_RECORD, Figure, Figured
from .handling import Clock, accountable_for, state_on
from .levels import figures_of
from .opinions import HiddenOpinions, Opinions, hidden_opinions
from .standards import ServiceStandard, service_standards, standard_on
from .summing import WHOLE, by_the_record
from .vocabulary import Breakdown

__all__ = ["OpenAppeal", "ServiceLevels", "service_levels"]

_ONE_DAY = timedelta(days=1)


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
        figures: Of all together, of each category, station and actor.
        open_appeals: What is not settled on the day, whenever it was received, the longest first.
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
    with how many answers whoever asked is content, of those asked. What was answered where it
    came in needed no passing on, and what came in a moment ago is not late yet. What is settled
    without an answer on record was answered. A share of fewer than three is withheld, and whatever
    shows what fewer than three people said.

    Args:
        register: The appeals.
        span: The days in which they were received.
        on: The day by which things were done.
        standards: What is asked for, in all its editions; None: what ships, which was written for
            the appeals of truck drivers and says so.
        office_hours: Time counts within these alone; None: by the clock.
        calendar: Which days are off; None: nothing is announced.

    >>> from datetime import UTC, datetime
    >>> from ridehire_partybuild import Period
    >>> at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    >>> appeals = [Appeal(id=f"A-{n}", received_at=at, forwarded_at=at + timedelta(minutes=25 * n))
    ...            for n in (1, 2, 3, 4)]
    >>> told = service_levels(Register(appeals=appeals), Period.parse("2026-Q1").span,
    ...                       date(2026, 3, 31))
    >>> figure = told.figure("appeals.forwarded_in_time")
    >>> figure.told(), figure.meets
    ('passed on in time: 50.0%, n = 4', False)
    """
    standard = standard_on(service_standards() if standards is None else standards, on)
    clock = Clock(office_hours, calendar or WorkCalendar())
    received = [
        one
        for one in register.appeals
        if one.received_at.date() in span and one.received_at.date() <= on
    ]
    return ServiceLevels(
        within=span,
        on=on,
        standard=standard,
        office_hours=office_hours,
        figures=list(by_the_record(_figures(received, on, standard, clock), register, "appeals")),
        open_appeals=_open(register, on, clock),
    )


def _grouped(received: Sequence[Appeal]) -> Mapping[Breakdown, Mapping[str, list[Appeal]]]:
    found: dict[Breakdown, dict[str, list[Appeal]]] = {
        Breakdown.CATEGORY: {},
        Breakdown.STATION: {},
        Breakdown.ACTOR: {},
    }
    for one in received:
        names = one.category, one.station, one.forwarded_to
        for groups, name in zip(found.values(), names, strict=True):
            groups.setdefault(str(name or NOT_ON_RECORD), []).append(one)
    return found


def _opinions(own: Sequence[Appeal], on: date) -> Opinions:
    told = [one.satisfied if state_on(one, on) is AppealState.CLOSED else None for one in own]
    return Opinions(told.count(True), told.count(False), told.count(None))


def _figures(
    received: Sequence[Appeal], on: date, standard: ServiceStandard | None, clock: Clock
) -> Iterator[Figure]:
    tables = _grouped(received)
    hidden = {
        by: hidden_opinions({name: _opinions(own, on) for name, own in groups.items()})
        for by, groups in tables.items()
    }
    whole = HiddenOpinions(
        frozenset[str | None]().union(*(one.sizes for one in hidden.values())),
        frozenset[str | None]().union(*(one.shares for one in hidden.values())),
    )
    yield from figures_of(received, on, standard, clock, WHOLE, whole)
    for by, groups in tables.items():
        for name in sorted(groups):
            yield from figures_of(groups[name], on, standard, clock, (by, name), hidden[by])


def _open(register: Register, on: date, clock: Clock) -> list[OpenAppeal]:
    found: list[OpenAppeal] = []
    for one in register.appeals:
        state = state_on(one, on)
        if state in {None, AppealState.CLOSED}:
            continue
        found.append(
            OpenAppeal(
                appeal=one.id,
                category=one.category,
                station=one.station,
                state=state,
                accountable=accountable_for(register, one, on),
                waiting_minutes=clock.waiting(one, on),
            )
        )
    return sorted(found, key=lambda one: (-one.waiting_minutes, one.appeal))
