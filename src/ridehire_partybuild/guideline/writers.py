"""How a fact that stands in a record of the register is written there.

A fact without a writer is set by an observation. What a record says in more words than the fact
(a service has a name, a site head is somebody) nobody can write from the fact alone.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import attrs

from ridehire_partybuild.model import FacilityItem, Station
from ridehire_partybuild.values import (
    BranchKind,
    Facility,
    Level,
    Posting,
    ServiceDomain,
    Setting,
    Term,
    Tier,
)

from .facts import Fact, Value, Write

__all__ = ["writer_of"]


def _field(name: str, record: Any, value: Value) -> Any:
    return attrs.evolve(record, **{name: value})


def _whole(name: str, record: Any, value: Value) -> Any:
    if not isinstance(value, Decimal) or value % 1:
        raise ValueError(name)
    return attrs.evolve(record, **{name: int(value)})


def _word(vocabulary: type[Term], name: str, record: Any, value: Value) -> Any:
    return attrs.evolve(record, **{name: vocabulary(str(value))})


def _of_site(write: Callable[[Any, Value], Any], record: Any, value: Value) -> Any:
    return attrs.evolve(record, site=write(record.site, value))


def _listed(value: Value) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        raise TypeError(value)
    return value


def _postings(record: Any, value: Value) -> Any:
    return attrs.evolve(record, postings=tuple(Posting(word) for word in _listed(value)))


def _facilities(record: Station, value: Value) -> Station:
    wanted = {Facility(word) for word in _listed(value)}
    kept = tuple(item for item in record.facilities or () if item.kind in wanted)
    new = wanted - {item.kind for item in kept}
    return attrs.evolve(record, facilities=(*kept, *_items(new)))


def _items(kinds: Iterable[Facility]) -> Iterable[FacilityItem]:
    return (FacilityItem(kind=kind) for kind in sorted(kinds))


def _first_aid_expiry(record: Station, value: Value) -> Station:
    if not isinstance(value, date):
        raise TypeError(value)
    others = [one for one in record.facilities or () if one.kind is not Facility.FIRST_AID_BOX]
    boxes = [one for one in record.facilities or () if one.kind is Facility.FIRST_AID_BOX]
    dated = [
        attrs.evolve(box, expires_on=value) for box in boxes or _items([Facility.FIRST_AID_BOX])
    ]
    return attrs.evolve(record, facilities=(*others, *dated))


def _basic_free(record: Station, value: Value) -> Station:
    if record.services is None:
        raise ValueError("services")  # that it has none would be said, which nobody knows
    free = {"free": True, "price_fen": None} if value is True else {"free": False}
    services = tuple(
        attrs.evolve(one, **free) if one.domain is ServiceDomain.BASIC else one
        for one in record.services
    )
    return attrs.evolve(record, services=services)


WRITERS: Mapping[str, Write] = {
    "tier": partial(_word, Tier, "tier"),
    "setting": partial(_word, Setting, "setting"),
    "site.area_m2": partial(_of_site, partial(_field, "area_m2")),
    "site.seats": partial(_of_site, partial(_whole, "seats")),
    "site.parking_bays": partial(_of_site, partial(_whole, "parking_bays")),
    "facilities": _facilities,
    "first_aid_box.expires_on": _first_aid_expiry,
    "postings": _postings,
    "on_map": partial(_field, "on_map"),
    "services.basic_free": _basic_free,
    "branch.kind": partial(_word, BranchKind, "kind"),
    "branch.full_members": partial(_whole, "full_members"),
    "branch.committee_members": partial(_whole, "committee_members"),
    "branch.units_covered": partial(_whole, "units_covered"),
    "actor.level": partial(_word, Level, "level"),
}
"""Writers of the shipped facts, by name."""


def writer_of(fact: Fact) -> Write | None:
    """Return what writes a fact into its subject's record: its own, or that of the shipped fact.

    A host's fact of a shipped name may be read from elsewhere: whoever writes reads it back.
    """
    return fact.write or WRITERS.get(fact.name)
