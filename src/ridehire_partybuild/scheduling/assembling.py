"""Any sessions as a plan: held against what is needed, judged by the checker, and scored.

The planner, whoever replans and the solvers of others are judged here by one measure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.values import DutyId, Period, SessionId, SessionStatus

from .board import Board
from .bookings import Bookings
from .bounds import bound_of
from .chains import Key
from .checker import Violation, violations
from .completion import Completion
from .ground import Slot
from .identity import session_id
from .matter import matter_of
from .needs import Need
from .planner import plan as planned
from .plans import ConstraintMatch, Plan, PlanInputs, PlanScore
from .score import matches_of, summed

__all__ = ["Fit", "Judge", "added", "planned_from"]

_ATTEMPTS = 8


@attrs.frozen(kw_only=True)
class Fit:
    """Sessions held against what is needed.

    Attributes:
        pairs: Each session that meets a need, with it.
        left: The needs that no session meets.
        surplus: The sessions that nothing asks for.
    """

    pairs: tuple[tuple[Session, Need], ...]
    left: tuple[Need, ...]
    surplus: tuple[Session, ...]


class Judge:
    """One set of inputs, before which any number of sets of sessions can be brought."""

    def __init__(self, inputs: PlanInputs) -> None:
        self.inputs = inputs
        self.matter = matter_of(inputs)
        self.ground = self.matter.ground

    @cached_property
    def needs(self) -> Mapping[tuple[DutyId, Period], tuple[Need, ...]]:
        """What each due period needs, by duty and period."""
        return {(one.duty.id, one.period): one.needs for one in self.matter.due}

    @cached_property
    def _bearing(self) -> Mapping[SessionId, Need]:
        """Each need by the ids that a session for it would bear."""
        return {
            session_id(*need.key, attempt): need
            for need in self.matter.needs
            for attempt in range(_ATTEMPTS)
        }

    @cached_property
    def _bound(self) -> PlanScore:
        found = bound_of(Board(self.matter))
        return PlanScore(medium=-found.medium, soft=-found.soft)

    def fit(self, sessions: Iterable[Session]) -> Fit:
        """Hold sessions against the needs; of too many for one period the first are taken.

        A session made for a need takes it; the others take what is left of their period, in
        order of time.
        """
        pairs: dict[Key, tuple[Session, Need]] = {}
        waiting: dict[tuple[DutyId, Period], list[Session]] = defaultdict(list)
        surplus: list[Session] = []
        for session in sessions:
            need = self._bearing.get(session.id)
            if session.duty is None or session.period is None:
                surplus.append(session)
            elif need is not None and need.key not in pairs and _serves(session, need):
                pairs[need.key] = session, need
            else:
                waiting[session.duty, session.period].append(session)
        for at, given in waiting.items():
            free = [need for need in self.needs.get(at, ()) if need.key not in pairs]
            taken, extra = given[: len(free)], given[len(free) :]
            in_time = sorted(taken, key=lambda one: (one.start, one.id))
            pairs |= {need.key: (one, need) for one, need in zip(in_time, free, strict=False)}
            surplus += extra
        left = tuple(need for need in self.matter.needs if need.key not in pairs)
        return Fit(pairs=tuple(pairs.values()), left=left, surplus=tuple(surplus))

    def violations(self, sessions: Iterable[Session]) -> tuple[Violation, ...]:
        """Return the rules that sessions break."""
        inputs = self.inputs
        return violations(
            sessions, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
        )

    def broken(self, sessions: Iterable[Session]) -> tuple[Violation, ...]:
        """Return the rules that sessions break and that no planner may break."""
        return tuple(one for one in self.violations(sessions) if one.severity.blocks)

    def matches(self, fit: Fit, broken: Iterable[Violation]) -> tuple[ConstraintMatch, ...]:
        """Return every point that a plan of these sessions costs, ``broken`` being their rules."""
        placed = {need.key: (session, need) for session, need in fit.pairs}
        return matches_of(self.matter, placed, fit.left, broken)

    def plan(self, sessions: Iterable[Session]) -> Plan:
        """Return the plan of these sessions; what nothing asks for is left out of it."""
        fit, inputs = self.fit(sessions), self.inputs
        placed = tuple(session for session, _ in fit.pairs)
        matches = self.matches(fit, self.violations(placed))
        missing = Counter((need.duty.id, need.period) for need in fit.left)
        known = {duty.id: duty for duty in inputs.duties}
        standing = {need.key: Slot.of(session, known) for session, need in fit.pairs}
        completion = Completion(self.ground, inputs.duties, self.matter.needs, standing)
        return Plan(
            inputs=inputs,
            sessions=placed,
            unplaced=completion.unplaced(),
            score=summed(matches),
            matches=matches,
            ledger=tuple(
                one.entry(inputs.on, missing[one.duty.id, one.period]) for one in self.matter.due
            ),
            bound=self._bound,
        )

    def booked(self, placed: Iterable[Session] = ()) -> Bookings:
        """Return the books with what is on record, and ``placed``."""
        books, known = Bookings(self.ground), {duty.id: duty for duty in self.inputs.duties}
        for session in (*self.inputs.register.sessions, *placed):
            if session.status is not SessionStatus.CANCELLED:
                books.add(Slot.of(session, known))
        return books


def _serves(session: Session, need: Need) -> bool:
    return (session.duty, session.period) == (need.duty.id, need.period)


def planned_from(inputs: PlanInputs) -> Plan:
    """Return the plan of these inputs."""
    arguments: dict[str, Any] = {
        field.name: getattr(inputs, field.name) for field in attrs.fields(PlanInputs)
    }
    return planned(**arguments)


def added(
    inputs: PlanInputs, sessions: Iterable[Session], duty: DutyId | None = None
) -> tuple[Session, ...]:
    """Return the sessions that the planner adds to those given; for one duty alone, if told."""
    known = inputs.register
    full = known.with_(*(_recordable(one, known) for one in sessions))
    wanted = tuple(one for one in inputs.duties if duty in {None, one.id})
    return planned_from(attrs.evolve(inputs, register=full, duties=wanted)).sessions


def _recordable(session: Session, register: Register) -> Session:
    """Return the session without what is no longer on record: a pinned one may name it still."""
    gone: dict[str, Any] = {
        path.split(".")[1]: None for path, one, _ in session.references() if one not in register
    }
    if "station" in gone:
        gone["venue"] = str(session.station)
    return attrs.evolve(session, **gone) if gone else session
