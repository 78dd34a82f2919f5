"""A plan tells what of it rests on assumptions, and whether it is proved the best."""

from typing import Any

import pytest
from tests.scheduling.small import inputs_of, session

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.scheduling import Plan, PlanScore


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-12-24T10:00", 60, False),
        ("2026-12-24T22:00", 120, False),  # up to midnight, and no further
        ("2026-12-24T22:00", 121, True),  # of the two days one is assumed
        ("2026-12-25T10:00", 60, True),  # the next notice may rule it
        ("2027-03-02T10:00", 60, True),
    ],
)
def test_sessions_that_touch_a_day_not_announced_are_uncertain(
    calendar: WorkCalendar, start: str, minutes: int, *, expected: bool
) -> None:
    """'The sessions that touch a day which no notice has announced, by id.'."""
    known = session("P-1", "2026-03-10T10:00")
    plan = Plan(
        inputs=inputs_of(calendar=calendar), sessions=[session("P-2", start, minutes), known]
    )
    assert plan.uncertain == (("P-2",) if expected else ())


def test_a_plan_that_meets_its_bound_is_optimal() -> None:
    """'False proves nothing.'."""
    told: dict[str, Any] = {"inputs": inputs_of(), "bound": PlanScore(medium=-1)}
    assert Plan(**told, score=PlanScore(medium=-1)).is_optimal
    assert not Plan(**told, score=PlanScore(medium=-2)).is_optimal
