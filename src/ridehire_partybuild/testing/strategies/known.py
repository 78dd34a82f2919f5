"""What a record may name: the ids of the register that is being made, and other bounds."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Self

from hypothesis.errors import InvalidArgument

from ridehire_partybuild.values import (
    ActivityKind,
    ActorId,
    AnyKind,
    BranchId,
    DonationId,
    FundId,
    HostId,
    Region,
    Span,
    StationId,
    SubjectKind,
    Tier,
    TitleId,
)

from .choices import YEARS
from .words import COUNTIES

__all__ = ["NOBODY", "Known", "needed_ids"]


class Known(NamedTuple):
    """Ids that a record may name, kind by kind, and what else bounds it.

    ``somebody`` are subjects whose kind is not told; ``facts`` are what observations are about,
    ``covers`` what waivers cover.
    """

    stations: Sequence[StationId] = ()
    actors: Sequence[ActorId] = ()
    branches: Sequence[BranchId] = ()
    hosts: Sequence[HostId] = ()
    titles: Sequence[TitleId] = ()
    donations: Sequence[DonationId] = ()
    funds: Sequence[FundId] = ()
    cities: Sequence[str] = ()
    somebody: Sequence[str] = ()
    facts: Sequence[str] = ()
    covers: Sequence[str] = ()
    kinds: Sequence[AnyKind] = tuple(ActivityKind)
    tiers: Sequence[Tier] = tuple(Tier)
    counties: Sequence[Region] = COUNTIES
    within: Span = YEARS

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of all that requirements can judge: those told to be, else all there are."""
        return (*self.somebody,) or (*self.stations, *self.branches, *self.actors, *self.cities)

    def kind_of(self, subject: str) -> SubjectKind | None:
        """Return what a subject is; None: that was not told."""
        return next((kind for kind, ids in self._judged() if subject in ids), None)

    def _judged(self) -> Iterator[tuple[SubjectKind, Sequence[str]]]:
        yield SubjectKind.STATION, self.stations
        yield SubjectKind.BRANCH, self.branches
        yield SubjectKind.ACTOR, self.actors
        yield SubjectKind.CITY, self.cities

    def and_(self, name: str, record_id: str) -> Self:
        """Return the same with one more id of a kind, if records name ids of that kind."""
        if name not in self._fields:
            return self
        more: dict[str, Any] = {name: (*getattr(self, name), record_id)}
        return self._replace(**more)


NOBODY = Known()
"""A record on its own names no other."""


def needed_ids(**given: Sequence[str]) -> None:
    """Refuse bounds between which nothing lies: no ids to name where one must be named.

    Raises:
        InvalidArgument: one of those given is empty.
    """
    for name, ids in given.items():
        if not ids:
            message = f"such a record must name something: no {name} are given"
            raise InvalidArgument(message)
