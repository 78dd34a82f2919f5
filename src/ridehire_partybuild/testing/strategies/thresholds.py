"""Values at the thresholds that ship, and next to them: below, at and above each."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from ridehire_partybuild import data
from ridehire_partybuild.exchange import reference_guideline, reference_profile
from ridehire_partybuild.guideline import (
    AtLeast,
    AtMost,
    Check,
    Guideline,
    ParameterRef,
    judged_check,
    walked,
)

__all__ = ["bounds_of", "near"]

_WHOLE = frozenset({"count", "items", "people", "volumes"})
_STEP, _FINE_STEP = Decimal(1), Decimal("0.01")


def _bounds(check: Check, values: dict[str, set[Decimal]]) -> Iterator[tuple[str, Decimal]]:
    for _, _, part in walked(check):
        if isinstance(part, AtLeast | AtMost):
            bound = part.at_least if isinstance(part, AtLeast) else part.at_most
            told = values[bound.param] if isinstance(bound, ParameterRef) else {bound}
            yield from ((part.fact, one) for one in told)


@cache
def bounds_of(fact: str) -> tuple[Decimal, ...]:
    """Return the thresholds of a fact: of every edition of the guideline and profiles that ship.

    >>> [str(one) for one in bounds_of("site.area_m2")]
    ['3', '12']
    """
    return _all_bounds().get(fact, ())


@cache
def _all_bounds() -> dict[str, tuple[Decimal, ...]]:
    guideline = reference_guideline()
    values = _values(guideline)
    found: dict[str, set[Decimal]] = {}
    for rule in guideline.requirements:
        for fact, bound in _bounds(judged_check(rule), values):
            found.setdefault(fact, set()).add(bound)
    return {fact: tuple(sorted(bounds)) for fact, bounds in found.items()}


def _values(guideline: Guideline) -> dict[str, set[Decimal]]:
    """Return what each parameter is in any edition and by any profile."""
    told: dict[str, set[Decimal]] = {}
    set_ = (
        one for name in data.names("profiles") for one in reference_profile(name).set_parameters
    )
    for one in (*guideline.parameters, *set_):
        told.setdefault(one.id, set()).add(one.value)
    return told


def near(fact: str, unit: str) -> tuple[Decimal, ...]:
    """Return the thresholds of a fact and the values next to them that its unit can have.

    >>> [str(one) for one in near("branch.full_members", "people")]
    ['3', '7', '2', '4', '6', '8']
    """
    step = _STEP if unit in _WHOLE else _FINE_STEP
    bounds = bounds_of(fact)
    beside = (bound + way * step for bound in bounds for way in (-1, 1))
    return _once((*bounds, *(one for one in beside if _is_possible(one, unit))))


def _is_possible(value: Decimal, unit: str) -> bool:
    return value >= 0 and (unit != "percent" or value <= 100)


def _once(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(values))
