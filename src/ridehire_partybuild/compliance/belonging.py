"""Whether findings belong to what they were made from, and in which order they stand."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.guideline import (
    Facts,
    Requirement,
    Verdict,
    counted_sessions,
    fact_name,
    sessions_fact,
    walked,
)
from ridehire_partybuild.model import Register, Waiver

from .findings import Finding

__all__ = ["coverable", "in_canonical_order", "strays"]


def coverable(requirement: Requirement) -> frozenset[str]:
    """Return whatever a waiver can name that covers a requirement: itself, or a fact of its check.

    Offices waive 使用面积, not a clause.
    """
    names = {fact_name(part) for _, _, part in walked(requirement.check)}
    return frozenset({requirement.id, *(name for name in names if name)})


def strays(
    findings: Iterable[Finding], register: Register, rules: Mapping[str, Requirement], facts: Facts
) -> Iterator[Problem]:
    """Yield whatever in findings belongs to nobody: subject, requirement, waiver, fact, or itself.

    Each finding is about a subject of the register, under a requirement of the day on its kind,
    once; a waiver that it names is on record, and so are the facts that it rests on.
    """
    seen: dict[tuple[str, str], int] = {}
    for index, one in enumerate(findings):
        found = _strays(one, register, rules, facts)
        first = seen.setdefault((one.subject, one.requirement), index)
        if first != index:
            told = {"kind": "Finding", "value": str(one.id), "first": f"$.findings[{first}]"}
            found = [Problem(code="id.duplicate", path="$", params=told)]
        yield from (problem.below(f"$.findings[{index}]") for problem in found)


def _strays(
    one: Finding, register: Register, rules: Mapping[str, Requirement], facts: Facts
) -> list[Problem]:
    kind, rule = register.filing.subjects.get(one.subject), rules.get(one.requirement)
    found = []
    if kind is None:
        found.append(_dangling("subject", one.subject))
    if rule is None or (kind is not None and rule.subject is not kind):
        found.append(_dangling("requirement", one.requirement))
    waiver = one.waiver
    if waiver is not None and not (waiver in register and isinstance(register.get(waiver), Waiver)):
        found.append(_dangling("waiver", waiver))
    if not found:
        found += [_dangling("fact", name) for name in _unknown(one.verdict, facts)]
    return found


def _dangling(name: str, value: str) -> Problem:
    params = {"kind": name, "value": str(value), "wanted": name}
    if name == "fact":  # nobody knows what a name that means nothing was to hide
        return Problem(code="id.dangling", path="$.verdict", params=params).masked()
    return Problem(code="id.dangling", path=f"$.{name}", params=params)


def _unknown(verdict: Verdict, facts: Facts) -> Iterator[str]:
    for name in dict.fromkeys((*verdict.because, *verdict.missing)):
        if name not in facts and not _counts(name):
            yield name
    for child in verdict.children:
        yield from _unknown(child, facts)


def _counts(name: str) -> bool:
    if not name.startswith("sessions("):
        return False
    try:
        return sessions_fact(*counted_sessions(name)) == name
    except ValueError:  # of no kind of activity, or in no period
        return False


def in_canonical_order(
    findings: Iterable[Finding], register: Register, rules: Mapping[str, Requirement]
) -> tuple[Finding, ...]:
    """Return findings as `assess` has them: in the order of the register, then of the guideline."""
    places = {subject: place for place, subject in enumerate(register.filing.subjects)}
    subjects = {subject: subject for subject in register.filing.subjects}
    order = {requirement: place for place, requirement in enumerate(rules)}
    ordered = sorted(findings, key=lambda one: (places[one.subject], order[one.requirement]))
    return tuple(attrs.evolve(one, subject=subjects[one.subject]) for one in ordered)
