"""Sharing out a batch of books, or what is left of a special fund, among the open stations.

"Integers, largest remainder, nothing lost; explained per station; never to a closed station."
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import attrs
from attrs import converters

from ridehire_partybuild.model import Delivery, Donation, Fund, Register
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import (
    DonationId,
    Id,
    Record,
    StationId,
    TitleId,
    limits,
    made_id,
)
from ridehire_partybuild.values.id_fields import any_id, station_id, title_id

from .apportioning import rounded_within
from .policy import EQUAL_SHARES, AllocationPolicy
from .serving import drivers_served
from .vocabulary import KeptReason, LeftOut
from .weighing import Recipient, weighed

__all__ = ["Allocation", "Kept", "Share", "allocate", "deliveries_of"]

_AMOUNT = limits(0, 10**13)

Rest = Mapping[TitleId | None, int]
"""What is still to be shared: copies of each title, or fen of no title."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Share(Record):
    """What one station gets of one title, or of a fund.

    Attributes:
        station: Which.
        title: The book; None: money.
        amount: Copies, or fen.
        exact: Its exact share of what is given out, of which ``amount`` is the rounding.
    """

    station: StationId = attrs.field(converter=station_id)
    title: TitleId | None = attrs.field(default=None, converter=converters.optional(title_id))
    amount: int = attrs.field(metadata=_AMOUNT)
    exact: Fraction


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Kept(Record):
    """What is not given out, and why.

    Attributes:
        title: The book; None: money.
        amount: Copies, or fen; None: not known how many.
        reason: Less than a pack, less in all than the least parcel, no station that can have it,
            or a number not on record.
    """

    title: TitleId | None = attrs.field(default=None, converter=converters.optional(title_id))
    amount: int | None = attrs.field(metadata=_AMOUNT)
    reason: KeptReason


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Allocation(Record):
    """Who gets what of a batch or a fund.

    Attributes:
        gift: The id of the donation, or of the line of a fund.
        on: The day on which stations have to be open.
        policy: By what it is shared.
        recipients: What each station weighs, those that get nothing too.
        shares: Who gets what, those whose exact share is rounded to nothing too; now and then one
            pack of a title of which the exact share is nothing, for the sake of fair totals.
        kept: What stays where it is.
    """

    gift: Id = attrs.field(converter=any_id)
    on: date
    policy: AllocationPolicy
    recipients: tuple[Recipient, ...] = attrs.field(converter=in_order)
    shares: tuple[Share, ...] = attrs.field(converter=in_order)
    kept: tuple[Kept, ...] = attrs.field(converter=in_order)

    def to(self, station: str) -> int:
        """Return how many copies, or fen, a station gets in all."""
        return sum(one.amount for one in self.shares if one.station == station)


def allocate(
    gift: Donation | Fund,
    register: Register,
    policy: AllocationPolicy = EQUAL_SHARES,
    *,
    on: date,
    served: Mapping[StationId, int] | None = None,
) -> Allocation:
    """Share out what of a gift has not been handed on yet.

    Of a batch this is what its deliveries on record leave, of a fund its balance. Who already has
    some of the batch gets so much less. A fund meant for one station goes there.

    Args:
        gift: A batch of books, or a line of a fund.
        register: The stations, and what was delivered.
        policy: By what it is shared, and how small a parcel may be.
        on: The day on which a station has to be open to get something.
        served: How many drivers each station serves, for shares by drivers.

    Raises:
        InvalidValue: numbers of drivers of stations that the register does not have, or none from
            0 to 10^9.

    >>> from ridehire_partybuild import DonatedBooks, Region, Station
    >>> here = Register(stations=[Station(id=f"S-{n}", name="示例", region=Region("370502"))
    ...                           for n in (1, 2, 3)])
    >>> batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=100)])
    >>> given = allocate(batch, here, on=date(2026, 1, 15))
    >>> [(str(one.station), one.amount, str(one.exact)) for one in given.shares]
    [('S-1', 34, '100/3'), ('S-2', 33, '100/3'), ('S-3', 33, '100/3')]
    """
    rest, unknown = _left_of(gift, register)
    lots = {title: amount // policy.lot for title, amount in rest.items()}
    broken = {title: amount % policy.lot for title, amount in rest.items()}
    table = _settled(gift, register, policy, on, drivers_served(served, register), lots)
    unshared = {} if table.sharing else {one: lots[one] * policy.lot for one in lots}
    is_small = any(one.left_out is LeftOut.BELOW_LEAST for one in table.recipients)
    return Allocation(
        gift=gift.id,
        on=on,
        policy=policy,
        recipients=table.recipients,
        shares=table.shares(list(lots), policy.lot),
        kept=[
            *(Kept(title=one, amount=None, reason=KeptReason.NOT_KNOWN) for one in unknown),
            *_kept(broken, KeptReason.BROKEN_LOT),
            *_kept(unshared, KeptReason.BELOW_LEAST if is_small else KeptReason.NO_STATION),
        ],
    )


class _Table(NamedTuple):
    """Who shares, by which exact numbers of lots of each title, and by which whole ones."""

    recipients: tuple[Recipient, ...]
    sharing: Sequence[Recipient]
    rows: Sequence[Sequence[Fraction]]
    whole: Sequence[Sequence[int]]

    def shares(self, titles: Sequence[TitleId | None], lot: int) -> list[Share]:
        """Return the shares of each title, those that are rounded to nothing too."""
        return [
            Share(station=who.station, title=title, amount=number * lot, exact=exact * lot)
            for title, row, numbers in zip(titles, self.rows, self.whole, strict=False)
            for who, exact, number in zip(self.sharing, row, numbers, strict=True)
            if exact or number  # totals come first: who has its fill of a title may get one more
        ]


def _settled(  # noqa: PLR0913, PLR0917 - the inputs of `allocate`, and the lots
    gift: Donation | Fund,
    register: Register,
    policy: AllocationPolicy,
    on: date,
    served: Mapping[StationId, int],
    lots: Rest,
) -> _Table:
    """Share out lots among ever fewer stations, until nobody gets less than the least."""
    without, there = _left_out(gift, register, on), _already(gift, register)
    brought: Counter[StationId] = Counter()
    for (station, _), copies in there.items():
        brought[station] += copies
    while True:
        recipients = weighed(register, on, policy, served, without, brought)
        sharing = [one for one in recipients if one.left_out is None]
        rows = [_exact(lots[title], title, sharing, there, policy.lot) for title in lots]
        whole = rounded_within(rows) if sharing and rows else ()
        totals = [sum(column) * policy.lot for column in zip(*whole, strict=True)]
        short = [at for at, total in enumerate(totals) if 0 < total < policy.least]
        if not short:
            return _Table(recipients, sharing, rows, whole)
        # the least of them, of equals the last
        without[sharing[min(reversed(short), key=totals.__getitem__)].station] = LeftOut.BELOW_LEAST


def _left_out(gift: Donation | Fund, register: Register, on: date) -> dict[StationId, LeftOut]:
    """Return who takes no part from the start: who is not open, and whom a fund is not for."""
    only = gift.station if isinstance(gift, Fund) else None
    found = {one.id: LeftOut.NO_WEIGHT for one in register.stations if only not in {None, one.id}}
    return found | {one.id: LeftOut.NOT_OPEN for one in register.stations if not one.is_open(on)}


def _left_of(gift: Donation | Fund, register: Register) -> tuple[Rest, list[TitleId | None]]:
    """Return what is still to be given, and of which titles (or of money: None) nobody knows it."""
    if isinstance(gift, Fund):
        balance = gift.balance_fen
        return ({}, [None]) if balance is None else ({None: max(0, balance)}, [])
    given: dict[TitleId, list[int | None]] = {}
    for book in gift.books:
        given.setdefault(book.title, []).append(book.copies)
    gone: dict[TitleId, list[int | None]] = {}
    for one in register.deliveries:
        if one.donation == gift.id:
            gone.setdefault(one.title, []).append(one.copies)
    rest: dict[TitleId | None, int] = {}
    unknown: list[TitleId | None] = []
    for title in sorted(given):
        numbers = [one for one in (*given[title], *gone.get(title, ())) if one is not None]
        if len(numbers) < len(given[title]) + len(gone.get(title, ())):
            unknown.append(title)
            continue
        out = sum(one for one in gone.get(title, ()) if one is not None)
        rest[title] = max(0, sum(numbers) - 2 * out)
    return rest, unknown


def _already(
    gift: Donation | Fund, register: Register
) -> Mapping[tuple[StationId, TitleId | None], int]:
    """Return what stations have of the batch; of a fund nobody has anything."""
    found: dict[tuple[StationId, TitleId | None], int] = {}
    for one in register.deliveries:
        if one.donation == gift.id and isinstance(gift, Donation):
            at = (one.station, one.title)
            found[at] = found.get(at, 0) + (one.copies or 0)
    return found


def _exact(
    lots: int,
    title: TitleId | None,
    sharing: Sequence[Recipient],
    there: Mapping[tuple[StationId, TitleId | None], int],
    lot: int,
) -> list[Fraction]:
    """Return the exact share of each, in lots: its part of the whole less what it has."""
    weights = [one.weight for one in sharing]
    have = [Fraction(there.get((one.station, title), 0), lot) for one in sharing]
    whole = lots + sum(have, Fraction())
    total = sum(weights, Fraction())
    wanted = [
        max(Fraction(), whole * weight / total - got)
        for weight, got in zip(weights, have, strict=True)
    ]
    if not sum(wanted, Fraction()):
        wanted = weights
    scale = sum(wanted, Fraction())
    return [lots * one / scale for one in wanted]


def _kept(amounts: Rest, reason: KeptReason) -> list[Kept]:
    return [
        Kept(title=title, amount=amount, reason=reason)
        for title, amount in amounts.items()
        if amount
    ]


def deliveries_of(allocation: Allocation, delivered_on: date) -> tuple[Delivery, ...]:
    """Return the records of a batch that was brought as allocated; of money there are none.

    Their ids follow from the batch, the title, the station and the day.
    """
    return tuple(
        Delivery(
            id=made_id("delivery", allocation.gift, one.title, one.station, delivered_on),
            donation=DonationId(allocation.gift),
            title=one.title,
            station=one.station,
            copies=one.amount,
            delivered_on=delivered_on,
        )
        for one in allocation.shares
        if one.title is not None and one.amount
    )
