"""The register: everything recorded about a city's stations, as one value that holds together."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Self

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.values import Id, Record, Region, SubjectKind

from .activities import Host, Session
from .actors import Actor, Branch
from .evidence import Observation, Waiver
from .order import by_id
from .stations import Station
from .subjects import SubjectFile

__all__ = ["COLLECTIONS", "AnyRecord", "Register", "integrity_problems"]

AnyRecord = Station | Actor | Branch | Host | Session | Observation | Waiver

COLLECTIONS: Mapping[str, type] = {
    "stations": Station,
    "actors": Actor,
    "branches": Branch,
    "hosts": Host,
    "sessions": Session,
    "observations": Observation,
    "waivers": Waiver,
}
"""The collections of a register and what each holds."""

_JUDGED = {
    "stations": SubjectKind.STATION,
    "branches": SubjectKind.BRANCH,
    "actors": SubjectKind.ACTOR,
}


def integrity_problems(
    placed: Iterable[tuple[str, str, AnyRecord]], *, unread: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """Yield every id used twice and every reference to nothing. A city's id is its code.

    Args:
        placed: Path, collection and record of all that could be read.
        unread: Ids, by path, of records that could not be read: they exist, if only in name.
    """
    records = list(placed)
    first: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for path, _, record in records:
        if isinstance(record, Station):
            city = str(record.region.prefecture)
            first.setdefault(city, f"{path}.region")
            kinds[city] = {"cities"}
    for path, collection, record in records:
        if record.id in first:
            params = {"kind": type(record.id).__name__, "value": str(record.id)}
            yield Problem(
                code="id.duplicate", path=f"{path}.id", params=params | {"first": first[record.id]}
            )
        first.setdefault(record.id, path)
        kinds.setdefault(record.id, set()).add(collection)
    for path, _, record in records:
        for below, named, wanted in record.references():
            if named in (unread or {}) or kinds.get(named, set()) & set(wanted):
                continue
            yield Problem(
                code="id.dangling",
                path=f"{path}{below}",
                params={
                    "kind": type(named).__name__,
                    "value": str(named),
                    "wanted": ", ".join(wanted),
                },
            )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Register(Record):
    """All that an office has on record, in canonical order (by id) whatever the order given.

    Attributes:
        stations: The stations.
        actors: The authority, platform companies, association and driver members.
        branches: The Party branches.
        hosts: Whoever can hold sessions.
        sessions: Sessions planned, held and cancelled.
        observations: What was found on the spot.
        waivers: What was excused.

    Raises:
        InvalidValue: an id used twice (ids are unique over all kinds, cities too), or a reference
            to nothing; all of them at once.

    >>> from ridehire_partybuild import Register, Region, Station, Tier
    >>> station = Station(id="S-1", name="示例一号", region=Region.parse("370502"), tier=Tier.BASIC)
    >>> register = Register(stations=[station])
    >>> register.get("S-1").name, [str(city) for city in register.cities]
    ('示例一号', ['370500'])
    """

    stations: tuple[Station, ...] = attrs.field(default=(), converter=by_id)
    actors: tuple[Actor, ...] = attrs.field(default=(), converter=by_id)
    branches: tuple[Branch, ...] = attrs.field(default=(), converter=by_id)
    hosts: tuple[Host, ...] = attrs.field(default=(), converter=by_id)
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=by_id)
    observations: tuple[Observation, ...] = attrs.field(default=(), converter=by_id)
    waivers: tuple[Waiver, ...] = attrs.field(default=(), converter=by_id)

    def contradictions(self) -> Iterator[Problem]:
        """Ids are unique over all kinds; every reference names a record."""
        return integrity_problems(
            (f"$.{name}['{record.id}']", name, record)
            for name in COLLECTIONS
            for record in getattr(self, name)
        )

    @cached_property
    def _index(self) -> dict[str, AnyRecord]:
        return {record.id: record for name in COLLECTIONS for record in getattr(self, name)}

    @cached_property
    def cities(self) -> tuple[Region, ...]:
        """The prefectures of the stations' regions: the subjects of kind CITY."""
        return tuple(sorted({station.region.prefecture for station in self.stations}))

    def get(self, record_id: str) -> AnyRecord:
        """Return the record that bears ``record_id``.

        Raises:
            KeyError: none does.
        """
        return self._index[record_id]

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._index

    def with_(self, *records: AnyRecord) -> Self:
        """Return the register with ``records`` added, each in place of what bore its id.

        Raises:
            InvalidValue: the result would not hold together, two of ``records`` bear one id, or
                one is no record of a register.
        """
        for record in records:
            if not isinstance(record, AnyRecord):
                kinds = " or ".join(kind.__name__ for kind in COLLECTIONS.values())
                told = {"kind": "Register", "wanted": kinds, "actual": type(record).__name__}
                raise InvalidValue([Problem(code="type", params=told | {"value": record}).masked()])
        changed: dict[str, Any] = {}
        for name, kind in COLLECTIONS.items():
            new = [record for record in records if isinstance(record, kind)]
            if new:
                ids = {record.id for record in new}
                kept = (record for record in getattr(self, name) if record.id not in ids)
                changed[name] = (*kept, *new)
        return attrs.evolve(self, **changed)

    def without(self, record_id: str) -> Self:
        """Return the register without the record that bears ``record_id``.

        Raises:
            KeyError: none does.
            InvalidValue: another record refers to it.
        """
        kind = type(self.get(record_id))
        name = next(name for name, held in COLLECTIONS.items() if held is kind)
        kept = tuple(record for record in getattr(self, name) if record.id != record_id)
        return attrs.evolve(self, **{name: kept})

    @cached_property
    def subjects(self) -> tuple[tuple[SubjectKind, Id], ...]:
        """Every subject that requirements can judge, kind by kind."""
        return tuple((file.kind, file.id) for file in self._files.values())

    @cached_property
    def _files(self) -> dict[str, SubjectFile]:
        return _open_files(self)

    def of(self, subject_id: str) -> SubjectFile:
        """Return the file of one subject: its record and all that belongs to it.

        Raises:
            KeyError: no station, branch, actor or city has that id.
        """
        return self._files[subject_id]


def _home(register: Register, branch: Branch) -> Region | None:
    station = None if branch.station is None else register.get(branch.station)
    return station.region if isinstance(station, Station) else None


def _region(register: Register, record: AnyRecord) -> Region | None:
    if isinstance(record, Station | Actor):
        return record.region
    return _home(register, record) if isinstance(record, Branch) else None


def _prefecture(register: Register, session: Session) -> str | None:
    """The city of a session: its station's, else that of the branch or actor that called it."""
    called = session.organiser
    named = () if called is None else (called.actor, called.branch)
    owner = next((one for one in (session.station, *named) if one is not None), None)
    region = None if owner is None else _region(register, register.get(owner))
    return None if region is None else str(region.prefecture)


def _open_files(register: Register) -> dict[str, SubjectFile]:
    cities = {str(city) for city in register.cities}
    sessions: dict[str, list[Session]] = {}
    for session in register.sessions:
        organiser = session.organiser
        owners = (
            session.station,
            organiser and organiser.branch,
            organiser and organiser.actor,
            city if (city := _prefecture(register, session)) in cities else None,
        )
        for owner in {str(owner) for owner in owners if owner}:
            sessions.setdefault(owner, []).append(session)
    observations: dict[str, list[Observation]] = {}
    for observation in register.observations:
        observations.setdefault(observation.subject, []).append(observation)
    waivers: dict[str, list[Waiver]] = {}
    for waiver in register.waivers:
        waivers.setdefault(waiver.subject, []).append(waiver)
    return {
        file.id: attrs.evolve(
            file,
            sessions=tuple(sessions.get(file.id, ())),
            observations=tuple(observations.get(file.id, ())),
            waivers=tuple(waivers.get(file.id, ())),
        )
        for file in _bare_files(register)
    }


def _bare_files(register: Register) -> Iterator[SubjectFile]:
    for collection, kind in _JUDGED.items():
        for one in getattr(register, collection):
            region = _region(register, one)
            yield SubjectFile(kind=kind, id=Id(one.id), record=one, region=region)
    for city in register.cities:
        stations = tuple(one for one in register.stations if one.region.prefecture == city)
        homes = {station.id for station in stations}
        yield SubjectFile(
            kind=SubjectKind.CITY,
            id=Id(str(city)),
            record=None,
            region=city,
            stations=stations,
            branches=tuple(one for one in register.branches if one.station in homes),
            actors=tuple(one for one in register.actors if one.region.prefecture == city),
        )
