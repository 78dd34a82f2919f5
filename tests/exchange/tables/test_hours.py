"""Cells of opening hours: the notation, and the many ways in which people write the same week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import OpeningHours, TimeSpan
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange.tables.hours import names_only_days, take_hours
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.testing.strategies import opening_hours

CHARACTERS = "一二三四五六日"


@given(opening_hours())
def test_the_notation_is_read_as_it_is(hours: OpeningHours) -> None:
    """What we would write, with holidays and dated exceptions, gives the same hours."""
    assert take_hours(str(hours)) == Taken(hours)


def _minutes(draw: st.DrawFn) -> list[TimeSpan]:
    """Draw one to three spans of a day in whole five minutes, none after midnight."""
    many = draw(st.integers(1, 3))
    bounds = draw(
        st.lists(st.integers(1, 287), min_size=2 * many, max_size=2 * many, unique=True).map(sorted)
    )
    return [
        TimeSpan(start=start * 5, end=end * 5)
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
    ]


def _plain_clock(draw: st.DrawFn, minute: int) -> str:
    hour, past = divmod(minute, 60)
    forms = [
        f"{hour}:{past:02}",
        f"{hour:02}：{past:02}",
        f"{hour}点{past}分",
        f"{hour}时{past:02}分",
    ]
    forms += [f"{hour}点", f"{hour}时整"] if past == 0 else []
    forms += [f"{hour}点半"] if past == 30 else []
    return draw(st.sampled_from(forms))


def _clock(draw: st.DrawFn, minute: int) -> str:
    """Write a time of day in one of the ways, with its part of the day or without."""
    parts = [
        name
        for name, low, high in (
            ("凌晨", 0, 6), ("上午", 5, 12), ("下午", 12, 19), ("晚上", 18, 24), ("早", 5, 11),
        )
        if low <= minute // 60 < high
    ]  # fmt: skip
    part = draw(st.sampled_from(["", *parts]))
    if not part:
        return _plain_clock(draw, minute)
    hour = minute // 60
    shown = hour - 12 if part in {"下午", "晚上"} and hour > 12 else hour
    return part + _plain_clock(draw, shown * 60 + minute % 60)


def _spans(draw: st.DrawFn, spans: list[TimeSpan]) -> str:
    dash = draw(st.sampled_from(["-", "—", "～", "至", "到", " - ", "－", "~"]))
    written = []
    for span in spans:
        # a part of the day at the start holds for an end without one: write both or none
        start, end = _clock(draw, span.start), _clock(draw, span.end)
        if not end[0].isdigit() or start[0].isdigit():
            written.append(start + dash + end)
        else:
            written.append(_plain_clock(draw, span.start) + dash + _plain_clock(draw, span.end))
    return draw(st.sampled_from([",", "，", "、", "和", " "])).join(written)


def _days(draw: st.DrawFn, days: list[int]) -> str:
    """Write weekdays one by one, or as a range where they follow one another."""
    word = draw(st.sampled_from(["周", "星期", "礼拜"]))
    every = draw(st.sampled_from(["", "每"])) if len(days) < 4 else ""
    named = [word + CHARACTERS[day] for day in days]
    forms = [every + "、".join(named), every + "，".join(named)]
    forms += [every + named[0] + "".join("、" + CHARACTERS[day] for day in days[1:])]
    if len(days) > 1 and days[-1] - days[0] == len(days) - 1:
        forms += [f"{named[0]}至{named[-1]}", f"{named[0]}-{named[-1]}"]
        forms += [f"{named[0]}到{CHARACTERS[days[-1]]}"]
    known = {(0, 1, 2, 3, 4): "工作日", (5, 6): "周末", (0, 1, 2, 3, 4, 5, 6): "每天"}
    forms += [known[tuple(days)]] if tuple(days) in known else []
    return draw(st.sampled_from(forms))


@st.composite
def weeks_in_chinese(draw: st.DrawFn) -> tuple[str, OpeningHours]:
    """Return a week of one to three rules, and one of the ways in which people write it."""
    order = draw(st.permutations(range(7)))
    cuts = sorted(draw(st.sets(st.integers(1, 7), min_size=1, max_size=3)))
    groups = [sorted(order[a:b]) for a, b in zip([0, *cuts], cuts, strict=False)]
    week: list[tuple[TimeSpan, ...]] = [()] * 7
    rules = []
    for days in groups:
        spans = _minutes(draw)
        for day in days:
            week[day] = tuple(spans)
        between = draw(st.sampled_from(["", " ", "：", ": "]))
        rules.append(_days(draw, days) + between + _spans(draw, spans))
    shut = draw(st.sampled_from(["", "节假日休息", "法定节假日不开放", "（节假日除外）"]))
    rules += [shut] if shut else []
    text = draw(st.sampled_from(["；", ";", "\n", "；\n"])).join(rules)
    return text, OpeningHours(week=tuple(week), holidays=() if shut else None)


@given(weeks_in_chinese())
def test_what_people_write_gives_the_week_that_they_mean(written: tuple[str, OpeningHours]) -> None:
    """Any days, any spans, in any of the ways to write them: the same week."""
    text, hours = written
    assert take_hours(text) == Taken(hours)


@given(st.integers(12, 23), st.integers(0, 11))
def test_the_next_day_is_said_or_understood(evening: int, morning: int) -> None:
    """``22:00-次日06:00``, ``22:00-06:00`` and ``22:00-30:00`` are one thing."""
    wanted = OpeningHours.parse(f"Mo-Su {evening}:00-{morning + 24}:00")
    for end in (
        f"次日{morning}:00",
        f"{morning}:00",
        f"{morning + 24}:00",
        f"第二天凌晨{morning}点",
    ):
        if "凌晨" in end and morning > 6:
            continue
        assert take_hours(f"{evening}:00-{end}").value == wanted


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("08:30-17:30", "Mo-Su 08:30-17:30"),
        ("22:00-26:00", "Mo-Su 22:00-26:00"),
        ("周一至周日 08:00-20:00", "Mo-Su 08:00-20:00"),
        ("周一至周五 08:30-11:30,13:30-17:30", "Mo-Fr 08:30-11:30,13:30-17:30"),
        ("周一至周五 09:00-16:30；周六 09:00-12:00", "Mo-Fr 09:00-16:30; Sa 09:00-12:00"),
        ("每周二、周四 13:30-16:30", "Tu,Th 13:30-16:30"),
        ("24小时", "24/7"),
        ("全天", "24/7"),
        ("24小时开放，全年无休", "24/7"),
        ("00:00-24:00", "24/7"),
        ("每天8:00-20:00", "Mo-Su 08:00-20:00"),
        ("工作日9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("周末 10:00-16:00", "Sa,Su 10:00-16:00"),
        ("周六日 10:00-16:00", "Sa,Su 10:00-16:00"),
        ("8点30分至17点", "Mo-Su 08:30-17:00"),
        ("上午8:30-11:30，下午1:30-5:30", "Mo-Su 08:30-11:30,13:30-17:30"),
        ("08：30～17：30", "Mo-Su 08:30-17:30"),
        ("9点-15点 15:05-16:00", "Mo-Su 09:00-15:00,15:05-16:00"),
        ("早8点-晚6点", "Mo-Su 08:00-18:00"),
        ("晚上10:00-6:00", "Mo-Su 22:00-30:00"),
        ("9:00 AM - 5:00 PM", "Mo-Su 09:00-17:00"),
        ("营业时间：8:00至20:00", "Mo-Su 08:00-20:00"),
        ("08:00-20:00（周一至周五）", "Mo-Fr 08:00-20:00"),
        ("周二至周日 9:00-17:00（周一闭馆）", "Tu-Su 09:00-17:00"),
        ("每天 8:00-20:00；周六 10:00-12:00", "Mo-Fr,Su 08:00-20:00; Sa 10:00-12:00"),
        ("周一至周五(节假日除外) 9:00-17:00", "Mo-Fr 09:00-17:00; PH off"),
        ("周一至周五 9:00-17:00；节假日 10:00-12:00", "Mo-Fr 09:00-17:00; PH 10:00-12:00"),
        ("每天 9:00-17:00（含节假日）", "Mo-Su 09:00-17:00"),
        ("周一至周五 9:00-17:00；周末及节假日休息", "Mo-Fr 09:00-17:00; PH off"),
        ("周五至周一 10:00-12:00", "Mo,Fr-Su 10:00-12:00"),
        ("08:30-11:30; 13:30-17:30", "Mo-Su 08:30-11:30,13:30-17:30"),
        ("休息", "off"),
    ],
)
def test_hours_as_people_write_them(text: str, read: str) -> None:
    """Forms out of offices' files, each with what it means."""
    assert take_hours(text) == Taken(OpeningHours.parse(read))


@pytest.mark.parametrize(
    "text",
    [
        "随时", "节假日休息", "周一闭馆", "8:30-11:30,1:30-5:30", "上午8:00-1:00", "1:00-4:00 pm",
        "凌晨9:00-10:00", "8:00", "8:00-", "-8:00", "8-20", "周一至 8:00-9:00", "周一 周二",
        "周一休息 8:00-9:00休息", "9:60-10:00", "9:00-10:00-11:00", "每月10日 9:00-10:00", "至",
        "Mo-Xx 08:00-09:00",
    ],
)  # fmt: skip
def test_what_may_mean_two_things_or_none_is_refused(text: str) -> None:
    """A part of a day that is not told, hours without an end, closing days alone: no guess."""
    with pytest.raises(InvalidValue) as caught:
        take_hours(text)
    assert [problem.code for problem in caught.value.problems] == ["hours.syntax"]


def _told(raw: object) -> str:
    with pytest.raises(InvalidValue) as caught:
        take_hours(raw)
    return caught.value.text("zh")


def test_messages_of_hours() -> None:
    """The cell is shown as it stands, each problem once."""
    for raw in ("25:00-26:00", "周二 25：00～26：00", "Mo 25:00-26:00"):
        assert _told(raw) == (
            f"无法将 '{raw}' 解析为开放时间：应为开始时间在 00:00 至 24:00 之间，"
            f"结束时间晚于开始且不超过其后 24 小时，实际为 '{raw}'。"
        )
    assert _told("每天8:00-20:00、10:00-12:00") == (
        "无法将 '每天8:00-20:00、10:00-12:00' 解析为开放时间："
        "应为同一天互不重叠的时段，实际为 08:00-20:00。"
    )
    assert _told("周一 8:00-9:00，看情况") == (
        "无法将 '周一 8:00-9:00，看情况' 解析为开放时间：应为形如"
        "“Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off”的开放时间，实际为 '看情况'。"
    )


def test_no_hours_are_left_open_with_a_note() -> None:
    """无 says that nothing is laid down, not that it is closed all week."""
    taken = take_hours("无")
    assert taken.value is None
    assert [note.code for note in taken.notes] == ["blank.none"]


@pytest.mark.parametrize(
    ("text", "only"),
    [("周六", True), ("周一至周五", True), ("每周二、四", True), ("工作日", True), ("", False),
     ("周六休息", False), ("每月10日", False), ("周一至", False)],
)  # fmt: skip
def test_days_without_hours_are_known_as_such(text: str, *, only: bool) -> None:
    """Weekdays and nothing else."""
    assert names_only_days(text) is only
