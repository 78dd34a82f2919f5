"""SARIF 2.1.0: the findings for programs that show and compare what analysers found.

A requirement is a rule, a subject a logical location, a finding a result. What is written follows
the standard ("3.27.9 kind", "3.27.10 level" and so on), whose sentences stand where they bind; no
package is needed. Sensitive values are withheld as everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    BaselineState,
    ComparedFinding,
    Comparison,
    Finding,
    explain,
    explain_cause,
)
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Outcome, Reason, Requirement
from ridehire_partybuild.values import Modality, SubjectKind, made_id

from .plain import json_bytes, write_json
from .report.told import Names, subject_name, waiver_of
from .texts import written_decimal

__all__ = ["json_bytes", "to_sarif", "write_json"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
NAME = "ridehire-partybuild"
TAGS: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
"""3.14.7 language: an ISO 639 language, then an ISO 3166 country."""

KINDS: Mapping[Outcome, str] = {
    Outcome.PASSED: "pass",
    Outcome.FAILED: "fail",
    Outcome.CANT_TELL: "open",
    Outcome.INAPPLICABLE: "notApplicable",
}
"""3.27.9 kind; ``review`` where it is a person who must judge."""

LEVELS: Mapping[Modality, str] = {
    Modality.SHALL: "error",
    Modality.SHOULD: "warning",
    Modality.MAY: "note",
}
"""3.27.10 level: only of failures; "if kind has any value other than fail […] none"."""


def to_sarif(
    assessment: Assessment,
    *,
    comparison: Comparison | None = None,
    lang: Lang = "zh",
    names: Names | None = None,
) -> dict[str, Any]:
    """Return the findings as a SARIF 2.1.0 log of one run, as plain data.

    ======================  =======================================================
    what was found          what is written
    ======================  =======================================================
    PASSED                  kind ``pass``
    FAILED                  kind ``fail``; level ``error``, ``warning`` or ``note`` by modality
    CANT_TELL               kind ``open``; ``review`` where a person must judge
    INAPPLICABLE            kind ``notApplicable``
    a waiver                a suppression, external and accepted; its days in ``properties``
    a comparison            ``baselineState``; findings that are there no more are ``absent``
    ======================  =======================================================

    Each result has a fingerprint, the same on any day. The notice of the guideline stands in the
    tool's description and in the run's properties. Rules have their texts in both languages.

    Args:
        assessment: Where everybody stands.
        comparison: What became of each finding since an earlier assessment; None: not compared.
        lang: The language of messages; rules have the other in ``translations``.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ValueError: the comparison leads to another assessment.

    >>> from datetime import date
    >>> from ridehire_partybuild import Region, Register, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> result = to_sarif(told, lang="en")["runs"][0]["results"][0]
    >>> result["ruleId"], result["kind"], result["level"]
    ('area', 'fail', 'warning')
    """
    if comparison is not None and comparison.after != assessment:
        raise ValueError("the comparison leads to another assessment")
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [_Run(assessment, comparison, lang, names).told()],
    }


def _guid(assessment: Assessment) -> str:
    """Return the guid of a run: the same for the same subjects, rules and days."""
    profile = "" if assessment.profile is None else assessment.profile.id
    subjects = (f"{kind.value}:{name}" for kind, name in assessment.register.subjects)
    days = (assessment.on.isoformat(), assessment.known.isoformat())
    return made_id("sarif.run", assessment.guideline.id, profile, *days, *subjects)


def _message(text: str) -> dict[str, str]:
    r"""Return a plain text message.

    3.11.5: braces that enclose no placeholder are doubled. 3.11.6: brackets that make no link are
    escaped; ours make none, and ``](`` may stand in a name.

    >>> _message("{0} [a](b)")
    {'text': '{{0}} \\[a\\](b)'}
    """
    plain = text.replace("{", "{{").replace("}", "}}")
    if "](" in plain:
        plain = plain.replace("[", "\\[").replace("]", "\\]")
    return {"text": plain}


def _texts(rule: Requirement, lang: Lang) -> dict[str, Any]:
    return {
        "id": str(rule.id),
        "guid": made_id("sarif.rule", rule.id),
        "name": rule.clause,
        "shortDescription": _message(rule.title.in_(lang)),
        "fullDescription": _message(rule.text.in_(lang)),
        "help": _message(rule.remedy.in_(lang)),
    }


def _settings(rule: Requirement, lang: Lang) -> dict[str, Any]:
    source = (rule.source.document, rule.source.place)
    return {
        "defaultConfiguration": {"level": LEVELS[rule.modality]},
        "properties": {
            "tags": [rule.group, rule.subject.value, rule.modality.value, rule.basis.value],
            "modality": rule.modality.label(lang),
            "basis": rule.basis.label(lang),
            "source": render("join.list", lang).join(one for one in source if one),
            "responsible": rule.responsible.label(lang),
            "cooperating": [one.label(lang) for one in rule.cooperating],
            "weight": written_decimal(rule.weight),
        },
    }


def _other(lang: Lang) -> Lang:
    return "en" if lang == "zh" else "zh"


@attrs.frozen(eq=False)
class _Run:
    """One run: what is told of an assessment, each part from the same lists."""

    assessment: Assessment
    comparison: Comparison | None
    lang: Lang
    names: Names | None

    @cached_property
    def rules(self) -> Mapping[str, Requirement]:
        """The requirements in force; behind them those of findings that are there no more."""
        gone = {one.requirement: one.rule for one in self._absent}
        return self.assessment.rules | {
            name: rule for name, rule in gone.items() if name not in self.assessment.rules
        }

    @cached_property
    def places(self) -> Mapping[tuple[SubjectKind, str], int]:
        """The subjects by kind and id, each with its place among the logical locations."""
        known = list(self.assessment.register.subjects)
        known += [(one.rule.subject, one.subject) for one in self._absent]
        return {place: index for index, place in enumerate(dict.fromkeys(known))}

    @cached_property
    def _compared(self) -> Mapping[str, ComparedFinding]:
        return {} if self.comparison is None else {one.id: one for one in self.comparison.findings}

    @cached_property
    def _absent(self) -> tuple[ComparedFinding, ...]:
        return () if self.comparison is None else self.comparison.of(BaselineState.ABSENT)

    def told(self) -> dict[str, Any]:
        guideline = self.assessment.tailored
        before = {} if self.comparison is None else {"baselineGuid": _guid(self.comparison.before)}
        on = self.assessment.on.isoformat()
        return {
            "tool": {"driver": self._driver(self.lang)},
            "language": TAGS[self.lang],
            "translations": [self._translation(_other(self.lang))],
            "automationDetails": {
                "id": f"{guideline.id}/{on}",
                "guid": _guid(self.assessment),
            },
            **before,
            "logicalLocations": list(self._places()),
            "results": list(self._results()),
            "properties": self._properties(),
        }

    def _properties(self) -> dict[str, Any]:
        assessment, guideline = self.assessment, self.assessment.tailored
        return {
            "guideline": str(guideline.id),
            "guidelineTitle": guideline.title.in_(self.lang),
            "notice": guideline.notice.in_(self.lang),
            "on": assessment.on.isoformat(),
            "known": assessment.known.isoformat(),
            "score": str(assessment.score()),
            "scoreAfterWaivers": str(assessment.score_after_waivers()),
        }

    def _driver(self, lang: Lang) -> dict[str, Any]:
        guideline = self.assessment.tailored
        return {
            "name": NAME,
            "language": TAGS[lang],
            "contents": ["localizedData", "nonLocalizedData"],
            "shortDescription": _message(guideline.title.in_(lang)),
            "fullDescription": _message(guideline.notice.in_(lang)),
            "rules": [_texts(one, lang) | _settings(one, lang) for one in self.rules.values()],
        }

    def _translation(self, lang: Lang) -> dict[str, Any]:
        """Return the same texts in another language (3.19.28: the same ids, nothing else)."""
        return self._driver(lang) | {
            "contents": ["localizedData"],
            "rules": [_texts(one, lang) for one in self.rules.values()],
            "associatedComponent": {"name": NAME},
        }

    def _places(self) -> Iterator[dict[str, Any]]:
        for kind, name in self.places:
            known = name in self.assessment.register.filing.subjects
            told = self._before if self.comparison and not known else self.assessment
            yield {
                "name": subject_name(told, name, self.names),
                "fullyQualifiedName": f"{kind.value}/{name}",
                "kind": kind.value,
            }

    @property
    def _before(self) -> Assessment:
        return self.assessment if self.comparison is None else self.comparison.before

    def _results(self) -> Iterator[dict[str, Any]]:
        numbers = {name: index for index, name in enumerate(self.rules)}
        for finding in self.assessment.findings:
            yield self._result(finding, self.assessment, numbers)
        for before in filter(None, (one.before for one in self._absent)):
            yield self._result(before, self._before, numbers)

    def _result(
        self, finding: Finding, assessment: Assessment, numbers: Mapping[str, int]
    ) -> dict[str, Any]:
        rule, verdict = assessment.rules[finding.requirement], finding.verdict
        place = (rule.subject, finding.subject)
        failed = verdict.outcome is Outcome.FAILED
        judged = verdict.outcome is Outcome.CANT_TELL and verdict.reason is Reason.JUDGEMENT
        told = explain(finding, assessment, self.lang)
        return {
            "ruleId": str(rule.id),
            "ruleIndex": numbers[rule.id],
            "kind": "review" if judged else KINDS[verdict.outcome],
            **({"level": LEVELS[rule.modality]} if failed else {}),
            "message": _message(told.text()),
            "locations": [{"logicalLocations": [self._place(place)]}],
            "guid": made_id("sarif.result", _guid(self.assessment), finding.id),
            "correlationGuid": str(finding.id),
            "fingerprints": {"finding/v1": str(finding.id)},
            **self._state(finding.id),
            "suppressions": list(self._suppressions(finding, assessment)),
            "properties": dict(self._more(finding, told.missing)),
        }

    def _place(self, place: tuple[SubjectKind, str]) -> dict[str, Any]:
        index = self.places[place]
        return {"index": index, "fullyQualifiedName": f"{place[0].value}/{place[1]}"}

    def _state(self, name: str) -> dict[str, str]:
        found = self._compared.get(name)
        return {} if found is None else {"baselineState": found.state.value}

    def _more(self, finding: Finding, missing: Iterable[str]) -> Iterator[tuple[str, Any]]:
        yield "outcome", finding.verdict.outcome.value
        if finding.verdict.reason is not None:
            yield "reason", finding.verdict.reason.value
        if finding.verdict.missing:
            yield "missing", list(missing)
        found = self._compared.get(finding.id)
        if found is not None and found.cause is not None:
            facts = self.assessment.guideline.facts
            yield "cause", found.cause.kind.value
            yield "causeText", explain_cause(found.cause, self.lang, facts=facts)
        if found is not None and found.waiver is not None:
            yield "waiverChange", found.waiver.value

    def _suppressions(self, finding: Finding, assessment: Assessment) -> Iterator[dict[str, Any]]:
        """Yield who excused it.

        3.27.23: an empty array says that it is not suppressed, no array that nobody looked.
        """
        waiver = waiver_of(finding, assessment)
        if waiver is not None:
            yield {
                "kind": "external",
                "status": "accepted",
                "guid": made_id("sarif.suppression", finding.id, waiver.id),
                "justification": waiver.reason,
                "properties": {
                    "waiver": str(waiver.id),
                    "authority": waiver.authority,
                    "validFrom": waiver.valid_from.isoformat(),
                    "validUntil": waiver.valid_until.isoformat(),
                },
            }
