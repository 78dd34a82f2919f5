"""Special funds: what was granted and what was spent, in fen. Overspending is on record too."""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import converters

from ridehire_partybuild.values import FundId, Period, Record, StationId, limits
from ridehire_partybuild.values.id_fields import fund_id, station_id

from .order import by_spent_on
from .parties import Reference

__all__ = ["Fund", "Spending"]

FEN = limits(0, 10**13)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Spending(Record):
    """Money spent from a line of a fund.

    Attributes:
        amount_fen: How much, in fen.
        spent_on: The day; None: not known.
        purpose: For what; None: for what the line is for.
    """

    amount_fen: int = attrs.field(metadata=FEN)
    spent_on: date | None = None
    purpose: str | None = attrs.field(default=None, metadata=limits(longest=300))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fund(Record):
    """One line of a special fund: so much, for this, in that year, here.

    Attributes:
        id: The office's own code of the line.
        name: The fund.
        period: The year, or whatever period it was granted for.
        granted_fen: What was granted, in fen; None: not known.
        purpose: What it is for; None: not known.
        station: The station it is meant for; None: for no single one.
        spending: What was spent; None: not known, empty: known to be nothing.

    >>> from ridehire_partybuild import Fund, Period, Spending
    >>> fund = Fund(id="F-1", name="运行专项", period=Period.parse("2025"), granted_fen=2_000_000,
    ...             spending=[Spending(amount_fen=2_065_000)])
    >>> fund.spent_fen, fund.balance_fen
    (2065000, -65000)
    """

    id: FundId = attrs.field(converter=fund_id)
    name: str = attrs.field(metadata=limits(longest=200))
    period: Period
    granted_fen: int | None = attrs.field(default=None, metadata=FEN)
    purpose: str | None = attrs.field(default=None, metadata=limits(longest=300))
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    spending: tuple[Spending, ...] | None = attrs.field(default=None, converter=by_spent_on)

    @property
    def spent_fen(self) -> int | None:
        """All that was spent, in fen; None: not known."""
        return None if self.spending is None else sum(one.amount_fen for one in self.spending)

    @property
    def balance_fen(self) -> int | None:
        """What is left, in fen, below zero where more was spent than granted; None: not known."""
        spent = self.spent_fen
        return None if spent is None or self.granted_fen is None else self.granted_fen - spent

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.station is not None:
            yield ".station", self.station, ("stations",)
