"""Checks and readings written out."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Held,
    Includes,
    Is,
    Judged,
    Modality,
    Not,
    OneOf,
    ParameterRef,
    PeriodUnit,
    Reading,
    Reason,
    Some,
    Valid,
    When,
    describe,
    tell,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.testing.strategies.judging import checks

ON_MAP = Is(fact="on_map", is_=True)
FAN = Includes(fact="facilities", includes=("fan",))


@pytest.mark.parametrize(
    ("check", "zh", "en"),
    [
        (
            AtLeast(fact="site.area_m2", at_least=Decimal("11.5")),
            "使用面积不少于 11.5 平方米",
            "usable area at least 11.5 m²",
        ),
        (
            AtMost(fact="branch.units_covered", at_most=ParameterRef(param="most")),
            "覆盖单位数不多于 most",
            "number of units covered at most most",
        ),
        (ON_MAP, "地图可查：是", "findable on a map: yes"),
        (Is(fact="on_map", is_=False), "地图可查：否", "findable on a map: no"),
        (Is(fact="tier", is_="basic"), "类型为基础型", "tier is basic"),
        (Not(not_=Is(fact="tier", is_="mobile")), "类型不是流动", "tier is not mobile"),
        (Not(not_=FAN), "并非设施有风扇", "not facilities: fan"),
        (
            OneOf(fact="tier", one_of=("basic", "mobile")),
            "类型为基础型或流动",
            "tier is basic or mobile",
        ),
        (
            AllOf(all_of=(ON_MAP, AnyOf(any_of=(FAN, ON_MAP)))),
            "地图可查：是，且（设施有风扇，或地图可查：是）",
            "findable on a map: yes, and (facilities: fan, or findable on a map: yes)",
        ),
        (
            Some(some=1, of=(FAN, ON_MAP)),
            "下列至少 1 项：设施有风扇、地图可查：是",
            "at least 1 of: facilities: fan, findable on a map: yes",
        ),
        (
            When(when=FAN, then=ON_MAP),
            "当设施有风扇时，地图可查：是",
            "where facilities: fan: findable on a map: yes",
        ),
        (
            Valid(valid="first_aid_box.expires_on"),
            "急救箱有效期不早于核查当日",
            "expiry of the first-aid box not before the day of the check",
        ),
        (
            Judged(judged="fire_safety.passed"),
            "经人工判断，消防设施检测合格",
            "found by a person: fire-safety check passed",
        ),
        (
            Held(held=ActivityKind.PARTY_LECTURE, times=2, per=PeriodUnit.MONTH),
            "近一年内每月至少有 2 次党课",
            "Party lecture held at least 2 times in each month of the last year",
        ),
        (
            Held(held=ActivityKind.SYMPOSIUM, per=PeriodUnit.YEAR),
            "上一年至少有 1 次座谈会",
            "symposium held at least once in the last whole year",
        ),
    ],
)
def test_checks_in_prose(check: Check, zh: str, en: str) -> None:
    """`describe(check)` writes each check out in Chinese and English prose."""
    assert (describe(check, FACTS, "zh"), describe(check, FACTS)) == (zh, en)


@pytest.mark.parametrize(
    ("check", "modality", "zh", "en"),
    [
        (
            AtLeast(fact="site.area_m2", at_least=12), Modality.SHALL,
            "使用面积应不少于 12 平方米", "usable area shall be at least 12 m²",
        ),
        (
            AtLeast(fact="titles.copies", at_least=1), Modality.SHOULD,
            "在架图书册数宜不少于 1 册", "copies on the shelves should be at least 1 volume",
        ),
        (
            AtLeast(fact="drivers.satisfied", at_least=80), Modality.MAY,
            "司机满意度可不低于 80%", "share of drivers who are satisfied may be at least 80%",
        ),
        (
            AtMost(fact="branch.units_covered", at_most=5), Modality.SHOULD,
            "覆盖单位数宜不多于 5", "number of units covered should be at most 5",
        ),
        (
            AtMost(fact="deliveries.unreceived", at_most=0), Modality.SHALL,
            "未签收的配送笔数应为 0", "deliveries not signed for: there shall be none",
        ),
        (ON_MAP, Modality.SHOULD, "宜做到：地图可查", "this should be so: findable on a map"),
        (
            Is(fact="funds.overspent", is_=False), Modality.SHALL,
            "不应出现：专项资金超支", "this shall not be so: special funds overspent",
        ),
        (
            Is(fact="funds.overspent", is_=False), Modality.MAY,
            "可不出现：专项资金超支", "this need not be so: special funds overspent",
        ),
        (
            Not(not_=Is(fact="tier", is_="mobile")), Modality.SHOULD,
            "类型不宜为流动", "tier should not be mobile",
        ),
        (
            Not(not_=FAN), Modality.SHALL,
            "不应出现：设施有风扇", "this shall not be so: facilities: fan",
        ),
        (
            OneOf(fact="tier", one_of=("comprehensive", "basic", "mobile")), Modality.SHALL,
            "类型应为综合型、基础型或流动", "tier shall be comprehensive, basic or mobile",
        ),
        (
            AnyOf(any_of=(FAN, Includes(fact="facilities", includes=("kettle",)))),
            Modality.SHOULD,
            "设施宜有风扇或电热水壶", "facilities should include fan or kettle",
        ),
        (
            Some(some=1, of=(FAN, ON_MAP)), Modality.SHOULD,
            "下列宜至少具备 1 项：设施有风扇、地图可查：是",
            "at least 1 of these should be so: facilities: fan, findable on a map: yes",
        ),
        (
            When(when=FAN, then=ON_MAP), Modality.SHALL,
            "当设施有风扇时，应做到：地图可查",
            "where facilities: fan: this shall be so: findable on a map",
        ),
        (
            Valid(valid="branch.term_ends_on"), Modality.SHALL,
            "任期届满日应不早于核查当日",
            "end of the term shall be no earlier than the day of the check",
        ),
        (
            Judged(judged="fire_safety.passed"), Modality.SHOULD,
            "宜做到（由人判断）：消防设施检测合格",
            "this should be so, as a person judges: fire-safety check passed",
        ),
        (
            Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER), Modality.SHALL,
            "近一年内每季度应至少有 1 次党课",
            "Party lecture shall be held at least once in each quarter of the last year",
        ),
        (
            Held(held=ActivityKind.SYMPOSIUM, times=2, per=PeriodUnit.YEAR), Modality.MAY,
            "上一年可至少有 2 次座谈会",
            "symposium may be held at least 2 times in the last whole year",
        ),
    ],
)  # fmt: skip
def test_the_modal_word_stands_where_it_binds(
    check: Check, modality: Modality, zh: str, en: str
) -> None:
    """GB/T 1.1: 应 for a requirement, 宜 for a recommendation, 可 for a permission."""
    told = (
        describe(check, FACTS, "zh", modality=modality),
        describe(check, FACTS, modality=modality),
    )
    assert told == (zh, en)


@given(checks(), st.sampled_from(["zh", "en"]))
def test_every_check_can_be_described(check: Check, lang: str) -> None:
    """There is prose for every check that can be made."""
    told: Lang = "zh" if lang == "zh" else "en"
    assert describe(check, FACTS, told).strip()
    assert all(describe(check, FACTS, told, modality=one).strip() for one in Modality)


@pytest.mark.parametrize(
    ("name", "reading", "zh"),
    [
        ("site.area_m2", Reading(value=Decimal("16.5")), "使用面积：16.5 平方米"),
        ("site.area_m2", Reading(reason=Reason.EXPIRED), "使用面积：未知（证据已过期）"),
        ("drivers.satisfied", Reading(value=Decimal(86)), "司机满意度：86%"),
        ("on_map", Reading(value=False), "地图可查：否"),
        ("facilities", Reading(value=("fan", "wifi")), "设施：风扇、无线网络"),
        ("facilities", Reading(value=()), "设施：无"),
        ("tier", Reading(value="basic"), "类型：基础型"),
        (
            "first_aid_box.expires_on",
            Reading(value=date(2026, 6, 30)),
            "急救箱有效期：2026-06-30",
        ),
        ("sessions(party_lecture,2025-Q1)", Reading(value=Decimal(2)), "2025-Q1 党课：2 次"),
        (
            "sessions(party_lecture,2025-Q1)",
            Reading(value=Decimal(0), reason=Reason.MISSING),
            "2025-Q1 党课：已知 0 次",
        ),
    ],
)
def test_readings_in_prose(name: str, reading: Reading, zh: str) -> None:
    """Unknown is said as such, with its reason; it never reads as zero."""
    assert tell(name, reading, FACTS, "zh") == zh


def test_sensitive_values_are_withheld() -> None:
    """A sensitive fact is told to be known, not what it is."""
    facts = FACTS.with_facts(attrs.evolve(FACTS["site.seats"], sensitive=True))
    assert tell("site.seats", Reading(value=Decimal(24)), facts) == "seats: (withheld)"


def test_a_compound_that_stands_alone_needs_no_brackets() -> None:
    """Brackets tell where a part ends; of one part, it ends with the whole."""
    both = AllOf(all_of=(ON_MAP, FAN))
    for alone in (AllOf(all_of=(both,)), AnyOf(any_of=(both,)), both):
        assert describe(alone, FACTS) == describe(both, FACTS)
    two = describe(AnyOf(any_of=(both, ON_MAP)), FACTS)
    assert describe(both, FACTS) in two
    assert two != f"{describe(both, FACTS)} or {describe(ON_MAP, FACTS)}"


def test_only_checks_are_described() -> None:
    """What is no check has no words."""
    with pytest.raises(TypeError, match=r"^x$"):
        describe("x", FACTS)  # type: ignore[arg-type]
