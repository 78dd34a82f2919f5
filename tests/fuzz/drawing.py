"""Values of Hypothesis' strategies, each made again from nothing but a seed."""

from collections.abc import Callable, Hashable
from functools import cache
from random import Random
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.testing.strategies import by_class

T = TypeVar("T")

MOST_BYTES = 4096
_TRIES = 50
KEPT = 64
"""Of what is dear to draw so many are drawn, and mutated ever anew."""


def drawn(strategy: st.SearchStrategy[T], rng: Random) -> T:
    """Return what Hypothesis makes of bytes: the same for an equal state of ``rng``."""
    found: list[T] = []

    @given(strategy)
    def take(value: T) -> None:
        found.append(value)

    fuzz: Callable[[bytes], object] = take.hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    for _ in range(_TRIES):
        fuzz(rng.randbytes(rng.choice((64, 512, MOST_BYTES))))
        if found:
            return found[0]
    fuzz(bytes(4 * MOST_BYTES))  # the simplest
    return found[0]


@cache
def _kept(key: Hashable, make: Callable[[], st.SearchStrategy[Any]], index: int) -> Any:
    return drawn(make(), Random(f"{key}/{index}"))


def sample(make: Callable[[], st.SearchStrategy[T]], rng: Random, *, kept: int = KEPT) -> T:
    """Return one of the first values of a strategy."""
    found: T = _kept(make.__qualname__, make, rng.randrange(kept))
    return found


@cache
def _classes() -> tuple[tuple[type, st.SearchStrategy[Any]], ...]:
    written = {kind.cls for kind in kinds()}
    of_them = [pair for pair in by_class().items() if pair[0] in written]
    return tuple(sorted(of_them, key=lambda pair: pair[0].__name__))


@cache
def _kept_of(number: int, index: int) -> Any:
    cls, strategy = _classes()[number]
    return drawn(strategy, Random(f"{cls.__name__}/{index}"))


def record(rng: Random, *, kept: int = 6) -> Any:
    """Return an object of any public class that has a strategy and a document."""
    return _kept_of(rng.randrange(len(_classes())), rng.randrange(kept))
