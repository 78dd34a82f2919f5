"""What a session must not do. One definition of each rule serves the planner and the checker.

A rule says yes to what is forbidden. Intervals are half-open: a session may begin in the minute
in which another ends.
"""

from collections.abc import Callable, Iterable, Mapping

from ridehire_partybuild.guideline import NoDayPolicy
from ridehire_partybuild.model import Host

from .ground import Ground, Slot
from .vocabulary import Rule

__all__ = ["DAY_RULES", "HOST_RULES", "PAIR_RULES", "TIME_RULES", "Rule", "SlotRule", "first"]


SlotRule = Callable[[Ground, Slot], bool]


def no_station(ground: Ground, slot: Slot) -> bool:
    """It names a station that is not on record; a duty without one cannot be placed at all."""
    return slot.station is not None and ground.station(slot.station) is None


def no_host(ground: Ground, slot: Slot) -> bool:
    """It names a host who is not on record; a duty whose skill nobody has cannot be placed."""
    return slot.host is not None and ground.host(slot.host) is None


def outside_span(ground: Ground, slot: Slot) -> bool:
    """It starts on a day that is not planned for."""
    return ground.span is not None and slot.day not in ground.span


def past(ground: Ground, slot: Slot) -> bool:
    """It starts before the day on which the plan is made."""
    return ground.on is not None and slot.day < ground.on


def outside_period(ground: Ground, slot: Slot) -> bool:
    """It lies outside the period that it serves, and is not rolled within 7 days of it."""
    if slot.duty is None or slot.period is None:
        return False
    window = ground.window(slot.duty, slot.period)
    return not window.start <= slot.day < window.end


def station_not_open(ground: Ground, slot: Slot) -> bool:
    """On one of its days the station has not opened yet, or has closed for good."""
    station = ground.station(slot.station)
    return station is not None and not all(station.is_open(day) for day in slot.days)


def subject_not_there(ground: Ground, slot: Slot) -> bool:
    """On one of its days who owes it is not there; of a station `station_not_open` tells."""
    if slot.duty is None or slot.duty.subject == slot.station:
        return False
    subject = ground.subject(slot.duty)
    return subject is not None and not all(subject.is_open(day) for day in slot.days)


def holiday(ground: Ground, slot: Slot) -> bool:
    """It touches a day off, and no duty is known that may use one: its period has another day."""
    if not any(ground.calendar.is_day_off(day) for day in slot.days):
        return False
    if slot.duty is None or slot.period is None:
        return True
    return ground.window(slot.duty, slot.period).exception is not NoDayPolicy.ALLOW_HOLIDAY


def day_policy(ground: Ground, slot: Slot) -> bool:
    """It starts on a day that is not off by notice, and that the duty is not held on all the same.

    Of days off `holiday` tells: where its period allows one, the duty has no day of its own kind.
    """
    if slot.duty is None or ground.calendar.is_day_off(slot.day):
        return False
    return not ground.suits(slot.day, slot.duty)


def fixed_day(ground: Ground, slot: Slot) -> bool:
    """The duty has a fixed day in the period, and this is another."""
    if slot.duty is None or slot.duty.fixed_day is None or slot.period is None:
        return False
    return slot.day in slot.period and slot.day != ground.window(slot.duty, slot.period).fixed


def unknown_hours(ground: Ground, slot: Slot) -> bool:
    """Nobody knows when the station is open: "unknown hours or seats block"."""
    station = ground.station(slot.station)
    return station is not None and station.hours is None


def unknown_seats(ground: Ground, slot: Slot) -> bool:
    """Seats are needed and nobody knows how many the room has."""
    station = ground.station(slot.station)
    needed = slot.duty is not None and bool(slot.duty.seats)
    return needed and station is not None and station.site.seats is None


def seats(ground: Ground, slot: Slot) -> bool:
    """The room has fewer seats than the duty needs."""
    station = ground.station(slot.station)
    if slot.duty is None or station is None or station.site.seats is None:
        return False
    return station.site.seats < (slot.duty.seats or 0)


def closed(ground: Ground, slot: Slot) -> bool:
    """The station is not open from its start to its end."""
    station = ground.station(slot.station)
    if station is None or station.hours is None:
        return False
    return not ground.within(("station", station.id), station.hours, slot)


def peak(ground: Ground, slot: Slot) -> bool:
    """It overlaps hours in which drivers are needed on the road."""
    return ground.touches(("peaks",), ground.policy.peaks, slot)


def host_skill(ground: Ground, slot: Slot) -> bool:
    """The duty needs a skill that its host, if any, does not have."""
    if slot.duty is None or slot.duty.skill is None:
        return False
    host = ground.host(slot.host)
    return host is None or slot.duty.skill not in host.skills


def host_reach(ground: Ground, slot: Slot) -> bool:
    """The station is farther than its host goes."""
    host, station = ground.host(slot.host), ground.station(slot.station)
    return host is not None and station is not None and not ground.policy.reaches(host, station)


def unknown_host_hours(ground: Ground, slot: Slot) -> bool:
    """Nobody knows when the host can come."""
    host = ground.host(slot.host)
    return host is not None and host.hours is None


def host_day_off(ground: Ground, slot: Slot) -> bool:
    """One of its days is one on which the host cannot come."""
    host = ground.host(slot.host)
    if host is None:
        return False
    return any(day in host.days_off for day in slot.days)


def host_unavailable(ground: Ground, slot: Slot) -> bool:
    """The host cannot be there from its start to its end."""
    host = ground.host(slot.host)
    if host is None or host.hours is None:
        return False
    return not ground.within(("host", host.id), host.hours, slot)


DAY_RULES: Mapping[Rule, SlotRule] = {
    Rule.NO_STATION: no_station,
    Rule.OUTSIDE_SPAN: outside_span,
    Rule.PAST: past,
    Rule.OUTSIDE_PERIOD: outside_period,
    Rule.STATION_NOT_OPEN: station_not_open,
    Rule.SUBJECT_NOT_THERE: subject_not_there,
    Rule.HOLIDAY: holiday,
    Rule.DAY_POLICY: day_policy,
    Rule.FIXED_DAY: fixed_day,
    Rule.UNKNOWN_HOURS: unknown_hours,
    Rule.UNKNOWN_SEATS: unknown_seats,
    Rule.SEATS: seats,
}
"""Rules that the days, the station and the duty decide, whatever the hour and the host."""

TIME_RULES: Mapping[Rule, SlotRule] = {Rule.CLOSED: closed, Rule.PEAK: peak}
"""Rules that the hour decides, whoever the host."""

HOST_RULES: Mapping[Rule, SlotRule] = {
    Rule.NO_HOST: no_host,
    Rule.HOST_SKILL: host_skill,
    Rule.HOST_REACH: host_reach,
    Rule.UNKNOWN_HOST_HOURS: unknown_host_hours,
    Rule.HOST_DAY_OFF: host_day_off,
    Rule.HOST_UNAVAILABLE: host_unavailable,
}
"""Rules that the host decides."""


PAIR_RULES = Rule.ROOM_BUSY, Rule.GAP, Rule.HOST_BUSY, Rule.HOST_TRAVEL
"""Rules that two sessions break together."""


def first(rules: Mapping[Rule, SlotRule], ground: Ground, slot: Slot) -> Rule | None:
    """Return the first of ``rules`` that forbids the slot and that the policy lets block."""
    blocks = ground.policy.blocks
    broken = (rule for rule, forbids in rules.items() if forbids(ground, slot))
    return next((rule for rule in broken if blocks(rule, slot.station)), None)


def overlaps(one: Slot, other: Slot) -> bool:
    """Tell whether two slots share a minute."""
    return one.start < other.end and other.start < one.end


def room_busy(one: Slot, other: Slot) -> bool:
    """Two sessions in one room at once: "a station is one room", whatever their kind."""
    return one.station is not None and one.station == other.station and overlaps(one, other)


def gap(one: Slot, other: Slot) -> bool:
    """Two sessions of one duty, fewer days apart than its smallest gap."""
    duty = one.duty
    if duty is None or other.duty is None or duty.id != other.duty.id or duty.smallest_gap is None:
        return False
    return abs(one.ordinal - other.ordinal) < duty.smallest_gap


def host_busy(one: Slot, other: Slot) -> bool:
    """One host at two sessions at once."""
    return one.host is not None and one.host == other.host and overlaps(one, other)


def host_travel(ground: Ground, one: Slot, other: Slot) -> bool:
    """Two sessions of one host, one after the other, with too little time to get there."""
    if one.host is None or one.host != other.host or overlaps(one, other):
        return False
    gap = max(one.start, other.start) - min(one.end, other.end)
    return gap < ground.travel(one.station, other.station)


def over_day_limit(host: Host, sessions: int) -> bool:
    """So many sessions are more than the host holds on a day."""
    return host.per_day is not None and sessions > host.per_day


def over_week_limit(host: Host, sessions: int) -> bool:
    """So many sessions are more than the host holds in an ISO week."""
    return host.per_week is not None and sessions > host.per_week


def clashes(ground: Ground, slot: Slot, others: Iterable[Slot]) -> set[Rule]:
    """Return the rules that the slot breaks together with one of ``others``."""
    found: set[Rule] = set()
    for other in others:
        if room_busy(slot, other):
            found.add(Rule.ROOM_BUSY)
        if gap(slot, other):
            found.add(Rule.GAP)
        if host_busy(slot, other):
            found.add(Rule.HOST_BUSY)
        elif host_travel(ground, slot, other):
            found.add(Rule.HOST_TRAVEL)
    return found


def occupied(ground: Ground, slot: Slot, others: Iterable[Slot]) -> Rule | None:
    """Return the first blocking rule by which one of ``others`` is in the way of the slot."""
    found = clashes(ground, slot, others)
    blocks = ground.policy.blocks
    return next((one for one in PAIR_RULES if one in found and blocks(one, slot.station)), None)
