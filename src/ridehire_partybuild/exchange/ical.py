"""Calendars for phones and desks: one event a session, in the parts of RFC 5545 that all agree on.

An event carries what, when, where and whether; never who: no host, head or contact.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Lang, render, shown
from ridehire_partybuild.model import Activity, Register, Session, Station
from ridehire_partybuild.scheduling import Plan
from ridehire_partybuild.values import SHANGHAI, AnyKind, SessionStatus

from .optional import needed
from .problems import failure

__all__ = ["to_ical"]

DOMAIN = "@ridehire-partybuild"
PRODUCT = "-//ridehire-partybuild//sessions//ZH"
STATUSES: Mapping[SessionStatus, str] = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.HELD: "CONFIRMED",
    SessionStatus.CANCELLED: "CANCELLED",
}
"""RFC 5545, 3.8.1.11: TENTATIVE, CONFIRMED, CANCELLED."""


@attrs.frozen(kw_only=True)
class _Event:
    """What an event says; two that say the same are one, whenever they were written."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    location: str | None
    status: str
    sequence: int = attrs.field(default=0, eq=False)
    stamp: datetime = attrs.field(eq=False)


def to_ical(
    plan: Plan | Iterable[Session],
    *,
    stamp: datetime,
    previous: str | bytes | None = None,
    register: Register | None = None,
    lang: Lang = "zh",
) -> str:
    """Return the sessions as one iCalendar text, the same for the same arguments.

    Args:
        plan: A plan, or sessions.
        stamp: When this is written; the aware DTSTAMP of new and changed events.
        previous: The calendar handed out before: what changed since has its SEQUENCE raised, what
            did not keeps its DTSTAMP. What left the plan is told as it stands in the register;
            what is not there either is cancelled.
        register: Where stations and earlier sessions are found; None: that of the plan's inputs.
        lang: The language of summaries and places.

    Raises:
        InvalidValue: ``stamp`` is naive.
        InvalidDocument: ``previous`` is no calendar.
        ModuleNotFoundError: icalendar is not installed; the message names the extra.

    >>> to_ical([], stamp=datetime(2026, 1, 1, tzinfo=UTC)).splitlines()[-1]
    'END:VCALENDAR'
    """
    ical = needed("icalendar", "ical")
    now = _in_utc(stamp)
    if isinstance(plan, Plan):
        register, sessions = register or plan.inputs.register, plan.sessions
    else:
        sessions = tuple(plan)
    before = {} if previous is None else _read(ical, previous)
    told = _standing(register, before) | {_uid(one): one for one in sessions}
    fresh = {uid: _event(one, register, now, lang) for uid, one in told.items()}
    events = [_continued(event, before.get(uid)) for uid, event in fresh.items()]
    events += [_gone(event, now) for uid, event in before.items() if uid not in fresh]
    return _written(ical, sorted(events, key=lambda one: (one.start, one.uid)))


def _in_utc(stamp: datetime) -> datetime:
    if stamp.tzinfo is None:
        raise InvalidValue.of("time.naive", "stamp", str(stamp))
    return stamp.astimezone(UTC).replace(microsecond=0)


def _standing(register: Register | None, before: Mapping[str, _Event]) -> dict[str, Session]:
    """Return the sessions handed out before that the register still has, by UID."""
    known = () if register is None else register.sessions
    return {_uid(one): one for one in known if _uid(one) in before}


def _uid(session: Session) -> str:
    return f"{session.id}{DOMAIN}"


def _event(session: Session, register: Register | None, now: datetime, lang: Lang) -> _Event:
    return _Event(
        uid=_uid(session),
        start=session.start,
        end=session.end,
        summary=_summary(session, register, lang),
        location=_location(session, register, lang),
        status=STATUSES[session.status],
        stamp=now,
    )


def _kind(kind: AnyKind, register: Register | None, lang: Lang) -> str:
    """What people call a kind of activity: of an office's own, what its register says."""
    known = register is not None and kind in register
    activity = register.get(kind) if register is not None and known else None
    return activity.label.in_(lang) if isinstance(activity, Activity) else kind.label(lang)


def _summary(session: Session, register: Register | None, lang: Lang) -> str:
    """What it is, what about, and which body called it: two of one kind on a day are told apart."""
    told = _kind(session.kind, register, lang)
    if session.topic is not None:
        told = render("event.summary", lang, kind=told, topic=session.topic)
    if session.organiser is not None:
        told = render("event.owned", lang, summary=told, owner=session.organiser.name)
    return told


def _location(session: Session, register: Register | None, lang: Lang) -> str | None:
    if session.station is None:
        return session.venue
    known = register is not None and session.station in register
    station = register.get(session.station) if register is not None and known else None
    if not isinstance(station, Station):
        return str(session.station)
    if station.site.address is None:
        return station.name
    return render("event.location", lang, name=station.name, address=station.site.address)


def _continued(event: _Event, before: _Event | None) -> _Event:
    """RFC 5545, 3.8.7.4: the sequence goes up with each significant revision."""
    if before is None:
        return event
    return before if event == before else attrs.evolve(event, sequence=before.sequence + 1)


def _gone(event: _Event, now: datetime) -> _Event:
    if event.status == "CANCELLED":
        return event
    return attrs.evolve(event, status="CANCELLED", sequence=event.sequence + 1, stamp=now)


def _written(ical: Any, events: Iterable[_Event]) -> str:
    calendar = ical.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # China has had no daylight saving time since 1991: one rule, and nothing to get wrong
    zone, standard = ical.Timezone(), ical.TimezoneStandard()
    zone.add("tzid", SHANGHAI.key)
    standard.add("dtstart", datetime(1992, 1, 1))  # noqa: DTZ001 - local by RFC 5545, 3.6.5
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    calendar.add_component(zone)
    for event in events:
        calendar.add_component(_component(ical, event))
    return cast("bytes", calendar.to_ical()).decode()


def _component(ical: Any, event: _Event) -> Any:
    component = ical.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.stamp)
    component.add("dtstart", event.start)
    component.add("dtend", event.end)
    component.add("summary", event.summary)
    if event.location is not None:
        component.add("location", event.location)
    component.add("status", event.status)
    component.add("sequence", event.sequence)
    return component


def _read(ical: Any, previous: str | bytes) -> dict[str, _Event]:
    """Return the events of ours that a calendar holds, by UID."""
    try:
        calendar = ical.Calendar.from_ical(previous)
        events = (_parsed(one) for one in calendar.walk("VEVENT"))
        return {event.uid: event for event in events if event.uid.endswith(DOMAIN)}
    except (ValueError, KeyError, AttributeError, TypeError, OverflowError) as error:
        told = {"wanted": "iCalendar", "detail": shown(str(error))}
        problem = failure("document.syntax", "iCalendar", type(error).__name__, **told)
        raise InvalidDocument([problem]) from None


def _parsed(component: Any) -> _Event:
    location = component.get("location")
    return _Event(
        uid=str(component["uid"]),
        start=component["dtstart"].dt.astimezone(SHANGHAI),
        end=component["dtend"].dt.astimezone(SHANGHAI),
        summary=str(component["summary"]),
        location=None if location is None else str(location),
        status=str(component.get("status", "CONFIRMED")),
        sequence=int(component.get("sequence", 0)),
        stamp=component["dtstamp"].dt.astimezone(UTC),
    )
