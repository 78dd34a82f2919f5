"""The State Council's calendar: what each day is, how sure that is, and which paper says so.

One notice a year names the days off and the make-up workdays. A year without a notice is never
guessed silently: its statutory holidays of fixed date are certain, everything else is assumed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.model.order import days
from ridehire_partybuild.values import Certainty, DayKind, Record, limits

__all__ = ["Day", "HolidayYear", "Notice", "WorkCalendar"]

REGULATION = "全国年节及纪念日放假办法"
WEEKDAY_RULE = "按星期推定，尚无通知 (by the day of the week; no notice yet)"

_STATUTORY_SINCE = 2025
_STATUTORY = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
# 全国年节及纪念日放假办法, from 2025: New Year 1 day, Labour Day 2, National Day 3. The other
# holidays follow the lunar calendar or the sun; only a notice says on which days they fall.

_NEXT_NOTICE_RULES_FROM = 25  # "late December days can be ruled by the next year's notice"
_MARGIN = timedelta(days=14)
_PUBLISHED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Notice(Record):
    """The paper in which a year's holidays are announced.

    Attributes:
        title: Its title.
        published: ISO date of its publication, or year and month where no day is known.
        href: Where it can be read.

    Raises:
        InvalidValue: ``published`` is neither a date nor a month.
    """

    title: str = attrs.field(metadata=limits(longest=200))
    published: str = attrs.field(metadata=limits(longest=10))
    href: str = attrs.field(metadata=limits(longest=500))

    def contradictions(self) -> Iterator[Problem]:
        """It was published on a day, or at least in a month."""
        if _PUBLISHED.fullmatch(self.published) is None:
            yield Problem(
                code="calendar.published",
                path="$.published",
                params={"kind": "published", "value": self.published},
            )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HolidayYear(Record):
    """What one notice rules: a year's days off and make-up workdays, each list sorted.

    Attributes:
        year: The year in the notice's title.
        notice: The paper.
        holidays: Statutory days and the weekend days inside an announced holiday.
        bridge_days_off: Weekdays off that as a rule a make-up workday pays for (调休放假); in
            2020 a holiday was extended without.
        makeup_workdays: Weekend days worked in exchange (调休上班).

    Raises:
        InvalidValue: a day in two lists, a make-up workday on a weekday, a swapped day off on a
            weekend, or a day far from the year.

    >>> from ridehire_partybuild.calendars import Notice
    >>> notice = Notice(title="示例通知", published="2025-11-04", href="https://example.org")
    >>> year = HolidayYear(year=2026, notice=notice, holidays=[date(2026, 1, 1)],
    ...                    bridge_days_off=[date(2026, 1, 2)], makeup_workdays=[date(2026, 1, 4)])
    >>> WorkCalendar(years=[year]).day(date(2026, 1, 4)).kind.label("zh")
    '调休上班'
    """

    year: int = attrs.field(metadata=limits(2000, 2100))
    notice: Notice
    holidays: tuple[date, ...] = attrs.field(default=(), converter=days)
    bridge_days_off: tuple[date, ...] = attrs.field(default=(), converter=days)
    makeup_workdays: tuple[date, ...] = attrs.field(default=(), converter=days)

    @property
    def lists(self) -> Mapping[str, tuple[date, ...]]:
        """The three lists by their names."""
        names = ("holidays", "bridge_days_off", "makeup_workdays")
        return {name: getattr(self, name) for name in names}

    def contradictions(self) -> Iterator[Problem]:
        """A swap gives a weekday and takes a weekend day; no day is two things."""
        for (first, one), (second, other) in combinations(self.lists.items(), 2):
            for day in sorted(set(one) & set(other)):
                yield _wrong("calendar.listed_twice", second, day, first=first, second=second)
        low, high = date(self.year, 1, 1) - _MARGIN, date(self.year, 12, 31) + _MARGIN
        for name, listed in self.lists.items():
            for day in listed:
                if not low <= day <= high:
                    yield _wrong("calendar.range", name, day, year=self.year)
                weekend = day.weekday() >= 5
                if name == "makeup_workdays" and not weekend:
                    yield _wrong("calendar.weekend", name, day, weekday=day.isoweekday())
                if name == "bridge_days_off" and weekend:
                    yield _wrong("calendar.weekday", name, day, weekday=day.isoweekday())


def _wrong(code: str, name: str, day: date, **params: object) -> Problem:
    return Problem(
        code=code,
        path=f"$.{name}",
        params={"kind": "WorkCalendar", "value": day.isoformat(), **params},
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Day(Record):
    """What a day is, how sure that is, and the paper or rule that says so."""

    date: date
    kind: DayKind
    certainty: Certainty
    source: str = attrs.field(metadata=limits(longest=300))


_KINDS = {
    "holidays": DayKind.HOLIDAY,
    "bridge_days_off": DayKind.BRIDGE_DAY_OFF,
    "makeup_workdays": DayKind.MAKEUP_WORKDAY,
}


def _by_year(value: Any) -> Any:
    try:
        return tuple(sorted(value, key=lambda one: one.year))
    except (AttributeError, TypeError):
        return value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WorkCalendar(Record):
    """The announced years, merged by date; any other day by law or by its weekday.

    Where two notices list one day, the later year's decides.

    Attributes:
        years: What the notices rule, in order of their years.

    Raises:
        InvalidValue: a year twice.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> day = WorkCalendar().day(date(2027, 5, 1))
    >>> day.kind.label(), day.certainty.label(), day.source
    ('holiday', 'statutory', '全国年节及纪念日放假办法')
    >>> WorkCalendar().day(date(2027, 2, 8)).certainty.label()
    'assumed'
    """

    years: tuple[HolidayYear, ...] = attrs.field(default=(), converter=_by_year)

    def contradictions(self) -> Iterator[Problem]:
        """Each year is announced by one notice."""
        seen: set[int] = set()
        for index, one in enumerate(self.years):
            if one.year in seen:
                yield Problem(
                    code="calendar.year_twice",
                    path=f"$.years[{index}].year",
                    params={"kind": "WorkCalendar", "value": one.year},
                )
            seen.add(one.year)

    @cached_property
    def _notices(self) -> Mapping[int, Notice]:
        return {one.year: one.notice for one in self.years}

    @cached_property
    def _listed(self) -> Mapping[date, tuple[DayKind, Notice]]:
        return {
            day: (_KINDS[name], one.notice)
            for one in self.years
            for name, listed in one.lists.items()
            for day in listed
        }

    @property
    def years_announced(self) -> tuple[int, ...]:
        """The years that a notice covers."""
        return tuple(one.year for one in self.years)

    def kind(self, day: date) -> DayKind:
        """Return what ``day`` is, however sure."""
        if day in self._listed:
            return self._listed[day][0]
        if _is_statutory(day) and day.year not in self._notices:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY

    def day(self, day: date) -> Day:
        """Return what ``day`` is, how sure that is and who says so."""
        kind, notice = self.kind(day), self._notices.get(day.year)
        if day in self._listed:
            return _day(day, kind, Certainty.ANNOUNCED, self._listed[day][1].title)
        if notice is None and _is_statutory(day):
            return _day(day, kind, Certainty.STATUTORY, REGULATION)
        if notice is None or self._is_left_open(day):
            return _day(day, kind, Certainty.ASSUMED, WEEKDAY_RULE)
        return _day(day, kind, Certainty.ANNOUNCED, notice.title)

    def _is_left_open(self, day: date) -> bool:
        """The last week of a year belongs to the next notice as long as that is not out."""
        late = day.month == 12 and day.day >= _NEXT_NOTICE_RULES_FROM
        return late and day.year + 1 not in self._notices

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on ``day``, make-up workdays included.

        >>> from ridehire_partybuild.calendars import WorkCalendar
        >>> WorkCalendar().is_workday(date(2027, 6, 1))
        True
        """
        return self.kind(day) in {DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY}

    def is_day_off(self, day: date) -> bool:
        """Tell whether ``day`` is off by notice or by law; a plain weekend is not.

        >>> from ridehire_partybuild.calendars import WorkCalendar
        >>> [WorkCalendar().is_day_off(date(2027, 5, day)) for day in (1, 8)]
        [True, False]
        """
        return self.kind(day) in {DayKind.HOLIDAY, DayKind.BRIDGE_DAY_OFF}


def _is_statutory(day: date) -> bool:
    return day.year >= _STATUTORY_SINCE and (day.month, day.day) in _STATUTORY


def _day(day: date, kind: DayKind, certainty: Certainty, source: str) -> Day:
    return Day(date=day, kind=kind, certainty=certainty, source=source)
