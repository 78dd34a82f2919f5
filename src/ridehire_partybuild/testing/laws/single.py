"""A law with its examples, and what is raised of all that was found broken."""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from .broken import LawBroken

__all__ = ["LawCase", "told"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LawCase:
    """A law with examples to try it on: call it, as a test of its own.

    Attributes:
        number: Its number in the documentation.
        law: The law itself.
        find: Tries it, and returns how it is broken: once for each requirement or fact.
    """

    number: int
    law: Callable[..., Any]
    find: Callable[[], Iterable[LawBroken]]

    @property
    def __name__(self) -> str:
        """By this name pytest calls the test, such as ``law-21-substitution_is_refused``."""
        return f"law-{self.number:02}-{self.law.__name__}"

    def __str__(self) -> str:
        return self.__name__

    def __repr__(self) -> str:
        return f"<{self.__name__}>"

    def __call__(self) -> None:
        """Try it.

        Raises:
            LawBroken: with the smallest example found, and without a traceback of how it was found.
        """
        __tracebackhide__ = True
        told(self.find())


def told(found: Iterable[LawBroken]) -> None:
    """Raise what was found broken as one error, and without what Hypothesis says of it."""
    __tracebackhide__ = True
    broken = tuple(
        LawBroken(one.number, one.law, one.sentence, one.shown)
        for error in found
        for one in error.broken
    )
    if len(broken) == 1:
        raise broken[0] from None
    if broken:
        first = broken[0]
        raise LawBroken(first.number, first.law, first.sentence, first.shown, broken) from None
