"""Law 22's siblings: registers that pass a whole guideline, and such as leave one rule open."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActorRole,
    AtLeast,
    AtMost,
    Basis,
    Check,
    DocumentKind,
    Fact,
    FactKind,
    Guideline,
    Is,
    Modality,
    Outcome,
    Reason,
    Register,
    Requirement,
    Source,
    SubjectKind,
    Text,
    UnusableRule,
    assess,
    dumps,
    reference_guideline,
)
from ridehire_partybuild.guideline import witness_day
from ridehire_partybuild.testing import laws, strategies

REFERENCE = reference_guideline()
ALWAYS_KNOWN = {"county-coverage", "comprehensive-station"}
AREA = AtLeast(fact="site.area_m2", at_least=12)
FEW = settings(max_examples=5, suppress_health_check=list(HealthCheck))


def rule(name: str, check: Check, subject: SubjectKind = SubjectKind.STATION) -> Requirement:
    """Return a requirement of its own clause."""
    words = Text(zh="示例", en="example")
    return Requirement(
        id=name, clause=name, group="X", subject=subject, modality=Modality.SHOULD, title=words,
        text=words, check=check, basis=Basis.PRACTICE, responsible=ActorRole.AUTHORITY,
        source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE), remedy=words,
        effective_from=date(2020, 1, 1),
    )  # fmt: skip


def guideline(*rules: Requirement) -> Guideline:
    """Return a guideline of some requirements."""
    words = Text(zh="示例", en="example")
    return Guideline(id="example", title=words, notice=words, requirements=rules)


def bays(file: Any, _: Any) -> Decimal | None:
    """Read how many parking bays a station has."""
    number = file.record.site.parking_bays
    return None if number is None else Decimal(number)


WORDS = Text(zh="示例", en="example")
READ = Fact(
    name="ours.bays", subject=SubjectKind.STATION, kind=FactKind.NUMBER, label=WORDS, read=bays,
    reads=("site.parking_bays",),
)  # fmt: skip
SEEN = Fact(name="ours.seen", subject=SubjectKind.STATION, kind=FactKind.FLAG, label=WORDS)
OURS = attrs.evolve(
    guideline(
        rule("area", AREA),
        rule("map", Is(fact="on_map", is_=True)),
    ),
    facts=FACTS.with_facts(READ, SEEN),
)
HOST = attrs.evolve(
    OURS,
    requirements=(
        *OURS.requirements,
        rule("bays", AtLeast(fact="ours.bays", at_least=2)),
        rule("seen", Is(fact="ours.seen", is_=True)),
    ),
)


def _codes(error: UnusableRule) -> set[str]:
    assert error.text("zh")
    return {problem.code for problem in error.problems}


def drawn(strategy: st.SearchStrategy[Register], count: int = 10) -> list[Register]:
    """Return some registers of a strategy."""
    found: list[Register] = []

    @settings(FEW, max_examples=count, database=None, derandomize=True)
    @given(strategy)
    def gather(register: Register) -> None:
        found.append(register)

    gather()
    return found


@pytest.mark.slow
def test_the_shipped_guideline_can_be_met_in_many_ways() -> None:
    """Every requirement that ships passes at once, in registers that differ."""
    registers = drawn(strategies.satisfying(REFERENCE), 8)
    for register in registers:
        laws.satisfying_passes_all(register, REFERENCE)
    assert len({dumps(one) for one in registers}) > 4


@pytest.mark.slow
@pytest.mark.parametrize("one", REFERENCE.requirements, ids=lambda one: str(one.id))
def test_every_shipped_requirement_can_be_open_alone(one: Requirement) -> None:
    """Law 22 of `undecided`, but for what follows from other records: that is always known."""
    try:
        registers = drawn(strategies.undecided(one, REFERENCE), 2)
    except UnusableRule as error:
        codes = _codes(error)
        assert codes == {"rule.never_open"}
        assert str(one.id) in ALWAYS_KNOWN
    else:
        assert str(one.id) not in ALWAYS_KNOWN
        for register in registers:
            laws.undecided_leaves_only_that_open(register, one, REFERENCE)


@FEW
@given(st.data(), strategies.guidelines(least=1, most=3))
def test_any_guideline_is_met_or_cannot_be(data: st.DataObject, by: Guideline) -> None:
    """Whatever is drawn holds; impossible is `UnusableRule`, in both languages."""
    try:
        register = data.draw(strategies.satisfying(by))
    except UnusableRule as error:
        codes = _codes(error)
        assert codes == {"rule.never_all"}
    else:
        laws.satisfying_passes_all(register, by)


@FEW
@given(st.data(), strategies.guidelines(least=1, most=2))
def test_any_requirement_is_open_alone_or_cannot_be(data: st.DataObject, by: Guideline) -> None:
    """The same of each requirement that is left open."""
    one = by.requirements[0]
    try:
        register = data.draw(strategies.undecided(one, by))
    except UnusableRule as error:
        codes = _codes(error)
        assert codes == {"rule.never_open"}
    else:
        laws.undecided_leaves_only_that_open(register, one, by)


def test_a_hosts_own_facts_are_met_and_left_open() -> None:
    """A fact that is read and one that is seen, each written or observed as it can be."""
    for register in drawn(strategies.satisfying(HOST)):
        laws.satisfying_passes_all(register, HOST)
    for one in HOST.requirements:
        registers = drawn(strategies.undecided(one, HOST))
        for register in registers:
            laws.undecided_leaves_only_that_open(register, one, HOST)
        reasons = {
            finding.verdict.reason
            for register in registers
            for finding in assess(register, HOST, witness_day(one)).findings
            if finding.requirement == one.id and finding.verdict.outcome is Outcome.CANT_TELL
        }
        assert Reason.MISSING in reasons
        assert len({dumps(register) for register in registers}) > 2


def test_what_cannot_be_met_at_once_is_unusable_and_says_so() -> None:
    """Two bounds between which nothing lies: each can be met, both cannot."""
    by = guideline(rule("low", AREA), rule("high", AtMost(fact="site.area_m2", at_most=10)))
    with pytest.raises(UnusableRule) as caught:
        strategies.satisfying(by)
    assert caught.value.problems[0].code == "rule.never_all"
    assert "high" in str(caught.value) or "low" in str(caught.value)


def test_what_is_always_known_is_unusable_and_says_so() -> None:
    """How many stations there are is counted, not found out."""
    count = rule("count", AtLeast(fact="city.stations", at_least=1), SubjectKind.CITY)
    with pytest.raises(UnusableRule) as caught:
        strategies.undecided(count, guideline(count))
    assert str(caught.value) == (
        "Failed to parse 'count' as check: expected a check that some register leaves open, "
        "got one that none does, or only together with an unrelated one."
    )
    assert caught.value.text("zh") == (
        "无法将 'count' 解析为检查：应为有台账使其无法判断的检查，"
        "实际为任何台账都能判断，或只会与无关的要求一同无法判断。"
    )


def test_both_laws_can_fail() -> None:
    """An empty register has nobody to pass; one that passes all leaves nothing open."""
    one = HOST.requirements[0]
    (register, *_) = drawn(strategies.satisfying(HOST), 1)
    with pytest.raises(laws.LawBroken, match="law 22: satisfying"):
        laws.satisfying_passes_all(Register(), HOST)
    with pytest.raises(laws.LawBroken, match="law 22: undecided"):
        laws.undecided_leaves_only_that_open(register, one, HOST)
