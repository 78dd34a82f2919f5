"""Cells of text, ids, credit codes and divisions."""

import re
from datetime import date, datetime, time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridehire_partybuild import CreditCode, Region, StationId
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.problems import named
from ridehire_partybuild.exchange.tables.codes import (
    take_credit_code,
    take_region,
    take_text,
    take_token,
)
from ridehire_partybuild.exchange.tables.plain import _NOT_KNOWN, half
from ridehire_partybuild.testing.strategies import credit_codes, ids, regions, texts


@given(ids(StationId))
def test_an_id_that_we_would_write_is_read_back(station: StationId) -> None:
    """An id in half width that does not look blank is taken as it stands."""
    assume(
        half(station) == station and station.strip("-/") and station.casefold() not in _NOT_KNOWN
    )
    assume(not re.match(r"\d(\.\d+)?[Ee]\+\d", station))
    assert take_token(f" {station}　").value == station


@given(credit_codes())
def test_a_credit_code_is_read_in_any_case_and_spacing(code: CreditCode) -> None:
    """``91370500teat000154`` is a typing habit, not another code."""
    spaced = f"{str(code)[:4]} {str(code)[4:].lower()} "
    assert take_credit_code(str(code)).value == take_credit_code(spaced).value == code


@given(regions())
def test_a_division_is_read_from_text_and_from_a_number(region: Region) -> None:
    """A spreadsheet that made a number of the code did no harm: six digits stay six digits."""
    for raw in (str(region), int(str(region)), float(str(region))):
        assert take_region(raw).value == region


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_code_in_a_number_cell_has_no_decimal_point(number: int) -> None:
    """370502.0 is shown as 370502 and meant as 370502."""
    assert take_token(float(number)).value == take_token(number).value == str(number)


@given(st.integers(10**15, 10**20) | st.integers(10**15, 10**20).map(float))
def test_a_code_that_a_spreadsheet_has_rounded_is_refused(number: float) -> None:
    """Its last digits are gone: to take it would be to make up a code."""
    for take in (take_token, take_text, take_credit_code, take_region):
        with pytest.raises(InvalidValue) as caught:
            take(number)
        assert [problem.code for problem in caught.value.problems] == ["code.rounded"]


@given(texts())
def test_free_text_that_we_would_write_is_read_back(text: str) -> None:
    """Text without spaces around it stays as it stands."""
    assume(text == text.strip().strip("\u200b\u200c\u200d\u2060\ufeff").strip())
    assume(half(text).strip("-/") and half(text).casefold() not in _NOT_KNOWN)
    assert take_text(text).value == text


def _told(take: object, raw: object, kind: str) -> str:
    with pytest.raises(InvalidValue) as caught:
        take(raw)  # type: ignore[operator]
    return "\n".join(problem.text("zh") for problem in named(caught.value.problems, kind))


def test_messages_of_codes() -> None:
    """What a spreadsheet did to a code is said as it is."""
    assert _told(take_token, 370502000000000001.0, "id") == (
        "无法将 3.70502e+17 解析为编号："
        "应为以文本保存的编码（电子表格中的数字只保留 15 位），实际为 3.70502e+17。"
    )
    assert _told(take_token, "3.70502E+17", "id") == (
        "无法将 '3.70502E+17' 解析为编号："
        "应为以文本保存的编码（电子表格中的数字只保留 15 位），实际为 '3.70502E+17'。"
    )
    assert _told(take_token, datetime(2026, 1, 1), "id") == (  # noqa: DTZ001
        "无法将 '2026-01-01 00:00:00' 解析为编号：应为文本，实际为日期时间。"
    )
    assert _told(take_credit_code, "91370500TEAT000155", "credit_code") == (
        "无法将 '91370500TEAT000155' 解析为统一社会信用代码：应为第 18 位校验码为 4，实际为 5。"
    )
    assert _told(take_region, "3705X3", "region") == (
        "无法将 '3705X3' 解析为行政区划代码：应为 6 位数字，实际为第 5 位的 'X'。"
    )
    assert _told(take_text, True, "name") == "无法将 True 解析为名称：应为文本，实际为是或否。"  # noqa: FBT003


def test_what_a_spreadsheet_made_of_a_remark_is_shown_as_it_shows() -> None:
    """A number, a date or a time in a column of words is taken as what stands there."""
    for raw, read in (
        (5.0, "5"), (13800000000, "13800000000"), (date(2025, 3, 1), "2025-03-01"),
        (datetime(2025, 3, 1), "2025-03-01"),  # noqa: DTZ001
        (datetime(2025, 3, 1, 9, 5), "2025-03-01 09:05"), (time(14), "14:00"),  # noqa: DTZ001
    ):  # fmt: skip
        assert take_text(raw).value == read


def test_no_credit_code_is_left_open_with_a_note() -> None:
    """The register cannot hold *there is none*; a person is told that it was left open."""
    taken = take_credit_code("无")
    assert taken.value is None
    assert [str(note) for note in taken.notes] == ["'无' was read as not filled in"]
    assert take_text("无").value == "无"
