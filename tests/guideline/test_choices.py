"""Which values of a fact are worth trying: the nearest of each way in which checks can turn."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    AllOf,
    AtLeast,
    AtMost,
    Check,
    Fact,
    FactKind,
    Held,
    Includes,
    Is,
    OneOf,
    Outcome,
    PeriodUnit,
    Reading,
    Readings,
    SubjectKind,
    Text,
    Valid,
    Value,
    evaluate,
)
from ridehire_partybuild.guideline.choices import choices, counts, lies_between, tries_every_way

ON = date(2026, 1, 15)
DAY = timedelta(days=1)


def fact(kind: FactKind, unit: str = "none") -> Fact:
    """Return a fact of a kind and unit."""
    return Fact(
        name="host.fact", subject=SubjectKind.STATION, kind=kind, unit=unit,
        label=Text(zh="示例", en="example"), read=lambda _file, _on: None, reads=("x",),
    )  # fmt: skip


def ways(leaves: Sequence[Check], value: Value) -> tuple[Outcome, ...]:
    """Return what each check says of a value."""
    known = Readings(on=ON, facts={"host.fact": Reading(value=value)})
    return tuple(evaluate(leaf, known).outcome for leaf in leaves)


BOUNDS = st.lists(
    st.builds(
        lambda least, bound: (
            AtLeast(fact="host.fact", at_least=bound)
            if least
            else AtMost(fact="host.fact", at_most=bound)
        ),
        st.booleans(),
        st.sampled_from([Decimal(text) for text in ("0", "1", "2.5", "3", "4", "99.5", "100")]),
    ),
    min_size=1,
    max_size=3,
)
QUARTERS = [Decimal(n) / 4 for n in range(-12, 420)]
RANGES = {
    "count": [n for n in QUARTERS if n >= 0 and n % 1 == 0],
    "m2": [n for n in QUARTERS if n >= 0],
    "percent": [n for n in QUARTERS if 0 <= n <= 100],
    "km": QUARTERS,
}


@pytest.mark.parametrize("unit", RANGES)
@given(leaves=BOUNDS, current=st.sampled_from([None, Decimal(0), Decimal(3), Decimal(50)]))
def test_a_number_is_tried_for_each_way(
    unit: str, leaves: list[Check], current: Decimal | None
) -> None:
    """One value of each class, the nearest to what the fact is now, none outside its unit."""
    found = choices(fact(FactKind.NUMBER, unit), leaves, ON, current)
    tried = [ways(leaves, value) for value in found]
    now = [] if current is None else [ways(leaves, current)]
    assert len({*tried, *now}) == len(tried) + len(now)
    # a check of a whole number can only be told apart by whole numbers, of a share by shares
    assert {*tried, *now} == {ways(leaves, value) for value in RANGES[unit]} | set(now)
    for value in found:
        assert isinstance(value, Decimal)
        assert unit == "km" or value >= 0
        assert unit != "percent" or value <= 100
        assert unit != "count" or value % 1 == 0
        if current is not None:
            alike = [one for one in RANGES[unit] if ways(leaves, one) == ways(leaves, value)]
            # what must lie strictly beyond a bound is tried a step of one beyond it, or midway
            assert abs(value - current) <= min(abs(one - current) for one in alike) + 1
    distances = [abs(value - (current or 0)) for value in found if isinstance(value, Decimal)]
    assert current is None or distances == sorted(distances)


def test_a_bound_itself_is_the_plainest_number() -> None:
    """Where nothing is known, a bound is tried first; where something is, the nearest."""
    leaves: list[Check] = [
        AtLeast(fact="host.fact", at_least=16),
        AtMost(fact="host.fact", at_most=40),
    ]
    number = fact(FactKind.NUMBER, "count")
    assert choices(number, leaves, ON) == (Decimal(16), Decimal(15), Decimal(41))
    assert choices(number, leaves, ON, Decimal(12)) == (Decimal(16), Decimal(41))
    assert choices(number, leaves, ON, Decimal(20)) == (Decimal(15), Decimal(41))


def test_a_bound_that_is_no_whole_number_is_tried_from_both_sides() -> None:
    """Seats come in whole numbers: 2.5 is met by 3, and just not by 2."""
    leaves = [AtLeast(fact="host.fact", at_least=Decimal("2.5"))]
    seats = fact(FactKind.NUMBER, "count")
    assert choices(seats, leaves, ON, Decimal(9)) == (Decimal(2),)
    assert choices(seats, leaves, ON, Decimal(0)) == (Decimal(3),)
    assert choices(seats, leaves, ON) == (Decimal(1), Decimal(3))


def test_flags_words_and_days() -> None:
    """Yes and no; each word asked for and one that is not; the day itself and the day before."""
    yes = [Is(fact="host.fact", is_=True)]
    assert choices(fact(FactKind.FLAG), yes, ON) == (True, False)
    assert choices(fact(FactKind.FLAG), yes, ON, current=False) == (True,)
    leaves: list[Check] = [
        Is(fact="host.fact", is_="a"),
        OneOf(fact="host.fact", one_of=("b", "a")),
    ]
    assert choices(fact(FactKind.WORD), leaves, ON) == ("a", "b", "—")
    assert choices(fact(FactKind.WORD), leaves, ON, "b") == ("a", "—")
    day = [Valid(valid="host.fact")]
    assert choices(fact(FactKind.DATE), day, ON) == (ON, ON - DAY)
    assert choices(fact(FactKind.DATE), day, ON, ON + DAY) == (ON - DAY,)


def test_a_word_of_a_vocabulary_is_one_of_it() -> None:
    """A closed list has other words of its own; nothing is made up."""
    found = choices(FACTS["tier"], [Is(fact="tier", is_="basic")], ON)
    assert found == ("basic", "comprehensive")


@given(
    wanted=st.lists(st.sets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=3),
    current=st.none() | st.sets(st.sampled_from("abcde")).map(lambda some: tuple(sorted(some))),
)
def test_lists_are_tried_for_each_way(
    wanted: list[set[str]], current: tuple[str, ...] | None
) -> None:
    """Words are added or taken as each check can turn, no more of them than it needs."""
    leaves = [Includes(fact="host.fact", includes=tuple(sorted(words))) for words in wanted]
    found = choices(fact(FactKind.WORDS), leaves, ON, current)
    tried = [ways(leaves, value) for value in found]
    now = [] if current is None else [ways(leaves, current)]
    assert len({*tried, *now}) == len(tried) + len(now)
    held = set(current or ())
    everything = tuple(sorted(held.union(*wanted)))
    passed, failed = Outcome.PASSED, Outcome.FAILED
    assert tuple(passed for _ in leaves) in {*tried, *now}
    assert tuple(failed for _ in leaves) in {*tried, *now}
    for value in found:
        assert isinstance(value, tuple)
        assert set(value) <= set(everything)
        assert list(value) == sorted(set(value))
    changed = [len(held ^ set(value)) for value in found if isinstance(value, tuple)]
    assert changed == sorted(changed)


@given(
    count=st.integers(1, 12),
    current=st.none() | st.sets(st.sampled_from("abcdefghijkl")).map(tuple),
)
def test_it_is_known_whether_lists_are_tried_for_each_way(
    count: int, current: tuple[str, ...] | None
) -> None:
    """Of more checks than can be gone through, what differs in one from all, none or now is."""
    leaves = [Includes(fact="host.fact", includes=(word,)) for word in "abcdefghijkl"[:count]]
    found = choices(fact(FactKind.WORDS), leaves, ON, current)
    tried = {ways(leaves, value) for value in found}
    tried |= set() if current is None else {ways(leaves, current)}
    assert tries_every_way([*leaves, *leaves]) is (len(tried) == 2**count)
    passed, failed = Outcome.PASSED, Outcome.FAILED
    for place in range(count):
        for most, one in ((passed, failed), (failed, passed)):
            assert (*[most] * place, one, *[most] * (count - place - 1)) in tried


@pytest.mark.parametrize(
    ("current", "near", "far", "between"),
    [
        (Decimal(9), Decimal(12), Decimal(16), True),
        (Decimal(9), Decimal(16), Decimal(12), False),
        (Decimal(9), Decimal(9), Decimal(16), True),
        (Decimal(9), Decimal(16), Decimal(16), True),
        (Decimal(9), Decimal(8), Decimal(16), False),
        (Decimal(20), Decimal(16), Decimal(12), True),
        (Decimal(20), Decimal(20), Decimal(12), True),
        (Decimal(20), Decimal(12), Decimal(12), True),
        (Decimal(20), Decimal(12), Decimal(16), False),
        (Decimal(20), Decimal(21), Decimal(16), False),
        (None, Decimal(0), Decimal(1), True),
        (None, Decimal(1), Decimal(2), True),
        (None, Decimal(2), Decimal(1), False),
        (None, Decimal(-1), Decimal(-2), True),
        (("a",), ("a", "b"), ("a", "b", "c"), True),
        (("a",), ("a", "b"), ("a", "c"), False),
        (("a",), (), ("b",), True),
        (("a",), ("b",), (), False),
        (None, ("a",), ("a", "b"), True),
        (None, ("a", "b"), ("a",), False),
        ("x", "y", "y", True),
        ("x", "y", "z", False),
        (True, False, False, True),
    ],
)
def test_what_lies_between(
    current: Value | None, near: Value, far: Value, *, between: bool
) -> None:
    """Whoever goes from one value to another comes through a third, or ends there."""
    assert lies_between(current, near, far) == between


def test_counts_that_a_check_asks_for() -> None:
    """Each number of sessions asked for in that unit and of that kind, above what was held."""
    lecture, clinic = ActivityKind.PARTY_LECTURE, ActivityKind.LEGAL_CLINIC
    check = AllOf(
        all_of=(
            Held(held=lecture, times=4, per=PeriodUnit.QUARTER),
            Held(held=lecture, times=2, per=PeriodUnit.QUARTER),
            Held(held=lecture, times=9, per=PeriodUnit.YEAR),
            Held(held=clinic, times=3, per=PeriodUnit.QUARTER),
        )
    )
    name = "sessions(party_lecture,2025-Q4)"
    assert counts(name, check) == (Decimal(2), Decimal(4))
    assert counts(name, check, Decimal(2)) == (Decimal(4),)
    assert counts(name, check, Decimal(4)) == ()
    assert counts("sessions(party_lecture,2025)", check) == (Decimal(9),)
