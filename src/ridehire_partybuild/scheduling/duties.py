"""From a guideline's frequencies to duties: what each subject must hold, where and how often."""

from collections.abc import Collection, Iterator
from datetime import date

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import (
    ActivityTemplate,
    AllOf,
    Check,
    Duty,
    Guideline,
    Held,
    Outcome,
    Readings,
    Requirement,
    When,
    duty_of,
    evaluate,
    judged_check,
    readings_of,
)
from ridehire_partybuild.model import Actor, Branch, Register, Station, SubjectFile
from ridehire_partybuild.values import (
    AnyKind,
    Cadence,
    Id,
    Modality,
    PeriodUnit,
    RequirementId,
    Span,
    StationId,
    SubjectKind,
    Tier,
)
from ridehire_partybuild.values.periods import PER_YEAR

from .ground import is_there_during
from .identity import out_of_range

__all__ = ["duties", "possible_duties"]


def duties(guideline: Guideline, register: Register, span: Span) -> tuple[Duty, ...]:
    """Return what must be held, by id: the frequencies of the rule set of the span's first day.

    A duty comes from a frequency that is required or recommended, alone, under `AllOf`, or under
    a condition that passes on that day; never from one that is permitted, one of several ways,
    or denied. Of several frequencies of one kind and subject the strictest makes the duty, which
    binds (SHALL) if one of them does.
    Subjects that are not there on any day of the span owe nothing.

    Raises:
        InvalidValue: a span outside the years 2000-2100.

    >>> from ridehire_partybuild.values import Text
    >>> nothing = Guideline(id="empty", title=Text(zh="空", en="empty"), requirements=(),
    ...                     notice=Text(zh="示例", en="an example"))
    >>> duties(nothing, Register(), Span.parse("2026-01-01/2026-06-30"))
    ()
    """
    return _made(guideline, register, span, (Outcome.PASSED,))


def possible_duties(guideline: Guideline, register: Register, span: Span) -> tuple[Duty, ...]:
    """Return the same where a condition that nobody can tell about is taken to pass.

    A duty that is not among `duties` may be owed, or may not.
    """
    return _made(guideline, register, span, (Outcome.PASSED, Outcome.CANT_TELL))


def _made(
    guideline: Guideline, register: Register, span: Span, passing: Collection[Outcome]
) -> tuple[Duty, ...]:
    problems = tuple(out_of_range(span))
    if problems:
        raise InvalidValue(problems)
    owed = _owed(guideline, register, span, passing)
    on = span.start
    templates = {one.kind: one for one in guideline.activities}
    made = (
        attrs.evolve(
            _duty(
                requirement.id,
                held,
                subject,
                _station(register.of(subject), register, on),
                templates.get(kind),
            ),
            modality=modality,
        )
        for (subject, kind), (requirement, held, modality) in owed.items()
    )
    return tuple(sorted(made, key=lambda duty: duty.id))


def _owed(
    guideline: Guideline, register: Register, span: Span, passing: Collection[Outcome]
) -> dict[tuple[Id, AnyKind], tuple[Requirement, Held, Modality]]:
    """Return the strictest frequency of each kind that each subject owes, and how it binds."""
    on = span.start
    owed: dict[tuple[Id, AnyKind], tuple[Requirement, Held]] = {}
    binding: set[tuple[Id, AnyKind]] = set()
    for requirement in guideline.in_force(on).requirements:
        if requirement.modality is Modality.MAY:
            continue
        since = guideline.in_force_since(requirement.id, on)
        for file in _subjects(register, requirement.subject, span):
            readings = readings_of(file, on, guideline.facts).from_(since)
            for held in _demanded(judged_check(requirement), readings, passing):
                key, mine = (file.id, held.held), (requirement, held)
                if requirement.modality is Modality.SHALL:
                    binding.add(key)
                owed[key] = max(owed.get(key, mine), mine, key=lambda one: _strictness(*one))
    return {
        key: (*strictest, Modality.SHALL if key in binding else Modality.SHOULD)
        for key, strictest in owed.items()
    }


def _subjects(register: Register, kind: SubjectKind, span: Span) -> Iterator[SubjectFile]:
    for one, subject in register.subjects:
        file = register.of(subject)
        if one is kind and is_there_during(file, span):
            yield file


def _demanded(check: Check, readings: Readings, passing: Collection[Outcome]) -> Iterator[Held]:
    """The frequencies that must all be met for the check to pass."""
    match check:
        case Held():
            yield check
        case AllOf(all_of=of):
            for part in of:
                yield from _demanded(part, readings, passing)
        case When(when=condition, then=then):
            if evaluate(condition, readings).outcome in passing:
                yield from _demanded(then, readings, passing)
        case _:
            return


def _strictness(requirement: Requirement, held: Held) -> tuple[int, int, tuple[int, ...]]:
    """Most sessions a year first, then the shorter period; of equals the first requirement id."""
    a_year = PER_YEAR[held.per]
    first = tuple(-ord(char) for char in requirement.id)
    return held.times * a_year, a_year, first


def _duty(
    requirement: RequirementId,
    held: Held,
    subject: Id,
    station: StationId | None,
    template: ActivityTemplate | None,
) -> Duty:
    cadence = Cadence(times=held.times, per=held.per)
    common = {
        "id": duty_of(subject, held.held),
        "subject": subject,
        "station": station,
        "kind": held.held,
        "cadence": cadence,
        "requirement": requirement,
    }
    if template is None:
        return Duty(**common)  # type: ignore[arg-type]
    # a fixed day of the month is one day: it suits one session in periods made of months
    one_a_period = cadence.times == 1 and cadence.per is not PeriodUnit.WEEK
    return Duty(
        **common,  # type: ignore[arg-type]
        minutes=template.minutes,
        seats=template.seats,
        skill=template.skill,
        preferred=template.preferred,
        fixed_day=template.fixed_day if one_a_period else None,
        roll=template.roll,
        no_day=template.no_day,
        days=template.days,
        smallest_gap=template.smallest_gap,
        ideal_gap=template.ideal_gap,
    )


def _station(file: SubjectFile, register: Register, on: date) -> StationId | None:
    if isinstance(file.record, Station):
        return file.record.id
    if isinstance(file.record, Branch):
        return file.record.station
    city = file.region.prefecture if isinstance(file.record, Actor) and file.region else file.id
    there = [
        station
        for station in register.stations
        if str(station.region.prefecture) == str(city) and station.is_open(on)
    ]
    return min(there, key=_preference).id if there else None


def _preference(station: Station) -> tuple[bool, bool, int, StationId]:
    """Known seats first, then comprehensive stations, then most seats, then the first id."""
    seats = station.site.seats
    comprehensive = station.tier is Tier.COMPREHENSIVE
    return seats is None, not comprehensive, -(seats or 0), station.id
