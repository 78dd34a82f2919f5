"""Move a few sessions that broke nothing, where that places more or costs less."""

from collections.abc import Iterable, Iterator, Set

import attrs

from ridehire_partybuild.model import Session
from ridehire_partybuild.values import DutyId, SessionId, Span

from .assembling import Judge, added
from .needs import Need
from .plans import Plan, PlanScore

__all__ = ["eased"]

MOST_TRIALS = 200
"""How many sessions are tried for each that may move: the costliest and the most in the way."""


def eased(
    judge: Judge,
    sessions: Iterable[Session],
    free: Set[SessionId],
    published: Span | None,
    budget: int,
) -> tuple[Session, ...]:
    """Return the sessions with up to ``budget`` of the ``free`` ones moved, one after the other.

    Each step is the one that gains most, by the score of the whole; drafts (what lies outside
    ``published``) come first. It ends where no step gains anything.
    """
    now, left = judge.plan(sessions), set(free)
    for _ in range(budget):
        drafts = {one.id for one in now.sessions if published and one.day not in published}
        better = _best(judge, now, left & drafts) or _best(judge, now, left - drafts)
        if better is None:
            break
        after = {one.id: one for one in better.sessions}
        left -= {one.id for one in now.sessions if after.get(one.id) != one}
        now = better
    return now.sessions


def _best(judge: Judge, now: Plan, free: Set[SessionId]) -> Plan | None:
    best: Plan | None = None
    for session, first in list(_trials(judge, now, free))[:MOST_TRIALS]:
        tried = _tried(judge, now, session, first)
        if _key(tried.score) > _key((best or now).score):
            best = tried
    return best


def _key(score: PlanScore) -> tuple[object, ...]:
    return tuple(getattr(score, field.name) for field in attrs.fields(PlanScore))


def _trials(
    judge: Judge, now: Plan, free: Set[SessionId]
) -> Iterator[tuple[Session, DutyId | None]]:
    """Yield what to move, and the duty whose unplaced session should have the room first."""
    by_id = {one.id: one for one in now.sessions if one.id in free}
    for need in judge.fit(now.sessions).left:
        for session in by_id.values():
            if _in_the_way(session, need):
                yield session, need.duty.id
    points = {match.on: match.points for match in now.matches}
    for on in sorted(points.keys() & by_id.keys(), key=lambda on: (points[on], on)):
        yield by_id[on], None  # type: ignore[index]


def _in_the_way(session: Session, need: Need) -> bool:
    if not need.window.start <= session.day < need.window.end:
        return False
    return session.station == need.station or session.host in need.hosts


def _tried(judge: Judge, now: Plan, session: Session, first: DutyId | None) -> Plan:
    others = tuple(one for one in now.sessions if one.id != session.id)
    for duty in dict.fromkeys((first, session.duty)):
        if duty is not None:
            others += added(judge.inputs, others, duty)
    return judge.plan(others)
