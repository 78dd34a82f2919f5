"""Which shifts can attend, by number: the tables of a search."""

from typing import Protocol

from ridehire_partybuild.values import DutyId, Period

from .coverage import can_attend
from .grid import Grid
from .matter import Matter
from .needs import Need

__all__ = ["Rotation"]


class Numbered(Protocol):
    """What is looked at of a board: its needs, by number, and when they can be met."""

    matter: Matter
    grid: Grid
    days: int
    needs: list[Need]
    minutes: list[int]
    kind: list[int]
    starts: list[list[int]]
    open_days: list[tuple[int, ...]]


class Rotation:
    """Which shifts could attend a session, and how many sessions on record of a duty each can.

    A place is one duty in one period of the rotation; there each shift counts what it can attend.
    Shifts that no session could ever suit there are left out: they cost the same in any plan.

    Attributes:
        places: For each need and day of the rotation's periods the number of its place.
        attends: For each length and shift, by day, the starts that the shift can attend.
        certain: How many shifts lack a session in any plan, for none could ever suit them.
        beyond_reach: How many more must lack one, however the needs of their places are met.
    """

    __slots__ = (
        "attends", "beyond_reach", "certain", "kinds", "periods", "places", "possible", "shifts",
        "taken",
    )  # fmt: skip

    def __init__(self, board: Numbered) -> None:
        policy, wanted = board.matter.ground.policy, board.matter.rotations
        self.shifts = policy.shifts if wanted else ()
        self.places: list[dict[int, int]] = []
        self.periods = [-1] * board.days
        self.certain = self.beyond_reach = 0
        self.kinds = board.kind
        self.possible: list[int] = []
        self.taken: list[list[int]] = []
        self.attends: list[list[list[int]]] = []
        if not self.shifts:
            return
        self.attends = [
            [board.grid.within(shift.hours, minutes) for shift in self.shifts]
            for minutes in board.minutes
        ]
        self._number(board)
        self._count_records(board)
        self._leave_out_the_impossible(board)
        self._count_what_is_beyond_reach(board)

    def _number(self, board: Numbered) -> None:
        numbers: dict[Period, int] = {}
        places: dict[tuple[DutyId, int], int] = {}
        for duty, period in board.matter.rotations:
            number = numbers.setdefault(period, len(numbers))
            places[duty.id, number] = len(places)
        for period, number in numbers.items():
            for day in period.span:
                index = day.toordinal() - board.grid.first
                if 0 <= index < board.days:
                    self.periods[index] = number
        by_duty: dict[DutyId, dict[int, int]] = {}
        for (duty_id, number), place in places.items():
            by_duty.setdefault(duty_id, {})[number] = place
        self.places = [by_duty.get(need.duty.id, {}) for need in board.needs]
        self.taken = [[0] * len(self.shifts) for _ in places]

    def _count_records(self, board: Numbered) -> None:
        places = {
            (duty.id, period): place for place, (duty, period) in enumerate(board.matter.rotations)
        }
        rotation = board.matter.ground.policy.rotation
        for (duty_id, _), sessions in board.matter.serving.items():
            for session in sessions:
                place = places.get((duty_id, Period.containing(session.day, rotation)))  # type: ignore[arg-type]
                if place is not None:
                    for number, shift in enumerate(self.shifts):
                        if can_attend(board.matter.ground, shift, session):
                            self.taken[place][number] += 1

    def _leave_out_the_impossible(self, board: Numbered) -> None:
        self.possible = [0] * len(self.taken)
        for need, days in enumerate(board.open_days):
            allowed, masks = board.starts[need], self.attends[board.kind[need]]
            for day in days:
                place = self.place(need, day)
                if place >= 0:
                    for number, mask in enumerate(masks):
                        if mask[day] & allowed[day]:
                            self.possible[place] |= 1 << number
        for place, counts in enumerate(self.taken):
            for number, count in enumerate(counts):
                if not count and not self.possible[place] >> number & 1:
                    self.certain += 1

    def place(self, need: int, day: int) -> int:
        """The place of a need on a day; -1: none, it is not asked for there."""
        return self.places[need].get(self.periods[day], -1)

    def attending(self, need: int, day: int, start: int) -> list[int]:
        """The shifts that can attend a need there."""
        masks = self.attends[self.kinds[need]]
        return [number for number, mask in enumerate(masks) if mask[day] >> start & 1]

    @property
    def lacking(self) -> int:
        """How many shifts lack a session that they could attend, before anything is placed."""
        return sum(
            1
            for place, counts in enumerate(self.taken)
            for number, count in enumerate(counts)
            if not count and self.possible[place] >> number & 1
        )

    def _count_what_is_beyond_reach(self, board: Numbered) -> None:
        """A session can be attended by so many shifts at most as share a start that is allowed."""
        most = [0] * len(self.taken)
        known: dict[tuple[int, int, int], int] = {}
        for need, days in enumerate(board.open_days):
            best: dict[int, int] = {}
            for day in days:
                place = self.place(need, day)
                if place >= 0:
                    key = self.kinds[need], day, board.starts[need][day]
                    if key not in known:
                        known[key] = self._most_together(*key)
                    best[place] = max(best.get(place, 0), known[key])
            for place, count in best.items():
                most[place] += count
        for place, counts in enumerate(self.taken):
            wanted = sum(
                1
                for number, count in enumerate(counts)
                if not count and self.possible[place] >> number & 1
            )
            self.beyond_reach += max(0, wanted - most[place])

    def _most_together(self, kind: int, day: int, allowed: int) -> int:
        masks = [mask[day] & allowed for mask in self.attends[kind]]
        return max(
            sum(mask >> start & 1 for mask in masks) for start in range(allowed.bit_length())
        )
