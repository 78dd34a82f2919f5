"""Bringing the parcels while stations are open."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    CARRIERS,
    DeliveryRounds,
    DonatedBooks,
    Donation,
    Fund,
    OpeningHours,
    Period,
    Region,
    Register,
    Station,
    Stop,
    WorkCalendar,
    allocate,
    delivery_rounds,
    work_calendar,
)
from ridehire_partybuild.calendars.availability import covers
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import SHANGHAI

MONDAY = date(2026, 1, 12)
BOOKS = Donation(id="2026-01", books=[DonatedBooks(title="T-1", copies=60)])


def station(number: int, hours: str | None, region: str = "370502", **more: object) -> Station:
    """A station with these hours."""
    told = None if hours is None else OpeningHours.parse(hours)
    return Station(id=f"S-{number}", name="示例", region=Region(region), hours=told, **more)  # type: ignore[arg-type]


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    """A moment of that day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@st.composite
def cities(draw: st.DrawFn) -> Register:
    """Stations of two counties with all sorts of hours."""
    hours = st.one_of(st.none(), strategies.opening_hours())
    numbers = range(draw(st.integers(1, 6)))
    made = [station(n, None, draw(st.sampled_from(["370502", "370503"]))) for n in numbers]
    return Register(stations=[attrs.evolve(one, hours=draw(hours)) for one in made])


def pairs(stops: tuple[Stop, ...]) -> Iterator[tuple[Stop, Stop]]:
    """Each stop with the next of the same day."""
    for one, other in pairwise(stops):
        if one.start.date() == other.start.date():
            yield one, other


@given(cities(), st.integers(0, 80))
def test_a_stop_is_while_the_station_is_open(city: Register, later: int) -> None:
    """Within the station's hours and the carriers', one after the other, on the real calendar."""
    calendar, on = work_calendar(), MONDAY + timedelta(days=later)
    rounds = delivery_rounds(allocate(BOOKS, city, on=on), city, calendar)
    places = {one.id: one for one in city.stations}
    for stop in rounds.stops:
        hours = places[stop.station].hours
        assert hours is not None
        assert covers(hours, stop.start, stop.end, calendar)
        assert covers(CARRIERS.hours, stop.start, stop.end, calendar)
    for one, other in pairs(rounds.stops):
        near = places[one.station].region == places[other.station].region
        minutes = CARRIERS.same_county if near else CARRIERS.elsewhere
        assert one.end + timedelta(minutes=minutes) <= other.start


@given(cities())
def test_every_parcel_is_accounted_for(city: Register) -> None:
    """Each station that gets something is on one round, or is told and why."""
    shared = allocate(BOOKS, city, on=MONDAY)
    rounds = delivery_rounds(shared, city, WorkCalendar())
    left = *rounds.unknown_hours, *rounds.never_open, *rounds.not_reached
    told = [*(one.station for one in rounds.stops), *left]
    assert sorted(told) == sorted(one.id for one in city.stations if shared.to(one.id))
    assert all(one.copies == shared.to(one.station) for one in rounds.stops)


def test_a_day_of_the_city() -> None:
    """The earliest first, of those the same county; nobody brings books at noon or on a holiday."""
    city = Register(stations=[
        station(1, "09:00-17:00"),
        station(2, "09:00-17:00", "370503"),
        station(3, "09:00-17:00"),
        station(4, "19:00-22:00"),
        station(5, None),
        station(6, "Tu 16:30-17:00"),
    ])  # fmt: skip
    rounds = delivery_rounds(allocate(BOOKS, city, on=MONDAY), city, work_calendar())
    tuesday = date(2026, 1, 13)
    assert rounds.stops == (
        Stop(station="S-1", start=at(10), end=at(10, 20), copies=10),
        Stop(station="S-3", start=at(10, 50), end=at(11, 10), copies=10),
        Stop(station="S-2", start=at(14), end=at(14, 20), copies=10),
        Stop(station="S-6", start=at(16, 30, tuesday), end=at(16, 50, tuesday), copies=10),
    )
    assert rounds.days == (MONDAY, tuesday)
    assert (rounds.unknown_hours, rounds.never_open) == (("S-5",), ("S-4",))


def test_no_book_is_brought_on_a_holiday() -> None:
    """New Year's Day and the bridge days after it are off; 4 January is a make-up workday."""
    city = Register(stations=[station(1, "Mo-Fr 09:00-17:00; PH off")])
    given_out = allocate(BOOKS, city, on=date(2026, 1, 1))
    assert delivery_rounds(given_out, city, work_calendar()).days == (date(2026, 1, 4),)


def test_a_station_that_closes_is_reached_before() -> None:
    """On the last day on which it is open."""
    closing = station(1, "Mo,We 09:00-17:00", closed_on=date(2026, 1, 14))
    city = Register(stations=[closing])
    given_out = allocate(BOOKS, city, on=date(2026, 1, 13))
    assert delivery_rounds(given_out, city, work_calendar()).never_open == ("S-1",)


def test_what_is_open_but_not_reached_in_time_is_told_apart() -> None:
    """Of two stations open on the same half hour one is reached; another is open on no workday."""
    city = Register(stations=[station(1, "Mo 16:30-17:00"), station(2, "Mo 16:30-17:00"),
                              station(3, "Su 09:00-17:00")])  # fmt: skip
    given_out = allocate(BOOKS, city, on=MONDAY)
    week = attrs.evolve(CARRIERS, within_days=7)
    rounds = delivery_rounds(given_out, city, work_calendar(), carriers=week)
    assert [one.station for one in rounds.stops] == ["S-1"]
    assert (rounds.not_reached, rounds.never_open) == (("S-2",), ("S-3",))


def test_the_way_to_the_first_station_takes_time() -> None:
    """Carriers set out when their day begins: who is open for its first hour only is not met."""
    city = Register(stations=[station(1, "Mo-Fr 09:00-10:00")])
    given_out = allocate(BOOKS, city, on=MONDAY)
    assert delivery_rounds(given_out, city, work_calendar()).never_open == ("S-1",)
    near = attrs.evolve(CARRIERS, elsewhere=40)
    (stop,) = delivery_rounds(given_out, city, work_calendar(), carriers=near).stops
    assert stop.start == at(9, 40)


def test_money_is_not_carried_round() -> None:
    """An amount of fen is no number of copies."""
    line = Fund(id="F-1", name="示例", period=Period.parse("2026"), granted_fen=100_00, spending=[])
    city = Register(stations=[station(1, "09:00-17:00")])
    shared = allocate(line, city, on=MONDAY)
    assert shared.to("S-1") == 100_00
    assert delivery_rounds(shared, city, work_calendar()) == DeliveryRounds(stops=())
