"""What would let more sessions be placed: each remedy is tried before it is offered."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice
from typing import Any

import attrs

from ridehire_partybuild.calendars import open_spans
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Change, Changes, Host, Register, Station, apply
from ridehire_partybuild.model.order import by_id
from ridehire_partybuild.values import (
    DatedHours,
    DutyId,
    HostId,
    OpeningHours,
    Period,
    Record,
    Span,
    Term,
    TimeSpan,
    limits,
)
from ridehire_partybuild.values.hours import MINUTES_A_DAY, runs_on

from .plans import Plan, PlanInputs

__all__ = ["Remedy", "RemedyKind", "Trial", "remedied", "remedies_of"]

Place = tuple[DutyId, Period]

_LONGER = 120
"""Minutes that a station is kept open longer: one session of any usual length."""
_DAYS = 3
"""Days of a host that are tried, the first of different weeks."""


class RemedyKind(Term):
    """What can be done so that more sessions find a place."""

    RAISE_WEEK_LIMIT = "raise_week_limit"
    RAISE_DAY_LIMIT = "raise_day_limit"
    ADD_DAY = "add_day"
    BORROW_HOST = "borrow_host"
    ADD_HOST = "add_host"
    OPEN_LONGER = "open_longer"
    ADD_SEATS = "add_seats"
    OTHER_ROOM = "other_room"
    ANY_DAY = "any_day"
    ALLOW_HOLIDAY = "allow_holiday"
    ROLL = "roll"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Remedy(Record):
    """What can be done, and how many sessions more `plan` was seen to place with it.

    Attributes:
        kind: What is done.
        changes: What changes in the register.
        duties: The duties as they would be; those that stay as they are are not named.
        days: The days that it is about, where it is about some.
        rescues: How many sessions fewer are left unplaced.
    """

    kind: RemedyKind
    changes: Changes = attrs.field(factory=Changes)
    duties: tuple[Duty, ...] = attrs.field(default=(), converter=by_id)
    days: tuple[date, ...] = ()
    rescues: int = attrs.field(default=0, metadata=limits(0, 10**6))


@attrs.frozen(kw_only=True)
class Trial:
    """What a remedy is tried on.

    Attributes:
        before: The plan without it.
        lenders: Hosts that could be borrowed.
        most: How many are tried.
    """

    before: Plan
    lenders: tuple[Host, ...]
    most: int
    _known: dict[Remedy, Plan] = attrs.field(factory=dict, init=False)

    @property
    def inputs(self) -> PlanInputs:
        """Those of the plan without the remedy."""
        return self.before.inputs

    def rescued(self, remedy: Remedy, places: Collection[Place]) -> int:
        """Return how many sessions more are placed with the remedy; 0: none of those in question.

        Nor is it any help if more of what is required is left out elsewhere.
        """
        from .assembling import planned_from  # noqa: PLC0415 - few ask for remedies

        if remedy not in self._known:
            self._known[remedy] = planned_from(remedied(self.inputs, remedy))
        after, before = self._known[remedy], self.before
        helps = _left(after, places) < _left(before, places)
        harms = after.score.medium < before.score.medium
        rescued = len(before.unplaced) - len(after.unplaced)
        return max(0, rescued) if helps and not harms else 0


def _left(plan: Plan, places: Collection[Place]) -> int:
    return sum((one.duty, one.period) in places for one in plan.unplaced)


def remedied(inputs: PlanInputs, remedy: Remedy) -> PlanInputs:
    """Return the inputs of a plan as they are with the remedy.

    Raises:
        InvalidValue: the register or the duties are not those for which it was found.

    >>> from ridehire_partybuild import DEFAULT_POLICY, WorkCalendar
    >>> span = Span.parse("2026-01-01/2026-06-30")
    >>> before = PlanInputs(duties=(), register=Register(), calendar=WorkCalendar(), span=span,
    ...                     on=span.start, policy=DEFAULT_POLICY)
    >>> from ridehire_partybuild import Party
    >>> lawyer = Host(id="H-1", party=Party(name="示例律师事务所"))
    >>> remedy = Remedy(kind=RemedyKind.ADD_HOST, changes=Changes(changes=(Change(after=lawyer),)))
    >>> remedied(before, remedy).register.hosts == (lawyer,)
    True
    """
    changed = {duty.id: duty for duty in remedy.duties}
    return attrs.evolve(
        inputs,
        register=apply(remedy.changes, inputs.register),
        duties=tuple(changed.get(duty.id, duty) for duty in inputs.duties),
    )


def remedies_of(
    trial: Trial, places: Collection[Place], span: Span, hosts: Collection[HostId], missing: int
) -> tuple[Remedy, ...]:
    """Return what helps those periods of duties, of each kind what rescues most with least."""
    best: dict[RemedyKind, Remedy] = {}
    duties = {duty for duty, _ in places}
    short = [duty for duty in trial.inputs.duties if duty.id in duties]
    tried = _possible(trial, short, span, hosts, missing)
    for remedy in islice(tried, trial.most):
        known = best.get(remedy.kind)
        if known is not None and known.rescues >= missing:
            continue
        rescued = trial.rescued(remedy, places)
        if rescued > (0 if known is None else known.rescues):
            best[remedy.kind] = attrs.evolve(remedy, rescues=rescued)
    order = tuple(RemedyKind)
    return tuple(sorted(best.values(), key=lambda one: (-one.rescues, order.index(one.kind))))


def _possible(
    trial: Trial, duties: list[Duty], span: Span, hosts: Collection[HostId], missing: int
) -> Iterator[Remedy]:
    """Yield what could help, in turns of a kind each, what asks least first."""
    register = trial.inputs.register
    able = [one for one in register.hosts if one.id in hosts]
    stations = [one for one in register.stations if one.id in {duty.station for duty in duties}]
    kinds = [
        _limits(able, "per_week", RemedyKind.RAISE_WEEK_LIMIT, missing),
        _limits(able, "per_day", RemedyKind.RAISE_DAY_LIMIT, missing),
        _days_more(trial, able, span),
        _further_hosts(trial, duties, able),
        _seats(stations, duties),
        _hours(stations),
        _other_rooms(register, duties),
        _any_day(duties),
        _day_off_policies(duties),
    ]
    while kinds:
        for one in tuple(kinds):
            remedy = next(one, None)
            if remedy is None:
                kinds.remove(one)
            else:
                yield remedy


def _altered(kind: RemedyKind, before: Any, **fields: Any) -> Remedy:
    days = fields.pop("days", ())
    change = Change(before=before, after=attrs.evolve(before, **fields))
    return Remedy(kind=kind, changes=Changes(changes=(change,)), days=days)


def _limits(hosts: list[Host], field: str, kind: RemedyKind, missing: int) -> Iterator[Remedy]:
    for more in sorted({1, 2, missing}):
        for host in hosts:
            limit, top = getattr(host, field), 100 if field == "per_day" else 500
            if limit is not None and limit + more <= top:
                yield _altered(kind, host, **{field: limit + more})


def _days_more(trial: Trial, hosts: list[Host], span: Span) -> Iterator[Remedy]:
    """Yield further days of a host, on its usual hours: the first it could do, one in a week."""
    inputs = trial.inputs
    for host in hosts:
        usual = next((spans for spans in host.hours.week if spans), None) if host.hours else None
        if host.hours is None or usual is None:
            continue
        weeks: set[tuple[int, int]] = set()
        for day in span:
            week = day.isocalendar()[:2]
            if week in weeks or day < inputs.on or not inputs.calendar.is_workday(day):
                continue
            if open_spans(host.hours, day, inputs.calendar) and day not in host.days_off:
                continue
            hours = _with_day(host.hours, day, usual)
            if hours is None:
                continue
            weeks.add(week)
            off = tuple(one for one in host.days_off if one != day)
            yield _altered(RemedyKind.ADD_DAY, host, hours=hours, days_off=off, days=(day,))
            if len(weeks) == _DAYS:
                break


def _with_day(hours: OpeningHours, day: date, spans: tuple[TimeSpan, ...]) -> OpeningHours | None:
    others = tuple(one for one in hours.exceptions if not one.first <= day <= one.last)
    if len(others) < len(hours.exceptions):
        return None  # somebody has said what that day is like
    dated = DatedHours(first=day, last=day, spans=spans)
    return attrs.evolve(hours, exceptions=tuple(sorted((*others, dated))))


def _further_hosts(trial: Trial, duties: list[Duty], able: list[Host]) -> Iterator[Remedy]:
    """Yield who could be borrowed; if nobody is known, somebody like one who is there."""
    skills = {duty.skill for duty in duties} - {None}
    register, free = trial.inputs.register, _free_id(trial.inputs.register)
    lent = [one for one in trial.lenders if skills & set(one.skills)]
    for host in lent:
        # the body is on record elsewhere, not here
        party = attrs.evolve(host.party, actor=None, branch=None)
        guest = attrs.evolve(host, party=party, id=free if host.id in register else host.id)
        yield _new(RemedyKind.BORROW_HOST, guest)
    if not lent:
        for host in able:
            yield _new(RemedyKind.ADD_HOST, attrs.evolve(host, id=free))


def _free_id(register: Register) -> HostId:
    number = 1
    while f"HOST-NEW-{number}" in register:
        number += 1
    return HostId(f"HOST-NEW-{number}")


def _new(kind: RemedyKind, host: Host) -> Remedy:
    return Remedy(kind=kind, changes=Changes(changes=(Change(after=host),)))


def _seats(stations: list[Station], duties: list[Duty]) -> Iterator[Remedy]:
    for station in stations:
        wanted = max(duty.seats or 0 for duty in duties if duty.station == station.id)
        if station.site.seats is not None and station.site.seats < wanted:
            site = attrs.evolve(station.site, seats=wanted)
            yield _altered(RemedyKind.ADD_SEATS, station, site=site)


def _hours(stations: list[Station]) -> Iterator[Remedy]:
    for station in stations:
        if station.hours is None:
            continue
        week = tuple(map(_longer, station.hours.week))
        if week != station.hours.week:
            longer = attrs.evolve(station.hours, week=week)
            yield _altered(RemedyKind.OPEN_LONGER, station, hours=longer)
        usual = next((spans for spans in station.hours.week if spans), ())
        if usual and not all(station.hours.week):
            week = tuple(spans or usual for spans in station.hours.week)
            # a night may last into a day on which it is not open yet
            if not any(map(runs_on, week, (*week[1:], week[0]))):
                more = attrs.evolve(station.hours, week=week)
                yield _altered(RemedyKind.OPEN_LONGER, station, hours=more)


def _longer(spans: tuple[TimeSpan, ...]) -> tuple[TimeSpan, ...]:
    if not spans or spans[-1].end + _LONGER > MINUTES_A_DAY:
        return spans
    return (*spans[:-1], attrs.evolve(spans[-1], end=spans[-1].end + _LONGER))


def _other_rooms(register: Register, duties: list[Duty]) -> Iterator[Remedy]:
    """Yield other rooms of the city; what a station itself owes counts only at that station."""
    for duty in duties:
        if duty.subject in {one.id for one in register.stations}:
            continue
        here = next((one for one in register.stations if one.id == duty.station), None)
        for station in register.stations:
            same_city = here is None or station.region.prefecture == here.region.prefecture
            if same_city and station.id != duty.station:
                yield _other(RemedyKind.OTHER_ROOM, [duty], station=station.id)


def _any_day(duties: list[Duty]) -> Iterator[Remedy]:
    fixed = [duty for duty in duties if duty.fixed_day is not None]
    if fixed:
        yield _other(RemedyKind.ANY_DAY, fixed, fixed_day=None)


def _day_off_policies(duties: list[Duty]) -> Iterator[Remedy]:
    for kind, policy in (
        (RemedyKind.ALLOW_HOLIDAY, NoDayPolicy.ALLOW_HOLIDAY),
        (RemedyKind.ROLL, NoDayPolicy.ROLL),
    ):
        others = [duty for duty in duties if duty.no_day is not policy]
        if others:
            yield _other(kind, others, no_day=policy)


def _other(kind: RemedyKind, duties: list[Duty], **fields: Any) -> Remedy:
    return Remedy(kind=kind, duties=tuple(attrs.evolve(one, **fields) for one in duties))
