"""Judging all subjects of a kind at once, a fact after the other, a requirement after the other."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial, reduce
from typing import Any

import attrs

from ridehire_partybuild.guideline import (
    NOT_KNOWN,
    Check,
    Fact,
    Facts,
    Outcome,
    Reading,
    Readings,
    Reason,
    Requirement,
    Verdict,
    evaluate,
    judged_check,
    readings_of,
)
from ridehire_partybuild.guideline.facts import OfRecord, Read
from ridehire_partybuild.guideline.readings import (
    agreed,
    deciding,
    declared,
    is_later,
    observed,
    recorded,
)
from ridehire_partybuild.guideline.solving import leaves_by_fact
from ridehire_partybuild.model import Actor, Branch, Observation, Register, Station, SubjectFile
from ridehire_partybuild.values import Id, RequirementId, SubjectKind, WaiverId

from .belonging import coverable
from .columns import Column
from .compiler import Classes, Judge, guarded
from .grids import Grid, Told

__all__ = ["Round", "Rule", "waived"]

AT_ONCE = 250
"""So many subjects are read together; to go over all of them for each fact is slower."""

_NOT_OPEN = Verdict(outcome=Outcome.INAPPLICABLE, reason=Reason.NOT_OPEN)


@attrs.frozen(eq=False)
class Rule:
    """A requirement made ready.

    Attributes:
        requirement: The requirement, parameters filled in.
        since: The first day of the unbroken run of editions in which it stands.
        judge: Its whole check.
    """

    requirement: Requirement
    since: date | None
    judge: Judge = attrs.field(
        default=attrs.Factory(lambda self: Judge(judged_check(self.requirement)), takes_self=True)
    )

    @cached_property
    def covered(self) -> frozenset[str]:
        """Whatever a waiver can name that covers it."""
        return coverable(self.requirement)


def waived(
    register: Register, rules: Mapping[SubjectKind, Sequence[Rule]], on: date
) -> dict[tuple[Id, RequirementId], WaiverId]:
    """Return the waiver that covers each subject under each requirement, the first by id."""
    found: dict[tuple[Id, RequirementId], WaiverId] = {}
    for waiver in register.waivers:  # in the order of their ids
        if waiver.holds(on):
            for rule in rules[register.filing.subjects[waiver.subject]]:
                if waiver.covers in rule.covered:
                    found.setdefault((waiver.subject, rule.requirement.id), waiver.id)
    return found


@attrs.frozen(eq=False)
class _Known:
    """What is known of one fact, subject by subject: the classes, and the class of each."""

    classes: Classes
    column: Column

    def for_(self, leaves: Iterable[Check]) -> Column:
        """Return for each subject a number that tells apart no more than ``leaves`` do."""
        return self.column.renumbered(self.classes.narrowed(leaves))


@attrs.frozen(eq=False)
class _Block:
    """Some of the subjects of a round: as many as a processor keeps at hand, fact after fact."""

    round: "Round"
    places: slice

    @cached_property
    def _records(self) -> list[Any]:
        return self.round.records[self.places]

    @cached_property
    def _files(self) -> list[SubjectFile]:
        return list(map(self.round.register.of, self.round.subjects[self.places]))

    @cached_property
    def _summaries(self) -> dict[Callable[[Any], Any], list[Any]]:
        return {}

    def column(self, name: str, classes: Classes) -> list[int]:
        """Return the class of what each subject's file itself says of a fact."""
        fact = self.round.fact(name)
        if fact is None or fact.read is None:
            return [classes.of(NOT_KNOWN)] * len(self._records)
        return classes.column(fact, guarded(*self._read(fact.read)))

    def _read(self, read: Read) -> tuple[Callable[[Any], Any], Sequence[Any]]:
        """Return what reads a fact, and of what, subject by subject."""
        on = self.round.on
        if not isinstance(read, OfRecord) or self.round.kind is SubjectKind.CITY:
            return lambda file: read(file, on), self._files
        if read.via is None:
            return read.on(on), self._records
        if read.via not in self._summaries:
            self._summaries[read.via] = guarded(read.via, self._records)
        return read.read, self._summaries[read.via]


@attrs.frozen(eq=False)
class Round:
    """The subjects of one kind, to be judged on one day.

    Attributes:
        register: What counts as evidence.
        kind: Their kind.
        facts: The catalogue.
        on: The day.
    """

    register: Register
    kind: SubjectKind
    facts: Facts
    on: date

    @cached_property
    def subjects(self) -> tuple[Id, ...]:
        """The subjects, in the order of the register."""
        return tuple(self.register.filing.of_kind(self.kind))

    @cached_property
    def records(self) -> list[Station | Branch | Actor | None]:
        """The record of each; a city has none."""
        return list(self.register.filing.of_kind(self.kind).values())

    @cached_property
    def _closed(self) -> list[int]:
        """Where those stand that are not there on the day; cities and actors always are."""
        return [
            place
            for place, record in enumerate(self.records)
            if isinstance(record, Station | Branch) and not record.is_open(self.on)
        ]

    def grid(self, rules: Sequence[Rule]) -> Grid:
        """Return the findings of all subjects under ``rules``."""
        leaves = leaves_by_fact(*(rule.judge.check for rule in rules))
        classes = {name: Classes(of, self.on) for name, of in leaves.items()}
        columns: dict[str, list[int]] = {name: [] for name in classes}
        for first in range(0, len(self.subjects), AT_ONCE):
            block = _Block(self, slice(first, first + AT_ONCE))
            for name, of in classes.items():
                columns[name] += block.column(name, of)
        for name, of in classes.items():
            self._put_observed(name, of, columns[name])
        known = {
            name: _Known(of, Column.of(columns[name], len(of))) for name, of in classes.items()
        }
        return Grid(self.kind, self.subjects, tuple(self._judged(rule, known) for rule in rules))

    def fact(self, name: str) -> Fact | None:
        """Return a fact of the subjects' kind."""
        found = self.facts.get(name)
        return found if found is not None and found.subject is self.kind else None

    def _put_observed(self, name: str, classes: Classes, column: list[int]) -> None:
        """Put the class of what was observed of a fact in the place of what is declared."""
        fact = self.fact(name)
        if fact is None or fact.computed:
            return
        alone: dict[tuple[type, object], int] = {}
        unknown = classes.of(NOT_KNOWN)
        for place, seen in self._observed.get(name, {}).items():
            written = self._written(place)
            decisive = deciding(seen, self.on)
            if (
                decisive
                and len(decisive) == 1
                and (column[place] == unknown or not is_later(written, decisive))
            ):
                # most are alone, and what they say is what was said elsewhere
                value = decisive[0].value
                key = type(value), value
                if key not in alone:
                    alone[key] = classes.of(agreed(fact, decisive))
                column[place] = alone[key]
            else:
                told = partial(self._declared, fact, self.subjects[place])
                column[place] = classes.of(observed(fact, seen, self.on, told, written))

    def _declared(self, fact: Fact, subject: Id) -> Reading:
        """Return what a subject's file itself says; no file is opened for what the record says."""
        filing = self.register.filing
        if fact.read is None:
            return NOT_KNOWN
        if isinstance(fact.read, OfRecord) and self.kind is not SubjectKind.CITY:
            return recorded(fact, fact.read, filing.record(subject), self.on)
        return declared(fact, filing.file(subject), self.on)

    @cached_property
    def _observed(self) -> Mapping[str, Mapping[int, list[Observation]]]:
        """The observations of each fact, by the place of their subject."""
        found: dict[str, dict[int, list[Observation]]] = {}
        places = {subject: place for place, subject in enumerate(self.subjects)}
        for one in self.register.observations:
            place = places.get(one.subject)
            if place is not None:
                found.setdefault(one.fact, {}).setdefault(place, []).append(one)
        return found

    def _judged(self, rule: Rule, known: Mapping[str, _Known]) -> Told:
        """Return what one rule comes to: a verdict for each pattern that occurs."""
        patterns = self._patterns(rule, known)
        verdicts: dict[Verdict, int] = {}
        table = [0] * patterns.width
        for pattern, place in patterns.firsts.items():
            verdict = evaluate(rule.judge.check, self._readings(rule, place))
            table[pattern] = verdicts.setdefault(verdict, len(verdicts))
        found = patterns.renumbered(table)
        if self._closed:
            closed = verdicts.setdefault(_NOT_OPEN, len(verdicts))
            found = found.put(self._closed, closed)
        return Told(rule.requirement.id, found.numbers, tuple(verdicts))

    def _patterns(self, rule: Rule, known: Mapping[str, _Known]) -> Column:
        """Return a number for all that a verdict rests on, subject by subject."""
        columns = [known[name].for_(leaves) for name, leaves in rule.judge.leaves.items()]
        if rule.judge.frequencies:
            numbers: dict[Hashable, int] = {}
            counted = map(rule.judge.counted, self._all_readings(rule))
            found = [numbers.setdefault(one, len(numbers)) for one in counted]
            columns.append(Column.of(found, len(numbers)))
        if not columns:
            return Column.of([0] * len(self.subjects), 1)
        return reduce(Column.joined, columns)

    def _all_readings(self, rule: Rule) -> Iterator[Readings]:
        return (self._readings(rule, place) for place in range(len(self.subjects)))

    @cached_property
    def _made(self) -> dict[int, Readings]:
        return {}

    def _readings(self, rule: Rule, place: int) -> Readings:
        """Return what a rule rests on, of one subject; its file is opened where sessions count."""
        if not rule.judge.frequencies:
            facts = {name: self._reading(name, place) for name in rule.judge.leaves}
            return Readings(on=self.on, facts=facts)
        if place not in self._made:
            file = self.register.of(self.subjects[place])
            self._made[place] = readings_of(file, self.on, self.facts)
        return self._made[place].from_(rule.since)

    def _reading(self, name: str, place: int) -> Reading:
        fact, subject = self.facts[name], self.subjects[place]
        told = partial(self._declared, fact, subject)
        seen = () if fact.computed else self._observed.get(name, {}).get(place, ())
        return observed(fact, seen, self.on, told, self._written(place))

    def _written(self, place: int) -> date | None:
        record = self.records[place]
        return None if record is None else record.recorded_on
