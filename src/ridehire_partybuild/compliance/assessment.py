"""Assessing: a register, a guideline and a day in, findings out. Shortcomings never raise."""

from datetime import date
from functools import cached_property

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Readings,
    Reason,
    Requirement,
    Verdict,
    fact_name,
    judged_check,
    readings_of,
    walked,
)
from ridehire_partybuild.model import Register, SubjectFile
from ridehire_partybuild.values import StationId, SubjectKind, WaiverId
from ridehire_partybuild.values.record import EARLIEST, LATEST

from .compiler import Judge, compiled
from .findings import Finding, Score, ScoreSystem, finding_id, scored

__all__ = ["Assessment", "assess"]

_NOT_OPEN = Verdict(outcome=Outcome.INAPPLICABLE, reason=Reason.NOT_OPEN)


@attrs.frozen(kw_only=True)
class Assessment:
    """The findings of a day, with all that they were made from.

    Attributes:
        register: What was judged.
        guideline: By what, in all its editions.
        on: The day.
        findings: One for each subject and each requirement in force on its kind, subjects in the
            order of the register, requirements in the order of the guideline.

    Raises:
        InvalidValue: a finding about nobody or under no rule of the day, or a day out of range.
    """

    register: Register
    guideline: Guideline
    on: date
    findings: tuple[Finding, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse findings about nobody, or under no rule of the day."""
        _check_day(self.on)
        subjects = {subject for _, subject in self.register.subjects}
        told = (
            (".subject", "subject", subjects),
            (".requirement", "requirement", set(self.rules)),
        )
        problems = [
            Problem(
                code="id.dangling",
                path=f"$.findings[{index}]{path}",
                params={"kind": name, "value": str(getattr(one, name)), "wanted": name},
            )
            for index, one in enumerate(self.findings)
            for path, name, known in told
            if getattr(one, name) not in known
        ]
        if problems:
            raise InvalidValue(problems)

    @cached_property
    def rules(self) -> dict[str, Requirement]:
        """The requirements in force on the day, by id, parameters filled in."""
        return {one.id: one for one in self.guideline.in_force(self.on).requirements}

    def of(self, subject_id: str) -> tuple[Finding, ...]:
        """Return the findings of one subject.

        Raises:
            KeyError: the register has no such subject.
        """
        self.register.of(subject_id)
        return tuple(one for one in self.findings if one.subject == subject_id)

    def score(self, system: ScoreSystem = ScoreSystem.DEFAULT, *subjects: str) -> Score:
        """Return the raw score, of ``subjects`` or of all; waivers aside.

        The default system of XCCDF scores each group of requirements (A, B, …) by its weights and
        takes the mean of the groups; FLAT takes all requirements together by their weights,
        FLAT_UNWEIGHTED counts them alike, ABSOLUTE asks whether all pass. A permission (MAY) and
        what is inapplicable never count.
        """
        chosen = (one for one in self.findings if not subjects or one.subject in subjects)
        return scored(chosen, self.rules.values(), system)

    def score_after_waivers(
        self, system: ScoreSystem = ScoreSystem.DEFAULT, *subjects: str
    ) -> Score:
        """Return the score without waived failures; what is waived and open stays open."""
        chosen = [one for one in self.findings if not subjects or one.subject in subjects]
        kept = [
            one for one in chosen if one.waiver is None or one.verdict.outcome is not Outcome.FAILED
        ]
        score = scored(kept, self.rules.values(), system)
        return attrs.evolve(score, excluded=score.excluded + len(chosen) - len(kept))

    def readings(self, subject_id: str) -> Readings:
        """Return what was known of a subject on the day."""
        return readings_of(self.register.of(subject_id), self.on, self.guideline.facts)


def _check_day(on: date) -> None:
    if type(on) is not date:
        raise InvalidValue.of("type", "on", on, wanted="date", actual=type(on).__name__)
    if not EARLIEST <= on.year <= LATEST:
        raise InvalidValue.of("time.range", "on", str(on), low=EARLIEST, high=LATEST)


@attrs.frozen
class _Rule:
    """A requirement made ready: its judge, the run it stands in, the facts a waiver can name."""

    requirement: Requirement
    judge: Judge
    since: date | None
    facts: frozenset[str]


def assess(register: Register, guideline: Guideline, on: date) -> Assessment:
    """Return where every subject of ``register`` stands under ``guideline`` on ``on``.

    Observations and sessions dated after ``on`` do not count. A subject that is not open on the
    day is INAPPLICABLE. Nothing in a register makes this raise.

    Raises:
        InvalidValue: ``on`` is no date from 2000 to 2100.

    >>> from ridehire_partybuild import Region, Station, Tier, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> register = Register(stations=[station])
    >>> assessment = assess(register, reference_guideline(), date(2026, 1, 15))
    >>> str(assessment.score())
    '0.0%–85.7%'
    """
    _check_day(on)
    rules = [_ready(guideline, one, on) for one in guideline.in_force(on).requirements]
    by_kind: dict[SubjectKind, list[_Rule]] = {kind: [] for kind in SubjectKind}
    for rule in rules:
        by_kind[rule.requirement.subject].append(rule)
    findings: list[Finding] = []
    for kind, subject in register.subjects:
        file = register.of(subject)
        readings = readings_of(file, on, guideline.facts)
        findings.extend(_finding(rule, file, readings) for rule in by_kind[kind])
    return Assessment(register=register, guideline=guideline, on=on, findings=tuple(findings))


def _ready(guideline: Guideline, requirement: Requirement, on: date) -> _Rule:
    names = {fact_name(part) for _, _, part in walked(requirement.check)}
    return _Rule(
        requirement=requirement,
        judge=compiled(judged_check(requirement)),
        since=guideline.in_force_since(requirement.id, on),
        facts=frozenset(name for name in names if name),
    )


def _finding(rule: _Rule, file: SubjectFile, readings: Readings) -> Finding:
    is_open = file.is_open(readings.on)
    return Finding(
        id=finding_id(file.id, rule.requirement.id),
        subject=file.id,
        station=StationId(file.id) if file.kind is SubjectKind.STATION else None,
        requirement=rule.requirement.id,
        verdict=rule.judge(readings.from_(rule.since)) if is_open else _NOT_OPEN,
        waiver=_waiver(rule, file, readings.on),
    )


def _waiver(rule: _Rule, file: SubjectFile, on: date) -> WaiverId | None:
    # offices waive a fact (使用面积) as well as a requirement
    covered = {rule.requirement.id, *rule.facts}
    holding = (one.id for one in file.waivers if one.covers in covered and one.holds(on))
    return min(holding, default=None)
