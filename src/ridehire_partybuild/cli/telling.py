"""What `check` and `plan` print, and the same for programs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ridehire_partybuild.compliance import Assessment, Finding, Score, explain, is_due
from ridehire_partybuild.compliance.findings import percent
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report.digest import (
    digest,
    titled,
    unplaced_told,
)
from ridehire_partybuild.exchange.report.told import (
    ToldFinding,
    ToldSubject,
    subject_name,
    told_findings,
)
from ridehire_partybuild.guideline import Guideline, Outcome
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.scheduling import Plan, explain_shortfall, shortfalls
from ridehire_partybuild.scheduling.telling import session_told, start_told

from .words import say

__all__ = ["assessment_data", "assessment_lines", "head", "plan_data", "plan_lines", "score_data"]


def assessment_lines(told: Assessment, lang: Lang) -> Iterator[str]:
    """Yield the digest, then of each subject what failed, what is open, and how many pass."""
    yield from digest(told, lang).splitlines()
    yield ""
    yield say("check.legend", lang)
    for subject in told_findings(told, lang).subjects:
        yield ""
        yield say(
            "check.subject", lang,
            kind=subject.kind.label(lang), id=subject.id, name=subject.name,
            score=subject.score.raw,
        )  # fmt: skip
        yield from _subject_lines(subject, lang)


def _subject_lines(subject: ToldSubject, lang: Lang) -> Iterator[str]:
    for one in subject.of(Outcome.FAILED):
        yield from _failure_lines(one, lang)
    opened = subject.of(Outcome.CANT_TELL)
    if opened:
        titles = joined((f"{one.rule.clause} {one.rule.title}" for one in opened), lang)
        yield say("check.open", lang, count=len(opened), titles=titles)
    passed, inapplicable = (
        len(subject.of(outcome)) for outcome in (Outcome.PASSED, Outcome.INAPPLICABLE)
    )
    yield say("check.passed", lang, passed=passed, inapplicable=inapplicable)


def _failure_lines(one: ToldFinding, lang: Lang) -> Iterator[str]:
    rule, told = one.rule, one.told
    yield say(
        "check.failed", lang, clause=rule.clause, modality=rule.modality, title=rule.title
    )  # fmt: skip
    yield say("check.expected", lang, text=told.expected)
    yield say("check.actual", lang, text=joined(told.actual, lang, "then"))
    yield say("check.remedy", lang, text=told.remedy)
    if one.waiver is not None:
        yield say("check.waiver", lang, authority=one.waiver.authority, until=one.waiver.until)


def _percent(share: Fraction | None) -> float | None:
    return None if share is None else float(percent(share))


def score_data(score: Score) -> dict[str, Any]:
    """Return a score in percent, with how many findings it counts and leaves out."""
    ends = {"low": _percent(score.low), "high": _percent(score.high)}
    return {**ends, "counted": score.counted, "excluded": score.excluded}


def head(guideline: Guideline, title: str, lang: Lang) -> dict[str, Any]:
    """Return what a program is told first: the title, and what the guideline is and is not."""
    return {
        "title": titled(title, guideline, lang),
        "guideline": {"id": str(guideline.id), "title": guideline.title.in_(lang)},
        "notice": guideline.notice.in_(lang),
    }


def assessment_data(told: Assessment, lang: Lang) -> dict[str, Any]:
    """Return the same for programs; values of sensitive facts are withheld as in the text."""
    counts = Counter(one.verdict.outcome for one in told.findings)
    return {
        **head(told.tailored, say("check.title", lang), lang),
        "on": told.on.isoformat(),
        "known": told.known.isoformat(),
        "score": score_data(told.score()),
        "score_after_waivers": score_data(told.score_after_waivers()),
        "outcomes": {one.value: counts[one] for one in Outcome},
        "due": sum(is_due(one, told) for one in told.findings),
        "findings": [_finding(one, told, lang) for one in told.findings],
    }


def _finding(finding: Finding, told: Assessment, lang: Lang) -> dict[str, Any]:
    text = explain(finding, told, lang)
    reason = finding.verdict.reason
    return {
        "id": str(finding.id),
        "subject": str(finding.subject),
        "name": subject_name(told, finding.subject),
        "requirement": str(finding.requirement),
        "clause": text.clause,
        "modality": told.rules[finding.requirement].modality.value,
        "title": text.title,
        "outcome": finding.verdict.outcome.value,
        "reason": None if reason is None else reason.value,
        "due": is_due(finding, told),
        "waiver": None if finding.waiver is None else str(finding.waiver),
        "expected": text.expected,
        "actual": list(text.actual),
        "missing": list(text.missing),
        "remedy": text.remedy,
    }


def plan_lines(plan: Plan, guideline: Guideline, lang: Lang) -> Iterator[str]:
    """Yield the digest, then every session, what could not be placed, and what would help."""
    yield from digest(plan, lang, guideline=guideline).splitlines()
    register = plan.inputs.register
    yield ""
    yield say("plan.held", lang, count=len(plan.sessions))
    for one in sorted(plan.sessions, key=lambda one: (one.start, one.id)):
        told = {"when": start_told(one, lang), "what": session_told(one, register, lang)}
        if one.host is None:
            yield say("plan.session", lang, **told)
        else:
            yield say("plan.host", lang, host=name_told(one.host, register, lang), **told)
    if not plan.unplaced:
        return
    yield ""
    yield say("plan.open", lang, count=len(plan.unplaced))
    for gap in plan.unplaced:
        yield say("plan.line", lang, what=unplaced_told(gap, plan, lang))
    short = shortfalls(plan)
    if short:
        yield ""
        yield say("plan.why", lang)
        for one_short in short:
            yield say("plan.line", lang, what=explain_shortfall(one_short, plan.inputs, lang))


def plan_data(plan: Plan, guideline: Guideline, lang: Lang) -> Mapping[str, Any]:
    """Return the same for programs, codes instead of words."""
    duties = {duty.id: duty for duty in plan.inputs.duties}
    return {
        **head(guideline, str(plan.inputs.span), lang),
        "span": str(plan.inputs.span),
        "on": plan.inputs.on.isoformat(),
        "sessions": [
            {
                "id": str(one.id),
                "kind": str(one.kind),
                "station": _id(one.station),
                "host": _id(one.host),
                "duty": _id(one.duty),
                "period": _id(one.period),
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
            }
            for one in sorted(plan.sessions, key=lambda one: (one.start, one.id))
        ],
        "unplaced": [
            {
                "duty": str(one.duty),
                "subject": str(duties[one.duty].subject),
                "kind": str(duties[one.duty].kind),
                "period": str(one.period),
                "blocked": {blocked.rule.value: blocked.count for blocked in one.blocked},
            }
            for one in plan.unplaced
        ],
        "uncertain": [str(one) for one in plan.uncertain],
    }


def _id(value: object) -> str | None:
    return None if value is None else str(value)
