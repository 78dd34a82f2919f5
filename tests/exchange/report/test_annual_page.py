"""The page on a year: whole, every figure with its state, every source beside it."""

import attrs
import pytest
from hypothesis import given, settings

from ridehire_partybuild import AnnualReport, Register, annual_report, dumps, load, loads
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import annual_page
from ridehire_partybuild.exchange.report.told_annual import STATES, figure_state, told_annual
from ridehire_partybuild.reporting import Figure
from ridehire_partybuild.testing import strategies

from .reading import CALENDAR, EXAMPLE, FEW, LANGS, LANGUAGES, RULES, Read, station, whole

pytest.importorskip("jinja2")

HOSTILE = "<script>alert(1)</script>&\"'=1+1"


@settings(FEW, max_examples=8)
@given(strategies.annual_reports(), LANGUAGES)
def test_every_report_gives_a_page(told: AnnualReport, lang: Lang) -> None:
    """Whatever a year was: whole, with the notice; equal reports give equal bytes (law 11)."""
    page = annual_page(told, lang=lang)
    whole(page, lang, told.notice)
    assert annual_page(loads(dumps(told), AnnualReport), lang=lang) == page


@settings(FEW, max_examples=8)
@given(strategies.annual_reports())
def test_every_figure_is_told_once_with_its_sources(told: AnnualReport) -> None:
    """Every figure of the report is there, with its value, its state, and each of its sources."""
    shown = told_annual(told, "en")
    figures = [one for part in shown.parts for group in part.groups for one in group.figures]
    assert sorted(map(repr, told.figures)) == sorted(repr(one.figure) for one in figures)
    assert sum(shown.states.values()) == len(figures)
    texts = Read(annual_page(told, lang="en")).texts
    for one in figures:
        assert one.value in texts
        sources = ", ".join(one.figure.sources)
        assert not sources or f"Rests on: {sources}" in texts


@settings(max_examples=50)
@given(strategies.figures())
def test_a_state_goes_with_what_is_told(figure: Figure) -> None:
    """Withheld, of none and not known are said in the value; known is one number."""
    state, value = figure_state(figure), figure.value()
    assert state in STATES
    assert (state == "withheld") == (value == "withheld, too few people")
    assert (state == "of_none") == (value == "n = 0")
    assert (state == "unknown") == (value == "not known")
    if state == "known":
        assert figure.low == figure.high is not None


def test_withheld_figures_name_no_source() -> None:
    """What would show somebody has neither a number nor a source on the page."""
    report = annual_report(load(EXAMPLE, Register), RULES, CALENDAR, 2025)
    held = report.activities.figure("sessions.participants")
    hidden = attrs.evolve(
        held, low=None, high=None, sample=None, sources=(), unknown=(), suppressed=True
    )
    rest = tuple(one for one in report.activities.figures if one != held)
    assert len(rest) == len(report.activities.figures) - 1
    withheld = attrs.evolve(
        report, activities=attrs.evolve(report.activities, figures=(hidden, *rest))
    )
    assert told_annual(withheld).states["withheld"] == told_annual(report).states["withheld"] + 1
    assert "人数过少，不予显示" in Read(annual_page(withheld)).texts
    assert "人数过少，不予显示" not in Read(annual_page(report)).texts


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_city(lang: Lang) -> None:
    """Names stand where the register has them, clauses where the guideline has them."""
    register = load(EXAMPLE, Register)
    report = annual_report(register, RULES, CALENDAR, 2025)
    named = "\n".join(
        Read(annual_page(report, lang=lang, guideline=RULES, register=register)).texts
    )
    bare = "\n".join(Read(annual_page(report, lang=lang)).texts)
    assert "示例一号司机党群服务阵地" in named
    assert "示例一号司机党群服务阵地" not in bare
    rule = next(iter(report.standing.changes)).requirement
    told = next(one for one in RULES.requirements if one.id == rule)
    assert f"{told.clause} {told.title.in_(lang)}" in named
    assert ("说明" in bare) == (lang == "zh")
    for waiting in report.appeals.open_appeals:  # a list to work by, and nothing to hand on
        assert str(waiting.state.label(lang)) not in named.split("\n")


def test_text_stays_text() -> None:
    """What looks like an element is shown, and is none."""
    register = Register(stations=[station(HOSTILE)])
    report = annual_report(register, RULES, CALENDAR, 2026)
    page = annual_page(report, register=register)
    assert "<script" not in page
    assert HOSTILE in "\n".join(Read(page).texts)
