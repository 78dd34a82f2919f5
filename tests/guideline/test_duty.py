"""Duties: their ids, and which days of a month they can name."""

from typing import Any

import pytest

from ridehire_partybuild import (
    ActivityKind,
    ActivityTemplate,
    Cadence,
    DayPolicy,
    Duty,
    InvalidValue,
    Modality,
    PeriodUnit,
)
from ridehire_partybuild.guideline import duty_of
from ridehire_partybuild.values import Id

KIND = ActivityKind.LEGAL_CLINIC


@pytest.mark.parametrize(
    ("cadence", "possible"),
    [
        (Cadence(per=PeriodUnit.MONTH), True),
        (Cadence(per=PeriodUnit.QUARTER), True),
        (Cadence(times=2, per=PeriodUnit.MONTH), False),
        (Cadence(per=PeriodUnit.WEEK), False),
        (Cadence(times=2, per=PeriodUnit.WEEK), False),
    ],
)
def test_a_fixed_day_is_one_of_a_period_made_of_months(cadence: Cadence, *, possible: bool) -> None:
    """A day of the month needs periods made of months, and one session in each."""
    assert Duty(id="D-1", subject="S-1", kind=KIND, cadence=cadence).fixed_day is None
    if possible:
        found = Duty(id="D-1", subject="S-1", kind=KIND, cadence=cadence, fixed_day=31)
        assert found.fixed_day == 31
        return
    with pytest.raises(InvalidValue) as caught:
        Duty(id="D-1", subject="S-1", kind=KIND, cadence=cadence, fixed_day=1)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("duty.fixed_day", "$.fixed_day")
    assert problem.params["cadence"] == str(cadence)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fixed_day": 10, "days": DayPolicy.WEEKENDS}, "duty.fixed_weekend"),
        ({"modality": Modality.MAY}, "duty.permission"),
        ({"smallest_gap": 0}, "number.range"),
        ({"ideal_gap": 367}, "number.range"),
    ],
)
def test_what_no_duty_can_ask_for(changes: dict[str, Any], code: str) -> None:
    """A fixed day rolls to a workday; what may be left undone is no duty; a gap is of days."""
    with pytest.raises(InvalidValue) as caught:
        Duty(id="D-1", subject="S-1", kind=KIND, cadence=Cadence(per=PeriodUnit.MONTH), **changes)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_template_on_weekends_has_no_fixed_day() -> None:
    """What a template gives a duty must suit it."""
    with pytest.raises(InvalidValue, match="weekends"):
        ActivityTemplate(kind=KIND, source="x", fixed_day=10, days=DayPolicy.WEEKENDS)


def test_the_id_of_a_duty_can_be_read_as_long_as_it_fits() -> None:
    """Subject and kind up to 64 characters; one more, and it is a UUID of the same two."""
    room = 64 - len(f".{KIND.value}")
    longest, longer = Id("S" * room), Id("S" * (room + 1))
    assert duty_of(longest, KIND) == f"{longest}.{KIND.value}"
    made = duty_of(longer, KIND)
    assert len(made) == 36
    assert made == duty_of(longer, KIND) != duty_of(longer, ActivityKind.SYMPOSIUM)
