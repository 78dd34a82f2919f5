"""Tasks end in one way; exemptions and waivers say whom they are about."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import ActorId, Exemption, Task, TaskState, Waiver
from ridehire_partybuild.testing import strategies


@given(task=strategies.tasks(actors=[ActorId("A-1")]))
def test_a_task_is_open_until_it_is_done_or_dropped(task: Task) -> None:
    """It ends in one way, on a day not before the one on which it was set."""
    ends = {TaskState.DONE: task.done_on, TaskState.DROPPED: task.dropped_on}
    ended = [state for state, on in ends.items() if on is not None]
    assert [task.state] == (ended or [TaskState.OPEN])
    days = [task.due_on, task.done_on, task.dropped_on]
    assert all(day is None or day >= task.opened_on for day in days)
    named = {path: str(named) for path, named, _ in task.references()}
    assert named == {".subject": "S-1"} | ({".responsible": "A-1"} if task.responsible else {})


@given(exemption=strategies.exemptions(subjects=["S-1", "370500"]))
def test_an_exemption_names_its_subject(exemption: Exemption) -> None:
    """Whose duty it is; the duty itself is worked out, so no record bears its id."""
    assert [(path, named) for path, named, _ in exemption.references()] == [
        (".subject", exemption.subject)
    ]
    assert str(exemption.duty).startswith(f"{exemption.subject}.")


@given(waiver=strategies.waivers(), offset=st.integers(-3, 370))
def test_a_waiver_holds_from_its_first_day_to_its_last(waiver: Waiver, offset: int) -> None:
    """A waiver's last day is inclusive."""
    day = waiver.valid_from + timedelta(days=offset)
    length = (waiver.valid_until - waiver.valid_from).days
    assert waiver.holds(day) == (0 <= offset <= length)
