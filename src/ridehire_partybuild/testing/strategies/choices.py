"""One draw a record: a string of bytes, read choice by choice."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from ridehire_partybuild.values import Span

__all__ = ["BOUNDARY_DAYS", "YEARS", "Choices", "built", "in_pieces", "or_none", "words_of"]

T = TypeVar("T")
Word = TypeVar("Word", bound=Enum)

YEARS = Span.parse("2025-01-01/2026-12-31")
"""Where days fall unless told otherwise: the two years whose holidays are announced."""

BOUNDARY_DAYS = (
    date(2026, 1, 1),
    *(date(2026, 2, day) for day in range(15, 24)),  # Spring Festival, days off by notice
    date(2026, 2, 14),  # a Saturday to work on
    *(date(2026, month, 1) - timedelta(days=1) for month in range(1, 13)),
    date(2026, 12, 31),
    date(2024, 2, 29),
    date(2025, 1, 1),
    date(2016, 6, 30),
    date(2000, 1, 1),
    date(2100, 12, 31),
)
"""Days at which something ends, begins or is off, the likely ones first."""


@cache
def _boundaries(start: date, end: date) -> tuple[date, ...]:
    return tuple(day for day in BOUNDARY_DAYS if start <= day < end) or (start,)


@cache
def words_of(kind: type[Word]) -> tuple[Word, ...]:
    """Return the words of a vocabulary, the simplest first: to list them anew takes time."""
    return tuple(kind)


@cache
def or_none(options: Iterable[T]) -> tuple[T | None, ...]:
    """Return None and the options, or the words of a vocabulary."""
    return (None, *options)


class Choices:
    """Reads one byte for each choice. A byte of 0 is the first option: examples shrink to it."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def pick(self, options: Sequence[T]) -> T:
        """Return one of at most 256 options."""
        at = self._at
        self._at = at + 1
        return options[self._data[at] % len(options)]

    def number(self, low: int, high: int) -> int:
        """Return a number from ``low`` to ``high``, at most 65,536 of them."""
        self._at += 2
        return low + int.from_bytes(self._data[self._at - 2 : self._at], "big") % (high - low + 1)

    def some(self, options: Sequence[T], most: int) -> tuple[T, ...]:
        """Return up to ``most`` options, each once; takes one byte more than ``most``."""
        wanted = self.pick(range(most + 1))
        found = [self.pick(options) for _ in range(most)]
        return tuple(dict.fromkeys(found[:wanted]))

    def many(self, most: int, size: int, read: "Callable[[Choices], T]") -> tuple[T, ...]:
        """Return up to ``most`` of what ``read`` makes of ``size`` bytes; one byte tells how many.

        The bytes of those that are not wanted are passed over: the choices after them stay theirs.
        """
        wanted = self.pick(range(most + 1))
        at = self._at
        self._at = at + size * most
        if not wanted:
            return ()
        begins = range(at, at + size * wanted, size)
        return tuple([read(Choices(self._data[begin : begin + size])) for begin in begins])

    def parts(self, count: int, size: int) -> "tuple[Choices, ...]":
        """Return so many readers of ``size`` bytes each, to be read or passed over."""
        begins = range(self._at, self._at + size * count, size)
        self._at += size * count
        return tuple(Choices(self._data[begin : begin + size]) for begin in begins)

    def maybe(self, size: int, read: "Callable[[Choices], T]") -> T | None:
        """Return what ``read`` makes of ``size`` bytes, or None; one byte tells which."""
        begin = self._at + 1
        self._at = begin + size
        if not self._data[begin - 1] % 2:
            return None
        return read(Choices(self._data[begin : begin + size]))

    def after(self, first: date, offsets: Sequence[int | None]) -> date | None:
        """Return a day so many days after ``first``, or None; takes one byte."""
        offset = self.pick(offsets)
        return None if offset is None else first + timedelta(days=offset)

    def day(self, within: Span) -> date:
        """Return a day of the span, mostly a boundary if it has one; takes four bytes."""
        start, end, at = within.start, within.end, self._at
        self._at = at + 4
        if self._data[at + 1] % 4 != 3:
            boundaries = _boundaries(start, end)
            return boundaries[self._data[at] % len(boundaries)]
        offset = int.from_bytes(self._data[at + 2 : at + 4], "big") % (end - start).days
        return start + timedelta(days=offset)


@st.composite
def built(draw: st.DrawFn, size: int, read: Callable[[Choices], T]) -> T:
    """Return a strategy of what ``read`` makes of ``size`` bytes.

    It is no ``map``: of that Hypothesis would print the bytes, not what they are.
    """
    return read(Choices(draw(st.binary(min_size=size, max_size=size))))


PIECE_BYTES = 64


@cache
def in_pieces(size: int) -> st.SearchStrategy[bytes]:
    """Return so many bytes, drawn in pieces: each that says nothing shrinks to zeros at once."""
    whole, rest = divmod(size, PIECE_BYTES)
    sizes = (*[PIECE_BYTES] * whole, *([rest] if rest else []))
    return st.tuples(*(st.binary(min_size=one, max_size=one) for one in sizes)).map(b"".join)
