"""Strategies for what happened and was found, and for whole registers that hold together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ridehire_partybuild.model import Evidence, Observation, Register, Session, Waiver
from ridehire_partybuild.values import (
    ActivityKind,
    ActorId,
    BranchId,
    Facility,
    HostId,
    Method,
    Period,
    PeriodUnit,
    SessionStatus,
    Span,
    StationId,
)

from .choices import YEARS, Choices, built
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

__all__ = ["FACTS", "evidence", "observations", "registers", "sessions", "waivers"]

T = TypeVar("T")
Value = bool | Decimal | str | tuple[str, ...]

FACTS = ("site.area_m2", "site.seats", "facilities", "on_map")
"""The facts that observations name unless told otherwise."""

_VALUES: Mapping[str, tuple[Value, ...]] = {
    "site.area_m2": tuple(Decimal(text) for text in ("12", "11.5", "3", "16.5", "11.99", "0")),
    "site.seats": tuple(Decimal(number) for number in (24, 0, 1, 26, 100_000)),
    "facilities": (
        (),
        (Facility.FIRST_AID_BOX.value,),
        (Facility.AIR_CONDITIONER.value, Facility.FAN.value),
        tuple(kind.value for kind in Facility),
    ),
    "on_map": (True, False),
}
_ANY_VALUE: tuple[Value, ...] = (
    True, False, Decimal(0), Decimal("11.5"), Decimal(10**9), "示例", "2026-06-30", (), ("a", "b"),
)  # fmt: skip
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
    choices: Choices,
    observation_id: str,
    subjects: Sequence[str],
    facts: Sequence[str],
    within: Span,
) -> Observation:
    fact, collected = choices.pick(facts), choices.day(within)
    lasts = choices.pick((None, None, 0, 1, 30, 365))
    return Observation(
        id=observation_id,
        subject=choices.pick(subjects),
        fact=fact,
        value=choices.pick(_VALUES.get(fact, _ANY_VALUE)),
        method=choices.pick(tuple(Method)),
        collected_on=collected,
        expires_on=None if lasts is None else collected + timedelta(days=lasts),
        evidence=tuple(_read_evidence(choices) for _ in range(choices.pick(range(3)))),
    )


def observations(
    *, subjects: Sequence[str] = ("S-1",), facts: Sequence[str] = FACTS, within: Span = YEARS
) -> st.SearchStrategy[Observation]:
    """Return observations of the subjects and facts given, collected within a span.

    Values suit the facts of ``FACTS``; of any other fact they are of every type there is.
    """
    if not subjects or not facts:
        message = "an observation needs a subject and a fact"
        raise InvalidArgument(message)

    def read(choices: Choices) -> Observation:
        return _read_observation(choices, choices.pick(("O-1", "查一")), subjects, facts, within)

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
    *, subjects: Sequence[str] = ("S-1",), covers: Sequence[str] = FACTS, within: Span = YEARS
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


@st.composite
def registers(  # noqa: PLR0913 - a bound for each collection
    draw: Any,
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
    facts: Sequence[str] = FACTS,
    covers: Sequence[str] = FACTS,
    kinds: Sequence[ActivityKind] = tuple(ActivityKind),
) -> Register:
    """Return registers whose every reference names a record, by construction.

    Args:
        draw: Given by Hypothesis.
        min_stations: At least so many stations.
        max_stations: At most so many; the same for the other collections.
        max_actors: At most so many actors.
        max_branches: At most so many branches.
        max_hosts: At most so many hosts.
        max_sessions: At most so many sessions.
        max_observations: At most so many observations; none where there is no subject.
        max_waivers: At most so many waivers; none where there is no subject.
        within: Where sessions start, observations are collected and waivers begin.
        facts: What observations are about.
        covers: What waivers cover.
        kinds: What sessions are of.
    """
    many = partial(_several, draw)
    actors = many(ACTOR_BYTES, (0, max_actors), "A", read_actor)
    a = tuple(actor.id for actor in actors)
    at = (min_stations, max_stations)
    stations = many(STATION_BYTES, at, "S", partial(read_station, actors=a))
    s = tuple(station.id for station in stations)
    branches = many(BRANCH_BYTES, (0, max_branches), "B", partial(read_branch, stations=s))
    b = tuple(branch.id for branch in branches)
    hosts = many(HOST_BYTES, (0, max_hosts), "H", partial(read_host, actors=a, branches=b))
    h = tuple(host.id for host in hosts)
    held = partial(_read_session, within=within, known=_Known(s, h, a, b, kinds))
    sessions = many(SESSION_BYTES, (0, max_sessions), "E", held)
    cities = sorted({str(station.region.prefecture) for station in stations})
    subjects = (*s, *b, *a, *cities)
    seen = partial(_read_observation, subjects=subjects, facts=facts, within=within)
    excused = partial(_read_waiver, subjects=subjects, covers=covers, within=within)
    return Register(
        stations=stations,
        actors=actors,
        branches=branches,
        hosts=hosts,
        sessions=sessions,
        observations=many(OBSERVATION_BYTES, (0, max_observations if subjects else 0), "O", seen),
        waivers=many(WAIVER_BYTES, (0, max_waivers if subjects else 0), "W", excused),
    )
