"""The slots in which a need could be met, and what forbids each of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ridehire_partybuild.values import HostId
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from . import rules
from .bookings import Bookings
from .ground import Ground, Slot
from .needs import Need
from .vocabulary import Rule, Severity

__all__ = ["Candidates"]

Verdicts = tuple[Rule | None, ...]
"""For each start on the grid of a day the first rule that forbids it, if any does."""


class Candidates:
    """What forbids the starts of a day. What no booking can change is looked at once."""

    def __init__(self, ground: Ground, bookings: Bookings) -> None:
        self._ground = ground
        self._bookings = bookings
        self._starts = range(0, MINUTES_A_DAY, ground.policy.step_minutes)
        self._known: dict[tuple[object, ...], Verdicts] = {}

    def free(self, need: Need, day: date) -> Iterator[Slot]:
        """The slots of a day that nothing forbids."""
        timed = self._whoever_the_host(need, day)
        if None not in timed:
            return
        hosts = [
            (host, self._by_host(need, day, host))
            for host in need.hosts
            if not self._bookings.is_full(self._ground.host(host), day)
        ]
        for index, start in enumerate(self._starts):
            if timed[index] is None:
                for host, verdicts in hosts:
                    if verdicts[index] is None:
                        slot = _slot(need, day, start, host)
                        if self._bookings.in_the_way(slot) is None:
                            yield slot

    def warnings(self, slot: Slot) -> int:
        """How many rules the slot breaks that only warn."""
        tables = rules.DAY_RULES, rules.TIME_RULES, rules.HOST_RULES
        broken = self._bookings.clashes(slot)
        for rule, forbids in (pair for table in tables for pair in table.items()):
            if forbids(self._ground, slot):
                broken.add(rule)
        severity = self._ground.policy.severity
        return sum(1 for rule in broken if severity(rule, slot.station) is Severity.WARN)

    def tally(self, need: Need) -> Counter[Rule]:
        """How many slots each rule blocks: each is put down to the first that forbids it."""
        if need.station is None:
            return Counter([Rule.NO_STATION])
        if not need.hosts:
            return Counter([Rule.NO_HOST])
        found: Counter[Rule] = Counter()
        for day in need.window.days:
            timed = self._whoever_the_host(need, day)
            if None not in timed:
                for rule in filter(None, timed):
                    found[rule] += len(need.hosts)
                continue
            for host in need.hosts:
                found.update(self._blocking(need, day, host, timed))
        return found

    def _blocking(
        self, need: Need, day: date, host: HostId | None, timed: Verdicts
    ) -> Iterator[Rule]:
        of_host = self._by_host(need, day, host)
        for start, before, then in zip(self._starts, timed, of_host, strict=True):
            rule = before or then or self._bookings.in_the_way(_slot(need, day, start, host))
            if rule is not None:
                yield rule

    def _whoever_the_host(self, need: Need, day: date) -> Verdicts:
        # of hours, day rules know only whether a slot runs over midnight
        within, over = (
            rules.first(rules.DAY_RULES, self._ground, _slot(need, day, start))
            for start in (0, MINUTES_A_DAY - 1)
        )
        by_day = tuple(
            over if start + need.duty.minutes > MINUTES_A_DAY else within for start in self._starts
        )
        if None not in by_day:
            return by_day
        key = "times", need.station, day, need.duty.minutes
        if key not in self._known:
            self._known[key] = tuple(
                rules.first(rules.TIME_RULES, self._ground, _slot(need, day, start))
                for start in self._starts
            )
        return tuple(one or other for one, other in zip(by_day, self._known[key], strict=True))

    def _by_host(self, need: Need, day: date, host: HostId | None) -> Verdicts:
        # how grave a rule is can differ from station to station, if the policy says anything of it
        where = need.station if self._ground.policy.severities else None
        key = "hosts", where, host, day, need.duty.minutes, need.duty.skill
        if key not in self._known:
            self._known[key] = tuple(
                rules.first(rules.HOST_RULES, self._ground, _slot(need, day, start, host))
                for start in self._starts
            )
        return self._known[key]


def _slot(need: Need, day: date, start: int, host: HostId | None = None) -> Slot:
    begin = day.toordinal() * MINUTES_A_DAY + start
    return Slot(
        start=begin,
        end=begin + need.duty.minutes,
        station=need.station,
        host=host,
        duty=need.duty,
        period=need.period,
    )
