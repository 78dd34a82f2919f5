"""Laws 8 and 9: what changed has one cause, and what will turn is what an assessment then finds."""

import re
from datetime import date, timedelta

from ridehire_partybuild.compliance import (
    Assessment,
    BaselineState,
    CauseKind,
    ComparedFinding,
    Finding,
    assess,
    compare,
    forecast,
)
from ridehire_partybuild.exchange import dumps
from ridehire_partybuild.guideline import Guideline, Profile
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Span

from .broken import hold

__all__ = ["causes_are_single", "forecast_is_assess", "nothing_changes_by_itself"]

ONE_CAUSE = "every change has exactly one cause"
FORECAST = "forecast(d) equals assess on d"
DECLARED = (
    "it turns only on a declared date, the day after an inclusive one, or with a period: on its "
    "first day, or on its last, by the end of which it has ended"
)
ONE_DAY = timedelta(days=1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def nothing_changes_by_itself(told: Assessment) -> None:
    """Law 8, first half: compare(a, a) is all unchanged."""
    compared = compare(told, told)
    same = len(compared.findings) == len(told.findings) and not compared.changes
    hold(8, "compare(a, a) is all unchanged", true=same, shown=compared.changes)


def causes_are_single(before: Assessment, after: Assessment) -> None:
    """Law 8: a verdict has a cause if and only if it is another; a waiver neither is nor has one.

    What is the same on both sides causes nothing. On one and the same day the cause is checked by
    assessing anew with each ingredient put into ``before``.
    """
    compared = compare(before, after)
    old = {one.id: one for one in before.findings}
    new = {one.id: one for one in after.findings}
    for one in compared.findings:
        sides = one.before == old.get(one.id) and one.after == new.get(one.id)
        changed = _told(one.before) != _told(one.after)
        hold(8, ONE_CAUSE, true=sides and changed == (one.cause is not None), shown=one)
        if one.cause is not None:
            several = one.cause.kind is CauseKind.COMBINED
            parts = set(one.cause.parts) if several else {one.cause.kind}
            held = several == (len(one.cause.parts) > 1) and not parts & _same(before, after)
            hold(8, ONE_CAUSE, true=held, shown=one)
    _swapped(before, after, compared.changes)


def _told(finding: Finding | None) -> object:
    return None if finding is None else (finding.verdict.outcome, finding.verdict.reason)


def _stands(finding: Finding | None) -> object:
    return None if finding is None else (_told(finding), finding.waiver)


def _same(before: Assessment, after: Assessment) -> set[CauseKind]:
    """Return the ingredients that are the same on both sides."""
    same_day = before.on == after.on
    facts = before.register == after.register and same_day and before.known == after.known
    equal = {
        CauseKind.PROFILE: before.profile == after.profile,
        CauseKind.RULE: before.guideline == after.guideline and same_day,
        CauseKind.EVIDENCE_LAPSED: same_day,
        CauseKind.TIME: same_day,
        CauseKind.FACT: facts,
        CauseKind.SCOPE: facts,
    }
    return {kind for kind, is_equal in equal.items() if is_equal}


def _swapped(before: Assessment, after: Assessment, changes: tuple[ComparedFinding, ...]) -> None:
    """Hold the cause of each verdict of one day against assessments with one ingredient changed."""
    if before.on != after.on or before.profile != after.profile:
        return
    on, profile = before.on, before.profile
    mixed = {
        CauseKind.RULE: assess(
            before.register, after.guideline, on, known=before.known, profile=profile
        ),
        CauseKind.FACT: assess(
            after.register, before.guideline, on, known=after.known, profile=profile
        ),
    }
    found = {kind: {f.id: f for f in told.findings} for kind, told in mixed.items()}
    for one in changes:
        if one.before is None or one.after is None or one.cause is None or _moved(one):
            continue
        alone = (k for k, told in found.items() if _told(told.get(one.id)) == _told(one.after))
        wanted = next(alone, CauseKind.COMBINED)
        hold(8, ONE_CAUSE, true=one.cause.kind is wanted, shown=(one, wanted))


def _moved(one: ComparedFinding) -> bool:
    """Tell whether the subject opened or closed: such a change may have its scope for a cause."""
    reasons = {None if f is None else f.verdict.reason for f in (one.before, one.after)}
    return any(reason is not None and reason.value == "not_open" for reason in reasons)


def forecast_is_assess(
    register: Register,
    guideline: Guideline,
    span: Span,
    *,
    known: date | None = None,
    profile: Profile | None = None,
) -> None:
    """Law 9: on every day of a span, what the turns so far lead to is what `assess` finds.

    And it turns only on a declared date, the day after an inclusive one, or with a period. Of a day
    on which the two are apart, what was foreseen is shown first, then what is found.
    """
    turns = forecast(register, guideline, span, known=known, profile=profile)
    days = _declared(register, guideline, profile)
    first = assess(register, guideline, span.start, known=known, profile=profile)
    state = {one.id: one for one in first.findings}
    for day in span:
        for turn in (turn for turn in turns if turn.on == day):
            one = turn.change
            hold(9, DECLARED, true=day in days or _is_rim(day), shown=turn)
            real = one.state is not BaselineState.UNCHANGED
            real = real and _stands(one.before) == _stands(state.get(one.id))
            hold(9, FORECAST, true=real, shown=turn)
            state.pop(one.id, None)
            if one.after is not None:
                state[one.id] = one.after
        told = assess(register, guideline, day, known=known, profile=profile)
        now = {one.id: _stands(one) for one in told.findings}
        then = {name: _stands(one) for name, one in state.items()}
        sides = (*state.values(), *told.findings)
        apart = (one for one in sides if now.get(one.id) != then.get(one.id))
        hold(9, FORECAST, true=now == then, shown=(day, *apart))


def _declared(*told: object) -> set[date]:
    """Return the dates that stand in documents, and the day after each; periods are rims anyway."""
    written = (match for one in told if one is not None for match in _DAY.findall(dumps(one)))
    found = {date.fromisoformat(one) for one in written}
    return found | {day + ONE_DAY for day in found if day < date.max}


def _is_rim(day: date) -> bool:
    """Tell whether a calendar period begins or ends with a day."""
    return day.day == 1 or (day + ONE_DAY).day == 1 or day.isoweekday() in {1, 7}
