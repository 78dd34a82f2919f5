"""Law 22: `strategies.violating(requirement, guideline)` fails that one and no unrelated one."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActorRole,
    AllOf,
    AtLeast,
    AtMost,
    Basis,
    Check,
    DocumentKind,
    Guideline,
    Is,
    Modality,
    Profile,
    Register,
    Requirement,
    Source,
    SubjectKind,
    Text,
    UnusableRule,
    reference_guideline,
    reference_profile,
    resolve,
)
from ridehire_partybuild.guideline import fields_read, judged_check, witness_day
from ridehire_partybuild.testing import laws, strategies

REFERENCE = reference_guideline()
PROFILES = ("comprehensive", "basic", "mobile", "trade-union-12m2", "dongying-example")
AREA = AtLeast(fact="site.area_m2", at_least=12)


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


def ways(one: Requirement, by: Guideline) -> tuple[Register, ...]:
    """Return every register that the strategy can yield."""
    strategy: Any = strategies.violating(one, by)
    return tuple(strategy.elements)


@pytest.mark.parametrize("one", REFERENCE.requirements, ids=lambda one: f"{one.id}-{one.clause}")
def test_every_shipped_requirement_can_fail_alone(one: Requirement) -> None:
    """Law 22, for each way in which a requirement can fail; most others are unrelated to it."""
    for register in ways(one, REFERENCE):
        laws.violating_fails_only_that(register, one, REFERENCE)
    own = fields_read(judged_check(one), REFERENCE.facts)
    unrelated = [
        other
        for other in REFERENCE.requirements
        if not own & fields_read(judged_check(other), REFERENCE.facts)
    ]
    assert len(unrelated) > len(REFERENCE.requirements) / 2


@pytest.mark.parametrize("name", PROFILES)
def test_what_a_profile_alters_can_fail_alone(name: str) -> None:
    """Law 22 of the guideline that a profile makes: the requirements that it alters."""
    profile: Profile = reference_profile(name)
    tailored = resolve(profile, REFERENCE)
    altered = {one.requirement for one in profile.alter}
    for one in tailored.requirements:
        if one.id in altered:
            for register in ways(one, tailored):
                laws.violating_fails_only_that(register, one, tailored)


@given(st.data(), strategies.guidelines(most=3))
def test_law_22_of_any_guideline(data: st.DataObject, by: Guideline) -> None:
    """Law 22, tailored or not; impossible is `UnusableRule`, which says why."""
    profile = data.draw(st.one_of(st.none(), st.none(), strategies.profiles(by)))
    rules = resolve(profile, by)
    for one in rules.requirements[:2]:
        try:
            violating = strategies.violating(one, rules)
        except UnusableRule as error:
            codes = {problem.code for problem in error.problems}
            assert codes in ({"rule.never_fails"}, {"rule.never_fails_alone"})
        else:
            laws.violating_fails_only_that(data.draw(violating), one, rules)


@given(strategies.guidelines(most=1))
def test_a_requirement_by_itself_can_fail_alone_or_not_at_all(by: Guideline) -> None:
    """Where there is no other, what has a failing witness has one here."""
    for one in by.requirements[:1]:
        try:
            laws.witnesses_behave(one, by)
        except UnusableRule:
            continue
        assert ways(one, by)


def test_a_city_is_made_whole_where_only_its_station_is_to_fail() -> None:
    """A station makes its city, which then needs stations in the other counties."""
    (register,) = ways(REFERENCE.requirements[0], REFERENCE)
    assert [str(one.site.area_m2) for one in register.stations if one.id == "W-1"] == ["11"]
    assert len({one.region for one in register.stations}) == 5


def test_what_shares_a_field_may_fail_as_well() -> None:
    """Two bounds of one number: who fails the lower one fails the higher one, too."""
    low = rule("low", AtLeast(fact="site.area_m2", at_least=Decimal(3)))
    by = guideline(low, rule("high", AREA))
    (register,) = ways(low, by)
    laws.violating_fails_only_that(register, low, by)


def test_what_fails_only_with_another_is_unusable_and_says_so() -> None:
    """Impossible is `UnusableRule`: a station makes a city that has one."""
    area = rule("area", AREA)
    none = rule("none", AtMost(fact="city.stations", at_most=0), SubjectKind.CITY)
    with pytest.raises(UnusableRule) as caught:
        strategies.violating(area, guideline(area, none))
    assert str(caught.value) == (
        "Failed to parse 'area' as check: expected a check that some register fails alone, "
        "got one that fails only together with none."
    )
    never = rule("never", AllOf(all_of=()))
    with pytest.raises(UnusableRule) as caught:
        strategies.violating(never, guideline(never))
    assert caught.value.text("zh") == (
        "无法将 'never' 解析为检查：应为有台账不能满足的检查，实际为任何台账都不会不满足。"
    )


def test_law_22_can_fail() -> None:
    """A register that fails a stranger, and one that does not fail what it should, break it."""
    area, listed = rule("area", AREA), rule("listed", Is(fact="on_map", is_=True))
    by = guideline(area, listed)
    (register,) = ways(area, by)
    on = witness_day(area)
    laws.violating_fails_only_that(register, area, by, on)
    (station,) = register.stations
    both = register.with_(attrs.evolve(station, on_map=False))
    for wrong in (both, Register()):
        with pytest.raises(laws.LawBroken, match="law 22"):
            laws.violating_fails_only_that(wrong, area, by, on)
