"""Opening hours: a subset of the OpenStreetMap notation."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from ridehire_partybuild import DatedHours, InvalidValue, OpeningHours, TimeSpan
from ridehire_partybuild.testing import strategies

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "printed", "weekly_minutes"),
    [
        (
            "Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off",
            "Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off",
            5 * 360 + 2 * 420,
        ),
        ("24/7", "24/7", 7 * 1440),
        ("00:00-24:00", "24/7", 7 * 1440),
        ("off", "off", 0),
        ("off; PH 24/7", "off; PH 00:00-24:00", 0),
        ("09:00-17:00", "Mo-Su 09:00-17:00", 7 * 480),
        ("Mo-Fr 09:00-17:00; We off", "Mo,Tu,Th,Fr 09:00-17:00", 4 * 480),
        ("Sa-Mo 09:00-10:00", "Mo,Sa,Su 09:00-10:00", 180),
        ("Mo 22:00-02:00", "Mo 22:00-26:00", 240),
        ("Mo 22:00-26:00", "Mo 22:00-26:00", 240),
        ("Mo 10:00-10:00", "Mo 10:00-34:00", 1440),
        ("Mo 24:00-25:00", "Mo 24:00-25:00", 60),
        ("Tu 13:00-14:00,09:00-10:00", "Tu 09:00-10:00,13:00-14:00", 120),
        ("Mo,PH 09:00-10:00", "Mo 09:00-10:00; PH 09:00-10:00", 60),
        (
            "Mo 09:00-10:00; 2026 Feb 23 off; 2026 Feb 15-2026 Feb 17 10:00-12:00",
            "Mo 09:00-10:00; 2026 Feb 15-2026 Feb 17 10:00-12:00; 2026 Feb 23 off",
            60,
        ),
    ],
)
def test_what_is_written_is_read_and_printed(text: str, printed: str, weekly_minutes: int) -> None:
    """A later rule replaces what earlier ones said of its days; one form is printed of each."""
    hours = OpeningHours.parse(text)
    assert (str(hours), hours.weekly_minutes) == (printed, weekly_minutes)
    assert repr(hours) == f"OpeningHours.parse({printed!r})"


SYNTAX = (
    "expected opening hours such as 'Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off'",
    "应为形如“Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su 09:00-16:00; PH off”的开放时间",
)
TIME = (
    "expected a start from 00:00 to 24:00, an end after it and at most 24 hours later",
    "应为开始时间在 00:00 至 24:00 之间，结束时间晚于开始且不超过其后 24 小时",
)
OVERLAP = ("expected spans of a day that do not overlap", "应为同一天互不重叠的时段")
NEXT_DAY = (
    "expected spans that end before those of the next day begin",
    "应为在次日时段开始之前结束的时段",
)


@pytest.mark.parametrize(
    ("text", "wanted", "value", "got"),
    [
        ("", SYNTAX, "''", "''"),
        ("Mo-Fr", SYNTAX, "'Mo-Fr'", "'Mo-Fr'"),
        ("Mo 9:00-17:00", SYNTAX, "'Mo 9:00-17:00'", "'Mo 9:00-17:00'"),
        ("Mo 09:00-09:60", SYNTAX, "'Mo 09:00-09:60'", "'Mo 09:00-09:60'"),
        ("mo 09:00-10:00", SYNTAX, "'mo 09:00-10:00'", "'mo 09:00-10:00'"),
        ("Ｍo 09:00-10:00", SYNTAX, "'Ｍo 09:00-10:00'", "'Ｍo 09:00-10:00'"),
        ("Mo off;", SYNTAX, "'Mo off;'", "''"),
        ("Mo off; SH off", SYNTAX, "'Mo off; SH off'", "'SH off'"),
        ("Mo sunrise-sunset", SYNTAX, "'Mo sunrise-sunset'", "'Mo sunrise-sunset'"),
        ("week 1-3 Mo off", SYNTAX, "'week 1-3 Mo off'", "'week 1-3 Mo off'"),
        ("Mo-We-Fr off", SYNTAX, "'Mo-We-Fr off'", "'Mo-We-Fr'"),
        ("PH-Mo off", SYNTAX, "'PH-Mo off'", "'PH-Mo'"),
        ("2026 Feb 30 off", SYNTAX, "'2026 Feb 30 off'", "'2026 Feb 30'"),
        (None, SYNTAX, "None", "None"),
        ("x" * 2001, SYNTAX, "'" + "x" * 78 + "…", "'" + "x" * 79),
        ("Mo 25:00-26:00", TIME, "'Mo 25:00-26:00'", "'Mo 25:00-26:00'"),
        ("Mo 09:00-34:00", TIME, "'Mo 09:00-34:00'", "'Mo 09:00-34:00'"),
        ("Mo 09:00-12:00,11:00-13:00", OVERLAP, "'11:00-13:00'", "09:00-12:00"),
        ("Mo 22:00-26:00; Tu 01:00-02:00", NEXT_DAY, "'Mo 22:00-26:00'", "Tu 01:00-02:00"),
        ("Mo 00:00-02:00; Su 22:00-26:00", NEXT_DAY, "'Su 22:00-26:00'", "Mo 00:00-02:00"),
        ("off; PH 20:00-33:00,08:00-09:00", NEXT_DAY, "'20:00-33:00'", "08:00-09:00"),
        (
            "2026 Feb 15-2026 Feb 16 00:00-24:00,24:00-48:00",
            NEXT_DAY,
            "'24:00-48:00'",
            "00:00-24:00",
        ),
        (
            "2026 Feb 15-2026 Feb 23 off; 2026 Feb 20 off",
            OVERLAP,
            "'2026 Feb 20 off'",
            "2026 Feb 15-2026 Feb 23 off",
        ),
        (
            "2026 Feb 23-2026 Feb 15 off",
            ("expected first not after last", "应为首日不晚于最后一日"),
            "'2026 Feb 23-2026 Feb 15 off'",
            ("2026-02-23 and 2026-02-15", "2026-02-23 和 2026-02-15"),
        ),
    ],
)
def test_a_refused_form_says_what_is_wrong(
    text: str, wanted: tuple[str, str], value: str, got: str | tuple[str, str]
) -> None:
    """One template: what failed, the value, what was expected, what was there; in en and zh."""
    with pytest.raises(InvalidValue) as caught:
        OpeningHours.parse(text)
    english, chinese = (got, got) if isinstance(got, str) else got
    assert caught.value.text("en") == (
        f"Failed to parse {value} as OpeningHours: {wanted[0]}, got {english}."
    )
    assert (
        caught.value.text("zh") == f"无法将 {value} 解析为开放时间：{wanted[1]}，实际为 {chinese}。"
    )


def test_no_weekday_runs_into_the_next() -> None:
    """A span must not overlap the next day's after midnight, each weekday by itself."""
    with pytest.raises(InvalidValue) as caught:
        OpeningHours.parse("Mo-Su 00:00-24:00,24:00-48:00")
    assert [one.code for one in caught.value.problems] == ["hours.next_day"] * 7


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Su 24:00-48:00",
        "Mo 22:00-26:00; Tu 02:00-03:00",
        "Mo-Su 22:00-26:00",
        "Mo-Su 10:00-34:00",
        "2026 Feb 15 00:00-24:00,24:00-48:00",
        "Mo-Su 00:00-24:00; 2026 Feb 15 22:00-26:00",
    ],
)
def test_a_night_that_ends_in_time_is_taken(text: str) -> None:
    """To end as the next day begins is no overlap; a dated exception is held to itself alone."""
    assert OpeningHours.parse(str(OpeningHours.parse(text))) == OpeningHours.parse(text)


@given(hours=strategies.opening_hours())
def test_a_week_is_the_sum_of_its_days(hours: OpeningHours) -> None:
    """Weekly minutes are those of a week without holidays or exceptions."""
    plain = OpeningHours(week=hours.week)
    days = [plain.on(offset, MONDAY + timedelta(days=offset)) for offset in range(7)]
    assert sum(span.minutes for spans in days for span in spans) == hours.weekly_minutes


@given(hours=strategies.opening_hours(), day=strategies.days())
def test_an_exception_goes_before_a_holiday_and_a_holiday_before_the_week(
    hours: OpeningHours, day: date
) -> None:
    """The hours of a day are an exception's, else the holiday's, else its weekday's."""
    holiday = (TimeSpan(start=600, end=660),)
    named = [one.spans for one in hours.exceptions if one.first <= day <= one.last]
    assert hours.on(day.weekday(), day, holiday=holiday) == (named or [holiday])[0]
    assert hours.on(day.weekday(), day) == (named or [hours.week[day.weekday()]])[0]


def test_the_constructor_is_as_strict_as_the_notation() -> None:
    """A wrong value object cannot exist: seven days, no overlap, exceptions in order."""
    off = DatedHours(first=date(2026, 2, 15), last=date(2026, 2, 23))
    nine = TimeSpan(start=540, end=600)
    for week, exceptions, code in (
        (((),) * 6, (), "number.range"),
        (((nine, nine), *((),) * 6), (), "hours.overlap"),
        (((),) * 7, (off, off), "hours.overlap"),
    ):
        with pytest.raises(InvalidValue) as caught:
            OpeningHours(week=week, exceptions=exceptions)
        assert [problem.code for problem in caught.value.problems] == [code]


def test_a_week_of_six_days_is_told() -> None:
    """Hours are given for each of the seven days, open or not."""
    with pytest.raises(InvalidValue) as caught:
        OpeningHours(week=((),) * 6)
    assert str(caught.value) == (
        "Failed to parse 6 as OpeningHours: expected a number from 7 to 7, got 6."
    )


@pytest.mark.parametrize(("start", "end"), [(600, 600), (600, 540), (0, 1441), (1440, 2881)])
def test_a_span_of_time_ends_after_its_start_and_within_a_day(start: int, end: int) -> None:
    """The end lies after the start, within a day of it."""
    with pytest.raises(InvalidValue):
        TimeSpan(start=start, end=end)


def test_hours_that_print_longer_than_what_is_read_are_refused() -> None:
    """What prints longer than the longest text that is read would be lost on the way."""
    day = timedelta(days=2)
    dated = [DatedHours(first=MONDAY + day * n, last=MONDAY + day * n) for n in range(1500)]
    written = ((),) * 7
    with pytest.raises(InvalidValue) as caught:
        OpeningHours(week=written, exceptions=tuple(dated))
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["high"]) == ("text.length", 20_000)
    assert problem.params["length"] > 20_000
    fewer = OpeningHours(week=written, exceptions=tuple(dated[:1000]))
    assert OpeningHours.parse(str(fewer)) == fewer


def test_spans_on_days_off_count_towards_what_is_read() -> None:
    """A day off of a span a minute, and a few named days: what is taken can be read again."""
    week, minutes = ((),) * 7, tuple(TimeSpan(start=n, end=n + 1) for n in range(1440))
    dated = [
        DatedHours(first=MONDAY + timedelta(days=n), last=MONDAY + timedelta(days=n + 1))
        for n in range(0, 282, 3)
    ]
    taken = OpeningHours(week=week, holidays=minutes, exceptions=tuple(dated[:93]))
    assert OpeningHours.parse(str(taken)) == taken
    with pytest.raises(InvalidValue) as caught:
        OpeningHours(week=week, holidays=minutes, exceptions=tuple(dated))
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["length"]) == ("text.length", 20_013)
