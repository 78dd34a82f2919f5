"""Strategies for stations and what they are made of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.model import (
    Award,
    FacilityItem,
    Party,
    Service,
    Site,
    Station,
    Suspension,
)
from ridehire_partybuild.values import (
    ActorId,
    Channel,
    Facility,
    Posting,
    Region,
    ServiceDomain,
    Setting,
    Span,
    Tier,
)

from .choices import BOUNDARY_DAYS, YEARS, Choices, built, or_none, words_of
from .known import NOBODY, Known
from .people import CONTACT_BYTES, PERSON_BYTES, read_contact, read_person
from .quantities import HOURS, read_cadence, read_hours, read_promise
from .records import PARTY_BYTES, RECORDED, read_party
from .words import COUNTIES, PHRASES

__all__ = [
    "KNOWABLE",
    "STATION_BYTES",
    "awards",
    "facility_items",
    "read_station",
    "services",
    "sites",
    "stations",
    "suspensions",
]

AREAS = tuple(
    None if text is None else Decimal(text)
    for text in (
        None,
        "12",
        "11.5",
        "3",
        "16.5",
        "11.99",
        "12.01",
        "2.99",
        "3.01",
        "0",
        "120",
        "999999.999",
    )
)
SEATS = (None, 24, 0, 1, 26, 25, 100_000)
STATION_BYTES, SERVICE_BYTES, AWARD_BYTES, SUSPENSION_BYTES = 224, 36, 4, 6


def _read_site(choices: Choices) -> Site:
    return Site(
        address=choices.pick(or_none(PHRASES)),
        longitude=choices.pick((None, Decimal("118.674"), Decimal(-180), Decimal(180))),
        latitude=choices.pick((None, Decimal("37.434"), Decimal(-90), Decimal(90))),
        area_m2=choices.pick(AREAS),
        seats=choices.pick(SEATS),
        parking_bays=choices.pick(SEATS),
    )


def sites() -> st.SearchStrategy[Site]:
    """Return rooms: 3, 11.5, 12 and 16.5 m² among them, 0 and very many seats; often not known."""
    return built(6, _read_site)


def _read_facility(choices: Choices) -> FacilityItem:
    return FacilityItem(
        kind=choices.pick(words_of(Facility)),
        count=choices.pick((None, 1, 2, 100_000)),
        expires_on=choices.pick(or_none(BOUNDARY_DAYS)),
    )


def facility_items() -> st.SearchStrategy[FacilityItem]:
    """Return facilities, some with a last day on which they are good."""
    return built(3, _read_facility)


def _read_service(choices: Choices, known: Known = NOBODY) -> Service:
    provider = choices.maybe(PARTY_BYTES, partial(read_party, known=known))
    cadence, hours = read_cadence(choices), choices.pick(HOURS)
    free, price = choices.pick(((None, None), (True, None), (True, 0), (False, 500), (None, 1)))
    promise = read_promise(choices)
    return Service(
        domain=choices.pick(words_of(ServiceDomain)),
        item=choices.pick(PHRASES),
        provider=provider,
        eligibility=choices.pick(or_none(PHRASES)),
        free=free,
        price_fen=price,
        channel=choices.pick(or_none(Channel)),
        when=choices.pick((None, hours, cadence)),
        during_opening_hours=choices.pick((False, True)),
        promise=choices.pick((None, promise)),
        note=choices.pick(or_none(PHRASES)),
    )


def services(*, actors: Sequence[ActorId] = ()) -> st.SearchStrategy[Service]:
    """Return services of the five domains, free, priced and of unknown price, some promised."""
    known = Known(actors=actors)
    return built(SERVICE_BYTES, lambda choices: _read_service(choices, known))


def _read_award(choices: Choices) -> Award:
    return Award(
        title=choices.pick(("甲类", "五星级", "示例称号")),
        authority=choices.pick(PHRASES),
        document=choices.pick(or_none(PHRASES)),
        granted_on=choices.pick(or_none(BOUNDARY_DAYS)),
    )


def awards() -> st.SearchStrategy[Award]:
    """Return classes on record, some without their paper or day."""
    return built(AWARD_BYTES, _read_award)


def _read_suspension(choices: Choices, within: Span = YEARS) -> Suspension:
    first = choices.day(within)
    return Suspension(
        first=first,
        last=choices.after(first, (6, 0, 30, 365, None)),
        reason=choices.pick(or_none(PHRASES)),
    )


def suspensions(*, within: Span = YEARS) -> st.SearchStrategy[Suspension]:
    """Return stretches that begin within a span: of one day, of months, until further notice."""
    return built(SUSPENSION_BYTES, lambda choices: _read_suspension(choices, within))


@cache
def _first_days(region: Region) -> tuple[date | None, ...]:
    """Days on which a station may open there: none before the code or after it."""
    usual = (None, date(2025, 1, 1), date(2016, 6, 30), date(2026, 2, 16), date(2010, 12, 31),
             date(2016, 12, 31), date(2018, 12, 31))  # fmt: skip
    return tuple(day for day in usual if day is None or region.holds(day) is not False)


def _read_planned(choices: Choices, opened: date | None) -> date | None:
    planned = choices.pick((None, None, None, None, date(2024, 6, 30), date(2010, 12, 31)))
    # once it is open, the day on which it was decided on lies before
    return planned if opened is None or planned is None else min(planned, opened)


def read_station(choices: Choices, station_id: str, known: Known = NOBODY) -> Station:
    """Read a station from 224 bytes."""
    region = choices.pick(known.counties)
    opened = choices.pick(_first_days(region))
    closed = choices.pick((None, None, None, date(2026, 3, 1), date(2026, 12, 31)))
    operator = choices.maybe(PARTY_BYTES, partial(read_party, known=known))
    hours, told = read_hours(choices), choices.pick((False, True, True))
    facilities = choices.many(4, 3, _read_facility)
    offered = choices.many(2, SERVICE_BYTES, partial(_read_service, known=known))
    return Station(
        id=station_id,
        name=choices.pick(PHRASES),
        region=region,
        tier=choices.pick(known.tiers),
        operator=operator,
        setting=choices.pick(or_none(Setting)),
        site=_read_site(choices),
        facilities=choices.pick((None, facilities)),
        services=choices.pick((None, offered)),
        postings=choices.pick((None, (), (Posting.OPENING_HOURS,), tuple(Posting))),
        hours=hours if told else None,
        on_map=choices.pick((None, True, False)),
        head=choices.maybe(PERSON_BYTES, read_person),
        contacts=choices.many(2, CONTACT_BYTES, read_contact),
        awards=choices.many(2, AWARD_BYTES, _read_award),
        planned_on=_read_planned(choices, opened),
        opened_on=opened,
        suspensions=choices.many(2, SUSPENSION_BYTES, _read_suspension),
        closed_on=closed,
        recorded_on=choices.pick(RECORDED),
        records_since=choices.pick(RECORDED),
    )


_FILLERS: Mapping[str, Sequence[Any]] = {
    "operator": (Party(name="示例银行"),),
    "setting": words_of(Setting),
    "site.address": PHRASES,
    "site.area_m2": AREAS[1:],
    "site.seats": SEATS[1:],
    "site.parking_bays": SEATS[1:],
    "facilities": ((), tuple(FacilityItem(kind=kind) for kind in Facility)),
    "services": ((), (Service(domain=ServiceDomain.LEGAL, item="示例"),)),
    "postings": ((), words_of(Posting)),
    "hours": HOURS,
    "on_map": (True, False),
    "recorded_on": RECORDED[1:],
    "records_since": RECORDED[1:],
}
KNOWABLE = tuple(_FILLERS)
"""The fields of a station that may be known or not, by their paths."""


def _filled(choices: Choices, station: Station, known: Sequence[str]) -> Station:
    """Return the station with a value for each of the fields that are to be known."""
    site, own = dict[str, Any](), dict[str, Any]()
    for path in known:
        filler, (head, _, name) = choices.pick(_FILLERS[path]), path.rpartition(".")
        of, told = (station.site, site) if head else (station, own)
        if getattr(of, name) is None:
            told[name] = filler
    return attrs.evolve(station, site=attrs.evolve(station.site, **site), **own)


def stations(
    *, tier: Tier | None = None, county: Region | None = None, known: Collection[str] = ()
) -> st.SearchStrategy[Station]:
    """Return stations of one tier or of any, in one county or in several of two provinces.

    They name no actor or branch, so that each can stand in a register alone. Some are planned,
    some stood closed for a while, some bear a class that an authority gave them.

    Args:
        tier: Their tier; None: any.
        county: Their county; None: several, some of which are no more.
        known: Paths of fields that are surely known, such as ``site.area_m2``; `KNOWABLE` are all.

    Raises:
        InvalidArgument: a path that is none of them.

    >>> from hypothesis import find
    >>> find(stations(known=("site.area_m2",)), lambda one: True).site.area_m2
    Decimal('12')
    """
    unknown = ", ".join(sorted(set(known) - set(KNOWABLE)))
    if unknown:
        message = f"no field of a station that may be known or not: {unknown}"
        raise InvalidArgument(message)
    bounds = Known(
        tiers=words_of(Tier) if tier is None else (tier,),
        counties=COUNTIES if county is None else (county,),
    )
    wanted = tuple(path for path in KNOWABLE if path in known)

    def read(choices: Choices) -> Station:
        name = choices.pick(("S-1", "370502-01", "阵地一", "𠮷-1"))
        (own,) = choices.parts(1, STATION_BYTES)
        return _filled(choices, read_station(own, name, bounds), wanted)

    return built(1 + STATION_BYTES + len(wanted), read)
