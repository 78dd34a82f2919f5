"""Whether every shift can come: which of them can attend no session of a duty in a period.

It is a guarantee about a plan, whoever made it: it looks at the sessions alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from ridehire_partybuild.calendars import periods
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import DutyId, Id, Period, Record, Span
from ridehire_partybuild.values.id_fields import any_id, duty_id

from .ground import Ground, Slot
from .ledger import served
from .plans import Plan
from .policy import Policy, ShiftPattern

__all__ = ["ShiftGap", "can_attend", "due_rotations", "rotations", "shift_coverage", "shift_gaps"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ShiftGap(Record):
    """A shift that can attend no session of a duty in a period.

    Attributes:
        duty: The duty.
        period: A period of the policy's rotation.
        shift: The id of the shift.
    """

    duty: DutyId = attrs.field(converter=duty_id)
    period: Period
    shift: Id = attrs.field(converter=any_id)


def shift_coverage(plan: Plan) -> tuple[ShiftGap, ...]:
    """Return what is missing so that every shift can attend: nothing means that it is guaranteed.

    Looked at is each duty at a station in each period of the policy's rotation that lies whole
    within the plan's span, and in which the duty has a whole period of its own due. Sessions on
    record that serve the duty count too. A shift can attend a session that lies within its hours.

    >>> from ridehire_partybuild.calendars import WorkCalendar
    >>> from ridehire_partybuild.model import Register
    >>> from ridehire_partybuild.scheduling import plan
    >>> shift_coverage(plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30")))
    ()
    """
    inputs = plan.inputs
    ground = Ground(register=inputs.register, calendar=inputs.calendar, policy=inputs.policy)
    sessions: dict[DutyId, list[Session]] = {}
    for (duty, _), recorded in served(inputs.duties, inputs.register, inputs.on).items():
        sessions.setdefault(duty, []).extend(recorded)
    for session in plan.sessions:
        if session.duty is not None:
            sessions.setdefault(session.duty, []).append(session)
    due: dict[DutyId, list[Period]] = {}
    for entry in plan.ledger:
        due.setdefault(entry.duty, []).append(entry.period)
    owed = ((duty, due.get(duty.id, ())) for duty in inputs.duties)
    return tuple(shift_gaps(ground, due_rotations(owed, inputs.policy, inputs.span), sessions))


def rotations(policy: Policy, span: Span) -> tuple[Period, ...]:
    """Return the periods of the policy's rotation that lie whole within the span."""
    if policy.rotation is None or not policy.shifts:
        return ()
    whole = periods(policy.rotation, span)
    return tuple(one for one in whole if span.start <= one.start and one.end <= span.end)


def due_rotations(
    owed: Iterable[tuple[Duty, Sequence[Period]]], policy: Policy, span: Span
) -> Iterator[tuple[Duty, Period]]:
    """Yield each duty at a station with each period of the rotation that it has to cover."""
    whole = rotations(policy, span)
    for duty, due in owed:
        if whole and duty.station is not None:
            for period in whole:  # none that is shorter than the duty's own holds one of these
                if any(period.start <= one.start and one.end <= period.end for one in due):
                    yield duty, period


def shift_gaps(
    ground: Ground,
    wanted: Iterable[tuple[Duty, Period]],
    sessions: Mapping[DutyId, Iterable[Session]],
) -> Iterator[ShiftGap]:
    """Yield the shifts that can attend none of a duty's sessions in a period."""
    for duty, period in wanted:
        inside = [one for one in sessions.get(duty.id, ()) if one.day in period]
        for shift in ground.policy.shifts:
            if not any(can_attend(ground, shift, session) for session in inside):
                yield ShiftGap(duty=duty.id, period=period, shift=shift.id)


def can_attend(ground: Ground, shift: ShiftPattern, session: Session) -> bool:
    """Whether a session lies within the hours of a shift."""
    return ground.within(("shift", shift.id), shift.hours, Slot.of(session, {}))
