"""The ledger: each period of each duty, what is required of it and where that stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.guideline import Duty, NoDayPolicy
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
from ridehire_partybuild.values.record import not_above

from .ground import Ground

__all__ = [
    "Excuse",
    "ExcuseKind",
    "LedgerEntry",
    "LedgerState",
    "Places",
    "excuse_of",
    "is_held",
    "served",
    "state_of",
]

_COUNT = limits(0, 366)


class LedgerState(Term):
    """Where one period of a duty stands."""

    FULFILLED = "fulfilled"
    """All that it asks for was held."""
    PLANNED = "planned"
    """What is not held yet is planned, and nothing planned is broken."""
    AT_RISK = "at_risk"
    """It is not over, and a session is not placed, or stands where a rule forbids it."""
    OVERDUE = "overdue"
    """It is over, and a session was never placed."""
    WAIVED = "waived"
    """What was not held need not be."""


class ExcuseKind(Term):
    """Why a period of a duty need not be served."""

    EXEMPTED = "exempted"
    NO_DAY = "no_day"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Excuse(Record):
    """Why, by whom and by what paper a period need not be served.

    Attributes:
        kind: An exemption on record, or no admissible day in the period.
        reason: Why, in the words of the exemption; None: the kind says all.
        authority: Who said so; None: nobody, it follows from the calendar and the duty.
        document: The paper that says so; None: none is known.

    >>> Excuse(kind=ExcuseKind.NO_DAY).kind.label()
    'no admissible day'
    """

    kind: ExcuseKind
    reason: str | None = attrs.field(default=None, metadata=limits(longest=500))
    authority: str | None = attrs.field(default=None, metadata=limits(longest=200))
    document: str | None = attrs.field(default=None, metadata=limits(longest=300))


def excuse_of(duty: Duty, period: Period, ground: Ground) -> Excuse | None:
    """Return why ``period`` of ``duty`` need not be served; None: it must be.

    An exemption on record comes first; else a period without an admissible day is waived where
    the duty says so and its station is on record.
    """
    for one in ground.register.exemptions:
        if (one.duty, one.period, one.subject) == (duty.id, period, duty.subject):
            return Excuse(
                kind=ExcuseKind.EXEMPTED,
                reason=one.reason,
                authority=one.authority,
                document=one.document,
            )
    if ground.station(duty.station) is None:
        return None
    waives = ground.window(duty, period).exception is NoDayPolicy.WAIVE
    return Excuse(kind=ExcuseKind.NO_DAY) if waives else None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LedgerEntry(Record):
    """One period of one duty: required = held + planned + unplaced + waived.

    Attributes:
        duty: The duty.
        period: The period.
        required: How many sessions it asks for.
        held: How many of these were held by the day of the plan; beyond that none is counted.
        planned: How many stand in the plan or were planned before for that day or later.
        unplaced: How many are not placed.
        waived: How many are excused.
        broken: How many of those planned before break a rule that blocks.
        excuse: Why the waived ones are excused; None: none is.
        state: What that comes to.

    Raises:
        InvalidValue: the parts do not add up to what is required, or more are broken than planned.

    >>> LedgerEntry(duty="D-1", period=Period.parse("2026-01"), required=2, held=1, unplaced=1,
    ...             state=LedgerState.AT_RISK).state.label("zh")
    '有缺口'
    """

    duty: DutyId = attrs.field(converter=duty_id)
    period: Period
    required: int = attrs.field(metadata=_COUNT)
    held: int = attrs.field(default=0, metadata=_COUNT)
    planned: int = attrs.field(default=0, metadata=_COUNT)
    unplaced: int = attrs.field(default=0, metadata=_COUNT)
    waived: int = attrs.field(default=0, metadata=_COUNT)
    broken: int = attrs.field(default=0, metadata=_COUNT)
    excuse: Excuse | None = None
    state: LedgerState

    def contradictions(self) -> Iterator[Problem]:
        """Nothing is lost: "already held + placed + unplaced + waived = required"."""
        total = self.held + self.planned + self.unplaced + self.waived
        if total != self.required:
            yield Problem(
                code="ledger.sum",
                params={"kind": "required", "value": self.required, "total": total},
            )
        yield from not_above(self, "broken", "planned")


def state_of(  # noqa: PLR0913 - the parts of an entry
    period: Period, on: date, *, planned: int, unplaced: int, waived: int, broken: int = 0
) -> LedgerState:
    """Return what the parts of an entry come to on a day.

    >>> month = Period.parse("2026-01")
    >>> state_of(month, date(2026, 2, 1), planned=0, unplaced=1, waived=0).label()
    'overdue'
    """
    if unplaced:
        return LedgerState.OVERDUE if period.end <= on else LedgerState.AT_RISK
    if planned:
        return LedgerState.AT_RISK if broken else LedgerState.PLANNED
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
