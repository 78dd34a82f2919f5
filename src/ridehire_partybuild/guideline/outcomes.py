"""The algebra of outcomes.

AND is the least in FAILED < CANT_TELL < PASSED < INAPPLICABLE, OR the least in
PASSED < CANT_TELL < FAILED < INAPPLICABLE. Two chains are commutative, associative, idempotent
and De Morgan by construction; neither absorption nor distribution is claimed.
"""

from collections.abc import Iterable, Sequence

from .vocabulary import Outcome, Reason

__all__ = ["all_of", "any_of", "first_reason", "negate", "some", "when"]

_AND = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE)
_OR = (Outcome.PASSED, Outcome.CANT_TELL, Outcome.FAILED, Outcome.INAPPLICABLE)
_NOT = {Outcome.PASSED: Outcome.FAILED, Outcome.FAILED: Outcome.PASSED}
_REASONS = tuple(Reason)  # the order in which reasons are named: conflicting first, missing late


def _least(chain: tuple[Outcome, ...], outcomes: Iterable[Outcome]) -> Outcome:
    return min(outcomes, key=chain.index, default=Outcome.INAPPLICABLE)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the conjunction; of nothing it is INAPPLICABLE.

    >>> all_of([Outcome.PASSED, Outcome.CANT_TELL]).value
    'cant_tell'
    """
    return _least(_AND, outcomes)


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the disjunction; of nothing it is INAPPLICABLE.

    >>> any_of([Outcome.FAILED, Outcome.INAPPLICABLE]).value
    'failed'
    """
    return _least(_OR, outcomes)


def negate(outcome: Outcome) -> Outcome:
    """Swap PASSED and FAILED; the other two stay."""
    return _NOT.get(outcome, outcome)


def when(condition: Outcome, then: Outcome) -> Outcome:
    """Return ``then`` where the condition passed, INAPPLICABLE where either says so.

    >>> when(Outcome.FAILED, Outcome.FAILED).value
    'inapplicable'
    """
    if condition in {Outcome.FAILED, Outcome.INAPPLICABLE} or then is Outcome.INAPPLICABLE:
        return Outcome.INAPPLICABLE
    return then if condition is Outcome.PASSED else Outcome.CANT_TELL


def some(n: int, outcomes: Sequence[Outcome]) -> Outcome:
    """Return whether at least ``n`` passed; ``some(1, …)`` is OR.

    >>> some(2, [Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL]).value
    'cant_tell'
    """
    passed, open_, failed = (
        outcomes.count(one) for one in (Outcome.PASSED, Outcome.CANT_TELL, Outcome.FAILED)
    )
    if passed >= n:
        return Outcome.PASSED
    if passed == open_ == failed == 0:
        return Outcome.INAPPLICABLE
    if passed + open_ < n and passed + failed > 0:
        return Outcome.FAILED
    return Outcome.CANT_TELL


def first_reason(reasons: Iterable[Reason | None]) -> Reason | None:
    """Return the first reason in the order conflicting, error, expired, judgement, missing, …."""
    return min((one for one in reasons if one), key=_REASONS.index, default=None)
