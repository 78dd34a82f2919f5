"""Put what had to move back as near to its old day as can be, and move nothing else."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import attrs

from ridehire_partybuild.calendars import minute_of
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import SHANGHAI, SessionId
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .assembling import Judge
from .candidates import Candidates
from .ground import Slot
from .needs import Need
from .score import is_preferred

__all__ = ["neared"]


def neared(
    judge: Judge, kept: Iterable[Session], fresh: Iterable[Session], old: Iterable[Session]
) -> tuple[Session, ...]:
    """Return all sessions, those ``fresh`` that bear the id of an ``old`` one nearer to its day.

    A planner that places a session anew looks for the best day of its period, whoever had the old
    one in a diary looks for it near that. Only a day that is nearer than the planner's is taken,
    on which no rule forbids the session and no more of them warn. One after the other is moved, in
    order of the old times, around all the others: so none is lost.
    """
    before: dict[SessionId, Session] = {one.id: one for one in old}
    standing = {one.id: one for one in (*kept, *fresh)}
    needs = {session.id: need for session, need in judge.fit(standing.values()).pairs}
    moved = [one.id for one in fresh if one.id in before and one.id in needs]
    in_turn = sorted(moved, key=lambda one: (before[one].start, one))
    while in_turn:
        # what moves makes room for others, and each step is towards a day of old: it ends
        nearer = False
        for name in in_turn:
            now = standing[name]
            if now.day != before[name].day:
                others = [one for one in standing.values() if one.id != name]
                free = Candidates(judge.ground, judge.booked(others))
                standing[name] = _nearest(judge, free, needs[name], now, before[name])
                nearer |= standing[name] != now
        if not nearer:
            break
    return tuple(standing.values())


def _nearest(judge: Judge, free: Candidates, need: Need, now: Session, old: Session) -> Session:
    most = free.warnings(Slot.of(now, {need.duty.id: need.duty}))
    far = abs((now.day - old.day).days)
    for day in _nearer_days(need, old.day, far):
        slots = [one for one in free.free(need, day) if free.warnings(one) <= most]
        if slots:
            return _at(now, min(slots, key=lambda one: _unlike(judge, one, old)))
    return now


def _nearer_days(need: Need, day: date, far: int) -> Iterator[date]:
    near = (one for one in need.window.days if abs((one - day).days) < far)
    # to postpone is easier on those who were told than to bring forward
    yield from sorted(near, key=lambda one: (abs((one - day).days), one < day))


def _unlike(judge: Judge, slot: Slot, old: Session) -> tuple[bool, bool, int]:
    """How far a slot is from a session's old hour: hours that suit and the old host come first.

    Of equals the earlier is taken, and then the first host: slots come in that order.
    """
    minutes = abs(slot.start % MINUTES_A_DAY - minute_of(old.start) % MINUTES_A_DAY)
    suits = is_preferred(judge.ground, slot)
    return not suits, slot.host != old.host, minutes


def _at(session: Session, slot: Slot) -> Session:
    start = datetime.combine(slot.day, time(), SHANGHAI) + timedelta(
        minutes=slot.start % MINUTES_A_DAY
    )
    length = timedelta(minutes=slot.end - slot.start)
    return attrs.evolve(session, start=start, end=start + length, host=slot.host)
