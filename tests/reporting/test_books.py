"""What became of books in a year."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Breakdown,
    Delivery,
    DonatedBooks,
    Donation,
    Loan,
    Period,
    Region,
    Register,
    Station,
    Title,
    books,
)
from ridehire_partybuild.testing import strategies

GIVEN = strategies.registers(
    stations=(1, 3), titles=(1, 3), donations=(0, 3), deliveries=(0, 6), loans=(0, 6),
    sessions=(0, 2),
)  # fmt: skip
YEARS = st.integers(2024, 2026)


@given(GIVEN, YEARS)
def test_figures_rest_on_their_records(
    traced: Callable[..., None], register: Register, year: int
) -> None:
    """Every figure is traceable: the records it names are all that it needs."""
    traced(lambda one: books(one, year).figures, register)


@given(GIVEN, YEARS)
def test_stations_add_up(register: Register, year: int) -> None:
    """What was brought to the stations is all that was brought."""
    told = books(register, year)
    parts = [one for one in told.by(Breakdown.STATION) if one.name == "books.delivered"]
    assert sum(one.low or 0 for one in parts) == (told.figure("books.delivered").low or 0)


def test_no_record_is_no_zero() -> None:
    """An office that wrote nothing down: nobody knows whether there was nothing."""
    told = books(Register(), 2025)
    assert {one.value() for one in told.figures} == {"not known"}
    assert told.figure("books.lent").unknown == ("loans",)
    some = Register(titles=[Title(id="T-1", name="示例")], donations=[Donation(id="D-1",
                    donated_on=date(2024, 1, 1))])  # fmt: skip
    assert books(some, 2025).figure("books.donated").value() == "0 volumes"


def test_books_of_an_example() -> None:
    """Given, brought, signed for, lent, never used: each with what is not known of it."""
    day = date(2025, 1, 13)
    register = Register(
        stations=[Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in (1, 2, 3)],
        titles=[Title(id=f"T-{n}", name="示例") for n in (1, 2)],
        donations=[
            Donation(id="D-1", donated_on=day, books=[DonatedBooks(title="T-1", copies=100)]),
            Donation(id="D-2", books=[DonatedBooks(title="T-2", copies=20)]),
            Donation(id="D-3", donated_on=date(2024, 1, 1),
                     books=[DonatedBooks(title="T-2", copies=5)]),
        ],
        deliveries=[
            Delivery(id="P-1", donation="D-1", title="T-1", station="S-1", copies=40,
                     delivered_on=day, received=True),
            Delivery(id="P-2", donation="D-2", title="T-2", station="S-2", delivered_on=day),
        ],
        loans=[
            Loan(id=f"L-{n}", title="T-1", station=f"S-{n}", period=Period.parse("2025-H1"),
                 lent=lent)
            for n, lent in ((1, 9), (2, 1), (3, 5))
        ],
    )  # fmt: skip
    told = books(register, 2025)
    assert told.figure("books.donated").value() == "100–120 volumes"
    assert told.figure("books.donated").unknown == ("D-2.donated_on",)
    assert told.figure("books.delivered").value() == "at least 40 volumes"
    assert told.figure("books.receipts_outstanding").sources == ("P-2",)
    assert told.figure("books.receipts_outstanding").value() == "0–1"
    assert told.figure("books.receipts_outstanding").unknown == ("P-2.received",)
    assert told.figure("books.titles_unused").sources == ("P-2", "T-2")
    assert told.figure("books.titles_unused").value() == "0–1"
    assert told.figure("books.titles_unused").unknown == ("S-2.records_since",)
    assert told.figure("books.lent").value() == "15 volumes"
    lent = [told.figure("books.lent", f"S-{n}").suppressed for n in (1, 2, 3)]
    assert lent == [False, True, True]


BATCH = Donation(id="D-1", donated_on=date(2025, 1, 6), books=[DonatedBooks(title="T-1", copies=9)])


def one_parcel(*loans: Loan, since: date | None = None, **parcel: Any) -> Register:
    """Return a register with one parcel to one station."""
    brought: dict[str, Any] = {"donation": "D-1", "title": "T-1", "station": "S-1", "copies": 9}
    return Register(
        stations=[Station(id="S-1", name="示例", region=Region("370502"), records_since=since)],
        titles=[Title(id="T-1", name="示例")],
        donations=[BATCH],
        deliveries=[Delivery(id="P-1", **(brought | parcel))],
        loans=loans,
    )


@pytest.mark.parametrize(
    ("receipt", "wanted"),
    [
        ({}, "0–1"),
        ({"received": True}, "0"),
        ({"received": False}, "1"),
        ({"received_on": date(2025, 2, 1)}, "0"),
    ],
)
def test_a_receipt_that_is_not_known_is_no_missing_receipt(
    receipt: dict[str, Any], wanted: str
) -> None:
    """A parcel of which nobody wrote whether it was signed for may have been."""
    told = books(one_parcel(delivered_on=date(2025, 1, 13), **receipt), 2025)
    assert told.figure("books.receipts_outstanding").value() == wanted
    assert told.figure("books.receipts_outstanding", "S-1").value() == wanted


@pytest.mark.parametrize(
    ("since", "came", "lent", "wanted", "unknown"),
    [
        (date(2025, 1, 1), date(2025, 1, 13), (), "1", ()),
        (date(2025, 1, 1), date(2025, 1, 13), (0,), "1", ()),
        (date(2025, 1, 1), date(2025, 1, 13), (2,), "0", ()),
        (date(2025, 1, 1), date(2025, 1, 13), (None,), "0–1", ("L-1.lent",)),
        (date(2025, 3, 1), date(2025, 1, 13), (), "0–1", ("S-1.records_since",)),
        (None, date(2025, 1, 13), (), "0–1", ("S-1.records_since",)),
        (date(2025, 1, 1), None, (None,), "0–1", ("L-1.lent", "P-1.delivered_on")),
        (None, None, (), "0–1", ("S-1.records_since",)),
    ],
)
def test_a_title_is_unused_only_where_the_record_would_tell(
    since: date | None,
    came: date | None,
    lent: tuple[int | None, ...],
    wanted: str,
    unknown: tuple[str, ...],
) -> None:
    """Lack of records is evidence where they are complete; a loan may not say how often."""
    loans = [
        Loan(id="L-1", title="T-1", station="S-1", period=Period.parse("2025-H1"), lent=number)
        for number in lent
    ]
    register = one_parcel(*loans, since=since, delivered_on=came)
    figure = books(register, 2025).figure("books.titles_unused")
    assert (figure.value(), figure.unknown) == (wanted, unknown)


def test_what_comes_after_the_year_says_nothing_of_it() -> None:
    """A loan of a later year that does not say how often, a parcel of a later year: left out."""
    held = one_parcel(since=date(2025, 1, 1), delivered_on=date(2025, 1, 13))
    later = held.with_(
        Loan(id="L-9", title="T-1", station="S-1", period=Period.parse("2027-01")),
        attrs.evolve(held.deliveries[0], id="P-9", delivered_on=date(2027, 1, 13)),
    )
    for register in (held, later):
        figure = books(register, 2025).figure("books.titles_unused")
        assert (figure.value(), figure.sources) == ("1", ("P-1", "T-1"))
