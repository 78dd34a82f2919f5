"""Cells of when a service is offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Cadence, OpeningHours, PeriodUnit
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.problems import named
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.exchange.tables.when import ServiceTime, take_when
from ridehire_partybuild.testing.strategies import cadences, opening_hours

NUMERALS = dict(enumerate([*"一二三四五六七八九十", "十一", "十二"], 1))
UNITS = {
    PeriodUnit.WEEK: ("周", "星期"), PeriodUnit.MONTH: ("月", "个月"),
    PeriodUnit.QUARTER: ("季度", "季", "个季度"), PeriodUnit.HALF_YEAR: ("半年",),
    PeriodUnit.YEAR: ("年", "年度"),
}  # fmt: skip


@given(opening_hours())
def test_hours_that_we_would_write_are_read_back(hours: OpeningHours) -> None:
    """Hours of its own, without a note."""
    assert take_when(str(hours)) == Taken(ServiceTime(when=hours))


@given(cadences())
def test_a_cadence_that_we_would_write_is_read_back(cadence: Cadence) -> None:
    """The notation is no words: nothing is kept of it, nothing to confirm."""
    assert take_when(str(cadence)) == Taken(ServiceTime(when=cadence))


@given(st.integers(1, 12), st.sampled_from(PeriodUnit), st.data())
def test_a_frequency_in_words_is_a_cadence_and_its_words(
    times: int, unit: PeriodUnit, data: st.DataObject
) -> None:
    """``每周三次``: so many times in each period; the words are kept and noted."""
    per = data.draw(st.sampled_from(UNITS[unit]))
    number = data.draw(st.sampled_from([str(times), NUMERALS[times]] + ["两"] * (times == 2)))
    count = number + data.draw(st.sampled_from("次场期回"))
    forms = [f"每{per}{count}", f"每{per} {count}", f"每{per}至少{count}", f"一{per}{count}"]
    text = data.draw(st.sampled_from([*forms, f"{count}/{per}"]))
    taken = take_when(f" {text} ")
    assert taken.value == ServiceTime(when=Cadence(times=times, per=unit), note=text)
    assert [(note.code, str(note.params["read"])) for note in taken.notes] == [
        ("when.frequency", f"{times}/{unit}")
    ]


@pytest.mark.parametrize(
    "text",
    ["同开放时间", "与开放时间一致", "开放时间内", "随阵地开放时间", "开放期间均可", "同营业时间"],
)
def test_whenever_the_station_is_open(text: str) -> None:
    """The hours are the station's own."""
    assert take_when(text) == Taken(ServiceTime(during_opening_hours=True))


@pytest.mark.parametrize(
    ("text", "hours"),
    [("周三 14:00-16:00", "We 14:00-16:00"), ("周一至周五 09:00-11:30", "Mo-Fr 09:00-11:30"),
     ("每周三 下午2点-4点", "We 14:00-16:00"), ("24小时", "24/7")],
)  # fmt: skip
def test_hours_of_its_own(text: str, hours: str) -> None:
    """As the hours of a station are written."""
    assert take_when(text) == Taken(ServiceTime(when=OpeningHours.parse(hours)))


@pytest.mark.parametrize(
    "text",
    ["周六", "周一至周五", "每月10日", "每周三", "每月10日、20日", "每月第一个周三 14:00-16:00",
     "工作日", "每季度末月20日"],
)  # fmt: skip
def test_a_day_without_hours_is_kept_as_words(text: str) -> None:
    """A day is neither hours nor a frequency: to make up either would be wrong."""
    taken = take_when(text)
    assert taken.value == ServiceTime(note=text)
    assert [note.text("zh") for note in taken.notes] == [
        f"'{text}' 只有日期、没有时间，作为文字保留"
    ]


@pytest.mark.parametrize(
    "text", ["每两周一次", "每天一次", "隔周一次", "需提前预约", "按需", "不定期"]
)
def test_what_no_field_can_hold_is_kept_as_words(text: str) -> None:
    """Every other week is no cadence; by appointment names no hours."""
    taken = take_when(text)
    assert taken.value == ServiceTime(note=text)
    assert [note.code for note in taken.notes] == ["when.words"]


@pytest.mark.parametrize("text", ["随缘", "周三次", "每月1000次", "一次", "每月", "同上", "无"])
def test_anything_else_is_refused(text: str) -> None:
    """What is not understood is not kept silently."""
    with pytest.raises(InvalidValue) as caught:
        take_when(text)
    (problem,) = named(caught.value.problems, "when")
    assert problem.text("zh") == (
        f"无法将 '{text}' 解析为时间或条件：应为时间（周三 14:00-16:00）、频次（每月一次）、"
        f"日期（周六）或“同开放时间”，实际为 '{text}'。"
    )


def test_impossible_hours_and_frequencies_are_told_as_such() -> None:
    """Hours that are understood but wrong are no lack of understanding."""
    for text, code in (
        ("周三 25:00-26:00", "hours.time"), ("400/year", "number.range"),
        ("每年400次", "number.range"), ("每月0次", "number.range"), ("0/month", "cadence.syntax"),
    ):  # fmt: skip
        with pytest.raises(InvalidValue) as caught:
            take_when(text)
        assert [(one.code, one.params["value"]) for one in caught.value.problems] == [(code, text)]
