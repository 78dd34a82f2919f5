"""The tables of a search, each against a recount from rules and records, and in small by hand."""

from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.scheduling.boards import (
    CITIES,
    HOPELESS,
    LAWYERS,
    PLAIN,
    RECORDS,
    bits,
    board_of,
    city,
    recount_of,
)
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.scheduling import Rule, RuleSeverity, Severity, TravelTimes
from ridehire_partybuild.scheduling.board import END, HOLE, MEDIUM
from ridehire_partybuild.scheduling.board import _days as days_of
from ridehire_partybuild.scheduling.ground import week_of
from ridehire_partybuild.scheduling.rules import clashes
from ridehire_partybuild.scheduling.score import is_preferred
from ridehire_partybuild.values import Modality, Skill

each_city = pytest.mark.parametrize("name", CITIES)


@each_city
def test_a_start_is_on_the_board_only_where_no_rule_forbids_it(name: str) -> None:
    """'And only if the session ends by midnight'; days too near to what is on record are not."""
    recount = recount_of(name)
    board = recount.board
    for number, need in enumerate(board.needs):
        found = []
        hosts = [(-1, None)]
        if board.hosted[number]:
            hosts = list(zip(board.able[number], board.free[number], strict=True))  # type: ignore[arg-type]
        for day in board.open_days[number]:
            there: list[Any] = []
            for host, free in hosts:
                mask = board.allowed[number][day] & (-1 if free is None else free[day])
                there += [(day, start, host) for start in bits(mask)]
            # a day is open only where something can stand
            assert there, (need.key, day)
            found += there
        expected = [
            spot for spot in recount.allowed(need) if not recount.too_near(recount.slot(need, spot))
        ]
        assert sorted(found) == sorted(expected), need.key
        for day in board.open_days[number]:
            starts = {start for one, start, _ in expected if one == day}
            assert set(bits(board.starts[number][day])) == starts
            for start in starts:
                liked = board.liked[number][day] >> start & 1
                assert liked == is_preferred(recount.ground, recount.slot(need, (day, start, -1)))


@each_city
def test_what_is_on_record_takes_rooms_hosts_and_limits(name: str) -> None:
    """'Enter what the register's sessions take: rooms, hosts, limits', cell by cell."""
    recount = recount_of(name)
    board, step = recount.board, recount.inputs.policy.step_minutes
    first, margin = board.grid.first * 1440, max(board.travel)
    rooms: dict[int, int] = {}
    engaged: dict[int, list[tuple[int, int, int]]] = {}
    days: dict[int, int] = {}
    weeks: dict[int, int] = {}
    for slot in recount.records:
        host = next((n for n, one in enumerate(board.hosts) if one.id == slot.host), -1)
        where = next((n for n, one in enumerate(board.stations) if one.id == slot.station), -1)
        for day in range(board.days):
            begin, end = (minute - first - day * 1440 for minute in (slot.start, slot.end))
            touched = [
                cell
                for cell in range(-(-1440 // step))
                if cell * step < min(end, 1440) and begin < cell * step + step
            ]
            if where >= 0 and begin < 1440 and end > 0:
                at = where * board.days + day
                rooms[at] = rooms.get(at, 0) | sum(1 << cell for cell in touched)
            if host >= 0 and begin - margin < 1440 and end + margin > 0:
                engaged.setdefault(host * board.days + day, []).append((begin, end, where))
            if host >= 0 and slot.ordinal == board.grid.first + day:
                days[host * board.days + day] = days.get(host * board.days + day, 0) + 1
        week = slot.week - week_of(board.grid.first)
        if host >= 0 and 0 <= week <= week_of(board.grid.first + board.days - 1) - week_of(
            board.grid.first
        ):
            at = host * board.weeks + week
            weeks[at] = weeks.get(at, 0) + 1
    assert (board.rooms, board.engaged) == (rooms, engaged)
    assert (board.held_a_day, board.held_a_week) == (days, weeks)


@each_city
def test_what_does_not_change_is_numbered(name: str) -> None:
    """'Needs, stations, hosts, weeks and days are numbered', from the first day of a window."""
    recount = recount_of(name)
    board, inputs = recount.board, recount.inputs
    needs = [one for one in recount.matter.needs if one.station and one.hosts]
    first = min(one.window.start for one in needs).toordinal()
    last = max(one.window.end for one in needs).toordinal()
    minutes = sorted({one.duty.minutes for one in needs})
    stations = [one.id for one in inputs.register.stations]
    step = inputs.policy.step_minutes
    assert board.needs == needs
    assert (board.grid.first, board.days, board.grid.step) == (first, last - first, step)
    monday = week_of(first)
    assert board.week == [week_of(day) - monday for day in range(first, last)]
    assert board.weeks == week_of(last - 1) - monday + 1
    assert board.minutes == minutes
    assert board.kind == [minutes.index(one.duty.minutes) for one in needs]
    assert board.cells == [-(-one.duty.minutes // step) for one in needs]
    assert board.station == [stations.index(one.station) for one in needs]  # type: ignore[arg-type]
    assert board.gap == [one.duty.smallest_gap or 0 for one in needs]
    assert board.hosted == [one.duty.skill is not None for one in needs]
    assert board.price == [
        MEDIUM if one.duty.modality is Modality.SHALL else inputs.policy.unplaced_points
        for one in needs
    ]
    assert set(board.price) <= {10_000_000, inputs.policy.unplaced_points}
    for limit in ("per_day", "per_week"):
        told = [getattr(host, limit) for host in inputs.register.hosts]
        assert getattr(board, limit) == [1_000_000_000 if one is None else one for one in told]


def test_counties_and_cities_are_numbered_as_they_come() -> None:
    """Two stations of one county, one of another, one of another city; how far they are apart."""
    board = recount_of("plain").board
    assert (board.county, board.city) == ([0, 0, 1, 2], [0, 0, 0, 1])
    assert board.travel == (10, 50, 75, 200)
    assert [[board.distance(one, other) for other in range(4)] for one in range(4)] == [
        [0, 1, 2, 3],
        [1, 0, 2, 3],
        [2, 2, 0, 3],
        [3, 3, 3, 0],
    ]


@each_city
def test_chains_are_laid_end_to_end(name: str) -> None:
    """'What stands at each post, and who could': the ends apart, shares as days of the board."""
    recount = recount_of(name)
    board, first = recount.board, recount.board.grid.first
    keys = {need.key: number for number, need in enumerate(board.needs)}
    rows: list[tuple[int, int, int]] = [(0, END, -1)]
    post, span = {}, {}
    for chain in recount.matter.chains:
        begin = len(rows)
        for one in chain:
            number = keys.get(one.key, -1)
            held = HOLE if one.record is None else one.record.day.toordinal() - one.share
            post[number], span[number] = len(rows), (begin, begin + len(chain))
            rows.append((one.share - first, held, number))
        rows.append((0, END, -1))
    assert list(zip(board.share, board.fixed, board.owner, strict=True)) == rows
    assert board.post == [post[number] for number in range(len(keys))]
    assert board.chain == [span[number] for number in range(len(keys))]
    assert board.numbers == keys


@pytest.mark.parametrize("name", ["plain", "uneven"])
def test_a_start_clashes_with_what_a_host_cannot_do_as_well(name: str) -> None:
    """'By length and distance': what HOST_BUSY and HOST_TRAVEL say of two sessions of a host."""
    recount = recount_of(name)
    board = recount.board
    pairs = [(0, one) for one in range(len(board.needs))] + [(1, 2), (2, 1), (2, 2)]
    step = recount.inputs.policy.step_minutes
    for one, other in pairs:
        way = board.distance(board.station[one], board.station[other])
        for cell in (0, 9, 10, 23):
            slot = recount.slot(board.needs[one], (0, cell, 0))
            bad = [
                start
                for start in range(-(-1440 // step))
                if clashes(recount.ground, recount.slot(board.needs[other], (0, start, 0)), [slot])
                & {Rule.HOST_BUSY, Rule.HOST_TRAVEL}
            ]
            assert bits(board.clash[board.kind[one]][board.kind[other]][way][cell]) == bad
    kinds = len(board.minutes)
    assert [[len(two) for two in one] for one in board.clash] == [[4] * kinds] * kinds


@pytest.mark.parametrize(
    ("hours", "way", "far"),
    [
        ("Mo-Su 09:00-17:00", 960, False),
        ("Mo-Su 09:00-17:00", 961, True),
        ("Mo-Su 00:00-24:00", 0, False),
        ("Mo-Su 00:00-24:00", 1, True),
        ("Mo-Sa 09:00-17:00; Su 20:00-22:00", 660, False),
        ("Mo-Sa 09:00-17:00; Su 20:00-22:00", 661, True),
        ("off", 1440, False),
        ("off", 1441, True),
    ],
)
def test_a_way_can_reach_over_night(hours: str, way: int, *, far: bool) -> None:
    """'Whether a session can keep its host from one on the next day by the way between.'."""
    inputs = city(hours=hours)
    nobody = attrs.evolve(inputs, duties=[one for one in inputs.duties if one.skill is None])
    for given, expected in ((inputs, far), (nobody, way > 1440)):
        board = board_of(given)
        board.travel = 0, way, 0, 0
        assert board._reaches_over_night() is expected
    travel = TravelTimes(same_county=min(way, 1440), same_city=0, elsewhere=0)
    made = board_of(city(hours=hours, policy=attrs.evolve(PLAIN, travel=travel)))
    assert made.far_reaching is (far and way <= 1440)


def test_each_length_ends_when_it_does() -> None:
    """The latest start of the long ones counts with their length, the earliest of any."""
    duties = clinic(1, "1/week", minutes=240), clinic(2, "1/week", minutes=60)
    hosts = lawyer(1, hours="24/7")
    there = (
        station(1, hours="Mo-Su 10:00-20:00"),
        station(2, hours="Mo-Su 08:00-09:00,16:00-19:00"),
    )
    for way, far in ((720, False), (721, True)):
        travel = TravelTimes(same_county=way, same_city=0, elsewhere=0)
        policy = attrs.evolve(PLAIN, travel=travel)
        assert board_of(inputs_of(*there, hosts, *duties, policy=policy)).far_reaching is far


def test_the_minutes_of_a_session_touch_days() -> None:
    """'Of those there are': midnight belongs to the day that it begins."""
    found = [
        list(days_of(start, end, 3))
        for start, end in ((0, 1440), (1439, 1441), (-1, 1), (-2, 0), (1440, 9999), (4320, 4321))
    ]
    assert found == [[0], [0, 1], [0], [], [1, 2], []]


@pytest.mark.parametrize(
    ("gap", "near"), [(None, []), (1, [9, 14]), (2, [8, 9, 10, 13, 14, 15]), (0, [])]
)
def test_days_near_to_a_session_on_record_are_too_near(gap: int | None, near: list[int]) -> None:
    """'The days that are too near to a session of the duty on record': of that duty alone."""
    duty: Any = SimpleNamespace(id="D-1", smallest_gap=gap)
    other: Any = SimpleNamespace(id="D-2", smallest_gap=gap)
    held = [session(f"R-{day}", f"2026-03-{day}T10:00", duty="D-1") for day in (10, 15)]
    board = board_of(inputs_of(station(1), lawyer(1), clinic(1, "4/month"), *held))
    assert sorted(board.too_near(duty)) == near
    assert board.too_near(other) == frozenset()


def test_what_has_no_room_on_the_board_costs_what_it_costs() -> None:
    """'What any plan costs that the search does not see', and how many can be met nowhere."""
    board = recount_of("scarce").board
    # three weeks each: without a station, without a host (required), without enough seats
    assert board.never == 9
    assert board.unavoidable == 3 * MEDIUM + 3 * PLAIN.unplaced_points
    assert [need.duty.id for need in board._never] == ["D-8"] * 3
    assert (recount_of("plain").board.never, recount_of("plain").board.unavoidable) == (0, 0)
    rotating = recount_of("rotating").board
    # nobody is there when the night shift can come, for five duties in two weeks; and the late one
    # cannot come to the only session of D-1 in the first, which is on record
    assert rotating.unavoidable == (10 + 1) * 3


def test_what_can_be_met_nowhere_is_counted_with_what_is_left_out() -> None:
    """Beyond a fair share of all that only a lawyer could hold, each costs its points."""
    policy = attrs.evolve(PLAIN, fairness_points=7)
    board = board_of(city(*HOPELESS, hosts=LAWYERS[:1], policy=policy))
    numbers = {
        name: [n for n, need in enumerate(board.needs) if need.duty.id == name]
        for name in ("D-1", "D-2", "D-3", "D-4", "D-5")
    }
    assert [len(one) for one in numbers.values()] == [3, 3, 6, 3, 3]
    # of S-1 to S-4 3, 6, 6 and 3 are needed; the three of D-8 at S-2 are left out in any case
    found = [board.unfairness(iter(one)) for one in ([], *numbers.values())]
    assert found == [7 * beyond for beyond in (2, 3, 4, 3, 3, 2)]


def test_no_rule_on_gaps_no_day_too_near() -> None:
    """Where the policy ignores it, days near to a session on record are as good as others."""
    ignored = RuleSeverity(rule=Rule.GAP, severity=Severity.IGNORE)
    plain = recount_of("recorded").board
    free = board_of(city(*RECORDS, policy=attrs.evolve(PLAIN, severities=[ignored])))
    days = [
        {day for n, need in enumerate(board.needs) if need.duty.id == "D-1"
         for day in board.open_days[n]}
        for board in (plain, free)
    ]  # fmt: skip
    # from Wednesday, 4 March on, but for the week of the session: the fifth day away is free
    assert days == [{2, 3, 4, 14, 15, 16, 17, 18}, {*range(2, 7), *range(14, 21)}]


def test_one_need_is_a_board_of_one() -> None:
    """What stands at a hole and at an end is farther than any day, and what is required is dear."""
    board = board_of(inputs_of(station(1), lawyer(1), clinic(1)))
    assert board.fixed == [1 << 41, 1 << 40, 1 << 41]
    assert (board.price, board.per_day, board.per_week) == ([10_000_000], [10**9], [10**9])


def test_nothing_needed_is_an_empty_board() -> None:
    """No day, one week, and no need."""
    board = board_of(inputs_of(station(1), lawyer(1)))
    assert (board.days, board.weeks, board.needs, board.grid.first) == (0, 1, [], 1)
    assert (board.share, board.fixed, board.owner) == ([0], [END], [-1])
    assert board.far_reaching is False


def test_a_sheet_tells_of_nights() -> None:
    """'Whether there are starts from which it would run over midnight.'."""
    for hours, night in (("24/7", True), ("Mo-Su 09:00-24:00", False), ("Tu 09:00-26:00", True)):
        inputs = inputs_of(
            station(1, hours=hours), lawyer(1, hours="24/7"), clinic(1, minutes=90), policy=PLAIN
        )
        assert board_of(inputs).sheets["D-1"].night is night  # type: ignore[index]


def test_hosts_who_never_come_are_not_asked() -> None:
    """'The numbers of those who can come at some time', who have the skill."""
    absent = lawyer(2, hours="off")
    nurse = lawyer(3, skills=[Skill.HEALTH], hours="24/7")
    board = board_of(
        inputs_of(station(1), lawyer(1), absent, nurse, lawyer(4, hours="24/7"), clinic(1))
    )
    sheet = board.sheets["D-1"]  # type: ignore[index]
    assert (sheet.hosts, len(sheet.free), sheet.station) == ((0, 3), 2, 0)
    nobody = board_of(inputs_of(station(1), absent, clinic(1))).sheets["D-1"]  # type: ignore[index]
    assert (nobody.hosts, any(nobody.starts), any(nobody.can), nobody.days) == (
        (),
        False,
        False,
        [],
    )
