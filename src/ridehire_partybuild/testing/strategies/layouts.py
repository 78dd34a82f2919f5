"""Registers that pass all there is to pass: one for each of a few layouts, put together once."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any

import attrs

from ridehire_partybuild.compliance import Finding
from ridehire_partybuild.errors import Problem, UnusableRule
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.guideline.alterations import put
from ridehire_partybuild.guideline.witnesses import CITY, COUNTY, THERE_SINCE
from ridehire_partybuild.model import Actor, Branch, Observation, Party, Register, Session, Station
from ridehire_partybuild.values import ActorRole, BranchKind, SubjectKind, Term, Tier, made_id

from .turning import OPEN_OR_FAILED, Case

__all__ = ["LAYOUTS", "Layouts", "layouts_of"]

Judged = Station | Branch | Actor

LAYOUTS: tuple[tuple[Tier | None, BranchKind, ActorRole], ...] = (
    (Tier.BASIC, BranchKind.JOINT_BRANCH, ActorRole.AUTHORITY),
    (Tier.COMPREHENSIVE, BranchKind.BRANCH, ActorRole.PLATFORM),
    (Tier.MOBILE, BranchKind.JOINT_BRANCH, ActorRole.ASSOCIATION),
    (None, BranchKind.BRANCH, ActorRole.DRIVER_MEMBERS),
)
"""Which station, branch and actor a register has, besides those that its city asks for."""


def _bare(kind: SubjectKind, which: Any, name: str) -> Judged:
    plain: dict[str, Any] = {"id": name, "name": name, "records_since": THERE_SINCE}
    match kind:
        case SubjectKind.BRANCH:
            return Branch(kind=which, **plain)
        case SubjectKind.ACTOR:
            return Actor(role=which, region=CITY, **plain)
        case _:
            return Station(tier=which, region=COUNTY, **plain)


_NAMES = {SubjectKind.STATION: "W-1", SubjectKind.BRANCH: "W-2", SubjectKind.ACTOR: "W-3"}


def _kind(record: Judged) -> tuple[SubjectKind, Term | None]:
    match record:
        case Station():
            return SubjectKind.STATION, record.tier
        case Branch():
            return SubjectKind.BRANCH, record.kind
        case Actor():  # pragma: no branch - the last of them, as mypy sees
            return SubjectKind.ACTOR, record.role


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Layouts:
    """What passes a guideline on a day: single subjects, and registers put together of them.

    Attributes:
        guideline: The guideline.
        on: The day.
        besides: Kinds of subject that are to be there though nothing is asked of them.
        left: What could not be passed, wherever it was tried.
    """

    guideline: Guideline
    on: date
    besides: frozenset[SubjectKind] = frozenset()
    _blocks: dict[tuple[SubjectKind, Term | None], Register | None] = attrs.field(
        factory=dict, init=False
    )
    _wholes: dict[int, Register | None] = attrs.field(factory=dict, init=False)
    left: dict[str, None] = attrs.field(factory=dict, init=False)

    @cached_property
    def judged(self) -> frozenset[SubjectKind]:
        """The kinds of subject that there are requirements for."""
        rules = self.guideline.in_force(self.on).requirements
        return self.besides | {one.subject for one in rules}

    def case(self, *kinds: SubjectKind) -> Case:
        """Return the requirements on some kinds of subject, none of which may fail or be open."""
        own = tuple(one for one in self.guideline.requirements if one.subject in kinds)
        rules = attrs.evolve(self.guideline, requirements=own, profiles=())
        return Case(guideline=rules, on=self.on, refused=OPEN_OR_FAILED)

    def least(self) -> Register:
        """Return the register of the first layout there is one for.

        Raises:
            UnusableRule: there is none.
        """
        for number in range(len(LAYOUTS)):
            found = self.of(number)
            if found is not None:
                return found
        params = {
            "kind": "guideline",
            "value": str(self.guideline.id),
            "others": ", ".join(sorted(self.left)),
        }
        raise UnusableRule([Problem(code="rule.never_all", params=params)])

    def of(self, number: int) -> Register | None:
        """Return the register of a layout; None: not found."""
        if number not in self._wholes:
            self._wholes[number] = self._whole(*LAYOUTS[number])
        return self._wholes[number]

    def block(self, kind: SubjectKind, which: Term | None) -> Register | None:
        """Return a subject by itself that passes all that is asked of it; None: not found."""
        at = kind, which
        if at not in self._blocks:
            bare = put([_bare(kind, which, _NAMES[kind])], Register())
            case = attrs.evolve(self.case(kind), keeps=partial(_is_still, (kind, which)))
            found, left = case.settled(bare)
            self._told(left)
            self._blocks[at] = None if left else found
        return self._blocks[at]

    def _told(self, left: Iterable[Finding]) -> None:
        self.left.update(dict.fromkeys(str(one.requirement) for one in left))

    def _whole(self, tier: Tier | None, kind: BranchKind, role: ActorRole) -> Register | None:
        wanted: list[tuple[SubjectKind, Term | None]] = []
        if self.judged & {SubjectKind.STATION, SubjectKind.CITY}:
            wanted.append((SubjectKind.STATION, tier))
        if SubjectKind.BRANCH in self.judged:
            wanted.append((SubjectKind.BRANCH, kind))
        if SubjectKind.ACTOR in self.judged:
            wanted.append((SubjectKind.ACTOR, role))
        register = Register()
        for at in wanted:
            found = self.block(*at)
            if found is None:
                return None
            register = put(_records(found), register)
        register = self._housed(register)
        if SubjectKind.CITY in self.judged:
            city, left = self.case(SubjectKind.CITY).settled(register)
            new = [one for one in _subjects(city) if one.id not in register]
            register = put([r for one in new for r in self._like(one)], city)
            self._told(left)
        found, left = self.case(*SubjectKind).settled(register)
        self._told(left)
        return None if left else found

    def _housed(self, register: Register) -> Register:
        """Return the register with its branch at its station."""
        housed = [
            attrs.evolve(branch, station=station.id)
            for branch in register.branches
            for station in register.stations[:1]
        ]
        return put(housed, register)

    def _like(self, record: Judged) -> Iterator[Any]:
        block = self.block(*_kind(record))
        return iter(()) if block is None else _copied(block, record)


def _records(register: Register) -> Iterator[Any]:
    """Yield what a subject by itself has on record; kinds of activity are brought by `put`."""
    for name in ("stations", "branches", "actors", "sessions", "observations"):
        yield from getattr(register, name)


def _is_still(wanted: tuple[SubjectKind, Term | None], register: Register) -> bool:
    return wanted[1] is None or wanted in map(_kind, _subjects(register))


def _subjects(register: Register) -> tuple[Judged, ...]:
    return (*register.stations, *register.branches, *register.actors)


def _copied(block: Register, record: Judged) -> Iterator[Any]:
    """Yield what a subject by itself has on record, as that of ``record``, where that one is."""
    (own,) = _subjects(block)
    places = {"region", "station"} & {one.name for one in attrs.fields(type(record))}
    there = {name: getattr(record, name) for name in ("id", "name", *places)}
    yield attrs.evolve(own, **there)
    for session in block.sessions:
        yield _moved(session, own, record)
    for seen in block.observations:
        yield _moved(seen, own, record)


def _moved(one: Session | Observation, own: Judged, record: Judged) -> Session | Observation:
    name = made_id("copy", one.id, record.id)
    if isinstance(one, Observation):
        return attrs.evolve(one, id=name, subject=record.id)
    if one.station == own.id:
        return attrs.evolve(one, id=name, station=record.id)
    link: dict[str, Any] = {"branch" if isinstance(record, Branch) else "actor": record.id}
    party = Party(name=record.name, **link)
    return attrs.evolve(one, id=name, organiser=party)


MOST_KEPT = 4
_KEPT: dict[tuple[int, date], Layouts] = {}


def layouts_of(guideline: Guideline, on: date) -> Layouts:
    """Return the layouts of a guideline; those of the last few are kept, for they take a second."""
    at = id(guideline), on
    kept = _KEPT.pop(at, None)
    if kept is None or kept.guideline is not guideline:
        kept = Layouts(guideline=guideline, on=on)
    _KEPT[at] = kept
    while len(_KEPT) > MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)))
    return kept
