"""Cases that tell: what records and rules drawn apart seldom come to is made on purpose."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

import attrs

from ridehire_partybuild.guideline import (
    FACTS,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Fact,
    FactKind,
    Guideline,
    Held,
    Includes,
    Is,
    Requirement,
    Valid,
    Value,
    duty_of,
    fact_name,
    judged_check,
    judged_periods,
    readings_of,
    walked,
)
from ridehire_partybuild.model import (
    AnyRecord,
    Branch,
    Exemption,
    Observation,
    Register,
    Station,
    SubjectFile,
    Waiver,
)
from ridehire_partybuild.values import ActivityKind, Method, PeriodUnit, made_id

from .checking import read_value
from .choices import Choices

__all__ = ["TELLING_BYTES", "Case", "contrary", "read_telling"]

ONE_DAY = timedelta(days=1)
TURN_BYTES, MOST_TURNS = 16, 3
TELLING_BYTES = 1 + MOST_TURNS * (1 + TURN_BYTES)

_MUCH = Decimal(100_000)
_LEFT = (0, 1, 10, 60)
"""So many days something has left on the day: few, so that it ends within what is looked at."""


def contrary(observation: Observation) -> Observation:
    """Return another observation of the same fact and day that says something else."""
    match observation.value:
        case bool() as told:
            other: bool | Decimal | str | tuple[str, ...] = not told
        case Decimal() as number:
            other = Decimal(not number)
        case str() as text:
            other = _another(observation.fact, text)
        case _:
            other = ()
    return attrs.evolve(observation, id=f"{observation.id}-二", value=other)


def _another(name: str, text: str) -> str:
    """Return another text that the fact can have: two that disagree, and neither is wrong."""
    fact = FACTS.get(name)
    if fact is not None and fact.kind is FactKind.DATE:
        others = ["2001-01-01", "2001-01-02"]
    elif fact is not None and fact.vocabulary is not None:
        others = [str(term.value) for term in fact.vocabulary]
    else:
        others = ["示例", "示例二"]
    return next(other for other in others if other != text)


@attrs.frozen
class Case:
    """A register and a guideline, and the day on which the one is judged by the other."""

    register: Register
    guideline: Guideline
    on: date

    def with_(self, *records: AnyRecord) -> Self:
        """Return the same with more records."""
        return attrs.evolve(self, register=self.register.with_(*records))

    def judged(self) -> Iterator[tuple[SubjectFile, Requirement]]:
        """Yield each open subject with each rule of the day on its kind."""
        rules = self.guideline.in_force(self.on).requirements
        for kind, subject in self.register.subjects:
            file = self.register.of(subject)
            if file.is_open(self.on):
                yield from ((file, rule) for rule in rules if rule.subject is kind)

    def observable(self) -> Iterator[tuple[SubjectFile, Fact]]:
        """Yield each open subject with each fact that a rule on it looks at and people observe."""
        for file, rule in self.judged():
            for _, _, part in walked(judged_check(rule)):
                fact = self.guideline.facts.get(fact_name(part) or "")
                if fact is not None and fact.subject is file.kind and not fact.computed:
                    yield file, fact

    def facts_on(self, rule: Requirement) -> list[Fact]:
        """Return the facts that people observe of whom a rule is on."""
        facts = sorted(self.guideline.facts.of(rule.subject), key=lambda one: one.name)
        return [one for one in facts if not one.computed]

    def unseen(self, file: SubjectFile, fact: Fact) -> Self:
        """Return the same where a fact was not observed."""
        others = tuple(
            one
            for one in self.register.observations
            if (one.subject, one.fact) != (file.id, fact.name)
        )
        return attrs.evolve(self, register=attrs.evolve(self.register, observations=others))

    def seen(
        self, file: SubjectFile, fact: Fact, value: Value, day: date, last: date | None = None
    ) -> Self:
        """Return the same where all that was observed of a fact is this."""
        return self.unseen(file, fact).with_(
            Observation(
                id=f"O-{made_id(file.id, fact.name)[:8]}",
                subject=file.id, fact=fact.name, method=Method.EXAMINE,
                value=value.isoformat() if isinstance(value, date) else value,
                collected_on=day, expires_on=last,
            )
        )  # fmt: skip

    def ruled(self, rule: Requirement, *editions: Requirement) -> Self:
        """Return the same with other editions in the place of one and those after it."""
        kept = (
            one
            for one in self.guideline.requirements
            if one.id != rule.id or one.effective_from < rule.effective_from
        )
        told = attrs.evolve(self.guideline, requirements=(*kept, *editions))
        return attrs.evolve(self, guideline=told)


def _exempted(choices: Choices, case: Case) -> Case:
    """Return the same where the periods of a frequency, or the last of them, are not judged."""
    frequencies = [
        (file, rule, part)
        for file, rule in case.judged()
        for _, _, part in walked(judged_check(rule))
        if isinstance(part, Held)
    ]
    if not frequencies:
        return case
    file, rule, check = choices.pick(frequencies)
    since = case.guideline.in_force_since(rule.id, case.on)
    frame = readings_of(file, case.on, case.guideline.facts).from_(since)
    periods = judged_periods(check, frame)
    return case.with_(*(
        Exemption(
            id=f"X-{period}", subject=file.id, duty=duty_of(file.id, check.held), period=period,
            reason="示例", authority="示例",
        )
        for period in (periods if choices.pick((True, False)) else periods[-1:])
    ))  # fmt: skip


def _lapsing(choices: Choices, case: Case) -> Case:
    """Return the same where what is known of a fact lapses soon, or just has."""
    told = list(case.observable())
    if not told:
        return case
    file, fact = choices.pick(told)
    last = case.on + timedelta(days=choices.pick((*_LEFT, -1)))
    return case.seen(file, fact, read_value(choices, fact), case.on - 30 * ONE_DAY, last)


def _seen_later(choices: Choices, case: Case) -> Case:
    """Return the same where something will be seen of a fact that has not been seen yet."""
    told = list(case.observable())
    if not told:
        return case
    file, fact = choices.pick(told)
    day = case.on + timedelta(days=choices.pick((1, 10)))
    return case.seen(file, fact, read_value(choices, fact), day)


def _conflicting(choices: Choices, case: Case) -> Case:
    """Return the same where two observations of a fact contradict each other."""
    told = list(case.observable())
    if not told:
        return case
    file, fact = choices.pick(told)
    found = case.seen(file, fact, read_value(choices, fact), case.on - ONE_DAY)
    # the very same may have been seen before: it is told by what it is of
    (one,) = (
        one
        for one in found.register.observations
        if (one.subject, one.fact) == (file.id, fact.name)
    )
    return found.with_(contrary(one))


def _unsuitable(choices: Choices, case: Case) -> Case:
    """Return the same where somebody wrote down of a fact what no value of it can be."""
    told = list(case.observable())
    if not told:
        return case
    file, fact = choices.pick(told)
    wrong: Value = "示例" if fact.kind in {FactKind.NUMBER, FactKind.FLAG} else True
    return case.seen(file, fact, wrong, case.on - ONE_DAY)


def _waived(choices: Choices, case: Case) -> Case:
    """Return the same with a waiver that begins and ends around the day."""
    told = list(case.judged())
    if not told:
        return case
    file, rule = choices.pick(told)
    first = case.on + timedelta(days=choices.pick((-10, 0, 5)))
    last = first + timedelta(days=choices.pick((10, 20, 12)))
    return case.with_(
        Waiver(
            id="W-示例", subject=file.id, covers=str(rule.id), authority="示例", reason="示例",
            valid_from=first, valid_until=last,
        )
    )  # fmt: skip


def _number(fact: Fact, _on: date) -> tuple[Check, Value]:
    return AtLeast(fact=fact.name, at_least=Decimal(12)), Decimal(3)


def _flag(fact: Fact, _on: date) -> tuple[Check, Value]:
    return Is(fact=fact.name, is_=True), False


def _word(fact: Fact, _on: date) -> tuple[Check, Value]:
    words = ("x", "示例") if fact.vocabulary is None else [one.value for one in fact.vocabulary]
    return Is(fact=fact.name, is_=words[0]), words[1]


def _words(fact: Fact, _on: date) -> tuple[Check, Value]:
    words = ("x",) if fact.vocabulary is None else [one.value for one in fact.vocabulary]
    return Includes(fact=fact.name, includes=tuple(words[:1])), ()


def _day(fact: Fact, on: date) -> tuple[Check, Value]:
    return Valid(valid=fact.name), on - ONE_DAY


_FAILING: Mapping[FactKind, Callable[[Fact, date], tuple[Check, Value]]] = {
    FactKind.NUMBER: _number,
    FactKind.FLAG: _flag,
    FactKind.WORD: _word,
    FactKind.WORDS: _words,
    FactKind.DATE: _day,
}
"""Of each type of fact a check, and a value that fails it."""


def _failing_twice(choices: Choices, case: Case) -> Case:
    """Return the same where a rule asks for two facts, and both were seen to be otherwise.

    And for a third one of which, as often as not, nothing was seen.
    """
    told = [(file, rule) for file, rule in case.judged() if case.facts_on(rule)]
    if not told:
        return case
    file, rule = choices.pick(told)
    facts = case.facts_on(rule)
    checks: dict[str, Check] = {}
    *seen, third = (choices.pick(facts) for _ in range(3))
    for fact in seen:
        checks[fact.name], value = _FAILING[fact.kind](fact, case.on)
        case = case.seen(file, fact, value, case.on)
    if third not in seen and choices.pick((False, True)):
        checks[third.name], _ = _FAILING[third.kind](third, case.on)
        case = case.unseen(file, third)
    both, of = choices.pick((True, True, False)), tuple(checks.values())
    check = AllOf(all_of=of) if both else AnyOf(any_of=of)
    return case.ruled(rule, attrs.evolve(rule, check=check, applicability=None))


def _resting(choices: Choices, case: Case) -> Case:
    """Return the same where a rule rests on one fact alone, and what was seen of it lapses soon."""
    told = [(file, rule) for file, rule in case.judged() if case.facts_on(rule)]
    if not told:
        return case
    file, rule = choices.pick(told)
    fact = choices.pick(case.facts_on(rule))
    check, failing = _FAILING[fact.kind](fact, case.on)
    value = choices.pick((failing, read_value(choices, fact)))
    last = case.on + timedelta(days=choices.pick(_LEFT))
    case = case.seen(file, fact, value, case.on, last)
    return case.ruled(rule, attrs.evolve(rule, check=check, applicability=None))


def _passing_date(choices: Choices, case: Case) -> Case:
    """Return the same where a rule looks at a date that soon will have passed."""
    told = [
        (file, rule, fact)
        for file, rule in case.judged()
        for fact in case.facts_on(rule)
        if fact.kind is FactKind.DATE
    ]
    if not told:
        return case
    file, rule, fact = choices.pick(told)
    last = case.on + timedelta(days=choices.pick(_LEFT))
    case = case.seen(file, fact, last, case.on - ONE_DAY)
    valid = attrs.evolve(rule, check=Valid(valid=fact.name), applicability=None)
    return case.ruled(rule, valid)


def _missed(choices: Choices, case: Case) -> Case:
    """Return the same where sessions were to be held, all are on record, and there are none."""
    told = [
        (file.record, rule)
        for file, rule in case.judged()
        if isinstance(file.record, Branch)
        # a station opens in a county that there was
        or (isinstance(file.record, Station) and file.record.region.holds(case.on))
    ]
    if not told:
        return case
    record, rule = choices.pick(told)
    first = case.on - timedelta(days=choices.pick((900, 100, 20)))
    if isinstance(record, Station):
        open_ = attrs.evolve(
            record, planned_on=None, opened_on=first, closed_on=None, suspensions=(),
            records_since=first,
        )  # fmt: skip
        case = case.with_(open_)
    else:
        case = case.with_(
            attrs.evolve(record, founded_on=first, dissolved_on=None, records_since=first)
        )
    own = {one.id for one in case.register.of(record.id).sessions}
    kept = tuple(one for one in case.register.sessions if one.id not in own)
    case = attrs.evolve(case, register=attrs.evolve(case.register, sessions=kept))
    per = choices.pick((PeriodUnit.QUARTER, PeriodUnit.MONTH, PeriodUnit.HALF_YEAR))
    held = Held(held=ActivityKind.PARTY_LECTURE, times=choices.pick((1, 2)), per=per)
    return case.ruled(rule, attrs.evolve(rule, check=held, applicability=None))


def _superseded(choices: Choices, case: Case) -> Case:
    """Return the same where a rule asks what nobody can do, and its next edition does not."""
    told = [
        (rule, fact)
        for file, rule in case.judged()
        for fact in case.guideline.facts.of(rule.subject)
        if fact.computed and fact.kind is FactKind.NUMBER
        and readings_of(file, case.on, case.guideline.facts).of(fact.name).value is not None
    ]  # fmt: skip
    if not told:
        return case
    rule, fact = choices.pick(told)
    turn = case.on + timedelta(days=choices.pick((1, 14, 40, 100)))
    hard, soft = AtLeast(fact=fact.name, at_least=_MUCH), AtMost(fact=fact.name, at_most=_MUCH)
    old = attrs.evolve(rule, check=hard, applicability=None, effective_before=turn)
    new = attrs.evolve(old, check=soft, effective_from=turn, effective_before=None)
    return case.ruled(rule, old, new)


_Turn = Callable[[Choices, Case], Case]
_OF_RECORDS: tuple[_Turn, ...] = (
    _lapsing, _exempted, _waived, _seen_later, _conflicting, _unsuitable
)  # fmt: skip
_OF_RULES: tuple[_Turn, ...] = (_failing_twice, _resting, _passing_date, _missed, _superseded)


def read_telling(choices: Choices, case: Case, *, any_rule: bool) -> Case:
    """Read what is made of a case on purpose: nothing, or up to three things.

    Rules are altered if ``any_rule`` will do.
    """
    turns = choices.some((*_OF_RECORDS, *_OF_RULES) if any_rule else _OF_RECORDS, MOST_TURNS)
    for turn, own in zip(turns, choices.parts(len(turns), TURN_BYTES), strict=True):
        case = turn(own, case)
    return case
