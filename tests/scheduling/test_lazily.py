"""What is only there for readers of types is not read: a room is entered with the first call."""

from collections.abc import Callable
from types import ModuleType

import pytest
from tests.scheduling.small import inputs_of

from ridehire_partybuild.scheduling import (
    Plan,
    PlanScore,
    checker,
    planner,
    recommending,
    replanning,
    shortfalls,
    solving,
)

INPUTS = inputs_of()
ASKED = INPUTS.duties, INPUTS.register, INPUTS.calendar
ROWS: list[tuple[ModuleType, str, Callable[[], object]]] = [
    (checker, "Alone", lambda: checker.violations((), INPUTS.register, INPUTS.calendar)),
    (planner, "Matter", lambda: planner.plan(*ASKED, INPUTS.span)),
    (recommending, "Judge", lambda: recommending._negated(PlanScore())),
    (replanning, "Judge", lambda: replanning.replan(Plan(inputs=INPUTS))),
    (solving, "Judge", lambda: solving.solved(INPUTS, lambda _inputs, _wanted: ())),
]


@pytest.mark.parametrize(("room", "name", "call"), ROWS)
def test_a_room_is_read_with_the_first_call(
    room: ModuleType, name: str, call: Callable[[], object]
) -> None:
    """'Import alone need not pay': the name is no name of the module, before a call or after."""
    assert not hasattr(room, name)
    assert call() is not None
    assert not hasattr(room, name)


def test_counting_is_read_with_the_first_call() -> None:
    """A function and its room bear one name."""
    names = shortfalls.__globals__
    assert shortfalls(INPUTS) == ()
    assert {"Judge", "Demand", "Shortage"}.isdisjoint(names)
