"""What a search is told: how long it may take, and when it need not go on."""

from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, station

from ridehire_partybuild.scheduling import DEFAULT_POLICY, Plan, annealing, plan
from ridehire_partybuild.scheduling.board import MEDIUM


def searched(monkeypatch: pytest.MonkeyPatch, moves: int | None) -> tuple[Plan, dict[str, Any]]:
    """A plan of eight clinics, of which one has no room and two have no host, and what was told."""
    told: dict[str, Any] = {}

    def listen(*_state: Any, **more: Any) -> int:
        told.update(more)
        return 3

    monkeypatch.setattr(annealing, "anneal", listen)
    policy = attrs.evolve(DEFAULT_POLICY, rotation=None)
    rooms = [station(number) for number in range(1, 8)]
    duties = [clinic(number) for number in range(1, 9)]
    inputs = inputs_of(*rooms, *duties, lawyer(per_week=1), policy=policy)
    made = plan(duties, inputs.register, inputs.calendar, inputs.span, policy=policy, moves=moves)
    return made, told


@pytest.mark.parametrize(("moves", "budget"), [(None, 15 * 7), (0, 0), (9, 9)])
def test_a_search_is_told_what_it_may_do_and_what_nobody_could_do(
    monkeypatch: pytest.MonkeyPatch, moves: int | None, budget: int
) -> None:
    """'None: the policy's number for each session to be placed'; what it does not see aside."""
    made, told = searched(monkeypatch, moves)
    # five weeks have a Tuesday or a Thursday: five clinics of seven, and none without a room
    assert made.bound.medium == -3
    assert told == {"budget": budget, "bound": 2 * MEDIUM - made.bound.soft, "hopeless": 2}
    assert (made.moves_made, len(made.sessions), len(made.unplaced)) == (3, 5, 3)
