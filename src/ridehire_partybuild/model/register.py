"""The register: everything recorded about a city's stations, as one value that holds together."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

import attrs

from ridehire_partybuild.errors import InvalidValue, Lang, Problem
from ridehire_partybuild.values import AnyKind, Id, Record, Region, SubjectKind

from .activities import Activity, Host, Session
from .actors import Actor, Branch
from .appeals import Appeal
from .books import Delivery, Donation, Loan, Stock, Title
from .dealings import Assistance, Commitment, Feedback, Pledge
from .evidence import Observation, Waiver
from .filing import Filing
from .funds import Fund
from .history import known
from .order import by_id
from .stations import Station
from .subjects import SubjectFile
from .tasks import Exemption, Task

__all__ = ["COLLECTIONS", "AnyRecord", "Register", "integrity_problems", "kind_label"]

AnyRecord = (
    Station | Actor | Branch | Activity | Session | Host | Title | Donation | Delivery | Stock
    | Fund | Loan | Appeal | Feedback | Assistance | Commitment | Pledge | Observation | Waiver
    | Exemption | Task
)  # fmt: skip
"""Whatever a register holds."""

COLLECTIONS: Mapping[str, type] = {
    "stations": Station,
    "actors": Actor,
    "branches": Branch,
    "activities": Activity,
    "sessions": Session,
    "hosts": Host,
    "titles": Title,
    "donations": Donation,
    "deliveries": Delivery,
    "stock": Stock,
    "funds": Fund,
    "loans": Loan,
    "appeals": Appeal,
    "feedback": Feedback,
    "assistance": Assistance,
    "commitments": Commitment,
    "pledges": Pledge,
    "observations": Observation,
    "waivers": Waiver,
    "exemptions": Exemption,
    "tasks": Task,
}
"""The collections of a register and what each holds."""


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
    yield from _circles(records)


def _circles(placed: Iterable[tuple[str, str, AnyRecord]]) -> Iterator[Problem]:
    """Yield every actor that works, through others, under itself."""
    actors = [(path, record) for path, _, record in placed if isinstance(record, Actor)]
    parents = {actor.id: actor.parent for _, actor in actors if actor.parent is not None}
    for path, actor in actors:
        above, seen = parents.get(actor.id), set[str]()
        while above is not None and above not in seen and above != actor.id:
            seen.add(above)
            above = parents.get(above)
        if above == actor.id:
            params = {"kind": "parent", "value": str(actor.parent)}
            yield Problem(code="actor.circle", path=f"{path}.parent", params=params)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Register(Record):
    """All that an office has on record, in canonical order (by id) whatever the order given.

    Attributes:
        stations: The stations.
        actors: The authority, platform companies, association and driver members.
        branches: The Party branches.
        activities: Kinds of activity of the office's own.
        sessions: Sessions planned, held and cancelled.
        hosts: Whoever can hold sessions.
        titles: The books.
        donations: Batches of books given.
        deliveries: What of them went to which station.
        stock: Counts of books.
        funds: Lines of special funds.
        loans: Counts of loans.
        appeals: What drivers asked for.
        feedback: How content they were.
        assistance: Help given.
        commitments: What actors have bound themselves to.
        pledges: Members' pledges, as counts.
        observations: What was found on the spot.
        waivers: What was excused.
        exemptions: Periods of duties that need not be served.
        tasks: What is to be put right.

    Raises:
        InvalidValue: an id used twice (ids are unique over all kinds, cities too), a reference to
            nothing, or actors under each other in a circle; all of them at once.

    >>> from ridehire_partybuild import Register, Region, Station, Tier
    >>> station = Station(id="S-1", name="示例一号", region=Region.parse("370502"), tier=Tier.BASIC)
    >>> register = Register(stations=[station])
    >>> register.get("S-1").name, [str(city) for city in register.cities]
    ('示例一号', ['370500'])
    """

    stations: tuple[Station, ...] = attrs.field(default=(), converter=by_id)
    actors: tuple[Actor, ...] = attrs.field(default=(), converter=by_id)
    branches: tuple[Branch, ...] = attrs.field(default=(), converter=by_id)
    activities: tuple[Activity, ...] = attrs.field(default=(), converter=by_id)
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=by_id)
    hosts: tuple[Host, ...] = attrs.field(default=(), converter=by_id)
    titles: tuple[Title, ...] = attrs.field(default=(), converter=by_id)
    donations: tuple[Donation, ...] = attrs.field(default=(), converter=by_id)
    deliveries: tuple[Delivery, ...] = attrs.field(default=(), converter=by_id)
    stock: tuple[Stock, ...] = attrs.field(default=(), converter=by_id)
    funds: tuple[Fund, ...] = attrs.field(default=(), converter=by_id)
    loans: tuple[Loan, ...] = attrs.field(default=(), converter=by_id)
    appeals: tuple[Appeal, ...] = attrs.field(default=(), converter=by_id)
    feedback: tuple[Feedback, ...] = attrs.field(default=(), converter=by_id)
    assistance: tuple[Assistance, ...] = attrs.field(default=(), converter=by_id)
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=by_id)
    pledges: tuple[Pledge, ...] = attrs.field(default=(), converter=by_id)
    observations: tuple[Observation, ...] = attrs.field(default=(), converter=by_id)
    waivers: tuple[Waiver, ...] = attrs.field(default=(), converter=by_id)
    exemptions: tuple[Exemption, ...] = attrs.field(default=(), converter=by_id)
    tasks: tuple[Task, ...] = attrs.field(default=(), converter=by_id)

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
        regions = {station.region for station in self.stations}
        return tuple(sorted({region.prefecture for region in regions}))

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

    def as_of(self, on: date) -> Self:
        """Return what was on record on ``on``, as far as the records tell: see `model.history`.

        What bears a later day falls away, and later steps of what stays; what bears no day stays.

        >>> from datetime import date
        >>> from ridehire_partybuild import Donation
        >>> register = Register(donations=[Donation(id="2026-01", donated_on=date(2026, 1, 20))])
        >>> [len(register.as_of(date(2026, 1, day)).donations) for day in (19, 20)]
        [0, 1]
        """
        held = {name: getattr(self, name) for name in COLLECTIONS}
        left = known(held, on).items()
        changed = {name: records for name, records in left if records != held[name]}
        return self._cut_back(changed) if changed else self

    def _cut_back(self, changed: Mapping[str, tuple[AnyRecord, ...]]) -> Self:
        # what `known` leaves holds together as the whole did: to prove it anew takes far longer
        made = object.__new__(type(self))
        for name in COLLECTIONS:
            object.__setattr__(made, name, changed.get(name, getattr(self, name)))
        return made

    @cached_property
    def filing(self) -> Filing:
        """Which of its records belong to which subject."""
        return Filing(self.cities, {name: getattr(self, name) for name in COLLECTIONS})

    @cached_property
    def subjects(self) -> tuple[tuple[SubjectKind, Id], ...]:
        """Every subject that requirements can judge, kind by kind."""
        return tuple((kind, name) for name, kind in self.filing.subjects.items())

    def of(self, subject_id: str) -> SubjectFile:
        """Return the file of one subject: its record and all that belongs to it.

        Raises:
            KeyError: no station, branch, actor or city has that id.
        """
        return self.filing.file(subject_id)  # type: ignore[arg-type]


def kind_label(kind: AnyKind, register: Register | None, lang: Lang) -> str:
    """Return what people call a kind of activity: of an office's own, what its register says.

    >>> from ridehire_partybuild import ActivityKind
    >>> kind_label(ActivityKind.LEGAL_CLINIC, None, "zh")
    '法律咨询'
    """
    known = register is not None and kind in register
    activity = register.get(kind) if register is not None and known else None
    return activity.label.in_(lang) if isinstance(activity, Activity) else kind.label(lang)
