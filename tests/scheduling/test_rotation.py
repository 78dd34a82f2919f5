"""Which shifts can attend, by number, against what the hours of each shift say of each session."""

from typing import Any

import attrs
import pytest
from tests.scheduling import boards
from tests.scheduling.boards import (
    PLAIN,
    RECORDS,
    SHIFTS,
    Recount,
    bits,
    board_of,
    city,
    recount_of,
)
from tests.scheduling.small import clinic, inputs_of, session, station

from ridehire_partybuild.scheduling.coverage import can_attend
from ridehire_partybuild.values import PeriodUnit, Span

CITIES = {
    "by the week": boards.CITIES["rotating"],
    "by the month": city(
        *RECORDS,
        policy=attrs.evolve(PLAIN, shifts=SHIFTS, rotation=PeriodUnit.MONTH),
        span=Span.parse("2026-02-25/2026-04-05"),
    ),
}
each_city = pytest.mark.parametrize("name", CITIES)


def place_of(recount: Recount, need: int, day: int) -> int:
    """Which duty and period of the rotation a need serves on a day."""
    slot = recount.slot(recount.board.needs[need], (day, 0, -1))
    for place, (duty, period) in enumerate(recount.matter.rotations):
        if duty.id == recount.board.needs[need].duty.id and slot.day in period:
            return place
    return -1


@each_city
def test_each_day_of_a_need_has_its_place(name: str) -> None:
    """'A place is one duty in one period of the rotation'; -1 'where it is not asked for'."""
    recount = Recount(CITIES[name])
    board = recount.board
    assert {place_of(recount, 0, day) >= 0 for day in range(board.days)} == {True, False}
    for need in range(len(board.needs)):
        for day in range(board.days):
            assert board.rotation.place(need, day) == place_of(recount, need, day), (need, day)


@each_city
def test_a_shift_attends_what_lies_within_its_hours(name: str) -> None:
    """Asked of every start of a day."""
    recount = Recount(CITIES[name])
    board, shifts = recount.board, recount.inputs.policy.shifts
    step = recount.inputs.policy.step_minutes
    for need in range(len(board.needs)):
        for day in board.open_days[need][:2]:
            last = (1440 - board.needs[need].duty.minutes) // step
            for start in (1, 3, 9, 10, 14, 17, last):
                made = recount.session(need, (day, start, -1))
                assert board.rotation.attending(need, day, start) == [
                    number
                    for number, shift in enumerate(shifts)
                    if can_attend(recount.ground, shift, made)
                ]


@each_city
def test_what_is_possible_and_what_is_not(name: str) -> None:
    """What sessions on record give, what needs could, and the shifts that lack both."""
    recount = Recount(CITIES[name])
    board, shifts = recount.board, recount.inputs.policy.shifts
    taken, possible, most = [], [], []
    for place, (duty, period) in enumerate(recount.matter.rotations):
        held = [
            one
            for (served, _), sessions in recount.matter.serving.items()
            for one in sessions
            if served == duty.id and one.day in period
        ]
        taken.append([sum(can_attend(recount.ground, one, two) for two in held) for one in shifts])
        together = [starts_of(recount, need, place) for need in range(len(board.needs))]
        possible.append({shift for one in together for shifts_ in one for shift in shifts_})
        most.append(sum(max((len(one) for one in starts), default=0) for starts in together))
    rotation = board.rotation
    assert rotation.taken == taken
    assert [set(bits(mask)) for mask in rotation.possible] == possible
    lacking = [[number for number, count in enumerate(counts) if not count] for counts in taken]
    reachable = [
        [number for number in those if number in can]
        for those, can in zip(lacking, possible, strict=True)
    ]
    assert rotation.lacking == sum(map(len, reachable))
    assert rotation.certain == sum(map(len, lacking)) - rotation.lacking
    assert rotation.beyond_reach == sum(
        max(0, len(those) - enough) for those, enough in zip(reachable, most, strict=True)
    )


def starts_of(recount: Recount, need: int, place: int) -> list[list[int]]:
    """Who can attend each start that a need has in a place."""
    board = recount.board
    return [
        board.rotation.attending(need, day, start)
        for day in board.open_days[need]
        if place_of(recount, need, day) == place
        for start in bits(board.starts[need][day])
    ]


def small(cadence: str = "1/month", *records: Any, **changes: Any) -> Any:
    """The rotation of one duty in March and April, with the shifts early, late and night."""
    policy = attrs.evolve(PLAIN, shifts=SHIFTS, rotation=PeriodUnit.MONTH)
    plain: dict[str, Any] = {"policy": policy, "span": Span.parse("2026-03-01/2026-04-30")}
    return board_of(
        inputs_of(
            station(1, hours="Mo-Su 09:00-12:00,14:00-18:00"),
            clinic(1, cadence, skill=None),
            *records,
            **plain | changes,
        )
    ).rotation


def test_so_many_shifts_at_most_can_share_a_session() -> None:
    """One session a month can be early or late: one of two must lack it in each."""
    one = small("1/month")
    assert (one.taken, one.possible) == ([[0, 0, 0]] * 2, [0b011] * 2)
    assert (one.certain, one.lacking, one.beyond_reach) == (2, 4, 2)
    two = small("2/month")
    assert (two.certain, two.lacking, two.beyond_reach) == (2, 4, 0)


def test_what_is_on_record_counts_for_the_shifts_that_could_come() -> None:
    """A session at nine in March: those of the late shift lack one there, and can have none."""
    held = session("R-1", "2026-03-10T09:00", duty="D-1")
    once = small("1/month", held)
    assert (once.taken, once.possible) == ([[1, 0, 0], [0, 0, 0]], [0, 0b011])
    assert (once.certain, once.lacking, once.beyond_reach) == (3, 2, 1)
    more = small("2/month", held)
    assert (more.taken, more.possible) == ([[1, 0, 0], [0, 0, 0]], [0b011, 0b011])
    assert (more.certain, more.lacking, more.beyond_reach) == (2, 3, 0)


def test_without_shifts_there_is_nothing_to_count() -> None:
    """Nor where no duty has a whole period of the rotation."""
    for board in (
        board_of(city(policy=attrs.evolve(PLAIN, shifts=()))),
        board_of(city(policy=attrs.evolve(PLAIN, rotation=None))),
        recount_of("plain").board,
    ):
        found = board.rotation
        assert (found.shifts, found.places, found.attends, found.taken) == ((), [], [], [])
        assert (found.certain, found.beyond_reach, found.lacking) == (0, 0, 0)
        assert found.periods == [-1] * board.days
