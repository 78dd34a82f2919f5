"""What a station offers."""

from collections.abc import Iterator

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    Cadence,
    Channel,
    OpeningHours,
    Record,
    ServiceDomain,
    TimePromise,
    limits,
)

from .parties import Party, Reference

__all__ = ["Service"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Service(Record):
    """One service offered at a station.

    Attributes:
        domain: One of the five domains.
        item: What is done, in the office's own words.
        provider: Who does it; None: not known.
        eligibility: Whom it is for, in the office's own words; None: not known.
        free: Whether it costs nothing; None: not known.
        price_fen: What it costs, in fen; None: not known, or free.
        channel: How it reaches its users; None: not known.
        when: Hours of its own, or how often; None: not known.
        during_opening_hours: It is offered whenever the station is open; False: nobody says so.
        promise: Within what time it is done; None: no promise is known.
        note: What the source says and the fields above cannot hold.

    Raises:
        InvalidValue: a free service with a price.

    >>> legal = Service(domain=ServiceDomain.LEGAL, item="法律咨询", free=True,
    ...                 when=Cadence.parse("1/month"))
    >>> str(legal.when), legal.price_fen is None
    ('1/month', True)
    """

    domain: ServiceDomain
    item: str = attrs.field(metadata=limits(longest=100))
    provider: Party | None = None
    eligibility: str | None = attrs.field(default=None, metadata=limits(longest=300))
    free: bool | None = None
    price_fen: int | None = None
    channel: Channel | None = None
    when: OpeningHours | Cadence | None = None
    during_opening_hours: bool = False
    promise: TimePromise | None = None
    note: str | None = None

    def contradictions(self) -> Iterator[Problem]:
        """What is free has no price."""
        if self.free and self.price_fen:
            yield Problem(
                code="service.price",
                path="$.price_fen",
                params={"kind": "price_fen", "value": self.price_fen},
            )

    def references(self, path: str) -> Iterator[Reference]:
        """Yield the records of the register that it names, it standing at ``path`` of another."""
        if self.provider is not None:
            yield from self.provider.references(f"{path}.provider")
