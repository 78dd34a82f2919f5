"""Single lines of the answers: what was not read, what a waiver changed, what has no why."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Profile,
    Region,
    Register,
    Site,
    Span,
    Station,
    Tier,
    Unplaced,
    Waiver,
    dumps,
    duties,
    load,
    loads,
    plan,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.cli.telling import plan_lines

from .test_refusals import AREA_ALONE

Run = Callable[..., Any]
ON = date(2026, 1, 15)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9)
)
HEAD = "阵地编号,名称,区划代码,类型"


def test_what_was_not_read_of_a_table_is_told(run: Run, desk: Path) -> None:
    """A column by its letter and header, a sheet by its name; a table read whole has no asides."""
    (desk / "阵地台账.csv").write_text(f"{HEAD},台面\nS-1,甲,370502,流动,24\n", encoding="utf-8")
    ran = run("import", "阵地台账.csv", "-o", "a.json")
    assert ran.out == "从 阵地台账.csv 读入：阵地 1\n已写出 a.json\n"
    assert ran.err.splitlines()[-1] == "未读取，不知其含义：E 列 台面"
    ran = run("import", "阵地台账.csv", "-o", "b.json", "--lang", "en", "--format", "json")
    assert json.loads(ran.out)["unmapped"] == [{"sheet": None, "column": "E", "header": "台面"}]
    (desk / "阵地台账.csv").write_text(f"{HEAD}\nS-1,甲,370502,流动\n", encoding="utf-8")
    assert run("import", "阵地台账.csv", "-o", "c.json").err == ""


def test_a_sheet_that_was_not_read_is_told(run: Run, desk: Path) -> None:
    """By its name alone."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "阵地台账"
    for row in (HEAD.split(","), ["S-1", "甲", "370502", "流动"]):
        book.active.append(row)
    book.create_sheet("通讯录").append(["甲", "乙"])
    book.save(desk / "台账.xlsx")
    ran = run("import", "台账.xlsx", "-o", "a.json", "--lang", "en")
    assert ran.err.splitlines()[-1] == "not read, for nobody knows what it holds: sheet 通讯录"


def test_a_table_is_of_the_day_that_it_says(run: Run, desk: Path) -> None:
    """`--recorded-on` is another day than that of the check."""
    (desk / "阵地台账.csv").write_text(f"{HEAD}\nS-1,甲,370502,流动\n", encoding="utf-8")
    assert run("import", "阵地台账.csv", "-o", "r.json", "--recorded-on", "2025-12-01").code == 0
    (station,) = load(desk / "r.json", Register).stations
    assert station.recorded_on == date(2025, 12, 1)


def test_what_a_waiver_changes_has_no_cause_in_the_facts(run: Run, desk: Path) -> None:
    """It fails as before, and nobody has to mend it any more."""
    waiver = Waiver(
        id="W-1", subject="S-1", covers="area", authority="示例局", reason="示例",
        valid_from=ON, valid_until=ON,
    )  # fmt: skip
    (desk / "w.json").write_text(dumps(Register().with_(STATION, waiver)), encoding="utf-8")
    (desk / "p.toml").write_text(AREA_ALONE, encoding="utf-8")
    words = ["compare", "w.json", "--since", "2026-01-14", "--profile", "p.toml", "--lang", "en"]
    assert run(*words).out.splitlines()[-3:] == [
        "== station S-1 示例  score 0.0% -> 0.0%",
        "  A.1 [should] Usable area: failed -> failed",
        "      waiver: granted",
    ]
    (change,) = json.loads(run(*words, "--format", "json").out)["changes"]
    assert (change["cause"], change["waiver"]) == (None, "granted")


def test_a_guidelines_own_profile_is_known_by_its_name(run: Run, desk: Path) -> None:
    """Before any that is shipped: the office's `basic` may be another."""
    own = attrs.evolve(loads(AREA_ALONE, Profile, syntax="toml"), id="basic")
    guideline = attrs.evolve(reference_guideline(), profiles=(own,))
    (desk / "g.json").write_text(dumps(guideline), encoding="utf-8")
    (desk / "r.json").write_text(dumps(Register(stations=[STATION])), encoding="utf-8")
    words = ["check", "r.json", "--profile", "basic", "--format", "json"]
    told = [json.loads(run(*words, *more).out) for more in ((), ("--guideline", "g.json"))]
    assert len(told[0]["findings"]) > 1
    assert [one["requirement"] for one in told[1]["findings"]] == ["area"]


@pytest.mark.usefixtures("desk")
def test_no_file_bears_half_a_pair(run: Run) -> None:
    """What no system can write is refused before anything is opened."""
    assert run("check", "\ud800", "--lang", "en") == (
        2, "", "no file can be called '\\ud800'\n",
    )  # fmt: skip


def test_a_plan_with_a_gap_that_counting_does_not_explain(desk: Path) -> None:
    """Somebody took a session out by hand: what is open is told, without a why."""
    rules, span = reference_guideline(), Span.parse("2026-02-01/2026-03-31")
    city = load(desk / "dongying.json", Register)
    made = plan(duties(rules, city, span), city, work_calendar(), span, on=ON, moves=0)
    first = next(one for one in made.sessions if one.duty is not None)
    assert first.duty is not None
    assert first.period is not None
    gap = Unplaced(duty=first.duty, period=first.period, ordinal=1, blocked=())
    left = tuple(one for one in made.sessions if one.id != first.id)
    lines = list(plan_lines(attrs.evolve(made, sessions=left, unplaced=(gap,)), rules, "en"))
    assert lines[-1] == "  reading circle in 2026-Q1 (示例五号司机党群服务阵地)"
