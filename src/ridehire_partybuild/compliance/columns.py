"""Columns of small numbers, and what can be done to a whole one at once.

A column is `bytes` while its numbers fit, which they nearly always do: it is renumbered by
`bytes.translate`, and two are paired by arithmetic on them as two long integers.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

import attrs

__all__ = ["Column"]

_BYTE = 256


@attrs.frozen
class Column:
    """A number for each of many subjects.

    Attributes:
        numbers: The numbers, from 0.
        width: More than any of them.
    """

    numbers: "bytes | array[int]"
    width: int

    @classmethod
    def of(cls, numbers: Iterable[int], width: int) -> Self:
        r"""Return a column, as narrow as it can be.

        >>> Column.of([3, 0, 1], 4).numbers
        b'\x03\x00\x01'
        >>> Column.of([3, 300], 301).numbers[1]
        300
        """
        return cls(bytes(numbers) if width <= _BYTE else array("L", numbers), width)

    def renumbered(self, table: Sequence[int]) -> Self:
        r"""Return the column with each number replaced by what ``table`` has in its place.

        >>> Column.of([1, 0, 1], 2).renumbered([7, 8]).numbers
        b'\x08\x07\x08'
        """
        width = max(table, default=0) + 1
        if isinstance(self.numbers, bytes) and width <= _BYTE:
            padded = bytes(table).ljust(_BYTE, b"\0")
            return type(self)(self.numbers.translate(padded), width)
        return self.of(map(table.__getitem__, self.numbers), width)

    def put(self, places: Iterable[int], number: int) -> Self:
        r"""Return the column with a number at some places.

        >>> Column.of([1, 0, 1], 2).put([0, 2], 5).numbers
        b'\x05\x00\x05'
        """
        width = max(self.width, number + 1)
        fits = isinstance(self.numbers, bytes) and width <= _BYTE
        changed = bytearray(self.numbers) if fits else array("L", list(self.numbers))
        for place in places:
            changed[place] = number
        return type(self)(bytes(changed) if isinstance(changed, bytearray) else changed, width)

    @property
    def firsts(self) -> Mapping[int, int]:
        """Where each number that occurs stands first.

        >>> Column.of([1, 0, 1], 3).firsts
        {0: 1, 1: 0}
        """
        if isinstance(self.numbers, bytes):
            places = ((number, self.numbers.find(number)) for number in range(self.width))
            return {number: place for number, place in places if place >= 0}
        last = len(self.numbers) - 1
        return dict(zip(reversed(self.numbers), range(last, -1, -1), strict=True))

    def joined(self, other: Self) -> Self:
        r"""Return a column that tells apart whatever one of the two tells apart, and no more.

        >>> one, other = Column.of([0, 1, 1, 0], 2), Column.of([5, 5, 6, 5], 7)
        >>> one.joined(other).numbers
        b'\x05\x0c\r\x05'
        """
        width = self.width * other.width
        if width > _BYTE:
            return self._paired(other)
        # a number of the one times the width of the other, and one of the other: it fits a byte
        pairs = int.from_bytes(self.numbers, "little") * other.width
        pairs += int.from_bytes(other.numbers, "little")
        return type(self)(pairs.to_bytes(len(self.numbers), "little"), width)

    def _paired(self, other: Self) -> Self:
        numbers: dict[tuple[int, int], int] = {}
        both = zip(self.numbers, other.numbers, strict=True)
        found = [numbers.setdefault(pair, len(numbers)) for pair in both]
        return self.of(found, len(numbers))
