"""Duties that the regulations of Party life set for branches, whatever a guideline says."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from ridehire_partybuild import data
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Duty, duty_of
from ridehire_partybuild.model import Branch, Register
from ridehire_partybuild.values import (
    ActivityKind,
    BranchId,
    Cadence,
    Modality,
    Span,
)

from .ground import is_there_during
from .identity import out_of_range

__all__ = ["party_life_duties"]


@attrs.frozen(kw_only=True)
class _Rule:
    """One row of ``data/party-life.toml``."""

    kind: ActivityKind = attrs.field(converter=ActivityKind)
    cadence: Cadence
    modality: Modality = attrs.field(converter=Modality)
    word: str | None = None
    minutes: int
    fixed_day: int | None = None
    members_at_least: int = 0
    groups: bool = False
    sure: str
    source: str

    def binds(self, branch: Branch, *, groups: bool) -> bool:
        """Tell whether it asks anything of the branch: what is not known asks nothing."""
        return (groups or not self.groups) and self.members_at_least <= (branch.full_members or 0)


@cache
def _rules() -> tuple[_Rule, ...]:
    import tomllib  # noqa: PLC0415 - import alone need not pay

    table: Mapping[str, Any] = tomllib.loads(data.text("party-life.toml"))
    return tuple(
        _Rule(**row | {"cadence": Cadence.parse(row["cadence"])}) for row in table["rules"]
    )


def party_life_duties(
    register: Register, span: Span, *, with_groups: frozenset[BranchId] | None = None
) -> tuple[Duty, ...]:
    """Return what the regulations of Party life ask the register's branches to hold, by id.

    Three meetings and one lecture (三会一课), the theme Party day, the organisation-life meeting
    and the democratic appraisal, each with its source; where the text says 一般 (as a rule) the
    duty is a recommendation. Committee meetings are asked of branches known to have seven full
    members, group meetings of those named, for a register knows no groups. Branches that are not
    there on any day of the span owe nothing.

    Args:
        register: Whose branches.
        span: The days looked at.
        with_groups: Branches that have Party groups; None: none is known to.

    Raises:
        InvalidValue: a span outside the years 2000-2100.

    >>> from ridehire_partybuild.values import BranchKind
    >>> branch = Branch(id="B-1", name="示例", kind=BranchKind.JOINT_BRANCH, full_members=9)
    >>> found = party_life_duties(Register(branches=[branch]), Span.parse("2026-01-01/2026-12-31"))
    >>> [(one.kind.value, str(one.cadence)) for one in found if one.modality is Modality.SHALL]
    [('organisation_life_meeting', '1/year'), ('theme_party_day', '1/month')]
    """
    problems = tuple(out_of_range(span))
    if problems:
        raise InvalidValue(problems)
    return tuple(sorted(_owed(register, span, with_groups or frozenset()), key=lambda one: one.id))


def _owed(register: Register, span: Span, with_groups: frozenset[BranchId]) -> Iterator[Duty]:
    for branch in register.branches:
        if not is_there_during(register.of(branch.id), span):
            continue
        for rule in _rules():
            if rule.binds(branch, groups=branch.id in with_groups):
                yield Duty(
                    id=duty_of(branch.id, rule.kind),
                    subject=branch.id,
                    station=branch.station,
                    kind=rule.kind,
                    cadence=rule.cadence,
                    minutes=rule.minutes,
                    fixed_day=rule.fixed_day,
                    modality=rule.modality,
                    source=rule.source,
                )
