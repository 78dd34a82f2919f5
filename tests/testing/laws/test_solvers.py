"""What a solver does wrong is told once, by the law that it breaks."""

from collections.abc import Iterable
from datetime import timedelta

import attrs
import pytest

from ridehire_partybuild import Session
from ridehire_partybuild.scheduling import PlanInputs, Wanted, plan
from ridehire_partybuild.testing import laws


def at_night(inputs: PlanInputs, _: tuple[Wanted, ...]) -> Iterable[Session]:
    """Place what the planner places at three in the morning."""
    told = {one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)}
    for one in plan(**told).sessions:
        start = one.start.replace(hour=3, minute=0)
        yield attrs.evolve(one, start=start, end=start + timedelta(hours=1))


@pytest.mark.parametrize("name", ["solver_loses_nothing", "solver_has_no_chance"])
def test_a_broken_rule_is_told_by_one_law_alone(name: str) -> None:
    """Law 12 tells it; laws 13 and 11 ask of what was placed and allowed."""
    laws.check_laws(solver=at_night, only=[name], max_examples=5)
    with pytest.raises(laws.LawBroken, match="law 12"):
        laws.check_laws(solver=at_night, only=["solver_breaks_no_rule"], max_examples=5)
