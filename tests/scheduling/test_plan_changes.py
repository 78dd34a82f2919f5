"""What became of each session from one plan to another."""

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scheduling import small

from ridehire_partybuild import diff as public_diff
from ridehire_partybuild.errors import InvalidValue, Lang
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import (
    ChangeCause,
    Plan,
    PlanChange,
    PlanChangeKind,
    PlanChanges,
    diff,
    explain_plan_change,
    explain_span,
    replan,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies import full_plans, plan_upsets
from ridehire_partybuild.values import Span


@given(full_plans())
def test_a_plan_does_not_differ_from_itself(found: Plan) -> None:
    """Nothing changed: no change, and that is false."""
    assert not diff(found, found)
    assert public_diff is diff


@given(st.data())
def test_the_changes_lead_from_one_plan_to_the_other(data: st.DataObject) -> None:
    """Taken together they are all that differs, each told once, in one order, in zh and en."""
    old = data.draw(full_plans())
    new = replan(old, **data.draw(plan_upsets(old))).plan
    changes = diff(old, new)
    sessions = {one.id: one for one in old.sessions}
    for change in changes:
        assert sessions.pop(change.id, None) == change.before
        if change.after is not None:
            sessions[change.id] = change.after
    over = {one.id for one in new.inputs.register.sessions}
    assert {k: v for k, v in sessions.items() if k not in over} == {
        one.id: one for one in new.sessions
    }
    laws.equal_inputs_equal_bytes(lambda: diff(old, new), lambda: _shuffled(changes, data))
    for change in changes:
        assert explain_plan_change(change, new.inputs.register, "zh").endswith("。")
        assert change.kind.label() != ""


def _shuffled(changes: PlanChanges, data: st.DataObject) -> PlanChanges:
    return PlanChanges(changes=tuple(data.draw(st.permutations(changes.changes))))


@given(full_plans().filter(lambda found: bool(found.sessions)))
def test_what_kind_of_change_it_is(found: Plan) -> None:
    """Moved, another host, other details, added, removed."""
    one = found.sessions[0]
    day = timedelta(days=1)
    kinds: dict[PlanChangeKind, dict[str, Any]] = {
        PlanChangeKind.MOVED: {"start": one.start + day, "end": one.end + day, "host": None},
        PlanChangeKind.REHOSTED: {"host": "H-OTHER"},
        PlanChangeKind.ALTERED: {"topic": "平台规则"},
    }
    for kind, told in kinds.items():
        assert PlanChange(before=one, after=attrs.evolve(one, **told)).kind is kind
    assert PlanChange(before=None, after=one).kind is PlanChangeKind.ADDED
    assert PlanChange(before=one, after=None).kind is PlanChangeKind.REMOVED


@given(full_plans().filter(lambda found: bool(found.sessions)))
def test_no_change_is_no_change(found: Plan) -> None:
    """Neither of nothing, nor of two sessions, nor twice of one."""
    one = found.sessions[0]
    for before, after in ((None, None), (one, one), (one, attrs.evolve(one, id="X-1"))):
        with pytest.raises(InvalidValue):
            PlanChange(before=before, after=after)
    gone = PlanChange(before=one, after=None)
    with pytest.raises(InvalidValue, match=r"changes\[1\]"):
        PlanChanges(changes=(gone, gone))


@given(full_plans())
def test_a_plan_is_compared_with_plans(found: Plan) -> None:
    """Anything else is a mistake of the program."""
    with pytest.raises(TypeError, match="a Plan cannot be compared with a Register"):
        diff(found, Register())


def test_changes_stand_by_the_time_at_which_each_session_was() -> None:
    """'Or is, if it is new'; of one time by their ids."""
    late, early, new, same = (
        small.session(name, f"2026-03-{day}T10:00")
        for name, day in (("P-1", "12"), ("P-2", "10"), ("P-3", "11"), ("P-0", "12"))
    )
    moved = attrs.evolve(early, start=late.start, end=late.end)
    listed = [
        PlanChange(before=early, after=moved),
        PlanChange(before=None, after=new),
        PlanChange(before=same, after=None),
        PlanChange(before=late, after=None),
    ]
    assert PlanChanges(changes=listed[::-1]).changes == tuple(listed)
    assert [one.days for one in listed[:2]] == [(early.day, late.day), (new.day,)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_cause_without_a_rule_is_told_by_its_own_name(lang: Lang) -> None:
    """In both languages: what was called off broke no rule."""
    gone = PlanChange(
        before=small.session("P-1", "2026-03-10T10:00"), after=None, cause=ChangeCause.CANCELLED
    )
    assert ChangeCause.CANCELLED.label(lang) in explain_plan_change(gone, Register(), lang)
    bare = attrs.evolve(gone, cause=None)
    assert ChangeCause.CANCELLED.label(lang) not in explain_plan_change(bare, Register(), lang)


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        ("2026-02-03/2026-02-03", "2026-02-03", "2026-02-03"),
        ("2026-02-01/2026-02-28", "2026年2月", "February 2026"),
        ("2026-10-01/2026-12-31", "2026年第4季度", "Quarter 4 of 2026"),
        ("2026-07-01/2026-12-31", "2026年下半年", "Second half of 2026"),
        ("2026-01-01/2026-12-31", "2026年", "2026"),
        ("2026-02-02/2026-02-08", "2026-02-02 至 2026-02-08", "2026-02-02 to 2026-02-08"),
    ],
)
def test_days_are_called_as_people_call_them(span: str, zh: str, en: str) -> None:
    """A day by its date, what has a name by that, a week by its first and last day."""
    assert (explain_span(Span.parse(span), "zh"), explain_span(Span.parse(span))) == (zh, en)
