"""What an office sets for sharing out: by what, and how small a parcel may be."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import Record, limits

from .vocabulary import ShareBasis

__all__ = ["EQUAL_SHARES", "AllocationPolicy"]

_PARTS = limits(0, 1000)
_COPIES = limits(1, 1_000_000)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AllocationPolicy(Record):
    """By what a batch of books, or a special fund, is shared among stations.

    Attributes:
        equal: So many parts are shared equally among the open stations.
        drivers: So many parts by the drivers that each serves.
        need: So many parts by the copies that each lacks of ``target``.
        target: Copies that a station should have on its shelves, from the guideline or profile.
        lot: Books go out in packs of so many copies of a title; a fund in amounts of so many fen.
        least: A station gets so many copies (or fen) of the batch, or none.

    Raises:
        InvalidValue: no part at all, or parts by need without a target.

    >>> mixed = AllocationPolicy(equal=1, drivers=2)
    >>> [(basis.value, str(share)) for basis, share in mixed.bases.items()]
    [('equal', '1/3'), ('drivers', '2/3')]
    """

    equal: int = attrs.field(default=0, metadata=_PARTS)
    drivers: int = attrs.field(default=0, metadata=_PARTS)
    need: int = attrs.field(default=0, metadata=_PARTS)
    target: int | None = attrs.field(default=None, metadata=_COPIES)
    lot: int = attrs.field(default=1, metadata=_COPIES)
    least: int = attrs.field(default=1, metadata=limits(1, 10**13))

    def contradictions(self) -> Iterator[Problem]:
        """Something is shared, and need is measured against something."""
        if not self.equal + self.drivers + self.need:
            yield Problem(
                code="allocation.no_parts", path="$.equal", params={"kind": "equal", "value": 0}
            )
        if self.need and self.target is None:
            params = {"kind": "target", "value": None}
            yield Problem(code="allocation.no_target", path="$.target", params=params)

    @property
    def bases(self) -> dict[ShareBasis, Fraction]:
        """The bases that have a part, with their shares of the whole."""
        parts = {
            ShareBasis.EQUAL: self.equal,
            ShareBasis.DRIVERS: self.drivers,
            ShareBasis.NEED: self.need,
        }
        whole = sum(parts.values())
        return {basis: Fraction(part, whole) for basis, part in parts.items() if part}


EQUAL_SHARES = AllocationPolicy(equal=1)
"""To each station the same."""
