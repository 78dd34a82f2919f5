"""The laws that concern a guideline and what is found by it, with their examples."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any

import attrs
from hypothesis import assume, reject
from hypothesis import strategies as st

from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.errors import UnusableRule
from ridehire_partybuild.guideline import Guideline, Outcome, Requirement, judged_check, resolve
from ridehire_partybuild.model import Observation, Person
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies.nearby import others
from ridehire_partybuild.values import Span

from .broken import LawBroken
from .facts import LIFE
from .futures import causes_are_single, forecast_is_assess, nothing_changes_by_itself
from .given import Given, Part, Row, Trial
from .knowledge import (
    assessment_is_total,
    because_reproduces,
    clocks_agree,
    compiled_is_plain,
    disagreement_is_conflict,
    findings_are_plain,
    knowledge_moves_only_cant_tell,
    only_open_verdicts_move,
)
from .profiles import profile_is_its_guideline, resolving_is_idempotent
from .repairs import repairs_are_least, waiting_cannot_be_cut_short, witnesses_behave
from .scores import intervals_hold_completions, waivers_change_no_verdict
from .violations import (
    satisfying_passes_all,
    undecided_leaves_only_that_open,
    violating_fails_only_that,
)

__all__ = ["ROWS"]

RULES = Part.GUIDELINE | Part.FACTS
JUDGED = RULES | Part.REGISTERS


def _told(law: Callable[..., object]) -> Callable[[Given], Iterator[Trial]]:
    """Return trials of a law on assessments."""

    def trials(given: Given) -> Iterator[Trial]:
        yield given.assessments, law

    return trials


def _rule(draw: st.DrawFn, given: Given) -> tuple[Requirement, Guideline]:
    guideline = draw(given.guidelines)
    in_force = [
        (one, guideline.in_force(day))
        for day in given.days or (strategies.satisfying_day(guideline),)
        for one in guideline.in_force(day).requirements
    ]
    assume(in_force)
    return draw(st.sampled_from(in_force))


@st.composite
def _known(draw: st.DrawFn, given: Given) -> tuple[Requirement, Any, Any]:
    """A requirement, what is known of its facts, and what was known before."""
    rule, guideline = _rule(draw, given)
    more = draw(strategies.readings(judged_check(rule), facts=guideline.facts))
    return rule, draw(strategies.less_known(more)), more


def _about(rule: Requirement, law: Callable[..., object], *arguments: Any) -> None:
    """Try a law on the check of a requirement, and tell of the requirement."""
    try:
        law(judged_check(rule), *arguments)
    except LawBroken as error:
        parts = error.shown if isinstance(error.shown, tuple) else (error.shown,)
        raise LawBroken(error.number, error.law, error.sentence, (rule, *parts)) from None


def _knowledge(given: Given) -> Iterator[Trial]:
    yield (
        _known(given),
        lambda one: _about(one[0], knowledge_moves_only_cant_tell, one[1], one[2]),
    )


def _reproduced(given: Given) -> Iterator[Trial]:
    yield _known(given), lambda one: _about(one[0], because_reproduces, one[2])


def _compiled(given: Given) -> Iterator[Trial]:
    yield _known(given), lambda one: _about(one[0], compiled_is_plain, one[2])


def _total(told: Assessment) -> None:
    assessment_is_total(told.register, told.guideline, told.on)


def _clocks(told: Assessment) -> None:
    clocks_agree(told.register, told.guideline, told.on, told.known)


def _plain(told: Assessment) -> Assessment:
    return assess(told.register, told.guideline, told.on)


@st.composite
def _blanked(draw: st.DrawFn, given: Given) -> tuple[Assessment, Assessment]:
    """An assessment, and one of before: some declared values were not written down yet."""
    after = _plain(draw(given.assessments))
    records = (*after.register.stations, *after.register.branches, *after.register.actors)
    assume(records)
    record: Any = draw(st.sampled_from(records))
    fields = attrs.fields(type(record))
    names = [one.name for one in fields if _may_lack(record, one.name)]
    assume(names)
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        empty = type(record.site)() if name == "site" else None
        with suppress(ValueError):
            record = attrs.evolve(record, **{name: empty})
    before = assess(after.register.with_(record), after.guideline, after.on, known=after.known)
    return before, after


def _may_lack(record: Any, name: str) -> bool:
    # where it lies and what it belongs to makes other subjects; nobody on record is known
    value = getattr(record, name)
    apart = name in LIFE or name in {"station", "id", "name", "kind", "role"}
    return not apart and value is not None and not isinstance(value, Person)


def _moved(given: Given) -> Iterator[Trial]:
    yield _blanked(given), lambda pair: only_open_verdicts_move(*pair)


@st.composite
def _contrary(draw: st.DrawFn, given: Given) -> tuple[Assessment, Observation]:
    """An assessment, and something seen otherwise on the day on which it was seen last."""
    before = _plain(draw(given.assessments))
    facts = before.guideline.facts
    newest = {
        (one.subject, one.fact): one
        for one in sorted(before.evidence.observations, key=lambda one: one.collected_on)
        if one.fact in facts
    }
    assume(newest)
    seen = draw(st.sampled_from(list(newest.values())))
    fact = facts[seen.fact]
    try:
        value = fact.accept(seen.value)
    except ValueError:
        reject()
    contrary = [one for one in others(fact, value, before.on) if one != value]
    assume(contrary)
    said: Any = contrary[0].isoformat() if isinstance(contrary[0], date) else contrary[0]
    try:
        other = attrs.evolve(seen, id=f"{seen.id}-二", value=said)
    except ValueError:  # more than any number can be
        reject()
    return before, other


def _disagreed(given: Given) -> Iterator[Trial]:
    yield _contrary(given), lambda pair: disagreement_is_conflict(*pair)


def _waits(told: Assessment) -> None:
    failed = [one for one in told.findings if one.verdict.outcome is Outcome.FAILED]
    for finding in failed[:2]:
        for days in (1, 30, 200):
            waiting_cannot_be_cut_short(told, finding, told.on + timedelta(days=days))


@st.composite
def _settled(draw: st.DrawFn, given: Given) -> tuple[Assessment, dict[str, Outcome]]:
    told = draw(given.assessments)
    left = [str(one.id) for one in told.findings if one.verdict.outcome is Outcome.CANT_TELL]
    ways = st.sampled_from([Outcome.PASSED, Outcome.FAILED, Outcome.INAPPLICABLE])
    return told, draw(st.fixed_dictionaries({}, optional=dict.fromkeys(left, ways)))


def _intervals(given: Given) -> Iterator[Trial]:
    yield _settled(given), lambda pair: intervals_hold_completions(*pair)


@st.composite
def _tailored(draw: st.DrawFn, given: Given) -> tuple[Any, Guideline, Assessment]:
    told = draw(given.assessments)
    guideline = resolve(None, told.guideline)
    return draw(strategies.profiles(guideline)), guideline, told


def _resolved(given: Given) -> Iterator[Trial]:
    yield _tailored(given), lambda one: resolving_is_idempotent(one[0], one[1])


def _profiled(given: Given) -> Iterator[Trial]:
    yield (
        _tailored(given),
        lambda one: profile_is_its_guideline(one[2].register, one[1], one[2].on, one[0]),
    )


@st.composite
def _pairs(draw: st.DrawFn, given: Given) -> tuple[Assessment, Assessment]:
    """Two assessments: of another day, or of fewer records."""
    before = draw(given.assessments)
    register = before.register
    if draw(st.booleans()):
        register = attrs.evolve(register, observations=register.observations[1:])
    on = before.on + timedelta(days=draw(st.sampled_from([0, 1, 90, 200])))
    after = assess(register, before.guideline, on, profile=before.profile)
    return before, after


def _caused(given: Given) -> Iterator[Trial]:
    theirs = given.parts & JUDGED
    pairs = _pairs(given) if theirs else strategies.pairs_of_assessments()
    yield pairs, lambda pair: causes_are_single(*pair)


def _forecast(told: Assessment) -> None:
    span = Span(start=told.on, end=told.on + timedelta(days=7))
    known = None if told.known <= told.on else told.known
    forecast_is_assess(told.register, told.guideline, span, known=known, profile=told.profile)


def _each_rule(
    law: Callable[[Requirement, Guideline], Iterator[Trial]],
) -> Callable[[Given], Iterator[Trial]]:
    """Return trials for each requirement of the host's guideline, or for a few that ship."""

    def trials(given: Given) -> Iterator[Trial]:
        for one in _rules(given):
            yield from law(one, given.rules)

    return trials


def _rules(given: Given) -> tuple[Requirement, ...]:
    """Return the requirements to be tried one by one: facts alone bring none."""
    if given.guideline is not None:
        return given.guideline.requirements
    return () if given.parts else given.rules.requirements[::MOST_SHIPPED]


MOST_SHIPPED = 12
"""Of the shipped requirements every twelfth is tried where nothing was brought."""

_NEVER = frozenset({"rule.never_passes", "rule.never_fails"})
"""What is wrong with a requirement; what was only not found proves nothing."""


def _witnessed(one: Requirement, guideline: Guideline) -> Iterator[Trial]:
    try:
        witnesses_behave(one, guideline)
    except UnusableRule as error:
        if _NEVER & {problem.code for problem in error.problems}:
            told = error.text("en")
            sentence = "a requirement has a register that passes it, and one that fails it"
            yield LawBroken(4, "witnesses_behave", sentence, (one, told))
    except LawBroken as error:
        yield error


def _violated(one: Requirement, guideline: Guideline) -> Iterator[Trial]:
    with suppress(UnusableRule):
        registers = strategies.violating(one, guideline)
        yield registers, lambda register: violating_fails_only_that(register, one, guideline)


def _open(one: Requirement, guideline: Guideline) -> Iterator[Trial]:
    with suppress(UnusableRule):
        registers = strategies.undecided(one, guideline)
        yield (
            registers,
            lambda register: undecided_leaves_only_that_open(register, one, guideline),
        )


def _satisfied(given: Given) -> Iterator[Trial]:
    guideline = given.rules
    if given.parts and given.guideline is None:
        return
    with suppress(UnusableRule):
        registers = strategies.satisfying(guideline)
        yield registers, lambda register: satisfying_passes_all(register, guideline)


ROWS = (
    Row(2, knowledge_moves_only_cant_tell, RULES, _knowledge),
    Row(2, only_open_verdicts_move, JUDGED, _moved),
    Row(2, disagreement_is_conflict, JUDGED, _disagreed, 2),
    Row(2, assessment_is_total, JUDGED, _told(_total)),
    Row(2, clocks_agree, JUDGED, _told(_clocks), 2),
    Row(3, because_reproduces, RULES, _reproduced),
    Row(3, compiled_is_plain, RULES, _compiled),
    Row(3, findings_are_plain, JUDGED, _told(findings_are_plain)),
    Row(4, repairs_are_least, JUDGED, _told(partial(repairs_are_least, most=1)), 5),
    Row(4, waiting_cannot_be_cut_short, JUDGED, _told(_waits), 5),
    Row(4, witnesses_behave, RULES, _each_rule(_witnessed)),
    Row(5, intervals_hold_completions, JUDGED, _intervals),
    Row(6, resolving_is_idempotent, RULES, _resolved, 2),
    Row(6, profile_is_its_guideline, JUDGED, _profiled, 2),
    Row(7, waivers_change_no_verdict, JUDGED, _told(waivers_change_no_verdict), 2),
    Row(8, nothing_changes_by_itself, JUDGED, _told(nothing_changes_by_itself), 2),
    Row(8, causes_are_single, JUDGED, _caused, 2),
    Row(9, forecast_is_assess, JUDGED, _told(_forecast), 5),
    Row(22, violating_fails_only_that, RULES, _each_rule(_violated), 10),
    Row(22, undecided_leaves_only_that_open, RULES, _each_rule(_open), 10),
    Row(22, satisfying_passes_all, RULES, _satisfied, 2),
)
