"""What has to be placed: ideal days, ordinals, and what a period still asks for, whole."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import MARCH, clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Branch, Session
from ridehire_partybuild.scheduling import LedgerEntry, LedgerState
from ridehire_partybuild.scheduling.identity import session_id
from ridehire_partybuild.scheduling.ledger import Excuse, ExcuseKind
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.needs import Due, Need, ordinals_of
from ridehire_partybuild.values import BranchKind, DutyId, Period, Roll, SessionStatus, Skill, Span

MONTH = Period.parse("2026-03")
HELD = SessionStatus.HELD


def dues(*records: Any, **more: Any) -> tuple[Due, ...]:
    """The due periods of March 2026, unless another span is told."""
    return tuple(matter_of(inputs_of(station(1), *records, **more)).due)


def ideals(duty: Duty, **more: Any) -> list[str]:
    """The ideal day of each need of a duty."""
    return [str(need.ideal) for due in dues(duty, **more) for need in due.needs]


def test_ideal_days_lie_in_the_middle_of_their_shares(calendar: WorkCalendar) -> None:
    """'Even within it and from one to the next'; a fixed day, and the day after a rolled period."""
    assert ideals(clinic()) == ["2026-03-16"]
    assert ideals(clinic(1, "3/month")) == ["2026-03-06", "2026-03-16", "2026-03-26"]
    assert ideals(clinic(1, "2/week"), span=Span.parse("2026-03-09/2026-03-15")) == [
        "2026-03-10",
        "2026-03-14",
    ]
    fixed = clinic(fixed_day=7, roll=Roll.FOLLOWING)
    assert ideals(fixed) == ["2026-03-09"]
    rolls = clinic(1, "2/week", no_day=NoDayPolicy.ROLL)
    festival = Span.parse("2026-02-16/2026-02-22")
    assert ideals(rolls, span=festival, on=festival.start, calendar=calendar) == ["2026-02-23"] * 2


def test_a_need_whole() -> None:
    """'One session that has to be placed', by those who have the skill."""
    duty, able = clinic(1, "2/month"), [lawyer(1), lawyer(2, skills=()), lawyer(3)]
    (due,) = dues(duty, *able, session("R-1", "2026-03-05T10:00"))
    window = due.needs[0].window
    assert due.needs == (
        Need(
            duty=duty,
            period=MONTH,
            ordinal=2,
            window=window,
            ideal=date(2026, 3, 24),
            hosts=(able[0].id, able[2].id),
            station=station(1).id,
        ),
    )
    assert due.needs[0].key == (duty.id, MONTH, 2)
    assert [str(day) for day in window.days] == [str(day) for day in MARCH]
    (nobody,) = dues(clinic(skill=None), lawyer(1))
    assert nobody.needs[0].hosts == (None,)
    (homeless,) = dues(clinic(station="S-9", skill=Skill.FIRST_AID), lawyer(1))
    assert (homeless.needs[0].hosts, homeless.needs[0].station) == ((), None)


OWN = str(session_id(DutyId("D-1"), MONTH, 2))


@pytest.mark.parametrize(
    ("times", "starts", "expected"),
    [
        (3, [], {}),
        (3, ["R-1 01"], {1: "R-1"}),
        (3, ["R-1 11"], {1: "R-1"}),
        (3, ["R-1 12"], {2: "R-1"}),
        (3, ["R-1 22"], {3: "R-1"}),
        (3, ["R-2 20", "R-1 20"], {2: "R-1", 3: "R-2"}),
        (3, ["R-1 30", "R-2 31"], {3: "R-1", 2: "R-2"}),
        (3, ["R-2 02", "R-1 10"], {1: "R-2", 2: "R-1"}),  # by time, not by id
        (3, [f"{OWN} 29", "R-1 16"], {2: OWN, 1: "R-1"}),  # its own, wherever it stands
        (3, [f"{OWN} 29", "R-1 17"], {2: OWN, 3: "R-1"}),
        (1, ["R-1 03", "R-2 04"], {1: "R-1"}),
        (1, [f"{OWN} 03"], {1: OWN}),
    ],
)
def test_each_session_on_record_takes_an_ordinal(
    times: int, starts: list[str], expected: dict[int, str]
) -> None:
    """'Each its own, or else the nearest left'; those beyond what is asked for have none."""
    sessions: list[Session] = []
    for one in starts:
        name, day = one.split()
        sessions.append(session(name, f"2026-03-{day}T10:00"))
    found = ordinals_of(clinic(1, f"{times}/month"), MONTH, tuple(sessions))
    assert {ordinal: str(one.id) for ordinal, one in found.items()} == expected


def told(due: Due) -> tuple[int, int, int, int, int]:
    """Held, planned, waived, needed, broken."""
    return due.held, due.planned, due.waived, len(due.needs), due.broken


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ([], (0, 0, 0, 3, 0)),
        (["04 held"], (1, 0, 0, 2, 0)),
        (["04 held", "12", "17"], (1, 2, 0, 0, 0)),
        (["03 held", "04 held", "05 held", "06 held"], (3, 0, 0, 0, 0)),
        (["03 held", "04 held", "05 held", "17"], (3, 0, 0, 0, 0)),
        (["10", "11", "12", "13"], (0, 3, 0, 0, 0)),
        (["10", "14", "15"], (0, 3, 0, 0, 2)),  # a weekend
        (["10", "11", "12", "14", "15"], (0, 3, 0, 0, 0)),  # those on workdays suffice
        (["10", "11", "14", "15"], (0, 3, 0, 0, 1)),
        (["09", "08"], (0, 1, 0, 2, 0)),  # the 8th is over, and nothing was held
        (["09 held", "10 held"], (1, 1, 0, 1, 0)),  # held by the 9th; what comes is planned
    ],
)
def test_what_a_period_still_needs(starts: list[str], expected: tuple[int, ...]) -> None:
    """'The due periods of each duty, less what is held, planned or excused'; as of 9 March."""
    records = []
    for one in starts:
        status = HELD if "held" in one else SessionStatus.PLANNED
        start = f"2026-03-{one[:2]}T10:00"
        records.append(session(f"R-{one[:2]}", start, duty="D-1", status=status))
    (due,) = dues(clinic(1, "3/month", skill=None), *records, on=date(2026, 3, 9))
    assert told(due) == expected


def test_what_is_excused_needs_nothing(calendar: WorkCalendar) -> None:
    """All but what was held or stands planned is waived, and it says why."""
    festival = Span.parse("2026-02-16/2026-02-22")
    weekly = clinic(1, "3/week", skill=None)
    record = session("R-1", "2026-02-17T10:00", duty="D-1")
    (due,) = dues(weekly, record, span=festival, on=festival.start, calendar=calendar)
    assert told(due) == (0, 1, 2, 0, 1)
    held = session("R-2", "2026-02-16T10:00", duty="D-1", status=HELD)
    more = {"span": festival, "on": date(2026, 2, 17), "calendar": calendar}
    assert [told(one) for one in dues(weekly, record, held, **more)] == [(1, 1, 1, 0, 1)]
    assert due.excuse == Excuse(kind=ExcuseKind.NO_DAY)
    plain: dict[str, Any] = {
        "duty": "D-1",
        "period": due.period,
        "required": 3,
    }
    assert due.entry(festival.start, 0) == LedgerEntry(
        **plain, planned=1, waived=2, broken=1, excuse=due.excuse, state=LedgerState.AT_RISK
    )


def test_who_is_not_there_owes_nothing() -> None:
    """'A period in which its subject or its station is not there on any day is not due.'."""
    gone = Branch(id="B-1", name="示例", kind=BranchKind.BRANCH, dissolved_on=date(2026, 3, 1))
    there = attrs.evolve(gone, dissolved_on=date(2026, 3, 3))
    own = clinic(1, subject="B-1", skill=None)
    assert dues(own, gone) == ()
    assert [told(due) for due in dues(own, there)] == [(0, 0, 0, 1, 0)]
    closed = station(2, closed_on=date(2026, 3, 1))
    assert dues(clinic(2, skill=None), closed) == ()
    assert dues(clinic(2, subject="B-1", skill=None), closed, there) == ()


def test_an_entry_counts_what_a_plan_leaves_open() -> None:
    """'Its entry in the ledger of a plan that left unplaced of its needs open.'."""
    (due,) = dues(clinic(1, "3/month", skill=None), session("R-1", "2026-03-10T10:00", duty="D-1"))
    plain: dict[str, Any] = {"duty": "D-1", "period": MONTH, "required": 3}
    on = date(2026, 3, 9)
    assert due.entry(on, 0) == LedgerEntry(**plain, planned=3, state=LedgerState.PLANNED)
    assert due.entry(on, 1) == LedgerEntry(
        **plain, planned=2, unplaced=1, state=LedgerState.AT_RISK
    )
    assert attrs.evolve(due, broken=1).entry(on, 0).broken == 1
    excused = attrs.evolve(due, excuse=Excuse(kind=ExcuseKind.NO_DAY))
    assert excused.entry(on, 0).excuse is None
    assert due.entry(date(2026, 4, 1), 2).state is LedgerState.OVERDUE


def test_only_whole_periods_within_the_span_are_due_duty_by_duty() -> None:
    """'The whole calendar periods of each duty that end within span', by duty and period."""
    span = Span.parse("2026-03-05/2026-04-30")
    found = dues(clinic(2), clinic(1, "1/quarter"), station(2), span=span, on=span.start)
    assert [(one.duty.id, str(one.period)) for one in found] == [
        ("D-1", "2026-Q1"),
        ("D-2", "2026-03"),
        ("D-2", "2026-04"),
    ]
