"""Machines run by one call, for those who do without a test case of `unittest`."""

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

__all__ = ["live"]


def live(
    machine: type[RuleBasedStateMachine], *, lives: int | None = None, steps: int | None = None
) -> None:
    """Let a machine live through ``lives`` lives of up to ``steps`` steps each.

    The first life that breaks something is made as short as can be, and its steps are printed as
    a program that can be read, and run.

    Args:
        machine: `RegisterLife`, `PlanLife`, one of your own made from them, or any other.
        lives: How many; None: as the profile of Hypothesis says.
        steps: How long each is at most; None: as the profile says.

    Raises:
        LifeBroken: something is not as it must be after the steps taken.
        LawBroken: a law does not hold after the steps taken.

    >>> from ridehire_partybuild.testing.machines import RegisterLife
    >>> live(RegisterLife, lives=3, steps=4)
    """
    usual = settings()
    run_state_machine_as_test(
        machine,
        settings=settings(
            usual,
            max_examples=usual.max_examples if lives is None else lives,
            stateful_step_count=usual.stateful_step_count if steps is None else steps,
        ),
    )
