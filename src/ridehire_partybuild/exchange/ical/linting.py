"""What a client would stumble over in a calendar, line by line; nothing in the text is trusted."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Literal

import attrs

from ridehire_partybuild.calendars import Series, occurrences
from ridehire_partybuild.errors import InvalidValue, Lang, Problem, render
from ridehire_partybuild.values import Recurrence, Span

from .events import needs_one_of
from .foreign import dates_of
from .lines import (
    Component,
    Property,
    calendar_text,
    components,
    duration,
    moment_of,
    raw_lines,
)

__all__ = ["CalendarRemark", "lint_ical"]

LONGEST_LINE = 75
MOST_RULES, MOST_DATES, MOST_REMARKS = 200, 2_000, 10_000
MOST_DAYS = 200_000
"""Over so many days rules are worked out to look for what their EXDATEs leave out."""

_Exception = tuple[int, datetime]
"""An EXDATE: its line and what it leaves out."""


@attrs.frozen(kw_only=True)
class CalendarRemark:
    """One thing over which a client would stumble.

    Attributes:
        code: What, stable over versions, such as ``long_line``.
        line: Where, from 1.
        params: What fills its text.
    """

    code: str
    line: int
    params: Mapping[str, Any] = attrs.field(factory=dict, hash=False)

    def text(self, lang: Lang = "en") -> str:
        """Return it in words, its line first."""
        told = {
            key: value.text(lang) if isinstance(value, Problem) else value
            for key, value in self.params.items()
        }
        what = render(f"ical_lint.{self.code}", lang, **told)
        return render("ical_lint.line", lang, line=self.line, what=what)

    def __str__(self) -> str:
        return self.text()


def lint_ical(
    text: str | bytes,
    *,
    previous: str | bytes | None = None,
    use: Literal["import", "resource"] = "import",
) -> tuple[CalendarRemark, ...]:
    r"""Return all over which a client would stumble, in the order of the lines.

    Args:
        text: A calendar.
        previous: What was handed out before it, whose sequence numbers may not be undercut.
        use: To be imported, or put on a CalDAV server as one resource, which has one UID.

    Raises:
        InvalidValue: another ``use``.
        InvalidDocument: a text larger than any (16 MiB), or not UTF-8.

    >>> for remark in lint_ical("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"):
    ...     print(remark)
    line 1: VCALENDAR has no PRODID
    """
    needs_one_of(("import", "resource"), "use", use)
    whole = calendar_text(text)
    problems: list[Problem] = []
    found, is_whole = components(whole, problems)
    remarks = list(islice(_of_lines(whole), MOST_REMARKS))
    remarks += [_remark("structure", one.line or 1) for one in problems]
    if is_whole and [one.name for one in found] != ["VCALENDAR"]:
        remarks.append(_remark("calendars", 1, count=len(found)))
    before = (
        {} if previous is None else _sequences(_events(components(calendar_text(previous), [])[0]))
    )
    for calendar in found:
        for look in (_of_calendar, _personal, _of_zones, _of_events, _of_rules):
            remarks += islice(look(calendar), MOST_REMARKS)
    events = list(_events(found))
    remarks += _doubled(events)
    remarks += _undercut(events, before)
    if use == "resource":
        remarks += _several(events)
    return tuple(sorted(remarks, key=lambda one: (one.line, one.code))[:MOST_REMARKS])


def _remark(code: str, line: int, **params: Any) -> CalendarRemark:
    return CalendarRemark(code=code, line=line, params=params)


def _of_lines(text: str) -> Iterator[CalendarRemark]:
    """RFC 5545, 3.1: lines end with CRLF and "SHOULD NOT be longer than 75 octets"."""
    bare = re.search(r"(?<!\r)\n|\r(?!\n)", text)
    if bare is not None:
        yield _remark("line_end", len(raw_lines(text[: bare.start()])))
    for number, line in enumerate(raw_lines(text), 1):
        octets = len(line.encode("utf-8", "replace"))
        if octets > LONGEST_LINE:
            yield _remark("long_line", number, octets=octets)


def _lacks(one: Component, *names: str) -> Iterator[CalendarRemark]:
    for name in names:
        if one.first(name) is None:
            yield _remark("lacks", one.line, component=one.name, name=name)


def _of_calendar(calendar: Component) -> Iterator[CalendarRemark]:
    if calendar.name != "VCALENDAR":
        return
    yield from _lacks(calendar, "PRODID", "VERSION")
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        for one in calendar.every(name):
            # RFC 7986, 5.7: "the value MUST be a [positive] duration", and its type is to be named
            length = duration(one.value)
            typed = name != "REFRESH-INTERVAL" or one.params.get("VALUE", "").upper() == "DURATION"
            if length is None or length <= timedelta(0) or not typed:
                yield _remark("refresh", one.line, name=name)
    scale = calendar.first("CALSCALE")
    if scale is not None and scale.value.strip().upper() != "GREGORIAN":
        yield _remark("scale", scale.line)


def _every_property(one: Component) -> Iterator[tuple[Component, Property]]:
    left = [one]
    while left:
        found = left.pop()
        yield from ((found, each) for each in found.properties)
        left.extend(found.parts)


def _personal(calendar: Component) -> Iterator[CalendarRemark]:
    for _, one in _every_property(calendar):
        if one.name in {"ATTENDEE", "ORGANIZER", "CONTACT"}:
            yield _remark("personal", one.line, name=one.name)


def _of_zones(calendar: Component) -> Iterator[CalendarRemark]:
    known = {one.text("TZID") for one in calendar.walk("VTIMEZONE")}
    for _, one in _every_property(calendar):
        zone = one.params.get("TZID")
        if zone is not None and zone not in known:
            yield _remark("zone", one.line, zone=zone[:40])


def _events(found: Iterable[Component]) -> Iterator[Component]:
    return (one for calendar in found for one in calendar.walk("VEVENT"))


def _of_events(calendar: Component) -> Iterator[CalendarRemark]:
    for one in calendar.walk("VEVENT"):
        yield from _lacks(one, "UID", "DTSTAMP", "DTSTART")
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            found = one.first(name)
            if found is not None and moment_of(found) is None:
                yield _remark("time", found.line, name=name)


def _of_rules(calendar: Component) -> Iterator[CalendarRemark]:
    tried = days = 0
    for event in calendar.walk("VEVENT"):
        rules = list(event.every("RRULE"))
        if not rules:
            continue
        more, less = tuple(dates_of(event, "RDATE")), _left_out(event)
        for one in rules:
            tried += 1
            days += _reach(event, less)
            if tried > MOST_RULES or days > MOST_DAYS:
                return
            yield from _of_rule(event, one, more, less)


def _left_out(event: Component) -> list[_Exception]:
    found = (
        (one.line, when.replace(second=0))
        for one in event.every("EXDATE")
        for value in one.value.split(",", MOST_DATES)[:MOST_DATES]
        if isinstance(when := moment_of(attrs.evolve(one, value=value)), datetime)
    )
    return list(islice(found, MOST_DATES))


def _reach(event: Component, less: Iterable[_Exception]) -> int:
    begins = event.first("DTSTART")
    start = None if begins is None else moment_of(begins)
    if not isinstance(start, datetime):
        return 0
    return max([0, *((when - start).days for _, when in less)])


def _of_rule(
    event: Component, one: Property, more: Sequence[datetime], less: Sequence[_Exception]
) -> Iterator[CalendarRemark]:
    parts = {part.partition("=")[0].upper() for part in one.value.split(";")}
    odd = sorted(parts & {"RSCALE", "SKIP"})
    if odd:
        # RFC 7529: khal crashes on it, Radicale answers 400
        yield _remark("rscale", one.line, parts=", ".join(odd))
        return
    try:
        rule = Recurrence.parse(one.value.strip())
    except InvalidValue as error:
        yield from (_remark("rule", one.line, problem=found) for found in error.problems[:5])
        return
    if not rule.is_portable:
        yield _remark("narrow", one.line, rule=str(rule))
    begins = event.first("DTSTART")
    start = None if begins is None else moment_of(begins)
    if begins is None or not isinstance(start, datetime):
        return
    try:
        series = Series(start=start.replace(second=0), minutes=1, recurrence=rule, rdate=more)
    except InvalidValue as error:
        yield _remark("rule", begins.line, problem=attrs.evolve(error.problems[0], path="$"))
        return
    yield from _unmatched(less, series)


def _unmatched(dates: Sequence[_Exception], series: Series) -> Iterator[CalendarRemark]:
    """Khal warns of an EXDATE that leaves out nothing."""
    if not dates:
        return
    days = [when.date() for _, when in dates]
    span = Span.parse(f"{min(days)}/{max(days)}")
    there = {one.start for one in occurrences(series, span)}
    for line, when in dates:
        if when not in there:
            yield _remark("exdate", line, when=f"{when:%Y-%m-%d %H:%M}")


def _sequence(event: Component) -> int | None:
    found = event.text("SEQUENCE") or "0"
    return int(found) if found.isascii() and found.isdigit() and len(found) < 10 else None


def _key(event: Component) -> tuple[str | None, str | None]:
    return event.text("UID"), event.text("RECURRENCE-ID")


def _sequences(events: Iterable[Component]) -> dict[tuple[str | None, str | None], int]:
    return {_key(one): _sequence(one) or 0 for one in events}


def _undercut(
    events: Iterable[Component], before: Mapping[tuple[str | None, str | None], int]
) -> Iterator[CalendarRemark]:
    for one in events:
        number, earlier = _sequence(one), before.get(_key(one), 0)
        line = (one.first("SEQUENCE") or one).line
        if number is None:
            yield _remark("sequence", line)
        elif number < earlier:
            yield _remark("undercut", line, now=number, before=earlier)


def _doubled(events: Iterable[Component]) -> Iterator[CalendarRemark]:
    seen = defaultdict[tuple[str | None, str | None], list[int]](list)
    for one in events:
        seen[_key(one)].append(one.line)
    for (name, _), lines in seen.items():
        if name is not None:
            yield from (_remark("doubled", line, first=lines[0]) for line in lines[1:])


def _several(events: list[Component]) -> Iterator[CalendarRemark]:
    """RFC 4791, 4.1: the components of a resource "MUST" have the same UID."""
    names = {one.text("UID") for one in events}
    if len(names) > 1:
        yield _remark("several", events[0].line, count=len(names))
