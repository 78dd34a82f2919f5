"""Duties: their ids, and which days of a month they can name."""

import pytest

from ridehire_partybuild import ActivityKind, Cadence, Duty, InvalidValue, PeriodUnit
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


def test_the_id_of_a_duty_can_be_read_as_long_as_it_fits() -> None:
    """Subject and kind up to 64 characters; one more, and it is a UUID of the same two."""
    room = 64 - len(f".{KIND.value}")
    longest, longer = Id("S" * room), Id("S" * (room + 1))
    assert duty_of(longest, KIND) == f"{longest}.{KIND.value}"
    made = duty_of(longer, KIND)
    assert len(made) == 36
    assert made == duty_of(longer, KIND) != duty_of(longer, ActivityKind.SYMPOSIUM)
