"""Books: titles, donations, deliveries, counts of stock and loans."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild import (
    Delivery,
    DonatedBooks,
    Donation,
    FundId,
    InvalidValue,
    Loan,
    Party,
    Period,
    Stock,
    Title,
    TitleId,
)
from ridehire_partybuild.testing import strategies

BATCH = Donation(
    id="G-1",
    donors=[Party(name="示例局", actor="A-1"), Party(name="书店")],
    books=[DonatedBooks(title="T-2", copies=100), DonatedBooks(title="T-1")],
    funds=["F-2", "F-1", "F-2"],
)


def _named(record: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(path, str(named), wanted) for path, named, wanted in record.references()]


def test_a_donation_names_its_donors_books_and_funds() -> None:
    """Several bodies may give one batch together; a fund is named once."""
    assert [donor.name for donor in BATCH.donors] == ["书店", "示例局"]
    assert _named(BATCH) == [
        (".donors[1].actor", "A-1", ("actors",)),
        (".books[0].title", "T-1", ("titles",)),
        (".books[1].title", "T-2", ("titles",)),
        (".funds[0]", "F-1", ("funds",)),
        (".funds[1]", "F-2", ("funds",)),
    ]


@pytest.mark.parametrize("funds", ["F-1", 5, [5], ["a b"]])
def test_what_is_no_list_of_funds_is_refused(funds: Any) -> None:
    """A converter leaves what it cannot sort, for the record to refuse."""
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(BATCH, funds=funds)
    assert all(one.path.startswith("$.funds") for one in caught.value.problems)


@given(delivery=strategies.deliveries())
def test_nobody_signs_for_what_has_not_come(delivery: Delivery) -> None:
    """Signed for on the day of the delivery or after it, if both days are known."""
    if delivery.delivered_on is not None and delivery.received_on is not None:
        assert delivery.delivered_on <= delivery.received_on
    assert [path for path, _, _ in _named(delivery)] == [".donation", ".title", ".station"]


@given(count=strategies.stocks(titles=[TitleId("T-1"), TitleId("T-2")]))
def test_books_are_counted_at_a_station_or_in_the_store(count: Stock) -> None:
    """Without a station they lie in the store from which stations are supplied."""
    assert count.station is None
    assert _named(count) == [(".title", str(count.title), ("titles",))]
    assert _named(attrs.evolve(count, station="S-1"))[1:] == [(".station", "S-1", ("stations",))]


def test_the_improper_is_on_record() -> None:
    """More given back than lent, more gone than there were: findings, never refused."""
    year = Period.parse("2025")
    loan = Loan(id="L-1", title="T-1", station="S-1", period=year, lent=1, returned=3)
    assert (loan.lent, loan.returned) == (1, 3)
    assert [path for path, _, _ in _named(loan)] == [".title", ".station"]


@given(title=strategies.titles())
def test_a_title_names_nothing(title: Title) -> None:
    """It is what the others name."""
    assert _named(title) == []
    assert title.isbn is None or str(title.isbn)[:3] in {"978", "979"}


def test_ids_may_be_given_as_such() -> None:
    """Text and ids of the kind are one."""
    assert attrs.evolve(BATCH, funds=[FundId("F-1"), "F-2"]) == BATCH


def test_no_day_of_receipt_where_nobody_has_signed() -> None:
    """Not signed for, and signed for on a day: one of the two is wrong, and both are told."""
    fields = {"id": "D-1", "donation": "G-1", "title": "T-1", "station": "S-1"}
    with pytest.raises(InvalidValue) as caught:
        Delivery(**fields, received=False, received_on=date(2026, 1, 13))  # type: ignore[arg-type]
    assert caught.value.text("en") == (
        "$.received_on: Failed to parse '2026-01-13' as received_on: expected no day of receipt "
        "where nobody has signed, got '2026-01-13'."
    )
    assert caught.value.text("zh").endswith("应为未签收的不填签收日期，实际为 '2026-01-13'。")
