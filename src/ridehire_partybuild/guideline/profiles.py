"""Profiles: a guideline tailored for a city or a tier, in OSCAL's words and as data.

A profile selects requirements (include, exclude), sets parameters and alters single requirements.
It writes no rule of its own: what it has no word for stays as the guideline has it.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from attrs import converters

from ridehire_partybuild.values import (
    ANY_YEAR,
    ActorRole,
    Basis,
    Id,
    Modality,
    Record,
    RequirementId,
    Text,
    decimal,
    limits,
)
from ridehire_partybuild.values.id_fields import any_id, requirement_id

from .checks import AllOf, Check
from .requirements import Parameter, Requirement, Source

__all__ = ["Alteration", "Profile", "Selection"]

_NARROWED, _SPAN = "applicability", frozenset({"requirement", "effective_from", "effective_before"})


def _ids(named: Any) -> Any:
    return tuple(map(any_id, named)) if isinstance(named, tuple | list) else named


def _requirement_ids(named: Any) -> Any:
    return tuple(map(requirement_id, named)) if isinstance(named, tuple | list) else named


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Selection(Record):
    """Some requirements of a guideline, by id and by group.

    Attributes:
        requirements: Ids of requirements.
        groups: Groups, each with all its requirements.
    """

    requirements: tuple[RequirementId, ...] = attrs.field(default=(), converter=_requirement_ids)
    groups: tuple[str, ...] = attrs.field(default=(), metadata=limits(longest=10))

    def __contains__(self, edition: Requirement) -> bool:
        """Tell whether an edition of a requirement is selected."""
        return edition.id in self.requirements or edition.group in self.groups


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Alteration(Record):
    """What a profile changes about one requirement; None: as the guideline has it.

    Attributes:
        requirement: The requirement.
        modality: How binding it is instead; the source's own word goes with it, unless given.
        word: The modal word of the paper that alters it.
        weight: How much it counts instead.
        title: Its few words instead.
        text: Its demand instead; a changed check must bring it.
        check: When it is met instead.
        applicability: A further condition: it is asked only where this holds, too.
        source: The paper that alters it.
        basis: What that paper is.
        responsible: The one role that answers for it instead.
        cooperating: The roles that help instead.
        remedy: What to do where it is not met, instead.
        effective_from: The first day of the change; None: as long as the requirement holds.
        effective_before: The first day it no longer holds; None: open.
    """

    requirement: RequirementId = attrs.field(converter=requirement_id)
    modality: Modality | None = None
    word: str | None = attrs.field(default=None, metadata=limits(longest=20))
    weight: Decimal | None = attrs.field(
        default=None, converter=converters.optional(decimal), metadata=limits(0, 1000)
    )
    title: Text | None = None
    text: Text | None = None
    check: Check | None = None
    applicability: Check | None = None
    source: Source | None = None
    basis: Basis | None = None
    responsible: ActorRole | None = None
    cooperating: tuple[ActorRole, ...] | None = None
    remedy: Text | None = None
    effective_from: date | None = None
    effective_before: date | None = attrs.field(default=None, metadata=ANY_YEAR)

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that it gives a value, by name."""
        names = (field.name for field in attrs.fields(type(self)) if field.name not in _SPAN)
        given = {name: getattr(self, name) for name in names}
        return {name: value for name, value in given.items() if value is not None}

    def applied(self, requirement: Requirement) -> Requirement:
        """Return ``requirement`` as altered."""
        changes = self.changes
        if "modality" in changes:
            changes.setdefault("word", None)
        if self.applicability is not None:
            changes[_NARROWED] = narrowed(requirement.applicability, self.applicability)
        return attrs.evolve(requirement, **changes)


def narrowed(condition: Check | None, further: Check) -> Check:
    """Return the condition under which both hold."""
    return further if condition is None else AllOf(all_of=(condition, further))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Profile(Record):
    """A guideline tailored: which requirements, with what numbers, changed how.

    One profile applies to every subject; tiers go by the applicability of each requirement.

    Attributes:
        id: Its name.
        title: Its title.
        notice: What is to be known of it, printed behind the guideline's own notice.
        source: The paper it comes from.
        imports: Profiles of the guideline that are applied first, one after the other, each once.
        include: The requirements it keeps; None: all.
        exclude: The requirements it leaves out, of those included; None: none.
        set_parameters: Values that replace those of the guideline on their days.
        alter: What it changes about single requirements.

    >>> from ridehire_partybuild import DocumentKind, resolve, reference_guideline
    >>> small = Profile(
    ...     id="site-only", title=Text(zh="场地", en="site"),
    ...     source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
    ...     include=Selection(groups=("A",)),
    ... )
    >>> tailored = resolve(small, reference_guideline())
    >>> {one.group for one in tailored.requirements}, str(tailored.id)
    ({'A'}, 'shandong-reference+site-only')
    """

    id: Id = attrs.field(converter=any_id)
    title: Text
    notice: Text | None = None
    source: Source
    imports: tuple[Id, ...] = attrs.field(default=(), converter=_ids)
    include: Selection | None = None
    exclude: Selection | None = None
    set_parameters: tuple[Parameter, ...] = ()
    alter: tuple[Alteration, ...] = ()

    def keeps(self, edition: Requirement) -> bool:
        """Tell whether an edition of a requirement stays, as far as this profile says."""
        if self.exclude is not None and edition in self.exclude:
            return False
        return self.include is None or edition in self.include
