"""The file of one subject: what a fact is read from."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from ridehire_partybuild.values import Id, Region, SubjectKind

from .actors import Actor, Branch
from .stations import Station

if TYPE_CHECKING:
    from .activities import Session
    from .evidence import Observation, Waiver
    from .register import Register

__all__ = ["SubjectFile"]


@attrs.frozen(kw_only=True)
class SubjectFile:
    """One station, branch, actor or city with all that belongs to it.

    A session belongs to its station, to the branch or actor that called it, and to its city.

    Attributes:
        kind: What the subject is.
        id: Its id; a city's is its division code.
        record: The station, branch or actor; None for a city.
        sessions: Its sessions.
        observations: What was found about it.
        waivers: What it was excused.
        register: The register it was taken from.
    """

    kind: SubjectKind
    id: Id
    record: Station | Branch | Actor | None
    sessions: tuple[Session, ...]
    observations: tuple[Observation, ...]
    waivers: tuple[Waiver, ...]
    register: Register = attrs.field(repr=False, eq=False)

    @property
    def opened_on(self) -> date | None:
        """Its first day; None: not known, or it has none."""
        if isinstance(self.record, Station):
            return self.record.opened_on
        return self.record.founded_on if isinstance(self.record, Branch) else None

    @property
    def closed_on(self) -> date | None:
        """The first day it is no longer there."""
        if isinstance(self.record, Station):
            return self.record.closed_on
        return self.record.dissolved_on if isinstance(self.record, Branch) else None

    @property
    def recorded_on(self) -> date | None:
        """The day on which its declared values were written down."""
        return None if self.record is None else self.record.recorded_on

    @cached_property
    def records_since(self) -> date | None:
        """The day from which its record of sessions is complete; a city's is its stations' latest."""
        if self.record is not None:
            return self.record.records_since
        days = [station.records_since for station in self.stations]
        return max((day for day in days if day), default=None) if all(days) else None

    def is_open(self, on: date) -> bool:
        """Tell whether the subject is there on ``on``; an unknown first day counts as past."""
        opened, closed = self.opened_on, self.closed_on
        return (opened is None or opened <= on) and (closed is None or on < closed)

    @cached_property
    def region(self) -> Region | None:
        """The division it lies in."""
        if isinstance(self.record, Station | Actor):
            return self.record.region
        if isinstance(self.record, Branch):
            home = self.record.station
            station = None if home is None else self.register.get(home)
            return station.region if isinstance(station, Station) else None
        return Region(str(self.id))

    @cached_property
    def stations(self) -> tuple[Station, ...]:
        """A city's stations."""
        if self.kind is not SubjectKind.CITY:
            return ()
        return tuple(s for s in self.register.stations if str(s.region.prefecture) == self.id)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """A city's branches: those that meet at its stations."""
        homes = {station.id for station in self.stations}
        return tuple(branch for branch in self.register.branches if branch.station in homes)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """A city's actors."""
        if self.kind is not SubjectKind.CITY:
            return ()
        return tuple(a for a in self.register.actors if str(a.region.prefecture) == self.id)
