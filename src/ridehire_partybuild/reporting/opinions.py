"""What people said, group by group, without showing what any of them did.

A share tells how many were content once it is known how many were asked. So both are withheld where
a table of those content, those not, and those who did not say, would withhold them.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ridehire_partybuild.values import Counts, suppressed

from .summing import ENOUGH

__all__ = ["HiddenOpinions", "Opinions", "hidden_opinions"]


class Opinions(NamedTuple):
    """How many were content, how many were not, and how many did not say."""

    yes: int
    no: int
    untold: int


class HiddenOpinions(NamedTuple):
    """Of which groups sizes, and of which shares, must be withheld; None stands for all."""

    sizes: frozenset[str | None]
    shares: frozenset[str | None]

    @classmethod
    def by_any(cls, tables: Iterable["HiddenOpinions"]) -> "HiddenOpinions":
        """Return what one of several tables of the same opinions withholds."""
        every = tuple(tables)
        return cls(
            frozenset().union(*(one.sizes for one in every)),
            frozenset().union(*(one.shares for one in every)),
        )


def hidden_opinions(groups: Mapping[str, Opinions]) -> HiddenOpinions:
    """Return what must be withheld of opinions, group by group.

    That nobody was asked, or that everybody was, tells of no one, and is no small count.

    >>> told = hidden_opinions({"S-1": Opinions(9, 1, 0), "S-2": Opinions(7, 5, 0),
    ...                         "S-3": Opinions(8, 6, 0)})
    >>> sorted(told.sizes), sorted(told.shares)
    ([], ['S-1', 'S-2'])
    """
    if not groups:
        return HiddenOpinions(frozenset(), frozenset())
    plain = [(str(name), name_of) for name, one in groups.items() for name_of in _told_by_none(one)]
    rows_of = {
        str(name): {column: min(number, ENOUGH) for column, number in one._asdict().items()}
        for name, one in groups.items()
    }
    counts = Counts.of(rows_of)
    table = suppressed(counts, structural=plain)
    sizes: set[str | None] = set()
    shares: set[str | None] = set()
    rows = zip(table.rows, table.cells, table.row_totals, strict=True)
    for name, cells, total in (*rows, (None, table.column_totals, table.total)):
        if total is None:
            sizes.add(name)
        if None in {*cells, total}:
            shares.add(name)
    return HiddenOpinions(frozenset(sizes), frozenset(shares))


def _told_by_none(one: Opinions) -> tuple[str, ...]:
    if not one.yes and not one.no:
        return "yes", "no"
    return () if one.untold else ("untold",)
