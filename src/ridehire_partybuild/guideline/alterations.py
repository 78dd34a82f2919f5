"""A fact set otherwise, as records of a register: written where it stands, else observed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import attrs

from ridehire_partybuild.model import (
    Activity,
    AnyRecord,
    Observation,
    Party,
    Register,
    Session,
    SubjectFile,
)
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityDomain,
    AnyKind,
    LocalKind,
    ObservationId,
    Period,
    SessionStatus,
    SubjectKind,
    Text,
    made_id,
)
from ridehire_partybuild.values.record import LATEST

from .facts import Fact, Facts, Value
from .readings import counted_sessions, is_session_count, readings_of
from .writers import writer_of

__all__ = ["Occasion", "altered_file", "put", "records_for"]

_AT, _FOR = time(10), timedelta(hours=1)


@attrs.frozen(kw_only=True)
class Occasion:
    """When facts are set otherwise.

    Attributes:
        on: The day on which they are to read so.
        day: The day that observations bear, and the first on which a session can be held.
        facts: The catalogue.
    """

    on: date
    day: date
    facts: Facts


def records_for(
    file: SubjectFile, assigned: Mapping[str, Value], occasion: Occasion
) -> tuple[AnyRecord, ...]:
    """Return the records that make facts of a subject read as assigned, so far as any can.

    A fact with a writer is written into the subject's record; what does not read back so, and what
    has no writer, is observed, in place of observations of that day. A count of sessions comes of
    sessions held; none can be held after 2100.

    Raises:
        KeyError: the catalogue does not have a fact.
    """
    counted = {name: value for name, value in assigned.items() if is_session_count(name)}
    plain = {name: value for name, value in assigned.items() if name not in counted}
    unknown = [name for name in plain if name not in occasion.facts]
    if unknown:
        raise KeyError(*unknown)
    record = _written(file, plain, occasion.facts)
    written = () if record is file.record else (record,)
    now = readings_of(altered_file(file, written), occasion.on, occasion.facts)
    found: list[Any] = list(written)
    for name, value in plain.items():
        reading = now.of(name)
        if reading.value != value or reading.reason is not None:
            found.extend(_observed(file, occasion.facts[name], value, occasion.day))
    for name, value in counted.items():
        numbers = range(int(now.of(name).value or 0), int(value))  # type: ignore[arg-type]
        found.extend(_held(file, *counted_sessions(name), numbers, occasion.day))
    return tuple(found)


def altered_file(file: SubjectFile, records: Iterable[AnyRecord]) -> SubjectFile:
    """Return the file of a subject once its register holds ``records``."""
    observations = {one.id: one for one in file.observations}
    sessions = {one.id: one for one in file.sessions}
    record = file.record
    for one in records:
        match one:
            case Observation():
                observations[one.id] = one
            case Session():
                sessions[one.id] = one
            case _:
                record = one  # type: ignore[assignment]
    return attrs.evolve(
        file,
        record=record,
        observations=tuple(observations.values()),
        sessions=tuple(sessions.values()),
    )


def put(records: Iterable[AnyRecord], register: Register) -> Register:
    """Return the register with ``records``, and with the kinds of activity that they name."""
    given = tuple(records)
    kinds = {one.kind for one in given if isinstance(one, Session)}
    new = sorted(k for k in kinds if isinstance(k, LocalKind) and k not in register)
    return register.with_(*given, *(_activity(kind) for kind in new))


def _activity(kind: LocalKind) -> Activity:
    label = Text(zh=kind.value, en=kind.value)
    return Activity(id=kind, label=label, domain=ActivityDomain.DAILY_LIFE)


def _written(file: SubjectFile, assigned: Mapping[str, Value], facts: Facts) -> Any:
    record = file.record
    for name, value in assigned.items():
        write = writer_of(facts[name])
        if write is None or record is None:
            continue
        try:
            record = write(record, value)
        except Exception:  # noqa: BLE001, S112 - a host's writer may fail in any way: it is observed
            continue
    return record


def _observed(file: SubjectFile, fact: Fact, value: Value, day: date) -> Iterator[Observation]:
    """Yield the observation that a fact is so, in place of each that was made on that day."""
    said = value.isoformat() if isinstance(value, date) else value
    same = [o.id for o in file.observations if o.fact == fact.name and o.collected_on == day]
    own = ObservationId(made_id("alteration", file.id, fact.name, day))
    for name in same or [own]:
        yield Observation(
            id=name,
            subject=file.id,
            fact=fact.name,
            value=said,
            method=fact.method,
            collected_on=day,
        )


def _held(
    file: SubjectFile, kind: AnyKind, period: Period, numbers: Iterable[int], day: date
) -> Iterator[Session]:
    # in a period that is over, and out of time to be made up for, it was held before it ended
    when = max(day, period.start)
    late = when >= period.end + ROLL_DEADLINE
    day = period.span.last if late else when
    if day.year > LATEST:
        return
    start = datetime.combine(day, _AT, SHANGHAI)
    for ordinal in numbers:
        yield Session(
            id=made_id("alteration", file.id, kind.value, period, ordinal),
            kind=kind,
            start=start,
            end=start + _FOR,
            status=SessionStatus.HELD,
            period=period,
            **_place(file),
        )


def _place(file: SubjectFile) -> dict[str, Any]:
    if file.kind is SubjectKind.STATION:
        return {"station": file.id}
    if file.kind is SubjectKind.CITY:
        return {"station": file.stations[0].id}
    name = "—" if file.record is None else file.record.name
    link: dict[str, Any] = {"branch" if file.kind is SubjectKind.BRANCH else "actor": file.id}
    return {"venue": name, "organiser": Party(name=name, **link)}
