"""What became of books in a year."""

from collections.abc import Callable
from datetime import date

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
    assert told.figure("books.titles_unused").sources == ("P-2", "T-2")
    assert told.figure("books.lent").value() == "15 volumes"
    lent = [told.figure("books.lent", f"S-{n}").suppressed for n in (1, 2, 3)]
    assert lent == [False, True, True]
