"""What a plan costs, point by point."""

from collections.abc import Iterable, Iterator
from datetime import date

from ridehire_partybuild.model import Session

from .checker import Violation
from .ground import Ground, Slot
from .needs import Need
from .plans import Constraint, ConstraintMatch, PlanScore

__all__ = ["PREFERENCE_POINTS", "is_preferred", "matches_of", "spacing", "summed"]

PREFERENCE_POINTS = 2
"""A session outside preferred hours costs as much as one two days from its ideal day."""


def spacing(ideal: date, day: date) -> int:
    """Return the points of a session on ``day``: the days between it and the ideal one.

    >>> spacing(date(2026, 1, 16), date(2026, 1, 13))
    3
    """
    return abs((day - ideal).days)


def is_preferred(ground: Ground, slot: Slot) -> bool:
    """Tell whether the slot lies in the hours in which its duty is best met."""
    duty = slot.duty
    if duty is None or duty.preferred is None:
        return True
    return ground.within(("preferred", duty.id), duty.preferred, slot)


def matches_of(
    ground: Ground,
    placed: Iterable[tuple[Session, Need]],
    left: Iterable[Need],
    broken: Iterable[Violation],
) -> tuple[ConstraintMatch, ...]:
    """Return every point that a plan costs, and for what."""
    found = [
        *(_match(Constraint.VIOLATION, one.sessions[0], 1) for one in broken),
        *(_match(Constraint.UNPLACED, need.duty.id, 1) for need in left),
        *(match for session, need in placed for match in _soft(ground, session, need)),
    ]
    order = list(Constraint)
    return tuple(sorted(found, key=lambda one: (order.index(one.constraint), one.on)))


def _soft(ground: Ground, session: Session, need: Need) -> Iterator[ConstraintMatch]:
    days = spacing(need.ideal, session.day)
    if days:
        yield _match(Constraint.SPACING, session.id, days)
    if not is_preferred(ground, Slot.of(session, {need.duty.id: need.duty})):
        yield _match(Constraint.PREFERRED_HOURS, session.id, PREFERENCE_POINTS)


def _match(constraint: Constraint, on: str, cost: int) -> ConstraintMatch:
    return ConstraintMatch(constraint=constraint, on=on, points=-cost)


def summed(matches: Iterable[ConstraintMatch]) -> PlanScore:
    """Return the score that the matches add up to.

    >>> from ridehire_partybuild.values import Id
    >>> summed([ConstraintMatch(constraint=Constraint.SPACING, on=Id("A"), points=-3)]).soft
    -3
    """
    levels = {Constraint.VIOLATION: 0, Constraint.UNPLACED: 0}
    soft = 0
    for match in matches:
        if match.constraint in levels:
            levels[match.constraint] += match.points
        else:
            soft += match.points
    return PlanScore(
        hard=levels[Constraint.VIOLATION], medium=levels[Constraint.UNPLACED], soft=soft
    )
