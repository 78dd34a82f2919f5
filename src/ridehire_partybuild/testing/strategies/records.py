"""Strategies for stations, actors, branches and hosts, and for what they are made of."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from ridehire_partybuild.model import (
    Actor,
    Branch,
    Contact,
    FacilityItem,
    Host,
    Party,
    Service,
    Site,
    Station,
)
from ridehire_partybuild.values import (
    ActorId,
    ActorRole,
    BranchId,
    BranchKind,
    Channel,
    ContactKind,
    Facility,
    Level,
    Posting,
    Region,
    ServiceDomain,
    Setting,
    Skill,
    StationId,
    Tier,
)

from .choices import BOUNDARY_DAYS, Choices, built
from .quantities import HOURS, read_cadence, read_hours
from .words import COUNTIES, PHRASES, read_credit_code

__all__ = [
    "actors",
    "branches",
    "contacts",
    "facility_items",
    "hosts",
    "parties",
    "read_actor",
    "read_branch",
    "read_host",
    "read_party",
    "read_station",
    "services",
    "sites",
    "stations",
]

AREAS = tuple(
    None if text is None else Decimal(text)
    for text in (None, "12", "11.5", "3", "16.5", "11.99", "12.01", "0", "120", "999999.999")
)
SEATS = (None, 24, 0, 1, 26, 100_000)
COUNTS = (None, 0, 1, 3, 4, 7, 2, 5, 6, 1_000)
RECORDED = (None, date(2026, 1, 1), date(2025, 6, 30), date(2026, 2, 28), date(2016, 6, 30))
STATION_BYTES, ACTOR_BYTES, BRANCH_BYTES, HOST_BYTES, PARTY_BYTES = 192, 48, 16, 80, 20


def read_party(
    choices: Choices, actors: Sequence[ActorId] = (), branches: Sequence[BranchId] = ()
) -> Party:
    """Read a party from 20 bytes; it may be one of the actors or branches given."""
    code, coded = read_credit_code(choices), choices.pick((False, False, True))
    return Party(
        name=choices.pick(PHRASES),
        credit_code=code if coded else None,
        actor=choices.pick((None, *actors)),
        branch=choices.pick((None, *branches)),
    )


def parties(
    *, actors: Sequence[ActorId] = (), branches: Sequence[BranchId] = ()
) -> st.SearchStrategy[Party]:
    """Return parties: mostly known by name only, else one of the actors or branches given."""
    return built(PARTY_BYTES, lambda choices: read_party(choices, actors, branches))


def _read_contact(choices: Choices) -> Contact:
    kind = choices.pick(tuple(ContactKind))
    return Contact(
        kind=kind, value=choices.pick(("0546-0000000", "12328", "示例窗口", "a@b.example"))
    )


def contacts() -> st.SearchStrategy[Contact]:
    """Return contacts: office lines and personal ones."""
    return built(2, _read_contact)


def _read_site(choices: Choices) -> Site:
    return Site(
        address=choices.pick((None, *PHRASES)),
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
        kind=choices.pick(tuple(Facility)),
        count=choices.pick((None, 1, 2, 100_000)),
        expires_on=choices.pick((None, *BOUNDARY_DAYS)),
    )


def facility_items() -> st.SearchStrategy[FacilityItem]:
    """Return facilities, some with a last day on which they are good."""
    return built(3, _read_facility)


def _read_service(choices: Choices, actors: Sequence[ActorId] = ()) -> Service:
    provider, given = read_party(choices, actors), choices.pick((False, True))
    cadence, hours = read_cadence(choices), choices.pick(HOURS)
    free, price = choices.pick(((None, None), (True, None), (True, 0), (False, 500), (None, 1)))
    return Service(
        domain=choices.pick(tuple(ServiceDomain)),
        item=choices.pick(PHRASES),
        provider=provider if given else None,
        free=free,
        price_fen=price,
        channel=choices.pick((None, *Channel)),
        when=choices.pick((None, hours, cadence)),
        during_opening_hours=choices.pick((False, True)),
        note=choices.pick((None, *PHRASES)),
    )


def services(*, actors: Sequence[ActorId] = ()) -> st.SearchStrategy[Service]:
    """Return services of the five domains, free, priced and of unknown price."""
    return built(32, lambda choices: _read_service(choices, actors))


@cache
def _first_days(region: Region) -> tuple[date | None, ...]:
    """Days on which a station may open there: none before the code or after it."""
    usual = (None, date(2025, 1, 1), date(2016, 6, 30), date(2026, 2, 16), date(2010, 12, 31))
    return tuple(day for day in usual if day is None or region.holds(day) is not False)


def read_station(
    choices: Choices,
    station_id: str,
    *,
    tiers: Sequence[Tier] = tuple(Tier),
    counties: Sequence[Region] = COUNTIES,
    actors: Sequence[ActorId] = (),
) -> Station:
    """Read a station from 192 bytes."""
    region = choices.pick(counties)
    opened = choices.pick(_first_days(region))
    closed = choices.pick((None, None, None, date(2026, 3, 1), date(2026, 12, 31)))
    operator, run = read_party(choices, actors), choices.pick((False, True))
    hours, open_known = read_hours(choices), choices.pick((True, True, False))
    facilities = tuple(_read_facility(choices) for _ in range(choices.pick(range(5))))
    offered = tuple(_read_service(choices, actors) for _ in range(choices.pick(range(3))))
    reached = tuple(_read_contact(choices) for _ in range(choices.pick(range(3))))
    return Station(
        id=station_id,
        name=choices.pick(PHRASES),
        region=region,
        tier=choices.pick(tiers),
        operator=operator if run else None,
        setting=choices.pick((None, *Setting)),
        site=_read_site(choices),
        facilities=choices.pick((facilities, None)),
        services=choices.pick((offered, None)),
        postings=choices.pick((None, (), (Posting.OPENING_HOURS,), tuple(Posting))),
        hours=hours if open_known else None,
        on_map=choices.pick((None, True, False)),
        head=choices.pick((None, "甲", "HEAD-7")),
        contacts=reached,
        opened_on=opened,
        closed_on=closed,
        recorded_on=choices.pick(RECORDED),
        records_since=choices.pick(RECORDED),
    )


def stations(
    *, tier: Tier | None = None, county: Region | None = None
) -> st.SearchStrategy[Station]:
    """Return stations of one tier or of any, in one county or in several of two provinces.

    They name no actor or branch, so that each can stand in a register alone.
    """
    tiers = tuple(Tier) if tier is None else (tier,)
    counties = COUNTIES if county is None else (county,)

    def read(choices: Choices) -> Station:
        name = choices.pick(("S-1", "370502-01", "阵地一", "𠮷-1"))
        return read_station(choices, name, tiers=tiers, counties=counties)

    return built(STATION_BYTES, read)


def read_actor(choices: Choices, actor_id: str, regions: Sequence[Region] = COUNTIES) -> Actor:
    """Read an actor from 48 bytes."""
    code, coded = read_credit_code(choices), choices.pick((False, True))
    channels = tuple(_read_contact(choices) for _ in range(choices.pick(range(3))))
    return Actor(
        id=actor_id,
        name=choices.pick(PHRASES),
        role=choices.pick(tuple(ActorRole)),
        region=choices.pick((regions[0].prefecture, *regions)),
        level=choices.pick((None, *Level)),
        credit_code=code if coded else None,
        channels=choices.pick((channels, None)),
        recorded_on=choices.pick(RECORDED),
        records_since=choices.pick(RECORDED),
    )


def actors() -> st.SearchStrategy[Actor]:
    """Return actors of the four roles."""
    return built(ACTOR_BYTES, lambda choices: read_actor(choices, choices.pick(("A-1", "协会一"))))


def read_branch(choices: Choices, branch_id: str, stations: Sequence[StationId] = ()) -> Branch:
    """Read a branch from 16 bytes."""
    members = choices.pick(COUNTS)
    committee = choices.pick(COUNTS)
    if members is not None and committee is not None:
        committee = min(committee, members)
    founded = choices.pick((None, date(2025, 1, 1), date(2026, 2, 28), date(2016, 6, 30)))
    return Branch(
        id=branch_id,
        name=choices.pick(PHRASES),
        kind=choices.pick(tuple(BranchKind)),
        station=choices.pick((*stations, None)),
        full_members=members,
        probationary_members=choices.pick(COUNTS),
        committee_members=committee,
        units_covered=choices.pick(COUNTS),
        founded_on=founded,
        dissolved_on=choices.pick((None, None, None, date(2026, 3, 1), date(2026, 12, 31))),
        recorded_on=choices.pick(RECORDED),
        records_since=choices.pick(RECORDED),
    )


def branches(*, stations: Sequence[StationId] = ()) -> st.SearchStrategy[Branch]:
    """Return branches, known by counts, that meet at one of the stations given or nowhere."""

    def read(choices: Choices) -> Branch:
        return read_branch(choices, choices.pick(("B-1", "支部一")), stations)

    return built(BRANCH_BYTES, read)


def read_host(
    choices: Choices,
    host_id: str,
    actors: Sequence[ActorId] = (),
    branches: Sequence[BranchId] = (),
) -> Host:
    """Read a host from 80 bytes."""
    hours, known = read_hours(choices), choices.pick((True, True, False))
    return Host(
        id=host_id,
        party=read_party(choices, actors, branches),
        skills=choices.some(tuple(Skill), 3),
        hours=hours if known else None,
        days_off=choices.some(BOUNDARY_DAYS, 4),
        per_day=choices.pick((None, 1, 2, 0, 100)),
        per_week=choices.pick((None, 5, 1, 0, 500)),
        region=choices.pick((None, *COUNTIES)),
    )


def hosts(
    *, actors: Sequence[ActorId] = (), branches: Sequence[BranchId] = ()
) -> st.SearchStrategy[Host]:
    """Return hosts with and without known hours, limits and skills."""

    def read(choices: Choices) -> Host:
        return read_host(choices, choices.pick(("H-1", "律所一")), actors, branches)

    return built(HOST_BYTES, read)
