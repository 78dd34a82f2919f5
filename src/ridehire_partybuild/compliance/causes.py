"""Causes of changes, as data: what made a verdict another than it was."""

from datetime import date

import attrs

from ridehire_partybuild.guideline import Reading, Requirement
from ridehire_partybuild.values import Id, ObservationId, Term
from ridehire_partybuild.values.compared import Compared

__all__ = ["Cause", "CauseKind", "FactChange", "Lapse", "Passing"]


class CauseKind(Term):
    """What made a verdict change, in the order in which they are tried."""

    SCOPE = "scope"
    PROFILE = "profile"
    RULE = "rule"
    EVIDENCE_LAPSED = "evidence_lapsed"
    TIME = "time"
    FACT = "fact"
    COMBINED = "combined"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FactChange(Compared):
    """A fact that reads otherwise, by its name in the catalogue."""

    fact: str
    before: Reading
    after: Reading


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lapse(Compared):
    """An observation that no longer counts.

    Attributes:
        observation: Which.
        fact: Of what.
        last_day: The last day on which it did.
    """

    observation: ObservationId
    fact: str
    last_day: date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Passing(Compared):
    """A day that went by: the last day of something, or of a period in which sessions count.

    Attributes:
        fact: The fact that is such a day, or the count of sessions of the period.
        last_day: The day.
        reading: What is known of the fact.
    """

    fact: str
    last_day: date
    reading: Reading


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cause(Compared):
    """Why one verdict is another than it was.

    Attributes:
        kind: The one cause.
        parts: Of a combined one, the fewest ingredients that together account for the change.
        subjects: Whether the subject was judged before and after: there, and open.
        profiles: Ids of the profiles before and after; None: none.
        editions: The requirement before and after, parameters filled in; None: not in force.
        lapses: The evidence that lapsed.
        passings: The days that went by.
        facts: The facts that read otherwise.
    """

    kind: CauseKind
    parts: tuple[CauseKind, ...] = ()
    subjects: tuple[bool, bool] | None = None
    profiles: tuple[Id | None, Id | None] | None = None
    editions: tuple[Requirement | None, Requirement | None] | None = None
    lapses: tuple[Lapse, ...] = ()
    passings: tuple[Passing, ...] = ()
    facts: tuple[FactChange, ...] = ()
