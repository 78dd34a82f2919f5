"""Who answers for what: the nearest actor of a role, or nobody where that is not plain."""

from collections.abc import Iterable, Mapping

from ridehire_partybuild.values import ActorId, ActorRole, Level, Region

from .actors import Actor
from .register import Register
from .stations import Station
from .subjects import SubjectFile

__all__ = ["covered_region", "nearest"]


def covered_region(actor: Actor) -> Region:
    """Return the division that an actor answers for: its own, or the wider one of its level.

    >>> bureau = Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY, level=Level.CITY,
    ...                region=Region("370502"))
    >>> covered_region(bureau)
    Region('370500')
    """
    wider: Mapping[Level, Region] = {
        Level.PROVINCE: actor.region.province,
        Level.CITY: actor.region.prefecture,
        Level.COUNTY: actor.region,
    }
    return wider[actor.level or actor.region.level]


def _is_own(actor: Actor, file: SubjectFile) -> bool:
    """Tell whether an actor is the subject itself, or runs it."""
    if isinstance(file.record, Station):
        operator = file.record.operator
        return operator is not None and operator.actor == actor.id
    return actor.id == file.id


def _distance(actor: Actor, file: SubjectFile) -> int | None:
    """Return how far an actor stands from a subject; None: it has nothing to do with it."""
    if _is_own(actor, file):
        return 0
    if file.region is None:
        return 4
    region, covered = file.region, covered_region(actor)
    circles = (region, region.prefecture, region.province)
    return next((1 + step for step, one in enumerate(circles) if one == covered), None)


def nearest(register: Register, role: ActorRole, file: SubjectFile) -> tuple[ActorId, ...]:
    """Return the nearest actors of a role: one, or none, or several between which nothing decides.

    The subject itself or who runs it comes first, then the county's, the city's, the province's.
    Of those equally near, who works under another of them gives way to it. For a subject without
    a known place all are equally near.
    """
    distances = {
        one: distance
        for one in register.actors
        if one.role is role and (distance := _distance(one, file)) is not None
    }
    closest = min(distances.values(), default=0)
    found = [one for one, distance in distances.items() if distance == closest]
    return tuple(one.id for one in found if one.parent not in _ids(found))


def _ids(actors: Iterable[Actor]) -> set[ActorId]:
    return {one.id for one in actors}
