"""Plans made before the holiday notice is out: what they rest on, and what it changes."""

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import Certainty

from .plans import Plan
from .replanning import replan

__all__ = ["provisional", "rebase"]


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


def provisional(plan: Plan) -> tuple[Session, ...]:
    """Return the sessions, by time, on days that no notice has ruled yet: their kind is assumed.

    The next notice can turn such a day into a holiday; `rebase` then moves what lies on it.

    >>> from ridehire_partybuild import Register, Span
    >>> from ridehire_partybuild.scheduling import plan
    >>> provisional(plan((), Register(), WorkCalendar(), Span.parse("2027-01-01/2027-06-30")))
    ()
    """
    known = plan.inputs.calendar
    assumed = (s for s in plan.sessions if known.day(s.day).certainty is Certainty.ASSUMED)
    return tuple(sorted(assumed, key=lambda one: (one.start, one.id)))
