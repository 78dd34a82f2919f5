"""Strategies for what happens to a plan, and for what comes of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.model import Host, Party, Session
from ridehire_partybuild.scheduling import (
    Plan,
    PlanChanges,
    PlanInputs,
    Recommendation,
    Replan,
    ScoreAnalysis,
    Shortfall,
    analysis,
    plan,
    recommend,
    replan,
    shortfalls,
)
from ridehire_partybuild.values import Cadence, OpeningHours, SessionStatus, Skill

from .choices import Choices, built
from .planning import plan_inputs

__all__ = [
    "full_plans",
    "plan_changes",
    "plan_upsets",
    "recommendations",
    "replans",
    "scarce_inputs",
    "score_analyses",
    "shortfalls_found",
]

_NOTICE = Notice(title="示例新通知", published="2025-12", href="https://example.org/new")


def _day(choices: Choices, made: Plan) -> date:
    """Read a day: mostly one on which something is planned."""
    days = sorted({one.day for one in made.sessions})
    return choices.pick((*days, *days, choices.day(made.inputs.span)))


def _host_off(choices: Choices, made: Plan) -> Mapping[str, Any]:
    register = made.inputs.register
    host, day = choices.pick(register.hosts), _day(choices, made)
    return {"register": register.with_(attrs.evolve(host, days_off=(*host.days_off, day)))}


def _host_limited(choices: Choices, made: Plan) -> Mapping[str, Any]:
    register = made.inputs.register
    host, most = choices.pick(register.hosts), choices.pick((1, 2, 0))
    return {"register": register.with_(attrs.evolve(host, per_week=most, per_day=most))}


def _host_found(choices: Choices, made: Plan) -> Mapping[str, Any]:
    register = made.inputs.register
    host = attrs.evolve(choices.pick(register.hosts), id="H-NEW", days_off=())
    return {"register": register.with_(host)}


def _station_closed(choices: Choices, made: Plan) -> Mapping[str, Any]:
    register, day = made.inputs.register, _day(choices, made)
    station = choices.pick(register.stations)
    if station.opened_on is not None and day <= station.opened_on:
        return {}
    return {"register": register.with_(attrs.evolve(station, closed_on=day))}


def _other_hours(choices: Choices, made: Plan) -> Mapping[str, Any]:
    register = made.inputs.register
    station = choices.pick(register.stations)
    hours = choices.pick((OpeningHours.parse("Mo,We 09:00-12:00"), None))
    return {"register": register.with_(attrs.evolve(station, hours=hours))}


def _recorded(choices: Choices, made: Plan) -> Mapping[str, Any]:
    """Read what the office wrote down of one of the sessions: cancelled, held, or as planned."""
    if not made.sessions:
        return {}
    session = choices.pick(made.sessions)
    status = choices.pick((SessionStatus.CANCELLED, SessionStatus.HELD, SessionStatus.PLANNED))
    return {"register": made.inputs.register.with_(attrs.evolve(session, status=status))}


def _moved_by_hand(choices: Choices, made: Plan) -> Mapping[str, Any]:
    """Read that the office has moved one of the sessions, by a few hours or days."""
    if not made.sessions:
        return {}
    session = choices.pick(made.sessions)
    hours = timedelta(hours=choices.pick((1, 24, -1, -24, 72)))
    moved = attrs.evolve(session, start=session.start + hours, end=session.end + hours)
    return {"register": made.inputs.register.with_(moved)}


def _in_the_way(choices: Choices, made: Plan) -> Mapping[str, Any]:
    """Read a session of others that the office has since agreed to, in a room that is taken."""
    if not made.sessions:
        return {}
    like = choices.pick(made.sessions)
    other = Session(
        id="E-NEW", kind=like.kind, station=like.station, start=like.start, end=like.end,
        status=SessionStatus.PLANNED, host=choices.pick((None, like.host)),
    )  # fmt: skip
    return {"register": made.inputs.register.with_(other)}


def _new_holiday(choices: Choices, made: Plan) -> Mapping[str, Any]:
    """Read a notice by which one day more is off, or one make-up workday is none."""
    day, calendar = _day(choices, made), made.inputs.calendar
    years = {one.year: one for one in calendar.years}
    old = years.get(2026, HolidayYear(year=2026, notice=_NOTICE))
    if choices.pick((False, False, True)) and old.makeup_workdays:
        new = attrs.evolve(old, makeup_workdays=old.makeup_workdays[1:])
    elif day not in {one for listed in old.lists.values() for one in listed}:
        new = attrs.evolve(old, holidays=(*old.holidays, day))
    else:
        return {}
    return {"calendar": WorkCalendar(years=tuple((years | {2026: new}).values()))}


def _later(choices: Choices, made: Plan) -> Mapping[str, Any]:
    return {"on": made.inputs.on + timedelta(days=choices.pick(range(40)))}


def _fewer_duties(choices: Choices, made: Plan) -> Mapping[str, Any]:
    gone = choices.pick(made.inputs.duties)
    return {"duties": tuple(one for one in made.inputs.duties if one is not gone)}


_UPSETS = (
    _host_off,
    _new_holiday,
    _station_closed,
    _host_limited,
    _in_the_way,
    _recorded,
    _moved_by_hand,
    _later,
    _other_hours,
    _host_found,
    _fewer_duties,
)


def plan_upsets(made: Plan) -> st.SearchStrategy[dict[str, Any]]:
    """Return what `replan` is to be told besides the plan: something has happened since.

    A host's day off or new limit, a new host, a station that closes or opens less, a new notice
    of holidays, what the office wrote down of a session, a session of others in a room or with a
    host that is taken, a later day, a duty that is no more.
    """
    return st.sampled_from(_UPSETS).flatmap(
        lambda upset: built(12, lambda choices: dict(upset(choices, made)))
    )


def replans() -> st.SearchStrategy[Replan]:
    """Return small plans made anew after something happened."""
    return full_plans().flatmap(
        lambda made: plan_upsets(made).map(lambda told: replan(made, **told))
    )


def plan_changes() -> st.SearchStrategy[PlanChanges]:
    """Return what became of the sessions of small plans."""
    return replans().map(lambda again: again.changes)


_OPEN = OpeningHours.parse("Mo-Su 09:00-17:00; PH off")


def _placeable(inputs: PlanInputs) -> PlanInputs:
    """Return inputs by which most sessions find a place: all are there, and open by day."""
    known, free = inputs.register, {"opened_on": None, "closed_on": None, "hours": _OPEN}
    stations = tuple(attrs.evolve(one, **free) for one in known.stations)  # type: ignore[arg-type]
    hosts = tuple(attrs.evolve(one, hours=_OPEN, per_day=2, per_week=4) for one in known.hosts)
    duties = tuple(
        attrs.evolve(one, station=one.station or "S-1", seats=None, minutes=60)
        for one in inputs.duties
    )
    register = attrs.evolve(known, stations=stations, hosts=hosts)
    on = min(inputs.on, inputs.span.start)
    return attrs.evolve(inputs, register=register, duties=duties, on=on)


def full_plans() -> st.SearchStrategy[Plan]:
    """Return small plans in which most of what is needed has found a place."""
    return plan_inputs().map(lambda inputs: _planned(_placeable(inputs)))


def _planned(inputs: PlanInputs) -> Plan:
    return plan(**{one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)})


def _scarce(inputs: PlanInputs) -> PlanInputs:
    """Return inputs in which every duty wants the lawyer, who comes once a week."""
    lawyer = Host(id="H-1", party=Party(name="示例律师事务所"), skills=(Skill.LEGAL,),
                  hours=OpeningHours.parse("Mo-Fr 09:00-17:00"), per_week=1)  # fmt: skip
    often = {"skill": Skill.LEGAL, "cadence": Cadence.parse("2/month"), "fixed_day": None}
    return attrs.evolve(
        inputs,
        register=attrs.evolve(inputs.register, hosts=(lawyer,)),
        duties=tuple(attrs.evolve(duty, **often) for duty in inputs.duties),  # type: ignore[arg-type]
    )


def scarce_inputs() -> st.SearchStrategy[PlanInputs]:
    """Return what small plans are made from in which one host is wanted too often."""
    return plan_inputs(max_sessions=0).map(lambda inputs: _scarce(_placeable(inputs)))


def shortfalls_found() -> st.SearchStrategy[Shortfall]:
    """Return shortfalls as counting finds them, without remedies."""
    found = scarce_inputs().map(lambda inputs: shortfalls(inputs, trials=0)).filter(bool)
    return found.flatmap(st.sampled_from)


def score_analyses() -> st.SearchStrategy[ScoreAnalysis]:
    """Return the scores of small plans, explained."""
    return full_plans().map(analysis)


def recommendations() -> st.SearchStrategy[Recommendation]:
    """Return other places of sessions of small plans."""
    found = full_plans().map(_other_places).filter(bool)
    return found.flatmap(st.sampled_from)


def _other_places(made: Plan) -> tuple[Recommendation, ...]:
    return tuple(other for one in made.sessions[:2] for other in recommend(one, made))
