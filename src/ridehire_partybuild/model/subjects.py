"""The file of one subject: what a fact is read from."""

from datetime import date

import attrs

from ridehire_partybuild.values import Id, Period, Region, SubjectKind

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

    def has_all_sessions(self, period: Period) -> bool:
        """Tell whether the record of its sessions in a period is known to be complete.

        A city's is, if that of each of its stations, branches and actors is. Before somebody
        was there, nothing can be missing.
        """
        owners: tuple[Station | Branch | Actor | None, ...]
        owners = (*self.stations, *self.branches, *self.actors) or (self.record,)
        return all(_has_all(one, period) for one in owners)

    def is_open(self, on: date) -> bool:
        """Tell whether the subject is there on ``on``; cities and actors always are."""
        return not isinstance(self.record, Station | Branch) or self.record.is_open(on)


def _has_all(owner: Station | Branch | Actor | None, period: Period) -> bool:
    if owner is None:
        return False
    opened, closed = None, None
    if isinstance(owner, Station):
        opened, closed = owner.opened_on, owner.closed_on
    elif isinstance(owner, Branch):
        opened, closed = owner.founded_on, owner.dissolved_on
    if (opened is not None and opened >= period.end) or (closed and closed <= period.start):
        return True
    first = period.start if opened is None else max(opened, period.start)
    return owner.records_since is not None and owner.records_since <= first
