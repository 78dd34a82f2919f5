"""What a search comes to: sessions, what they cost, and the plan that is made of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Actor, Branch, Party, Register, Session
from ridehire_partybuild.values import SHANGHAI, DutyId, SessionId, SessionStatus
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .chains import Key
from .checker import violations
from .completion import Choice, Completion, Placement
from .ground import Slot
from .identity import session_id
from .matter import Matter
from .needs import Need
from .plans import ConstraintMatch, Plan, PlanScore
from .score import matches_of, summed
from .search_state import State

__all__ = ["Outcome", "placement_of"]


def placement_of(state: State) -> Placement:
    """Where the needs of a search stand, in days and minutes again."""
    board = state.board
    found = {}
    for number, need in enumerate(board.needs):
        day = state.day[number]
        if day >= 0:
            start = (board.grid.first + day) * MINUTES_A_DAY + state.start[number] * board.grid.step
            host = state.host[number]
            found[need.key] = Slot(
                start=start,
                end=start + need.duty.minutes,
                station=need.station,
                host=board.hosts[host].id if host >= 0 else None,
                duty=need.duty,
                period=need.period,
            )
    return found


class Outcome:
    """A placement made full, its sessions, and what they cost.

    Attributes:
        completion: Where everything stands, and what is left.
        placed: The sessions, and what needs they meet.
        matches: What they cost, point by point.
        score: What that comes to.
    """

    def __init__(self, matter: Matter, placement: Placement, choice: Choice) -> None:
        inputs = matter.inputs
        self._matter, self._register = matter, inputs.register
        self._owners: dict[DutyId, Party | None] = {}
        self.completion = Completion(matter.ground, inputs.duties, matter.needs, placement)
        self.completion.fill(choice)
        self.placed: Mapping[Key, tuple[Session, Need]] = {
            need.key: (self._session(need, self.completion.slots[need.key]), need)
            for need in matter.needs
            if need.key in self.completion.slots
        }
        broken = violations(
            (session for session, _ in self.placed.values()),
            inputs.register,
            inputs.calendar,
            policy=inputs.policy,
            duties=inputs.duties,
        )
        self.matches: tuple[ConstraintMatch, ...] = matches_of(
            matter, self.placed, self.completion.left, broken
        )
        self.score = summed(self.matches)

    def plan(self, bound: PlanScore, made: int) -> Plan:
        """The plan that it is, with a bound and the moves of the search."""
        inputs, left = self._matter.inputs, self.completion.left
        missing = Counter((need.duty.id, need.period) for need in left)
        return Plan(
            inputs=inputs,
            sessions=tuple(session for session, _ in self.placed.values()),
            unplaced=self.completion.unplaced(),
            score=self.score,
            matches=self.matches,
            ledger=tuple(
                one.entry(inputs.on, missing[one.duty.id, one.period]) for one in self._matter.due
            ),
            bound=bound,
            moves_made=made,
        )

    def _session(self, need: Need, slot: Slot) -> Session:
        duty = need.duty
        if duty.id not in self._owners:
            self._owners[duty.id] = _organiser(duty, self._register)
        return Session(
            id=self._new_id(need),
            kind=duty.kind,
            station=slot.station,
            start=_moment(slot.start),
            end=_moment(slot.end),
            status=SessionStatus.PLANNED,
            host=slot.host,
            organiser=self._owners[duty.id],
            duty=duty.id,
            period=need.period,
        )

    def _new_id(self, need: Need) -> SessionId:
        """The id of the need, or the next of its kind where a record bears it (one cancelled)."""
        attempt = 0
        while (
            made := session_id(need.duty.id, need.period, need.ordinal, attempt)
        ) in self._register:
            attempt += 1
        return made


def _moment(minute: int) -> datetime:
    day = date.fromordinal(minute // MINUTES_A_DAY)
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute % MINUTES_A_DAY)


def _organiser(duty: Duty, register: Register) -> Party | None:
    """The branch or actor that owes the session, so that it stands in its file once held."""
    owner = register.get(duty.subject) if duty.subject in register else None
    if isinstance(owner, Branch):
        return Party(name=owner.name, branch=owner.id)
    return Party(name=owner.name, actor=owner.id) if isinstance(owner, Actor) else None
