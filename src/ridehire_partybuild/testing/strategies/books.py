"""Strategies for books: titles, donations, deliveries, counts of stock and of loans."""

from collections.abc import Sequence
from functools import partial

from hypothesis import strategies as st

from ridehire_partybuild.model import Delivery, DonatedBooks, Donation, Loan, Stock, Title
from ridehire_partybuild.values import (
    ActorId,
    DonationId,
    FundId,
    Span,
    StationId,
    TitleClass,
    TitleId,
)

from .choices import YEARS, Choices, built, or_none
from .known import NOBODY, Known, needed_ids
from .papers import EVIDENCE_BYTES, read_evidence
from .quantities import read_period
from .records import PARTY_BYTES, read_party
from .words import ISBNS, PHRASES

__all__ = [
    "DELIVERY_BYTES",
    "DONATION_BYTES",
    "LOAN_BYTES",
    "STOCK_BYTES",
    "TITLE_BYTES",
    "deliveries",
    "donated_books",
    "donations",
    "loans",
    "read_delivery",
    "read_donation",
    "read_loan",
    "read_stock",
    "read_title",
    "stocks",
    "titles",
]

COPIES = (None, 100, 0, 1, 12, 1_000_000)
TITLES, STATIONS = (TitleId("T-1"),), (StationId("S-1"),)
TITLE_BYTES, DONATION_BYTES, DELIVERY_BYTES, STOCK_BYTES, LOAN_BYTES = 5, 24, 16, 12, 12


def read_title(choices: Choices, title_id: str, _known: Known = NOBODY) -> Title:
    """Read a title from four bytes."""
    return Title(
        id=title_id,
        name=choices.pick(PHRASES),
        kind=choices.pick(or_none(TitleClass)),
        isbn=choices.pick(or_none(ISBNS)),
        price_fen=choices.pick((None, 4_500, 0, 1, 10**9)),
    )


def titles() -> st.SearchStrategy[Title]:
    """Return titles with and without a number, class and price."""
    return built(
        TITLE_BYTES + 1, lambda choices: read_title(choices, choices.pick(("T-1", "读本")))
    )


def _read_donated(choices: Choices, known: Known) -> DonatedBooks:
    return DonatedBooks(title=choices.pick(known.titles), copies=choices.pick(COPIES))


def donated_books(*, titles: Sequence[TitleId] = TITLES) -> st.SearchStrategy[DonatedBooks]:
    """Return copies of the titles given, of some of which nobody knows how many."""
    needed_ids(titles=titles)
    known = Known(titles=titles)
    return built(2, lambda choices: _read_donated(choices, known))


def read_donation(choices: Choices, donation_id: str, known: Known = NOBODY) -> Donation:
    """Read a donation from 24 bytes: of nothing, where no title is known."""
    donated, day = choices.day(known.within), choices.pick((True, False))
    donors = choices.many(2, PARTY_BYTES, partial(read_party, known=known))
    books = choices.many(2 if known.titles else 0, 2, partial(_read_donated, known=known))
    return Donation(
        id=donation_id,
        donors=donors,
        donated_on=donated if day else None,
        books=books,
        funds=choices.some(known.funds, 2) if known.funds else (),
        note=choices.pick(or_none(PHRASES)),
    )


def donations(
    *,
    titles: Sequence[TitleId] = (),
    funds: Sequence[FundId] = (),
    actors: Sequence[ActorId] = (),
    within: Span = YEARS,
) -> st.SearchStrategy[Donation]:
    """Return batches of the titles given: by nobody known, one body or two together."""
    known = Known(titles=titles, funds=funds, actors=actors, within=within)

    def read(choices: Choices) -> Donation:
        return read_donation(choices, choices.pick(("DON-1", "捐一")), known)

    return built(DONATION_BYTES, read)


def read_delivery(choices: Choices, delivery_id: str, known: Known) -> Delivery:
    """Read a delivery from 16 bytes."""
    delivered, day = choices.day(known.within), choices.pick((True, False))
    received = choices.pick((None, True, False))
    signed = choices.after(delivered, (None, 0, 1, 30))
    return Delivery(
        id=delivery_id,
        donation=choices.pick(known.donations),
        title=choices.pick(known.titles),
        station=choices.pick(known.stations),
        copies=choices.pick(COPIES),
        delivered_on=delivered if day else None,
        received=received,
        received_on=None if received is False else signed,
        receipt=choices.maybe(EVIDENCE_BYTES, read_evidence),
    )


def deliveries(
    *,
    donations: Sequence[DonationId] = (DonationId("DON-1"),),
    titles: Sequence[TitleId] = TITLES,
    stations: Sequence[StationId] = STATIONS,
    within: Span = YEARS,
) -> st.SearchStrategy[Delivery]:
    """Return deliveries from the donations to the stations given, some of them signed for."""
    needed_ids(donations=donations, titles=titles, stations=stations)
    known = Known(donations=donations, titles=titles, stations=stations, within=within)

    def read(choices: Choices) -> Delivery:
        return read_delivery(choices, choices.pick(("DEL-1", "送一")), known)

    return built(DELIVERY_BYTES, read)


def read_stock(choices: Choices, stock_id: str, known: Known) -> Stock:
    """Read a count of books from 12 bytes."""
    return Stock(
        id=stock_id,
        title=choices.pick(known.titles),
        station=choices.pick((*known.stations, None)),
        copies=choices.pick((100, 0, 1, 12, 1_000_000)),
        counted_on=choices.day(known.within),
        missing=choices.pick((None, 0, 1, 12)),
        reason=choices.pick(or_none(PHRASES)),
    )


def stocks(
    *,
    titles: Sequence[TitleId] = TITLES,
    stations: Sequence[StationId] = (),
    within: Span = YEARS,
) -> st.SearchStrategy[Stock]:
    """Return counts of the titles given, at one of the stations given or in the office's store."""
    needed_ids(titles=titles)
    known = Known(titles=titles, stations=stations, within=within)

    def read(choices: Choices) -> Stock:
        return read_stock(choices, choices.pick(("K-1", "盘一")), known)

    return built(STOCK_BYTES, read)


def read_loan(choices: Choices, loan_id: str, known: Known) -> Loan:
    """Read a count of loans from 12 bytes."""
    return Loan(
        id=loan_id,
        title=choices.pick(known.titles),
        station=choices.pick(known.stations),
        period=read_period(choices, known.within),
        lent=choices.pick(COPIES),
        returned=choices.pick(COPIES),
    )


def loans(
    *,
    titles: Sequence[TitleId] = TITLES,
    stations: Sequence[StationId] = STATIONS,
    within: Span = YEARS,
) -> st.SearchStrategy[Loan]:
    """Return counts of loans: what came back may be more than what was lent in the period."""
    needed_ids(titles=titles, stations=stations)
    known = Known(titles=titles, stations=stations, within=within)

    def read(choices: Choices) -> Loan:
        return read_loan(choices, choices.pick(("L-1", "借一")), known)

    return built(LOAN_BYTES, read)
