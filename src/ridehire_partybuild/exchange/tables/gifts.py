"""An allocation as a workbook: what each station gets, of which title, and what is kept."""

from collections.abc import Iterator
from os import PathLike

from ridehire_partybuild.allocation import Allocation, explain_allocation
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.values import TitleId

from .printed import cover, list_of, write_printed
from .printing import print_money
from .raw import Sheet, Written

__all__ = ["sheets_of_allocation", "write_allocation"]

_STATIONS = {
    "id": 14, "station": 30, "amount": 12, "weight": 12, "drivers": 12, "lacks": 12,
    "assumed": 28, "left_out": 24,
}  # fmt: skip
_SHARES = {"id": 14, "station": 30, "book": 36, "amount": 12, "exact": 14}
_KEPT = {"book": 36, "amount": 12, "why": 24}
"""The columns of each sheet, and how wide they are."""

_TEXT = frozenset(("id", "weight", "exact"))
"""Columns that stay text: 0370502 is no number, and 1/3 no day of January."""


def write_allocation(
    allocation: Allocation,
    register: Register,
    path: str | PathLike[str],
    *,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
) -> None:
    """Write an allocation as a workbook (.xlsx) to sort, filter and print.

    Its sheets: by what was shared and why each station gets what it gets, the stations, each
    share with the exact part of which it is the rounding, and what is kept. It is no register:
    `read` refuses it. Equal allocations give equal bytes.

    Args:
        allocation: Who gets what.
        register: Has the names of stations and titles.
        path: Where to; it ends in .xlsx.
        lang: The language.
        guideline: By which the office works: its notice stands on the cover and on each page. What
            stations get is worked out without it.

    Raises:
        ValueError: another ending.
        ModuleNotFoundError: openpyxl is not installed; the message names the extra.

    >>> from datetime import date
    >>> from ridehire_partybuild import DonatedBooks, Donation, Region, Station, allocate
    >>> city = Register(stations=[Station(id="S-1", name="示例", region=Region("370502"))])
    >>> batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=100)])
    >>> shared = allocate(batch, city, on=date(2026, 1, 15))
    >>> [sheet.title for sheet in sheets_of_allocation(shared, city)]
    ['分配表', '各站合计', '分配明细', '存留']
    """
    sheets = sheets_of_allocation(allocation, register, lang, guideline)
    heading = render("share_table.heading", lang, **_named(allocation))
    write_printed(sheets, path, heading if guideline is None else guideline.notice.in_(lang))


def sheets_of_allocation(
    allocation: Allocation,
    register: Register,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
) -> tuple[Sheet, ...]:
    """Return an allocation as sheets; `write_allocation` says which."""
    money = _is_money(allocation)
    told = _Told(allocation, register, lang)

    def sheet(title: str, widths: dict[str, int], rows: Iterator[tuple[Written, ...]]) -> Sheet:
        headers = {"yuan" if money and code == "amount" else code: w for code, w in widths.items()}
        return list_of("share_table", title, headers, rows, lang, text=_TEXT)

    return (
        _cover(allocation, register, lang, guideline),
        sheet("stations", _STATIONS, told.stations(money=money)),
        sheet("each", _SHARES, told.shares()),
        sheet("kept", _KEPT, told.kept()),
    )


def _is_money(allocation: Allocation) -> bool:
    titles = (*(one.title for one in allocation.shares), *(one.title for one in allocation.kept))
    return None in titles


def _named(allocation: Allocation) -> dict[str, str]:
    return {"gift": str(allocation.gift), "on": allocation.on.isoformat()}


def _cover(
    allocation: Allocation, register: Register, lang: Lang, guideline: Guideline | None
) -> Sheet:
    policy = allocation.policy
    parts = (
        render("share_table.part", lang, basis=basis.label(lang), part=part)
        for basis, part in policy.bases.items()
    )
    notice = {} if guideline is None else {"notice": guideline.notice.in_(lang)}
    rows = {**notice, **_named(allocation), "by": joined(parts, lang)}
    if policy.target is not None:
        rows["target"] = str(policy.target)
    for code in ("lot", "least"):
        number = getattr(policy, code)
        rows[code] = str(print_money(number) if _is_money(allocation) else number)
    title = render("share_table.title", lang)
    heading = render("share_table.heading", lang, **_named(allocation))
    named = [(render(f"share_table.{code}", lang), value) for code, value in rows.items()]
    why = explain_allocation(allocation, register, lang)
    asked = render("share_table.why", lang)
    told = [(asked if at == 0 else None, line) for at, line in enumerate(why)]
    return cover(title, heading, [*named, *told])


class _Told:
    """The rows of an allocation, in one language."""

    def __init__(self, allocation: Allocation, register: Register, lang: Lang) -> None:
        self.allocation, self.register, self.lang = allocation, register, lang

    def stations(self, *, money: bool) -> Iterator[tuple[Written, ...]]:
        for one in self.allocation.recipients:
            gets = self.allocation.to(one.station)
            yield (
                one.station, name_told(one.station, self.register, self.lang),
                print_money(gets) if money else gets,
                str(one.weight), one.drivers, one.lacks,
                joined((basis.label(self.lang) for basis in one.assumed), self.lang) or None,
                None if one.left_out is None else one.left_out.label(self.lang),
            )  # fmt: skip

    def shares(self) -> Iterator[tuple[Written, ...]]:
        for one in self.allocation.shares:
            exact = one.exact if one.title is not None else one.exact / 100
            name = name_told(one.station, self.register, self.lang)
            yield one.station, name, *self.what(one.title, one.amount), str(exact)

    def kept(self) -> Iterator[tuple[Written, ...]]:
        for one in self.allocation.kept:
            yield *self.what(one.title, one.amount), one.reason.label(self.lang)

    def what(self, title: TitleId | None, amount: int | None) -> tuple[Written, Written]:
        """Return the name of a book and its copies; of money its name and yuan."""
        if title is None:
            money = None if amount is None else print_money(amount)
            return render("share.some_money", self.lang), money
        return name_told(title, self.register, self.lang), amount
