"""LibreOffice opens what we write and hands it back as it was."""

import csv
import os
import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from ridehire_partybuild import (
    Register,
    annual_report,
    assess,
    load,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.errors import Lang, Problem
from ridehire_partybuild.exchange.tables import inspect, write_annual_report, write_findings
from ridehire_partybuild.exchange.tables.csvs import write_csv
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.workbooks import Column, Sheet, annotate, write_workbook
from ridehire_partybuild.exchange.tables.years import sheets_of_annual_report

OFFICE = (
    os.environ.get("RIDEHIRE_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
)
pytestmark = [
    pytest.mark.interop,
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]

ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quote, UTF-8, from the first line, cells as they are shown, every sheet a file."""

TEXTS = (
    "370502000000000001", "0370502", "=1+1", "+86", "-3", "@SUM(A1)", "91370500MA3C0TEST5",
    "_x0041_", "_x005F_", " a ", "两行\n文字", "🚗", "'单引号",
    "#REF!", "TRUE", "1e5", "2026-01-13",
)  # fmt: skip
SHEET = Sheet(
    "阵地台账",
    (
        Column("编号", text=True, note="台账内唯一"),
        Column("启用日期"),
        Column("时间"),
        Column("使用面积"),
        Column("类型", choices=("甲", "乙,丙")),
        Column("有"),
    ),
    tuple(
        (text, date(2026, 1, 13), datetime(2026, 1, 13, 9, 30), 16.5, "甲", True)  # noqa: DTZ001
        for text in TEXTS
    ),
)


EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"


def converted(path: Path, kind: str) -> Path:
    """Return the folder of what LibreOffice makes of a file."""
    folder = path.parent / "out"
    subprocess.run(  # noqa: S603 - the program that the machine's owner installed
        [
            str(OFFICE), f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
            "--headless", "--convert-to", kind, "--outdir", str(folder), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder


def test_a_workbook_is_shown_as_it_was_written(tmp_path: Path) -> None:
    """Ids keep their zeros and digits, texts are not computed, dates are dates."""
    write_workbook([SHEET], tmp_path / "x.xlsx", marker="register/1")
    folder = converted(tmp_path / "x.xlsx", ALL_SHEETS)
    text = (folder / "x-阵地台账.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    assert rows[0] == [column.header for column in SHEET.columns]
    assert [row[0] for row in rows[1:]] == list(TEXTS)
    # LibreOffice adds the seconds in CSV, whatever the format of the cell
    assert {(row[1], row[2][:16], *row[3:]) for row in rows[1:]} == {
        ("2026-01-13", "2026-01-13 09:30", "16.5", "甲", "TRUE")
    }


def test_a_workbook_that_another_program_saved_is_read_as_it_was(tmp_path: Path) -> None:
    """Opened and saved by an office, every cell is still the same."""
    write_workbook([SHEET], tmp_path / "x.xlsx", marker="register/1")
    folder = converted(tmp_path / "x.xlsx", "xlsx")
    before, after = read_grids(tmp_path / "x.xlsx"), read_grids(folder / "x.xlsx")
    assert after.problems == ()
    assert [grid.rows for grid in after.grids] == [grid.rows for grid in before.grids]
    assert (after.hidden, after.marker) == (("词表",), "register/1")


def test_a_csv_file_is_not_computed(tmp_path: Path) -> None:
    """What begins like a formula is shown with the apostrophe that we put before it."""
    write_csv(SHEET, tmp_path / "x.csv")
    folder = converted(tmp_path / "x.csv", "xlsx")
    first = [row.cells[0].value for row in read_grids(folder / "x.xlsx").grids[0].rows[1:]]
    assert dict(zip(TEXTS, first, strict=True))["=1+1"] == "'=1+1"


def test_an_annotated_copy_opens(tmp_path: Path) -> None:
    """What was added is text, and what was there is there."""
    write_workbook([SHEET], tmp_path / "x.xlsx", marker="register/1")
    params = {"kind": "a", "value": 1, "wanted": "b", "actual": "c"}
    problem = Problem(code="type", params=params, row=2, header="=1+1")
    annotate(tmp_path / "x.xlsx", [problem], tmp_path / "y.xlsx", lang="en")
    folder = converted(tmp_path / "y.xlsx", ALL_SHEETS)
    text = (folder / "y-阵地台账.csv").read_text(encoding="utf-8")
    row = list(csv.reader(text.splitlines(keepends=True)))[1]
    assert (row[0], row[6]) == (TEXTS[0], "=1+1: Failed to parse 1 as a: expected b, got c.")


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_findings_open_row_by_row_and_are_no_register_when_saved(
    tmp_path: Path, lang: Lang
) -> None:
    """Cover, scores and every finding are shown; saved by an office, it is still told apart."""
    told = assess(load(EXAMPLE, Register), reference_guideline(), date(2026, 1, 15))
    write_findings(told, tmp_path / "x.xlsx", lang=lang)
    folder = converted(tmp_path / "x.xlsx", ALL_SHEETS)
    names = {"zh": ("核查结果", "核查明细"), "en": ("Findings", "Finding by finding")}[lang]
    cover, findings = (
        list(csv.reader(StringIO((folder / f"x-{name}.csv").read_text(encoding="utf-8"))))
        for name in names
    )
    assert cover[1][1] == reference_guideline().notice.in_(lang)
    assert [(row[0], row[7]) for row in findings[1:]] == [
        (one.subject, one.verdict.outcome.label(lang)) for one in told.findings
    ]
    saved = converted(tmp_path / "x.xlsx", "xlsx") / "x.xlsx"
    assert [one.code for one in inspect(saved).problems] == ["table.findings"]


def _shown(cell: object) -> str:
    """Return a cell as LibreOffice shows it: a number without zeros behind it."""
    return f"{float(cell):.10g}" if isinstance(cell, int | Decimal) else str(cell)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_of_a_year_opens_row_by_row_and_is_no_register_when_saved(
    tmp_path: Path, lang: Lang
) -> None:
    """Cover and every row, cell by cell, are shown; saved by an office, it is still told apart."""
    register, rules = load(EXAMPLE, Register), reference_guideline()
    report = annual_report(register, rules, work_calendar(), 2025)
    write_annual_report(report, tmp_path / "x.xlsx", lang=lang, guideline=rules, register=register)
    folder = converted(tmp_path / "x.xlsx", ALL_SHEETS)
    sheets = sheets_of_annual_report(report, lang, guideline=rules, register=register)
    shown = {
        one.title: list(csv.reader(StringIO((folder / f"x-{one.title}.csv").read_text("utf-8"))))
        for one in sheets
    }
    cover, *others = sheets
    assert rules.notice.in_(lang) in {row[1] for row in shown[cover.title]}
    for one in others:
        header, *rows = shown[one.title]
        assert header[: len(one.columns)] == [column.header for column in one.columns]
        assert [row[: len(header)] for row in rows] == [
            ["" if cell is None else _shown(cell) for cell in row] for row in one.rows
        ]
    figures = {cell for rows in shown.values() for row in rows for cell in row}
    assert {one.title(lang) for one in report.figures} <= figures
    saved = converted(tmp_path / "x.xlsx", "xlsx") / "x.xlsx"
    assert [one.code for one in inspect(saved).problems] == ["table.printed"]
