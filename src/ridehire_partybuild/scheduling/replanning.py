"""Plan again what broke, and leave the rest as it stands."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.values import Record, SessionId, Span, limits

from .checker import Violation
from .notices import ChangeNotice, notices_of
from .plan_changes import ChangeCause, PlanChange, PlanChanges, diff
from .plans import Plan
from .policy import Policy
from .vocabulary import Rule

if TYPE_CHECKING:
    from .assembling import Judge
    from .standing import Standing

__all__ = ["Replan", "replan"]

_BUDGET = limits(0, 100_000)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Replan(Record):
    """A plan made anew from an older one, and what that changed.

    Attributes:
        plan: The new plan.
        changes: What became of each session that is not as it was, each with its cause.
        notices: Who has to be told of what.
        broken_pins: The rules that pinned sessions break: these stay all the same.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> again = replan(made, on=date(2026, 2, 1))
    >>> again.plan.inputs.on.isoformat(), again.notices, again.broken_pins
    ('2026-02-01', (), ())
    """

    plan: Plan
    changes: PlanChanges = attrs.field(factory=PlanChanges)
    notices: tuple[ChangeNotice, ...] = ()
    broken_pins: tuple[Violation, ...] = ()


def replan(  # noqa: PLR0913 - each of a plan's inputs can be another
    plan: Plan,
    *,
    register: Register | None = None,
    calendar: WorkCalendar | None = None,
    on: date | None = None,
    duties: Iterable[Duty] | None = None,
    policy: Policy | None = None,
    pinned: Iterable[str] = (),
    published: Span | None = None,
    change_budget: int = 0,
) -> Replan:
    """Make a plan fit other inputs by the fewest changes.

    A session moves only if it breaks a rule by the new inputs (of several that are in each
    other's way no more than have to), if its day is over, or within the budget; where it then
    finds no place it is unplaced, else it is as near to its old day as can be without moving
    another. What could not be placed before is tried again. The register has the last word on the
    plan's own sessions: what it has as held has left the plan, what it has as cancelled is gone,
    what it has at another time stands there (unless that breaks a rule), and what it has as
    planned is the plan's as before.

    Args:
        plan: The plan as it was.
        register: Stations, hosts and records of today; None: as before. So with the next four.
        calendar: What days are.
        on: The day on which it is made anew; nothing is placed before it.
        duties: What is to be held; what no duty asks for any more leaves the plan.
        policy: Peaks, travel times, severities.
        pinned: Ids of sessions that never move. One that breaks a rule is reported in
            ``broken_pins`` and stays. A day that is over, or a duty that is no more, pins nothing.
        published: The days that were given out; None: all of the plan. Sessions on them move
            last, and only changes of these days are told in ``notices``.
        change_budget: So many sessions that broke nothing may move, where that places more or
            costs less.

    Raises:
        InvalidValue: a pinned id that is not of the plan, pins that are no list, a negative
            budget, what `plan` refuses.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> replan(made, on=date(2026, 2, 1)).changes.changes
    ()
    """
    from .assembling import Judge, added  # noqa: PLC0415 - read with the first call
    from .easing import eased  # noqa: PLC0415
    from .nearing import neared  # noqa: PLC0415
    from .standing import on_record  # noqa: PLC0415

    pins = _pins(plan, pinned, change_budget)
    new: dict[str, Any] = {"register": register, "calendar": calendar, "on": on, "policy": policy}
    given = {name: value for name, value in new.items() if value is not None}
    given |= {} if duties is None else {"duties": tuple(duties)}
    own = on_record(plan, attrs.evolve(plan.inputs, **given))
    judge = Judge(own.inputs)
    standing = _standing(judge, own.sessions, own.causes, pins, published)
    kept = tuple(standing.kept.values())
    if own.inputs == plan.inputs and kept == plan.sessions and not change_budget:
        return Replan(plan=plan, broken_pins=_of_pins(standing.stuck, pins))
    fresh = tuple(_named_as_before(added(own.inputs, kept), plan, standing))
    broken = (one for one in plan.sessions if standing.causes.get(one.id) is ChangeCause.BROKEN)
    sessions = neared(judge, kept, fresh, broken)
    if change_budget:
        free = standing.kept.keys() - pins
        sessions = eased(judge, sessions, free, published, change_budget)
    made = judge.plan(sessions)
    changes = PlanChanges(changes=tuple(_with_causes(diff(plan, made), standing)))
    return Replan(
        plan=made,
        changes=changes,
        notices=notices_of(changes, made, plan, published),
        broken_pins=_of_pins(standing.stuck, pins),
    )


def _pins(plan: Plan, pinned: Iterable[str], budget: int) -> frozenset[SessionId]:
    known = {session.id for session in plan.sessions}
    found: list[Problem] = []
    asked: tuple[str, ...] = ()
    # a text is a list of its letters, which nobody means
    if isinstance(pinned, str) or not isinstance(pinned, Iterable):
        actual = type(pinned).__name__
        wrong = {"kind": "pinned", "value": pinned, "wanted": "list", "actual": actual}
        found.append(Problem(code="type", path="$.pinned", params=wrong))
    else:
        asked = tuple(pinned)
    found += [
        Problem(code="id.dangling", path=f"$.pinned[{index}]", params=_told(one))
        for index, one in enumerate(asked)
        if not isinstance(one, str) or one not in known
    ]
    if type(budget) is not int or not 0 <= budget <= _BUDGET["high"]:
        told = {"kind": "change_budget", "value": budget, "low": 0, "high": _BUDGET["high"]}
        found.append(Problem(code="number.range", path="$.change_budget", params=told))
    if found:
        raise InvalidValue(found)
    return frozenset(SessionId(one) for one in asked)


def _told(one: object) -> dict[str, object]:
    return {"kind": "SessionId", "value": str(one), "wanted": "session"}


def _standing(
    judge: "Judge",
    sessions: Iterable[Session],
    causes: dict[SessionId, ChangeCause],
    pins: frozenset[SessionId],
    published: Span | None,
) -> "Standing":
    """Return which sessions stay, and why each of the others does not."""
    from .standing import Standing  # noqa: PLC0415 - read with the first call

    standing = Standing(judge=judge, pins=pins, published=published, causes=causes)
    standing.kept = {one.id: one for one in sorted(sessions, key=lambda one: one.id)}
    standing.release_past()
    standing.release_broken()
    standing.release_surplus()
    standing.release_crowded()
    return standing


def _named_as_before(
    fresh: Iterable[Session], old: Plan, standing: "Standing"
) -> Iterator[Session]:
    """Yield what was placed anew by the id of what it stands for, so that calendars see a move."""
    made = tuple(fresh)
    known = {one.id for one in made}
    free = [
        one
        for one in sorted(old.sessions, key=lambda one: (one.start, one.id))
        if standing.causes.get(one.id) is ChangeCause.BROKEN and one.id not in known
    ]
    for session in made:
        like = (one for one in free if (one.duty, one.period) == (session.duty, session.period))
        before = next(like, None)
        if before is None or any(session.id == one.id for one in old.sessions):
            yield session
        else:
            free.remove(before)
            yield attrs.evolve(session, id=before.id)


def _of_pins(stuck: Iterable[Violation], pins: frozenset[SessionId]) -> tuple[Violation, ...]:
    return tuple(one for one in stuck if pins & set(one.sessions))


def _with_causes(changes: Iterable[PlanChange], standing: "Standing") -> Iterator[PlanChange]:
    for change in changes:
        cause = standing.causes.get(change.id)
        if cause is None:
            cause = ChangeCause.FILLED if change.before is None else ChangeCause.BUDGET
        rules: frozenset[Rule] = frozenset(standing.rules.get(change.id, ()))
        yield attrs.evolve(change, cause=cause, rules=tuple(rules))
