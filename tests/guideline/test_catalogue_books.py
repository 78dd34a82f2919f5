"""Where the facts of books turn: first and last days, and gaps in the records."""

from datetime import date, datetime, timedelta
from typing import Any

import attrs

from ridehire_partybuild import (
    FACTS,
    SHANGHAI,
    ActivityKind,
    Actor,
    ActorRole,
    Delivery,
    DonatedBooks,
    Donation,
    Loan,
    Party,
    Period,
    Region,
    Register,
    Session,
    SessionStatus,
    Station,
    Stock,
    Tier,
    Title,
)
from ridehire_partybuild.guideline import ABSENT

ON = date(2026, 1, 15)
DAY = timedelta(days=1)
LAST = Period.parse("2025")
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    opened_on=date(2024, 6, 1), records_since=date(2024, 6, 1),
)  # fmt: skip
ACTOR = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
CITY = "370500"


def read(name: str, *records: Any, subject: str = "S-1", on: date = ON) -> Any:
    """Return what a fact reads from a register of the records, the usual ones among them."""
    there = {one.id for one in records}
    fact = FACTS[name]
    assert fact.read is not None
    usual = (one for one in (STATION, ACTOR) if one.id not in there)
    return fact.read(Register().with_(*usual, *records).of(subject), on)


def books(**more: Any) -> list[Any]:
    """Return a title, its donation, and a delivery of ten copies on 2025-03-01."""
    told: dict[str, Any] = {"copies": 10, "delivered_on": date(2025, 3, 1)} | more
    return [
        Title(id="T-1", name="示例"),
        Donation(id="D-1", donors=[Party(name="示例协会", actor="A-1")],
                 donated_on=date(2025, 2, 1), books=[DonatedBooks(title="T-1", copies=30)]),
        Delivery(id="DE-1", donation="D-1", title="T-1", station="S-1", **told),
    ]  # fmt: skip


def counted(copies: int = 10, on: date = date(2025, 12, 31), **more: Any) -> Stock:
    """Return a count of the title."""
    return Stock(id="ST-1", title="T-1", station="S-1", copies=copies, counted_on=on, **more)


def test_copies_on_loan_when_counted() -> None:
    """A count on the last day of a period comes after its loans; one amid it says nothing."""
    quarter = Period.parse("2025-Q4")
    loan = Loan(id="L-1", title="T-1", station="S-1", period=quarter, lent=5, returned=3)
    gap = "stock.unexplained"
    assert read(gap, *books(), counted(8), loan) == 0
    assert read(gap, *books(), counted(10), loan) == 2
    assert read(gap, *books(), counted(8, on=quarter.span.last - DAY), loan) is None
    assert read(gap, *books(), counted(10, on=quarter.start), loan) is None
    assert read(gap, *books(), counted(10, on=quarter.start - DAY), loan) == 0
    for lacking in (attrs.evolve(loan, lent=None), attrs.evolve(loan, returned=None)):
        assert read(gap, *books(), counted(8), lacking) is None
    assert read(gap, *books()) is None
    assert read(gap, *books(), counted(12)) == 2
    assert read(gap, *books(copies=None), counted(8)) is None
    later = books(delivered_on=date(2025, 12, 31))
    assert read(gap, *later, counted(10)) == 0
    assert read(gap, *books(delivered_on=date(2026, 1, 1)), counted(10)) == 10


def test_every_count_explains_what_is_gone_since_the_one_before() -> None:
    """A reason stays when somebody counts again; a number not given is not known."""
    gap = "stock.unexplained"
    first = counted(8, on=date(2025, 6, 30), missing=2, reason="受潮")
    assert read(gap, *books(), first) == 0
    again = attrs.evolve(counted(8), id="K-2")
    assert read(gap, *books(), first, again) == 0
    fewer = attrs.evolve(again, copies=7, missing=1, reason="遗失")
    assert read(gap, *books(), first, fewer) == 0
    assert read(gap, *books(), first, attrs.evolve(fewer, reason=None)) == 1
    assert read(gap, *books(), first, attrs.evolve(fewer, missing=None)) is None


def test_books_are_counted_since_the_last_whole_year_began() -> None:
    """A count on New Year's Day is one of that year; the day before is not."""
    assert read("stock.counted", *books(), counted(on=date(2025, 1, 1))) is True
    assert read("stock.counted", *books(), counted(on=date(2024, 12, 31))) is False
    assert read("stock.counted") is ABSENT
    assert read("stock.counted", Title(id="T-1", name="示例"), counted()) is True
    assert read("stock.counted", *books(), counted(on=ON + DAY)) is False


def test_a_delivery_is_signed_for_from_its_day() -> None:
    """A signature of a later day is not there yet, and nobody says that it will not come."""
    name = "deliveries.unreceived"
    assert read(name, *books(received_on=ON)) == 0
    assert read(name, *books(received_on=ON), on=ON - DAY) is None
    assert read(name, *books(received=True)) == 0
    assert read(name) is ABSENT
    assert read("titles.delivered") is None
    assert read("titles.delivered", *books(delivered_on=ON)) == 10
    assert read("titles.delivered", *books(delivered_on=ON), on=ON - DAY) is None


def test_a_title_is_idle_until_used_or_lent() -> None:
    """Used in a session held, or lent; unless records reach back to its coming, nobody knows."""
    name = "titles.unused"
    start = datetime(2025, 6, 1, 14, tzinfo=SHANGHAI)
    session = Session(id="X-1", kind=ActivityKind.READING_CIRCLE, station="S-1", start=start,
                      end=start.replace(hour=15), status=SessionStatus.HELD,
                      titles=["T-1"])  # fmt: skip
    loan = Loan(id="L-1", title="T-1", station="S-1", period=LAST, lent=1, returned=1)
    vague = attrs.evolve(loan, id="L-2", lent=None)
    assert read(name, *books(), vague) is None
    assert read(name, *books(), vague, loan) == 0
    assert read(name, *books()) == 1
    assert read(name, *books(), session) == 0
    assert read(name, *books(), attrs.evolve(session, status=SessionStatus.CANCELLED)) == 1
    assert read(name, *books(), loan) == 0
    assert read(name, *books(), attrs.evolve(loan, lent=0, returned=0)) == 1
    on_the_day = attrs.evolve(STATION, records_since=date(2025, 3, 1))
    assert read(name, *books(), on_the_day) == 1
    day_late = attrs.evolve(STATION, records_since=date(2025, 3, 2))
    assert read(name, *books(), day_late) is None
    assert read(name, *books(), day_late, session) == 0
    assert read(name, *books(delivered_on=date(2025, 12, 31))) == 1
    assert read(name, *books(delivered_on=date(2026, 1, 1))) is ABSENT


def test_copies_that_a_city_has_not_brought_to_a_station() -> None:
    """Donated less brought; where the copies of a delivery are not known, neither is the rest."""
    name = "city.undelivered_copies"
    assert read(name, *books(), subject=CITY) == 20
    assert read(name, *books(copies=None), subject=CITY) is None
    assert read(name, *books(copies=30), subject=CITY) == 0
    assert read(name, *books(copies=31), subject=CITY) is None  # more than was given: who knows
    assert read(name, subject=CITY) is ABSENT
    title, given, parcel = books(copies=31)
    other = attrs.evolve(given, id="D-2", books=[DonatedBooks(title="T-2", copies=9)])
    second = attrs.evolve(title, id="T-2")
    # a surplus of one title makes up for no lack of another
    assert read(name, title, second, given, other, parcel, subject=CITY) is None
    fewer = attrs.evolve(parcel, copies=10)
    assert read(name, title, second, given, other, fewer, subject=CITY) == 29
    assert read("city.donated_copies", subject=CITY) is None
    assert read("city.donated_copies", *books(), subject=CITY) == 30
    assert read(name, *books(delivered_on=ON), subject=CITY, on=ON - DAY) == 30


def test_the_newest_count_is_what_is_there() -> None:
    """Of several counts of a title the newest decides, whatever they are called."""
    old = counted(9, on=date(2025, 6, 30))
    new = counted(8)
    for first, second in (("ST-1", "ST-2"), ("ST-2", "ST-1")):
        both = (attrs.evolve(old, id=first), attrs.evolve(new, id=second))
        assert read("titles.copies", *books(), *both) == 8
        assert read("titles.copies", *books(), *both, on=date(2025, 7, 1)) == 9


def test_a_parcel_of_unknown_donors_leaves_open_what_is_still_to_be_brought() -> None:
    """Its donors are no actors of this city: whether it is part of what was given nobody knows."""
    title, given, parcel = books()
    strange = attrs.evolve(given, id="D-2", donors=[Party(name="示例基金会")])
    records = (title, given, strange, attrs.evolve(parcel, donation="D-2"))
    assert read("city.undelivered_copies", *records, subject=CITY) is None
