"""The file of one subject: what a fact is read from."""

from datetime import date

import attrs

from ridehire_partybuild.values import Id, Period, Region, SubjectKind
from ridehire_partybuild.values.compared import Compared

from .activities import Session
from .actors import Actor, Branch
from .appeals import Appeal
from .books import Delivery, Donation, Loan, Stock
from .dealings import Assistance, Commitment, Feedback, Pledge
from .evidence import Observation, Waiver
from .funds import Fund
from .stations import Station
from .tasks import Exemption, Task

__all__ = ["SubjectFile"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SubjectFile(Compared):
    """One station, branch, actor or city with all that belongs to it.

    What names a subject belongs to it, and to its city: a session to its station, to the branch
    or actor that called it, and to the actors of its programme. What was found about a station,
    or excused, is its alone.

    Attributes:
        kind: What the subject is.
        id: Its id; a city's is its division code.
        record: The station, branch or actor; None for a city.
        region: The division it lies in; None: not known, as of a branch without a station.
        stations: A city's stations.
        branches: A city's branches: those that meet at its stations.
        actors: A city's actors.
        sessions: Its sessions.
        donations: Batches of books that it gave.
        deliveries: Books brought to it.
        stock: Counts of its books.
        funds: Lines of special funds meant for it.
        loans: Counts of its loans.
        appeals: Appeals received there, or forwarded to it.
        feedback: How content drivers were with it.
        assistance: Help it gave.
        commitments: What it has bound itself to.
        pledges: Its members' pledges.
        observations: What was found about it.
        waivers: What it was excused.
        exemptions: Periods of its duties that need not be served.
        tasks: What is to be put right, about it or by it.

    >>> from ridehire_partybuild import Register, Suspension
    >>> rest = Suspension(first=date(2025, 7, 31), last=date(2025, 8, 3))
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), suspensions=[rest])
    >>> file = Register(stations=[station]).of("S-1")
    >>> file.is_open(date(2025, 8, 3)), file.is_open(date(2025, 8, 4))
    (False, True)
    >>> file.is_suspended_in(Period.parse("2025-08")), file.is_suspended_in(Period.parse("2025-09"))
    (True, False)
    """

    kind: SubjectKind
    id: Id
    record: Station | Branch | Actor | None
    region: Region | None = None
    stations: tuple[Station, ...] = ()
    branches: tuple[Branch, ...] = ()
    actors: tuple[Actor, ...] = ()
    sessions: tuple[Session, ...] = ()
    donations: tuple[Donation, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    stock: tuple[Stock, ...] = ()
    funds: tuple[Fund, ...] = ()
    loans: tuple[Loan, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    assistance: tuple[Assistance, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    observations: tuple[Observation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    tasks: tuple[Task, ...] = ()

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

    def is_suspended_in(self, period: Period) -> bool:
        """Tell whether it stood closed on some day of a period: such a period is not judged."""
        stops = self.record.suspensions if isinstance(self.record, Station) else ()
        return any(
            one.first < period.end and (one.last is None or one.last >= period.start)
            for one in stops
        )


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
