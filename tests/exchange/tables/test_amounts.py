"""Cells of counts, measures, percentages and money."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.problems import named
from ridehire_partybuild.exchange.tables.amounts import (
    AREA_UNITS,
    COUNT_UNITS,
    number_of,
    take_money,
    take_percent,
    whole_of,
)
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.values import decimal

NUMBERS = st.decimals(-(10**9), 10**9, places=4).map(decimal)
WHOLES = st.integers(-(10**12), 10**12)


@given(NUMBERS, st.sampled_from(["", *AREA_UNITS]))
def test_a_number_is_read_from_all_its_forms(number: Decimal, unit: str) -> None:
    """As text, with thousands separators, with a unit, as the number of a spreadsheet."""
    take = number_of(AREA_UNITS)
    for raw in (str(number), f"{number:,}", f" {number:,f} {unit}", float(number)):
        assert take(raw) == Taken(number)


@given(WHOLES, st.sampled_from(["", *COUNT_UNITS]))
def test_a_whole_number_is_read_from_all_its_forms(number: int, unit: str) -> None:
    """Negative ones too: that there is no negative count is for the record to say."""
    for raw in (number, float(number), str(number), f"{number:,}{unit}", f"{number}.0{unit}"):
        assert whole_of()(raw) == Taken(number)


@given(st.integers(-(10**12), 10**12))
def test_money_is_read_in_whole_fen(fen: int) -> None:
    """Yuan with two places, with and without sign and unit, are fen exactly."""
    yuan = Decimal(fen) / 100
    for raw in (f"{yuan}", f"￥{yuan:,}", f"{yuan}元", f"人民币{yuan}元整", f"{fen}分"):
        assert take_money(raw) == Taken(fen)
    assert take_money(float(yuan)).value == fen
    assert take_money(f"{yuan / 10000}万元").value == fen


@given(NUMBERS)
def test_a_percentage_is_read_with_and_without_its_sign(number: Decimal) -> None:
    """The sign takes doubt away; without it a number up to one is noted."""
    assert take_percent(f"{number}％") == Taken(number)
    bare = take_percent(str(number))
    assert bare.value == number
    assert bool(bare.notes) == (0 < abs(number) <= 1)


@pytest.mark.parametrize(
    ("raw", "fen"),
    [("50000", 5_000_000), ("5万元", 5_000_000), ("9.9元", 990), ("￥1,200.50", 120_050),
     (50000, 5_000_000), ("0.1亿元", 1_000_000_000), ("3角", 30), ("RMB 5", 500), ("-5元", -500)],
)  # fmt: skip
def test_money_as_people_write_it(raw: object, fen: int) -> None:
    """Units of the table, signs of the currency, thousands separators."""
    assert take_money(raw).value == fen


def test_a_column_may_be_in_another_unit() -> None:
    """金额（万元）: a number alone is in the unit of its column, one with a unit in its own."""
    assert take_money(1.5, bare="万元").value == 1_500_000
    assert take_money("1.5元", bare="万元").value == 150


def _told(take: Callable[[Any], object], raw: object, kind: str) -> tuple[str, str]:
    with pytest.raises(InvalidValue) as caught:
        take(raw)
    (problem,) = named(caught.value.problems, kind)
    return problem.text("zh"), problem.text("en")


@pytest.mark.parametrize(
    "raw", ["四", "12.5", "1,20", "1,2345", "约24", "--3", "1 2", "12斤", "٣", 2.5]
)
def test_what_is_no_whole_number_is_refused(raw: object) -> None:
    """Numbers in words, fractions and misplaced separators are not guessed at."""
    with pytest.raises(InvalidValue) as caught:
        whole_of()(raw)
    assert [problem.code for problem in caught.value.problems] == ["number.whole"]


def test_messages_of_numbers() -> None:
    """The field is named by the caller, the example says what would do."""
    assert _told(whole_of(), "四", "seats") == (
        "无法将 '四' 解析为座位数：应为形如 24 的整数，实际为 '四'。",
        "Failed to parse '四' as seats: expected a whole number such as 24, got '四'.",
    )
    assert _told(number_of(AREA_UNITS), "十二㎡", "area_m2") == (
        "无法将 '十二㎡' 解析为使用面积：应为形如 1,200.50 的数，实际为 '十二㎡'。",
        "Failed to parse '十二㎡' as area_m2: expected a number such as 1,200.50, got '十二㎡'.",
    )
    assert _told(take_money, "9.999元", "price_fen") == (
        "无法将 '9.999元' 解析为价格（分）：应为精确到分的金额，实际为 '9.999元'。",
        "Failed to parse '9.999元' as price_fen: expected an amount in whole fen, got '9.999元'.",
    )
    assert _told(number_of(), True, "area_m2")[0] == (  # noqa: FBT003
        "无法将 True 解析为使用面积：应为数，实际为是或否。"
    )
    assert _told(number_of(), "1" * 16, "area_m2")[1] == (
        "Failed to parse '1111111111111111' as area_m2: expected a number of at most 15 "
        "significant digits and 14 decimal places, got '1111111111111111'."
    )
