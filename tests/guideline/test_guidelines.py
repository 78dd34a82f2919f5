"""Guidelines: what is in force, and what makes a rule unusable."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    ActivityTemplate,
    AllOf,
    AtLeast,
    AtMost,
    Check,
    DocumentKind,
    Guideline,
    Includes,
    InvalidValue,
    Is,
    Judged,
    Not,
    OneOf,
    Parameter,
    ParameterRef,
    Requirement,
    Some,
    Source,
    SubjectKind,
    UnusableRule,
    Valid,
    reference_guideline,
)
from ridehire_partybuild.testing.strategies.judging import guidelines

REFERENCE = reference_guideline()
AREA = attrs.evolve(
    REFERENCE.requirements[0],
    applicability=None,
    check=AtLeast(fact="site.area_m2", at_least=12),
    effective_from=date(2025, 1, 1),
)
SOURCE = Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE)
LEAST = AtLeast(fact="site.area_m2", at_least=ParameterRef(param="least"))


def parameter(value: int, since: date, before: date | None = None, unit: str = "m2") -> Parameter:
    """Return an edition of the parameter ``least``."""
    return Parameter(
        id="least", value=Decimal(value), unit=unit, source=SOURCE,
        effective_from=since, effective_before=before,
    )  # fmt: skip


def guideline(*requirements: Requirement, **more: Any) -> Guideline:
    """Return a guideline of these requirements alone."""
    return attrs.evolve(
        REFERENCE, requirements=requirements, **({"parameters": (), "activities": ()} | more)
    )


def refused(*requirements: Requirement, **more: Any) -> list[str]:
    """Return the problems of a guideline that cannot be used."""
    with pytest.raises(UnusableRule) as caught:
        guideline(*requirements, **more)
    return [problem.text() for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (
            AtLeast(fact="site.area", at_least=12),
            (
                "$.requirements[0].check: Failed to parse 'site.area' as fact: "
                "expected a fact of the catalogue about a station, got site.area."
            ),
        ),
        (
            AtLeast(fact="branch.full_members", at_least=3),
            (
                "$.requirements[0].check: Failed to parse 'branch.full_members' as fact: "
                "expected a fact of the catalogue about a station, got branch.full_members."
            ),
        ),
        (
            AllOf(all_of=(Is(fact="on_map", is_=True), Not(not_=Is(fact="on_map", is_="yes")))),
            (
                "$.requirements[0].check.all_of[1].not: Failed to parse 'Is' as check: expected an "
                "operator that suits on_map, whose values are yes or no, got Is."
            ),
        ),
        (
            Valid(valid="site.area_m2"),
            (
                "$.requirements[0].check: Failed to parse 'Valid' as check: expected an "
                "operator that suits site.area_m2, whose values are numbers, got Valid."
            ),
        ),
        (
            OneOf(fact="tier", one_of=("basic", "huge")),
            (
                "$.requirements[0].check: Failed to parse 'huge' as tier: "
                "expected one of basic, comprehensive, mobile, got 'huge'."
            ),
        ),
        (
            LEAST,
            (
                "$.requirements[0].check: Failed to parse 'least' as param: "
                "expected a parameter of this guideline, got least."
            ),
        ),
    ],
)
def test_a_rule_that_cannot_judge_is_unusable(check: Check, message: str) -> None:
    """An unknown fact, an operator that does not suit, an unknown word: the whole message."""
    assert refused(attrs.evolve(AREA, check=check)) == [message]


@pytest.mark.parametrize(
    "check",
    [
        AtMost(fact="on_map", at_most=1),
        Is(fact="site.area_m2", is_=True),
        Is(fact="facilities", is_="fan"),
        OneOf(fact="facilities", one_of=("fan",)),
        Includes(fact="tier", includes=("basic",)),
        Judged(judged="tier"),
    ],
)
def test_operators_suit_the_types_of_facts(check: Check) -> None:
    """A check whose operator does not suit its fact could not judge."""
    assert len(refused(attrs.evolve(AREA, check=check))) == 1


def test_every_problem_at_once() -> None:
    """All that is wrong with a guideline is found at once, each with its place."""
    wrong = attrs.evolve(AREA, id="other", check=LEAST, applicability=Valid(valid="tier"))
    assert [line.split(":")[0] for line in refused(AREA, wrong, AREA)] == [
        "$.requirements[1].check",
        "$.requirements[1].applicability",
        "$.requirements[2]",
        "$.requirements[1].clause",
        "$.requirements[2].clause",
    ]


def test_an_edition_ends_after_it_begins() -> None:
    """Of a requirement as of a parameter: its last day is not before its first."""
    day = date(2025, 1, 1)
    told = (
        "effective_before: Failed to parse '2025-01-01' as effective_before: expected"
        " effective_from before effective_before, got 2025-01-01 and 2025-01-01."
    )
    ended = attrs.evolve(AREA, effective_before=day)
    assert refused(ended, parameters=(parameter(12, day, day),)) == [
        f"$.requirements[0].{told}", f"$.parameters[0].{told}",
    ]  # fmt: skip


def test_before_its_first_edition_a_requirement_is_none() -> None:
    """None holds on that day: a KeyError of its id."""
    assert guideline(AREA).requirement(AREA.id, AREA.effective_from) == AREA
    with pytest.raises(KeyError) as caught:
        guideline(AREA).requirement(AREA.id, AREA.effective_from - timedelta(days=1))
    assert caught.value.args == (AREA.id,)


def test_a_parameter_has_the_unit_of_its_fact() -> None:
    """A threshold in another unit is unusable."""
    rule = attrs.evolve(AREA, check=LEAST)
    told = refused(rule, parameters=(parameter(12, date(2025, 1, 1), unit="count"),))
    assert told == [
        (
            "$.requirements[0].check: Failed to parse 'least' as param: "
            "expected a parameter in m2, got count."
        )
    ]


@pytest.mark.parametrize(
    ("editions", "gap"),
    [
        ([(date(2025, 1, 1), None)], None),
        ([(date(2024, 1, 1), date(2025, 6, 1)), (date(2025, 6, 1), None)], None),
        ([(date(2025, 1, 2), None)], "2025-01-01"),
        ([(date(2025, 1, 1), date(2025, 6, 1)), (date(2025, 6, 2), None)], "2025-06-01"),
        ([(date(2025, 1, 1), date(2026, 1, 1))], "2026-01-01"),
    ],
)
def test_a_parameter_has_a_value_on_every_day(
    editions: list[tuple[date, date | None]], gap: str | None
) -> None:
    """A parameter without a value on a day its requirement is in force makes it unusable."""
    rule = attrs.evolve(AREA, check=LEAST)
    parameters = tuple(parameter(12, *edition) for edition in editions)
    if gap is None:
        assert guideline(rule, parameters=parameters).in_force(date(2030, 1, 1)).requirements
    else:
        (message,) = refused(rule, parameters=parameters)
        assert message.endswith(f"got none on {gap}.")


def test_parameters_are_filled_in_as_of_the_day() -> None:
    """The law in force on the day: the threshold of its edition."""
    editions = (parameter(12, date(2025, 1, 1), date(2026, 1, 1)), parameter(15, date(2026, 1, 1)))
    made = guideline(attrs.evolve(AREA, check=LEAST), parameters=editions)
    for day, value in ((date(2025, 12, 31), 12), (date(2026, 1, 1), 15)):
        check = made.in_force(day).requirements[0].check
        assert check == AtLeast(fact="site.area_m2", at_least=value)


def test_editions_do_not_overlap() -> None:
    """Overlapping dates are unusable; adjoining ones are one run."""
    first = attrs.evolve(AREA, effective_before=date(2025, 7, 1))
    second = attrs.evolve(AREA, effective_from=date(2025, 7, 1))
    assert guideline(first, second).in_force_since(AREA.id, date(2026, 1, 1)) == date(2025, 1, 1)
    late = attrs.evolve(AREA, effective_from=date(2025, 7, 2))
    assert guideline(first, late).in_force_since(AREA.id, date(2026, 1, 1)) == date(2025, 7, 2)
    early = attrs.evolve(AREA, effective_from=date(2025, 6, 30))
    assert refused(first, early) == [
        (
            "$.requirements[1]: Failed to parse 'area' as id: expected editions of area "
            "that do not overlap, got $.requirements[0] and $.requirements[1]."
        )
    ]


def test_an_edition_judges_one_kind_of_subject() -> None:
    """Editions of one requirement judge one kind of subject, or findings could not compare."""
    first = attrs.evolve(AREA, effective_before=date(2025, 7, 1))
    second = attrs.evolve(
        AREA,
        effective_from=date(2025, 7, 1),
        subject=SubjectKind.CITY,
        check=AtLeast(fact="city.stations", at_least=1),
    )
    assert len(refused(first, second)) == 1


@pytest.mark.parametrize(
    ("rules", "parameters", "zh", "en"),
    [
        (
            (attrs.evolve(AREA, check=AtLeast(fact="site.area", at_least=12)),),
            (),
            (
                "$.requirements[0].check: 无法将 'site.area' 解析为事实："
                "应为事实目录中关于阵地的事实，实际为 site.area。"
            ),
            (
                "$.requirements[0].check: Failed to parse 'site.area' as fact: "
                "expected a fact of the catalogue about a station, got site.area."
            ),
        ),
        (
            (attrs.evolve(AREA, check=LEAST),),
            (parameter(12, date(2025, 1, 1), unit="count"),),
            (
                "$.requirements[0].check: 无法将 'least' 解析为参数："
                "应为单位为平方米的参数，实际为个数。"
            ),
            (
                "$.requirements[0].check: Failed to parse 'least' as param: "
                "expected a parameter in m2, got count."
            ),
        ),
        (
            (attrs.evolve(AREA, check=LEAST),),
            (parameter(12, date(2025, 6, 1)),),
            (
                "$.requirements[0].check: 无法将 'least' 解析为参数："
                "应为参数 least 在要求有效期内每天都有取值，实际为 2025-01-01 没有取值。"
            ),
            (
                "$.requirements[0].check: Failed to parse 'least' as param: expected a value of "
                "parameter least on every day the requirement is in force, got none on 2025-01-01."
            ),
        ),
        (
            (AREA, attrs.evolve(AREA, effective_from=date(2026, 1, 1))),
            (),
            (
                "$.requirements[1]: 无法将 'area' 解析为编号："
                "应为 area 的各版本有效期不重叠，实际为 $.requirements[0] 与 $.requirements[1]。"
            ),
            (
                "$.requirements[1]: Failed to parse 'area' as id: expected editions of area that "
                "do not overlap, got $.requirements[0] and $.requirements[1]."
            ),
        ),
        (
            (AREA, attrs.evolve(AREA, id="other")),
            (),
            (
                "$.requirements[1].clause: 无法将 'A.1' 解析为条款号："
                "应为同一天一个条款号只对应一项要求，"
                "实际为 $.requirements[0] 与 $.requirements[1]。"
            ),
            (
                "$.requirements[1].clause: Failed to parse 'A.1' as clause: expected one "
                "requirement for a clause number on one day, "
                "got $.requirements[0] and $.requirements[1]."
            ),
        ),
    ],
    ids=["fact", "unit", "span", "overlap", "clause"],
)
def test_what_is_unusable_says_so_in_both_languages(
    rules: tuple[Requirement, ...], parameters: tuple[Parameter, ...], zh: str, en: str
) -> None:
    """An unusable rule is told as whole sentences: what, the value, expected, got."""
    with pytest.raises(UnusableRule) as caught:
        guideline(*rules, parameters=parameters)
    assert [caught.value.text("zh"), str(caught.value)] == [zh, en]


def test_one_template_a_kind() -> None:
    """Two ways to hold one kind of activity are one too many."""
    template = ActivityTemplate(kind=ActivityKind.SYMPOSIUM, source="示例")
    assert len(refused(AREA, activities=(template, template))) == 1


def test_a_check_is_bounded() -> None:
    """Depth and number of parts are capped: a guideline file cannot make work without bound."""
    deep: Check = Is(fact="on_map", is_=True)
    for _ in range(12):
        deep = Not(not_=deep)
    assert len(refused(attrs.evolve(AREA, check=deep))) == 1
    for _ in range(3000):
        deep = Not(not_=deep)
    assert len(refused(attrs.evolve(AREA, check=deep))) == 1
    wide = AllOf(all_of=tuple([Is(fact="on_map", is_=True)] * 200))
    assert len(refused(attrs.evolve(AREA, check=wide))) == 1


def test_some_asks_for_no_more_than_it_has() -> None:
    """``Some`` has 1 <= n <= number of parts."""
    with pytest.raises(InvalidValue) as caught:
        Some(some=2, of=(Is(fact="on_map", is_=True),))
    assert str(caught.value) == (
        "$.some: Failed to parse 2 as some: "
        "expected n from 1 to the number of its parts (1), got 2."
    )


@given(guidelines(), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_the_rule_set_of_a_day_is_one(made: Guideline, on: date) -> None:
    """`in_force` is idempotent, and holds just the editions of the day.

    Of two editions without a gap the second stands since the first took effect.
    """
    rules = made.in_force(on)
    assert rules.in_force(on) == rules
    for one in rules.requirements:
        since = one.effective_from
        ends = {other.effective_before: other for other in made.requirements if other.id == one.id}
        while since in ends:  # "the first day of the unbroken run of editions"
            since = ends[since].effective_from
        assert made.in_force_since(one.id, on) == since
        assert made.requirement(one.id, on).effective_from == one.effective_from


def test_the_catalogue_is_extended_by_value() -> None:
    """`FACTS.with_facts` leaves the shipped catalogue as it is; equality ignores the catalogue."""
    fact = attrs.evolve(FACTS["site.area_m2"], name="host.area")
    wider = FACTS.with_facts(fact)
    assert "host.area" in wider
    assert "host.area" not in FACTS
    assert guideline(AREA, facts=wider) == guideline(AREA)
