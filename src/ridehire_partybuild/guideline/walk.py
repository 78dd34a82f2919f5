"""Walks over checks."""

from collections.abc import Callable, Iterator

import attrs

from .checks import AllOf, AnyOf, Check, Held, Judged, Not, Some, Valid, When, parts

__all__ = ["fact_name", "rebuilt", "walked"]


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
