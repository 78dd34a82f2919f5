"""Assessing: a register, a guideline and a day in, findings out. Shortcomings never raise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, islice
from typing import Any, cast

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.errors.problems import ENOUGH
from ridehire_partybuild.guideline import (
    Guideline,
    Profile,
    Readings,
    Requirement,
    readings_of,
    resolve,
)
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import SubjectKind
from ridehire_partybuild.values.collector import paused_collector
from ridehire_partybuild.values.compared import Compared
from ridehire_partybuild.values.record import field_problems

from .belonging import in_canonical_order, strays
from .findings import Finding, Score, ScoreSystem, scored
from .grids import Findings, tally_of
from .views import ScoreBy, grouped, without_waived

__all__ = ["Assessment", "assess"]


def _findings(given: Any) -> Any:
    is_many = isinstance(given, Iterable) and not isinstance(given, Findings | str | bytes)
    return tuple(given) if is_many else given


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Assessment(Compared):
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
        InvalidValue: a finding about nobody, under no rule of the day on its subject, told twice,
            or with a waiver or fact that nobody knows; a day out of range.
        UnusableRule: the profile cannot tailor the guideline.
    """

    register: Register
    guideline: Guideline
    on: date
    known: date
    profile: Profile | None = None
    findings: Sequence[Finding] = attrs.field(converter=_findings)

    def __attrs_post_init__(self) -> None:
        """Refuse findings about nobody, or under no rule of the day."""
        fields = ("register", "guideline", "on", "known", "profile", "findings")
        _refuse_wrong(**{name: getattr(self, name) for name in fields})
        if isinstance(self.findings, Findings) and self._holds(self.findings):
            return
        problems = tuple(
            islice(strays(self.findings, self.register, self.rules, self.guideline.facts), ENOUGH)
        )
        if problems:
            raise InvalidValue(problems)
        ordered = in_canonical_order(self.findings, self.register, self.rules)
        object.__setattr__(self, "findings", ordered)

    def _holds(self, findings: Findings) -> bool:
        subjects, rules = self.register.filing.subjects, self.rules
        return all(
            all(subjects.get(subject) is grid.kind for subject in grid.subjects)
            and all(
                column.requirement in rules and rules[column.requirement].subject is grid.kind
                for column in grid.columns
            )
            for grid in findings.grids
        ) and all(waiver in self.register for waiver in findings.waivers.values())

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
        if isinstance(self.findings, Findings):
            return self.findings.of(subject_id)
        return tuple(one for one in self.findings if one.subject == subject_id)

    def score(self, system: ScoreSystem = ScoreSystem.DEFAULT, *subjects: str) -> Score:
        """Return the raw score, of ``subjects`` or of all; waivers aside.

        The default system of XCCDF scores each group of requirements (A, B, …) by its weights and
        takes the mean of the groups; FLAT takes all requirements together by their weights,
        FLAT_UNWEIGHTED counts them alike, ABSOLUTE asks whether all pass. A permission (MAY) and
        what is inapplicable never count.

        Raises:
            KeyError: the register has no such subject.
        """
        rules = self.rules.values()
        if not subjects:
            return scored(tally_of(self.findings), rules, system)
        return scored(self._chosen(subjects), rules, system)

    def _chosen(self, subjects: Collection[str]) -> list[Finding]:
        known = self.register.filing.subjects
        asked = dict.fromkeys(subjects) if subjects else known
        return [one for subject in asked for one in self.of(subject)]

    def score_after_waivers(
        self, system: ScoreSystem = ScoreSystem.DEFAULT, *subjects: str
    ) -> Score:
        """Return the score without waived failures; what is waived and open stays open.

        Raises:
            KeyError: the register has no such subject.
        """
        return without_waived(self._chosen(subjects), self.rules.values(), system)

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


def _refuse_wrong(**given: object) -> None:
    """Refuse what no field of that name holds; findings that are read in one go are findings."""
    problems = [
        problem.below(f"$.{name}")
        for name, value in given.items()
        for problem in field_problems(Assessment, name, value)
    ]
    found = given.get("findings", ())
    if not problems and not isinstance(found, Findings):
        problems = [
            Problem(
                code="type",
                path=f"$.findings[{index}]",
                params={
                    "kind": "findings", "value": one,
                    "wanted": "Finding", "actual": type(one).__name__,
                },
            )
            for index, one in enumerate(cast("Iterable[object]", found))
            if not isinstance(one, Finding)
        ]  # fmt: skip
    if problems:
        raise InvalidValue(problems)


def _known_by(register: Register, on: date) -> date:
    """Return the later of ``on`` and the days on which the subjects were written down."""
    stations, branches, actors = register.stations, register.branches, register.actors
    recorded: set[date | None] = {one.recorded_on for one in chain[Any](stations, branches, actors)}
    return max([on, *(day for day in recorded if day is not None)])


def _evidence(register: Register, on: date, known: date) -> Register:
    # "observations and sessions dated after `on` never count", nor what came to be known later
    return register.as_of(min(on, known))


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
    from .rounds import Round, Rule, waived  # noqa: PLC0415 - read with the first call

    _refuse_wrong(on=on, known=on if known is None else known)
    known = _known_by(register, on) if known is None else known
    evidence, tailored = _evidence(register, on, known), resolve(profile, guideline)
    rules: dict[SubjectKind, list[Rule]] = {kind: [] for kind in SubjectKind}
    for one in tailored.in_force(on).requirements:
        since = tailored.in_force_since(one.id, on)
        rules[one.subject].append(Rule(one, since))
    with paused_collector():
        grids = [
            Round(evidence, kind, guideline.facts, on).grid(rules[kind])
            for kind in dict.fromkeys(evidence.filing.subjects.values())
        ]
    return Assessment(
        register=register,
        guideline=guideline,
        on=on,
        known=known,
        profile=profile,
        findings=Findings(tuple(grids), waived(evidence, rules, on)),
    )
