"""Sessions of activities, the hosts who hold them, and the kinds of an office's own."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import attrs
from attrs import converters

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    ActivityDomain,
    ActivityForm,
    ActorId,
    AnyKind,
    DutyId,
    HostId,
    LocalKind,
    OpeningHours,
    Period,
    PeriodUnit,
    Record,
    Region,
    SessionId,
    SessionStatus,
    Skill,
    SpeakerRole,
    StationId,
    Text,
    TitleId,
    limits,
    moment,
)
from ridehire_partybuild.values.activity_kinds import any_kind
from ridehire_partybuild.values.id_fields import (
    actor_id,
    duty_id,
    host_id,
    session_id,
    station_id,
)
from ridehire_partybuild.values.record import before

from .evidence import Evidence
from .order import days, in_order, title_ids, words
from .parties import Party, Reference

__all__ = ["ROLL_DEADLINE", "Activity", "Host", "ProgrammeItem", "Session"]

ROLL_DEADLINE = timedelta(days=7)
"""Postponed "in principle within one week" (practice): so long a period can still be served."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Activity(Record):
    """A kind of activity of an office's own: what the shipped kinds do not have.

    Attributes:
        id: The kind, ``x-`` and a name.
        label: What it is called in Chinese and in English.
        domain: What it is for.
        form: How it usually goes; None: not known.

    >>> from ridehire_partybuild import ActivityDomain, Text
    >>> Activity(id="x-包饺子", label=Text(zh="包饺子", en="making dumplings"),
    ...          domain=ActivityDomain.DAILY_LIFE).label.en
    'making dumplings'
    """

    id: LocalKind = attrs.field(converter=any_kind)
    label: Text
    domain: ActivityDomain
    form: ActivityForm | None = None

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names: none."""
        yield from ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Host(Record):
    """Whoever holds sessions: a lawyer's firm, a health centre, a branch. An office, not a person.

    Attributes:
        id: The office's own code.
        party: The body.
        skills: What it can hold sessions of.
        hours: Weekly hours in which it can come; None: not known, so nothing is planned on it.
        days_off: Days on which it cannot come all the same.
        per_day: Most sessions a day; None: no limit is agreed.
        per_week: Most sessions in an ISO week; None: no limit is agreed.
        region: Where it sets out from.
    """

    id: HostId = attrs.field(converter=host_id)
    party: Party
    skills: tuple[Skill, ...] = attrs.field(default=(), converter=words)
    hours: OpeningHours | None = None
    days_off: tuple[date, ...] = attrs.field(default=(), converter=days)
    per_day: int | None = attrs.field(default=None, metadata=limits(0, 100))
    per_week: int | None = attrs.field(default=None, metadata=limits(0, 500))
    region: Region | None = None

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield from self.party.references(".party")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ProgrammeItem(Record):
    """One part of a session: the founding event was a symposium and a presentation of books.

    Attributes:
        kind: What is done.
        topic: What it is about.
        speaker: The part that whoever speaks plays: never a person.
        actor: The actor that speaks or does it.
    """

    kind: AnyKind = attrs.field(converter=any_kind)
    topic: str | None = attrs.field(default=None, metadata=limits(longest=300))
    speaker: SpeakerRole | None = None
    actor: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))

    def references(self, path: str) -> Iterator[Reference]:
        """Yield the records of the register that it names, it standing at ``path`` of another."""
        yield from _kind_references(self.kind, path)
        if self.actor is not None:
            yield f"{path}.actor", self.actor, ("actors",)


def _kind_references(kind: AnyKind, path: str) -> Iterator[Reference]:
    if isinstance(kind, LocalKind):
        yield f"{path}.kind", kind, ("activities",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Session(Record):
    """One occasion on which an activity was, is or will be held.

    Attributes:
        id: The office's own code, or one made from the duty, period and ordinal.
        kind: What was done.
        station: The station whose room it used; None: it was elsewhere.
        venue: Where else it was.
        start: Aware date and time, kept in Asia/Shanghai, whole minutes.
        end: After the start.
        status: Planned, held or cancelled.
        topic: What it was about.
        host: Who held it.
        organiser: Who called it.
        programme: Its parts in their order; empty: it is of one piece.
        capacity: How many may come; None: as many as the room has seats, if that is known.
        registered: How many have put themselves down: a count, never names.
        waiting: How many wait for a place: a count.
        attendance: How many came: a count, never names; None: not known.
        titles: Books that were used.
        record: Where its record is kept; None: none is known.
        duty: The duty it serves; None: none.
        period: The period of that duty it serves; None: the one in which it starts.

    Raises:
        InvalidValue: naive times, an end not after the start, both or neither of station and venue.

    >>> from datetime import UTC
    >>> from ridehire_partybuild import ActivityKind
    >>> lecture = Session(id="R-1", kind=ActivityKind.PARTY_LECTURE, venue="示例会议室",
    ...                   start=datetime(2026, 4, 3, 6, 0, tzinfo=UTC),
    ...                   end=datetime(2026, 4, 3, 7, 30, tzinfo=UTC),
    ...                   status=SessionStatus.HELD, period=Period.parse("2026-Q1"))
    >>> lecture.day, lecture.minutes, str(lecture.period_served(PeriodUnit.QUARTER))
    (datetime.date(2026, 4, 3), 90, '2026-Q1')
    """

    id: SessionId = attrs.field(converter=session_id)
    kind: AnyKind = attrs.field(converter=any_kind)
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    venue: str | None = attrs.field(default=None, metadata=limits(longest=200))
    start: datetime = attrs.field(converter=moment)
    end: datetime = attrs.field(converter=moment)
    status: SessionStatus
    topic: str | None = attrs.field(default=None, metadata=limits(longest=300))
    host: HostId | None = attrs.field(default=None, converter=converters.optional(host_id))
    organiser: Party | None = None
    programme: tuple[ProgrammeItem, ...] = attrs.field(default=(), converter=in_order)
    capacity: int | None = attrs.field(default=None, metadata=limits(0, 1_000_000))
    registered: int | None = attrs.field(default=None, metadata=limits(0, 1_000_000))
    waiting: int | None = attrs.field(default=None, metadata=limits(0, 1_000_000))
    attendance: int | None = attrs.field(default=None, metadata=limits(0, 1_000_000))
    titles: tuple[TitleId, ...] = attrs.field(default=(), converter=title_ids)
    record: Evidence | None = None
    duty: DutyId | None = attrs.field(default=None, converter=converters.optional(duty_id))
    period: Period | None = None

    def contradictions(self) -> Iterator[Problem]:
        """It ends after it starts, and it is in one place."""
        yield from before(self, "start", "end")
        if (self.station is None) == (self.venue is None):
            both = "station, venue" if self.station is not None else "—"
            yield Problem(
                code="session.place",
                params={"kind": "Session", "value": str(self.id), "actual": both},
            )

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.start.date()

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.end - self.start).total_seconds()) // 60

    def period_served(self, unit: PeriodUnit) -> Period:
        """Return the one period of ``unit`` that it serves.

        "A session serves the period it names, else the one in which its start lies; a rolled
        session counts for its period if held by the roll deadline": a week after its end.
        """
        named = self.period
        if named is None or named.unit is not unit:
            return Period.containing(self.day, unit)
        in_time = named.start <= self.day < named.end + ROLL_DEADLINE
        return named if in_time else Period.containing(self.day, unit)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.station is not None:
            yield ".station", self.station, ("stations",)
        if self.host is not None:
            yield ".host", self.host, ("hosts",)
        if self.organiser is not None:
            yield from self.organiser.references(".organiser")
        yield from _kind_references(self.kind, "")
        for index, item in enumerate(self.programme):
            yield from item.references(f".programme[{index}]")
        for index, title in enumerate(self.titles):
            yield f".titles[{index}]", title, ("titles",)
