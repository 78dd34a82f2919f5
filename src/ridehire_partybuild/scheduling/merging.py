"""One duty for each kind of activity and subject, out of several lists."""

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from ridehire_partybuild.guideline import Duty, duty_of
from ridehire_partybuild.values import AnyKind, Id, Modality
from ridehire_partybuild.values.periods import PER_YEAR

__all__ = ["merged_duties"]

T = TypeVar("T")


def merged_duties(*lists: Iterable[Duty]) -> tuple[Duty, ...]:
    """Return the duties of all lists, one for each subject and kind of activity, by id.

    What a guideline, the regulations of Party life and an office ask for is the same session: of
    several duties of one kind and subject the strictest makes the duty. That is the one with most
    sessions a year (of equals, the shorter period, then SHALL before SHOULD). It keeps its days,
    gaps, fixed day and roll, and takes from the others what they ask more of it: SHALL if one of
    them says so, the longest time, the most seats; station, skill, preferred hours, requirement
    and source where it has none. This errs on the strict side: a frequency that is recommended
    binds if a lower one of the same kind does. It bears the id that `duty_of` makes, if one of
    them does.

    >>> from ridehire_partybuild import ActivityKind, Cadence
    >>> one = Duty(id="D-1", subject="S-1", kind=ActivityKind.LEGAL_CLINIC, minutes=90,
    ...            cadence=Cadence.parse("1/quarter"))
    >>> other = attrs.evolve(one, id="D-2", minutes=60, cadence=Cadence.parse("1/month"))
    >>> [(one.id, str(one.cadence), one.minutes) for one in merged_duties([one], [other])]
    [(DutyId('D-2'), '1/month', 90)]
    """
    groups: dict[tuple[Id, AnyKind], list[Duty]] = {}
    for duty in (one for some in lists for one in some):
        groups.setdefault((duty.subject, duty.kind), []).append(duty)
    return tuple(sorted(map(_merged, groups.values()), key=lambda one: one.id))


def _precedence(duty: Duty) -> tuple[Any, ...]:
    a_year = PER_YEAR[duty.cadence.per]
    # the text of a duty is the last resort: no order of the lists decides
    lenient = duty.modality is not Modality.SHALL
    return -duty.cadence.times * a_year, -a_year, lenient, duty.id, repr(duty)


def _merged(duties: list[Duty]) -> Duty:
    ordered = sorted(duties, key=_precedence)
    strictest = ordered[0]
    plain = duty_of(strictest.subject, strictest.kind)
    return attrs.evolve(
        strictest,
        id=plain if any(one.id == plain for one in ordered) else strictest.id,
        modality=Modality.SHALL
        if any(one.modality is Modality.SHALL for one in ordered)
        else Modality.SHOULD,
        minutes=max(one.minutes for one in ordered),
        seats=_most(one.seats for one in ordered),
        station=_first(one.station for one in ordered),
        skill=_first(one.skill for one in ordered),
        preferred=_first(one.preferred for one in ordered),
        requirement=_first(one.requirement for one in ordered),
        source=_first(one.source for one in ordered),
    )


def _most(numbers: Iterable[int | None]) -> int | None:
    return max((one for one in numbers if one is not None), default=None)


def _first(values: Iterable[T | None]) -> T | None:
    return next((one for one in values if one is not None), None)
