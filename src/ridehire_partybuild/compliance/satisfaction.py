"""Which profiles a station satisfies: a reference reading, never an official class."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Guideline, Outcome, Profile
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import (
    Id,
    Modality,
    Record,
    RequirementId,
    StationId,
    SubjectKind,
    Text,
)
from ridehire_partybuild.values.id_fields import any_id, station_id

from .assessment import Assessment, assess
from .waivers import requirement_ids

__all__ = ["Distance", "ReferenceReading", "profiles_satisfied"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Distance(Record):
    """How far a station is from satisfying a profile.

    Attributes:
        profile: The profile.
        failed: The requirements that it fails.
        open: Those of which nobody can tell.
        counted: How many count at all: no permissions, nothing that does not apply.
    """

    profile: Id = attrs.field(converter=any_id)
    failed: tuple[RequirementId, ...] = attrs.field(default=(), converter=requirement_ids)
    open: tuple[RequirementId, ...] = attrs.field(default=(), converter=requirement_ids)
    counted: int

    @property
    def is_satisfied(self) -> bool:
        """Whether all that counts has passed; where nothing counts, nothing is satisfied."""
        return bool(self.counted) and not self.failed and not self.open


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReferenceReading(Record):
    """What profiles make of one station. It is no class, and nobody awards anything by it.

    Attributes:
        station: The station.
        notice: What this is and what it is not.
        distances: How far it is from each profile, in the order in which they were given.
    """

    station: StationId = attrs.field(converter=station_id)
    notice: Text
    distances: tuple[Distance, ...]

    @property
    def satisfied(self) -> tuple[Id, ...]:
        """The profiles it satisfies."""
        return tuple(one.profile for one in self.distances if one.is_satisfied)

    @property
    def next(self) -> Distance | None:
        """The first profile it does not satisfy; None: it satisfies all."""
        return next((one for one in self.distances if not one.is_satisfied), None)


def profiles_satisfied(
    register: Register,
    guideline: Guideline,
    profiles: Iterable[Profile],
    on: date,
    *,
    known: date | None = None,
) -> tuple[ReferenceReading, ...]:
    """Return for each station which profiles it satisfies, and what stands before the others.

    A profile is satisfied if every requirement and recommendation that applies to the station has
    passed, waivers aside. ``profiles`` come from the least to the most demanding.

    Raises:
        InvalidValue: a day is no date from 2000 to 2100.
        UnusableRule: a profile cannot tailor the guideline.

    >>> from ridehire_partybuild import Region, Site, Station, Tier
    >>> from ridehire_partybuild import DocumentKind, Selection, Source, reference_guideline
    >>> area = Profile(
    ...     id="room", title=Text(zh="场地", en="room"),
    ...     source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
    ...     include=Selection(requirements=("area",)),
    ... )
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> register, reference = Register(stations=[station]), reference_guideline()
    >>> (told,) = profiles_satisfied(register, reference, [area], date(2026, 1, 15))
    >>> told.satisfied, told.next.failed
    ((), (RequirementId('area'),))
    """
    told = [
        _distances(assess(register, guideline, on, known=known, profile=one), one.id)
        for one in profiles
    ]
    notice = Text(**{lang: render("profile.reading", lang) for lang in get_args(Lang)})
    stations = (name for kind, name in register.subjects if kind is SubjectKind.STATION)
    return tuple(
        ReferenceReading(
            station=StationId(name),
            notice=notice,
            distances=tuple(distances[name] for distances in told),
        )
        for name in stations
    )


def _distances(assessment: Assessment, profile: Id) -> dict[str, Distance]:
    """Return how far every station is from the profile of an assessment."""
    counting = {one.id for one in assessment.rules.values() if one.modality is not Modality.MAY}
    found: dict[str, dict[Outcome, list[RequirementId]]] = {
        name: {outcome: [] for outcome in Outcome} for _, name in assessment.register.subjects
    }
    for one in assessment.findings:
        if one.requirement in counting:
            found[one.subject][one.verdict.outcome].append(one.requirement)
    return {
        name: Distance(
            profile=profile,
            failed=of[Outcome.FAILED],
            open=of[Outcome.CANT_TELL],
            counted=sum(len(of[one]) for one in Outcome if one is not Outcome.INAPPLICABLE),
        )
        for name, of in found.items()
    }
