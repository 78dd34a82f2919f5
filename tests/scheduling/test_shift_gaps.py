"""Which shifts can attend which sessions, period by period of the rotation."""

from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, session, station

from ridehire_partybuild.scheduling import DEFAULT_POLICY, Policy, ShiftGap, ShiftPattern
from ridehire_partybuild.scheduling.coverage import (
    can_attend,
    due_rotations,
    rotations,
    shift_coverage,
    shift_gaps,
)
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.values import OpeningHours, Period, PeriodUnit, Span, Text

MORNING, EVENING = (
    ShiftPattern(
        id=name, label=Text(zh="班次", en=name), hours=OpeningHours.parse(hours), source="invented"
    )
    for name, hours in (("morning", "Mo-Fr 09:00-12:00"), ("evening", "Mo-Fr 17:00-20:00"))
)
MONTHS = Span.parse("2026-01-15/2026-04-30")
MONTHLY = attrs.evolve(DEFAULT_POLICY, shifts=(MORNING, EVENING), rotation=PeriodUnit.MONTH)


def told(*periods: str) -> list[Period]:
    """Periods."""
    return [Period.parse(one) for one in periods]


@pytest.mark.parametrize(
    ("span", "changes", "expected"),
    [
        (MONTHS, {}, told("2026-02", "2026-03", "2026-04")),
        (Span.parse("2026-01-01/2026-02-27"), {}, told("2026-01")),
        (Span.parse("2026-01-01/2026-01-31"), {}, told("2026-01")),
        (MONTHS, {"rotation": PeriodUnit.YEAR}, []),
        (MONTHS, {"rotation": None}, []),
        (MONTHS, {"shifts": ()}, []),
    ],
)
def test_rotations_lie_whole_within_the_span(
    span: Span, changes: dict[str, Any], expected: list[Period]
) -> None:
    """'The periods of the policy's rotation that lie whole within the span.'."""
    assert rotations(attrs.evolve(MONTHLY, **changes), span) == tuple(expected)


QUARTERLY: Policy = attrs.evolve(MONTHLY, rotation=PeriodUnit.QUARTER)


@pytest.mark.parametrize(
    ("cadence", "due", "policy", "expected"),
    [
        ("1/month", ["2026-02", "2026-04"], MONTHLY, ["2026-02", "2026-04"]),
        ("1/month", ["2026-01", "2026-05"], MONTHLY, []),
        ("1/week", ["2026-W06", "2026-W09"], MONTHLY, ["2026-02"]),  # the ninth ends in March
        ("1/week", ["2026-W05", "2026-W14"], MONTHLY, []),  # both lie in two months
        ("1/quarter", ["2026-Q2"], MONTHLY, []),  # longer than a month
        ("1/year", ["2026"], QUARTERLY, []),
        ("1/quarter", ["2026-Q1"], QUARTERLY, ["2026-Q1"]),
    ],
)
def test_periods_that_a_duty_has_to_cover(
    cadence: str, due: list[str], policy: Policy, expected: list[str]
) -> None:
    """Each in which it has a whole period of its own due, unless these are longer."""
    span = Span.parse("2026-01-01/2026-04-30") if policy is QUARTERLY else MONTHS
    duty = clinic(1, cadence)
    found = list(due_rotations([(duty, told(*due))], policy, span))
    assert found == [(duty, one) for one in told(*expected)]
    nowhere = clinic(2, cadence, station=None)
    both = [(nowhere, told(*due)), (duty, told(*due))]
    assert list(due_rotations(both, policy, span)) == found


@pytest.mark.parametrize(
    ("start", "minutes", "attend"),
    [
        ("2026-02-03T09:00", 180, ["morning"]),
        ("2026-02-03T09:00", 181, []),
        ("2026-02-03T08:59", 30, []),
        ("2026-02-03T17:00", 60, ["evening"]),
        ("2026-02-07T09:00", 60, []),  # a Saturday
    ],
)
def test_a_shift_attends_what_lies_within_its_hours(
    start: str, minutes: int, attend: list[str]
) -> None:
    """'Whether a session lies within the hours of a shift.'."""
    ground = matter_of(inputs_of(policy=MONTHLY)).ground
    one = session("P-1", start, minutes)
    found = [str(shift.id) for shift in MONTHLY.shifts if can_attend(ground, shift, one)]
    assert found == attend


def test_each_shift_that_can_attend_none_is_a_gap() -> None:
    """'The shifts that can attend none of a duty's sessions in a period.'."""
    ground = matter_of(inputs_of(policy=MONTHLY)).ground
    february, march = told("2026-02", "2026-03")
    one, other = clinic(1), clinic(2)
    sessions = {
        one.id: [
            session("P-1", "2026-02-03T09:00"),
            session("P-2", "2026-03-03T17:00"),
            session("P-3", "2026-02-28T17:00"),  # a Saturday
        ]
    }
    wanted = [(one, february), (one, march), (other, march)]
    assert list(shift_gaps(ground, wanted, sessions)) == [
        ShiftGap(duty="D-1", period=february, shift="evening"),
        ShiftGap(duty="D-1", period=march, shift="morning"),
        ShiftGap(duty="D-2", period=march, shift="evening"),
        ShiftGap(duty="D-2", period=march, shift="morning"),
    ]


def test_what_is_on_record_and_what_is_planned_count() -> None:
    """'Sessions on record that serve the duty count too.'."""
    records = [
        session("R-1", "2026-03-03T17:00", duty="D-1"),
        session("R-2", "2026-03-04T09:00", duty="D-2", station="S-2"),
    ]
    inputs = inputs_of(
        station(1), station(2), clinic(1, "2/month"), clinic(2), *records, policy=MONTHLY
    )
    (march,) = told("2026-03")
    planned = [
        session("P-1", "2026-03-10T09:00", duty="D-1"),
        session("P-2", "2026-03-11T17:00", duty=None),
    ]
    entry = SimpleNamespace(duty=clinic(1).id, period=march)
    plan: Any = SimpleNamespace(
        inputs=inputs,
        sessions=planned,
        ledger=[entry, SimpleNamespace(duty=clinic(2).id, period=march)],
    )
    assert shift_coverage(plan) == (ShiftGap(duty="D-2", period=march, shift="evening"),)
    plan.ledger = [entry]
    plan.sessions = []
    assert shift_coverage(plan) == (ShiftGap(duty="D-1", period=march, shift="morning"),)
