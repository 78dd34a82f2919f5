"""A year's report as a workbook: each figure in a row of its own, with what it rests on."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    AnnualReport,
    Register,
    annual_report,
    dumps,
    load,
    loads,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import inspect, write_annual_report
from ridehire_partybuild.testing import strategies

FEW = settings(max_examples=8)
EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
RULES = reference_guideline()


def written(told: AnnualReport, lang: Lang = "zh", **more: Any) -> bytes:
    """Return the bytes of the workbook."""
    with TemporaryDirectory() as folder:
        write_annual_report(told, path := Path(folder, "x.xlsx"), lang=lang, **more)
        return path.read_bytes()


def rows_of(page: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet, by header."""
    header, *rows = page.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@FEW
@given(strategies.annual_reports())
def test_every_figure_has_a_row_with_its_bounds(told: AnnualReport) -> None:
    """As many rows as figures; no number where nothing is known; sources are the figure's own."""
    book = openpyxl.load_workbook(BytesIO(written(told, "en")))
    _, figures, changes, duties = (rows_of(page) for page in book.worksheets)
    assert len(figures) == len(told.figures)
    assert (len(changes), len(duties)) == (len(told.standing.changes), len(told.next_duties))
    for row in figures:
        if row["State"] in {"not known", "withheld", "of none"}:
            assert (row["At least"], row["At most"]) == (None, None)
        elif row["State"] == "known":
            assert row["At least"] == row["At most"] is not None
        else:
            assert (row["At least"], row["At most"]) != (None, None)
    wanted = sorted(", ".join(one.sources) for one in told.figures)
    assert sorted(row["Sources"] or "" for row in figures) == wanted


@FEW
@given(strategies.annual_reports())
def test_equal_reports_give_equal_bytes(told: AnnualReport) -> None:
    """Law 11, also after a way through documents."""
    assert written(loads(dumps(told), AnnualReport)) == written(told)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_as_people_read_it(lang: Lang) -> None:
    """The cover says what the guideline is not; rows have names, numbers, units and sources."""
    register = load(EXAMPLE, Register)
    report = annual_report(register, RULES, work_calendar(), 2025)
    told = written(report, lang, guideline=RULES, register=register)
    book = openpyxl.load_workbook(BytesIO(told))
    assert book.worksheets[0]["B1"].value == report.heading(lang)
    assert book.worksheets[0]["B2"].value == report.notice.in_(lang)
    assert all(report.notice.in_(lang)[:20] in (page.oddFooter.left.text or "") + (
        page.oddFooter.center.text or "") for page in book.worksheets)  # fmt: skip
    if lang == "zh":
        row = next(
            one
            for one in rows_of(book.worksheets[1])
            if one["指标"] == "参加人次" and one["范围"] == "示例一号司机党群服务阵地"
        )
        assert (row["部分"], row["口径"], row["下限"], row["上限"]) == (
            "活动开展",
            "阵地",
            128,
            128,
        )
        assert (row["单位"], row["状态"], row["文字表述"]) == ("人", "确定", "128 人")
        assert len(row["来源"].split("、")) == 7


def test_it_is_no_register(tmp_path: Path) -> None:
    """The reader says what the file is; nothing of it is read; it ends in .xlsx."""
    report = annual_report(Register(), RULES, work_calendar(), 2025)
    write_annual_report(report, tmp_path / "x.xlsx")
    assert [one.code for one in inspect(tmp_path / "x.xlsx").problems] == ["table.printed"]
    with pytest.raises(ValueError, match=r"ends in \.xlsx"):
        write_annual_report(report, tmp_path / "x.csv")
