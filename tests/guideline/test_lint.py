"""Lint of guidelines, and the witnesses of their requirements."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActivityKind,
    ActivityTemplate,
    ActorRole,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Basis,
    Check,
    DocumentKind,
    Facility,
    Guideline,
    Held,
    Includes,
    Is,
    Modality,
    Not,
    OneOf,
    Outcome,
    Parameter,
    ParameterRef,
    PeriodUnit,
    Readings,
    Register,
    Requirement,
    Some,
    Source,
    Station,
    SubjectKind,
    Text,
    UnusableRule,
    Valid,
    Verdict,
    When,
    evaluate,
    lint,
    reference_guideline,
    reference_profile,
    witness_day,
    witnesses,
)
from ridehire_partybuild.guideline import judged_check, solving, walked
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies.judging import guidelines, readings

REFERENCE = reference_guideline()
TEXT = Text(zh="示例", en="example")
PAPER = Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE)
START, LATER, LATEST = date(2024, 1, 1), date(2025, 1, 1), date(2025, 3, 1)
AREA = AtLeast(fact="site.area_m2", at_least=12)
LECTURE = Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER)
PLAIN = Requirement(
    id="rule", clause="X.1", group="X", subject=SubjectKind.STATION, modality=Modality.SHOULD,
    title=TEXT, text=TEXT, check=AREA, source=PAPER, basis=Basis.PRACTICE,
    responsible=ActorRole.AUTHORITY, remedy=TEXT, effective_from=START,
)  # fmt: skip
LEAST = Parameter(id="area.least", value=12, unit="m2", source=PAPER, effective_from=START)


def rule(check: Check = AREA, **changes: Any) -> Requirement:
    """Return a requirement in which nothing is odd but what is given."""
    return attrs.evolve(PLAIN, check=check, **changes)


def guideline(*rules: Requirement, **more: Any) -> Guideline:
    """Return a guideline of some requirements."""
    return Guideline(id="example", title=TEXT, notice=TEXT, requirements=rules, **more)


def codes(rules: Guideline) -> list[tuple[str, str]]:
    """Return what lint says, each by its code and place."""
    return [(one.code, one.path.removeprefix("$.")) for one in lint(rules)]


def test_the_shipped_reference_has_nothing_odd() -> None:
    """SHALL only where basis is ``rule`` or ``seed``: lint proves it, and raises no false alarm."""
    assert lint(REFERENCE) == ()


CHECK = "requirements[0].check"


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        (AREA, []),
        (AtLeast(fact="site.area_m2", at_least=0), ["never_fails"]),
        (AtLeast(fact="drivers.satisfied", at_least=101), ["never_passes"]),
        (AtMost(fact="drivers.satisfied", at_most=100), ["never_fails"]),
        (AllOf(all_of=(AREA, AtMost(fact="site.area_m2", at_most=11))), ["never_passes"]),
        (AllOf(all_of=(AtLeast(fact="site.seats", at_least=Decimal("11.5")),
                       AtMost(fact="site.seats", at_most=Decimal("11.9")))), ["never_passes"]),
        (AllOf(all_of=(AtLeast(fact="site.area_m2", at_least=Decimal("11.5")),
                       AtMost(fact="site.area_m2", at_most=Decimal("11.9")))), []),
        (AnyOf(any_of=(AREA, Not(not_=AREA))), ["never_fails"]),
        (AllOf(all_of=()), ["never_passes", "never_fails"]),
        (OneOf(fact="tier", one_of=("basic", "comprehensive", "mobile")), ["never_fails"]),
        (Not(not_=Is(fact="tier", is_="basic")), []),
        (Includes(fact="facilities", includes=()), ["never_fails"]),
        (Not(not_=Valid(valid="first_aid_box.expires_on")), []),
        (AllOf(all_of=(LECTURE, AREA)), []),
        (When(when=AREA, then=LECTURE), []),
        (AnyOf(any_of=(LECTURE, AREA)), ["no_duty"]),
        (Some(some=1, of=(LECTURE, AREA)), ["no_duty"]),
        (Not(not_=LECTURE), ["no_duty"]),
        (AnyOf(any_of=(AllOf(all_of=(LECTURE,)), AREA)), ["no_duty"]),
    ],
)  # fmt: skip
def test_what_a_check_can_never_do(check: Check, wanted: list[str]) -> None:
    """Checks that can never fail or pass, and duties that never arise, and none else."""
    assert codes(guideline(rule(check))) == [(code, CHECK) for code in wanted]


def test_a_condition_that_never_holds() -> None:
    """An unreachable applicability is told once, not as a check that can never fail as well."""
    never = AllOf(all_of=(Is(fact="tier", is_="basic"), Is(fact="tier", is_="mobile")))
    rules = guideline(rule(applicability=never))
    assert codes(rules) == [("never_applies", "requirements[0].applicability")]


def test_a_condition_and_a_check_that_exclude_each_other() -> None:
    """Each can be met, both together never."""
    rules = guideline(
        rule(Is(fact="tier", is_="basic"), applicability=Is(fact="tier", is_="mobile"))
    )
    assert codes(rules) == [("never_passes", CHECK)]


def _with(**changes: Any) -> Callable[[], Guideline]:
    return lambda: guideline(rule(**changes))


@pytest.mark.parametrize(
    ("make", "wanted", "zh", "en"),
    [
        (
            _with(modality=Modality.SHALL),
            ("shall_without_rule", "$.requirements[0].modality"),
            "X.1 用“应”，而依据只是外地做法",
            "X.1 says shall, on no more than practice elsewhere",
        ),
        (
            _with(title=Text(zh="example", en="example")),
            ("not_chinese", "$.requirements[0].title.zh"),
            "中文文本中没有汉字",
            "the Chinese text has no Chinese in it",
        ),
        (
            _with(remedy=Text(zh="示例", en="示例")),
            ("not_english", "$.requirements[0].remedy.en"),
            "英文文本中没有英文字母",
            "the English text has no English in it",
        ),
        (
            lambda: guideline(rule(), rule(id="other", clause="X.2")),
            ("duplicate", "$.requirements[1]"),
            "X.2 与 X.1（$.requirements[0]）的要求相同",
            "X.2 asks what X.1 ($.requirements[0]) asks",
        ),
        (
            lambda: guideline(rule(effective_before=LATER), rule(effective_from=LATEST)),
            ("gap", "$.requirements[1]"),
            "rule 在 2025-01-01 至 2025-02-28 期间没有版本",
            "rule has no edition from 2025-01-01 to 2025-02-28",
        ),
        (
            lambda: guideline(rule(), parameters=(LEAST,)),
            ("unused_parameter", "$.parameters[0]"),
            "没有检查使用参数 area.least",
            "no check names the parameter area.least",
        ),
        (
            lambda: guideline(
                rule(),
                activities=(ActivityTemplate(kind=ActivityKind.LEGAL_CLINIC, source="示例"),),
            ),
            ("unused_activity", "$.activities[0]"),
            "没有要求涉及法律咨询",
            "no requirement asks for legal clinic",
        ),
        (
            _with(check=Not(not_=LECTURE)),
            ("no_duty", "$.requirements[0].check"),
            "X.1 中的党课处于“任一”“若干”或“并非”之下，不会产生任何开展义务",
            "Party lecture in X.1 stands under any-of, some-of or not, so that nobody ever owes it",
        ),
        (
            _with(applicability=AllOf(all_of=(Is(fact="tier", is_="basic"),
                                              Is(fact="tier", is_="mobile")))),
            ("never_applies", "$.requirements[0].applicability"),
            "X.1 的适用条件不可能成立",
            "X.1 can never apply",
        ),
        (
            _with(check=AtLeast(fact="drivers.satisfied", at_least=101)),
            ("never_passes", "$.requirements[0].check"),
            "X.1 不可能得到满足",
            "X.1 can never be met",
        ),
        (
            _with(check=AtLeast(fact="site.area_m2", at_least=0)),
            ("never_fails", "$.requirements[0].check"),
            "X.1 不可能不满足",
            "X.1 can never fail",
        ),
        (
            _with(remedy=Text(zh="示例〔待填：办法〕。", en="Example.")),
            ("placeholder", "$.requirements[0].remedy.zh"),
            "“〔待填：办法〕”是模板里的话，还没有换成指南的内容",
            "'〔待填：办法〕' still stands there from the template",
        ),
        (
            _with(source=attrs.evolve(PAPER, place="〔to fill in: clause")),
            ("placeholder", "$.requirements[0].source.place"),
            "“〔to fill in: clause”是模板里的话，还没有换成指南的内容",
            "'〔to fill in: clause' still stands there from the template",
        ),
    ],
)  # fmt: skip
def test_a_lint_tells_what_and_where_in_both_languages(
    make: Callable[[], Guideline], wanted: tuple[str, str], zh: str, en: str
) -> None:
    """Data with a code, a path and parameters; text late, in zh and en."""
    (told,) = lint(make())
    assert (told.code, told.path) == wanted
    assert [told.text("zh"), str(told)] == [f"{told.path}: {zh}", f"{told.path}: {en}"]


def test_the_brackets_of_a_document_number_are_no_placeholder() -> None:
    """The year of a number of a paper stands in the same brackets."""
    paper = attrs.evolve(PAPER, document="示例发〔2026〕1号")
    assert codes(guideline(rule(source=paper))) == []


def test_texts_of_the_guideline_itself_are_looked_at() -> None:
    """Its notice is printed wherever its findings are: in both languages."""
    rules = attrs.evolve(guideline(rule()), notice=Text(zh="-", en="-"))
    assert codes(rules) == [("not_chinese", "notice.zh"), ("not_english", "notice.en")]


@pytest.mark.parametrize(
    ("issuer", "number", "wanted"),
    [
        (None, None, []),
        ("示例局", "示交发〔2026〕1号", []),
        ("示例局", "DB37/T 0000—2026", []),
        ("示例局", "示例局令2026年第3号", []),
        ("示例局", "示例局公告第5号", []),
        ("示例局", None, [("half_issued", "document_number")]),
        (" ", "示交发〔2026〕1号", [("half_issued", "issuer")]),
        (None, "示交发〔2026〕1号", [("half_issued", "issuer")]),
        *[
            ("示例局", odd, [("document_number", "document_number")])
            for odd in (
                "示交发[2026]1号", "示交发（2026）1号", "示交发〔26〕1号", "示交发〔2026〕第1号",
                "示交发〔2026〕01号", "示交发〔２０２６〕1号", "示例局关于阵地的通知1号",
            )
        ],
    ],
)  # fmt: skip
def test_who_issued_it_and_its_number_go_together(
    issuer: str | None, number: str | None, wanted: list[tuple[str, str]]
) -> None:
    """Both or none, blanks are none; and a number as papers, orders or standards have it."""
    rules = attrs.evolve(guideline(rule()), issuer=issuer, document_number=number)
    assert codes(rules) == wanted


def test_what_is_odd_about_an_issue_is_said_in_words() -> None:
    """In both languages, its place first."""
    rules = attrs.evolve(guideline(rule()), document_number="示交发[2026]01号")
    half, number = lint(rules)
    assert half.text("zh") == "$.issuer: 发文机关和发文字号只填了一项：缺一项就不能出具整改通知"
    assert str(half) == (
        "$.issuer: of issuer and document number one is not given: without both no formal notice "
        "can be made"
    )
    assert number.text("zh") == (
        "$.document_number: “示交发[2026]01号”不合发文字号的写法（如 示交发〔2026〕1号）："
        "年份标全称、用六角括号，顺序号不加“第”字、不编虚位"
    )
    assert str(number) == (
        "$.document_number: '示交发[2026]01号' is not written as document numbers are, such as "
        "示交发〔2026〕1号: the year whole and in those brackets, no 第, no leading zero"
    )


def test_every_value_of_a_parameter_is_tried() -> None:
    """A check may be sound today and impossible from the day on which its parameter changes."""
    share = [
        Parameter(id="share", value=value, unit="percent", source=PAPER, effective_from=first,
                  effective_before=after)
        for value, first, after in ((80, START, LATER), (101, LATER, None))
    ]  # fmt: skip
    check = AtLeast(fact="drivers.satisfied", at_least=ParameterRef(param="share"))
    rules = guideline(rule(check), parameters=tuple(share))
    assert codes(rules) == [("never_passes", CHECK)]
    assert (
        codes(guideline(rule(check), parameters=(attrs.evolve(share[0], effective_before=None),)))
        == []
    )


def test_a_guideline_with_profiles_is_linted_and_has_witnesses_too() -> None:
    """Each requirement is looked at alone, where what its profiles tailor need not be."""
    rules = attrs.evolve(REFERENCE, profiles=(reference_profile("dongying-example"),))
    assert lint(rules) == ()
    one = REFERENCE.requirements[0]
    assert witnesses(one, rules) == witnesses(one, REFERENCE)


@given(st.data(), guidelines(most=1))
def test_never_means_never(data: st.DataObject, rules: Guideline) -> None:
    """What lint says can never be is not found among readings drawn at random."""
    # each edition by itself, on its first day: of several one may pass that another never does
    for edition in rules.requirements:
        (one,) = rules.in_force(edition.effective_from).requirements
        alone = attrs.evolve(rules, requirements=(one,), parameters=())
        said = {told.code for told in lint(alone)}
        check = judged_check(one)
        known = data.draw(readings(check))
        share = known.facts.get("drivers.satisfied")
        over = share is not None and isinstance(share.value, Decimal) and share.value > 100
        outcome = evaluate(check, known).outcome
        if not over and not {"never_applies"} & said:
            assert outcome is not Outcome.PASSED or "never_passes" not in said
            assert outcome is not Outcome.FAILED or "never_fails" not in said


@pytest.mark.parametrize("one", REFERENCE.requirements, ids=lambda one: f"{one.id}-{one.clause}")
def test_the_witnesses_of_every_shipped_requirement_behave(one: Requirement) -> None:
    """For every shipped requirement the passing and the failing witness behave so."""
    laws.witnesses_behave(one, REFERENCE)


@given(guidelines(most=2))
def test_witnesses_behave_or_there_are_none(rules: Guideline) -> None:
    """Law 4 on any requirement; where there are none, the rule is unusable, and says why."""
    for one in rules.requirements:
        try:
            laws.witnesses_behave(one, rules)
        except UnusableRule as error:
            told = {problem.code for problem in error.problems}
            assert told
            assert told <= {"rule.never_passes", "rule.never_fails", "rule.no_witness"}


@given(guidelines(most=1))
def test_a_sound_check_over_facts_that_can_be_seen_has_witnesses(rules: Guideline) -> None:
    """Lint and witnesses are one machinery: what can pass and fail has both."""
    names = {one.code for one in lint(rules)}
    for one in rules.requirements:
        seen = one.subject is not SubjectKind.CITY and "held" not in repr(one.check).lower()
        if seen and one.applicability is None and not names & {"never_passes", "never_fails"}:
            laws.witnesses_behave(one, rules)


def test_a_witness_holds_no_more_than_it_needs() -> None:
    """The smallest register: one station, one number."""
    passing, failing = witnesses(PLAIN, guideline(PLAIN))
    areas = [one.stations[0].site.area_m2 for one in (passing, failing)]
    assert areas == [Decimal(12), Decimal(11)]
    for one in (passing, failing):
        (station,) = one.stations
        bare = Station(id=station.id, name=station.name, region=station.region, site=station.site)
        assert one == Register(stations=[bare])


def test_what_has_no_witness_is_unusable_and_says_so() -> None:
    """Impossible is `UnusableRule`: not bad input, not a finding."""
    one = rule(AllOf(all_of=()))
    with pytest.raises(UnusableRule) as caught:
        witnesses(one, guideline(one))
    assert caught.value.text("zh") == (
        "无法将 'rule' 解析为检查：应为有台账能够满足的检查，实际为任何台账都不能满足。\n"
        "无法将 'rule' 解析为检查：应为有台账不能满足的检查，实际为任何台账都不会不满足。"
    )
    assert str(caught.value) == (
        "Failed to parse 'rule' as check: expected a check that some register meets,"
        " got one that none does.\n"
        "Failed to parse 'rule' as check: expected a check that some register fails,"
        " got one that none does."
    )


def test_what_only_a_huge_register_would_show_is_not_said_to_be_impossible() -> None:
    """366 sessions a week are 19,032 a year: nobody makes them up, and "never" is not proven."""
    one = rule(Held(held=ActivityKind.PARTY_LECTURE, times=366, per=PeriodUnit.WEEK))
    assert codes(guideline(one)) == []
    with pytest.raises(UnusableRule) as caught:
        witnesses(one, guideline(one))
    assert caught.value.text("zh") == (
        "无法将 'rule' 解析为检查：应为用不超过几百条记录的例子就能说明“符合”的检查，"
        "实际为没有找到这样的例子。"
    )
    assert str(caught.value) == (
        "Failed to parse 'rule' as check: expected a check for which an example of no more than a "
        "few hundred records shows 'passed', got one for which none was found."
    )


def test_two_sessions_a_week_have_their_witness() -> None:
    """Through a whole year: 104 sessions meet it, none fail it."""
    one = rule(Held(held=ActivityKind.PARTY_LECTURE, times=2, per=PeriodUnit.WEEK))
    passing, failing = witnesses(one, guideline(one))
    assert (len(passing.sessions), len(failing.sessions)) == (104, 0)


def test_branches_of_a_city_have_their_witness() -> None:
    """Joint ones count among them: those that lack are branches of one employer."""
    one = rule(AtLeast(fact="city.branches", at_least=3), subject=SubjectKind.CITY)
    passing, failing = witnesses(one, guideline(one))
    assert (len(passing.branches), len(failing.branches) < 3) == (3, True)


@pytest.mark.slow
def test_hundreds_of_requirements_are_linted_with_bounded_work() -> None:
    """Equal checks are tried once; of others so many parts are gone through in all, and no more."""
    wide = [AtLeast(fact="site.area_m2", at_least=number) for number in range(1, 100)]
    held = [
        Held(held=ActivityKind.PARTY_LECTURE, times=number, per=PeriodUnit.WEEK)
        for number in range(1, 100)
    ]
    rules = [
        rule(AllOf(all_of=(*wide, *held[number:])), id=f"r-{number}", clause=f"X.{number}")
        for number in range(9)
    ]
    tried = Counter[str]()

    def counted(check: Check, known: Readings) -> Verdict:
        tried["parts"] += sum(
            part.periods if isinstance(part, Held) else 1 for _, _, part in walked(check)
        )
        return evaluate(check, known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "evaluate", counted)
        assert codes(guideline(*rules)) == []
    assert tried["parts"] <= 2 * solving.MOST_WORK


def test_witnesses_are_judged_on_a_day_of_their_edition() -> None:
    """The last day of a past edition; of one in force the end of a year, whole periods later."""
    assert witness_day(attrs.evolve(PLAIN, effective_before=LATER)) == date(2024, 12, 31)
    assert witness_day(PLAIN) == date(2026, 12, 31)
    early = witnesses(PLAIN, guideline(PLAIN), on=START)
    assert early[0].stations[0].site.area_m2 == Decimal(12)


EIGHT = tuple(Includes(fact="facilities", includes=(kind.value,)) for kind in islice(Facility, 8))


def test_lists_of_many_words_have_witnesses() -> None:
    """One thing that may not be there and seven that must be: a station can pass."""
    one = rule(AllOf(all_of=(Not(not_=EIGHT[0]), *EIGHT[1:])))
    rules = guideline(one)
    assert lint(rules) == ()
    passing, failing = witnesses(one, rules)
    assert [item.kind for item in passing.stations[0].facilities or ()] == sorted(
        islice(Facility, 1, 8)
    )
    assert len(failing.stations) == 1


def test_what_was_not_gone_through_is_not_said_never_to_pass() -> None:
    """Four of one and four of the other are more ways than are tried: lint says nothing."""
    mixed: tuple[Check, ...] = (*(Not(not_=word) for word in EIGHT[:4]), *EIGHT[4:])
    assert lint(guideline(rule(AllOf(all_of=mixed)))) == ()
