"""Special funds of a year: granted, spent, left over, spent late, and in-kind value beside it.

"Bureau and association gave books …; special funds and in-kind delivery are combined." Overspending
and late entries are told, never refused.
"""

from datetime import date

import attrs

from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order

from .figures import Figure, Figured
from .years import YEARS, day_of, reached

__all__ = ["FundsStatement", "funds"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FundsStatement(Figured):
    """What became of the special funds granted for a year.

    Attributes:
        year: The year in which the periods of its lines begin.
        figures: Of all together, of each fund by its name, and of each station.
    """

    year: int = attrs.field(metadata=YEARS)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)


def funds(register: Register, year: int, *, on: date | None = None) -> FundsStatement:
    """Return the statement of the special funds granted for a year.

    Amounts are in fen. The balance is what was granted less what was spent, below zero where more
    was; overspent is the sum of what each line is overspent, so that what one leaves does not
    hide it. Late is what was spent on a day after the period of its line; what has no day may be.
    Spent is all that was, after the year, too, as far as the record reaches (``on``; None: all of
    it). In kind is what the books given that year are worth, of a station those brought to it.

    Raises:
        InvalidValue: a year outside 2000-2100, or a day before it.

    >>> from ridehire_partybuild import Breakdown, Fund, Period, Spending
    >>> line = Fund(id="F-1", name="运行专项", period=Period.parse("2025"), granted_fen=2_000_000,
    ...             spending=[Spending(amount_fen=2_065_000, spent_on=date(2026, 1, 9))])
    >>> told = funds(Register(funds=[line]), 2025)
    >>> for one in told.by(Breakdown.FUND)[1:6]:
    ...     print(one.told())
    运行专项 · granted from special funds: 20000.00 yuan
    运行专项 · spent: 20650.00 yuan
    运行专项 · balance: -650.00 yuan
    运行专项 · overspent: 650.00 yuan
    运行专项 · spent after the end of the period: 20650.00 yuan
    """
    from .funding import fund_figures  # noqa: PLC0415 - read with the first call

    day_of(year, on)
    return FundsStatement(year=year, figures=fund_figures(reached(register, on), year))
