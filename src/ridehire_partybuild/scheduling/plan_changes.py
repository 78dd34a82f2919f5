"""What became of each session from one plan to another."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any, cast, overload

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.guideline import Guideline, RuleChanges
from ridehire_partybuild.model import Changes, Register, Session
from ridehire_partybuild.model import diff as model_diff
from ridehire_partybuild.model.order import ordered
from ridehire_partybuild.values import Record, SessionId, SessionStatus, Term

from .plans import Plan
from .vocabulary import Rule

__all__ = ["ChangeCause", "PlanChange", "PlanChangeKind", "PlanChanges", "diff"]


class PlanChangeKind(Term):
    """What became of a session."""

    MOVED = "moved"
    REHOSTED = "rehosted"
    ALTERED = "altered"
    ADDED = "added"
    REMOVED = "removed"


class ChangeCause(Term):
    """Why a session was changed."""

    BROKEN = "broken"
    CANCELLED = "cancelled"
    RECORDED = "recorded"
    SURPLUS = "surplus"
    BUDGET = "budget"
    FILLED = "filled"


def _in_rule_order(rules: Any) -> Any:
    places = list(Rule)
    return ordered(rules, places.index)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PlanChange(Record):
    """What became of one session.

    Attributes:
        before: As it was; None: there was none.
        after: As it is; None: there is none any more.
        cause: Why, where that is known: whoever replans knows, who compares two plans does not.
        rules: The rules that forbade it as it was.

    Raises:
        InvalidValue: both are None, equal or of two ids.

    >>> from datetime import datetime
    >>> from ridehire_partybuild import SHANGHAI, ActivityKind, SessionStatus
    >>> session = Session(id="R-1", kind=ActivityKind.LEGAL_CLINIC, venue="示例会场",
    ...                   start=datetime(2026, 2, 16, 9, tzinfo=SHANGHAI),
    ...                   end=datetime(2026, 2, 16, 10, tzinfo=SHANGHAI),
    ...                   status=SessionStatus.PLANNED)
    >>> PlanChange(before=session, after=None, cause=ChangeCause.CANCELLED).kind.label("zh")
    '取消'
    """

    before: Session | None
    after: Session | None
    cause: ChangeCause | None = None
    rules: tuple[Rule, ...] = attrs.field(default=(), converter=_in_rule_order)

    def contradictions(self) -> Iterator[Problem]:
        """It is of one session, and of one that changed."""
        if self.before == self.after:
            yield Problem(code="change.none", params={"kind": "PlanChange", "value": None})
        elif self.before and self.after and self.before.id != self.after.id:
            told = {"first": "SessionId", "first_id": str(self.before.id)}
            params = {"kind": "SessionId", "value": str(self.after.id), **told}
            yield Problem(code="change.record", path="$.after.id", params=params)

    @property
    def session(self) -> Session:
        """The session as it is, or as it was if there is none any more."""
        return cast("Session", self.after or self.before)  # one of them is there: see above

    @property
    def id(self) -> SessionId:
        """The id of the session."""
        return self.session.id

    @property
    def kind(self) -> PlanChangeKind:
        """Whether it came, went, has another time or place, another host, or other details."""
        if self.before is None:
            return PlanChangeKind.ADDED
        if self.after is None:
            return PlanChangeKind.REMOVED
        if _place(self.before) != _place(self.after):
            return PlanChangeKind.MOVED
        rehosted = self.before.host != self.after.host
        return PlanChangeKind.REHOSTED if rehosted else PlanChangeKind.ALTERED

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it concerns: where the session was, and where it is."""
        return tuple(sorted({one.day for one in (self.before, self.after) if one is not None}))


_place = attrgetter("start", "end", "station", "venue")


def _in_time(changes: Any) -> Any:
    return ordered(changes, lambda one: ((one.before or one.session).start, one.id))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PlanChanges(Record):
    """What became of the sessions of a plan. Without any change, they are false.

    Attributes:
        changes: Each of another session, by the time at which that was, or is if it is new.

    Raises:
        InvalidValue: two of them are of one session.
    """

    changes: tuple[PlanChange, ...] = attrs.field(default=(), converter=_in_time)

    def contradictions(self) -> Iterator[Problem]:
        """Of each session there is one change."""
        first: dict[SessionId, int] = {}
        for index, one in enumerate(self.changes):
            known = first.setdefault(one.id, index)
            if known != index:
                told = {"kind": "SessionId", "value": str(one.id), "first": f"$.changes[{known}]"}
                yield Problem(code="id.duplicate", path=f"$.changes[{index}]", params=told)

    def __iter__(self) -> Iterator[PlanChange]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


@overload
def diff(old: Register, new: Register) -> Changes: ...
@overload
def diff(old: Guideline, new: Guideline) -> RuleChanges: ...
@overload
def diff(old: Plan, new: Plan) -> PlanChanges: ...
@overload
def diff(old: object, new: object) -> Any: ...
def diff(old: object, new: object) -> Any:
    """Return what changed from ``old`` to ``new``: registers, editions of a guideline, or plans.

    Of two plans it tells the sessions that came, went, or have another time, place or host. A
    session that the register of the new plan has as held has not changed: it is over.

    Of a guideline the editions of one requirement (or parameter) are matched, as `guideline.diff`
    tells.

    Raises:
        TypeError: the two cannot be compared.

    >>> from ridehire_partybuild import Register
    >>> bool(diff(Register(), Register()))
    False
    """
    return model_diff(old, new)


@model_diff.register
def _between_plans(old: Plan, new: object) -> PlanChanges:
    if not isinstance(new, Plan):
        raise TypeError(f"a Plan cannot be compared with a {type(new).__name__}")
    before = {one.id: one for one in old.sessions}
    after = {one.id: one for one in new.sessions}
    over = {one.id for one in new.inputs.register.sessions if one.status is SessionStatus.HELD}
    return PlanChanges(
        changes=tuple(
            PlanChange(before=before.get(one), after=after.get(one))
            for one in {**before, **after}
            if before.get(one) != after.get(one) and not (one in over and one not in after)
        )
    )
