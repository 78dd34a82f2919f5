"""Proof that all contestants judge the same: none is timed for doing less than it seems."""

from collections.abc import Iterable, Sequence

from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.guideline import Guideline, Outcome, judged_check
from ridehire_partybuild.model import Register

from .counting import Counts, counted
from .engines import Engine
from .ready import ready_facts
from .workload import ON

__all__ = ["contradicted", "differently_counted", "outcomes"]

_ORDER = (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE)
_TOLD = {Outcome.PASSED: True, Outcome.FAILED: False}


def outcomes(assessment: Assessment, stations: Iterable[str] | None = None) -> Counts:
    """Return the library's outcomes as the loop counts them, of some stations or of all."""
    wanted = None if stations is None else set(stations)
    found = [
        one.verdict.outcome
        for one in assessment.findings
        if one.station is not None and (wanted is None or one.station in wanted)
    ]
    return Counts(*(found.count(one) for one in _ORDER))


def differently_counted(register: Register, guideline: Guideline) -> list[str]:
    """Return the stations of which the loop and the library count different outcomes."""
    assessment = assess(register, guideline, ON)
    wrong: list[str] = []
    for station in register.stations:
        seen = register.of(station.id).observations
        alone = Register(stations=[station], observations=seen)
        if counted(alone, ON) != outcomes(assessment, [station.id]):
            wrong.append(station.id)
    return wrong


def contradicted(
    engine: Engine, assessment: Assessment, stations: int
) -> Sequence[tuple[str, str]]:
    """Return where an engine says yes or no and the library says the other."""
    rules = [one for one in assessment.rules.values() if one.subject.value == "station"]
    judge = engine.prepare([judged_check(one) for one in rules], ready_facts(assessment, stations))
    told = {
        (one.subject, one.requirement): _TOLD.get(one.verdict.outcome)
        for one in assessment.findings
    }
    return [
        (station.id, rule.id)
        for station, answers in zip(assessment.register.stations, judge(), strict=False)
        for rule, answer in zip(rules, answers, strict=True)
        if told[station.id, rule.id] is (not answer)
    ]
