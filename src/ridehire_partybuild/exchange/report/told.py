"""What documents on findings say, in one language, before it has a form.

Pages, workbooks and whatever form comes next print these same words, so that no two of them differ.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    Explanation,
    Finding,
    Score,
    ScoreBy,
    explain,
    scored,
    visit_list,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.guideline import Outcome, Requirement, fact_label
from ridehire_partybuild.model import Waiver
from ridehire_partybuild.values import SubjectKind

__all__ = [
    "ToldFinding",
    "ToldFindings",
    "ToldRule",
    "ToldScore",
    "ToldSubject",
    "ToldVisit",
    "ToldWaiver",
    "subject_name",
    "told_findings",
    "waiver_of",
]

Names = Mapping[str, str]


@attrs.frozen(kw_only=True)
class ToldScore:
    """How some findings score.

    Attributes:
        of: Id of the subject or the group; empty: all.
        raw: The score, waivers aside.
        after: The score without waived failures.
        outcomes: How many findings of each outcome there are, those that never count among them.
    """

    of: str
    raw: Score
    after: Score
    outcomes: Mapping[Outcome, int]


@attrs.frozen(kw_only=True)
class ToldWaiver:
    """Who excused a finding, until which day inclusive, and why."""

    authority: str
    until: date
    why: str


@attrs.frozen(kw_only=True)
class ToldRule:
    """A requirement in force, and the paper it comes from."""

    clause: str
    group: str
    modality: str
    title: str
    text: str
    responsible: str
    cooperating: tuple[str, ...]
    basis: str
    source: str
    place: str | None


@attrs.frozen(kw_only=True)
class ToldFinding:
    """A finding and all that is to be said of it.

    Attributes:
        rule: Its requirement.
        outcome: The verdict.
        reason: Why it cannot be told or does not apply, in words; None otherwise.
        told: Its explanation: expected, actual, missing, remedy.
        waiver: Who excused it, if anybody did.
    """

    rule: ToldRule
    outcome: Outcome
    reason: str | None
    told: Explanation
    waiver: ToldWaiver | None


@attrs.frozen(kw_only=True)
class ToldSubject:
    """A station, branch, actor or city with its findings, in the order of the guideline."""

    kind: SubjectKind
    id: str
    name: str
    score: ToldScore
    findings: tuple[ToldFinding, ...]

    def of(self, outcome: Outcome) -> tuple[ToldFinding, ...]:
        """Return its findings of one outcome."""
        return tuple(one for one in self.findings if one.outcome is outcome)


@attrs.frozen(kw_only=True)
class ToldVisit:
    """A fact that nobody knows yet.

    Attributes:
        subject: Whose.
        fact: What people call it.
        method: How it is found out.
        reason: Why it is not known.
        settles: How many verdicts are settled once this and all before it are known.
        clauses: Clauses of the verdicts that need it.
    """

    subject: ToldSubject
    fact: str
    method: str
    reason: str
    settles: int
    clauses: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ToldFindings:
    """An assessment, told.

    Attributes:
        guideline: Id of the guideline.
        title: Its title, with the profile that tailored it.
        notice: What it is and is not.
        profile: Title of the profile; None: none tailored it.
        cities: Names of the cities.
        whole: The score of all.
        groups: Those of the groups of requirements, by name.
        subjects: In the order of the register.
        visits: What to find out next, the most useful first.
        rules: The requirements in force on the day, in the order of the guideline.
    """

    lang: Lang
    guideline: str
    title: str
    notice: str
    on: date
    known: date
    profile: str | None
    cities: tuple[str, ...]
    whole: ToldScore
    groups: tuple[ToldScore, ...]
    subjects: tuple[ToldSubject, ...]
    visits: tuple[ToldVisit, ...]
    rules: tuple[ToldRule, ...]

    @property
    def kinds(self) -> dict[SubjectKind, int]:
        """How many subjects of each kind there are."""
        return dict(Counter(one.kind for one in self.subjects))


def told_findings(
    assessment: Assessment, lang: Lang = "zh", names: Names | None = None
) -> ToldFindings:
    """Return all that a document on an assessment says. Sensitive values are withheld.

    Args:
        assessment: Where everybody stands.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    >>> from ridehire_partybuild import Register, Region, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> judged = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> told = told_findings(judged)
    >>> [(one.kind.label("zh"), one.name) for one in told.subjects], told.cities
    ([('阵地', '示例'), ('城市', '东营市')], ('东营市',))
    >>> [one.rule.title for one in told.subjects[0].of(Outcome.FAILED)]
    ['使用面积']
    """
    guideline = assessment.tailored
    rules = {str(one.id): _rule(one, lang) for one in assessment.rules.values()}
    subjects = tuple(_subjects(assessment, rules, lang, names))
    return ToldFindings(
        lang=lang,
        guideline=str(guideline.id),
        title=guideline.title.in_(lang),
        notice=guideline.notice.in_(lang),
        on=assessment.on,
        known=assessment.known,
        profile=None if assessment.profile is None else assessment.profile.title.in_(lang),
        cities=tuple(one.name for one in subjects if one.kind is SubjectKind.CITY),
        whole=_whole(assessment),
        groups=tuple(_groups(assessment)),
        subjects=subjects,
        visits=tuple(_visits(assessment, subjects, lang)),
        rules=tuple(rules.values()),
    )


def _rule(rule: Requirement, lang: Lang) -> ToldRule:
    return ToldRule(
        clause=rule.clause,
        group=rule.group,
        modality=rule.modality.label(lang),
        title=rule.title.in_(lang),
        text=rule.text.in_(lang),
        responsible=rule.responsible.label(lang),
        cooperating=tuple(one.label(lang) for one in rule.cooperating),
        basis=rule.basis.label(lang),
        source=rule.source.document,
        place=rule.source.place,
    )


def _outcomes(findings: Iterable[Finding]) -> dict[Outcome, int]:
    found = Counter(one.verdict.outcome for one in findings)
    return {outcome: found[outcome] for outcome in Outcome}


def _whole(assessment: Assessment) -> ToldScore:
    return ToldScore(
        of="",
        raw=assessment.score(),
        after=assessment.score_after_waivers(),
        outcomes=_outcomes(assessment.findings),
    )


def _groups(assessment: Assessment) -> Iterator[ToldScore]:
    after = assessment.scores_after_waivers(ScoreBy.GROUP)
    by_group: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        by_group.setdefault(assessment.rules[finding.requirement].group, []).append(finding)
    for group, raw in assessment.scores(ScoreBy.GROUP).items():
        yield ToldScore(of=group, raw=raw, after=after[group], outcomes=_outcomes(by_group[group]))


def _subjects(
    assessment: Assessment, rules: Mapping[str, ToldRule], lang: Lang, names: Names | None
) -> Iterator[ToldSubject]:
    nothing = scored((), ())  # of a subject under no rule
    raw, after = (
        assessment.scores(ScoreBy.SUBJECT),
        assessment.scores_after_waivers(ScoreBy.SUBJECT),
    )
    findings: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        findings.setdefault(finding.subject, []).append(finding)
    for kind, subject in assessment.register.subjects:
        own = findings.get(subject, [])
        yield ToldSubject(
            kind=kind,
            id=str(subject),
            name=subject_name(assessment, subject, names),
            score=ToldScore(
                of=str(subject),
                raw=raw.get(subject, nothing),
                after=after.get(subject, nothing),
                outcomes=_outcomes(own),
            ),
            findings=tuple(_finding(one, assessment, rules, lang) for one in own),
        )


def subject_name(assessment: Assessment, subject: str, names: Names | None = None) -> str:
    """Return what people call a subject: a city by the name of its division, else by its code."""
    file = assessment.register.of(subject)
    if file.record is not None:
        return file.record.name
    named = None if file.region is None else file.region.name(assessment.on, names)
    return named or str(subject)


def _finding(
    finding: Finding, assessment: Assessment, rules: Mapping[str, ToldRule], lang: Lang
) -> ToldFinding:
    reason = finding.verdict.reason
    return ToldFinding(
        rule=rules[finding.requirement],
        outcome=finding.verdict.outcome,
        reason=None if reason is None else reason.label(lang),
        told=explain(finding, assessment, lang),
        waiver=_waiver(finding, assessment),
    )


def waiver_of(finding: Finding, assessment: Assessment) -> Waiver | None:
    """Return the waiver that covers a finding on its day; None: nobody excuses it."""
    waiver = None if finding.waiver is None else assessment.register.get(finding.waiver)
    return waiver if isinstance(waiver, Waiver) else None


def _waiver(finding: Finding, assessment: Assessment) -> ToldWaiver | None:
    waiver = waiver_of(finding, assessment)
    if waiver is None:
        return None
    return ToldWaiver(authority=waiver.authority, until=waiver.valid_until, why=waiver.reason)


def _visits(
    assessment: Assessment, subjects: Iterable[ToldSubject], lang: Lang
) -> Iterator[ToldVisit]:
    by_id = {one.id: one for one in subjects}
    clauses = {one.id: assessment.rules[one.requirement].clause for one in assessment.findings}
    for visit in visit_list(assessment):
        yield ToldVisit(
            subject=by_id[visit.subject],
            fact=fact_label(visit.fact, assessment.guideline.facts, lang),
            method=visit.method.label(lang),
            reason=visit.reason.label(lang),
            settles=len(visit.settles),
            clauses=tuple(clauses[one] for one in visit.serves),
        )
