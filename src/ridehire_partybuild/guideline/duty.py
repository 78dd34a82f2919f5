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
    Modality,
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

from .vocabulary import DayPolicy, NoDayPolicy

__all__ = ["ActivityTemplate", "Duty", "duty_of"]

_GAP = limits(1, 366)


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
        days: On which days it can be held.
        smallest_gap: At least so many days from one session to the next; None: any.
        ideal_gap: So many days from one to the next at best; None: even over the period.
        source: Where this comes from.

    Raises:
        InvalidValue: an impossible value, or a fixed day on weekends.

    >>> from ridehire_partybuild import ActivityKind
    >>> ActivityTemplate(kind=ActivityKind.THEME_PARTY_DAY, fixed_day=10, source="示例").minutes
    90
    """

    kind: AnyKind = attrs.field(converter=any_kind)
    minutes: int = attrs.field(default=90, metadata=limits(5, 1440))
    seats: int | None = attrs.field(default=None, metadata=limits(0, 100_000))
    skill: Skill | None = None
    preferred: OpeningHours | None = None
    fixed_day: int | None = attrs.field(default=None, metadata=limits(1, 31))
    roll: Roll = Roll.FOLLOWING
    no_day: NoDayPolicy = NoDayPolicy.WAIVE
    days: DayPolicy = DayPolicy.ANY
    smallest_gap: int | None = attrs.field(default=None, metadata=_GAP)
    ideal_gap: int | None = attrs.field(default=None, metadata=_GAP)
    source: str = attrs.field(metadata=limits(longest=300))

    def contradictions(self) -> Iterator[Problem]:
        """A fixed day rolls to a workday."""
        yield from _fixed_on_weekends(self)


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
        days: On which days it can be held; those off by notice are `no_day`'s to allow.
        smallest_gap: At least so many days from one of its sessions to the next; None: any.
        ideal_gap: So many days from one to the next at best; None: even over the period.
        modality: How binding it is: SHALL, or SHOULD where a text says 一般 (as a rule).
        source: Where it comes from, if no requirement tells.

    Raises:
        InvalidValue: an impossible value, a fixed day of a week or on weekends, a permission.

    >>> from ridehire_partybuild import ActivityKind
    >>> duty = Duty(id="D-1", subject="S-1", kind=ActivityKind.LEGAL_CLINIC,
    ...             cadence=Cadence.parse("1/quarter"))
    >>> duty.modality.label("zh"), duty.station
    ('应', None)
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
    days: DayPolicy = DayPolicy.ANY
    smallest_gap: int | None = attrs.field(default=None, metadata=_GAP)
    ideal_gap: int | None = attrs.field(default=None, metadata=_GAP)
    modality: Modality = Modality.SHALL
    source: str | None = attrs.field(default=None, metadata=limits(longest=300))

    def contradictions(self) -> Iterator[Problem]:
        """What may be left undone is no duty; a day of the month needs periods made of months."""
        if self.modality is Modality.MAY:
            yield Problem(
                code="duty.permission",
                path="$.modality",
                params={"kind": "Modality", "value": self.modality},
            )
        yield from _fixed_on_weekends(self)
        if self.fixed_day is None:
            return
        params: dict[str, Any] = {"kind": "fixed_day", "value": self.fixed_day}
        if self.cadence.per is PeriodUnit.WEEK or self.cadence.times > 1:
            yield Problem(
                code="duty.fixed_day",
                path="$.fixed_day",
                params=params | {"cadence": str(self.cadence)},
            )


def _fixed_on_weekends(one: ActivityTemplate | Duty) -> Iterator[Problem]:
    """A fixed day that is no workday rolls to one, which no weekend is."""
    if one.fixed_day is not None and one.days is DayPolicy.WEEKENDS:
        yield Problem(
            code="duty.fixed_weekend",
            path="$.fixed_day",
            params={"kind": "fixed_day", "value": one.fixed_day},
        )


def duty_of(subject: Id, kind: AnyKind) -> DutyId:
    """Return the id of a duty: subject and kind, or a UUID of them where that is too long.

    >>> from ridehire_partybuild import ActivityKind
    >>> duty_of(Id("S-1"), ActivityKind.LEGAL_CLINIC)
    DutyId('S-1.legal_clinic')
    """
    plain = f"{subject}.{kind.value}"
    return DutyId(plain if len(plain) <= LONGEST_ID else made_id("duty", subject, kind.value))
