"""What a fact may be instead of what it is."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from ridehire_partybuild.guideline import Fact, FactKind, Value

__all__ = ["others"]


def others(fact: Fact, now: Value | None, on: date) -> Sequence[Value]:
    """Return what a fact may be instead: mostly what is more, or later."""
    words = ("示例", "x") if fact.vocabulary is None else [one.value for one in fact.vocabulary]
    match fact.kind:
        case FactKind.NUMBER:
            base = now if isinstance(now, Decimal) else Decimal(0)
            return [base + more for more in (1, 2, 5, 10, 0)]
        case FactKind.FLAG:
            return [True, False]
        case FactKind.WORD:
            return words
        case FactKind.WORDS:
            have = now if isinstance(now, tuple) else ()
            return [tuple(sorted({*have, word})) for word in words]
        case FactKind.DATE:  # pragma: no branch - the last kind, as mypy sees
            first = now if isinstance(now, date) else on
            return [first + timedelta(days=days) for days in (1, 30, 365)]
