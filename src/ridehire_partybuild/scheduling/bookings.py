"""What rooms and hosts are taken by, kept by the day for the planner."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ridehire_partybuild.model import Host
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from . import rules
from .ground import Ground, Slot, week_of
from .rules import Rule

__all__ = ["Bookings"]


class Bookings:
    """The slots taken so far. It grows while a plan is made, and never outlives it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._margin = ground.policy.travel.longest
        self._rooms: dict[tuple[str, int], list[Slot]] = {}
        self._hosts: dict[tuple[str, int], list[Slot]] = {}
        self._duties: dict[str, list[Slot]] = {}
        self._days: Counter[tuple[str, int]] = Counter()
        self._weeks: Counter[tuple[str, int]] = Counter()

    def add(self, slot: Slot) -> None:
        """Take the slot."""
        if slot.station is not None:
            for day in _days(slot, 0):
                self._rooms.setdefault((slot.station, day), []).append(slot)
        if slot.duty is not None and slot.duty.smallest_gap is not None:
            self._duties.setdefault(slot.duty.id, []).append(slot)
        if slot.host is not None:
            for day in _days(slot, self._margin):
                self._hosts.setdefault((slot.host, day), []).append(slot)
            self._days[slot.host, slot.ordinal] += 1
            self._weeks[slot.host, slot.week] += 1

    def load(self, slot: Slot) -> int:
        """Return how many sessions the slot's host already has in its week."""
        return self._weeks[slot.host or "", slot.week]

    def in_the_way(self, slot: Slot) -> Rule | None:
        """Return the first rule by which what is taken forbids the slot."""
        blocking = rules.occupied(self._ground, slot, self._near(slot))
        if blocking is not None:
            return blocking
        return self._limit(self._ground.host(slot.host), slot.ordinal, slot.week)

    def clashes(self, slot: Slot) -> set[Rule]:
        """Return every rule that the slot breaks together with what is taken."""
        found = rules.clashes(self._ground, slot, self._near(slot))
        host = self._ground.host(slot.host)
        if host is not None:
            if rules.over_day_limit(host, self._days[host.id, slot.ordinal] + 1):
                found.add(Rule.HOST_DAY_LIMIT)
            if rules.over_week_limit(host, self._weeks[host.id, slot.week] + 1):
                found.add(Rule.HOST_WEEK_LIMIT)
        return found

    def is_full(self, host: Host | None, day: date) -> bool:
        """Tell whether the host can hold no more on the day or in its week."""
        ordinal = day.toordinal()
        return self._limit(host, ordinal, week_of(ordinal)) is not None

    def _limit(self, host: Host | None, ordinal: int, week: int) -> Rule | None:
        if host is None:
            return None
        blocks = self._ground.policy.blocks
        over_day = rules.over_day_limit(host, self._days[host.id, ordinal] + 1)
        if over_day and blocks(Rule.HOST_DAY_LIMIT):
            return Rule.HOST_DAY_LIMIT
        over_week = rules.over_week_limit(host, self._weeks[host.id, week] + 1)
        if over_week and blocks(Rule.HOST_WEEK_LIMIT):
            return Rule.HOST_WEEK_LIMIT
        return None

    def _near(self, slot: Slot) -> Iterator[Slot]:
        if slot.duty is not None:
            yield from self._duties.get(slot.duty.id, ())
        for day in _days(slot, 0):
            if slot.station is not None:
                yield from self._rooms.get((slot.station, day), ())
            if slot.host is not None:
                yield from self._hosts.get((slot.host, day), ())


def _days(slot: Slot, margin: int) -> range:
    first = (slot.start - margin) // MINUTES_A_DAY
    return range(first, (slot.end - 1 + margin) // MINUTES_A_DAY + 1)
