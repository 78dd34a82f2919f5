"""The planner: places the scarcest needs first, each as near to its ideal day as it can.

Constructive and deterministic: what is placed stays. Ties are broken by the seed alone, so equal
inputs make equal plans in whatever order they were given.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

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
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .bookings import Bookings
from .candidates import Candidates
from .checker import violations
from .ground import Ground, Slot
from .identity import session_id
from .needs import Need, due_periods
from .plans import Blocked, Plan, PlanInputs, Unplaced
from .policy import DEFAULT_POLICY, Policy
from .rules import Rule
from .score import PREFERENCE_POINTS, is_preferred, matches_of, spacing, summed

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
) -> Plan:
    """Place what the duties ask for within ``span``, around what is already planned and held.

    Due are the whole calendar periods that end within the span. Nothing is placed before ``on``
    (None: the first day of the span) or outside the span; nothing that is placed breaks a rule;
    what could not be placed says what blocked it. ``policy`` says what peaks, travel times and
    grid are; ``seed`` decides ties and nothing else.

    Raises:
        InvalidValue: two duties of one id, a day or span outside the years 2000-2100.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> made.sessions, made.score.hard
    ((), 0)
    """
    inputs = PlanInputs(
        duties=tuple(duties),
        register=register,
        calendar=calendar,
        span=span,
        on=span.start if on is None else on,
        policy=policy,
        seed=seed,
    )
    return _Maker(inputs).made()


class _Maker:
    """One run of the planner."""

    def __init__(self, inputs: PlanInputs) -> None:
        self._inputs = inputs
        self._ground = Ground(
            register=inputs.register,
            calendar=inputs.calendar,
            policy=inputs.policy,
            on=inputs.on,
            span=inputs.span,
        )
        self._bookings = Bookings(self._ground)
        from random import Random  # noqa: PLC0415 - import alone need not pay

        self._ties = Random(inputs.seed)  # noqa: S311 - ties, not secrets
        self._candidates = Candidates(self._ground, self._bookings)
        self._tallies: dict[tuple[DutyId, Period], Counter[Rule]] = {}
        known = {duty.id: duty for duty in inputs.duties}
        for session in inputs.register.sessions:
            if session.status is not SessionStatus.CANCELLED:
                self._bookings.add(Slot.of(session, known))

    def made(self) -> Plan:
        inputs, ground = self._inputs, self._ground
        due = tuple(due_periods(inputs.duties, ground, inputs.span, inputs.on))
        needs = sorted((need for one in due for need in one.needs), key=lambda need: need.rank)
        placed: dict[SessionId, tuple[Session, Need]] = {}
        left: list[Need] = []
        for need in needs:
            slot = self._best(need)
            if slot is None:
                left.append(need)
            else:
                self._bookings.add(slot)
                session = self._session(need, slot)
                placed[session.id] = session, need
        sessions = tuple(session for session, _ in placed.values())
        broken = violations(
            sessions, inputs.register, inputs.calendar, policy=inputs.policy, duties=inputs.duties
        )
        grave = [one for one in broken if one.severity.blocks]
        matches = matches_of(ground, placed.values(), left, grave)
        missing = Counter((need.duty.id, need.period) for need in left)
        return Plan(
            inputs=inputs,
            sessions=sessions,
            unplaced=tuple(self._unplaced(need) for need in sorted(left, key=_by_period)),
            score=summed(matches),
            matches=matches,
            ledger=tuple(one.entry(inputs.on, missing[one.duty.id, one.period]) for one in due),
        )

    def _best(self, need: Need) -> Slot | None:
        """The cheapest slot that nothing forbids; of equals, one for the host with least to do."""
        if need.station is None:
            return None
        found: list[Slot] = []
        cheapest: tuple[int, int] | None = None
        for day in sorted(need.window.days, key=lambda day: (spacing(need.ideal, day), day)):
            if cheapest is not None and spacing(need.ideal, day) > cheapest[0]:
                break
            for slot in self._candidates.free(need, day):
                price = self._price(need, slot)
                if cheapest is None or price < cheapest:
                    cheapest, found = price, []
                if price == cheapest:
                    found.append(slot)
        return self._ties.choice(found) if found else None

    def _price(self, need: Need, slot: Slot) -> tuple[int, int]:
        liked = is_preferred(self._ground, slot)
        points = spacing(need.ideal, slot.day) + (0 if liked else PREFERENCE_POINTS)
        return points, self._bookings.load(slot)

    def _unplaced(self, need: Need) -> Unplaced:
        tally = self._tally(need)
        return Unplaced(
            duty=need.duty.id,
            period=need.period,
            ordinal=need.ordinal,
            blocked=tuple(Blocked(rule=rule, count=tally[rule]) for rule in Rule if tally[rule]),
        )

    def _tally(self, need: Need) -> Counter[Rule]:
        """The tally of a need: that of its duty and period, whatever its ordinal."""
        key = need.duty.id, need.period
        if key not in self._tallies:
            self._tallies[key] = self._candidates.tally(need)
        return self._tallies[key]

    def _session(self, need: Need, slot: Slot) -> Session:
        return Session(
            id=self._new_id(need),
            kind=need.duty.kind,
            station=slot.station,
            start=_moment(slot.start),
            end=_moment(slot.end),
            status=SessionStatus.PLANNED,
            host=slot.host,
            organiser=_organiser(need.duty, self._inputs.register),
            duty=need.duty.id,
            period=need.period,
        )

    def _new_id(self, need: Need) -> SessionId:
        """The id of the need, or the next of its kind where a record bears it (one cancelled)."""
        attempt = 0
        while (
            made := session_id(need.duty.id, need.period, need.ordinal, attempt)
        ) in self._inputs.register:
            attempt += 1
        return made


def _by_period(need: Need) -> tuple[object, ...]:
    return need.period, need.duty.id, need.ordinal


def _moment(minute: int) -> datetime:
    day = date.fromordinal(minute // MINUTES_A_DAY)
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute % MINUTES_A_DAY)


def _organiser(duty: Duty, register: Register) -> Party | None:
    """The branch or actor that owes the session, so that it stands in its file once held."""
    owner = register.get(duty.subject) if duty.subject in register else None
    if isinstance(owner, Branch):
        return Party(name=owner.name, branch=owner.id)
    return Party(name=owner.name, actor=owner.id) if isinstance(owner, Actor) else None
