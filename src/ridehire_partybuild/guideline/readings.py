"""Readings: what is known of each fact, and the one resolver that serves every fact."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Self

import attrs

from ridehire_partybuild.model import SubjectFile
from ridehire_partybuild.values import AnyKind, ObservationId, Period, SessionStatus, activity_kind

from .duty import duty_of
from .facts import ABSENT, Fact, Facts, Value
from .vocabulary import Reason

__all__ = [
    "NOT_KNOWN",
    "NOT_THERE",
    "Reading",
    "Readings",
    "counted_sessions",
    "readings_of",
    "sessions_fact",
]


@attrs.frozen(kw_only=True)
class Reading:
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


@attrs.frozen(kw_only=True)
class Readings:
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
    return f"sessions({kind.value},{period})"


def counted_sessions(name: str) -> tuple[AnyKind, Period]:
    """Return the kind and period whose sessions the fact of that name counts.

    >>> kind, period = counted_sessions("sessions(party_lecture,2025-Q1)")
    >>> kind.value, str(period)
    ('party_lecture', '2025-Q1')
    """
    kind, _, period = name.removeprefix("sessions(").removesuffix(")").rpartition(",")
    return activity_kind(kind), Period.parse(period)


class _FileReadings(Mapping[str, Reading]):
    """The readings of one subject's file, each made when it is first asked for."""

    def __init__(self, file: SubjectFile, on: date, facts: Facts) -> None:
        self._file, self._on, self._facts = file, on, facts
        self._made: dict[str, Reading] = {}

    def __getitem__(self, name: str) -> Reading:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(name)
        return found

    def _make(self, name: str) -> Reading:
        if name.startswith("sessions("):
            return _count(self._file, self._on, *counted_sessions(name))
        fact = self._facts.get(name)
        if fact is None or fact.subject is not self._file.kind:
            raise KeyError(name)
        return _resolve(fact, self._file, self._on)

    def __iter__(self) -> Iterator[str]:
        return (name for name, fact in self._facts.items() if fact.subject is self._file.kind)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def readings_of(file: SubjectFile, on: date, facts: Facts) -> Readings:
    """Return what is known of a subject on a day: no observation of a later day counts.

    Total: a fact whose reading fails is a reading with the reason ERROR.
    """
    return Readings(on=on, since=file.opened_on, facts=_FileReadings(file, on, facts))


def _count(file: SubjectFile, on: date, kind: AnyKind, period: Period) -> Reading:
    count = Decimal(
        sum(
            1
            for session in file.sessions
            if session.kind == kind
            and session.status is SessionStatus.HELD
            and session.day <= on
            and session.period_served(period.unit) == period
        )
    )
    return Reading(value=count, reason=_doubt(file, kind, period))


def _doubt(file: SubjectFile, kind: AnyKind, period: Period) -> Reason | None:
    """Return why a count says less than it seems: the period is not judged, or records lack."""
    duty = duty_of(file.id, kind)
    if any(one.duty == duty and one.period == period for one in file.exemptions):
        return Reason.EXEMPTED
    if file.is_suspended_in(period):
        return Reason.NOT_OPEN
    # "before records_since a lack of records is no evidence, enough records pass"
    return None if file.has_all_sessions(period) else Reason.MISSING


def _guarded(read: Callable[[], Value | Reading | None]) -> Reading:
    try:
        found = read()
    except Exception:  # noqa: BLE001 - a host's fact may fail in any way; other rules go on
        return Reading(reason=Reason.ERROR)
    if isinstance(found, Reading):
        return found
    return NOT_KNOWN if found is None else Reading(value=found)


def _declared(fact: Fact, file: SubjectFile, on: date) -> Reading:
    read = fact.read
    if read is None:
        return NOT_KNOWN

    def checked() -> Value | Reading | None:
        value = read(file, on)
        if value is ABSENT:
            return NOT_THERE
        return value if value is None or fact.holds(value) else Reading(reason=Reason.ERROR)

    return _guarded(checked)


def _resolve(fact: Fact, file: SubjectFile, on: date) -> Reading:
    declared = _declared(fact, file, on)
    seen = [o for o in file.observations if o.fact == fact.name and o.collected_on <= on]
    if fact.computed or not seen:
        return declared
    current = [o for o in seen if o.expires_on is None or o.expires_on >= on]
    if not current:
        return Reading(reason=Reason.EXPIRED)
    newest = max(o.collected_on for o in current)
    decisive = sorted((o for o in current if o.collected_on == newest), key=lambda o: o.id)
    readings = [_guarded(lambda o=o: fact.accept(o.value)) for o in decisive]  # type: ignore[misc]
    if any(reading.reason is Reason.ERROR for reading in readings):
        return Reading(reason=Reason.ERROR)
    if _disagree(readings) or _overtaken(readings, declared, newest, file.recorded_on):
        return Reading(reason=Reason.CONFLICTING)
    return Reading(value=readings[0].value, observation=decisive[0].id)


def _disagree(readings: Iterable[Reading]) -> bool:
    return len({reading.value for reading in readings}) > 1


def _overtaken(
    seen: list[Reading], declared: Reading, newest: date, recorded_on: date | None
) -> bool:
    # "an unexpired one against a declared value recorded later"; known to be absent is declared too
    if declared.reason not in {None, Reason.NOT_THERE} or recorded_on is None:
        return False
    return recorded_on > newest and declared.value != seen[0].value
