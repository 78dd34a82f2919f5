"""Reading a register: one bad record hides neither the ids nor the references of the others."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, cast

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.errors.problems import ENOUGH
from ridehire_partybuild.model import COLLECTIONS, AnyRecord, Register, integrity_problems
from ridehire_partybuild.model.parties import Reference
from ridehire_partybuild.values import Id, Region
from ridehire_partybuild.values.record import field_problems

from .problems import misshapen, step
from .records import Read, built, plans, read_fields

__all__ = ["DEFAULTS", "filled", "reading_register"]

_DATED = ("stations", "branches", "actors")
DEFAULTS = ("recorded_on", "records_since")
"""What a register's document says once for the subjects in it."""


@attrs.frozen
class _Draft:
    """What could be read of a record that is wrong elsewhere: its id and what it names."""

    id: Id
    named: tuple[Reference, ...]

    def references(self) -> Iterator[Reference]:
        return iter(self.named)


class _Unread:
    """Stands for a field that could not be read, and names nothing."""

    def references(self, _path: str) -> Iterator[Reference]:
        return iter(())


def _drafted(cls: type, given: dict[str, Any]) -> _Draft | None:
    if "id" not in given:
        return None
    bare = cast("Any", object.__new__(cls))
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", cls)):
        # a collection is empty unless it was given, whatever else has a default names nothing
        missing = field.default if field.default in {None, ()} else _Unread()
        object.__setattr__(bare, field.name, given.get(field.name, missing))
    named = tuple(one for one in bare.references() if isinstance(one[1], Id))
    return _Draft(id=given["id"], named=named)


class _Reading:
    """The records of one register on their way in."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.problems: list[Problem] = []
        self.placed: list[tuple[str, str, Any]] = []
        self.unread: dict[str, str] = {}
        self.unknown: set[str] = set()

    def collection(self, name: str, value: Any) -> tuple[Any, ...]:
        cls = COLLECTIONS[name]
        if not isinstance(value, list):
            found = misshapen("list", value, cls, kind=name).problems
            self.problems.extend(problem.below(f"${step(name)}") for problem in found)
            self.unknown |= {name, "cities"} if name == "stations" else {name}
            return ()
        records = []
        for index, one in enumerate(value):
            if self.is_enough:
                break
            records.append(self._record(name, cls, f"$.{name}[{index}]", one))
        return tuple(record for record in records if record is not None)

    @property
    def is_enough(self) -> bool:
        """Whether more problems were found than will be told: the rest is left unread."""
        return len(self.problems) >= ENOUGH

    def _record(self, name: str, cls: type, path: str, value: Any) -> Any:
        given: dict[str, Any] = {}
        try:
            given, found = read_fields(cls, value, self._read)
            record = built(cls, given, found)
        except InvalidValue as error:
            self.problems.extend(problem.below(path) for problem in error.problems)
            self._failed(name, cls, path, given)
            return None
        self.placed.append((path, name, record))
        return record

    def _failed(self, name: str, cls: type, path: str, given: dict[str, Any]) -> None:
        draft = _drafted(cls, given)
        if draft is None:
            self.unknown.add(name)
        else:
            self.placed.append((path, name, draft))
        if name == "stations":
            region = given.get("region")
            if isinstance(region, Region):
                self.unread[str(region.prefecture)] = path
            else:
                self.unknown.add("cities")

    def integrity(self) -> Iterator[Problem]:
        """Yield what is wrong with ids and references, as far as what was read can tell."""
        placed = cast("list[tuple[str, str, AnyRecord]]", self.placed)
        for problem in integrity_problems(placed, unread=self.unread):
            wanted = set(str(problem.params.get("wanted", "")).split(", "))
            if problem.code != "id.dangling" or not wanted & self.unknown:
                yield problem


def reading_register(read: Read) -> Read:
    """Return the hook that reads a register."""

    def read_register(value: Any, wanted: Any) -> Register:
        reading = _Reading(read)
        own = value
        if isinstance(value, dict):
            own = {key: one for key, one in value.items() if key not in COLLECTIONS}
        given, problems = read_fields(wanted, own, read)
        reading.problems.extend(problems)
        for name in COLLECTIONS:
            if name in value:
                given[name] = reading.collection(name, value[name])
        if not reading.problems:
            try:
                return cast("Register", built(wanted, given, []))
            except InvalidValue as error:
                integrity = list(islice(reading.integrity(), ENOUGH))
                raise InvalidValue(integrity or error.problems) from None
        # of what was left unread nobody can tell whether it is named rightly
        rest = () if reading.is_enough else reading.integrity()
        raise InvalidValue(chain(reading.problems, rest))

    return read_register


def filled(document: dict[str, Any], read: Read) -> tuple[dict[str, Any], list[Problem]]:
    """Return a register's document with its own ``recorded_on`` and ``records_since`` handed down.

    They fill those fields of the stations, branches and actors that lack them; one that cannot be
    read is told once and handed to nobody.
    """
    rest = {key: value for key, value in document.items() if key not in DEFAULTS}
    given = {key: document[key] for key in DEFAULTS if key in document}
    problems: list[Problem] = []
    for key in tuple(given):
        plan = plans(COLLECTIONS["stations"])[key]
        try:
            value = read(given[key], plan.type)
            found = tuple(field_problems(COLLECTIONS["stations"], key, value))
        except InvalidValue as error:
            found = error.problems
        problems.extend(problem.below(f"$.{key}") for problem in found)
        if found:
            del given[key]
    for name in _DATED:
        if isinstance(rest.get(name), list):
            rest[name] = [given | one if isinstance(one, dict) else one for one in rest[name]]
    return rest, problems
