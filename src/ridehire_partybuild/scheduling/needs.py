"""What has to be placed: the due periods of each duty, less what is held, planned or excused."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import attrs

from ridehire_partybuild.calendars import open_spans, periods
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Host, Session
from ridehire_partybuild.values import HostId, Period, SessionId, SessionStatus, Span, StationId

from .checker import violations
from .ground import Ground, Window, is_there_during
from .identity import session_id
from .ledger import Excuse, LedgerEntry, excuse_of, is_held, served, state_of

__all__ = ["Due", "Need", "due_periods"]


@attrs.frozen(kw_only=True)
class Need:
    """One session that has to be placed.

    Attributes:
        duty: The duty.
        period: The period it is to serve.
        ordinal: Which of the period's sessions, from 1.
        window: The days on which it can be.
        ideal: The day on which it would be best.
        hosts: Who could hold it; a single None: nobody is needed.
        station: Where; None: the duty has no station on record.
        freedom: Pairs of a day and a host that are open to it: scarce needs are placed first.
    """

    duty: Duty
    period: Period
    ordinal: int
    window: Window
    ideal: date
    hosts: tuple[HostId | None, ...]
    station: StationId | None
    freedom: int

    @property
    def rank(self) -> tuple[int, Period, str, int]:
        """The order in which needs are placed: scarce first, then by period and duty."""
        return self.freedom, self.period, self.duty.id, self.ordinal


@attrs.frozen(kw_only=True)
class Due:
    """One due period of one duty, and what it still needs."""

    duty: Duty
    period: Period
    held: int
    planned: int
    waived: int
    needs: tuple[Need, ...]
    broken: int = 0
    excuse: Excuse | None = None

    def entry(self, on: date, unplaced: int) -> LedgerEntry:
        """Return its entry in the ledger of a plan that left ``unplaced`` of its needs open."""
        planned = self.planned + len(self.needs) - unplaced
        return LedgerEntry(
            duty=self.duty.id,
            period=self.period,
            required=self.duty.cadence.times,
            held=self.held,
            planned=planned,
            unplaced=unplaced,
            waived=self.waived,
            broken=self.broken,
            excuse=self.excuse if self.waived else None,
            state=state_of(
                self.period,
                on,
                planned=planned,
                unplaced=unplaced,
                waived=self.waived,
                broken=self.broken,
            ),
        )


def due_periods(duties: Iterable[Duty], ground: Ground, span: Span, on: date) -> Iterator[Due]:
    """Yield the whole calendar periods of each duty that end within ``span``, as of ``on``.

    A period in which the duty's subject or its station is not there on any day is not due.
    """
    canonical = sorted(duties, key=lambda duty: duty.id)
    serving = served(canonical, ground.register, on)
    broken = _broken(canonical, ground, on)
    for duty in canonical:
        needed = ground.subject(duty), ground.station(duty.station)
        for period in periods(duty.cadence.per, span):
            there = all(is_there_during(who, period.span) for who in needed)
            if there and period.end <= span.end:
                sessions = serving.get((duty.id, period), ())
                held = sum(1 for one in sessions if is_held(one, on))
                due = _due(duty, period, ground, sessions, held)
                sound = sum(1 for one in sessions if not is_held(one, on) and one.id not in broken)
                yield attrs.evolve(due, broken=max(0, due.planned - sound))


def _broken(duties: Iterable[Duty], ground: Ground, on: date) -> set[SessionId]:
    """Return the sessions planned before that stand where a rule forbids them."""
    register, planned = ground.register, SessionStatus.PLANNED
    ahead = [one for one in register.sessions if one.status is planned and one.day >= on]
    found = violations(ahead, register, ground.calendar, policy=ground.policy, duties=duties)
    return {name for one in found if one.severity.blocks for name in one.sessions}


def _due(
    duty: Duty, period: Period, ground: Ground, sessions: tuple[Session, ...], held: int
) -> Due:
    times = duty.cadence.times
    held = min(times, held)
    planned = min(times - held, len(sessions) - held)
    window = ground.window(duty, period)
    excuse = excuse_of(duty, period, ground)
    wanted = times - held - planned
    return Due(
        duty=duty,
        period=period,
        held=held,
        planned=planned,
        waived=wanted if excuse else 0,
        excuse=excuse,
        needs=() if excuse else _needs(duty, period, window, ground, sessions),
    )


def _needs(
    duty: Duty, period: Period, window: Window, ground: Ground, sessions: tuple[Session, ...]
) -> tuple[Need, ...]:
    hosts = _hosts(duty, ground)
    free = _free_ordinals(duty, period, sessions)
    freedom = _freedom(duty, window, ground, hosts) if free else 0
    station = ground.station(duty.station)
    return tuple(
        Need(
            duty=duty,
            period=period,
            ordinal=ordinal,
            window=window,
            ideal=_ideal(duty, period, window, ordinal),
            hosts=hosts,
            station=None if station is None else station.id,
            freedom=freedom,
        )
        for ordinal in free
    )


def _hosts(duty: Duty, ground: Ground) -> tuple[HostId | None, ...]:
    if duty.skill is None:
        return (None,)
    return tuple(host.id for host in ground.register.hosts if duty.skill in host.skills)


def _freedom(duty: Duty, window: Window, ground: Ground, hosts: tuple[HostId | None, ...]) -> int:
    days = [day for day in window.days if ground.is_admissible(day, duty)]
    known = [ground.host(host) for host in hosts]
    return sum(1 for day in days for host in known if host is None or _comes(host, day, ground))


def _comes(host: Host, day: date, ground: Ground) -> bool:
    if host.hours is None or day in host.days_off:
        return False
    return bool(open_spans(host.hours, day, ground.calendar))


def _ideal(duty: Duty, period: Period, window: Window, ordinal: int) -> date:
    """The middle of the ordinal's share of the period: even within it and from one to the next."""
    if window.fixed is not None:
        return window.fixed
    if window.exception is NoDayPolicy.ROLL:
        return period.end
    days, times = (period.end - period.start).days, duty.cadence.times
    return period.start + timedelta(days=(2 * ordinal - 1) * days // (2 * times))


def _free_ordinals(duty: Duty, period: Period, sessions: tuple[Session, ...]) -> tuple[int, ...]:
    """The ordinals left when each session on record has taken its own, or else the nearest."""
    free = list(range(1, duty.cadence.times + 1))
    made: dict[SessionId, int] = {session_id(duty.id, period, ordinal): ordinal for ordinal in free}
    others = []
    for session in sorted(sessions, key=lambda one: (one.start, one.id)):
        if made.get(session.id) in free:
            free.remove(made[session.id])
        else:
            others.append(session)
    days = (period.end - period.start).days
    for session in others:
        if free:
            share = (session.day - period.start).days * duty.cadence.times / days
            free.remove(min(free, key=lambda ordinal: (abs(ordinal - 0.5 - share), ordinal)))
    return tuple(free)
