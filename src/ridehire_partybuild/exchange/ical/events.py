"""What an event says of a session: what, when, where and whether; never who."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Lang, Problem, render
from ridehire_partybuild.exchange.problems import Sketch, failure
from ridehire_partybuild.exchange.report.plain import straight
from ridehire_partybuild.model import Register, Session, Station
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.scheduling import Plan
from ridehire_partybuild.values import SessionStatus

from .lines import Component, calendar_text, components, moment_of

__all__ = [
    "DOMAIN",
    "STATUSES",
    "Event",
    "event",
    "events_of",
    "needs_one_of",
    "owned",
    "place_of",
    "taken",
    "uid",
]

DOMAIN = "@ridehire-partybuild"
STATUSES: Mapping[SessionStatus, str] = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.HELD: "CONFIRMED",
    SessionStatus.CANCELLED: "CANCELLED",
}
"""RFC 5545, 3.8.1.11: TENTATIVE, CONFIRMED, CANCELLED."""
_HALF = re.compile("[\ud800-\udfff]")
"""What no UTF-8 can write."""


@attrs.frozen(kw_only=True)
class Event:
    """What an event says; two that say the same are one, whenever they were written."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    location: str | None
    status: str
    sequence: int = attrs.field(default=0, eq=False)
    stamp: datetime = attrs.field(eq=False)


def taken(
    plan: Plan | Iterable[Session], register: Register | None
) -> tuple[tuple[Session, ...], Register | None]:
    """Return the sessions, and the register in which their stations are found."""
    if isinstance(plan, Plan):
        return plan.sessions, register or plan.inputs.register
    return tuple(plan), register


def needs_one_of(words: Iterable[str], option: str, given: str) -> None:
    """See to it that an option is given one of its words.

    Raises:
        InvalidValue: it is given another.
    """
    known = tuple(words)
    if given not in known:
        raise InvalidValue.of("vocabulary", option, given, wanted=", ".join(known))


def uid(session: Session) -> str:
    """Return the UID of a session's event, the same for ever."""
    return f"{session.id}{DOMAIN}"


def event(session: Session, register: Register | None, stamp: datetime, lang: Lang) -> Event:
    """Return the event of a session."""
    return Event(
        uid=uid(session),
        start=session.start,
        end=session.end,
        summary=_summary(session, register, lang),
        location=_location(session, register, lang),
        status=STATUSES[session.status],
        stamp=stamp,
    )


def owned(session: Session, summary: str, lang: Lang) -> str:
    """Return a summary with the body that called the session: two of one kind are told apart."""
    if session.organiser is None:
        return summary
    return render("event.owned", lang, summary=summary, owner=straight(session.organiser.name))


def _summary(session: Session, register: Register | None, lang: Lang) -> str:
    told = kind_label(session.kind, register, lang)
    if session.topic is not None:
        told = render("event.summary", lang, kind=told, topic=session.topic)
    return straight(owned(session, told, lang))


def place_of(station: Station, lang: Lang) -> str:
    """Return where a station is."""
    name, address = station.name, station.site.address
    told = name if address is None else render("event.location", lang, name=name, address=address)
    return straight(told)


def _location(session: Session, register: Register | None, lang: Lang) -> str | None:
    if session.station is None:
        return None if session.venue is None else straight(session.venue)
    known = register is not None and session.station in register
    station = register.get(session.station) if register is not None and known else None
    if not isinstance(station, Station):
        return str(session.station)
    return place_of(station, lang)


def events_of(text: str | bytes) -> dict[str, Event]:
    """Return the events of ours that a calendar of ours holds, by UID.

    Raises:
        InvalidDocument: it is no calendar, or an event of ours lacks what we write.
    """
    problems: list[Problem] = []
    found, _ = components(calendar_text(text), problems)
    if not problems and [one.name for one in found] != ["VCALENDAR"]:
        problems.append(_unwritten(1))
    events = {}
    for one in _ours(found):
        read = _read(one)
        if read is None:
            problems.append(_unwritten(one.line))
        else:
            events[read.uid] = read
    if problems:
        raise InvalidDocument(problems)
    return events


def _ours(found: Iterable[Component]) -> Iterator[Component]:
    for calendar in found:
        for one in calendar.walk("VEVENT"):
            if (one.text("UID") or DOMAIN).endswith(DOMAIN):
                yield one


def _unwritten(line: int) -> Problem:
    told = {"wanted": "iCalendar", "detail": "VCALENDAR, VEVENT"}
    found = failure("document.syntax", "iCalendar", Sketch("…"), path="$.VCALENDAR", **told)
    return attrs.evolve(found, line=line)


def _read(component: Component) -> Event | None:
    times = [
        None if (found := component.first(name)) is None else moment_of(found)
        for name in ("DTSTART", "DTEND", "DTSTAMP")
    ]
    name, summary = component.text("UID"), component.text("SUMMARY")
    sequence = component.text("SEQUENCE") or "0"
    start, end, stamp = (one if isinstance(one, datetime) else None for one in times)
    if start is None or end is None or stamp is None or name is None or summary is None:
        return None
    if not (sequence.isascii() and sequence.isdigit() and len(sequence) < 10):
        return None
    location, status = component.text("LOCATION"), component.text("STATUS") or "CONFIRMED"
    if _HALF.search(f"{name}{summary}{location}{status}"):
        return None
    return Event(
        uid=name,
        start=start,
        end=end,
        summary=summary,
        location=location,
        status=status,
        sequence=int(sequence),
        stamp=stamp.astimezone(UTC),
    )
