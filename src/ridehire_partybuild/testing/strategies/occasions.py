"""Strategies for sessions, the parts of a programme, and kinds of an office's own."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from hypothesis import strategies as st

from ridehire_partybuild.model import Activity, ProgrammeItem, Session
from ridehire_partybuild.values import (
    ActivityDomain,
    ActivityForm,
    ActivityKind,
    ActorId,
    AnyKind,
    HostId,
    LocalKind,
    Period,
    PeriodUnit,
    SessionStatus,
    Span,
    SpeakerRole,
    StationId,
    Text,
    TitleId,
)

from .choices import YEARS, Choices, built, or_none, words_of
from .known import NOBODY, Known, needed_ids
from .papers import EVIDENCE_BYTES, read_evidence
from .quantities import read_moment
from .records import PARTY_BYTES, read_party
from .words import PHRASES

__all__ = [
    "ACTIVITY_BYTES",
    "SESSION_BYTES",
    "activities",
    "programme_items",
    "read_activity",
    "read_session",
    "sessions",
]

ACTIVITY_BYTES, ITEM_BYTES, SESSION_BYTES = 4, 4, 44
_PERIODS = (None, None, *PeriodUnit)
_STATUSES = (SessionStatus.HELD, *SessionStatus)
_LENGTHS = tuple(timedelta(minutes=minutes) for minutes in (90, 60, 5, 1, 24 * 60, 180))
COUNTS = (None, 0, 1, 24, 26, 25, 31, 1_000_000)


def read_activity(choices: Choices, kind: str, _known: Known = NOBODY) -> Activity:
    """Read a kind of an office's own from four bytes."""
    return Activity(
        id=LocalKind(kind),
        label=Text(zh=choices.pick(PHRASES), en=choices.pick(PHRASES)),
        domain=choices.pick(words_of(ActivityDomain)),
        form=choices.pick(or_none(ActivityForm)),
    )


def activities() -> st.SearchStrategy[Activity]:
    """Return kinds of activity of an office's own."""

    def read(choices: Choices) -> Activity:
        return read_activity(choices, choices.pick(("x-1", "x-包饺子", "x-a,b)")))

    return built(ACTIVITY_BYTES + 1, read)


def _read_item(choices: Choices, known: Known = NOBODY) -> ProgrammeItem:
    return ProgrammeItem(
        kind=choices.pick(known.kinds),
        topic=choices.pick(or_none(PHRASES)),
        speaker=choices.pick(or_none(SpeakerRole)),
        actor=choices.pick((None, *known.actors)),
    )


def programme_items(
    *, actors: Sequence[ActorId] = (), kinds: Sequence[AnyKind] = tuple(ActivityKind)
) -> st.SearchStrategy[ProgrammeItem]:
    """Return parts of a programme, some of them done by one of the actors given."""
    needed_ids(kinds=kinds)
    known = Known(actors=actors, kinds=kinds)
    return built(ITEM_BYTES, lambda choices: _read_item(choices, known))


def read_session(choices: Choices, session_id: str, known: Known) -> Session:
    """Read a session from 44 bytes."""
    start = read_moment(choices, known.within)
    station, per = choices.pick((*known.stations, None)), choices.pick(_PERIODS)
    return Session(
        id=session_id,
        kind=choices.pick(known.kinds),
        station=station,
        venue=choices.pick(PHRASES) if station is None else None,
        start=start,
        end=start + choices.pick(_LENGTHS),
        status=choices.pick(_STATUSES),
        topic=choices.pick(or_none(PHRASES)),
        host=choices.pick((None, *known.hosts)),
        organiser=choices.maybe(PARTY_BYTES, partial(read_party, known=known)),
        attendance=choices.pick(COUNTS),
        duty=choices.pick((None, None, "D-1")),
        period=None if per is None else Period.containing(start.date(), per),
        programme=choices.many(2, ITEM_BYTES, partial(_read_item, known=known)),
        capacity=choices.pick(COUNTS),
        registered=choices.pick(COUNTS),
        waiting=choices.pick(COUNTS),
        titles=choices.some(known.titles, 2) if known.titles else (),
        record=choices.maybe(EVIDENCE_BYTES, read_evidence),
    )


def sessions(
    *,
    within: Span = YEARS,
    stations: Sequence[StationId] = (),
    hosts: Sequence[HostId] = (),
    titles: Sequence[TitleId] = (),
    kinds: Sequence[AnyKind] = tuple(ActivityKind),
) -> st.SearchStrategy[Session]:
    """Return sessions that start within a span, at one of the stations given or elsewhere."""
    needed_ids(kinds=kinds)
    known = Known(stations=stations, hosts=hosts, titles=titles, kinds=kinds, within=within)

    def read(choices: Choices) -> Session:
        return read_session(choices, choices.pick(("E-1", "会议一")), known)

    return built(SESSION_BYTES, read)
