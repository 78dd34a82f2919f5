"""What a host brings is tried as it says: its settings, its seed; what fails is told as its own."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from ridehire_partybuild import (
    FACTS,
    Fact,
    FactKind,
    Method,
    Observation,
    Region,
    Register,
    Station,
    SubjectKind,
    Text,
    Tier,
)
from ridehire_partybuild.testing import laws

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
    assert (found.number, found.sentence) == (10, "what is tried can be made")
    assert "KeyError" in str(found)


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


def test_what_cannot_be_more_is_not_contradicted_by_more() -> None:
    """Law 3: where the largest number was seen there is no larger one to contradict it with."""
    most = Observation(
        id="O-1", subject="S-1", fact="site.area_m2", value=Decimal(10**9), method=Method.EXAMINE,
        collected_on=date(2026, 1, 5),
    )  # fmt: skip
    register = Register(stations=[STATION], observations=[most])
    with pytest.raises(HypothesisException):
        laws.check_laws(
            register_strategy=st.just(register), only=["disagreement_is_conflict"], max_examples=3
        )
