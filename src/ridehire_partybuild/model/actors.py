"""The four kinds of actor, and the Party branches."""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import converters

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    ActorId,
    ActorRole,
    BranchId,
    BranchKind,
    CreditCode,
    Level,
    Record,
    Region,
    StationId,
    limits,
)
from ridehire_partybuild.values.id_fields import actor_id, branch_id, station_id
from ridehire_partybuild.values.record import not_after

from .order import by_value
from .parties import Reference
from .persons import Contact

__all__ = ["Actor", "Branch"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Actor(Record):
    """One of those whom the founding report asks to act.

    Attributes:
        id: The office's own code.
        name: Its name.
        role: Authority, platform company, association, or driver Party members.
        region: The division it works in.
        level: Province, city or county.
        parent: The actor under which it works: a county bureau, a service centre or a Party
            committee office under the city's bureau, say.
        key_platform: Whether it is a key platform company; None: not known.
        key_platform_source: The paper that names it one.
        credit_code: Its unified social credit code.
        channels: Lines and desks open to drivers; None: not known, empty: known to be none.
        recorded_on: The day on which the values above were written down.
        records_since: The day from which the record of its sessions is complete.

    Raises:
        InvalidValue: it is its own parent.

    >>> bureau = Actor(id="A-1", name="示例区交通运输局", role=ActorRole.AUTHORITY,
    ...                region=Region("370502"), level=Level.COUNTY, parent="A-0")
    >>> list(bureau.references())
    [('.parent', ActorId('A-0'), ('actors',))]
    """

    id: ActorId = attrs.field(converter=actor_id)
    name: str = attrs.field(metadata=limits(longest=200))
    role: ActorRole
    region: Region
    level: Level | None = None
    parent: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))
    key_platform: bool | None = None
    key_platform_source: str | None = attrs.field(default=None, metadata=limits(longest=300))
    credit_code: CreditCode | None = None
    channels: tuple[Contact, ...] | None = attrs.field(default=None, converter=by_value)
    recorded_on: date | None = None
    records_since: date | None = None

    def contradictions(self) -> Iterator[Problem]:
        """Nobody works under itself."""
        if self.parent is not None and self.parent == self.id:
            params = {"kind": "parent", "value": str(self.parent)}
            yield Problem(code="actor.parent", path="$.parent", params=params)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.parent is not None:
            yield ".parent", self.parent, ("actors",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Branch(Record):
    """A Party branch, known by counts: never by its members.

    Attributes:
        id: The office's own code.
        name: Its name.
        kind: Of one unit or joint.
        station: The station at which it meets, if it has one.
        full_members: Members with voting rights; None: not known.
        probationary_members: Members on probation; None: not known.
        committee_members: Seats of its committee that are filled; None: not known.
        elected_on: The day its committee or secretary was last elected.
        term_ends_on: The last day of their term; None: not known.
        units_covered: How many units it covers, several if it is joint; None: not known.
        founded_on: Its first day; None: not known, taken as founded.
        dissolved_on: The first day it no longer exists.
        recorded_on: The day on which the values above were written down.
        records_since: The day from which the record of its sessions is complete.

    Raises:
        InvalidValue: a committee larger than the branch, or dates out of order.

    >>> branch = Branch(id="B-1", name="示例联合党支部", kind=BranchKind.JOINT_BRANCH,
    ...                 full_members=9, founded_on=date(2024, 6, 28))
    >>> branch.is_open(date(2024, 6, 27)), branch.is_open(date(2024, 6, 28))
    (False, True)
    """

    id: BranchId = attrs.field(converter=branch_id)
    name: str = attrs.field(metadata=limits(longest=200))
    kind: BranchKind
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    full_members: int | None = attrs.field(default=None, metadata=limits(0, 100_000))
    probationary_members: int | None = attrs.field(default=None, metadata=limits(0, 100_000))
    committee_members: int | None = attrs.field(default=None, metadata=limits(0, 1_000))
    elected_on: date | None = None
    term_ends_on: date | None = None
    units_covered: int | None = attrs.field(default=None, metadata=limits(0, 10_000))
    founded_on: date | None = None
    dissolved_on: date | None = None
    recorded_on: date | None = None
    records_since: date | None = None

    def contradictions(self) -> Iterator[Problem]:
        """A committee is made of members; a branch is founded before it is dissolved."""
        members, committee = self.full_members, self.committee_members
        if members is not None and committee is not None and committee > members:
            yield Problem(
                code="branch.committee",
                path="$.committee_members",
                params={"kind": "committee_members", "value": committee, "members": members},
            )
        yield from not_after(self, "elected_on", "term_ends_on")
        yield from not_after(self, "founded_on", "dissolved_on")

    def is_open(self, on: date) -> bool:
        """Tell whether it exists on ``on``; an unknown first day counts as past."""
        founded, dissolved = self.founded_on, self.dissolved_on
        return (founded is None or founded <= on) and (dissolved is None or on < dissolved)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.station is not None:
            yield ".station", self.station, ("stations",)
