"""Adding up: sums, counts and shares of what is known and not known, with the records behind them.

A number that is not on record is anything from nothing up: it opens the sum upwards. A yes or no
that is not on record is either. So each sum holds every way in which the record can be completed.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

import attrs

from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Counts, Id, suppressed

from .figures import Figure
from .vocabulary import Breakdown, FigureUnit

__all__ = [
    "ENOUGH",
    "WHOLE",
    "Group",
    "Part",
    "amount",
    "by_the_record",
    "counted",
    "flag",
    "hidden_rows",
    "hidden_sums",
    "shared",
    "summed",
    "withheld",
]

Group = tuple[Breakdown, str | None]
"""Of what a figure is one of several, and of which it is."""
WHOLE: Group = (Breakdown.ALL, None)

ENOUGH = 10_000
"""As many as this hide whatever is small beside them: more need not be told to withhold it."""

Bound = Fraction | int | None


class Part(NamedTuple):
    """What one record, or a few together, add to a figure: at least and at most."""

    sources: tuple[Id, ...]
    low: Bound
    high: Bound
    unknown: tuple[str, ...] = ()


def amount(record: Id, value: Fraction | int | None, field: str) -> Part:
    """Return the part of a number on record; one that is not known is nothing at least."""
    if value is None:
        return Part((record,), 0, None, (f"{record}.{field}",))
    return Part((record,), value, value)


def flag(record: Id, value: bool | None, field: str) -> Part:  # noqa: FBT001 - it is data
    """Return the part of a yes or no on record: one or none, and either where it is not known."""
    if value is None:
        return Part((record,), 0, 1, (f"{record}.{field}",))
    return Part((record,), int(value), int(value))


def _sum(bounds: Iterable[Bound]) -> Fraction | None:
    total = Fraction()
    for one in bounds:
        if one is None:
            return None
        total += one
    return total


def summed(
    name: str, parts: Iterable[Part], unit: FigureUnit = FigureUnit.COUNT, group: Group = WHOLE
) -> Figure:
    """Return the sum of some parts; nothing at all is none."""
    given = tuple(parts)
    return Figure(
        name=name,
        by=group[0],
        of=group[1],
        low=_sum(one.low for one in given),
        high=_sum(one.high for one in given),
        unit=unit,
        sources=[name for one in given for name in one.sources],
        unknown=[name for one in given for name in one.unknown],
    )


def counted(name: str, parts: Iterable[Part], group: Group = WHOLE) -> Figure:
    """Return how many of some records are so, or may be; it rests on these alone."""
    return summed(name, (one for one in parts if one.high != 0), group=group)


def shared(
    name: str, parts: Iterable[Part], group: Group = WHOLE, threshold: Fraction | None = None
) -> Figure:
    """Return the share of the records that are so; of no records there is none."""
    given = tuple(parts)
    whole = summed(name, given, FigureUnit.SHARE, group)
    return Figure(
        name=name,
        by=group[0],
        of=group[1],
        low=whole.low / len(given) if given and whole.low is not None else None,
        high=whole.high / len(given) if given and whole.high is not None else None,
        unit=FigureUnit.SHARE,
        sample=len(given),
        threshold=threshold,
        sources=whole.sources,
        unknown=whole.unknown,
    )


def by_the_record(
    figures: Iterable[Figure], register: Register, collection: str
) -> Iterator[Figure]:
    """Yield figures of what a collection holds; where it holds nothing at all, none is known.

    "None is never 0": an office that has no pledge on record may not have written any down.
    """
    is_empty = not getattr(register, collection)
    for one in figures:
        nothing = is_empty and not one.sources and one.low == one.high == 0
        yield attrs.evolve(one, low=None, high=None, unknown=(collection,)) if nothing else one


def withheld(figure: Figure) -> Figure:
    """Return a figure as it stands where too few people are behind it."""
    return Figure(
        name=figure.name,
        by=figure.by,
        of=figure.of,
        unit=figure.unit,
        threshold=figure.threshold,
        suppressed=True,
    )


def hidden_rows(sizes: Mapping[str, int]) -> frozenset[str | None]:
    """Return the groups whose sizes must be withheld, for they are small or give one away.

    None among them: the size of all together must be, for it is small itself.

    >>> sorted(hidden_rows({"rest": 1, "parking": 9, "wages": 4}))
    ['rest', 'wages']
    """
    if not sizes:
        return frozenset()
    rows_of = {str(name): {"all": min(size, ENOUGH)} for name, size in sizes.items()}
    table = suppressed(Counts.of(rows_of))
    rows: list[str | None] = [
        name
        for name, (cell,), total in zip(table.rows, table.cells, table.row_totals, strict=True)
        if cell is None or total is None
    ]
    return frozenset([*rows, None] if None in {table.total, *table.column_totals} else rows)


def hidden_sums(numbers: Mapping[str, Iterable[int | None]]) -> frozenset[str | None]:
    """Return the same of groups that are told by sums; one of which nothing is known tells none.

    >>> sorted(hidden_sums({"rest": [1, None], "parking": [9], "wages": [2, 2], "never": [None]}))
    ['rest', 'wages']
    """
    known = {name: [one for one in some if one is not None] for name, some in numbers.items()}
    return hidden_rows({name: sum(some) for name, some in known.items() if some})
