"""Shares in words."""

from datetime import date

import pytest
from hypothesis import given

from ridehire_partybuild import (
    Allocation,
    AllocationPolicy,
    DonatedBooks,
    Donation,
    Fund,
    Period,
    Region,
    Register,
    Station,
    Title,
    allocate,
    explain_allocation,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.testing.strategies.sharing import allocations
from ridehire_partybuild.values import StationId

ON = date(2026, 1, 15)
CITY = Register(
    titles=[Title(id="T-1", name="示例一"), Title(id="T-2", name="示例二")],
    stations=[
        Station(id=f"S-{n}", name=f"示例阵地{n}", region=Region("370502"), **more)  # type: ignore[arg-type]
        for n, more in enumerate([{}, {}, {"opened_on": date(2026, 6, 1)}], 1)
    ],
)
BATCH = Donation(
    id="2026-01",
    books=[DonatedBooks(title="T-1", copies=101), DonatedBooks(title="T-2", copies=None)],
)
PARTS = AllocationPolicy(equal=1, drivers=1, need=1, target=300, lot=10)
ZH = """\
示例阵地1：《示例一》50 册。权重 1/2，均分、服务司机 120 人、按缺口（数量不明，按平均数计）。
示例阵地2：《示例一》50 册。权重 1/2，均分、按服务司机数（数量不明，按平均数计）、\
按缺口（数量不明，按平均数计）。
示例阵地3：未分得（当日未开放）。
存留：《示例二》（数量不明）。
存留：《示例一》1 册（不足整包）。
"""
EN = """\
示例阵地1: 50 of 示例一. Weight 1/2: equally, drivers served: 120, \
by need (number not known: the mean).
示例阵地2: 50 of 示例一. Weight 1/2: equally, by drivers served (number not known: the mean), \
by need (number not known: the mean).
示例阵地3: nothing (not open).
Kept: 示例二 (number not known).
Kept: 1 of 示例一 (less than a pack).
"""


@pytest.mark.parametrize(("lang", "words"), [("zh", ZH), ("en", EN)])
def test_every_word_of_a_batch(lang: Lang, words: str) -> None:
    """What each gets and by which numbers, who gets nothing, what is kept: each with its reason."""
    shared = allocate(BATCH, CITY, PARTS, on=ON, served={StationId("S-1"): 120})
    assert list(explain_allocation(shared, CITY, lang)) == words.splitlines()


def test_every_word_of_a_fund() -> None:
    """Money is told in yuan, its exact share too; an unknown balance is no sum."""
    grant = Fund(
        id="F-1", name="示例", period=Period.parse("2026"), granted_fen=1_000_001, spending=[]
    )
    told = explain_allocation(allocate(grant, CITY, on=ON), CITY, "zh")
    assert told[:2] == (
        "示例阵地1：5000.01 元（精确份额 1000001/200）。权重 1/2，均分。",
        "示例阵地2：5000.00 元（精确份额 1000001/200）。权重 1/2，均分。",
    )
    unknown = Fund(id="F-2", name="示例", period=Period.parse("2026"))
    told = explain_allocation(allocate(unknown, CITY, on=ON), CITY, "zh")
    assert told[0] == "示例阵地1：未分得。权重 1/2，均分。"
    assert told[-1] == "存留：资金（数量不明）。"


@given(allocations())
def test_every_station_is_told(shared: Allocation) -> None:
    """'Explained per station': one sentence each, whatever the register still knows of it."""
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        told = explain_allocation(shared, Register(), lang)
        assert len(told) == len(shared.recipients) + len(shared.kept)
        for who, line in zip(shared.recipients, told, strict=False):
            assert str(who.station) in line
