"""The benchmark of `violations`, at a small size and without a clock: the contestants agree."""

from importlib.util import find_spec

import pytest
from checking.trees import QUESTIONS, answers
from checking.workload import made_register, made_sessions

from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.scheduling import Rule, violations

COUNT = 3000
REGISTER = made_register(COUNT)
SESSIONS = made_sessions(COUNT, REGISTER)
FOUND = violations(SESSIONS, REGISTER, work_calendar(2026))


def test_a_few_in_a_hundred_are_in_the_way() -> None:
    """The workload is mostly in order, as a plan is, and breaks rules of every sort."""
    assert 0.01 < len({name for one in FOUND for name in one.sessions}) / COUNT < 0.1
    assert {one.rule for one in FOUND} >= {Rule.ROOM_BUSY, Rule.HOST_BUSY, Rule.CLOSED, Rule.PEAK}


@pytest.mark.interop
@pytest.mark.parametrize("shared", [True, False])
def test_interval_trees_find_the_same(*, shared: bool) -> None:
    """What trees can answer is what the sweep finds."""
    if find_spec("intervaltree") is None:
        pytest.skip("intervaltree is not installed: `make bench` installs it for itself")
    ours = {(one.rule, tuple(map(str, one.sessions))) for one in FOUND if one.rule in QUESTIONS}
    assert ours == answers(SESSIONS, REGISTER, work_calendar(2026), shared=shared)
