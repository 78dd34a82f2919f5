"""What the needs of a pool of hosts must do without and must cost, part by part."""

from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.scheduling import DEFAULT_POLICY, ShiftPattern
from ridehire_partybuild.scheduling.board import Board
from ridehire_partybuild.scheduling.bounds import Bound, bound_of
from ridehire_partybuild.scheduling.bounds import _Pool as Pool
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.paths import Rates, Stop
from ridehire_partybuild.values import (
    ActivityKind,
    Modality,
    OpeningHours,
    Period,
    PeriodUnit,
    Span,
    Text,
)

WEEK = Span.parse("2026-03-09/2026-03-15")
PLAIN = attrs.evolve(
    DEFAULT_POLICY, peaks=OpeningHours.parse("off"), step_minutes=60, shifts=(), rotation=None,
    spacing_tolerance=0, preferred_points=2, unplaced_points=30,
)  # fmt: skip
SHOULD = Modality.SHOULD
TUESDAYS = OpeningHours.parse("Tu 09:00-12:00")
SHORT = "Tu 09:00-09:30"
SATURDAYS = OpeningHours.parse("Sa 09:00-12:00")
MONDAYS = OpeningHours.parse("Mo 09:00-12:00")


def bound(*records: Any, **more: Any) -> tuple[int, int]:
    """What no plan of the records can avoid: required sessions left out, and soft points."""
    plain = {"span": WEEK, "on": WEEK.start, "policy": PLAIN}
    found = bound_of(Board(matter_of(inputs_of(*records, **plain | more))))
    assert found == Bound(medium=found.medium, soft=found.soft)
    return found.medium, found.soft


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], (0, 0)),
        ([clinic(1, "2/week", station="S-9")], (2, 0)),  # no room: never
        ([clinic(1, "2/week", station="S-9", modality=SHOULD)], (0, 60)),
        ([station(1, hours=SHORT), lawyer(), clinic(1, "2/week")], (2, 0)),
        ([station(1, hours=SHORT), lawyer(), clinic(1, "2/week", modality=SHOULD)], (0, 60)),
        ([station(1), clinic(1, "2/week")], (2, 0)),  # nobody has the skill
        ([station(1), clinic(1, "2/week", skill=None)], (0, 0)),
        ([station(1), lawyer(per_week=1), clinic(1, "3/week")], (2, 0)),
        ([station(1), lawyer(per_week=1), clinic(1, "3/week", modality=SHOULD)], (0, 60)),
        # of what is required and what is recommended the latter goes first
        (
            [station(1), station(2), lawyer(per_week=2), clinic(1, "2/week"),
             clinic(2, "2/week", modality=SHOULD)],
            (0, 61),  # both on Tuesday or Thursday: a gap of two days or none, where three are best
        ),
        (
            [station(1), station(2), lawyer(per_week=2), clinic(1, "3/week"),
             clinic(2, "2/week", modality=SHOULD)],
            (1, 60),
        ),
        # hours in which it would be best to meet, and nobody comes
        ([station(1), lawyer(), clinic(1, "1/week", preferred=MONDAYS)], (0, 2)),
        ([station(1), lawyer(), clinic(1, "1/week", preferred=TUESDAYS)], (0, 0)),
        ([station(1), clinic(1, "1/week", skill=None, preferred=SATURDAYS)], (0, 2)),
        # two want Tuesday's hour, and one can have it
        (
            [station(1), station(2), lawyer(per_day=1), clinic(1, "1/week", preferred=TUESDAYS),
             clinic(2, "1/week", preferred=TUESDAYS)],
            (0, 2),
        ),
        # what is left out need not be in a hurry
        (
            [station(1), station(2), lawyer(per_week=1), clinic(1, "1/week", preferred=MONDAYS),
             clinic(2, "1/week", preferred=MONDAYS)],
            (1, 2),
        ),
        ([station(1), lawyer(), clinic(1, "1/week", preferred=MONDAYS, modality=SHOULD)], (0, 0)),
        # gaps: the lawyer comes on Tuesdays and Thursdays, every third day would be best
        ([station(1), lawyer(), clinic(1, "2/week")], (0, 1)),
        ([station(1), lawyer(hours="Tu,Fr 09:00-12:00"), clinic(1, "2/week")], (0, 0)),
        ([station(1), lawyer(hours="Tu 09:00-12:00"), clinic(1, "2/week")], (0, 3)),
    ],
)  # fmt: skip
def test_what_no_plan_of_a_week_can_avoid(records: list[Any], expected: tuple[int, int]) -> None:
    """'Required sessions left out, and soft points': told by hosts, hours and gaps."""
    assert bound(*records) == expected


def test_shifts_that_nobody_could_serve_cost_what_they_must() -> None:
    """A shift that can come at weekends alone, where the station is closed on them."""
    weekend = ShiftPattern(
        id="weekend", label=Text(zh="周末", en="weekend"),
        hours=OpeningHours.parse("Sa,Su 09:00-18:00"), source="invented",
    )  # fmt: skip
    policy = attrs.evolve(PLAIN, shifts=(weekend,), rotation=PeriodUnit.WEEK, rotation_points=7)
    owed = clinic(1, "1/week", skill=None)
    assert bound(station(1), owed, policy=policy) == (0, 7)
    assert bound(station(1, hours="Mo-Su 09:00-12:00"), owed, policy=policy) == (0, 0)
    # at night hosts and rooms hold more than a board knows: nothing is told of shifts
    night = station(2, hours="Mo-Fr 20:00-28:00")
    more = clinic(2, "1/week", skill=None, minutes=300)
    assert bound(station(1), night, owed, more, policy=policy) == (0, 0)


CHAINS: Any = ["a chain"]


def fake(**more: Any) -> Any:
    """A pool of whatever is told; preferred hours cost two points."""
    return SimpleNamespace(**{"_preferred": 2} | more)


def test_the_worth_of_prices_is_what_chains_cost_less_what_days_are_paid() -> None:
    """'A week of a rush has one price, for what it can take': not those of its days."""
    asked: list[Any] = []

    def cost(chains: Any, paid: Any) -> int:
        asked.append((chains, paid))
        return 100

    capacity: Any = SimpleNamespace(liked_days={0: 2, 1: 1, 2: 4, 3: 0}, liked_weeks=[9, 7])
    pool = fake(_board=SimpleNamespace(week=[0, 0, 1, 1]), _cost=cost)
    paid, chains = {0: 3, 2: 5}, CHAINS
    assert Pool._worth(pool, chains, capacity, paid, {1}) == 100 - 3 * 2 - 2 * 7
    assert Pool._worth(pool, chains, capacity, paid, set()) == 100 - 3 * 2 - 5 * 4
    assert Pool._worth(pool, chains, capacity, paid, {0, 1}) == 100 - 2 * 9 - 2 * 7
    assert asked == [
        (chains, {0: 3, 2: 2, 3: 2}),
        (chains, {0: 3, 2: 5}),
        (chains, {0: 2, 1: 2, 2: 2, 3: 2}),
    ]


def test_the_best_prices_of_all_rounds_are_told() -> None:
    """'Each time from what those before make of the chains', with and without the rush."""
    rounds: list[Any] = []
    worths: list[Any] = []
    found: list[int] = []

    def auctioned(*told: Any) -> dict[int, int]:
        rounds.append(dict(told[2]))
        return {len(rounds): 1}

    def worth(*told: Any) -> int:
        worths.append((dict(told[2]), told[3]))
        return found[len(worths) - 1]

    pool = fake(_auctioned=auctioned, _worth=worth, _cost=lambda chains, paid: [chains, paid])
    rush = (((1, 2), 4), ((5, 5), 1))
    chains, capacity = CHAINS, fake()
    for one in ([3, 1, 2, 0], [1, 3, 2, 0], [1, 0, 3, 2], [0, 1, 2, 3]):
        rounds.clear()
        worths.clear()
        found[:] = one
        assert Pool._priced(pool, chains, capacity, rush) == 3
        assert rounds == [{}, {1: 1}]
        assert worths == [
            ({1: 1}, set()), ({1: 1}, {1, 2, 5}), ({2: 1}, set()), ({2: 1}, {1, 2, 5}),
        ]  # fmt: skip
    found[:] = [-1, -2, -3, -4]
    worths.clear()
    assert Pool._priced(pool, chains, capacity, rush) == 0
    without: Any = Pool._priced(pool, chains, None, rush)
    assert without == [chains, {}]


def test_each_period_has_prices_of_its_own_and_the_highest_count() -> None:
    """'The prices of each period's days, given those of the others.'."""
    early = ({1: 0, 2: 1}, 2)
    bidders = {"January": [early] * 4, "February": [({2: 0}, 3)] * 2, "March": [({2: 0}, 2)] * 2}
    asked: list[Any] = []

    def told(chains: Any, paid: Any) -> Any:
        asked.append((chains, paid))
        return bidders

    capacity: Any = SimpleNamespace(liked_days={1: 1, 2: 1, 3: 9})
    assert Pool._auctioned(fake(_bidders=told), CHAINS, capacity, {7: 1}) == {1: 2, 2: 3}
    assert asked == [(CHAINS, {7: 1})]


def test_hours_cost_their_price_or_points() -> None:
    """'Its price in preferred ones, or points', whichever is less where a day has both."""
    view = SimpleNamespace(hours=lambda _: [0, 1, 2, 3, 3, 1], days={4: (1, 2, 3, 4, 5)})
    pool = fake(_view=view)
    assert Pool._costs(pool, 4, {1: 9, 2: 9, 3: 9, 4: 1}) == (9, 2, 2, 1, 0)
    assert Pool._costs(pool, 4, {}) == (0, 2, 0, 0, 0)


FIRST = WEEK.start.toordinal()
MARCH, APRIL = Period.parse("2026-03"), Period.parse("2026-04")


def post(name: str, share: int, period: Period = MARCH, record: Any = None) -> Any:
    """A post of a chain, by the day of the week on which its share begins."""
    return SimpleNamespace(key=name, share=FIRST + share, period=period, record=record)


def chained(**more: Any) -> Any:
    """A pool over a board of three needs: the last of them has no day."""
    board = SimpleNamespace(
        grid=SimpleNamespace(first=FIRST), numbers={"first": 0, "second": 1, "never": 2}
    )
    view = SimpleNamespace(days=[(0, 2), (3, 4, 5), ()], hours=lambda _: [1, 0, 2, 1, 3, 2])
    pool = fake(_board=board, _view=view, _rates=Rates(0, 1), **more)
    pool._stops = lambda chain, price: Pool._stops(pool, chain, price)
    pool._costs = lambda number, price: Pool._costs(pool, number, price)
    pool._is_open = lambda one: Pool._is_open(pool, one)
    return pool


CHAIN: Any = (
    post("last year", -5, record=session("R-1", "2026-03-08T10:00")),
    post("first", 0),
    post("never", 1),
    post("elsewhere", 2),
    post("second", 3, APRIL),
)


def test_the_posts_of_a_chain_that_can_be_taken() -> None:
    """'None: what hours cost is left aside'; what is on record stays where it is, for nothing."""
    taken = Stop(share=-5, days=(-1,), costs=(0,), fixed=True)
    assert Pool._stops(chained(), CHAIN, None) == (
        taken,
        Stop(share=0, days=(0, 2), costs=(0, 0), fixed=False),
        Stop(share=3, days=(3, 4, 5), costs=(0, 0, 0), fixed=False),
    )
    assert Pool._stops(chained(), CHAIN, {0: 1, 4: 1, 5: 9}) == (
        taken,
        Stop(share=0, days=(0, 2), costs=(1, 2), fixed=False),
        Stop(share=3, days=(3, 4, 5), costs=(0, 1, 2), fixed=False),
    )
    assert [Pool._is_open(chained(), one) for one in CHAIN] == [True, True, False, False, True]


def test_who_wants_preferred_hours_and_what_other_days_cost() -> None:
    """'Who wants preferred hours in each period, and what each day would cost otherwise.'."""
    # the first may go to day 0 (preferred, four days from the record, as it would be five) or 2
    # the second to 3 (preferred), 4 (both) or 5, three days after the first at best
    found = Pool._bidders(chained(), [CHAIN], {})
    first_to_0 = 4 + 0  # a gap of one day where five would be best, then of three to day 3
    first_to_2 = 2 + 1  # a gap of three, then of two to day 4
    assert found == {
        MARCH: [({0: first_to_0}, first_to_2 + 2)],
        APRIL: [({3: 4, 4: 4 + 1}, 2 + 2 + 2)],  # two short to day 2, which is not preferred
    }
    # of a chain without other hours: as dear as the worst preferred day, and points
    alone = (post("first", 0),)
    pool = chained()
    pool._view.hours = lambda _: [1, 0, 1]
    assert Pool._bidders(pool, [alone, alone], {}) == {MARCH: [({0: 0, 2: 0}, 2)] * 2}
    late: Any = (CHAIN[0], post("first", 0))  # one day after the record, or three, of five
    assert Pool._bidders(pool, [late], {}) == {MARCH: [({0: 4, 2: 2}, 4 + 2)]}
    pool._view.hours = lambda _: [2, 0, 2]
    assert Pool._bidders(pool, [alone], {}) == {MARCH: [({}, 2)]}
    record = post("R", 0, record=session("R-1", "2026-03-09T10:00"))
    assert Pool._bidders(pool, [(record,)], {}) == {}


def test_the_cost_of_chains_is_that_of_each() -> None:
    """What each costs at least at the prices, added up."""
    pool = chained()
    assert Pool._cost(pool, [CHAIN, CHAIN[1:2]], {0: 1, 2: 9}) == 4 + 1 + 1
    assert Pool._cost(pool, [], {}) == 0


def test_weeks_in_which_needs_can_be_met() -> None:
    """The first and the last of each; in preferred hours of those that are required alone."""
    pool = fake(
        _board=SimpleNamespace(week=[0, 0, 1, 1, 2, 2]),
        _view=SimpleNamespace(
            days=[(0, 2, 5), (3,), (1, 4)], hours=lambda one: [[0, 0, 1, 0, 0, 3], [2] * 6][one % 2]
        ),
        _required=[0, 1, 2],
    )
    pool._liked_days = lambda number: Pool._liked_days(pool, number)
    assert Pool._weeks(pool, [0, 1]) == [(0, 2), (1, 1)]
    assert [Pool._liked_days(pool, number) for number in range(3)] == [[2, 5], [], []]
    assert Pool._liked_weeks(pool) == [(1, 2)]


def test_engagements_of_the_week_count() -> None:
    """What is on record is taken from what the hosts of a pool can hold."""
    busy = session("R-1", "2026-03-10T09:00", host="H-1", kind=ActivityKind.SYMPOSIUM)
    records = station(1), lawyer(per_week=3), clinic(1, "3/week")
    assert bound(*records)[0] == 0
    assert bound(*records, busy)[0] == 1
