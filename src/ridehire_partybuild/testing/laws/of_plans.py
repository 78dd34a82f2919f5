"""The laws that concern plans, calendars in them and solvers of them, with their examples."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from ridehire_partybuild.calendars import HolidayYear, Notice, WorkCalendar
from ridehire_partybuild.model import Host
from ridehire_partybuild.scheduling import Plan, PlanInputs, Solver, plan, replan
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import NoticeKind

from .given import Given, Part, Row, Trial
from .plans import (
    ledger_adds_up,
    placed_periods_pass,
    plan_breaks_no_rule,
    tallies_are_true,
    unannounced_days_are_marked,
)
from .replanning import (
    rebasing_is_idle,
    remedies_help,
    replanning_touches_only_what_broke,
    shortfalls_bound_plans,
)
from .resources import another_holiday_adds_no_slot, another_host_raises_no_shortfall
from .solvers import solver_breaks_no_rule, solver_has_no_chance, solver_loses_nothing

__all__ = ["ROWS"]


def _planned(inputs: PlanInputs) -> Plan:
    return plan(**{one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)})


def _by(calendar: WorkCalendar | None, inputs: PlanInputs) -> PlanInputs:
    return inputs if calendar is None else attrs.evolve(inputs, calendar=calendar)


def _inputs(given: Given) -> st.SearchStrategy[PlanInputs]:
    return strategies.plan_inputs().map(partial(_by, given.calendar))


def _scarce(given: Given) -> st.SearchStrategy[PlanInputs]:
    return strategies.scarce_inputs().map(partial(_by, given.calendar))


def _made(law: Callable[..., object]) -> Callable[[Given], Iterator[Trial]]:
    def trials(given: Given) -> Iterator[Trial]:
        yield _inputs(given).map(_planned), law

    return trials


def _remedied(given: Given) -> Iterator[Trial]:
    yield _scarce(given).map(_planned), partial(remedies_help, trials=3)


@st.composite
def _upset(draw: st.DrawFn, given: Given) -> tuple[Plan, dict[str, Any]]:
    full = strategies.full_plans() if given.calendar is None else _inputs(given).map(_planned)
    old = draw(full)
    return old, draw(strategies.plan_upsets(old))


def _replanned(given: Given) -> Iterator[Trial]:
    def attempt(one: tuple[Plan, dict[str, Any]]) -> None:
        old, upset = one
        made = replan(old, **upset).plan
        replanning_touches_only_what_broke(old, made, register=upset.get("register"))

    yield _upset(given), attempt


@st.composite
def _hosts(draw: st.DrawFn, given: Given) -> tuple[PlanInputs, Host]:
    inputs = draw(_inputs(given))
    like = draw(st.sampled_from(inputs.register.hosts))
    return inputs, attrs.evolve(like, id="H-NEW", days_off=())


def _richer(given: Given) -> Iterator[Trial]:
    yield _hosts(given), lambda pair: another_host_raises_no_shortfall(*pair)


@st.composite
def _holidays(draw: st.DrawFn, given: Given) -> tuple[PlanInputs, WorkCalendar]:
    inputs = draw(_inputs(given))
    day = inputs.span.start + timedelta(days=draw(st.integers(0, 60)))
    assume(day.year == 2026 and not inputs.calendar.is_day_off(day))
    return inputs, inputs.calendar.with_years(_day_off(day))


def _day_off(day: date) -> HolidayYear:
    kind: dict[str, Any] = {"holidays" if day.weekday() >= 5 else "bridge_days_off": [day]}
    late = Notice(title="示例调整", published="2026-12-31", kind=NoticeKind.CORRECTION)
    return HolidayYear(year=day.year, notice=late, **kind)


def _poorer(given: Given) -> Iterator[Trial]:
    yield _holidays(given), lambda pair: another_holiday_adds_no_slot(*pair)


def _solved(
    law: Callable[[PlanInputs, Solver], None],
) -> Callable[[Given], Iterator[Trial]]:
    def trials(given: Given) -> Iterator[Trial]:
        solver = given.solver or _ours
        yield _inputs(given), lambda inputs: law(inputs, solver)

    return trials


def _ours(inputs: PlanInputs, _: object) -> tuple[Any, ...]:
    return _planned(inputs).sessions


ROWS = (
    Row(11, solver_has_no_chance, Part.SOLVER, _solved(solver_has_no_chance), 2),
    Row(12, plan_breaks_no_rule, Part.CALENDAR, _made(plan_breaks_no_rule)),
    Row(12, solver_breaks_no_rule, Part.SOLVER, _solved(solver_breaks_no_rule)),
    Row(13, ledger_adds_up, Part.CALENDAR, _made(ledger_adds_up)),
    Row(13, tallies_are_true, Part.CALENDAR, _made(partial(tallies_are_true, most=1)), 5),
    Row(13, shortfalls_bound_plans, Part.CALENDAR, _made(shortfalls_bound_plans), 2),
    Row(13, remedies_help, Part.CALENDAR, _remedied, 10),
    Row(13, another_host_raises_no_shortfall, Part.CALENDAR, _richer, 2),
    Row(13, another_holiday_adds_no_slot, Part.CALENDAR, _poorer, 2),
    Row(13, solver_loses_nothing, Part.SOLVER, _solved(solver_loses_nothing)),
    Row(14, placed_periods_pass, Part.CALENDAR, _made(placed_periods_pass)),
    Row(15, replanning_touches_only_what_broke, Part.CALENDAR, _replanned, 5),
    Row(15, rebasing_is_idle, Part.CALENDAR, _made(rebasing_is_idle), 2),
    Row(19, unannounced_days_are_marked, Part.CALENDAR, _made(unannounced_days_are_marked)),
)
