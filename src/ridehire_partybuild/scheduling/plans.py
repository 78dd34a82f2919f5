"""A plan: what it was made from, the sessions placed, the rest and why, and how good it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import Problem
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Register, Session
from ridehire_partybuild.model.order import by_id, ordered
from ridehire_partybuild.values import (
    Certainty,
    DutyId,
    Id,
    Period,
    Record,
    SessionId,
    Span,
    Term,
    limits,
)
from ridehire_partybuild.values.id_fields import any_id, duty_id

from .identity import out_of_range, repeated
from .ledger import LedgerEntry
from .policy import Policy
from .vocabulary import Rule

__all__ = [
    "Blocked",
    "Constraint",
    "ConstraintMatch",
    "Plan",
    "PlanInputs",
    "PlanScore",
    "Unplaced",
]

MOST_MOVES = 10**6
"""What was planned is planned again, and by documents of others: no search may take for ever."""


class Constraint(Term):
    """What costs a plan points: hard, medium, then soft ones."""

    VIOLATION = "violation"
    UNPLACED = "unplaced"
    WARNING = "warning"
    UNPLACED_RECOMMENDED = "unplaced_recommended"
    SPACING = "spacing"
    PREFERRED_HOURS = "preferred_hours"
    FAIRNESS = "fairness"
    ROTATION = "rotation"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ConstraintMatch(Record):
    """Points that one session, duty or station costs.

    Attributes:
        constraint: For what.
        on: The session; the duty that could not be placed, or that a shift cannot attend; the
            station that has to do without more than its share.
        points: At most 0.
    """

    constraint: Constraint
    on: Id = attrs.field(converter=any_id)
    points: int = attrs.field(metadata=limits(-(10**9), 0))


_TOTAL = limits(-(10**15), 0)  # of a million matches, each as grave as can be


@attrs.frozen(kw_only=True, order=True, repr=False)
class PlanScore(Record):
    """How good a plan is, at best 0: hard points first, then medium, then soft.

    Attributes:
        hard: Rules broken.
        medium: Sessions required and not placed.
        soft: What the policy's points make of rules broken that only warn, of sessions
            recommended and not placed, of days beyond the tolerance of an ideal gap, of hours
            that are not preferred, of shares that are not fair, and of shifts that cannot attend.

    >>> PlanScore(hard=0, medium=-1, soft=0) < PlanScore(hard=0, medium=0, soft=-99)
    True
    """

    hard: int = attrs.field(default=0, metadata=_TOTAL)
    medium: int = attrs.field(default=0, metadata=_TOTAL)
    soft: int = attrs.field(default=0, metadata=_TOTAL)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Blocked(Record):
    """How many candidate slots one rule blocked."""

    rule: Rule
    count: int = attrs.field(metadata=limits(1))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Unplaced(Record):
    """One session that could not be placed.

    Attributes:
        duty: The duty.
        period: The period.
        ordinal: Which of the period's sessions, from 1.
        blocked: What blocked its candidate slots (each day of the period, and of the week after
            it where the duty rolls for want of a day; start on the grid; host who has the skill)
            once all else was placed. Each slot is put down to the first rule, in the order of
            `Rule`, that blocks it: the counts add up to the slots.

    >>> from ridehire_partybuild import Period
    >>> one = Unplaced(duty="D-1", period=Period.parse("2026-01"), ordinal=1,
    ...                blocked=(Blocked(rule=Rule.SEATS, count=96),))
    >>> one.blocked[0].rule.label("zh")
    '座位不足'
    """

    duty: DutyId = attrs.field(converter=duty_id)
    period: Period
    ordinal: int = attrs.field(metadata=limits(1, 366))
    blocked: tuple[Blocked, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PlanInputs(Record):
    """All that a plan was made from: the same inputs make the same plan.

    Attributes:
        duties: What is to be held.
        register: Stations, hosts, and sessions already planned and held.
        calendar: What days are.
        span: The days planned for.
        on: The day on which the plan was made; nothing is placed before it.
        policy: Peaks, travel times, grid, points.
        seed: Decides ties, and which way a search goes.
        moves: How many moves the search makes at most; 0: none, the plan is constructed and stays;
            None: the policy's number for each session to be placed, a million in all.

    Raises:
        InvalidValue: two duties of one id, or a span outside the years 2000-2100.

    >>> from ridehire_partybuild import DEFAULT_POLICY, WorkCalendar
    >>> inputs = PlanInputs(duties=(), register=Register(), calendar=WorkCalendar(),
    ...                     span=Span.parse("2026-01-01/2026-06-30"), on=date(2026, 1, 15),
    ...                     policy=DEFAULT_POLICY)
    >>> inputs.seed, inputs.moves
    (0, None)
    """

    duties: tuple[Duty, ...] = attrs.field(converter=by_id)
    register: Register
    calendar: WorkCalendar
    span: Span
    on: date
    policy: Policy
    seed: int = attrs.field(default=0, metadata=limits(0, 2**63))
    moves: int | None = attrs.field(default=None, metadata=limits(0, MOST_MOVES))

    def contradictions(self) -> Iterator[Problem]:
        """A duty is planned once, and on days that can be recorded."""
        yield from repeated("duties", self.duties)
        yield from out_of_range(self.span)


def _in_order(entries: Any) -> Any:
    return ordered(entries, lambda one: (one.period, one.duty))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Plan(Record):
    """What is to be held when, where and by whom.

    Attributes:
        inputs: What it was made from.
        sessions: The sessions placed, by id.
        unplaced: Those that could not be, and why.
        score: How good it is.
        matches: Where each point of the score comes from.
        ledger: Each due period of each duty.
        bound: A score that no plan of these inputs can exceed, told by counting.
        moves_made: How many moves the search made; fewer than it might if it met the bound.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> made.is_optimal, made.uncertain
    (True, ())
    """

    inputs: PlanInputs
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=by_id)
    unplaced: tuple[Unplaced, ...] = ()
    score: PlanScore = attrs.field(factory=PlanScore)
    matches: tuple[ConstraintMatch, ...] = ()
    ledger: tuple[LedgerEntry, ...] = attrs.field(default=(), converter=_in_order)
    bound: PlanScore = attrs.field(factory=PlanScore)
    moves_made: int = attrs.field(default=0, metadata=limits(0, 10**9))

    @property
    def is_optimal(self) -> bool:
        """Whether it is proved that no plan of these inputs scores higher; False proves nothing."""
        return self.score == self.bound

    @property
    def uncertain(self) -> tuple[SessionId, ...]:
        """The sessions that touch a day which no notice has announced, by id.

        What the calendar says of such a day is the law's or an assumption: a notice can make it
        a day off or a day to work on. Once it is out, plan these again.
        """
        return tuple(one.id for one in self.sessions if self._rests_on_assumption(one))

    def _rests_on_assumption(self, session: Session) -> bool:
        day, last = session.day, (session.end - timedelta(minutes=1)).date()
        days = (day + timedelta(days=offset) for offset in range((last - day).days + 1))
        calendar = self.inputs.calendar
        return any(calendar.day(one).certainty is not Certainty.ANNOUNCED for one in days)
