"""Strategies for what is found of registers: findings, scores, causes, repairs, public views."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from ridehire_partybuild.compliance import (
    Assessment,
    Cause,
    ComparedFinding,
    Comparison,
    Distance,
    Explanation,
    FactChange,
    Finding,
    Gain,
    Lapse,
    Passing,
    PublicFact,
    PublicFinding,
    PublicSubject,
    PublicView,
    ReferenceReading,
    Repair,
    Score,
    ScoreSystem,
    Turn,
    Visit,
    VisitList,
    WaiverRemark,
    audit_waivers,
    compare,
    explain,
    forecast,
    profiles_satisfied,
    public_view,
    repairs,
    visit_list,
)
from ridehire_partybuild.guideline import Outcome, Verdict
from ridehire_partybuild.values import ObservationId, Span

from .assessing import USUAL_FACTS, assessments, pairs_of_assessments
from .choices import BOUNDARY_DAYS, Choices, built
from .parts import found_in
from .profiles import profiles
from .rules import single_readings

__all__ = [
    "causes",
    "compared_findings",
    "comparisons",
    "distances",
    "explanations",
    "fact_changes",
    "findings",
    "gains",
    "lapses",
    "passings",
    "public_facts",
    "public_findings",
    "public_subjects",
    "public_views",
    "reference_readings",
    "repairs_found",
    "scores",
    "turns",
    "verdicts",
    "visit_lists",
    "visits",
    "waiver_remarks",
]

_LATER = timedelta(days=120)
_FACTS = st.sampled_from(USUAL_FACTS)
_NAMES = ("O-1", "查一")


def findings() -> st.SearchStrategy[Finding]:
    """Return what is found of one subject by one requirement: every outcome, some of it waived."""
    return found_in(assessments().map(lambda told: tuple(told.findings)), Finding)


def verdicts() -> st.SearchStrategy[Verdict]:
    """Return what checks come to, with the verdicts of their parts."""
    return found_in(assessments().map(lambda told: tuple(told.findings)), Verdict)


def scores() -> st.SearchStrategy[Score]:
    """Return scores by every system: of small registers, as intervals where facts are missing."""
    return st.tuples(assessments(), st.sampled_from(ScoreSystem)).map(
        lambda told: told[0].score(told[1])
    )


def explanations() -> st.SearchStrategy[Explanation]:
    """Return findings in words, in both languages."""
    told = assessments().filter(lambda one: bool(one.findings))
    each = told.flatmap(lambda one: st.tuples(st.just(one), st.sampled_from(tuple(one.findings))))
    lang: st.SearchStrategy[Any] = st.sampled_from(["en", "zh"])
    return st.tuples(each, lang).map(lambda it: explain(it[0][1], it[0][0], it[1]))


def comparisons() -> st.SearchStrategy[Comparison]:
    """Return what became of the findings from one assessment to another."""
    return pairs_of_assessments().map(lambda pair: compare(*pair))


def compared_findings() -> st.SearchStrategy[ComparedFinding]:
    """Return what became of one finding: new, gone, unchanged, turned for one cause or several."""
    return found_in(comparisons().map(lambda one: one.findings), ComparedFinding)


def causes() -> st.SearchStrategy[Cause]:
    """Return causes for which findings turned."""
    told = comparisons().map(lambda one: tuple(found.cause for found in one.findings))
    return found_in(told, Cause)


def fact_changes() -> st.SearchStrategy[FactChange]:
    """Return facts that read otherwise than before."""
    return st.builds(
        FactChange, fact=_FACTS, before=single_readings(), after=single_readings()
    ).filter(lambda one: one.before != one.after)


def lapses() -> st.SearchStrategy[Lapse]:
    """Return observations that no longer count, by the last day on which they did."""

    def read(choices: Choices) -> Lapse:
        return Lapse(
            observation=ObservationId(choices.pick(_NAMES)),
            fact=choices.pick(USUAL_FACTS),
            last_day=choices.pick(BOUNDARY_DAYS),
        )

    return built(3, read)


def passings() -> st.SearchStrategy[Passing]:
    """Return days that went by: the last of something, with what is known of it."""
    days = st.sampled_from(BOUNDARY_DAYS)
    return st.builds(Passing, fact=_FACTS, last_day=days, reading=single_readings())


def turns() -> st.SearchStrategy[Turn]:
    """Return what the next four months bring by themselves to a finding."""

    def ahead(told: Assessment) -> tuple[Turn, ...]:
        span = Span(start=told.on, end=told.on + _LATER)
        return tuple(forecast(told.register, told.guideline, span, profile=told.profile))

    return found_in(assessments().map(ahead), Turn)


def repairs_found() -> st.SearchStrategy[Repair]:
    """Return smallest changes that turn a failed finding: to alter, settle, hold, or wait for."""
    return found_in(assessments().map(_repaired), Repair)


def gains() -> st.SearchStrategy[Gain]:
    """Return by how much a repair moves both ends of the score."""
    return repairs_found().map(lambda one: one.gain)


def _repaired(told: Assessment) -> tuple[Repair, ...]:
    return tuple(next(_repairs(told), ()))


def _repairs(told: Assessment) -> Iterator[tuple[Repair, ...]]:
    for one in told.findings:
        if one.verdict.outcome is Outcome.FAILED and (found := repairs(one, told)):
            yield found


def visit_lists() -> st.SearchStrategy[VisitList]:
    """Return what has to be found out on the spot, mostly of two stations."""
    return assessments().map(visit_list)


def visits() -> st.SearchStrategy[Visit]:
    """Return one fact of one subject that has to be found out."""
    return found_in(visit_lists(), Visit)


def waiver_remarks() -> st.SearchStrategy[WaiverRemark]:
    """Return what is odd about waivers: nothing to excuse, ended, two of one thing."""
    told = assessments().map(lambda one: audit_waivers(one.register, one.guideline, one.on))
    return found_in(told, WaiverRemark)


def reference_readings() -> st.SearchStrategy[ReferenceReading]:
    """Return what one profile or two make of a station."""

    def read(told: Assessment) -> st.SearchStrategy[tuple[ReferenceReading, ...]]:
        several = st.lists(profiles(told.guideline), min_size=1, max_size=2)
        return several.map(
            lambda given: profiles_satisfied(told.register, told.guideline, _named(given), told.on)
        )

    return found_in(assessments().flatmap(read), ReferenceReading)


def _named(several: list[Any]) -> list[Any]:
    return list({one.id: one for one in several}.values())


def distances() -> st.SearchStrategy[Distance]:
    """Return how far a station is from satisfying a profile."""
    return found_in(reference_readings(), Distance)


def public_views() -> st.SearchStrategy[PublicView]:
    """Return what everybody may see of small registers, with sensitive values withheld."""
    return assessments().map(public_view)


def public_subjects() -> st.SearchStrategy[PublicSubject]:
    """Return what everybody may see of one subject."""
    return found_in(public_views(), PublicSubject)


def public_findings() -> st.SearchStrategy[PublicFinding]:
    """Return what everybody may see of one finding."""
    return found_in(public_views(), PublicFinding)


def public_facts() -> st.SearchStrategy[PublicFact]:
    """Return facts as everybody may see them, some of them withheld."""
    return found_in(public_views(), PublicFact)
