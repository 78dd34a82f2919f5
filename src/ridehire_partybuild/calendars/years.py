"""What one notice of the State Council rules: days off, make-up workdays, days it takes back."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Self

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.model.order import days
from ridehire_partybuild.values import DayKind, NoticeKind, Record, limits

from .statutory import festivals, statutory_days, swapped

__all__ = ["HolidayYear", "Notice", "by_weekday", "far_from", "kind_of_notice", "left_out"]

_MARGIN = timedelta(days=14)
_PUBLISHED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?", re.ASCII)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Notice(Record):
    """The paper in which a year's holidays are announced, or some of them are changed.

    Attributes:
        title: Its title.
        published: ISO date of its publication, or year and month where no day is known; None if
            not even that is known.
        href: Where it can be read; None if unknown.
        kind: Whether it rules a year as a whole or corrects what was announced before.

    Raises:
        InvalidValue: ``published`` is neither a date nor a month.
    """

    title: str = attrs.field(metadata=limits(longest=200))
    published: str | None = attrs.field(default=None, metadata=limits(longest=10))
    href: str | None = attrs.field(default=None, metadata=limits(longest=500))
    kind: NoticeKind = NoticeKind.ANNUAL

    def contradictions(self) -> Iterator[Problem]:
        """It was published on a day, or at least in a month."""
        if self.published is not None and _PUBLISHED.fullmatch(self.published) is None:
            yield Problem(
                code="calendar.published",
                path="$.published",
                params={"kind": "published", "value": self.published},
            )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HolidayYear(Record):
    """What one notice rules: a year's days off and make-up workdays, each list sorted.

    A correction in mid-year is a `HolidayYear` of its own, of the same year: its notice is of the
    kind CORRECTION, and it lists only what it changes.

    Attributes:
        year: The year in the notice's title.
        notice: The paper.
        holidays: Statutory days, the days that make them good, the weekend days inside an
            announced holiday, and what a correction added to it (in 2020, for nothing in return).
        bridge_days_off: Weekdays off that a make-up workday pays for (调休放假).
        makeup_workdays: Weekend days worked in exchange (调休上班).
        ordinary_days: Days of which the notice says that they are as any day of their weekday: a
            make-up workday taken back, or the day from which people work again.

    Raises:
        InvalidValue: a day in two lists, a make-up workday on a weekday, a swapped day off on a
            weekend, or a day far from the year.

    >>> from ridehire_partybuild import WorkCalendar
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
    ordinary_days: tuple[date, ...] = attrs.field(default=(), converter=days)

    @property
    def lists(self) -> Mapping[str, tuple[date, ...]]:
        """The four lists by their names."""
        names = ("holidays", "bridge_days_off", "makeup_workdays", "ordinary_days")
        return {name: getattr(self, name) for name in names}

    @property
    def kinds(self) -> Mapping[date, DayKind]:
        """What each day is that the notice speaks of."""
        return {day: _kind(name, day) for name, listed in self.lists.items() for day in listed}

    @classmethod
    def of_holidays(
        cls,
        year: int,
        notice: Notice,
        holidays: Iterable[tuple[Collection[date], Collection[date]]],
        *,
        ordinary_days: Collection[date] = (),
    ) -> Self:
        """Return the year of holidays, each its days off and the make-up workdays that pay for it.

        Which weekdays are off by swap is worked out: the last ones that are not off by law, as
        many as the holiday has make-up workdays.

        >>> off, worked = [date(2026, 1, day) for day in (1, 2, 3)], [date(2026, 1, 4)]
        >>> year = HolidayYear.of_holidays(2026, Notice(title="示例通知"), [(off, worked)])
        >>> [str(day) for day in year.bridge_days_off]
        ['2026-01-02']
        """
        parts = tuple(holidays)
        off = {day for days_off, _ in parts for day in days_off}
        bridges = {day for days_off, worked in parts for day in swapped(days_off, len(worked))}
        return cls(
            year=year,
            notice=notice,
            holidays=off - bridges,
            bridge_days_off=bridges,
            makeup_workdays={day for _, worked in parts for day in worked},
            ordinary_days=ordinary_days,
        )

    def contradictions(self) -> Iterator[Problem]:
        """A swap gives a weekday and takes a weekend day; no day is two things."""
        for (first, one), (second, other) in combinations(self.lists.items(), 2):
            for day in sorted(set(one) & set(other)):
                yield _wrong("calendar.listed_twice", second, day, first=first, second=second)
        for name, listed in self.lists.items():
            for day in listed:
                if far_from(self.year, day):
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


_KINDS = {
    "holidays": DayKind.HOLIDAY,
    "bridge_days_off": DayKind.BRIDGE_DAY_OFF,
    "makeup_workdays": DayKind.MAKEUP_WORKDAY,
}


def _kind(name: str, day: date) -> DayKind:
    return _KINDS.get(name) or by_weekday(day)


def by_weekday(day: date) -> DayKind:
    """Return what ``day`` is if nobody says anything about it."""
    return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY


def far_from(year: int, day: date) -> bool:
    """Tell whether the notice of ``year`` can hardly mean ``day``: it is 15 days off or more."""
    return not date(year, 1, 1) - _MARGIN <= day <= date(year, 12, 31) + _MARGIN


def left_out(year: int, kind: NoticeKind, off: Collection[date]) -> tuple[date, ...]:
    """Return the days off by law that are missing from what is taken for a whole year's notice.

    A line lost in pasting would otherwise make a workday of a holiday, and a certain one.
    """
    if kind is NoticeKind.CORRECTION:
        return ()
    return tuple(sorted(statutory_days(year) - set(off)))


def kind_of_notice(year: int, off: Collection[date]) -> NoticeKind:
    """Return ANNUAL if the days off hold those that no notice of a whole year leaves out.

    They are New Year, the first day of Spring Festival, and National Day.
    """
    spring = festivals(year).get("spring_festival")
    whole = {date(year, 1, 1), date(year, 10, 1), *([spring] if spring else [])}
    return NoticeKind.ANNUAL if whole <= set(off) else NoticeKind.CORRECTION
