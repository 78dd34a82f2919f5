"""What a host brings is tried as it says: its settings, its seed; what fails is told as its own."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from tests.testing.laws.breaches import telling

from ridehire_partybuild import (
    FACTS,
    Fact,
    FactKind,
    Guideline,
    Method,
    Observation,
    Region,
    Register,
    Station,
    SubjectKind,
    Text,
    Tier,
    assess,
    reference_guideline,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.laws import of_guidelines

STATION = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
ALONE = st.just(Register(stations=[STATION]))


def broken(**brought: Any) -> laws.LawBroken:
    """Return the law that is broken."""
    with pytest.raises(laws.LawBroken) as caught:
        laws.check_laws(**brought)
    return caught.value


@pytest.mark.parametrize("more", [{"seed": None}, {"settings": settings(max_examples=4)}])
def test_a_host_sets_how_hard_it_is_tried(more: dict[str, Any]) -> None:
    """With its own settings, or with another seed each time: so many examples at most."""
    seen: list[int] = []

    def write(number: int) -> int:
        seen.append(number)
        return number

    converter = (write, int, st.integers())
    laws.check_laws(converter=converter, only=[10], max_examples=4, **more)
    assert 0 < len(seen) <= 2 * 4  # each is written twice


def test_a_law_that_comes_out_both_ways_is_told_so() -> None:
    """Law 10: a converter that fails once and then does not is neither right nor a crash."""
    calls: list[int] = []

    def write(number: int) -> int:
        calls.append(number)
        return number + (len(calls) == 1)

    found = broken(converter=(write, int, st.integers()), only=[10], max_examples=5)
    assert (found.number, found.sentence) == (10, "what is tried comes out the same way twice")


def test_examples_that_cannot_be_made_are_told_so() -> None:
    """An error of the host's own strategy is told with that error."""
    made = ALONE.map(lambda register: register.get("S-2"))
    found = broken(register_strategy=made, only=["document_round_trip"], max_examples=3)
    assert str(found) == telling(
        "10 document_round_trip", "what is tried can be made", "KeyError: 'S-2'"
    )


def test_what_hypothesis_cannot_do_is_its_own_error() -> None:
    """A strategy of nothing breaks no law: Hypothesis says itself that there is nothing."""
    empty = ALONE.filter(lambda _: False)
    with pytest.raises(HypothesisException):
        laws.check_laws(register_strategy=empty, only=["document_round_trip"], max_examples=3)


def test_facts_of_what_nobody_has_are_not_seen() -> None:
    """Observations of own facts are added where there is whom they are of."""
    own = Fact(
        name="ours", subject=SubjectKind.BRANCH, label=Text(zh="示例", en="example"),
        kind=FactKind.NUMBER, read=None,
    )  # fmt: skip
    seen: list[Register] = []
    facts = FACTS.with_facts(own)
    laws.check_laws(
        facts=facts, register_strategy=ALONE.map(lambda one: seen.append(one) or one),  # type: ignore[func-returns-value]
        only=["only_open_verdicts_move"], max_examples=5,
    )  # fmt: skip
    assert seen


def test_facts_of_a_hosts_own_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Observations of them are added to what is on record, of a day as it is written."""
    opened = Fact(
        name="ours", subject=SubjectKind.STATION, label=Text(zh="示例", en="example"),
        kind=FactKind.DATE, read=None,
    )  # fmt: skip
    counted = attrs.evolve(opened, name="theirs", kind=FactKind.NUMBER)
    told: list[Observation] = []

    def asked(register: Register, *_: object) -> None:
        told.extend(register.observations)

    monkeypatch.setattr(of_guidelines, "clocks_agree", asked)
    laws.check_laws(
        facts=FACTS.with_facts(opened, counted), register_strategy=ALONE, only=["clocks_agree"],
        max_examples=40,
    )  # fmt: skip
    kinds = {one.fact: type(one.value) for one in told}
    assert kinds == {"ours": str, "theirs": Decimal}
    assert {one.subject for one in told} == {"S-1"}


def test_what_raises_while_it_is_tried_is_told_with_its_example() -> None:
    """Law 10: an error of what is brought breaks the law, with that error."""

    def crash(_: int) -> int:
        raise KeyError("示例")

    found = broken(converter=(crash, int, st.just(7)), only=[10], max_examples=2)
    assert str(found) == telling(
        "10 converter_loses_nothing", "what is tried raises nothing", "KeyError: '示例'", "7"
    )


@pytest.mark.parametrize("area", ["宽敞", Decimal(10**9)])
def test_what_cannot_be_otherwise_is_not_contradicted(
    area: str | Decimal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law 2: an area in words is no value, and of the largest number there is no larger one."""
    seen = [
        Observation(
            id=name, subject="S-1", fact=fact, value=value, method=Method.EXAMINE,
            collected_on=date(2026, 1, 5),
        )
        for name, fact, value in (("O-1", "site.area_m2", area), ("O-2", "on_map", True))
    ]  # fmt: skip
    register = Register(stations=[STATION], observations=seen)
    told: set[tuple[str, object]] = set()

    def other(_: object, contrary: Observation) -> None:
        told.add((contrary.fact, contrary.value))

    monkeypatch.setattr(of_guidelines, "disagreement_is_conflict", other)
    laws.check_laws(
        register_strategy=st.just(register), only=["disagreement_is_conflict"], max_examples=20
    )
    assert told == {("on_map", False)}


def test_where_nothing_is_brought_any_assessment_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 2 of what the library draws itself; a guideline that is brought judges on its own."""
    rules = attrs.evolve(reference_guideline(), id="ours")
    drawn = assess(Register(stations=[STATION]), rules, date(2026, 1, 15))
    seen: list[tuple[Register, str]] = []

    def asked(register: Register, guideline: Guideline, *_: object) -> None:
        seen.append((register, str(guideline.id)))

    monkeypatch.setattr(strategies, "assessments", lambda: st.just(drawn))
    monkeypatch.setattr(of_guidelines, "clocks_agree", asked)
    laws.check_laws(only=["clocks_agree"], max_examples=2)
    assert set(seen) == {(drawn.register, "ours")}
    seen.clear()
    other = Register(stations=[attrs.evolve(STATION, id="S-2")])
    laws.check_laws(register_strategy=st.just(other), only=["clocks_agree"], max_examples=2)
    assert {one for one, _ in seen} == {other}
