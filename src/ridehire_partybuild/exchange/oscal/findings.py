"""Findings and what they rest on: observations of the register, papers, risks.

A finding is satisfied, or it is not: what cannot be told is not-satisfied for another reason
(``other``) than a failure (``fail``), and what does not apply has no finding but a word in the
remarks of its subject's record. The outcome in our words stands in its properties.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

from ridehire_partybuild.compliance import Assessment, Finding, explain
from ridehire_partybuild.errors import render
from ridehire_partybuild.exchange.report.told import waiver_of
from ridehire_partybuild.guideline import Outcome, Requirement, fact_label, tell
from ridehire_partybuild.guideline.readings import agreed, deciding
from ridehire_partybuild.model import Evidence, Observation, Waiver

from .subjects import Subjects
from .words import begins, ends, line, made, prop, reference, token

__all__ = ["STATES", "Told", "objective"]

STATES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.PASSED: ("satisfied", "pass"),
    Outcome.FAILED: ("not-satisfied", "fail"),
    Outcome.CANT_TELL: ("not-satisfied", "other"),
}
"""The state and reason of a finding's target; what is inapplicable has none."""


def objective(rule: Requirement) -> str:
    """Return the id of a requirement as an objective."""
    return f"{token(rule.id)}_obj"


@attrs.frozen(eq=False)
class Told:
    """Some findings of an assessment, and all that is told for their sake."""

    subjects: Subjects
    findings: tuple[Finding, ...]

    @property
    def assessment(self) -> Assessment:
        """Where everybody stands."""
        return self.subjects.assessment

    @cached_property
    def seen(self) -> Mapping[str, tuple[Observation, ...]]:
        """The observations that each finding rests on, by the finding."""
        return {one.id: tuple(self._seen(one)) for one in self.findings}

    def _seen(self, finding: Finding) -> Iterator[Observation]:
        """Yield those that decide the facts of a verdict, or that contradict each other."""
        facts = self.assessment.guideline.facts
        file = self.assessment.evidence.of(finding.subject)
        verdict = finding.verdict
        for name in dict.fromkeys((*verdict.because, *verdict.missing)):
            known = [one for one in file.observations if one.fact == name]
            if name in facts and not facts[name].computed:
                yield from deciding(known, self.assessment.on) or ()

    def title(self, finding: Finding) -> str:
        """Return a finding in a few words: clause, requirement, whose."""
        rule = self.assessment.rules[finding.requirement]
        told = {"clause": rule.clause, "title": rule.title.in_(self.subjects.lang)}
        return line(self.subjects.say("title", name=self.subjects.name(finding.subject), **told))

    def text(self, finding: Finding) -> str:
        """Return all that is to be said of a finding."""
        return explain(finding, self.assessment, self.subjects.lang).text()

    def related(self, finding: Finding) -> list[dict[str, Any]]:
        """Return what a finding rests on: its subject's record, and what was observed."""
        uuids = [_record(finding.subject), *(_observation(one) for one in self.seen[finding.id])]
        return [{"observation-uuid": one} for one in uuids]

    def finding(self, finding: Finding, risks: Iterable[str]) -> dict[str, Any]:
        """Return one finding; ``risks`` are the uuids of its risks."""
        rule, verdict = self.assessment.rules[finding.requirement], finding.verdict
        state, reason = STATES[verdict.outcome]
        related = [{"risk-uuid": one} for one in risks]
        return {
            "uuid": str(finding.id),
            "title": self.title(finding),
            "description": self.text(finding),
            "props": list(self._props(finding, rule)),
            "origins": self.subjects.origins,
            "target": {
                "type": "objective-id",
                "target-id": objective(rule),
                "title": line(rule.title.in_(self.subjects.lang)),
                "status": {"state": state, "reason": reason},
            },
            "related-observations": self.related(finding),
            **({"related-risks": related} if related else {}),
        }

    def _props(self, finding: Finding, rule: Requirement) -> Iterator[dict[str, Any]]:
        yield prop("clause", rule.clause)
        yield prop("requirement", rule.id)
        yield prop("modality", rule.modality.value)
        yield prop("subject-id", finding.subject)
        yield prop("outcome", finding.verdict.outcome.value)
        if finding.verdict.reason is not None:
            yield prop("reason", finding.verdict.reason.value)
        if finding.waiver is not None:
            yield prop("waiver", finding.waiver)

    def risk(self, finding: Finding, status: str) -> dict[str, Any]:
        """Return the risk of a finding: what it means that the requirement is not met."""
        rule = self.assessment.rules[finding.requirement]
        return {
            "uuid": risk_uuid(finding),
            "title": self.title(finding),
            "description": self.text(finding),
            "statement": rule.text.in_(self.subjects.lang),
            "status": status,
            "origins": self.subjects.origins,
            "related-observations": self.related(finding),
        }

    def waived(self, finding: Finding) -> dict[str, Any] | None:
        """Return the risk of what an authority excuses, until when; None: nobody does.

        A waiver of what passes or does not apply excuses nothing.
        """
        waiver = waiver_of(finding, self.assessment)
        open_ = finding.verdict.outcome in {Outcome.FAILED, Outcome.CANT_TELL}
        if waiver is None or not open_:
            return None
        return self.risk(finding, "deviation-approved") | {
            "deadline": ends(waiver.valid_until),
            "risk-log": {"entries": [self._logged(finding, waiver)]},
        }

    def _logged(self, finding: Finding, waiver: Waiver) -> dict[str, Any]:
        told = {"authority": waiver.authority, "until": waiver.valid_until.isoformat()}
        return {
            "uuid": made("waived", finding.id, waiver.id),
            "title": line(self.subjects.say("waiver", waiver=waiver.id)),
            "description": self.subjects.say("waived", why=waiver.reason, **told),
            "start": begins(waiver.valid_from),
            "end": ends(waiver.valid_until),
            "status-change": "deviation-approved",
        }

    def observations(self) -> Iterator[dict[str, Any]]:
        """Yield the record of each subject, then what was observed, each once."""
        for subject in dict.fromkeys(one.subject for one in self.findings):
            yield self._record(subject)
        seen = {one.id: one for found in self.seen.values() for one in found}
        for one in sorted(seen.values(), key=lambda one: one.id):
            yield self._observed(one)

    def _record(self, subject: str) -> dict[str, Any]:
        """Return what the office itself put on record, and which rules do not apply for it."""
        written = self.assessment.register.of(subject).recorded_on
        known = self.assessment.known
        day = known if written is None else min(written, known)
        told = {"name": self.subjects.name(subject)}
        remarks = self._inapplicable(subject)
        return {
            "uuid": _record(subject),
            "title": line(self.subjects.say("record", **told)),
            "description": self.subjects.say("recorded", day=day.isoformat(), **told),
            "methods": ["EXAMINE"],
            "types": ["control-objective"],
            "origins": self.subjects.origins,
            "subjects": [self.subjects.reference(subject)],
            "collected": begins(day),
            **({"remarks": remarks} if remarks else {}),
        }

    def _inapplicable(self, subject: str) -> str:
        lang, rules = self.subjects.lang, self.assessment.rules
        found = [
            one
            for one in self.findings
            if one.subject == subject and one.verdict.outcome is Outcome.INAPPLICABLE
        ]
        told = [
            self.subjects.say(
                "inapplicable_one",
                clause=rules[one.requirement].clause,
                title=rules[one.requirement].title.in_(lang),
                reason="—" if one.verdict.reason is None else one.verdict.reason.label(lang),
            )
            for one in found
        ]
        then = render("join.then", lang)
        return self.subjects.say("inapplicable", rules=then.join(told)) if told else ""

    def _observed(self, one: Observation) -> dict[str, Any]:
        facts, lang = self.assessment.guideline.facts, self.subjects.lang
        fact = facts[one.fact]
        name = self.subjects.name(one.subject)
        papers = [] if fact.sensitive else [_paper(paper) for paper in one.evidence]
        label = fact_label(one.fact, facts, lang)
        return {
            "uuid": _observation(one),
            "title": line(self.subjects.say("observed", fact=label, name=name)),
            "description": tell(one.fact, agreed(fact, [one]), facts, lang),
            "props": [prop("observation", one.id), prop("fact", one.fact)],
            "methods": [one.method.value.upper()],
            "types": ["control-objective"],
            "subjects": [self.subjects.reference(one.subject)],
            **({"relevant-evidence": papers} if papers else {}),
            "collected": begins(one.collected_on),
            **({} if one.expires_on is None else {"expires": ends(one.expires_on)}),
        }

    def resources(self) -> Iterator[dict[str, Any]]:
        """Yield the papers behind what was observed, each once."""
        facts = self.assessment.guideline.facts
        seen = (one for found in self.seen.values() for one in found)
        papers = (paper for one in seen if not facts[one.fact].sensitive for paper in one.evidence)
        for uuid, paper in sorted({_resource(one): one for one in papers}.items()):
            hashes = [{"algorithm": "SHA-256", "value": paper.sha256}] if paper.sha256 else []
            rlink = {"href": reference(paper.href), **({"hashes": hashes} if hashes else {})}
            yield {"uuid": uuid, "title": line(paper.href), "rlinks": [rlink]}


def risk_uuid(finding: Finding) -> str:
    """Return the uuid of the risk of a finding."""
    return made("risk", finding.id)


def _record(subject: str) -> str:
    return made("record", subject)


def _observation(one: Observation) -> str:
    return made("observation", one.id)


def _resource(paper: Evidence) -> str:
    return made("evidence", paper.href, paper.sha256 or "")


def _paper(paper: Evidence) -> dict[str, Any]:
    return {"href": f"#{_resource(paper)}", "description": paper.href}
