"""Do the books add up?"""

from datetime import date, datetime

from hypothesis import given

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Delivery,
    DonatedBooks,
    Donation,
    Loan,
    Period,
    Region,
    Register,
    Session,
    SessionStatus,
    Station,
    Stock,
    Title,
    TitleAccount,
    accounts,
    idle_titles,
    receipts_outstanding,
)
from ridehire_partybuild.testing.strategies.sharing import Gift, gifts

ON = date(2026, 1, 31)


def books(*records: object, copies: int | None = 100) -> Register:
    """100 copies given to two stations on 6 January."""
    batch = Donation(id="B-1", donated_on=date(2026, 1, 6),
                     books=[DonatedBooks(title="T-1", copies=copies)])  # fmt: skip
    places = [Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in (1, 2)]
    return Register(
        titles=[Title(id="T-1", name="示例")], stations=places, donations=[batch]
    ).with_(*records)  # type: ignore[arg-type]


def parcel(number: int, copies: int | None, day: int, **more: object) -> Delivery:
    """Brought on a day of January."""
    return Delivery(
        id=f"D-{number}", donation="B-1", title="T-1", station="S-1", copies=copies,
        delivered_on=date(2026, 1, day), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def counted(copies: int, day: int, **more: object) -> Stock:
    """Counted in the store on a day of January."""
    return Stock(id=f"K-{day}", title="T-1", copies=copies, counted_on=date(2026, 1, day), **more)  # type: ignore[arg-type]


@given(gifts())
def test_an_account_adds_up(one: Gift) -> None:
    """Donated = delivered + in store + explained + unexplained, where all of it is known."""
    for told in accounts(one.register, one.on):
        if told.unexplained is None:
            assert None in {told.donated, told.delivered, told.in_store, told.explained}
            continue
        parts = told.delivered, told.in_store, told.explained, told.unexplained
        assert told.donated == sum(one or 0 for one in parts)


def test_an_account() -> None:
    """What came and went after the count is put to it."""
    register = books(
        parcel(1, 40, 13), counted(57, 15, missing=2, reason="受潮"), parcel(2, 30, 20)
    )
    assert accounts(register, ON) == (
        TitleAccount(title="T-1", donated=100, delivered=70, in_store=27, explained=2,
                     counted_on=date(2026, 1, 15)),
    )  # fmt: skip
    assert accounts(register, ON)[0].unexplained == 1
    assert accounts(register, date(2026, 1, 14))[0].in_store is None
    assert accounts(register, date(2026, 1, 5)) == ()


def test_a_difference_without_a_reason_is_not_explained() -> None:
    """Gone is not explained until somebody says why."""
    (told,) = accounts(books(counted(90, 15, missing=10)), ON)
    assert (told.explained, told.unexplained) == (0, 10)


def test_every_count_explains_what_is_gone_since_the_one_before() -> None:
    """A reason once given stays when somebody counts again; a number not given is not known."""
    first = counted(97, 10, missing=2, reason="受潮")
    (told,) = accounts(books(first, counted(97, 20)), ON)
    assert (told.explained, told.unexplained) == (2, 1)
    (told,) = accounts(books(first, counted(96, 20, missing=1, reason="遗失")), ON)
    assert (told.explained, told.unexplained) == (3, 1)
    (told,) = accounts(books(first, counted(96, 20, reason="遗失")), ON)
    assert (told.explained, told.unexplained) == (None, None)


def test_all_brought_is_an_empty_store() -> None:
    """With nothing left, nobody need count."""
    (told,) = accounts(books(parcel(1, 100, 13)), ON)
    assert (told.in_store, told.unexplained) == (0, 0)


def test_what_is_not_known() -> None:
    """A number that is not on record is no zero."""
    (told,) = accounts(books(copies=None), ON)
    assert (told.donated, told.in_store, told.unexplained) == (None, None, None)
    (brought,) = accounts(books(parcel(1, None, 13), counted(3, 15)), ON)
    assert (brought.delivered, brought.in_store, brought.unexplained) == (None, None, None)


def test_receipts_outstanding() -> None:
    """Not signed, not known whether, or signed later: each is still to come."""
    register = books(
        parcel(1, 1, 10, received=True), parcel(2, 1, 10), parcel(3, 1, 10, received=False),
        parcel(4, 1, 10, received_on=date(2026, 1, 12)),
        parcel(5, 1, 10, received_on=date(2026, 2, 1)),
        Delivery(id="D-7", donation="B-1", title="T-1", station="S-2",
                 delivered_on=date(2026, 2, 2)),
    )  # fmt: skip
    assert receipts_outstanding(register, ON) == ("D-2", "D-3", "D-5")


def test_idle_titles() -> None:
    """Use the donated books: in a session held, or lent."""
    register = books(parcel(1, 40, 13))
    assert idle_titles(register, date(2026, 1, 12)) == ()
    assert idle_titles(register, ON) == ("T-1",)
    read = Session(
        id="E-1", kind=ActivityKind.STUDY_SESSION, station="S-1", titles=["T-1"],
        start=datetime(2026, 1, 20, 14, tzinfo=SHANGHAI),
        end=datetime(2026, 1, 20, 15, tzinfo=SHANGHAI), status=SessionStatus.HELD,
    )  # fmt: skip
    assert idle_titles(register.with_(read), ON) == ()
    lent = Loan(id="L-1", title="T-1", station="S-1", period=Period.parse("2026-01"), lent=1)
    assert idle_titles(register.with_(lent), ON) == ()
