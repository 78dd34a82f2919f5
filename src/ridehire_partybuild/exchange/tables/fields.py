"""What a column is of: the field that a dotted path leads to, and how its cells are read."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast, get_args, get_origin

import attrs

from ridehire_partybuild.model import Contact, Evidence, FacilityItem, Party, Spending
from ridehire_partybuild.model.evidence import SUBJECTS
from ridehire_partybuild.values import (
    ActivityKind,
    ActorId,
    BranchId,
    Cadence,
    CreditCode,
    DonationId,
    FundId,
    HostId,
    Id,
    Isbn,
    LocalKind,
    OpeningHours,
    Period,
    Record,
    Region,
    StationId,
    Term,
    TimePromise,
    TitleId,
)

__all__ = ["REFERENCES", "collections_of", "item_type", "kind_of", "place_of", "record_class"]

REFERENCES: Mapping[type, tuple[str, ...]] = {
    StationId: ("stations",),
    ActorId: ("actors",),
    BranchId: ("branches",),
    HostId: ("hosts",),
    TitleId: ("titles",),
    DonationId: ("donations",),
    FundId: ("funds",),
    Id: SUBJECTS,
}
"""The collections in which an id of each type may stand; other ids name nothing in a register."""

_ONE: Mapping[frozenset[Any], str] = {
    frozenset(members): kind
    for members, kind in (
        ({str}, "text"),
        ({int}, "whole"),
        ({Decimal}, "number"),
        ({bool}, "flag"),
        ({date}, "date"),
        ({datetime}, "moment"),
        ({Region}, "region"),
        ({CreditCode}, "credit_code"),
        ({Isbn}, "isbn"),
        ({OpeningHours}, "hours"),
        ({OpeningHours, Cadence}, "when"),
        ({Period}, "period"),
        ({TimePromise}, "promise"),
        ({ActivityKind, LocalKind}, "activity"),
        ({bool, Decimal, str, tuple[str, ...]}, "value"),
    )
}
_MANY: Mapping[type, str] = {
    date: "dates",
    FacilityItem: "items",
    Evidence: "papers",
    Contact: "contacts",
    Spending: "spending",
    Party: "parties",
}


def record_class(wanted: Any) -> type[Any] | None:
    """Return the record of which a type is made, also within a tuple or beside None."""
    parts = get_args(wanted) if get_origin(wanted) else (wanted,)
    nested = [record_class(part) if get_origin(part) else part for part in parts]
    found = [
        one
        for one in nested
        if isinstance(one, type) and issubclass(one, Record) and not hasattr(one, "parse")
    ]
    return found[0] if len(found) == 1 else None


def place_of(cls: type, path: str) -> tuple[type[Any], "attrs.Attribute[Any]", bool] | None:
    """Return the class, the field and whether it must be there, of a dotted path."""
    holder: type[Any] | None = cls
    found: tuple[type[Any], attrs.Attribute[Any]] | None = None
    required = True
    for step in path.split("."):
        fields = (
            {} if holder is None else attrs.fields_dict(attrs.resolve_types(cast("Any", holder)))
        )
        if holder is None or step not in fields:
            return None
        found = (holder, fields[step])
        required = required and fields[step].default is attrs.NOTHING
        holder = record_class(fields[step].type)
    return None if found is None else (*found, required)


def _members(wanted: Any) -> tuple[Any, ...]:
    args = get_args(wanted) if get_origin(wanted) not in {tuple, None} else (wanted,)
    return tuple(one for one in args if one is not type(None))


def item_type(field: "attrs.Attribute[Any]") -> Any:
    """Return the type of what a field holds, or of each of what it holds, None aside."""
    member = _members(field.type)[0]
    return get_args(member)[0] if get_origin(member) is tuple else member


def kind_of(field: "attrs.Attribute[Any]") -> str:
    """Return how a field's cells are read, by its type and, for money, its name."""
    members = _members(field.type)
    if members == (int,) and field.name.endswith("_fen"):
        return "money"
    if frozenset(members) in _ONE:
        return _ONE[frozenset(members)]
    (member,) = members
    if get_origin(member) is tuple:
        item = get_args(member)[0]
        if item in _MANY:
            return _MANY[item]
        if issubclass(item, Term):
            return "words"
        return "refs" if issubclass(item, Id) else "listed"
    if issubclass(member, Term):
        return "word"
    return "ref" if field.name != "id" and member in REFERENCES else "token"


def collections_of(kind: str, item: Any) -> tuple[str, ...]:
    """Return where the ids may stand that a column holds."""
    if kind == "activity":
        return ("activities",)
    return REFERENCES.get(item, ()) if kind in {"ref", "refs"} else ()
