"""What may be put on the wall: verdicts and clauses, and nothing that tells of a person.

"A public view shows verdict and clause with sensitive values withheld." It is built up from what
may be shown, field by field, rather than cut down from an assessment: what nobody thought of does
not stand in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Context, Decimal
from typing import Any

import attrs

from ridehire_partybuild.guideline import (
    Fact,
    FactKind,
    Facts,
    Held,
    Outcome,
    Reading,
    Reason,
    Requirement,
    counted_sessions,
    fact_label,
    judged_check,
    walked,
)
from ridehire_partybuild.guideline import Value as FactValue
from ridehire_partybuild.model import SubjectFile, Waiver
from ridehire_partybuild.values import (
    Id,
    Modality,
    Record,
    RequirementId,
    SubjectKind,
    Text,
    decimal,
    limits,
)
from ridehire_partybuild.values.id_fields import any_id, requirement_id
from ridehire_partybuild.values.record import MOST_DIGITS

from .assessment import Assessment
from .findings import Finding, Score, scored

__all__ = ["PublicFact", "PublicFinding", "PublicSubject", "PublicView", "public_view"]

LEAST_PEOPLE = 3
HUNDREDTH, PLAIN = Decimal("0.01"), Context(prec=MOST_DIGITS + 2)
LARGEST = 10 ** (MOST_DIGITS - 2) - 1
Value = bool | Decimal | str | tuple[str, ...] | None


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _told(value: Any) -> Any:
    return decimal(_tuple(value))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PublicFact(Record):
    """A fact that a verdict rests on or waits for, as far as everybody may know it.

    Attributes:
        name: Its name in the guideline's catalogue.
        label: What people call it.
        value: Yes or no, a number, a word, an ISO date, or words; None: not known, or withheld.
        unit: Code of its unit; ``none`` for what has none.
        reason: Why it is not known, or may be short; None otherwise.
        withheld: Whether there is more than is told.
    """

    name: str
    label: Text
    value: Value = attrs.field(default=None, converter=_told, metadata=limits(-LARGEST, LARGEST))
    unit: str = "none"
    reason: Reason | None = None
    withheld: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PublicFinding(Record):
    """Where a subject stands on one requirement.

    Attributes:
        requirement: The requirement.
        clause: The number by which people cite it.
        title: It in a few words.
        modality: How binding it is.
        outcome: The verdict.
        reason: Why it cannot be told or does not apply; None otherwise.
        because: Names of the facts on which the verdict rests.
        missing: Names of the facts that could still change it.
        waived_until: The last day on which an authority excuses it; None: nobody does.
    """

    requirement: RequirementId = attrs.field(converter=requirement_id)
    clause: str
    title: Text
    modality: Modality
    outcome: Outcome
    reason: Reason | None = None
    because: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    missing: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    waived_until: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PublicSubject(Record):
    """Where one station, branch, actor or city stands.

    Attributes:
        id: Its id; a city's is its division code.
        kind: What it is.
        name: What people call it; a city has none on record.
        score: Its raw score, an interval while facts are missing.
        findings: Requirement by requirement.
        facts: What the verdicts rest on and wait for, by name.
    """

    id: Id = attrs.field(converter=any_id)
    kind: SubjectKind
    name: str | None = None
    score: Score
    findings: tuple[PublicFinding, ...] = attrs.field(default=(), converter=_tuple)
    facts: tuple[PublicFact, ...] = attrs.field(default=(), converter=_tuple)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PublicView(Record):
    """An assessment as everybody may see it.

    Attributes:
        guideline: Id of the guideline.
        title: Its title.
        notice: What it is and what it is not: a reading, say, and not the guideline's own text.
        on: The day.
        score: The raw score of all, an interval while facts are missing.
        score_after_waivers: The same without waived failures.
        subjects: In the order of the register.
    """

    guideline: Id = attrs.field(converter=any_id)
    title: Text
    notice: Text
    on: date
    score: Score
    score_after_waivers: Score
    subjects: tuple[PublicSubject, ...] = attrs.field(default=(), converter=_tuple)


def public_view(assessment: Assessment) -> PublicView:
    """Return what everybody may see of an assessment.

    There is no person in charge, no contact, no paper, no reason of a waiver, and no word that
    was not chosen from a list. Sensitive facts and counts of fewer than three people are withheld.
    A verdict stands all the same, and tells as much of them as its clause asks.

    >>> from ridehire_partybuild import Register, Region, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> subject = public_view(told).subjects[0]
    >>> subject.findings[0].clause, subject.findings[0].outcome.value
    ('A.1', 'failed')
    >>> str(next(fact.value for fact in subject.facts if fact.name == "site.area_m2"))
    '9'
    """
    by_subject: dict[str, list[Finding]] = defaultdict(list)
    for finding in assessment.findings:
        by_subject[finding.subject].append(finding)
    guideline = assessment.tailored
    return PublicView(
        guideline=guideline.id,
        title=guideline.title,
        notice=guideline.notice,
        on=assessment.on,
        score=assessment.score(),
        score_after_waivers=assessment.score_after_waivers(),
        subjects=tuple(
            _subject(assessment, assessment.register.of(subject), by_subject[subject])
            for _, subject in assessment.register.subjects
        ),
    )


def _subject(assessment: Assessment, file: SubjectFile, findings: list[Finding]) -> PublicSubject:
    told = tuple(_finding(one, assessment) for one in findings)
    return PublicSubject(
        id=file.id,
        kind=file.kind,
        name=None if file.record is None else file.record.name,
        score=scored(findings, assessment.rules.values()),
        findings=told,
        facts=tuple(_facts(assessment, file, told)),
    )


def _finding(finding: Finding, assessment: Assessment) -> PublicFinding:
    rule, verdict = assessment.rules[finding.requirement], finding.verdict
    waiver = None if finding.waiver is None else assessment.register.get(finding.waiver)
    return PublicFinding(
        requirement=rule.id,
        clause=rule.clause,
        title=rule.title,
        modality=rule.modality,
        outcome=verdict.outcome,
        reason=verdict.reason,
        because=_known(verdict.because, rule, assessment.guideline.facts),
        missing=_known(verdict.missing, rule, assessment.guideline.facts),
        waived_until=waiver.valid_until if isinstance(waiver, Waiver) else None,
    )


def _known(names: Iterable[str], rule: Requirement, facts: Facts) -> tuple[str, ...]:
    """Return the names of facts, and of the counts that a rule asks for: there may be others."""
    kinds = {one.held for _, _, one in walked(judged_check(rule)) if isinstance(one, Held)}
    return tuple(one for one in names if one in facts or counted_sessions(one)[0] in kinds)


def _facts(
    assessment: Assessment, file: SubjectFile, findings: Iterable[PublicFinding]
) -> Iterator[PublicFact]:
    readings = assessment.readings(file.id)
    for name in sorted({name for one in findings for name in (*one.because, *one.missing)}):
        yield _fact(name, readings.of(name), assessment.guideline.facts)


def _fact(name: str, reading: Reading, facts: Facts) -> PublicFact:
    fact = facts.get(name)
    value = _shown(fact, reading.value)
    return PublicFact(
        name=name,
        label=Text(zh=fact_label(name, facts, "zh"), en=fact_label(name, facts)),
        value=value,
        unit="none" if fact is None else fact.unit,
        reason=reading.reason,
        withheld=value is None and reading.value is not None,
    )


def _shown(fact: Fact | None, value: FactValue | None) -> Value:
    """Return a known value as everybody may know it; held sessions are everybody's business."""
    if fact is not None and (fact.sensitive or _is_free_text(fact) or _is_few(fact, value)):
        return None
    if isinstance(value, Decimal):
        return _number(value)
    return value.isoformat() if isinstance(value, date) else value


def _is_free_text(fact: Fact) -> bool:
    return fact.kind in {FactKind.WORD, FactKind.WORDS} and fact.vocabulary is None


def _is_few(fact: Fact, value: FactValue | None) -> bool:
    return fact.unit == "people" and isinstance(value, Decimal) and value < LEAST_PEOPLE


def _number(value: Decimal) -> Decimal | None:
    """Return a number that documents can hold: a third of an hour has no end."""
    if abs(value) > LARGEST:
        return None
    _, digits, exponent = value.as_tuple()
    endless = len(digits) > MOST_DIGITS or not isinstance(exponent, int) or exponent <= -MOST_DIGITS
    return value.quantize(HUNDREDTH, context=PLAIN) if endless else value
