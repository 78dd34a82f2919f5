"""Findings cell by cell: of a station, a group, an actor, a county, a city."""

from collections.abc import Callable, Iterable, Mapping

import attrs

from ridehire_partybuild.guideline import Outcome, Requirement
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Level, Region, Term

from .findings import Finding, Score, ScoreSystem, scored

__all__ = ["ScoreBy", "grouped", "without_waived"]


class ScoreBy(Term):
    """By what scores are taken apart.

    ``STATION`` and ``SUBJECT`` have a cell for each station and for each subject, by id; ``GROUP``
    one for each group of requirements; ``ACTOR`` one for each role that answers for one;
    ``COUNTY`` and ``CITY`` one for each division, by code, with all whose place is known. A
    finding that belongs to no cell, as a city's to no county, is in none.
    """

    STATION = "station"
    SUBJECT = "subject"
    GROUP = "group"
    ACTOR = "actor"
    COUNTY = "county"
    CITY = "city"


Cell = Callable[[Finding, Requirement, Region | None], str | None]


def _county(_: Finding, __: Requirement, region: Region | None) -> str | None:
    return str(region) if region is not None and region.level is Level.COUNTY else None


def _city(_: Finding, __: Requirement, region: Region | None) -> str | None:
    return None if region is None or region.level is Level.PROVINCE else str(region.prefecture)


_CELLS: Mapping[ScoreBy, Cell] = {
    ScoreBy.STATION: lambda finding, _, __: finding.station,
    ScoreBy.SUBJECT: lambda finding, _, __: finding.subject,
    ScoreBy.GROUP: lambda _, rule, __: rule.group,
    ScoreBy.ACTOR: lambda _, rule, __: rule.responsible.value,
    ScoreBy.COUNTY: _county,
    ScoreBy.CITY: _city,
}


def grouped(
    findings: Iterable[Finding],
    by: ScoreBy,
    rules: Mapping[str, Requirement],
    register: Register,
) -> dict[str, list[Finding]]:
    """Return the findings of each cell, cells in the order of their names."""
    cell = _CELLS[by]
    regions = {subject: register.of(subject).region for _, subject in register.subjects}
    found: dict[str, list[Finding]] = {}
    for one in findings:
        name = cell(one, rules[one.requirement], regions[one.subject])
        if name is not None:
            found.setdefault(str(name), []).append(one)
    return dict(sorted(found.items()))


def without_waived(
    findings: Iterable[Finding], rules: Iterable[Requirement], system: ScoreSystem
) -> Score:
    """Return the score without waived failures; what is waived and open stays open."""
    chosen = list(findings)
    kept = [
        one for one in chosen if one.waiver is None or one.verdict.outcome is not Outcome.FAILED
    ]
    score = scored(kept, rules, system)
    return attrs.evolve(score, excluded=score.excluded + len(chosen) - len(kept))
