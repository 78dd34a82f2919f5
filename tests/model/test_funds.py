"""Special funds: what was granted, what was spent, and what is left."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Fund, Period, Spending, StationId
from ridehire_partybuild.testing import strategies

FUND = Fund(id="F-1", name="专项", period=Period.parse("2025"))


@given(fund=strategies.funds(stations=[StationId("S-1")]))
def test_what_is_spent_and_what_is_left_make_what_was_granted(fund: Fund) -> None:
    """Overspending is on record too: then less than nothing is left. Not known is not zero."""
    spent, left = fund.spent_fen, fund.balance_fen
    assert (spent is None) == (fund.spending is None)
    assert (left is None) == (spent is None or fund.granted_fen is None)
    if spent is not None and left is not None:
        assert spent + left == fund.granted_fen
        assert (left < 0) == (spent > (fund.granted_fen or 0))
    named = [(path, str(named)) for path, named, _ in fund.references()]
    assert named == ([(".station", "S-1")] if fund.station else [])


@given(
    amounts=st.lists(st.integers(0, 10**9), max_size=5),
    granted=st.none() | st.integers(0, 10**9),
)
def test_spending_adds_up(amounts: list[int], granted: int | None) -> None:
    """All items count, equal ones too; of an empty list it is known that nothing was spent."""
    spending = [Spending(amount_fen=amount) for amount in amounts]
    fund = attrs.evolve(FUND, granted_fen=granted, spending=spending)
    assert fund.spending is not None
    assert sorted(item.amount_fen for item in fund.spending) == sorted(amounts)
    assert fund.spent_fen == sum(amounts)
    assert fund.balance_fen == (None if granted is None else granted - sum(amounts))
