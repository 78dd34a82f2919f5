"""Why a finding does not apply or cannot be told: the reason with what stands behind it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.guideline import (
    Check,
    Facts,
    Held,
    Outcome,
    Readings,
    Reason,
    Requirement,
    Verdict,
    When,
    counted_sessions,
    describe,
    duty_of,
    fact_label,
    judged_check,
    parts,
    tell,
)
from ridehire_partybuild.guideline.readings import deciding
from ridehire_partybuild.model import Observation, Station, SubjectFile
from ridehire_partybuild.values import Period

__all__ = ["ReasonCase", "evidence_told", "reason_told"]


@attrs.frozen(kw_only=True)
class ReasonCase:
    """A verdict, and all that its reason rests on.

    Attributes:
        rule: The requirement, parameters filled in.
        verdict: Its verdict.
        file: The subject's file, as far as it counts.
        readings: What was known, ``since`` when the rule holds included.
        facts: The catalogue.
        lang: The language.
    """

    rule: Requirement
    verdict: Verdict
    file: SubjectFile
    readings: Readings
    facts: Facts
    lang: Lang

    def say(self, code: str, **told: Any) -> str:
        """Return a phrase about reasons."""
        return render(f"why.{code}", self.lang, **told)

    def joined(self, told: Iterator[str]) -> str | None:
        """Return phrases as one, each once; None: there are none."""
        return render("join.then", self.lang).join(dict.fromkeys(told)) or None

    @property
    def leaves(self) -> Iterator[Verdict]:
        """The parts of the same outcome and reason that have no parts themselves."""
        same = (self.verdict.outcome, self.verdict.reason)
        return (one for one in _leaves(self.verdict) if (one.outcome, one.reason) == same)


def reason_told(case: ReasonCase) -> str | None:
    """Return what stands behind the reason of a verdict; None: the reason says it all."""
    reason = case.verdict.reason
    tell_it = None if reason is None else _WHY.get(reason)
    return None if tell_it is None else case.joined(tell_it(case))


def evidence_told(
    names: tuple[str, ...], file: SubjectFile, readings: Readings, facts: Facts, lang: Lang
) -> tuple[str, ...]:
    """Return the observations that decided, each with its fact, method and day."""
    known = {str(one.id): one for one in file.observations}
    seen = ((name, known.get(str(readings.of(name).observation))) for name in names)
    return tuple(_observed(name, one, facts, lang) for name, one in seen if one is not None)


def _observed(name: str, seen: Observation, facts: Facts, lang: Lang) -> str:
    told = {"method": seen.method.label(lang), "day": seen.collected_on.isoformat()}
    fact = fact_label(name, facts, lang)
    return render("why.observed", lang, fact=fact, observation=seen.id, **told)


def _leaves(verdict: Verdict) -> Iterator[Verdict]:
    if not verdict.children:
        yield verdict
    for child in verdict.children:
        yield from _leaves(child)


def _pairs(check: Check, verdict: Verdict) -> Iterator[tuple[Check, Verdict]]:
    """Yield each part of a check with its verdict."""
    yield check, verdict
    for part, child in zip(parts(check), verdict.children, strict=False):
        yield from _pairs(part, child)


def _not_open(case: ReasonCase) -> Iterator[str]:
    periods = [counted_sessions(one.because[0])[1] for one in case.leaves if one.because]
    if periods:
        yield case.say("suspended_in", periods=_listed(periods, case.lang))
        return
    opened, closed, on = case.file.opened_on, case.file.closed_on, case.readings.on
    if closed is not None and closed <= on:
        yield case.say("closed", day=closed.isoformat())
    elif opened is not None and opened > on:
        yield case.say("opens", day=opened.isoformat())
    elif isinstance(case.file.record, Station):
        yield from _suspended(case, case.file.record, on)


def _suspended(case: ReasonCase, station: Station, on: date) -> Iterator[str]:
    held = [one for one in station.suspensions if one.holds(on)]
    for one in held:
        if one.last is None:
            yield case.say("suspended", first=one.first.isoformat())
        else:
            told = {"first": one.first.isoformat(), "last": one.last.isoformat()}
            yield case.say("suspended_until", **told)
    if not held:
        yield case.say("planned")


def _listed(periods: list[Period], lang: Lang) -> str:
    return render("join.list", lang).join(map(str, periods))


def _condition(case: ReasonCase) -> Iterator[str]:
    for check, verdict in _pairs(judged_check(case.rule), case.verdict):
        if isinstance(check, When) and verdict.reason is Reason.CONDITION:
            decided = verdict.children[0]
            then = render("join.then", case.lang)
            actual = then.join(_tell(case, name) for name in decided.because)
            condition = describe(check.when, case.facts, case.lang)
            yield case.say("condition", condition=condition, actual=actual)


def _tell(case: ReasonCase, name: str) -> str:
    return tell(name, case.readings.of(name), case.facts, case.lang)


def _no_period(case: ReasonCase) -> Iterator[str]:
    for check, verdict in _pairs(judged_check(case.rule), case.verdict):
        if isinstance(check, Held) and verdict.reason is Reason.NO_PERIOD:
            since = case.readings.since
            first = Period.containing(since or case.readings.on, check.per)
            whole = first if since is None or first.start == since else first.next
            yield case.say(
                "no_period", kind=check.held.label(case.lang), per=check.per.label(case.lang),
                since=(since or case.readings.on).isoformat(), period=str(whole),
                last=whole.span.last.isoformat(),
            )  # fmt: skip


def _exempted(case: ReasonCase) -> Iterator[str]:
    names = [name for one in case.leaves for name in one.because]
    for name in names:
        kind, period = counted_sessions(name)
        for one in case.file.exemptions:
            if (one.duty, one.period) == (duty_of(case.file.id, kind), period):
                told = {"authority": one.authority, "reason": one.reason}
                yield case.say("exempted", period=str(period), **told)


def _not_there(case: ReasonCase) -> Iterator[str]:
    names = dict.fromkeys(name for one in case.leaves for name in one.because)
    for name in names:
        yield case.say("not_there", fact=fact_label(name, case.facts, case.lang))


def _expired(case: ReasonCase) -> Iterator[str]:
    for name in _open_facts(case, Reason.EXPIRED):
        seen = [(one.expires_on, one.id) for one in case.file.observations
                if one.fact == name and one.expires_on]  # fmt: skip
        day, observation = max(seen)  # what expired was seen once
        told = {"observation": observation, "day": day.isoformat()}
        yield case.say("expired", fact=fact_label(name, case.facts, case.lang), **told)


def _conflicting(case: ReasonCase) -> Iterator[str]:
    for name in _open_facts(case, Reason.CONFLICTING):
        seen = [one for one in case.file.observations if one.fact == name]
        sides = [str(one.id) for one in deciding(seen, case.readings.on) or ()]
        told = {
            "fact": fact_label(name, case.facts, case.lang),
            "observations": render("join.list", case.lang).join(sides),
        }
        recorded = case.file.recorded_on
        if len(sides) == 1 and recorded is not None:
            yield case.say("overtaken", day=recorded.isoformat(), **told)
        else:
            yield case.say("conflicting", **told)


def _open_facts(case: ReasonCase, reason: Reason) -> tuple[str, ...]:
    missing = dict.fromkeys(case.verdict.missing)
    return tuple(name for name in missing if case.readings.of(name).reason is reason)


def _missing(case: ReasonCase) -> Iterator[str]:
    since = getattr(case.file.record, "records_since", None)
    counted = [name for name in case.verdict.missing if name.startswith("sessions(")]
    if counted and case.verdict.outcome is Outcome.CANT_TELL:
        code = "no_records" if since is None else "records_since"
        yield case.say(code, day="" if since is None else since.isoformat())


_WHY: Mapping[Reason, Callable[[ReasonCase], Iterator[str]]] = {
    Reason.NOT_OPEN: _not_open,
    Reason.CONDITION: _condition,
    Reason.NO_PERIOD: _no_period,
    Reason.EXEMPTED: _exempted,
    Reason.NOT_THERE: _not_there,
    Reason.EXPIRED: _expired,
    Reason.CONFLICTING: _conflicting,
    Reason.MISSING: _missing,
}
"""Reasons behind which more stands; the others say it all."""
