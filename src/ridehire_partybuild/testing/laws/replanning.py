"""Law 15: who plans again touches only what broke. And of law 13: what is short stays unplaced."""

from collections import Counter
from collections.abc import Collection, Mapping

from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.scheduling import (
    Plan,
    least_unplaced,
    rebase,
    remedied,
    shortfalls,
    violations,
)
from ridehire_partybuild.scheduling.assembling import planned_from
from ridehire_partybuild.values import DutyId, Period, SessionId

from .broken import hold

__all__ = [
    "rebasing_is_idle",
    "remedies_help",
    "replanning_touches_only_what_broke",
    "shortfalls_bound_plans",
]


def replanning_touches_only_what_broke(
    old: Plan,
    made: Plan,
    *,
    register: Register | None = None,
    pinned: Collection[str] = (),
    change_budget: int = 0,
) -> None:
    """Law 15: each session that is not as it was broke a rule before, or is within the budget.

    Or its day is over, or the register has something else on it, or nothing asks for it any more.

    Args:
        old: The plan as it was.
        made: What came of it.
        register: The register that was given for it; None: the old plan's.
        pinned: What it was told not to move.
        change_budget: How many others it was allowed to move.
    """
    after = {one.id: one for one in made.sessions}
    changed = {one.id for one in old.sessions if after.get(one.id) != one}
    recorded = {} if register is None else {one.id: one for one in register.sessions}
    otherwise = {one.id for one in old.sessions if recorded.get(one.id, one) != one}
    excused = otherwise | _over(old, made) | _unasked(old, made)
    broken = _broken(old, made, recorded, excused - otherwise)
    freely = changed - broken - excused
    sentence = "replan and rebase touch only what broke"
    hold(15, sentence, true=len(freely) <= change_budget, shown=(freely, made))
    moved = changed & set(pinned) - excused
    hold(15, "a pinned session never moves", true=not moved, shown=(moved, made))


def _over(old: Plan, made: Plan) -> set[SessionId]:
    return {one.id for one in old.sessions if one.day < made.inputs.on}


def _unasked(old: Plan, made: Plan) -> set[SessionId]:
    """Those of periods that are whole without them: nothing is unplaced there, nothing is new."""
    before = {one.id for one in old.sessions}
    short = {(one.duty, one.period) for one in made.unplaced}
    new = {(one.duty, one.period) for one in made.sessions if one.id not in before}
    there = {one.id for one in made.sessions}
    gone = (one for one in old.sessions if one.id not in there)
    return {one.id for one in gone if (one.duty, one.period) not in short | new}


def _broken(
    old: Plan, made: Plan, recorded: Mapping[SessionId, Session], away: Collection[SessionId]
) -> set[SessionId]:
    """Those that break a rule by the new inputs where they are, by the plan or on record."""
    inputs = made.inputs
    now = [recorded.get(one.id, one) for one in old.sessions if one.id not in away]
    known = {one.id for one in inputs.register.sessions}
    found = violations(
        [one for one in now if one.id not in known],
        inputs.register,
        inputs.calendar,
        policy=inputs.policy,
        duties=inputs.duties,
    )
    return {session for one in found if one.severity.blocks for session in one.sessions}


def rebasing_is_idle(plan: Plan) -> None:
    """Law 15: by the same calendar a plan stays what it is."""
    again = rebase(plan, plan.inputs.calendar)
    hold(15, "the same calendar changes nothing", true=again == plan, shown=again)


def shortfalls_bound_plans(plan: Plan) -> None:
    """Law 13: what counting proves short is unplaced, in this plan as in any of its inputs."""
    missing = _left(plan)
    for one in shortfalls(plan, trials=0):
        left = sum(missing[owed.duty, owed.period] for owed in one.owed)
        sentence = "what counting proves short is unplaced"
        hold(13, sentence, true=left >= one.missing, shown=(one, plan.unplaced))
    least = least_unplaced(plan)
    hold(13, "no plan leaves fewer", true=len(plan.unplaced) >= least, shown=(least, plan.unplaced))


def remedies_help(plan: Plan, *, trials: int = 12) -> None:
    """Law 13: with a remedy that is offered, fewer of the sessions in question are left out.

    Each is tried once more; what is required is left out no more often than without it.
    """
    before, inputs = _left(plan), plan.inputs
    for short in shortfalls(plan, trials=trials):
        places = {(one.duty, one.period) for one in short.owed}
        for remedy in short.remedies:
            after = planned_from(remedied(inputs, remedy))
            left = _left(after)
            helps = sum(left[at] for at in places) < sum(before[at] for at in places)
            rescued = len(plan.unplaced) - len(after.unplaced)
            told = (short, remedy, after.unplaced)
            hold(13, "a remedy helps what it is offered for", true=helps, shown=told)
            hold(13, "a remedy rescues what it says", true=rescued == remedy.rescues, shown=told)
            worse = after.score.medium < plan.score.medium
            hold(13, "a remedy costs nothing that is required", true=not worse, shown=told)


def _left(plan: Plan) -> Counter[tuple[DutyId, Period]]:
    return Counter((one.duty, one.period) for one in plan.unplaced)
