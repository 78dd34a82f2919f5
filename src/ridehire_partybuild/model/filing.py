"""Filing: which records belong to which subject, and the file that is made of them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import attrs

from ridehire_partybuild.values import Id, Region, SubjectKind

from .activities import Session
from .actors import Actor, Branch
from .appeals import Appeal
from .books import Delivery, Donation, Loan, Stock
from .dealings import Assistance, Commitment, Feedback, Pledge
from .evidence import SUBJECTS, Observation, Waiver
from .funds import Fund
from .stations import Station
from .subjects import SubjectFile
from .tasks import Exemption, Task

__all__ = ["Filing"]

_Judged = Station | Branch | Actor

_BELONGING: Mapping[type, str] = {
    Session: "sessions",
    Donation: "donations",
    Delivery: "deliveries",
    Stock: "stock",
    Fund: "funds",
    Loan: "loans",
    Appeal: "appeals",
    Feedback: "feedback",
    Assistance: "assistance",
    Commitment: "commitments",
    Pledge: "pledges",
    Observation: "observations",
    Waiver: "waivers",
    Exemption: "exemptions",
    Task: "tasks",
}
"""What belongs to subjects, and where it stands in their files."""

_OF_ONE = (Observation, Waiver, Exemption)
"""What was found about a station, or excused, is not so of its city."""

_OF_SUBJECTS = frozenset(SUBJECTS)
_NOTHING: Mapping[str, list[object]] = MappingProxyType({})


@attrs.frozen(eq=False, repr=False)
class Filing:
    """The subjects of a register, and whatever belongs to each; files are made when asked for.

    Attributes:
        cities: The cities of its stations.
        held: Its records, by collection.
    """

    cities: tuple[Region, ...]
    held: Mapping[str, tuple[Any, ...]]

    @cached_property
    def subjects(self) -> Mapping[Id, SubjectKind]:
        """Every subject, kind by kind, in the order of its collection."""
        found: dict[Id, SubjectKind] = {}
        for kind, records in self._judged.items():
            found |= dict.fromkeys(records, kind)
        return found | dict.fromkeys(self._towns, SubjectKind.CITY)

    @cached_property
    def _judged(self) -> Mapping[SubjectKind, dict[Id, _Judged]]:
        collections = ("stations", "branches", "actors")
        kinds = (SubjectKind.STATION, SubjectKind.BRANCH, SubjectKind.ACTOR)
        return {
            kind: {one.id: one for one in self.held[name]}
            for kind, name in zip(kinds, collections, strict=True)
        }

    @cached_property
    def _towns(self) -> Mapping[Id, Region]:
        return {Id(str(city)): city for city in self.cities}

    def of_kind(self, kind: SubjectKind) -> Mapping[Id, _Judged | None]:
        """Return the subjects of a kind, by id, and the record of each; a city has none."""
        return dict.fromkeys(self._towns) if kind is SubjectKind.CITY else self._judged[kind]

    def record(self, subject: Id) -> _Judged | None:
        """Return the station, branch or actor itself; None for a city."""
        kind = self.subjects[subject]
        return None if kind is SubjectKind.CITY else self._judged[kind][subject]

    @cached_property
    def _regions(self) -> dict[Id, Region]:
        """Where each subject lies; a branch lies where the station at which it meets does."""
        found: dict[Id, Region] = {}
        for name in ("stations", "actors"):
            found |= {one.id: one.region for one in self.held[name]}
        met = [one for one in self.held["branches"] if one.station in found]
        found |= {one.id: found[one.station] for one in met}
        return found

    @cached_property
    def _prefectures(self) -> Mapping[Region, Region]:
        return {region: region.prefecture for region in set(self._regions.values())}

    @cached_property
    def _owned(self) -> dict[str, dict[str, list[object]]]:
        found: dict[str, dict[str, list[object]]] = {}
        for records in self.held.values():
            for record in records:
                place = _BELONGING.get(type(record))
                if place is None:
                    break  # the records of a collection are of one kind
                for owner in self._owners(record):
                    found.setdefault(owner, {}).setdefault(place, []).append(record)
        return found

    def _owners(self, record: Any) -> Iterable[str]:
        """Return the subjects that a record names, and the city of the first with a known place."""
        if isinstance(record, Observation | Waiver):
            return (record.subject,)
        named = [one for _, one, wanted in record.references() if _OF_SUBJECTS & set(wanted)]
        if isinstance(record, _OF_ONE):
            return named
        regions = self._regions
        city = next(
            (str(self._prefectures[regions[one]]) for one in named if one in regions),
            None,
        )
        return dict.fromkeys([*named, city] if city in self._towns else named)

    @cached_property
    def _made(self) -> dict[Id, SubjectFile]:
        return {}

    def file(self, subject: Id) -> SubjectFile:
        """Return the file of one subject.

        Raises:
            KeyError: there is no such subject.
        """
        found = self._made.get(subject)
        if found is None:
            found = self._made[subject] = self._file(subject)
        return found

    def _file(self, subject: Id) -> SubjectFile:
        kind, region = self.subjects[subject], self._regions.get(subject)
        owned = self._owned.get(subject, _NOTHING)
        given: dict[str, Any] = {place: tuple(of) for place, of in owned.items()}
        if kind is SubjectKind.CITY:
            city = self._towns[subject]
            given |= self._here(city)
            return SubjectFile(kind=kind, id=Id(str(city)), record=None, region=city, **given)
        record = self._judged[kind][subject]
        return SubjectFile(kind=kind, id=record.id, record=record, region=region, **given)

    def _here(self, city: Region) -> dict[str, tuple[object, ...]]:
        """Return the stations, branches and actors that lie in a city."""
        there = {name for name, one in self._regions.items() if self._prefectures[one] == city}
        return {
            place: tuple(one for name, one in self._judged[kind].items() if name in there)
            for kind, place in (
                (SubjectKind.STATION, "stations"),
                (SubjectKind.BRANCH, "branches"),
                (SubjectKind.ACTOR, "actors"),
            )
        }
