"""Law 10 for values: what prints can be read again, and order, equality and hash agree."""

import copy
import pickle
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import values
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import Id

ID_KINDS = sorted(
    (kind for kind in vars(values).values() if isinstance(kind, type) and issubclass(kind, Id)),
    key=lambda kind: kind.__name__,
)
PARSED: dict[str, st.SearchStrategy[Any]] = {
    "CreditCode": strategies.credit_codes(),
    "Region": strategies.regions(),
    "Period": strategies.periods(),
    "Span": strategies.spans(),
    "Cadence": strategies.cadences(),
    "OpeningHours": strategies.opening_hours(),
    **{kind.__name__: strategies.ids(kind) for kind in ID_KINDS},
}
ORDERED = sorted(set(PARSED) - {"Cadence", "OpeningHours"})
VALUES = pytest.mark.parametrize("name", sorted(PARSED))


@VALUES
@given(data=st.data())
def test_what_is_printed_can_be_read(name: str, data: st.DataObject) -> None:
    """Law 10: parse(str(v)) == v."""
    value = data.draw(PARSED[name])
    again = type(value).parse(str(value))
    assert again == value
    assert str(again) == str(value)


@VALUES
@given(data=st.data())
def test_equality_and_hash_agree(name: str, data: st.DataObject) -> None:
    """Law 10: order, equality and hash agree; equal means equal text and equal hash."""
    one, other = data.draw(PARSED[name]), data.draw(PARSED[name])
    twin = type(one).parse(str(one))
    assert hash(twin) == hash(one)
    assert (one == other) == (str(one) == str(other))


@pytest.mark.parametrize("name", ORDERED)
@given(data=st.data())
def test_order_is_total_and_agrees_with_equality(name: str, data: st.DataObject) -> None:
    """Law 10: of two values exactly one of less, equal and greater holds."""
    found = data.draw(st.lists(PARSED[name], min_size=2, max_size=4))
    for one, other in combinations(found, 2):
        assert [one < other, one == other, one > other].count(True) == 1
        assert (one <= other) == (not one > other)
    assert sorted(data.draw(st.permutations(found))) == sorted(found)


@VALUES
@given(data=st.data())
def test_values_can_be_copied_and_sent(name: str, data: st.DataObject) -> None:
    """Objects are frozen, hashable and picklable, so that any executor's map works."""
    value = data.draw(PARSED[name])
    sent = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    assert sent == value
    assert type(sent) is type(value)
    assert copy.deepcopy(value) == value
