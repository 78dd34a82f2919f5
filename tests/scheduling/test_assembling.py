"""Sessions held against what is needed: which need each of them meets."""

from typing import Any

import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Party, Session
from ridehire_partybuild.scheduling import plan
from ridehire_partybuild.scheduling.assembling import Judge, added
from ridehire_partybuild.scheduling.identity import session_id
from ridehire_partybuild.values import Period, SessionStatus

MONTH = Period.parse("2026-03")


def own(name: str, day: str, **more: Any) -> Session:
    """A session of the duty."""
    return session(name, f"2026-03-{day}T10:00", **{"duty": "D-1", "period": MONTH, **more})


def made(ordinal: int, attempt: int = 0) -> str:
    """The id that a session made for a need bears."""
    return str(session_id(clinic().id, MONTH, ordinal, attempt))


def fitted(*sessions: Session) -> tuple[dict[str, int], list[int], list[str]]:
    """The ordinals that sessions take, those left, and the sessions that nothing asks for."""
    inputs = inputs_of(station(1), lawyer(), clinic(1, "3/month"))
    found = Judge(inputs).fit(sessions)
    taken = {str(one.id): need.ordinal for one, need in found.pairs}
    return taken, [need.ordinal for need in found.left], [str(one.id) for one in found.surplus]


def test_a_session_made_for_a_need_takes_it_and_others_what_is_left() -> None:
    """'In order of time'; of too many the first that are given; none of other periods."""
    a, b, c = own("A", "20"), own("B", "10"), own("C", "05")
    assert fitted(a, b) == ({"B": 1, "A": 2}, [3], [])
    assert fitted(a, b, own(made(1), "30")) == ({made(1): 1, "B": 2, "A": 3}, [], [])
    assert fitted(a, b, c, own("D", "01")) == ({"C": 1, "B": 2, "A": 3}, [], ["D"])
    twice = own(made(2), "12"), own(made(2, 1), "11")
    assert fitted(*twice) == ({made(2): 2, made(2, 1): 1}, [3], [])
    april = own("A", "20", period=Period.parse("2026-04"))
    assert fitted(april, own("B", "10", duty=None, period=None)) == ({}, [1, 2, 3], ["B", "A"])
    strange = own(made(2), "12", period=Period.parse("2026-04"))
    assert fitted(strange) == ({}, [1, 2, 3], [made(2)])


@pytest.mark.parametrize(("attempt", "ordinal"), [(0, 3), (1, 3), (7, 3), (8, 1)])
def test_ids_of_later_attempts_are_known_up_to_the_eighth(attempt: int, ordinal: int) -> None:
    """What bears a further one is placed like any other session."""
    assert fitted(own(made(3, attempt), "12"))[0] == {made(3, attempt): ordinal}


def test_what_is_added_goes_around_what_is_given() -> None:
    """'For one duty alone, if told'; what a pinned session names need no longer be on record."""
    inputs = inputs_of(station(1), station(2), lawyer(), clinic(1), clinic(2), moves=0)
    both = added(inputs, ())
    assert [str(one.duty) for one in sorted(both, key=lambda one: str(one.duty))] == ["D-1", "D-2"]
    assert [str(one.duty) for one in added(inputs, (), clinic(2).id)] == ["D-2"]
    gone = own("A", "10", host="H-9", station="S-9", organiser=Party(name="示例", actor="A-9"))
    assert [str(one.duty) for one in added(inputs, [gone])] == ["D-2"]
    whole = plan(inputs.duties, inputs.register, inputs.calendar, inputs.span, moves=0)
    assert sorted(both, key=lambda one: one.id) == list(whole.sessions)


def test_books_hold_what_is_on_record_and_what_is_placed() -> None:
    """'What was cancelled' takes nothing."""
    records = [
        session("R-1", "2026-03-10T10:00", host="H-1"),
        session("R-2", "2026-03-10T13:00", host="H-1", status=SessionStatus.CANCELLED),
    ]
    inputs = inputs_of(station(1), lawyer(), clinic(1, "3/month"), *records)
    books = Judge(inputs).booked([own("A", "12", host="H-1")])
    (host,) = inputs.register.hosts
    assert {day: len(slots) for (_, day), slots in sorted(books._rooms.items())} == {
        records[0].day.toordinal(): 1,
        own("A", "12").day.toordinal(): 1,
    }
    assert {who for who, _ in books._hosts} == {host.id}
