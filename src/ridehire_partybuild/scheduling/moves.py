"""The moves of a search: relocate a session, or insist on a spot and make room for it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from .board import END, HOLE
from .search_state import State
from .spots import Spots

__all__ = ["Moves"]

FARTHEST_REPAIR = 4
"""So many neighbours on each side are put right after a move."""

DAYS_TRIED = 4


class Moves:
    """Changes the state of a search a little; `State.undo` takes it back."""

    __slots__ = ("_board", "_random", "_spots", "_state")

    def __init__(self, state: State, spots: Spots, random: Callable[[], float]) -> None:
        self._state, self._board, self._spots, self._random = state, state.board, spots, random

    def relocate(self, need: int) -> None:
        """Move a need to the cheapest spot that is free."""
        state = self._state
        if state.day[need] >= 0:
            state.lift(need)
        spot = self._spots.cheapest(need)
        if spot is not None:
            state.place(need, *spot)

    def insist(self, need: int) -> None:
        """Put a need on a good spot, whoever is there, and them elsewhere."""
        state = self._state
        if state.day[need] >= 0:
            state.lift(need)
        spot = self._wished(need)
        if spot is None:
            self.relocate(need)
            return
        moved = self._evict(need, *spot)
        if moved is None:
            self.relocate(need)
            return
        state.place(need, *spot)
        for other in moved:
            self.relocate(other)

    def mend(self, need: int) -> None:
        """Put right the neighbours in the chain of a need that has moved, one after the other."""
        board, state = self._board, self._state
        for side in (-1, 1):
            post = board.post[need]
            for _ in range(FARTHEST_REPAIR):
                post += side
                while state.x[post] == HOLE:
                    post += side
                other = board.owner[post]
                if state.x[post] == END or other < 0 or not self._strains(post):
                    break
                self.relocate(other)
                if state.day[other] < 0:
                    break

    def _strains(self, post: int) -> bool:
        """Whether a gap beside a post costs something."""
        state = self._state
        _, after = state.neighbours(post)
        return state.gaps[post] + state.gaps[after] > 0

    def _wished(self, need: int) -> tuple[int, int, int] | None:
        """A start, a host and the best of some days, whether or not they are free."""
        board, random = self._board, self._random
        days = board.open_days[need]
        if not days:
            return None
        price = self._spots.prices(need)[0]
        day = min(
            (days[int(random() * len(days))] for _ in range(DAYS_TRIED)),
            key=price,
        )
        mask, host = board.allowed[need][day], -1
        if board.hosted[need]:
            able = board.able[need]
            index = int(random() * len(able))
            host = able[index]
            mask &= board.free[need][index][day]
        mask = mask & board.liked[need][day] or mask
        return (day, self._spots.one_of(mask), host) if mask else None

    def _evict(self, need: int, day: int, start: int, host: int) -> list[int] | None:
        """Lift whoever is in the way, if they can be moved, and return them."""
        state, board = self._state, self._board
        at = board.station[need] * state.days + day
        wanted = ((1 << board.cells[need]) - 1) << start
        if board.rooms.get(at, 0) & wanted or self._spots.is_too_near(need, day):
            return None
        blocking = [
            other
            for other in state.room_days[at]
            if wanted & ((1 << board.cells[other]) - 1) << state.start[other]
        ]
        for other in blocking:
            state.lift(other)
        if host >= 0 and not self._free_host(need, day, start, host, blocking):
            for other in blocking:
                self.relocate(other)
            return None
        return blocking

    def _free_host(self, need: int, day: int, start: int, host: int, blocking: list[int]) -> bool:
        """Make the host free for a start, adding to those who had to go; tell whether it is."""
        state, board, random = self._state, self._board, self._random
        at, week = host * state.days + day, board.week[day]
        kind, station = board.kind[need], board.station[need]
        for other in tuple(state.host_days[at]):
            way = board.distance(board.station[other], station)
            if board.clash[board.kind[other]][kind][way][state.start[other]] >> start & 1:
                state.lift(other)
                blocking.append(other)
        there = state.host_days[at]
        while there and state.held_a_day[at] >= board.per_day[host]:
            other = there[int(random() * len(there))]
            state.lift(other)
            blocking.append(other)
        at_week = host * state.weeks + week
        if state.held_a_week[at_week] >= board.per_week[host]:
            days = range(bisect_left(board.week, week), bisect_right(board.week, week))
            others = [other for one in days for other in state.host_days[host * state.days + one]]
            if others:
                other = others[int(random() * len(others))]
                state.lift(other)
                blocking.append(other)
        return (
            state.held_a_day[at] < board.per_day[host]
            and state.held_a_week[at_week] < board.per_week[host]
            and not self._spots.engaged(need, host, day) >> start & 1
        )
