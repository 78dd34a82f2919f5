"""The shipped reading: what it must never claim, and that every rule of it can go both ways."""

import re
import runpy
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ridehire_partybuild import (
    Basis,
    DocumentKind,
    Held,
    Modality,
    ParameterRef,
    Reason,
    Register,
    Some,
    SubjectKind,
    assess,
    describe,
    dumps,
    interpret,
    lint,
    load,
    reference_guideline,
    resolve,
)
from ridehire_partybuild.exchange.shipped import reference_profile
from ridehire_partybuild.guideline import fact_label, fact_name, walked

REFERENCE = reference_guideline()
CITY = Path(__file__).parents[2] / "examples" / "data" / "dongying.json"

SCRIPT = Path(__file__).parents[2] / "docs" / "reference" / "requirements.py"
WRITER = runpy.run_path(str(SCRIPT))


def test_it_says_that_it_is_a_reading() -> None:
    """A requirement never claims to be the official text."""
    assert "不是省级指南原文" in REFERENCE.notice.zh
    assert (REFERENCE.issuer, REFERENCE.document_number) == (None, None)
    assert "not the provincial guideline's text" in REFERENCE.notice.en
    assert "参考解读" in REFERENCE.title.zh


def test_every_kind_of_subject_is_judged() -> None:
    """The founding report binds all four actors, not only stations."""
    assert {one.subject for one in REFERENCE.requirements} == set(SubjectKind)
    assert {one.responsible for one in REFERENCE.requirements} == {
        "authority", "platform", "association", "driver_members",
    }  # fmt: skip


def test_every_demand_of_the_report_is_a_requirement() -> None:
    """Every demand has at least one, citing the report; no other requirement cites it."""
    demands = WRITER["DEMANDS"]
    named = {name for names in demands.values() for name in names}
    assert named == {one.id for one in REFERENCE.requirements if one.basis is Basis.SEED}
    assert all(demands.values())


def test_the_page_of_requirements_is_what_the_reading_says() -> None:
    """Written anew by ``python docs/reference/requirements.py``; every edition has its row."""
    page = SCRIPT.with_suffix(".md").read_text(encoding="utf-8")
    assert page == WRITER["page"](REFERENCE)
    for one in REFERENCE.requirements:
        title = f"{one.title.zh} {one.title.en}"
        row = rf"^\| {re.escape(one.clause)} \|.*\| {re.escape(title)} \|.*{one.effective_from} \|"
        assert re.search(row, page, re.MULTILINE), one.clause
    assert {REFERENCE.notice.zh, REFERENCE.notice.en} <= {
        line.removeprefix("> ") for line in page.splitlines()
    }


def test_lint_finds_no_error() -> None:
    """Nothing in the shipped reading is unusable, and nothing is worth a remark either."""
    assert lint(REFERENCE) == ()


OWN = ("本解读所设", "本解读补充", "本解读所列", "本解读参照")


def test_every_number_names_its_paper_or_says_that_it_is_ours() -> None:
    """A number other than none, and one at least, stands in a paper with its place, or is ours."""
    for rule in REFERENCE.requirements:
        plain = {None, Decimal(0), Decimal(1)}
        numbers = {
            getattr(part, name, None)
            for check in (rule.check, rule.applicability)
            if check is not None
            for _, _, part in walked(check)
            for name in ("at_least", "at_most", "some", "times")
        }
        literal = {one for one in numbers if not isinstance(one, ParameterRef)} - plain
        if literal - {1}:
            sourced = rule.basis is Basis.RULE and rule.source.place
            assert sourced or any(word in rule.text.zh for word in OWN), literal


def test_the_interpretation_says_how_binding_it_is() -> None:
    """GB/T 1.1: 应, 宜 or 可 (shall, should, may) and no other of the three, in both languages."""
    for rule in REFERENCE.requirements:
        day = max(rule.effective_from, date(2026, 6, 30))
        now = REFERENCE.in_force(day).requirement(rule.id, day)
        zh, en = interpret(now, REFERENCE.facts, "zh"), interpret(now, REFERENCE.facts)
        words = {Modality.SHALL: "shall", Modality.SHOULD: "should", Modality.MAY: "may"}
        said = {one for one, word in words.items() if f" {word} " in en}
        assert said == {now.modality}
        assert now.modality.label("zh") in zh
        assert not any(code in zh + en for code in {one.id for one in REFERENCE.parameters})


def test_no_id_or_title_of_the_reading_sounds_official() -> None:
    """It must be impossible to mistake it for the official text: name, notice, exports say so."""
    assert REFERENCE.id == "shandong-reference"
    assert "参考解读" in REFERENCE.title.zh
    assert "Reference reading" in REFERENCE.title.en
    official = "网约车司机群体党建综合服务阵地建设和运行指南"
    told = [REFERENCE.title.zh, *(one.source.document for one in REFERENCE.requirements)]
    assert not any(official in text for text in told)
    assert REFERENCE.notice.zh in dumps(REFERENCE)
    assessed = assess(load(CITY, Register), REFERENCE, date(2026, 1, 15))
    assert REFERENCE.notice.zh in dumps(assessed)
    for name in ("basic", "comprehensive", "mobile", "trade-union-12m2", "dongying-example"):
        tailored = resolve(reference_profile(name), REFERENCE)
        assert REFERENCE.notice.zh in tailored.notice.zh
        assert REFERENCE.notice.en in tailored.notice.en


def test_nine_groups_and_four_subjects() -> None:
    """A to I, numbered without a gap, and each kind of subject with a good number of them."""
    clauses = {one.clause for one in REFERENCE.requirements}
    for group in "ABCDEFGHI":
        numbers = sorted(
            int(clause.partition(".")[2]) for clause in clauses if clause.startswith(f"{group}.")
        )
        assert numbers == list(range(1, len(numbers) + 1)), group
        assert len(numbers) >= 3, group
    assert {one.clause[0] for one in REFERENCE.requirements} == set("ABCDEFGHI")
    assert all(one.clause.startswith(f"{one.group}.") for one in REFERENCE.requirements)
    each = Counter(one.subject for one in REFERENCE.requirements)
    assert set(each) == set(SubjectKind)
    assert min(each.values()) >= 8
    assert len({one.id for one in REFERENCE.requirements}) >= 60


def test_the_law_has_a_clock() -> None:
    """Rules and numbers change on dates that a paper or this reading sets."""
    editions = Counter(one.id for one in REFERENCE.requirements)
    again = {name for name, count in editions.items() if count > 1}
    assert again == {"service-line", "books-used", "satisfaction"}
    for name in again:
        texts = {one.text.zh for one in REFERENCE.requirements if one.id == name}
        assert len(texts) == 2, name
        assert any("本解读所设" in text for text in texts), name

    def least(on: date) -> object:
        return getattr(REFERENCE.in_force(on).requirement("extended-services", on).check,
                       "at_least", None)  # fmt: skip

    assert least(date(2026, 12, 31)) == 1
    assert least(date(2027, 1, 1)) == 2
    year = date(2026, 6, 30)
    assert REFERENCE.requirement("books-used", year).modality is Modality.MAY
    assert REFERENCE.requirement("books-used", date(2027, 1, 1)).modality is Modality.SHOULD
    assert REFERENCE.in_force_since(REFERENCE.requirement("service-line", year).id, year) == date(
        2025, 1, 1
    )


def test_a_rule_set_holds_from_one_turn_to_the_next() -> None:
    """`in_force` remembers rule sets, and never one of another time: it is what the dates say."""
    first, last = date(2024, 12, 30), date(2027, 1, 2)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    sets = {}
    for day in reversed(days):
        rules = REFERENCE.in_force(day)
        sets[id(rules)] = rules
        held = [one for one in REFERENCE.requirements
                if one.effective_from <= day < (one.effective_before or date.max)]  # fmt: skip
        assert [one.id for one in rules.requirements] == [one.id for one in held]
        assert [one.modality for one in rules.requirements] == [one.modality for one in held]
    assert len(sets) == 6  # before 2025, and from each of the five days on which editions begin


def test_no_number_stands_unused() -> None:
    """Every parameter is named by a check, and every number of a paper or of our own says so."""
    named = {
        bound.param
        for rule in REFERENCE.requirements
        for _, _, part in walked(rule.check)
        for bound in (getattr(part, "at_least", None), getattr(part, "at_most", None))
        if isinstance(bound, ParameterRef)
    }
    assert named == {one.id for one in REFERENCE.parameters}
    assert all(one.source.place for one in REFERENCE.parameters)


@pytest.mark.parametrize(
    "on", [date(2025, 12, 31), date(2026, 1, 15), date(2026, 6, 30), date(2027, 6, 30)]
)
def test_the_example_city_is_read_without_an_error(on: date) -> None:
    """No fact of the shipped reading goes wrong on the example city, whatever the day."""
    told = assess(load(CITY, Register), REFERENCE, on)
    reasons = Counter(one.verdict.reason for one in told.findings)
    assert Reason.ERROR not in reasons
    assert Reason.CONFLICTING not in reasons
    judged = {one.requirement for one in told.findings}
    assert judged == {one.id for one in REFERENCE.in_force(on).requirements}


def test_each_rule_names_its_paper_and_who_answers() -> None:
    """Source, remedy and one responsible actor who is no helper too; a rule is cited as one."""
    for rule in REFERENCE.requirements:
        assert len(rule.source.document) > 3
        assert rule.remedy.zh
        assert rule.remedy.en
        assert rule.responsible not in rule.cooperating
        assert len(set(rule.cooperating)) == len(rule.cooperating)
        binding = rule.source.kind in {DocumentKind.LAW, DocumentKind.PARTY_REGULATION}
        assert rule.basis is not Basis.RULE or binding
        if rule.basis in {Basis.KINDRED, Basis.PRACTICE}:
            assert rule.modality is not Modality.SHALL


def test_shall_stands_only_where_somebody_asks() -> None:
    """SHALL only where a rule binds; the report's sentences are paraphrased and cited."""
    for rule in REFERENCE.requirements:
        if rule.modality is Modality.SHALL:
            assert rule.basis is Basis.RULE
        if rule.basis is Basis.SEED:
            assert "报道：" in rule.text.zh
            assert "The report:" in rule.text.en
            assert "报道" in rule.source.document
        if rule.basis is Basis.RULE:
            assert rule.source.place


def test_the_modal_word_fits_the_text() -> None:
    """GB/T 1.1: 应 for a requirement, 宜 for a recommendation, 可 for a permission."""
    for rule in REFERENCE.requirements:
        english = {Modality.SHALL: "shall", Modality.SHOULD: "should", Modality.MAY: "may"}
        assert f" {english[rule.modality]} " in rule.text.en
        assert rule.modality.label("zh") in rule.text.zh or (rule.word or "宜") in rule.text.zh


def test_every_rule_can_be_told_in_both_languages() -> None:
    """Every text a person reads exists in zh and en."""
    for rule in REFERENCE.requirements:
        for lang in ("zh", "en"):
            assert describe(rule.check, REFERENCE.facts, lang)
            for _, _, part in walked(rule.check):
                if not isinstance(part, Held) and fact_name(part):
                    assert fact_label(fact_name(part) or "", REFERENCE.facts, lang)


def test_held_activities_have_a_template() -> None:
    """A duty takes duration, skill and seats from the template of its kind."""
    kinds = {part.held for one in REFERENCE.requirements for _, _, part in walked(one.check)
             if isinstance(part, Held)}  # fmt: skip
    assert kinds <= {template.kind for template in REFERENCE.activities}


def test_it_is_in_force_from_the_year_the_report_reviewed() -> None:
    """The dates are the reading's own: it looks back over 2025."""
    assert not REFERENCE.in_force(date(2024, 12, 31)).requirements
    days = {one.effective_from for one in REFERENCE.requirements}
    # 2025-07-01 and 2026-02-11 are days of papers; what looks back over a year begins a year later
    assert days == {
        date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2026, 2, 11), date(2027, 1, 1),
    }  # fmt: skip
    assert REFERENCE.requirement("injury-cover", date(2025, 7, 1)).basis is Basis.PRACTICE
    assert REFERENCE.requirement("appeals-answered", date(2026, 2, 11)).basis is Basis.PRACTICE


def test_what_the_report_does_not_say_is_not_put_into_its_mouth() -> None:
    """The report names no frequency and no number: a seed rule that has one says whose it is."""
    for rule in REFERENCE.requirements:
        # one thing at least, or nothing amiss, is what the report asks for: any other is ours
        plain = {Decimal(0), Decimal(1)}
        numbered = any(
            isinstance(part, Held | Some)
            or not plain.issuperset({getattr(part, "at_least", Decimal(1))})
            or not plain.issuperset({getattr(part, "at_most", Decimal(1))})
            for _, _, part in walked(rule.check)
        )
        if rule.basis is Basis.SEED and (numbered or "每" in rule.text.zh):
            assert "本解读所设" in rule.text.zh
            assert "this reading's own" in rule.text.en
