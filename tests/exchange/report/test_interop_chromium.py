"""Chromium shows every page as it is meant: on a desk, on a telephone and on paper."""

import re
import shutil
import struct
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Assessment,
    Guideline,
    Party,
    Period,
    Plan,
    Register,
    WorkCalendar,
    annual_report,
    assess,
    compare,
    duties,
    load,
    plan,
    reference_guideline,
    shortfalls,
    work_calendar,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import (
    annual_page,
    assessment_page,
    comparison_page,
    plan_page,
    station_page,
    to_html,
)

pytest.importorskip("jinja2")
pytestmark = [pytest.mark.interop, pytest.mark.slow]

EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
PDFTOTEXT = shutil.which("pdftotext")
ON, STATION = date(2026, 1, 15), "370502-01"
LANGS: tuple[Lang, ...] = ("zh", "en")

LAID_OUT = """(() => {
  const root = document.documentElement;
  const wide = [...document.querySelectorAll("body *")].filter(
    one => one.getBoundingClientRect().right > root.clientWidth + 1);
  const size = one => parseFloat(getComputedStyle(one).fontSize);
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = colour => parts(colour).slice(0, 3).map(one => one / 255)
    .map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
  const ground = one => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = one => {
    const two = [getComputedStyle(one).color, ground(one)].map(luminance).sort((a, b) => b - a);
    return (two[0] + .05) / (two[1] + .05);
  };
  const spoken = [...document.querySelectorAll("body *")].filter(one =>
    [...one.childNodes].some(node => node.nodeType == Node.TEXT_NODE && node.data.trim()));
  return {
    over: root.scrollWidth - root.clientWidth,
    wide: wide.map(one => one.outerHTML.slice(0, 80)),
    small: Math.min(...[...document.querySelectorAll("td, th, p, dd, li")].map(size)),
    smallest: Math.min(...spoken.map(size)),
    faint: spoken.filter(one => contrast(one) < 4.5).map(one => one.outerHTML.slice(0, 80)),
    role: [...document.querySelectorAll("table")].map(one => one.getAttribute("role")),
    lang: root.lang,
  };
})()"""

ON_PAPER = """(() => {
  document.querySelectorAll(".unseen").forEach(one => one.remove());
  return document.body.innerText;
})()"""


@attrs.frozen(kw_only=True)
class City:
    """The example city and what was made of it."""

    register: Register
    rules: Guideline
    calendar: WorkCalendar
    then: Assessment
    now: Assessment
    plan: Plan


@cache
def city() -> City:
    """Return the example city."""
    return city_of(load(EXAMPLE, Register))


def city_of(register: Register) -> City:
    """Return a city with its findings of two dates and its plan."""
    rules, calendar = reference_guideline(), work_calendar()
    span = Period.parse("2026-H1").span
    return City(
        register=register,
        rules=rules,
        calendar=calendar,
        then=assess(register, rules, date(2025, 12, 31)),
        now=assess(register, rules, ON),
        plan=plan(duties(rules, register, span), register, calendar, span, on=ON),
    )


def _plan(of: City, lang: Lang) -> str:
    return plan_page(of.plan, of.rules, shortfalls=shortfalls(of.plan, trials=0), lang=lang)


def _sheet(of: City, lang: Lang) -> str:
    register = of.register.with_(*of.plan.sessions)
    day = date(2026, 2, 3)
    return station_page(STATION, register, of.rules, day, calendar=of.calendar, lang=lang)


def _year(of: City, lang: Lang) -> str:
    report = annual_report(of.register, of.rules, of.calendar, 2025)
    return annual_page(report, lang=lang, guideline=of.rules, register=of.register)


PAGES: dict[str, Callable[[City, Lang], str]] = {
    "findings": lambda of, lang: to_html(of.now, lang=lang),
    "assessment": lambda of, lang: assessment_page(of.now, lang=lang),
    "comparison": lambda of, lang: comparison_page(compare(of.then, of.now), lang=lang),
    "plan": _plan,
    "station": _sheet,
    "year": _year,
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((name, lang), id=f"{name}-{lang}", marks=[pytest.mark.slow] * (lang == "en"))
        for name in PAGES
        for lang in LANGS
    ],
)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of the example city, in a file."""
    name, lang = request.param
    path = tmp_path_factory.mktemp(name) / f"{lang}.html"
    path.write_text(PAGES[name](city(), lang), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, pytest.param(768, marks=pytest.mark.slow), 1200])
def test_a_page_is_whole_at_any_width(browser: Any, page: Path, tmp_path: Path, width: int) -> None:
    """No complaint, no request but for the file, nothing beyond the edge, no tiny or faint letters.

    Faint is what has less than 4.5 to 1 of contrast (WCAG 2.2, 1.4.3) as the browser paints it.
    """
    seen = browser.open(page, width, LAID_OUT)
    assert seen.complaints == ()
    assert seen.requests == (page.as_uri(),)
    assert (seen.value["over"], seen.value["wide"]) == (0, [])
    assert seen.value["faint"] == []
    assert seen.value["small"] >= 14
    assert seen.value["smallest"] >= 11
    assert set(seen.value["role"]) == {"table"}
    assert seen.value["lang"] == {"zh": "zh-CN", "en": "en"}[page.stem]
    (tmp_path / "page.png").write_bytes(picture := browser.picture())
    assert struct.unpack(">2I", picture[16:24]) == (width, 800)  # PNG, 11.2.2: what IHDR holds


def _han(text: str) -> Counter[str]:
    """Return how often each Chinese character is there."""
    return Counter(re.findall(r"[\u3400-\u9fff]", unicodedata.normalize("NFKC", text)))


def _printed(browser: Any, page: Path, paper: Path) -> list[str]:
    """Return the sheets of a page as text, without white space."""
    if PDFTOTEXT is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    browser.open(page, 1200)
    paper.write_bytes(browser.printed())
    told = subprocess.run(  # noqa: S603 - the program that the machine's owner installed
        [PDFTOTEXT, "-raw", str(paper), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    return [re.sub(r"\s", "", sheet) for sheet in told.split("\f")[:-1]]


def test_a_page_is_printed_on_a4_with_the_notice_on_every_sheet(
    browser: Any, page: Path, tmp_path: Path
) -> None:
    """All Chinese text can be taken out of the PDF again, and each sheet says what it is."""
    sheets = _printed(browser, page, paper := tmp_path / "page.pdf")
    notice = reference_guideline().notice.in_("zh" if page.stem == "zh" else "en")
    assert all(re.sub(r"\s", "", notice) in sheet for sheet in sheets)
    assert f"1/{len(sheets)}" in sheets[0]
    whole = "".join(sheets)
    assert "示例一号司机党群服务阵地" in whole
    browser.ask("Emulation.setEmulatedMedia", media="print")
    read = browser.ask("Runtime.evaluate", expression=ON_PAPER, returnByValue=True)
    browser.ask("Emulation.setEmulatedMedia", media="")
    assert _han(read["result"]["value"]) - _han(whole) == Counter()
    size = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes())
    assert {(round(float(wide)), round(float(high))) for wide, high in size} == {(595, 842)}


HOSTILE = "<img src=x onerror=\"document.body.id='hostile'\">" + "x" * 120


def _renamed(register: Register) -> Register:
    """Return the register with names that no page can break in two, and that would be elements."""
    party = Party(name=HOSTILE)
    stations = [
        attrs.evolve(
            one, name=HOSTILE, operator=party, site=attrs.evolve(one.site, address=HOSTILE)
        )
        for one in register.stations
    ]
    branches = [attrs.evolve(one, name=HOSTILE) for one in register.branches]
    hosts = [attrs.evolve(one, party=party) for one in register.hosts]
    sessions = [attrs.evolve(one, topic=HOSTILE) for one in register.sessions]
    return register.with_(*stations, *branches, *hosts, *sessions)


@pytest.mark.parametrize("width", [360, pytest.param(1200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_name_stays_text_and_within_the_edge(
    browser: Any, tmp_path: Path, name: str, width: int
) -> None:
    """It is shown, letter by letter, and neither fetches, nor runs, nor widens the page."""
    register, page = _renamed(city().register), tmp_path / "page.html"
    page.write_text(PAGES[name](city_of(register), "zh"), encoding="utf-8")
    seen = browser.open(page, width, f"[{LAID_OUT}, document.body.id, document.body.innerText]")
    laid_out, marked, shown = seen.value
    assert (seen.complaints, seen.requests, marked) == ((), (page.as_uri(),), "")
    assert (laid_out["over"], laid_out["wide"]) == (0, [])
    assert HOSTILE in shown


def test_the_sheet_for_the_wall_is_one_sheet(browser: Any, tmp_path: Path) -> None:
    """Of a station with eleven services everything hangs on the wall side by side."""
    page = tmp_path / "zh.html"
    page.write_text(PAGES["station"](city(), "zh"), encoding="utf-8")
    assert len(_printed(browser, page, tmp_path / "page.pdf")) == 1
