"""Appeals go their way step by step; the table of their life is the only place that tells it."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Appeal,
    AppealState,
    InvalidValue,
    StationId,
    lifecycle_diagram,
)
from ridehire_partybuild.model.appeals import LIFECYCLE
from ridehire_partybuild.testing import strategies

RECEIVED = datetime(2026, 1, 5, 9, 0, tzinfo=SHANGHAI)
APPEAL = Appeal(id="AP-1", received_at=RECEIVED, summary="某人诉求")
FOLLOWING = {step.state: step.following for step in LIFECYCLE}


def _paths(state: AppealState) -> list[list[AppealState]]:
    """Return every way from a state to the end, the state first."""
    if not FOLLOWING[state]:
        return [[state]]
    return [[state, *path] for after in FOLLOWING[state] for path in _paths(after)]


PATHS = _paths(LIFECYCLE[0].state)


def test_an_appeal_is_forwarded_or_answered_at_once() -> None:
    """Received, forwarded, answered, closed; who can answer need not forward."""
    assert [[state.value for state in path] for path in PATHS] == [
        ["received", "forwarded", "answered", "closed"],
        ["received", "answered", "closed"],
    ]
    assert set(FOLLOWING) == set(AppealState)


@pytest.mark.parametrize("path", PATHS, ids="-".join)
def test_every_path_through_the_table_can_be_gone(path: list[AppealState]) -> None:
    """Each step sets the moment of its own and changes nothing else."""
    appeal, at = APPEAL, RECEIVED
    for state in path[1:]:
        at += timedelta(hours=1)
        before, appeal = appeal, appeal.moved_to(state, at)
        (field,) = (step.moment for step in LIFECYCLE if step.state is state)
        step: dict[str, Any] = {field: at}
        assert appeal == attrs.evolve(before, **step)
        assert appeal.state is state


@given(
    walk=st.lists(
        st.tuples(st.sampled_from(AppealState), st.integers(-2, 30)), min_size=1, max_size=6
    )
)
def test_only_what_follows_can_follow(walk: list[tuple[AppealState, int]]) -> None:
    """`moved_to` takes exactly what the table allows, at a moment not before the step before."""
    appeal, last = APPEAL, RECEIVED
    for state, days in walk:
        at = last + timedelta(days=days)
        if state in FOLLOWING[appeal.state] and at >= last:
            appeal, last = appeal.moved_to(state, at), at
            assert appeal.state is state
            continue
        with pytest.raises(InvalidValue) as caught:
            appeal.moved_to(state, at)
        code = "order.dates" if state in FOLLOWING[appeal.state] else "appeal.step"
        assert [one.code for one in caught.value.problems] == [code]


@given(appeal=strategies.appeals(stations=[StationId("S-1")]))
def test_the_last_step_on_record_is_where_it_stands(appeal: Appeal) -> None:
    """A later step without an earlier one is no contradiction: its moment is not known."""
    moments = {step.state: getattr(appeal, step.moment) for step in LIFECYCLE}
    known = [state for state, at in moments.items() if at is not None]
    assert appeal.state is known[-1]
    told = [at for at in moments.values() if at is not None]
    assert all(one <= other for one, other in pairwise(told))
    for earlier, later in pairwise([step for step in LIFECYCLE if moments[step.state]]):
        too_late = moments[later.state] + timedelta(minutes=1)
        with pytest.raises(InvalidValue) as caught:
            attrs.evolve(appeal, **{earlier.moment: too_late})
        assert f"$.{later.moment}" in {one.path for one in caught.value.problems}


REFUSED = [
    (
        [],
        AppealState.CLOSED,
        "expected forwarded or answered after received, got closed.",
        "应为受理之后的步骤（转办或答复），实际为办结。",
    ),
    (
        [AppealState.ANSWERED, AppealState.CLOSED],
        AppealState.ANSWERED,
        "expected nothing after closed, got answered.",
        "应为办结之后的步骤（无），实际为答复。",
    ),
]


@pytest.mark.parametrize(("path", "state", "english", "chinese"), REFUSED)
def test_a_refused_step_says_what_may_follow(
    path: list[AppealState], state: AppealState, english: str, chinese: str
) -> None:
    """Where it stands, what may follow, what was asked for; in en and zh."""
    appeal = APPEAL
    for one in path:
        appeal = appeal.moved_to(one, RECEIVED)
    with pytest.raises(InvalidValue) as caught:
        appeal.moved_to(state, RECEIVED)
    said = caught.value
    assert said.text("en") == f"Failed to parse '{state.value}' as AppealState: {english}"
    assert said.text("zh").endswith(chinese)


def test_the_diagram_is_drawn_from_the_table() -> None:
    """Every step and every end of the table stands in it, in either language."""
    drawn = lifecycle_diagram("zh").splitlines()
    arrows = sum(max(1, len(step.following)) for step in LIFECYCLE)
    assert len(drawn) == 2 + arrows
    for step in LIFECYCLE:
        for after in step.following:
            assert f"    {step.state.label('zh')} --> {after.label('zh')}" in drawn


def test_an_appeal_names_where_it_came_in_and_who_must_answer() -> None:
    """Nobody who appealed is on record; what they said never shows."""
    appeal = attrs.evolve(APPEAL, station="S-1", forwarded_to="A-1")
    assert [(path, str(named)) for path, named, _ in appeal.references()] == [
        (".station", "S-1"),
        (".forwarded_to", "A-1"),
    ]
    assert "某人" not in repr(appeal)
    assert "summary=None" in repr(attrs.evolve(appeal, summary=None))
