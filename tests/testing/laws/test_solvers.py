"""What a solver does wrong is told once, by the law that it breaks."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, station
from tests.testing.laws.breaches import broken, telling

from ridehire_partybuild import Session
from ridehire_partybuild.scheduling import PlanInputs, Solver, Wanted, plan
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws.showing import shown_lines


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


INPUTS = inputs_of(station(1), clinic(1, skill=None), moves=0)
GIVEN = shown_lines(INPUTS)


def ours(inputs: PlanInputs, _: tuple[Wanted, ...] = ()) -> tuple[Session, ...]:
    """Place sessions as the planner does."""
    told = {one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)}
    return plan(**told).sessions


def twice(inputs: PlanInputs, wanted: tuple[Wanted, ...]) -> Iterable[Session]:
    """Place each session twice."""
    return ours(inputs, wanted) * 2


def nothing(_: PlanInputs, __: tuple[Wanted, ...]) -> Iterable[Session]:
    """Place nothing."""
    return ()


(OWN,) = ours(INPUTS)
ONCE = "expected an id used once in the document, got it again, first at $.sessions[0].id."
REFUSED = f"$.sessions[0]: Failed to parse '{OWN.id}' as Session: expected a session that breaks no"


@pytest.mark.parametrize(
    ("law", "solver", "sentence", "shown"),
    [
        (
            "12 solver_breaks_no_rule",
            at_night,
            "no session that a solver places breaks a rule that blocks",
            [
                f"{REFUSED} rule, got one that breaks: {rule}."
                for rule in ("outside opening hours", "peak hours")
            ],
        ),
        (
            "13 solver_loses_nothing",
            twice,
            "a solver places only what it is asked for, each session once",
            [f"$.sessions[1].id: Failed to parse '{OWN.id}' as SessionId: {ONCE}"],
        ),
        (
            "13 solver_loses_nothing",
            nothing,
            "a solver leaves no session open for which there is room beside those it placed",
            shown_lines(OWN),
        ),
    ],
)
def test_what_a_solver_does_wrong_is_told_whole(
    law: str, solver: Solver, sentence: str, shown: list[str]
) -> None:
    """Laws 12 and 13: which session, why, and of what the plan was to be made."""
    tried = getattr(laws, law.split()[1])
    tried(INPUTS, ours)
    assert broken(tried, INPUTS, solver) == telling(law, sentence, *shown, *GIVEN)


def test_a_solver_that_knows_chance_is_told() -> None:
    """Law 11: every other time it places its session a week later."""
    weeks = cycle((0, 1))

    def chance(inputs: PlanInputs, _: tuple[Wanted, ...]) -> Iterable[Session]:
        later = timedelta(weeks=next(weeks))
        for one in ours(inputs):
            yield attrs.evolve(one, start=one.start + later, end=one.end + later)

    laws.solver_has_no_chance(INPUTS, ours)
    assert broken(laws.solver_has_no_chance, INPUTS, chance) == telling(
        "11 solver_has_no_chance", "equal inputs give equal plans", *GIVEN
    )
