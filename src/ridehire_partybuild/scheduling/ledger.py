"""The ledger: each period of each duty, what is required of it and where that stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.values import (
    DutyId,
    Period,
    Record,
    SessionId,
    SessionStatus,
    Term,
    limits,
)
from ridehire_partybuild.values.id_fields import duty_id

__all__ = ["LedgerEntry", "LedgerState", "Places", "is_held", "served", "state_of"]

_COUNT = limits(0, 366)


class LedgerState(Term):
    """Where one period of a duty stands."""

    FULFILLED = "fulfilled"
    PLANNED = "planned"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    WAIVED = "waived"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LedgerEntry(Record):
    """One period of one duty: required = held + planned + unplaced + waived.

    Attributes:
        duty: The duty.
        period: The period.
        required: How many sessions it asks for.
        held: How many of these were held by the day of the plan; beyond that none is counted.
        planned: How many stand in the plan or were planned before for that day or later.
        unplaced: How many could not be placed.
        waived: How many are excused, for the period has no admissible day.
        state: What that comes to.

    Raises:
        InvalidValue: the parts do not add up to what is required.
    """

    duty: DutyId = attrs.field(converter=duty_id)
    period: Period
    required: int = attrs.field(metadata=_COUNT)
    held: int = attrs.field(default=0, metadata=_COUNT)
    planned: int = attrs.field(default=0, metadata=_COUNT)
    unplaced: int = attrs.field(default=0, metadata=_COUNT)
    waived: int = attrs.field(default=0, metadata=_COUNT)
    state: LedgerState

    def contradictions(self) -> Iterator[Problem]:
        """Nothing is lost: "already held + placed + unplaced + waived = required"."""
        total = self.held + self.planned + self.unplaced + self.waived
        if total != self.required:
            yield Problem(
                code="ledger.sum",
                params={"kind": "required", "value": self.required, "total": total},
            )


def state_of(period: Period, on: date, *, planned: int, unplaced: int, waived: int) -> LedgerState:
    """Return what the parts of an entry come to on a day.

    >>> month = Period.parse("2026-01")
    >>> state_of(month, date(2026, 2, 1), planned=0, unplaced=1, waived=0).label()
    'overdue'
    """
    if unplaced:
        return LedgerState.OVERDUE if period.end <= on else LedgerState.AT_RISK
    if planned:
        return LedgerState.PLANNED
    return LedgerState.WAIVED if waived else LedgerState.FULFILLED


Places = Mapping[tuple[DutyId, Period], tuple[Session, ...]]


def is_held(session: Session, on: date) -> bool:
    """Tell whether the session was held by ``on``: what is held later is planned as yet."""
    return session.status is SessionStatus.HELD and session.day <= on


def _is_past(session: Session, on: date) -> bool:
    """Tell whether the session was planned for a day before ``on`` and never held."""
    return session.status is SessionStatus.PLANNED and session.day < on


def served(duties: Iterable[Duty], register: Register, on: date) -> Places:
    """Return the held and planned sessions of the register by the duty and period they serve.

    What was planned for a day before ``on`` and never held serves nothing. A session serves the
    period told by `Session.period_served`. It counts for the duty it names; one that names none
    of ``duties`` counts for a duty of its kind whose subject it belongs to. "One session serves
    one period of one duty": those that name a duty come first, then held before planned, then by
    start and id; of several duties the first (by id) that is still short takes it.
    """
    known = {duty.id: duty for duty in sorted(duties, key=lambda duty: duty.id)}
    owned = {duty.id: _owned(duty, register) for duty in known.values()}

    def precedence(session: Session) -> tuple[bool, bool, object, SessionId]:
        return session.duty not in known, not is_held(session, on), session.start, session.id

    found: dict[tuple[DutyId, Period], list[Session]] = {}
    for session in sorted(register.sessions, key=precedence):
        if session.status is SessionStatus.CANCELLED or _is_past(session, on):
            continue
        if session.duty in known:
            claims = [known[session.duty]]
        else:
            claims = [duty for duty in known.values() if session.id in owned[duty.id]]
        places = [((duty.id, session.period_served(duty.cadence.per)), duty) for duty in claims]
        short = (at for at, duty in places if len(found.get(at, ())) < duty.cadence.times)
        chosen = next(short, places[0][0] if places else None)
        if chosen is not None:
            found.setdefault(chosen, []).append(session)
    return {at: tuple(sessions) for at, sessions in found.items()}


def _owned(duty: Duty, register: Register) -> frozenset[SessionId]:
    try:
        sessions = register.of(duty.subject).sessions
    except KeyError:  # a duty set by hand for somebody who is not on record
        return frozenset()
    return frozenset(one.id for one in sessions if one.kind == duty.kind)
