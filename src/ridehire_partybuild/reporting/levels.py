"""The figures of some appeals: received, passed on in time, answered, settled, content."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from ridehire_partybuild.model import Appeal
from ridehire_partybuild.values import AppealState

from .figures import Figure
from .handling import Clock, is_past, state_on
from .opinions import HiddenOpinions
from .standards import ServiceStandard
from .summing import Group, Part, counted, flag, shared, summed, withheld
from .vocabulary import FigureUnit

__all__ = ["figures_of"]

_LEAST = 3
_DONE = (AppealState.ANSWERED, AppealState.CLOSED)


def figures_of(  # noqa: PLR0913, PLR0917 - of a group, what is asked for, what must be withheld
    own: Sequence[Appeal],
    on: date,
    standard: ServiceStandard | None,
    clock: Clock,
    group: Group,
    hidden: HiddenOpinions,
) -> Iterator[Figure]:
    """Yield the figures of one group of appeals."""
    is_small = group[1] in hidden.sizes
    yield _shown(counted("appeals.received", (Part((one.id,), 1, 1) for one in own), group),
                 is_small=is_small)  # fmt: skip
    states = {one.id: state_on(one, on) for one in own}
    if standard is not None:
        parts = [part for one in own if (part := _forwarded(one, on, standard, clock))]
        figure = shared("appeals.forwarded_in_time", parts, group, standard.share("forwarded"))
        yield _shown(figure, is_small=is_small)
    for name, reached in (("answered", _DONE), ("closed", _DONE[1:])):
        asked = None if standard is None else standard.share(name)
        parts = [flag(one.id, states[one.id] in reached, "") for one in own]
        yield _shown(shared(f"appeals.{name}", parts, group, asked), is_small=is_small)
    yield _shown(_hours(own, on, clock, group), is_small=is_small)
    asked = None if standard is None else standard.share("satisfied")
    closed = [one for one in own if states[one.id] is AppealState.CLOSED]
    said = [flag(one.id, one.satisfied, "") for one in closed if one.satisfied is not None]
    content = shared("appeals.satisfied", said, group, asked)
    # all that are closed are its sources: who did not say must not be found by those who did
    content = attrs.evolve(content, sources=[one.id for one in closed])
    yield withheld(content) if group[1] in hidden.shares else content


def _shown(figure: Figure, *, is_small: bool) -> Figure:
    few = figure.sample is not None and 0 < figure.sample < _LEAST
    return withheld(figure) if is_small or few else figure


def _forwarded(one: Appeal, on: date, standard: ServiceStandard, clock: Clock) -> Part | None:
    """Return whether an appeal was passed on in time; None: it needed it not, or not yet."""
    if one.forwarded_at is not None and is_past(one.forwarded_at, on):
        minutes = clock.between(one.received_at, one.forwarded_at)
        return flag(one.id, minutes <= standard.forwarded_minutes, "forwarded_at")
    if one.forwarded_at is None and one.forwarded_to is not None:
        # it was passed on, and nobody wrote down when
        return flag(one.id, None, "forwarded_at")
    if state_on(one, on) not in _DONE:
        is_due = clock.waiting(one, on) > standard.forwarded_minutes
        return flag(one.id, value=False, field="forwarded_at") if is_due else None
    # answered where it came in, or passed on only later
    return None if one.forwarded_to is None else flag(one.id, None, "forwarded_at")


def _hours(own: Sequence[Appeal], on: date, clock: Clock, group: Group) -> Figure:
    """Return how many hours an answer took on the average, of those whose moment is known."""
    parts = [
        Part((one.id,), hours, hours)
        for one in own
        if one.answered_at is not None and is_past(one.answered_at, on)
        for hours in (Fraction(clock.between(one.received_at, one.answered_at), 60),)
    ]
    total = summed("appeals.hours_to_answer", parts, FigureUnit.HOURS, group)
    mean = total.low / len(parts) if parts and total.low is not None else None
    return attrs.evolve(total, low=mean, high=mean, sample=len(parts))
