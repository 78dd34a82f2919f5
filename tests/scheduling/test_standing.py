"""Which sessions of a plan can stay, case by case: what lets go of whom, and why."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import ChangeCause, Plan, Rule
from ridehire_partybuild.scheduling.assembling import Judge
from ridehire_partybuild.scheduling.standing import Standing, on_record
from ridehire_partybuild.values import Period, SessionStatus, Span

MONTH = Period.parse("2026-03")
BROKEN, RECORDED = ChangeCause.BROKEN, ChangeCause.RECORDED


def own(name: str, start: str, **more: Any) -> Session:
    """A session of the duty, in March 2026."""
    return session(f"P-{name}", f"2026-03-{start}", **{"duty": "D-1", "period": MONTH, **more})


def standing(*sessions: Session, cadence: str = "9/month", **more: Any) -> Standing:
    """What stands of these sessions, in a room that nobody else uses."""
    inputs = inputs_of(station(1), lawyer(), clinic(1, cadence, skill=None), on=date(2026, 3, 5))
    plain: dict[str, Any] = {"pins": frozenset(), "published": None, "causes": {}}
    found = Standing(judge=Judge(inputs), **plain | more)
    found.kept = {one.id: one for one in sessions}
    return found


def told(found: Standing) -> tuple[list[str], dict[str, ChangeCause], dict[str, set[Rule]]]:
    """What is kept, and why what is not was let go."""
    rules = {str(name): rules for name, rules in found.rules.items() if rules}
    return list(map(str, found.kept)), {str(k): v for k, v in found.causes.items()}, rules


def test_what_is_over_is_let_go() -> None:
    """'What lies before the day of the plan': that day itself does not."""
    found = standing(own("A", "04T10:00"), own("B", "05T10:00"))
    found.release_past()
    assert told(found) == (["P-B"], {"P-A": BROKEN}, {"P-A": {Rule.PAST}})


def test_what_breaks_a_rule_by_itself_is_let_go_unless_it_is_pinned() -> None:
    """'And nothing else of the plan could give way': two in each other's way are left for later."""
    sessions = [
        own("A", "10T07:00"),  # before the room is open, and in a peak
        own("B", "11T10:00"),
        own("C", "11T10:30"),
        own("D", "12T06:00"),
        own("E", "13T10:00"),
    ]
    found = standing(*sessions, pins=frozenset({sessions[3].id}))
    found.release_broken()
    assert told(found) == (
        ["P-B", "P-C", "P-D", "P-E"],
        {"P-A": BROKEN},
        {"P-A": {Rule.CLOSED, Rule.PEAK}},
    )


def test_what_nothing_asks_for_is_let_go() -> None:
    """'Pinned last, and what is in the way of others first'; of equals the latest."""
    sessions = [
        own("A", "11T10:00"),
        own("B", "12T10:00"),
        own("C", "12T10:30"),
        own("D", "16T10:00"),
        own("E", "17T10:00"),
        own("F", "18T10:00", duty=None, period=None),
    ]
    surplus = ChangeCause.SURPLUS
    found = standing(*sessions, cadence="2/month")
    found.release_surplus()
    assert told(found)[0] == ["P-A", "P-D"]
    assert set(found.causes.values()) == {surplus}
    pinned = standing(*sessions, cadence="3/month", pins=frozenset({sessions[2].id}))
    pinned.release_surplus()
    assert told(pinned)[0] == ["P-A", "P-C", "P-D"]


def test_of_two_in_each_others_way_one_is_let_go() -> None:
    """The one in most ways, else the latest; never a pinned one, and the draft before the rest."""
    a, b, c, d = (own(name, f"11T1{n}:00", minutes=90) for n, name in enumerate("ABCD"))
    found = standing(a, b, c)
    found.release_crowded()
    assert told(found) == (["P-A", "P-C"], {"P-B": BROKEN}, {"P-B": {Rule.ROOM_BUSY}})
    found = standing(a, b)
    found.release_crowded()
    assert told(found)[0] == ["P-A"]
    pinned = standing(a, b, pins=frozenset({b.id}))
    pinned.release_crowded()
    assert told(pinned)[0] == ["P-B"]
    assert pinned.stuck == ()
    stuck = standing(a, b, pins=frozenset({a.id, b.id}))
    stuck.release_crowded()
    assert [one.rule for one in stuck.stuck] == [Rule.ROOM_BUSY]
    assert told(stuck)[0] == ["P-A", "P-B"]
    by_hand = standing(c, d, causes={d.id: RECORDED})
    by_hand.release_crowded()
    assert told(by_hand)[0] == ["P-D"]
    night = attrs.evolve(d, start=c.start, end=d.end)
    both = standing(c, night, published=Span.parse("2026-03-12/2026-03-13"))
    both.release_crowded()
    assert told(both)[0] == ["P-C"]


def test_drafts_give_way_to_what_was_given_out() -> None:
    """'Drafts (what lies outside published)': the earlier of two, if it alone is one."""
    sessions = [own("A", "11T09:00", host="H-1"), own("B", "12T10:00", host="H-1")]
    inputs = inputs_of(station(1), lawyer(per_week=1, hours="24/7"), clinic(1, "9/month"))
    for published, expected in (
        (None, "P-A"),
        (Span.parse("2026-03-12/2026-03-12"), "P-B"),
        (Span.parse("2026-03-11/2026-03-11"), "P-A"),
    ):
        found = Standing(judge=Judge(inputs), pins=frozenset(), published=published, causes={})
        found.kept = {one.id: one for one in sessions}
        found.release_crowded()
        assert told(found)[0] == [expected]


def test_what_is_in_nobodys_way_once_others_are_gone_is_taken_back() -> None:
    """'Keep what turned out to be in nobody's way once others were let go.'."""
    x, y, z = own("X", "11T10:00"), own("Y", "11T10:30"), own("Z", "11T11:15")
    found = standing(x, y, z, causes={y.id: RECORDED, z.id: RECORDED})
    found.release_crowded()
    assert set(told(found)[0]) == {"P-X", "P-Z"}
    assert told(found)[1:] == (
        {"P-Y": BROKEN, "P-Z": RECORDED},
        {"P-Y": {Rule.ROOM_BUSY}},
    )


@pytest.mark.parametrize(
    ("change", "cause", "stays"),
    [
        ({}, None, True),
        ({"host": "H-1"}, RECORDED, True),
        ({"status": SessionStatus.CANCELLED}, ChangeCause.CANCELLED, False),
        ({"status": SessionStatus.HELD}, RECORDED, False),
        ({"duty": None, "period": None}, RECORDED, False),
        ({"period": Period.parse("2026-04")}, RECORDED, False),
    ],
)
def test_the_register_has_the_last_word(
    change: dict[str, Any], cause: ChangeCause | None, *, stays: bool
) -> None:
    """'What it has as held has left the plan, what it has as cancelled is gone', and so on."""
    one, other = own("A", "11T10:00"), own("B", "12T10:00")
    inputs = inputs_of(station(1), lawyer(), clinic())
    record = attrs.evolve(one, **change)
    known = attrs.evolve(inputs, register=inputs.register.with_(record))
    found = on_record(Plan(inputs=inputs, sessions=[one, other]), known)
    assert found.causes == ({} if cause is None else {one.id: cause})
    assert found.sessions == ((record, other) if stays else (other,))
    assert found.inputs == (inputs if stays else known)
