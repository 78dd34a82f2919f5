"""What ends with which code, what is not written over, what is missing or typed wrongly."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild import (
    Region,
    Register,
    Site,
    Station,
    Tier,
    Waiver,
    dumps,
    load,
)
from ridehire_partybuild.cli.answers import MOST_SHOWN
from ridehire_partybuild.exchange import guideline_template

Run = Callable[..., Any]
CITY = "dongying.json"
ON = date(2026, 1, 15)
AREA_ALONE = """
format = "ridehire-partybuild/profile/1"
id = "area-alone"
include = { requirements = ["area"] }
title = { zh = "示例", en = "example" }
notice = { zh = "示例", en = "example" }
source = { document = "示例", kind = "local_practice" }
"""


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "dongying-office.xlsx", "-o", "r.json"], 0),
        (["import", "stations-with-mistakes.csv", "-o", "r.json"], 2),
        (["import", CITY, "-o", "r.json"], 2),
        (["check", CITY], 1),
        (["check", CITY, "--on", "2024-01-15"], 0),
        (["check", CITY, "--on", "2024-01-15", "--strict"], 0),
        (["check", CITY, "--profile", "basic"], 1),
        (["check", CITY, "--profile", "none"], 2),
        (["check", CITY, "--guideline", "guideline.toml"], 1),
        (["check", CITY, "--guideline", "try-1.toml"], 2),
        (["check", CITY, "--guideline", "try-2.toml"], 2),
        (["check", "guideline.toml"], 2),
        (["check", CITY, "--on", "1999-01-15"], 2),
        (["plan", CITY, "--span", "2026-02-02/2026-02-08"], 0),
        (["plan", CITY, "--span", "2026-01"], 1),
        (["plan", CITY, "--span", "2026-13"], 2),
        (["plan", CITY, "--span", "2026-01", "--profile", "none"], 2),
        (["report", CITY, "-o", "x.txt"], 0),
        (["report", CITY, "--year", "2025", "-o", "x.poam.json"], 2),
        (["report", CITY, "--year", "2027", "-o", "x.html"], 2),
        (["compare", CITY], 2),
        (["compare", CITY, "--since", "2026-01-16"], 2),
        (["compare", CITY, "--since", "2026-01-14"], 0),
        (["compare", CITY, "--since", "2025-12-31"], 1),
        (["compare", CITY, "--since", "1999-01-15"], 2),
        (["compare", CITY, "--against", "none.json"], 2),
        (["compare", CITY, "--against", "stations-with-mistakes.csv"], 2),
        (["compare", CITY, "--against", "guideline.toml"], 2),
        (["compare", CITY, "--against", CITY], 0),
        (["compare", CITY, "--against", CITY, "-o", CITY, "--force"], 2),
        (["compare", CITY, "--since", "2025-12-31", "-o", "x.json"], 2),
        (["report", CITY], 2),
        (["lint", "guideline.toml"], 0),
        (["lint", "try-3.toml"], 1),
        (["lint", "try-1.toml"], 2),
        (["lint", "try-2.toml"], 2),
        (["lint", CITY], 2),
        (["template", "-o", "x.toml"], 0),
        (["template", "-o", "x.docx"], 2),
        (["--help"], 0),
        (["--version"], 0),
        ([], 2),
    ],
)
def test_the_exit_codes(run: Run, words: list[str], code: int) -> None:
    """0: nothing is left; 1: something is; 2: bad input. A refusal is told, and prints nothing."""
    ran = run(*words)
    assert ran.code == code
    if code == 2:
        assert ran.out == ""
        assert ran.err != ""


@pytest.mark.usefixtures("desk")
def test_a_day_that_cannot_be_is_told_by_what_was_typed(run: Run) -> None:
    """A year that has not begun, and a comparison that runs backwards."""
    year = ["report", CITY, "--year", "2027", "--on", "2026-01-15", "-o", "x.html"]
    assert run(*year).err == "2027 年还没有开始（截至日期 2026-01-15）\n"
    assert run(*year, "--lang", "en").err == "2027 has not begun (as of 2026-01-15)\n"
    back = ["compare", CITY, "--since", "2026-02-01", "--on", "2026-01-15"]
    assert run(*back).err == "--since（2026-02-01）晚于 --on（2026-01-15）\n"
    assert (
        run(*back, "--lang", "en").err == "--since (2026-02-01) is later than --on (2026-01-15)\n"
    )


def test_what_is_waived_is_not_left(run: Run, tmp_path: Path) -> None:
    """Exit code 1 is for what somebody has to mend: what is excused, nobody has to."""
    station = Station(
        id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9)
    )
    waiver = Waiver(
        id="W-1", subject="S-1", covers="area", authority="示例局", reason="示例",
        valid_from=ON, valid_until=ON,
    )  # fmt: skip
    profile = tmp_path / "profile.toml"
    profile.write_text(AREA_ALONE, encoding="utf-8")
    for name, records, wanted in (("r", (station,), 1), ("w", (station, waiver), 0)):
        path = tmp_path / f"{name}.json"
        path.write_text(dumps(Register().with_(*records)), encoding="utf-8")
        ran = run("check", str(path), "--profile", str(profile))
        assert (ran.code, ran.err) == (wanted, "")


def test_what_cannot_be_told_is_left_under_strict(run: Run, tmp_path: Path) -> None:
    """Unknown is neither passed nor failed: only who asks for it strictly has it as a finding."""
    path = tmp_path / "r.json"
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    path.write_text(dumps(Register(stations=[station])), encoding="utf-8")
    profile = tmp_path / "profile.toml"
    profile.write_text(AREA_ALONE, encoding="utf-8")
    words = ["check", str(path), "--profile", str(profile)]
    assert (run(*words).code, run(*words, "--strict").code) == (0, 1)


def test_nothing_is_written_over_without_leave(run: Run, desk: Path) -> None:
    """A workbook that an office filled in is not lost to an empty one; what was read never is."""
    before = (desk / "dongying-office.xlsx").read_bytes()
    ran = run("template", "-o", "dongying-office.xlsx", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "cannot write dongying-office.xlsx: the file exists; to write over it, add --force\n"
    )
    forced = ("-o", "dongying-office.xlsx", "--force", "--lang", "en")
    ran = run("import", "dongying-office.xlsx", *forced)
    assert ran.err == "cannot write dongying-office.xlsx: it is the file that was read\n"
    assert (desk / "dongying-office.xlsx").read_bytes() == before
    assert run("template", *forced).code == 0
    assert (desk / "dongying-office.xlsx").read_bytes() != before
    ran = run("template", "-o", "a.toml", "-o", "a.toml", "--lang", "en")
    assert ran.err == "cannot write a.toml: the same file is named twice\n"
    ran = run("template", "-o", "b.toml", "-o", "./b.toml", "--lang", "en")
    assert ran.err == "cannot write ./b.toml: the same file is named twice\n"


def test_a_folder_that_is_not_there_is_made(run: Run, desk: Path) -> None:
    """The file goes where it was to go; where it cannot, that is told."""
    assert run("template", "-o", "新/的/指南.toml").code == 0
    assert (desk / "新/的/指南.toml").read_text("utf-8") == guideline_template()
    (desk / "新.json").mkdir()
    ran = run("import", "dongying-office.xlsx", "-o", "新.json")
    assert (ran.code, ran.err) == (2, "无法写出 新.json：这是文件夹，不是文件\n")


@pytest.mark.parametrize(
    ("package", "extra", "words"),
    [
        ("jinja2", "report", ["report", CITY, "-o", "x.html"]),
        ("openpyxl", "excel", ["report", CITY, "-o", "x.xlsx"]),
        ("openpyxl.writer.excel", "excel", ["template", "-o", "x.xlsx"]),
        ("defusedxml.ElementTree", "excel", ["check", "dongying-office.xlsx"]),
        ("icalendar", "ical", ["plan", CITY, "--span", "2026-03", "--moves", "0", "-o", "x.ics"]),
    ],
)
def test_a_missing_package_is_named(  # noqa: PLR0913, PLR0917 - fixtures, and a row of the table
    run: Run, monkeypatch: pytest.MonkeyPatch, desk: Path, package: str, extra: str,
    words: list[str],
) -> None:  # fmt: skip
    """What is not installed is told with the line that brings it, and nothing is half written."""
    from ridehire_partybuild.exchange.report import rendering  # noqa: PLC0415 - a cache to empty

    rendering.templates.cache_clear()
    whole = package.partition(".")[0]
    for name in [one for one in sys.modules if one.partition(".")[0] == whole]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, whole, None)
    for lang, told in (("zh", "缺少"), ("en", "is not installed")):
        ran = run(*words, "--lang", lang)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert f"pip install 'ridehire-partybuild[{extra}]'" in ran.err
    assert not list(desk.glob("x.*"))


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ([], "还需要 COMMAND", "still needed: COMMAND"),
        (["check"], "还需要 FILE", "still needed: FILE"),
        (["chek"], "COMMAND 不能是 'chek'", "COMMAND cannot be 'chek'"),
        (["check", "x", "--foo"], "不认识 --foo", "not known: --foo"),
        (["check", "x", "--on"], "--on 后面需要一个值", "--on needs a value"),
        (["check", "x", "--on", "1月"], "--on：'1月' 不是日期，应为 2026-01-15 这样的形式",
         "--on: '1月' is no date such as 2026-01-15"),
        (["plan", "x", "--span", "2026", "--seed", "-1"], "--seed：'-1' 不是 0 或以上的整数",
         "--seed: '-1' is no whole number from 0 up"),
        (["plan", "x", "--span", "2026", "--seed", "x"], "--seed：'x' 不是 0 或以上的整数",
         "--seed: 'x' is no whole number from 0 up"),
        (["report", "x", "-o", "x.html", "--year", "1999"],
         "--year：'1999' 不是 2000 至 2100 的年份",
         "--year: '1999' is no year from 2000 to 2100"),
        (["check", "x", "--format", "xml"], "--format：'xml' 应为 text、json",
         "--format: 'xml' is none of text, json"),
        (["template", "-o", "x"], "-o：'x' 的扩展名应为 .xlsx、.toml",
         "-o: 'x' has to end in .xlsx, .toml"),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly(run: Run, words: list[str], zh: str, en: str) -> None:
    """Two lines: what is wrong, and where help is; in the language asked for."""
    ran = run(*words)
    assert ran.err == (f"用法有误：{zh}\n用 python -m ridehire_partybuild --help 查看说明。\n")
    ran = run(*words, "--lang=en")
    assert ran.err == (
        f"wrong usage: {en}\npython -m ridehire_partybuild --help --lang en tells how.\n"
    )


def test_very_many_problems_are_not_all_printed(run: Run, tmp_path: Path) -> None:
    """Of very many the first are printed, and how many more there are; programs get all."""
    rows = "".join(f"S-{number},示例,37X,基础型\n" for number in range(MOST_SHOWN + 7))
    path = tmp_path / "阵地.csv"
    path.write_text("编号,名称,区划代码,类型\n" + rows, encoding="utf-8")
    ran = run("check", str(path), "--lang", "en")
    assert len(ran.err.splitlines()) == 1 + MOST_SHOWN + 1
    assert ran.err.endswith("  and 7 more\n")
    told = json.loads(run("check", str(path), "--format", "json").out)
    assert len(told["problems"]) == MOST_SHOWN + 7
    assert told["problems"][0] == {
        "code": "digits.character", "path": "$.stations[0].region", "row": 2, "column": "C",
        "header": "区划代码", "text": told["problems"][0]["text"],
    }  # fmt: skip


def test_the_day_is_todays_where_none_is_given(run: Run, desk: Path) -> None:
    """The clock is an argument: `main` is told which day it is."""
    run("report", CITY, "-o", "a.json")
    run("report", CITY, "-o", "b.json", "--on", "2026-01-15")
    assert (desk / "a.json").read_bytes() == (desk / "b.json").read_bytes()
    assert load(desk / "a.json").on == ON


@pytest.mark.usefixtures("desk")
def test_an_option_given_twice_is_refused(run: Run) -> None:
    """Of two days nobody knows which was meant; outputs may be several."""
    words = ["check", CITY, "--on", "2026-01-15"]
    assert run(*words, "--on", "2025-01-15", "--lang", "zh").err.startswith(
        "用法有误：--on：只能写一次"
    )
    ran = run(*words, "--on=2026-01-15", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("wrong usage: --on: can be given once only")
    assert run("report", CITY, "-o", "a.txt", "-o", "b.txt").code == 0
    assert run("--lang", "en", "lint", "guideline.toml").err == ""
    ran = run("--lang", "en", "lint", "guideline.toml", "--lang", "zh")
    assert (ran.code, ran.err.startswith("wrong usage: --lang: can be given once only")) == (
        2,
        True,
    )
