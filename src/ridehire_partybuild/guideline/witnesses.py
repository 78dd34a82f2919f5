"""Witnesses: the smallest register that meets a requirement, and the smallest that fails it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import islice

import attrs

from ridehire_partybuild.errors import Problem, UnusableRule
from ridehire_partybuild.model import Actor, AnyRecord, Branch, Register, Station
from ridehire_partybuild.values import (
    ActorRole,
    BranchKind,
    Region,
    SubjectKind,
    Tier,
)

from .alterations import Occasion, put, records_for
from .checks import Check, Held
from .choices import choices, counts
from .facts import Value
from .guidelines import Guideline, judged_check
from .readings import Readings, readings_of
from .requirements import Requirement
from .solving import MOST_FOUND, MOST_WORK, Assignment, Question, leaves_by_fact, solved
from .vocabulary import Outcome
from .walk import walked

__all__ = ["failing", "satisfying_day", "turned", "witness_day", "witnesses"]

SUBJECT = "W-1"
COUNTY, CITY = Region("370502"), Region("370500")
THERE_SINCE = date(2000, 1, 1)
ONE_DAY = timedelta(days=1)
LATEST = date(2100, 12, 31)

MOST_BUILT, MOST_HELD = 100, 110
"""So many stations, branches or platforms a city is given at most, and so many sessions are held:
more than two a week nobody makes up."""

REGISTER_WORK, SESSION_WORK = 200, 2
"""To make up a register, and a session in it, is as much work as to go through so many parts."""


def witness_day(requirement: Requirement) -> date:
    """Return the day on which the witnesses of a requirement are to be judged.

    It is its last day, or the second end of a year after it took effect: late enough for whole
    periods to have passed since.

    >>> from ridehire_partybuild import reference_guideline
    >>> witness_day(reference_guideline().requirements[0]) > date(2026, 1, 1)
    True
    """
    year = min(requirement.effective_from.year + 2, LATEST.year)
    day = date(year, 12, 31)
    after = requirement.effective_before
    return day if after is None else min(day, after - ONE_DAY)


def satisfying_day(guideline: Guideline) -> date:
    """Return the day on which registers that pass a whole guideline are to be judged.

    It is the latest of the days on which the witnesses of its requirements are.

    >>> from ridehire_partybuild import reference_guideline
    >>> str(satisfying_day(reference_guideline()))
    '2029-12-31'
    """
    return max((witness_day(one) for one in guideline.requirements), default=date(2026, 1, 1))


def witnesses(
    requirement: Requirement, guideline: Guideline, *, on: date | None = None
) -> tuple[Register, Register]:
    """Return the smallest register that meets a requirement and the smallest that fails it.

    Each holds one subject of its kind, with no more facts than the verdict needs; a city has its
    stations. They are judged on ``witness_day(requirement)``.

    Args:
        requirement: An edition of a requirement of the guideline.
        guideline: The guideline, for its parameters, editions and facts.
        on: Another day on which the edition holds.

    Raises:
        UnusableRule: there is no register that meets it, or none that fails it; or none so small
            that it could be made up.

    >>> from ridehire_partybuild import reference_guideline
    >>> rules = reference_guideline()
    >>> rule = next(one for one in rules.requirements if one.id == "area")
    >>> passing, failing = witnesses(rule, rules)
    >>> [str(one.stations[0].site.area_m2) for one in (passing, failing)]
    ['12', '11']
    """
    day = witness_day(requirement) if on is None else on
    world = _World(requirement, guideline, day)
    found: list[Register] = []
    problems: list[Problem] = []
    for outcome, code in _NEVER.items():
        registers = world.registers(outcome, 1)
        found.extend(registers)
        if not registers:
            told = code if world.is_complete else "rule.no_witness"
            params = {"kind": "check", "value": str(requirement.id), "outcome": outcome}
            problems.append(Problem(code=told, params=params))
    if problems:
        raise UnusableRule(problems)
    passing, failing = found
    return passing, failing


_NEVER = {Outcome.PASSED: "rule.never_passes", Outcome.FAILED: "rule.never_fails"}


def failing(
    requirement: Requirement, guideline: Guideline, on: date, *, most: int = 8
) -> tuple[Register, ...]:
    """Return the smallest registers that fail a requirement on a day, each in another way.

    Each holds one subject of its kind; a city has its stations.
    """
    return _World(requirement, guideline, on).registers(Outcome.FAILED, most)


def turned(
    subject: str, register: Register, requirement: Requirement, guideline: Guideline, on: date
) -> Iterator[Register]:
    """Yield a register in other ways: facts of a subject are so that a requirement fails no more.

    It passes, or else it is not asked any more.
    """
    world = _World(requirement, guideline, on, (subject, register))
    for outcome in (Outcome.PASSED, Outcome.INAPPLICABLE):
        yield from world.registers(outcome, MOST_FOUND)


class _World:
    """The registers in which a requirement can be judged: a bare subject, and facts about it."""

    def __init__(
        self,
        requirement: Requirement,
        guideline: Guideline,
        on: date,
        given: tuple[str, Register] | None = None,
    ) -> None:
        editions = [one for one in guideline.requirements if one.id == requirement.id]
        own = attrs.evolve(guideline, requirements=tuple(editions), profiles=())
        self._facts, self._on = guideline.facts, on
        self._since = own.in_force_since(requirement.id, on)
        self._check = judged_check(own.in_force(on).requirements[0])
        self._leaves = leaves_by_fact(self._check)
        self._subject, self._bare = given or _bare(requirement.subject, self._check)
        self._held = sum(
            part.times * part.periods
            for _, _, part in walked(self._check)
            if isinstance(part, Held)
        )
        self.is_complete = True

    def registers(self, outcome: Outcome, most: int) -> tuple[Register, ...]:
        """Return the smallest registers that show ``outcome``, smaller ones first.

        If there is none, ``is_complete`` tells whether there can be none.
        """
        self.is_complete = True
        question = Question(
            check=self._check,
            wanted=outcome,
            read=self._read,
            choices=self._values,
            facts=self._facts,
        )
        steps = MOST_WORK // (REGISTER_WORK + SESSION_WORK * self._held)
        solutions = solved(question, most=most, steps=steps)
        self.is_complete = self.is_complete and solutions.complete
        return tuple(self._built(one) for one in solutions.found)

    def _values(self, name: str) -> tuple[Value, ...]:
        now = self._read({}).of(name).value
        fact = self._facts.get(name)
        if fact is None:
            few = self._held <= MOST_HELD
            self.is_complete = self.is_complete and few
            return counts(name, self._check, now) if few else ()
        if fact.computed and name not in _BUILDERS:
            self.is_complete = False  # what brings it about is not known here
            return ()
        found = choices(fact, self._leaves[name], self._on, now)
        built = [one for one in found if name not in _BUILDERS or int(one) <= MOST_BUILT]  # type: ignore[arg-type]
        self.is_complete = self.is_complete and len(built) == len(found)
        return tuple(built)

    def _read(self, assigned: Assignment) -> Readings:
        file = self._built(assigned).of(self._subject)
        return readings_of(file, self._on, self._facts).from_(self._since)

    def _built(self, assigned: Assignment) -> Register:
        register = self._bare
        for name, build in _BUILDERS.items():
            if name in assigned:
                number = int(assigned[name])  # type: ignore[arg-type]
                register = register.with_(*build(register, number, self._on))
        plain = {name: value for name, value in assigned.items() if name not in _BUILDERS}
        occasion = Occasion(on=self._on, day=self._on, facts=self._facts)
        return put(records_for(register.of(self._subject), plain, occasion), register)


def _bare(subject: SubjectKind, check: Check) -> tuple[str, Register]:
    # that nothing was held is known only where the record of sessions is complete
    asks = any(isinstance(part, Held) for _, _, part in walked(check))
    since = THERE_SINCE if asks else None
    match subject:
        case SubjectKind.STATION:
            record: AnyRecord = _station(SUBJECT, records_since=since)
        case SubjectKind.BRANCH:
            record = _branch(SUBJECT, BranchKind.BRANCH, records_since=since)
        case SubjectKind.ACTOR:
            record = _actor(SUBJECT, ActorRole.AUTHORITY, records_since=since)
        case _:
            # a station that is only planned makes a city that has none
            record = _station(SUBJECT, planned_on=THERE_SINCE, records_since=since)
    bare = Register(**{_COLLECTIONS[type(record)]: (record,)})
    return str(CITY) if subject is SubjectKind.CITY else SUBJECT, bare


_COLLECTIONS: Mapping[type, str] = {Station: "stations", Branch: "branches", Actor: "actors"}


def _station(name: str, region: Region = COUNTY, **more: object) -> Station:
    return Station(id=name, name=name, region=region, **more)  # type: ignore[arg-type]


def _branch(name: str, kind: BranchKind, **more: object) -> Branch:
    return Branch(id=name, name=name, kind=kind, **more)  # type: ignore[arg-type]


def _actor(name: str, role: ActorRole, **more: object) -> Actor:
    return Actor(id=name, name=name, role=role, region=COUNTY, **more)  # type: ignore[arg-type]


def _complete(register: Register) -> date | None:
    """Return the day from which the records are complete: what is added keeps to it."""
    return register.stations[0].records_since


def _of_tier(tier: Tier, register: Register, number: int, _on: date) -> Iterable[Station]:
    have = sum(one.tier is tier and one.planned_on is None for one in register.stations)
    for index in range(have, number):
        yield _station(
            f"{SUBJECT}-{tier.value}-{index}", tier=tier, records_since=_complete(register)
        )


def _in_counties(register: Register, number: int, on: date) -> Iterable[Station]:
    since = _complete(register)
    counties = [one for one in CITY.counties if one.holds(on)]
    served = {one.region for one in register.stations if one.planned_on is None}
    bare = [one for one in counties if one not in served]
    for county in islice(bare, max(0, len(bare) - number)):
        yield _station(f"{SUBJECT}-{county}", county, tier=Tier.BASIC, records_since=since)


def _stations(register: Register, number: int, on: date) -> Iterable[Station]:
    have = sum(one.planned_on is None for one in register.stations)
    yield from islice(_of_tier(Tier.BASIC, register, number, on), max(0, number - have))


def _branches(kind: BranchKind, register: Register, number: int, _on: date) -> Iterable[Branch]:
    have = len([one for one in register.branches if one.kind is kind])
    for index in range(have, number):
        yield _branch(
            f"{SUBJECT}-{kind.value}-{index}",
            kind,
            station=register.stations[0].id,
            records_since=_complete(register),
        )


def _all_branches(register: Register, number: int, on: date) -> Iterable[Branch]:
    joint = len([one for one in register.branches if one.kind is BranchKind.JOINT_BRANCH])
    yield from _branches(BranchKind.BRANCH, register, number - joint, on)


def _platforms(register: Register, number: int, _on: date) -> Iterable[Actor]:
    for index in range(number):
        yield _actor(
            f"{SUBJECT}-platform-{index}",
            ActorRole.PLATFORM,
            records_since=_complete(register),
        )


_BUILDERS: Mapping[str, Callable[[Register, int, date], Iterable[AnyRecord]]] = {
    "city.comprehensive_stations": partial(_of_tier, Tier.COMPREHENSIVE),
    "city.basic_stations": partial(_of_tier, Tier.BASIC),
    "city.mobile_stations": partial(_of_tier, Tier.MOBILE),
    "city.counties_without_station": _in_counties,
    "city.stations": _stations,
    "city.joint_branches": partial(_branches, BranchKind.JOINT_BRANCH),
    "city.branches": _all_branches,
    "city.platforms": _platforms,
}
"""What brings a computed fact about: the records to add, in this order."""
