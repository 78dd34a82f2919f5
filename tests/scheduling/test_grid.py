"""Starts as bits of a number, against a recount minute by minute."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import DEFAULT_POLICY
from ridehire_partybuild.scheduling.grid import Grid, runs_into
from ridehire_partybuild.scheduling.ground import Ground, Slot
from ridehire_partybuild.values import OpeningHours

FIRST = date(2026, 2, 13).toordinal()
"""A Friday: the next day is one to make up for days off, and then there are days off."""

STEPS = st.sampled_from([5, 7, 30, 50, 240, 1440])
MINUTES = st.integers(-1500, 3000)


def grid(step: int, days: int = 4, calendar: WorkCalendar | None = None) -> Grid:
    """A grid of a few days."""
    return Grid(step, FIRST, days, calendar or WorkCalendar())


def mask(starts: Grid, *minutes: int) -> int:
    """The bits of the starts at some minutes."""
    return sum(1 << minute // starts.step for minute in minutes)


@given(STEPS, MINUTES, MINUTES)
def test_starts_lie_between_two_minutes(step: int, low: int, high: int) -> None:
    """'The starts from minute low up to and including minute high of a day.'."""
    found, minutes = grid(step), range(0, 1440, step)
    assert found.starts(low, high) == mask(found, *(one for one in minutes if low <= one <= high))
    assert (found.cells, found.whole) == (len(minutes), mask(found, *minutes))


@given(STEPS, st.integers(0, 1440), st.integers(1, 1500), st.integers(1, 1500))
def test_a_session_takes_cells_and_others_clash_with_it(
    step: int, start: int, length: int, minutes: int
) -> None:
    """'The cells that the minutes touch', and the starts from which others would touch them."""
    found, end = grid(step), start + length
    cells = range(0, 1440, step)
    touched = (one for one in cells if one < end and start < one + step)
    assert found.taken(start, end) == mask(found, *touched)
    clashing = (one for one in cells if one < end and start < one + minutes)
    assert found.clashing(start, end, minutes) == mask(found, *clashing)
    by_midnight = (one for one in cells if one + minutes <= 1440)
    assert found.same_day(minutes) == mask(found, *by_midnight)


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "off",
        "Mo-Fr 08:30-11:00,13:30-17:00; PH off",
        "Mo-Su 20:00-28:00",
        "Sa 00:00-24:00; Su 10:10-10:50",
        "Fr 22:00-24:00; Sa,Su 00:00-02:00",
        "off; PH 09:00-17:00",
    ],
)
@pytest.mark.parametrize("minutes", [30, 60, 90, 1440])
def test_hours_are_those_of_the_rules(calendar: WorkCalendar, text: str, minutes: int) -> None:
    """'The masks say what the rules say, by intervals instead of slot by slot'."""
    hours, asked = OpeningHours.parse(text), grid(30, calendar=calendar)
    ground = Ground(register=Register(), calendar=calendar, policy=DEFAULT_POLICY)
    within, touching = [], []
    for day in range(FIRST, FIRST + 4):
        starts = {minute: day * 1440 + minute for minute in range(0, 1440, 30)}
        slots = {minute: Slot(start=start, end=start + minutes) for minute, start in starts.items()}
        within.append(
            mask(asked, *(one for one in slots if ground.within("hours", hours, slots[one])))
        )
        touching.append(
            mask(asked, *(one for one in slots if ground.touches("hours", hours, slots[one])))
        )
    assert asked.within(hours, minutes) == within
    assert asked.touching(hours, minutes) == touching


def test_each_hours_are_looked_up_once() -> None:
    """For whole days at a time: the same hours are asked for again and again."""
    asked, hours = grid(30), [OpeningHours.parse(text) for text in ("24/7", "off")]
    found = [asked._of(one) for one in hours]
    assert all(asked._of(one) is old for one, old in zip(hours, found, strict=True))


@given(st.integers(0, (1 << 60) - 1), st.integers(1, 60))
def test_what_runs_into_what_is_busy(busy: int, cells: int) -> None:
    """'The starts from which so many cells run into one that is busy.'."""
    expected = sum(1 << start for start in range(60) if busy >> start & ((1 << cells) - 1))
    assert runs_into(busy, cells) == expected
