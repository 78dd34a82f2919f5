"""What the page on two dates says: both scores, what became of the findings, and each cause."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    BaselineState,
    CauseKind,
    ComparedFinding,
    Comparison,
    Finding,
    Score,
    ScoreBy,
    explain_cause,
    is_due,
    scored,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.values import SubjectKind

from .told import Names, ToldRule, name_of, told_rule

__all__ = [
    "ToldChange",
    "ToldCompared",
    "ToldComparison",
    "ToldSide",
    "ToldTurn",
    "came_due",
    "no_more_due",
    "no_more_told",
    "told_comparison",
]


@attrs.frozen(kw_only=True)
class ToldSide:
    """One of the two assessments.

    Attributes:
        on: The day judged.
        known: The day by which the records were known.
        guideline: Title of the guideline, with the profile that tailored it.
        score: The score of all, waivers aside.
        findings: How many findings there are.
    """

    on: date
    known: date
    guideline: str
    score: Score
    findings: int


@attrs.frozen(kw_only=True)
class ToldTurn:
    """What a finding was, or is: its outcome, and in words why it cannot be told or does not apply.

    Of a finding that was not there both are None.
    """

    outcome: Outcome | None
    reason: str | None


@attrs.frozen(kw_only=True)
class ToldChange:
    """A finding that is not what it was.

    Attributes:
        rule: Its requirement, as it is or as it last was.
        before: What it was.
        after: What it is.
        cause: Why, in words; None: only the waiver is another.
        waiver: What became of its waiver, in words; None: nothing.
    """

    rule: ToldRule
    before: ToldTurn
    after: ToldTurn
    cause: str | None
    waiver: str | None


@attrs.frozen(kw_only=True)
class ToldCompared:
    """A subject with both its scores and its changes; None of a score: it was not, or is not."""

    kind: SubjectKind
    id: str
    name: str
    before: Score | None
    after: Score | None
    changes: tuple[ToldChange, ...]


@attrs.frozen(kw_only=True)
class ToldComparison:
    """Two assessments side by side, told.

    Attributes:
        notices: What the guideline is and is not; both, where the two differ.
        before: The earlier one, or whatever is compared with.
        after: The later one.
        states: How many findings are new, changed, the same, or no more.
        causes: How many changes have each cause, by what they became.
        turns: How many findings went from each outcome (None: not there) to each.
        subjects: In the order of the later register, then those that are no more.
    """

    lang: Lang
    notices: tuple[str, ...]
    before: ToldSide
    after: ToldSide
    states: Mapping[BaselineState, int]
    causes: Mapping[CauseKind, Mapping[Outcome | None, int]]
    turns: Mapping[tuple[Outcome | None, Outcome | None], int]
    subjects: tuple[ToldCompared, ...]


def told_comparison(
    comparison: Comparison, lang: Lang = "zh", names: Names | None = None
) -> ToldComparison:
    """Return all that the page on two dates says. Sensitive values are withheld.

    >>> from ridehire_partybuild import Register, Region, Site, Station, Tier
    >>> from ridehire_partybuild import assess, compare, reference_guideline
    >>> def judged(area):
    ...     station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                       site=Site(area_m2=area))
    ...     return assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> told = told_comparison(compare(judged(9), judged(14)))
    >>> [(one.rule.title, one.cause) for one in told.subjects[0].changes]
    [('使用面积', '事实变化：使用面积：9 平方米 → 使用面积：14 平方米')]
    """
    sides = (comparison.before, comparison.after)
    turns = Counter((_outcome(one.before), _outcome(one.after)) for one in comparison.findings)
    states = Counter(one.state for one in comparison.findings)
    before, after = (_side(one, lang) for one in sides)
    return ToldComparison(
        lang=lang,
        notices=tuple(dict.fromkeys(one.tailored.notice.in_(lang) for one in reversed(sides))),
        before=before,
        after=after,
        states={state: states[state] for state in BaselineState},
        causes=_causes(comparison.changes),
        turns=dict(turns),
        subjects=tuple(_subjects(comparison, lang, names)),
    )


def came_due(comparison: Comparison) -> tuple[ComparedFinding, ...]:
    """Return what is newly to be mended."""
    return tuple(one for one in comparison.findings if _dues(one, comparison) == (False, True))


def no_more_due(comparison: Comparison) -> tuple[ComparedFinding, ...]:
    """Return what was to be mended and is no more: it passes, is excused, or is not asked now."""
    return tuple(one for one in _went(comparison) if not _is_open(one.after))


def no_more_told(comparison: Comparison) -> tuple[ComparedFinding, ...]:
    """Return what was to be mended, and cannot be told any more: that is not mended."""
    return tuple(one for one in _went(comparison) if _is_open(one.after))


def _went(comparison: Comparison) -> Iterator[ComparedFinding]:
    return (one for one in comparison.findings if _dues(one, comparison) == (True, False))


def _is_open(one: Finding | None) -> bool:
    return one is not None and one.verdict.outcome is Outcome.CANT_TELL and one.waiver is None


def _dues(one: ComparedFinding, comparison: Comparison) -> tuple[bool, bool]:
    before = one.before is not None and is_due(one.before, comparison.before)
    return before, one.after is not None and is_due(one.after, comparison.after)


def _side(assessment: Assessment, lang: Lang) -> ToldSide:
    return ToldSide(
        on=assessment.on,
        known=assessment.known,
        guideline=assessment.tailored.title.in_(lang),
        score=assessment.score(),
        findings=len(assessment.findings),
    )


def _outcome(finding: Finding | None) -> Outcome | None:
    return None if finding is None else finding.verdict.outcome


def _causes(changes: Iterable[ComparedFinding]) -> dict[CauseKind, dict[Outcome | None, int]]:
    found: dict[CauseKind, Counter[Outcome | None]] = {}
    for one in changes:
        if one.cause is not None:
            found.setdefault(one.cause.kind, Counter())[_outcome(one.after)] += 1
    return {kind: dict(found[kind]) for kind in CauseKind if kind in found}


def _subjects(comparison: Comparison, lang: Lang, names: Names | None) -> Iterator[ToldCompared]:
    changes: dict[str, list[ComparedFinding]] = {}
    for one in comparison.changes:
        changes.setdefault(one.subject, []).append(one)
    sides = (comparison.after, comparison.before)
    after, before = (one.scores(ScoreBy.SUBJECT) for one in sides)
    known = {subject: (kind, one) for one in sides for kind, subject in one.register.subjects}
    ordered = dict.fromkeys(subject for one in sides for _, subject in one.register.subjects)
    for subject in ordered:
        kind, _ = known[subject]
        in_which = next(one for one in sides if subject in one.register.filing.subjects)
        yield ToldCompared(
            kind=kind,
            id=str(subject),
            name=name_of(in_which.register, subject, in_which.on, names),
            before=_score(comparison.before, subject, before),
            after=_score(comparison.after, subject, after),
            changes=tuple(
                _change(one, comparison, lang) for one in _worst_first(changes.get(subject, ()))
            ),
        )


def _score(assessment: Assessment, subject: str, scores: Mapping[str, Score]) -> Score | None:
    if subject not in assessment.register.filing.subjects:
        return None
    return scores.get(subject) or scored((), ())  # of a subject under no rule


_ORDER = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE, None)


def _worst_first(changes: Iterable[ComparedFinding]) -> list[ComparedFinding]:
    return sorted(changes, key=lambda one: _ORDER.index(_outcome(one.after)))


def _change(change: ComparedFinding, comparison: Comparison, lang: Lang) -> ToldChange:
    facts = comparison.after.guideline.facts
    return ToldChange(
        rule=told_rule(change.rule, lang),
        before=_turn(change.before, lang),
        after=_turn(change.after, lang),
        cause=None if change.cause is None else explain_cause(change.cause, lang, facts=facts),
        waiver=None if change.waiver is None else change.waiver.label(lang),
    )


def _turn(finding: Finding | None, lang: Lang) -> ToldTurn:
    reason = None if finding is None else finding.verdict.reason
    return ToldTurn(
        outcome=_outcome(finding), reason=None if reason is None else reason.label(lang)
    )
