"""The figures of some appeals: received, passed on in time, answered, settled, content."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from ridehire_partybuild.model import Appeal
from ridehire_partybuild.values import AppealState

from .figures import Figure
from .handling import Clock, forwarded_to_on, is_past, state_on
from .opinions import HiddenOpinions
from .standards import ServiceStandard
from .summing import Group, Part, counted, flag, hidden_rows, shared, summed, withheld
from .vocabulary import FigureUnit

__all__ = ["Few", "few_of", "figures_of", "shown"]

Few = frozenset[tuple[str, str | None]]
"""Figures that rest on few, each as its name and its group; None stands for all."""

_LEAST = 3
_CONTENT = "appeals.satisfied"
_DONE = (AppealState.ANSWERED, AppealState.CLOSED)


def figures_of(
    own: Sequence[Appeal],
    on: date,
    standard: ServiceStandard | None,
    clock: Clock,
    group: Group,
) -> Iterator[Figure]:
    """Yield the figures of one group of appeals, before anything is withheld."""
    yield counted("appeals.received", (Part((one.id,), 1, 1) for one in own), group)
    states = {one.id: state_on(one, on) for one in own}
    if standard is not None:
        parts = [part for one in own if (part := _forwarded(one, on, standard, clock))]
        yield shared("appeals.forwarded_in_time", parts, group, standard.share("forwarded"))
    for name, reached in (("answered", _DONE), ("closed", _DONE[1:])):
        asked = None if standard is None else standard.share(name)
        parts = [flag(one.id, states[one.id] in reached, "") for one in own]
        yield shared(f"appeals.{name}", parts, group, asked)
    yield _hours(own, on, clock, group)
    asked = None if standard is None else standard.share("satisfied")
    closed = [one for one in own if states[one.id] is AppealState.CLOSED]
    said = [flag(one.id, one.satisfied, "") for one in closed if one.satisfied is not None]
    content = shared(_CONTENT, said, group, asked)
    # all that are closed are its sources: who did not say must not be found by those who did
    untold = ("appeals.satisfied",) if len(said) < len(closed) else ()
    yield attrs.evolve(content, sources=[one.id for one in closed], unknown=untold)


def few_of(table: Iterable[Figure]) -> Few:
    """Return which figures of the groups of one table rest on few, or would give such away."""
    samples: dict[str, dict[str, int]] = {}
    for one in table:
        if one.sample and one.name != _CONTENT:  # that of nobody tells of no one
            samples.setdefault(one.name, {})[str(one.of)] = one.sample
    return frozenset((name, of) for name, sizes in samples.items() for of in hidden_rows(sizes))


def shown(figure: Figure, hidden: HiddenOpinions, few: Few) -> Figure:
    """Return a figure of appeals as it may be shown."""
    is_few = figure.sample is not None and 0 < figure.sample < _LEAST
    if figure.name == _CONTENT:
        return withheld(figure) if figure.of in hidden.shares else figure
    is_hidden = figure.of in hidden.sizes or (figure.name, figure.of) in few
    return withheld(figure) if is_hidden or is_few else figure


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
    return None if forwarded_to_on(one, on) is None else flag(one.id, None, "forwarded_at")


def _hours(own: Sequence[Appeal], on: date, clock: Clock, group: Group) -> Figure:
    """Return how many hours an answer took on the average, of those that were answered."""
    parts = [part for one in own if (part := _took(one, on, clock))]
    total = summed("appeals.hours_to_answer", parts, FigureUnit.HOURS, group)
    low, high = (bound / len(parts) if parts and bound is not None else None
                 for bound in (total.low, total.high))  # fmt: skip
    return attrs.evolve(total, low=low, high=high, sample=len(parts))


def _took(one: Appeal, on: date, clock: Clock) -> Part | None:
    """Return how many hours an answer took; one settled at an unknown moment at most until then."""
    if one.answered_at is not None:
        if not is_past(one.answered_at, on):
            return None
        hours = Fraction(clock.between(one.received_at, one.answered_at), 60)
        return Part((one.id,), hours, hours)
    if one.closed_at is None or not is_past(one.closed_at, on):
        return None
    since = one.forwarded_at or one.received_at
    low, high = (Fraction(clock.between(one.received_at, moment), 60)
                 for moment in (since, one.closed_at))  # fmt: skip
    return Part((one.id,), low, high, (f"{one.id}.answered_at",))
