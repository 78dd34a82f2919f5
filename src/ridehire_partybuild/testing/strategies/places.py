"""Strategies for stations and what they are made of."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial

from hypothesis import strategies as st

from ridehire_partybuild.model import (
    Award,
    FacilityItem,
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


def stations(
    *, tier: Tier | None = None, county: Region | None = None
) -> st.SearchStrategy[Station]:
    """Return stations of one tier or of any, in one county or in several of two provinces.

    They name no actor or branch, so that each can stand in a register alone. Some are planned,
    some stood closed for a while, some bear a class that an authority gave them.
    """
    known = Known(
        tiers=tuple(Tier) if tier is None else (tier,),
        counties=COUNTIES if county is None else (county,),
    )

    def read(choices: Choices) -> Station:
        name = choices.pick(("S-1", "370502-01", "阵地一", "𠮷-1"))
        return read_station(choices, name, known)

    return built(STATION_BYTES, read)
