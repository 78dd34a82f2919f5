"""How the statement of special funds is made up, line by line."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from ridehire_partybuild.model import Delivery, Donation, Fund, Register, Title
from ridehire_partybuild.values import Id

from .figures import NOT_ON_RECORD, Figure
from .summing import WHOLE, Group, Part, amount, by_the_record, counted, summed
from .vocabulary import Breakdown, FigureUnit

__all__ = ["fund_figures"]


def fund_figures(register: Register, year: int) -> list[Figure]:
    """Return the figures of the special funds granted for a year."""
    lines = [one for one in register.funds if one.period.start.year == year]
    worth = _Worth(register, year)
    figures = [*_of_lines(register, lines, WHOLE, worth.given(register.donations))]
    for name in sorted({one.name for one in lines}):
        own = [one for one in lines if one.name == name]
        figures += _of_lines(register, own, (Breakdown.FUND, name), worth.paid_by(own))
    at = {one.station or NOT_ON_RECORD for one in lines}
    at |= {one.station for one in register.deliveries if worth.may_be_of_year(one.delivered_on)}
    for place in sorted(at):
        own = [one for one in lines if (one.station or NOT_ON_RECORD) == place]
        brought = [one for one in register.deliveries if one.station == place]
        figures += _of_lines(register, own, (Breakdown.STATION, place), worth.brought(brought))
    return figures


def _of_lines(
    register: Register, lines: Iterable[Fund], group: Group, in_kind: Iterable[Part]
) -> Iterator[Figure]:
    own = tuple(lines)
    money = [
        counted("funds.lines", (Part((one.id,), 1, 1) for one in own), group),
        *(
            summed(f"funds.{name}", map(read, own), FigureUnit.FEN, group)
            for name, read in _AMOUNTS.items()
        ),
    ]
    yield from by_the_record(money, register, "funds")
    given = [summed("funds.in_kind", in_kind, FigureUnit.FEN, group)]
    yield from by_the_record(given, register, "donations")


def _granted(line: Fund) -> Part:
    return amount(line.id, line.granted_fen, "granted_fen")


def _spent(line: Fund) -> Part:
    return amount(line.id, line.spent_fen, "spending")


def _balance(line: Fund) -> Part:
    granted, spent = _granted(line), _spent(line)
    # what is not known opens it: more granted leaves more, more spent leaves less
    low = None if spent.high is None else (granted.low or 0) - spent.high
    high = None if granted.high is None else granted.high - (spent.low or 0)
    return Part((line.id,), low, high, (*granted.unknown, *spent.unknown))


def _overspent(line: Fund) -> Part:
    balance = _balance(line)
    low = 0 if balance.high is None else max(0, -balance.high)
    high = None if balance.low is None else max(0, -balance.low)
    return Part((line.id,), low, high, balance.unknown)


def _late(line: Fund) -> Part:
    if line.spending is None:
        return amount(line.id, None, "spending")
    late = sum(one.amount_fen for one in line.spending if _is_late(one.spent_on, line))
    undated = sum(one.amount_fen for one in line.spending if one.spent_on is None)
    unknown = (f"{line.id}.spending",) if undated else ()
    return Part((line.id,), late, late + undated, unknown)


def _is_late(day: date | None, line: Fund) -> bool:
    return day is not None and day >= line.period.end


_AMOUNTS: dict[str, Callable[[Fund], Part]] = {
    "granted": _granted,
    "spent": _spent,
    "balance": _balance,
    "overspent": _overspent,
    "late": _late,
}


"""What is told of the lines, and how each is read."""


@attrs.frozen(eq=False)
class _Worth:
    """What books are worth, of a year."""

    register: Register
    year: int

    def may_be_of_year(self, day: date | None) -> bool:
        return day is None or day.year == self.year

    def given(self, batches: Iterable[Donation], also: tuple[Id, ...] = ()) -> Iterator[Part]:
        """Yield the worth of each title of batches given in the year."""
        for one in batches:
            for book in one.books if self.may_be_of_year(one.donated_on) else ():
                no_day = () if one.donated_on else (f"{one.id}.donated_on",)
                yield self._part((one.id, *also), book.title, book.copies, no_day, "books")

    def paid_by(self, lines: Iterable[Fund]) -> Iterator[Part]:
        """Yield the worth of the batches that some lines paid for."""
        names = {one.id for one in lines}
        for batch in self.register.donations:
            payers = tuple(one for one in batch.funds if one in names)
            if payers:
                yield from self.given([batch], payers)

    def brought(self, deliveries: Iterable[Delivery]) -> Iterator[Part]:
        """Yield the worth of what was delivered in the year."""
        for one in deliveries:
            if self.may_be_of_year(one.delivered_on):
                no_day = () if one.delivered_on else (f"{one.id}.delivered_on",)
                yield self._part((one.id,), one.title, one.copies, no_day, "copies")

    def _part(
        self,
        records: tuple[Id, ...],
        title: Id,
        copies: int | None,
        no_day: tuple[str, ...],
        field: str,
    ) -> Part:
        book = self.register.get(title)
        price = book.price_fen if isinstance(book, Title) else None
        unknown = (
            *no_day,
            *((f"{records[0]}.{field}",) if copies is None else ()),
            *((f"{title}.price_fen",) if price is None and copies != 0 else ()),
        )
        if copies == 0 or price == 0:
            return Part((*records, title), 0, 0)
        worth = None if copies is None or price is None else copies * price
        # of an unknown day: in this year, or in another
        return Part((*records, title), 0 if no_day else worth or 0, worth, unknown)
