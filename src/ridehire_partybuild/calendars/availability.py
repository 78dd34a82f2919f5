"""What opening hours mean on the real calendar, with its holidays and make-up workdays."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ridehire_partybuild.values import DayKind, OpeningHours, TimeSpan, moment
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .workdays import WorkCalendar

__all__ = ["covers", "minute_of", "open_spans", "stretches"]

ONE_DAY = timedelta(days=1)


def open_spans(hours: OpeningHours, day: date, calendar: WorkCalendar) -> tuple[TimeSpan, ...]:
    """Return the spans that begin on ``day``: what ``hours`` mean on the real calendar.

    A dated exception comes first. A day off by notice follows the PH rule if there is one. A
    make-up workday follows the weekday hours when Monday to Friday share them; where they do not
    (a van that comes on Tuesdays and Thursdays), its own weekday's.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> hours = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
    >>> [len(open_spans(hours, date(2027, 5, day), WorkCalendar())) for day in (1, 3)]
    [0, 1]
    """
    weekday = day.weekday()
    if calendar.kind(day) is DayKind.MAKEUP_WORKDAY and len(set(hours.week[:5])) == 1:
        weekday = 0
    return hours.on(weekday, day, holiday=hours.holidays if calendar.is_day_off(day) else None)


def stretches(
    hours: OpeningHours, first: date, last: date, calendar: WorkCalendar
) -> tuple[tuple[int, int], ...]:
    """Return the open stretches that begin from the day before ``first`` to ``last``.

    They are half-open, in minutes, the midnight of a day being ``day.toordinal() * 1440``.
    Spans that adjoin are one stretch, over midnight too.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> day = date(2026, 1, 6)
    >>> found = stretches(OpeningHours.parse("22:00-26:00"), day, day, WorkCalendar())
    >>> [tuple(minute - day.toordinal() * 1440 for minute in one) for one in found]
    [(-120, 120), (1320, 1560)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(_spans(hours, first - ONE_DAY, last, calendar)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _spans(
    hours: OpeningHours, first: date, last: date, calendar: WorkCalendar
) -> Iterator[tuple[int, int]]:
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        midnight = day.toordinal() * MINUTES_A_DAY
        for span in open_spans(hours, day, calendar):
            yield midnight + span.start, midnight + span.end


def covers(hours: OpeningHours, start: datetime, end: datetime, calendar: WorkCalendar) -> bool:
    """Tell whether a place is open from ``start`` to ``end`` without a break.

    Args:
        hours: The hours.
        start: An aware date and time.
        end: An aware date and time after it.
        calendar: Which days are off.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> from ridehire_partybuild.values import SHANGHAI
    >>> night = OpeningHours.parse("Mo 22:00-26:00")
    >>> one = datetime(2026, 1, 6, 1, tzinfo=SHANGHAI)  # a Tuesday, at one in the morning
    >>> covers(night, one, one + timedelta(hours=1), WorkCalendar())
    True
    """
    begin, finish = moment(start), moment(end)
    low, high = minute_of(begin), minute_of(finish)
    open_now = stretches(hours, begin.date(), finish.date(), calendar)
    return any(first <= low and high <= last for first, last in open_now)


def minute_of(when: datetime) -> int:
    """Return the minutes of a moment in Asia/Shanghai, a day's midnight as in `stretches`.

    >>> from ridehire_partybuild.values import SHANGHAI
    >>> minute_of(datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)) % 1440
    570
    """
    return when.toordinal() * MINUTES_A_DAY + when.hour * 60 + when.minute
