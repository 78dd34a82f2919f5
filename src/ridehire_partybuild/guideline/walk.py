"""Walks over checks."""

from collections.abc import Callable, Iterator

import attrs

from .checks import AllOf, AnyOf, Check, Held, Judged, Not, Some, Valid, When, parts
from .facts import Facts

__all__ = ["fact_name", "fields_read", "rebuilt", "walked"]

SESSIONS = "sessions"
"""The field of the register on which every count of sessions rests."""


def walked(check: Check, path: str = "$", depth: int = 1) -> Iterator[tuple[str, int, Check]]:
    """Yield a check and all its parts, each with its path and depth, however deep it is."""
    left = [(path, depth, check)]
    while left:
        place, level, one = left.pop()
        yield place, level, one
        below = [
            (f"{place}{_step(one, index)}", level + 1, part)
            for index, part in enumerate(parts(one))
        ]
        left.extend(reversed(below))


def _step(check: Check, index: int) -> str:
    match check:
        case Not():
            return ".not"
        case When():
            return (".when", ".then")[index]
        case AllOf():
            return f".all_of[{index}]"
        case AnyOf():
            return f".any_of[{index}]"
        case _:
            return f".of[{index}]"


def fact_name(check: Check) -> str | None:
    """Return the fact that a check reads; None for a check over checks and for sessions held."""
    match check:
        case Valid(valid=name) | Judged(judged=name):
            return name
        case Held() | AllOf() | AnyOf() | Not() | When() | Some():
            return None
        case _:
            return check.fact


def fields_read(check: Check, facts: Facts) -> frozenset[str]:
    """Return the fields of the register on which a check rests, by its facts.

    A fact that rests on none stands for itself: it is known by its own observations alone.

    >>> from ridehire_partybuild import FACTS, Is
    >>> sorted(fields_read(Is(fact="on_map", is_=True), FACTS))
    ['on_map']
    """
    found: set[str] = set()
    for _, _, part in walked(check):
        name = fact_name(part)
        if isinstance(part, Held):
            found.add(SESSIONS)
        elif name is not None:
            found |= set(facts[name].reads) or {name}
    return frozenset(found)


def rebuilt(check: Check, change: Callable[[Check], Check]) -> Check:
    """Return the check with ``change`` applied to each of its parts, leaves first."""
    match check:
        case AllOf(all_of=of):
            check = attrs.evolve(check, all_of=tuple(rebuilt(part, change) for part in of))
        case AnyOf(any_of=of):
            check = attrs.evolve(check, any_of=tuple(rebuilt(part, change) for part in of))
        case Some(of=of):
            check = attrs.evolve(check, of=tuple(rebuilt(part, change) for part in of))
        case Not(not_=part):
            check = attrs.evolve(check, not_=rebuilt(part, change))
        case When(when=condition, then=then):
            check = attrs.evolve(check, when=rebuilt(condition, change), then=rebuilt(then, change))
        case _:
            pass
    return change(check)
