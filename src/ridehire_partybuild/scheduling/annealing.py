"""The search: little changes, some of them for the worse, fewer and fewer of these."""

from collections.abc import Callable
from math import exp

from ridehire_partybuild.values import Modality

from .moves import Moves
from .search_state import State, Step
from .spots import Spots

__all__ = ["anneal", "construct"]

HOTTEST, COLDEST = 2.5, 0.2
"""Points that a change for the worse may cost, about, at the start and at the end."""

OPEN_FIRST = 0.3
"""How often a need that is not placed is looked at, while there are any that could be."""

OPEN_AGAIN = 0.05
"""The same when no more can be placed: others may be left out at less cost."""

A_BAD_ONE, ITS_NEIGHBOUR = 0.5, 0.85
"""Up to which draw a session that costs something moves itself, or its neighbour in the chain."""

RELOCATE, MEND = 0.35, 0.5


def construct(state: State, spots: Spots) -> None:
    """Place the scarcest needs first, each as near to its ideal day as it can.

    What is required comes before what is recommended.
    """
    board = state.board
    first = board.grid.first

    def freedom(need: int) -> int:
        days, free = board.open_days[need], board.free[need]
        if not board.hosted[need]:
            return len(days)
        allowed = board.allowed[need]
        return sum(1 for day in days for masks in free if masks[day] & allowed[day])

    ranks = [
        (
            need.duty.modality is not Modality.SHALL,
            freedom(number),
            need.period,
            need.duty.id,
            need.ordinal,
            number,
        )
        for number, need in enumerate(board.needs)
    ]
    for *_, number in sorted(ranks):
        spot = spots.nearest(number, board.needs[number].ideal.toordinal() - first)
        if spot is not None:
            state.place(number, *spot)


def anneal(  # noqa: PLR0913 - all that a search depends on
    state: State,
    moves: Moves,
    random: Callable[[], float],
    *,
    budget: int,
    bound: int,
    hopeless: int,
) -> int:
    """Make moves until the budget is spent or the cost meets ``bound``; return how many.

    ``hopeless`` so many needs must be left out in any case. The state is left as it was at its
    best.
    """
    best, made = state.cost + state.unfairness(), 0
    since: list[Step] = state.log
    since.clear()
    scale = max(1, state.spacing)
    cooling = (COLDEST / HOTTEST) ** (1 / max(1, budget))
    heat, now = HOTTEST * scale, best
    while made < budget and best > bound:
        made += 1
        heat *= cooling
        mark = len(since)
        need = _chosen(state, random, hopeless)
        if need < 0:
            break
        if random() < RELOCATE:
            moves.relocate(need)
        else:
            moves.insist(need)
            if random() < MEND:
                moves.mend(need)
        after = state.cost + state.unfairness()
        worse = after - now
        if worse > 0 and random() >= exp(-worse / heat):
            state.undo(mark)
            continue
        now = after
        if now < best:
            best = now
            since.clear()
    state.undo(0)
    return made


def _chosen(state: State, random: Callable[[], float], hopeless: int) -> int:
    """The need to move: one that is not placed, one that costs something, or one beside it."""
    often = OPEN_FIRST if len(state.open) > hopeless else OPEN_AGAIN
    if state.open and random() < often:
        return list(state.open)[int(random() * len(state.open))]
    need = _bad_one(state, random)
    if need < 0:
        return next(iter(state.open), -1)
    draw = random()
    if draw < A_BAD_ONE:
        return need
    board = state.board
    if draw < ITS_NEIGHBOUR:
        post = state.neighbours(board.post[need])[random() < 0.5]
        return board.owner[post] if board.owner[post] >= 0 else need
    day, host = state.day[need], state.host[need]
    near = state.room_days[board.station[need] * state.days + day]
    if host >= 0:
        near = near + state.host_days[host * state.days + day]
    return near[int(random() * len(near))]


def _bad_one(state: State, random: Callable[[], float]) -> int:
    """A need that costs something, any; -1: none does."""
    bad = state.bad
    while bad:
        index = int(random() * len(bad))
        need = bad[index]
        if state.day[need] >= 0 and state.costs(need):
            return need
        bad[index] = bad[-1]
        bad.pop()
        state.is_bad[need] = 0
    return -1
