"""The plain meaning of a check: one reading of its text, no faster than it must be."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ridehire_partybuild.values import Period, PeriodUnit

from . import verdicts
from .checks import (
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
    ParameterRef,
    Some,
    Valid,
    When,
)
from .readings import Readings, sessions_fact
from .verdicts import Verdict
from .vocabulary import Outcome, Reason

__all__ = ["NOT_JUDGED", "evaluate", "judged_periods", "test_of"]

NOT_JUDGED = frozenset({Reason.EXEMPTED, Reason.NOT_OPEN})
"""Why a period of a frequency is left out: it was excused, or the station stood closed."""


def evaluate(check: Check, readings: Readings) -> Verdict:
    """Return what ``check`` comes to, given what is known.

    Total for checks of a rule set (`Guideline.in_force`), whose parameters are filled in.

    >>> from decimal import Decimal
    >>> from datetime import date
    >>> from ridehire_partybuild.guideline import Reading
    >>> area = Reading(value=Decimal("11.5"))
    >>> known = Readings(on=date(2026, 1, 15), facts={"site.area_m2": area})
    >>> verdict = evaluate(AtLeast(fact="site.area_m2", at_least=12), known)
    >>> verdict.outcome.value, verdict.because
    ('failed', ('site.area_m2',))
    """
    match check:
        case AllOf(all_of=of):
            return verdicts.all_of(tuple(evaluate(part, readings) for part in of))
        case AnyOf(any_of=of):
            return verdicts.any_of(tuple(evaluate(part, readings) for part in of))
        case Not(not_=part):
            return verdicts.negated(evaluate(part, readings))
        case When(when=condition, then=then):
            return verdicts.when(evaluate(condition, readings), evaluate(then, readings))
        case Some(some=n, of=of):
            return verdicts.some(n, tuple(evaluate(part, readings) for part in of))
        case Held():
            return _held(check, readings)
        case Judged(judged=name):
            return _judged(name, readings)
        case Valid(valid=name):
            return _leaf(check, name, readings)
        case _:
            return _leaf(check, check.fact, readings)


def _leaf(check: Check, name: str, readings: Readings) -> Verdict:
    reading = readings.of(name)
    if reading.reason is Reason.NOT_THERE:
        return Verdict(outcome=Outcome.INAPPLICABLE, reason=reading.reason, because=(name,))
    if reading.reason is not None or reading.value is None:
        return _open(name, reading.reason or Reason.MISSING)
    passed = test_of(check, readings.on)(reading.value)
    return Verdict(outcome=Outcome.PASSED if passed else Outcome.FAILED, because=(name,))


def _open(name: str, reason: Reason) -> Verdict:
    # that evidence conflicts or has lapsed is itself known; that nothing is known is not
    because = () if reason is Reason.MISSING else (name,)
    return Verdict(outcome=Outcome.CANT_TELL, reason=reason, because=because, missing=(name,))


def test_of(check: Check, on: date) -> Callable[[Any], bool]:
    """Return what a check over a fact asks of a value, known and of its fact's type, on a day.

    >>> lasts = test_of(Valid(valid="first_aid_box.expires_on"), on=date(2026, 6, 30))
    >>> lasts(date(2026, 6, 29)), lasts(date(2026, 6, 30))
    (False, True)
    """
    match check:
        case AtLeast(at_least=bound) if not isinstance(bound, ParameterRef):
            return lambda value: bool(value >= bound)
        case AtMost(at_most=bound) if not isinstance(bound, ParameterRef):
            return lambda value: bool(value <= bound)
        case Is(is_=wanted):
            return lambda value: bool(value == wanted)
        case OneOf(one_of=words):
            return lambda value: value in words
        case Includes(includes=words):
            return frozenset(words).issubset
        case Valid():
            return lambda value: bool(value >= on)
        case Judged():
            return lambda value: value is True
        case _:
            raise TypeError(check)


def _judged(name: str, readings: Readings) -> Verdict:
    reading = readings.of(name)
    if reading.reason is Reason.MISSING:
        return Verdict(
            outcome=Outcome.CANT_TELL, reason=Reason.JUDGEMENT, because=(), missing=(name,)
        )
    return _leaf(Judged(judged=name), name, readings)


def judged_periods(check: Held, readings: Readings) -> tuple[Period, ...]:
    """Return the whole periods that a frequency looks at, oldest first.

    "the last n whole calendar periods that ended by the end of ``on``", after the subject opened
    and the first of an unbroken run of editions took effect.
    """
    return _whole_periods(check.per, check.periods, readings.on, readings.since)


@lru_cache(maxsize=1024)  # all subjects that opened on one day are asked of the same periods
def _whole_periods(unit: PeriodUnit, most: int, on: date, since: date | None) -> tuple[Period, ...]:
    period = Period.containing(on + timedelta(days=1), unit).previous
    found: list[Period] = []
    for _ in range(most):
        if since is not None and period.start < since:
            break
        found.append(period)
        period = period.previous
    return tuple(reversed(found))


def _held(check: Held, readings: Readings) -> Verdict:
    periods = judged_periods(check, readings)
    if not periods:
        return Verdict(outcome=Outcome.INAPPLICABLE, reason=Reason.NO_PERIOD)
    return verdicts.all_of(tuple(_held_in(check, period, readings) for period in periods))


def _held_in(check: Held, period: Period, readings: Readings) -> Verdict:
    name = sessions_fact(check.held, period)
    reading = readings.of(name)
    if not isinstance(reading.value, Decimal):
        return _open(name, reading.reason or Reason.MISSING)
    if reading.reason in NOT_JUDGED:
        return Verdict(outcome=Outcome.INAPPLICABLE, reason=reading.reason, because=(name,))
    if reading.value >= check.times:
        return Verdict(outcome=Outcome.PASSED, because=(name,))
    if reading.reason is not None:
        return _open(name, reading.reason)
    return Verdict(outcome=Outcome.FAILED, because=(name,))
