"""The examples run, say what they promise, and write what they say."""

import json
import runpy
import sys
from datetime import date
from pathlib import Path

import icalendar
import openpyxl
import pytest

from ridehire_partybuild import (
    AnnualReport,
    Assessment,
    CauseKind,
    Outcome,
    Register,
    ScoreSystem,
    assess,
    load,
    reference_guideline,
)
from ridehire_partybuild.exchange import tables

EXAMPLES = Path(__file__).parents[1] / "examples"
PRINTED = Path(__file__).parent / "printed"


def run(
    monkeypatch: pytest.MonkeyPatch,
    out: Path | None,
    *arguments: str,
    script: str = "first_check.py",
) -> None:
    """Run a script as a person would."""
    path = str(EXAMPLES / script)
    where = () if out is None else ("--out", str(out))
    monkeypatch.setattr(sys, "argv", [path, *where, *arguments])
    runpy.run_path(path, run_name="__main__")


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "zh",
            (
                "A.1 [宜]",
                "要求：",
                "实际：",
                "尚需查明：",
                "  + 符合 | C.1 基本服务、",
                "  - 不适用 | ",
                "全市得分区间",
                "未能安排（3 场）",
                "不是省级指南原文",
            ),
        ),
        (
            "en",
            (
                "A.1 [should]",
                "expected: ",
                "actual: ",
                "The city's score",
                "Could not be placed (3 sessions)",
                "It is not the provincial guideline's text",
            ),
        ),
    ],
)
def test_first_check(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    lang: str,
    wanted: tuple[str, ...],
) -> None:
    """Five stations with their findings, the score, the duties, the plan, and what is left."""
    run(monkeypatch, tmp_path, "--lang", lang)
    told = capsys.readouterr().out
    assert told.count("370502-01") == told.count("370523-01") == 1
    for text in wanted:
        assert text in told
    events = icalendar.Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 36
    again = load(tmp_path / "assessment.json", Assessment)
    assert again.register == load(EXAMPLES / "data" / "dongying.json", Register)
    assert {one.subject for one in again.findings if one.station} == {
        f"3705{county}-01" for county in ("02", "03", "05", "22", "23")
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("script", ["where_we_stand", "what_changed", "own_guideline"])
def test_every_printed_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], script: str, lang: str
) -> None:
    """The whole output as it stands in ``tests/printed``: causes that a reader can follow.

    Where it is meant to be another, write it anew (``python examples/… > tests/printed/…``), and
    read it.
    """
    run(monkeypatch, None, "--lang", lang, script=f"{script}.py")
    wanted = (PRINTED / f"{script}.{lang}.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == wanted


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_printed_word_of_the_year(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    """The same of the plan of a year, and of what it is proved to be short of."""
    test_every_printed_word(monkeypatch, capsys, "plan_the_year", lang)


@pytest.mark.slow
def test_the_demo_is_all_three(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`make demo` prints the three pages in one go, and writes what the first of them writes."""
    run(monkeypatch, tmp_path, "--lang", "en", script="demo.py")
    told = capsys.readouterr().out
    for script in ("where_we_stand", "what_changed"):
        assert (PRINTED / f"{script}.en.txt").read_text(encoding="utf-8") in told
    assert "Could not be placed (3 sessions)" in told
    assert {path.name for path in tmp_path.iterdir()} == {
        "assessment.json",
        "findings.html",
        "findings.xlsx",
        "plan.ics",
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_six_causes_are_shown(lang: str) -> None:
    """Scope, rule, evidence lapsed, time, fact and combined: each at least once."""
    told = (PRINTED / f"what_changed.{lang}.txt").read_text(encoding="utf-8")
    marks = {"zh": "【{kind}】", "en": "[{kind}]"}[lang]
    for kind in set(CauseKind) - {CauseKind.PROFILE}:
        assert marks.format(kind=kind.label("zh" if lang == "zh" else "en")) in told


@pytest.mark.parametrize("script", ["where_we_stand", "what_changed", "plan_the_year"])
def test_what_is_printed_shows_no_code(script: str) -> None:
    """An office worker reads names, not the codes of facts, rules and parameters."""
    reading = reference_guideline()
    codes = {*reading.facts, *(one.id for one in reading.parameters)}
    for lang in ("zh", "en"):
        told = (PRINTED / f"{script}.{lang}.txt").read_text(encoding="utf-8")
        assert {code for code in codes if "." in code and code in told} == set()


def test_the_shipped_city_shows_every_outcome() -> None:
    """The improper loads and becomes findings; what is not known stays open."""
    register = load(EXAMPLES / "data" / "dongying.json", Register)
    told = assess(register, reference_guideline(), date(2026, 1, 15))
    assert {one.verdict.outcome for one in told.findings} == set(Outcome)
    score = told.score(ScoreSystem.FLAT)
    assert score.low is not None
    assert score.high is not None
    assert score.low < score.high
    assert max(one.attendance or 0 for one in register.sessions) == 40  # on 16 seats


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("zh", ("阵地 5、责任主体 6", "未能识别的栏目：0", "支出 20,650.00 元", "有 9 处问题")),
        ("en", ("stations 5, actors 6", "not understood: 0", "20,650.00 spent", "9 problems in")),
    ],
)
def test_office_workbook(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    lang: str,
    wanted: tuple[str, ...],
) -> None:
    """A workbook becomes a register, its JSON and its own workbook; mistakes come back marked."""
    run(monkeypatch, tmp_path, "--lang", lang, script="office_workbook.py")
    told = capsys.readouterr().out
    for text in wanted:
        assert text in told
    register = load(tmp_path / "register.json", Register)
    assert tables.read(tmp_path / "register.xlsx", recorded_on=date(2026, 1, 15)) == register
    empty = tables.read(tmp_path / "template.xlsx", recorded_on=date(2026, 1, 15))
    assert empty == Register()
    marked = (tmp_path / "stations-marked.csv").read_text(encoding="utf-8-sig")
    cells = {"zh": ("A 列 阵地编号", "I 列 设施"), "en": ("column A 阵地编号", "column I 设施")}
    assert all(cell in marked for cell in cells[lang])


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_workbook_becomes_the_report_of_a_year(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str
) -> None:
    """Page, workbook, document, OSCAL and calendar: all there, each with its notice."""
    run(monkeypatch, tmp_path, "--lang", lang, script="office_year.py")
    notice = reference_guideline().notice.in_("zh" if lang == "zh" else "en")
    assert notice in capsys.readouterr().out
    out = tmp_path / "year"
    report = load(out / "annual.json", AnnualReport)
    assert report.year == 2025
    page = (out / "annual.html").read_text(encoding="utf-8").replace("&#39;", "'")
    assert report.activities.figure("sessions.participants").value("zh") in page or lang == "en"
    calendar = (out / "half-year.ics").read_bytes()
    assert len(icalendar.Calendar.from_ical(calendar).walk("VEVENT")) > 10
    sheets = openpyxl.load_workbook(out / "annual.xlsx").worksheets
    assert sheets[1].max_row == len(report.figures) + 1
    said = [page, sheets[0]["B2"].value]
    for name, kind in (
        ("findings", "assessment-results"),
        ("actions", "plan-of-action-and-milestones"),
    ):
        told = json.loads((out / f"{name}.oscal.json").read_text(encoding="utf-8"))
        said.append(told[kind]["metadata"]["remarks"])
    assert all(notice in one for one in said)
