"""Canonical order: what has no order of its own is kept sorted, and every reference is placed."""

from datetime import date, datetime
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Changes,
    Fund,
    Host,
    InvalidValue,
    Party,
    Period,
    Spending,
    Station,
    SubjectFile,
)
from ridehire_partybuild.model.order import by_itself, in_order, ordered
from ridehire_partybuild.testing import laws, strategies

BY_CLASS = strategies.by_class()
ORDERED = {
    kind: names
    for kind in BY_CLASS
    if kind not in {Changes, SubjectFile}  # worked out from records, in the order of those
    and attrs.has(kind)
    and kind.__module__.startswith(Station.__module__.rpartition(".")[0])
    and (
        names := [
            field.name
            for field in attrs.fields(kind)
            if str(field.type).startswith("tuple") and field.converter is not in_order
        ]
    )
}


def test_every_collection_without_an_order_of_its_own_is_kept_sorted() -> None:
    """A field that holds several of something says by its converter how they are ordered."""
    found = {kind.__name__: names for kind, names in ORDERED.items() if kind.__name__ != "Register"}
    assert found == {
        "Actor": ["channels"],
        "Commitment": ["evidence"],
        "Donation": ["donors", "books", "funds"],
        "Fund": ["spending"],
        "Host": ["skills", "days_off"],
        "Observation": ["evidence"],
        "Session": ["titles"],
        "Station": [
            "facilities", "services", "postings", "contacts", "awards", "suspensions",
        ],
        "Task": ["evidence"],
    }  # fmt: skip
    assert all(
        field.converter is not None
        for kind, names in ORDERED.items()
        for field in attrs.fields(kind)
        if field.name in names
    )


@pytest.mark.parametrize("kind", ORDERED, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_the_order_in_which_parts_are_given_does_not_matter(
    kind: type, data: st.DataObject
) -> None:
    """Law 11: equal inputs, in any order, give equal objects and equal bytes."""
    record = data.draw(BY_CLASS[kind])
    shuffled = {
        name: data.draw(st.permutations(getattr(record, name)), label=name)
        for name in ORDERED[kind]
        if getattr(record, name) is not None
    }
    laws.equal_inputs_equal_bytes(lambda: record, lambda: attrs.evolve(record, **shuffled))
    again = attrs.evolve(record, **shuffled)
    assert (repr(again), hash(again)) == (repr(record), hash(record))


@given(fund=strategies.funds(), station=strategies.stations())
def test_what_came_one_by_one_stands_by_its_days(fund: Fund, station: Station) -> None:
    """Canonical order: by id, then date; of what has neither, the day that is not known is last."""
    spent = [one.spent_on or date.max for one in fund.spending or ()]
    granted = [one.granted_on or date.max for one in station.awards]
    assert (spent, granted) == (sorted(spent), sorted(granted))


def test_amounts_are_ordered_as_numbers() -> None:
    """Of one day the smaller comes first: 20 before 100, as no order of texts has it."""
    amounts = (100, 20, 3)
    fund = Fund(
        id="F-1", name="专项", period=Period.parse("2025"),
        spending=[Spending(amount_fen=one) for one in amounts]
        + [Spending(amount_fen=999, spent_on=date(2025, 2, 1))],
    )  # fmt: skip
    assert [one.amount_fen for one in fund.spending or ()] == [999, 3, 20, 100]


RECORDS = sorted(
    (kind for kind in BY_CLASS if hasattr(kind, "references") and "id" in attrs.fields_dict(kind)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_reference_stands_where_its_path_says(kind: type, data: st.DataObject) -> None:
    """A reference is told with its path in the record, so that a dangling one can be found."""
    record = data.draw(BY_CLASS[kind])
    for path, named, wanted in record.references():
        found = record
        for step in path.removeprefix(".").replace("[", ".[").split("."):
            found = found[int(step[1:-1])] if step.startswith("[") else getattr(found, step)
        assert found == named
        assert wanted


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days_off", "2026-01-01"),
        ("days_off", 5),
        ("days_off", ["2026-01-01"]),
        ("days_off", [datetime(2026, 1, 1, tzinfo=SHANGHAI)]),
        ("skills", "legal"),
        ("skills", 5),
        ("skills", [5]),
        ("skills", ["legal", 5]),
        ("days_off", [date(2026, 1, 1), "2026-01-01"]),
        ("days_off", [date(2026, 1, 1), None]),
    ],
)
def test_what_cannot_be_sorted_is_refused_as_it_is(field: str, value: object) -> None:
    """A converter sorts what can be sorted and leaves the rest for the strict check to refuse."""
    with pytest.raises(InvalidValue) as caught:
        Host(id="H-1", party=Party(name="律所"), **{field: value})  # type: ignore[arg-type]
    assert all(one.path.startswith(f"$.{field}") for one in caught.value.problems)


@given(st.lists(st.text(max_size=3)), st.randoms())
def test_ids_and_words_are_ordered_by_themselves(words: list[str], chance: Random) -> None:
    """The order in which they are given says nothing, and none is lost."""
    shuffled = chance.sample(words, k=len(words))
    assert by_itself(shuffled) == tuple(sorted(words))


@given(st.lists(st.integers() | st.text(max_size=2) | st.none()))
def test_what_cannot_be_ordered_is_left_as_it_came(mixed: list[object]) -> None:
    """The check of the field then says what is wrong with it, not the converter."""
    try:
        sorted(mixed)  # type: ignore[type-var]
    except TypeError:
        assert ordered(mixed, lambda one: one) == tuple(mixed)
    else:
        assert ordered(mixed, lambda one: one) == tuple(sorted(mixed))  # type: ignore[type-var]


@pytest.mark.parametrize("lone", ["a word", b"bytes", 7, None], ids=repr)
def test_a_lone_thing_is_no_collection(lone: object) -> None:
    """A text is not the collection of its letters."""
    assert by_itself(lone) is lone
