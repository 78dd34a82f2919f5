"""What rules, hours and hosts say of the starts of each day, in masks (see `grid`)."""

from collections.abc import Callable

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Host, Station
from ridehire_partybuild.values import OpeningHours, Period, StationId
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .grid import Grid
from .ground import Ground, Slot
from .rules import DAY_RULES
from .vocabulary import Rule, Severity

__all__ = ["Bars", "Tables"]

Bars = Callable[[Rule, StationId | None], bool]
"""Tells whether a rule bars slots at a station."""


class Tables:
    """What hours, days and hosts say of the starts of each day, made when asked for."""

    def __init__(self, ground: Ground, grid: Grid) -> None:
        self.ground = ground
        self.grid = grid
        self._known: dict[object, list[int]] = {}

    def told(self, rule: Rule, station: StationId | None) -> bool:
        """Whether a rule is more than ignored."""
        policy = self.ground.policy
        return not policy.severities or policy.severity(rule, station) is not Severity.IGNORE

    def times(self, station: Station, minutes: int, bars: Bars) -> list[int]:
        """For each day the starts that the hours of the station and the peaks leave."""
        closed, peak = (bars(rule, station.id) for rule in (Rule.CLOSED, Rule.PEAK))
        hours = station.hours if closed else None
        key = "times", hours, peak, minutes
        if key not in self._known:
            masks = self._within(hours, minutes)
            if peak:
                taken = self.grid.touching(self.ground.policy.peaks, minutes)
                masks = [mask & ~other for mask, other in zip(masks, taken, strict=True)]
            self._known[key] = masks
        return self._known[key]

    def liked(self, duty: Duty) -> list[int]:
        """For each day the starts that lie in the preferred hours of the duty."""
        key = "liked", duty.preferred, duty.minutes
        if key not in self._known:
            self._known[key] = self._within(duty.preferred, duty.minutes)
        return self._known[key]

    def comes(self, host: Host, station: Station, minutes: int, bars: Bars) -> list[int]:
        """For each day the starts at which the host can be at the station."""
        flags = tuple(
            bars(rule, station.id)
            for rule in (Rule.UNKNOWN_HOST_HOURS, Rule.HOST_DAY_OFF, Rule.HOST_UNAVAILABLE)
        )
        far = bars(Rule.HOST_REACH, station.id) and not self.ground.policy.reaches(host, station)
        unknown, off, elsewhere = flags
        if far or (unknown and host.hours is None):
            return self._constant(0)
        key = "comes", host.id, off, elsewhere, minutes
        if key not in self._known:
            masks = list(self._within(host.hours if elsewhere else None, minutes))
            if off:
                same_day = self.grid.same_day(minutes)
                for day in host.days_off:
                    index = day.toordinal() - self.grid.first
                    if 0 <= index < len(masks):
                        masks[index] = 0
                    if 0 < index <= len(masks):  # nor over the midnight before
                        masks[index - 1] &= same_day
            self._known[key] = masks
        return self._known[key]

    def open_days(self, duty: Duty, bars: Bars) -> list[int]:
        """The numbers of the days that no rule on days forbids, whatever period is served."""
        told = tuple(bars(rule, duty.station) for rule in DAY_RULES)
        key = "days", duty.station, duty.subject, duty.seats, duty.days, told
        if key not in self._known:
            whole = range(self.grid.days)
            found = [day for day in whole if not self.is_barred(day, duty, None, bars)]
            self._known[key] = found
        return self._known[key]

    def is_barred(self, day: int, duty: Duty, period: Period | None, bars: Bars) -> bool:
        """Whether a rule on days forbids the day of that number; None: whatever the period."""
        start = (self.grid.first + day) * MINUTES_A_DAY
        slot = Slot(start=start, end=start + 1, station=duty.station, duty=duty, period=period)
        ground, station = self.ground, duty.station
        for rule, forbids in DAY_RULES.items():
            if forbids(ground, slot) and bars(rule, station):
                return True
        return False

    def _within(self, hours: OpeningHours | None, minutes: int) -> list[int]:
        key = "within", hours, minutes
        if hours is None:
            return self._constant(self.grid.whole)
        if key not in self._known:
            self._known[key] = self.grid.within(hours, minutes)
        return self._known[key]

    def _constant(self, mask: int) -> list[int]:
        return self._known.setdefault(mask, [mask] * self.grid.days)
