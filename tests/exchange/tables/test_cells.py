"""What all readers of cells have in common: total, quick on anything, in half and full width."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Channel, Facility, Posting
from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.exchange.tables.cells import (
    AREA_UNITS,
    LONGEST_CELL,
    Taken,
    items_of,
    number_of,
    take_clock,
    take_credit_code,
    take_date,
    take_flag,
    take_hours,
    take_moment,
    take_money,
    take_names,
    take_percent,
    take_period,
    take_priced_flag,
    take_region,
    take_text,
    take_token,
    take_when,
    take_year,
    whole_of,
    word_of,
    words_of,
)

AnyReader = Callable[[Any], Taken[Any]]
READERS: dict[str, AnyReader] = {
    "clock": take_clock,
    "credit_code": take_credit_code,
    "date": take_date,
    "flag": take_flag,
    "hours": take_hours,
    "items": items_of(Facility),
    "moment": take_moment,
    "money": take_money,
    "names": take_names,
    "number": number_of(AREA_UNITS),
    "percent": take_percent,
    "period": take_period,
    "priced_flag": take_priced_flag,
    "region": take_region,
    "text": take_text,
    "token": take_token,
    "when": take_when,
    "whole": whole_of(),
    "word": word_of(Channel),
    "words": words_of(Posting),
    "year": take_year,
}
FREE = {"text", "names"}

_PIECES = (
    "周一 星期 日 至 - ~ 8:30 25:00 次日 上午 下午 晚 点 半 每 月 两 次 / 季度 年 2025 02 30 Q1"
    " ( ) ， 、 ； ： 节假日 休息 空调 台 × 2 有效期至 万元 ¥ 9.9 % 是 否 无 24小时 T Z +08:00 E+17"
    " Mo-Fr PH off"
)
_SAID = st.lists(
    st.sampled_from([*_PIECES.split(), " ", "\n", "\u3000", "\u200b", "\ud800", "\0"]),
    max_size=12,
).map("".join)
ANYTHING = st.one_of(
    _SAID,
    st.text(max_size=60),
    st.integers(),
    st.integers(-50_000, 30_000_000),
    st.floats(),
    st.floats(-1, 80_000),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.times(),
    st.just(b"bytes"),
    st.decimals(),
)


def _read(name: str, raw: object) -> tuple[Taken[Any] | None, tuple[Problem, ...]]:
    try:
        return READERS[name](raw), ()
    except InvalidValue as error:
        return None, error.problems


@pytest.mark.parametrize("name", sorted(READERS))
@given(raw=ANYTHING)
def test_a_reader_is_total(name: str, raw: object) -> None:
    """Whatever a cell holds, there is a reading or an error that can be told in both languages."""
    taken, problems = _read(name, raw)
    assert (taken is None) == bool(problems)
    for problem in problems:
        assert problem.path == "$"
        assert problem.text("zh")
        assert problem.text("en")
    for note in taken.notes if taken else ():
        assert note.text("zh")
        assert note.text("en")


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize(
    "raw", [None, "", " ", "\u3000\u200b", "—", "/", "-", "不详", "未知", "N/A"]
)
def test_what_is_blank_is_not_known(name: str, raw: object) -> None:
    """An empty cell and the usual ways to leave one open are None, without a note."""
    assert READERS[name](raw) == Taken(None)


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@pytest.mark.parametrize("name", sorted(set(READERS) - FREE))
@given(raw=_SAID)
def test_full_width_reads_the_same(name: str, raw: str) -> None:
    """``１２６`` is 126: where a cell is no free text the width of its characters says nothing."""
    told: list[object] = []
    for text in (raw, _full_width(raw)):
        taken, problems = _read(name, text)
        value = None if taken is None else taken.value
        # words that are kept stay as they stand
        kept = (getattr(value, "when", value), getattr(value, "note", None) is None)
        told.append((taken is None, kept, [problem.code for problem in problems]))
    assert told[0] == told[1]


@pytest.mark.parametrize("name", sorted(FREE))
def test_free_text_keeps_its_width(name: str) -> None:
    """What people read stays as they wrote it, but for the spaces around it."""
    value = READERS[name](" 示例（１） ").value
    assert "".join(value) == "示例（１）"


_REPEATED = (
    "1 1, 1,111, 1. ( ) () 、 a 周 周一 周一至 每 每月 8:30 8:30- 8:30-9:30 08:30-09:30, - ~ 至"
    " 0 2025 2025- 2025年 上午 下午8点 次日 节假日 Mo, 空调、 空调2台、 量子炉、 急救箱( (有效期至"
    " 有效期至2026-12-31) x ×2 ¥ 万元 ½ １ E+"
)
HOSTILE = (*_REPEATED.split(), " ", "\n", "　 ", "9:00-9:01 ", "Mo-Fr ", "; ", "\u0344")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(READERS))
def test_a_reader_is_quick_on_the_longest_cells(name: str) -> None:
    """No text within the cap takes long, whatever it repeats: there is no backtracking to speak of.

    A reading that grew with the square of the length would need minutes for these 100 cells.
    """
    began = process_time()
    for piece in HOSTILE:
        for tail in ("", "!"):
            text = (piece * LONGEST_CELL)[: LONGEST_CELL - len(tail)] + tail
            taken, problems = _read(name, text)
            assert (taken is None) == bool(problems)
    assert process_time() - began < 200


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_cell_that_is_too_long_is_refused_at_once(name: str) -> None:
    """Above 20,000 characters no reader looks at the text."""
    with pytest.raises(InvalidValue) as caught:
        READERS[name]("1" * (LONGEST_CELL + 1))
    assert [problem.code for problem in caught.value.problems] == ["text.length"]


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("raw", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(name: str, raw: float) -> None:
    """NaN and the infinities stand for nothing in any cell."""
    with pytest.raises(InvalidValue):
        READERS[name](raw)


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("raw", [b"1", Decimal(1), object(), ["1"]])
def test_what_no_cell_holds_is_refused(name: str, raw: object) -> None:
    """A reader takes what spreadsheets and CSV files hold, nothing else."""
    with pytest.raises(InvalidValue):
        READERS[name](raw)


def test_the_cells_of_a_row_of_an_office() -> None:
    """A row as an office types it becomes typed values."""
    row: dict[str, object] = {
        "token": "370502-01 ", "region": 370502, "number": "１２６㎡", "whole": "24个",
        "hours": "周一至周日 08:00-20:00", "date": datetime(2024, 6, 28), "flag": "√",  # noqa: DTZ001
        "percent": "86%", "money": "9.9元", "clock": time(14), "year": 2025.0,
    }  # fmt: skip
    read = {name: READERS[name](raw) for name, raw in row.items()}
    assert {name: str(taken.value) for name, taken in read.items()} == {
        "token": "370502-01", "region": "370502", "number": "126", "whole": "24",
        "hours": "Mo-Su 08:00-20:00", "date": "2024-06-28", "flag": "True", "percent": "86",
        "money": "990", "clock": "14:00:00", "year": "2025",
    }  # fmt: skip
    assert type(read["date"].value) is date
    assert not any(taken.notes for taken in read.values())
