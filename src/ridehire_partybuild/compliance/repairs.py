"""Repairs: the smallest changes that turn a failed finding into one that passes."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any

import attrs

from ridehire_partybuild.guideline import (
    FACTS,
    NOT_JUDGED,
    Check,
    Facts,
    Guideline,
    Held,
    Outcome,
    Readings,
    Reason,
    Requirement,
    Value,
    counted_sessions,
    evaluate,
    judged_check,
    readings_of,
    walked,
)
from ridehire_partybuild.guideline.alterations import Occasion, altered_file, put, records_for
from ridehire_partybuild.guideline.choices import choices, counts, lies_between
from ridehire_partybuild.guideline.solving import (
    MOST_STEPS,
    Assignment,
    Question,
    leaves_by_fact,
    solved,
)
from ridehire_partybuild.model import Register, SubjectFile, apply
from ridehire_partybuild.model.activities import ROLL_DEADLINE
from ridehire_partybuild.model.history import known
from ridehire_partybuild.values import Id, Period, RequirementId, Span
from ridehire_partybuild.values.compared import Compared
from ridehire_partybuild.values.record import LATEST

from .assessment import Assessment
from .findings import Finding, Score, scored
from .forecast import turning_days

__all__ = ["Gain", "Repair", "repairs"]

ONE_DAY, A_YEAR = timedelta(days=1), timedelta(days=366)

STEPS_LATER = 200
"""So many combinations are tried for a later day: there may be a dozen such days."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Gain(Compared):
    """How far the two ends of a score move; a subject of which nothing counts gains nothing.

    Attributes:
        low: The lower end of its interval.
        high: The upper end.
    """

    low: Fraction = Fraction()
    high: Fraction = Fraction()


def _sorted(assigned: Assignment) -> dict[str, Value]:
    return dict(sorted(assigned.items()))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Repair(Compared):
    """One way to make a failed finding pass: no proper part of it does.

    Attributes:
        subject: Whose finding it is.
        requirement: The requirement that failed.
        changes: Facts to alter, and what each of them is to be at the least.
        settles: Facts not known yet, and what each of them must prove to be.
        holds: Sessions to be held, by the name of their count, and how many there must be.
        not_before: The first day on which it can pass: without ``changes``, waiting alone helps.
        gain: What the score of the subject gains, in the default system.
        day: The day that its observations bear.
        facts: The catalogue by which it is applied; no part of equality or documents: one that was
            read from a document has the shipped catalogue, until ``attrs.evolve`` gives another.
            To `apply` a repair of a fact that the catalogue does not have raises KeyError.
    """

    subject: Id
    requirement: RequirementId
    changes: Mapping[str, Value] = attrs.field(converter=_sorted, hash=False)
    settles: Mapping[str, Value] = attrs.field(converter=_sorted, hash=False)
    holds: Mapping[str, Value] = attrs.field(converter=_sorted, hash=False)
    not_before: date
    gain: Gain
    day: date
    facts: Facts = attrs.field(default=FACTS, eq=False, repr=False, metadata={"document": False})

    @property
    def assigned(self) -> dict[str, Value]:
        """All that must be so, by the name of the fact."""
        return {**self.changes, **self.settles, **self.holds}

    @property
    def occasion(self) -> Occasion:
        """When its facts are to read so."""
        return Occasion(on=self.not_before, day=self.day, facts=self.facts)


@apply.register
def _repaired(change: Repair, register: Register) -> Register:
    """Return the register as it would be: facts written or observed, sessions held."""
    return put(records_for(register.of(change.subject), change.assigned, change.occasion), register)


@attrs.frozen(kw_only=True)
class _Case:
    """A failed finding and all that its repair rests on."""

    finding: Finding
    told: Assessment
    guideline: Guideline

    @property
    def on(self) -> date:
        return self.told.on

    @property
    def day(self) -> date:
        """The day that what is found out bears: it must count on the day, and be known."""
        return min(self.told.on, self.told.known)

    @property
    def facts(self) -> Facts:
        return self.guideline.facts

    def rule(self, on: date) -> Requirement | None:
        """Return the edition of the requirement that holds on a day, parameters filled in."""
        return next(iter(self.guideline.in_force(on).requirements), None)

    def file(self, on: date) -> SubjectFile:
        """Return the file of the subject as far as it counts on a day."""
        if on == self.told.on:
            return self.told.evidence.of(self.finding.subject)
        return _dated(self.whole, on)

    @property
    def whole(self) -> SubjectFile:
        """Return the file of the subject, later dates and all."""
        # of what was not known yet nothing counts, on whatever day
        told = self.told
        base = told.register if told.known >= told.on else told.evidence
        return base.of(self.finding.subject)

    def altered(self, on: date, assigned: Assignment) -> SubjectFile:
        """Return the same with facts as assigned."""
        file = self.file(on)
        occasion = Occasion(on=on, day=self.day, facts=self.facts)
        return altered_file(file, records_for(file, assigned, occasion))

    def readings(self, on: date, assigned: Assignment) -> Readings:
        """Return what is known on a day with facts as assigned."""
        file = self.altered(on, assigned)
        since = self.guideline.in_force_since(self.finding.requirement, on)
        return readings_of(file, on, self.facts).from_(since)


def _dated(file: SubjectFile, on: date) -> SubjectFile:
    collections = [field.name for field in attrs.fields(SubjectFile) if field.default == ()]
    counting: dict[str, Any] = known({name: getattr(file, name) for name in collections}, on)
    return attrs.evolve(file, **counting)


def repairs(finding: Finding, assessment: Assessment) -> tuple[Repair, ...]:
    """Return the smallest changes that turn a failed finding, fewest first; of others none.

    Each makes the outcome PASSED, never merely INAPPLICABLE, and no proper part of it does. At most
    24 are returned, found among 1,500 combinations, or 200 on each later day: those returned are
    right all the same. Where no change helps today, they name the earliest day on which sessions
    held from now on do: a frequency looks back over whole periods, and nobody can hold sessions in
    the past. So do they where the finding will turn by itself within a year: a station is to open.
    Before the day named nothing was found, though of a check of many alternatives not everything
    was tried. None at all: it rests on facts that follow from other records, such as how many
    stations a city has, and on what is on record these will not change for the better.

    Of lists of words the 128 plainest ways are among these combinations: of a check of more, that
    none is found is no proof.

    >>> from ridehire_partybuild import Register, Region, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> [(sorted(one.changes), one.not_before.isoformat())
    ...  for one in repairs(told.findings[0], told)]
    [(['site.area_m2'], '2026-01-15')]
    """
    if finding.verdict.outcome is not Outcome.FAILED:
        return ()
    case = _case(finding, assessment)
    for on, steps in _days(case):
        rule = case.rule(on)
        if rule is None or not case.file(on).is_open(on):
            continue
        found = tuple(_solutions(case, judged_check(rule), on, steps))
        if found:
            return tuple(_repair(case, on, one) for one in found)
    return ()


def _case(finding: Finding, assessment: Assessment) -> _Case:
    guideline = assessment.tailored
    editions = (one for one in guideline.requirements if one.id == finding.requirement)
    own = attrs.evolve(guideline, requirements=tuple(editions))
    return _Case(finding=finding, told=assessment, guideline=own)


def _days(case: _Case) -> Iterator[tuple[date, int]]:
    """Yield the day itself, then later days on which something else may do, each with its steps.

    A frequency "turns only when a period ends", and any rule when another edition takes effect. On
    the other days on which something on record turns, waiting alone is tried: no steps.
    """
    yield case.on, MOST_STEPS
    guideline = case.guideline
    days = {one.effective_from for one in guideline.requirements}
    days |= {one.effective_from for one in guideline.parameters}
    days = {day for day in days if day > case.on}
    for edition in guideline.requirements:
        for _, _, part in walked(judged_check(edition)):
            if isinstance(part, Held):
                days |= set(_last_days(part, case.on))
    for day in sorted({*days, *_turning(case)} - {case.on}):
        yield day, STEPS_LATER if day in days else 0


def _turning(case: _Case) -> tuple[date, ...]:
    """Return the days of a year to come on which what is on record can turn a finding."""
    span = Span(start=case.on, end=min(case.on + A_YEAR, date(LATEST + 1, 1, 1)))
    return turning_days(case.whole, case.guideline, span)


def _last_days(check: Held, on: date) -> Iterator[date]:
    """Yield the last days of the periods to come, until none that is over is looked at any more.

    No day after 2100 can be judged, and no session be held on it.
    """
    period = Period.containing(on + ONE_DAY, check.per)
    for _ in range(check.periods + 1):
        last = period.end - ONE_DAY
        if last.year > LATEST:
            return
        yield last
        period = period.next


def _solutions(case: _Case, check: Check, on: date, steps: int) -> Iterator[Assignment]:
    now = case.readings(on, {})
    if steps == 0:
        if evaluate(check, now).outcome is Outcome.PASSED:
            yield {}
        return
    leaves = leaves_by_fact(check)

    def values(name: str) -> tuple[Value, ...]:
        fact = case.facts.get(name)
        if fact is None:
            return _counts(name, check, now, case.day)
        if fact.computed or name not in leaves:
            return ()
        return choices(fact, leaves[name], on, now.of(name).value)

    question = Question(
        check=check,
        wanted=Outcome.PASSED,
        read=partial(case.readings, on),
        choices=values,
        facts=case.facts,
    )
    found = solved(question, steps=steps).found
    yield from (one for one in found if not any(_is_part(other, one, now) for other in found))


def _is_part(one: Assignment, other: Assignment, now: Readings) -> bool:
    """Tell whether one set is a step on the way of another: fewer words, nearer numbers."""
    return (
        one != other
        and one.keys() == other.keys()
        and all(lies_between(now.of(name).value, one[name], other[name]) for name in one)
    )


def _counts(name: str, check: Check, now: Readings, day: date) -> tuple[Value, ...]:
    """Return how many sessions a period may yet come to.

    They can be held until the roll deadline; or were held, where records may lack them.
    """
    reading = now.of(name)
    can_be_held = day < counted_sessions(name)[1].end + ROLL_DEADLINE
    if reading.reason in NOT_JUDGED or not (can_be_held or reading.reason is Reason.MISSING):
        return ()
    return counts(name, check, reading.value)


def _repair(case: _Case, on: date, found: Assignment) -> Repair:
    now = case.readings(on, {})
    parts: dict[str, dict[str, Value]] = {"changes": {}, "settles": {}, "holds": {}}
    for name, value in found.items():
        parts[_part(case, now, name)][name] = value
    return Repair(
        subject=case.finding.subject,
        requirement=case.finding.requirement,
        not_before=on,
        gain=_gain(case, found),
        day=case.day,
        facts=case.facts,
        **parts,
    )


def _part(case: _Case, now: Readings, name: str) -> str:
    if name not in case.facts:
        deadline = counted_sessions(name)[1].end + ROLL_DEADLINE
        return "holds" if case.day < deadline else "settles"
    return "changes" if now.of(name).reason in {None, Reason.NOT_THERE} else "settles"


def _gain(case: _Case, found: Assignment) -> Gain:
    told = case.told
    before = told.of(case.finding.subject)
    readings = readings_of(case.altered(told.on, found), told.on, case.facts)
    after = [_after(one, case, readings) for one in before]
    rules = tuple(told.rules.values())
    return _difference(scored(before, rules), scored(after, rules))


def _after(one: Finding, case: _Case, readings: Readings) -> Finding:
    """Return a finding of the same subject as the repair leaves it; what else it turns counts."""
    told = case.told
    since = told.tailored.in_force_since(one.requirement, told.on)
    verdict = evaluate(judged_check(told.rules[one.requirement]), readings.from_(since))
    if one.requirement == case.finding.requirement:
        verdict = attrs.evolve(verdict, outcome=Outcome.PASSED)
    return attrs.evolve(one, verdict=verdict)


def _difference(before: Score, after: Score) -> Gain:
    if None in {before.low, before.high, after.low, after.high}:
        return Gain()
    ends: Any = ((after.low, before.low), (after.high, before.high))
    low, high = (new - old for new, old in ends)
    return Gain(low=low, high=high)
