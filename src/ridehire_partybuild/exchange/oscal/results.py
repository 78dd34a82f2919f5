"""Assessment results: what was judged by what, what was seen, what was found."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.told import Names
from ridehire_partybuild.guideline import Outcome, Requirement

from .findings import Told, objective, risk_uuid
from .subjects import Subjects
from .words import begins, ends, line, made, prop, token

__all__ = ["to_oscal"]


def to_oscal(
    assessment: Assessment, *, stamp: datetime, lang: Lang = "zh", names: Names | None = None
) -> dict[str, Any]:
    """Return the findings as OSCAL 1.2 assessment results, as plain data.

    ======================  =======================================================
    what was found          what is written
    ======================  =======================================================
    PASSED                  a finding ``satisfied``, reason ``pass``
    FAILED                  a finding ``not-satisfied``, reason ``fail``, and a risk
    CANT_TELL               a finding ``not-satisfied``, reason ``other``
    INAPPLICABLE            no finding; told in the remarks of the record of its subject
    left out by a profile   excluded in ``reviewed-controls``
    a waiver                a risk ``deviation-approved`` with its deadline and log
    ======================  =======================================================

    Stations and cities are locations, branches and actors are parties. Sensitive values and the
    papers behind them are withheld. The same assessment and stamp give the same document; with
    another stamp every uuid stays.

    Args:
        assessment: Where everybody stands.
        stamp: When this is written, aware: ``last-modified`` and the version.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        InvalidValue: ``stamp`` is naive or no time.

    >>> from datetime import UTC, date
    >>> from ridehire_partybuild import Region, Register, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> document = to_oscal(told, stamp=datetime(2026, 1, 15, tzinfo=UTC))
    >>> finding = document["assessment-results"]["results"][0]["findings"][0]
    >>> finding["title"], finding["target"]["status"]
    ('A.1 使用面积（示例）', {'state': 'not-satisfied', 'reason': 'fail'})
    """
    subjects = Subjects(assessment, stamp, lang, names)
    told = Told(subjects, tuple(assessment.findings))
    title = assessment.tailored.title.in_(lang)
    objectives = [_objective(one, lang) for one in assessment.rules.values()]
    return {
        "assessment-results": {
            "uuid": made("assessment-results", *subjects.identity),
            "metadata": subjects.metadata(
                subjects.say("results", guideline=title, on=assessment.on.isoformat())
            ),
            "import-ap": {"href": f"#{_yardstick(subjects)}", "remarks": subjects.say("no_plan")},
            **({"local-definitions": {"objectives-and-methods": objectives}} if objectives else {}),
            "results": [_result(told)],
            "back-matter": {"resources": [_guideline(subjects), *told.resources()]},
        }
    }


def _yardstick(subjects: Subjects) -> str:
    return made("guideline", subjects.assessment.tailored.id)


def _guideline(subjects: Subjects) -> dict[str, Any]:
    """Return what was judged by, as far as a document that holds none of it can tell."""
    guideline, lang = subjects.assessment.tailored, subjects.lang
    title = line(guideline.title.in_(lang))
    return {
        "uuid": _yardstick(subjects),
        "title": title,
        "description": guideline.notice.in_(lang),
        "props": [prop("guideline", guideline.id)],
        "citation": {"text": title},
    }


def _objective(rule: Requirement, lang: Lang) -> dict[str, Any]:
    """Return a requirement as an objective of this assessment: no catalogue has it."""
    source = (rule.source.document, rule.source.place)
    told = {
        "clause": rule.clause,
        "group": rule.group,
        "modality": rule.modality.value,
        "basis": rule.basis.value,
        "source": render("join.list", lang).join(one for one in source if one),
        "responsible": rule.responsible.value,
    }
    part = {
        "id": objective(rule),
        "name": "assessment-objective",
        "title": line(rule.title.in_(lang)),
        "prose": rule.text.in_(lang),
    }
    return {
        "control-id": token(rule.id),
        "description": rule.title.in_(lang),
        "props": [prop(name, value) for name, value in told.items()],
        "parts": [part],
    }


def _result(told: Told) -> dict[str, Any]:
    assessment, subjects = told.assessment, told.subjects
    observations, risks = list(told.observations()), list(_risks(told))
    known = {one["uuid"] for one in risks}
    findings = [
        told.finding(one, sorted({risk_uuid(one)} & known))
        for one in told.findings
        if one.verdict.outcome is not Outcome.INAPPLICABLE
    ]
    raw, after = str(assessment.score()), str(assessment.score_after_waivers())
    days = {"on": assessment.on.isoformat(), "known": assessment.known.isoformat()}
    return {
        "uuid": made("result", *subjects.identity),
        "title": line(
            subjects.say("results", guideline=assessment.tailored.title.in_(subjects.lang), **days)
        ),
        "description": subjects.say("described", score=raw, after=after, **days),
        "start": min([begins(assessment.known), *(one["collected"] for one in observations)]),
        "end": ends(assessment.known),
        "props": [prop("score", raw), prop("score-after-waivers", after)],
        "local-definitions": {"assessment-assets": subjects.assets},
        "reviewed-controls": _reviewed(assessment),
        **{
            name: found
            for name, found in (
                ("observations", observations), ("risks", risks), ("findings", findings)
            )
            if found
        },
    }  # fmt: skip


def _risks(told: Told) -> Iterator[dict[str, Any]]:
    """Yield a risk for each failure, and for each open finding that somebody excuses."""
    for one in told.findings:
        waived = told.waived(one)
        if waived is not None:
            yield waived
        elif one.verdict.outcome is Outcome.FAILED:
            yield told.risk(one, "open")


def _reviewed(assessment: Assessment) -> dict[str, Any]:
    """Return what was judged: the rules in force, without those that the profile leaves out."""
    named = dict.fromkeys(assessment.rules)
    whole = assessment.guideline.in_force(assessment.on).requirements
    left = [one.id for one in whole if one.id not in named]
    selection: dict[str, Any] = (
        {"include-controls": [{"control-id": token(one)} for one in named]}
        if named
        else {"include-all": {}}
    )
    if left:
        excluded = dict.fromkeys(left)
        selection["exclude-controls"] = [{"control-id": token(one)} for one in excluded]
    return {"control-selections": [selection]}
