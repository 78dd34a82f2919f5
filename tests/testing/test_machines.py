"""The machines live long where nothing is wrong, and find what was planted where something is."""

import re
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine

from ridehire_partybuild import (
    SHANGHAI,
    Assessment,
    AtLeast,
    Change,
    Changes,
    InvalidValue,
    Outcome,
    Plan,
    PlanInputs,
    Register,
    Replan,
    Session,
    Span,
    Wanted,
    apply,
    assess,
    plan,
    purge,
    reference_guideline,
    replan,
    violations,
)
from ridehire_partybuild.testing.laws import LawBroken
from ridehire_partybuild.testing.machines import LifeBroken, PlanLife, RegisterLife, live

LONG = settings().max_examples >= 1000
"""Whether the laws are tried hard, as `make laws` does."""

SEARCH = settings(
    max_examples=100,
    stateful_step_count=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
)
THOROUGH = settings(SEARCH, max_examples=200, phases=[Phase.generate, Phase.shrink])
BY_LAWS = pytest.mark.skipif(
    not LONG, reason="each fault is searched for, and its steps cut, by `make laws`"
)


class OneFact(RegisterLife):
    """A life in which one thing is looked at, by a short guideline: faults are found sooner."""

    guideline = attrs.evolve(
        reference_guideline(),
        requirements=tuple(
            one
            for one in reference_guideline().requirements
            if isinstance(one.check, AtLeast) and one.check.fact == "site.area_m2"
        ),
    )
    facts = ("site.area_m2",)


@pytest.mark.law
def test_a_registers_life() -> None:
    """Nothing that happens to a register makes it say another thing than what was done."""
    live(RegisterLife, lives=150 if LONG else 5, steps=30 if LONG else 10)


@pytest.mark.law
def test_a_registers_life_under_another_guideline() -> None:
    """A host's own guideline and facts take the place of ours by one line each."""
    live(OneFact, lives=150 if LONG else 5, steps=30 if LONG else 10)


def _forget_one(change: Any, register: Register) -> Register:
    """Forget the last of several changes."""
    if isinstance(change, Changes) and len(change) > 1:
        change = Changes(changes=tuple(change)[:-1])
    return apply(change, register)


def _add_only(change: Any, register: Register) -> Register:
    """Alter nothing that is there."""
    if isinstance(change, Change) and change.before is not None and change.after is not None:
        return register
    return apply(change, register)


def _leave_appeals(register: Register, on: Any) -> Register:
    """Leave the summaries of appeals where they stand."""
    return attrs.evolve(purge(register, on), appeals=register.appeals)


def _take_every_head(register: Register, on: Any) -> Register:
    """Take the heads of all stations away, once one is over its time."""
    left = purge(register, on)
    if left == register:
        return register
    return attrs.evolve(left, stations=tuple(attrs.evolve(one, head=None) for one in left.stations))


def _take_the_first(*registers: Register) -> Register:
    """Let who comes first have it where two contradict each other."""
    first, *others = registers
    more = [one for other in others for one in other.stations if one.id not in first]
    return first.with_(*more)


def _let_the_waived_pass(*args: Any, **more: Any) -> Assessment:
    """Let what is waived pass."""
    told = assess(*args, **more)
    return attrs.evolve(
        told,
        findings=tuple(
            one
            if one.waiver is None
            else attrs.evolve(one, verdict=attrs.evolve(one.verdict, outcome=Outcome.PASSED))
            for one in told.findings
        ),
    )


def _know_it_all_along(*args: Any, known: Any = None, **more: Any) -> Assessment:
    """Judge by what is known today as if it had been known all along."""
    del known
    return assess(*args, **more)


def _open_two(life: RegisterLife) -> None:
    life.open_station(county="370502", tier="basic", seats=None, kept=None)
    life.open_station(county="370503", tier="mobile", seats=24, kept=None)
    life.everything_holds()


def _close(life: RegisterLife) -> None:
    station = life.open_station(county="370502", tier="basic", seats=None, kept=None)
    life.close(station=station)


def _purge_an_appeal(life: RegisterLife) -> None:
    station = life.open_station(county="370502", tier="basic", seats=None, kept=None)
    life.appeal(station=station, kept=1)
    life.purge_after(days=31)


def _purge_one_of_two(life: RegisterLife) -> None:
    life.open_station(county="370502", tier="basic", seats=None, kept=1)
    life.open_station(county="370503", tier="mobile", seats=24, kept=None)
    life.purge_after(days=31)
    life.everything_holds()


def _contradict(life: RegisterLife) -> None:
    station = life.open_station(county="370502", tier="basic", seats=None, kept=None)
    life.merge_contradiction(station=station)


def _waive(life: RegisterLife) -> None:
    station = life.open_station(county="370502", tier="basic", seats=None, kept=None)
    life.waive(station=station, covers="site.area_m2", days=31)


def _look_back(life: RegisterLife) -> None:
    station = life.open_station(county="370502", tier="basic", seats=None, kept=None)
    life.days_pass(days=31)
    life.observe(station=station, seen=("site.area_m2", Decimal(40)), days=None)
    life.look_back(days=7)


Program = Callable[[RegisterLife], None]
FAULTS: dict[str, tuple[Callable[..., Any], str, Program]] = {
    "apply": (_forget_one, "`diff` applied to the old gives the new", _open_two),
    "apply, too": (_add_only, "a change applied is the record put in its place", _close),
    "purge": (_leave_appeals, "nothing is overdue once it is purged", _purge_an_appeal),
    "purge, too": (_take_every_head, "the register says what was done", _purge_one_of_two),
    "merge": (_take_the_first, "registers that contradict each other do not merge", _contradict),
    "assess": (_let_the_waived_pass, "a waiver changes no verdict", _waive),
    "assess, too": (_know_it_all_along, "assess(r, g, d, known=k) finds the same", _look_back),
}
"""Wrong operations, the sentence that each makes untrue, and steps by which that comes to light."""


def _faulty(fault: str) -> type[OneFact]:
    wrong, *_ = FAULTS[fault]
    return type("Faulty", (OneFact,), {fault.partition(",")[0]: staticmethod(wrong)})


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_breaks_the_life_in_which_it_shows(fault: str) -> None:
    """Each wrong operation makes a sentence untrue; the right one goes the same way unharmed."""
    _, sentence, program = FAULTS[fault]
    with pytest.raises((LifeBroken, LawBroken), match=re.escape(sentence)):
        program(_faulty(fault)())
    program(OneFact())


def _told(machine: type[RuleBasedStateMachine], search: settings) -> str:
    """Return what is told of a life in which a machine finds a fault by itself."""
    machine.TestCase.settings = search
    # a wrong operation may also make what no register can be
    with pytest.raises((LifeBroken, LawBroken, InvalidValue)) as caught:
        machine.TestCase("runTest").runTest()
    return "\n".join([str(caught.value), *getattr(caught.value, "__notes__", [])])


def test_a_fault_is_found_and_told_as_a_program() -> None:
    """Without being shown where it is; and what is printed are the steps to it."""
    told = _told(_faulty("assess"), SEARCH)
    assert told.startswith("a waiver changes no verdict\nbroken by: ")
    assert "state = Faulty()" in told
    assert "stations_0 = state.open_station(county='3705" in told
    assert "state.waive(covers='" in told


@pytest.mark.law
@BY_LAWS
@pytest.mark.parametrize("fault", [*FAULTS] if LONG else ["every fault"])
def test_every_planted_fault_is_found(fault: str) -> None:
    """The machine comes upon each of them by itself, and tells a short way to it."""
    told = _told(_faulty(fault), THOROUGH)
    assert "state = Faulty()" in told
    assert told.count("state.everything_holds()") <= 9


@pytest.mark.law
def test_a_plans_life() -> None:
    """Nothing that happens to a plan makes it break a rule, a promise or what phones were told."""
    live(PlanLife, lives=100 if LONG else 3, steps=30 if LONG else 8)


@pytest.mark.law
def test_a_plans_life_with_a_solver_and_duties_of_a_guideline() -> None:
    """A host's own solver, span and guideline take the place of ours by one line each."""
    live(Solved, lives=50 if LONG else 1, steps=30 if LONG else 5)


def _first_hours(inputs: PlanInputs, wanted: tuple[Wanted, ...]) -> list[Session]:
    """Place the first session that is wanted at nine, if that breaks nothing."""
    for one in wanted[:1]:
        start = datetime.combine(one.ideal, time(9), SHANGHAI)
        made = one.session(start, one.hosts[0] if one.hosts else None)
        if not violations([made], inputs.register, inputs.calendar, policy=inputs.policy):
            return [made]
    return []


class Solved(PlanLife):
    """Duties of the shipped guideline for a quarter, begun by a solver of one's own."""

    guideline = reference_guideline()
    solver = staticmethod(_first_hours)
    span = Span.parse("2026-01-01/2026-03-31")


def _move_pins(made: Plan, *, pinned: Any = (), **more: Any) -> Replan:
    """Pin nothing, whatever is promised."""
    del pinned
    return replan(made, **more)


def _move_all(made: Plan, **more: Any) -> Replan:
    """Plan anew from nothing, which moves what had no need to."""
    again = replan(made, **more)
    if not again.changes:
        return again
    told = again.plan.inputs
    fresh = plan(
        told.duties, told.register, told.calendar, told.span, on=told.on, policy=told.policy,
        seed=told.seed + 1, moves=told.moves,
    )  # fmt: skip
    return attrs.evolve(again, plan=fresh)


def _see_no_holidays(made: Plan, calendar: Any) -> Plan:
    """Take the newer calendar, and leave the sessions of its holidays where they are."""
    return attrs.evolve(made, inputs=attrs.evolve(made.inputs, calendar=calendar))


def _forgetful_calendar(life: PlanLife, made: Plan, previous: str | None) -> str | None:
    """Write each calendar as if it were the first."""
    del previous
    return PlanLife.calendar_of(life, made, None)


def _fall_ill(life: PlanLife) -> None:
    life.make(owed=[(0, "legal_clinic", "1/month")])
    life.pin(session=1)
    life.fall_ill(session=1)
    life.replan_now(budget=0)


def _owe_more(life: PlanLife) -> None:
    life.make(owed=[(0, "legal_clinic", "1/month"), (1, "health_check", "2/month")])
    life.fall_ill(session=4)
    life.replan_now(budget=0)


def _become_a_holiday(life: PlanLife) -> None:
    life.make(owed=[(0, "theme_party_day", "1/month")])
    life.become_a_holiday(session=0)
    life.rebase_now()


def _call_off(life: PlanLife) -> None:
    life.make(owed=[(0, "theme_party_day", "1/month")])
    life.call_off(session=0)
    life.replan_now(budget=0)


PLAN_FAULTS: dict[str, tuple[Any, str, Callable[[PlanLife], None]]] = {
    "replan": (staticmethod(_move_pins), "a pinned session never moves", _fall_ill),
    "replan, too": (staticmethod(_move_all), "touch only what broke", _owe_more),
    "rebase": (staticmethod(_see_no_holidays), "nothing of a BLOCK severity", _become_a_holiday),
    "calendar_of": (_forgetful_calendar, "an event that was told is told to the end", _call_off),
}


@pytest.mark.parametrize("fault", PLAN_FAULTS)
def test_a_planted_fault_breaks_the_life_of_a_plan(fault: str) -> None:
    """So does each way of planning again that breaks a promise; ours goes the same way unharmed."""
    if fault == "calendar_of":
        pytest.importorskip("icalendar")
    wrong, sentence, program = PLAN_FAULTS[fault]
    faulty = type("Faulty", (PlanLife,), {fault.partition(",")[0]: wrong})
    with pytest.raises((LifeBroken, LawBroken), match=re.escape(sentence)):
        program(faulty())
    program(PlanLife())


@pytest.mark.law
@BY_LAWS
@pytest.mark.parametrize("fault", [*PLAN_FAULTS] if LONG else ["every fault"])
def test_every_planted_fault_of_a_plan_is_found(fault: str) -> None:
    """The machine comes upon each of them by itself."""
    wrong, *_ = PLAN_FAULTS[fault]
    faulty = type("Faulty", (PlanLife,), {fault.partition(",")[0]: wrong})
    told = _told(faulty, THOROUGH)
    assert "state.make(owed=[(" in told
