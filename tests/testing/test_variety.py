"""The laws are tried on enough: what is drawn comes to every outcome, reason, cause and repair."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from ridehire_partybuild import (
    Assessment,
    BaselineState,
    CauseKind,
    Outcome,
    Reason,
    Span,
    Verdict,
    WaiverChange,
    compare,
    forecast,
    repairs,
)
from ridehire_partybuild.testing import strategies

OPEN = {Reason.MISSING, Reason.JUDGEMENT, Reason.EXPIRED, Reason.ERROR, Reason.CONFLICTING}
INAPPLICABLE = {
    Reason.CONDITION, Reason.EMPTY, Reason.NO_PERIOD, Reason.NOT_OPEN, Reason.NOT_THERE,
    Reason.EXEMPTED,
}  # fmt: skip
ON_PURPOSE = settings(
    max_examples=400, database=None, derandomize=True, phases=[Phase.generate], deadline=None
)


def within(verdict: Verdict) -> Iterator[Verdict]:
    """Yield a verdict and those of its parts."""
    yield verdict
    for child in verdict.children:
        yield from within(child)


def judged(told: Assessment) -> Iterator[Any]:
    """Yield the outcomes and reasons, and whether something is waived."""
    for one in told.findings:
        yield "waived" if one.waiver else "not waived"
        yield from ((part.outcome, part.reason) for part in within(one.verdict))


def compared(pair: tuple[Assessment, Assessment]) -> Iterator[Any]:
    """Yield what became of findings and their waivers, and why."""
    for one in compare(*pair).findings:
        yield one.state
        yield one.waiver
        yield None if one.cause is None else one.cause.kind


def repaired(told: Assessment) -> Iterator[str]:
    """Yield what the repairs of the first findings are made of."""
    for one in told.findings[:3]:
        found = repairs(one, told)
        if one.verdict.outcome is Outcome.FAILED and not found:
            yield "no repair"
        for repair in found:
            yield f"{min(len(repair.changes), 2)} changes"
            yield "to settle" if repair.settles else "nothing to settle"
            yield "to hold" if repair.holds else "nothing to hold"
            yield "today" if repair.not_before == told.on else "later"
            if not repair.assigned:
                yield "to wait, and nothing else"


def turned(told: Assessment) -> Iterator[Any]:
    """Yield what the near future brings by itself."""
    span = Span(start=told.on, end=told.on + timedelta(days=31))
    for turn in forecast(told.register, told.guideline, span, profile=told.profile):
        yield turn.change.waiver
        yield None if turn.change.cause is None else turn.change.cause.kind


CASES: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], Iterator[Any]], set[Any]]] = {
    "verdicts": (
        strategies.assessments(), judged,
        {(Outcome.PASSED, None), (Outcome.FAILED, None), "waived", "not waived"}
        | {(Outcome.CANT_TELL, reason) for reason in OPEN}
        | {(Outcome.INAPPLICABLE, reason) for reason in INAPPLICABLE},
    ),
    "changes": (
        strategies.pairs_of_assessments(), compared,
        {*CauseKind, *BaselineState, WaiverChange.GRANTED, WaiverChange.ENDED},
    ),
    "repairs": (
        strategies.assessments(), repaired,
        {
            "no repair", "0 changes", "1 changes", "2 changes", "to settle", "to hold", "today",
            "later", "to wait, and nothing else",
        },
    ),
    "turns": (
        strategies.assessments(), turned,
        {
            CauseKind.SCOPE, CauseKind.RULE, CauseKind.TIME, CauseKind.EVIDENCE_LAPSED,
            CauseKind.FACT, WaiverChange.GRANTED, WaiverChange.ENDED,
        },
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_every_kind_is_met(name: str) -> None:
    """Among a few hundred draws, always the same ones, there is one of each kind."""
    strategy, seen, wanted = CASES[name]
    lacking = set(wanted)

    def is_last(one: Any) -> bool:
        lacking.difference_update(seen(one))
        return not lacking

    try:
        find(strategy, is_last, settings=ON_PURPOSE)
    except NoSuchExample:
        pytest.fail(f"never met: {lacking}")
