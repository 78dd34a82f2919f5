"""The cheapest days of one duty's chain if nobody else were there: exact, post by post."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Rates", "Stop", "detours", "least"]


class Stop(NamedTuple):
    """A post of a chain that somebody can take.

    Attributes:
        share: When its share of time begins.
        days: The days that it could have, in order.
        costs: What each of them costs, whatever the neighbours.
        fixed: Whether it is on record.
    """

    share: int
    days: tuple[int, ...]
    costs: tuple[int, ...]
    fixed: bool


class Rates(NamedTuple):
    """What gaps cost: hundredths of the ideal that are free, and points a day beyond."""

    tolerance: int
    points: int


@lru_cache(maxsize=4096)
def least(stops: tuple[Stop, ...], rates: Rates) -> int:
    """Return the least that a chain costs.

    >>> stop = Stop(share=0, days=(0, 9), costs=(0, 0), fixed=False)
    >>> least((stop, stop._replace(share=7, days=(20,), costs=(1,))), Rates(30, 1))
    3
    """
    found = _forward(stops, rates)
    return min(found[-1]) if found else 0


@lru_cache(maxsize=4096)
def detours(stops: tuple[Stop, ...], rates: Rates) -> tuple[tuple[int, ...], ...]:
    """Return for each post and day what the rest of the chain costs if it goes there.

    >>> stop = Stop(share=0, days=(0, 9), costs=(0, 5), fixed=False)
    >>> detours((stop, stop._replace(share=7, days=(7,), costs=(1,))), Rates(30, 1))
    ((1, 8), (0,))
    """
    to = _forward(stops, rates)
    back = [
        stop._replace(
            share=-stop.share,
            days=tuple(-day for day in reversed(stop.days)),
            costs=stop.costs[::-1],
        )
        for stop in reversed(stops)
    ]
    after = [costs[::-1] for costs in reversed(_forward(back, rates))]
    return tuple(
        tuple(a + b - 2 * own for a, b, own in zip(one, other, stop.costs, strict=True))
        for stop, one, other in zip(stops, to, after, strict=True)
    )


def _forward(stops: Sequence[Stop], rates: Rates) -> list[list[int]]:
    """What it costs at least to get to each day of each post."""
    found: list[list[int]] = []
    before: Stop | None = None
    for stop in stops:
        if before is None:
            found.append(list(stop.costs))
        elif before.fixed and stop.fixed:  # a gap between two on record costs nothing
            (reached,) = found[-1]
            found.append([reached + cost for cost in stop.costs])
        else:
            found.append(_step(before.days, found[-1], stop, stop.share - before.share, rates))
        before = stop
    return found


def _step(
    earlier: Sequence[int], costs: Sequence[int], stop: Stop, ideal: int, rates: Rates
) -> list[int]:
    slack, points = abs(ideal) * rates.tolerance // 100, rates.points
    lowest = min(costs)
    cheap = [day for day, cost in zip(earlier, costs, strict=True) if cost == lowest]
    pairs = list(zip(earlier, costs, strict=True))
    found = []
    for day, own in zip(stop.days, stop.costs, strict=True):
        low, high = day - ideal - slack, day - ideal + slack
        at = bisect_left(cheap, low)
        if at < len(cheap) and cheap[at] <= high:
            found.append(lowest + own)
        else:
            found.append(
                own
                + min(
                    cost + points * (low - one if one < low else one - high if one > high else 0)
                    for one, cost in pairs
                )
            )
    return found
