"""The planner: constructs a plan, the scarcest needs first, and betters it by a local search.

Deterministic: the seed alone decides ties and which way the search goes, and the budget is one of
moves, not of time. Equal inputs make equal plans in whatever order they were given.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Actor, Branch, Party, Register, Session
from ridehire_partybuild.values import (
    SHANGHAI,
    DutyId,
    Period,
    SessionId,
    SessionStatus,
    Span,
)
from ridehire_partybuild.values.collector import paused_collector
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .annealing import anneal, construct
from .board import MEDIUM, Board
from .bounds import bound_of
from .chains import Key, chains_of
from .checker import violations
from .completion import Completion, Placement
from .coverage import due_rotations
from .ground import Ground, Slot
from .identity import session_id
from .ledger import served
from .moves import Moves
from .needs import Due, Need, due_periods
from .plans import ConstraintMatch, Plan, PlanInputs, PlanScore
from .policy import DEFAULT_POLICY, Policy
from .score import Matter, matches_of, summed
from .search_state import State
from .spots import Spots

__all__ = ["plan"]


def plan(  # noqa: PLR0913 - the arguments are the inputs that a plan keeps
    duties: Iterable[Duty],
    register: Register,
    calendar: WorkCalendar,
    span: Span,
    *,
    on: date | None = None,
    policy: Policy = DEFAULT_POLICY,
    seed: int = 0,
    moves: int | None = None,
) -> Plan:
    """Place what the duties ask for within ``span``, around what is already planned and held.

    Due are the whole calendar periods that end within the span. Nothing is placed before ``on``
    (None: the first day of the span) or outside the span; nothing that is placed breaks a rule
    that blocks; what could not be placed says what blocked it. ``policy`` says what peaks, travel
    times, grid and points are. A search makes up to ``moves`` moves (None: the policy's number
    for each session to place; 0: the plan stays as constructed) and stops when the plan is proved
    optimal; ``seed`` decides its ties and its way, and nothing else.

    Raises:
        InvalidValue: two duties of one id, a day or span outside the years 2000-2100.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> made.sessions, made.score.hard, made.is_optimal
    ((), 0, True)
    """
    inputs = PlanInputs(
        duties=tuple(duties),
        register=register,
        calendar=calendar,
        span=span,
        on=span.start if on is None else on,
        policy=policy,
        seed=seed,
        moves=moves,
    )
    with paused_collector():
        return _Maker(inputs).made()


class _Maker:
    """One run of the planner."""

    def __init__(self, inputs: PlanInputs) -> None:
        self._inputs = inputs
        ground = Ground(
            register=inputs.register,
            calendar=inputs.calendar,
            policy=inputs.policy,
            on=inputs.on,
            span=inputs.span,
        )
        serving = served(inputs.duties, inputs.register, inputs.on)
        self._due = tuple(due_periods(inputs.duties, ground, inputs.span, inputs.on, serving))
        self._matter = Matter(
            ground=ground,
            needs=tuple(need for one in self._due for need in one.needs),
            chains=tuple(chains_of(self._due, serving)),
            rotations=tuple(due_rotations(_periods_of(self._due), inputs.policy, inputs.span)),
            serving=serving,
        )
        self._random = Random(inputs.seed)  # noqa: S311 - ties, not secrets

    def made(self) -> Plan:
        """The plan: as constructed, or as the search left it, whichever is better."""
        board = Board(self._matter)
        bound = bound_of(board)
        state = State(board)
        spots = Spots(state, self._random.random)
        construct(state, spots)
        constructed = _placement(state) if state.open else None
        moves = self._inputs.moves
        if moves is None:
            moves = self._inputs.policy.moves_a_session * len(board.needs)
        target = bound.medium * MEDIUM + bound.soft
        made = anneal(
            state,
            Moves(state, spots, self._random.random),
            self._random.random,
            budget=moves,
            bound=target - board.unavoidable,
            hopeless=bound.medium - board.never,
        )
        found = _Outcome(self._inputs, self._matter, _placement(state), self._random.choice)
        if constructed is not None and made:
            # the plain path may have filled more of what the construction had left open
            other = _Outcome(self._inputs, self._matter, constructed, self._random.choice)
            found = max(found, other, key=lambda one: one.score)
        return self._plan(found, PlanScore(medium=-bound.medium, soft=-bound.soft), made)

    def _plan(self, outcome: "_Outcome", bound: PlanScore, made: int) -> Plan:
        missing = Counter((need.duty.id, need.period) for need in outcome.completion.left)
        on = self._inputs.on
        return Plan(
            inputs=self._inputs,
            sessions=tuple(session for session, _ in outcome.placed.values()),
            unplaced=outcome.completion.unplaced(),
            score=outcome.score,
            matches=outcome.matches,
            ledger=tuple(one.entry(on, missing[one.duty.id, one.period]) for one in self._due),
            bound=bound,
            moves_made=made,
        )


def _periods_of(due: Iterable[Due]) -> list[tuple[Duty, list[Period]]]:
    found: dict[DutyId, tuple[Duty, list[Period]]] = {}
    for one in due:
        found.setdefault(one.duty.id, (one.duty, []))[1].append(one.period)
    return list(found.values())


def _placement(state: State) -> Placement:
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


class _Outcome:
    """A placement made full, its sessions, and what they cost."""

    def __init__(
        self,
        inputs: PlanInputs,
        matter: Matter,
        placement: Placement,
        choice: Callable[..., Slot],
    ) -> None:
        self._register = inputs.register
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
