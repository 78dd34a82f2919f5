"""The checker: every rule that a set of sessions breaks, found without the planner.

It sweeps each room, host and duty once, in order of time; the planner keeps books by the day.
They share the definitions of the rules and nothing else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

import attrs
from attrs import converters

from ridehire_partybuild.calendars import WorkCalendar, minute_of
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Register, Session
from ridehire_partybuild.model.order import by_itself
from ridehire_partybuild.values import (
    DutyId,
    HostId,
    Record,
    SessionId,
    SessionStatus,
    StationId,
)
from ridehire_partybuild.values.collector import paused_collector
from ridehire_partybuild.values.hours import MINUTES_A_DAY
from ridehire_partybuild.values.id_fields import host_id, station_id

from . import rules
from .ground import Ground, Slot, week_of
from .identity import repeated
from .policy import ABOUT_NO_STATION, DEFAULT_POLICY, Policy
from .sweep import Taken, meetings
from .vocabulary import Rule, Severity

if TYPE_CHECKING:
    from .alone import Alone

__all__ = ["Violation", "violations"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Violation(Record):
    """One rule that sessions break.

    Attributes:
        rule: The rule.
        sessions: The session, or those that are in each other's way.
        day: The day of the first of them.
        station: Where; None: the rule is not about a place.
        host: Whose; None: the rule is not about a host.
        severity: How grave it is by the policy. What is to be ignored is not told at all.

    >>> found = Violation(rule=Rule.SEATS, day=date(2026, 3, 2),
    ...                   sessions=[SessionId("R-1")], station="S-1")
    >>> found.severity.blocks, found.rule.label("zh")
    (True, '座位不足')
    """

    rule: Rule
    sessions: tuple[SessionId, ...] = attrs.field(converter=by_itself)
    day: date
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    host: HostId | None = attrs.field(default=None, converter=converters.optional(host_id))
    severity: Severity = Severity.BLOCK_SCHEDULING


def violations(
    sessions: Iterable[Session],
    register: Register,
    calendar: WorkCalendar,
    *,
    policy: Policy = DEFAULT_POLICY,
    duties: Iterable[Duty] = (),
) -> tuple[Violation, ...]:
    """Return every rule that the planned ones among ``sessions`` break, each with its severity.

    They are held against each other and against the register's planned and held sessions. A
    given one takes the place of the register's of the same id; cancelled ones count for nothing;
    what was held is not judged, it only occupies. A session elsewhere than at a station is judged
    by days off, peaks, its host and the gaps of its duty alone. A session whose duty is among
    ``duties`` is judged by its subject, seats, skill, days, gaps and period too. Only there can it
    be seen that a duty allows a day off in a period without another day: what a plan has so placed
    passes with ``duties``, and breaks HOLIDAY without.

    Raises:
        InvalidValue: two of the sessions, or two of the duties, have one id.

    >>> from ridehire_partybuild.model import Register
    >>> from ridehire_partybuild.calendars import WorkCalendar, minute_of
    >>> violations((), Register(), WorkCalendar())
    ()
    """
    from .alone import Alone  # noqa: PLC0415 - read with the first call

    listed, known = tuple(sessions), tuple(duties)
    given = {session.id: session for session in listed}
    by_id = {duty.id: duty for duty in known}
    if (len(given), len(by_id)) != (len(listed), len(known)):
        raise InvalidValue([*repeated("sessions", listed), *repeated("duties", known)])
    with paused_collector():
        ground = Ground(register=register, calendar=calendar, policy=policy)
        taken = _taken(given, register)
        found = [
            *_alone(Alone(ground, by_id), taken),
            *_in_rooms(taken, by_id),
            *_in_duties(taken, by_id),
            *_with_hosts(ground, taken, by_id),
        ]
        told = (_violation(policy, *one) for one in found)
        return tuple(sorted(filter(None, told), key=_order))


Duties = Mapping[DutyId, Duty]
Breach = tuple[Rule, tuple[Taken, ...]]
"""A rule, and what breaks it, in order of time."""

_RANK = {rule: rank for rank, rule in enumerate(Rule)}
_ABOUT_HOSTS = {
    *rules.HOST_RULES,
    Rule.HOST_BUSY,
    Rule.HOST_TRAVEL,
    Rule.HOST_DAY_LIMIT,
    Rule.HOST_WEEK_LIMIT,
}


def _order(one: Violation) -> tuple[date, int, tuple[SessionId, ...]]:
    return one.day, _RANK[one.rule], one.sessions


def _violation(policy: Policy, rule: Rule, broken_by: tuple[Taken, ...]) -> Violation | None:
    """Return what is told of a breach; None: nothing, for it is to be ignored."""
    first = broken_by[0].session
    station = None if rule in ABOUT_NO_STATION else first.station
    severity = policy.severity(rule, station)
    if severity is Severity.IGNORE:
        return None
    return Violation(
        rule=rule,
        sessions=tuple(one.session.id for one in broken_by),
        day=first.day,
        station=station,
        host=first.host if rule in _ABOUT_HOSTS else None,
        severity=severity,
    )


def _taken(given: dict[SessionId, Session], register: Register) -> list[Taken]:
    """Return all that was not cancelled, in order of time; what is given comes first."""
    everything = {session.id: session for session in register.sessions} | given
    planned, cancelled = SessionStatus.PLANNED, SessionStatus.CANCELLED
    taken = [
        Taken(
            minute_of(one.start),
            minute_of(one.end),
            one,
            one.status is planned and name in given,
        )
        for name, one in everything.items()
        if one.status is not cancelled
    ]
    taken.sort(key=itemgetter(0))
    return taken


def _alone(alone: "Alone", taken: Iterable[Taken]) -> Iterator[Breach]:
    for one in taken:
        if one.judged:
            for rule in alone.broken(one):
                yield rule, (one,)


def _together(
    taken: Iterable[Taken], key: Callable[[Session], str | None]
) -> Iterator[list[Taken]]:
    """Yield what has the same key, in order of time."""
    groups: defaultdict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        name = key(one.session)
        if name is not None:
            groups[name].append(one)
    yield from groups.values()


def _in_rooms(taken: list[Taken], duties: Duties) -> Iterator[Breach]:
    def meet(one: Taken, other: Taken) -> Rule | None:
        busy = rules.room_busy(Slot.of(one.session, duties), Slot.of(other.session, duties))
        return Rule.ROOM_BUSY if busy else None

    for group in _together(taken, attrgetter("station")):
        for one, other, rule in meetings(group, attrgetter("end"), meet):
            yield rule, (one, other)


def _in_duties(taken: list[Taken], duties: Duties) -> Iterator[Breach]:
    def meet(one: Taken, other: Taken) -> Rule | None:
        close = rules.gap(Slot.of(one.session, duties), Slot.of(other.session, duties))
        return Rule.GAP if close else None

    gaps = {duty.id: duty.smallest_gap for duty in duties.values() if duty.smallest_gap is not None}
    for group in _together(taken, lambda session: session.duty if session.duty in gaps else None):
        days = gaps[group[0].session.duty]  # type: ignore[index]
        until = partial(_so_long_after, days=days)
        for one, other, rule in meetings(group, until, meet):
            yield rule, (one, other)


def _so_long_after(one: Taken, days: int) -> int:
    return one.start + days * MINUTES_A_DAY


def _with_hosts(ground: Ground, taken: list[Taken], duties: Duties) -> Iterator[Breach]:
    farthest = ground.policy.travel.longest

    def meet(one: Taken, other: Taken) -> Rule | None:
        slots = Slot.of(one.session, duties), Slot.of(other.session, duties)
        if rules.host_busy(*slots):
            return Rule.HOST_BUSY
        return Rule.HOST_TRAVEL if rules.host_travel(ground, *slots) else None

    for group in _together(taken, attrgetter("host")):
        for one, other, rule in meetings(group, lambda one: one.end + farthest, meet):
            yield rule, (one, other)
        host = ground.host(group[0].session.host)
        if host is not None:
            yield from _over_limits(host, group)


def _over_limits(host: Host, group: list[Taken]) -> Iterator[Breach]:
    limits = (
        (Rule.HOST_DAY_LIMIT, host.per_day, rules.over_day_limit, _ordinal),
        (Rule.HOST_WEEK_LIMIT, host.per_week, rules.over_week_limit, _week),
    )
    for rule, most, is_over, number in limits:
        if most is not None:
            for _, some in groupby(group, number):
                same = tuple(some)
                if is_over(host, len(same)) and any(one.judged for one in same):
                    yield rule, same


def _ordinal(one: Taken) -> int:
    return one.start // MINUTES_A_DAY


def _week(one: Taken) -> int:
    return week_of(one.start // MINUTES_A_DAY)
