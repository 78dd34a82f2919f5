"""Witnesses: the smallest registers that meet and fail a rule, or why there is none."""

from datetime import date
from decimal import Decimal

import pytest

from ridehire_partybuild import (
    FACTS,
    ActorRole,
    AllOf,
    AtLeast,
    AtMost,
    Basis,
    Check,
    DocumentKind,
    Fact,
    FactKind,
    Facts,
    Guideline,
    Modality,
    Requirement,
    Source,
    SubjectKind,
    Text,
    UnusableRule,
    witnesses,
)

NAMED = Text(zh="示例", en="example")
LARGE = AtLeast(fact="site.area_m2", at_least=12)


def ruled(
    check: Check, subject: SubjectKind = SubjectKind.STATION, facts: Facts = FACTS
) -> tuple[Requirement, Guideline]:
    """Return a rule, and the guideline that has it alone."""
    rule = Requirement(
        id="one", clause="1", group="A", subject=subject, modality=Modality.SHOULD, title=NAMED,
        text=NAMED, check=check, basis=Basis.PRACTICE, responsible=ActorRole.AUTHORITY,
        source=Source(document="示例细则", kind=DocumentKind.LOCAL_PRACTICE), remedy=NAMED,
        effective_from=date(2025, 1, 1),
    )  # fmt: skip
    by = Guideline(id="example", title=NAMED, notice=NAMED, requirements=(rule,), facts=facts)
    return rule, by


def codes(
    check: Check, subject: SubjectKind = SubjectKind.STATION, facts: Facts = FACTS
) -> list[str]:
    """Return why a rule has no witnesses."""
    with pytest.raises(UnusableRule) as caught:
        witnesses(*ruled(check, subject, facts))
    return [one.code for one in caught.value.problems]


def test_what_nothing_can_meet_is_told_as_proved() -> None:
    """All that matters was tried: never is said, and not that none was found."""
    never = AllOf(all_of=(LARGE, AtMost(fact="site.area_m2", at_most=11)))
    assert codes(never) == ["rule.never_passes"]
    assert codes(AtLeast(fact="site.area_m2", at_least=0)) == ["rule.never_fails"]


def test_what_is_too_large_to_be_made_up_is_not_told_as_proved() -> None:
    """A city of a million stations is no witness; that there can be none is not said."""
    many = AtLeast(fact="city.stations", at_least=1_000_000)
    assert codes(many, SubjectKind.CITY) == ["rule.no_witness"]


def test_what_only_a_host_program_computes_is_not_told_as_proved() -> None:
    """Nobody knows what its fact rests on: that it never passes was not tried, and is not said."""
    total = Fact(
        name="host.total", subject=SubjectKind.STATION, kind=FactKind.NUMBER, label=NAMED,
        read=lambda _file, _on: Decimal(0), computed=True,
    )  # fmt: skip
    many = AtLeast(fact="host.total", at_least=3)
    assert codes(many, facts=FACTS.with_facts(total)) == ["rule.no_witness"]


def test_platforms_of_a_city_are_made_up() -> None:
    """Two platform companies pass where two are asked for, none at all fails."""
    two, none = witnesses(*ruled(AtLeast(fact="city.platforms", at_least=2), SubjectKind.CITY))
    assert [one.role for one in two.actors] == [ActorRole.PLATFORM] * 2
    assert none.actors == ()
