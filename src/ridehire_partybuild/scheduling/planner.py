"""The planner: constructs a plan, the scarcest needs first, and betters it by a local search.

Deterministic: the seed alone decides ties and which way the search goes, and the budget is one of
moves, not of time. Equal inputs make equal plans in whatever order they were given.
"""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Span
from ridehire_partybuild.values.collector import paused_collector

from .plans import MOST_MOVES, Plan, PlanInputs, PlanScore
from .policy import DEFAULT_POLICY, Policy

if TYPE_CHECKING:
    from .matter import Matter

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
        InvalidValue: two duties of one id, a day or span outside the years 2000-2100, more than
            a million moves.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> made.sessions, made.score.hard, made.is_optimal
    ((), 0, True)
    """
    from .matter import matter_of  # noqa: PLC0415 - read with the first call

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
        return _made(matter_of(inputs))


def _made(matter: "Matter") -> Plan:
    """Return the plan as constructed, or as the search left it, whichever is better."""
    from .annealing import anneal, construct  # noqa: PLC0415 - read with the first call
    from .board import MEDIUM, Board  # noqa: PLC0415
    from .bounds import bound_of  # noqa: PLC0415
    from .moves import Moves  # noqa: PLC0415
    from .outcome import Outcome, placement_of  # noqa: PLC0415
    from .search_state import State  # noqa: PLC0415
    from .spots import Spots  # noqa: PLC0415

    chance = Random(matter.inputs.seed)  # noqa: S311 - ties, not secrets
    board = Board(matter)
    bound = bound_of(board)
    state = State(board)
    spots = Spots(state, chance.random)
    construct(state, spots)
    constructed = placement_of(state) if state.open else None
    budget = matter.inputs.moves
    if budget is None:
        budget = min(matter.inputs.policy.moves_a_session * len(board.needs), MOST_MOVES)
    made = anneal(
        state,
        Moves(state, spots, chance.random),
        chance.random,
        budget=budget,
        bound=bound.medium * MEDIUM + bound.soft - board.unavoidable,
        hopeless=bound.medium - board.never,
    )
    found = Outcome(matter, placement_of(state), chance.choice)
    if constructed is not None and made:
        # the plain path may have filled more of what the construction had left open
        other = Outcome(matter, constructed, chance.choice)
        found = max(found, other, key=lambda one: one.score)
    return found.plan(PlanScore(medium=-bound.medium, soft=-bound.soft), made)
