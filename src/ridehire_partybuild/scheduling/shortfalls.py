"""What cannot be held, proved by counting before anything is placed, and what would help."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs
from attrs import converters

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.model import Host
from ridehire_partybuild.model.order import by_itself, ordered
from ridehire_partybuild.values import (
    DutyId,
    HostId,
    Period,
    Record,
    Skill,
    Span,
    StationId,
    Term,
    limits,
)
from ridehire_partybuild.values.id_fields import duty_id, station_id

from .plans import Plan, PlanInputs
from .remedies import Remedy, Trial, remedies_of
from .vocabulary import Rule

if TYPE_CHECKING:
    from .assembling import Judge
    from .counting import Demand, Shortage

__all__ = ["Owed", "Shortfall", "ShortfallKind", "least_unplaced", "shortfalls"]

_COUNT = limits(0, 10**6)
_MOST_TRIALS = 10**9


class ShortfallKind(Term):
    """What there is too little of."""

    SLOTS = "slots"
    HOSTS = "hosts"
    ROOM = "room"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Owed(Record):
    """What one due period of a duty still needs.

    Attributes:
        duty: The duty.
        period: The period.
        sessions: How many.
    """

    duty: DutyId = attrs.field(converter=duty_id)
    period: Period
    sessions: int = attrs.field(metadata=limits(1, 366))


def _in_order(values: Any) -> Any:
    return ordered(values, lambda one: (one.period, one.duty))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Shortfall(Record):
    """Sessions of which some cannot be placed, whatever the plan: more are needed than can be.

    Attributes:
        kind: What there is too little of: any slot at all, hosts, or a room.
        span: The days on which all of them would have to be.
        owed: The periods of duties that need them.
        needed: How many sessions these need together.
        possible: How many can be held at most.
        skills: What their hosts must be able to do.
        hosts: Who could hold them.
        days: On how many days anybody could hold any of them.
        station: The room, where that is too little.
        rules: What blocks their slots, the most slots first, where there is not one left.
        remedies: What would help, each tried: what rescues most comes first.

    >>> short = Shortfall(kind=ShortfallKind.HOSTS, span=Span.parse("2026-01-01/2026-01-31"),
    ...                   owed=[Owed(duty="D-1", period=Period.parse("2026-01"), sessions=3)],
    ...                   needed=3, possible=1)
    >>> short.missing
    2
    """

    kind: ShortfallKind
    span: Span
    owed: tuple[Owed, ...] = attrs.field(converter=_in_order)
    needed: int = attrs.field(metadata=_COUNT)
    possible: int = attrs.field(metadata=_COUNT)
    skills: tuple[Skill, ...] = attrs.field(default=(), converter=by_itself)
    hosts: tuple[HostId, ...] = attrs.field(default=(), converter=by_itself)
    days: int = attrs.field(default=0, metadata=_COUNT)
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    rules: tuple[Rule, ...] = ()
    remedies: tuple[Remedy, ...] = ()

    def contradictions(self) -> Iterator[Problem]:
        """More are needed than can be held."""
        if self.needed <= self.possible:
            params = {"kind": "needed", "value": self.needed, "possible": self.possible}
            yield Problem(code="shortfall.none", path="$.needed", params=params)

    @property
    def missing(self) -> int:
        """How many cannot be placed, at least."""
        return self.needed - self.possible


def shortfalls(
    of: Plan | PlanInputs, *, lenders: Iterable[Host] = (), trials: int = 12
) -> tuple[Shortfall, ...]:
    """Return what cannot be held, by the first day, each with the remedies that were seen to help.

    It counts, and so it needs no plan; what it names is short in any plan of these inputs. What
    it does not name can be short all the same. Shortfalls can overlap: `least_unplaced` says how
    many sessions they come to.

    A remedy is offered only if `plan`, run with it, leaves fewer of the sessions in question and
    fewer in all unplaced, and no more of what is required, than without it and than ``of``, if
    that is the better plan.

    Args:
        of: A plan, or what one is to be made from.
        lenders: Hosts of other cities that could be borrowed.
        trials: How many remedies of each shortfall are tried at most, each by a whole plan; 0:
            only count.

    Raises:
        InvalidValue: a negative number of trials, or one beyond a thousand million.

    >>> from ridehire_partybuild import DEFAULT_POLICY, Register, Span, WorkCalendar
    >>> span = Span.parse("2026-01-01/2026-06-30")
    >>> shortfalls(PlanInputs(duties=(), register=Register(), calendar=WorkCalendar(), span=span,
    ...                       on=span.start, policy=DEFAULT_POLICY))
    ()
    """
    from .assembling import Judge, planned_from  # noqa: PLC0415 - read with the first call

    if type(trials) is not int or not 0 <= trials <= _MOST_TRIALS:
        raise InvalidValue.of("number.range", "trials", trials, low=0, high=_MOST_TRIALS)
    inputs = of.inputs if isinstance(of, Plan) else of
    judge = Judge(inputs)
    found = sorted(
        _found(judge),
        key=lambda one: (one.span, tuple(ShortfallKind).index(one.kind), one.owed[0].duty),
    )
    if not trials or not found:
        return tuple(found)
    before = planned_from(inputs)
    if isinstance(of, Plan) and of.score > before.score:
        before = of
    trial = Trial(before=before, lenders=tuple(lenders), most=trials)
    return tuple(
        attrs.evolve(
            one,
            remedies=remedies_of(
                trial,
                {(owed.duty, owed.period) for owed in one.owed},
                one.span,
                one.hosts,
                one.missing,
            ),
        )
        for one in found
    )


def least_unplaced(of: Plan | PlanInputs) -> int:
    """Return how many sessions any plan of these inputs leaves unplaced, at least.

    It counts what is required and what is recommended alike, where `Plan.bound` has them apart. It
    never rises when a host is added. A plan that leaves no more is as full as can be.

    >>> from ridehire_partybuild import DEFAULT_POLICY, Register, Span, WorkCalendar
    >>> span = Span.parse("2026-01-01/2026-06-30")
    >>> least_unplaced(PlanInputs(duties=(), register=Register(), calendar=WorkCalendar(),
    ...                           span=span, on=span.start, policy=DEFAULT_POLICY))
    0
    """
    from .assembling import Judge  # noqa: PLC0415 - read with the first call
    from .counting import shortages  # noqa: PLC0415

    return shortages(Judge(of.inputs if isinstance(of, Plan) else of)).least


def _found(judge: "Judge") -> Iterator[Shortfall]:
    from .counting import shortages  # noqa: PLC0415 - read with the first call

    count = shortages(judge)
    yield from _nowhere(judge, count.nowhere)
    for skills, short in count.skills.items():
        yield from (_of_hosts(one, skills) for one in short)
    for skills, short in count.together.items():
        apart = sum(one.missing for skill in skills for one in count.skills.get((skill,), ()))
        if sum(one.missing for one in short) > apart:
            yield from (_of_hosts(one, skills) for one in short)
    for station, short in count.rooms.items():
        yield from (_shortfall(one, ShortfallKind.ROOM, station=station) for one in short)


def _of_hosts(short: "Shortage", skills: tuple[Skill, ...]) -> Shortfall:
    days = {day for one in short.demands for day, host in one.open if host is not None}
    hosts = {host for one in short.demands for _, host in one.open if host is not None}
    return _shortfall(short, ShortfallKind.HOSTS, skills=skills, hosts=tuple(hosts), days=len(days))


def _shortfall(short: "Shortage", kind: ShortfallKind, **more: Any) -> Shortfall:
    return Shortfall(
        kind=kind,
        span=_span(short.demands),
        owed=tuple(map(_owed, short.demands)),
        needed=short.needed,
        possible=short.possible,
        **more,
    )


def _nowhere(judge: "Judge", demands: "Iterable[Demand]") -> Iterator[Shortfall]:
    from .candidates import Candidates  # noqa: PLC0415 - read with the first call

    candidates = Candidates(judge.ground, judge.booked())
    for one in demands:
        tally: Counter[Rule] = candidates.tally(one.need)
        skill = one.need.duty.skill
        yield Shortfall(
            kind=ShortfallKind.SLOTS,
            span=_span([one]),
            owed=(_owed(one),),
            needed=one.count,
            possible=0,
            skills=() if skill is None else (skill,),
            hosts=tuple(host for host in one.need.hosts if host is not None),
            station=one.need.station,
            rules=tuple(sorted(tally, key=lambda rule: (-tally[rule], tuple(Rule).index(rule)))),
        )


def _owed(demand: "Demand") -> Owed:
    duty, period = demand.at
    return Owed(duty=duty, period=period, sessions=demand.count)


def _span(demands: "Iterable[Demand]") -> Span:
    windows = [one.need.window for one in demands]
    return Span(start=min(one.start for one in windows), end=max(one.end for one in windows))
