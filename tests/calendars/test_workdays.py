"""Workdays: what a day is, how sure that is, who says so."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.calendars.statutory import statutory_days
from ridehire_partybuild.calendars.years import kind_of_notice
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.values import Certainty, DayKind, NoticeKind

NOTICE = Notice(title="示例通知", published="2025-11-04", href="https://example.org/notice")


def days(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def ruled(**lists: list[date]) -> HolidayYear:
    """What an invented notice of 2026 rules."""
    return HolidayYear(year=2026, notice=NOTICE, **lists)


@given(strategies.calendars(), st.integers(2000, 2100))
def test_an_unannounced_year_is_never_called_certain(calendar: WorkCalendar, year: int) -> None:
    """Law 19: only what the regulation fixes by date is statutory; all else is assumed."""
    laws.unannounced_is_never_certain(calendar, year)


@given(strategies.calendars())
def test_the_years_around_the_notices_are_never_called_certain(calendar: WorkCalendar) -> None:
    """Law 19 where it is tightest: the announced years, the one before, the one after."""
    for year in {2026, *(one.year for one in calendar.years)}:
        for near in (year - 1, year, year + 1):
            laws.unannounced_is_never_certain(calendar, near)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2027, 2, 5), DayKind.HOLIDAY),  # the eve of the lunar New Year
        (date(2027, 2, 9), DayKind.WORKDAY),
        (date(2027, 4, 5), DayKind.HOLIDAY),  # Qingming
        (date(2027, 6, 9), DayKind.HOLIDAY),  # Dragon Boat
        (date(2027, 9, 15), DayKind.HOLIDAY),  # Mid-Autumn
        (date(2027, 9, 16), DayKind.WORKDAY),
    ],
)
def test_festivals_of_the_moon_are_assumed(day: date, kind: DayKind) -> None:
    """A plan for next year need not meet on the New Year's eve; that it is off is ASSUMED."""
    found = WorkCalendar().day(day)
    assert (found.kind, found.certainty) == (kind, Certainty.ASSUMED)
    assert not WorkCalendar().is_certain(day)


@given(st.permutations([2024, 2025, 2026]))
def test_years_are_kept_in_canonical_order(years: list[int]) -> None:
    """Law 11: equal inputs, in any order, are equal."""
    made = [HolidayYear(year=year, notice=NOTICE) for year in years]
    assert WorkCalendar(years=made) == WorkCalendar(years=made[::-1])
    assert WorkCalendar(years=made).years_announced == (2024, 2025, 2026)


def agrees(calendar: WorkCalendar, day: date) -> bool:
    """Whether the kind of a day is what chinese_calendar can tell of it."""
    kind = calendar.kind(day)
    off = kind in {DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF}
    named = chinese_calendar.get_holiday_detail(day)[1]
    # weekends beside a holiday have no name in either; make-up workdays have one in both
    same_name = day.weekday() >= 5 or off == (named is not None)
    return (
        calendar.is_workday(day) == chinese_calendar.is_workday(day)
        and (kind is DayKind.BRIDGE_DAY_OFF) == chinese_calendar.is_in_lieu(day)
        and (kind is DayKind.MAKEUP_WORKDAY)
        == (day.weekday() >= 5 and chinese_calendar.is_workday(day))
        and same_name
    )


def test_every_shipped_day_agrees_with_an_independent_calendar(four_years: WorkCalendar) -> None:
    """2023-2026 equal chinese_calendar day by day: workdays, holidays, both sides of each swap."""
    assert four_years.years_announced == (2023, 2024, 2025, 2026)
    differ = [
        day for day in days(date(2022, 12, 31), date(2026, 12, 31)) if not agrees(four_years, day)
    ]
    assert differ == []


def test_every_day_of_the_yearly_files_agrees_with_it(holiday_files: dict[int, str]) -> None:
    """So do the files of holiday-cn, merged by date."""
    calendar = WorkCalendar.from_holiday_json(*holiday_files.values())
    assert calendar.years_announced == (2023, 2024, 2025, 2026)
    differ = [
        day for day in days(date(2022, 12, 31), date(2026, 12, 31)) if not agrees(calendar, day)
    ]
    assert differ == []


def test_a_shipped_year_rules_every_day_off_by_law(four_years: WorkCalendar) -> None:
    """Each statutory day is off, by its own name or by the days that make it good."""
    for year in four_years.years:
        assert statutory_days(year.year) <= set(year.holidays), year.year
        assert kind_of_notice(year.year, year.holidays) is NoticeKind.ANNUAL


def test_a_year_beyond_the_table_of_festivals_is_told_by_its_fixed_days() -> None:
    """Where the first day of Spring Festival is not known, it is not asked for."""
    fixed = [date(2101, 1, 1), date(2101, 10, 1)]
    assert kind_of_notice(2101, fixed) is NoticeKind.ANNUAL
    assert kind_of_notice(2101, fixed[:1]) is NoticeKind.CORRECTION
    assert kind_of_notice(2100, [one.replace(year=2100) for one in fixed]) is NoticeKind.CORRECTION


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 1, 1), DayKind.HOLIDAY),
        (date(2026, 1, 2), DayKind.BRIDGE_DAY_OFF),
        (date(2026, 1, 3), DayKind.HOLIDAY),
        (date(2026, 1, 4), DayKind.MAKEUP_WORKDAY),
        (date(2026, 1, 5), DayKind.WORKDAY),
        (date(2026, 1, 10), DayKind.WEEKEND),
    ],
)
def test_kinds_of_the_first_days_of_2026(calendar: WorkCalendar, day: date, kind: DayKind) -> None:
    """'Separate BRIDGE_DAY_OFF from MAKEUP_WORKDAY': both sides of one swap."""
    found = calendar.day(day)
    assert (found.kind, found.certainty) == (kind, Certainty.ANNOUNCED)
    assert found.source == "国务院办公厅关于2026年部分节假日安排的通知"


def test_the_last_week_of_the_newest_year_is_assumed(calendar: WorkCalendar) -> None:
    """'25-31 December of the newest announced year is ASSUMED, for the next notice may rule it'."""
    certain = {
        day: calendar.day(day).certainty for day in days(date(2026, 12, 24), date(2026, 12, 31))
    }
    assert certain.pop(date(2026, 12, 24)) is Certainty.ANNOUNCED
    assert set(certain.values()) == {Certainty.ASSUMED}
    assert calendar.day(date(2025, 12, 31)).certainty is Certainty.ANNOUNCED


def test_a_listed_day_of_the_last_week_is_announced() -> None:
    """'… unless that very date is listed'."""
    calendar = WorkCalendar(years=[ruled(holidays=[date(2026, 12, 31)])])
    assert calendar.day(date(2026, 12, 31)).certainty is Certainty.ANNOUNCED


def test_years_merge_by_date_and_the_later_notice_decides() -> None:
    """'Late December days can be ruled by the next year's notice'."""
    new_year = Notice(title="后一份通知", published="2026-11", href="https://example.org/next")
    later = HolidayYear(year=2027, notice=new_year, holidays=(date(2026, 12, 31),))
    found = WorkCalendar(years=[later, ruled(holidays=[date(2026, 12, 31)])]).day(
        date(2026, 12, 31)
    )
    assert (found.kind, found.source) == (DayKind.HOLIDAY, "后一份通知")


SUNDAY, MONDAY, TUESDAY = date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6)


@pytest.mark.parametrize(
    ("lists", "codes"),
    [
        ({"holidays": [MONDAY], "bridge_days_off": [MONDAY], "makeup_workdays": [SUNDAY]},
         ["calendar.listed_twice"]),
        ({"bridge_days_off": [MONDAY], "makeup_workdays": [TUESDAY]}, ["calendar.weekend"]),
        ({"bridge_days_off": [date(2026, 1, 10)], "makeup_workdays": [SUNDAY]},
         ["calendar.weekday"]),
        ({"holidays": [date(2025, 12, 17)]}, ["calendar.range"]),
        ({"holidays": [date(2027, 1, 15)], "makeup_workdays": [MONDAY]},
         ["calendar.range", "calendar.weekend"]),
    ],
)  # fmt: skip
def test_an_impossible_year_is_refused(lists: dict[str, Any], codes: list[str]) -> None:
    """'Constructors refuse the impossible', all of it at once, in both languages."""
    with pytest.raises(InvalidValue) as refused:
        ruled(**lists)
    assert [problem.code for problem in refused.value.problems] == codes
    assert refused.value.text("zh")


def test_a_notice_may_give_more_than_it_takes() -> None:
    """'Refuse the impossible, never the improper': in 2020 a holiday was extended in mid-year."""
    bridges = [date(2026, 1, day) for day in (5, 6, 7, 8, 9)]
    extended = ruled(bridge_days_off=bridges, makeup_workdays=[SUNDAY])
    assert len(extended.bridge_days_off) == 5


def test_the_shipped_years_pay_for_every_day(four_years: WorkCalendar) -> None:
    """As many days off by swap as make-up workdays: a slip of the pen would show."""
    for year in four_years.years:
        assert len(year.bridge_days_off) == len(year.makeup_workdays), year.year


CORRECTION = Notice(title="示例调整", published="2026-03-01", kind=NoticeKind.CORRECTION)


@pytest.mark.parametrize(
    "published", ["2025-11-04", "2025-11", None], ids=["same day", "same month", "unknown"]
)
def test_which_of_two_notices_is_later_must_be_known(published: str | None) -> None:
    """'Each year once, and a correction with a later day of publication'."""
    second = HolidayYear(year=2026, notice=attrs.evolve(CORRECTION, published=published))
    with pytest.raises(InvalidValue, match="each year once, and a correction") as refused:
        WorkCalendar(years=[ruled(), second])
    assert [problem.path for problem in refused.value.problems] == ["$.years[1].year"]


def test_a_correction_rules_its_days_alone() -> None:
    """Without the annual notice the rest of its year stays unannounced."""
    corrected = HolidayYear(year=2026, notice=CORRECTION, holidays=[date(2026, 5, 4)])
    calendar = WorkCalendar(years=[corrected])
    assert calendar.years_announced == ()
    assert calendar.day(date(2026, 5, 4)).certainty is Certainty.ANNOUNCED
    assert calendar.day(date(2026, 5, 5)).certainty is Certainty.ASSUMED
    whole = calendar.with_years(ruled(ordinary_days=[date(2026, 5, 4)]))
    assert whole.kind(date(2026, 5, 4)) is DayKind.HOLIDAY
    assert whole.day(date(2026, 5, 5)).certainty is Certainty.ANNOUNCED
    assert whole.years_announced == (2026,)


def test_a_late_correction_outdoes_an_early_notice_of_the_next_year() -> None:
    """Where all days of publication are known, they decide, and not the numbers of the years."""
    day = date(2026, 12, 31)
    late = attrs.evolve(CORRECTION, published="2026-12-20")
    early = Notice(title="次年通知", published="2026-11-04")
    years = [
        ruled(),
        HolidayYear(year=2027, notice=early, holidays=[day]),
        HolidayYear(year=2026, notice=late, ordinary_days=[day]),
    ]
    assert WorkCalendar(years=years).day(day).source == "示例调整"
    unknown = attrs.evolve(early, published=None)
    years[1] = attrs.evolve(years[1], notice=unknown)
    assert WorkCalendar(years=years).day(day).source == "次年通知"


def test_what_is_there_is_not_added_twice(four_years: WorkCalendar) -> None:
    """A file that an office adds every day changes nothing the second time."""
    assert four_years.with_years(*four_years.years) == four_years


@pytest.mark.parametrize("published", ["2025-13", "2025", "Nov 2025"])
def test_a_notice_has_a_date_or_a_month(published: str) -> None:
    """'Every datum names its paper and its dates'."""
    with pytest.raises(InvalidValue, match="an ISO date, or a year and month"):
        Notice(title="示例通知", published=published, href="https://example.org")


def test_a_notice_may_be_known_by_a_long_address() -> None:
    """500 characters; a day of publication has ten."""
    assert len(Notice(title="示例通知", href="x" * 500).href or "") == 500
    with pytest.raises(InvalidValue, match="1 to 10 characters"):
        Notice(title="示例通知", published="2025-11-04 10:30")


def test_a_year_reaches_two_weeks_into_its_neighbours() -> None:
    """Fourteen days before New Year and after the year's end; the fifteenth is refused above."""
    edges = [date(2025, 12, 18), date(2027, 1, 14)]
    assert ruled(holidays=edges).holidays == tuple(edges)


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (5, "$.years: Failed to parse 5 as years: expected tuple, got int."),
        (("2026",), "$.years[0]: Failed to parse '2026' as years: expected HolidayYear, got str."),
    ],
)
def test_a_calendar_is_made_of_years(years: Any, told: str) -> None:
    """What cannot be put in order is told as any other wrong value."""
    with pytest.raises(InvalidValue) as refused:
        WorkCalendar(years=years)
    assert refused.value.text("en") == told


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (date(2027, 2, 8), "按全国年节及纪念日放假办法和农历、节气推定"),
        (date(2027, 2, 9), "按星期推定"),
        (date(2027, 5, 1), "全国年节及纪念日放假办法"),
    ],
)
def test_an_assumed_day_says_what_it_is_assumed_by(day: date, source: str) -> None:
    """A festival of the moon by the table of festivals, any other day by its weekday."""
    assert WorkCalendar().day(day).source.partition("，")[0] == source
