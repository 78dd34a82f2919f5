"""Calendars for phones and desks: one event a session, in the parts of RFC 5545 that all agree on.

Nothing recurs in them: each session is an event of its own, which is the form that every phone
reads. An event carries what, when, where and whether; never who: no host, head or contact. What the
guideline behind a plan is and is not stands once, in the description of the calendar itself.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, cast

import attrs

from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.optional import needed
from ridehire_partybuild.exchange.report.digest import plan_notice
from ridehire_partybuild.exchange.stamps import in_utc
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.scheduling import Plan
from ridehire_partybuild.values import SHANGHAI

from .events import Event, event, events_of, needs_one_of, taken, uid

__all__ = ["By", "to_ical", "to_icals"]

PRODUCT = "-//ridehire-partybuild//sessions//ZH"
By = Literal["session", "station", "host"]
"""What each of several calendars is of."""


def to_ical(  # noqa: PLR0913 - each says another thing
    plan: Plan | Iterable[Session],
    *,
    stamp: datetime,
    previous: str | bytes | None = None,
    register: Register | None = None,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
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
        guideline: Where the duties of a plan come from: its notice is the description of the
            calendar. None: of a plan the description says what holds of any reading; mere
            sessions have none.

    Raises:
        InvalidValue: ``stamp`` is naive or no time.
        InvalidDocument: ``previous`` is no calendar.
        ModuleNotFoundError: icalendar is not installed; the message names the extra.

    >>> from datetime import UTC
    >>> to_ical([], stamp=datetime(2026, 1, 1, tzinfo=UTC)).splitlines()[-1]
    'END:VCALENDAR'
    """
    ical = needed("icalendar", "ical")
    now = in_utc(stamp)
    sessions, register = taken(plan, register)
    before = {} if previous is None else events_of(previous)
    told = _told(sessions, register, before)
    fresh = {name: event(one, register, now, lang) for name, one in told.items()}
    return _written(ical, _continued(fresh, before, {}, now), _notice(plan, guideline, lang))


def to_icals(  # noqa: PLR0913 - each says another thing
    plan: Plan | Iterable[Session],
    *,
    by: By,
    stamp: datetime,
    previous: Mapping[str, str | bytes] | None = None,
    register: Register | None = None,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
) -> dict[str, str]:
    """Return several calendars by the names of their files, the same for the same arguments.

    By session there is one event in each, which is what CalDAV servers and khal want. By host
    each is named by the host's id and says no more of the host than that; what nobody holds is in
    none. By station what is held elsewhere is in ``elsewhere.ics``.

    Args:
        plan: A plan, or sessions.
        by: What each calendar is of.
        stamp: When this is written, as in `to_ical`.
        previous: The calendars handed out before, by the same names. What went from one to another
            is cancelled in the one, and stands with a higher SEQUENCE in the other.
        register: As in `to_ical`.
        lang: The language of summaries and places.
        guideline: As in `to_ical`.

    Raises:
        InvalidValue: ``stamp`` is naive or no time, or another ``by``.
        InvalidDocument: one of ``previous`` is no calendar.
        ModuleNotFoundError: icalendar is not installed; the message names the extra.

    >>> from datetime import UTC
    >>> to_icals([], by="station", stamp=datetime(2026, 1, 1, tzinfo=UTC))
    {}
    """
    needs_one_of(_NAMES, "by", by)
    ical = needed("icalendar", "ical")
    now = in_utc(stamp)
    sessions, register = taken(plan, register)
    before = {name: events_of(text) for name, text in (previous or {}).items()}
    last: dict[str, int] = {}
    for events in before.values():
        for name, found in events.items():
            last[name] = max(found.sequence, last.get(name, 0))
    files: dict[str, dict[str, Event]] = defaultdict(dict)
    for name, one in _told(sessions, register, last).items():
        file = _NAMES[by](one)
        if file is not None:
            files[file][name] = event(one, register, now, lang)
    notice = _notice(plan, guideline, lang)
    return {
        name: _written(
            ical, _continued(files.get(name, {}), before.get(name, {}), last, now), notice
        )
        for name in sorted(before.keys() | files.keys())
    }


def _notice(plan: object, guideline: Guideline | None, lang: Lang) -> str | None:
    """Return what the guideline behind a plan is and is not."""
    is_planned = isinstance(plan, Plan) or guideline is not None
    return plan_notice(guideline, lang) if is_planned else None


def _told(
    sessions: Iterable[Session], register: Register | None, before: Container[str]
) -> dict[str, Session]:
    """Return what is to be told by UID: the sessions, and those on record handed out before."""
    known = () if register is None else register.sessions
    standing = {uid(one): one for one in known if uid(one) in before}
    return standing | {uid(one): one for one in sessions}


def _safe(name: str) -> str:
    """Return an id as part of a file name: what is no letter, digit, hyphen or dot is written %XX.

    >>> _safe("示例-01/../a")
    '示例-01%2F..%2Fa'
    """
    return "".join(
        one if one.isalnum() or one in "-._" else "".join(f"%{byte:02X}" for byte in one.encode())
        for one in name
    )


_NAMES: Mapping[By, Callable[[Session], str | None]] = {
    "session": lambda one: f"session-{_safe(one.id)}.ics",
    "station": lambda one: (
        "elsewhere.ics" if one.station is None else f"station-{_safe(one.station)}.ics"
    ),
    "host": lambda one: None if one.host is None else f"host-{_safe(one.host)}.ics",
}


def _continued(
    fresh: Mapping[str, Event],
    before: Mapping[str, Event],
    elsewhere: Mapping[str, int],
    now: datetime,
) -> list[Event]:
    """Return what is told now, after what was told before.

    RFC 5545, 3.8.7.4: the sequence goes up with each significant revision.
    """
    told = []
    for name, found in fresh.items():
        earlier = before.get(name)
        if found == earlier:
            told.append(earlier)
            continue
        number = 0 if earlier is None else earlier.sequence + 1
        if name in elsewhere and elsewhere[name] >= number:
            # above the cancellation in the calendar that it left
            number = elsewhere[name] + 2
        told.append(attrs.evolve(found, sequence=number))
    told += [_gone(found, now) for name, found in before.items() if name not in fresh]
    return sorted(told, key=lambda one: (one.start, one.uid))


def _gone(found: Event, now: datetime) -> Event:
    if found.status == "CANCELLED":
        return found
    return attrs.evolve(found, status="CANCELLED", sequence=found.sequence + 1, stamp=now)


def _written(ical: Any, events: Iterable[Event], notice: str | None) -> str:
    calendar = ical.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if notice is not None:
        # RFC 7986, 5.2: a calendar may have one; who does not know that skips it (RFC 5545, 3.6)
        calendar.add("description", notice)
    # China has had no daylight saving time since 1991: one rule, and nothing to get wrong
    zone, standard = ical.Timezone(), ical.TimezoneStandard()
    zone.add("tzid", SHANGHAI.key)
    standard.add("dtstart", datetime(1992, 1, 1))  # noqa: DTZ001 - local by RFC 5545, 3.6.5
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    calendar.add_component(zone)
    for one in events:
        calendar.add_component(_component(ical, one))
    return cast("bytes", calendar.to_ical()).decode()


def _component(ical: Any, one: Event) -> Any:
    component = ical.Event()
    component.add("uid", one.uid)
    component.add("dtstamp", one.stamp)
    component.add("dtstart", one.start)
    component.add("dtend", one.end)
    component.add("summary", one.summary)
    if one.location is not None:
        component.add("location", one.location)
    component.add("status", one.status)
    component.add("sequence", one.sequence)
    return component
