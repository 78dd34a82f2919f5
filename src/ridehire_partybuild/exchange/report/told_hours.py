"""Opening hours, how often and how much, in words that people read on a wall."""

from collections.abc import Iterator
from itertools import groupby

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.values import Cadence, OpeningHours, TimePromise, TimeSpan
from ridehire_partybuild.values.hours import MINUTES_A_DAY

__all__ = ["cadence_told", "hours_told", "price_told", "promise_told", "spans_told", "times_told"]

Spans = tuple[TimeSpan, ...]


def spans_told(spans: Spans, lang: Lang) -> str:
    """Return the hours of one day.

    >>> spans_told((TimeSpan(start=510, end=660), TimeSpan(start=1320, end=1560)), "zh")
    '08:30–11:00、22:00–次日 02:00'
    >>> spans_told((), "en")
    'closed'
    """
    if not spans:
        return render("open_hours.closed", lang)
    return render("join.list", lang).join(_span(one, lang) for one in spans)


def _span(span: TimeSpan, lang: Lang) -> str:
    if (span.start, span.end) == (0, MINUTES_A_DAY):
        return render("open_hours.all_day", lang)
    if span.end > MINUTES_A_DAY:
        last = render("open_hours.next_day", lang, time=_clock(span.end - MINUTES_A_DAY))
    else:
        last = _clock(span.end)
    return f"{_clock(span.start)}–{last}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def hours_told(hours: OpeningHours, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return opening hours as pairs of days and times; days that share their hours are one.

    >>> hours_told(OpeningHours.parse("Mo-Fr 09:00-17:00; Sa 09:00-12:00; PH off"), "zh")
    (('周一至周五', '09:00–17:00'), ('周六', '09:00–12:00'), ('周日', '休息'), ('节假日', '休息'))
    >>> hours_told(OpeningHours.parse("Mo-Su 08:00-20:00; 2026 Feb 16-2026 Feb 18 off"), "en")
    (('Mon to Sun', '08:00–20:00'), ('2026-02-16 to 2026-02-18', 'closed'))
    """
    return tuple(_told(hours, lang))


def times_told(hours: OpeningHours, lang: Lang) -> str:
    """Return in one line when something is offered, without the weekdays on which it is not.

    >>> times_told(OpeningHours.parse("Mo-Fr 09:00-11:30; PH off"), "zh")
    '周一至周五 09:00–11:30；节假日 休息'
    """
    closed = spans_told((), lang)
    week = [one for one in _weekly(hours, lang) if one[1] != closed]
    told = [*week, *_special(hours, lang)] or [*_weekly(hours, lang)]
    return render("join.then", lang).join(f"{days} {times}" for days, times in told)


def _told(hours: OpeningHours, lang: Lang) -> Iterator[tuple[str, str]]:
    yield from _weekly(hours, lang)
    yield from _special(hours, lang)


def _weekly(hours: OpeningHours, lang: Lang) -> Iterator[tuple[str, str]]:
    for spans, run in groupby(range(7), key=lambda day: hours.week[day]):
        days = [render(f"weekday.{day + 1}", lang) for day in run]
        yield _from_to(days[0], days[-1], lang), spans_told(spans, lang)


def _special(hours: OpeningHours, lang: Lang) -> Iterator[tuple[str, str]]:
    if hours.holidays is not None:
        yield render("open_hours.holidays", lang), spans_told(hours.holidays, lang)
    for one in hours.exceptions:
        days = _from_to(one.first.isoformat(), one.last.isoformat(), lang)
        yield days, spans_told(one.spans, lang)


def _from_to(first: str, last: str, lang: Lang) -> str:
    return first if first == last else render("open_hours.days", lang, first=first, last=last)


def cadence_told(cadence: Cadence, lang: Lang) -> str:
    """Return how often something is offered.

    >>> cadence_told(Cadence.parse("1/month"), "zh"), cadence_told(Cadence.parse("2/week"), "en")
    ('每月 1 次', '2 × each week')
    """
    return render("open_hours.cadence", lang, times=cadence.times, per=cadence.per.label(lang))


def promise_told(promise: TimePromise, lang: Lang) -> str:
    """Return within what time something is done.

    >>> promise_told(TimePromise.parse("3 working_days"), "zh")
    '3 个工作日内办结'
    """
    unit = promise.unit.label(lang)
    return render("open_hours.promise", lang, amount=promise.amount, unit=unit)


def price_told(fen: int, lang: Lang) -> str:
    """Return a price in yuan.

    >>> price_told(990, "zh"), price_told(2000, "en")
    ('9.90 元', '20.00 yuan')
    """
    return render("open_hours.price", lang, yuan=f"{fen // 100}.{fen % 100:02}")
