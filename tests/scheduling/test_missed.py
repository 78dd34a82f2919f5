"""A missed duty becomes a task: whose, until which workday, once."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import reference_guideline
from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Activity, Actor, Branch, Register, Site, Station, Task
from ridehire_partybuild.scheduling import LedgerState, PlanInputs, ledger, missed_tasks
from ridehire_partybuild.testing.strategies.planning import plan_inputs
from ridehire_partybuild.values import (
    ActivityDomain,
    ActivityKind,
    ActorRole,
    BranchKind,
    Cadence,
    Level,
    Period,
    Region,
    Span,
    Text,
    Tier,
    activity_kind,
    made_id,
)

QUARTER = Span.parse("2026-01-01/2026-03-31")
BUREAU = Actor(
    id="A-1", name="示例局", role=ActorRole.AUTHORITY, level=Level.CITY, region=Region("370500")
)
MEMBERS = Actor(id="A-2", name="示例党员", role=ActorRole.DRIVER_MEMBERS, region=Region("370502"))
GUILD = Actor(
    id="A-3", name="示例协会", role=ActorRole.ASSOCIATION, level=Level.CITY, region=Region("370500")
)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.COMPREHENSIVE, site=Site(seats=20)
)
BRANCH = Branch(id="B-1", name="示例", kind=BranchKind.JOINT_BRANCH, station="S-1")
DUMPLINGS = Activity(
    id="x-包饺子",
    label=Text(zh="包饺子活动", en="making dumplings"),
    domain=ActivityDomain.DAILY_LIFE,
)
REGISTER = Register(
    actors=[BUREAU, MEMBERS, GUILD],
    stations=[STATION],
    branches=[BRANCH],
    activities=[DUMPLINGS],
)
LECTURE = Duty(
    id="B-1.party_lecture",
    subject="B-1",
    kind=ActivityKind.PARTY_LECTURE,
    cadence=Cadence.parse("2/quarter"),
)
CLINIC = Duty(
    id="S-1.legal_clinic",
    subject="S-1",
    kind=ActivityKind.LEGAL_CLINIC,
    cadence=Cadence.parse("1/quarter"),
    requirement="legal-clinic",
)


def tasks(
    calendar: WorkCalendar,
    duty: Duty,
    on: date = date(2026, 4, 2),
    register: Register = REGISTER,
    **more: Any,
) -> tuple[Task, ...]:
    """The tasks of one duty that was never met in the first quarter."""
    entries = ledger([duty], register, calendar, QUARTER, on)
    return missed_tasks(entries, [duty], register, calendar, on, **more)


def test_a_missed_duty_is_a_task_in_either_language(calendar: WorkCalendar) -> None:
    """What, whose, which period, how many, until when."""
    (found,) = tasks(calendar, LECTURE)
    assert found.text == "补开党课：2026年第1季度应开2场，尚缺2场"
    assert (found.subject, found.duty, str(found.period)) == ("B-1", LECTURE.id, "2026-Q1")
    assert (found.opened_on, found.due_on) == (date(2026, 4, 2), date(2026, 4, 7))
    (english,) = tasks(calendar, LECTURE, lang="en")
    assert english.text == "Hold what was missed: Party lecture, Quarter 1 of 2026, 2 of 2"
    own = attrs.evolve(LECTURE, kind=activity_kind("x-包饺子"))
    (english,) = tasks(calendar, own, lang="en")
    assert english.text == "Hold what was missed: making dumplings, Quarter 1 of 2026, 2 of 2"


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-04-01", "2026-04-07"),  # the last workday on which it counts for its quarter
        ("2026-04-07", "2026-04-07"),
        ("2026-04-08", "2026-04-22"),  # too late for that: ten workdays
    ],
)
def test_it_falls_due_on_a_workday(calendar: WorkCalendar, on: str, due: str) -> None:
    """Within the week in which a session still counts, else after the lead time."""
    (found,) = tasks(calendar, LECTURE, date.fromisoformat(on))
    assert str(found.due_on) == due


@pytest.mark.parametrize(
    ("duty", "with_guideline", "expected"),
    [
        (LECTURE, True, "A-2"),
        (LECTURE, False, "A-2"),  # a branch: the driver Party members
        (CLINIC, True, "A-3"),  # the requirement names the association
        (CLINIC, False, "A-1"),  # a station: the authority
        (attrs.evolve(CLINIC, subject="A-3", requirement=None), False, "A-3"),  # itself
        (attrs.evolve(CLINIC, subject="370500", requirement=None), False, "A-1"),
        (attrs.evolve(CLINIC, subject="S-9"), True, None),
    ],
)
def test_one_actor_answers(
    calendar: WorkCalendar, duty: Duty, expected: str | None, *, with_guideline: bool
) -> None:
    """Whom the requirement names, else who usually does; nobody for what is not on record."""
    guideline = reference_guideline() if with_guideline else None
    (found,) = tasks(calendar, duty, guideline=guideline)
    assert found.responsible == expected


def test_of_two_equally_near_none_answers(calendar: WorkCalendar) -> None:
    """'At most one'."""
    twin = attrs.evolve(MEMBERS, id="A-9")
    (found,) = tasks(calendar, LECTURE, register=REGISTER.with_(twin))
    assert found.responsible is None


def test_what_has_a_task_gets_no_other(calendar: WorkCalendar) -> None:
    """Unless it was given up; then the new one bears another id."""
    (first,) = tasks(calendar, LECTURE)
    assert tasks(calendar, LECTURE, register=REGISTER.with_(first)) == ()
    dropped = attrs.evolve(first, dropped_on=date(2026, 4, 2), reason="误设")
    (again,) = tasks(calendar, LECTURE, register=REGISTER.with_(dropped))
    assert again.id == made_id("missed", LECTURE.id, first.period, 1) != first.id
    twice = attrs.evolve(again, dropped_on=date(2026, 4, 2), reason="误设")
    (third,) = tasks(calendar, LECTURE, register=REGISTER.with_(dropped, twice))
    assert third.id == made_id("missed", LECTURE.id, first.period, 2)
    assert REGISTER.with_(dropped, again).tasks
    other = attrs.evolve(first, period=Period.parse("2025-Q4"))
    assert len(tasks(calendar, LECTURE, register=REGISTER.with_(other))) == 1


@pytest.mark.parametrize(
    ("on", "workdays"),
    [(date(2026, 4, 2), one) for one in (0, -1, True, "9", 10**30)]
    + [(one, 10) for one in (date.min, date.max)],
)
def test_impossible_days_are_refused(calendar: WorkCalendar, on: date, workdays: Any) -> None:
    """As bad values, before anything is counted."""
    with pytest.raises(InvalidValue):
        missed_tasks([], [LECTURE], REGISTER, calendar, on, workdays=workdays)


def test_the_first_and_the_last_of_what_is_possible(calendar: WorkCalendar) -> None:
    """From the first day of 2000 to the last of 2100; from one workday to 999."""
    for on in (date(2000, 1, 1), date(2100, 12, 31)):
        assert missed_tasks([], [LECTURE], REGISTER, calendar, on) == ()
    for on in (date(1999, 12, 31), date(2101, 1, 1)):
        with pytest.raises(InvalidValue, match="2000 to 2100"):
            missed_tasks([], [LECTURE], REGISTER, calendar, on)
    late = date(2026, 4, 8)
    (next_day,) = tasks(calendar, LECTURE, late, workdays=1)
    assert str(next_day.due_on) == "2026-04-09"
    assert missed_tasks([], [LECTURE], REGISTER, calendar, late, workdays=999) == ()
    with pytest.raises(InvalidValue, match="1 to 999"):
        missed_tasks([], [LECTURE], REGISTER, calendar, late, workdays=1000)


def test_only_what_is_overdue_and_of_a_known_duty_is_a_task(calendar: WorkCalendar) -> None:
    """'Entries of others are passed over'; of several tasks each is told, by id."""
    on = date(2026, 4, 2)
    entries = ledger([LECTURE, CLINIC], REGISTER, calendar, QUARTER, on)
    found = missed_tasks(entries, [LECTURE, CLINIC], REGISTER, calendar, on)
    assert [one.id for one in found] == sorted(one.id for one in found)
    assert {one.duty for one in found} == {LECTURE.id, CLINIC.id}
    assert [one.duty for one in missed_tasks(entries, [CLINIC], REGISTER, calendar, on)] == [
        CLINIC.id
    ]
    ahead = [attrs.evolve(one, state=LedgerState.AT_RISK) for one in entries]
    assert missed_tasks(ahead, [LECTURE, CLINIC], REGISTER, calendar, on) == ()


@given(plan_inputs())
def test_each_overdue_period_and_no_other_has_a_task(inputs: PlanInputs) -> None:
    """And each is a record of the register, due on a workday from the day it is set."""
    on = inputs.span.end
    entries = ledger(inputs.duties, inputs.register, inputs.calendar, inputs.span, on)
    found = missed_tasks(entries, inputs.duties, inputs.register, inputs.calendar, on)
    overdue = {(one.duty, one.period) for one in entries if one.state is LedgerState.OVERDUE}
    assert {(one.duty, one.period) for one in found} == overdue
    assert len(found) == len(overdue)
    for one in found:
        assert one.due_on is not None
        assert one.due_on >= on
        assert inputs.calendar.is_workday(one.due_on)
    assert inputs.register.with_(*found).tasks == found
