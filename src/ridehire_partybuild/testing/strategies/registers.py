"""Strategies for what happened and was found, and for whole registers that hold together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.guideline import FACTS, FactKind
from ridehire_partybuild.model import Evidence, Observation, Register, Session, Waiver
from ridehire_partybuild.values import (
    ActivityKind,
    ActorId,
    BranchId,
    HostId,
    Method,
    Period,
    PeriodUnit,
    SessionStatus,
    Span,
    StationId,
    SubjectKind,
)

from .choices import BOUNDARY_DAYS, YEARS, Choices, built
from .quantities import read_moment
from .records import (
    ACTOR_BYTES,
    BRANCH_BYTES,
    HOST_BYTES,
    STATION_BYTES,
    read_actor,
    read_branch,
    read_host,
    read_party,
    read_station,
)
from .words import PHRASES

__all__ = ["FACT_NAMES", "evidence", "observations", "registers", "sessions", "waivers"]

T = TypeVar("T")
Value = bool | Decimal | str | tuple[str, ...]
_About = tuple[str, Sequence[str]]
"""A subject, and the facts that observations of it may name."""

_FIRST = ("site.area_m2", "site.seats", "facilities", "on_map")
FACT_NAMES = (
    *_FIRST,
    *(name for name in sorted(FACTS) if name not in _FIRST),
    "nobody.knows",
)
"""The facts that observations name unless told otherwise: all of the catalogue, the usual ones
first, those that are computed (and so never observed) too, and at last one that nobody knows."""

_NUMBERS = tuple(Decimal(text) for text in ("12", "24", "11.5", "3", "0", "16.5", "11.99", "1"))
_ANY_VALUE: tuple[Value, ...] = (
    True, False, Decimal(0), Decimal("11.5"), Decimal(10**9), "示例", "2026-06-30", (), ("a", "b"),
)  # fmt: skip


@cache
def _values(name: str) -> tuple[Value, ...]:
    """Return values that suit a fact; of one that the catalogue does not have, any."""
    fact = FACTS.get(name)
    if fact is None:
        return _ANY_VALUE
    words = PHRASES if fact.vocabulary is None else tuple(term.value for term in fact.vocabulary)
    return {
        FactKind.NUMBER: _NUMBERS,
        FactKind.FLAG: (True, False),
        FactKind.WORD: words,
        FactKind.WORDS: (words[:1], (), words[:2], words),
        FactKind.DATE: tuple(day.isoformat() for day in BOUNDARY_DAYS),
    }[fact.kind]


SESSION_BYTES, OBSERVATION_BYTES, WAIVER_BYTES = 64, 24, 16


class _Known(NamedTuple):
    """What a session may name."""

    stations: Sequence[StationId] = ()
    hosts: Sequence[HostId] = ()
    actors: Sequence[ActorId] = ()
    branches: Sequence[BranchId] = ()
    kinds: Sequence[ActivityKind] = tuple(ActivityKind)


def _read_session(choices: Choices, session_id: str, within: Span, known: _Known) -> Session:
    start = read_moment(choices, within)
    organiser = read_party(choices, known.actors, known.branches)
    called = choices.pick((False, True))
    station = choices.pick((*known.stations, None))
    per = choices.pick((None, None, *PeriodUnit))
    return Session(
        id=session_id,
        kind=choices.pick(known.kinds),
        station=station,
        venue=choices.pick(PHRASES) if station is None else None,
        start=start,
        end=start + timedelta(minutes=choices.pick((90, 60, 5, 1, 24 * 60, 180))),
        status=choices.pick((SessionStatus.HELD, *SessionStatus)),
        topic=choices.pick((None, *PHRASES)),
        host=choices.pick((None, *known.hosts)),
        organiser=organiser if called else None,
        attendance=choices.pick((None, 0, 1, 24, 26, 1_000_000)),
        duty=choices.pick((None, None, "D-1")),
        period=None if per is None else Period.containing(start.date(), per),
    )


def sessions(
    *,
    within: Span = YEARS,
    stations: Sequence[StationId] = (),
    hosts: Sequence[HostId] = (),
    kinds: Sequence[ActivityKind] = tuple(ActivityKind),
) -> st.SearchStrategy[Session]:
    """Return sessions that start within a span, at one of the stations given or elsewhere."""
    known = _Known(stations, hosts, kinds=kinds)

    def read(choices: Choices) -> Session:
        return _read_session(choices, choices.pick(("E-1", "会议一")), within, known)

    return built(SESSION_BYTES, read)


def _read_evidence(choices: Choices) -> Evidence:
    name = choices.pick(("检查记录.pdf", "照片/𠮷.jpg", "https://example.org/1"))
    return Evidence(href=name, sha256=choices.pick((None, "0" * 64)))


def evidence() -> st.SearchStrategy[Evidence]:
    """Return papers behind an observation."""
    return built(2, _read_evidence)


def _read_observation(
    choices: Choices, observation_id: str, about: Sequence[_About], within: Span
) -> Observation:
    subject, facts = choices.pick(about)
    fact, collected = choices.pick(facts), choices.day(within)
    lasts = choices.pick((None, None, 0, 1, 30, 365))
    suits = choices.pick(range(8)) != 7
    return Observation(
        id=observation_id,
        subject=subject,
        fact=fact,
        value=choices.pick(_values(fact) if suits else _ANY_VALUE),
        method=choices.pick(tuple(Method)),
        collected_on=collected,
        expires_on=None if lasts is None else collected + timedelta(days=lasts),
        evidence=tuple(_read_evidence(choices) for _ in range(choices.pick(range(3)))),
    )


def observations(
    *, subjects: Sequence[str] = ("S-1",), facts: Sequence[str] = FACT_NAMES, within: Span = YEARS
) -> st.SearchStrategy[Observation]:
    """Return observations of the subjects and facts given, collected within a span.

    Of eight values one does not suit its fact; of a fact that the catalogue does not have, they
    are of every type there is.
    """
    if not subjects or not facts:
        message = "an observation needs a subject and a fact"
        raise InvalidArgument(message)

    about = [(subject, facts) for subject in subjects]

    def read(choices: Choices) -> Observation:
        return _read_observation(choices, choices.pick(("O-1", "查一")), about, within)

    return built(OBSERVATION_BYTES, read)


def _read_waiver(
    choices: Choices, waiver_id: str, subjects: Sequence[str], covers: Sequence[str], within: Span
) -> Waiver:
    first = choices.day(within)
    return Waiver(
        id=waiver_id,
        subject=choices.pick(subjects),
        covers=choices.pick(covers),
        authority=choices.pick(PHRASES),
        reason=choices.pick(PHRASES),
        valid_from=first,
        valid_until=first + timedelta(days=choices.pick((364, 0, 30, 1))),
    )


def waivers(
    *, subjects: Sequence[str] = ("S-1",), covers: Sequence[str] = FACT_NAMES, within: Span = YEARS
) -> st.SearchStrategy[Waiver]:
    """Return waivers of the requirements or facts named in ``covers``."""
    if not subjects or not covers:
        message = "a waiver needs a subject and something that it covers"
        raise InvalidArgument(message)

    def read(choices: Choices) -> Waiver:
        return _read_waiver(choices, choices.pick(("W-1", "免一")), subjects, covers, within)

    return built(WAIVER_BYTES, read)


def _several(
    draw: Callable[[st.SearchStrategy[list[bytes]]], list[bytes]],
    size: int,
    bounds: tuple[int, int],
    letter: str,
    read: Callable[[Choices, str], T],
) -> tuple[T, ...]:
    """Draw records of one kind, each with an id that no other record can have."""
    low, high = bounds
    one = st.binary(min_size=size, max_size=size)
    found = []
    for number, data in enumerate(draw(st.lists(one, min_size=low, max_size=high)), 1):
        choices = Choices(data)
        prefix = choices.pick(("", "", "𠮷", "370502-"))
        found.append(read(choices, f"{prefix}{letter}-{number}"))
    return tuple(found)


class _Bounds(NamedTuple):
    """What a register may hold: how many of each collection, and of what."""

    counts: Mapping[str, tuple[int, int]]
    within: Span
    facts: Sequence[str]
    covers: Sequence[str]
    kinds: Sequence[ActivityKind]


def _paired(
    subjects: Mapping[SubjectKind, Sequence[str]], facts: Sequence[str]
) -> Iterator[_About]:
    """Pair subjects with the facts that observations of them name: mostly those of their kind."""
    for kind, names in subjects.items():
        suiting = [name for name in facts if name not in FACTS or FACTS[name].subject is kind]
        yield from ((subject, suiting or facts) for subject in names for _ in range(3))
    yield from ((subject, facts) for names in subjects.values() for subject in names)


@st.composite
def _registers(draw: Any, bounds: _Bounds) -> Register:
    def many(name: str, size: int, read: Callable[[Choices, str], T]) -> tuple[T, ...]:
        # an E, for events: the S are the stations
        letter = "E" if name == "sessions" else name[0].upper()
        return _several(draw, size, bounds.counts[name], letter, read)

    actors = many("actors", ACTOR_BYTES, read_actor)
    a = tuple(actor.id for actor in actors)
    stations = many("stations", STATION_BYTES, partial(read_station, actors=a))
    s = tuple(station.id for station in stations)
    branches = many("branches", BRANCH_BYTES, partial(read_branch, stations=s))
    b = tuple(branch.id for branch in branches)
    hosts = many("hosts", HOST_BYTES, partial(read_host, actors=a, branches=b))
    h = tuple(host.id for host in hosts)
    known = _Known(s, h, a, b, bounds.kinds)
    sessions = many(
        "sessions", SESSION_BYTES, partial(_read_session, within=bounds.within, known=known)
    )
    cities = sorted({str(station.region.prefecture) for station in stations})
    kinds = SubjectKind.STATION, SubjectKind.BRANCH, SubjectKind.ACTOR, SubjectKind.CITY
    about = list(_paired(dict(zip(kinds, (s, b, a, cities), strict=True)), bounds.facts))
    seen = partial(_read_observation, about=about, within=bounds.within)
    subjects = (*s, *b, *a, *cities)
    excused = partial(_read_waiver, subjects=subjects, covers=bounds.covers, within=bounds.within)
    return Register(
        actors=actors,
        stations=stations,
        branches=branches,
        hosts=hosts,
        sessions=sessions,
        observations=many("observations", OBSERVATION_BYTES, seen) if subjects else (),
        waivers=many("waivers", WAIVER_BYTES, excused) if subjects else (),
    )


def registers(  # noqa: PLR0913 - a bound for each collection
    *,
    min_stations: int = 0,
    max_stations: int = 3,
    max_actors: int = 3,
    max_branches: int = 2,
    max_hosts: int = 2,
    max_sessions: int = 6,
    max_observations: int = 4,
    max_waivers: int = 2,
    within: Span = YEARS,
    facts: Sequence[str] = FACT_NAMES,
    covers: Sequence[str] = FACT_NAMES,
    kinds: Sequence[ActivityKind] = tuple(ActivityKind),
) -> st.SearchStrategy[Register]:
    """Return registers whose every reference names a record, by construction.

    There are at least ``min_stations`` stations and at most so many of each collection; neither
    observations nor waivers where there is no subject. Observations are of facts of the subject's
    kind, but now and then of another kind's, of facts nobody knows, or of unsuitable values.

    Args:
        within: Where sessions start, observations are collected and waivers begin.
        facts: What observations are about.
        covers: What waivers cover.
        kinds: What sessions are of.
    """
    most = {
        "actors": max_actors, "branches": max_branches, "hosts": max_hosts,
        "sessions": max_sessions, "observations": max_observations, "waivers": max_waivers,
    }  # fmt: skip
    counts = {name: (0, count) for name, count in most.items()}
    counts["stations"] = (min_stations, max_stations)
    return _registers(_Bounds(counts, within, facts, covers, kinds))
