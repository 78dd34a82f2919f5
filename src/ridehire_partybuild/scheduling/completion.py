"""What a search leaves open, by the plain path: slots that warn, nights, and why nothing else will.

Here each slot is held against the rules one by one, as surely as slowly. What the search has
placed is not moved any more.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.values import DutyId, Modality, Period, SessionStatus

from .bookings import Bookings
from .candidates import Candidates
from .chains import Key
from .ground import Ground, Slot
from .needs import Need
from .plans import Blocked, Unplaced
from .score import is_preferred
from .vocabulary import Rule

__all__ = ["Completion", "Placement"]

Placement = Mapping[Key, Slot]
"""Where each need that is placed stands."""

Choice = Callable[[Sequence[Slot]], Slot]


class Completion:
    """A placement, made as full as the rules allow."""

    def __init__(
        self, ground: Ground, duties: Sequence[Duty], needs: Sequence[Need], placed: Placement
    ) -> None:
        self._ground, self._duties = ground, duties
        self._needs = needs
        self.slots = dict(placed)
        self._tallies: dict[tuple[DutyId, Period], Counter[Rule]] = {}

    @property
    def left(self) -> list[Need]:
        """The needs that stand nowhere, by period and duty."""
        open_ = (need for need in self._needs if need.key not in self.slots)
        return sorted(open_, key=lambda need: (need.period, need.duty.id, need.ordinal))

    @cached_property
    def _bookings(self) -> Bookings:
        found = Bookings(self._ground)
        known = {duty.id: duty for duty in self._duties}
        for session in self._ground.register.sessions:
            if session.status is not SessionStatus.CANCELLED:
                found.add(Slot.of(session, known))
        for slot in self.slots.values():
            found.add(slot)
        return found

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self._ground, self._bookings)

    def fill(self, choice: Choice) -> None:
        """Place what is left where no rule bars it, even if one warns; ``choice`` breaks ties.

        What is required comes before what is recommended.
        """
        for need in sorted(self.left, key=lambda need: need.duty.modality is not Modality.SHALL):
            found = self._best(need)
            if found:
                slot = choice(found)
                self._bookings.add(slot)
                self.slots[need.key] = slot

    def _best(self, need: Need) -> list[Slot]:
        """The cheapest slots that nothing bars; of equals those of hosts with least to do."""
        found: list[Slot] = []
        cheapest: tuple[int, int] | None = None
        if need.station is None:
            return found
        for day in sorted(need.window.days, key=lambda day: (abs((day - need.ideal).days), day)):
            far = abs((day - need.ideal).days)
            if cheapest is not None and far > cheapest[0]:
                break
            for slot in self._candidates.free(need, day):
                price = far + self._points(slot), self._bookings.load(slot)
                if cheapest is None or price < cheapest:
                    cheapest, found = price, []
                if price == cheapest:
                    found.append(slot)
        return found

    def _points(self, slot: Slot) -> int:
        policy = self._ground.policy
        points = 0 if is_preferred(self._ground, slot) else policy.preferred_points
        if policy.severities:
            points += policy.warning_points * self._candidates.warnings(slot)
        return points

    def unplaced(self) -> tuple[Unplaced, ...]:
        """What is left, and what blocks each slot that it could have had."""
        return tuple(
            Unplaced(
                duty=need.duty.id,
                period=need.period,
                ordinal=need.ordinal,
                blocked=self._blocked(need),
            )
            for need in self.left
        )

    def _blocked(self, need: Need) -> tuple[Blocked, ...]:
        """The tally of a need: that of its duty and period, whatever its ordinal."""
        key = need.duty.id, need.period
        if key not in self._tallies:
            self._tallies[key] = self._candidates.tally(need)
        tally = self._tallies[key]
        return tuple(Blocked(rule=rule, count=tally[rule]) for rule in Rule if tally[rule])
