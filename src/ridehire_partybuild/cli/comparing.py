"""What `compare` prints, and the same for programs."""

from collections.abc import Iterator
from typing import Any

from ridehire_partybuild.compliance import (
    Assessment,
    ComparedFinding,
    Comparison,
    Finding,
    Score,
    explain_cause,
)
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.digest import digest
from ridehire_partybuild.exchange.report.told import name_of
from ridehire_partybuild.exchange.report.told_comparison import (
    ToldChange,
    ToldTurn,
    came_due,
    no_more_due,
    no_more_told,
    told_comparison,
)

from .telling import head, score_data
from .words import say

__all__ = ["comparison_data", "comparison_lines"]


def comparison_lines(told: Comparison, lang: Lang) -> Iterator[str]:
    """Yield the digest, then of each subject what became of its findings, and why."""
    yield from digest(told, lang).splitlines()
    for one in told_comparison(told, lang).subjects:
        if not one.changes:
            continue
        yield ""
        yield say(
            "compare.subject", lang,
            kind=one.kind.label(lang), id=one.id, name=one.name,
            before=_score(one.before, lang), after=_score(one.after, lang),
        )  # fmt: skip
        for change in one.changes:
            yield from _change_lines(change, lang)


def _score(score: Score | None, lang: Lang) -> str:
    return say("compare.absent", lang) if score is None else str(score)


def _change_lines(one: ToldChange, lang: Lang) -> Iterator[str]:
    rule = one.rule
    yield say(
        "compare.change", lang,
        clause=rule.clause, modality=rule.modality, title=rule.title,
        before=_turn(one.before, lang), after=_turn(one.after, lang),
    )  # fmt: skip
    if one.cause is not None:
        yield say("compare.cause", lang, text=one.cause)
    if one.waiver is not None:
        yield say("compare.waiver", lang, text=one.waiver)


def _turn(one: ToldTurn, lang: Lang) -> str:
    if one.outcome is None:
        return say("compare.absent", lang)
    label = one.outcome.label(lang)
    if one.reason is None:
        return label
    return render("finding.reason", lang, outcome=label, reason=one.reason)


def comparison_data(told: Comparison, lang: Lang) -> dict[str, Any]:
    """Return the same for programs; values of sensitive facts are withheld as in the text."""
    return {
        **head(told.after.tailored, say("compare.title", lang), lang),
        "before": _side(told.before),
        "after": _side(told.after),
        "came_due": [str(one.id) for one in came_due(told)],
        "no_more_due": [str(one.id) for one in no_more_due(told)],
        "no_more_told": [str(one.id) for one in no_more_told(told)],
        "unchanged": len(told.findings) - len(told.changes),
        "changes": [_change(one, told, lang) for one in told.changes],
    }


def _side(one: Assessment) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "known": one.known.isoformat(),
        "score": score_data(one.score()),
    }


def _change(one: ComparedFinding, told: Comparison, lang: Lang) -> dict[str, Any]:
    side = told.before if one.after is None else told.after
    return {
        "id": str(one.id),
        "subject": str(one.subject),
        "name": name_of(side.register, one.subject, side.on),
        "requirement": str(one.requirement),
        "clause": one.rule.clause,
        "modality": one.rule.modality.value,
        "title": one.rule.title.in_(lang),
        "state": one.state.value,
        "before": _found(one.before),
        "after": _found(one.after),
        "cause": _cause(one, told, lang),
        "waiver": None if one.waiver is None else one.waiver.value,
    }


def _found(one: Finding | None) -> dict[str, Any] | None:
    if one is None:
        return None
    reason = one.verdict.reason
    return {
        "outcome": one.verdict.outcome.value,
        "reason": None if reason is None else reason.value,
    }


def _cause(one: ComparedFinding, told: Comparison, lang: Lang) -> dict[str, Any] | None:
    if one.cause is None:
        return None
    facts = told.after.guideline.facts
    return {
        "kind": one.cause.kind.value,
        "parts": [part.value for part in one.cause.parts],
        "text": explain_cause(one.cause, lang, facts=facts),
    }
