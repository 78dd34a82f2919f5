"""Rows on their way to records: what could be read of each cell, and where it stood.

A draft holds values by dotted path. It becomes a record once all its cells could be read and what
it names is known; until then every problem is told at the cell that it is about.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, cast, get_origin

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.errors.problems import HIDDEN
from ridehire_partybuild.exchange.problems import Sketch, failure, named
from ridehire_partybuild.values import SHANGHAI
from ridehire_partybuild.values.record import field_problems

from .cells import ServiceTime
from .fields import record_class
from .layout import NAME, Column, SheetLayout
from .notes import Note, noted
from .raw import Formula

__all__ = ["Draft", "Place", "build", "fields_of", "located", "spread", "take"]


@attrs.frozen
class Place:
    """A cell, or a row without one."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None

    def told(self, one: Any) -> Any:
        """Return a problem or a note, told of this place."""
        return attrs.evolve(
            one, sheet=self.sheet, row=self.row, column=self.column, header=self.header
        )


@attrs.define(eq=False)
class Draft:
    """A record, or a part of one, as far as it could be read.

    Attributes:
        sheet: The layout of its row.
        cls: What it is to become.
        row: Where it stands.
        values: What its cells say, by path; None: nothing.
        places: The cells, by path.
        failed: The paths of what could not be read.
        parts: What belongs to it and has rows of its own, by field.
        problems: What is wrong with it, located.
        record: What it became.
    """

    sheet: SheetLayout
    cls: type
    row: Place
    values: dict[str, Any] = attrs.field(factory=dict)
    places: dict[str, Place] = attrs.field(factory=dict)
    failed: set[str] = attrs.field(factory=set)
    parts: dict[str, list["Draft"]] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)
    record: Any = None

    @property
    def id(self) -> str | None:
        """Its id, if it has one that could be read."""
        return cast("str | None", self.values.get("id"))

    @property
    def is_bad(self) -> bool:
        """Whether it cannot become a record."""
        return bool(self.problems or self.failed)

    def place(self, path: str) -> Place:
        """Return the cell of a path, or of what it is a part of, or the row."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.row)

    def fail(self, path: str, *problems: Problem) -> None:
        """Tell what is wrong with what stands at a path."""
        self.failed.add(path)
        self.values.pop(path, None)
        self.problems.extend(self.place(path).told(one.below(f"$.{path}")) for one in problems)


def located(problem: Problem, draft: Draft) -> Problem:
    """Return a problem of a record at the cell that it is about.

    Items of a list that stand in one cell have no cells of their own.
    """
    path = re.sub(r"\[\d+\]", "", problem.path.removeprefix("$").removeprefix("."))
    return cast("Problem", draft.place(path).told(problem))


def take(
    draft: Draft, column: Column, place: Place, raw: object, read: Callable[[Any], Any]
) -> Iterator[Note]:
    """Read a cell into a draft, and yield what a person should confirm of it."""
    draft.places[column.path] = place
    kind = column.field or column.path
    if isinstance(raw, Formula):
        problems = [failure("cell.formula", kind, raw.text)]
    else:
        try:
            taken = read(raw)
        except InvalidValue as error:
            problems = [attrs.evolve(one, path="$") for one in named(error.problems, kind)]
        else:
            draft.values[column.path] = taken.value
            yield from (place.told(_discreet(one, column)) for one in taken.notes)
            return
    draft.fail(column.path, *(one.masked() if column.sensitive else one for one in problems))


def _discreet(note: Note, column: Column) -> Note:
    if not column.sensitive:
        return note
    return attrs.evolve(note, params={**note.params, **dict.fromkeys(("value", "read"), HIDDEN)})


def spread(draft: Draft) -> Iterator[Note]:
    """Give to their fields what several fields share one cell for."""
    free, when = draft.values.get("free"), draft.values.get("when")
    if isinstance(free, tuple):
        draft.values["free"] = free[0]
        yield from _price(draft, free[1])
    if isinstance(when, ServiceTime):
        draft.values["when"] = when.when
        if draft.values.get("during_opening_hours") is None:
            draft.values["during_opening_hours"] = when.during_opening_hours or None
        words = [one for one in (draft.values.get("note"), when.note) if one]
        draft.values["note"] = "；".join(dict.fromkeys(words)) or None
        draft.places.setdefault("note", draft.place("when"))
    for path in ("start", "end"):
        if isinstance(draft.values.get(path), time):
            _combine(draft, path)


def _price(draft: Draft, fen: int | None) -> Iterator[Note]:
    """Fill in a price from the cell of yes or no, unless it has a cell of its own that says so."""
    own, place = draft.values.get("price_fen"), draft.place("free")
    if own is None:
        draft.values["price_fen"] = fen
        draft.places.setdefault("price_fen", place)
    elif fen is not None and own != fen:
        yield place.told(noted("cell.superseded", Decimal(fen) / 100, read=Decimal(own) / 100))


def _combine(draft: Draft, path: str) -> None:
    day, clock = draft.values.get("day"), draft.values[path]
    if isinstance(day, date):
        draft.values[path] = datetime.combine(day, clock, SHANGHAI)
    elif "day" in draft.failed:
        draft.failed.add(path)
        draft.values.pop(path)
    else:
        draft.fail(path, failure("moment.written", path, clock.isoformat("minutes")))


@cache
def fields_of(cls: type) -> Mapping[str, "attrs.Attribute[Any]"]:
    """Return the fields that make a record of a class, by name."""
    known = attrs.fields_dict(attrs.resolve_types(cast("Any", cls)))
    return {name: field for name, field in known.items() if field.init}


@attrs.frozen
class _Shape:
    """A field: the record that it holds, if it holds one, not several; whether it must be there."""

    nested: type | None
    required: bool
    convert: Any


@cache
def _shapes(cls: type) -> Mapping[str, _Shape]:
    return {
        name: _Shape(_nested(field), field.default is attrs.NOTHING, field.converter)
        for name, field in fields_of(cls).items()
    }


def _nested(field: "attrs.Attribute[Any]") -> type | None:
    """Return the record that a field holds, if it holds one, not several."""
    members = [one for one in getattr(field.type, "__args__", ()) if get_origin(one) is tuple]
    many = get_origin(field.type) is tuple or bool(members)
    return None if many else record_class(field.type)


def _is_there(draft: Draft, path: str) -> bool:
    """Tell whether anything is said of a path or below it."""
    said = (one for one, value in draft.values.items() if value is not None)
    return any(one == path or one.startswith(f"{path}.") for one in (*said, *draft.failed))


def _is_told(draft: Draft, path: str) -> bool:
    """Tell whether a field is filled in, or was to be from a cell that could not be read."""
    return draft.values.get(path) is not None or bool({path, f"{path}{NAME}"} & draft.failed)


def _is_said(draft: Draft, below: str) -> bool:
    """Tell whether anything could be read below a path."""
    return any(v is not None and p.startswith(below) for p, v in draft.values.items())


def _missing(draft: Draft, cls: type, prefix: str = "") -> Iterator[tuple[str, Problem]]:
    """Yield the paths of all that no record can be without and nobody has filled in."""
    for name, shape in _shapes(cls).items():
        path, nested, required = prefix + name, shape.nested, shape.required
        if nested is not None and (required or _is_said(draft, f"{path}.")):
            yield from _missing(draft, nested, f"{path}.")
        elif nested is None and required and not _is_told(draft, path):
            yield path, failure("cell.missing", name, Sketch("—"))


def _ranges(draft: Draft, cls: type, prefix: str = "") -> Iterator[Problem]:
    """Yield what is wrong with single values, other fields aside."""
    for name, shape in _shapes(cls).items():
        path, value = prefix + name, draft.values.get(prefix + name)
        if shape.nested is not None:
            yield from _ranges(draft, shape.nested, f"{path}.")
        elif value is not None:
            found = field_problems(cls, name, shape.convert(value) if shape.convert else value)
            yield from (one.below(f"$.{path}") for one in found)


def _arguments(draft: Draft, cls: type, prefix: str, found: list[Problem]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, shape in _shapes(cls).items():
        path = prefix + name
        if shape.nested is not None:
            if _is_there(draft, path):
                made = _made(draft, shape.nested, f"{path}.", found)
                given |= {} if made is None else {name: made}
        elif draft.values.get(path) is not None:
            given[name] = draft.values[path]
    return given


def _made(draft: Draft, cls: type, prefix: str, found: list[Problem]) -> Any:
    """Return the record, or None and what is wrong with it."""
    given = _arguments(draft, cls, prefix, found)
    try:
        return cls(**given)
    except InvalidValue as error:
        below = f"$.{prefix.removesuffix('.')}" if prefix else "$"
        found.extend(one.below(below) for one in error.problems)
        return None


_SAME = {"contacts": "value", "channels": "value", "evidence": "href"}
"""What tells one part from another where a cell and rows of their own both hold some."""


def _with_parts(draft: Draft) -> Iterator[Problem]:
    """Build the parts of a draft and give them to it."""
    for name, parts in draft.parts.items():
        for index, part in enumerate(parts):
            yield from (one.below(f"$.{name}[{index}]") for one in build(part))
        built = [part.record for part in parts if part.record is not None]
        same = _SAME.get(name)
        if same is not None:
            told = {getattr(one, same) for one in built}
            cell = draft.values.get(name) or ()
            built += [one for one in cell if getattr(one, same) not in told]
        draft.values[name] = tuple(built)


def build(draft: Draft) -> Iterator[Problem]:
    """Make the record of a draft, and yield all that is wrong with it and its parts.

    Numbers out of range are told even where another cell could not be read; contradictions once
    all of them could.
    """
    wrong = list(_with_parts(draft))
    for path, problem in _missing(draft, draft.cls):
        draft.fail(path, problem)
    ranges = [located(one, draft) for one in _ranges(draft, draft.cls)]
    draft.problems.extend(ranges)
    if not draft.is_bad:
        found: list[Problem] = []
        record = _made(draft, draft.cls, "", found)
        draft.problems.extend(located(one, draft) for one in found)
        if not draft.is_bad and not wrong:
            draft.record = record
    yield from draft.problems
    yield from wrong
