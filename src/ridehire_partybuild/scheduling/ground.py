"""What the rules look at: a slot in time and place, and the ground on which it stands."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

import attrs

from ridehire_partybuild.calendars import (
    WorkCalendar,
    fixed_days,
    minute_of,
    open_spans,
    rolled,
    stretches,
)
from ridehire_partybuild.guideline import DayPolicy, Duty, NoDayPolicy
from ridehire_partybuild.model import Host, Register, Session, Station, SubjectFile
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.values import (
    DayKind,
    DutyId,
    HostId,
    OpeningHours,
    Period,
    Span,
    StationId,
)
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .policy import Policy

__all__ = ["Ground", "Slot", "Window", "is_there_during", "week_of"]


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
        return week_of(self.ordinal)

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return date.fromordinal(self.ordinal)

    @property
    def days(self) -> Iterator[date]:
        """The days that it touches: a night session lies on two."""
        last = (self.end - 1) // MINUTES_A_DAY
        return (date.fromordinal(ordinal) for ordinal in range(self.ordinal, last + 1))

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


def week_of(ordinal: int) -> int:
    """Return the number of the ISO week in which a day lies, the first being the year 1's."""
    return (ordinal - 1) // 7  # 1 January of year 1 was a Monday


@attrs.frozen(kw_only=True)
class Window:
    """The days on which one period of a duty can be served.

    Attributes:
        start: The first of them.
        end: The first day after them.
        fixed: Of a duty with a fixed day, the one day of the period that will do; None: none will.
        exception: What the period makes of having no admissible day; None: it has one.
    """

    start: date
    end: date
    fixed: date | None = None
    exception: NoDayPolicy | None = None

    @property
    def days(self) -> Iterator[date]:
        """The days, admissible or not."""
        return iter(Span(start=self.start, end=self.end))


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

    def subject(self, duty: Duty) -> SubjectFile | None:
        """The file of the one who owes the duty, if that one is on record."""
        try:
            return self.register.of(duty.subject)
        except KeyError:
            return None

    def travel(self, there: StationId | None, here: StationId | None) -> int:
        """The minutes that a host needs from one station to the other."""
        place = ("travel", there, here)
        if place not in self._known:
            between = self.policy.travel.between
            self._known[place] = between(self.station(there), self.station(here))
        return int(self._known[place])

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
        natural = fixed = None
        if duty.fixed_day is not None:
            _, natural = fixed_days(duty.fixed_day, period.unit, period.span)[0]
        if not any(self.is_admissible(day, duty) for day in period.span):
            rolls = duty.no_day is NoDayPolicy.ROLL
            return Window(
                start=period.start,
                end=period.end + ROLL_DEADLINE if rolls else period.end,
                fixed=natural if duty.no_day is NoDayPolicy.ALLOW_HOLIDAY else None,
                exception=duty.no_day,
            )
        if natural is not None:
            fixed = rolled(
                natural,
                duty.roll,
                period,
                self.calendar,
                admits=lambda day: self.calendar.is_workday(day) and self.is_admissible(day, duty),
            )
        return Window(start=period.start, end=period.end, fixed=fixed)

    def suits(self, day: date, duty: Duty) -> bool:
        """Tell whether ``day`` is of the kind on which the duty is held."""
        if duty.days is DayPolicy.WORKDAYS:
            return self.calendar.is_workday(day)
        return duty.days is DayPolicy.ANY or self.calendar.kind(day) is DayKind.WEEKEND

    def is_admissible(self, day: date, duty: Duty) -> bool:
        """Tell whether ``day`` suits and is not off, and subject and station are there.

        The station must open on it, too. What is not known counts as open: unknown hours block,
        they excuse nothing.
        """
        if self.calendar.is_day_off(day) or not self.suits(day, duty):
            return False
        subject, station = self.subject(duty), self.station(duty.station)
        if subject is not None and not subject.is_open(day):
            return False
        return station is None or (
            station.is_open(day)
            and (station.hours is None or bool(open_spans(station.hours, day, self.calendar)))
        )


def is_there_during(who: SubjectFile | Station | None, days: Span) -> bool:
    """Tell whether a subject or station is there on any of the days; one not on record is."""
    if who is None:
        return True
    first = days.start if who.opened_on is None else max(days.start, who.opened_on)
    # one that stands closed on the first day may open again on a later one
    return first in days and any(map(who.is_open, Span(start=first, end=days.end)))
