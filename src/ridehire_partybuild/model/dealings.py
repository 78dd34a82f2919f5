"""What actors and members promise and do for drivers, and what drivers say of it: counts only."""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import converters

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import (
    ActorId,
    AssistanceId,
    AssistanceKind,
    BranchId,
    CommitmentId,
    CommitmentKind,
    FeedbackId,
    Id,
    Period,
    PledgeId,
    Record,
    StationId,
    VanguardField,
    limits,
)
from ridehire_partybuild.values.id_fields import (
    actor_id,
    any_id,
    assistance_id,
    branch_id,
    commitment_id,
    feedback_id,
    pledge_id,
    station_id,
)
from ridehire_partybuild.values.record import not_above, not_after

from .evidence import SUBJECTS, Evidence
from .funds import FEN
from .order import by_href
from .parties import Reference

__all__ = ["Assistance", "Commitment", "Feedback", "Pledge"]

PEOPLE = limits(0, 10_000_000)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Commitment(Record):
    """What an actor has bound itself to do.

    Attributes:
        id: The office's own code.
        actor: Who.
        kind: To support Party organisations, to care, to safeguard drivers' rights.
        text: In its own words; None: not known.
        since: From which day; None: not known.
        until: The last day; None: it names none.
        evidence: Papers behind it.

    Raises:
        InvalidValue: it ends before it begins.
    """

    id: CommitmentId = attrs.field(converter=commitment_id)
    actor: ActorId = attrs.field(converter=actor_id)
    kind: CommitmentKind
    text: str | None = attrs.field(default=None, metadata=limits(longest=500))
    since: date | None = None
    until: date | None = None
    evidence: tuple[Evidence, ...] = attrs.field(default=(), converter=by_href)

    def contradictions(self) -> Iterator[Problem]:
        """It holds for at least one day."""
        yield from not_after(self, "since", "until")

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".actor", self.actor, ("actors",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Assistance(Record):
    """Help that an actor gave drivers in a period: how many, how much, never who.

    Attributes:
        id: The office's own code.
        actor: Who gave it.
        kind: What it was.
        period: When.
        station: Where it was given, if at a station.
        beneficiaries: How many drivers; None: not known.
        amount_fen: Its worth, in fen; None: not known.
    """

    id: AssistanceId = attrs.field(converter=assistance_id)
    actor: ActorId = attrs.field(converter=actor_id)
    kind: AssistanceKind
    period: Period
    station: StationId | None = attrs.field(default=None, converter=converters.optional(station_id))
    beneficiaries: int | None = attrs.field(default=None, metadata=PEOPLE)
    amount_fen: int | None = attrs.field(default=None, metadata=FEN)

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".actor", self.actor, ("actors",)
        if self.station is not None:
            yield ".station", self.station, ("stations",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pledge(Record):
    """Driver members' pledges of a branch in one of the four fields and one period.

    Attributes:
        id: The office's own code.
        branch: Whose members.
        field: In which field.
        period: When.
        identity_shown: How many members show that they are; None: not known.
        made: How many pledges were made; None: not known.
        kept: How many of them were kept; None: not known.

    Raises:
        InvalidValue: more kept than made.

    >>> from ridehire_partybuild import Period, VanguardField
    >>> Pledge(id="P-1", branch="B-1", field=VanguardField.GOVERNANCE, period=Period.parse("2025"),
    ...        made=4, kept=5)
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: $.kept: Failed to parse 5 as kept: expected no more than made (4), got 5.
    """  # noqa: E501 - a message is one line

    id: PledgeId = attrs.field(converter=pledge_id)
    branch: BranchId = attrs.field(converter=branch_id)
    field: VanguardField
    period: Period
    identity_shown: int | None = attrs.field(default=None, metadata=PEOPLE)
    made: int | None = attrs.field(default=None, metadata=PEOPLE)
    kept: int | None = attrs.field(default=None, metadata=PEOPLE)

    def contradictions(self) -> Iterator[Problem]:
        """What was not pledged cannot be kept."""
        yield from not_above(self, "kept", "made")

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".branch", self.branch, ("branches",)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Feedback(Record):
    """How content drivers were with one thing in one period.

    Attributes:
        id: The office's own code.
        subject: Of whom they spoke: a station, branch, actor, or the code of a city.
        topic: Of what, in the office's own words.
        period: When.
        respondents: How many answered.
        satisfied: How many of them were content; None: not known.
        source: Where the counts come from; None: not known.

    Raises:
        InvalidValue: more content than answered.

    >>> from ridehire_partybuild import Period
    >>> asked = Feedback(id="F-1", subject="S-1", topic="阵地服务", period=Period.parse("2025-H2"),
    ...                  respondents=50, satisfied=43)
    >>> asked.satisfied / asked.respondents
    0.86
    """

    id: FeedbackId = attrs.field(converter=feedback_id)
    subject: Id = attrs.field(converter=any_id)
    topic: str = attrs.field(metadata=limits(longest=200))
    period: Period
    respondents: int = attrs.field(metadata=PEOPLE)
    satisfied: int | None = attrs.field(default=None, metadata=PEOPLE)
    source: str | None = attrs.field(default=None, metadata=limits(longest=300))

    def contradictions(self) -> Iterator[Problem]:
        """Who did not answer was not content."""
        yield from not_above(self, "satisfied", "respondents")

    def references(self) -> Iterator[Reference]:
        """Yield the records of the register that it names."""
        yield ".subject", self.subject, SUBJECTS
