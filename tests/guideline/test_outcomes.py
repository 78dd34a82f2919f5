"""The algebra of outcomes, by enumeration."""

from itertools import combinations_with_replacement, product

import pytest

from ridehire_partybuild.guideline import Outcome, outcomes
from ridehire_partybuild.testing import laws

P, F, C, N = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE

# what "less is known" means of an outcome: an open one may have become anything
LESS = [(less, more) for less in Outcome for more in Outcome if less in {C, more}]


def test_law_1_holds_exhaustively() -> None:
    """Law 1: commutative, associative, idempotent, De Morgan by construction."""
    laws.outcomes_form_two_chains()


def test_absorption_and_distribution_do_not_hold() -> None:
    """Law 1 claims neither absorption nor distribution, and rightly so."""
    assert outcomes.any_of([P, outcomes.all_of([P, N])]) is P
    assert outcomes.all_of([N, outcomes.any_of([N, F])]) is not N
    left = outcomes.all_of([N, outcomes.any_of([P, F])])
    right = outcomes.any_of([outcomes.all_of([N, P]), outcomes.all_of([N, F])])
    assert left is right is P
    distributes = all(
        outcomes.all_of([a, outcomes.any_of([b, c])])
        is outcomes.any_of([outcomes.all_of([a, b]), outcomes.all_of([a, c])])
        for a, b, c in product(Outcome, repeat=3)
    )
    assert not distributes


@pytest.mark.parametrize(("less", "more"), LESS)
@pytest.mark.parametrize("other", Outcome)
def test_every_operation_is_monotone_in_knowledge(
    less: Outcome, more: Outcome, other: Outcome
) -> None:
    """All four are monotone in knowledge: what was told stays told (by enumeration)."""
    pairs = [
        (outcomes.all_of([less, other]), outcomes.all_of([more, other])),
        (outcomes.any_of([less, other]), outcomes.any_of([more, other])),
        (outcomes.negate(less), outcomes.negate(more)),
        (outcomes.when(less, other), outcomes.when(more, other)),
        (outcomes.when(other, less), outcomes.when(other, more)),
    ]
    for n, third in product((1, 2, 3), Outcome):
        pairs.append(
            (outcomes.some(n, [less, other, third]), outcomes.some(n, [more, other, third]))
        )
    for before, after in pairs:
        assert before in {C, after}


def test_some_of_one_is_or() -> None:
    """``Some(1)`` is OR, for up to four parts."""
    for size in range(1, 5):
        for parts in combinations_with_replacement(Outcome, size):
            assert outcomes.some(1, parts) is outcomes.any_of(parts)


def test_some_follows_its_definition() -> None:
    """PASSED if p >= n; INAPPLICABLE if p = c = f = 0; FAILED if p + c < n and p + f > 0."""
    table = {
        (2, (P, P, F)): P,
        (2, (P, C, F)): C,
        (2, (P, F, F)): F,
        (2, (P, N, N)): F,
        (2, (C, N, N)): C,
        (3, (C, C, N)): C,
        (2, (F, C, N)): F,
        (1, (N, N, N)): N,
    }
    for (n, parts), expected in table.items():
        assert outcomes.some(n, parts) is expected, (n, parts)


def test_when_follows_its_definition() -> None:
    """``then`` if the condition passed; INAPPLICABLE if it failed or either does not apply."""
    for condition, then in product(Outcome, repeat=2):
        expected = C
        if condition in {F, N} or then is N:
            expected = N
        elif condition is P:
            expected = then
        assert outcomes.when(condition, then) is expected
