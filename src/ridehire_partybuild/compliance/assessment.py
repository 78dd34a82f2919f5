"""Assessing: a register, a guideline and a day in, findings out. Shortcomings never raise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.guideline import (
    Guideline,
    Outcome,
    Profile,
    Readings,
    Reason,
    Requirement,
    Verdict,
    fact_name,
    judged_check,
    readings_of,
    resolve,
    walked,
)
from ridehire_partybuild.model import Register, SubjectFile
from ridehire_partybuild.values import StationId, SubjectKind, WaiverId
from ridehire_partybuild.values.record import EARLIEST, LATEST

from .compiler import Judge, compiled
from .findings import Finding, Score, ScoreSystem, finding_id, scored
from .views import ScoreBy, grouped, without_waived

__all__ = ["Assessment", "assess"]

_NOT_OPEN = Verdict(outcome=Outcome.INAPPLICABLE, reason=Reason.NOT_OPEN)


@attrs.frozen(kw_only=True)
class Assessment:
    """The findings of a day, with all that they were made from.

    Attributes:
        register: What was judged.
        guideline: By what, in all its editions.
        on: The day: law in force on it, and nothing dated later.
        known: The day by which it was known; what was seen or done later does not count.
        profile: What the guideline was tailored by; None: by nothing.
        findings: One for each subject and each requirement in force on its kind, subjects in the
            order of the register, requirements in the order of the guideline.

    Raises:
        InvalidValue: a finding about nobody or under no rule of the day, or a day out of range.
        UnusableRule: the profile cannot tailor the guideline.
    """

    register: Register
    guideline: Guideline
    on: date
    known: date
    profile: Profile | None = None
    findings: tuple[Finding, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse findings about nobody, or under no rule of the day."""
        _check_days(self.on, self.known)
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
    def tailored(self) -> Guideline:
        """The guideline by which it was judged: as the profile tailors it."""
        return resolve(self.profile, self.guideline)

    @cached_property
    def evidence(self) -> Register:
        """The register as far as it counts: by the day, and known by the day of knowledge."""
        return _evidence(self.register, self.on, self.known)

    @cached_property
    def rules(self) -> dict[str, Requirement]:
        """The requirements in force on the day, by id, parameters filled in."""
        return {one.id: one for one in self.tailored.in_force(self.on).requirements}

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
        return without_waived(chosen, self.rules.values(), system)

    def scores(self, by: ScoreBy, system: ScoreSystem = ScoreSystem.DEFAULT) -> Mapping[str, Score]:
        """Return raw scores cell by cell, as of each county: see `ScoreBy` for what a cell is.

        >>> from ridehire_partybuild import Region, Station, Tier, assess, reference_guideline
        >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
        >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
        >>> list(told.scores(ScoreBy.STATION)), list(told.scores(ScoreBy.COUNTY))
        (['S-1'], ['370502'])
        """
        rules = self.rules.values()
        return {cell: scored(some, rules, system) for cell, some in self._cells(by)}

    def scores_after_waivers(
        self, by: ScoreBy, system: ScoreSystem = ScoreSystem.DEFAULT
    ) -> Mapping[str, Score]:
        """Return the same without waived failures."""
        rules = self.rules.values()
        return {cell: without_waived(some, rules, system) for cell, some in self._cells(by)}

    def _cells(self, by: ScoreBy) -> Iterable[tuple[str, list[Finding]]]:
        return grouped(self.findings, by, self.rules, self.register).items()

    def readings(self, subject_id: str) -> Readings:
        """Return what was known of a subject on the day."""
        return readings_of(self.evidence.of(subject_id), self.on, self.guideline.facts)


def _check_days(on: date, known: date) -> None:
    problems = [
        problem.below(f"$.{name}")
        for name, day in (("on", on), ("known", known))
        for problem in _day_problems(name, day)
    ]
    if problems:
        raise InvalidValue(problems)


def _day_problems(kind: str, day: date) -> Iterator[Problem]:
    told: dict[str, object] = {"kind": kind}
    if type(day) is not date:
        told |= {"value": day, "wanted": "date", "actual": type(day).__name__}
        yield Problem(code="type", params=told)
    elif not EARLIEST <= day.year <= LATEST:
        told |= {"value": str(day), "low": EARLIEST, "high": LATEST}
        yield Problem(code="time.range", params=told)


def _known_by(register: Register, on: date) -> date:
    """Return the later of ``on`` and the days on which the subjects were written down."""
    recorded = (register.of(subject).recorded_on for _, subject in register.subjects)
    return max([on, *(day for day in recorded if day is not None)])


def _evidence(register: Register, on: date, known: date) -> Register:
    # "observations and sessions dated after `on` never count", nor what came to be known later
    return register.as_of(min(on, known))


@attrs.frozen
class _Rule:
    """A requirement made ready: its judge, the run it stands in, the facts a waiver can name."""

    requirement: Requirement
    judge: Judge
    since: date | None
    facts: frozenset[str]


def assess(
    register: Register,
    guideline: Guideline,
    on: date,
    *,
    known: date | None = None,
    profile: Profile | None = None,
) -> Assessment:
    """Return where every subject of ``register`` stands under ``guideline`` on ``on``.

    There are two clocks. The law is that in force on ``on``; the evidence is what is dated no
    later than ``on`` and was known by ``known``: the same as `Register.as_of` that day. A subject
    that is not open on the day is INAPPLICABLE. Nothing in a register makes this raise.

    Args:
        register: Whom to judge.
        guideline: By what, in all its editions.
        on: The day.
        known: The day by which it was known; None: the later of ``on`` and the days on which the
            subjects were recorded.
        profile: What tailors the guideline, for every subject alike; None: nothing.

    Raises:
        InvalidValue: a day is no date from 2000 to 2100.
        UnusableRule: the profile cannot tailor the guideline.

    >>> from ridehire_partybuild import Region, Station, Tier, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    >>> register = Register(stations=[station])
    >>> assessment = assess(register, reference_guideline(), date(2026, 1, 15))
    >>> {one.verdict.outcome.value for one in assessment.of("S-1") if one.requirement == "area"}
    {'cant_tell'}
    """
    _check_days(on, on if known is None else known)
    known = _known_by(register, on) if known is None else known
    evidence, tailored = _evidence(register, on, known), resolve(profile, guideline)
    rules = [_ready(tailored, one, on) for one in tailored.in_force(on).requirements]
    by_kind: dict[SubjectKind, list[_Rule]] = {kind: [] for kind in SubjectKind}
    for rule in rules:
        by_kind[rule.requirement.subject].append(rule)
    findings: list[Finding] = []
    for kind, subject in evidence.subjects:
        file = evidence.of(subject)
        readings = readings_of(file, on, guideline.facts)
        findings.extend(_finding(rule, file, readings) for rule in by_kind[kind])
    return Assessment(
        register=register,
        guideline=guideline,
        on=on,
        known=known,
        profile=profile,
        findings=tuple(findings),
    )


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
