"""Lower bounds by counting: what no plan of the same inputs can avoid.

Two kinds of reasons: what the hosts of a skill can hold against what is asked of them, interval
by interval of weeks; and the best days that each duty's chain could have if nobody else were
there, with prices on scarce hours. Any prices give a bound; good ones a sharp one.
"""

from collections.abc import Mapping, Sequence

import attrs

from ridehire_partybuild.values import Modality, Period

from .auction import Bidder, prices
from .board import Board
from .capacity import LIKED, OTHER, Capacity, View
from .chains import Post
from .hall import shortfall, worst_intervals
from .needs import Need
from .paths import Rates, Stop, detours, least

__all__ = ["Bound", "bound_of"]

Rush = Sequence[tuple[tuple[int, int], int]]
"""Intervals of weeks, and how many more want preferred hours in them than can have any."""


ROUNDS = 2
"""How often the prices are found anew, each time from what those before make of the chains."""


@attrs.frozen(kw_only=True)
class Bound:
    """What no plan can avoid: required sessions left out, and soft points."""

    medium: int
    soft: int


def bound_of(board: Board) -> Bound:
    """Return what no plan of the board's inputs can avoid."""
    policy, view = board.ground.policy, View(board)
    on_board = {need.key for need in board.needs}
    never = [need for need in board.matter.needs if need.key not in on_board]
    never += [need for need, days in zip(board.needs, view.days, strict=True) if not days]
    medium = sum(1 for need in never if _is_required(need))
    soft = (len(never) - medium) * policy.unplaced_points
    for hosts, numbers in _pools(view).items():
        pool = _Pool(view, hosts, numbers)
        medium += pool.missing
        soft += pool.points
    if not view.is_wider:
        soft += policy.rotation_points * (board.rotation.certain + board.rotation.beyond_reach)
    return Bound(medium=medium, soft=soft)


def _is_required(need: Need) -> bool:
    return need.duty.modality is Modality.SHALL


def _pools(view: View) -> dict[tuple[int, ...], list[int]]:
    """The needs that can be met at all, by the hosts who could."""
    found: dict[tuple[int, ...], list[int]] = {}
    for number, days in enumerate(view.days):
        if days:
            found.setdefault(view.sheet(number).hosts, []).append(number)
    return found


class _Pool:
    """What the needs must do without that share their hosts, and the points that they must cost.

    Where something required must be left out, which one is open: its chains are then taken to
    cost nothing.
    """

    def __init__(self, view: View, hosts: Sequence[int], numbers: Sequence[int]) -> None:
        self._view, self._board = view, view.board
        policy = self._board.ground.policy
        self._rates = Rates(policy.spacing_tolerance, policy.spacing_points)
        self._preferred = policy.preferred_points
        self._required = [one for one in numbers if _is_required(self._board.needs[one])]
        self.missing = beyond = rushed = 0
        rush: Rush = ()
        capacity = Capacity(view, hosts, numbers) if hosts else None
        if capacity is not None:
            self.missing = shortfall(self._weeks(self._required), capacity.weeks)
            everybody = shortfall(self._weeks(numbers), capacity.weeks)
            beyond = max(0, everybody - self.missing)
            rush = worst_intervals(self._liked_weeks(), capacity.liked_weeks)
            rushed = sum(missing for _, missing in rush)
        hurried = sum(1 for one in self._required if not self._liked_days(one))
        self.points = max(0, rushed + hurried - self.missing) * self._preferred
        if not self.missing:
            chains = self._chains()
            alone = sum(least(self._stops(chain, None), self._rates) for chain in chains)
            self.points = max(self.points + alone, self._priced(chains, capacity, rush))
        self.points += beyond * policy.unplaced_points

    def _weeks(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        week, days = self._board.week, self._view.days
        return [(week[days[one][0]], week[days[one][-1]]) for one in numbers]

    def _liked_days(self, number: int) -> list[int]:
        hours = self._view.hours(number)
        return [day for day in self._view.days[number] if hours[day] & LIKED]

    def _liked_weeks(self) -> list[tuple[int, int]]:
        week = self._board.week
        liked = (self._liked_days(one) for one in self._required)
        return [(week[days[0]], week[days[-1]]) for days in liked if days]

    def _chains(self) -> list[tuple[Post, ...]]:
        duties = {self._board.needs[one].duty.id for one in self._required}
        return [one for one in self._board.matter.chains if one[0].duty.id in duties]

    def _stops(self, chain: tuple[Post, ...], price: Mapping[int, int] | None) -> tuple[Stop, ...]:
        """The posts of a chain that can be taken; None: what hours cost is left aside."""
        first, found = self._board.grid.first, []
        for post in chain:
            share, number = post.share - first, self._board.numbers.get(post.key, -1)
            if post.record is not None:
                day = post.record.day.toordinal() - first
                found.append(Stop(share=share, days=(day,), costs=(0,), fixed=True))
            elif number >= 0 and self._view.days[number]:
                days = tuple(self._view.days[number])
                costs = (0,) * len(days) if price is None else self._costs(number, price)
                found.append(Stop(share=share, days=days, costs=costs, fixed=False))
        return tuple(found)

    def _costs(self, number: int, price: Mapping[int, int]) -> tuple[int, ...]:
        """What each day of a need costs by its hours: its price in preferred ones, or points."""
        hours, points = self._view.hours(number), self._preferred
        return tuple(
            points
            if hours[day] == OTHER
            else price.get(day, 0)
            if hours[day] == LIKED
            else min(points, price.get(day, 0))
            for day in self._view.days[number]
        )

    def _priced(
        self, chains: Sequence[tuple[Post, ...]], capacity: Capacity | None, rush: Rush
    ) -> int:
        """What the chains cost at prices on preferred hours, less what is paid to the days.

        In weeks of a rush the whole week has a price; in others days have those of an auction.
        """
        if capacity is None:
            return self._cost(chains, {})
        rushed = {one for (first, last), _ in rush for one in range(first, last + 1)}
        paid: dict[int, int] = {}
        best = 0
        for _ in range(ROUNDS):
            paid = self._auctioned(chains, capacity, paid)
            best = max(
                best,
                self._worth(chains, capacity, paid, set()),
                self._worth(chains, capacity, paid, rushed),
            )
        return best

    def _auctioned(
        self, chains: Sequence[tuple[Post, ...]], capacity: Capacity, paid: Mapping[int, int]
    ) -> dict[int, int]:
        """The prices of each period's days, given those of the others."""
        found: dict[int, int] = {}
        for bidders in self._bidders(chains, paid).values():
            wanted = {day for costs, _ in bidders for day in costs}
            places = {day: capacity.liked_days[day] for day in wanted}
            for day, price in prices(bidders, places).items():
                found[day] = max(price, found.get(day, 0))
        return found

    def _worth(
        self,
        chains: Sequence[tuple[Post, ...]],
        capacity: Capacity,
        paid: Mapping[int, int],
        rushed: set[int],
    ) -> int:
        """The bound that prices give; a week of a rush has one price, for what it can take."""
        week, points = self._board.week, self._preferred
        mixed = {day: price for day, price in paid.items() if week[day] not in rushed}
        income = sum(price * capacity.liked_days[day] for day, price in mixed.items())
        income += sum(points * capacity.liked_weeks[one] for one in rushed)
        mixed |= {day: points for day in capacity.liked_days if week[day] in rushed}
        return self._cost(chains, mixed) - income

    def _cost(self, chains: Sequence[tuple[Post, ...]], paid: Mapping[int, int]) -> int:
        return sum(least(self._stops(chain, paid), self._rates) for chain in chains)

    def _bidders(
        self, chains: Sequence[tuple[Post, ...]], paid: Mapping[int, int]
    ) -> dict[Period, list[Bidder]]:
        """Who wants preferred hours in each period, and what each day would cost otherwise."""
        found: dict[Period, list[Bidder]] = {}
        for chain in chains:
            open_ = [post for post in chain if self._is_open(post)]
            stops = self._stops(chain, paid)
            told = detours(stops, self._rates)
            for post, stop, more in zip(open_, stops, told, strict=True):
                if stop.fixed:
                    continue
                hours = self._view.hours(self._board.numbers[post.key])
                days = list(zip(stop.days, more, strict=True))
                liked = {day: cost for day, cost in days if hours[day] & LIKED}
                points = self._preferred
                other = (cost + points for day, cost in days if hours[day] & OTHER)
                worst = max(liked.values(), default=0) + points
                found.setdefault(post.period, []).append((liked, min(other, default=worst)))
        return found

    def _is_open(self, post: Post) -> bool:
        number = self._board.numbers.get(post.key, -1)
        return post.record is not None or (number >= 0 and bool(self._view.days[number]))
