"""A calendar read back from a phone, a desk or a server: what people changed in it.

Nothing in it is trusted: what is not understood is told and changes nothing.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Lang, Problem, render
from ridehire_partybuild.errors.problems import first_told
from ridehire_partybuild.exchange.report.plain import straight
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.model.register import kind_label
from ridehire_partybuild.scheduling import Plan
from ridehire_partybuild.values import SessionId, SessionStatus, Span, StationId, Text

from .edits import CalendarEdits, EditKind, SessionEdit
from .events import DOMAIN, Event, event, owned, place_of, taken, uid
from .foreign import foreign_events, times_of, told_at
from .lines import Component, Property, calendar_text, components

__all__ = ["from_ical"]

_LANGS: tuple[Lang, ...] = ("zh", "en")


def from_ical(
    text: str | bytes,
    plan: Plan | Iterable[Session],
    *,
    register: Register | None = None,
    within: Span | None = None,
) -> CalendarEdits:
    r"""Return what was changed in a calendar since `to_ical` made it from these sessions.

    Times of any zone are told in Asia/Shanghai, and a time without one is taken as ours. What a
    calendar says of its zones is not run: their names decide. Summaries and places are compared in
    both languages; where a client left them out they are as they were.

    Args:
        text: The calendar, as a client gave it back.
        plan: The plan or sessions from which it was made.
        register: Where stations are found; None: that of the plan's inputs.
        within: Within which days repeated events of others are worked out; None: from the first
            day of the sessions to their last.

    Raises:
        InvalidDocument: it is no calendar, is cut off, or is larger than any (16 MiB). Nothing
            else, whatever the text.

    >>> from_ical("BEGIN:VCALENDAR\r\nEND:VCALENDAR", []).edits
    ()
    """
    sessions, register = taken(plan, register)
    problems: list[Problem] = []
    found, is_whole = components(calendar_text(text), problems)
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not is_whole or not calendars:
        raise InvalidDocument(problems or [told_at(1, "ical.calendar")])
    ours, others = _sorted_out(calendars, problems)
    places, edits, unreadable = _places(register), list[SessionEdit](), list[SessionId]()
    for one in sessions:
        try:
            edits += _edits(one, ours.pop(uid(one), []), register, places)
        except InvalidValue as error:
            unreadable.append(one.id)
            problems += error.problems
    foreign = tuple(foreign_events(others, within or _days_of(sessions), problems))
    return CalendarEdits(
        sessions=sessions,
        edits=tuple(edits),
        unknown=tuple(ours),
        foreign=foreign,
        unreadable=tuple(unreadable),
        problems=first_told(problems),
    )


def _days_of(sessions: Iterable[Session]) -> Span | None:
    days = sorted(one.day for one in sessions)
    return Span.parse(f"{days[0]}/{days[-1]}") if days else None


def _sorted_out(
    calendars: Iterable[Component], problems: list[Problem]
) -> tuple[dict[str, list[Component]], list[Component]]:
    """Return the events of ours by UID, and those of others."""
    ours: dict[str, list[Component]] = defaultdict(list)
    others = []
    for calendar in calendars:
        # RFC 5546, 3.2.5: a message that calls events off need not say so in each
        is_off = (calendar.text("METHOD") or "").upper() == "CANCEL"
        for one in calendar.walk("VEVENT"):
            if is_off:
                off = Property(line=one.line, name="STATUS", params={}, value="CANCELLED")
                one.properties.insert(0, off)
            name = one.text("UID")
            if name is None:
                problems.append(told_at(one.line, "ical.uid"))
            elif name.endswith(DOMAIN):
                ours[name].append(one)
            else:
                others.append(one)
    return ours, others


@attrs.frozen(kw_only=True)
class _Sent:
    """How a session was handed out, in each language, and what texts name stations."""

    written: tuple[Event, ...]
    labels: tuple[str, ...]
    places: Mapping[str, StationId | None]

    @property
    def called(self) -> Text:
        """What a person knows it by."""
        zh, en = (f"{one.summary} {_when(one.start, one.end)}" for one in self.written)
        return Text(zh=zh, en=en)


def _places(register: Register | None) -> Mapping[str, StationId | None]:
    """Return the station of each text that names one; None: it names several."""
    found: dict[str, StationId | None] = {}
    for one in () if register is None else register.stations:
        for text in {place_of(one, "zh"), place_of(one, "en"), straight(one.name), str(one.id)}:
            found[text] = None if text in found else one.id
    return found


def _edits(
    session: Session,
    events: list[Component],
    register: Register | None,
    places: Mapping[str, StationId | None],
) -> Iterator[SessionEdit]:
    """Yield what was changed of one session.

    Raises:
        InvalidValue: its event cannot be read, or makes no session.
    """
    sent = _Sent(
        written=tuple(event(session, register, session.start, lang) for lang in _LANGS),
        labels=tuple(kind_label(session.kind, register, lang) for lang in _LANGS),
        places=places,
    )
    if not events:
        if session.status is not SessionStatus.CANCELLED:
            yield SessionEdit(session=session.id, called=sent.called, kind=EditKind.ABSENT)
        return
    one = _only(session, events)
    found = [
        edit
        for look in (_moved, _called_off, _reworded, _relocated)
        for edit in look(session, one, sent)
    ]
    changes = {name: value for edit in found for name, value in edit.changes.items()}
    try:
        attrs.evolve(session, **changes)
    except InvalidValue as error:
        raise InvalidValue(_located(problem, session, one) for problem in error.problems) from None
    yield from found


def _located(problem: Problem, session: Session, one: Component) -> Problem:
    placed = problem.below(f"$.sessions['{session.id}']")
    return attrs.evolve(placed, line=one.line if problem.line is None else problem.line)


def _only(session: Session, events: list[Component]) -> Component:
    one = events[0]
    repeated = next(
        (
            part
            for each in events
            for part in each.properties
            if part.name in {"RRULE", "RDATE", "RECURRENCE-ID"}
        ),
        None,
    )
    problem = None
    if repeated is not None:
        problem = told_at(repeated.line, "ical.recurring", str(session.id), part=repeated.name)
    elif len(events) > 1:
        problem = told_at(events[1].line, "ical.uid_twice", str(session.id))
    elif isinstance(found := times_of(one), Problem):
        problem = found
    if problem is not None:
        raise InvalidValue([_located(problem, session, one)])
    return one


def _when(start: datetime, end: datetime) -> str:
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}-{last}"


def _edit(
    session: Session, one: Component, sent: _Sent, kind: EditKind, **more: Any
) -> SessionEdit:
    return SessionEdit(session=session.id, called=sent.called, kind=kind, line=one.line, **more)


def _moved(session: Session, one: Component, sent: _Sent) -> Iterator[SessionEdit]:
    found = times_of(one)
    if not isinstance(found, Problem) and found != (session.start, session.end):
        yield _edit(
            session,
            one,
            sent,
            EditKind.MOVED,
            before=_when(session.start, session.end),
            after=_when(*found),
            changes={"start": found[0], "end": found[1]},
        )


def _called_off(session: Session, one: Component, sent: _Sent) -> Iterator[SessionEdit]:
    """Only whether it was called off: that a client confirms an event is no record of its being."""
    is_off = (one.text("STATUS") or "").upper() == "CANCELLED"
    if is_off == (session.status is SessionStatus.CANCELLED):
        return
    status = SessionStatus.CANCELLED if is_off else SessionStatus.PLANNED
    kind = EditKind.CANCELLED if is_off else EditKind.REINSTATED
    told = {"before": session.status, "after": status}
    yield _edit(session, one, sent, kind, changes={"status": status}, **told)


def _text(one: Component, name: str) -> str:
    # some phones write letters and their accents apart
    return unicodedata.normalize("NFC", one.text(name) or "").strip()


def _reworded(session: Session, one: Component, sent: _Sent) -> Iterator[SessionEdit]:
    found = _text(one, "SUMMARY")
    if not found or any(found == each.summary.strip() for each in sent.written):
        return
    yield _edit(
        session,
        one,
        sent,
        EditKind.REWORDED,
        before=sent.written[0].summary,
        after=found,
        changes={"topic": _topic(session, found, sent.labels)},
    )


def _relocated(session: Session, one: Component, sent: _Sent) -> Iterator[SessionEdit]:
    found = _text(one, "LOCATION")
    if not found or any(found == (each.location or "").strip() for each in sent.written):
        return
    station = sent.places.get(found)
    changes = {"station": station, "venue": None if station is not None else found}
    before = sent.written[0].location or ""
    yield _edit(session, one, sent, EditKind.RELOCATED, before=before, after=found, changes=changes)


def _topic(session: Session, summary: str, labels: Iterable[str]) -> str | None:
    """Return the topic that a summary tells: what is left without the kind and who called it."""
    left = summary
    for lang, label in zip(_LANGS, labels, strict=True):
        after = owned(session, "\0", lang).partition("\0")[2]
        bare = summary.removesuffix(after) if after else summary
        lead = render("event.summary", lang, kind=label, topic="\0").partition("\0")[0]
        if bare == label or bare.startswith(lead):
            return bare.removeprefix(label).removeprefix(lead.removeprefix(label)).strip() or None
        left = bare if len(bare) < len(left) else left
    return left.strip() or None
