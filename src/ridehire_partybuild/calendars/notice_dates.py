"""The dates of a clause, resolved, and the shape that is left of the clause without them."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

import attrs

from .notice_text import RULING, Misread, Moment, Weekday, dates_in, lunar_dates, weekday_of
from .years import far_from

__all__ = ["Days", "shape"]

_RANGE = re.compile(r"至|到|[—―─━–~-]{1,3}")
_LIST = re.compile(r"[、和及与]|以及")
_WORDS = re.compile(r"[\u4e00-\u9fff“”\"'‘’]{1,30}")
_LONGEST = 31


@attrs.define(eq=False)
class Days:
    """The days that a clause lists, one list for each ``L`` of its shape.

    A date without its month is, at the beginning of a clause, the day off of that number, if there
    is one; otherwise it has the month of the date before it. Without its year it is of the
    notice's, but in December, near New Year, of the year before.
    """

    year: int
    last: date | None
    off: Collection[date] = attrs.field(default=(), kw_only=True)
    near_new_year: bool = attrs.field(kw_only=True)
    groups: list[list[date]] = attrs.field(factory=list)

    def resolve(self, moment: Moment) -> date:
        """Return the date that is meant.

        Raises:
            Misread: there is none, or it is far from the year of the notice.
        """
        year, month = moment.year, moment.month
        if month is None:
            if self.last is None:
                raise Misread("notice.month", day=moment.day)
            same = [day for day in self.off if day.day == moment.day and not self.groups]
            before = same[0] if len(same) == 1 else self.last
            year, month = year or before.year, before.month
        if year is None:
            year = self.year - 1 if month == 12 and self.near_new_year else self.year
        try:
            found = date(year, month, moment.day)
        except ValueError:
            raise Misread("notice.date", day=f"{year}-{month:02}-{moment.day:02}") from None
        if far_from(self.year, found):
            raise Misread("notice.far", year=self.year, day=found.isoformat())
        self.last = found
        return found


def shape(clause: str, days: Days) -> str:
    """Return the clause with ``L`` for each list of days; the days go to ``days.groups``.

    Raises:
        Misread: a date that does not exist, or of which the parentheses say what is not true.

    >>> days = Days(2026, None, near_new_year=False)
    >>> shape("2月14日(周六)、28日(周六)上班", days), [str(day) for day in days.groups[0]]
    ('L上班', ['2026-02-14', '2026-02-28'])
    """
    moments = tuple(dates_in(clause))
    reduced, end = "", 0
    start: Moment | None = None  # of which a range may follow
    for moment in moments:
        between = clause[end : moment.start]
        first = days.last if start is not None and _RANGE.fullmatch(between) else None
        day = days.resolve(moment)
        if first is not None and start is not None:
            days.groups[-1].extend(_between(first, day))
            _hold_range(first, day, moment)
            start = None
        else:
            if not (end and _LIST.fullmatch(between)):
                reduced += between + "L"
                days.groups.append([])
            days.groups[-1].append(day)
            start = moment
            _hold(day, moment.said)
        end = moment.end
    for listed in days.groups:
        _refuse_repeated(listed)
    return reduced + clause[end:]


def _refuse_repeated(listed: list[date]) -> None:
    seen: set[date] = set()
    for day in listed:
        if day in seen:
            raise Misread("notice.repeated", day=day.isoformat())
        seen.add(day)


def _between(first: date, last: date) -> Iterator[date]:
    """Yield the days after ``first`` up to ``last``."""
    length = (last - first).days
    if not 0 < length < _LONGEST:
        raise Misread("notice.order", first=first.isoformat(), last=last.isoformat())
    return (first + timedelta(days=offset) for offset in range(1, length + 1))


def _hold_range(first: date, last: date, moment: Moment) -> None:
    """Hold what stands behind a range against its ends: ``(农历除夕至正月初六)``."""
    for said in moment.said:
        of_first, to, of_last = said.partition("至")
        if to:
            _hold(first, (of_first,))
            _hold(last, (of_last,))
        else:
            _hold(last, (said,))


def _hold(day: date, said: tuple[str, ...]) -> None:
    for one in said:
        weekday = weekday_of(one)
        if weekday is not None:
            if weekday != day.weekday():
                told = {"wanted": Weekday(day.weekday()), "told": Weekday(weekday)}
                raise Misread("notice.weekday", day=day.isoformat(), **told)
        elif _WORDS.fullmatch(one) is None or RULING.search(one):
            raise Misread("notice.clause", part=one)
        elif day not in (lunar_dates(one, day.year) or {day}):
            raise Misread("notice.lunar", day=day.isoformat(), told=one)
