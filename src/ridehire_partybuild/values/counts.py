"""Tables of counts: how many, by what and by what else, with their totals."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import attrs

from ridehire_partybuild.errors import Problem

from .record import Record, limits

__all__ = ["Counts"]

MOST = 10**9


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


def _sum(counts: Iterable[int | None]) -> int:
    return sum(count for count in counts if type(count) is int)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Counts(Record):
    """A table of counts with its totals; a single row serves for a plain list.

    Attributes:
        rows: What the rows count, each once.
        columns: What the columns count, each once.
        cells: Row by row, one count a column; None: withheld.
        row_totals: One a row; None: withheld.
        column_totals: One a column; None: withheld.
        total: Of all; None: withheld.

    Raises:
        InvalidValue: the shape is no table's, a label stands twice, or a total is not the sum.

    >>> counts = Counts.of({"S-1": {"wages": 9, "rest": 1}, "S-2": {"wages": 4, "rest": 6}})
    >>> counts.cells, counts.row_totals, counts.total
    (((9, 1), (4, 6)), (10, 10), 20)
    """

    rows: tuple[str, ...] = attrs.field(converter=_tuples, metadata=limits(longest=200))
    columns: tuple[str, ...] = attrs.field(converter=_tuples, metadata=limits(longest=200))
    cells: tuple[tuple[int | None, ...], ...] = attrs.field(
        converter=_tuples, metadata=limits(0, MOST)
    )
    row_totals: tuple[int | None, ...] = attrs.field(converter=_tuples, metadata=limits(0, MOST))
    column_totals: tuple[int | None, ...] = attrs.field(converter=_tuples, metadata=limits(0, MOST))
    total: int | None = attrs.field(metadata=limits(0, MOST))

    @classmethod
    def of(cls, counts: Mapping[str, Mapping[str, int]]) -> Self:
        """Return the table of counts by row, then column; what is not in it was counted as none.

        Raises:
            InvalidValue: something in it is no count.
        """
        columns = tuple(dict.fromkeys(name for row in counts.values() for name in row))
        cells = tuple(tuple(row.get(name, 0) for name in columns) for row in counts.values())
        row_totals = tuple(map(_sum, cells))
        return cls(
            rows=tuple(counts),
            columns=columns,
            cells=cells,
            row_totals=row_totals,
            column_totals=tuple(map(_sum, zip(*cells, strict=True))),
            total=_sum(row_totals),
        )

    def contradictions(self) -> Iterator[Problem]:
        """It is a table, and its totals are sums."""
        shapeless = [*self._misshapen(), *self._twice()]
        yield from shapeless or self._unequal()

    def _misshapen(self) -> Iterator[Problem]:
        high, wide = len(self.rows), len(self.columns)
        parts: list[tuple[str, int, tuple[object, ...]]] = [
            ("$.cells", high, self.cells),
            *((f"$.cells[{i}]", wide, row) for i, row in enumerate(self.cells)),
            ("$.row_totals", high, self.row_totals),
            ("$.column_totals", wide, self.column_totals),
        ]
        for path, length, found in parts:
            if len(found) != length:
                told = {"wanted": f"list ({length})", "actual": f"list ({len(found)})"}
                params = {"kind": path[2:].partition("[")[0], "value": found, **told}
                yield Problem(code="type", path=path, params=params)

    def _twice(self) -> Iterator[Problem]:
        for kind, labels in (("rows", self.rows), ("columns", self.columns)):
            for index, label in enumerate(labels):
                if label in labels[:index]:
                    params = {"kind": kind, "value": label, "key": repr(label)}
                    yield Problem(code="key.duplicate", path=f"$.{kind}[{index}]", params=params)

    def _unequal(self) -> Iterator[Problem]:
        down = [[row[column] for row in self.cells] for column in range(len(self.columns))]
        for path, totals, lines in (
            ("$.row_totals[{}]", self.row_totals, self.cells),
            ("$.column_totals[{}]", self.column_totals, down),
            ("$.total", (self.total,) * 2, (self.row_totals, self.column_totals)),
        ):
            for index, (total, line) in enumerate(zip(totals, lines, strict=True)):
                low, high = _sum(line), MOST if None in line else _sum(line)
                if total is not None and not low <= total <= high:
                    kind = path[2:].partition("[")[0]
                    params = {"kind": kind, "value": total, "low": low, "high": high}
                    yield Problem(code="number.range", path=path.format(index), params=params)
