"""Do the books add up? What was given against what was brought, what is in store, what is gone.

"donated = delivered + in stock + reasoned difference, receipts outstanding listed" and "use the
donated books".
"""

from collections.abc import Collection, Iterable
from datetime import date

import attrs

from ridehire_partybuild.model import Register, Stock
from ridehire_partybuild.values import DeliveryId, Record, SessionStatus, TitleId, limits
from ridehire_partybuild.values.id_fields import title_id

__all__ = ["TitleAccount", "accounts", "idle_titles", "receipts_outstanding"]

_COPIES = limits(0, 10**9)

_Dated = tuple[date | None, int | None]
"""On which day how many copies."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TitleAccount(Record):
    """Where the copies of one title are. What is not known is None, and so is what rests on it.

    Attributes:
        title: The book.
        donated: Copies given, in all batches.
        delivered: Copies brought to stations.
        in_store: Copies in the store from which stations are supplied: the newest count, with
            what came and went since; below zero where more went than there was.
        explained: Copies found to be gone from the store at any count, for a reason on record.
        counted_on: The day of the newest count; None: there was none.
    """

    title: TitleId = attrs.field(converter=title_id)
    donated: int | None = attrs.field(metadata=_COPIES)
    delivered: int | None = attrs.field(metadata=_COPIES)
    in_store: int | None = attrs.field(metadata=limits(-(10**9)))
    explained: int | None = attrs.field(metadata=_COPIES)
    counted_on: date | None = None

    @property
    def unexplained(self) -> int | None:
        """Copies nobody can account for, below zero where there are too many; None: not known."""
        parts = self.donated, self.delivered, self.in_store, self.explained
        if None in parts:
            return None
        donated, *elsewhere = (one or 0 for one in parts)
        return donated - sum(elsewhere)


def accounts(register: Register, on: date) -> tuple[TitleAccount, ...]:
    """Return the account of every title that was given, as of the end of a day.

    A record without a day counts as past. What was never counted in store is not known, unless
    all that was given has been brought: then nothing is left to count.

    >>> from ridehire_partybuild.model import DonatedBooks, Donation, Title
    >>> batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=100)])
    >>> count = Stock(id="K-1", title="T-1", copies=97, missing=2, reason="受潮",
    ...               counted_on=date(2026, 1, 10))
    >>> city = Register(titles=[Title(id="T-1", name="示例")], donations=[batch], stock=[count])
    >>> [one.unexplained for one in accounts(city, date(2026, 1, 15))]
    [1]
    """
    given: dict[TitleId, list[_Dated]] = {}
    for batch in register.donations:
        for book in batch.books:
            given.setdefault(book.title, []).append((batch.donated_on, book.copies))
    brought: dict[TitleId, list[_Dated]] = {}
    for one in register.deliveries:
        brought.setdefault(one.title, []).append((one.delivered_on, one.copies))
    counts: dict[TitleId, list[Stock]] = {}
    for counted in register.stock:
        if counted.station is None and counted.counted_on <= on:
            counts.setdefault(counted.title, []).append(counted)
    return tuple(
        _account(title, given[title], brought.get(title, ()), counts.get(title, ()), on)
        for title in sorted(given)
        if any(_past(day, on) for day, _ in given[title])
    )


def _past(day: date | None, on: date) -> bool:
    return day is None or day <= on


def _total(dated: Iterable[_Dated], on: date) -> int | None:
    """Return the sum up to a day; None: one of the numbers is not known."""
    numbers = [copies for day, copies in dated if _past(day, on)]
    known = [one for one in numbers if one is not None]
    return sum(known) if len(known) == len(numbers) else None


def _account(
    title: TitleId,
    given: Iterable[_Dated],
    brought: Iterable[_Dated],
    counts: Collection[Stock],
    on: date,
) -> TitleAccount:
    donated, delivered = _total(given, on), _total(brought, on)
    newest = max(counts, key=lambda one: (one.counted_on, one.id), default=None)
    in_store: int | None = None
    if donated is not None and delivered is not None:
        if newest is not None:
            then = newest.counted_on
            came, went = _total(given, then) or 0, _total(brought, then) or 0
            in_store = newest.copies + (donated - came) - (delivered - went)
        elif donated == delivered:
            in_store = 0
    return TitleAccount(
        title=title,
        donated=donated,
        delivered=delivered,
        in_store=in_store,
        # what is gone without a reason is not explained
        explained=_total(((one.counted_on, one.missing) for one in counts if one.reason), on),
        counted_on=None if newest is None else newest.counted_on,
    )


def receipts_outstanding(register: Register, on: date) -> tuple[DeliveryId, ...]:
    """Return the deliveries of which the record shows no receipt by the end of a day.

    Those of which nobody wrote down whether the station signed are among them: somebody must ask.
    """
    return tuple(
        one.id
        for one in register.deliveries
        if _past(one.delivered_on, on)
        and (one.received_on > on if one.received_on is not None else not one.received)
    )


def idle_titles(register: Register, on: date) -> tuple[TitleId, ...]:
    """Return the titles that were brought and, by the record, never used in a session or lent.

    The record may be incomplete, and a loan may not say how often: the fact ``titles.unused`` and
    the statement of books say where nobody can tell.
    """
    brought = {one.title for one in register.deliveries if _past(one.delivered_on, on)}
    used = {
        title
        for one in register.sessions
        if one.status is SessionStatus.HELD and one.day <= on
        for title in one.titles
    }
    lent = {one.title for one in register.loans if one.lent and one.period.start <= on}
    return tuple(sorted(brought - used - lent))
