"""Why a verdict changed: the first ingredient that alone accounts for it.

An assessment is made of six ingredients, in this order: which subjects there are and are open, the
profile, the rules of the day, what evidence has lapsed, the day, and the facts. The cause of a
change is "the first whose `after` ingredient alone, put into `before`, gives the after-verdict";
where none does, the fewest that do together are told as parts.

Facts are put in as they are read on the day of `after`: what was found since does not count on the
day of `before`, and would never be the cause of anything.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

import attrs

from ridehire_partybuild.errors import UnusableRule
from ridehire_partybuild.guideline import (
    Guideline,
    Held,
    Outcome,
    Reading,
    Readings,
    Reason,
    Requirement,
    Valid,
    fact_name,
    judged_check,
    judged_periods,
    readings_of,
    resolve,
    sessions_fact,
    walked,
)
from ridehire_partybuild.model import Observation, SubjectFile
from ridehire_partybuild.values import FindingId
from ridehire_partybuild.values.record import EARLIEST

from .assessment import Assessment
from .causes import Cause, CauseKind, FactChange, Lapse, Passing
from .compiler import Judge, compiled
from .findings import Finding

__all__ = ["Mixture", "Side"]

ONE_DAY = timedelta(days=1)
Told = tuple[Outcome, Reason | None]
INGREDIENTS = tuple(CauseKind)[:-1]
Taken = Collection[CauseKind]


def told(finding: Finding | None) -> Told | None:
    """Return what people would call another verdict if it were different; None: there is none."""
    return None if finding is None else (finding.verdict.outcome, finding.verdict.reason)


@attrs.frozen(eq=False)
class Side:
    """One of the two assessments, with what is worked out of it once."""

    told: Assessment

    @cached_property
    def findings(self) -> Mapping[FindingId, Finding]:
        """The findings by their ids."""
        return {one.id: one for one in self.told.findings}

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The subjects that there are."""
        return frozenset(subject for _, subject in self.told.register.subjects)

    def rule_of(self, name: FindingId) -> Requirement:
        """Return the requirement under which the finding of that id was made."""
        return self.told.rules[self.findings[name].requirement]

    def file(self, subject: str) -> SubjectFile:
        """Return what was known of a subject."""
        return self.told.evidence.of(subject)

    def judges(self, subject: str) -> bool:
        """Tell whether a subject was there, and open on the day."""
        return subject in self.subjects and self.file(subject).is_open(self.told.on)


@attrs.frozen
class _Rule:
    requirement: Requirement
    judge: Judge
    since: date | None


@attrs.frozen(eq=False)
class _Rules:
    """The rules of a day under a guideline and a profile; each is made ready when asked for."""

    guideline: Guideline
    on: date

    @cached_property
    def _in_force(self) -> Mapping[str, Requirement]:
        return {one.id: one for one in self.guideline.in_force(self.on).requirements}

    @cached_property
    def _ready(self) -> dict[str, _Rule]:
        return {}

    def get(self, requirement: str) -> _Rule | None:
        found = self._in_force.get(requirement)
        if found is None:
            return None
        if requirement not in self._ready:
            since = self.guideline.in_force_since(found.id, self.on)
            self._ready[requirement] = _Rule(found, compiled(judged_check(found)), since)
        return self._ready[requirement]


@attrs.frozen(eq=False)
class Mixture:
    """Two assessments, and what any mixture of their ingredients would find."""

    before: Side
    after: Side

    @cached_property
    def _rules(self) -> dict[tuple[bool, bool], _Rules | None]:
        return {}

    def _side(self, ingredient: CauseKind, taken: Taken) -> Side:
        return self.after if ingredient in taken else self.before

    def rules(self, taken: Taken) -> _Rules | None:
        """Return the rules of a mixture; None: the profile is none for that guideline."""
        key = CauseKind.PROFILE in taken, CauseKind.RULE in taken
        if key not in self._rules:
            rules = self._side(CauseKind.RULE, taken).told
            profile = self._side(CauseKind.PROFILE, taken).told.profile
            try:
                guideline = resolve(profile, rules.guideline)
            except UnusableRule:
                self._rules[key] = None
            else:
                self._rules[key] = _Rules(guideline, rules.on)
        return self._rules[key]

    def rule(self, finding: Finding, taken: Taken) -> _Rule | None:
        """Return the rule of a mixture by which a finding would be made."""
        rules = self.rules(taken)
        return None if rules is None else rules.get(finding.requirement)

    def verdict(self, finding: Finding, taken: Taken) -> Told | None:
        """Return what a mixture would find instead of a finding; None: it would not be there."""
        scope = self._side(CauseKind.SCOPE, taken)
        if finding.subject not in scope.subjects:
            return None
        rule, file = self.rule(finding, taken), self._file(finding, taken)
        if rule is None or rule.requirement.subject is not file.kind:
            return None
        if not scope.judges(finding.subject):
            return Outcome.INAPPLICABLE, Reason.NOT_OPEN
        verdict = rule.judge(self.readings(file, rule, taken))
        return verdict.outcome, verdict.reason

    def readings(self, file: SubjectFile, rule: _Rule, taken: Taken) -> Readings:
        """Return what a mixture knows of a subject, for a rule."""
        on = self._side(CauseKind.TIME, taken).told.on
        read_on = self.after.told.on if CauseKind.FACT in taken else on
        facts = self._side(CauseKind.RULE, taken).told.guideline.facts
        known = readings_of(file, read_on, facts)
        return attrs.evolve(known, on=on).from_(rule.since)

    def _file(self, finding: Finding, taken: Taken) -> SubjectFile:
        side = self._side(CauseKind.FACT, taken)
        if finding.subject not in side.subjects:
            # who was not on record comes with all that is now
            side = self.after if side is self.before else self.before
        file = side.file(finding.subject)
        if CauseKind.EVIDENCE_LAPSED not in taken or {CauseKind.TIME, CauseKind.FACT} & set(taken):
            return file
        aged = tuple(self._aged(one) for one in file.observations)
        return attrs.evolve(file, observations=aged)

    def _has_lapsed(self, observation: Observation) -> bool:
        last = observation.expires_on
        return last is not None and self.before.told.on <= last < self.after.told.on

    def _aged(self, observation: Observation) -> Observation:
        """Return an observation that lapses in between as one that had lapsed before."""
        past = self.before.told.on - ONE_DAY
        if not self._has_lapsed(observation) or past.year < EARLIEST:
            return observation
        collected = min(observation.collected_on, past)
        return attrs.evolve(observation, collected_on=collected, expires_on=past)

    def cause(self, before: Finding | None, after: Finding | None) -> Cause | None:
        """Return the one cause of what became of a finding; None: its verdict is the same.

        Where it came or went there is one verdict only: what is asked is whether it is there.
        """
        finding = after or before
        if finding is None or told(before) == told(after):
            return None

        def gives(taken: Taken) -> bool:
            found = self.verdict(finding, taken)
            if before is None or after is None:
                return (found is None) == (after is None)
            return found == told(after)

        parts = self._fewest(gives)
        kind = parts[0] if len(parts) == 1 else CauseKind.COMBINED
        told_of: dict[str, Any] = {}
        for part in parts:
            told_of |= _DETAILS[part](self, finding, before, after)
        return Cause(kind=kind, parts=parts if kind is CauseKind.COMBINED else (), **told_of)

    @staticmethod
    def _fewest(gives: Callable[[Taken], bool]) -> tuple[CauseKind, ...]:
        for size in range(1, len(INGREDIENTS) + 1):
            for taken in combinations(INGREDIENTS, size):
                if gives(taken):
                    return taken
        return INGREDIENTS  # findings that were written by hand, and follow from nothing


Details = dict[str, Any]


def _scope(mix: Mixture, one: Finding, *_: Finding | None) -> Details:
    return {"subjects": (mix.before.judges(one.subject), mix.after.judges(one.subject))}


def _profile(mix: Mixture, *_: Finding | None) -> Details:
    profiles = (mix.before.told.profile, mix.after.told.profile)
    return {"profiles": tuple(None if one is None else one.id for one in profiles)}


def _rule(mix: Mixture, one: Finding, *_: Finding | None) -> Details:
    # with the profile of its own side: the words that people had before them
    rules = (mix.rule(one, ()), mix.rule(one, INGREDIENTS))
    return {"editions": tuple(None if rule is None else rule.requirement for rule in rules)}


def _names(mix: Mixture, finding: Finding) -> set[str]:
    """Return the facts, and the counts of sessions, that the rule looks at on either side."""
    found = {
        name
        for taken in ((), INGREDIENTS)
        if (rule := mix.rule(finding, taken)) is not None
        for _, _, part in walked(judged_check(rule.requirement))
        if (name := fact_name(part)) is not None
    }
    periods = (_periods(mix, finding, side) for side in (mix.before, mix.after))
    return found.union(*periods)


def _periods(mix: Mixture, finding: Finding, side: Side) -> dict[str, date]:
    """Return the last day of each period whose sessions are counted, by the name of the count."""
    rule = next(filter(None, (mix.rule(finding, taken) for taken in ((), INGREDIENTS))))
    since = side.file(finding.subject).opened_on
    frame = Readings(on=side.told.on, since=since, facts={}).from_(rule.since)
    checks = (part for _, _, part in walked(judged_check(rule.requirement)))
    return {
        sessions_fact(check.held, period): period.span.last
        for check in checks
        if isinstance(check, Held)
        for period in judged_periods(check, frame)
    }


def _readings(mix: Mixture, finding: Finding, side: Side, on: date) -> Readings:
    other = side if finding.subject in side.subjects else mix.after
    return readings_of(other.file(finding.subject), on, side.told.guideline.facts)


def _lapsed(mix: Mixture, one: Finding, *_: Finding | None) -> Details:
    names = _names(mix, one)
    lapses = (
        Lapse(observation=seen.id, fact=seen.fact, last_day=seen.expires_on)
        for seen in mix.before.file(one.subject).observations
        if seen.expires_on is not None and mix._has_lapsed(seen) and seen.fact in names  # noqa: SLF001
    )
    return {"lapses": tuple(sorted(lapses, key=lambda lapse: (lapse.fact, lapse.observation)))}


def _time(mix: Mixture, one: Finding, *_: Finding | None) -> Details:
    known = _readings(mix, one, mix.before, mix.after.told.on)
    found = [*_past_days(mix, one, known)]
    ended = _periods(mix, one, mix.after).items() - _periods(mix, one, mix.before).items()
    found += (Passing(fact=name, last_day=day, reading=known.of(name)) for name, day in ended)
    passings = tuple(sorted(found, key=lambda passing: (passing.last_day, passing.fact)))
    then = _readings(mix, one, mix.before, mix.before.told.on)
    names = _names(mix, one) - {passing.fact for passing in passings}
    return {"passings": passings, "facts": _different(names, then, known)}


def _past_days(mix: Mixture, one: Finding, known: Readings) -> Iterator[Passing]:
    rule = mix.rule(one, ())
    days = sorted((mix.before.told.on, mix.after.told.on))
    for _, _, part in () if rule is None else walked(judged_check(rule.requirement)):
        if isinstance(part, Valid):
            reading = known.of(part.valid)
            if isinstance(reading.value, date) and days[0] <= reading.value < days[1]:
                yield Passing(fact=part.valid, last_day=reading.value, reading=reading)


def _fact(mix: Mixture, one: Finding, before: Finding | None, after: Finding | None) -> Details:
    then = _readings(mix, one, mix.before, mix.before.told.on)
    now = _readings(mix, one, mix.after, mix.after.told.on)
    both = [side.verdict for side in (before, after) if side is not None]
    deciding = {name for verdict in both for name in (*verdict.because, *verdict.missing)}
    return {"facts": _different(deciding, then, now) or _different(_names(mix, one), then, now)}


def _different(names: Collection[str], then: Readings, now: Readings) -> tuple[FactChange, ...]:
    def told_by(reading: Reading) -> tuple[object, object]:
        return reading.value, reading.reason

    return tuple(
        FactChange(fact=name, before=then.of(name), after=now.of(name))
        for name in sorted(names)
        if told_by(then.of(name)) != told_by(now.of(name))
    )


_DETAILS: Mapping[CauseKind, Callable[..., Details]] = {
    CauseKind.SCOPE: _scope,
    CauseKind.PROFILE: _profile,
    CauseKind.RULE: _rule,
    CauseKind.EVIDENCE_LAPSED: _lapsed,
    CauseKind.TIME: _time,
    CauseKind.FACT: _fact,
}
