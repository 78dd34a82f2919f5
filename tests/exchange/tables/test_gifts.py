"""An allocation as a workbook: each station, each share, and what is kept."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    Allocation,
    DonatedBooks,
    Donation,
    Fund,
    Period,
    Region,
    Register,
    Station,
    Title,
    allocate,
    reference_guideline,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import inspect, write_allocation
from ridehire_partybuild.testing.strategies.sharing import allocations

FEW = settings(max_examples=10)
ON = date(2026, 1, 15)
BOOK = "=1+1"
"""A title that a program would take for a formula."""
CITY = Register(
    titles=[Title(id="T-1", name=BOOK)],
    stations=[
        Station(id=f"037050{n}", name="示例", region=Region("370502"), opened_on=opened)
        for n, opened in enumerate([None, None, date(2026, 6, 1)], 1)
    ],
)


def opened(shared: Allocation, register: Register = CITY, lang: Lang = "zh") -> Any:
    """Return the workbook as another program reads it."""
    with TemporaryDirectory() as folder:
        write_allocation(shared, register, f"{folder}/x.xlsx", lang=lang)
        return openpyxl.load_workbook(BytesIO(Path(folder, "x.xlsx").read_bytes()))


def rows_of(page: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet, by header."""
    header, *rows = page.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@FEW
@given(allocations())
def test_nothing_of_a_gift_is_lost_on_paper(shared: Allocation) -> None:
    """Law 17 on paper: the shares of a station add up to its row, row by row."""
    book = opened(shared, Register(), "en")
    _, stations, each, kept = (rows_of(page) for page in book.worksheets)
    amount = "Yuan" if "Yuan" in book.worksheets[1][1][2].value else "Copies"
    for row in stations:
        parts = [float(one[amount]) for one in each if one["Station code"] == row["Station code"]]
        assert sum(parts) == pytest.approx(float(row[amount]))
    assert len(kept) == len(shared.kept)
    assert len(stations) == len(shared.recipients)


def test_an_allocation_as_people_read_it() -> None:
    """A whole row of each sheet; codes stay text, no title is a formula."""
    batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=5)])
    book = opened(allocate(batch, CITY, on=ON))
    cover, stations, each, kept = book.worksheets
    assert cover["B1"].value == "2026-01 分配表（2026-01-15）"
    assert [row[1] for row in cover.iter_rows(min_row=7, values_only=True)] == [
        "示例：《=1+1》3 册（精确份额 5/2）。权重 1/2，均分。",
        "示例：《=1+1》2 册（精确份额 5/2）。权重 1/2，均分。",
        "示例：未分得（当日未开放）。",
    ]
    assert rows_of(stations)[0] == {
        "阵地编号": "0370501", "阵地": "示例", "册数": 3, "权重": "1/2", "服务司机数": None,
        "缺少册数": None, "数量不明、按平均数计的依据": None, "未分得的原因": None,
    }  # fmt: skip
    assert rows_of(stations)[2]["未分得的原因"] == "当日未开放"
    assert rows_of(each)[0] == {
        "阵地编号": "0370501", "阵地": "示例", "书名": BOOK, "册数": 3, "精确份额": "5/2",
    }  # fmt: skip
    assert {cell.data_type for row in each for cell in row if cell.value == BOOK} == {"s"}
    assert rows_of(kept) == []


def test_money_is_in_yuan() -> None:
    """A fund of 10,000.01 yuan for two stations, and one of which nobody knows the rest."""
    grant = Fund(
        id="F-1", name="示例", period=Period.parse("2026"), granted_fen=1_000_001, spending=[]
    )
    _, stations, each, _ = (rows_of(page) for page in opened(allocate(grant, CITY, on=ON)))
    assert [row["金额（元）"] for row in stations] == [5000.01, 5000, 0]
    assert [(row["书名"], row["精确份额"]) for row in each] == [("资金", "1000001/200")] * 2
    unknown = Fund(id="F-2", name="示例", period=Period.parse("2026"))
    kept = rows_of(opened(allocate(unknown, CITY, on=ON)).worksheets[3])
    assert kept == [{"书名": "资金", "金额（元）": None, "原因": "数量不明"}]


def test_it_is_no_register(tmp_path: Path) -> None:
    """The reader says what the file is; nothing of it is read."""
    batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=5)])
    write_allocation(allocate(batch, CITY, on=ON), CITY, tmp_path / "x.xlsx")
    assert [one.code for one in inspect(tmp_path / "x.xlsx").problems] == ["table.printed"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notice_of_a_guideline_stands_on_the_cover_and_on_each_page(
    tmp_path: Path, lang: Lang
) -> None:
    """Where one is given; what stations get is the same with it."""
    batch = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=5)])
    shared, rules = allocate(batch, CITY, on=ON), reference_guideline()
    write_allocation(shared, CITY, tmp_path / "x.xlsx", lang=lang, guideline=rules)
    book, plain = openpyxl.load_workbook(tmp_path / "x.xlsx"), opened(shared, lang=lang)
    notice = rules.notice.in_(lang)
    assert book.worksheets[0]["B2"].value == notice
    for page in book.worksheets:
        assert notice[:20] in str(page.oddFooter.left.text) + str(page.oddFooter.center.text)
    for one, other in zip(book.worksheets[1:], plain.worksheets[1:], strict=True):
        assert list(one.values) == list(other.values)
