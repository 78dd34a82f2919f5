"""Requirements and the parameters they name: dated, sourced, in both languages."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

import attrs

from ridehire_partybuild.values import (
    ANY_YEAR,
    ActorRole,
    Basis,
    DocumentKind,
    Modality,
    Record,
    RequirementId,
    SubjectKind,
    Text,
    decimal,
    limits,
)
from ridehire_partybuild.values.id_fields import requirement_id

from .checks import Check

__all__ = ["Parameter", "Requirement", "Source", "cut", "in_force"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Source(Record):
    """The paper a datum comes from.

    Attributes:
        document: Its title, number or description.
        kind: Its rank.
        place: Where in it: an article, a section.
    """

    document: str = attrs.field(metadata=limits(longest=300))
    kind: DocumentKind
    place: str | None = attrs.field(default=None, metadata=limits(longest=200))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Parameter(Record):
    """A number that checks name instead of repeating it.

    Attributes:
        id: Its name in checks.
        value: The number.
        unit: Code of its unit.
        source: Where it comes from.
        effective_from: Its first day.
        effective_before: The first day it no longer holds; None: open.
    """

    id: str = attrs.field(metadata=limits(longest=100))
    value: Decimal = attrs.field(converter=decimal, metadata=limits(-(10**9)))
    unit: str = attrs.field(default="none", metadata=limits(longest=20))
    source: Source
    effective_from: date
    effective_before: date | None = attrs.field(default=None, metadata=ANY_YEAR)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Requirement(Record):
    """One demand on one kind of subject, in one edition.

    Attributes:
        id: The same through all editions.
        clause: The number by which people cite it.
        group: The group it stands in, such as ``A``.
        subject: What it judges.
        modality: Requirement, recommendation or permission.
        word: The source's own modal word, kept as it stands; None: it has none.
        title: A few words.
        text: The demand.
        check: When it is met.
        applicability: When it is asked at all; None: always.
        source: The paper it comes from.
        basis: The founding report, a kindred standard, a rule in force, or practice elsewhere.
        responsible: The one role that answers for it.
        cooperating: The roles that help.
        remedy: What to do where it is not met.
        weight: How much it counts in a score.
        effective_from: The first day of this edition.
        effective_before: The first day it no longer holds; None: open.
    """

    id: RequirementId = attrs.field(converter=requirement_id)
    clause: str = attrs.field(metadata=limits(longest=30))
    group: str = attrs.field(metadata=limits(longest=10))
    subject: SubjectKind
    modality: Modality
    word: str | None = attrs.field(default=None, metadata=limits(longest=20))
    title: Text
    text: Text
    check: Check
    applicability: Check | None = None
    source: Source
    basis: Basis
    responsible: ActorRole
    cooperating: tuple[ActorRole, ...] = ()
    remedy: Text
    weight: Decimal = attrs.field(default=Decimal(1), converter=decimal, metadata=limits(0, 1000))
    effective_from: date
    effective_before: date | None = attrs.field(default=None, metadata=ANY_YEAR)


def in_force(edition: Requirement | Parameter, on: date) -> bool:
    """Tell whether an edition holds on a day."""
    after = edition.effective_before
    return edition.effective_from <= on and (after is None or on < after)


AnyEdition = TypeVar("AnyEdition", Requirement, Parameter)


def cut(edition: AnyEdition, days: Iterable[date]) -> tuple[AnyEdition, ...]:
    """Return an edition as an unbroken run of editions, of which one begins on each of ``days``.

    Days on which it does not hold, and its first, cut nothing.
    """
    inside: set[date] = {day for day in days if in_force(edition, day)} - {edition.effective_from}
    if not inside:
        return (edition,)
    firsts: list[date] = [edition.effective_from, *sorted(inside)]
    afters: list[date | None] = [*firsts[1:], edition.effective_before]
    return tuple(
        attrs.evolve(edition, effective_from=first, effective_before=after)
        for first, after in zip(firsts, afters, strict=True)
    )
