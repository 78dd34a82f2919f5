"""What a plan costs, point by point."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ridehire_partybuild.model import Session
from ridehire_partybuild.values import DutyId, Modality, Skill, StationId

from .chains import Key, neighbours
from .checker import Violation
from .coverage import shift_gaps
from .fairness import beyond_fair_share
from .ground import Ground, Slot
from .matter import Matter
from .needs import Need
from .plans import Constraint, ConstraintMatch, PlanScore

__all__ = ["demand_of", "is_preferred", "matches_of", "summed", "unfairness_of"]

Demand = Mapping[Skill, Mapping[StationId, int]]
"""How many sessions each station needs that only a host with the skill can hold."""


def is_preferred(ground: Ground, slot: Slot) -> bool:
    """Tell whether the slot lies in the hours in which its duty is best met."""
    duty = slot.duty
    if duty is None or duty.preferred is None:
        return True
    return ground.within(("preferred", duty.id), duty.preferred, slot)


def demand_of(needs: Iterable[Need]) -> Demand:
    """Return what each station needs of each skill; a need without a station counts nowhere."""
    found: dict[Skill, Counter[StationId]] = {}
    for need in needs:
        if need.duty.skill is not None and need.station is not None:
            found.setdefault(need.duty.skill, Counter())[need.station] += 1
    return {skill: dict(sorted(counts.items())) for skill, counts in found.items()}


def matches_of(
    matter: Matter,
    placed: Mapping[Key, tuple[Session, Need]],
    left: Iterable[Need],
    broken: Iterable[Violation],
) -> tuple[ConstraintMatch, ...]:
    """Return every point that a plan costs, and for what."""
    missing = tuple(left)
    found = [
        *_broken(matter, broken),
        *(_unplaced(matter, need) for need in missing),
        *_spacing(matter, placed),
        *_preferences(matter, placed),
        *_unfairness(matter, missing),
        *_rotation(matter, placed),
    ]
    order = list(Constraint)
    told = (one for one in found if one.points or one.constraint not in _SOFT)
    return tuple(sorted(told, key=lambda one: (order.index(one.constraint), one.on, one.points)))


def _broken(matter: Matter, broken: Iterable[Violation]) -> Iterator[ConstraintMatch]:
    points = matter.ground.policy.warning_points
    for one in broken:
        if one.severity.blocks:
            yield _match(Constraint.VIOLATION, one.sessions[0], 1)
        else:
            yield _match(Constraint.WARNING, one.sessions[0], points)


def _unplaced(matter: Matter, need: Need) -> ConstraintMatch:
    if need.duty.modality is Modality.SHALL:
        return _match(Constraint.UNPLACED, need.duty.id, 1)
    points = matter.ground.policy.unplaced_points
    return _match(Constraint.UNPLACED_RECOMMENDED, need.duty.id, points)


def _spacing(
    matter: Matter, placed: Mapping[Key, tuple[Session, Need]]
) -> Iterator[ConstraintMatch]:
    sessions = {key: session for key, (session, _) in placed.items()}
    for chain in matter.chains:
        for session, points in neighbours(chain, sessions, matter.ground.policy):
            yield _match(Constraint.SPACING, session.id, points)


def _preferences(
    matter: Matter, placed: Mapping[Key, tuple[Session, Need]]
) -> Iterator[ConstraintMatch]:
    for session, need in placed.values():
        slot = Slot.of(session, {need.duty.id: need.duty})
        if not is_preferred(matter.ground, slot):
            yield _match(
                Constraint.PREFERRED_HOURS, session.id, matter.ground.policy.preferred_points
            )


def _unfairness(matter: Matter, left: Iterable[Need]) -> Iterator[ConstraintMatch]:
    points = matter.ground.policy.fairness_points
    for station, count in _beyond_shares(left, demand_of(matter.needs)):
        yield _match(Constraint.FAIRNESS, station, count * points)


def _beyond_shares(left: Iterable[Need], demand: Demand) -> Iterator[tuple[StationId, int]]:
    for skill, counts in demand_of(left).items():
        yield from beyond_fair_share(counts, demand[skill]).items()


def unfairness_of(left: Iterable[Need], demand: Demand) -> int:
    """Return how many of those left out a station has beyond its fair share."""
    return sum(count for _, count in _beyond_shares(left, demand))


def _rotation(
    matter: Matter, placed: Mapping[Key, tuple[Session, Need]]
) -> Iterator[ConstraintMatch]:
    sessions: dict[DutyId, list[Session]] = {}
    for (duty, _), recorded in matter.serving.items():
        sessions.setdefault(duty, []).extend(recorded)
    for session, need in placed.values():
        sessions.setdefault(need.duty.id, []).append(session)
    points = matter.ground.policy.rotation_points
    for gap in shift_gaps(matter.ground, matter.rotations, sessions):
        yield _match(Constraint.ROTATION, gap.duty, points)


def _match(constraint: Constraint, on: str, cost: int) -> ConstraintMatch:
    return ConstraintMatch(constraint=constraint, on=on, points=-cost)


_SOFT = frozenset(Constraint) - {Constraint.VIOLATION, Constraint.UNPLACED}


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
