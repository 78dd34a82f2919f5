"""SARIF: kinds, levels, suppressions and states by the table, and what the standard asks for."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    Assessment,
    BaselineState,
    Comparison,
    Modality,
    Outcome,
    Reason,
    Register,
    Station,
    Waiver,
    assess,
    compare,
    dumps,
    explain,
    explain_cause,
    loads,
    reference_guideline,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.sarif import json_bytes, to_sarif
from ridehire_partybuild.testing import strategies

from .conftest import ASSESSMENTS, LANGS, ON, city, drawn, nodes

sarif_pydantic = pytest.importorskip("sarif_pydantic")

KINDS = {
    Outcome.PASSED: "pass",
    Outcome.FAILED: "fail",
    Outcome.CANT_TELL: "open",
    Outcome.INAPPLICABLE: "notApplicable",
}
LEVELS = {Modality.SHALL: "error", Modality.SHOULD: "warning", Modality.MAY: "note"}
COMPARISONS = strategies.comparisons()


def run(assessment: Assessment, lang: Lang = "zh", **more: Any) -> dict[str, Any]:
    """Return the one run of a log."""
    (found,) = to_sarif(assessment, lang=lang, **more)["runs"]
    told: dict[str, Any] = found
    return told


def plain(message: dict[str, str]) -> str:
    """Return a message as a viewer shows it (3.11.5, 3.11.6)."""
    shown = message["text"].replace("{{", "{").replace("}}", "}")
    return re.sub(r"\\([\[\]])", r"\1", shown) if "\\](" in shown else shown


@settings(max_examples=30)
@given(ASSESSMENTS, LANGS)
def test_each_finding_is_a_result_by_the_table(assessment: Assessment, lang: Lang) -> None:
    """Pass, fail, open, review, notApplicable; a level on failures only; suppressed if waived."""
    found = run(assessment, lang)
    assert len(found["results"]) == len(assessment.findings)
    for finding, told in zip(assessment.findings, found["results"], strict=True):
        rule, verdict = assessment.rules[finding.requirement], finding.verdict
        judged = verdict.reason is Reason.JUDGEMENT
        assert told["kind"] == ("review" if judged else KINDS[verdict.outcome])
        level = LEVELS[rule.modality] if verdict.outcome is Outcome.FAILED else None
        assert told.get("level") == level
        assert plain(told["message"]) == explain(finding, assessment, lang).text()
        waivers = [one["properties"]["waiver"] for one in told["suppressions"]]
        assert waivers == ([] if finding.waiver is None else [finding.waiver])
        assert told["fingerprints"] == {"finding/v1": finding.id}
        assert "baselineState" not in told


def holds_together(found: dict[str, Any]) -> None:
    """See to it that indices lead to what they name, and that no guid stands twice."""
    rules, places = found["tool"]["driver"]["rules"], found["logicalLocations"]
    for one in found["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        (place,) = one["locations"][0]["logicalLocations"]
        assert places[place["index"]]["fullyQualifiedName"] == place["fullyQualifiedName"]
    (other,) = found["translations"]
    assert [one["id"] for one in other["rules"]] == [one["id"] for one in rules]
    assert {other["language"], found["tool"]["driver"]["language"]} == {"zh-CN", "en-US"}
    for part in (rules, found["results"]):
        guids = [one["guid"] for one in part]
        assert len(set(guids)) == len(guids)


@settings(max_examples=20)
@given(COMPARISONS, LANGS)
def test_a_comparison_gives_each_result_its_state(comparison: Comparison, lang: Lang) -> None:
    """New, unchanged, updated, and absent behind the rest; why, in the properties."""
    found = run(comparison.after, lang, comparison=comparison)
    holds_together(found)
    told = {one["correlationGuid"]: one for one in found["results"]}
    assert {name: one["baselineState"] for name, one in told.items()} == {
        one.id: one.state.value for one in comparison.findings
    }
    facts = comparison.after.guideline.facts
    for one in comparison.findings:
        more = told[one.id]["properties"]
        cause = None if one.cause is None else explain_cause(one.cause, lang, facts=facts)
        assert more.get("causeText") == cause
        assert more.get("waiverChange") == (None if one.waiver is None else one.waiver.value)
    alone = run(comparison.before, lang)["automationDetails"]
    assert found["baselineGuid"] == alone["guid"]


@settings(max_examples=20)
@given(ASSESSMENTS, LANGS)
def test_equal_assessments_give_equal_bytes(assessment: Assessment, lang: Lang) -> None:
    """Law 11; and what is told of an assessment holds together."""
    again = loads(dumps(assessment), Assessment, facts=assessment.guideline.facts)
    one, other = to_sarif(assessment, lang=lang), to_sarif(again, lang=lang)
    assert json_bytes(one) == json_bytes(other)
    holds_together(one["runs"][0])


def accepted(document: dict[str, Any]) -> None:
    """See to it that sarif-pydantic reads a log, and that what it read is what was written."""
    read = sarif_pydantic.Sarif.model_validate(document)
    written = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert written == document


@pytest.mark.parametrize("count", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_sarif_pydantic_reads_every_log(count: int) -> None:
    """A validator from outside accepts every SARIF document of 200 generated registers."""
    for assessment in drawn(ASSESSMENTS, count):
        accepted(to_sarif(assessment))
    for comparison in drawn(COMPARISONS, count // 10):
        accepted(to_sarif(comparison.after, comparison=comparison, lang="en"))


def test_another_assessments_comparison_is_refused() -> None:
    """Baseline states are those of the findings that are told."""
    with pytest.raises(ValueError, match="leads to another assessment"):
        to_sarif(city(), comparison=compare(city(), city(date(2026, 8, 15))))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tool_says_what_the_guideline_is_not(lang: Lang) -> None:
    """A test finds the disclaimer in every export, here in both languages."""
    found, notice = run(city(), lang), reference_guideline().notice
    other = notice.in_("en" if lang == "zh" else "zh")
    assert found["tool"]["driver"]["fullDescription"]["text"] == notice.in_(lang)
    assert found["properties"]["notice"] == notice.in_(lang)
    assert found["translations"][0]["fullDescription"]["text"] == other


def test_hostile_names_stay_text() -> None:
    """No placeholder, no link: whatever a station, an authority or a reason is called."""
    hostile = "[x](https://example.org){0}"
    station = loads(dumps(city().register), Register).stations[0]
    waiver = Waiver(
        id="W-1", subject=station.id, covers="legal-clinic", authority=hostile, reason=hostile,
        valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    register = Register(stations=[Station(id=station.id, name=hostile, region=station.region,
                                          tier=station.tier)], waivers=[waiver])  # fmt: skip
    found = run(assess(register, reference_guideline(), ON))
    texts = [one.fields["text"] for one in nodes(found) if "text" in one.fields]
    (told,) = (text for text in texts if "example.org" in text)
    assert "\\[x\\](https://example.org){{0}}" in told
    assert not re.search(r"(?<!\\)\]\(|(?<!\{)\{\d", told)


def test_the_states_are_all_met() -> None:
    """What is drawn shows each state, so that the property above tries them all."""
    found = {one.state for told in drawn(COMPARISONS, 40) for one in told.findings}
    assert found == set(BaselineState)
