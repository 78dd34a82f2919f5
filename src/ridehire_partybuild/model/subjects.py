"""The file of one subject: what a fact is read from."""

from datetime import date

import attrs

from ridehire_partybuild.values import Id, Region, SubjectKind

from .activities import Session
from .actors import Actor, Branch
from .evidence import Observation, Waiver
from .stations import Station

__all__ = ["SubjectFile"]


@attrs.frozen(kw_only=True)
class SubjectFile:
    """One station, branch, actor or city with all that belongs to it.

    A session belongs to its station, to the branch or actor that called it, and to its city.

    Attributes:
        kind: What the subject is.
        id: Its id; a city's is its division code.
        record: The station, branch or actor; None for a city.
        region: The division it lies in; None: not known, as of a branch without a station.
        sessions: Its sessions.
        observations: What was found about it.
        waivers: What it was excused.
        stations: A city's stations.
        branches: A city's branches: those that meet at its stations.
        actors: A city's actors.
    """

    kind: SubjectKind
    id: Id
    record: Station | Branch | Actor | None
    region: Region | None = None
    sessions: tuple[Session, ...] = ()
    observations: tuple[Observation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    stations: tuple[Station, ...] = ()
    branches: tuple[Branch, ...] = ()
    actors: tuple[Actor, ...] = ()

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

    @property
    def records_since(self) -> date | None:
        """The day from which its record of sessions is complete; a city's: its stations' latest."""
        if self.record is not None:
            return self.record.records_since
        days = [station.records_since for station in self.stations]
        return max((day for day in days if day), default=None) if all(days) else None

    def is_open(self, on: date) -> bool:
        """Tell whether the subject is there on ``on``; cities and actors always are."""
        return not isinstance(self.record, Station | Branch) or self.record.is_open(on)
