"""How many drivers stations serve, as somebody counted them."""

from datetime import date
from typing import Any

import pytest

from ridehire_partybuild import (
    DonatedBooks,
    Donation,
    InvalidValue,
    Region,
    Register,
    Station,
    allocate,
    coverage,
)

ON = date(2026, 1, 15)
CITY = Register(stations=[Station(id=f"S-{n}", name="示例", region=Region("370502"))
                          for n in (1, 2)])  # fmt: skip
BATCH = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=10)])


@pytest.mark.parametrize(
    ("served", "problems"),
    [
        ({"S-9": 40}, {"$.served['S-9']": "id.dangling"}),
        ({"S-1": -1, "S-2": 4.5, 3: 1}, {"$.served['S-1']": "number.range",
                                         "$.served['S-2']": "type", "$.served[3]": "id.dangling"}),
        ({"S-1": True}, {"$.served['S-1']": "type"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_all_at_once(served: Any, problems: dict[str, str]) -> None:
    """A mistyped id drops no station in silence; a number of drivers is none below nothing."""
    for use in (
        lambda: allocate(BATCH, CITY, on=ON, served=served),
        lambda: coverage(CITY, ON, served=served),
    ):
        with pytest.raises(InvalidValue) as refused:
            use()
        assert {one.path: one.code for one in refused.value.problems} == problems


def test_a_number_that_is_not_known_is_none() -> None:
    """Unknown is a value: a station told with None is as one that is not told."""
    unknown: Any = {"S-1": 40, "S-2": None}
    known: Any = {"S-1": 40}
    assert coverage(CITY, ON, served=unknown) == coverage(CITY, ON, served=known)
