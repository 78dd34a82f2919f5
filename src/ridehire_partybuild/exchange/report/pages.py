"""Pages: one HTML file without scripts, fonts, pictures or links to anywhere else."""

from collections.abc import Iterable
from datetime import date

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import Assessment, CauseKind, Comparison
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.guideline import Guideline, Outcome
from ridehire_partybuild.model import Register, Station
from ridehire_partybuild.reporting import AnnualReport
from ridehire_partybuild.scheduling import Plan, Shortfall

from .rendering import rendered
from .told import Names, told_findings
from .told_annual import told_annual
from .told_assessment import told_assessment
from .told_comparison import told_comparison
from .told_plan import told_plan
from .told_station import told_station

__all__ = [
    "annual_page",
    "assessment_page",
    "comparison_page",
    "plan_page",
    "station_page",
    "to_html",
]

_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED)


def to_html(assessment: Assessment, *, lang: Lang = "zh", names: Names | None = None) -> str:
    """Return the findings as one page to read, hand on and print on A4.

    It says at its top, at its end and at the foot of each printed sheet what the guideline is and
    is not. Sensitive values are withheld; names of stations and bodies, and the reasons of waivers,
    are not: `public_view` is for the wall. Equal assessments give equal pages. `assessment_page`
    is the same with a heat map of the stations and what to repair.

    Args:
        assessment: Where everybody stands.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> page = to_html(assess(Register(), reference_guideline(), date(2026, 1, 15)), lang="en")
    >>> page.splitlines()[:2]
    ['<!doctype html>', '<html lang="en">']
    >>> "It is not the provincial guideline's text" in page.replace("&#39;", "'")
    True
    """
    told = told_findings(assessment, lang, names)
    return rendered("findings.html", lang, told=told, outcomes=Outcome, worst_first=_WORST_FIRST)


def assessment_page(
    assessment: Assessment, *, lang: Lang = "zh", names: Names | None = None
) -> str:
    """Return where a city stands and what to do about it, as one page to read and print on A4.

    To what `to_html` tells it adds a heat map of stations and groups of requirements, and of each
    failed finding the first of its smallest repairs, the greatest gain first. The repairs are
    searched for: a page on hundreds of stations takes its time.

    Args:
        assessment: Where everybody stands.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from ridehire_partybuild import Region, Site, Tier, assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> judged = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> "改为：使用面积：12 平方米" in assessment_page(judged)
    True
    """
    told = told_assessment(assessment, lang, names)
    more = {"outcomes": Outcome, "worst_first": _WORST_FIRST}
    return rendered("assessment.html", lang, told=told.findings, city=told, **more)


def comparison_page(
    comparison: Comparison, *, lang: Lang = "zh", names: Names | None = None
) -> str:
    """Return what changed between two assessments, and why, as one page to print on A4.

    Both scores of each subject, how many findings went from which outcome to which, how many
    changes have which cause, and each change with its cause in words. Sensitive values are
    withheld. Equal comparisons give equal pages.

    Args:
        comparison: What `compare` returns.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from ridehire_partybuild import Register, assess, compare, reference_guideline
    >>> rules = reference_guideline()
    >>> then, now = (assess(Register(), rules, date(year, 7, 1)) for year in (2025, 2026))
    >>> "2025-07-01 与 2026-07-01 对比" in comparison_page(compare(then, now))
    True
    """
    told = told_comparison(comparison, lang, names)
    return rendered("comparison.html", lang, told=told, outcomes=Outcome, kinds=CauseKind)


def plan_page(
    plan: Plan,
    guideline: Guideline,
    *,
    shortfalls: Iterable[Shortfall] = (),
    lang: Lang = "zh",
    names: Names | None = None,
) -> str:
    """Return a plan as a month calendar with its ledger and what has no place, to print on A4.

    Beside the sessions that the plan placed stand those that were on record before; cancelled
    ones do not. Of sessions it tells what, when, where and the host: no topic, no attendance.

    Args:
        plan: The plan.
        guideline: What the duties come from: the page says what it is and is not.
        shortfalls: What `shortfalls` found; it takes its time, so that the page does not call it.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from ridehire_partybuild import Register, Span, plan, reference_guideline, work_calendar
    >>> made = plan((), Register(), work_calendar(), Span.parse("2026-02-01/2026-02-28"))
    >>> "2026年2月" in plan_page(made, reference_guideline())
    True
    """
    told = told_plan(plan, guideline, shortfalls=shortfalls, lang=lang, names=names)
    return rendered("plan.html", lang, told=told)


def station_page(  # noqa: PLR0913 - what a sheet rests on
    station_id: str,
    register: Register,
    guideline: Guideline,
    on: date,
    *,
    calendar: WorkCalendar | None = None,
    lang: Lang = "zh",
    names: Names | None = None,
) -> str:
    """Return the sheet for a station's wall: hours, services, office lines, what is on this month.

    Nothing personal stands on it: no person, no personal line, no host (it may be a speaker's
    name), no count of people, no note of an office, no verdict. What a plan placed stands on it
    once the register has it, as with ``register.with_(*plan.sessions)``.

    Args:
        station_id: The station.
        register: Where it and its sessions are found.
        guideline: What the office works by: the sheet says what it is and is not.
        on: The day on which the sheet is made out; its month is the month shown.
        calendar: Which days are off or worked on; without it the sheet names no day with other
            hours than its weekday's.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        KeyError: the register has no station of that id.
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from ridehire_partybuild import OpeningHours, Region, reference_guideline
    >>> station = Station(id="S-1", name="示例驿站", region=Region("370502"),
    ...                   hours=OpeningHours.parse("Mo-Su 08:00-20:00"))
    >>> sheet = station_page("S-1", Register(stations=[station]), reference_guideline(),
    ...                      date(2026, 2, 3))
    >>> "08:00–20:00" in sheet, "2026年2月" in sheet
    (True, True)
    """
    station = register.get(station_id)
    if not isinstance(station, Station):
        raise KeyError(station_id)
    told = told_station(station, register, guideline, on, calendar=calendar, lang=lang, names=names)
    return rendered("station.html", lang, told=told)


def annual_page(
    report: AnnualReport,
    *,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
    register: Register | None = None,
) -> str:
    """Return a year's report as one page to read, hand on and print on A4.

    Each figure stands with its state (known, an interval, not known, withheld) and with the number
    of records that it rests on; their ids are folded. Changes of verdicts and the duties of the
    year to come follow. Open appeals one by one are left out: how many wait for whom is a figure.

    Args:
        report: What `annual_report` returns; its notice stands on the page.
        lang: The language.
        guideline: Has the clauses and titles of requirements; None: ids stand for them.
        register: Has the names of stations, actors and funds; None: ids stand for them.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from ridehire_partybuild import annual_report, reference_guideline, work_calendar
    >>> year = annual_report(Register(), reference_guideline(), work_calendar(), 2025)
    >>> page = annual_page(year)
    >>> "2025 年度工作报告" in page, "不是省级指南原文" in page
    (True, True)
    """
    told = told_annual(report, lang, guideline=guideline, register=register)
    return rendered("annual.html", lang, told=told)
