"""Strategies for reports: the figures of drawn registers, and what holds them."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild.model import Register
from ridehire_partybuild.reporting import Coverage, Figure, FundsStatement, coverage, funds

from .quantities import days
from .registers import registers

__all__ = ["coverages", "figures", "funds_statements"]

_YEARS = st.integers(2024, 2026)


def _parts(*wholes: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*wholes).map(lambda one: one.figures).filter(len).flatmap(st.sampled_from)


def _of_year(make: Callable[[Register, int], Any], **bounds: Any) -> st.SearchStrategy[Any]:
    return st.builds(make, registers(**bounds), _YEARS)


def funds_statements() -> st.SearchStrategy[FundsStatement]:
    """Return statements of the funds of a year.

    >>> from hypothesis import find
    >>> find(funds_statements(), lambda one: one.figure("funds.lines").low > 0).year
    2025
    """
    return _of_year(funds, funds=(0, 4), deliveries=(0, 4), sessions=0)


def coverages() -> st.SearchStrategy[Coverage]:
    """Return how far organisations and stations reach on a day."""
    return st.builds(coverage, registers(sessions=0), days())


def figures() -> st.SearchStrategy[Figure]:
    """Return figures of drawn registers.

    >>> from hypothesis import find
    >>> find(figures(), lambda one: one.unknown and not one.is_known).suppressed
    False
    """
    return _parts(funds_statements(), coverages())
