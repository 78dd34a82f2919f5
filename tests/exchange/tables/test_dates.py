"""Cells of dates, moments and times of day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import SHANGHAI
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.problems import named
from ridehire_partybuild.exchange.tables.dates import take_clock, take_date, take_moment
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.testing.strategies import days, moments

ONE_DAY = timedelta(days=1)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


@given(days())
def test_a_date_is_read_from_all_its_forms(day: date) -> None:
    """Text, date cells, and dates with a midnight that no one wrote."""
    y, m, d = day.year, day.month, day.day
    for raw in (
        day, datetime.combine(day, time()), day.isoformat(), f"{y}/{m}/{d}", f"{y}.{m}.{d}",
        f"{y}年{m}月{d}日", f"{y} 年 {m:02} 月 {d:02} 号", f"{y}{m:02}{d:02}",
        int(f"{y}{m:02}{d:02}"), f"{y}/{m}/{d} 0:00", f"{day} 00:00:00",
    ):  # fmt: skip
        assert take_date(raw) == Taken(day)


@given(days())
def test_a_serial_number_is_a_date_and_noted(day: date) -> None:
    """A spreadsheet counts days from 1899-12-30; a person should confirm that it was meant."""
    for raw in (_serial(day), float(_serial(day)), str(_serial(day)), f"{_serial(day)}.0"):
        taken = take_date(raw)
        assert taken.value == day
        assert [(note.code, note.params) for note in taken.notes] == [
            ("date.serial", {"value": raw, "read": day})
        ]


@given(moments())
def test_a_moment_is_read_from_all_its_forms(moment: datetime) -> None:
    """Text of the wall clock, text with its offset, naive and aware cells."""
    m = moment
    wall = m.replace(tzinfo=None)
    for raw in (
        str(m), m.isoformat(), m.astimezone(UTC).isoformat(), f"{wall:%Y-%m-%d %H:%M}",
        f"{m.year}/{m.month}/{m.day} {m.hour}:{m.minute:02}", f"{wall:%Y-%m-%d %H:%M:00}",
        f"{m.year}年{m.month}月{m.day}日{m.hour}时{m.minute}分", m, m.astimezone(UTC),
    ):  # fmt: skip
        taken = take_moment(raw)
        assert taken == Taken(m)
        assert taken.value is not None
        assert taken.value.tzinfo is SHANGHAI
    assert take_moment(wall).value == m


@given(moments())
def test_a_serial_number_with_a_fraction_is_a_moment(moment: datetime) -> None:
    """A fraction of a day is reckoned to the nearest minute."""
    days_since = (moment.replace(tzinfo=None) - datetime(1899, 12, 30)) / ONE_DAY  # noqa: DTZ001
    taken = take_moment(days_since)
    assert taken.value == moment
    assert [note.code for note in taken.notes] == ["date.serial"]


@given(CLOCKS)
def test_a_time_of_day_is_read_from_all_its_forms(clock: time) -> None:
    """24 hours, 12 hours with a part of the day, Chinese units, a time cell."""
    part, hour = ("上午", clock.hour) if clock.hour < 12 else ("下午", clock.hour)
    if clock.hour >= 20:
        part, hour = "晚上", clock.hour - 12
    if clock.hour in range(13, 20):
        hour = clock.hour - 12
    english = f"{(clock.hour + 11) % 12 + 1}:{clock.minute:02} {'PM' if clock.hour > 11 else 'AM'}"
    for raw in (
        clock, f"{clock:%H:%M}", f"{clock.hour}：{clock.minute:02}", f"{clock:%H:%M:00}",
        f"{clock.hour}点{clock.minute}分", f"{part}{hour}:{clock.minute:02}", english,
        datetime.combine(date(1900, 1, 1), clock),
    ):  # fmt: skip
        assert take_clock(raw) == Taken(clock)


@given(CLOCKS)
def test_a_fraction_of_a_day_is_a_time_and_noted(clock: time) -> None:
    """Rounded to four places a fraction still tells the minute: one is 0.00069 of a day."""
    raw = round((clock.hour * 60 + clock.minute) / 1440, 4)
    taken = take_clock(raw)
    assert taken.value == clock
    assert [note.code for note in taken.notes] == ["clock.fraction"]


@pytest.mark.parametrize(
    "raw",
    ["2025-02-30", "2025-13-01", "2025/6", "6/28/2025", "25-06-28", "2025-6/28", "2025年", "四月",
     "2025062", "202506281", 0, 999, 100_000, 20250230, -45000, 0.5, "2025-01-01 25:00", 1e308],
)  # fmt: skip
def test_what_is_no_date_is_refused(raw: object) -> None:
    """Impossible days, two-digit years, month first: nothing is guessed at."""
    with pytest.raises(InvalidValue) as caught:
        take_date(raw)
    assert [problem.code for problem in caught.value.problems] == ["time.date"]


@pytest.mark.parametrize(
    "raw",
    ["2025-11-03", date(2025, 11, 3), "10:05", "2025-11-03 24:00", "2025-11-03 10:05+99:00", 5],
)
def test_what_is_no_moment_is_refused(raw: object) -> None:
    """A date alone has no time of day, and a time alone no date."""
    with pytest.raises(InvalidValue) as caught:
        take_moment(raw)
    assert [problem.code for problem in caught.value.problems] == ["moment.written"]


@pytest.mark.parametrize(
    "raw",
    ["24:00", "14", 14, 1.5, "8:60", "凌晨9:00", date(2025, 1, 1), datetime(2025, 1, 1, 9)],  # noqa: DTZ001
)
def test_what_is_no_time_of_day_is_refused(raw: object) -> None:
    """An hour alone may be a count; 24:00 is no time of the day it is said of."""
    with pytest.raises(InvalidValue) as caught:
        take_clock(raw)
    assert [problem.code for problem in caught.value.problems] == ["clock.written"]


def _notes(taken: Taken[Any]) -> list[str]:
    return [note.text("zh") for note in taken.notes]


def test_what_was_left_out_is_noted() -> None:
    """A time of day in a date cell, seconds, and a midnight that may only be a missing time."""
    assert _notes(take_date("2025/6/28 9:30")) == [
        "'2025/6/28 9:30' 带有时刻，只读取日期 2025-06-28"
    ]
    at = datetime(2025, 11, 3, 10, 5, 37)  # noqa: DTZ001
    assert take_moment(at).value == datetime(2025, 11, 3, 10, 5, tzinfo=SHANGHAI)
    assert _notes(take_moment(at)) == [
        "'2025-11-03 10:05:37' 带有秒，按整分钟 2025-11-03 10:05 读取"
    ]
    assert _notes(take_moment(datetime(2025, 11, 3))) == [  # noqa: DTZ001
        "'2025-11-03 00:00:00' 没有时刻，按 2025-11-03 00:00 读取"
    ]
    assert _notes(take_clock("14:00:30")) == ["'14:00:30' 带有秒，按整分钟 14:00 读取"]
    assert _notes(take_date("无")) == ["'无' 按未填写处理"]


def test_the_noise_of_a_spreadsheet_is_no_second() -> None:
    """10:05 reckoned as a fraction of a day may come as 10:04:59.9999."""
    noisy = datetime(2025, 11, 3, 10, 4, 59, 999_900)  # noqa: DTZ001
    assert take_moment(noisy) == Taken(datetime(2025, 11, 3, 10, 5, tzinfo=SHANGHAI))


def _told(take: Callable[[Any], object], raw: object, kind: str) -> str:
    with pytest.raises(InvalidValue) as caught:
        take(raw)
    (problem,) = named(caught.value.problems, kind)
    return problem.text("zh")


def test_messages_of_dates() -> None:
    """An example says what would do."""
    assert _told(take_date, "2025-02-30", "opened_on") == (
        "无法将 '2025-02-30' 解析为启用日期：应为形如 2026-01-13 的日期，实际为 '2025-02-30'。"
    )
    assert _told(take_moment, "2025-11-03", "start") == (
        "无法将 '2025-11-03' 解析为开始时间："
        "应为形如 2025-11-03 10:05 的日期时间，实际为 '2025-11-03'。"
    )
    assert _told(take_clock, "14", "start") == (
        "无法将 '14' 解析为开始时间：应为形如 14:00 的时刻，实际为 '14'。"
    )
    assert _told(take_date, True, "day") == "无法将 True 解析为日期：应为日期，实际为是或否。"  # noqa: FBT003


def test_the_last_moment_of_all_is_refused() -> None:
    """What cannot be rounded to the minute that follows it is no moment of a register."""
    with pytest.raises(InvalidValue) as caught:
        take_moment(datetime.max)  # noqa: DTZ901
    assert [problem.code for problem in caught.value.problems] == ["moment.written"]


@pytest.mark.parametrize("text", ["0.5833", "0.58333333"])
def test_a_fraction_of_a_day_may_come_as_text(text: str) -> None:
    """A CSV file has no numbers: the note shows what stands there."""
    taken = take_clock(text)
    assert taken.value == time(14)
    assert _notes(taken) == [f"'{text}' 是电子表格中一天的小数，按 14:00 读取"]


def test_a_time_of_day_is_no_date() -> None:
    """Nor does it say of which day."""
    assert _told(take_date, time(9), "day") == (
        "无法将 '09:00:00' 解析为日期：应为形如 2026-01-13 的日期，实际为 '09:00:00'。"
    )
