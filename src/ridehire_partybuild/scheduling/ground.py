"""What the rules look at: a slot in time and place, and the ground on which it stands."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

import attrs

from ridehire_partybuild.calendars import (
    ROLL_DAYS,
    WorkCalendar,
    fixed_days,
    open_spans,
    rolled,
    stretches,
)
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Host, Register, Session, Station
from ridehire_partybuild.values import (
    DayKind,
    DutyId,
    HostId,
    OpeningHours,
    Period,
    Span,
    StationId,
)

from .policy import Policy

__all__ = ["MINUTES_A_DAY", "OFF", "Ground", "Slot", "Window", "deadline", "minute_of"]

MINUTES_A_DAY = 24 * 60
OFF = frozenset({DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF})


@attrs.frozen(kw_only=True)
class Slot:
    """A room and a host from ``start`` up to ``end``, perhaps for a duty.

    Attributes:
        start: Minutes; a day's midnight is ``day.toordinal() * 1440``.
        end: After the start; half-open.
        station: Whose room; None: elsewhere.
        host: Who holds it; None: nobody in particular.
        duty: The duty it is for; None: none that is known here.
        period: The period of that duty.
    """

    start: int
    end: int
    station: StationId | None = None
    host: HostId | None = None
    duty: Duty | None = None
    period: Period | None = None

    @property
    def ordinal(self) -> int:
        """The number of the day on which it starts."""
        return self.start // MINUTES_A_DAY

    @property
    def week(self) -> int:
        """The number of the ISO week in which it starts."""
        return (self.ordinal - 1) // 7  # 1 January of year 1 was a Monday

    @property
    def day(self) -> date:
        """The day on which it starts: the day that day rules judge."""
        return date.fromordinal(self.ordinal)

    @property
    def last_day(self) -> date:
        """The day on which its last minute lies."""
        return date.fromordinal((self.end - 1) // MINUTES_A_DAY)

    @classmethod
    def of(cls, session: Session, duties: Mapping[DutyId, Duty]) -> Self:
        """Return the slot that ``session`` takes."""
        duty = None if session.duty is None else duties.get(session.duty)
        named = session.period
        if duty is not None and (named is None or named.unit is not duty.cadence.per):
            named = Period.containing(session.day, duty.cadence.per)
        return cls(
            start=minute_of(session.start),
            end=minute_of(session.end),
            station=session.station,
            host=session.host,
            duty=duty,
            period=None if duty is None else named,
        )


def minute_of(when: Any) -> int:
    """Return the minutes of an aware datetime in Asia/Shanghai."""
    return int(when.toordinal() * MINUTES_A_DAY + when.hour * 60 + when.minute)


def deadline(duty: Duty, period: Period) -> date:
    """Return the first day on which a session can no longer serve ``period``.

    "A rolled session counts for its period if held by the roll deadline."
    """
    if duty.no_day is NoDayPolicy.ROLL:
        return period.end + timedelta(days=ROLL_DAYS)
    return period.end


@attrs.frozen(kw_only=True)
class Window:
    """The days on which one period of a duty can be served.

    Attributes:
        start: The first of them.
        end: The first day after them.
        fixed: The one day of the period that will do; None: any, or (if rolled) none.
        exception: What the period makes of having no admissible day; None: it has one.
    """

    start: date
    end: date
    fixed: date | None = None
    exception: NoDayPolicy | None = None

    @property
    def days(self) -> Iterable[date]:
        """The days, admissible or not."""
        return Span(start=self.start, end=self.end)


@attrs.frozen(kw_only=True)
class Ground:
    """Register, calendar and policy, with what was looked up once kept at hand."""

    register: Register
    calendar: WorkCalendar
    policy: Policy
    on: date | None = None
    span: Span | None = None
    _known: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    @cached_property
    def _stations(self) -> Mapping[str | None, Station]:
        return {station.id: station for station in self.register.stations}

    @cached_property
    def _hosts(self) -> Mapping[str | None, Host]:
        return {host.id: host for host in self.register.hosts}

    def station(self, station_id: StationId | None) -> Station | None:
        """The station of that id, if it is on record."""
        return self._stations.get(station_id)

    def host(self, host_id: HostId | None) -> Host | None:
        """The host of that id, if it is on record."""
        return self._hosts.get(host_id)

    def day_kind(self, day: date) -> DayKind:
        """What ``day`` is."""
        return self.calendar.kind(day)

    def within(self, key: object, hours: OpeningHours, slot: Slot) -> bool:
        """Tell whether ``hours``, known by ``key``, cover the slot without a break."""
        return any(
            start <= slot.start and slot.end <= end for start, end in self._open(key, hours, slot)
        )

    def touches(self, key: object, hours: OpeningHours, slot: Slot) -> bool:
        """Tell whether ``hours``, known by ``key``, overlap the slot."""
        return any(
            start < slot.end and slot.start < end for start, end in self._open(key, hours, slot)
        )

    def _open(self, key: object, hours: OpeningHours, slot: Slot) -> tuple[tuple[int, int], ...]:
        first, last = slot.start // MINUTES_A_DAY, (slot.end - 1) // MINUTES_A_DAY
        place = ("open", key, first, last)
        if place not in self._known:
            days = date.fromordinal(first), date.fromordinal(last)
            self._known[place] = stretches(hours, *days, self.calendar)
        found: tuple[tuple[int, int], ...] = self._known[place]
        return found

    def window(self, duty: Duty, period: Period) -> Window:
        """The days on which ``period`` of ``duty`` can be served."""
        place = ("window", duty.id, period.start)
        if place not in self._known:
            self._known[place] = self._window(duty, period)
        found: Window = self._known[place]
        return found

    def _window(self, duty: Duty, period: Period) -> Window:
        fixed = natural = None
        candidates: Iterable[date] = period.span
        if duty.fixed_day is not None:
            _, natural = fixed_days(duty.fixed_day, period.unit, period.span)[0]
            fixed = rolled(natural, duty.roll, period, self.calendar)
            candidates = () if fixed is None else (fixed,)
        station = self.station(duty.station)
        if any(self.is_admissible(day, station) for day in candidates):
            return Window(start=period.start, end=period.end, fixed=fixed)
        allowed = natural if duty.no_day is NoDayPolicy.ALLOW_HOLIDAY else None
        return Window(
            start=period.start, end=deadline(duty, period), fixed=allowed, exception=duty.no_day
        )

    def is_admissible(self, day: date, station: Station | None) -> bool:
        """Tell whether ``day`` is no day off and the station open on it, whatever else is on.

        What is not known counts as open: unknown hours block, they excuse nothing.
        """
        if self.day_kind(day) in OFF:
            return False
        return station is None or (
            is_there(station, day)
            and (station.hours is None or bool(open_spans(station.hours, day, self.calendar)))
        )


def is_there(station: Station, day: date) -> bool:
    """Tell whether the station has opened and not yet closed for good."""
    opened, closed = station.opened_on, station.closed_on
    return (opened is None or opened <= day) and (closed is None or day < closed)
