"""Lives, as machines: steps that others do not think of, and what must be true after each.

A law says what is true of one value. A machine takes steps, in every order, with a plain model
beside it, so that it finds what goes wrong only after the fourth step. Each is a
`hypothesis.stateful.RuleBasedStateMachine`: run it in your own suite by one line, ::

    from ridehire_partybuild.testing.machines import RegisterLife

    TestRegisterLife = RegisterLife.TestCase

or make one of your own, with your guideline, facts, calendar, solver or store in the place of
ours, and steps of your own beside ours::

    class OurLife(RegisterLife):
        guideline = OURS

    TestOurLife = OurLife.TestCase

When something breaks, the shortest steps that break it are printed as a program.
"""

# ruff: noqa: E402 - what follows imports hypothesis, whose lack is to be told first
from ridehire_partybuild.exchange.optional import needed

needed("hypothesis", "testing")  # first of all: a missing package is told by its extra

from .broken import LifeBroken
from .plan_life import PlanLife
from .register_life import RegisterLife
from .running import live

__all__ = ["LifeBroken", "PlanLife", "RegisterLife", "live"]
