"""Law 13: more to plan with never makes a plan poorer, and a day less never makes it richer."""

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Host
from ridehire_partybuild.scheduling import PlanInputs, least_unplaced
from ridehire_partybuild.scheduling.board import Board
from ridehire_partybuild.scheduling.bounds import bound_of
from ridehire_partybuild.scheduling.chains import Key
from ridehire_partybuild.scheduling.matter import matter_of

from .broken import hold

__all__ = ["another_holiday_adds_no_slot", "another_host_raises_no_shortfall"]

Slots = dict[Key, frozenset[tuple[int, int]]]
"""The days and starts of each session that is to be placed, whoever its host."""


def another_host_raises_no_shortfall(inputs: PlanInputs, host: Host) -> None:
    """Law 13: with one host more, counting proves no more sessions short than without."""
    richer = attrs.evolve(inputs, register=inputs.register.with_(host))
    before, after = least_unplaced(inputs), least_unplaced(richer)
    sentence = "another host never raises the shortfall"
    hold(13, sentence, true=after <= before, shown=(host, before, after))
    bounds = [bound_of(Board(matter_of(one))).medium for one in (inputs, richer)]
    hold(13, sentence, true=bounds[1] <= bounds[0], shown=(host, bounds))


def another_holiday_adds_no_slot(inputs: PlanInputs, calendar: WorkCalendar) -> None:
    """Law 13: a calendar with a day off more gives no session a slot that it did not have.

    That holds for duties without a fixed day that are waived in a period without a day, at
    stations that do not open on days off; of others nothing is said.

    Args:
        inputs: What is to be planned.
        calendar: Theirs, with a day off more.
    """
    before, after = _slots(inputs), _slots(attrs.evolve(inputs, calendar=calendar))
    plain = {duty.id for duty in inputs.duties if _is_plain(duty, inputs)}
    for key, slots in after.items():
        new = slots - before.get(key, frozenset())
        shown = key, sorted(new)
        hold(13, "another holiday adds no slot", true=key[0] not in plain or not new, shown=shown)


def _is_plain(duty: Duty, inputs: PlanInputs) -> bool:
    places = [one for one in inputs.register.stations if one.id == duty.station]
    closed = [one.hours is not None and one.hours.holidays == () for one in places]
    return duty.fixed_day is None and duty.no_day is NoDayPolicy.WAIVE and all(closed)


def _slots(inputs: PlanInputs) -> Slots:
    board = Board(matter_of(inputs))
    return {
        need.key: frozenset(
            (day + board.grid.first, start)
            for day in board.open_days[number]
            for start in range(board.grid.cells)
            if board.allowed[number][day] >> start & 1
        )
        for number, need in enumerate(board.needs)
    }
