"""Fair shares: whole examples, and what any shares have to be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.scheduling.fairness import beyond_fair_share, fair_shares

DEMANDS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 12))


@pytest.mark.parametrize(
    ("total", "demand", "shares"),
    [
        (4, {"A": 7, "B": 3, "C": 2}, {"A": 2, "B": 1, "C": 1}),  # 2 1/3, 1, 2/3
        (1, {"A": 1, "B": 1, "C": 1}, {"A": 1, "B": 0, "C": 0}),
        (2, {"B": 1, "A": 1, "C": 2}, {"B": 1, "A": 0, "C": 1}),
        (5, {"A": 0, "B": 5}, {"A": 0, "B": 5}),
        (0, {"A": 3, "B": 5}, {"A": 0, "B": 0}),
        (3, {"A": 0, "B": 0}, {"A": 0, "B": 0}),
        (3, {}, {}),
    ],
)
def test_shares_by_the_largest_remainders(
    total: int, demand: dict[str, int], shares: dict[str, int]
) -> None:
    """'Whole numbers, the largest remainders first'; of equals the first in order."""
    assert fair_shares(total, demand) == shares


@given(st.integers(0, 40), DEMANDS)
def test_shares_add_up_and_miss_the_exact_one_by_less_than_one(
    total: int, demand: dict[str, int]
) -> None:
    """'The shares of a total by demand.'."""
    shares = fair_shares(total, demand)
    whole = sum(demand.values())
    assert sum(shares.values()) == (total if whole else 0)
    for name, wanted in demand.items():
        assert not whole or abs(shares[name] - Fraction(total * wanted, whole)) < 1


@given(DEMANDS, st.data())
def test_what_goes_beyond_a_fair_share(demand: dict[str, int], data: st.DataObject) -> None:
    """'By how many each does without beyond its fair share of all that is missing.'."""
    missing = {name: data.draw(st.integers(0, wanted)) for name, wanted in demand.items()}
    shares = fair_shares(sum(missing.values()), demand)
    more = {name: count - shares[name] for name, count in missing.items()}
    assert beyond_fair_share(missing, demand) == {name: n for name, n in more.items() if n > 0}
