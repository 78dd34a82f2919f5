"""From drafts to a register: ids where the office has none, parts to their wholes, all checked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, cast

import attrs

from ridehire_partybuild.errors import Lang, Problem
from ridehire_partybuild.errors.problems import ENOUGH, place_in_table
from ridehire_partybuild.exchange.problems import Sketch, failure
from ridehire_partybuild.model import (
    COLLECTIONS,
    AnyRecord,
    Contact,
    Donation,
    Party,
    Register,
    integrity_problems,
)
from ridehire_partybuild.values import Region, Term, made_id

from .drafts import Draft, Place, build, located
from .layout import PARENT, item_layout, layouts
from .linking import Names, Office, link_parties, link_venues, resolve
from .notes import noted
from .plain import half
from .readers import contact_kind

__all__ = ["assembled", "item_of"]

FIRST = frozenset(("stations", "actors", "branches", "activities", "hosts", "titles", "cities"))
"""What is known by its name or its own id, before anything that names it."""

LAST = frozenset(COLLECTIONS) | {"cities"}


def _written(value: Any) -> str:
    """Return a value as it goes into the key of an id."""
    if isinstance(value, Term):
        return value.value
    if isinstance(value, tuple):
        return "\x1e".join(sorted(map(_written, value)))
    return "" if value is None else half(str(value))


def _identify(office: Office, collections: Iterable[str]) -> None:
    """Give an id to every record whose office has none: made of its key fields and an ordinal."""
    for name in collections:
        keys = layouts()[name].keys
        seen: Counter[tuple[str, ...]] = Counter()
        lacking: dict[Place, int] = {}
        for draft in office.drafts[name]:
            if draft.id is None and "id" not in draft.failed:
                _give_id(name, draft, keys, seen)
                if "id" in draft.places:
                    column = attrs.evolve(draft.places["id"], row=None)
                    lacking[column] = lacking.get(column, 0) + 1
            office.names.add(name, draft)
        office.notes += [place.told(noted("id.made", count)) for place, count in lacking.items()]


def _give_id(
    collection: str, draft: Draft, keys: tuple[str, ...], seen: Counter[tuple[str, ...]]
) -> None:
    if set(keys) & draft.failed:
        draft.failed.add("id")  # what the id would be made of has been told
    elif collection == "activities":
        label = draft.values.get("label.zh")
        draft.values["id"] = None if label is None else "x-" + "".join(label.split())
    else:
        key = tuple(_written(draft.values.get(path)) for path in keys)
        draft.values["id"] = made_id(collection, *key, seen[key])
        seen[key] += 1


def _merge_rows(office: Office) -> None:
    """Make one donation of the rows that name one batch, each row being one of its books."""
    merged: dict[Any, Draft] = {}
    for draft in office.drafts["donations"]:
        keys = layouts()["donations"].keys
        told = tuple(_written(draft.values.get(path)) for path in keys)
        key = draft.id or (None if draft.failed else told)
        whole = merged.setdefault(object() if key is None else key, draft)
        if whole is not draft:
            _merge(whole, draft)
    office.drafts["donations"] = list(merged.values())
    for draft in merged.values():
        _spell_out(draft)


def _merge(whole: Draft, row: Draft) -> None:
    for path, value in row.values.items():
        known = whole.values.get(path)
        if known is None:
            whole.values[path] = value
            whole.places[path] = row.place(path)
        elif value is not None and _written(value) != _written(known):
            told = str(whole.place(path).row)
            problem = failure("row.conflict", path, _shown(value), row=told, known=_shown(known))
            whole.problems.append(located(problem.below(f"$.{path}"), row))
    for name, parts in row.parts.items():
        whole.parts.setdefault(name, []).extend(parts)
    whole.problems.extend(row.problems)
    whole.failed |= row.failed


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _spell_out(draft: Draft) -> None:
    """Make a body of each name that the cell of donors lists."""
    names = draft.values.pop("donors", None)
    place = draft.place("donors")
    for name in dict.fromkeys(names or ()):
        part = Draft(sheet=layouts()["donors"], cls=Party, row=place)
        part.values, part.places = {"name": name}, {"name": place}
        draft.parts.setdefault("donors", []).append(part)


def item_of(draft: Draft) -> None:
    """Take the columns of one item out of its row, as a part of its own."""
    rows = draft.sheet.rows
    if rows is None:
        return
    layout, below = item_layout(draft.sheet), f"{rows}."
    part = Draft(sheet=layout, cls=layout.cls, row=draft.row)
    part.values = {p.removeprefix(below): v for p, v in draft.values.items() if p.startswith(below)}
    part.places = {p.removeprefix(below): v for p, v in draft.places.items() if p.startswith(below)}
    part.failed = {p.removeprefix(below) for p in draft.failed if p.startswith(below)}
    draft.values = {p: v for p, v in draft.values.items() if not p.startswith(below)}
    if any(value is not None for value in part.values.values()):
        draft.parts[rows] = [part]


def _attach(office: Office) -> Iterator[Draft]:
    """Give the parts to what they are parts of; yield those of which that is not known."""
    owners = {
        (name, draft.id): draft
        for name, drafts in office.drafts.items()
        for draft in reversed(drafts)
    }
    for part in office.parts:
        parent, found = part.values.get(PARENT), None
        for collection, field in part.sheet.of:
            found = owners.get((collection, parent)) if parent is not None else None
            if found is not None:
                found.parts.setdefault(field, []).append(part)
                break
        if found is None:
            if parent is None and PARENT not in part.failed:
                part.fail(PARENT, failure("cell.missing", part.sheet.of[0][0], Sketch("—")))
            yield part
    for draft in office.drafts["donations"]:
        _name_once(draft.parts.get("donors", []))


def _name_once(donors: list[Draft]) -> None:
    """Leave out the names in a cell for which bodies with rows of their own stand."""
    told = {one.values.get("name") for one in donors if PARENT in one.values}
    donors[:] = [o for o in donors if PARENT in o.values or o.values.get("name") not in told]


def _persons(office: Office) -> None:
    """Give a token to whoever is named: made of the station's id, never of the name."""
    for draft in office.drafts["stations"]:
        told = any(v is not None for p, v in draft.values.items() if p.startswith("head."))
        if told and draft.values.get("head.token") is None and draft.id is not None:
            draft.values["head.token"] = made_id("head", draft.id)


def _contacts(office: Office) -> None:
    for part in office.parts:
        value = part.values.get("value")
        if part.cls is Contact and isinstance(value, str) and "kind" not in part.failed:
            part.values["kind"] = part.values.get("kind") or contact_kind(value)


def _sums(office: Office) -> None:
    """Compare a sum in a cell with the rows that are to make it up; the rows count."""
    for draft in office.drafts["funds"]:
        rows, told = draft.parts.get("spending"), draft.values.get("spending")
        if not rows or not told or any(part.is_bad for part in rows):
            continue
        spent = sum(one.amount_fen for one in told)
        listed = sum(part.values.get("amount_fen") or 0 for part in rows)
        if spent != listed:
            note = noted("cell.superseded", Decimal(spent) / 100, read=Decimal(listed) / 100)
            office.notes.append(draft.place("spending").told(note))


def _translated(office: Office) -> None:
    for draft in office.drafts["activities"]:
        zh = draft.values.get("label.zh")
        if zh is not None and draft.values.get("label.en") is None:
            draft.values["label.en"] = zh
            office.notes.append(draft.place("label.zh").told(noted("text.untranslated", zh)))


def _divisions(office: Office) -> None:
    """Compare the name of a division with its code, on the opening day."""
    for draft in (*office.drafts["stations"], *office.drafts["actors"]):
        region, told = draft.values.get("region"), draft.values.get("region.name")
        day = draft.values.get("opened_on") or draft.values.get("recorded_on")
        if not isinstance(region, Region) or told is None or not isinstance(day, date):
            continue
        name = region.name(day)
        if name is not None and half(told) not in name and name not in half(told):
            note = noted("region.name", told, division=str(region), read=name)
            office.notes.append(draft.place("region.name").told(note))


def _given(office: Office) -> None:
    """Take who gave a batch from its deliveries, where nothing else tells of the batch."""
    batches = {one.id: one for one in reversed(office.drafts["donations"])}
    for draft in office.drafts["deliveries"]:
        names, batch = draft.values.get("donation.donors"), draft.values.get("donation")
        if not names or batch is None:
            continue
        known = batches.get(batch)
        if known is None and not office.names.ids.get(batch) and not office.names.unread & LAST:
            known = batches[batch] = _batch(office, draft, batch, names)
        donors = [] if known is None else known.parts.get("donors", [])
        told = {half(str(one.values.get("name"))) for one in donors}
        if known is not None and not told and "donors" not in known.failed:
            known.values["donors"] = names
            known.places["donors"] = draft.place("donation.donors")
            _spell_out(known)
        elif known is not None and told and {half(one) for one in names} != told:
            note = noted("donors.mismatch", "、".join(names), read=batch)
            office.notes.append(draft.place("donation.donors").told(note))


def _batch(office: Office, draft: Draft, batch: str, names: tuple[str, ...]) -> Draft:
    place = draft.place("donation")
    made = Draft(sheet=layouts()["donations"], cls=Donation, row=place)
    made.values = {"id": batch, "donors": names}
    made.places = {"id": place, "donors": draft.place("donation.donors")}
    _spell_out(made)
    office.drafts["donations"].append(made)
    office.names.add("donations", made)
    office.notes.append(place.told(noted("donation.made", batch)))
    return made


class _Where(str):
    """A cell, for a message in either language."""

    __slots__ = ("place",)
    place: Place

    def label(self, lang: Lang) -> str:
        """Return how people point at it."""
        at = self.place
        return place_in_table(at.sheet, at.row, at.column, at.header, lang)


def _where(place: Place) -> _Where:
    made = _Where(place_in_table(place.sheet, place.row, place.column, place.header, "en"))
    made.place = place
    return made


def _doubles(office: Office) -> Iterator[Problem]:
    """Yield every id that is used twice: of rows that could be read, each a problem of its own."""
    at = {
        f"$.{name}[{index}]": draft
        for name, drafts in office.drafts.items()
        for index, draft in enumerate(drafts)
    }
    placed = [
        (path, path[2 : path.index("[")], cast("AnyRecord", draft.record))
        for path, draft in at.items()
        if draft.record is not None
    ]
    lost = dict.fromkeys(office.names.ids, "")
    for problem in integrity_problems(placed, unread=lost):
        path, bracket, field = problem.path.partition("].")
        first = problem.params.get("first", "")
        told = dict(problem.params)
        if first.removesuffix(".region") in at:
            below = "region" if first.endswith(".region") else "id"
            told["first"] = _where(at[first.removesuffix(".region")].place(below))
        draft = at[path + bracket.removesuffix(".")]
        yield draft.place(field).told(attrs.evolve(problem, params=told))


def _problems(office: Office, orphans: list[Draft]) -> Iterator[Problem]:
    for name, drafts in office.drafts.items():
        for index, draft in enumerate(drafts):
            yield from (one.below(f"$.{name}[{index}]") for one in build(draft))
    for index, part in enumerate(orphans):
        below = f"$.{part.sheet.of[0][0]}.{part.sheet.of[0][1]}[{index}]"
        yield from (one.below(below) for one in build(part))
    yield from _doubles(office)


def assembled(office: Office) -> Register | None:
    """Return the register of an office's tables; None: the office's problems say why not."""
    office.names = Names()
    _merge_rows(office)
    early = [name for name in COLLECTIONS if name in FIRST]
    _identify(office, early)
    for draft in office.everything():
        resolve(office, draft, FIRST)
    if not office.exact:
        link_venues(office)  # before ids are made of where a session was
    _identify(office, [name for name in COLLECTIONS if name not in FIRST])
    if not office.exact:
        _given(office)
    for draft in office.everything():
        resolve(office, draft, LAST - FIRST)
    if not office.exact:
        link_parties(office)
        _divisions(office)
    _persons(office)
    _contacts(office)
    _translated(office)
    orphans = list(_attach(office))
    _sums(office)
    office.problems.extend(islice(_problems(office, orphans), ENOUGH))
    return None if office.problems else _register(office)


def _register(office: Office) -> Register:
    return Register(
        **{name: tuple(draft.record for draft in drafts) for name, drafts in office.drafts.items()}
    )
