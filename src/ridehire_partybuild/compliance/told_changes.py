"""What became of a finding, told to people."""

from collections.abc import Callable, Iterator, Mapping

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import (
    FACTS,
    Facts,
    Reading,
    Requirement,
    fact_label,
    interpret,
    tell,
)

from .causes import Cause, CauseKind, FactChange, Lapse, Passing
from .comparison import ComparedFinding
from .findings import Finding

__all__ = ["explain_cause", "explain_change"]


def explain_change(change: ComparedFinding, lang: Lang = "en", *, facts: Facts = FACTS) -> str:
    """Return what became of a finding and why, as one line.

    Args:
        change: What became of it.
        lang: The language.
        facts: The catalogue of the guideline, for the names of facts.

    >>> from datetime import date
    >>> from ridehire_partybuild import Region, Register, Station, Tier
    >>> from ridehire_partybuild import assess, compare, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> rules, on = reference_guideline(), date(2026, 1, 15)
    >>> first, second = Register(), Register(stations=[station])
    >>> change = compare(assess(first, rules, on), assess(second, rules, on)).changes[0]
    >>> print(explain_change(change, "zh"))
    A.1 使用面积（S-1）：（无） → 无法判定（资料缺失）。原因：对象变化：新纳入评定或已启用。
    """
    told = {
        "clause": change.rule.clause,
        "title": change.rule.title.in_(lang),
        "subject": change.subject,
        "before": _outcome(change.before, lang),
        "after": _outcome(change.after, lang),
    }
    line = render("change.line" if change.cause else "change.same", lang, **told)
    if change.cause is not None:
        line += render("change.cause", lang, cause=explain_cause(change.cause, lang, facts=facts))
    if change.waiver is not None:
        line += render("change.waiver", lang, waiver=change.waiver.label(lang))
    return line


def _outcome(finding: Finding | None, lang: Lang) -> str:
    if finding is None:
        return render("change.none", lang)
    outcome, reason = finding.verdict.outcome.label(lang), finding.verdict.reason
    if reason is None:
        return outcome
    return render("finding.reason", lang, outcome=outcome, reason=reason.label(lang))


def explain_cause(cause: Cause, lang: Lang = "en", *, facts: Facts = FACTS) -> str:
    """Return a cause in words, each part with what it was.

    >>> explain_cause(Cause(kind=CauseKind.SCOPE, subjects=(False, True)), "zh")
    '对象变化：新纳入评定或已启用'
    """
    told = []
    for kind in cause.parts or (cause.kind,):
        what = render("join.then", lang).join(dict.fromkeys(_WHAT[kind](cause, facts, lang)))
        label = kind.label(lang)
        told.append(render("change.part", lang, kind=label, what=what) if what else label)
    return render("change.and", lang).join(told)


def _scope(cause: Cause, _facts: Facts, lang: Lang) -> Iterator[str]:
    if cause.subjects is not None:
        was, is_ = cause.subjects
        code = "came" if is_ and not was else "went" if was and not is_ else "stays"
        yield render(f"change.scope_{code}", lang)


def _profile(cause: Cause, _facts: Facts, lang: Lang) -> Iterator[str]:
    before, after = cause.profiles or (None, None)
    nothing = render("change.none", lang)
    yield render("change.turned", lang, before=before or nothing, after=after or nothing)


def _rule(cause: Cause, facts: Facts, lang: Lang) -> Iterator[str]:
    before, after = cause.editions or (None, None)
    if after is not None:
        told = {"since": after.effective_from.isoformat(), "check": _asks(after, facts, lang)}
        yield render("change.rule_since", lang, **told)
    if before is not None:
        until = "" if before.effective_before is None else before.effective_before.isoformat()
        told = {"until": until, "check": _asks(before, facts, lang)}
        yield render("change.rule_until" if until else "change.rule_before", lang, **told)


def _asks(requirement: Requirement, facts: Facts, lang: Lang) -> str:
    return interpret(requirement, facts, lang)


def _lapses(cause: Cause, facts: Facts, lang: Lang) -> Iterator[str]:
    for one in cause.lapses:
        yield _lapse(one, facts, lang)


def _lapse(lapse: Lapse, facts: Facts, lang: Lang) -> str:
    told = {"fact": fact_label(lapse.fact, facts, lang), "day": lapse.last_day.isoformat()}
    return render("change.lapse", lang, observation=lapse.observation, **told)


def _time(cause: Cause, facts: Facts, lang: Lang) -> Iterator[str]:
    for one in cause.passings:
        yield _passing(one, facts, lang)
    yield from _facts(cause, facts, lang)


def _passing(passing: Passing, facts: Facts, lang: Lang) -> str:
    told = {
        "reading": tell(passing.fact, passing.reading, facts, lang),
        "day": passing.last_day.isoformat(),
    }
    code = "ended" if passing.fact.startswith("sessions(") else "passed"
    return render(f"change.{code}", lang, **told)


def _facts(cause: Cause, facts: Facts, lang: Lang) -> Iterator[str]:
    for one in cause.facts:
        yield _fact(one, facts, lang)


def _fact(change: FactChange, facts: Facts, lang: Lang) -> str:
    def known(reading: Reading) -> str:
        return tell(change.fact, reading, facts, lang)

    text = render("change.turned", lang, before=known(change.before), after=known(change.after))
    if change.after.observation is None:
        return text
    return text + render("change.seen", lang, observation=change.after.observation)


_WHAT: Mapping[CauseKind, Callable[[Cause, Facts, Lang], Iterator[str]]] = {
    CauseKind.SCOPE: _scope,
    CauseKind.PROFILE: _profile,
    CauseKind.RULE: _rule,
    CauseKind.EVIDENCE_LAPSED: _lapses,
    CauseKind.TIME: _time,
    CauseKind.FACT: _facts,
}
