"""What can be asked of a pool of hosts: so many sessions on each day and in each week, at most."""

from collections.abc import Iterable, Mapping, Sequence

from ridehire_partybuild.values import DutyId

from .board import Board, Sheet
from .vocabulary import Rule

__all__ = ["Capacity", "View"]

UNLIMITED = 10**6
LIKED, OTHER = 1, 2


class View:
    """The needs of a board with every slot that no rule bars: the warned and nightly ones too."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.sheets: Mapping[DutyId, Sheet] = board.sheets
        self.days: Sequence[tuple[int, ...]] = board.open_days
        self.is_wider = bool(board.ground.policy.severities) or any(
            sheet.night for sheet in board.sheets.values()
        )
        if self.is_wider:
            bars, tables = board.ground.policy.blocks, board.tables
            self.sheets = {
                name: Sheet(board, sheet.duty, bars, board.grid.whole)
                for name, sheet in board.sheets.items()
            }
            self.days = [
                self.sheets[need.duty.id].days_of(need, tables, bars) for need in board.needs
            ]
        self._hours: dict[DutyId, list[int]] = {}

    def sheet(self, number: int) -> Sheet:
        """What the needs of one duty have in common."""
        return self.sheets[self.board.needs[number].duty.id]

    def hours(self, number: int) -> list[int]:
        """For each day whether it has preferred starts for a need (`LIKED`), and others."""
        sheet = self.sheet(number)
        if sheet.duty.id not in self._hours:
            found = [0] * self.board.days
            for day, mask in enumerate(sheet.allowed):
                if mask and sheet.can[day]:
                    good, other = mask & sheet.liked[day], mask & ~sheet.liked[day]
                    found[day] = LIKED * _anybody(sheet, day, good) | OTHER * _anybody(
                        sheet, day, other
                    )
            self._hours[sheet.duty.id] = found
        return self._hours[sheet.duty.id]


def _anybody(sheet: Sheet, day: int, starts: int) -> bool:
    if not sheet.hosts:
        return bool(starts)
    return any(starts & masks[day] for masks in sheet.free)


class Capacity:
    """How many sessions the hosts of a pool can hold, on days that its needs can use.

    Attributes:
        weeks: In each week.
        liked_weeks: In each week, in preferred hours.
        liked_days: On each day, in preferred hours.
    """

    def __init__(self, view: View, hosts: Sequence[int], numbers: Sequence[int]) -> None:
        self._board = view.board
        self._sheets = list(
            {
                (tuple(sheet.allowed), tuple(sheet.liked)): sheet
                for sheet in {id(one): one for one in map(view.sheet, numbers)}.values()
            }.values()
        )
        shortest = min(sheet.duty.minutes for sheet in self._sheets)
        self._apart = -(-(shortest + _least_way(view, numbers)) // self._board.grid.step)
        usable: set[int] = set()
        for days in {id(view.days[one]): view.days[one] for one in numbers}.values():
            usable.update(days)
        self._usable = sorted(usable)
        self.weeks = [0] * self._board.weeks
        self.liked_weeks = [0] * self._board.weeks
        self.liked_days = dict.fromkeys(self._usable, 0)
        for host in hosts:
            self._add(self.weeks, host, self._daily(host, liked=False))
            daily = self._daily(host, liked=True)
            self._add(self.liked_weeks, host, daily)
            for day, most in daily.items():
                self.liked_days[day] += most

    def _daily(self, host: int, *, liked: bool) -> dict[int, int]:
        """How many sessions a host can hold on each day."""
        board, blocks = self._board, self._board.ground.policy.blocks
        masks = [
            (sheet.allowed, sheet.liked, sheet.free[sheet.hosts.index(host)])
            for sheet in self._sheets
        ]
        busy, limited = blocks(Rule.HOST_BUSY), blocks(Rule.HOST_DAY_LIMIT)
        found = {}
        for day in self._usable:
            starts = 0
            for allowed, good, free in masks:
                starts |= allowed[day] & free[day] & (good[day] if liked else allowed[day])
            most = _most_in_a_row(starts, self._apart) if busy else UNLIMITED * bool(starts)
            if limited and most:
                held = board.held_a_day.get(host * board.days + day, 0)
                most = min(most, max(0, board.per_day[host] - held))
            found[day] = most
        return found

    def _add(self, weeks: list[int], host: int, daily: Mapping[int, int]) -> None:
        board = self._board
        own = [0] * board.weeks
        for day, most in daily.items():
            own[board.week[day]] += most
        for week, most in enumerate(own):
            if board.ground.policy.blocks(Rule.HOST_WEEK_LIMIT):
                held = board.held_a_week.get(host * board.weeks + week, 0)
                weeks[week] += min(most, max(0, board.per_week[host] - held))
            else:
                weeks[week] += most


def _least_way(view: View, numbers: Iterable[int]) -> int:
    """The minutes that a host spends at least on the way from one need to another on one day."""
    board = view.board
    last: dict[int, int] = {}
    if not board.ground.policy.blocks(Rule.HOST_TRAVEL):
        return 0
    for number in sorted(numbers, key=lambda one: view.days[one][0]):
        station, days = board.station[number], view.days[number]
        if station in last and days[0] <= last[station]:
            return min(board.travel)  # two of one station can fall on one day
        last[station] = days[-1]
    nearest = 3
    if len({board.county[station] for station in last}) < len(last):
        nearest = 1
    elif len({board.city[station] for station in last}) < len(last):
        nearest = 2
    return min(board.travel[nearest:])


def _most_in_a_row(starts: int, apart: int) -> int:
    """How many of the starts can be had that are so many cells apart."""
    found = 0
    while starts:
        found += 1
        first = (starts ^ starts - 1).bit_length() - 1  # the lowest bit
        starts = starts >> (first + apart) << (first + apart)
    return found
