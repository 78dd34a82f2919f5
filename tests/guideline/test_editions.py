"""What changed between two editions of a guideline."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActorRole,
    AtLeast,
    ChangeKind,
    Guideline,
    Register,
    RuleChange,
    Text,
    UnusableRule,
    diff,
    reference_guideline,
    reference_profile,
)
from ridehire_partybuild.guideline import resolve
from ridehire_partybuild.testing.strategies.judging import guidelines

REFERENCE = reference_guideline()


@given(guidelines())
def test_nothing_changed_between_a_guideline_and_itself(rules: Guideline) -> None:
    """diff(g, g) is empty, and says so."""
    told = diff(rules, rules)
    assert not told
    assert [told.text("zh"), str(told)] == ["没有变化", "nothing changed"]


@given(guidelines(), guidelines(), st.data())
def test_what_is_named_is_exactly_what_differs(
    one: Guideline, other: Guideline, data: st.DataObject
) -> None:
    """Taken on, the changes make the new edition of the old; inverted, the old of the new."""
    kept = data.draw(st.lists(st.sampled_from(one.requirements))) if one.requirements else []
    mixed = {rule.id: rule for rule in (*other.requirements, *kept)}
    numbers = {number.id: number for number in (*other.parameters, *one.parameters)}
    try:
        new = attrs.evolve(
            other, requirements=tuple(mixed.values()), parameters=tuple(numbers.values())
        )
    except UnusableRule:  # the two mean different numbers by one name
        reject()
    told = diff(one, new)
    before, after = set(one.requirements), set(new.requirements)
    rules = [change for change in told if change.collection == "requirements"]
    assert {change.before for change in rules} - {None} == before - after
    assert {change.after for change in rules} - {None} == after - before
    assert all(change.fields for change in rules if change.kind is ChangeKind.ALTERED)
    assert all(
        (getattr(change.before, field.path), getattr(change.after, field.path))
        == (field.before, field.after)
        for change in rules
        for field in change.fields
    )
    assert set(told.inverse()) == set(diff(new, one))
    assert told.text("zh")
    assert told.text("en")


def _area(rules: Guideline, least: int) -> Guideline:
    area, *others = rules.requirements
    check = AtLeast(fact="site.area_m2", at_least=least)
    return attrs.evolve(rules, requirements=(attrs.evolve(area, check=check, word=None), *others))


def test_a_change_is_told_field_by_field_in_both_languages() -> None:
    """Old and new in words: a check as it reads, a text in its language."""
    old = _area(REFERENCE, 12)
    new = attrs.evolve(
        _area(REFERENCE, 15),
        title=Text(zh="新版", en="new"),
        activities=REFERENCE.activities[1:],
        profiles=(reference_profile("trade-union-12m2"),),
    )
    theme = REFERENCE.activities[0].kind.value
    told = diff(old, new)
    assert [one.collection for one in told] == [
        "guideline", "requirements", "activities", "profiles",
    ]  # fmt: skip
    zh, en = told.text("zh").split("\n"), told.text("en").split("\n")
    assert zh[0] == "指南 shandong-reference 新版：变更"
    assert zh[1] == f"  标题：{old.title.zh} → 新版"
    assert zh[2:4] == [
        "要求 A.1 使用面积：变更",
        "  检查：使用面积不少于 12 平方米 → 使用面积不少于 15 平方米",
    ]
    assert zh[4] == f"活动 {theme}：移除"
    assert en[2:4] == [
        "requirement A.1 Usable area: altered",
        "  check: usable area at least 12 m² → usable area at least 15 m²",
    ]
    assert en[5] == f"profile trade-union-12m2 {new.profiles[0].title.en}: added"


def test_what_the_law_of_another_day_asks_otherwise() -> None:
    """Editions of one requirement are matched, though they take effect on other days."""
    told = diff(REFERENCE.in_force(date(2026, 12, 31)), REFERENCE.in_force(date(2027, 1, 1)))
    altered = {one.id: [field.path for field in one.fields] for one in told}
    assert altered["books-used"] == ["modality", "text", "effective_from", "effective_before"]
    assert {one.kind for one in told} == {ChangeKind.ALTERED}


def test_a_changed_word_is_told_in_both_languages() -> None:
    """Every text a person reads exists in zh and en: the modal word of the edition that begins."""
    told = diff(REFERENCE.in_force(date(2026, 12, 31)), REFERENCE.in_force(date(2027, 1, 1)))
    (change,) = (one for one in told if one.id == "books-used")
    assert "可 → 宜" in change.text("zh")
    assert "may → should" in change.text("en")


def test_a_new_edition_beside_the_old_is_an_addition() -> None:
    """The old edition ends, and the new one comes."""
    rules = _area(REFERENCE, 12)
    area, *others = rules.requirements
    day = date(2028, 1, 1)
    ended, begun = attrs.evolve(area, effective_before=day), attrs.evolve(area, effective_from=day)
    new = attrs.evolve(rules, requirements=(ended, begun, *others))
    told = [(one.kind.value, [field.path for field in one.fields]) for one in diff(rules, new)]
    assert told == [("altered", ["effective_before"]), ("added", [])]


def test_a_guideline_is_compared_with_guidelines_alone() -> None:
    """Two kinds of thing have no difference to tell."""
    with pytest.raises(TypeError, match="a Guideline cannot be compared with a Register"):
        diff(REFERENCE, Register())


def test_papers_lists_and_bare_numbers_are_told_too() -> None:
    """A source with its place, actors by their names, a weight and a day as they stand."""
    area, *others = REFERENCE.requirements
    altered = attrs.evolve(
        area, source=attrs.evolve(area.source, document="示例", place=None), weight=Decimal(2),
        cooperating=(ActorRole.ASSOCIATION, ActorRole.PLATFORM), effective_before=date(2030, 1, 1),
    )  # fmt: skip
    (change,) = diff(REFERENCE, attrs.evolve(REFERENCE, requirements=(altered, *others)))
    assert change.text("zh") == (
        "要求 A.1 使用面积：变更\n"
        "  来源：山东省工会户外劳动者服务站点要求（新华社2022年报道，转载） 使用面积 → 示例\n"
        "  协同主体：行业协会 → 行业协会、平台企业\n"
        "  权重：1 → 2\n"
        "  失效日期：（无） → 2030-01-01"
    )
    assert str(change).split("\n")[2:] == [
        "  cooperating: industry association → industry association, platform company",
        "  weight: 1 → 2",
        "  effective_before: (none) → 2030-01-01",
    ]


def test_what_tailored_a_guideline_is_told_by_its_title() -> None:
    """A profile is named; its own parts are told where it stands among the profiles."""
    profile = reference_profile("trade-union-12m2")
    tailored = next(iter(diff(REFERENCE, resolve(profile, REFERENCE))))
    assert tailored.text("zh").endswith(f"所用适用方案：（无） → {profile.title.zh}")
    assert tailored.text("en").endswith(f"tailored_by: (none) → {profile.title.en}")


def test_a_change_is_of_something() -> None:
    """A part came, went or is another: it was there on one side."""
    with pytest.raises(TypeError, match=r"^a change of nothing$"):
        _ = RuleChange(before=None, after=None, facts=REFERENCE.facts).part
