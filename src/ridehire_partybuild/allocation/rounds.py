"""Bringing the parcels: rounds of a day, county by county, while stations are open."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.calendars.availability import open_spans
from ridehire_partybuild.model import Register, Station
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import SHANGHAI, OpeningHours, Record, StationId, limits
from ridehire_partybuild.values.id_fields import station_id

from .sharing import Allocation

__all__ = ["CARRIERS", "Carriers", "DeliveryRounds", "Stop", "delivery_rounds"]

_MINUTES = limits(0, 1440)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Carriers(Record):
    """When books are brought, and how long that takes. The defaults are assumptions.

    Attributes:
        hours: When those who bring them work.
        stop_minutes: To unload and to have the receipt signed.
        same_county: Minutes to the next station of the county.
        elsewhere: Minutes to one of another county, and to the first.
        within_days: A station that is not reached in so many days is told.
    """

    hours: OpeningHours
    stop_minutes: int = attrs.field(default=20, metadata=limits(1, 1440))
    same_county: int = attrs.field(default=30, metadata=_MINUTES)
    elsewhere: int = attrs.field(default=60, metadata=_MINUTES)
    within_days: int = attrs.field(default=31, metadata=limits(1, 366))


CARRIERS = Carriers(hours=OpeningHours.parse("Mo-Fr 09:00-11:30,14:00-17:00; PH off"))
"""Carriers who work on workdays, but not at noon: an assumption."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stop(Record):
    """One station on a round.

    Attributes:
        station: Which.
        start: When the carriers are there.
        end: When they leave.
        copies: What they bring.
    """

    station: StationId = attrs.field(converter=station_id)
    start: datetime
    end: datetime
    copies: int = attrs.field(metadata=limits(0, 10**9))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DeliveryRounds(Record):
    """Who is brought what, when.

    Attributes:
        stops: In the order of time; those of one day are one round.
        unknown_hours: Stations whose hours are not known: somebody must ask.
        never_open: Stations at which the carriers cannot stop while they are open, on none of the
            days allowed, even if they go nowhere else that day.
        not_reached: Stations at which they could, were they not elsewhere: more days are needed.
    """

    stops: tuple[Stop, ...] = attrs.field(converter=in_order)
    unknown_hours: tuple[StationId, ...] = attrs.field(default=(), converter=in_order)
    never_open: tuple[StationId, ...] = attrs.field(default=(), converter=in_order)
    not_reached: tuple[StationId, ...] = attrs.field(default=(), converter=in_order)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something is brought."""
        return tuple(dict.fromkeys(one.start.date() for one in self.stops))


def delivery_rounds(
    allocation: Allocation,
    register: Register,
    calendar: WorkCalendar,
    *,
    carriers: Carriers = CARRIERS,
) -> DeliveryRounds:
    """Return when each parcel can be brought, from the day of the allocation on.

    Always next comes the station that can be served earliest; of those the one of the same
    county. A stop lies within the station's hours and the carriers', without a break; they set out
    when their day begins. Only books are brought: of a fund there are no rounds.

    >>> from ridehire_partybuild import Region
    >>> from ridehire_partybuild.allocation import allocate
    >>> from ridehire_partybuild.model import DonatedBooks, Donation
    >>> here = Station(id="S-1", name="示例", region=Region("370502"),
    ...                hours=OpeningHours.parse("13:00-15:00"))
    >>> city, batch = Register(stations=[here]), [DonatedBooks(title="T-1", copies=40)]
    >>> shared = allocate(Donation(id="2026-01", books=batch), city, on=date(2026, 1, 17))
    >>> rounds = delivery_rounds(shared, city, WorkCalendar())
    >>> [one.start.isoformat() for one in rounds.stops]
    ['2026-01-19T14:00:00+08:00']
    """
    copies: Counter[StationId] = Counter()
    for share in allocation.shares:
        copies[share.station] += 0 if share.title is None else share.amount
    parcels = {one.id: one for one in register.stations if copies[one.id]}
    known = {name: one for name, one in parcels.items() if one.hours is not None}
    stops: list[Stop] = []
    left = dict(known)
    days = [allocation.on + timedelta(days=offset) for offset in range(carriers.within_days)]
    for day in days:
        for station, start in _round(day, left, calendar, carriers):
            end = start + timedelta(minutes=carriers.stop_minutes)
            stops.append(Stop(station=station.id, start=start, end=end, copies=copies[station.id]))
            del left[station.id]
        if not left:
            break
    alone = {
        name
        for name, one in left.items()
        if any(True for day in days for _ in _round(day, {name: one}, calendar, carriers))
    }
    return DeliveryRounds(
        stops=stops,
        unknown_hours=sorted(set(parcels) - set(known)),
        never_open=sorted(set(left) - alone),
        not_reached=sorted(alone),
    )


def _round(
    day: date, left: Mapping[StationId, Station], calendar: WorkCalendar, carriers: Carriers
) -> Iterator[tuple[Station, datetime]]:
    """Yield the stops of one day with their starts; the caller takes them out of ``left``."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    working = [(one.start, one.end) for one in open_spans(carriers.hours, day, calendar)]
    last: Station | None = None
    free = min((start for start, _ in working), default=0)
    while True:
        ways = [
            (start, last is not None and one.region != last.region, one.id, one)
            for one in left.values()
            if one.is_open(day)
            and (start := _start(one, day, free, last, working, calendar, carriers)) is not None
        ]
        if not ways:
            return
        start, _, _, last = min(ways, key=lambda way: way[:3])
        free = start + carriers.stop_minutes
        yield last, midnight + timedelta(minutes=start)


def _start(  # noqa: PLR0913, PLR0917 - where the carriers are, and what they go by
    station: Station,
    day: date,
    free: int,
    last: Station | None,
    working: Sequence[tuple[int, int]],
    calendar: WorkCalendar,
    carriers: Carriers,
) -> int | None:
    """Return the earliest minute of the day at which the carriers can be there; None: never."""
    near = last is not None and last.region == station.region
    way = carriers.same_county if near else carriers.elsewhere
    ready = free + way
    hours = [] if station.hours is None else open_spans(station.hours, day, calendar)
    found = [
        max(ready, begin, one.start)
        for begin, end in working
        for one in hours
        if max(ready, begin, one.start) + carriers.stop_minutes <= min(end, one.end)
    ]
    return min(found, default=None)
