"""Which smallest sets of facts turn a check: held against trying every set there is."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    AllOf,
    AnyOf,
    Check,
    Facility,
    Fact,
    FactKind,
    Includes,
    Is,
    Not,
    Outcome,
    Reading,
    Readings,
    Reason,
    Some,
    SubjectKind,
    Text,
    Value,
    When,
    evaluate,
)
from ridehire_partybuild.guideline.choices import choices
from ridehire_partybuild.guideline.solving import Question, solved

ON = date(2026, 1, 15)
NAMES = ("host.a", "host.b", "host.c")
WORDS: tuple[Value, ...] = ("x", "y", "z")


def fact(name: str) -> Fact:
    """Return a fact that a host program brings."""
    return Fact(
        name=name, subject=SubjectKind.STATION, kind=FactKind.WORD,
        label=Text(zh=name, en=name), read=lambda _file, _on: None, reads=(name,),
    )  # fmt: skip


HOST = FACTS.with_facts(*(fact(name) for name in NAMES))
LEAVES = st.builds(lambda name, word: Is(fact=name, is_=word), st.sampled_from(NAMES),
                   st.sampled_from(["x", "y"]))  # fmt: skip
CHECKS: st.SearchStrategy[Check] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda of: AllOf(all_of=tuple(of))),
        st.lists(inner, min_size=1, max_size=3).map(lambda of: AnyOf(any_of=tuple(of))),
        st.lists(inner, min_size=2, max_size=3).map(lambda of: Some(some=2, of=tuple(of))),
        st.builds(lambda part: Not(not_=part), inner),
        st.builds(lambda when, then: When(when=when, then=then), inner, inner),
    ),
    max_leaves=5,
)
KNOWN: st.SearchStrategy[dict[str, Reading]] = st.fixed_dictionaries(
    dict.fromkeys(
        NAMES,
        st.sampled_from([Reading(value="z"), Reading(value="x"), Reading(reason=Reason.MISSING)]),
    )
)


def question(check: Check, wanted: Outcome, facts: Mapping[str, Reading]) -> Question:
    """Return the question which facts must be otherwise, any of which may be any word."""
    return Question(
        check=check,
        wanted=wanted,
        read=lambda new: Readings(
            on=ON, facts={**facts, **{name: Reading(value=value) for name, value in new.items()}}
        ),
        choices=lambda _name: WORDS,
        facts=HOST,
    )


def every_set() -> Iterator[dict[str, Value]]:
    """Yield every set of facts with every value, smaller sets first."""
    for size in range(len(NAMES) + 1):
        for names in combinations(NAMES, size):
            for values in product(WORDS, repeat=size):
                yield dict(zip(names, values, strict=True))


def smallest(asked: Question) -> list[dict[str, Value]]:
    """Return the sets that do, and of which no part does, by trying all."""
    found: list[dict[str, Value]] = []
    for new in every_set():
        readings = asked.read(new)
        assert readings is not None
        does = evaluate(asked.check, readings).outcome is asked.wanted
        if does and not any(part.items() <= new.items() for part in found):
            found.append(new)
    return found


@given(CHECKS, st.sampled_from([Outcome.PASSED, Outcome.FAILED]), KNOWN)
def test_all_smallest_sets_are_found_and_no_others(
    check: Check, wanted: Outcome, facts: dict[str, Reading]
) -> None:
    """All smallest sets, smallest first: exactly those that trying every set finds."""
    asked = question(check, wanted, facts)
    expected = smallest(asked)
    found = solved(asked, most=100)
    assert found.complete
    assert sorted(map(sorted_items, found.found)) == sorted(map(sorted_items, expected))
    assert [len(one) for one in found.found] == sorted(len(one) for one in found.found)


def sorted_items(assignment: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Return what two equal assignments have in common."""
    return sorted((name, str(value)) for name, value in assignment.items())


WIDE = AllOf(
    all_of=tuple(AnyOf(any_of=tuple(Is(fact=n, is_=w) for w in ("x", "y"))) for n in NAMES)
)
UNKNOWN = dict.fromkeys(NAMES, Reading(reason=Reason.MISSING))


def test_no_more_sets_are_returned_than_asked_for() -> None:
    """What is returned is right, each by itself; that there are more is said."""
    asked = question(WIDE, Outcome.PASSED, UNKNOWN)
    every = solved(asked, most=9)
    assert (len(every.found), every.complete) == (8, True)
    some = solved(asked, most=3)
    assert (len(some.found), some.complete) == (3, False)
    assert list(some.found) == list(every.found)[:3]


@pytest.mark.parametrize("steps", [8, 4])  # enough to go through its parts, and too few
def test_what_is_not_found_in_so_many_steps_is_answered_by_one_set(steps: int) -> None:
    """The first that does, and of it the smallest part that does."""
    asked = question(WIDE, Outcome.PASSED, UNKNOWN)
    first: dict[str, Value] = {"host.a": "x", "host.b": "y", "host.c": "x"}
    asked = attrs.evolve(asked, choices=lambda name: (first[name], "z"))
    found = solved(asked, steps=steps)
    assert not found.complete
    assert found.found == (first,)


def test_of_one_set_the_least_part_is_found_where_no_single_fact_can_be_spared() -> None:
    """No proper part does: all parts are tried, not only those with one fact less."""
    one, two, three = (Is(fact=name, is_=word) for name, word in zip(NAMES, "yxw", strict=True))
    check = AnyOf(any_of=(
        AllOf(all_of=(one, two, three)),
        AllOf(all_of=(Not(not_=one), Not(not_=two), three)),
    ))  # fmt: skip
    asked = attrs.evolve(
        question(check, Outcome.PASSED, dict.fromkeys(NAMES, Reading(value="z"))),
        choices=lambda name: {"a": "yzx", "b": "xz", "c": "wz"}[name[-1]],
    )
    found = solved(asked, steps=4)
    assert not found.complete
    assert found.found == ({"host.c": "w"},)


def test_the_steps_are_counted_exactly() -> None:
    """A search of as many steps as there are sets on its levels is complete, of one less not."""
    asked = question(Is(fact="host.a", is_="x"), Outcome.PASSED, UNKNOWN)
    assert solved(asked, steps=4).complete  # nothing, and each of the three words
    assert not solved(asked, steps=3).complete


def test_what_cannot_come_out_so_has_no_set() -> None:
    """A check without a way to the outcome has none, and the search says that it is complete."""
    never = AllOf(all_of=(Is(fact="host.a", is_="x"), Is(fact="host.a", is_="y")))
    found = solved(question(never, Outcome.PASSED, UNKNOWN))
    assert (found.found, found.complete) == ((), True)


def test_what_cannot_be_so_is_no_answer() -> None:
    """Sets that the register cannot hold are passed over, and nothing is built on them."""
    either = AnyOf(any_of=(Is(fact="host.a", is_="x"), Is(fact="host.b", is_="x")))
    free = question(either, Outcome.PASSED, UNKNOWN)
    asked = Question(
        check=either, wanted=Outcome.PASSED, choices=free.choices, facts=HOST,
        read=lambda new: None if new.get("host.a") == "x" else free.read(new),
    )  # fmt: skip
    assert solved(asked).found == ({"host.b": "x"},)


def test_a_list_that_can_turn_in_more_ways_than_are_tried_proves_nothing() -> None:
    """Where ways were left out, the search is not complete: "say no only with proof"."""
    facilities = FACTS["facilities"]
    words = [Includes(fact="facilities", includes=(kind.value,)) for kind in Facility]
    for asked_for, complete in ((words[:6], True), (words, False)):
        never = AllOf(all_of=(*asked_for, Not(not_=asked_for[0])))
        values = choices(facilities, asked_for, ON)
        asked = Question(
            check=never, wanted=Outcome.PASSED, facts=FACTS,
            read=question(never, Outcome.PASSED, {}).read,
            choices={"facilities": values}.__getitem__,
        )  # fmt: skip
        found = solved(asked)
        assert (found.found, found.complete) == ((), complete)


def test_what_cannot_be_so_is_no_way_through() -> None:
    """The first way at every step leads where nothing can be: no set, and nothing is proved."""
    either = AnyOf(any_of=(Is(fact="host.a", is_="x"), Is(fact="host.b", is_="x")))
    free = question(either, Outcome.PASSED, UNKNOWN)
    asked = attrs.evolve(free, read=lambda new: free.read(new) if "host.a" not in new else None)
    found = solved(asked, steps=2)
    assert (found.found, found.complete) == ((), False)


def test_of_a_large_set_the_least_part_is_not_looked_for_to_the_end() -> None:
    """Five of nine facts are needed: three are spared before the steps are used up, one is not."""
    needed, spare = (tuple(f"host.{name}" for name in names) for names in ("abcde", "fghi"))

    def read(new: Mapping[str, Value]) -> Readings:
        is_begun, is_done = not new.keys().isdisjoint(needed), new.keys() >= set(spare)
        known = dict.fromkeys(needed, "z" if is_begun or is_done else "x")
        known |= dict.fromkeys(spare, "x" if is_begun or is_done else "z")
        known |= dict.fromkeys(new, "x")
        return Readings(on=ON, facts={name: Reading(value=one) for name, one in known.items()})

    asked = Question(
        check=AllOf(all_of=tuple(Is(fact=name, is_="x") for name in (*needed, *spare))),
        wanted=Outcome.PASSED,
        read=read,
        choices=lambda _name: ("x",),
        facts=FACTS.with_facts(*map(fact, (*needed, *spare))),
    )
    assert solved(asked, steps=10).found == (dict.fromkeys((*needed, "host.i"), "x"),)
    assert solved(asked, steps=40).found == (dict.fromkeys(needed, "x"),)
