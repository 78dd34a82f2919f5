"""Law 17: what is shared out is neither lost nor made up, and nobody is favoured by rounding."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from ridehire_partybuild.allocation import (
    EQUAL_SHARES,
    Allocation,
    AllocationPolicy,
    TitleAccount,
    accounts,
    allocate,
    deliveries_of,
)
from ridehire_partybuild.model import Donation, Fund, Register
from ridehire_partybuild.values import StationId, TitleId

from .broken import hold

__all__ = ["allocation_conserves", "allocation_is_fair"]


def allocation_conserves(
    gift: Donation | Fund,
    register: Register,
    on: date,
    policy: AllocationPolicy = EQUAL_SHARES,
    served: Mapping[StationId, int] | None = None,
) -> None:
    """Law 17: `allocate` and its deliveries conserve: nothing is lost, nothing is made up.

    Each title's shares and what is kept of it are what was left of it; of a fund no more goes out
    than its balance; packs stay whole, parcels are no less than the least, a closed station gets
    nothing. Once all is brought, donated = delivered + in store + explained + unexplained, and
    what nobody can account for is what nobody could account for before.
    """
    sentence = "allocate and its deliveries conserve, and no more is spent than is granted"
    given = allocate(gift, register, policy, on=on, served=served)
    shown = (given, gift, register)
    hold(17, sentence, true=_adds_up(given, gift, register), shown=shown)
    closed = {one.id for one in register.stations if not one.is_open(on)}
    got = {one.station for one in given.shares if one.amount}
    whole = all(one.amount % policy.lot == 0 for one in given.shares)
    grave = not got & closed and all(given.to(one) >= policy.least for one in got)
    hold(17, sentence, true=whole and grave, shown=shown)
    days = [one.counted_on for one in register.stock]
    days += [one.delivered_on for one in register.deliveries if one.delivered_on is not None]
    later = max([on, *days]) + timedelta(days=1)  # a count tells what is there at the end of a day
    before = accounts(register, later)
    after = accounts(register.with_(*deliveries_of(given, later)), later)
    hold(17, sentence, true=_same(before, after), shown=shown)


def _adds_up(given: Allocation, gift: Donation | Fund, register: Register) -> bool:
    out: dict[TitleId | None, int] = {}
    for one in given.shares:
        out[one.title] = out.get(one.title, 0) + one.amount
    kept = {one.title: 0 for one in given.kept}
    for rest in given.kept:
        kept[rest.title] += rest.amount or 0
    open_ended = {one.title for one in given.kept if one.amount is None}
    wanted = _left(gift, register)
    if any(out.get(title, 0) + kept.get(title, 0) != amount for title, amount in wanted.items()):
        return False
    return open_ended.isdisjoint(out) and open_ended.isdisjoint(wanted) and out.keys() <= {*wanted}


def _left(gift: Donation | Fund, register: Register) -> dict[TitleId | None, int]:
    """Return what is to be given out, counted one by one."""
    if isinstance(gift, Fund):
        balance = gift.balance_fen
        return {} if balance is None else {None: max(balance, 0)}
    found: dict[TitleId | None, int] = {}
    for title in {book.title for book in gift.books}:
        given = [book.copies for book in gift.books if book.title == title]
        gone = [
            one.copies
            for one in register.deliveries
            if (one.donation, one.title) == (gift.id, title)
        ]
        if None not in (*given, *gone):
            there = sum(one for one in given if one is not None)
            found[title] = max(there - sum(one for one in gone if one is not None), 0)
    return found


def _same(before: tuple[TitleAccount, ...], after: tuple[TitleAccount, ...]) -> bool:
    """Tell whether bringing what was shared moved copies, and neither lost nor found one."""
    was = {one.title: one.unexplained for one in before}
    return all(
        was[one.title] is None or was[one.title] == one.unexplained
        for one in after
        if one.title in was
    )


def allocation_is_fair(
    gift: Donation | Fund,
    register: Register,
    on: date,
    policy: AllocationPolicy = EQUAL_SHARES,
    served: Mapping[StationId, int] | None = None,
) -> None:
    """Law 17: no pack moved from one station to another lowers the largest deviation.

    The deviation of a station is what it gets of the whole gift less its exact share.
    """
    sentence = "no pack moved from one station to another lowers the largest deviation"
    given = allocate(gift, register, policy, on=on, served=served)
    off = {
        one.station: given.to(one.station) - sum(_exact_of(given, one.station), Fraction())
        for one in given.recipients
        if one.left_out is None
    }
    largest = max(map(abs, off.values()), default=Fraction())
    better = [
        (giver, taker)
        for giver in off
        for taker in off
        if giver != taker
        and given.to(giver) >= policy.lot
        and max(abs(off[giver] - policy.lot), abs(off[taker] + policy.lot),
                *(abs(value) for one, value in off.items() if one not in {giver, taker}))
        < largest
    ]  # fmt: skip
    hold(17, sentence, true=not better, shown=(better, given, gift))


def _exact_of(given: Allocation, station: StationId) -> Iterator[Fraction]:
    return (one.exact for one in given.shares if one.station == station)
