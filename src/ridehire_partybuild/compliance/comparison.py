"""Two assessments side by side: what became of each finding, and the one cause of each change."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from ridehire_partybuild.guideline import Requirement
from ridehire_partybuild.values import FindingId, Id, RequirementId, Term
from ridehire_partybuild.values.compared import Compared

from .assessment import Assessment
from .causes import Cause
from .findings import Finding

if TYPE_CHECKING:
    from .mixtures import Side

__all__ = ["BaselineState", "ComparedFinding", "Comparison", "WaiverChange", "compare"]


class BaselineState(Term):
    """What became of a finding, in SARIF's words."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    ABSENT = "absent"


class WaiverChange(Term):
    """What became of the waiver of a finding that is still there."""

    GRANTED = "granted"
    ENDED = "ended"
    REPLACED = "replaced"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ComparedFinding(Compared):
    """What became of one finding.

    A verdict is another one if its outcome is, or its reason. That the waiver is another is a
    change of its own: it is no cause, and needs none.

    Attributes:
        id: The finding.
        before: As it was; None: it was not there.
        after: As it is; None: it is not there any more.
        rule: The requirement as it is, or as it last was, parameters filled in.
        cause: Why the verdict is another, or why the finding came or went; None: it is the same.
    """

    id: FindingId
    rule: Requirement
    before: Finding | None
    after: Finding | None
    cause: Cause | None

    @property
    def _finding(self) -> Finding:
        found = self.after or self.before
        if found is None:
            raise TypeError("a comparison of no findings")
        return found

    @property
    def subject(self) -> Id:
        """The station, branch, actor or city."""
        return self._finding.subject

    @property
    def requirement(self) -> RequirementId:
        """The requirement."""
        return self._finding.requirement

    @property
    def state(self) -> BaselineState:
        """New, unchanged, updated or absent."""
        if self.before is None:
            return BaselineState.NEW
        if self.after is None:
            return BaselineState.ABSENT
        same = self.cause is None and self.waiver is None
        return BaselineState.UNCHANGED if same else BaselineState.UPDATED

    @property
    def waiver(self) -> WaiverChange | None:
        """What became of its waiver; None: nothing, or the finding is not on both sides."""
        if self.before is None or self.after is None or self.before.waiver == self.after.waiver:
            return None
        if self.before.waiver is None:
            return WaiverChange.GRANTED
        return WaiverChange.ENDED if self.after.waiver is None else WaiverChange.REPLACED


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Comparison(Compared):
    """Two assessments and what became of each finding of either.

    Attributes:
        before: The earlier one, or whatever is compared with.
        after: The later one.
        findings: Those of ``after`` in its order, then those that are there no more.
    """

    before: Assessment
    after: Assessment
    findings: tuple[ComparedFinding, ...]

    @cached_property
    def changes(self) -> tuple[ComparedFinding, ...]:
        """All that are not unchanged."""
        return tuple(one for one in self.findings if one.state is not BaselineState.UNCHANGED)

    def of(self, state: BaselineState) -> tuple[ComparedFinding, ...]:
        """Return the findings in one state."""
        return tuple(one for one in self.findings if one.state is state)


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Return what became of each finding, and why.

    The cause of a change is the first of scope, profile, rule, evidence lapsed, time and fact
    whose ``after`` ingredient alone, put into ``before``, gives the after-verdict; else it is
    combined, and its parts are told.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from ridehire_partybuild import Region, Register, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> larger = attrs.evolve(station, site=Site(area_m2=14))
    >>> rules, on = reference_guideline(), date(2026, 1, 15)
    >>> then = assess(Register(stations=[station]), rules, on)
    >>> (change,) = compare(then, assess(Register(stations=[larger]), rules, on)).changes
    >>> str(change.requirement), change.state.value, change.cause.kind.value
    ('area', 'updated', 'fact')
    """
    from .mixtures import Side  # noqa: PLC0415 - read with the first call

    return Comparison(
        before=before, after=after, findings=tuple(compared(Side(before), Side(after)))
    )


def compared(before: "Side", after: "Side") -> Iterator[ComparedFinding]:
    """Yield what became of each finding of either side."""
    from .mixtures import Mixture  # noqa: PLC0415 - read with the first call

    mixture = Mixture(before, after)
    for name in dict.fromkeys((*after.findings, *before.findings)):
        old, new = before.findings.get(name), after.findings.get(name)
        rule = (after if name in after.findings else before).rule_of(name)
        cause = mixture.cause(old, new)
        yield ComparedFinding(id=name, before=old, after=new, rule=rule, cause=cause)
