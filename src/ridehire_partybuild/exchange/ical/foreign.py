"""Events of others: when they are, repeated ones worked out within bounds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

import attrs

from ridehire_partybuild.calendars import Series, occurrences
from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.exchange.problems import Sketch
from ridehire_partybuild.values import Recurrence, Span

from .edits import ForeignEvent
from .lines import Component, Property, duration, moment_of

__all__ = ["dates_of", "foreign_events", "times_of", "told_at"]

MOST_RULES, MOST_TIMES, MOST_DAYS = 100, 20_000, 400_000
"""Of rules that are worked out, of what comes of them, and of the days that they run over."""
Times = tuple[datetime, datetime]


def told_at(line: int, code: str, value: object = None, **params: object) -> Problem:
    """Return a problem of an event; unless told otherwise its value is nobody's business."""
    shown = Sketch("…") if value is None else value
    told = {"kind": "event", "value": shown, **params}
    return Problem(code=code, path="$.VEVENT", line=line, params=told)


def times_of(event: Component) -> Times | Problem:
    """Return when an event begins and ends, in whole minutes, or why that cannot be told."""
    begins = event.first("DTSTART")
    if begins is None:
        return told_at(event.line, "ical.time", part="—")
    start = moment_of(begins)
    if start is None:
        return told_at(begins.line, "ical.time", part=_shown(begins))
    if not isinstance(start, datetime):
        return told_at(begins.line, "ical.all_day")
    ends, lasts = event.first("DTEND"), event.first("DURATION")
    length = None if lasts is None else duration(lasts.value)
    end = None if length is None else _after(start, length)
    if ends is not None:
        found = moment_of(ends)
        end = found if isinstance(found, datetime) else None
    if end is None:
        return told_at((ends or lasts or begins).line, "ical.length")
    return start.replace(second=0), end.replace(second=0)


def _after(start: datetime, length: timedelta) -> datetime | None:
    try:
        return start + length
    except OverflowError:
        return None


def _shown(found: Property) -> str:
    zone = found.params.get("TZID")
    return repr(found.value[:20] if zone is None else f"{zone[:40]}: {found.value[:20]}")


def foreign_events(
    events: Iterable[Component], span: Span | None, problems: list[Problem]
) -> Iterator[ForeignEvent]:
    """Yield the events of others.

    Args:
        events: Theirs.
        span: Within which repeated ones are worked out; None: they are not.
        problems: Gets what cannot be told: whole days, times, rules on which programs differ.
    """
    rules = left = days = 0
    given = list(events)
    changed: dict[str | None, set[datetime]] = defaultdict(set)
    for one in given:
        changed[one.text("UID")] |= dates_of(one, "RECURRENCE-ID")
    for one in given:
        if (one.text("STATUS") or "").upper() == "CANCELLED":
            continue
        found = times_of(one)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        times: tuple[Times, ...] = (found,)
        if one.first("RRULE") is not None or one.first("RDATE") is not None:
            rules += 1
            days += 0 if span is None else max(0, (span.last - found[0].date()).days)
            if rules > MOST_RULES or left > MOST_TIMES or days > MOST_DAYS:
                problems.append(told_at(one.line, "ical.many", limit=MOST_RULES))
                return
            repeated = _repeated(one, found, span, changed[one.text("UID")])
            if isinstance(repeated, Problem):
                problems.append(repeated)
                continue
            times = repeated
            left += len(times)
        yield ForeignEvent(uid=(one.text("UID") or "")[:200], line=one.line, times=times)


def dates_of(event: Component, name: str) -> set[datetime]:
    """Return the times that its properties of a name list, such as RDATE; days are passed over."""
    given = (
        attrs.evolve(one, value=value)
        for one in event.every(name)
        for value in one.value.split(",", MOST_TIMES)[:MOST_TIMES]
    )
    found = map(moment_of, islice(given, MOST_TIMES))
    return {when.replace(second=0) for when in found if isinstance(when, datetime)}


def _repeated(
    event: Component, first: Times, span: Span | None, changed: set[datetime]
) -> tuple[Times, ...] | Problem:
    """Return when a repeated event is; what was changed of it stands in events of its own."""
    if span is None:
        return ()
    start, end = first
    rules = [one.value for one in event.every("RRULE")]
    if len(rules) > 1:
        return told_at(event.line, "ical.many", limit=1)
    try:
        series = Series(
            start=start,
            minutes=int((end - start) / timedelta(minutes=1)),
            recurrence=Recurrence.parse(rules[0]) if rules else None,
            rdate=tuple(dates_of(event, "RDATE")),
        )
    except InvalidValue as error:
        rule = event.first("RRULE")
        return attrs.evolve(error.problems[0], path="$.VEVENT", line=(rule or event).line)
    left_out = dates_of(event, "EXDATE") | changed
    return tuple(
        (one.start, one.end) for one in occurrences(series, span) if one.start not in left_out
    )
