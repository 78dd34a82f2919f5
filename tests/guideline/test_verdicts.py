"""Which parts decide a verdict, by enumeration."""

from collections.abc import Iterable
from itertools import product

import pytest

from ridehire_partybuild import Outcome, Reason, Verdict
from ridehire_partybuild.guideline import verdicts

P, F, C, N = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE


def _leaf(name: str, outcome: Outcome, reason: Reason = Reason.EXPIRED) -> Verdict:
    """Return the verdict of a check over the fact of that name."""
    reasons = {C: reason, N: Reason.NOT_THERE}
    return Verdict(
        outcome=outcome,
        reason=reasons.get(outcome),
        because=(name,),
        missing=(name,) if outcome is C else (),
    )


def _leaves(told: Iterable[Outcome]) -> tuple[Verdict, ...]:
    return tuple(_leaf(name, outcome) for name, outcome in zip("abcd", told, strict=False))


def _open(leaves: tuple[Verdict, ...]) -> tuple[str, ...]:
    return tuple(leaf.because[0] for leaf in leaves if leaf.outcome is C)


ALL = [told for size in (1, 2, 3, 4) for told in product(Outcome, repeat=size)]
NAMES = ("a", "b", "c", "d")


@pytest.mark.parametrize("combine", [verdicts.all_of, verdicts.any_of])
def test_the_first_that_decides_decides_alone(combine: object) -> None:
    """One failure decides an AND and one pass an OR: the first; nothing else is named."""
    decider = F if combine is verdicts.all_of else P
    for told in ALL:
        leaves = _leaves(told)
        found = verdicts.all_of(leaves) if combine is verdicts.all_of else verdicts.any_of(leaves)
        if decider in told:
            expected = NAMES[told.index(decider)]
            assert (found.outcome, found.because, found.missing) == (decider, (expected,), ())
        else:
            assert found.outcome is not decider
            assert found.because == NAMES[: len(told)]
            assert found.missing == _open(leaves)
        assert found.children == leaves


@pytest.mark.parametrize("n", [1, 2, 3])
def test_as_many_passes_as_are_needed_decide(n: int) -> None:
    """The first ``n`` passes decide "at least ``n`` of"; where fewer passed, every part does."""
    for told in ALL:
        leaves = _leaves(told)
        found = verdicts.some(n, leaves)
        passed = [name for name, one in zip(NAMES, told, strict=False) if one is P]
        enough = len(passed) >= n
        assert (found.outcome is P) == enough
        assert found.because == (tuple(passed[:n]) if enough else NAMES[: len(told)])
        assert found.missing == (_open(leaves) if found.outcome is C else ())


def test_a_condition_that_does_not_pass_decides_alone() -> None:
    """A rule that is not asked names its condition, one that does not apply itself."""
    for condition, then in product(Outcome, repeat=2):
        leaves = (_leaf("a", condition), _leaf("b", then))
        found = verdicts.when(*leaves)
        expected: tuple[Outcome, Reason | None, tuple[str, ...], tuple[str, ...]]
        if condition in {F, N}:
            expected = (N, Reason.CONDITION, ("a",), ())
        elif then is N:
            expected = (N, Reason.NOT_THERE, ("b",), ())
        elif C in {condition, then}:
            expected = (C, Reason.EXPIRED, ("a", "b"), _open(leaves))
        else:
            expected = (then, None, ("a", "b"), ())
        assert (found.outcome, found.reason, found.because, found.missing) == expected
        assert found.children == leaves


def test_not_rests_on_its_part() -> None:
    """NOT swaps PASSED and FAILED and keeps what they rest on."""
    for outcome, swapped in ((P, F), (F, P), (C, C), (N, N)):
        leaf = _leaf("a", outcome)
        found = verdicts.negated(leaf)
        assert (found.outcome, found.reason) == (swapped, leaf.reason)
        assert (found.because, found.missing) == (leaf.because, leaf.missing)
        assert found.children == (leaf,)


def test_the_reason_of_what_is_open_is_never_that_of_what_does_not_apply() -> None:
    """An open part gives the reason, whatever else does not apply."""
    leaves = (_leaf("a", N), _leaf("b", C, Reason.MISSING))
    for found in (verdicts.all_of(leaves), verdicts.any_of(leaves), verdicts.some(1, leaves)):
        assert (found.outcome, found.reason) == (C, Reason.MISSING)


def test_nothing_to_combine_is_said_to_be_empty() -> None:
    """Of nothing, both AND and OR do not apply, because they are empty."""
    for found in (verdicts.all_of(()), verdicts.any_of(())):
        assert (found.outcome, found.reason, found.because) == (N, Reason.EMPTY, ())


def test_what_is_told_needs_no_reason() -> None:
    """Passed and failed have none, though parts of them do not apply; what is open says why."""
    for told in ALL:
        leaves = _leaves(told)
        counts = [verdicts.some(n, leaves) for n in range(1, len(leaves) + 1)]
        whole = [verdicts.all_of(leaves), verdicts.any_of(leaves), verdicts.negated(leaves[0])]
        for found in (*counts, *whole):
            assert (found.reason is None) is (found.outcome in {P, F})
