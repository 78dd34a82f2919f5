"""Plans made before the holiday notice is out, and what it changes."""

from ridehire_partybuild.calendars import WorkCalendar

from .plans import Plan
from .replanning import replan

__all__ = ["rebase"]


def rebase(plan: Plan, calendar: WorkCalendar) -> Plan:
    """Return the plan on another calendar, such as the one with the notice that has come out.

    It touches only what broke: a session on a day that is off now, or whose fixed day rolls
    elsewhere. By the same calendar it is the same plan.

    >>> from ridehire_partybuild import Register, Span, WorkCalendar
    >>> from ridehire_partybuild.scheduling import plan
    >>> made = plan((), Register(), WorkCalendar(), Span.parse("2026-01-01/2026-06-30"))
    >>> rebase(made, made.inputs.calendar) == made
    True
    """
    return replan(plan, calendar=calendar).plan
