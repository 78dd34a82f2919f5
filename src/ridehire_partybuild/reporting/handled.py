"""Appeals counted: by category, station and actor, and those that are still open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ridehire_partybuild.model import Appeal, Register
from ridehire_partybuild.values import (
    AppealState,
    Span,
)

from .figures import NOT_ON_RECORD, Figure
from .handling import Clock, accountable_for, forwarded_to_on, state_on
from .levels import few_of, figures_of, shown
from .opinions import HiddenOpinions, Opinions, hidden_opinions
from .standards import ServiceStandard
from .summing import WHOLE, by_the_record
from .vocabulary import Breakdown

__all__ = ["appeal_figures", "open_rows"]


def appeal_figures(
    register: Register, span: Span, on: date, standard: ServiceStandard | None, clock: Clock
) -> list[Figure]:
    """Return how the appeals received in a span of days were handled by a day."""
    received = [
        one
        for one in register.appeals
        if one.received_at.date() in span and one.received_at.date() <= on
    ]
    return list(by_the_record(_figures(received, on, standard, clock), register, "appeals"))


def _grouped(
    received: Sequence[Appeal], on: date
) -> Mapping[Breakdown, Mapping[str, list[Appeal]]]:
    found: dict[Breakdown, dict[str, list[Appeal]]] = {
        Breakdown.CATEGORY: {},
        Breakdown.STATION: {},
        Breakdown.ACTOR: {},
    }
    for one in received:
        names = one.category, one.station, forwarded_to_on(one, on)
        for groups, name in zip(found.values(), names, strict=True):
            groups.setdefault(str(name or NOT_ON_RECORD), []).append(one)
    return found


def _opinions(own: Sequence[Appeal], on: date) -> Opinions:
    told = [one.satisfied if state_on(one, on) is AppealState.CLOSED else None for one in own]
    return Opinions(told.count(True), told.count(False), told.count(None))


def _figures(
    received: Sequence[Appeal], on: date, standard: ServiceStandard | None, clock: Clock
) -> Iterator[Figure]:
    tables = _grouped(received, on)
    hidden = {
        by: hidden_opinions({name: _opinions(own, on) for name, own in groups.items()})
        for by, groups in tables.items()
    }
    whole = HiddenOpinions.by_any(hidden.values())
    told = {
        by: [
            figure
            for name in sorted(groups)
            for figure in figures_of(groups[name], on, standard, clock, (by, name))
        ]
        for by, groups in tables.items()
    }
    few = {by: few_of(figures) for by, figures in told.items()}
    of_any = frozenset[tuple[str, str | None]]().union(*few.values())
    for one in figures_of(received, on, standard, clock, WHOLE):
        yield shown(one, whole, of_any)
    for by, figures in told.items():
        yield from (shown(one, hidden[by], few[by]) for one in figures)


def open_rows(register: Register, on: date, clock: Clock) -> list[dict[str, Any]]:
    """Return what is not settled on a day and who must act next, the longest first."""
    states = {one.id: state_on(one, on) for one in register.appeals}
    rows: list[dict[str, Any]] = [
        {
            "appeal": one.id,
            "category": one.category,
            "station": one.station,
            "state": states[one.id],
            "accountable": accountable_for(register, one, on),
            "waiting_minutes": clock.waiting(one, on),
        }
        for one in register.appeals
        if states[one.id] not in {None, AppealState.CLOSED}
    ]
    return sorted(rows, key=lambda row: (-row["waiting_minutes"], row["appeal"]))
