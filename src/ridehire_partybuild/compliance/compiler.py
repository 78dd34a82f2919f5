"""Checks compiled to closures: the meaning of `guideline.evaluate`, with verdicts shared.

A verdict holds names only, so it is a function of the pattern of its leaves: each pattern is made
once and given to every subject that shows it. A property test holds this equal to `evaluate`.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ridehire_partybuild.guideline import (
    NOT_JUDGED,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Held,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    Outcome,
    Readings,
    Reason,
    Some,
    Valid,
    Verdict,
    When,
    fact_name,
    judged_periods,
    parts,
    sessions_fact,
    verdicts,
)

__all__ = ["Judge", "compiled"]

Judge = Callable[[Readings], Verdict]
Passes = Callable[[Any, Readings], bool]


def compiled(check: Check) -> Judge:
    """Return a function that gives what ``evaluate(check, readings)`` gives.

    >>> from datetime import date
    >>> from ridehire_partybuild.guideline import Reading
    >>> judge = compiled(AtLeast(fact="site.area_m2", at_least=12))
    >>> area = Reading(value=Decimal(12))
    >>> judge(Readings(on=date(2026, 1, 1), facts={"site.area_m2": area})).outcome.value
    'passed'
    """
    if isinstance(check, Held):
        return _frequency(check)
    combine = _combination(check)
    if combine is not None:
        return _compound(tuple(compiled(part) for part in parts(check)), combine)
    return _leaf(fact_name(check) or "", _test(check), Reason.JUDGEMENT if _by_eye(check) else None)


def _by_eye(check: Check) -> bool:
    return isinstance(check, Judged)


def _test(check: Check) -> Passes:
    match check:
        case AtLeast(at_least=bound):
            return lambda value, _: value >= bound
        case AtMost(at_most=bound):
            return lambda value, _: value <= bound
        case Is(is_=wanted):
            return lambda value, _: value == wanted
        case OneOf(one_of=words):
            choices = frozenset(words)
            return lambda value, _: value in choices
        case Includes(includes=words):
            needed = frozenset(words)
            return lambda value, _: needed.issubset(value)
        case Valid():
            return lambda value, readings: value >= readings.on
        case _:
            return lambda value, _: value is True


def _combination(check: Check) -> Callable[[tuple[Verdict, ...]], Verdict] | None:
    match check:
        case AllOf():
            return verdicts.all_of
        case AnyOf():
            return verdicts.any_of
        case Not():
            return lambda children: verdicts.negated(children[0])
        case When():
            return lambda children: verdicts.when(*children)
        case Some(some=n):
            return lambda children: verdicts.some(n, children)
        case _:
            return None


def _leaf(name: str, passes: Passes, when_missing: Reason | None) -> Judge:
    alone = (name,)
    passed = Verdict(outcome=Outcome.PASSED, because=alone)
    failed = Verdict(outcome=Outcome.FAILED, because=alone)
    absent = Verdict(outcome=Outcome.INAPPLICABLE, reason=Reason.NOT_THERE, because=alone)
    unknown = _open(name, Reason.MISSING, when_missing)
    others: dict[Reason, Verdict] = {Reason.MISSING: unknown, Reason.NOT_THERE: absent}

    def judge(readings: Readings) -> Verdict:
        reading = readings.of(name)
        if reading.reason is None and reading.value is not None:
            return passed if passes(reading.value, readings) else failed
        reason = reading.reason or Reason.MISSING
        if reason not in others:
            others[reason] = _open(name, reason)
        return others[reason]

    return judge


def _open(name: str, reason: Reason, shown: Reason | None = None) -> Verdict:
    because = () if reason is Reason.MISSING else (name,)
    return Verdict(
        outcome=Outcome.CANT_TELL, reason=shown or reason, because=because, missing=(name,)
    )


def _compound(
    judges: tuple[Judge, ...], combine: Callable[[tuple[Verdict, ...]], Verdict]
) -> Judge:
    shared: dict[tuple[int, ...], Verdict] = {}

    def judge(readings: Readings) -> Verdict:
        children = tuple(one(readings) for one in judges)
        # the shared verdict keeps its children alive, so that their identities stay theirs
        pattern = tuple(map(id, children))
        found = shared.get(pattern)
        if found is None:
            found = shared[pattern] = combine(children)
        return found

    return judge


def _frequency(check: Held) -> Judge:
    leaves: dict[str, Judge] = {}
    compounds: dict[tuple[str, ...], Judge] = {}
    none = Verdict(outcome=Outcome.INAPPLICABLE, reason=Reason.NO_PERIOD)

    def judge(readings: Readings) -> Verdict:
        periods = judged_periods(check, readings)
        if not periods:
            return none
        names = tuple(sessions_fact(check.held, period) for period in periods)
        if names not in compounds:
            for name in names:
                leaves.setdefault(name, _count(name, check.times))
            compounds[names] = _compound(tuple(leaves[name] for name in names), verdicts.all_of)
        return compounds[names](readings)

    return judge


def _count(name: str, times: int) -> Judge:
    passed = Verdict(outcome=Outcome.PASSED, because=(name,))
    failed = Verdict(outcome=Outcome.FAILED, because=(name,))
    open_ = {reason: _open(name, reason) for reason in Reason}
    left_out = {
        reason: Verdict(outcome=Outcome.INAPPLICABLE, reason=reason, because=(name,))
        for reason in NOT_JUDGED
    }

    def judge(readings: Readings) -> Verdict:
        reading = readings.of(name)
        if isinstance(reading.value, Decimal):
            if reading.reason in left_out:
                return left_out[reading.reason]
            if reading.value >= times:
                return passed
            return failed if reading.reason is None else open_[reading.reason]
        return open_[reading.reason or Reason.MISSING]

    return judge
