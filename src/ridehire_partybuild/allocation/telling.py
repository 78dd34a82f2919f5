"""Why each station gets what it gets, in words."""

from collections.abc import Iterator
from decimal import Decimal

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.model import Register
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.values import TitleId

from .sharing import Allocation, Kept, Share
from .vocabulary import ShareBasis
from .weighing import Recipient

__all__ = ["explain_allocation"]


def explain_allocation(
    allocation: Allocation, register: Register, lang: Lang = "en"
) -> tuple[str, ...]:
    r"""Return one sentence for each station, left out or not, then one for all that is kept.

    Each says what the station gets, the exact share of which that is the rounding, what it
    weighs, and by which numbers; a number that is not known is told as such.

    Args:
        allocation: Who gets what.
        register: Has the names.
        lang: The language.

    >>> from datetime import date
    >>> from ridehire_partybuild import DonatedBooks, Donation, Region, Station, Title, allocate
    >>> city = Register(titles=[Title(id="T-1", name="示例")],
    ...                 stations=[Station(id=f"S-{n}", name=f"阵地{n}", region=Region("370502"))
    ...                           for n in (1, 2)])
    >>> batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=5)])
    >>> given = allocate(batch, city, on=date(2026, 1, 15))
    >>> print(*explain_allocation(given, city, "zh"), sep="\n")
    阵地1：《示例》3 册（精确份额 5/2）。权重 1/2，均分。
    阵地2：《示例》2 册（精确份额 5/2）。权重 1/2，均分。
    """
    told = [_station(one, allocation, register, lang) for one in allocation.recipients]
    return (*told, *(_kept(one, register, lang) for one in allocation.kept))


def _station(who: Recipient, allocation: Allocation, register: Register, lang: Lang) -> str:
    name = name_told(who.station, register, lang)
    if who.left_out is not None:
        return render("share.left_out", lang, station=name, why=who.left_out.label(lang))
    gets = [_share(one, register, lang) for one in allocation.shares if one.station == who.station]
    how = render(
        "share.weight", lang, weight=who.weight, how=joined(_bases(who, allocation, lang), lang)
    )
    what = joined(gets, lang) if gets else render("share.nothing", lang)
    return render("share.station", lang, station=name, gets=what, why=how)


def _share(share: Share, register: Register, lang: Lang) -> str:
    told = _amount(share.title, share.amount, register, lang)
    if share.exact == share.amount:
        return told
    exact = share.exact if share.title is not None else share.exact / 100
    return render("share.exact", lang, amount=told, exact=exact)


def _bases(who: Recipient, allocation: Allocation, lang: Lang) -> Iterator[str]:
    numbers = {ShareBasis.DRIVERS: who.drivers, ShareBasis.NEED: who.lacks}
    for basis in allocation.policy.bases:
        if basis in who.assumed:
            yield render("share.assumed", lang, basis=basis.label(lang))
        elif basis in numbers:
            yield render(f"share.{basis.value}", lang, number=numbers[basis])
        else:
            yield basis.label(lang)


def _kept(kept: Kept, register: Register, lang: Lang) -> str:
    if kept.amount is not None:
        what = _amount(kept.title, kept.amount, register, lang)
    elif kept.title is None:
        what = render("share.some_money", lang)
    else:
        what = render("share.some", lang, title=name_told(kept.title, register, lang))
    return render("share.kept", lang, what=what, why=kept.reason.label(lang))


def _amount(title: TitleId | None, amount: int, register: Register, lang: Lang) -> str:
    if title is None:
        return render("share.money", lang, amount=f"{Decimal(amount).scaleb(-2):.2f}")
    return render("share.copies", lang, title=name_told(title, register, lang), amount=amount)
