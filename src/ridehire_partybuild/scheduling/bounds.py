"""Lower bounds by counting: what no plan of the same inputs can avoid.

Two kinds of reasons add up, for they price different things: what the hosts of a skill can hold
against what is asked of them, interval by interval of weeks; and for each duty alone the best
days that its chain could have if nobody else were there.
"""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from ridehire_partybuild.values import DutyId, Modality

from .board import Board, Sheet
from .hall import Intervals, shortfall
from .needs import Need
from .spacing_bound import least_spacing
from .vocabulary import Rule

__all__ = ["Bound", "bound_of"]


@attrs.frozen(kw_only=True)
class Bound:
    """What no plan can avoid: required sessions left out, and soft points."""

    medium: int
    soft: int


class _View:
    """The needs of a board with every slot that no rule bars: the warned and nightly ones too."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.sheets: Mapping[DutyId, Sheet] = board.sheets
        self.days = board.open_days
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

    def sheet(self, number: int) -> Sheet:
        return self.sheets[self.board.needs[number].duty.id]

    def liked_days(self, number: int) -> list[int]:
        """The days on which the need could be met in preferred hours."""
        sheet, found = self.sheet(number), []
        for day in self.days[number]:
            good = sheet.allowed[day] & sheet.liked[day]
            if good and (not sheet.hosts or any(good & masks[day] for masks in sheet.free)):
                found.append(day)
        return found


def bound_of(board: Board) -> Bound:
    """Return what no plan of the board's inputs can avoid."""
    policy, view = board.ground.policy, _View(board)
    on_board = {need.key for need in board.needs}
    never = [need for need in board.matter.needs if need.key not in on_board]
    never += [need for need, days in zip(board.needs, view.days, strict=True) if not days]
    medium = sum(1 for need in never if _is_required(need))
    soft = (len(never) - medium) * policy.unplaced_points
    short: set[DutyId] = set()
    for hosts, numbers in _pools(view).items():
        missing, points = _of_pool(view, hosts, numbers)
        medium += missing
        soft += points
        if missing:
            short |= {board.needs[number].duty.id for number in numbers}
    days = {
        need.key: of for need, of in zip(board.needs, view.days, strict=True) if of
    }
    soft += policy.spacing_points * sum(
        least_spacing(chain, days, board)
        for chain in board.matter.chains
        if chain[0].duty.modality is Modality.SHALL and chain[0].duty.id not in short
    )
    if not view.is_wider:
        soft += policy.rotation_points * (board.rotation.certain + board.rotation.beyond_reach)
    return Bound(medium=medium, soft=soft)


def _is_required(need: Need) -> bool:
    return need.duty.modality is Modality.SHALL


def _pools(view: _View) -> dict[tuple[int, ...], list[int]]:
    """The needs that can be met at all, by the hosts who could."""
    found: dict[tuple[int, ...], list[int]] = {}
    for number, days in enumerate(view.days):
        if days:
            found.setdefault(view.sheet(number).hosts, []).append(number)
    return found


def _of_pool(view: _View, hosts: Sequence[int], numbers: Sequence[int]) -> tuple[int, int]:
    """What the needs of one pool of hosts must do without, and the points that they must cost."""
    board = view.board
    policy = board.ground.policy
    required = [number for number in numbers if _is_required(board.needs[number])]
    liked = {number: view.liked_days(number) for number in required}
    disliked = sum(1 for days in liked.values() if not days)
    if not hosts:
        return 0, disliked * policy.preferred_points
    capacity = _capacity(view, hosts, numbers, liked_only=False)
    missing = shortfall(_intervals(board, {one: view.days[one] for one in required}), capacity)
    everybody = _intervals(board, {one: view.days[one] for one in numbers})
    beyond = max(0, shortfall(everybody, capacity) - missing)
    good = _capacity(view, hosts, required, liked_only=True)
    rushed = shortfall(_intervals(board, {one: of for one, of in liked.items() if of}), good)
    points = max(0, rushed + disliked - missing) * policy.preferred_points
    return missing, points + beyond * policy.unplaced_points


def _intervals(board: Board, days: Mapping[int, Sequence[int]]) -> Intervals:
    return [(board.week[of[0]], board.week[of[-1]]) for of in days.values()]


def _capacity(
    view: _View, hosts: Sequence[int], numbers: Iterable[int], *, liked_only: bool
) -> list[int]:
    """How many sessions the hosts can hold in each week, on days that the needs can use."""
    board = view.board
    blocks, unlimited = board.ground.policy.blocks, 10**6
    sheets = {id(sheet): sheet for sheet in map(view.sheet, numbers)}
    usable = _usable(view, numbers)
    shortest = min((sheet.duty.minutes for sheet in sheets.values()), default=1)
    apart = shortest + _least_way(view, numbers)
    found = [0] * board.weeks
    for host in hosts:
        weeks = [0] * board.weeks
        for day in usable:
            mask = 0
            for sheet in sheets.values():
                if host in sheet.hosts:
                    starts = sheet.allowed[day] & sheet.free[sheet.hosts.index(host)][day]
                    mask |= starts & sheet.liked[day] if liked_only else starts
            most = _most_in_a_row(mask, apart, board.grid.step)
            if not blocks(Rule.HOST_BUSY):
                most = unlimited if mask else 0
            if blocks(Rule.HOST_DAY_LIMIT):
                held = board.held_a_day.get(host * board.days + day, 0)
                most = min(most, max(0, board.per_day[host] - held))
            weeks[board.week[day]] += most
        for week, most in enumerate(weeks):
            held = board.held_a_week.get(host * board.weeks + week, 0)
            limit = max(0, board.per_week[host] - held) if blocks(Rule.HOST_WEEK_LIMIT) else most
            found[week] += min(most, limit)
    return found


def _usable(view: _View, numbers: Iterable[int]) -> list[int]:
    found: set[int] = set()
    for days in {id(view.days[one]): view.days[one] for one in numbers}.values():
        found.update(days)
    return sorted(found)


def _least_way(view: _View, numbers: Iterable[int]) -> int:
    """The minutes that a host spends at least on the way from one need to another on one day."""
    board, last = view.board, {}
    if not board.ground.policy.blocks(Rule.HOST_TRAVEL):
        return 0
    for number in sorted(numbers, key=lambda one: view.days[one][0]):
        station = board.station[number]
        if last.get(station, -1) >= view.days[number][0]:
            return min(board.travel)  # two of one station can fall on one day
        last[station] = view.days[number][-1]
    counties = [board.county[station] for station in last]
    cities = [board.city[station] for station in last]
    if len(set(cities)) == len(cities):
        return min(board.travel[3:])
    return min(board.travel[1 if len(set(counties)) < len(counties) else 2 :])


def _most_in_a_row(mask: int, minutes: int, step: int) -> int:
    """How many sessions of so many minutes fit one after the other into starts."""
    cells, found = -(-minutes // step), 0
    while mask:
        found += 1
        start = (mask & -mask).bit_length() - 1
        mask = mask >> (start + cells) << (start + cells)
    return found
