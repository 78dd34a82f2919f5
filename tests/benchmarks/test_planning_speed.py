"""The benchmark of planning, at small sizes and without a clock: the contenders agree."""

from importlib.util import find_spec

import pytest
from planning.contest import by_cp_sat, by_us
from planning.province import TIGHT, YEAR, made_province

from ridehire_partybuild.scheduling import PlanScore
from ridehire_partybuild.values import Span

QUARTER = Span.parse("2026-01-01/2026-03-31")
SMALL = made_province(5, seed=0, policy=TIGHT, nurses=1, span=QUARTER)


def test_the_workload_is_a_provinces_year() -> None:
    """136 stations in 16 cities, five duties each, 20 shared lecturers, three hosts a city."""
    whole = made_province()
    assert len(whole.register.stations) == 136
    assert len({one.region.prefecture for one in whole.register.stations}) == 16
    assert len(whole.duties) == 5 * 136
    assert len(whole.register.hosts) == 20 + 3 * 16
    assert sum(1 for host in whole.register.hosts if host.region is None) == 20
    assert whole.span == YEAR


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_small_province_is_planned_to_its_optimum(seed: int) -> None:
    """The search stops at the bound, and says that the plan is proved optimal."""
    run = by_us(SMALL, seed=seed)
    assert (run.broken, run.score, run.is_proved) == (0, PlanScore(soft=-3), True)
    assert run.bound == run.score
    assert by_us(SMALL, seed=seed, moves=0).score < run.score


@pytest.mark.interop
def test_the_other_solver_finds_the_same_optimum() -> None:
    """What CP-SAT proves to be best is what the library proved by counting."""
    if find_spec("ortools") is None:
        pytest.skip("ortools is not installed: `make bench` installs it for itself")
    rival = by_cp_sat(SMALL, 60)
    assert (rival.broken, rival.is_proved) == (0, True)
    assert rival.score == by_us(SMALL).score
