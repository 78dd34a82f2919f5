"""A solver of one's own: it is told what is needed, and its answer is judged, never trusted."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Actor, Branch, Party, Register, Session
from ridehire_partybuild.values import HostId, Period, SessionId, SessionStatus, Span, StationId
from ridehire_partybuild.values.compared import Compared

from .identity import repeated, session_id
from .plans import Plan, PlanInputs

if TYPE_CHECKING:
    from .assembling import Judge
    from .needs import Need

__all__ = ["Solver", "Wanted", "solved"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Wanted(Compared):
    """One session that a plan needs: what a solver is asked for.

    Attributes:
        id: The id that it will bear.
        duty: The duty.
        period: The period that it is to serve.
        ordinal: Which of the period's sessions, from 1.
        span: The days on which it can be.
        ideal: The day on which it would be best.
        station: Whose room; None: none is on record, so nothing can be placed.
        hosts: Who could hold it; a single None: nobody is needed.
        organiser: Who calls it.
    """

    id: SessionId
    duty: Duty
    period: Period
    ordinal: int
    span: Span
    ideal: date
    station: StationId | None
    hosts: tuple[HostId | None, ...]
    organiser: Party | None

    def session(self, start: datetime, host: HostId | None = None) -> Session:
        """Return it as a session that begins at ``start``, an aware time.

        Raises:
            InvalidValue: a naive time, or there is no station for it.
        """
        return Session(
            id=self.id,
            kind=self.duty.kind,
            station=self.station,
            start=start,
            end=start + timedelta(minutes=self.duty.minutes),
            status=SessionStatus.PLANNED,
            host=host,
            organiser=self.organiser,
            duty=self.duty.id,
            period=self.period,
        )


class Solver(Protocol):
    """Whatever places sessions: a function, or an object that can be called.

    It gets what a plan is made from and what that needs, by duty, period and ordinal, and returns
    sessions, best made by `Wanted.session`. It need not place everything.
    """

    def __call__(self, inputs: PlanInputs, wanted: tuple[Wanted, ...], /) -> Iterable[Session]:
        """Return the sessions that are placed."""


def solved(inputs: PlanInputs, solver: Solver) -> Plan:
    """Return the plan that ``solver`` makes, judged by `violations` and scored as any plan is.

    What it leaves open is placed by the planner where that can be: so the ledger and the tallies
    of the plan are as true as those of any other.

    Raises:
        InvalidValue: it returned a session that breaks a rule that blocks, that is not planned,
            that lies outside the span or in the past, or that nothing asked for; all of it at once.

    >>> from ridehire_partybuild import DEFAULT_POLICY, WorkCalendar
    >>> span = Span.parse("2026-01-01/2026-06-30")
    >>> inputs = PlanInputs(duties=(), register=Register(), calendar=WorkCalendar(), span=span,
    ...                     on=span.start, policy=DEFAULT_POLICY)
    >>> solved(inputs, lambda inputs, wanted: ()).sessions
    ()
    """
    from .assembling import Judge, added  # noqa: PLC0415 - read with the first call

    judge = Judge(inputs)
    sessions = tuple(solver(inputs, wanted_of(judge)))
    problems = tuple(_problems(judge, sessions))
    if problems:
        raise InvalidValue(problems)
    return judge.plan((*sessions, *added(inputs, sessions)))


def wanted_of(judge: "Judge") -> tuple[Wanted, ...]:
    """Return what the plan needs, as a solver is told."""
    register = judge.inputs.register
    return tuple(_wanted(need, register) for needs in judge.needs.values() for need in needs)


def _wanted(need: "Need", register: Register) -> Wanted:
    attempt = 0
    while (name := session_id(need.duty.id, need.period, need.ordinal, attempt)) in register:
        attempt += 1
    return Wanted(
        id=name,
        duty=need.duty,
        period=need.period,
        ordinal=need.ordinal,
        span=Span(start=need.window.start, end=need.window.end),
        ideal=need.ideal,
        station=need.station,
        hosts=need.hosts,
        organiser=_organiser(need.duty, register),
    )


def _organiser(duty: Duty, register: Register) -> Party | None:
    owner = register.get(duty.subject) if duty.subject in register else None
    if isinstance(owner, Branch):
        return Party(name=owner.name, branch=owner.id)
    return Party(name=owner.name, actor=owner.id) if isinstance(owner, Actor) else None


def _problems(judge: "Judge", sessions: tuple[Session, ...]) -> Iterator[Problem]:
    inputs = judge.inputs
    doubled = tuple(repeated("sessions", sessions))
    if doubled:
        yield from doubled
        return
    index = {session.id: place for place, session in enumerate(sessions)}
    for session in sessions:
        path = f"$.sessions[{index[session.id]}]"
        planned = session.status is SessionStatus.PLANNED and session.id not in inputs.register
        if not planned or session.day not in inputs.span or session.day < inputs.on:
            yield _refused("solver.outside", path, session)
    for session in judge.fit(sessions).surplus:
        yield _refused("solver.surplus", f"$.sessions[{index[session.id]}]", session)
    for broken in judge.broken(sessions):
        first = next(one for one in broken.sessions if one in index)
        path = f"$.sessions[{index[first]}]"
        yield _refused("solver.broken", path, sessions[index[first]], rule=broken.rule)


def _refused(code: str, path: str, session: Session, **more: object) -> Problem:
    told: dict[str, object] = {"kind": "Session", "value": str(session.id)}
    return Problem(code=code, path=path, params={**told, **more})
