"""The other solver: the same instance as booleans and sums, for CP-SAT to place.

It is given the library's tables of starts that no rule forbids; what it returns is judged by the
library's checker and score like any other plan. It is a contender, and nothing depends on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ridehire_partybuild.scheduling.board import END, HOLE
from ridehire_partybuild.scheduling.search_state import State

__all__ = ["Answer", "solve"]

MOST_HOSTS = 2
"""Of hosts who are all alike for a need so many are offered to it: fewer booleans to go through."""

Spot = tuple[int, int, int]
"""A day, a start and a host, by number."""

LEFT_OUT = 10_000
"""What a session costs the solver that it does not place: more than all soft points together."""


@dataclass(frozen=True)
class Answer:
    """What the solver says.

    Attributes:
        placed: For each need a day, a start and a host, by number; empty if it found nothing.
        bound: What it proved that no plan can go below; None: it found nothing.
        is_optimal: Whether it proved its plan to be the best.
        seconds: How long the solver took, the making of the model not counted.
    """

    placed: Mapping[int, Spot]
    bound: float | None
    is_optimal: bool
    seconds: float


class _Model:
    """Some needs of a board as a model; all others stay where the state has them."""

    def __init__(self, state: State, needs: Iterable[int], *, thorough: bool) -> None:
        # installed for `make bench` alone
        self.cp = import_module("ortools.sat.python.cp_model")
        self.model: Any = self.cp.CpModel()
        self.state, self.board, self.thorough = state, state.board, thorough
        self.needs = sorted(needs)
        self.left_out: dict[int, Any] = {}
        self.spots: dict[int, dict[Spot, Any]] = {}
        self._rooms: dict[tuple[int, int, int], list[Any]] = {}
        self._hosts: dict[tuple[int, int, int], list[Any]] = {}
        self._days: dict[tuple[int, int], list[Any]] = {}
        self._weeks: dict[tuple[int, int], list[Any]] = {}
        self.costs: list[Any] = []
        for need in self.needs:
            self._offer(need)
        self._forbid_clashes()
        self._space()
        self.model.minimize(sum(self.costs))

    def _offer(self, need: int) -> None:
        """A boolean for each spot of a need; one of them it takes."""
        board, state = self.board, self.state
        offered: dict[Spot, Any] = {}
        hosts = self._few_hosts(need)
        for day in board.open_days[need]:
            liked = board.liked[need][day]
            free = board.allowed[need][day] & ~self._taken_rooms(need, day)
            for host, masks in hosts:
                mask = free & (
                    -1 if masks is None else masks[day] & ~self._engaged(need, host, day)
                )
                while mask:
                    start = (mask & -mask).bit_length() - 1
                    mask &= mask - 1
                    spot = day, start, host
                    taken = offered[spot] = self.model.new_bool_var("")
                    self._enter(need, spot, taken)
                    if not liked >> start & 1:
                        self.costs.append(state.points * taken)
        left_out = self.left_out[need] = self.model.new_bool_var("")
        self.model.add_exactly_one([*offered.values(), left_out])
        self.costs.append(LEFT_OUT * left_out)
        self.model.add_hint(left_out, state.day[need] < 0)
        self.spots[need] = offered

    def _few_hosts(self, need: int) -> Sequence[tuple[int, list[int] | None]]:
        board, now = self.board, self.state.host[need]
        if not board.hosted[need]:
            return [(-1, None)]
        known = list(zip(board.able[need], board.free[need], strict=True))
        first = need * 7 % len(known)
        rotated = known[first:] + known[:first]
        return sorted(rotated, key=lambda pair: pair[0] != now)[:MOST_HOSTS]

    def _taken_rooms(self, need: int, day: int) -> int:
        """The starts that needs outside the model forbid in the room."""
        board, state, found = self.board, self.state, 0
        own = set(self.needs)
        for other in state.room_days[board.station[need] * state.days + day]:
            if other not in own:
                step = board.grid.step
                start = state.start[other] * step
                minutes = board.minutes[board.kind[other]]
                found |= board.grid.clashing(
                    start, start + minutes, board.minutes[board.kind[need]]
                )
        return found

    def _engaged(self, need: int, host: int, day: int) -> int:
        """The starts that needs outside the model forbid for the host."""
        board, state, found = self.board, self.state, 0
        own = set(self.needs)
        for other in state.host_days[host * state.days + day]:
            if other not in own:
                way = board.distance(board.station[other], board.station[need])
                found |= board.clash[board.kind[other]][board.kind[need]][way][state.start[other]]
        return found

    def _enter(self, need: int, spot: Spot, taken: Any) -> None:
        board = self.board
        day, start, host = spot
        for cell in range(start, start + board.cells[need]):
            self._rooms.setdefault((board.station[need], day, cell), []).append(taken)
        if host >= 0:
            step = board.grid.step
            way = max(board.travel[1], board.travel[2])  # on this grid both come to the same
            cells = -(-(board.minutes[board.kind[need]] + way) // step)
            for cell in range(start, start + cells):
                self._hosts.setdefault((host, day, cell), []).append(taken)
            self._days.setdefault((host, day), []).append(taken)
            self._weeks.setdefault((host, board.week[day]), []).append(taken)

    def _forbid_clashes(self) -> None:
        board, model = self.board, self.model
        for group in (*self._rooms.values(), *self._hosts.values()):
            if len(group) > 1:
                model.add_at_most_one(group)
        held_days, held_weeks = self._held_outside()
        for (host, day), group in self._days.items():
            model.add(sum(group) <= board.per_day[host] - held_days.get((host, day), 0))
        for (host, week), group in self._weeks.items():
            model.add(sum(group) <= board.per_week[host] - held_weeks.get((host, week), 0))

    def _held_outside(self) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
        board, state, own = self.board, self.state, set(self.needs)
        days: dict[tuple[int, int], int] = {}
        weeks: dict[tuple[int, int], int] = {}
        for need, (day, host) in enumerate(zip(state.day, state.host, strict=True)):
            if need not in own and day >= 0 and host >= 0:
                week = board.week[day]
                days[host, day] = days.get((host, day), 0) + 1
                weeks[host, week] = weeks.get((host, week), 0) + 1
        return days, weeks

    def _space(self) -> None:
        """The days beyond tolerance between neighbours, of which at least one is in the model."""
        board, state = self.board, self.state
        posts: dict[int, Any] = {}
        for need, offered in self.spots.items():
            posts[board.post[need]] = self._day(need, offered)
        for post in posts:
            before, after = post - 1, post + 1
            while before not in posts and state.x[before] == HOLE:
                before -= 1
            while after not in posts and state.x[after] == HOLE:
                after += 1
            if after in posts or state.x[after] != END:
                self._gap(post, after, posts)
            if before not in posts and state.x[before] != END:  # else told by the one before
                self._gap(before, post, posts)

    def _day(self, need: int, offered: Mapping[Spot, Any]) -> Any:
        """The day of a need; one that is left out stands at day 0, and its gaps cost nothing."""
        model, now = self.model, self.state.day[need]
        days = sorted({0, *(day for day, _, _ in offered)})
        variable = model.new_int_var_from_domain(self.cp.Domain.from_values(days), "")
        model.add_hint(variable, max(now, 0))
        if self.thorough:  # the form that is proved soonest
            model.add(variable == sum(day * taken for (day, _, _), taken in offered.items()))
            return variable
        there = {day: model.new_bool_var("") for day in days}  # the form that is searched soonest
        for day, one in there.items():
            model.add_hint(one, day == max(now, 0))
            group = [taken for (other, _, _), taken in offered.items() if other == day]
            if day:
                model.add(sum(group) == one)
        model.add_exactly_one(there.values())
        model.add(variable == sum(day * one for day, one in there.items()))
        return variable

    def _gap(self, one: int, other: int, posts: Mapping[int, Any]) -> None:
        board, state, model = self.board, self.state, self.model
        first, second = (
            posts.get(post, state.x[post] + board.share[post]) for post in (one, other)
        )
        missed = second - first - (board.share[other] - board.share[one])
        slack = state.slack(one, other)
        beyond = model.new_int_var(0, 400, "")
        there = [
            self.left_out[board.owner[post]].negated() for post in (one, other) if post in posts
        ]
        model.add(beyond >= missed - slack).only_enforce_if(there)
        model.add(beyond >= -missed - slack).only_enforce_if(there)
        self.costs.append(state.spacing * beyond)
        owners = [board.owner[post] for post in (one, other)]
        if all(owner < 0 or state.day[owner] >= 0 for owner in owners):
            now = abs(state.x[other] - state.x[one]) - slack
            model.add_hint(beyond, max(0, now))
        else:
            model.add_hint(beyond, 0)


def solve(
    state: State, needs: Iterable[int], seconds: float, *, thorough: bool, workers: int = 2
) -> Answer:
    """Place some needs of a state as well as CP-SAT can in that time, the others staying.

    Being thorough it can prove what is small; else it spends its seconds on finding.
    """
    model = _Model(state, needs, thorough=thorough)
    for need, offered in model.spots.items():
        now = state.day[need], state.start[need], state.host[need]
        for spot, taken in offered.items():
            model.model.add_hint(taken, spot == now)
    solver = model.cp.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    if not thorough:  # a long presolve would leave it no time: so it finds more in the same seconds
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
    status = solver.solve(model.model)
    if status not in {model.cp.OPTIMAL, model.cp.FEASIBLE}:
        return Answer(placed={}, bound=None, is_optimal=False, seconds=solver.wall_time)
    placed = {
        need: spot
        for need, offered in model.spots.items()
        for spot, taken in offered.items()
        if solver.boolean_value(taken)
    }
    return Answer(
        placed=placed,
        bound=solver.best_objective_bound,
        is_optimal=status == model.cp.OPTIMAL,
        seconds=solver.wall_time,
    )
