"""Findings told to people: what was expected, what was found, what is missing."""

from collections.abc import Iterator
from typing import cast

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import (
    Outcome,
    Requirement,
    Verdict,
    describe,
    fact_label,
    tell,
)
from ridehire_partybuild.model import Waiver
from ridehire_partybuild.values.compared import Compared

from .assessment import Assessment
from .findings import Finding

__all__ = ["Explanation", "explain"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Explanation(Compared):
    """A finding in one language.

    Attributes:
        clause: The clause number.
        title: The requirement in a few words.
        modality: How binding it is, in GB/T 1.1's words.
        outcome: The verdict in words, its reason behind it.
        expected: What the check asks for.
        actual: Each fact that decided, with what is known of it.
        why: What stands behind the reason, where it does not apply or cannot be told; None: the
            reason in ``outcome`` says it all.
        evidence: The observations that decided, each with its method and day; where there is none,
            what was declared did.
        missing: Names of the facts that could still change it.
        remedy: What to do, where it failed.
        waiver: Who excused it until when, if anybody did.
        lang: The language.
        notice: What the guideline is and is not, to be told once beside whatever is told of it; no
            part of ``text``, which says one finding of many.
    """

    clause: str
    title: str
    modality: str
    outcome: str
    expected: str
    actual: tuple[str, ...]
    why: str | None
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    remedy: str | None
    waiver: str | None
    lang: Lang
    notice: str

    def text(self) -> str:
        """Return it as one paragraph: clause, verdict, expected, actual, why, what is missing."""
        told = {
            "clause": self.clause,
            "modality": self.modality,
            "title": self.title,
            "outcome": self.outcome,
            "expected": self.expected,
        }
        more = {
            "actual": self._then(self.actual),
            "why": self.why,
            "evidence": self._then(self.evidence),
            "missing": self._then(self.missing),
        }
        lines = [render("finding.line", self.lang, **told)]
        lines += [render(f"finding.{code}", self.lang, **{code: text})
                  for code, text in more.items() if text]  # fmt: skip
        return "".join(lines) + (self.waiver or "")

    def _then(self, texts: tuple[str, ...]) -> str:
        return render("join.then", self.lang).join(texts)


def explain(finding: Finding, assessment: Assessment, lang: Lang = "en") -> Explanation:
    """Return why a finding is what it is.

    >>> from datetime import date
    >>> from ridehire_partybuild import Register, Region, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> print(explain(told.findings[0], told, "zh").text())
    A.1［宜］使用面积：不符合。要求：使用面积宜不少于 12 平方米。实际：使用面积：9 平方米。
    """
    from .told_reasons import (  # noqa: PLC0415 - read with the first call
        ReasonCase,
        evidence_told,
        reason_told,
    )

    rule = assessment.rules[finding.requirement]
    file = assessment.evidence.of(finding.subject)
    since = assessment.tailored.in_force_since(rule.id, assessment.on)
    readings = assessment.readings(finding.subject).from_(since)
    facts = assessment.guideline.facts
    verdict = finding.verdict
    shown = _deciding(_told_part(rule, verdict))
    case = ReasonCase(
        rule=rule, verdict=verdict, file=file, readings=readings, facts=facts, lang=lang
    )
    outcome = verdict.outcome.label(lang)
    if verdict.reason is not None:
        told = {"outcome": outcome, "reason": verdict.reason.label(lang)}
        outcome = render("finding.reason", lang, **told)
    return Explanation(
        clause=rule.clause,
        title=rule.title.in_(lang),
        modality=rule.modality.label(lang),
        outcome=outcome,
        expected=describe(rule.check, facts, lang, modality=rule.modality),
        actual=tuple(tell(name, readings.of(name), facts, lang) for name in shown),
        why=reason_told(case),
        evidence=evidence_told(shown, file, readings, facts, lang),
        missing=tuple(fact_label(name, facts, lang) for name in verdict.missing),
        remedy=rule.remedy.in_(lang) if verdict.outcome is Outcome.FAILED else None,
        waiver=_waiver(finding, assessment, lang),
        lang=lang,
        notice=assessment.tailored.notice.in_(lang),
    )


def _told_part(rule: Requirement, verdict: Verdict) -> Verdict:
    """Return the verdict to tell: of the check alone, where that went the same way as the whole."""
    if rule.applicability is None or not verdict.children:
        return verdict
    own = verdict.children[1]
    return own if own.outcome is verdict.outcome else verdict


def _leaves(verdict: Verdict) -> Iterator[Verdict]:
    if not verdict.children:
        yield verdict
    for child in verdict.children:
        yield from _leaves(child)


def _deciding(verdict: Verdict) -> tuple[str, ...]:
    """Return the facts worth showing: all that went the same way, not only the first."""
    same = [leaf for leaf in _leaves(verdict) if leaf.outcome is verdict.outcome]
    names = [name for leaf in same for name in (*leaf.because, *leaf.missing)]
    return tuple(dict.fromkeys(names or (*verdict.because, *verdict.missing)))


def _waiver(finding: Finding, assessment: Assessment, lang: Lang) -> str | None:
    if finding.waiver is None:
        return None
    waiver = cast("Waiver", assessment.register.get(finding.waiver))
    told = {"authority": waiver.authority, "until": waiver.valid_until.isoformat()}
    return render("finding.waiver", lang, **told, why=waiver.reason)
