"""The cheapest free spot for a need: a day, a start and a host that nothing is in the way of."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import inf

from .board import END
from .grid import runs_into
from .search_state import State

__all__ = ["Spots"]

Spot = tuple[int, int, int]
"""A day, a start and a host (-1: none is needed), by number."""


class Spots:
    """Looks for free spots in the state of a search."""

    __slots__ = ("_board", "_random", "_state")

    def __init__(self, state: State, random: Callable[[], float]) -> None:
        self._state, self._board, self._random = state, state.board, random

    def cheapest(self, need: int) -> Spot | None:
        """Return the cheapest spot for a need that is not placed; of equals any. None: none."""
        board, state = self._board, self._state
        days = board.open_days[need]
        if not days:
            return None
        price, low, high = self.prices(need)
        first, last = bisect_left(days, low), bisect_right(days, high)
        found: Spot | None = None
        best = inf
        outside: tuple[int, ...] = days
        gain = self._most_gained(need, days) if state.rotates else 0
        if first < last and not gain:
            count = last - first
            offset = int(self._random() * count)
            for turn in range(count):
                spot = self.free(need, days[first + (offset + turn) % count])
                if spot is not None and spot[3] < best:
                    best, found = spot[3], spot[:3]
                    if not best:
                        return found
            outside = (*days[:first], *days[last:])
        random = self._random
        for cost, _, day in sorted([(price(day), random(), day) for day in outside]):
            if cost - gain >= best:
                break
            spot = self.free(need, day)
            if spot is not None and cost + spot[3] < best:
                best, found = cost + spot[3], spot[:3]
        return found

    def _most_gained(self, need: int, days: Sequence[int]) -> int:
        """What at most a session gains by shifts that could attend no other."""
        # a duty's own period is no longer than one of the rotation: its window touches two at most
        ends = (days[0], days[-1])
        return max(len(self._state.lacking(need, day)) for day in ends) * self._state.turn

    def nearest(self, need: int, ideal: int) -> Spot | None:
        """Return the spot nearest to a day, the points of its hour counting as days."""
        found, best = None, inf
        for day in sorted(self._board.open_days[need], key=lambda day: (abs(day - ideal), day)):
            far = abs(day - ideal)
            if far >= best:
                break
            spot = self.free(need, day)
            if spot is not None and far + spot[3] < best:
                best, found = far + spot[3], spot[:3]
        return found

    def prices(self, need: int) -> tuple[Callable[[int], int], float, float]:
        """What a day costs by its gaps, and between which days that is nothing."""
        state, board = self._state, self._board
        post = board.post[need]
        share, points = board.share[post], state.spacing
        before, after = state.neighbours(post)
        left, right = state.x[before], state.x[after]
        low, high = -inf, inf
        one = other = 0
        if left != END:
            left += share
            one = state.slack(before, post)
            low, high = left - one, left + one
        if right != END:
            right += share
            other = state.slack(post, after)
            low, high = max(low, right - other), min(high, right + other)

        def price(day: int) -> int:
            missed = 0
            if left != END:
                missed = max(0, abs(day - left) - one)
            if right != END:
                missed += max(0, abs(day - right) - other)
            return missed * points

        return price, low, high

    def free(self, need: int, day: int) -> tuple[int, int, int, int] | None:
        """Return a free spot of a day, and what its hour costs more than a preferred one."""
        state, board = self._state, self._board
        if self.is_too_near(need, day):
            return None
        mask = board.allowed[need][day]
        busy = state.rooms[board.station[need] * state.days + day]
        if busy:
            mask &= ~runs_into(busy, board.cells[need])
        if not mask:
            return None
        lacking = state.lacking(need, day) if state.rotates else ()
        if not board.hosted[need]:
            return (day, *self._start(need, day, mask, lacking, -1))
        least = -len(lacking) * state.turn
        able, free = board.able[need], board.free[need]
        count, found = len(able), None
        offset = int(self._random() * count)
        week = board.week[day]
        for turn in range(count):
            index = (offset + turn) % count
            host = able[index]
            starts = mask & free[index][day]
            if (
                not starts
                or state.held_a_day[host * state.days + day] >= board.per_day[host]
                or state.held_a_week[host * state.weeks + week] >= board.per_week[host]
            ):
                continue
            starts &= ~self.engaged(need, host, day)
            if starts:
                spot = (day, *self._start(need, day, starts, lacking, host))
                if spot[3] <= least:
                    return spot
                if found is None or spot[3] < found[3]:
                    found = spot
        return found

    def _start(
        self, need: int, day: int, starts: int, lacking: Sequence[int], host: int
    ) -> tuple[int, int, int]:
        """Return one of the best starts, the host, and what it costs."""
        state, board = self._state, self._board
        good = starts & board.liked[need][day]
        cost = 0 if good else state.points
        good = good or starts
        if lacking:
            masks = board.rotation.attends[board.kind[need]]
            for number in lacking:
                attended = good & masks[number][day]
                if attended:
                    good = attended
                    cost -= state.turn
        return self.one_of(good), host, cost

    def engaged(self, need: int, host: int, day: int) -> int:
        """The starts that the other sessions of the host forbid, and the ways between."""
        state, board = self._state, self._board
        at = host * state.days + day
        found = 0
        station, kind = board.station[need], board.kind[need]
        for other in state.host_days[at]:
            way = board.distance(board.station[other], station)
            found |= board.clash[board.kind[other]][kind][way][state.start[other]]
        if board.engaged or board.far_reaching:
            found |= self._engaged_on_record(need, at) | self._engaged_at_night(need, host, day)
        return found

    def _engaged_on_record(self, need: int, at: int) -> int:
        board, found = self._board, 0
        for start, end, station in board.engaged.get(at, ()):
            way = 0 if station < 0 else board.travel[board.distance(station, board.station[need])]
            minutes = board.minutes[board.kind[need]]
            found |= board.grid.clashing(start - way, end + way, minutes)
        return found

    def _engaged_at_night(self, need: int, host: int, day: int) -> int:
        """What sessions on the day before and after forbid, where the way is that long."""
        state, board, found = self._state, self._board, 0
        if not board.far_reaching:
            return 0
        grid, minutes = board.grid, board.minutes[board.kind[need]]
        for other_day in (day - 1, day + 1):
            if 0 <= other_day < state.days:
                for other in state.host_days[host * state.days + other_day]:
                    way = board.travel[board.distance(board.station[other], board.station[need])]
                    start = (other_day - day) * 1440 + state.start[other] * grid.step
                    end = start + board.minutes[board.kind[other]]
                    found |= grid.clashing(start - way, end + way, minutes)
        return found

    def is_too_near(self, need: int, day: int) -> bool:
        """Whether another session of the duty stands fewer days away than its smallest gap."""
        state, board = self._state, self._board
        gap, x, share = board.gap[need], state.x, board.share
        begin, end = board.chain[need]
        return bool(gap) and any(
            abs(x[post] + share[post] - day) < gap
            for post in range(begin, end)
            if board.owner[post] >= 0
        )

    def one_of(self, mask: int) -> int:
        """Return one of the starts, any."""
        skipped = int(self._random() * mask.bit_count())
        while skipped:
            mask &= mask - 1
            skipped -= 1
        return (mask ^ (mask - 1)).bit_length() - 1
