"""What can be held at most: proved by counting, whatever a planner would do.

Hall's condition on time: sessions that all have to lie within some days, and that the same hosts
or the same room must serve, cannot be more than these can serve within those days. What can be
served is counted generously (travel, and who else wants the same minute, are left out), so that
what is short by this count is short of any plan.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

import attrs

from ridehire_partybuild.values import DutyId, HostId, Period, SessionStatus, Skill, StationId

from .assembling import Judge
from .candidates import Candidates
from .ground import Slot, week_of
from .needs import Need
from .vocabulary import Rule

__all__ = ["Count", "Demand", "Shortage", "demands", "fewest_unplaced", "shortages"]

Times = list[tuple[int, int]]


@attrs.frozen(kw_only=True, eq=False)
class Demand:
    """What one due period of a duty needs, and the slots in which each of it could be.

    Attributes:
        need: The first of the needs.
        count: How many there are.
        open: For each day and host the starts and ends that nothing forbids.
    """

    need: Need
    count: int
    open: Mapping[tuple[int, HostId | None], Times]

    @property
    def at(self) -> tuple[DutyId, Period]:
        """The duty and the period."""
        return self.need.duty.id, self.need.period

    @cached_property
    def first(self) -> int:
        """The number of the first day on which it could be."""
        return min(day for day, _ in self.open)

    @cached_property
    def end(self) -> int:
        """The number of the first day after the last on which it could be."""
        return max(day for day, _ in self.open) + 1


@attrs.frozen(kw_only=True, eq=False)
class Shortage:
    """Demands that all lie within some days, and how many of them can be served there."""

    demands: tuple[Demand, ...]
    possible: int

    @property
    def needed(self) -> int:
        """How many sessions they are."""
        return sum(one.count for one in self.demands)

    @property
    def missing(self) -> int:
        """How many cannot be, whatever the plan."""
        return self.needed - self.possible


@attrs.frozen(kw_only=True, eq=False)
class Count:
    """All that counting tells.

    Attributes:
        nowhere: Demands without a single slot.
        skills: What hosts of one skill cannot hold.
        together: The same of skills that share hosts.
        rooms: What one room cannot hold.
    """

    nowhere: tuple[Demand, ...]
    skills: Mapping[tuple[Skill, ...], tuple[Shortage, ...]]
    together: Mapping[tuple[Skill, ...], tuple[Shortage, ...]]
    rooms: Mapping[StationId, tuple[Shortage, ...]]

    @property
    def least(self) -> int:
        """How many sessions any plan leaves unplaced, at least."""
        families = self.skills, self.together, self.rooms
        most = max(sum(one.missing for of in family.values() for one in of) for family in families)
        return sum(one.count for one in self.nowhere) + most


def fewest_unplaced(judge: Judge) -> int:
    """Return how many sessions any plan of these inputs leaves unplaced, at least."""
    return shortages(judge).least


def demands(judge: Judge) -> Iterator[Demand]:
    """Yield what every due period needs, with the slots that what is on record leaves open."""
    candidates = Candidates(judge.ground, judge.booked())
    for needs in judge.needs.values():
        if not needs:
            continue
        found: dict[tuple[int, HostId | None], Times] = defaultdict(list)
        for day in needs[0].window.days:
            for slot in candidates.free(needs[0], day):
                found[day.toordinal(), slot.host].append((slot.start, slot.end))
        yield Demand(need=needs[0], count=len(needs), open=dict(found))


def shortages(judge: Judge) -> Count:
    """Count what cannot be held: by nobody, by the hosts of a skill, in a room."""
    every = tuple(demands(judge))
    some = tuple(one for one in every if one.open)
    by_skill: dict[tuple[Skill, ...], list[Demand]] = defaultdict(list)
    by_room: dict[StationId, list[Demand]] = defaultdict(list)
    for one in some:
        if one.need.duty.skill is not None:
            by_skill[(one.need.duty.skill,)].append(one)
        if one.need.station is not None:
            by_room[one.need.station].append(one)
    joint: dict[tuple[Skill, ...], list[Demand]] = defaultdict(list)
    for skills in _sharing(by_skill):
        joint[skills] = [one for skill in skills for one in by_skill[(skill,)]]
    return Count(
        nowhere=tuple(one for one in every if not one.open),
        skills={one: _short(of, _by_hosts(judge, of)) for one, of in by_skill.items()},
        together={one: _short(of, _by_hosts(judge, of)) for one, of in joint.items()},
        rooms={
            one: _short(of, _by_room(of))
            for one, of in by_room.items()
            if judge.ground.policy.blocks(Rule.ROOM_BUSY, one)
        },
    )


def _sharing(by_skill: Mapping[tuple[Skill, ...], list[Demand]]) -> Iterator[tuple[Skill, ...]]:
    """Yield the skills, those together that some host has both of."""
    groups: list[tuple[set[Skill], set[HostId | None]]] = []
    for skills, of in by_skill.items():
        named, hosts = set(skills), {host for one in of for host in one.need.hosts}
        for other in [group for group in groups if group[1] & hosts]:
            groups.remove(other)
            named |= other[0]
            hosts |= other[1]
        groups.append((named, hosts))
    yield from (tuple(sorted(named)) for named, _ in groups)


@attrs.frozen(eq=False)
class _Supply:
    """What one host, or one room, can serve: so many on each day, so many in each week."""

    days: Mapping[int, int]
    per_week: Mapping[int, int] | None = None

    def within(self, first: int, end: int) -> int:
        """How many from one day up to another, both of one week."""
        total = sum(self.days.get(day, 0) for day in range(first, end))
        return total if self.per_week is None else min(total, self.per_week.get(week_of(first), 0))


def _by_room(of: Iterable[Demand]) -> tuple[_Supply, ...]:
    times: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for one in of:
        for (day, _), slots in one.open.items():
            times[day].update(slots)
    return (_Supply({day: _apart(slots) for day, slots in times.items()}),)


def _by_hosts(judge: Judge, of: Iterable[Demand]) -> tuple[_Supply, ...]:
    listed = tuple(of)
    policy, busy = judge.ground.policy, _engagements(judge)
    times: dict[HostId, dict[int, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
    for one in listed:
        for (day, name), slots in one.open.items():
            times[cast("HostId", name)][day].update(slots)  # whoever needs a skill needs a host
    total = sum(one.count for one in listed)
    found = []
    for name, days in times.items():
        host = judge.ground.host(name)
        one_at_a_time = policy.blocks(Rule.HOST_BUSY)
        most = {day: _apart(slots) if one_at_a_time else total for day, slots in days.items()}
        if host is not None and host.per_day is not None and policy.blocks(Rule.HOST_DAY_LIMIT):
            most = {
                day: min(count, host.per_day - busy[name, "day", day])
                for day, count in most.items()
            }
        weeks = None
        if host is not None and host.per_week is not None and policy.blocks(Rule.HOST_WEEK_LIMIT):
            weeks = {
                week: host.per_week - busy[name, "week", week]
                for week in {week_of(day) for day in days}
            }
        found.append(_Supply(most, weeks))
    return tuple(found)


def _engagements(judge: Judge) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for session in judge.inputs.register.sessions:
        if session.host is not None and session.status is not SessionStatus.CANCELLED:
            slot = Slot.of(session, {})
            found[session.host, "day", slot.ordinal] += 1
            found[session.host, "week", slot.week] += 1
    return found


def _apart(slots: Iterable[tuple[int, int]]) -> int:
    """Return how many of the slots can be had, no two at once: the one that ends first, first."""
    count, free = 0, 0
    for start, end in sorted(slots, key=lambda one: one[1]):
        if start >= free:
            count, free = count + 1, end
    return count


def _short(of: Iterable[Demand], supplies: tuple[_Supply, ...]) -> tuple[Shortage, ...]:
    """Return stretches of days, none overlapping, that lack most; of equals the shortest."""
    listed = tuple(of)
    capacity = _Capacity(supplies)
    starts = sorted({one.first for one in listed})
    ends = sorted({one.end for one in listed})
    # up to each of the ends: the most that is missing, the days this takes, and the stretches
    best: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(0, 0, ())]
    lacking = _lacking(listed, starts, ends, capacity)
    for end in ends:
        reached = best[-1]
        for start, missing in lacking.get(end, ()):
            before = best[bisect_right(ends, start)]
            tried = before[0] + missing, before[1] - (end - start), (*before[2], (start, end))
            reached = max(reached, tried)
        best.append(reached)
    return tuple(
        Shortage(
            demands=tuple(one for one in listed if start <= one.first and one.end <= end),
            possible=capacity.within(start, end),
        )
        for start, end in best[-1][2]
    )


def _lacking(
    listed: tuple[Demand, ...], starts: list[int], ends: list[int], capacity: "_Capacity"
) -> Mapping[int, list[tuple[int, int]]]:
    """Return for each last day the first days since when something is lacking, and how much."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start in starts:
        inside: Counter[int] = Counter()
        for one in listed:
            if one.first >= start:
                inside[one.end] += one.count
        wanted = 0
        for end in ends:
            wanted += inside[end]
            if inside[end] and wanted > (able := capacity.within(start, end)):
                found[end].append((start, wanted - able))
    return found


class _Capacity:
    """What several supplies can serve together within any stretch of days."""

    def __init__(self, supplies: tuple[_Supply, ...]) -> None:
        self._supplies = supplies
        self._parts: dict[tuple[int, int], int] = {}

    def within(self, first: int, end: int) -> int:
        """How many from one day up to another."""
        total = 0
        while first < end:
            stop = min(end, first + 7 - (first - 1) % 7)  # the Monday after it
            total += self._part(first, stop)
            first = stop
        return total

    def _part(self, first: int, end: int) -> int:
        if (first, end) not in self._parts:
            self._parts[first, end] = sum(one.within(first, end) for one in self._supplies)
        return self._parts[first, end]
