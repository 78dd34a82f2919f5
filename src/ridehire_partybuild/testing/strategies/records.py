"""Strategies for bodies of any kind: parties, actors, branches and hosts."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from hypothesis import strategies as st

from ridehire_partybuild.model import Actor, Branch, Host, Party
from ridehire_partybuild.values import (
    ActorId,
    ActorRole,
    BranchId,
    BranchKind,
    Level,
    Region,
    Skill,
    StationId,
)

from .choices import BOUNDARY_DAYS, Choices, built, or_none, words_of
from .known import NOBODY, Known
from .people import CONTACT_BYTES, read_contact
from .quantities import read_hours
from .words import COUNTIES, CREDIT_CODES, PHRASES

__all__ = [
    "ACTOR_BYTES",
    "BRANCH_BYTES",
    "HOST_BYTES",
    "PARTY_BYTES",
    "RECORDED",
    "actors",
    "branches",
    "hosts",
    "parties",
    "read_actor",
    "read_branch",
    "read_host",
    "read_party",
]

COUNTS = (None, 0, 1, 3, 4, 7, 2, 5, 6, 8, 1_000)
RECORDED = (None, date(2026, 1, 1), date(2025, 6, 30), date(2026, 2, 28), date(2016, 6, 30))
PARTY_BYTES, ACTOR_BYTES, BRANCH_BYTES, HOST_BYTES = 4, 44, 16, 40
_CODES = (None,) * 4 + CREDIT_CODES


_party = lru_cache(maxsize=4096)(Party)  # a few, which hundreds of records of a run name


def read_party(choices: Choices, known: Known = NOBODY) -> Party:
    """Read a party from four bytes; it may be one of the actors or branches known."""
    return _party(
        name=choices.pick(PHRASES),
        credit_code=choices.pick(_CODES),
        actor=choices.pick((None, *known.actors)),
        branch=choices.pick((None, *known.branches)),
    )


def parties(
    *, actors: Sequence[ActorId] = (), branches: Sequence[BranchId] = ()
) -> st.SearchStrategy[Party]:
    """Return parties: mostly known by name only, else one of the actors or branches given."""
    known = Known(actors=actors, branches=branches)
    return built(PARTY_BYTES, lambda choices: read_party(choices, known))


@cache
def _with_prefecture(counties: tuple[Region, ...]) -> tuple[Region, ...]:
    return (counties[0].prefecture, *counties)


def read_actor(choices: Choices, actor_id: str, known: Known = NOBODY) -> Actor:
    """Read an actor from 44 bytes; it may work under one of the actors known."""
    channels = choices.many(2, CONTACT_BYTES, read_contact)
    key_platform = choices.pick((None, True, False))
    return Actor(
        id=actor_id,
        name=choices.pick(PHRASES),
        role=choices.pick(words_of(ActorRole)),
        region=choices.pick(_with_prefecture(tuple(known.counties))),
        level=choices.pick(or_none(Level)),
        parent=choices.pick((None, *known.actors)),
        key_platform=key_platform,
        key_platform_source=choices.pick(or_none(PHRASES)) if key_platform else None,
        credit_code=choices.pick(_CODES),
        channels=choices.pick((None, channels)),
        recorded_on=choices.pick(RECORDED),
        records_since=choices.pick(RECORDED),
    )


def actors(*, parents: Sequence[ActorId] = ()) -> st.SearchStrategy[Actor]:
    """Return actors of the four roles, some of them under one of the parents given."""
    known = Known(actors=parents)

    def read(choices: Choices) -> Actor:
        return read_actor(choices, choices.pick(("A-1", "协会一")), known)

    return built(ACTOR_BYTES, read)


def read_branch(choices: Choices, branch_id: str, known: Known = NOBODY) -> Branch:
    """Read a branch from 16 bytes."""
    members = choices.pick(COUNTS)
    committee = choices.pick(COUNTS)
    if members is not None and committee is not None:
        committee = min(committee, members)
    elected = choices.pick((None, date(2024, 7, 1), date(2023, 1, 1), date(2026, 2, 28)))
    term = choices.after(elected or date(2026, 1, 31), (None, 3 * 365, 0, 730))
    founded = choices.pick((None, date(2025, 1, 1), date(2026, 2, 28), date(2016, 6, 30)))
    return Branch(
        id=branch_id,
        name=choices.pick(PHRASES),
        kind=choices.pick(words_of(BranchKind)),
        station=choices.pick((*known.stations, None)),
        full_members=members,
        probationary_members=choices.pick(COUNTS),
        committee_members=committee,
        elected_on=elected,
        term_ends_on=term,
        units_covered=choices.pick(COUNTS),
        founded_on=founded,
        dissolved_on=choices.pick((None, None, None, date(2026, 3, 1), date(2026, 12, 31))),
        recorded_on=choices.pick(RECORDED),
        records_since=choices.pick(RECORDED),
    )


def branches(*, stations: Sequence[StationId] = ()) -> st.SearchStrategy[Branch]:
    """Return branches, known by counts, that meet at one of the stations given or nowhere."""
    known = Known(stations=stations)

    def read(choices: Choices) -> Branch:
        return read_branch(choices, choices.pick(("B-1", "支部一")), known)

    return built(BRANCH_BYTES, read)


def read_host(choices: Choices, host_id: str, known: Known = NOBODY) -> Host:
    """Read a host from 40 bytes."""
    hours, told = read_hours(choices), choices.pick((False, True, True))
    return Host(
        id=host_id,
        party=read_party(choices, known),
        skills=choices.some(words_of(Skill), 3),
        hours=hours if told else None,
        days_off=choices.some(BOUNDARY_DAYS, 4),
        per_day=choices.pick((None, 1, 2, 0, 100)),
        per_week=choices.pick((None, 5, 1, 0, 500)),
        region=choices.pick(or_none(COUNTIES)),
    )


def hosts(
    *, actors: Sequence[ActorId] = (), branches: Sequence[BranchId] = ()
) -> st.SearchStrategy[Host]:
    """Return hosts with and without known hours, limits and skills."""
    known = Known(actors=actors, branches=branches)

    def read(choices: Choices) -> Host:
        return read_host(choices, choices.pick(("H-1", "律所一")), known)

    return built(HOST_BYTES, read)
