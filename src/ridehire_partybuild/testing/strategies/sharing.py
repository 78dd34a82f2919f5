"""Strategies for what is shared out: policies, and gifts with the register they are given to."""

from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

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
from ridehire_partybuild.model import (
    Delivery,
    DonatedBooks,
    Donation,
    Fund,
    Register,
    Spending,
    Station,
    Stock,
    Title,
)
from ridehire_partybuild.values import OpeningHours, Period, StationId

from .quantities import moments, opening_hours
from .words import COUNTIES

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


_HOURS = tuple(map(OpeningHours.parse, ("Mo-Fr 09:00-17:00; PH off", "Sa 13:00-15:00", "24/7")))
_DAY = date(2026, 1, 15)


def _station(number: int, told: int) -> Station:
    """Return a station: in one of two counties, open, closed, or of unknown hours."""
    county, told = divmod(told, 2)[::-1]
    hours, shut = told % 4, told // 4 == 1
    return Station(
        id=f"S-{number}",
        name="示例",
        region=COUNTIES[county],
        hours=None if hours == len(_HOURS) else _HOURS[hours],
        closed_on=_DAY if shut else None,
    )


def _copies(most: int) -> st.SearchStrategy[int | None]:
    """Return numbers: of one that is not known all of its title hangs in the air, so few are."""
    numbers = st.tuples(st.integers(0, 7), st.integers(0, most))
    return numbers.map(lambda drawn: None if drawn[0] == 7 else drawn[1])


@st.composite
def _gifts(draw: Any, most: int) -> Gift:
    number = st.integers(0, most)
    copies, few = _copies(most), _copies(most // 6)
    places = draw(st.lists(st.integers(0, 23), min_size=1, max_size=4))
    stations = [_station(at, told) for at, told in enumerate(places, 1)]
    count = draw(st.integers(1, 3))
    names = [f"T-{at}" for at in range(1, count + 1)]
    where = st.tuples(st.sampled_from(names), st.sampled_from([one.id for one in stations]), few)
    brought = draw(st.lists(where, max_size=6))
    shelves = draw(st.lists(st.tuples(where, number), max_size=3))
    batch = Donation(
        id="DON-1", books=[DonatedBooks(title=name, copies=draw(copies)) for name in names]
    )
    line = Fund(
        id="F-1", name="示例专项", period=Period.parse("2026"), granted_fen=draw(copies),
        spending=[Spending(amount_fen=one) for one in draw(st.lists(number, max_size=2))],
        station=draw(st.sampled_from([None, None, stations[0].id])),
    )  # fmt: skip
    register = Register(
        stations=stations,
        titles=[Title(id=name, name="示例") for name in names],
        donations=[batch],
        funds=[line],
        deliveries=[
            Delivery(id=f"DEL-{at}", donation="DON-1", title=title, station=to, copies=many)
            for at, (title, to, many) in enumerate(brought, 1)
        ],
        stock=[
            Stock(id=f"K-{at}", title=title, station=to if at > 1 else None, copies=many,
                  missing=gone, reason=None if gone is None else "示例", counted_on=_DAY)
            for at, ((title, to, gone), many) in enumerate(shelves, 1)
        ],
    )  # fmt: skip
    served = draw(
        st.dictionaries(st.sampled_from([one.id for one in stations]), st.integers(0, 50))
    )
    on = _DAY + timedelta(days=draw(st.integers(-1, 3)))
    return Gift(draw(st.sampled_from([batch, line])), register, on, served)


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
    """Return what has been shared out."""
    return st.builds(
        lambda one, policy: allocate(one.gift, one.register, policy, on=one.on, served=one.served),
        gifts(),
        allocation_policies(),
    )


def recipients() -> st.SearchStrategy[Recipient]:
    """Return what stations weigh when something is shared."""
    return _parts(allocations(), "recipients")


def shares() -> st.SearchStrategy[Share]:
    """Return what stations get of a title, or of a fund."""
    return _parts(allocations(), "shares")


def amounts_kept() -> st.SearchStrategy[Kept]:
    """Return what is not given out, and why."""
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
    """Return when parcels are brought."""
    return st.builds(_rounds, gifts(), carriers())


def stops() -> st.SearchStrategy[Stop]:
    """Return stations on a round: made one by one, for rounds without any are many."""
    return st.builds(_stop, st.integers(1, 4), moments(), st.integers(1, 60), st.integers(1, 500))


def _stop(station: int, start: datetime, minutes: int, copies: int) -> Stop:
    end = start + timedelta(minutes=minutes)
    return Stop(station=f"S-{station}", start=start, end=end, copies=copies)


def _rounds(one: Gift, by: Carriers) -> DeliveryRounds:
    given = allocate(one.gift, one.register, on=one.on)
    return delivery_rounds(given, one.register, WorkCalendar(), carriers=by)


def _parts(wholes: st.SearchStrategy[Any], name: str) -> st.SearchStrategy[Any]:
    return wholes.map(attrgetter(name)).filter(len).flatmap(st.sampled_from)
