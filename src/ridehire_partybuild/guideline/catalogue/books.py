"""Readings of books: brought, signed for, counted, lent, used."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from ridehire_partybuild.guideline.facts import ABSENT, FactKind
from ridehire_partybuild.model import Delivery, Loan, Stock, SubjectFile
from ridehire_partybuild.values import PeriodUnit, SessionStatus, StationId, TitleId

from .rows import FoundValue, Row, count, dated_by, last_whole, total

__all__ = ["BOOK_ROWS", "delivered_copies", "unexplained"]

Shelf = tuple[StationId | None, TitleId]
"""One title at one station."""


def _brought(file: SubjectFile, on: date) -> tuple[Delivery, ...]:
    return dated_by(file.deliveries, "delivered_on", on)


def _shelves(deliveries: Iterable[Delivery]) -> set[Shelf]:
    return {(one.station, one.title) for one in deliveries}


def _counts(file: SubjectFile, on: date) -> dict[Shelf, Stock]:
    """Return the newest count of each title at each station."""
    counts = dated_by(file.stock, "counted_on", on)
    ordered = sorted(counts, key=lambda one: (one.counted_on, one.id))
    return {(one.station, one.title): one for one in ordered}


def delivered_copies(file: SubjectFile, on: date) -> FoundValue:
    """Return how many copies were brought by the day; None: none is on record, or not how many."""
    brought = _brought(file, on)
    return total(one.copies for one in brought) if brought else None


def _gone(file: SubjectFile, on: date, shelf: Shelf) -> Decimal | None:
    """Return the "reasoned difference" of all counts; what is gone without a reason is none."""
    counts = dated_by(file.stock, "counted_on", on)
    own = (one for one in counts if one.reason and (one.station, one.title) == shelf)
    return total(one.missing for one in own)


def _copies(file: SubjectFile, on: date) -> FoundValue:
    counts = _counts(file, on)
    shelves = _shelves(_brought(file, on)) | counts.keys()
    if not shelves or shelves - counts.keys():
        return None
    return total(one.copies for one in counts.values())


def _out(loans: list[Loan], day: date) -> Decimal | None:
    """Return how many copies are on loan at the end of a day; None: it lies within a period."""
    if any(one.period.start <= day < one.period.span.last for one in loans):
        return None
    past = [one for one in loans if one.period.span.last <= day]
    lent, returned = total(one.lent for one in past), total(one.returned for one in past)
    return None if lent is None or returned is None else lent - returned


def _gaps(file: SubjectFile, on: date) -> Iterator[Decimal | None]:
    brought, counts = _brought(file, on), _counts(file, on)
    for shelf in sorted(_shelves(brought), key=str):
        counted = counts.get(shelf)
        if counted is None:
            yield None
            continue
        day = counted.counted_on
        there = total(
            one.copies
            for one in dated_by(brought, "delivered_on", day)
            if (one.station, one.title) == shelf
        )
        out = _out([one for one in file.loans if (one.station, one.title) == shelf], day)
        gone = _gone(file, on, shelf)
        if there is None or out is None or gone is None:
            yield None
        else:
            yield abs(there - out - counted.copies - gone)


def unexplained(file: SubjectFile, on: date) -> FoundValue:
    """Return how many copies nobody can account for; ABSENT: none were brought."""
    gaps = tuple(_gaps(file, on))
    if not gaps:
        return ABSENT
    known = [one for one in gaps if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(gaps) else None


def _unsigned(file: SubjectFile, on: date) -> FoundValue:
    brought = _brought(file, on)
    if not brought:
        return ABSENT
    return count(_is_unsigned(one, on) for one in brought)


def _is_unsigned(delivery: Delivery, on: date) -> bool | None:
    if delivery.received_on is not None:
        return None if delivery.received_on > on else False
    return None if delivery.received is None else not delivery.received


def _counted_lately(file: SubjectFile, on: date) -> FoundValue:
    since = last_whole(PeriodUnit.YEAR, on).start
    counts = dated_by(file.stock, "counted_on", on)
    if not counts and not _brought(file, on):
        return ABSENT
    return any(since <= one.counted_on for one in counts)


def _lent(file: SubjectFile, on: date) -> FoundValue:
    loans = dated_by(file.loans, "period.start", on)
    year = last_whole(PeriodUnit.YEAR, on)
    return total(one.lent for one in loans if one.period.start in year) if loans else None


def _used(file: SubjectFile, on: date) -> tuple[set[TitleId], set[TitleId]]:
    """Return the titles that were used, and those that may have been: nobody knows how often."""
    held = (one for one in file.sessions if one.status is SessionStatus.HELD and one.day <= on)
    loans = dated_by(file.loans, "period.start", on)
    used = {one.title for one in loans if one.lent}
    used |= {title for session in held for title in session.titles}
    return used, {one.title for one in loans if one.lent is None} - used


def _unused(file: SubjectFile, on: date) -> FoundValue:
    quarter = last_whole(PeriodUnit.QUARTER, on)
    due = _brought(file, quarter.span.last)
    if not due:
        return ABSENT
    used, doubtful = _used(file, on)
    idle = {one.title for one in due} - used
    # a title that is in no session's record may have been used before the record is complete
    first = min((one.delivered_on for one in due if one.delivered_on), default=None)
    since = None if file.record is None else file.record.records_since
    all_told = since is not None and first is not None and since <= first
    dated = all(one.delivered_on is not None for one in due)
    is_known = all_told and dated and idle.isdisjoint(doubtful)
    return Decimal(len(idle)) if not idle or is_known else None


_MORE = {"unit": "volumes", "reads": ("deliveries", "stock")}

BOOK_ROWS: tuple[Row, ...] = (
    ("titles.copies", FactKind.NUMBER, "在架图书册数", "copies on the shelves", _copies, _MORE),
    ("titles.delivered", FactKind.NUMBER, "累计配送图书册数", "copies brought so far",
     delivered_copies, _MORE | {"reads": ("deliveries",)}),
    ("titles.unused", FactKind.NUMBER, "上季度末前到站而从未使用或借出的书目数",
     "titles brought by the end of last quarter and never used or lent", _unused,
     {"unit": "items", "reads": ("deliveries", "sessions", "loans")}),
    ("deliveries.unreceived", FactKind.NUMBER, "未签收的配送笔数", "deliveries not signed for",
     _unsigned, {"unit": "items", "reads": ("deliveries",)}),
    ("stock.unexplained", FactKind.NUMBER, "图书账实不符册数", "copies nobody can account for",
     unexplained, _MORE | {"reads": ("deliveries", "stock", "loans")}),
    ("stock.counted", FactKind.FLAG, "上一年以来盘点过图书",
     "books counted since the last whole year began", _counted_lately,
     {"reads": ("stock", "deliveries")}),
    ("loans.lent", FactKind.NUMBER, "上一年借出册次", "loans in the last whole year", _lent,
     {"unit": "volumes", "reads": ("loans",)}),
)  # fmt: skip
