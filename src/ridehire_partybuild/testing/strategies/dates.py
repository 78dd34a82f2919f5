"""Strategies for what calendars consist of: days, notices, years, and occurrences of series."""

from datetime import date, timedelta

from hypothesis import strategies as st

from ridehire_partybuild.calendars import (
    Day,
    HolidayYear,
    Moved,
    Notice,
    Occurrence,
    RolledOccurrence,
    occurrences,
    rolled_series,
)
from ridehire_partybuild.values import (
    DatedHours,
    NoticeKind,
    PeriodUnit,
    Roll,
    Span,
    TimeSpan,
)

from .choices import YEARS, Choices, built, words_of
from .parts import found_in
from .policies import calendars
from .quantities import SPANS, read_moment
from .recurring import series
from .words import PHRASES

__all__ = [
    "calendar_days",
    "dated_hours",
    "holiday_years",
    "moved_occurrences",
    "notices",
    "rolled_occurrences",
    "single_occurrences",
    "time_spans",
]

_PUBLISHED = (None, "2025-11-04", "2025-11")
_ROLL_UNITS = (PeriodUnit.MONTH, PeriodUnit.QUARTER, PeriodUnit.WEEK)


def time_spans() -> st.SearchStrategy[TimeSpan]:
    """Return spans of a day's minutes: from midnight, to midnight, over it, of one minute.

    >>> from hypothesis import find
    >>> find(time_spans(), lambda one: one.end > 24 * 60).end > 24 * 60
    True
    """
    return st.sampled_from([span for spans in SPANS for span in spans])


def dated_hours(*, within: Span = YEARS) -> st.SearchStrategy[DatedHours]:
    """Return hours of some days within a span: other ones than usual, or none at all.

    >>> from hypothesis import find
    >>> find(dated_hours(), lambda one: one.spans == ()).spans
    ()
    """

    def read(choices: Choices) -> DatedHours:
        first = choices.day(within)
        last = min(first + timedelta(days=choices.pick((0, 1, 8))), within.last)
        return DatedHours(first=first, last=last, spans=choices.pick(SPANS))

    return built(6, read)


def calendar_days(*, within: Span = YEARS) -> st.SearchStrategy[Day]:
    """Return days of a span as calendars tell them: of every kind, announced, by law and assumed.

    >>> from hypothesis import find
    >>> from ridehire_partybuild import DayKind
    >>> find(calendar_days(), lambda one: one.kind is DayKind.MAKEUP_WORKDAY).kind
    <DayKind.MAKEUP_WORKDAY: 'makeup_workday'>
    """
    day = built(4, lambda choices: choices.day(within))
    return st.tuples(calendars(), day).map(lambda two: two[0].day(two[1]))


def _read_notice(choices: Choices) -> Notice:
    return Notice(
        title=choices.pick(PHRASES),
        published=choices.pick(_PUBLISHED),
        href=choices.pick((None, "https://example.org/notice")),
        kind=choices.pick(words_of(NoticeKind)),
    )


def notices() -> st.SearchStrategy[Notice]:
    """Return notices of holidays: yearly ones and corrections, with and without a day and place.

    >>> from hypothesis import find
    >>> find(notices(), lambda one: one.published is not None).published
    '2025-11-04'
    """
    return built(4, _read_notice)


def holiday_years() -> st.SearchStrategy[HolidayYear]:
    """Return years as notices rule them: shipped, invented, and corrected in mid-year."""
    return found_in(calendars(), HolidayYear)


def moved_occurrences(*, within: Span = YEARS) -> st.SearchStrategy[Moved]:
    """Return occurrences of a span that were moved, by an hour, a day or a month."""
    hours = (1, -1, 24, -24, 31 * 24)

    def read(choices: Choices) -> Moved:
        start = read_moment(choices, within)
        return Moved(recurrence_id=start, start=start + timedelta(hours=choices.pick(hours)))

    return built(9, read)


def _span_of(start: date) -> Span:
    return Span(start=start, end=start + timedelta(days=90))


def single_occurrences() -> st.SearchStrategy[Occurrence]:
    """Return occurrences of series: as planned, moved and cancelled."""
    return found_in(
        series().map(lambda one: tuple(occurrences(one, _span_of(one.start.date())))), Occurrence
    )


def rolled_occurrences() -> st.SearchStrategy[RolledOccurrence]:
    """Return occurrences rolled to workdays: some stay, some move, some find no day."""

    def read(choices: Choices) -> tuple[PeriodUnit, Roll]:
        return choices.pick(_ROLL_UNITS), choices.pick(words_of(Roll))

    told = st.tuples(series(), built(2, read), calendars())
    return found_in(
        told.map(
            lambda it: tuple(rolled_series(it[0], _span_of(it[0].start.date()), *it[1], it[2]))
        ),
        RolledOccurrence,
    )
