"""Scores as intervals."""

from datetime import date
from fractions import Fraction
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Finding,
    Modality,
    Outcome,
    Reason,
    Requirement,
    Score,
    ScoreSystem,
    Verdict,
    reference_guideline,
)
from ridehire_partybuild.compliance import scored
from ridehire_partybuild.testing.strategies.judging import requirements

RULE = reference_guideline().in_force(date(2026, 1, 15)).requirements[0]
P, F, C, N = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE


def rule(number: int, weight: int = 1, group: str = "A", word: str = "should") -> Requirement:
    """Return a requirement that counts so much."""
    return attrs.evolve(
        RULE, id=f"rule-{number}", clause=f"X.{number}", weight=weight, group=group,
        modality=Modality(word),
    )  # fmt: skip


def finding(one: Requirement, outcome: Outcome) -> Finding:
    """Return a finding that came to ``outcome``."""
    reason = Reason.MISSING if outcome in {C, N} else None
    return Finding(
        subject="S-1", requirement=one.id,
        verdict=Verdict(outcome=outcome, reason=reason),
    )  # fmt: skip


RULES = [rule(1, 2), rule(2), rule(3, 1, "B"), rule(4, 3, "B", "may")]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((P, P, P, F), {"default": (1, 1), "flat": (1, 1), "absolute": (1, 1)}),
        (
            (P, F, F, P),
            {
                "default": (Fraction(1, 3), Fraction(1, 3)),
                "flat": (Fraction(1, 2), Fraction(1, 2)),
                "flat-unweighted": (Fraction(1, 3), Fraction(1, 3)),
                "absolute": (0, 0),
            },
        ),
        (
            (P, C, N, P),
            {
                "default": (Fraction(2, 3), 1),
                "flat": (Fraction(2, 3), 1),
                "flat-unweighted": (Fraction(1, 2), 1),
                "absolute": (0, 1),
            },
        ),
        ((N, N, N, P), {"default": (None, None), "flat": (None, None)}),
    ],
)
def test_the_four_score_systems(
    outcomes: tuple[Outcome, ...],
    expected: dict[str, tuple[Fraction | int | None, Fraction | int | None]],
) -> None:
    """XCCDF's systems; a MAY is never counted; nothing counted gives None, not 0 or 100."""
    found = [finding(one, outcome) for one, outcome in zip(RULES, outcomes, strict=True)]
    for system, (low, high) in expected.items():
        score = scored(found, RULES, ScoreSystem(system))
        assert (score.low, score.high) == (low, high)
        assert score.counted + score.excluded == len(found)


@given(
    st.lists(st.tuples(requirements(), st.sampled_from(Outcome)), max_size=5),
    st.sampled_from(ScoreSystem),
)
def test_the_interval_holds_every_completion(
    drawn: list[tuple[Requirement, Outcome]], system: ScoreSystem
) -> None:
    """Law 5: every completion in which anything counts lies in the interval."""
    rules = [attrs.evolve(one, id=f"rule-{n}", clause=f"X.{n}") for n, (one, _) in enumerate(drawn)]
    outcomes = [outcome for _, outcome in drawn]
    whole = scored([finding(one, o) for one, o in zip(rules, outcomes, strict=True)], rules, system)
    for settled in product(*[(P, F, N) if one is C else (one,) for one in outcomes]):
        found = [finding(one, o) for one, o in zip(rules, settled, strict=True)]
        score = scored(found, rules, system)
        if score.low is not None and score.high is not None:
            assert whole.low is not None
            assert whole.high is not None
            assert whole.low <= score.low <= score.high <= whole.high


def test_a_score_reads_as_an_interval() -> None:
    """Exact fractions inside, one decimal place outside."""
    told = scored([finding(RULES[0], P), finding(RULES[1], C)], RULES, ScoreSystem.FLAT)
    assert str(told) == "66.7%–100.0%"
    assert str(scored([finding(RULES[0], P)], RULES)) == "100.0%"
    assert str(scored([], RULES)) == "—"


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_what_is_said_of_a_score_is_so(one: Fraction, other: Fraction) -> None:
    """To a tenth, but "0.0%" says nothing passes and "100.0%" all; two ends say it is open."""
    low, high = sorted((one, other))
    told = str(Score(low=low, high=high, counted=1, excluded=0)).split("–")
    assert len(told) == (1 if low == high else 2)
    for end, said in zip((low, high), told, strict=False):
        assert abs(Fraction(said.removesuffix("%")) / 100 - end) < Fraction(1, 1000)
        assert (said == "0.0%") is (end == 0)
        assert (said == "100.0%") is (end == 1)


def test_failures_are_not_rounded_away() -> None:
    """One failure in ten thousand, one pass in ten thousand, and a narrow interval."""
    for low, high, told in (
        (Fraction(9999, 10_000), Fraction(9999, 10_000), "99.9%"),
        (Fraction(1, 10_000), Fraction(1, 10_000), "0.1%"),
        (Fraction("0.5001"), Fraction("0.50012"), "50.0%–50.0%"),
        (Fraction(9999, 10_000), Fraction(1), "99.9%–100.0%"),
    ):
        assert str(Score(low=low, high=high, counted=1, excluded=0)) == told


def test_findings_of_one_rule_count_one_by_one() -> None:
    """A rule that three subjects pass and one fails counts four times, by its weight each time."""
    heavy, light = RULES[0], RULES[1]
    found = [
        *(attrs.evolve(finding(heavy, P), subject=f"S-{number}") for number in (1, 2, 3)),
        attrs.evolve(finding(heavy, F), subject="S-4"),
        finding(light, F),
    ]
    score = scored(found, RULES, ScoreSystem.FLAT)
    assert (score.low, score.high) == (Fraction(6, 9), Fraction(6, 9))
    assert scored(found, RULES, ScoreSystem.FLAT_UNWEIGHTED).low == Fraction(3, 5)
