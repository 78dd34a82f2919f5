"""The reader of each column on what an office types beside what is meant."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ridehire_partybuild import FacilityItem, Spending
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.tables.layout import layouts
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.exchange.tables.readers import (
    Habits,
    reader_of,
    take_isbn,
    take_promise,
)
from ridehire_partybuild.values import Facility


def take(sheet: str, path: str, raw: object, bare: str | None = None) -> Taken[Any]:
    """Return what the reader of a column of an office's table makes of a cell."""
    layout = layouts()[sheet]
    return reader_of(layout, layout.columns[path], Habits(), bare)(raw)


def refused(read: Callable[[], object]) -> tuple[str, str]:
    """Return why a cell is refused, in both languages; one problem, not named yet."""
    with pytest.raises(InvalidValue) as caught:
        read()
    (problem,) = caught.value.problems
    return problem.text("zh"), problem.text("en")


@pytest.mark.parametrize("read", [take_isbn, take_promise])
def test_none_is_not_known_and_said(read: Callable[[object], Taken[Any]]) -> None:
    """A register can only leave open a number or a time that is said not to be there."""
    assert read(None) == Taken(None)
    found = read("无")
    assert (found.value, [note.text("zh") for note in found.notes]) == (
        None,
        ["'无' 按未填写处理"],
    )


def test_a_book_number_with_a_wrong_digit() -> None:
    """It is told as it stands in the cell, not as it was read."""
    zh, en = refused(lambda: take_isbn("ISBN 978-7-5440-0001-8"))
    assert zh == (
        "无法将 'ISBN 978-7-5440-0001-8' 解析为国际标准书号：应为第 13 位校验码为 7，实际为 8。"
    )
    assert en == (
        "Failed to parse 'ISBN 978-7-5440-0001-8' as Isbn: "
        "expected 7 at position 13 (check digit), got 8."
    )


@pytest.mark.parametrize("raw", ["尽快", "3个月亮", "0天", "3 -"])
def test_what_is_no_promise(raw: str) -> None:
    """No amount, no unit, none of a unit, an amount of nothing: it is not left out unsaid."""
    zh, en = refused(lambda: take_promise(raw))
    assert zh == (f"无法将 {raw!r} 解析为：应为形如 3个工作日 的数量和单位，实际为 {raw!r}。")
    assert en == (
        f"Failed to parse {raw!r} as : expected an amount and a unit such as 3个工作日, "
        f"got {raw!r}."
    )


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ('["甲"', ('["甲"',)),
        ("[1]", ("[1]",)),
        ("[甲]、乙", ("[甲]", "乙")),
        ('["甲、乙"]', ("甲、乙",)),
    ],
)
def test_a_name_may_begin_like_a_list(raw: str, names: tuple[str, ...]) -> None:
    """Only a whole list of texts is JSON; else it is what somebody typed."""
    assert take("donations", "donors", raw).value == names


def test_one_day_or_several() -> None:
    """A spreadsheet holds one day as a date; several are a text."""
    day, next_day = date(2026, 2, 16), date(2026, 2, 17)
    assert take("hosts", "days_off", day) == Taken((day,))
    assert take("hosts", "days_off", "2026-02-16、2026-02-17") == Taken((day, next_day))
    assert take("hosts", "days_off", None) == Taken(None)


def test_how_many_there_are_is_told_of_the_cell() -> None:
    """What a thing cannot be is told with the cell that said so."""
    fan = FacilityItem(kind=Facility.FAN, count=2)
    assert take("stations", "facilities", "风扇2台").value == (fan,)
    zh, en = refused(lambda: take("stations", "facilities", "风扇、空调0台"))
    assert zh == (
        "无法将 '风扇、空调0台' 解析为数量：应为 1 至 100000 之间的数，实际为 '风扇、空调0台'。"
    )
    assert en == (
        "Failed to parse '风扇、空调0台' as count: expected a number from 1 to 100000, "
        "got '风扇、空调0台'."
    )


def test_the_unit_of_a_header_is_that_of_its_numbers() -> None:
    """万元 above the column: 1.5 is 15,000 yuan; a cell that says its own unit means that."""
    assert take("services", "price_fen", "1.5", "万元").value == 1_500_000
    assert take("services", "price_fen", "1.5元", "万元").value == 150
    assert take("funds", "spending", 0.2, "万元").value == (Spending(amount_fen=200_000),)
    assert take("funds", "spending", 0, "万元").value == ()
