"""The shipped reading: what it must never claim, and that every rule of it can go both ways."""

from datetime import date

import pytest

from ridehire_partybuild import (
    Basis,
    Held,
    Modality,
    Requirement,
    SubjectKind,
    describe,
    reference_guideline,
)
from ridehire_partybuild.guideline import fact_label, fact_name, walked

REFERENCE = reference_guideline()


def test_it_says_that_it_is_a_reading() -> None:
    """A requirement never claims to be the official text."""
    assert "不是省级指南原文" in REFERENCE.notice.zh
    assert "not the provincial guideline's text" in REFERENCE.notice.en
    assert "参考解读" in REFERENCE.title.zh


def test_every_kind_of_subject_is_judged() -> None:
    """The founding report binds all four actors, not only stations."""
    assert {one.subject for one in REFERENCE.requirements} == set(SubjectKind)
    assert {one.responsible for one in REFERENCE.requirements} == {
        "authority", "platform", "association", "driver_members",
    }  # fmt: skip


@pytest.mark.parametrize("rule", REFERENCE.requirements, ids=lambda one: one.id)
def test_shall_stands_only_where_somebody_asks(rule: Requirement) -> None:
    """SHALL only where a rule binds; the report's sentences are paraphrased and cited."""
    if rule.modality is Modality.SHALL:
        assert rule.basis is Basis.RULE
    if rule.basis is Basis.SEED:
        assert "报道：" in rule.text.zh
        assert "The report:" in rule.text.en
        assert "报道" in rule.source.document
    if rule.basis is Basis.RULE:
        assert rule.source.place


@pytest.mark.parametrize("rule", REFERENCE.requirements, ids=lambda one: one.id)
def test_the_modal_word_fits_the_text(rule: Requirement) -> None:
    """GB/T 1.1: 应 for a requirement, 宜 for a recommendation, 可 for a permission."""
    english = {Modality.SHALL: "shall", Modality.SHOULD: "should", Modality.MAY: "may"}
    assert f" {english[rule.modality]} " in rule.text.en
    assert rule.modality.label("zh") in rule.text.zh or (rule.word or "宜") in rule.text.zh


@pytest.mark.parametrize("rule", REFERENCE.requirements, ids=lambda one: one.id)
def test_every_rule_can_be_told_in_both_languages(rule: Requirement) -> None:
    """Every text a person reads exists in zh and en."""
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
    first = {one.id for one in REFERENCE.in_force(date(2025, 1, 1)).requirements}
    later = {one.id for one in REFERENCE.requirements} - first
    assert later == {"satisfaction"}  # its number comes from a paper of 2026-02-11
    assert REFERENCE.requirement("satisfaction", date(2026, 2, 11)).modality is Modality.MAY


@pytest.mark.parametrize("rule", REFERENCE.requirements, ids=lambda one: one.id)
def test_what_the_report_does_not_say_is_not_put_into_its_mouth(rule: Requirement) -> None:
    """The report names no frequency and no number: a seed rule that has one says whose it is."""
    numbered = any(isinstance(part, Held) for _, _, part in walked(rule.check))
    if rule.basis is Basis.SEED and (numbered or "每" in rule.text.zh):
        assert "本解读所设" in rule.text.zh
        assert "this reading's own" in rule.text.en
