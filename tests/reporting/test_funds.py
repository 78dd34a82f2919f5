"""What became of the special funds of a year."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    NOT_ON_RECORD,
    Breakdown,
    Delivery,
    DonatedBooks,
    Donation,
    Figure,
    Fund,
    InvalidValue,
    Period,
    Region,
    Register,
    Spending,
    Station,
    Title,
    funds,
)
from ridehire_partybuild.testing import strategies

MONEY = strategies.registers(
    funds=(0, 5), donations=(0, 3), deliveries=(0, 4), titles=(0, 3), sessions=0
)
AMOUNTS = ("lines", "granted", "spent", "overspent", "late")


@given(MONEY, st.integers(2024, 2026))
def test_figures_rest_on_their_records(
    traced: Callable[..., None], register: Register, year: int
) -> None:
    """Every figure is traceable: the records it names are all that it needs."""
    traced(lambda one: funds(one, year).figures, register)


@given(MONEY, st.integers(2024, 2026))
def test_parts_add_up(register: Register, year: int) -> None:
    """What the funds were granted and spent is what all were, and so of the stations."""
    told = funds(register, year)
    for name in AMOUNTS:
        whole = told.figure(f"funds.{name}")
        for by in (Breakdown.FUND, Breakdown.STATION):
            parts = [one for one in told.by(by) if one.name == whole.name]
            for bound in ("low", "high"):
                bounds: list[Fraction | None] = [getattr(one, bound) for one in parts]
                known = [one for one in bounds if one is not None]
                total = sum(known) if register.funds and len(known) == len(bounds) else None
                assert getattr(whole, bound) == total


@given(MONEY, st.integers(2024, 2026), st.integers(0, 10**9))
def test_what_is_filled_in_lies_within_what_was_told(
    register: Register, year: int, amount: int
) -> None:
    """Unknown is a value: whatever a grant turns out to be, the statement held it."""
    before = funds(register, year)
    filled = [
        Fund(
            id=one.id, name=one.name, period=one.period, station=one.station,
            granted_fen=amount if one.granted_fen is None else one.granted_fen,
            spending=[Spending(amount_fen=amount)] if one.spending is None else one.spending,
        )
        for one in register.funds
    ]  # fmt: skip
    after = funds(register.with_(*filled), year)
    for one in before.figures:
        new = after.figure(one.name, one.of, one.by)
        assert one.low is None or (new.low is not None and new.low >= one.low)
        assert one.high is None or (new.high is not None and new.high <= one.high)


def line(number: int, **more: Any) -> Fund:
    """A line of the year 2025."""
    return Fund(id=f"F-{number}", name="运行专项", period=Period.parse("2025"), **more)


def value(figure: Figure) -> str:
    """How much, without its unit."""
    return figure.value().removesuffix(" yuan")


def test_overspending_is_told_line_by_line() -> None:
    """What one line has left does not hide what another is overspent."""
    lines = [
        line(1, granted_fen=1_000_00, spending=[Spending(amount_fen=1_300_00)]),
        line(2, granted_fen=5_000_00, spending=()),
        line(3, spending=[Spending(amount_fen=200_00)]),
    ]
    told = funds(Register(funds=lines), 2025)
    assert value(told.figure("funds.balance")) == "at least 4500.00"
    assert value(told.figure("funds.overspent")) == "300.00–500.00"
    assert told.figure("funds.balance").unknown == ("F-3.granted_fen",)
    assert value(told.figure("funds.granted", "运行专项")) == "at least 6000.00"


def test_late_entries_are_told() -> None:
    """What was spent after the period is late, what has no day may be."""
    spent = [
        Spending(amount_fen=1_00, spent_on=date(2025, 12, 31)),
        Spending(amount_fen=20_00, spent_on=date(2026, 1, 1)),
        Spending(amount_fen=300_00),
    ]
    told = funds(Register(funds=[line(1, spending=spent)]), 2025)
    assert value(told.figure("funds.late")) == "20.00–320.00"
    assert value(told.figure("funds.spent")) == "321.00"
    assert funds(Register(funds=[line(1, spending=spent)]), 2026).figure("funds.lines").low == 0


def test_books_stand_beside_the_money() -> None:
    """In kind is what the books of the year are worth: given, paid by a line, brought."""
    register = Register(
        stations=[Station(id="S-1", name="示例", region=Region("370502"))],
        titles=[Title(id="T-1", name="示例", price_fen=30_00), Title(id="T-2", name="示例")],
        funds=[line(1, granted_fen=0, spending=())],
        donations=[
            Donation(id="D-1", donated_on=date(2025, 1, 6), funds=["F-1"],
                     books=[DonatedBooks(title="T-1", copies=100)]),
            Donation(id="D-2", books=[DonatedBooks(title="T-1", copies=1)]),
            Donation(id="D-3", donated_on=date(2024, 1, 6),
                     books=[DonatedBooks(title="T-1", copies=7)]),
        ],
        deliveries=[
            Delivery(id="P-1", donation="D-1", title="T-1", station="S-1", copies=40,
                     delivered_on=date(2025, 1, 13)),
            Delivery(id="P-2", donation="D-1", title="T-2", station="S-1", copies=1,
                     delivered_on=date(2025, 1, 13)),
        ],
    )  # fmt: skip
    told = funds(register, 2025)
    assert value(told.figure("funds.in_kind")) == "3000.00–3030.00"
    assert told.figure("funds.in_kind").unknown == ("D-2.donated_on",)
    assert value(told.figure("funds.in_kind", "运行专项")) == "3000.00"
    assert value(told.figure("funds.in_kind", "S-1")) == "at least 1200.00"
    assert told.figure("funds.in_kind", "S-1").unknown == ("T-2.price_fen",)
    assert value(told.figure("funds.granted", NOT_ON_RECORD)) == "0.00"


def test_a_year_is_one_of_the_register() -> None:
    """A year outside 2000-2100 is refused."""
    with pytest.raises(InvalidValue):
        funds(Register(), 1999)
    with pytest.raises(KeyError):
        funds(Register(), 2025).figure("funds.lines", "S-1")
