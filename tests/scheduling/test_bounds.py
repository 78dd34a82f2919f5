"""The counting bound: below every plan there is, and told by reasons that can only weaken."""

from datetime import timedelta
from itertools import product
from typing import Any

import attrs
from hypothesis import assume, event, given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import HolidayYear, Notice
from ridehire_partybuild.model import Host, Party
from ridehire_partybuild.scheduling import PlanInputs
from ridehire_partybuild.scheduling.auction import prices
from ridehire_partybuild.scheduling.board import MEDIUM, Board
from ridehire_partybuild.scheduling.bounds import bound_of
from ridehire_partybuild.scheduling.hall import shortfall
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.paths import Rates, Stop, detours, least
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies.planning import plan_inputs
from ridehire_partybuild.values import Cadence, NoticeKind, OpeningHours, Span

MOST_PLANS = 3000


def every_cost(board: Board, *, most: int) -> list[int]:
    """What each plan costs that a board allows, if there are at most so many combinations."""
    state = State(board)
    spots = Spots(state, lambda: 0.0)
    choices: list[list[tuple[int, int, int] | None]] = []
    number = 1
    for need, days in enumerate(board.open_days):
        able: list[tuple[int, list[int] | None]] = [(-1, None)]
        if board.hosted[need]:
            able = list(zip(board.able[need], board.free[need], strict=True))
        found: list[tuple[int, int, int] | None] = [None]
        for day, (host, free) in product(days, able):
            mask = board.allowed[need][day] & (-1 if free is None else free[day])
            found += [(day, start, host) for start in range(mask.bit_length()) if mask >> start & 1]
        choices.append(found)
        number *= len(found)
        if number > most:
            return []
    return [cost for plan in product(*choices) if (cost := _cost(state, spots, plan)) is not None]


def _cost(state: State, spots: Spots, plan: tuple[tuple[int, int, int] | None, ...]) -> int | None:
    """What the plan costs; None: something is in the way of something."""
    board, possible = state.board, True
    for need, spot in enumerate(plan):
        if spot is None:
            continue
        day, start, host = spot
        at = board.station[need] * state.days + day
        taken = ((1 << board.cells[need]) - 1) << start
        possible = not state.rooms[at] & taken and not spots.is_too_near(need, day)
        if possible and host >= 0:
            week = host * state.weeks + board.week[day]
            possible = (
                state.held_a_day[host * state.days + day] < board.per_day[host]
                and state.held_a_week[week] < board.per_week[host]
                and not spots.engaged(need, host, day) >> start & 1
            )
        if not possible:
            break
        state.place(need, day, start, host)
    cost = state.cost + state.unfairness()
    state.undo(0)
    return cost if possible else None


def tiny(inputs: PlanInputs, weeks: int) -> PlanInputs:
    """The inputs with weekly duties, planned for a few weeks from a Monday on a coarse grid."""
    start = inputs.span.start + timedelta(days=-inputs.span.start.weekday() % 7)
    return attrs.evolve(
        inputs,
        span=Span(start=start, end=start + timedelta(days=7 * weeks)),
        on=start,
        policy=attrs.evolve(inputs.policy, step_minutes=240),
        duties=[
            attrs.evolve(
                duty, cadence=Cadence.parse("1/week"), fixed_day=None, minutes=min(duty.minutes, 90)
            )
            for duty in inputs.duties
        ],
    )


@given(plan_inputs(max_duties=3), st.integers(1, 3))
def test_no_plan_is_below_its_bound(inputs: PlanInputs, weeks: int) -> None:
    """'Bound <= cost of every feasible plan found by brute force on tiny instances'."""
    while True:
        board = Board(matter_of(tiny(inputs, weeks)))
        costs = every_cost(board, most=MOST_PLANS)
        if costs:
            break
        # too many to go through: with one duty or one week less there are fewer
        weeks, inputs = (
            (weeks - 1, inputs)
            if weeks > 1
            else (weeks, attrs.evolve(inputs, duties=inputs.duties[:-1]))
        )
    bound = bound_of(board)
    assert min(costs) + board.unavoidable >= bound.medium * MEDIUM + bound.soft
    event("more than one plan" if len(costs) > 1 else "one plan")
    event(
        "sharp" if min(costs) + board.unavoidable == bound.medium * MEDIUM + bound.soft else "below"
    )


@given(plan_inputs())
def test_another_host_never_raises_the_shortfall(inputs: PlanInputs) -> None:
    """'Adding a host never raises the shortfall bound'."""
    more = Host(
        id="H-9",
        party=Party(name="示例单位9"),
        skills=[skill for one in inputs.register.hosts for skill in one.skills][:2],
        hours=OpeningHours.parse("Mo-Su 09:00-17:00"),
    )
    laws.another_host_raises_no_shortfall(inputs, more)


@given(plan_inputs(), st.integers(0, 60))
def test_another_holiday_never_adds_a_candidate(inputs: PlanInputs, offset: int) -> None:
    """'… for a duty with no fixed day and WAIVE at stations without holiday hours'."""
    day = inputs.span.start + timedelta(days=offset)
    assume(day.year == 2026 and not inputs.calendar.is_day_off(day))
    late = Notice(title="示例调整", published="2026-12-31", kind=NoticeKind.CORRECTION)
    kind = "holidays" if day.weekday() >= 5 else "bridge_days_off"
    extra = HolidayYear(year=2026, notice=late, **{kind: [day]})
    calendar = inputs.calendar.with_years(extra)
    assert calendar.is_day_off(day)
    laws.another_holiday_adds_no_slot(inputs, calendar)


STOPS = st.lists(
    st.tuples(st.lists(st.integers(0, 40), min_size=1, max_size=4, unique=True), st.booleans()),
    min_size=1,
    max_size=4,
)


@given(STOPS, st.integers(0, 60), st.integers(0, 3))
def test_a_chain_is_priced_exactly(drawn: list[Any], tolerance: int, points: int) -> None:
    """The least of a chain is that of all its ways, and so is each detour."""
    stops = tuple(
        Stop(
            share=10 * number,
            days=tuple(sorted(days)[:1] if fixed else sorted(days)),
            costs=tuple(day % 3 for day in (sorted(days)[:1] if fixed else sorted(days))),
            fixed=fixed,
        )
        for number, (days, fixed) in enumerate(drawn)
    )
    rates = Rates(tolerance, points)
    costs: dict[tuple[int, ...], int] = {}
    for way in product(*(range(len(stop.days)) for stop in stops)):
        cost = sum(stop.costs[one] for stop, one in zip(stops, way, strict=True))
        for number in range(1, len(stops)):
            if not (stops[number - 1].fixed and stops[number].fixed):
                gap = stops[number].days[way[number]] - stops[number - 1].days[way[number - 1]]
                cost += points * max(0, abs(gap - 10) - 10 * tolerance // 100)
        costs[way] = cost
    assert least(stops, rates) == min(costs.values())
    for number, told in enumerate(detours(stops, rates)):
        for index, rest in enumerate(told):
            through = min(cost for way, cost in costs.items() if way[number] == index)
            assert rest == through - stops[number].costs[index]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)).map(sorted).map(tuple), max_size=12),
    st.lists(st.integers(0, 4), min_size=5, max_size=5),
)
def test_a_shortfall_is_never_more_than_what_a_matching_leaves(
    wanted: list[tuple[int, int]], capacity: list[int]
) -> None:
    """Earliest end first serves as many as can be: Hall's surplus on intervals is what is left."""
    left, unserved = list(capacity), 0
    for first, last in sorted(wanted, key=lambda one: (one[1], one[0])):
        week = next((one for one in range(first, last + 1) if left[one]), None)
        if week is None:
            unserved += 1
        else:
            left[week] -= 1
    assert shortfall(wanted, capacity) == unserved


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.integers(0, 3), st.integers(0, 3), max_size=3), st.integers(0, 4)
        ),
        max_size=5,
    ),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_the_prices_of_an_auction_are_a_sharp_bound(bidders: list[Any], places: list[int]) -> None:
    """What all pay less what the days take is the least that any distribution costs."""
    capacity = dict(enumerate(places))
    paid = prices(bidders, capacity)
    worth = sum(
        min([otherwise, *(cost + paid.get(day, 0) for day, cost in costs.items())])
        for costs, otherwise in bidders
    ) - sum(price * capacity[day] for day, price in paid.items())
    best = None
    for way in product(*([None, *costs] for costs, _ in bidders)):
        if all(way.count(day) <= room for day, room in capacity.items()):
            cost = sum(
                other if day is None else costs[day]
                for day, (costs, other) in zip(way, bidders, strict=True)
            )
            best = cost if best is None else min(best, cost)
    assert worth == best
