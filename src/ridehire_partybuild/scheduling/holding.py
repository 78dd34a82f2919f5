"""The register in which a plan came true: what `assess` will find if all goes as planned."""

import attrs

from ridehire_partybuild.model import Register
from ridehire_partybuild.values import SessionStatus

from .plans import Plan

__all__ = ["held"]


def held(plan: Plan) -> Register:
    """Return the register in which all was held as planned.

    These are the sessions of the plan, and those that were planned before for its day or later:
    the ledger counts both. All else stays as it is, so that `assess` on a later day answers whether
    what is planned will do.

    >>> from ridehire_partybuild import Span, WorkCalendar, plan
    >>> nothing = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> held(nothing) == Register()
    True
    """
    inputs = plan.inputs
    ahead = (
        one
        for one in inputs.register.sessions
        if one.status is SessionStatus.PLANNED and one.day >= inputs.on
    )
    came_true = (attrs.evolve(one, status=SessionStatus.HELD) for one in (*ahead, *plan.sessions))
    return inputs.register.with_(*came_true)
