"""The State Council's calendar: what each day is, how sure that is, and which paper says so.

One notice a year names the days off and the make-up workdays; a correction may follow in mid-year.
A year without a notice is never guessed silently: its statutory holidays of fixed date are certain,
everything else is assumed.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem
from ridehire_partybuild.values import Certainty, DayKind, NoticeKind, Record, limits

from .statutory import REGULATION, fixed_days_off, is_statutory
from .years import HolidayYear, Notice, by_weekday

__all__ = ["Day", "WorkCalendar"]

WEEKDAY_RULE = "按星期推定，尚无通知 (by the day of the week; no notice yet)"
FESTIVAL_RULE = (
    f"按{REGULATION}和农历、节气推定，尚无通知 (by law and the lunar calendar; no notice yet)"
)

_NEXT_NOTICE_RULES_FROM = 25  # "late December days can be ruled by the next year's notice"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Day(Record):
    """What a day is, how sure that is, and the paper or rule that says so."""

    date: date
    kind: DayKind
    certainty: Certainty
    source: str = attrs.field(metadata=limits(longest=300))


def _by_year(value: Any) -> Any:
    try:
        return tuple(sorted(value, key=_place))
    except (AttributeError, TypeError):
        return value


def _place(year: HolidayYear) -> tuple[Any, ...]:
    return year.year, year.notice.published or "", year.notice.title


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WorkCalendar(Record):
    """What the notices announce, merged by date; any other day by law or by its weekday.

    Where two notices speak of one day, the one published later decides; if the day of publication
    of one of them is not known, the later year's.

    Attributes:
        years: What each notice rules, in order of their years and their publication.

    Raises:
        InvalidValue: two notices of one year of which it cannot be told which came later.

    >>> from ridehire_partybuild import work_calendar
    >>> calendar = WorkCalendar()
    >>> day = calendar.day(date(2027, 5, 1))
    >>> day.kind.label(), day.certainty.label(), day.source
    ('holiday', 'statutory', '全国年节及纪念日放假办法')
    >>> calendar.day(date(2027, 2, 8)).certainty.label()
    'assumed'
    """

    years: tuple[HolidayYear, ...] = attrs.field(default=(), converter=_by_year)

    @classmethod
    def from_notice(
        cls,
        text: str,
        year: int,
        *,
        title: str | None = None,
        published: str | None = None,
        href: str | None = None,
    ) -> Self:
        """Read the State Council's notice of ``year``, pasted as it stands or its sentences alone.

        Nothing is guessed: each sentence that speaks of days is understood as a whole or refused,
        and what it says of weekdays, numbers of days and lunar dates has to be true.

        Args:
            text: The notice; what says nothing about days (addressees, duty rosters, the frame of
                a web page) is passed over.
            year: The year in its title.
            title: Its title; None: as it stands in the text.
            published: ISO date of its publication; None: as it stands in the text.
            href: Where it can be read.

        Raises:
            InvalidDocument: with one problem for each sentence that cannot be read or is not true,
                with its line.

        >>> new_year = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
        >>> WorkCalendar.from_notice(new_year, 2026).day(date(2026, 1, 4)).kind.label()
        'make-up workday'
        >>> WorkCalendar.from_notice(new_year.replace("4日（周日）", "5日（周日）"), 2026)
        Traceback (most recent call last):
        ridehire_partybuild.errors.problems.InvalidDocument: $.notice (line 1): Failed to parse '1月5日（周日）上班' as Notice: expected Monday for 2026-01-05, got Sunday.
        """  # noqa: E501 - a message is one line
        given = {"title": title, "published": published, "href": href}
        return cls().with_notice(text, year, **given)

    @classmethod
    def from_holiday_json(cls, *texts: str) -> Self:
        """Read the yearly files of holiday-cn (https://github.com/NateScarlet/holiday-cn).

        A file's year is that of the notice's title; its days may lie in the year before. Which
        weekdays are off by swap is worked out: the last of a holiday that are not off by law, as
        many as it has make-up workdays. A file without days, as there is one for the year to come
        before its notice, announces nothing.

        Raises:
            InvalidDocument: with every problem of every file; two files of one year of which it
                cannot be told which came later.

        >>> file = '''{"year": 2026, "papers": ["https://www.gov.cn/zhengce/zhengceku/202511/x.htm"],
        ...   "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}'''
        >>> WorkCalendar.from_holiday_json(file).day(date(2026, 1, 1)).certainty.label()
        'announced'
        """
        from .holiday_json import years_of_json  # noqa: PLC0415 - only who reads files pays

        years = years_of_json(*texts)
        try:
            return cls().with_years(*years)
        except InvalidValue as error:  # two files of one year: no single one of them is wrong
            raise InvalidDocument(attrs.evolve(one, path="$") for one in error.problems) from None

    def with_years(self, *years: HolidayYear) -> Self:
        """Return the calendar with what more notices rule; what it has already is not added twice.

        Raises:
            InvalidValue: as the constructor.

        >>> from ridehire_partybuild import work_calendar
        >>> all_of_them = work_calendar(2026).with_years(*work_calendar(2025, 2026).years)
        >>> all_of_them.years_announced
        (2025, 2026)
        """
        new = (one for one in dict.fromkeys(years) if one not in self.years)
        return attrs.evolve(self, years=(*self.years, *new))

    def with_notice(
        self,
        text: str,
        year: int,
        *,
        title: str | None = None,
        published: str | None = None,
        href: str | None = None,
    ) -> Self:
        """Return the calendar with one more notice: next year's, or a correction in mid-year.

        Args and errors are those of `from_notice`. A correction needs its day of publication, in
        the text or in ``published``; one that extends a holiday needs the notice it extends.

        Raises:
            InvalidDocument: as `from_notice`.
            InvalidValue: the year's notice is there already, and which is later cannot be told.

        >>> from ridehire_partybuild import work_calendar
        >>> text = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
        >>> calendar = work_calendar().with_notice(text, 2027, published="2026-11-05")
        >>> calendar.day(date(2027, 1, 1)).certainty.label()
        'announced'
        """
        # only who reads a notice pays for the expressions it is read with
        from .notices import NoticeDetails, year_of_notice  # noqa: PLC0415

        details = NoticeDetails(title=title, published=published, href=href)
        return self.with_years(year_of_notice(text, year, details, known=self._listed))

    def contradictions(self) -> Iterator[Problem]:
        """Of two notices of one year it is known which is the later."""
        for index, one in enumerate(self.years[1:], 1):
            before = self.years[index - 1]
            if before.year == one.year and not _published_later(one.notice, before.notice):
                yield Problem(
                    code="calendar.year_twice",
                    path=f"$.years[{index}].year",
                    params={"kind": "WorkCalendar", "value": one.year},
                )

    @cached_property
    def _annual(self) -> Mapping[int, Notice]:
        whole = (one for one in reversed(self.years) if one.notice.kind is NoticeKind.ANNUAL)
        return {one.year: one.notice for one in whole}

    @cached_property
    def _listed(self) -> Mapping[date, tuple[DayKind, Notice]]:
        said: dict[date, list[tuple[DayKind, Notice]]] = {}
        for one in self.years:
            for day, kind in one.kinds.items():
                said.setdefault(day, []).append((kind, one.notice))
        return {day: _deciding(candidates) for day, candidates in said.items()}

    @property
    def years_announced(self) -> tuple[int, ...]:
        """The years that a notice covers as a whole."""
        return tuple(sorted(self._annual))

    def kind(self, day: date) -> DayKind:
        """Return what ``day`` is, however sure."""
        if day in self._listed:
            return self._listed[day][0]
        if day.year not in self._annual and is_statutory(day):
            return DayKind.HOLIDAY
        return by_weekday(day)

    def day(self, day: date) -> Day:
        """Return what ``day`` is, how sure that is and who says so.

        In a year without a notice the festivals of the lunar calendar are holidays, but ASSUMED.
        """
        certainty, source = self._certainty(day)
        return Day(date=day, kind=self.kind(day), certainty=certainty, source=source)

    def _certainty(self, day: date) -> tuple[Certainty, str]:
        if day in self._listed:
            return Certainty.ANNOUNCED, self._listed[day][1].title
        notice = self._annual.get(day.year)
        if notice is None:
            if day in fixed_days_off(day.year):
                return Certainty.STATUTORY, REGULATION
            return Certainty.ASSUMED, FESTIVAL_RULE if is_statutory(day) else WEEKDAY_RULE
        if self._is_left_open(day):
            return Certainty.ASSUMED, WEEKDAY_RULE
        return Certainty.ANNOUNCED, notice.title

    def _is_left_open(self, day: date) -> bool:
        """The last week of a year belongs to the next notice as long as that is not out."""
        late = day.month == 12 and day.day >= _NEXT_NOTICE_RULES_FROM
        return late and day.year + 1 not in self._annual

    def is_certain(self, day: date) -> bool:
        """Tell whether what ``day`` is rests on a notice or on the law, and not on its weekday.

        >>> WorkCalendar().is_certain(date(2027, 5, 1)), WorkCalendar().is_certain(date(2027, 5, 3))
        (True, False)
        """
        return self._certainty(day)[0] is not Certainty.ASSUMED

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


def _published_later(one: Notice, other: Notice) -> bool:
    """A month is neither before nor after a day of its own."""
    later, earlier = one.published, other.published
    return bool(later and earlier and later[: len(earlier)] > earlier)


def _deciding(said: list[tuple[DayKind, Notice]]) -> tuple[DayKind, Notice]:
    """Return what the latest of the notices says; they come in order of their years."""
    if all(notice.published for _, notice in said):
        said = sorted(said, key=lambda one: one[1].published or "")
    return said[-1]
