"""A plan as a workbook: each session, each entry of the ledger, each that could not be placed."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    ActivityKind,
    Cadence,
    Duty,
    Guideline,
    Host,
    OpeningHours,
    Party,
    Period,
    Plan,
    Region,
    Register,
    Site,
    Skill,
    Span,
    Station,
    Unplaced,
    plan,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import inspect, write_plan
from ridehire_partybuild.testing.strategies import plans

FEW = settings(max_examples=10)


def written(plan: Plan, lang: Lang = "zh", guideline: Guideline | None = None) -> bytes:
    """Return the bytes of the workbook."""
    with TemporaryDirectory() as folder:
        write_plan(plan, f"{folder}/x.xlsx", lang=lang, guideline=guideline)
        return Path(folder, "x.xlsx").read_bytes()


def rows_of(page: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet, by header."""
    header, *rows = page.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@FEW
@given(plans())
def test_nothing_of_a_plan_is_left_out(made: Plan) -> None:
    """Law 13 on paper: held + planned + unplaced + waived = required, row by row."""
    book = openpyxl.load_workbook(BytesIO(written(made, "en")))
    _, sessions, ledger, left = (rows_of(book[name]) for name in book.sheetnames)
    assert [(row["Day"].date(), row["Start"]) for row in sessions] == sorted(
        (one.day, f"{one.start:%H:%M}") for one in made.sessions
    )
    assert len(left) == len(made.unplaced)
    assert len(ledger) == len(made.ledger)
    for row, entry in zip(ledger, made.ledger, strict=True):
        parts = ("Held", "Planned", "Not placed", "Waived")
        assert sum(row[part] for part in parts) == row["Required"] == entry.required


@FEW
@given(plans())
def test_equal_plans_are_equal_bytes(made: Plan) -> None:
    """Law 11: equal inputs give equal bytes."""
    assert written(made) == written(made)


@FEW
@given(plans())
def test_it_is_no_register(made: Plan) -> None:
    """A plan written as a workbook is refused as a register, in words that say why."""
    with TemporaryDirectory() as folder:
        write_plan(made, f"{folder}/x.xlsx")
        assert [one.code for one in inspect(f"{folder}/x.xlsx").problems] == ["table.printed"]


CLINIC = Duty(
    id="D-1", subject="S-1", station="S-1", kind=ActivityKind.LEGAL_CLINIC, skill=Skill.LEGAL,
    cadence=Cadence.parse("1/quarter"), source="自定",
)  # fmt: skip
LAW = "=法律服务"
"""A name that a program would take for a formula."""


def example() -> Plan:
    """Two quarters, in the second of which the only lawyer never comes."""
    hours = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
    away = [date(2026, 4, 1) + timedelta(days=number) for number in range(91)]
    lawyer = Host(id="H-1", skills=[Skill.LEGAL], party=Party(name=LAW), hours=hours, days_off=away)
    room = Station(id="S-1", name="示例", region=Region("370502"), hours=hours, site=Site(seats=9))
    city, span = Register(stations=[room], hosts=[lawyer]), Span.parse("2026-01-01/2026-06-30")
    return plan([CLINIC], city, work_calendar(), span)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notice_is_on_the_cover_and_at_the_foot_of_each_sheet(lang: Lang) -> None:
    """'It says of itself, in every export, that it is a reading, not the guideline's text.'."""
    notice = reference_guideline().notice.in_(lang)
    book = openpyxl.load_workbook(BytesIO(written(example(), lang, reference_guideline())))
    assert book.worksheets[0]["B2"].value == notice
    assert {page.oddFooter.left.text for page in book} == {notice}


def test_a_plan_as_people_read_it() -> None:
    """A whole row of each sheet; no name is a formula; without a guideline the cover says so."""
    book = openpyxl.load_workbook(BytesIO(written(example())))
    cover, sessions, ledger, left = book.worksheets
    assert [row[1] for row in cover.iter_rows(min_row=2, max_row=3, values_only=True)] == [
        "制表时未给出所依据的指南；各项来源见“来源”栏。",
        "2026年上半年",
    ]
    (held,) = rows_of(sessions)
    day = held.pop("日期")
    assert held.pop("星期") == f"周{'一二三四五六日'[day.weekday()]}"
    assert (held.pop("开始") < held.pop("结束"), day.month in {1, 2, 3}) == (True, True)
    assert held == {
        "活动": "法律咨询", "责任对象": "示例", "地点": "示例", "承办方": LAW,
        "所属周期": "2026-Q1", "日期是否确定": None, "来源": "自定",
    }  # fmt: skip
    assert {cell.data_type for row in sessions for cell in row if cell.value == LAW} == {"s"}
    assert rows_of(ledger)[1] == {
        "责任对象": "示例", "活动": "法律咨询", "所属周期": "2026-Q2", "应办": 1, "已办": 0,
        "已计划": 0, "未排": 1, "免办": 0, "免办原因": None, "状态": "有缺口",
    }  # fmt: skip
    (row,) = rows_of(left)
    assert row == {
        "责任对象": "示例", "活动": "法律咨询", "所属周期": "2026-Q2", "第几场": 1,
        "候选时段受阻情况（原因 × 时段数）":
            "节假日不安排 × 534、不在开放时间内 × 2980、承办方当日不能到场 × 854",
    }  # fmt: skip


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """What is written as .xlsx is not called .xls."""
    with pytest.raises(ValueError, match=r"ends in \.xlsx"):
        write_plan(example(), tmp_path / "x.xls")


def test_a_duty_that_a_plan_does_not_hold_is_told_by_its_id() -> None:
    """A document of a plan may have been typed: whose the duty is, nobody knows."""
    span = Span.parse("2026-01-01/2026-01-31")
    gap = Unplaced(duty="D-9", period=Period.parse("2026-01"), ordinal=1, blocked=())
    made = attrs.evolve(plan((), Register(), work_calendar(), span), unplaced=(gap,))
    *_, left = openpyxl.load_workbook(BytesIO(written(made, "en")))
    _, row = left.iter_rows(values_only=True)
    assert row[:4] == (None, "D-9", "2026-01", 1)
