"""Appeals: received, forwarded, answered, closed. Who appealed is not on record."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Self

import attrs
from attrs import converters

from ridehire_partybuild.errors import InvalidValue, Lang, Problem
from ridehire_partybuild.values import (
    ActorId,
    AppealCategory,
    AppealId,
    AppealState,
    Record,
    StationId,
    limits,
    moment,
)
from ridehire_partybuild.values.compared import Compared
from ridehire_partybuild.values.id_fields import actor_id, appeal_id, station_id
from ridehire_partybuild.values.record import not_after
from ridehire_partybuild.values.sensitive import SENSITIVE
from ridehire_partybuild.values.terms import Terms

from .parties import Reference

__all__ = ["LIFECYCLE", "Appeal", "Step", "lifecycle_diagram"]


@attrs.frozen(eq=False, repr=False)
class Step(Compared):
    """A state of an appeal, the field that holds its moment, and the states that may follow."""

    state: AppealState
    moment: str
    following: tuple[AppealState, ...] = ()


LIFECYCLE = (
    Step(AppealState.RECEIVED, "received_at", (AppealState.FORWARDED, AppealState.ANSWERED)),
    Step(AppealState.FORWARDED, "forwarded_at", (AppealState.ANSWERED,)),
    Step(AppealState.ANSWERED, "answered_at", (AppealState.CLOSED,)),
    Step(AppealState.CLOSED, "closed_at"),
)
"""The life of an appeal, the only place that tells it: checks, moves and the diagram read it."""

_STEPS = {step.state: step for step in LIFECYCLE}


def lifecycle_diagram(lang: Lang = "en") -> str:
    """Return the life of an appeal as a Mermaid state diagram.

    >>> print(lifecycle_diagram())
    stateDiagram-v2
        [*] --> received
        received --> forwarded
        received --> answered
        forwarded --> answered
        answered --> closed
        closed --> [*]
    """
    lines = ["stateDiagram-v2", f"    [*] --> {LIFECYCLE[0].state.label(lang)}"]
    for step in LIFECYCLE:
        ends = [state.label(lang) for state in step.following] or ["[*]"]
        lines += [f"    {step.state.label(lang)} --> {end}" for end in ends]
    return "\n".join(lines)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Appeal(Record):
    """What a driver asked for, and how far it has come.

    A later step on record without an earlier one is no contradiction: the earlier one's moment is
    not known.

    Attributes:
        id: The office's own code.
        station: Where it was received; None: elsewhere.
        category: What it is about; None: not sorted yet.
        summary: Its gist, which may tell who asked: never printed in public.
        received_at: When it came in.
        forwarded_to: The actor that must answer.
        forwarded_at: When it was passed on to them.
        answered_at: When they answered.
        closed_at: When it was settled.
        satisfied: Whether whoever asked was content; None: not known, for nobody asked, say.
        retain_until: The last day on which the summary may be kept; None: no day is set.

    Raises:
        InvalidValue: a step before the one that comes first.
    """

    id: AppealId = attrs.field(converter=appeal_id)
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    category: AppealCategory | None = None
    summary: str | None = attrs.field(default=None, metadata=limits(longest=1000) | SENSITIVE)
    received_at: datetime = attrs.field(converter=moment)
    forwarded_to: ActorId | None = attrs.field(
        default=None, converter=converters.optional(actor_id)
    )
    forwarded_at: datetime | None = attrs.field(default=None, converter=moment)
    answered_at: datetime | None = attrs.field(default=None, converter=moment)
    closed_at: datetime | None = attrs.field(default=None, converter=moment)
    satisfied: bool | None = None
    retain_until: date | None = None

    def contradictions(self) -> Iterator[Problem]:
        """Its steps follow each other in time."""
        known = [one.moment for one in LIFECYCLE if getattr(self, one.moment) is not None]
        for earlier, later in pairwise(known):
            yield from not_after(self, earlier, later)

    def is_over(self, on: date) -> bool:
        """Tell whether the summary may no longer be kept on ``on``."""
        is_past = self.retain_until is not None and self.retain_until < on
        return self.summary is not None and is_past

    @property
    def state(self) -> AppealState:
        """How far it has come: the last step whose moment is on record."""
        return [one.state for one in LIFECYCLE if getattr(self, one.moment) is not None][-1]

    def moved_to(self, state: AppealState, at: datetime) -> Self:
        """Return the appeal one step on.

        Raises:
            InvalidValue: that step does not follow where the appeal stands, or lies before it.

        >>> from datetime import UTC
        >>> appeal = Appeal(id="A-1", received_at=datetime(2026, 1, 5, 1, 0, tzinfo=UTC))
        >>> answered = appeal.moved_to(AppealState.ANSWERED, datetime(2026, 1, 6, 1, 0, tzinfo=UTC))
        >>> answered.state.value
        'answered'
        >>> answered.moved_to(AppealState.FORWARDED, datetime(2026, 1, 7, 1, 0, tzinfo=UTC))
        Traceback (most recent call last):
        ridehire_partybuild.errors.problems.InvalidValue: Failed to parse 'forwarded' as AppealState: expected closed after answered, got forwarded.
        """  # noqa: E501 - a message is one line
        following = _STEPS[self.state].following
        if state not in following:
            raise InvalidValue.of(
                "appeal.step",
                "AppealState",
                state.value,
                step=state,
                state=self.state,
                following=Terms(following),
            )
        moved: dict[str, Any] = {_STEPS[state].moment: at}
        return attrs.evolve(self, **moved)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        if self.station is not None:
            yield ".station", self.station, ("stations",)
        if self.forwarded_to is not None:
            yield ".forwarded_to", self.forwarded_to, ("actors",)
