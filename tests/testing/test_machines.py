"""The machines live long where nothing is wrong, and find what was planted where something is."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine

from ridehire_partybuild import (
    Assessment,
    AtLeast,
    Change,
    Changes,
    Outcome,
    Register,
    apply,
    assess,
    purge,
    reference_guideline,
)
from ridehire_partybuild.testing.laws import LawBroken
from ridehire_partybuild.testing.machines import LifeBroken, RegisterLife, live

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
    live(RegisterLife, lives=200 if LONG else 5, steps=40 if LONG else 10)


@pytest.mark.law
def test_a_registers_life_under_another_guideline() -> None:
    """A host's own guideline and facts take the place of ours by one line each."""
    live(OneFact, lives=200 if LONG else 5, steps=40 if LONG else 10)


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
    life.days_pass(days=7)
    life.purge_now()


def _purge_one_of_two(life: RegisterLife) -> None:
    life.open_station(county="370502", tier="basic", seats=None, kept=1)
    life.open_station(county="370503", tier="mobile", seats=24, kept=None)
    life.days_pass(days=7)
    life.purge_now()
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
    with pytest.raises((LifeBroken, LawBroken)) as caught:
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
@pytest.mark.skipif(
    not LONG, reason="each fault is searched for, and its steps cut, by `make laws`"
)
@pytest.mark.parametrize("fault", [*FAULTS] if LONG else ["every fault"])
def test_every_planted_fault_is_found(fault: str) -> None:
    """The machine comes upon each of them, and tells the shortest way to it."""
    _, sentence, _ = FAULTS[fault]
    told = _told(_faulty(fault), settings(SEARCH, max_examples=500, phases=list(Phase)[1:5]))
    assert sentence in told
    assert told.count("state.everything_holds()") <= 7
