"""Findings and scores: where one subject stands on one requirement, and where they stand in all."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import attrs
from attrs import converters

from ridehire_partybuild.guideline import Outcome, Requirement, Verdict
from ridehire_partybuild.values import (
    FindingId,
    Id,
    Modality,
    RequirementId,
    StationId,
    Term,
    WaiverId,
    made_id,
)

__all__ = ["Finding", "Score", "ScoreSystem", "finding_id", "scored"]


def finding_id(subject: str, requirement: str) -> FindingId:
    """Return the id of a finding: the same for the same subject and requirement on any day."""
    return FindingId(made_id("finding", subject, requirement))


@attrs.frozen(kw_only=True)
class Finding:
    """One subject under one requirement.

    Attributes:
        id: The same for this subject and requirement on any day.
        subject: The station, branch, actor or city.
        station: The same, if it is a station.
        requirement: The requirement.
        verdict: What its check came to.
        waiver: The waiver that covers it on the day; it changes no verdict.
    """

    id: FindingId
    subject: Id = attrs.field(converter=Id)
    station: StationId | None = attrs.field(default=None, converter=converters.optional(StationId))
    requirement: RequirementId
    verdict: Verdict
    waiver: WaiverId | None = None


class ScoreSystem(Term):
    """The four score systems of XCCDF."""

    DEFAULT = "default"
    FLAT = "flat"
    FLAT_UNWEIGHTED = "flat-unweighted"
    ABSOLUTE = "absolute"


@attrs.frozen(kw_only=True)
class Score:
    """A score while facts are missing: every completion in which anything counts lies inside.

    Attributes:
        low: With all that is open failed; None: nothing counts.
        high: With all that is open passed; None: nothing counts.
        counted: How many findings count.
        excluded: How many do not: inapplicable, permissions, waived failures where so asked.
    """

    low: Fraction | None
    high: Fraction | None
    counted: int
    excluded: int

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return "—"
        low, high = (f"{float(100 * one):.1f}%" for one in (self.low, self.high))
        return low if low == high else f"{low}–{high}"


_Item = tuple[Requirement, Outcome]


def scored(
    findings: Iterable[Finding],
    rules: Iterable[Requirement],
    system: ScoreSystem = ScoreSystem.DEFAULT,
) -> Score:
    """Return the score of some findings under the rules of their day.

    A permission (MAY) never counts, nor does what is inapplicable.
    """
    by_id = {rule.id: rule for rule in rules}
    items = [(by_id[one.requirement], one.verdict.outcome) for one in findings]
    counted = [
        (rule, outcome)
        for rule, outcome in items
        if rule.modality is not Modality.MAY and outcome is not Outcome.INAPPLICABLE
    ]
    bounds: list[Fraction | None] = [None, None]
    if counted:
        for index, settled in enumerate((Outcome.FAILED, Outcome.PASSED)):
            told = [
                (rule, settled if outcome is Outcome.CANT_TELL else outcome)
                for rule, outcome in counted
            ]
            bounds[index] = _SYSTEMS[system](told)
    return Score(
        low=bounds[0], high=bounds[1], counted=len(counted), excluded=len(items) - len(counted)
    )


def _share(items: list[_Item], weight: Callable[[Requirement], Fraction]) -> Fraction | None:
    whole = sum((weight(rule) for rule, _ in items), Fraction())
    passed = sum((weight(rule) for rule, o in items if o is Outcome.PASSED), Fraction())
    return passed / whole if whole else None


def _flat(items: list[_Item]) -> Fraction | None:
    return _share(items, lambda rule: Fraction(rule.weight))


def _unweighted(items: list[_Item]) -> Fraction | None:
    return _share(items, lambda _: Fraction(1))


def _absolute(items: list[_Item]) -> Fraction | None:
    return Fraction(all(outcome is Outcome.PASSED for _, outcome in items))


def _default(items: list[_Item]) -> Fraction | None:
    # XCCDF's default: each group by its own weights, then the groups alike
    groups: dict[str, list[_Item]] = {}
    for item in items:
        groups.setdefault(item[0].group, []).append(item)
    shares = [share for share in map(_flat, groups.values()) if share is not None]
    return sum(shares, Fraction()) / len(shares) if shares else None


_SYSTEMS: Mapping[ScoreSystem, Callable[[list[_Item]], Fraction | None]] = {
    ScoreSystem.DEFAULT: _default,
    ScoreSystem.FLAT: _flat,
    ScoreSystem.FLAT_UNWEIGHTED: _unweighted,
    ScoreSystem.ABSOLUTE: _absolute,
}
