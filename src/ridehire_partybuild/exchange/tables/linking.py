"""What names what: ids and names in cells become references, and bodies are known again.

A sheet names a station by its id or by its name, a book by its title, whoever spoke by what they
are called. A name that equals exactly one actor's or branch's is that actor or branch, and a note
says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.exchange.problems import failure
from ridehire_partybuild.model import COLLECTIONS, Party
from ridehire_partybuild.values import LocalKind, Region, made_id

from .drafts import Draft, fields_of
from .fields import REFERENCES, record_class
from .layout import NAME, Column, layouts
from .notes import Note, noted
from .plain import half

__all__ = ["Names", "Office", "link_parties", "link_venues", "name_path", "resolve"]

_NAMED_BY = {"hosts": "party.name", "activities": "label.zh"}


def name_path(collection: str) -> str:
    """Return the path of what the records of a collection are called."""
    return _NAMED_BY.get(collection, "name")


@attrs.define
class Names:
    """The ids of a table's records and what they are called.

    Attributes:
        ids: The collections in which an id stands, by id.
        called: The ids that a name stands for, by collection and name.
        unread: Collections with a record whose id could not be read: what seems to name nothing
            may name it.
    """

    ids: dict[str, set[str]] = attrs.field(factory=dict)
    called: dict[tuple[str, str], set[str]] = attrs.field(factory=dict)
    unread: set[str] = attrs.field(factory=set)

    def add(self, collection: str, draft: Draft) -> None:
        """Take up a record."""
        if draft.id is None:
            self.unread.add(collection)
            return
        self.ids.setdefault(draft.id, set()).add(collection)
        name = draft.values.get(name_path(collection))
        if isinstance(name, str):
            self.called.setdefault((collection, half(name)), set()).add(draft.id)
        if collection == "stations":
            self._add_city(draft)

    def _add_city(self, draft: Draft) -> None:
        region = draft.values.get("region")
        if not isinstance(region, Region):
            self.unread.add("cities")
            return
        city = region.prefecture
        self.ids.setdefault(str(city), set()).add("cities")
        opened = draft.values.get("opened_on") or draft.values.get("recorded_on")
        name = city.name(opened) if isinstance(opened, date) else None
        if name is not None:
            self.called.setdefault(("cities", name), set()).add(str(city))

    def by_name(self, name: str, collections: Iterable[str]) -> set[str]:
        """Return the ids that a name stands for."""
        return {one for c in collections for one in self.called.get((c, half(name)), ())}

    def find(self, told: str, collections: tuple[str, ...]) -> str | None:
        """Return the id that an id or a name stands for; None: nothing, or more than one thing."""
        for one in (told, half(told)):
            if self.ids.get(one, set()) & set(collections):
                return one
        found = self.by_name(told, collections)
        return next(iter(found)) if len(found) == 1 else None


@attrs.define
class Office:
    """All that was read of an office's tables, on its way to a register.

    Attributes:
        drafts: The records by collection.
        parts: The rows that are parts of records.
        notes: What a person should confirm.
        problems: What is wrong with none of them alone.
        names: Who is who.
        exact: This library wrote the tables: nothing is known again by its name.
    """

    drafts: dict[str, list[Draft]] = attrs.field(factory=lambda: {name: [] for name in COLLECTIONS})
    parts: list[Draft] = attrs.field(factory=list)
    notes: list[Note] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    names: Names = attrs.field(factory=Names)
    exact: bool = False

    def everything(self) -> Iterator[Draft]:
        """Yield every row that was read, and what was made of one row beside it."""
        for drafts in (*self.drafts.values(), self.parts):
            for draft in list(drafts):
                yield draft
                yield from (part for parts in draft.parts.values() for part in parts)


def _id_type(collections: tuple[str, ...]) -> str:
    wanted = (cls.__name__ for cls, names in REFERENCES.items() if names == collections)
    return "LocalKind" if collections == ("activities",) else next(wanted, "Id")


def _dangling(told: str, collections: tuple[str, ...]) -> Problem:
    wanted = ", ".join(collections)
    return failure("id.dangling", _id_type(collections), told, wanted=wanted)


def _unresolved(office: Office, draft: Draft, path: str, told: str, column: Column) -> None:
    """Tell that nothing bears an id or name, unless it may be that of a row not read."""
    if office.names.unread & set(column.collections):
        draft.fail(path)
    else:
        draft.fail(path, _dangling(told, column.collections))


def _resolve_id(office: Office, draft: Draft, column: Column) -> None:
    told = draft.values.get(column.path)
    if told is None:
        return
    found = office.names.find(told, column.collections)
    if found is None:
        _unresolved(office, draft, column.path, told, column)
    else:
        draft.values[column.path] = found


def _resolve_ids(office: Office, draft: Draft, column: Column) -> None:
    told = draft.values.get(column.path)
    if told is None:
        return
    found = [office.names.find(one, column.collections) for one in told]
    lost = [one for one, known in zip(told, found, strict=True) if known is None]
    if "titles" in column.collections and not office.exact:
        new = [one for one in lost if not office.names.by_name(one, column.collections)]
        made = {one: _make(office, draft, column.path, one, "titles") for one in new}
        found = [known or made.get(one) for one, known in zip(told, found, strict=True)]
        lost = [one for one in lost if one not in made]
    if lost:
        _unresolved(office, draft, column.path, lost[0], column)
    else:
        draft.values[column.path] = tuple(found)


def _resolve_name(office: Office, draft: Draft, column: Column) -> None:
    """Fill in the id of what a cell calls by its name, or compare it with the id beside it."""
    path, told = column.path.removesuffix(NAME), draft.values.get(column.path)
    if told is None or path in draft.failed:
        return
    place = draft.place(column.path)
    beside, meant = draft.values.get(path), office.names.by_name(told, column.collections)
    if beside is not None:
        if meant and beside not in meant:
            office.notes.append(place.told(noted("name.mismatch", told, read=beside)))
        return
    draft.places[path] = place
    (wanted, *_) = column.collections
    found = office.names.find(told, column.collections)
    if found is None and not meant and wanted in _MADE:
        found = _make(office, draft, path, told, wanted)
    if found is None:
        _unresolved(office, draft, path, told, column)
    else:
        draft.values[path] = found


_MADE = {"titles": "title.made", "hosts": "host.made"}
"""What comes to be by being named, and the note that says so."""


def _make(office: Office, draft: Draft, path: str, name: str, collection: str) -> str:
    """Return the id of a record that is made for a name, once for each name.

    A host is an office, so that its id may follow from its name.
    """
    found = office.names.by_name(name, (collection,))
    if found:
        return min(found)
    place = draft.place(path)
    made = Draft(sheet=layouts()[collection], cls=COLLECTIONS[collection], row=place)
    made.values = {"id": made_id(collection, half(name)), name_path(collection): name}
    made.places = {name_path(collection): place}
    office.drafts[collection].append(made)
    office.names.add(collection, made)
    note = noted("title.made", name) if collection == "titles" else noted("host.made", name)
    office.notes.append(place.told(note))
    return cast("str", made.id)


def _resolve_kind(office: Office, draft: Draft, column: Column) -> None:
    """Look up a kind of the office's own."""
    told = draft.values.get(column.path)
    if isinstance(told, LocalKind) and "activities" not in office.names.ids.get(told, ()):
        _unresolved(office, draft, column.path, told, column)


_HOW: dict[str, Callable[[Office, Draft, Column], None]] = {
    "activity": _resolve_kind,
    "ref": _resolve_id,
    "refs": _resolve_ids,
    "named": _resolve_name,
}


def resolve(office: Office, draft: Draft, collections: frozenset[str]) -> None:
    """Turn what a row names into ids, as far as it stands in one of the ``collections``."""
    for kind, how in _HOW.items():
        for column in draft.sheet.columns.values():
            if column.kind == kind and column.path in draft.places:
                wanted = column.collections
                if wanted and collections.issuperset(wanted):
                    how(office, draft, column)


@cache
def _party_paths(cls: type) -> tuple[str, ...]:
    """Return where a record holds bodies, each with a dot behind it."""
    if cls is Party:
        return ("",)
    single = (
        name
        for name, field in fields_of(cls).items()
        if record_class(field.type) is Party and "tuple" not in str(field.type)
    )
    return tuple(f"{name}." for name in single)


def link_venues(office: Office) -> None:
    """Know again the stations that a table of sessions names as if they were other places."""
    for draft in office.drafts["sessions"]:
        venue, station = draft.values.get("venue"), draft.values.get("station")
        if venue is None or "station" in draft.failed:
            continue
        found = office.names.find(venue, ("stations",))
        if found is None or station not in {None, found}:
            continue  # another place, or a contradiction that the record itself tells
        place = draft.place("venue")
        draft.values |= {"station": found, "venue": None}
        if station is None:
            draft.places["station"] = place
        office.notes.append(place.told(noted("venue.station", venue, read=found)))


def _codes(office: Office) -> dict[str, Any]:
    return {str(one.id): one.values.get("credit_code") for one in office.drafts["actors"]}


def link_parties(office: Office) -> None:
    """Know again the bodies that are actors or branches of the register, by their names."""
    codes = _codes(office)
    bearers: dict[Any, list[Draft]] = {}
    for actor in office.drafts["actors"]:
        bearers.setdefault(actor.values.get("credit_code"), []).append(actor)
    for draft in office.everything():
        for prefix in _party_paths(draft.cls):
            _call(office, draft, prefix, bearers)
            _link(office, draft, prefix, codes)


def _call(office: Office, draft: Draft, prefix: str, bearers: Mapping[Any, list[Draft]]) -> None:
    """Give a body that a table knows by its credit code alone a name: its actor's, or the code."""
    path = f"{prefix}name"
    code = draft.values.get(f"{prefix}credit_code")
    if code is None or draft.values.get(path) is not None or path in draft.failed:
        return
    actors = bearers.get(code, [])
    name = actors[0].values.get("name") if len(actors) == 1 else None
    draft.values[path] = name or str(code)
    place = draft.places[path] = draft.place(f"{prefix}credit_code")
    office.notes.append(place.told(noted("party.unnamed", str(code), read=draft.values[path])))


def _link(office: Office, draft: Draft, prefix: str, codes: dict[str, Any]) -> None:
    name = draft.values.get(f"{prefix}name")
    paths = {"actors": f"{prefix}actor", "branches": f"{prefix}branch"}
    if name is None or any(draft.values.get(one) is not None for one in paths.values()):
        return
    found = {(c, one) for c in paths for one in office.names.by_name(name, (c,))}
    if len(found) != 1:
        return
    ((collection, known),) = found
    place = draft.place(f"{prefix}name")
    own = draft.values.get(f"{prefix}credit_code")
    if own is not None and codes.get(known) not in {None, own}:
        office.notes.append(place.told(noted("party.code", name, read=codes[known])))
        return
    draft.values[paths[collection]] = known
    linked = collection == "actors"
    note = noted("party.actor", name) if linked else noted("party.branch", name)
    office.notes.append(place.told(note))
