"""Cells of calendar periods and of years."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Period, PeriodUnit
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.problems import named
from ridehire_partybuild.exchange.tables.periods import take_period, take_year
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.testing.strategies import periods


@given(periods())
def test_a_period_that_we_would_write_is_read_back(period: Period) -> None:
    """The notation, in either case and width."""
    for raw in (str(period), str(period).lower(), f" {period}　"):
        assert take_period(raw) == Taken(period)


def _written(period: Period) -> list[object]:
    """Return the ways in which people write a period."""
    year, month = period.start.year, period.start.month
    half_number, quarter = (month + 5) // 6, (month + 2) // 3
    half = "上下"[half_number - 1]
    week = period.start.isocalendar()
    ordinal = "一二三四"[quarter - 1]
    forms: dict[PeriodUnit, list[object]] = {
        PeriodUnit.YEAR: [year, float(year), f"{year}年", f"{year}年度"],
        PeriodUnit.HALF_YEAR: [f"{year}年{half}半年", f"{year}{half}半年", f"{year}H{half_number}"],
        PeriodUnit.QUARTER: [
            f"{year}年第{ordinal}季度", f"{year}年{quarter}季度", f"{year}Q{quarter}",
            f"{year}年{ordinal}季度",
        ],
        PeriodUnit.MONTH: [f"{year}年{month}月", f"{year}年{month:02}月份", f"{year}/{month}"],
        PeriodUnit.WEEK: [f"{week.year}年第{week.week}周", f"{week.year} 第{week.week}周"],
    }  # fmt: skip
    return forms[period.unit]


@given(periods(), st.data())
def test_a_period_is_read_from_all_its_forms(period: Period, data: st.DataObject) -> None:
    """Years, half-years, quarters, months and weeks as people write them."""
    raw = data.draw(st.sampled_from(_written(period)))
    assert take_period(raw) == Taken(period)


@given(periods(unit=PeriodUnit.MONTH))
def test_a_month_that_a_spreadsheet_made_a_date_of_is_noted(period: Period) -> None:
    """``2025-03`` typed into a cell becomes its first day; any other day is no period."""
    for raw in (period.start, datetime.combine(period.start, datetime.min.time())):
        taken = take_period(raw)
        assert taken.value == period
        assert [note.code for note in taken.notes] == ["period.date"]
    with pytest.raises(InvalidValue):
        take_period(period.start.replace(day=2))


@pytest.mark.parametrize(
    "raw",
    ["2025-Q5", "2025年13月", "2025年第60周", "25年", "第一季度", 2025.1, 20253, "今年", True],
)
def test_what_is_no_period_is_refused(raw: object) -> None:
    """No year, no such part of it, or a number that may have lost a zero."""
    with pytest.raises(InvalidValue):
        take_period(raw)


def test_messages_of_periods() -> None:
    """The cell is shown as it stands."""
    with pytest.raises(InvalidValue) as caught:
        take_period("2025年13月")
    assert caught.value.text("zh") == (
        "无法将 '2025年13月' 解析为周期："
        "应为形如 2026、2026-H1、2026-Q1、2026-01 或 2026-W05 的周期，实际为 '2025年13月'。"
    )
    with pytest.raises(InvalidValue) as caught:
        take_year("25年")
    (problem,) = named(caught.value.problems, "year")
    assert problem.text("zh") == "无法将 '25年' 解析为年份：应为形如 2025 的年份，实际为 '25年'。"


@given(st.integers(1000, 9999))
def test_a_year_is_read_from_all_its_forms(year: int) -> None:
    """A number cell, text, with its unit."""
    for raw in (year, float(year), str(year), f"{year}年", f"{year} 年度"):
        assert take_year(raw) == Taken(year)


@pytest.mark.parametrize("raw", ["今年", 25, 2025.5, "2025-01", date(2025, 1, 1), "无"])
def test_what_is_no_year_is_refused(raw: object) -> None:
    """Four digits and nothing that narrows them."""
    with pytest.raises(InvalidValue) as caught:
        take_year(raw)
    assert [problem.code for problem in caught.value.problems] == ["year.written"]


def test_no_period_is_left_open_with_a_note() -> None:
    """无 names no period; a person is told that the cell was left open."""
    taken = take_period("无")
    assert taken.value is None
    assert [note.code for note in taken.notes] == ["blank.none"]
