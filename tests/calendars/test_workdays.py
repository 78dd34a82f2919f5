"""Workdays: what a day is, how sure that is, who says so."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import Certainty, DayKind

NOTICE = Notice(title="示例通知", published="2025-11-04", href="https://example.org/notice")


def days(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def ruled(**lists: list[date]) -> HolidayYear:
    """What an invented notice of 2026 rules."""
    return HolidayYear(year=2026, notice=NOTICE, **lists)


@given(st.dates(date(2027, 1, 1), date(2100, 12, 31)))
def test_an_unannounced_year_is_never_called_certain(day: date) -> None:
    """Law 19: only what the regulation fixes by date is statutory; all else is assumed."""
    found = WorkCalendar(years=[ruled()]).day(day)
    fixed = (day.month, day.day) in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    assert found.certainty is (Certainty.STATUTORY if fixed else Certainty.ASSUMED)
    if fixed:
        assert found.kind is DayKind.HOLIDAY
    else:
        assert found.kind is (DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY)


@given(st.permutations([2024, 2025, 2026]))
def test_years_are_kept_in_canonical_order(years: list[int]) -> None:
    """Law 11: equal inputs, in any order, are equal."""
    made = [HolidayYear(year=year, notice=NOTICE) for year in years]
    assert WorkCalendar(years=made) == WorkCalendar(years=made[::-1])
    assert WorkCalendar(years=made).years_announced == (2024, 2025, 2026)


def test_every_day_agrees_with_an_independent_calendar(calendar: WorkCalendar) -> None:
    """The shipped years equal chinese_calendar day by day, swapped days off included."""
    for day in days(date(2025, 1, 1), date(2026, 12, 31)):
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        bridge = calendar.day(day).kind is DayKind.BRIDGE_DAY_OFF
        assert bridge == chinese_calendar.is_in_lieu(day), day


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


def test_the_shipped_years_pay_for_every_day(calendar: WorkCalendar) -> None:
    """As many days off by swap as make-up workdays: a slip of the pen would show."""
    for year in calendar.years:
        assert len(year.bridge_days_off) == len(year.makeup_workdays), year.year


def test_a_year_is_announced_once() -> None:
    """'No year twice'."""
    with pytest.raises(InvalidValue, match="each year once"):
        WorkCalendar(years=[ruled(), ruled()])


@pytest.mark.parametrize("published", ["2025-13", "2025", "Nov 2025"])
def test_a_notice_has_a_date_or_a_month(published: str) -> None:
    """'Every datum names its paper and its dates'."""
    with pytest.raises(InvalidValue, match="an ISO date, or a year and month"):
        Notice(title="示例通知", published=published, href="https://example.org")
