"""The rival: interval trees, one for each resource, asked for what is in the way of each session.

It answers what trees are made for: a room or a host at two sessions at once, a session outside
opening hours, a host over its limits. Stations with equal hours share a tree of them unless told
otherwise, which is kinder to it than a tree each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from ridehire_partybuild.calendars import WorkCalendar, open_spans
from ridehire_partybuild.model import Host, Register, Session
from ridehire_partybuild.scheduling import Rule
from ridehire_partybuild.values import OpeningHours

__all__ = ["QUESTIONS", "Answer", "answers"]

QUESTIONS = frozenset(
    {Rule.ROOM_BUSY, Rule.HOST_BUSY, Rule.CLOSED, Rule.HOST_DAY_LIMIT, Rule.HOST_WEEK_LIMIT}
)
"""What it is asked; `violations` is asked for every rule."""

Answer = tuple[Rule, tuple[str, ...]]
_MARGIN = timedelta(days=2)


def _minute(when: Any) -> int:
    return int(when.toordinal() * 1440 + when.hour * 60 + when.minute)


def _hours_tree(tree: Any, hours: OpeningHours, days: Sequence[date], calendar: Any) -> Any:
    spans = [
        (day.toordinal() * 1440 + span.start, day.toordinal() * 1440 + span.end)
        for day in days
        for span in open_spans(hours, day, calendar)
    ]
    found = tree.from_tuples(spans)
    found.merge_overlaps(strict=False)
    return found


def answers(
    sessions: Iterable[Session],
    register: Register,
    calendar: WorkCalendar,
    *,
    shared: bool = True,
) -> frozenset[Answer]:
    """Return each rule of `QUESTIONS` that the sessions break, with those that break it."""
    # others may be asked without it
    interval_tree = import_module("intervaltree").IntervalTree
    given = [(one, _minute(one.start), _minute(one.end)) for one in sessions]
    first = min(one.day for one, _, _ in given) - _MARGIN
    last = max(one.day for one, _, _ in given) + _MARGIN
    days = [first + timedelta(days=offset) for offset in range((last - first).days)]
    rooms: dict[Any, list[Any]] = {}
    hosts: dict[Any, list[Any]] = {}
    for one, start, end in given:
        rooms.setdefault(one.station, []).append((start, end, one.id))
        hosts.setdefault(one.host, []).append((start, end, one.id))
    found = [
        *_doubled(Rule.ROOM_BUSY, rooms.values(), interval_tree),
        *_doubled(Rule.HOST_BUSY, hosts.values(), interval_tree),
        *_over(register.hosts, hosts),
    ]
    found += _closed(given, register, interval_tree, (days, calendar), shared=shared)
    return frozenset(found)


def _closed(
    given: Sequence[Any],
    register: Register,
    tree: Any,
    when: tuple[Sequence[date], WorkCalendar],
    *,
    shared: bool,
) -> Iterator[Answer]:
    hours = {station.id: station.hours for station in register.stations}
    trees: dict[Any, Any] = {}
    for one, start, end in given:
        own = hours[one.station]
        if own is None:
            continue
        key = own if shared else one.station
        if key not in trees:
            trees[key] = _hours_tree(tree, own, *when)
        if not any(span.end >= end for span in trees[key].at(start)):
            yield Rule.CLOSED, (one.id,)


def _doubled(rule: Rule, groups: Iterable[list[Any]], tree: Any) -> Iterator[Answer]:
    for group in groups:
        made = tree.from_tuples(group)
        for start, end, name in group:
            for met in made.overlap(start, end):
                if met.data > name:
                    yield rule, (name, met.data)


def _over(hosts: Iterable[Host], engaged: dict[Any, list[Any]]) -> Iterator[Answer]:
    for host in hosts:
        group = engaged.get(host.id, ())
        for rule, most, size in (
            (Rule.HOST_DAY_LIMIT, host.per_day, 1440),
            (Rule.HOST_WEEK_LIMIT, host.per_week, 7 * 1440),
        ):
            if most is None:
                continue
            # the first day of all, 1, was a Monday
            slots = Counter((start - 1440) // size for start, _, _ in group)
            for slot in (slot for slot, count in slots.items() if count > most):
                same = (name for start, _, name in group if (start - 1440) // size == slot)
                yield rule, tuple(sorted(same))
