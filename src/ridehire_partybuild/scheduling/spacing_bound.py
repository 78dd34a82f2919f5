"""What the gaps of one duty cost at least: its best days if nobody else were there."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from .board import Board
from .chains import Key, Post

__all__ = ["least_spacing"]

Stop = tuple[int, tuple[int, ...], bool]
"""A post's share, the days that it could have, and whether it is on record."""


def least_spacing(chain: Sequence[Post], days: Mapping[Key, Sequence[int]], board: Board) -> int:
    """Return the fewest days beyond tolerance that the gaps of a chain come to.

    Posts that nobody can take are left out of the chain, as they are in every plan.
    """
    first = board.grid.first
    stops: list[Stop] = []
    for post in chain:
        if post.record is not None:
            stops.append((post.share - first, (post.record.day.toordinal() - first,), True))
        elif post.key in days:
            stops.append((post.share - first, tuple(days[post.key]), False))
    key = tuple(stops)
    if key not in board.known_spacing:
        board.known_spacing[key] = _least(key, board.ground.policy.spacing_tolerance)
    return board.known_spacing[key]


def _least(stops: Sequence[Stop], tolerance: int) -> int:
    """Go from stop to stop; for each day keep the least that it takes to get there."""
    costs: dict[int, int] = {}
    before = (0, (), True)
    for share, days, fixed in stops:
        if not costs:
            costs = dict.fromkeys(days, 0)
        elif fixed and before[2]:  # a gap between two on record costs nothing
            least = min(costs.values())
            costs = dict.fromkeys(days, least)
        else:
            ideal = share - before[0]
            costs = _step(costs, days, ideal, ideal * tolerance // 100)
        before = share, days, fixed
    return min(costs.values(), default=0)


def _step(costs: Mapping[int, int], days: Sequence[int], ideal: int, slack: int) -> dict[int, int]:
    earlier = sorted(costs)
    free = [day for day in earlier if not costs[day]]
    found: dict[int, int] = {}
    for day in days:
        low, high = day - ideal - slack, day - ideal + slack
        at = bisect_left(free, low)
        if at < len(free) and free[at] <= high:
            found[day] = 0
            continue
        found[day] = min(
            costs[one] + max(0, low - one, one - high) for one in earlier
        )
    return found
