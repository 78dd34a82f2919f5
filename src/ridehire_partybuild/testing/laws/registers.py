"""Law 18: registers merge in any order, and changes lead there and back."""

from ridehire_partybuild.errors import InvalidDocument
from ridehire_partybuild.model import Register, apply, diff, merge

from .broken import hold

__all__ = ["changes_lead_there_and_back", "merging_has_no_order"]


def merging_has_no_order(one: Register, other: Register, third: Register) -> None:
    """Law 18: `merge` is commutative, associative and idempotent where it is defined.

    Registers that contradict each other are merged in no order and by no steps.
    """
    together = _merged(one, other, third)
    ways = (
        _merged(third, other, one),
        _merged(_merged(one, other), third),
        _merged(one, _merged(other, third)),
    )
    hold(
        18,
        "`merge`, where defined, is commutative, associative and idempotent",
        true=all(way == together for way in ways) and merge(one, one) == one == merge(one),
        shown=(one, other, third),
    )


def _merged(*registers: Register | None) -> Register | None:
    given = [one for one in registers if one is not None]
    if len(given) < len(registers):
        return None
    try:
        return merge(*given)
    except InvalidDocument:
        return None


def changes_lead_there_and_back(old: Register, new: Register) -> None:
    """Law 18: what changed, applied to the old register, gives the new; taken back, the old."""
    changes = diff(old, new)
    there = apply(changes, old) == new
    back = apply(changes.inverse(), new) == old
    hold(
        18,
        "`diff` applied to the old gives the new, and its inverse the old",
        true=there and back and bool(changes) is (old != new),
        shown=(old, new),
    )
