"""Starts on the policy's grid as bits of a number: one bit for each start of a day.

Set operations on a whole day cost what one addition costs. The masks say what the rules of
`rules` say, by intervals instead of slot by slot; the checker holds the two against each other.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ridehire_partybuild.calendars import WorkCalendar, stretches
from ridehire_partybuild.values import OpeningHours
from ridehire_partybuild.values.hours import MINUTES_A_DAY

__all__ = ["Grid", "runs_into"]


class Grid:
    """The starts of a day, ``step`` minutes apart from midnight, over some days on end."""

    def __init__(self, step: int, first: int, days: int, calendar: WorkCalendar) -> None:
        self.step = step
        self.first = first
        self.days = days
        self.cells = -(-MINUTES_A_DAY // step)
        self.whole = (1 << self.cells) - 1
        self._calendar = calendar
        self._stretches: dict[OpeningHours, list[tuple[tuple[int, int], ...]]] = {}

    def starts(self, low: int, high: int) -> int:
        """The starts from minute ``low`` up to and including minute ``high`` of a day."""
        first, last = max(0, -(-low // self.step)), min(self.cells - 1, high // self.step)
        return ((1 << (last + 1)) - (1 << first)) if first <= last else 0

    def same_day(self, minutes: int) -> int:
        """The starts from which so many minutes end by midnight."""
        return self.starts(0, MINUTES_A_DAY - minutes)

    def taken(self, start: int, end: int) -> int:
        """The cells of a day that the minutes from ``start`` up to ``end`` of it touch."""
        return self.starts(start // self.step * self.step, end - 1)

    def clashing(self, start: int, end: int, minutes: int) -> int:
        """The starts from which so many minutes would touch those from ``start`` up to ``end``."""
        return self.starts(start - minutes + 1, end - 1)

    def within(self, hours: OpeningHours, minutes: int) -> list[int]:
        """For each day the starts from which ``hours`` cover so many minutes without a break."""
        return [
            self._union(self.starts(low, high - minutes) for low, high in spans)
            for spans in self._of(hours)
        ]

    def touching(self, hours: OpeningHours, minutes: int) -> list[int]:
        """For each day the starts from which so many minutes overlap ``hours``."""
        return [
            self._union(self.clashing(low, high, minutes) for low, high in spans)
            for spans in self._of(hours)
        ]

    @staticmethod
    def _union(masks: object) -> int:
        found = 0
        for mask in masks:  # type: ignore[attr-defined]
            found |= mask
        return found

    def _of(self, hours: OpeningHours) -> Sequence[tuple[tuple[int, int], ...]]:
        """The stretches of each day and the one after, in minutes from the day's midnight."""
        if hours not in self._stretches:
            found = []
            for ordinal in range(self.first, self.first + self.days):
                midnight = ordinal * MINUTES_A_DAY
                days = date.fromordinal(ordinal), date.fromordinal(ordinal + 1)
                found.append(
                    tuple(
                        (low - midnight, high - midnight)
                        for low, high in stretches(hours, *days, self._calendar)
                    )
                )
            self._stretches[hours] = found
        return self._stretches[hours]


@lru_cache(maxsize=4096)
def _shifts(cells: int) -> tuple[int, ...]:
    """How far to shift a mask onto itself, again and again, so that it covers ``cells``."""
    found, covered = [], 1
    while covered < cells:
        step = min(covered, cells - covered)
        found.append(step)
        covered += step
    return tuple(found)


def runs_into(busy: int, cells: int) -> int:
    """Return the starts from which so many cells run into one that is busy.

    >>> bin(runs_into(0b1000, 3))
    '0b1110'
    """
    for shift in _shifts(cells):
        busy |= busy >> shift
    return busy
