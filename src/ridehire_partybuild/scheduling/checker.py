"""The checker: every rule that a set of sessions breaks, found without the planner.

It sweeps each room and each host once, in order of time; the planner keeps books by the day.
They share the definitions of the rules and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.values import (
    DutyId,
    HostId,
    Record,
    SessionId,
    SessionStatus,
    StationId,
)
from ridehire_partybuild.values.hours import MINUTES_A_DAY
from ridehire_partybuild.values.id_fields import host_id, station_id

from . import rules
from .ground import Ground, Slot
from .identity import repeated
from .policy import DEFAULT_POLICY, Policy
from .vocabulary import Rule, Severity

__all__ = ["Violation", "violations"]


def _ids(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, tuple | list) else value


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
    """

    rule: Rule
    sessions: tuple[SessionId, ...] = attrs.field(converter=_ids)
    day: date
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    host: HostId | None = attrs.field(default=None, converter=converters.optional(host_id))
    severity: Severity = Severity.BLOCK_SCHEDULING


@attrs.frozen(kw_only=True)
class _Entry:
    """A session, the slot it takes, and whether it is to be judged or only occupies."""

    session: Session
    slot: Slot
    judged: bool

    @property
    def time(self) -> tuple[int, int, str]:
        return self.slot.start, self.slot.end, self.session.id


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
    by days off, peaks and its host alone. A session whose duty is among ``duties`` is judged by
    its subject, seats, skill, fixed day and period too. Only there can it be seen that a duty
    allows a day off in a period without another day: what a plan has so placed passes with
    ``duties``, and breaks HOLIDAY without.

    Raises:
        InvalidValue: two of the sessions, or two of the duties, have one id.

    >>> from ridehire_partybuild.model import Register
    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> violations((), Register(), WorkCalendar())
    ()
    """
    given, known = tuple(sessions), tuple(duties)
    doubled = (*repeated("sessions", given), *repeated("duties", known))
    if doubled:
        raise InvalidValue(doubled)
    ground = Ground(register=register, calendar=calendar, policy=policy)
    entries = _entries(given, register, {duty.id: duty for duty in known})
    found = [
        *(one for entry in entries if entry.judged for one in _alone(ground, entry)),
        *_in_rooms(entries),
        *_in_duties(entries),
        *_with_hosts(ground, entries),
        *_over_limits(ground, entries),
    ]
    told = _with_severities(found, policy)
    order = list(Rule)
    return tuple(sorted(told, key=lambda one: (one.day, order.index(one.rule), one.sessions)))


def _with_severities(found: Iterable[Violation], policy: Policy) -> Iterator[Violation]:
    for one in found:
        severity = policy.severity(one.rule, one.station)
        if severity is one.severity:
            yield one
        elif severity is not Severity.IGNORE:
            yield attrs.evolve(one, severity=severity)


def _entries(
    sessions: Iterable[Session], register: Register, duties: Mapping[DutyId, Duty]
) -> list[_Entry]:
    given = {session.id: session for session in sessions}
    everything = {session.id: session for session in register.sessions} | given
    entries = [
        _Entry(
            session=session,
            slot=Slot.of(session, duties),
            judged=session.id in given and session.status is SessionStatus.PLANNED,
        )
        for session in everything.values()
        if session.status is not SessionStatus.CANCELLED
    ]
    return sorted(entries, key=lambda entry: entry.time)


_ELSEWHERE = {Rule.HOLIDAY, Rule.PEAK, *rules.HOST_RULES}
"""What a session is judged by that is not at a station."""


def _alone(ground: Ground, entry: _Entry) -> Iterator[Violation]:
    session, slot = entry.session, entry.slot
    tables = rules.DAY_RULES, rules.TIME_RULES, rules.HOST_RULES
    for rule, forbids in (pair for table in tables for pair in table.items()):
        if slot.station is None and rule not in _ELSEWHERE:
            continue
        if forbids(ground, slot):
            about_host = rule in rules.HOST_RULES
            yield Violation(
                rule=rule,
                sessions=(session.id,),
                day=session.day,
                station=session.station,
                host=session.host if about_host else None,
            )


def _together(
    entries: Iterable[_Entry], key: Callable[[_Entry], str | None]
) -> Iterator[list[_Entry]]:
    groups: dict[str, list[_Entry]] = {}
    for entry in entries:
        name = key(entry)
        if name is not None:
            groups.setdefault(name, []).append(entry)
    yield from groups.values()


def _meeting(group: list[_Entry], margin: int) -> Iterator[tuple[_Entry, _Entry]]:
    """Pairs, in order of time, of which the later starts before the earlier ends plus a margin."""
    for index, one in enumerate(group):
        for other in group[index + 1 :]:
            if other.slot.start >= one.slot.end + margin:
                break
            if one.judged or other.judged:
                yield one, other


def _in_rooms(entries: list[_Entry]) -> Iterator[Violation]:
    for group in _together(entries, lambda entry: entry.slot.station):
        for one, other in _meeting(group, 0):
            if rules.room_busy(one.slot, other.slot):
                yield Violation(
                    rule=Rule.ROOM_BUSY,
                    sessions=(one.session.id, other.session.id),
                    day=one.session.day,
                    station=one.session.station,
                )


def _in_duties(entries: list[_Entry]) -> Iterator[Violation]:
    for group in _together(entries, _spaced):
        duty = group[0].slot.duty
        days = 0 if duty is None else duty.smallest_gap or 0
        for one, other in _meeting(group, days * MINUTES_A_DAY):
            if rules.gap(one.slot, other.slot):
                yield Violation(
                    rule=Rule.GAP,
                    sessions=(one.session.id, other.session.id),
                    day=one.session.day,
                )


def _spaced(entry: _Entry) -> DutyId | None:
    """The duty of the entry, if its sessions must be some days apart."""
    duty = entry.slot.duty
    return None if duty is None or duty.smallest_gap is None else duty.id


def _with_hosts(ground: Ground, entries: list[_Entry]) -> Iterator[Violation]:
    for group in _together(entries, lambda entry: entry.slot.host):
        for one, other in _meeting(group, ground.policy.travel.longest):
            busy = rules.host_busy(one.slot, other.slot)
            if busy or rules.host_travel(ground, one.slot, other.slot):
                yield Violation(
                    rule=Rule.HOST_BUSY if busy else Rule.HOST_TRAVEL,
                    sessions=(one.session.id, other.session.id),
                    day=one.session.day,
                    host=one.session.host,
                )


def _over_limits(ground: Ground, entries: list[_Entry]) -> Iterator[Violation]:
    for group in _together(entries, lambda entry: entry.slot.host):
        host = ground.host(group[0].slot.host)
        if host is None:
            continue
        days = Counter(entry.slot.ordinal for entry in group)
        weeks = Counter(entry.slot.week for entry in group)
        for ordinal, count in days.items():
            if rules.over_day_limit(host, count):
                same = [entry for entry in group if entry.slot.ordinal == ordinal]
                yield from _over(Rule.HOST_DAY_LIMIT, same)
        for week, count in weeks.items():
            if rules.over_week_limit(host, count):
                same = [entry for entry in group if entry.slot.week == week]
                yield from _over(Rule.HOST_WEEK_LIMIT, same)


def _over(rule: Rule, group: list[_Entry]) -> Iterator[Violation]:
    if any(entry.judged for entry in group):
        yield Violation(
            rule=rule,
            sessions=tuple(entry.session.id for entry in group),
            day=group[0].session.day,
            host=group[0].session.host,
        )
