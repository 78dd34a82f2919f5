"""Law 10 for values: what prints can be read again, and order, equality and hash agree."""

import copy
import pickle
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import values
from ridehire_partybuild.testing import laws, strategies
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
    "Isbn": strategies.isbns(),
    "TimePromise": strategies.time_promises(),
    "OpeningHours": strategies.opening_hours(),
    "NthWeekday": strategies.nth_weekdays(),
    "Recurrence": strategies.recurrences(),
    **{kind.__name__: strategies.ids(kind) for kind in ID_KINDS},
}
ORDERED = sorted(
    set(PARSED) - {"Cadence", "NthWeekday", "OpeningHours", "Recurrence", "TimePromise"}
)
VALUES = pytest.mark.parametrize("name", sorted(PARSED))


def test_every_value_that_is_read_from_text_is_tried() -> None:
    """A public class with a text form and no strategy here would go untested."""
    public = (getattr(values, name) for name in values.__all__)
    assert {one.__name__ for one in public if hasattr(one, "parse")} == set(PARSED)


@pytest.mark.parametrize("name", sorted(set(PARSED) - set(ORDERED)))
@given(data=st.data())
def test_values_without_an_order_refuse_one(name: str, data: st.DataObject) -> None:
    """How often, how soon and when something is open is neither less nor more."""
    one, other = data.draw(PARSED[name]), data.draw(PARSED[name])
    with pytest.raises(TypeError):
        sorted([one, other])


@VALUES
@given(data=st.data())
def test_what_is_printed_can_be_read(name: str, data: st.DataObject) -> None:
    """Law 10: parse(str(v)) == v."""
    laws.text_round_trip(data.draw(PARSED[name]))


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
        laws.order_agrees((one, other))
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
