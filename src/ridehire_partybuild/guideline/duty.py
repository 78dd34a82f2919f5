"""Duties: what must be held, where and how often. A frequency, not a recurrence."""

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    AnyKind,
    Cadence,
    DutyId,
    Id,
    OpeningHours,
    PeriodUnit,
    Record,
    RequirementId,
    Roll,
    Skill,
    StationId,
    limits,
    made_id,
)
from ridehire_partybuild.values.activity_kinds import any_kind
from ridehire_partybuild.values.id_fields import any_id, duty_id, requirement_id, station_id
from ridehire_partybuild.values.identifiers import LONGEST_ID

from .vocabulary import NoDayPolicy

__all__ = ["ActivityTemplate", "Duty", "duty_of"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ActivityTemplate(Record):
    """How a kind of activity is usually held, where the duty to hold it does not say.

    Attributes:
        kind: The activity.
        minutes: How long one session lasts.
        seats: How many seats it needs; None: as many as the room has.
        skill: What its host must be able to do; None: it needs no host.
        preferred: Hours in which it is best held; None: any.
        fixed_day: The day of the month on which it is held; None: any.
        roll: Where a fixed day goes that is no workday.
        no_day: What to do in a period without an admissible day.
        source: Where this comes from.
    """

    kind: AnyKind = attrs.field(converter=any_kind)
    minutes: int = attrs.field(default=90, metadata=limits(5, 1440))
    seats: int | None = attrs.field(default=None, metadata=limits(0, 100_000))
    skill: Skill | None = None
    preferred: OpeningHours | None = None
    fixed_day: int | None = attrs.field(default=None, metadata=limits(1, 31))
    roll: Roll = Roll.FOLLOWING
    no_day: NoDayPolicy = NoDayPolicy.WAIVE
    source: str = attrs.field(metadata=limits(longest=300))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Duty(Record):
    """One kind of activity to be held so often for one subject at one station.

    Attributes:
        id: The same for the same subject and kind.
        subject: The station, branch, actor or city that owes it.
        station: The station whose room is used; None: there is none, so nothing can be placed.
        kind: The activity.
        cadence: So many sessions in each calendar period.
        requirement: The requirement it comes from; None: set by hand.
        minutes: How long one session lasts.
        seats: How many seats it needs; None: any room will do.
        skill: What its host must be able to do; None: it needs no host.
        preferred: Hours in which it is best held; None: any.
        fixed_day: The day of the month (1-31, the last day where the month is shorter).
        roll: Where a fixed day goes that is no workday, within 7 days and its own period.
        no_day: What to do in a period without an admissible day.

    Raises:
        InvalidValue: an impossible value, or a fixed day of a week.
    """

    id: DutyId = attrs.field(converter=duty_id)
    subject: Id = attrs.field(converter=any_id)
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    kind: AnyKind = attrs.field(converter=any_kind)
    cadence: Cadence
    requirement: RequirementId | None = attrs.field(
        default=None, converter=converters.optional(requirement_id)
    )
    minutes: int = attrs.field(default=90, metadata=limits(5, 1440))
    seats: int | None = attrs.field(default=None, metadata=limits(0, 100_000))
    skill: Skill | None = None
    preferred: OpeningHours | None = None
    fixed_day: int | None = attrs.field(default=None, metadata=limits(1, 31))
    roll: Roll = Roll.FOLLOWING
    no_day: NoDayPolicy = NoDayPolicy.WAIVE

    def contradictions(self) -> Iterator[Problem]:
        """A day of the month needs periods made of months, and one session in each."""
        if self.fixed_day is None:
            return
        params: dict[str, Any] = {"kind": "fixed_day", "value": self.fixed_day}
        if self.cadence.per is PeriodUnit.WEEK or self.cadence.times > 1:
            yield Problem(
                code="duty.fixed_day",
                path="$.fixed_day",
                params=params | {"cadence": str(self.cadence)},
            )


def duty_of(subject: Id, kind: AnyKind) -> DutyId:
    """Return the id of a duty: subject and kind, or a UUID of them where that is too long.

    >>> from ridehire_partybuild import ActivityKind
    >>> duty_of(Id("S-1"), ActivityKind.LEGAL_CLINIC)
    DutyId('S-1.legal_clinic')
    """
    plain = f"{subject}.{kind.value}"
    return DutyId(plain if len(plain) <= LONGEST_ID else made_id("duty", subject, kind.value))
