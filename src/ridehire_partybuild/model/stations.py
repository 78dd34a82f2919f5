"""Stations: where they are, what they have, when they are open."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    Facility,
    Level,
    OpeningHours,
    Posting,
    Record,
    Region,
    Setting,
    StationId,
    StationStatus,
    Tier,
    decimal,
    limits,
)
from ridehire_partybuild.values.id_fields import station_id
from ridehire_partybuild.values.record import not_after

from .order import by_first_day, by_granted_on, by_item, by_kind, by_value, words
from .parties import Party, Reference
from .persons import Contact, Person
from .services import Service

__all__ = ["Award", "FacilityItem", "Site", "Station", "Suspension"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Site(Record):
    """The room of a station. Anything may be None: not known, which is neither zero nor none.

    Attributes:
        address: As people write it.
        longitude: Degrees east.
        latitude: Degrees north.
        area_m2: Usable area in square metres, as declared.
        seats: Seats in the room.
        parking_bays: Bays for drivers' cars.

    Raises:
        InvalidValue: a negative or impossible number.

    >>> from ridehire_partybuild import Site
    >>> Site(seats=24).area_m2 is None
    True
    """

    address: str | None = attrs.field(default=None, metadata=limits(longest=300))
    longitude: Decimal | None = attrs.field(
        default=None, converter=decimal, metadata=limits(-180, 180)
    )
    latitude: Decimal | None = attrs.field(
        default=None, converter=decimal, metadata=limits(-90, 90)
    )
    area_m2: Decimal | None = attrs.field(
        default=None, converter=decimal, metadata=limits(0, 1_000_000)
    )
    seats: int | None = attrs.field(default=None, metadata=limits(0, 100_000))
    parking_bays: int | None = attrs.field(default=None, metadata=limits(0, 100_000))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FacilityItem(Record):
    """Something that a station has for its visitors.

    Attributes:
        kind: What it is.
        count: How many of them there are; None: not known.
        expires_on: The last day on which it is good; None: not known, or it never goes off.
    """

    kind: Facility
    count: int | None = attrs.field(default=None, metadata=limits(1, 100_000))
    expires_on: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Award(Record):
    """A class that an authority gave a station: on record, never computed.

    Attributes:
        title: The class in its own words, such as ``甲类``.
        authority: Who gave it.
        document: The paper that says so; None: not known.
        granted_on: The day it was given; None: not known.

    >>> Award(title="甲类", authority="示例厅").granted_on is None
    True
    """

    title: str = attrs.field(metadata=limits(longest=100))
    authority: str = attrs.field(metadata=limits(longest=200))
    document: str | None = attrs.field(default=None, metadata=limits(longest=300))
    granted_on: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Suspension(Record):
    """Days on which an open station stood closed, both ends included.

    Attributes:
        first: Its first day.
        last: Its last day; None: until further notice.
        reason: Why; None: not known.

    Raises:
        InvalidValue: it ends before it begins.

    >>> stop = Suspension(first=date(2025, 7, 1), last=date(2025, 7, 31))
    >>> stop.holds(date(2025, 7, 31)), stop.holds(date(2025, 8, 1))
    (True, False)
    """

    first: date
    last: date | None = None
    reason: str | None = attrs.field(default=None, metadata=limits(longest=300))

    def contradictions(self) -> Iterator[Problem]:
        """It lasts for at least one day."""
        yield from not_after(self, "first", "last")

    def holds(self, on: date) -> bool:
        """Tell whether ``on`` is one of its days."""
        return self.first <= on and (self.last is None or on <= self.last)


_OPEN = StationStatus.OPEN  # to look a member up by name takes as long as all else here


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Station(Record):
    """A service station for ride-hailing drivers: one room, run by one body.

    Attributes:
        id: The office's own code for it.
        name: Its name.
        region: The county it lies in; the code must hold in the year it opened.
        tier: Comprehensive, basic or mobile; None: not known.
        operator: The body that runs it.
        setting: What it is built into.
        site: The room.
        facilities: What it has; None: not known, empty: known to have nothing.
        services: What it offers; None: not known.
        postings: What hangs on the wall; None: not known.
        hours: When it is open; None: not known.
        on_map: Whether map services list it; None: not known.
        head: Who is in charge; None: not known.
        contacts: How the station is reached.
        awards: Classes that authorities gave it.
        planned_on: The day it was decided on; without ``opened_on`` it is not open yet.
        opened_on: Its first day; None: not known, taken as open unless it is planned.
        suspensions: When it stood closed in between.
        closed_on: The first day it is no longer open.
        recorded_on: The day on which the declared values above were written down.
        records_since: The day from which the record of its sessions is complete.

    Raises:
        InvalidValue: an impossible value; dates out of order; a division code out of force.
    """

    id: StationId = attrs.field(converter=station_id)
    name: str = attrs.field(metadata=limits(longest=200))
    region: Region
    tier: Tier | None = None
    operator: Party | None = None
    setting: Setting | None = None
    site: Site = attrs.field(factory=Site)
    facilities: tuple[FacilityItem, ...] | None = attrs.field(default=None, converter=by_kind)
    services: tuple[Service, ...] | None = attrs.field(default=None, converter=by_item)
    postings: tuple[Posting, ...] | None = attrs.field(default=None, converter=words)
    hours: OpeningHours | None = None
    on_map: bool | None = None
    head: Person | None = None
    contacts: tuple[Contact, ...] = attrs.field(default=(), converter=by_value)
    awards: tuple[Award, ...] = attrs.field(default=(), converter=by_granted_on)
    planned_on: date | None = None
    opened_on: date | None = None
    suspensions: tuple[Suspension, ...] = attrs.field(default=(), converter=by_first_day)
    closed_on: date | None = None
    recorded_on: date | None = None
    records_since: date | None = None

    def contradictions(self) -> Iterator[Problem]:
        """It is planned, opens and closes in this order, under a division code then in force."""
        yield from not_after(self, "planned_on", "opened_on")
        begun = "planned_on" if self.opened_on is None else "opened_on"
        yield from not_after(self, begun, "closed_on")
        params = {"kind": "Region", "value": str(self.region)}
        if self.region.level is Level.PROVINCE:
            yield Problem(code="station.region", path="$.region", params=params)
        elif self.region.known is False:
            yield Problem(code="region.unknown", path="$.region", params=params)
        elif self.opened_on is not None and self.region.holds(self.opened_on) is False:
            params |= {"on": self.opened_on.isoformat(), "span": self.region.validity}
            yield Problem(code="region.not_valid", path="$.region", params=params)

    def status(self, on: date) -> StationStatus:
        """Return where it stands on ``on``.

        >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
        ...                   opened_on=date(2025, 1, 1),
        ...                   suspensions=[Suspension(first=date(2025, 7, 1))])
        >>> days = date(2024, 12, 31), date(2025, 6, 30), date(2026, 1, 1)
        >>> [station.status(day).value for day in days]
        ['planned', 'open', 'suspended']
        """
        if self.closed_on is not None and self.closed_on <= on:
            return StationStatus.CLOSED
        begun = self.planned_on is None if self.opened_on is None else self.opened_on <= on
        if not begun:
            return StationStatus.PLANNED
        if self.suspensions and any(one.holds(on) for one in self.suspensions):
            return StationStatus.SUSPENDED
        return _OPEN

    def is_open(self, on: date) -> bool:
        """Tell whether drivers find it open on ``on``; an unknown first day counts as past."""
        return self.status(on) is _OPEN

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.operator is not None:
            yield from self.operator.references(".operator")
        for index, service in enumerate(self.services or ()):
            yield from service.references(f".services[{index}]")
