"""Stations: where they are, what they have, what they offer, when they are open."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    Cadence,
    Channel,
    Facility,
    OpeningHours,
    Posting,
    Record,
    Region,
    ServiceDomain,
    Setting,
    StationId,
    Tier,
    decimal,
    limits,
)
from ridehire_partybuild.values.identifiers import station_id
from ridehire_partybuild.values.record import not_after

from .order import by_item, by_kind, by_value, words
from .parties import Contact, Party, Reference

__all__ = ["FacilityItem", "Service", "Site", "Station"]


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
    """A facility on the spot, how many there are and until which day it is good (inclusive)."""

    kind: Facility
    count: int | None = attrs.field(default=None, metadata=limits(1, 100_000))
    expires_on: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Service(Record):
    """One service offered at a station.

    Attributes:
        domain: One of the five domains.
        item: What is done, in the office's own words.
        provider: Who does it; None: not known.
        free: Whether it costs nothing; None: not known.
        price_fen: What it costs, in fen.
        channel: How it reaches its users; None: not known.
        when: Hours of its own, or how often; None: not known.
        during_opening_hours: It is offered whenever the station is open.
        note: What the source says and the fields above cannot hold.

    Raises:
        InvalidValue: a free service with a price.
    """

    domain: ServiceDomain
    item: str = attrs.field(metadata=limits(longest=100))
    provider: Party | None = None
    free: bool | None = None
    price_fen: int | None = None
    channel: Channel | None = None
    when: OpeningHours | Cadence | None = None
    during_opening_hours: bool = False
    note: str | None = None

    def contradictions(self) -> Iterator[Problem]:
        """What is free has no price."""
        if self.free and self.price_fen:
            yield Problem(
                code="service.price",
                path="$.price_fen",
                params={"kind": "price_fen", "value": self.price_fen},
            )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Station(Record):
    """A service station for ride-hailing drivers: one room, run by one body.

    Attributes:
        id: The office's own code for it.
        name: Its name.
        region: The county it lies in; the code must hold in the year it opened.
        tier: Comprehensive, basic or mobile.
        operator: The body that runs it.
        setting: What it is built into.
        site: The room.
        facilities: What it has; None: not known, empty: known to have nothing.
        services: What it offers; None: not known.
        postings: What hangs on the wall; None: not known.
        hours: When it is open; None: not known.
        on_map: Whether map services list it; None: not known.
        head: An opaque name for the one who is in charge: kept in the register's own document, and
            shown in no error, calendar or report.
        contacts: How the station is reached.
        opened_on: Its first day; None: not known, taken as open.
        closed_on: The first day it is no longer open.
        recorded_on: The day on which the declared values above were written down.
        records_since: The day from which the record of its sessions is complete.

    Raises:
        InvalidValue: an impossible value; dates out of order; a division code out of force.
    """

    id: StationId = attrs.field(converter=station_id)
    name: str = attrs.field(metadata=limits(longest=200))
    region: Region
    tier: Tier
    operator: Party | None = None
    setting: Setting | None = None
    site: Site = attrs.field(factory=Site)
    facilities: tuple[FacilityItem, ...] | None = attrs.field(default=None, converter=by_kind)
    services: tuple[Service, ...] | None = attrs.field(default=None, converter=by_item)
    postings: tuple[Posting, ...] | None = attrs.field(default=None, converter=words)
    hours: OpeningHours | None = None
    on_map: bool | None = None
    head: str | None = attrs.field(
        default=None, metadata=limits(longest=100) | {"sensitive": True}, repr=lambda _: "•••"
    )
    contacts: tuple[Contact, ...] = attrs.field(default=(), converter=by_value)
    opened_on: date | None = None
    closed_on: date | None = None
    recorded_on: date | None = None
    records_since: date | None = None

    def contradictions(self) -> Iterator[Problem]:
        """It opens before it closes, under a division code that was in force."""
        yield from not_after(self, "opened_on", "closed_on")
        params = {"kind": "Region", "value": str(self.region)}
        if self.region.known is False:
            yield Problem(code="region.unknown", path="$.region", params=params)
        elif self.opened_on is not None and self.region.holds(self.opened_on) is False:
            params |= {"on": self.opened_on.isoformat(), "span": self.region.validity}
            yield Problem(code="region.not_valid", path="$.region", params=params)

    def is_open(self, on: date) -> bool:
        """Tell whether it is open to drivers on ``on``; an unknown first day counts as past."""
        opened, closed = self.opened_on, self.closed_on
        return (opened is None or opened <= on) and (closed is None or on < closed)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.operator is not None:
            yield from self.operator.references(".operator")
        for index, service in enumerate(self.services or ()):
            if service.provider is not None:
                yield from service.provider.references(f".services[{index}].provider")
