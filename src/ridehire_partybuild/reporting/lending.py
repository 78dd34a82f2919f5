"""How the statement of books is made up: given, brought, lent, never used."""

from collections.abc import Iterable, Iterator
from datetime import date

from ridehire_partybuild.allocation import idle_titles, receipts_outstanding
from ridehire_partybuild.model import Delivery, Donation, Loan, Register, Station
from ridehire_partybuild.values import Id

from .figures import Figure
from .summing import (
    WHOLE,
    Group,
    Part,
    amount,
    by_the_record,
    counted,
    flag,
    hidden_sums,
    summed,
    withheld,
)
from .vocabulary import Breakdown, FigureUnit
from .years import year_of

__all__ = ["book_figures"]


def book_figures(register: Register, year: int, on: date) -> list[Figure]:
    """Return what became of books in a year, by a day of it."""
    period = year_of(year)
    loans = [one for one in register.loans if one.period.start in period]
    at = {str(one.id) for one in register.stations}
    lent = {name: [one for one in loans if one.station == name] for name in sorted(at)}
    hidden = hidden_sums({name: [one.lent for one in own] for name, own in lent.items()})
    waiting = frozenset[Id](receipts_outstanding(register, on))
    parcels = _brought(register.deliveries, year, waiting, WHOLE)
    figures = [
        *by_the_record(_all_given(register, year), register, "donations"),
        *by_the_record(parcels, register, "deliveries"),
        *by_the_record([_lent(loans, WHOLE, hidden)], register, "loans"),
    ]
    unused = (_unused(register, one, on) for one in idle_titles(register, on))
    idle = counted("books.titles_unused", unused)
    figures += by_the_record([idle], register, "deliveries")
    for name, own in lent.items():
        group: Group = (Breakdown.STATION, name)
        there = [one for one in register.deliveries if one.station == name]
        parcels = _brought(there, year, waiting, group)
        figures += by_the_record(parcels, register, "deliveries")
        figures += by_the_record([_lent(own, group, hidden)], register, "loans")
    return figures


def _dated(record: Id, day: date | None, field: str, year: int, part: Part) -> Part | None:
    """Return what a record adds to a year; None: nothing, it is of another."""
    if day is not None:
        return part if day.year == year else None
    return part._replace(low=0, unknown=(*part.unknown, f"{record}.{field}"))


def _all_given(register: Register, year: int) -> Iterator[Figure]:
    yield summed("books.donated", _given(register.donations, year), FigureUnit.VOLUMES)


def _given(batches: Iterable[Donation], year: int) -> Iterator[Part]:
    for one in batches:
        for book in one.books:
            part = amount(one.id, book.copies, "books")
            found = _dated(one.id, one.donated_on, "donated_on", year, part)
            if found is not None:
                yield found


def _brought(
    parcels: Iterable[Delivery], year: int, waiting: frozenset[Id], group: Group
) -> Iterator[Figure]:
    parts: list[Part] = []
    unsigned: list[Part] = []
    for one in parcels:
        part = amount(one.id, one.copies, "copies")
        found = _dated(one.id, one.delivered_on, "delivered_on", year, part)
        if found is not None:
            parts.append(found)
        if one.id in waiting:
            # signed for on a later day: not by this one
            is_told = one.received is not None or one.received_on is not None
            unsigned.append(flag(one.id, True if is_told else None, "received"))
    yield summed("books.delivered", parts, FigureUnit.VOLUMES, group)
    yield counted("books.receipts_outstanding", unsigned, group)


def _lent(loans: Iterable[Loan], group: Group, hidden: frozenset[str | None]) -> Figure:
    parts = (amount(one.id, one.lent, "lent") for one in loans)
    figure = summed("books.lent", parts, FigureUnit.VOLUMES, group)
    return withheld(figure) if group[1] in hidden else figure


def _unused(register: Register, title: Id, on: date) -> Part:
    """Return a title that nobody used by the record, with the parcels that brought it.

    It may have been used all the same: at a station whose record does not reach back to the day
    on which it came, or as often as a loan does not say. Of loans that are not on record nobody
    knows: "loans: not known" beside it says where none is.
    """
    brought = [
        one
        for one in register.deliveries
        if one.title == title and (one.delivered_on is None or one.delivered_on <= on)
    ]
    own = (one for one in register.loans if one.title == title and one.period.start <= on)
    vague = [one.id for one in own if one.lent is None]
    early = {name for one in brought for name in _not_reached_back(register, one)}
    unknown = *(f"{one}.lent" for one in vague), *sorted(early)
    return Part((title, *(one.id for one in brought)), 0 if unknown else 1, 1, unknown)


def _not_reached_back(register: Register, parcel: Delivery) -> Iterator[str]:
    """Yield what is not known where a station's record may begin after a parcel came."""
    record = register.of(parcel.station).record
    since = record.records_since if isinstance(record, Station) else None
    if since is None or (parcel.delivered_on is not None and parcel.delivered_on < since):
        yield f"{parcel.station}.records_since"
    elif parcel.delivered_on is None:
        yield f"{parcel.id}.delivered_on"
