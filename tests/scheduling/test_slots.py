"""Slots in time and place, and what the ground tells of them, each in numbers."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import DayPolicy, Duty, NoDayPolicy
from ridehire_partybuild.model import Branch, Suspension
from ridehire_partybuild.scheduling import DEFAULT_POLICY, TravelTimes
from ridehire_partybuild.scheduling.ground import (
    Ground,
    Slot,
    Window,
    is_there_during,
    week_of,
)
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.values import (
    BranchKind,
    OpeningHours,
    Period,
    Region,
    Roll,
    Span,
)

MONDAY = date(2026, 3, 9)
MIDNIGHT = MONDAY.toordinal() * 1440
MARCH = Period.parse("2026-03")


def slot(start: int, end: int, **more: Any) -> Slot:
    """A slot, in minutes from the midnight of a Monday."""
    return Slot(start=MIDNIGHT + start, end=MIDNIGHT + end, **more)


@pytest.mark.parametrize(
    ("start", "end", "first", "days"),
    [
        (0, 60, 9, [9]),
        (1380, 1440, 9, [9]),
        (1380, 1441, 9, [9, 10]),
        (-1, 1441, 8, [8, 9, 10]),
        (1440, 1500, 10, [10]),
    ],
)
def test_the_days_of_a_slot(start: int, end: int, first: int, days: list[int]) -> None:
    """'The day on which it starts', and 'the days that it touches'."""
    found = slot(start, end)
    assert (found.day, found.ordinal) == (
        date(2026, 3, first),
        date(2026, 3, first).toordinal(),
    )
    assert list(found.days) == [date(2026, 3, day) for day in days]
    assert found.week == week_of(found.ordinal)


def test_weeks_begin_on_mondays() -> None:
    """'The number of the ISO week in which a day lies, the first being the year 1's.'."""
    assert [week_of(one) for one in (1, 7, 8, 14, 15)] == [0, 0, 1, 1, 2]
    here = MONDAY.toordinal()
    found = [week_of(day) - week_of(here) for day in range(here - 1, here + 8)]
    assert found == [-1, *[0] * 7, 1]


def test_the_slot_of_a_session() -> None:
    """'The slot that it takes', for its duty if that is known, in the period that it serves."""
    monthly, weekly = clinic(1), clinic(2, "1/week")
    known = {monthly.id: monthly, weekly.id: weekly}
    one = session("P-1", "2026-03-09T09:00", 90, host="H-1")
    plain = slot(540, 630, station="S-1", host="H-1")
    assert Slot.of(one, known) == plain
    april = Period.parse("2026-04")
    for changes, duty, period in (
        ({"duty": "D-1"}, monthly, MARCH),
        ({"duty": "D-1", "period": april}, monthly, april),  # moved into another period
        ({"duty": "D-2", "period": MARCH}, weekly, Period.parse("2026-W11")),  # of another unit
        ({"duty": "D-9", "period": MARCH}, None, None),
        ({"period": MARCH}, None, None),
    ):
        found = Slot.of(attrs.evolve(one, **changes), known)
        assert found == attrs.evolve(plain, duty=duty, period=period)


def ground(*records: Any, calendar: WorkCalendar | None = None, **policy: Any) -> Ground:
    """The ground on which records stand."""
    rules = attrs.evolve(DEFAULT_POLICY, **policy)
    return matter_of(inputs_of(*records, policy=rules, calendar=calendar or WorkCalendar())).ground


def test_who_is_on_record_is_found() -> None:
    """By id, and nobody by an id that nothing bears."""
    found = ground(station(1), lawyer(1))
    assert (found.station(station(1).id), found.host(lawyer(1).id)) == (station(1), lawyer(1))
    assert (found.station(None), found.host(None)) == (None, None)
    assert (found.station(station(2).id), found.host(lawyer(2).id)) == (None, None)
    file = found.subject(clinic(1))
    assert file is not None
    assert file.record == station(1)
    assert found.subject(clinic(2)) is None


def test_ways_are_told_in_minutes() -> None:
    """'The minutes that a host needs from one station to the other.'."""
    places = station(1), station(2), station(3, region=Region("370503"))
    times = TravelTimes(same_station=5, same_county=30, same_city=60, elsewhere=180)
    found, (one, two, three) = ground(*places, travel=times), (place.id for place in places)
    ways = (one, one), (one, two), (two, one), (one, three), (three, two), (one, None), (None, None)
    for _ in range(2):
        told = [found.travel(there, here) for there, here in ways]
        assert told == [5, 30, 30, 60, 60, 0, 0]
        assert {type(minutes) for minutes in told} == {int}


@pytest.mark.parametrize(
    ("start", "end", "within", "touches"),
    [
        (540, 720, True, True),
        (539, 720, False, True),
        (540, 721, False, True),
        (480, 540, False, False),
        (480, 541, False, True),
        (720, 780, False, False),
        (719, 780, False, True),
        (1200, 1560, True, True),  # eight in the evening until two
        (1200, 1561, False, True),
        (1500, 1560, True, True),  # begun on the day before
        (1440 + 120, 1440 + 540, False, False),
    ],
)
def test_hours_cover_a_slot_or_overlap_it(
    start: int, end: int, *, within: bool, touches: bool
) -> None:
    """'Without a break', and half-open at both ends."""
    found, hours = ground(), OpeningHours.parse("Mo 09:00-12:00,20:00-26:00")
    one = slot(start, end)
    assert (found.within("hours", hours, one), found.touches("hours", hours, one)) == (
        within, touches,
    )  # fmt: skip
    always = OpeningHours.parse("24/7")
    assert found.within("always", always, slot(1380, 1441))
    other = OpeningHours.parse("off")
    assert not found.touches("others", other, one)  # kept by their key
    assert found.within("hours", hours, one) is within


def window(found: Ground, duty: Duty, period: Period = MARCH) -> tuple[Any, ...]:
    """A window in short: its first and last day, the fixed one, and the exception."""
    told = found.window(duty, period)
    assert told is found.window(duty, period)
    days = list(told.days)
    assert days[0] == told.start
    return str(days[0]), str(days[-1]), told.fixed and str(told.fixed), told.exception


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (clinic(), (None, None)),
        (clinic(fixed_day=10), ("2026-03-10", None)),
        (clinic(fixed_day=7, roll=Roll.FOLLOWING), ("2026-03-09", None)),
        (clinic(fixed_day=7, roll=Roll.PRECEDING), ("2026-03-06", None)),
        # held at weekends, when the station is closed
        (clinic(days=DayPolicy.WEEKENDS), (None, NoDayPolicy.WAIVE)),
    ],
)  # fmt: skip
def test_the_window_of_a_month(duty: Duty, expected: tuple[Any, ...]) -> None:
    """'The days on which one period of a duty can be served.'."""
    assert window(ground(station(1)), duty) == ("2026-03-01", "2026-03-31", *expected)


@pytest.mark.parametrize(
    ("no_day", "fixed", "last", "told"),
    [
        (NoDayPolicy.WAIVE, None, "2026-03-31", None),
        (NoDayPolicy.WAIVE, 10, "2026-03-31", None),
        (NoDayPolicy.ROLL, None, "2026-04-07", None),
        (NoDayPolicy.ROLL, 10, "2026-04-07", None),
        (NoDayPolicy.ALLOW_HOLIDAY, None, "2026-03-31", None),
        (NoDayPolicy.ALLOW_HOLIDAY, 10, "2026-03-31", "2026-03-10"),
    ],
)
def test_the_window_of_a_month_without_a_day(
    no_day: NoDayPolicy, fixed: int | None, last: str, told: str | None
) -> None:
    """'What the period makes of having no admissible day.'."""
    found = ground(station(1, hours="off"))
    duty = clinic(no_day=no_day, fixed_day=fixed)
    assert window(found, duty) == ("2026-03-01", last, told, no_day)
    assert Window(start=MONDAY, end=MARCH.end).exception is None


def test_windows_are_told_apart_by_duty_and_period() -> None:
    """Each is kept, and none is taken for another."""
    found = ground(station(1))
    one, other = clinic(1, fixed_day=10), clinic(2, fixed_day=11, station="S-1")
    april = Period.parse("2026-04")
    fixed = [window(found, duty, period)[2] for duty in (one, other) for period in (MARCH, april)]
    assert fixed == ["2026-03-10", "2026-04-10", "2026-03-11", "2026-04-13"]


@pytest.mark.parametrize(
    ("policy", "days"),
    [
        (DayPolicy.ANY, [8, 12, 13, 14, 15, 16]),
        (DayPolicy.WORKDAYS, [12, 13, 14]),  # the 14th makes up for a day off
        (DayPolicy.WEEKENDS, [8]),
    ],
)
def test_days_that_suit_a_duty(calendar: WorkCalendar, policy: DayPolicy, days: list[int]) -> None:
    """'Of the kind on which the duty is held', off or not."""
    found = ground(calendar=calendar)
    told = [
        day
        for day in (8, 12, 13, 14, 15, 16)
        if found.suits(date(2026, 2, day), clinic(days=policy))
    ]
    assert told == days


BRANCH = Branch(
    id="B-1", name="示例", kind=BranchKind.BRANCH,
    founded_on=date(2026, 2, 11), dissolved_on=date(2026, 2, 28),
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "duty", "days"),
    [
        ({}, {}, [10, 12, 14, 27]),
        ({}, {"subject": "B-1"}, [12, 14, 27]),
        ({}, {"subject": "B-9"}, [10, 12, 14, 27]),  # who is not known is there
        ({}, {"station": "S-9"}, [8, 10, 12, 14, 27]),  # no hours are known
        ({}, {"station": None}, [8, 10, 12, 14, 27]),
        ({"hours": None}, {}, [8, 10, 12, 14, 27]),
        ({"hours": "off"}, {}, []),
        ({"hours": "Tu 09:00-09:01"}, {}, [10]),
        ({"opened_on": date(2026, 2, 12)}, {}, [12, 14, 27]),
        ({"opened_on": date(2026, 2, 12)}, {"subject": "B-1"}, [12, 14, 27]),
        ({}, {"days": DayPolicy.WEEKENDS}, []),
        ({"hours": None}, {"days": DayPolicy.WEEKENDS}, [8]),
    ],
)
def test_days_that_are_admissible(
    calendar: WorkCalendar, place: dict[str, Any], duty: dict[str, Any], days: list[int]
) -> None:
    """'Whether day suits and is not off, and subject and station are there'; it is open, too."""
    found = ground(station(1, **place), BRANCH, calendar=calendar)
    every = 8, 10, 12, 14, 16, 17, 27  # the 16th and 17th are days off
    told = {day: found.is_admissible(date(2026, 2, day), clinic(**duty)) for day in every}
    assert told == {day: day in days for day in every}


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({}, True),
        ({"closed_on": date(2026, 3, 9)}, False),
        ({"closed_on": date(2026, 3, 10)}, True),
        ({"opened_on": date(2026, 3, 11)}, True),
        ({"opened_on": date(2026, 3, 12)}, False),
        ({"opened_on": date(2026, 3, 2), "closed_on": date(2026, 3, 9)}, False),
        ({"opened_on": date(2026, 3, 10), "closed_on": date(2026, 3, 11)}, True),
        ({"suspensions": [Span.parse("2026-03-09/2026-03-10")]}, True),
        ({"suspensions": [Span.parse("2026-03-09/2026-03-11")]}, False),
    ],
)
def test_who_is_there_on_any_of_the_days(changes: dict[str, Any], *, there: bool) -> None:
    """'One not on record is'; one that stands closed on the first day may open again."""
    gaps = [
        Suspension(first=one.start, last=one.last, reason="示例")
        for one in changes.pop("suspensions", ())
    ]
    place = station(1, suspensions=gaps, **changes)
    days = Span.parse("2026-03-09/2026-03-11")
    assert is_there_during(place, days) is there
    assert is_there_during(None, days) is True
