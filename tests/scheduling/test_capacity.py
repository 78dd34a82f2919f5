"""What a pool of hosts can hold, against a recount that asks the rules of every start."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Host
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    PlanInputs,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
    TravelTimes,
)
from ridehire_partybuild.scheduling.board import Board
from ridehire_partybuild.scheduling.capacity import Capacity, View
from ridehire_partybuild.scheduling.capacity import _least_way as least_way
from ridehire_partybuild.scheduling.capacity import _most_in_a_row as most_in_a_row
from ridehire_partybuild.scheduling.ground import Ground, Slot, week_of
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.needs import Need
from ridehire_partybuild.scheduling.rules import DAY_RULES, HOST_RULES, TIME_RULES, SlotRule
from ridehire_partybuild.scheduling.score import is_preferred
from ridehire_partybuild.values import ActivityKind, OpeningHours, Region, SessionStatus, Span


def severe(*rules: Rule, severity: Severity = Severity.WARN, **more: Any) -> Policy:
    """The shipped policy with rules that only warn."""
    told = [RuleSeverity(rule=rule, severity=severity) for rule in rules]
    return attrs.evolve(DEFAULT_POLICY, severities=told, **more)


TRAVEL = TravelTimes(same_station=40, same_county=45, same_city=75, elsewhere=180)
POLICIES: dict[str, Policy] = {
    "shipped": DEFAULT_POLICY,
    "long ways": attrs.evolve(DEFAULT_POLICY, travel=TRAVEL),
    "peaks warn": severe(Rule.PEAK),
    "busy hosts warn": severe(Rule.HOST_BUSY),
    "no limit of the day": severe(Rule.HOST_DAY_LIMIT),
    "no limit of the week": severe(Rule.HOST_WEEK_LIMIT, severity=Severity.IGNORE),
}
HOSTS = (
    lawyer(1, per_day=2, per_week=3),
    lawyer(2, hours="Mo-Fr 09:00-11:00; Sa 15:00-18:00", days_off=[date(2026, 3, 11)]),
    lawyer(3, hours="Mo-Su 08:00-20:00", per_day=1, per_week=2),
    lawyer(4, hours="Su 10:00-12:00", per_day=9),
)
DUTIES = (
    clinic(1, "2/week", preferred=OpeningHours.parse("Tu 09:00-12:00")),
    clinic(2, "1/week", minutes=90, preferred=OpeningHours.parse("Mo-Su 14:30-16:30")),
)
ENGAGED: Any = (
    ("10", 1, "09:00", {}),
    ("12", 1, "09:00", {"status": SessionStatus.CANCELLED}),
    ("17", 1, "09:00", {}),
    ("17", 1, "14:00", {}),
    ("19", 1, "14:00", {}),
    ("13", 3, "14:00", {}),
)
RECORDS = tuple(
    session(
        f"R-{day}-{host}-{hour}",
        f"2026-03-{day}T{hour}",
        host=f"H-{host}",
        kind=ActivityKind.SYMPOSIUM,
        **more,
    )
    for day, host, hour, more in ENGAGED
)


def small(policy: Policy) -> PlanInputs:
    """Two stations, four lawyers, some of whom are engaged already."""
    other = station(2, region=Region("370503"), hours="Mo-Sa 10:00-12:00,14:00-20:00")
    span = Span.parse("2026-03-09/2026-03-22")
    return inputs_of(
        station(1), other, *HOSTS, *DUTIES, *RECORDS, policy=policy, span=span, on=span.start
    )


Tables = tuple[Mapping[Rule, SlotRule], ...]
HOURLY: Tables = TIME_RULES, HOST_RULES


class Recount:
    """What the rules leave of each start, asked one by one."""

    def __init__(self, inputs: PlanInputs) -> None:
        self.ground = matter_of(inputs).ground
        self.step = inputs.policy.step_minutes

    def slots(
        self, need: Need, day: date, hosts: Iterable[Host], tables: Tables = (DAY_RULES, *HOURLY)
    ) -> Iterator[Slot]:
        """The slots of a day that no rule blocks, whatever else is on."""
        for start in range(0, 1440 - need.duty.minutes + 1, self.step):
            begin = day.toordinal() * 1440 + start
            end = begin + need.duty.minutes
            for host in hosts:
                slot = Slot(
                    start=begin,
                    end=end,
                    station=need.station,
                    host=host.id,
                    duty=need.duty,
                    period=need.period,
                )
                if not any(
                    forbids(self.ground, slot) and self.ground.policy.blocks(rule, need.station)
                    for table in tables
                    for rule, forbids in table.items()
                ):
                    yield slot

    def most(self, slots: Iterable[Slot], apart: int) -> int:
        """How many of the slots can be had, so many minutes apart, if one host has one at once."""
        starts = sorted({slot.start for slot in slots})
        if not self.ground.policy.blocks(Rule.HOST_BUSY):
            return 10**6 if starts else 0
        found, free = 0, 0
        for start in starts:
            if start >= free:
                found, free = found + 1, start + apart
        return found


def limited(ground: Ground, rule: Rule, most: int, limit: int | None, held: int) -> int:
    """What a limit leaves."""
    if limit is None or not ground.policy.blocks(rule):
        return most
    return min(most, max(0, limit - held))


def recounted(
    inputs: PlanInputs, hosts: Iterable[Host], needs: list[Need], way: int
) -> tuple[dict[int, int], dict[int, int], dict[date, int]]:
    """What the hosts can hold in each week, in preferred hours alone, and so on each day.

    On a day that one of the needs can use all of them are asked, as if any could use it.
    """
    count, ground = Recount(inputs), matter_of(inputs).ground
    engaged = [one for one in inputs.register.sessions if one.status is SessionStatus.PLANNED]
    step = inputs.policy.step_minutes
    apart = -(-(min(one.duty.minutes for one in needs) + way) // step) * step
    kinds = {one.duty.id: one for one in needs}.values()
    days = sorted(
        {day for one in needs for day in one.window.days if any(count.slots(one, day, HOSTS))}
    )
    every: list[dict[int, int]] = [{}, {}]
    liked_days: dict[date, int] = {}
    for host in hosts:
        weeks: list[dict[int, int]] = [{}, {}]
        own = [one for one in engaged if one.host == host.id]
        for day in days:
            free = [slot for one in kinds for slot in count.slots(one, day, [host], HOURLY)]
            good = [slot for slot in free if is_preferred(ground, slot)]
            held = sum(one.day == day for one in own)
            for which, slots in enumerate((free, good)):
                most = count.most(slots, apart)
                most = limited(ground, Rule.HOST_DAY_LIMIT, most, host.per_day, held)
                week = week_of(day.toordinal())
                weeks[which][week] = weeks[which].get(week, 0) + most
                if which:
                    liked_days[day] = liked_days.get(day, 0) + most
        for which, found in enumerate(weeks):
            for week, most in found.items():
                held = sum(week_of(one.day.toordinal()) == week for one in own)
                kept = limited(ground, Rule.HOST_WEEK_LIMIT, most, host.per_week, held)
                every[which][week] = every[which].get(week, 0) + kept
    return every[0], every[1], liked_days


@pytest.mark.parametrize(
    ("policy", "duty"), [*((policy, None) for policy in POLICIES), ("shipped", "D-1")]
)
def test_a_pool_holds_what_the_rules_leave_it(policy: str, duty: str | None) -> None:
    """'How many sessions the hosts of a pool can hold, on days that its needs can use.'."""
    inputs = small(POLICIES[policy])
    board = Board(matter_of(inputs))
    view = View(board)
    numbers = [
        number
        for number, one in enumerate(board.needs)
        if view.days[number] and duty in {None, one.duty.id}
    ]
    needs = [board.needs[number] for number in numbers]
    pool = view.sheet(numbers[0]).hosts
    assert list(pool) == [0, 1, 2, 3]
    found = Capacity(view, pool, numbers)
    way = 0 if policy != "long ways" else least_way(view, numbers)
    weeks, liked, days = recounted(inputs, HOSTS, needs, way)
    first = week_of(board.grid.first)
    # what starts in a week of which no day can be used is not asked for
    assert {n + first: most for n, most in enumerate(found.weeks) if most} == {
        week: most for week, most in weeks.items() if most
    }
    assert {n + first: most for n, most in enumerate(found.liked_weeks) if most} == {
        week: most for week, most in liked.items() if most
    }
    assert {
        date.fromordinal(board.grid.first + day): most
        for day, most in found.liked_days.items()
        if most
    } == {day: most for day, most in days.items() if most}
    assert set(found.liked_days) == {day for one in numbers for day in view.days[one]}


@pytest.mark.parametrize("policy", ["shipped", "peaks warn"])
def test_each_day_has_preferred_starts_or_others(policy: str) -> None:
    """'Whether it has preferred starts for a need, and others.'."""
    inputs = small(POLICIES[policy])
    board, count = Board(matter_of(inputs)), Recount(inputs)
    view, ground = View(board), matter_of(inputs).ground
    for number, need in enumerate(board.needs):
        for day in need.window.days:
            index = day.toordinal() - board.grid.first
            slots = list(count.slots(need, day, HOSTS))
            good = [slot for slot in slots if is_preferred(ground, slot)]
            told = bool(good) + 2 * (len(good) < len(slots))
            if index in view.days[number]:
                assert view.hours(number)[index] == told, day
            else:
                assert not slots


def test_needs_without_a_host_have_the_hours_of_their_room() -> None:
    """Nobody is needed: any start of the room will do."""
    inputs = inputs_of(
        station(1, hours="Mo 10:00-12:00; Tu 14:00-15:00; We 08:00-09:00"),
        clinic(1, skill=None, preferred=OpeningHours.parse("Mo 10:00-11:00; Tu 10:00-16:00")),
        policy=attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off")),
    )
    view = View(Board(matter_of(inputs)))
    assert view.hours(0)[:5] == [0, 3, 1, 2, 0]


def test_days_too_near_to_what_is_on_record_have_no_hours() -> None:
    """A session of the duty stands on 10 March: none of it on the two days before and after."""
    near = session("R-1", "2026-03-10T10:00", duty="D-1")
    inputs = inputs_of(station(1), clinic(1, "2/month", skill=None, smallest_gap=3), near)
    found = View(Board(matter_of(inputs))).hours(0)
    week = [bool(found[day - 1]) for day in range(5, 15)]
    assert week == [True, True, *[False] * 6, True, False]


def test_a_view_is_wider_where_something_merely_warns() -> None:
    """'With every slot that no rule bars: the warned and nightly ones too.'."""
    plain = Board(matter_of(small(DEFAULT_POLICY)))
    view = View(plain)
    assert (view.is_wider, view.sheets, view.days) == (False, plain.sheets, plain.open_days)
    warns = Board(matter_of(small(POLICIES["peaks warn"])))
    view = View(warns)
    monday, half_past_eight = 0, 1 << 17
    assert view.is_wider
    assert not warns.sheets["D-1"].allowed[monday] & half_past_eight  # type: ignore[index]
    assert view.sheet(0).allowed[monday] & half_past_eight
    no_peaks = attrs.evolve(DEFAULT_POLICY, peaks=OpeningHours.parse("off"))
    always = station(1, hours="24/7"), lawyer(1, hours="24/7")
    night = inputs_of(*always, clinic(1), station(2), clinic(2), policy=no_peaks)
    board = Board(matter_of(night))
    view = View(board)
    last = 1 << 47
    assert view.is_wider
    assert not board.sheets["D-1"].allowed[0] & last  # type: ignore[index]
    assert view.sheet(0).allowed[0] & last
    assert list(view.days) == [
        view.sheet(number).days_of(need, board.tables, board.ground.policy.blocks)
        for number, need in enumerate(board.needs)
    ]


@pytest.mark.parametrize("starts", [0, 0b1, 0b1011, 0b111111, 0b1000_0001, 0b1010_1010_1010])
@pytest.mark.parametrize("apart", [1, 2, 3, 7])
def test_starts_in_a_row(starts: int, apart: int) -> None:
    """'How many of the starts can be had that are so many cells apart': the first, first."""
    found, free = 0, 0
    for cell in range(starts.bit_length()):
        if starts >> cell & 1 and cell >= free:
            found, free = found + 1, cell + apart
    assert most_in_a_row(starts, apart) == found


def view_of(
    *needs: tuple[int, tuple[int, ...]],
    counties: tuple[int, ...],
    cities: tuple[int, ...],
    travel: tuple[int, ...] = (5, 30, 60, 180),
    blocks: bool = True,
) -> Any:
    """Needs by their stations and days; stations by their counties and cities."""
    policy = SimpleNamespace(blocks=lambda rule: blocks or rule is not Rule.HOST_TRAVEL)
    board = SimpleNamespace(
        ground=SimpleNamespace(policy=policy),
        station=[where for where, _ in needs],
        county=counties,
        city=cities,
        travel=travel,
    )
    return SimpleNamespace(board=board, days=[days for _, days in needs])


THREE: Any = {"counties": (0, 0, 1, 2), "cities": (0, 0, 0, 1)}


@pytest.mark.parametrize(
    ("needs", "way"),
    [
        ([(0, (1, 2)), (0, (2, 3))], 5),  # two of one station can fall on one day
        ([(0, (2, 3)), (2, (1,)), (0, (1, 2))], 5),
        ([(0, (1, 9)), (0, (4,))], 5),
        ([(0, (1, 2)), (0, (3, 4)), (0, (4, 5))], 5),
        ([(0, (0,)), (0, (0,))], 5),
        ([(0, (1, 2)), (0, (3, 4))], 180),  # of one station, and never on one day
        ([(0, (1, 2)), (1, (1, 2))], 30),
        ([(0, (1, 2)), (2, (1, 2))], 60),
        ([(0, (1, 2)), (3, (1, 2))], 180),
        ([(0, (1, 2)), (2, (1, 2)), (1, (1, 2))], 30),
        ([(0, (1, 2))], 180),
    ],
)
def test_the_least_way_from_one_need_to_another(
    needs: list[tuple[int, tuple[int, ...]]], way: int
) -> None:
    """'The minutes that a host spends at least on the way from one need to another on one day.'."""
    numbers = range(len(needs))
    assert least_way(view_of(*needs, **THREE), numbers) == way
    assert least_way(view_of(*needs, **THREE, blocks=False), numbers) == 0


def test_where_it_is_near_to_what_is_far_that_counts() -> None:
    """Travel times need not grow with the distance: the least of those that can occur."""
    odd = (50, 40, 20, 30)
    near = view_of((0, (1,)), (0, (1,)), **THREE, travel=odd)
    county = view_of((0, (1,)), (1, (1,)), **THREE, travel=odd)
    far = view_of((0, (1,)), (3, (1,)), **THREE, travel=odd)
    assert [least_way(one, range(2)) for one in (near, county, far)] == [20, 20, 30]
