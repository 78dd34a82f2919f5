"""Verdicts: an outcome, the facts that alone reproduce it, and those that could change it."""

from collections.abc import Iterable

import attrs

from . import outcomes
from .vocabulary import Outcome, Reason

__all__ = ["Verdict", "all_of", "any_of", "negated", "some", "when"]


@attrs.frozen(kw_only=True)
class Verdict:
    """What a check came to.

    Attributes:
        outcome: PASSED, FAILED, CANT_TELL or INAPPLICABLE.
        reason: Why it cannot be told or does not apply; None otherwise.
        because: Names of facts whose readings alone give this outcome and reason.
        missing: Names of facts that could change it; empty once it is decided.
        children: The verdicts of the parts; of a frequency, one a period.
    """

    outcome: Outcome
    reason: Reason | None = None
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    children: tuple["Verdict", ...] = ()


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({name for group in groups for name in group}))


def _of(verdicts: Iterable[Verdict], outcome: Outcome) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.outcome is outcome]


def _combined(
    outcome: Outcome, children: tuple[Verdict, ...], deciding: Iterable[Verdict]
) -> Verdict:
    """Return the verdict of a compound check from those of its parts that decide it.

    What is open rests on all its parts: without those that are told, others would be open too,
    perhaps for a stronger reason.
    """
    deciding = tuple(deciding)
    told = outcome in {Outcome.PASSED, Outcome.FAILED}
    reasons = (one.reason for one in deciding) if children else (Reason.EMPTY,)
    return Verdict(
        outcome=outcome,
        reason=None if told else outcomes.first_reason(reasons),
        because=_union(one.because for one in deciding),
        missing=_union(one.missing for one in deciding) if outcome is Outcome.CANT_TELL else (),
        children=children,
    )


def all_of(children: tuple[Verdict, ...]) -> Verdict:
    """Combine as AND: one failure decides; else all do."""
    outcome = outcomes.all_of(child.outcome for child in children)
    failed = _of(children, Outcome.FAILED)
    return _combined(outcome, children, failed[:1] or children)


def any_of(children: tuple[Verdict, ...]) -> Verdict:
    """Combine as OR: one pass decides; else all do."""
    outcome = outcomes.any_of(child.outcome for child in children)
    passed = _of(children, Outcome.PASSED)
    return _combined(outcome, children, passed[:1] or children)


def negated(child: Verdict) -> Verdict:
    """Combine as NOT."""
    return _combined(outcomes.negate(child.outcome), (child,), (child,))


def when(condition: Verdict, then: Verdict) -> Verdict:
    """Combine as "where the condition passes, then"."""
    outcome = outcomes.when(condition.outcome, then.outcome)
    both = (condition, then)
    if condition.outcome in {Outcome.FAILED, Outcome.INAPPLICABLE}:
        return attrs.evolve(_combined(outcome, both, (condition,)), reason=Reason.CONDITION)
    return _combined(outcome, both, (then,) if outcome is Outcome.INAPPLICABLE else both)


def some(n: int, children: tuple[Verdict, ...]) -> Verdict:
    """Combine as "at least ``n`` of": ``n`` passes decide; else all do."""
    outcome = outcomes.some(n, [child.outcome for child in children])
    passed = _of(children, Outcome.PASSED)
    return _combined(outcome, children, passed[:n] if outcome is Outcome.PASSED else children)
