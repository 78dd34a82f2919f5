"""What the page on a city says beside its findings: the heat map, and what to repair first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from ridehire_partybuild.compliance import (
    Assessment,
    Finding,
    Repair,
    Score,
    explain_repair,
    repairs,
    scored,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.guideline import Outcome, Requirement
from ridehire_partybuild.values import Modality, SubjectKind

from .told import Names, ToldFinding, ToldFindings, ToldSubject, told_findings

__all__ = ["ToldAssessment", "ToldCell", "ToldRepair", "ToldRow", "told_assessment", "tone_of"]

_ONE_THIRD, _TWO_THIRDS = Fraction(1, 3), Fraction(2, 3)


@attrs.frozen(kw_only=True)
class ToldCell:
    """How a station fares in one group of requirements.

    Attributes:
        group: The group.
        score: Its score there, waivers aside.
        outcomes: How many findings that count have each outcome.
        tone: ``none`` if nothing counts, ``kept`` if all passed, ``open`` if none failed and some
            cannot be told, else ``few``, ``some`` or ``most``: how large a share failed, by thirds.
    """

    group: str
    score: Score
    outcomes: Mapping[Outcome, int]
    tone: str


@attrs.frozen(kw_only=True)
class ToldRow:
    """A row of the heat map: a station, or all of them together if ``subject`` is None."""

    subject: ToldSubject | None
    cells: tuple[ToldCell, ...]


@attrs.frozen(kw_only=True)
class ToldRepair:
    """The first of the smallest changes that turn a failed finding.

    Attributes:
        subject: Whose finding it is.
        finding: The finding.
        repair: The change.
        what: In words: what to change or hold, from when on it counts, what the score gains.
        others: How many other ways were found.
    """

    subject: ToldSubject
    finding: ToldFinding
    repair: Repair
    what: str
    others: int


@attrs.frozen(kw_only=True)
class ToldAssessment:
    """An assessment, told with what to do.

    Attributes:
        findings: The findings and what they rest on.
        groups: The groups that ask something of stations, each with the titles of what it asks:
            the columns of the heat map.
        rows: Its rows, that of all stations last; none if there is no station.
        repairs: What to repair, the greatest gain of a subject's score first.
        unrepaired: How many failed findings no change of their own facts turns.
    """

    findings: ToldFindings
    groups: Mapping[str, tuple[str, ...]]
    rows: tuple[ToldRow, ...]
    repairs: tuple[ToldRepair, ...]
    unrepaired: int


def told_assessment(
    assessment: Assessment, lang: Lang = "zh", names: Names | None = None
) -> ToldAssessment:
    """Return all that the page on a city says. Sensitive values are withheld.

    >>> from datetime import date
    >>> from ridehire_partybuild import Register, Region, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> judged = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> told = told_assessment(judged)
    >>> [(cell.group, cell.tone) for cell in told.rows[0].cells][:2]
    [('A', 'few'), ('B', 'open')]
    >>> print(told.repairs[-1].what)
    改为：使用面积：12 平方米；最早 2026-01-15 可转为符合；本对象得分提高 3.1 个百分点
    """
    told = told_findings(assessment, lang, names)
    groups: dict[str, tuple[str, ...]] = {}
    for rule in assessment.rules.values():
        if rule.subject is SubjectKind.STATION:
            groups[rule.group] = (*groups.get(rule.group, ()), rule.title.in_(lang))
    mended, unrepaired = _repairs(assessment, told, lang)
    return ToldAssessment(
        findings=told,
        groups=groups,
        rows=tuple(_rows(assessment, told, tuple(groups))) if groups else (),
        repairs=mended,
        unrepaired=unrepaired,
    )


def _rows(assessment: Assessment, told: ToldFindings, groups: tuple[str, ...]) -> Iterator[ToldRow]:
    rules, everything = assessment.rules, list[Finding]()
    for subject in told.subjects:
        if subject.kind is SubjectKind.STATION:
            own = assessment.of(subject.id)
            everything += own
            yield ToldRow(subject=subject, cells=_cells(own, groups, rules))
    if everything:
        yield ToldRow(subject=None, cells=_cells(everything, groups, rules))


def _cells(
    findings: Iterable[Finding], groups: tuple[str, ...], rules: Mapping[str, Requirement]
) -> tuple[ToldCell, ...]:
    by_group: dict[str, list[Finding]] = {group: [] for group in groups}
    for finding in findings:
        by_group[rules[finding.requirement].group].append(finding)
    return tuple(_cell(group, some, rules) for group, some in by_group.items())


def _cell(group: str, findings: list[Finding], rules: Mapping[str, Requirement]) -> ToldCell:
    found = Counter(
        one.verdict.outcome
        for one in findings
        if rules[one.requirement].modality is not Modality.MAY  # "A MAY is never counted"
    )
    outcomes = {one: found[one] for one in (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED)}
    score = scored(findings, rules.values())
    return ToldCell(group=group, score=score, outcomes=outcomes, tone=tone_of(outcomes))


def tone_of(outcomes: Mapping[Outcome, int]) -> str:
    """Return the tone of a cell, by how large a share failed.

    >>> tone_of({Outcome.FAILED: 1, Outcome.CANT_TELL: 0, Outcome.PASSED: 2})
    'some'
    """
    total, failed = sum(outcomes.values()), outcomes[Outcome.FAILED]
    if not total:
        return "none"
    if not failed:
        return "open" if outcomes[Outcome.CANT_TELL] else "kept"
    share = Fraction(failed, total)
    return "few" if share < _ONE_THIRD else "some" if share < _TWO_THIRDS else "most"


def _repairs(
    assessment: Assessment, told: ToldFindings, lang: Lang
) -> tuple[tuple[ToldRepair, ...], int]:
    found: list[ToldRepair] = []
    unrepaired = 0
    for subject in told.subjects:
        for finding, shown in zip(assessment.of(subject.id), subject.findings, strict=True):
            ways = repairs(finding, assessment)
            if ways:
                found.append(_repair(subject, shown, ways, lang))
            elif shown.outcome is Outcome.FAILED:
                unrepaired += 1
    return tuple(sorted(found, key=lambda one: -_gain(one.repair))), unrepaired


def _gain(repair: Repair) -> Fraction:
    return repair.gain.low + repair.gain.high


def _repair(
    subject: ToldSubject, finding: ToldFinding, ways: tuple[Repair, ...], lang: Lang
) -> ToldRepair:
    return ToldRepair(
        subject=subject,
        finding=finding,
        repair=ways[0],
        what=explain_repair(ways[0], lang),
        others=len(ways) - 1,
    )
