"""Books of a year: given, brought to stations, lent, and those that nobody has used."""

from datetime import date

import attrs

from ridehire_partybuild.model import Register
from ridehire_partybuild.model.order import in_order

from .figures import Figure, Figured
from .years import YEARS, day_of, reached

__all__ = ["BooksStatement", "books"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BooksStatement(Figured):
    """What became of books in a year.

    Attributes:
        year: The year.
        figures: Of all together, and of each station.
    """

    year: int = attrs.field(metadata=YEARS)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=in_order)


def books(register: Register, year: int, *, on: date | None = None) -> BooksStatement:
    """Return how many copies were given in a year, brought to stations and lent there.

    What bears no day may be of the year. Titles that were brought and, by the record, never used
    in a session nor lent by the day are counted, and so are parcels for which no
    station has signed by then. Loans that would show fewer than three readers are withheld.

    Args:
        register: The books.
        year: The year.
        on: The day to which the record reaches; None: all of it is told. What bears a day after
            the year is left out.

    Raises:
        InvalidValue: a year outside 2000-2100, or a day before it.

    >>> from datetime import date
    >>> from ridehire_partybuild import DonatedBooks, Donation, Title
    >>> batch = Donation(id="2025-01", donated_on=date(2025, 1, 6),
    ...                  books=[DonatedBooks(title="T-1", copies=100)])
    >>> here = Register(titles=[Title(id="T-1", name="示例")], donations=[batch])
    >>> books(here, 2025).figure("books.donated").told()
    'copies given: 100 volumes'
    """
    from .lending import book_figures  # noqa: PLC0415 - read with the first call

    day = day_of(year, on)
    return BooksStatement(year=year, figures=book_figures(reached(register, on), year, day))
