"""Prices of scarce days: raised, point by point, where more want a day than it can take.

The ascending auction of Demange, Gale and Sotomayor ("Multi-item auctions", 1986). Its prices are
an optimal solution of the dual of the assignment, so what is told of them is a bound.
"""

from collections.abc import Mapping, Sequence

__all__ = ["Bidder", "prices"]

Bidder = tuple[Mapping[int, int], int]
"""What each scarce day costs one who wants a day, and what it costs to have none of them."""


def prices(bidders: Sequence[Bidder], capacity: Mapping[int, int]) -> dict[int, int]:
    """Return the price of each day at which nobody need go without who would pay for it.

    >>> wants_early = ({1: 0, 2: 1}, 2)
    >>> prices([wants_early] * 4, {1: 1, 2: 1})
    {1: 2, 2: 1}
    """
    found = dict.fromkeys(capacity, 0)
    while True:
        wanted = [_wanted(bidder, found) for bidder in bidders]
        scarce = _overdemanded([days for days in wanted if days], capacity)
        if not scarce:
            return {day: price for day, price in found.items() if price}
        for day in scarce:
            found[day] += 1


def _wanted(bidder: Bidder, price: Mapping[int, int]) -> list[int]:
    """The days that are cheapest for one; none if having none is as cheap."""
    costs, otherwise = bidder
    lowest = min((cost + price[day] for day, cost in costs.items()), default=otherwise)
    if lowest >= otherwise:
        return []
    return [day for day, cost in costs.items() if cost + price[day] == lowest]


def _overdemanded(wanted: Sequence[Sequence[int]], capacity: Mapping[int, int]) -> set[int]:
    """The days that some bidder wants who cannot be served, and those wanted by who is there."""
    taken: dict[int, list[int]] = {day: [] for day in capacity}
    for bidder in range(len(wanted)):
        seen: set[int] = set()
        if not _serve(bidder, wanted, capacity, taken, seen):
            return seen
    return set()


def _serve(
    bidder: int,
    wanted: Sequence[Sequence[int]],
    capacity: Mapping[int, int],
    taken: dict[int, list[int]],
    seen: set[int],
) -> bool:
    """Give a bidder one of the wanted days, moving others to days that they want as much."""
    for day in wanted[bidder]:
        if day in seen:
            continue
        seen.add(day)
        if len(taken[day]) < capacity[day]:
            taken[day].append(bidder)
            return True
        for index, other in enumerate(taken[day]):
            if _serve(other, wanted, capacity, taken, seen):
                taken[day][index] = bidder
                return True
    return False
