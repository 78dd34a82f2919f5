"""Move a few sessions that broke nothing, where that places more or costs less."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import islice

import attrs

from ridehire_partybuild.model import Session
from ridehire_partybuild.values import DutyId, SessionId, Span

from .assembling import Fit, Judge, added
from .needs import Need
from .plans import ConstraintMatch, PlanScore
from .score import summed

__all__ = ["eased"]

MOST_TRIALS = 200
"""How many moves are tried for each session that may move."""


@attrs.frozen(kw_only=True)
class _State:
    """Sessions, how they meet what is needed, and what they cost."""

    fit: Fit
    matches: tuple[ConstraintMatch, ...]

    @classmethod
    def of(cls, judge: Judge, sessions: Iterable[Session]) -> "_State":
        fit = judge.fit(sessions)
        placed = [session for session, _ in fit.pairs]
        return cls(fit=fit, matches=judge.matches(fit, judge.violations(placed)))

    @property
    def sessions(self) -> tuple[Session, ...]:
        return tuple(session for session, _ in self.fit.pairs)

    @property
    def score(self) -> PlanScore:
        return summed(self.matches)


def eased(
    judge: Judge,
    sessions: Iterable[Session],
    free: AbstractSet[SessionId],
    published: Span | None,
    budget: int,
) -> tuple[Session, ...]:
    """Return the sessions with up to ``budget`` of the ``free`` ones moved, one after the other.

    Each step is the one that gains most, by the score of the whole; drafts (what lies outside
    ``published``) come first. It ends where no step gains anything.
    """
    now, left = _State.of(judge, sessions), set(free)
    for _ in range(budget):
        drafts = {one.id for one in now.sessions if published and one.day not in published}
        better = _best(judge, now, left & drafts) or _best(judge, now, left - drafts)
        if better is None:
            break
        after = {one.id: one for one in better.sessions}
        left -= {one.id for one in now.sessions if after.get(one.id) != one}
        now = better
    return now.sessions


def _best(judge: Judge, now: _State, free: AbstractSet[SessionId]) -> _State | None:
    best: _State | None = None
    for session, first in islice(_trials(now, free), MOST_TRIALS):
        tried = _tried(judge, now, session, first)
        if tried.score > (best or now).score:
            best = tried
    return best


def _trials(now: _State, free: AbstractSet[SessionId]) -> Iterator[tuple[Session, DutyId | None]]:
    """Yield what to move, and the duty whose unplaced session should have the room first."""
    by_id = {one.id: one for one in sorted(now.sessions, key=lambda one: one.id) if one.id in free}
    seen: set[tuple[SessionId, DutyId]] = set()
    for need in now.fit.left:
        for session in by_id.values():
            if (session.id, need.duty.id) not in seen and _in_the_way(session, need):
                seen.add((session.id, need.duty.id))
                yield session, need.duty.id
    costly = [(match.points, match.on) for match in now.matches]
    for _, on in sorted(costly):
        session_id = SessionId(on)
        if session_id in by_id:
            yield by_id[session_id], None


def _in_the_way(session: Session, need: Need) -> bool:
    if not need.window.start <= session.day < need.window.end:
        return False
    return session.station == need.station or session.host in need.hosts


def _tried(judge: Judge, now: _State, session: Session, first: DutyId | None) -> _State:
    others = tuple(one for one in now.sessions if one.id != session.id)
    for duty in dict.fromkeys((first, session.duty)):
        if duty is not None:
            others += added(judge.inputs, others, duty)
    return _State.of(judge, others)
