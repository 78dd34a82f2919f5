"""A host's own registers bring what is shared out: their donations and funds, or nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import strategies as st

from ridehire_partybuild import (
    DonatedBooks,
    Donation,
    Fund,
    Period,
    Region,
    Register,
    Station,
    Tier,
    Title,
)
from ridehire_partybuild.testing import laws, strategies

STATIONS = [
    Station(id=name, name="示例", region=Region("370502"), tier=Tier.BASIC)
    for name in ("S-1", "S-2")
]
GIVING = Register(
    stations=STATIONS,
    titles=[Title(id="T-1", name="示例")],
    donations=[
        Donation(
            id="DON-1", donated_on=date(2025, 6, 1), books=[DonatedBooks(title="T-1", copies=7)]
        )
    ],
    funds=[Fund(id="F-1", name="示例", period=Period.parse("2026"), granted_fen=100, spending=[])],
)


@pytest.mark.parametrize("register", [GIVING, Register(stations=STATIONS)])
def test_what_is_shared_out_is_the_hosts(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law 17 of registers that are brought: of their gifts, and where there is none, of nothing."""
    given: set[str] = set()
    shares = strategies.Gift

    def seen(gift: Donation | Fund, *more: Any) -> Any:
        given.add(str(gift.id))
        return shares(gift, *more)

    monkeypatch.setattr(strategies, "Gift", seen)
    laws.check_laws(register_strategy=st.just(register), only=[17], max_examples=20)
    wanted = {"DON-1", "F-1"} if register is GIVING else {"no-gift-of-this-register"}
    assert given == wanted


def test_where_nothing_is_brought_any_gift_is_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 17 of what the library draws itself."""
    (fund,) = GIVING.funds
    asked: list[bool] = []

    def gifts() -> st.SearchStrategy[strategies.Gift]:
        asked.append(True)
        return st.just(strategies.Gift(fund, GIVING, date(2026, 1, 15), {}))

    monkeypatch.setattr(strategies, "gifts", gifts)
    laws.check_laws(only=[17], max_examples=2)
    assert len(asked) == len(laws.LAWS[17])
