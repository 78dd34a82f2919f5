"""Sharing out books and funds."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from ridehire_partybuild import (
    Allocation,
    AllocationPolicy,
    Delivery,
    DonatedBooks,
    Donation,
    Fund,
    InvalidValue,
    Kept,
    KeptReason,
    LeftOut,
    Period,
    Recipient,
    Region,
    Register,
    Share,
    ShareBasis,
    Spending,
    Station,
    Stock,
    Title,
    allocate,
    deliveries_of,
    dumps,
    loads,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies.sharing import (
    Gift,
    allocation_policies,
    allocations,
    gifts,
)
from ridehire_partybuild.values import StationId

ON = date(2026, 1, 15)


def city(*numbers: int, **more: object) -> Register:
    """Stations S-1, S-2 … of one county, and two titles."""
    titles = [Title(id="T-1", name="示例一"), Title(id="T-2", name="示例二")]
    stations = [Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in numbers]
    return Register(stations=stations, titles=titles, **more)


def batch(*copies: int | None) -> Donation:
    """So many copies of T-1, T-2."""
    books = [DonatedBooks(title=f"T-{n}", copies=many) for n, many in enumerate(copies, 1)]
    return Donation(id="2026-01", books=books)


@pytest.mark.law
@given(gifts(), allocation_policies())
def test_nothing_is_lost(one: Gift, policy: AllocationPolicy) -> None:
    """Law 17: allocate and its deliveries conserve, and no more is spent than is granted."""
    laws.allocation_conserves(one.gift, one.register, one.on, policy, one.served)


@pytest.mark.law
@given(gifts(), allocation_policies(most_lot=5))
def test_nobody_is_favoured(one: Gift, policy: AllocationPolicy) -> None:
    """Law 17: no pack moved from one station to another lowers the largest deviation."""
    laws.allocation_is_fair(one.gift, one.register, one.on, policy, one.served)


@given(allocations())
def test_an_allocation_is_a_document(given_out: Allocation) -> None:
    """Law 10: loads(dumps(x)) == x."""
    assert loads(dumps(given_out), Allocation) == given_out


@given(gifts())
def test_what_was_brought_is_not_given_again(one: Gift) -> None:
    """Once all is brought as allocated, allocating again gives nothing more."""
    given_out = allocate(one.gift, one.register, on=one.on)
    brought = one.register.with_(*deliveries_of(given_out, one.on))
    if isinstance(one.gift, Donation):
        again = allocate(one.gift, brought, on=one.on)
        assert not any(share.amount for share in again.shares)
        assert again.kept == given_out.kept


def test_nothing_is_lost_where_others_have_their_fill() -> None:
    """The last copies of two titles go to two stations, though one of them has its fill of one."""
    given_now = batch(3, 3)
    brought = (("T-1", 3), ("T-1", 4), ("T-2", 1), ("T-2", 2))
    deliveries = [
        Delivery(id=f"D-{at}", donation=given_now.id, title=title, station=f"S-{n}", copies=1)
        for at, (title, n) in enumerate(brought)
    ]
    register = city(1, 2, 3, 4, donations=[given_now], deliveries=deliveries)
    laws.allocation_conserves(given_now, register, ON)
    made = allocate(given_now, register, on=ON)
    assert [made.to(f"S-{n}") for n in (1, 2, 3, 4)] == [1, 1, 0, 0]
    assert sum(one.amount for one in made.shares) == 2


def test_by_need_what_was_brought_counts_once() -> None:
    """Both have 80 of 100: each gets what it lacks, though one has 20 of this batch already."""
    given_now, day = batch(60), date(2026, 1, 5)
    here = Delivery(
        id="D-1", donation=given_now.id, title="T-1", station="S-1", copies=20, delivered_on=day
    )
    counts = [
        Stock(id=f"K-{n}", title="T-1", station=f"S-{n}", copies=80, counted_on=day) for n in (1, 2)
    ]
    register = city(1, 2, donations=[given_now], deliveries=[here], stock=counts)
    made = allocate(given_now, register, AllocationPolicy(need=1, target=100), on=ON)
    assert [(one.lacks, made.to(one.station)) for one in made.recipients] == [(20, 20), (20, 20)]


def test_by_drivers_and_what_is_not_known() -> None:
    """A station of which the number is not known weighs as the others do on the average."""
    served = {StationId("S-1"): 30, StationId("S-2"): 10}
    told = allocate(batch(60), city(1, 2, 3), AllocationPolicy(drivers=1), on=ON, served=served)
    assert told.recipients == (
        Recipient(station="S-1", weight=Fraction(1, 2), drivers=30),
        Recipient(station="S-2", weight=Fraction(1, 6), drivers=10),
        Recipient(station="S-3", weight=Fraction(1, 3), assumed=[ShareBasis.DRIVERS]),
    )
    assert [told.to(name) for name in ("S-1", "S-2", "S-3")] == [30, 10, 20]


def test_by_need() -> None:
    """The gap to the target, where a shelf was counted."""
    counted = [
        Stock(id=f"K-{n}", title="T-1", station=f"S-{n}", copies=many, counted_on=ON)
        for n, many in ((1, 90), (2, 150))
    ]
    policy = AllocationPolicy(need=1, target=100)
    told = allocate(batch(30), city(1, 2, stock=counted), policy, on=ON)
    assert [(one.lacks, one.left_out) for one in told.recipients] == [
        (10, None), (0, LeftOut.NO_WEIGHT)
    ]  # fmt: skip
    assert told.to("S-1") == 30


def test_nobody_needs_anything() -> None:
    """Where nobody lacks a copy, the batch is shared equally."""
    policy = AllocationPolicy(need=1, target=1)
    full = [Stock(id=f"K-{n}", title="T-1", station=f"S-{n}", copies=9, counted_on=ON)
            for n in (1, 2)]  # fmt: skip
    told = allocate(batch(4), city(1, 2, stock=full), policy, on=ON)
    assert [told.to("S-1"), told.to("S-2")] == [2, 2]


def test_packs_and_least_parcels() -> None:
    """Packs stay whole, and who would get too little gets nothing: the least and last first."""
    policy = AllocationPolicy(equal=1, lot=10, least=20)
    told = allocate(batch(47), city(1, 2, 3), policy, on=ON)
    assert [told.to(f"S-{n}") for n in (1, 2, 3)] == [20, 20, 0]
    assert told.kept == (Kept(title="T-1", amount=7, reason=KeptReason.BROKEN_LOT),)
    assert [one.left_out for one in told.recipients] == [None, None, LeftOut.BELOW_LEAST]


def test_a_batch_too_small_for_anybody_is_kept() -> None:
    """A parcel below the least is not sent, not even to the last who is left."""
    told = allocate(batch(5), city(1, 2), AllocationPolicy(equal=1, least=6), on=ON)
    assert not told.shares
    assert told.kept == (Kept(title="T-1", amount=5, reason=KeptReason.BELOW_LEAST),)


def test_never_to_a_closed_station() -> None:
    """A station that is not open on the day gets nothing."""
    shut = Station(id="S-9", name="示例", region=Region("370502"), closed_on=ON)
    told = allocate(batch(10), city(1, 2).with_(shut), on=ON)
    assert [told.to(name) for name in ("S-1", "S-2", "S-9")] == [5, 5, 0]
    assert told.recipients[-1] == Recipient(
        station="S-9", weight=Fraction(), left_out=LeftOut.NOT_OPEN
    )
    nobody = allocate(batch(10), Register(titles=city().titles, stations=[shut]), on=ON)
    assert nobody.kept == (Kept(title="T-1", amount=10, reason=KeptReason.NO_STATION),)


def test_what_is_not_known_is_not_shared() -> None:
    """A title of which nobody knows how many are left is kept, and told."""
    told = allocate(batch(None, 4), city(1, 2), on=ON)
    assert told.kept == (Kept(title="T-1", amount=None, reason=KeptReason.NOT_KNOWN),)
    assert told.shares == (
        Share(station="S-1", title="T-2", amount=2, exact=Fraction(2)),
        Share(station="S-2", title="T-2", amount=2, exact=Fraction(2)),
    )
    parcel = Delivery(id="D-1", donation="2026-01", title="T-1", station="S-1")
    some = city(1, 2).with_(batch(10), parcel)
    assert allocate(batch(10), some, on=ON).kept == told.kept


def test_who_has_some_of_the_batch_gets_so_much_less() -> None:
    """Shares are of the whole batch, not of what is left of it."""
    parcel = Delivery(id="D-1", donation="2026-01", title="T-1", station="S-1", copies=4)
    told = allocate(batch(10), city(1, 2).with_(batch(10), parcel), on=ON)
    assert [told.to("S-1"), told.to("S-2")] == [1, 5]


def test_what_was_brought_of_another_batch_is_no_part_of_this_one() -> None:
    """Nine copies are still to be given, though four of the title came with an earlier gift."""
    before = Donation(id="2025-01", books=[DonatedBooks(title="T-1", copies=4)])
    parcel = Delivery(id="D-1", donation="2025-01", title="T-1", station="S-1", copies=4)
    told = allocate(batch(9), city(1, 2, 3).with_(before, batch(9), parcel), on=ON)
    assert [told.to(f"S-{n}") for n in (1, 2, 3)] == [3, 3, 3]


def test_a_fund() -> None:
    """What is left of a line, to the last fen; overspent, there is nothing to share."""
    line = Fund(id="F-1", name="示例专项", period=Period.parse("2026"), granted_fen=100,
                spending=[])  # fmt: skip
    told = allocate(line, city(1, 2, 3), on=ON)
    assert [told.to(f"S-{n}") for n in (1, 2, 3)] == [34, 33, 33]
    assert not deliveries_of(told, ON)
    over = Fund(id="F-1", name="示例专项", period=Period.parse("2026"), granted_fen=100,
                spending=[Spending(amount_fen=101)])  # fmt: skip
    assert not any(one.amount for one in allocate(over, city(1), on=ON).shares)
    unknown = Fund(id="F-1", name="示例专项", period=Period.parse("2026"))
    assert allocate(unknown, city(1), on=ON).kept == (
        Kept(amount=None, reason=KeptReason.NOT_KNOWN),
    )


def test_a_fund_meant_for_one_station_goes_there() -> None:
    """A line of a fund can name its station."""
    line = Fund(id="F-1", name="示例专项", period=Period.parse("2026"), granted_fen=100,
                spending=[], station="S-2")  # fmt: skip
    told = allocate(line, city(1, 2), on=ON)
    assert [told.to("S-1"), told.to("S-2")] == [0, 100]


def test_deliveries_have_ids_of_their_own() -> None:
    """Their ids follow from the batch, the title, the station and the day."""
    told = allocate(batch(3, 1), city(1, 2), on=ON)
    first, second = deliveries_of(told, ON), deliveries_of(told, ON)
    assert first == second
    assert len({one.id for one in first}) == len(first) == 3
    assert sum(one.copies or 0 for one in first) == 4


def test_a_policy_shares_by_something() -> None:
    """All that is wrong at once, in words."""
    with pytest.raises(InvalidValue) as caught:
        AllocationPolicy(need=1)
    assert caught.value.text("en") == (
        "$.target: Failed to parse None as target: expected a number of copies against which "
        "need is measured, got None."
    )
    with pytest.raises(InvalidValue):
        AllocationPolicy()
