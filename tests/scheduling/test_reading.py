"""Reading sessions for donated books that nobody uses."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Cadence,
    Delivery,
    DonatedBooks,
    Donation,
    Duty,
    InvalidValue,
    LedgerState,
    OpeningHours,
    Region,
    Register,
    Site,
    Span,
    Station,
    Title,
    idle_titles,
    merged_duties,
    plan,
    reading_duties,
    work_calendar,
)
from ridehire_partybuild.scheduling.ground import is_there_during
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import TitleId

SPAN = Span.parse("2026-01-01/2026-06-30")
ON = date(2026, 1, 15)
LONG = "示例" * 90
NONE = TitleId("T-0")
CITY = Register(
    titles=[Title(id="T-1", name="示例一"), Title(id="T-2", name=LONG)],
    donations=[
        Donation(
            id="2026-01",
            books=[DonatedBooks(title="T-1", copies=9), DonatedBooks(title="T-2", copies=9)],
        )
    ],
    stations=[
        Station(
            id=name, name="示例", region=Region("370502"), site=Site(seats=20),
            hours=OpeningHours.parse("Mo-Fr 09:00-17:00; PH off"),
        )
        for name in ("S-1", "S-2", "S-3")
    ],
    deliveries=[
        Delivery(id="V-1", donation="2026-01", title="T-1", station="S-1", copies=3),
        Delivery(id="V-2", donation="2026-01", title="T-2", station="S-1", copies=3),
        Delivery(id="V-3", donation="2026-01", title="T-2", station="S-2", copies=3),
    ],
)  # fmt: skip


@given(strategies.registers(deliveries=(0, 6), donations=(0, 2)), st.data())
def test_who_was_brought_a_title_reads_it(register: Register, data: st.DataObject) -> None:
    """'Use the donated books': a duty for each station that has one of them, and no other."""
    titles = data.draw(st.sets(st.sampled_from([one.id for one in register.titles] or [NONE])))
    found = reading_duties(titles, register, SPAN)
    has = {one.station for one in register.deliveries if one.title in titles}
    there = {one.id for one in register.stations if is_there_during(one, SPAN)}
    assert {one.station for one in found} == has & there
    assert merged_duties(found) == found


def test_the_sessions_are_planned() -> None:
    """The titles are named, as many as there is room for; two quarters make two sessions each."""
    found = reading_duties(idle_titles(CITY, ON), CITY, SPAN)
    assert {str(one.subject): one.source for one in found} == {
        "S-1": f"《示例一》《{LONG}》",
        "S-2": f"《{LONG}》",
    }
    assert {str(one.cadence) for one in found} == {"1/quarter"}
    made = plan(found, CITY, work_calendar(), SPAN)
    assert [one.state for one in made.ledger] == [LedgerState.PLANNED] * 4


def test_a_long_list_of_titles_is_cut() -> None:
    """A source has at most 300 characters."""
    titles = [Title(id="T-1", name=f"又{LONG}"), Title(id="T-2", name=LONG)]
    long = attrs.evolve(CITY, titles=titles)
    (first, *_) = sorted(
        reading_duties([one.id for one in titles], long, SPAN), key=lambda one: one.subject
    )
    assert len(first.source or "") == 300
    assert (first.source or "").endswith("…")


def test_how_often_and_when_are_arguments() -> None:
    """An office sets the frequency; years outside 2000-2100 are refused."""
    monthly: tuple[Duty, ...] = reading_duties(
        [CITY.titles[0].id], CITY, SPAN, Cadence.parse("1/month")
    )
    assert [str(one.cadence) for one in monthly] == ["1/month"]
    with pytest.raises(InvalidValue):
        reading_duties([], CITY, Span(start=date(1999, 1, 1), end=date(1999, 2, 1)))
