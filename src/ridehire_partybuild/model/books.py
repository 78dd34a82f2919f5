"""Books: titles, what was given, where it went, what is there and what is on loan. Counts only.

"Constructors refuse the impossible, never the improper: an unexplained difference of books loads
and becomes a finding."
"""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import converters

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    DeliveryId,
    DonationId,
    FundId,
    Isbn,
    LoanId,
    Period,
    Record,
    StationId,
    StockId,
    TitleClass,
    TitleId,
    limits,
)
from ridehire_partybuild.values.id_fields import (
    delivery_id,
    donation_id,
    loan_id,
    station_id,
    stock_id,
    title_id,
)
from ridehire_partybuild.values.record import not_after

from .evidence import Evidence
from .order import by_all, fund_ids
from .parties import Party, Reference

__all__ = ["Delivery", "DonatedBooks", "Donation", "Loan", "Stock", "Title"]

COPIES = limits(0, 1_000_000)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Title(Record):
    """A book, of which there may be many copies.

    Attributes:
        id: The office's own code.
        name: Its title.
        kind: What it is about; None: not known.
        isbn: Its number; much study material has none.
        price_fen: What one copy is worth, in fen; None: not known.
    """

    id: TitleId = attrs.field(converter=title_id)
    name: str = attrs.field(metadata=limits(longest=200))
    kind: TitleClass | None = None
    isbn: Isbn | None = None
    price_fen: int | None = None

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names: none."""
        yield from ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DonatedBooks(Record):
    """So many copies of one title within a donation; None: how many is not known."""

    title: TitleId = attrs.field(converter=title_id)
    copies: int | None = attrs.field(default=None, metadata=COPIES)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Donation(Record):
    """One batch of books given by one body or by several together.

    Attributes:
        id: The office's own code of the batch.
        donors: Who gave it.
        donated_on: The day it was given; None: not known.
        books: What it was.
        funds: Lines of special funds that paid for it, beside what was given in kind.
        note: What the source says and the fields above cannot hold.

    >>> from ridehire_partybuild import Donation, DonatedBooks, Party
    >>> batch = Donation(id="2026-01", donors=[Party(name="示例局"), Party(name="示例协会")],
    ...                  books=[DonatedBooks(title="T-1", copies=100)])
    >>> len(batch.donors), batch.books[0].copies
    (2, 100)
    """

    id: DonationId = attrs.field(converter=donation_id)
    donors: tuple[Party, ...] = attrs.field(default=(), converter=by_all)
    donated_on: date | None = None
    books: tuple[DonatedBooks, ...] = attrs.field(default=(), converter=by_all)
    funds: tuple[FundId, ...] = attrs.field(default=(), converter=fund_ids)
    note: str | None = None

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        for index, donor in enumerate(self.donors):
            yield from donor.references(f".donors[{index}]")
        for index, book in enumerate(self.books):
            yield f".books[{index}].title", book.title, ("titles",)
        for index, fund in enumerate(self.funds):
            yield f".funds[{index}]", fund, ("funds",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Delivery(Record):
    """Copies of one title of a donation, brought to a station.

    Attributes:
        id: The office's own code.
        donation: The batch they come from.
        title: The book.
        station: Where they went.
        copies: How many; None: not known.
        delivered_on: The day; None: not known.
        received: Whether the station has signed for them; None: not known.
        received_on: The day it signed.
        receipt: The paper it signed.

    Raises:
        InvalidValue: signed for before it was delivered, or on a day although it was not.

    >>> parcel = Delivery(id="D-1", donation="2026-01", title="T-1", station="S-1", copies=40,
    ...                   delivered_on=date(2026, 1, 13), received=True)
    >>> parcel.received_on is None
    True
    """

    id: DeliveryId = attrs.field(converter=delivery_id)
    donation: DonationId = attrs.field(converter=donation_id)
    title: TitleId = attrs.field(converter=title_id)
    station: StationId = attrs.field(converter=station_id)
    copies: int | None = attrs.field(default=None, metadata=COPIES)
    delivered_on: date | None = None
    received: bool | None = None
    received_on: date | None = None
    receipt: Evidence | None = None

    def contradictions(self) -> Iterator[Problem]:
        """Nobody signs for what has not come."""
        yield from not_after(self, "delivered_on", "received_on")
        if self.received is False and self.received_on is not None:
            params = {"kind": "received_on", "value": self.received_on.isoformat()}
            yield Problem(code="delivery.receipt", path="$.received_on", params=params)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".donation", self.donation, ("donations",)
        yield ".title", self.title, ("titles",)
        yield ".station", self.station, ("stations",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stock(Record):
    """How many copies of a title somebody counted at a station, or in the office's own store.

    Attributes:
        id: The office's own code.
        title: The book.
        station: Where it was counted; None: in the store from which stations are supplied.
        copies: How many were there.
        counted_on: The day of the count.
        missing: How many were found to be gone for good since the count before; None: not known.
        reason: Why they are gone: without one nobody can account for them.
    """

    id: StockId = attrs.field(converter=stock_id)
    title: TitleId = attrs.field(converter=title_id)
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    copies: int = attrs.field(metadata=COPIES)
    counted_on: date
    missing: int | None = attrs.field(default=None, metadata=COPIES)
    reason: str | None = attrs.field(default=None, metadata=limits(longest=300))

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".title", self.title, ("titles",)
        if self.station is not None:
            yield ".station", self.station, ("stations",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Loan(Record):
    """How often a title was lent and given back at a station in a period: never to whom.

    Attributes:
        id: The office's own code.
        title: The book.
        station: Where it was lent.
        period: When.
        lent: How many times; None: not known.
        returned: How many came back in the period, lent in it or before; None: not known.
    """

    id: LoanId = attrs.field(converter=loan_id)
    title: TitleId = attrs.field(converter=title_id)
    station: StationId = attrs.field(converter=station_id)
    period: Period
    lent: int | None = attrs.field(default=None, metadata=COPIES)
    returned: int | None = attrs.field(default=None, metadata=COPIES)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".title", self.title, ("titles",)
        yield ".station", self.station, ("stations",)
