"""What has to be placed: the due periods of each duty, less what is held, planned or excused."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from ridehire_partybuild.calendars import periods
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import (
    DutyId,
    HostId,
    Period,
    SessionId,
    Span,
    StationId,
)

from .checker import violations
from .ground import Ground, Window, is_there_during
from .identity import session_id
from .ledger import Excuse, LedgerEntry, Places, excuse_of, is_held, state_of

__all__ = ["Due", "Need", "due_periods", "ordinals_of"]


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
    """

    duty: Duty
    period: Period
    ordinal: int
    window: Window
    ideal: date
    hosts: tuple[HostId | None, ...]
    station: StationId | None

    @property
    def key(self) -> tuple[DutyId, Period, int]:
        """Duty, period and ordinal: no two needs share one."""
        return self.duty.id, self.period, self.ordinal


@attrs.frozen(kw_only=True)
class Due:
    """One due period of one duty, and what it still needs.

    Attributes:
        duty: The duty.
        period: The period.
        held: How many of its sessions were held.
        planned: How many stand in the register for later.
        waived: How many are excused.
        needs: Those that have to be placed.
        records: Those held and planned, by the ordinal that each takes.
        broken: How many of the planned stand where a rule forbids them.
        excuse: Why the others are excused; None: they are not.
    """

    duty: Duty
    period: Period
    held: int
    planned: int
    waived: int
    needs: tuple[Need, ...]
    records: Mapping[int, Session]
    broken: int
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


def due_periods(
    duties: Iterable[Duty], ground: Ground, span: Span, on: date, serving: Places
) -> Iterator[Due]:
    """Yield the whole calendar periods of each duty that end within ``span``, as of ``on``.

    A period in which the duty's subject or its station is not there on any day is not due.
    ``serving`` is what `served` tells of the duties.
    """
    canonical = sorted(duties, key=lambda duty: duty.id)
    broken = _broken(canonical, ground)
    whole = {
        unit: tuple(one for one in periods(unit, span) if one.end <= span.end)
        for unit in {duty.cadence.per for duty in canonical}
    }
    for duty in canonical:
        needed = ground.subject(duty), ground.station(duty.station)
        hosts = _hosts(duty, ground)
        for period in whole[duty.cadence.per]:
            if all(is_there_during(who, period.span) for who in needed):
                sessions = serving.get((duty.id, period), ())
                ahead = [one for one in sessions if not is_held(one, on)]
                sound = sum(1 for one in ahead if one.id not in broken)
                counts = len(sessions) - len(ahead), sound
                yield _due(duty, period, ground, sessions, (counts, hosts))


def _broken(duties: Iterable[Duty], ground: Ground) -> set[SessionId]:
    """Return the sessions planned before that stand where a rule forbids them."""
    register = ground.register
    found = violations(
        register.sessions, register, ground.calendar, policy=ground.policy, duties=duties
    )
    return {name for one in found if one.severity.blocks for name in one.sessions}


def _due(
    duty: Duty,
    period: Period,
    ground: Ground,
    sessions: tuple[Session, ...],
    known: tuple[tuple[int, int], tuple[HostId | None, ...]],
) -> Due:
    times = duty.cadence.times
    (were_held, sound), hosts = known
    held = min(times, were_held)
    planned = min(times - held, len(sessions) - held)
    wanted = times - held - planned
    records = ordinals_of(duty, period, sessions)
    window = ground.window(duty, period)
    excuse = excuse_of(duty, period, ground)
    station = ground.station(duty.station)
    needs = (
        Need(
            duty=duty,
            period=period,
            ordinal=ordinal,
            window=window,
            ideal=_ideal(duty, period, window, ordinal),
            hosts=hosts,
            station=None if station is None else station.id,
        )
        for ordinal in range(1, times + 1)
        if ordinal not in records
    )
    return Due(
        duty=duty,
        period=period,
        held=held,
        planned=planned,
        waived=wanted if excuse else 0,
        excuse=excuse,
        needs=() if excuse else tuple(needs),
        records=records,
        broken=max(0, planned - sound),
    )


def _hosts(duty: Duty, ground: Ground) -> tuple[HostId | None, ...]:
    if duty.skill is None:
        return (None,)
    return tuple(host.id for host in ground.register.hosts if duty.skill in host.skills)


def _ideal(duty: Duty, period: Period, window: Window, ordinal: int) -> date:
    """The middle of the ordinal's share of the period: even within it and from one to the next."""
    if window.fixed is not None:
        return window.fixed
    if window.exception is NoDayPolicy.ROLL:
        return period.end
    days, times = (period.end - period.start).days, duty.cadence.times
    return date.fromordinal(period.start.toordinal() + (2 * ordinal - 1) * days // (2 * times))


def ordinals_of(duty: Duty, period: Period, sessions: tuple[Session, ...]) -> Mapping[int, Session]:
    """Return the sessions on record by their ordinals: each its own, or else the nearest left.

    Those beyond what the period asks for have none.
    """
    free = list(range(1, duty.cadence.times + 1))
    if not sessions:
        return {}
    made: dict[SessionId, int] = {session_id(duty.id, period, ordinal): ordinal for ordinal in free}
    taken: dict[int, Session] = {}
    others = []
    for session in sorted(sessions, key=lambda one: (one.start, one.id)):
        own = made.get(session.id)
        if own in free:
            free.remove(own)
            taken[own] = session
        else:
            others.append(session)
    days = (period.end - period.start).days
    for session in others:
        if free:
            share = (session.day - period.start).days * duty.cadence.times / days
            nearest = min(free, key=lambda ordinal: (abs(ordinal - 0.5 - share), ordinal))
            free.remove(nearest)
            taken[nearest] = session
    return taken
