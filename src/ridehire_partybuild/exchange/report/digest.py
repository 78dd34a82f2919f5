"""The digest: findings, changes or a plan in at most 20 lines of plain text, for a chat group."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ridehire_partybuild.compliance import (
    Assessment,
    BaselineState,
    CauseKind,
    ComparedFinding,
    Comparison,
    Finding,
    ScoreBy,
    is_due,
    visit_list,
)
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import Guideline, Outcome, fact_label
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.scheduling import LedgerState, Plan, Unplaced, explain_span
from ridehire_partybuild.scheduling.telling import session_told, start_told
from ridehire_partybuild.values import Id

from .plain import LONGEST_NAME, in_a_line
from .told import name_of, subject_name
from .told_comparison import came_due, no_more_due, no_more_told

__all__ = ["MOST_LINES", "digest", "is_reading", "plan_notice", "titled"]

MOST_LINES = 20

_REFERENCE = "shandong-reference"
_OUTCOMES = (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE)
_SUBJECTS, _RULES, _FACTS = 4, 3, 3
_KINDS, _COMING, _OPEN = 6, 5, 4
_TURNED = 4
"""How many of each are listed, so that no digest is longer than `MOST_LINES`."""


def digest(
    told: Assessment | Comparison | Plan,
    lang: Lang = "zh",
    *,
    guideline: Guideline | None = None,
) -> str:
    """Return what a group of colleagues has to know, in at most 20 lines of plain text.

    Its last line says what the guideline is and is not. It names subjects, requirements, kinds of
    activity and days, and withholds values: no line says what was found there. Equal arguments
    give equal text. What nobody may see but the office (waivers, persons, numbers) is not in it.

    Args:
        told: Where everybody stands, what changed, or what is planned.
        lang: The language.
        guideline: Where the duties of a plan come from, for its notice; None: the notice says
            what holds of any reading. Assessments have their own.

    Raises:
        TypeError: no digest tells of such an object.

    >>> from datetime import date
    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> judged = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> print(digest(judged, "zh"))
    核查摘要（依据参考解读，非省厅指南原文）
    网约车司机党群服务阵地参考解读（山东）；核查日期 2026-01-15，资料截至 2026-01-15
    得分 —（计分 0 项）；豁免后 —
    符合 0 项、不符合 0 项、无法判定 0 项、不适用 0 项；需整改 0 项（不含已豁免的和“可”的要求）
    没有需整改的事项。
    说明：本解读由公开报道、同类标准和现行规定整理，不是省级指南原文，不得作为指南条款引用。
    """
    for cls, lines in _DIGESTS.items():
        if isinstance(told, cls):
            return "\n".join(map(in_a_line, lines(told, lang, guideline)))
    raise TypeError(f"no digest tells of a {type(told).__name__}")


def titled(title: str, guideline: Guideline, lang: Lang) -> str:
    """Return the title of a document; by the reference reading, it says so.

    >>> from ridehire_partybuild import reference_guideline
    >>> titled("核查摘要", reference_guideline(), "zh")
    '核查摘要（依据参考解读，非省厅指南原文）'
    """
    return _say("reading", lang, title=title) if is_reading(guideline) else title


def is_reading(guideline: Guideline) -> bool:
    """Tell whether a guideline is the reference reading, tailored or not: no official text."""
    return str(guideline.id).partition("+")[0] == _REFERENCE


def _say(code: str, lang: Lang, **params: object) -> str:
    return render(code, lang, "digest", **params)


def _listed(lines: Sequence[str], most: int, lang: Lang) -> Iterator[str]:
    """Yield the first lines numbered, and how many more there are."""
    for number, what in enumerate(lines[:most], 1):
        yield _say("item", lang, number=number, what=what)
    if len(lines) > most:
        yield _say("more", lang, count=len(lines) - most)


def _name(subject: Id, told: Assessment) -> str:
    return in_a_line(subject_name(told, subject), LONGEST_NAME)


def _of_findings(told: Assessment, lang: Lang, _: Guideline | None) -> Iterator[str]:
    guideline = told.tailored
    yield titled(_say("findings.title", lang), guideline, lang)
    named = guideline.title.in_(lang)
    yield _say("findings.about", lang, guideline=named, on=told.on, known=told.known)
    kinds = Counter(kind for kind, _ in told.register.subjects)
    if kinds:
        counts = (
            _say("findings.kind", lang, kind=kind.label(lang), count=count)
            for kind, count in kinds.items()
        )
        yield _say("findings.scope", lang, kinds=joined(counts, lang))
    score, after = told.score(), told.score_after_waivers()
    yield _say("findings.score", lang, score=score, counted=score.counted, after=after)
    due = [one for one in told.findings if is_due(one, told)]
    yield _outcomes(told, len(due), lang)
    if due:
        yield from _due_subjects(due, told, lang)
        yield from _due_rules(due, told, lang)
    else:
        yield _say("findings.none_due", lang)
    facts = [
        _say(
            "findings.fact", lang, name=_name(visit.subject, told),
            fact=fact_label(visit.fact, told.guideline.facts, lang),
        )
        for visit in islice(visit_list(told), _FACTS)
    ]  # fmt: skip
    if facts:
        yield _say("findings.first", lang, facts=joined(facts, lang))
    yield _say("notice", lang, notice=guideline.notice.in_(lang))


def _outcomes(told: Assessment, due: int, lang: Lang) -> str:
    found = Counter(one.verdict.outcome for one in told.findings)
    counts = (
        _say("findings.outcome", lang, outcome=one.label(lang), count=found[one])
        for one in _OUTCOMES
    )
    return _say("findings.outcomes", lang, outcomes=joined(counts, lang), due=due)


def _due_subjects(due: Sequence[Finding], told: Assessment, lang: Lang) -> Iterator[str]:
    scores = told.scores(ScoreBy.SUBJECT)
    found = Counter(one.subject for one in due)
    yield _say("findings.subjects", lang)
    lines = [
        _say(
            "findings.subject", lang,
            name=_name(subject, told), due=count, score=scores[subject],
        )
        for subject, count in _worst(found)
    ]  # fmt: skip
    yield from _listed(lines, _SUBJECTS, lang)


def _due_rules(due: Sequence[Finding], told: Assessment, lang: Lang) -> Iterator[str]:
    found = Counter(one.requirement for one in due)
    yield _say("findings.rules", lang)
    lines = [
        _say(
            "findings.rule", lang, clause=rule.clause,
            title=in_a_line(rule.title.in_(lang), LONGEST_NAME), count=count,
        )
        for rule, count in ((told.rules[name], count) for name, count in _worst(found))
    ]  # fmt: skip
    yield from _listed(lines, _RULES, lang)


def _worst(found: Mapping[Any, int]) -> list[tuple[Any, int]]:
    """Return what was counted, the most first; among equals in the order of the findings."""
    return sorted(found.items(), key=lambda item: -item[1])


def _of_comparison(told: Comparison, lang: Lang, _: Guideline | None) -> Iterator[str]:
    before, after = told.before, told.after
    yield titled(_say("changes.title", lang), after.tailored, lang)
    named = after.tailored.title.in_(lang)
    yield _say("changes.about", lang, guideline=named, before=before.on, after=after.on)
    yield _say("changes.score", lang, before=before.score(), after=after.score())
    states = (
        _say("changes.count", lang, what=one.label(lang), count=len(told.of(one)))
        for one in BaselineState
    )
    yield _say("changes.states", lang, states=joined(states, lang))
    found = Counter(one.cause.kind for one in told.changes if one.cause is not None)
    if found:
        causes = (
            _say("changes.count", lang, what=one.label(lang), count=found[one])
            for one in CauseKind
            if found[one]
        )
        yield _say("changes.causes", lang, causes=joined(causes, lang))
    for code, changes in (
        ("changes.came", came_due(told)),
        ("changes.went", no_more_due(told)),
    ):
        yield _say(code, lang, count=len(changes))
        lines = [_changed(one, told, lang) for one in changes]
        yield from _listed(lines, _TURNED, lang)
    lost = len(no_more_told(told))
    if lost:
        yield _say("changes.lost", lang, count=lost)
    notices = (one.tailored.notice.in_(lang) for one in (before, after))
    for notice in dict.fromkeys(notices):
        yield _say("notice", lang, notice=notice)


def _changed(one: ComparedFinding, told: Comparison, lang: Lang) -> str:
    side = told.before if one.after is None else told.after
    name = in_a_line(name_of(side.register, one.subject, side.on), LONGEST_NAME)
    title = in_a_line(one.rule.title.in_(lang), LONGEST_NAME)
    return _say("changes.change", lang, name=name, clause=one.rule.clause, title=title)


def _of_plan(told: Plan, lang: Lang, guideline: Guideline | None) -> Iterator[str]:
    inputs = told.inputs
    title = _say("plan.title", lang, span=explain_span(inputs.span, lang))
    yield title if guideline is None else titled(title, guideline, lang)
    placed, unplaced = len(told.sessions), len(told.unplaced)
    yield _say("plan.about", lang, on=inputs.on, placed=placed, unplaced=unplaced)
    if told.sessions:
        yield _say("plan.kinds", lang, kinds=joined(_kinds(told, lang), lang))
        yield _say("plan.coming", lang)
        coming = sorted(told.sessions, key=lambda one: (one.start, one.id))
        lines = [
            _say(
                "plan.session", lang, when=start_told(one, lang),
                what=in_a_line(session_told(one, inputs.register, lang), 2 * LONGEST_NAME),
            )
            for one in coming[:_COMING]
        ]  # fmt: skip
        lines += [""] * (placed - len(lines))  # what is not listed is counted
        yield from _listed(lines, _COMING, lang)
    if told.unplaced:
        yield _say("plan.open", lang)
        owed = [unplaced_told(one, told, lang) for one in told.unplaced]
        yield from _listed(owed, _OPEN, lang)
    states = Counter(entry.state for entry in told.ledger)
    if states:
        counts = (
            _say("plan.state", lang, state=one.label(lang), count=states[one])
            for one in LedgerState
            if states[one]
        )
        yield _say("plan.periods", lang, states=joined(counts, lang))
    if told.uncertain:
        yield _say("plan.uncertain", lang, count=len(told.uncertain))
    yield _say("notice", lang, notice=plan_notice(guideline, lang))


def plan_notice(guideline: Guideline | None, lang: Lang) -> str:
    """Return what the guideline behind a plan is and is not; of none what holds of any reading."""
    return _say("plan.notice", lang) if guideline is None else guideline.notice.in_(lang)


def _kinds(told: Plan, lang: Lang) -> Iterator[str]:
    found = _worst(Counter(one.kind for one in told.sessions))
    for kind, count in found[:_KINDS]:
        named = in_a_line(kind_label(kind, told.inputs.register, lang), LONGEST_NAME)
        yield _say("plan.kind", lang, kind=named, count=count)
    others = sum(count for _, count in found[_KINDS:])
    if others:
        yield _say("plan.others", lang, count=others)


def unplaced_told(one: Unplaced, told: Plan, lang: Lang) -> str:
    """Return which session could not be placed, whose it is, and what was mostly in the way."""
    what = _owed(one, told, lang)
    if not one.blocked:
        return what
    rule = max(one.blocked, key=lambda blocked: blocked.count).rule  # of equals the first
    return _say("plan.blocked", lang, what=what, rule=rule.label(lang))


def _owed(one: Unplaced, told: Plan, lang: Lang) -> str:
    duty = next((duty for duty in told.inputs.duties if duty.id == one.duty), None)
    if duty is None:  # a plan that was typed may name any
        return _say("plan.duty", lang, period=one.period, duty=in_a_line(one.duty, LONGEST_NAME))
    register = told.inputs.register
    return _say(
        "plan.unplaced", lang, period=one.period,
        kind=in_a_line(kind_label(duty.kind, register, lang), LONGEST_NAME),
        owner=in_a_line(name_told(duty.subject, register, lang, told.inputs.on), LONGEST_NAME),
    )  # fmt: skip


_DIGESTS: Mapping[type, Callable[[Any, Lang, Guideline | None], Iterator[str]]] = {
    Assessment: _of_findings,
    Comparison: _of_comparison,
    Plan: _of_plan,
}
"""What a digest can tell of: a new one is a row, and a function that yields its lines."""
