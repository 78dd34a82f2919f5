"""Strategies for what is shared out: policies, and gifts with the register they are given to."""

from datetime import date, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.allocation import (
    CARRIERS,
    Allocation,
    AllocationPolicy,
    Carriers,
    DeliveryRounds,
    Kept,
    Recipient,
    Share,
    Stop,
    TitleAccount,
    allocate,
    delivery_rounds,
)
from ridehire_partybuild.allocation import accounts as accounts_of
from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Donation, Fund, Register
from ridehire_partybuild.values import StationId

from .quantities import opening_hours
from .registers import registers

__all__ = [
    "Gift",
    "allocation_policies",
    "allocations",
    "amounts_kept",
    "carriers",
    "gifts",
    "recipients",
    "rounds_made",
    "shares",
    "stops",
    "title_accounts",
]


class Gift(NamedTuple):
    """Something to share out, where, when, and the drivers that stations serve."""

    gift: Donation | Fund
    register: Register
    on: date
    served: dict[StationId, int]


def allocation_policies(
    *, most_lot: int = 25, most_least: int = 40
) -> st.SearchStrategy[AllocationPolicy]:
    """Return policies for sharing out: equally, by drivers, by need, or mixed.

    Args:
        most_lot: The largest pack.
        most_least: The largest of the least parcels.

    >>> from hypothesis import find
    >>> find(allocation_policies(), lambda policy: policy.need > 0).target is None
    False
    """
    parts = st.integers(0, 3)
    return st.builds(
        lambda equal, drivers, need, target, lot, least: AllocationPolicy(
            equal=equal if drivers or need else 1,
            drivers=drivers,
            need=need,
            target=target if need else None,
            lot=lot,
            least=least,
        ),
        parts,
        parts,
        parts,
        st.integers(1, 300),
        st.integers(1, most_lot),
        st.integers(1, most_least),
    )


@st.composite
def _gifts(draw: Any, most: int) -> Gift:
    register: Register = draw(registers(
        min_stations=1, max_stations=4, max_sessions=0, max_titles=3, max_donations=2,
        max_deliveries=3, max_stock=3, max_funds=2, max_observations=0, max_branches=0,
        max_appeals=0, max_feedback=0, max_pledges=0, max_tasks=0, max_waivers=0,
    ))  # fmt: skip
    # as many copies as it takes for shares to differ; numbers that are not known stay so
    register = register.with_(*(
        attrs.evolve(batch, books=[
            attrs.evolve(book, copies=draw(st.integers(0, most)))
            if book.copies is not None else book
            for book in batch.books
        ])
        for batch in register.donations
    ))  # fmt: skip
    given = [*register.donations, *register.funds] or [Donation(id="given-0")]
    served = {one.id: draw(st.integers(0, 50)) for one in register.stations if draw(st.booleans())}
    on = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 500)))
    return Gift(draw(st.sampled_from(given)), register, on, served)


def gifts(*, most_copies: int = 200) -> st.SearchStrategy[Gift]:
    """Return gifts, each with the register in which it is to be shared out, and a day.

    Args:
        most_copies: The most copies of a title in a batch.

    >>> from hypothesis import find
    >>> isinstance(find(gifts(), lambda one: isinstance(one.gift, Fund)).register, Register)
    True
    """
    return _gifts(most_copies)


def allocations() -> st.SearchStrategy[Allocation]:
    """Return what has been shared out.

    >>> from hypothesis import find
    >>> find(allocations(), lambda given: len(given.recipients) > 1).shares
    ()
    """
    return st.builds(
        lambda one, policy: allocate(one.gift, one.register, policy, on=one.on, served=one.served),
        gifts(),
        allocation_policies(),
    )


def recipients() -> st.SearchStrategy[Recipient]:
    """Return what stations weigh when something is shared.

    >>> from hypothesis import find
    >>> find(recipients(), lambda one: one.left_out is None).station
    StationId('S-1')
    """
    return _parts(allocations(), "recipients")


def shares() -> st.SearchStrategy[Share]:
    """Return what stations get of a title, or of a fund.

    >>> from hypothesis import find
    >>> find(shares(), lambda one: one.amount > 1).amount
    2
    """
    return _parts(allocations(), "shares")


def amounts_kept() -> st.SearchStrategy[Kept]:
    """Return what is not given out, and why.

    >>> from hypothesis import find
    >>> find(amounts_kept(), lambda one: one.amount is None).reason.value
    'not_known'
    """
    return _parts(allocations(), "kept")


def title_accounts() -> st.SearchStrategy[TitleAccount]:
    """Return accounts of titles that were given.

    >>> from hypothesis import find
    >>> find(title_accounts(), lambda one: one.unexplained is None).explained
    0
    """
    found = gifts().map(lambda one: accounts_of(one.register, one.on))
    return found.filter(len).flatmap(st.sampled_from)


def carriers() -> st.SearchStrategy[Carriers]:
    """Return when books are brought, and how long that takes.

    >>> from hypothesis import find
    >>> find(carriers(), lambda one: one.stop_minutes > 20).stop_minutes
    21
    """
    minutes = st.integers(0, 120)
    return st.builds(
        Carriers,
        hours=st.one_of(st.just(CARRIERS.hours), opening_hours()),
        stop_minutes=st.integers(1, 60),
        same_county=minutes,
        elsewhere=minutes,
        within_days=st.integers(1, 40),
    )


def rounds_made() -> st.SearchStrategy[DeliveryRounds]:
    """Return when parcels are brought.

    >>> from hypothesis import find
    >>> find(rounds_made(), lambda one: one.unknown_hours).stops
    ()
    """
    return st.builds(_rounds, gifts(), carriers())


def stops() -> st.SearchStrategy[Stop]:
    """Return stations on a round.

    >>> from hypothesis import find
    >>> find(stops(), lambda one: True).copies
    1
    """
    return _parts(rounds_made(), "stops")


def _rounds(one: Gift, by: Carriers) -> DeliveryRounds:
    given = allocate(one.gift, one.register, on=one.on)
    return delivery_rounds(given, one.register, WorkCalendar(), carriers=by)


def _parts(wholes: st.SearchStrategy[Any], name: str) -> st.SearchStrategy[Any]:
    return wholes.map(attrgetter(name)).filter(len).flatmap(st.sampled_from)
