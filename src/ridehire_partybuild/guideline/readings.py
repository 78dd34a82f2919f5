"""Readings: what is known of each fact, and the one resolver that serves every fact."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Self

import attrs

from ridehire_partybuild.model import Observation, SubjectFile
from ridehire_partybuild.values import (
    AnyKind,
    ObservationId,
    Period,
    PeriodUnit,
    SessionStatus,
    activity_kind,
)
from ridehire_partybuild.values.compared import Compared

from .duty import duty_of
from .facts import ABSENT, Absent, Fact, Facts, OfRecord, Value
from .vocabulary import Reason

__all__ = [
    "NOT_KNOWN",
    "NOT_THERE",
    "Reading",
    "Readings",
    "agreed",
    "counted_sessions",
    "deciding",
    "declared",
    "is_later",
    "is_session_count",
    "observed",
    "readings_of",
    "recorded",
    "resolved",
    "sessions_fact",
    "taken",
]

_SESSIONS = "sessions("


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reading(Compared):
    """What is known of one fact.

    Attributes:
        value: The value; None: there is none to go by.
        reason: Why there is none; beside a count it says that the count may be short, or why its
            period is not judged.
        observation: The observation that decided; None: the declared value, or none.
    """

    value: Value | None = None
    reason: Reason | None = None
    observation: ObservationId | None = None


NOT_KNOWN = Reading(reason=Reason.MISSING)
"""Nobody has said. Neither zero nor false."""

NOT_THERE = Reading(reason=Reason.NOT_THERE)
"""What would bear the fact is known to be absent: no first-aid box, so no expiry date."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Readings(Compared):
    """What is known of a subject on a day.

    Attributes:
        on: The day.
        since: The first day that frequency checks may look at; None: no such limit.
        facts: Readings by fact name; what is not in it is not known.
    """

    on: date
    since: date | None = None
    facts: Mapping[str, Reading]

    def of(self, name: str) -> Reading:
        """Return the reading of a fact; NOT_KNOWN if there is none."""
        return self.facts.get(name, NOT_KNOWN)

    def only(self, names: Collection[str]) -> Self:
        """Return the same readings with every fact outside ``names`` not known.

        >>> from decimal import Decimal
        >>> all_ = Readings(on=date(2026, 1, 1), facts={"a": Reading(value=Decimal(1))})
        >>> all_.only([]).of("a") is NOT_KNOWN
        True
        """
        return attrs.evolve(self, facts={name: self.of(name) for name in names})

    def from_(self, day: date | None) -> Self:
        """Return the same readings for a rule that took effect on ``day``."""
        days = [one for one in (self.since, day) if one is not None]
        return attrs.evolve(self, since=max(days, default=None))


def sessions_fact(kind: AnyKind, period: Period) -> str:
    """Return the name of the computed fact: how many sessions of a kind were held in a period."""
    return f"{_SESSIONS}{kind.value},{period})"


def is_session_count(name: str) -> bool:
    """Tell whether the fact of that name counts sessions: no catalogue has it."""
    return name.startswith(_SESSIONS)


@lru_cache(maxsize=4096)  # the same few hundred names are asked for again and again
def counted_sessions(name: str) -> tuple[AnyKind, Period]:
    """Return the kind and period whose sessions the fact of that name counts.

    >>> kind, period = counted_sessions("sessions(party_lecture,2025-Q1)")
    >>> kind.value, str(period)
    ('party_lecture', '2025-Q1')
    """
    kind, _, period = name.removeprefix(_SESSIONS).removesuffix(")").rpartition(",")
    return activity_kind(kind), Period.parse(period)


class _FileReadings(Mapping[str, Reading]):
    """The readings of one subject's file, each made when it is first asked for."""

    def __init__(self, file: SubjectFile, on: date, facts: Facts) -> None:
        self._file, self._on, self._facts = file, on, facts
        self._made: dict[str, Reading] = {}
        self._served: dict[tuple[str, PeriodUnit], Counter[Period]] = {}

    def __getitem__(self, name: str) -> Reading:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(name)
        return found

    def _make(self, name: str) -> Reading:
        if is_session_count(name):
            return self._count(*counted_sessions(name))
        fact = self._facts.get(name)
        if fact is None or fact.subject is not self._file.kind:
            raise KeyError(name)
        return resolved(fact, self._file, self._on)

    def _count(self, kind: AnyKind, period: Period) -> Reading:
        by = kind.value, period.unit
        if by not in self._served:
            self._served[by] = Counter(
                session.period_served(period.unit)
                for session in self._file.sessions
                if session.kind == kind
                and session.status is SessionStatus.HELD
                and session.day <= self._on
            )
        count = Decimal(self._served[by][period])
        return Reading(value=count, reason=_doubt(self._file, kind, period))

    def __iter__(self) -> Iterator[str]:
        return (name for name, fact in self._facts.items() if fact.subject is self._file.kind)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def readings_of(file: SubjectFile, on: date, facts: Facts) -> Readings:
    """Return what is known of a subject on a day: no observation of a later day counts.

    Total: a fact whose reading fails is a reading with the reason ERROR.
    """
    return Readings(on=on, since=file.opened_on, facts=_FileReadings(file, on, facts))


def _doubt(file: SubjectFile, kind: AnyKind, period: Period) -> Reason | None:
    """Return why a count says less than it seems: the period is not judged, or records lack."""
    excused = [one.duty for one in file.exemptions if one.period == period]
    if excused and duty_of(file.id, kind) in excused:
        return Reason.EXEMPTED
    if file.is_suspended_in(period):
        return Reason.NOT_OPEN
    # "before records_since a lack of records is no evidence, enough records pass"
    return None if file.has_all_sessions(period) else Reason.MISSING


def _guarded(read: Callable[[], Reading]) -> Reading:
    try:
        return read()
    except Exception:  # noqa: BLE001 - a host's fact may fail in any way; other rules go on
        return _ERROR


def taken(fact: Fact, value: Value | Absent | None) -> Reading:
    """Return the reading of what a fact's own reading function returned."""
    if value is None:
        return NOT_KNOWN
    if value is ABSENT:
        return NOT_THERE
    return Reading(value=value) if fact.holds(value) else _ERROR


def declared(fact: Fact, file: SubjectFile, on: date) -> Reading:
    """Return what a subject's file itself says of a fact, observations aside."""
    read = fact.read
    return NOT_KNOWN if read is None else _guarded(lambda: taken(fact, read(file, on)))


def recorded(fact: Fact, read: OfRecord, record: object, on: date) -> Reading:
    """Return the same of a fact that is read of the record alone."""
    return _guarded(lambda: taken(fact, read.of(record, on)))


def resolved(fact: Fact, file: SubjectFile, on: date) -> Reading:
    """Return what is known of a fact on a day, by its subject's file and by observations."""

    def told() -> Reading:
        return declared(fact, file, on)

    seen = [one for one in file.observations if one.fact == fact.name]
    return told() if fact.computed else observed(fact, seen, on, told, file.recorded_on)


def observed(
    fact: Fact,
    seen: Sequence[Observation],
    on: date,
    told: Callable[[], Reading],
    recorded_on: date | None,
) -> Reading:
    """Return what is known of a fact on a day.

    Args:
        fact: The fact.
        seen: All observations of it.
        on: The day.
        told: Gives what its subject's file itself says.
        recorded_on: The day on which that was written down.
    """
    decisive = deciding(seen, on)
    if decisive is None:
        return told()
    if not decisive:
        return _EXPIRED
    reading = agreed(fact, decisive)
    # "an unexpired one against a declared value recorded later"; known to be absent is declared too
    if reading.reason is None and is_later(recorded_on, decisive):
        own = told()
        is_told = own.reason is None or own.reason is Reason.NOT_THERE
        return _CONFLICTING if is_told and own.value != reading.value else reading
    return reading


_EXPIRED, _ERROR, _CONFLICTING = (
    Reading(reason=reason) for reason in (Reason.EXPIRED, Reason.ERROR, Reason.CONFLICTING)
)


def deciding(seen: Sequence[Observation], on: date) -> Sequence[Observation] | None:
    """Return the newest observations that count on a day, by id; None: none was made by then."""
    if len(seen) == 1:  # as nearly always
        (one,) = seen
        counts = one.expires_on is None or one.expires_on >= on
        return None if one.collected_on > on else seen if counts else ()
    by_then = [one for one in seen if one.collected_on <= on]
    current = [one for one in by_then if one.expires_on is None or one.expires_on >= on]
    if not current:
        return current if by_then else None
    newest = max([one.collected_on for one in current])
    found = [one for one in current if one.collected_on == newest]
    return sorted(found, key=lambda one: one.id)


def agreed(fact: Fact, decisive: Sequence[Observation]) -> Reading:
    """Return what observations of one day say, if they say the same."""
    first = decisive[0]
    try:
        value = fact.accept(first.value)
        agree = {fact.accept(one.value) for one in decisive} == {value}
    except Exception:  # noqa: BLE001 - a host's fact may fail in any way; other rules go on
        return _ERROR
    return Reading(value=value, observation=first.id) if agree else _CONFLICTING


def is_later(recorded_on: date | None, decisive: Sequence[Observation]) -> bool:
    """Tell whether declared values were written down after what was observed last."""
    return recorded_on is not None and recorded_on > decisive[0].collected_on
