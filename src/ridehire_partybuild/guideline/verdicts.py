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
    is_open = outcome is Outcome.CANT_TELL
    reasons = (one.reason for one in deciding) if children else (Reason.EMPTY,)
    return Verdict(
        outcome=outcome,
        reason=None if told else outcomes.first_reason(reasons),
        because=_union(one.because for one in (children if is_open else deciding)),
        missing=_union(one.missing for one in deciding) if is_open else (),
        children=children,
    )


def all_of(children: tuple[Verdict, ...]) -> Verdict:
    """Combine as AND: one failure decides; else what is open; else all."""
    outcome = outcomes.all_of(child.outcome for child in children)
    same = _of(children, outcome)
    if outcome is Outcome.FAILED:
        return _combined(outcome, children, same[:1])
    return _combined(outcome, children, same if outcome is Outcome.CANT_TELL else children)


def any_of(children: tuple[Verdict, ...]) -> Verdict:
    """Combine as OR: one pass decides; else what is open; else all."""
    outcome = outcomes.any_of(child.outcome for child in children)
    same = _of(children, outcome)
    if outcome is Outcome.PASSED:
        return _combined(outcome, children, same[:1])
    return _combined(outcome, children, same if outcome is Outcome.CANT_TELL else children)


def negated(child: Verdict) -> Verdict:
    """Combine as NOT."""
    return _combined(outcomes.negate(child.outcome), (child,), (child,))


def when(condition: Verdict, then: Verdict) -> Verdict:
    """Combine as "where the condition passes, then"."""
    outcome = outcomes.when(condition.outcome, then.outcome)
    both = (condition, then)
    if outcome is Outcome.INAPPLICABLE:
        if condition.outcome in {Outcome.FAILED, Outcome.INAPPLICABLE}:
            decided = _combined(outcome, both, (condition,))
            return attrs.evolve(decided, reason=Reason.CONDITION)
        return _combined(outcome, both, (then,))
    if outcome is Outcome.CANT_TELL:
        return _combined(outcome, both, _of(both, Outcome.CANT_TELL))
    return _combined(outcome, both, both)


def some(n: int, children: tuple[Verdict, ...]) -> Verdict:
    """Combine as "at least ``n`` of"."""
    outcome = outcomes.some(n, [child.outcome for child in children])
    if outcome is Outcome.PASSED:
        return _combined(outcome, children, _of(children, outcome)[:n])
    if outcome is Outcome.CANT_TELL:
        return _combined(outcome, children, _of(children, outcome))
    return _combined(outcome, children, children)
