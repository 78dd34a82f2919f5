"""Strategies for papers, observations, waivers, exemptions and tasks."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from ridehire_partybuild.guideline import FACTS, FactKind, duty_of
from ridehire_partybuild.model import Evidence, Exemption, Observation, Task, Waiver
from ridehire_partybuild.values import (
    ActivityKind,
    ActorId,
    AnyKind,
    DutyId,
    Id,
    Method,
    Period,
    PeriodUnit,
    Span,
    SubjectKind,
)

from .choices import BOUNDARY_DAYS, YEARS, Choices, built, or_none, words_of
from .known import Known, needed_ids
from .quantities import read_period
from .thresholds import near
from .words import PHRASES

__all__ = [
    "EVIDENCE_BYTES",
    "EXEMPTION_BYTES",
    "FACT_NAMES",
    "OBSERVATION_BYTES",
    "TASK_BYTES",
    "WAIVER_BYTES",
    "evidence",
    "exemptions",
    "observations",
    "read_evidence",
    "read_exemption",
    "read_observation",
    "read_task",
    "read_waiver",
    "tasks",
    "waivers",
]

Value = bool | Decimal | str | tuple[str, ...]

_FIRST = ("site.area_m2", "site.seats", "facilities", "on_map")
FACT_NAMES = (
    *_FIRST,
    *(name for name in sorted(FACTS) if name not in _FIRST),
    "nobody.knows",
)
"""The facts that observations name unless told otherwise: all of the catalogue, the usual ones
first, those that are computed (and so never observed) too, and at last one that nobody knows."""

EVIDENCE_BYTES, OBSERVATION_BYTES, WAIVER_BYTES, EXEMPTION_BYTES, TASK_BYTES = 2, 24, 16, 12, 28
_NUMBERS = tuple(Decimal(text) for text in ("12", "24", "11.5", "3", "0", "16.5", "11.99", "1"))
_ANY_VALUE: tuple[Value, ...] = (
    True, False, Decimal(0), Decimal("11.5"), Decimal(10**9), "示例", "2026-06-30", (), ("a", "b"),
)  # fmt: skip
_UNITS = (PeriodUnit.QUARTER, PeriodUnit.MONTH, *PeriodUnit)
SOMEBODY = ("S-1",)


@cache
def _values(name: str) -> tuple[Value, ...]:
    """Return values that suit a fact; of one that the catalogue does not have, any."""
    fact = FACTS.get(name)
    if fact is None:
        return _ANY_VALUE
    words = PHRASES if fact.vocabulary is None else tuple(term.value for term in fact.vocabulary)
    return {
        FactKind.NUMBER: tuple(dict.fromkeys((*near(name, fact.unit), *_NUMBERS))),
        FactKind.FLAG: (True, False),
        FactKind.WORD: words,
        FactKind.WORDS: (words[:1], (), words[:2], words),
        FactKind.DATE: tuple(day.isoformat() for day in BOUNDARY_DAYS),
    }[fact.kind]


@cache
def _suiting(facts: tuple[str, ...], kind: SubjectKind) -> tuple[str, ...]:
    """Return those of the facts that are of a kind of subject, or of none; else all of them."""
    of_kind = (name for name in facts if name not in FACTS or FACTS[name].subject is kind)
    return tuple(of_kind) or facts


_evidence = cache(Evidence)  # of so few words that there are six


def read_evidence(choices: Choices) -> Evidence:
    """Read a paper from two bytes."""
    name = choices.pick(("检查记录.pdf", "照片/𠮷.jpg", "https://example.org/1"))
    return _evidence(href=name, sha256=choices.pick((None, "0" * 64)))


def evidence() -> st.SearchStrategy[Evidence]:
    """Return papers behind an observation."""
    return built(EVIDENCE_BYTES, read_evidence)


def read_observation(choices: Choices, observation_id: str, known: Known) -> Observation:
    """Read an observation from 24 bytes: of four, three are of a fact of the subject's kind."""
    subject, any_fact = choices.pick(known.subjects), choices.pick(range(4)) == 3
    kind = known.kind_of(subject)
    facts = known.facts if any_fact or kind is None else _suiting(tuple(known.facts), kind)
    fact, collected = choices.pick(facts), choices.day(known.within)
    lasts = choices.pick((None, None, 0, 1, 30, 365))
    suits = choices.pick(range(8)) != 7
    return Observation(
        id=observation_id,
        subject=subject,
        fact=fact,
        value=choices.pick(_values(fact) if suits else _ANY_VALUE),
        method=choices.pick(words_of(Method)),
        collected_on=collected,
        expires_on=None if lasts is None else collected + timedelta(days=lasts),
        evidence=choices.many(2, EVIDENCE_BYTES, read_evidence),
    )


def observations(
    *,
    subjects: Sequence[str] = SOMEBODY,
    facts: Sequence[str] = FACT_NAMES,
    within: Span = YEARS,
) -> st.SearchStrategy[Observation]:
    """Return observations of the subjects and facts given, collected within a span.

    Of eight values one does not suit its fact; of a fact that the catalogue does not have, they
    are of every type there is.
    """
    needed_ids(subjects=subjects, facts=facts)
    known = Known(somebody=subjects, facts=facts, within=within)

    def read(choices: Choices) -> Observation:
        return read_observation(choices, choices.pick(("O-1", "查一")), known)

    return built(OBSERVATION_BYTES, read)


def read_waiver(choices: Choices, waiver_id: str, known: Known) -> Waiver:
    """Read a waiver from 16 bytes."""
    first = choices.day(known.within)
    return Waiver(
        id=waiver_id,
        subject=choices.pick(known.subjects),
        covers=choices.pick(known.covers),
        authority=choices.pick(PHRASES),
        reason=choices.pick(PHRASES),
        valid_from=first,
        valid_until=first + timedelta(days=choices.pick((364, 0, 30, 1))),
    )


def waivers(
    *,
    subjects: Sequence[str] = SOMEBODY,
    covers: Sequence[str] = FACT_NAMES,
    within: Span = YEARS,
) -> st.SearchStrategy[Waiver]:
    """Return waivers of the requirements or facts named in ``covers``."""
    needed_ids(subjects=subjects, covers=covers)
    known = Known(somebody=subjects, covers=covers, within=within)

    def read(choices: Choices) -> Waiver:
        return read_waiver(choices, choices.pick(("W-1", "免一")), known)

    return built(WAIVER_BYTES, read)


def _read_duty(choices: Choices, subject: str, known: Known) -> tuple[DutyId, Period]:
    duty = duty_of(Id(subject), choices.pick(known.kinds))
    return duty, read_period(choices, known.within, _UNITS)


def read_exemption(choices: Choices, exemption_id: str, known: Known) -> Exemption:
    """Read an exemption from 12 bytes: of a duty that its subject can have."""
    subject = choices.pick(known.subjects)
    duty, period = _read_duty(choices, subject, known)
    return Exemption(
        id=exemption_id,
        subject=subject,
        duty=duty,
        period=period,
        reason=choices.pick(PHRASES),
        authority=choices.pick(PHRASES),
        document=choices.pick(or_none(PHRASES)),
    )


def exemptions(
    *,
    subjects: Sequence[str] = SOMEBODY,
    kinds: Sequence[AnyKind] = tuple(ActivityKind),
    within: Span = YEARS,
) -> st.SearchStrategy[Exemption]:
    """Return exemptions of one period of a duty that one of the subjects can have."""
    needed_ids(subjects=subjects, kinds=kinds)
    known = Known(somebody=subjects, kinds=kinds, within=within)

    def read(choices: Choices) -> Exemption:
        return read_exemption(choices, choices.pick(("X-1", "豁一")), known)

    return built(EXEMPTION_BYTES, read)


def read_task(choices: Choices, task_id: str, known: Known) -> Task:
    """Read a task from 28 bytes: open, done or dropped, some of a duty and its period."""
    subject, opened = choices.pick(known.subjects), choices.day(known.within)
    duty, period = _read_duty(choices, subject, known)
    owed, ended = choices.pick((False, True)), choices.pick(("", "done_on", "dropped_on"))
    due = choices.after(opened, (None, 0, 30, 365))
    end = choices.after(opened, (1, 0, 30, 365))
    return Task(
        id=task_id,
        subject=subject,
        text=choices.pick(PHRASES),
        responsible=choices.pick((None, *known.actors)),
        requirement=choices.pick((None, "A-01", "规则一")),
        duty=duty if owed else None,
        period=period if owed else None,
        opened_on=opened,
        due_on=due,
        done_on=end if ended == "done_on" else None,
        dropped_on=end if ended == "dropped_on" else None,
        reason=choices.pick(or_none(PHRASES)),
        evidence=choices.many(2, EVIDENCE_BYTES, read_evidence),
    )


def tasks(
    *,
    subjects: Sequence[str] = SOMEBODY,
    actors: Sequence[ActorId] = (),
    within: Span = YEARS,
) -> st.SearchStrategy[Task]:
    """Return tasks about the subjects given, set within a span."""
    needed_ids(subjects=subjects)
    known = Known(somebody=subjects, actors=actors, within=within)

    def read(choices: Choices) -> Task:
        return read_task(choices, choices.pick(("J-1", "办一")), known)

    return built(TASK_BYTES, read)
