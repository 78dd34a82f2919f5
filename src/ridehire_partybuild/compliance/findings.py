"""Findings and scores: where one subject stands on one requirement, and where they stand in all."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

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
from ridehire_partybuild.values.compared import Compared

__all__ = [
    "Finding",
    "Score",
    "ScoreSystem",
    "Tally",
    "finding_id",
    "percent",
    "scored",
    "tallied",
]


def finding_id(subject: str, requirement: str) -> FindingId:
    """Return the id of a finding: the same for the same subject and requirement on any day."""
    return FindingId(made_id("finding", subject, requirement))


def _subject_id(text: str) -> Id:
    return text if isinstance(text, Id) else Id(text)


@attrs.frozen(kw_only=True, weakref_slot=False, eq=False, repr=False)
class Finding(Compared):
    """One subject under one requirement.

    Attributes:
        subject: The station, branch, actor or city; a station by a `StationId`.
        requirement: The requirement.
        verdict: What its check came to.
        waiver: The waiver that covers it on the day; it changes no verdict.
    """

    subject: Id = attrs.field(converter=_subject_id)
    requirement: RequirementId
    verdict: Verdict
    waiver: WaiverId | None = None

    @property
    def id(self) -> FindingId:
        """The same for this subject and requirement on any day."""
        return finding_id(self.subject, self.requirement)

    @property
    def station(self) -> StationId | None:
        """The subject, if it is a station."""
        return self.subject if isinstance(self.subject, StationId) else None


class ScoreSystem(Term):
    """The four score systems of XCCDF."""

    DEFAULT = "default"
    FLAT = "flat"
    FLAT_UNWEIGHTED = "flat-unweighted"
    ABSOLUTE = "absolute"


def percent(share: Fraction) -> Decimal:
    """Return a share in percent, to one decimal; 0.0 and 100.0 are said only of nothing and all.

    >>> [str(percent(Fraction(n, 10_000))) for n in (0, 1, 6667, 9999, 10_000)]
    ['0.0', '0.1', '66.7', '99.9', '100.0']
    """
    tenths = round(1000 * abs(share))
    if 0 < abs(share) < 1:
        tenths = min(max(tenths, 1), 999)
    return Decimal(tenths if share > 0 else -tenths).scaleb(-1)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Score(Compared):
    """A score while facts are missing: every completion in which anything counts lies inside.

    Attributes:
        low: With all that is open failed; None: nothing counts.
        high: With all that is open passed; None: nothing counts.
        counted: How many findings count.
        excluded: How many do not: inapplicable, permissions, waived failures where so asked.

    >>> str(Score(low=Fraction(1, 3), high=Fraction(9999, 10_000), counted=3, excluded=0))
    '33.3%–99.9%'
    """

    low: Fraction | None
    high: Fraction | None
    counted: int
    excluded: int

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return "—"
        low, high = (f"{percent(one)}%" for one in (self.low, self.high))
        return low if self.low == self.high else f"{low}–{high}"


Tally = Counter[tuple[RequirementId, Outcome]]
"""How many findings of each requirement came to each outcome."""


def tallied(findings: Iterable[Finding]) -> Tally:
    """Return how many findings of each requirement came to each outcome."""
    return Counter((one.requirement, one.verdict.outcome) for one in findings)


def scored(
    findings: Iterable[Finding] | Tally,
    rules: Iterable[Requirement],
    system: ScoreSystem = ScoreSystem.DEFAULT,
) -> Score:
    """Return the score of some findings, or of their tally, under the rules of their day.

    A permission (MAY) never counts, nor does what is inapplicable.
    """
    by_id = {rule.id: rule for rule in rules}
    tally = findings if isinstance(findings, Counter) else tallied(findings)
    counted = [
        (by_id[requirement], outcome, times)
        for (requirement, outcome), times in tally.items()
        if by_id[requirement].modality is not Modality.MAY and outcome is not Outcome.INAPPLICABLE
    ]
    bounds: list[Fraction | None] = [None, None]
    if counted:
        for index, settled in enumerate((Outcome.FAILED, Outcome.PASSED)):
            told = [
                (rule, settled if outcome is Outcome.CANT_TELL else outcome, times)
                for rule, outcome, times in counted
            ]
            bounds[index] = _SYSTEMS[system](told)
    among = sum(times for _, _, times in counted)
    return Score(low=bounds[0], high=bounds[1], counted=among, excluded=tally.total() - among)


_Item = tuple[Requirement, Outcome, int]


def _share(items: list[_Item], weight: Callable[[Requirement], Fraction]) -> Fraction | None:
    weighed = [(weight(rule) * times, outcome) for rule, outcome, times in items]
    whole = sum((share for share, _ in weighed), Fraction())
    passed = sum((share for share, o in weighed if o is Outcome.PASSED), Fraction())
    return passed / whole if whole else None


def _flat(items: list[_Item]) -> Fraction | None:
    return _share(items, lambda rule: Fraction(rule.weight))


def _unweighted(items: list[_Item]) -> Fraction | None:
    return _share(items, lambda _: Fraction(1))


def _absolute(items: list[_Item]) -> Fraction | None:
    return Fraction(all(outcome is Outcome.PASSED for _, outcome, _ in items))


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
