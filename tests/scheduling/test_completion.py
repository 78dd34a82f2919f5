"""What a search leaves open: the cheapest slots of all, and how a placement becomes a plan."""

from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.scheduling.small import MARCH, clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Policy,
    Rule,
    RuleSeverity,
    Severity,
    plan,
)
from ridehire_partybuild.scheduling.bookings import Bookings
from ridehire_partybuild.scheduling.candidates import Candidates
from ridehire_partybuild.scheduling.completion import Completion
from ridehire_partybuild.scheduling.ground import Slot
from ridehire_partybuild.scheduling.identity import session_id
from ridehire_partybuild.scheduling.matter import Matter, matter_of
from ridehire_partybuild.scheduling.needs import Need
from ridehire_partybuild.scheduling.outcome import placement_of
from ridehire_partybuild.scheduling.score import is_preferred
from ridehire_partybuild.values import Modality, OpeningHours, Period, SessionStatus

PEAKS = OpeningHours.parse("Mo-Fr 07:00-09:00,11:00-16:00")
WARNS = [RuleSeverity(rule=Rule.PEAK, severity=Severity.WARN)]
POLICIES = {
    "blocks": attrs.evolve(DEFAULT_POLICY, peaks=PEAKS),
    "warns": attrs.evolve(DEFAULT_POLICY, peaks=PEAKS, severities=WARNS, warning_points=3),
    "cheap": attrs.evolve(DEFAULT_POLICY, peaks=PEAKS, severities=WARNS, warning_points=1),
}
HOSTS = lawyer(1), lawyer(2, hours="Mo-Su 08:00-20:00", per_week=3)
ENGAGED = session("R-1", "2026-03-17T10:00", station=None, venue="外地", host="H-1")


def matter(policy: Policy = DEFAULT_POLICY, *more: Any) -> Matter:
    """What two stations ask of two lawyers."""
    preferred = OpeningHours.parse("We,Th 09:00-10:30")
    duties = clinic(1, "2/month", preferred=preferred), clinic(2, modality=Modality.SHOULD)
    return matter_of(
        inputs_of(station(1), station(2), *HOSTS, ENGAGED, *duties, *more, policy=policy)
    )


def completion(of: Matter) -> Completion:
    """A placement of nothing."""
    return Completion(of.ground, of.inputs.duties, of.needs, {})


@pytest.mark.parametrize("policy", POLICIES)
def test_the_cheapest_slots_of_all(policy: str) -> None:
    """'The cheapest slots that nothing bars; of equals those of hosts with least to do.'."""
    own = matter(POLICIES[policy])
    books = Bookings(own.ground)
    books.add(Slot.of(ENGAGED, {}))
    candidates = Candidates(own.ground, books)
    points = own.inputs.policy

    def price(slot: Slot, need: Need) -> tuple[int, int]:
        cost = 0 if is_preferred(own.ground, slot) else points.preferred_points
        cost += points.warning_points * candidates.warnings(slot)
        return abs((slot.day - need.ideal).days) + cost, books.load(slot)

    for need in own.needs:
        every = [slot for day in need.window.days for slot in candidates.free(need, day)]
        least = min(price(slot, need) for slot in every)
        cheapest = [slot for slot in every if price(slot, need) == least]
        found = completion(own)._best(need)
        assert sorted(found, key=repr) == sorted(cheapest, key=repr)
        days = [slot.day for slot in found]
        assert days == sorted(days, key=lambda day: (abs((day - need.ideal).days), day))


def test_what_is_required_is_placed_first_and_what_is_left_is_told_in_order() -> None:
    """'What is required comes before what is recommended'; each takes its room and its host."""
    own = matter(DEFAULT_POLICY, clinic(3, station="S-9", subject="S-1"))
    found = completion(own)
    assert [need.key for need in found.left] == [
        ("D-1", Period.parse("2026-03"), 1),
        ("D-1", Period.parse("2026-03"), 2),
        ("D-2", Period.parse("2026-03"), 1),
        ("D-3", Period.parse("2026-03"), 1),
    ]
    asked: list[Duty | None] = []

    def first(slots: Any) -> Slot:
        slot: Slot = slots[0]
        asked.append(slot.duty)
        return slot

    found.fill(first)
    assert [duty.id for duty in asked if duty] == ["D-1", "D-1", "D-2"]
    assert [need.duty.id for need in found.left] == ["D-3"]
    for need, slot in ((need, found.slots.get(need.key)) for need in own.needs):
        assert slot is None or found._bookings.in_the_way(slot) is not None, need
    (told,) = found.unplaced()
    assert [(one.rule, one.count) for one in told.blocked] == [(Rule.NO_STATION, 1)]


def test_the_tally_of_a_period_is_told_for_each_of_its_sessions() -> None:
    """'That of its duty and period, whatever its ordinal', by rule in the order of rules."""
    own = matter_of(inputs_of(station(1, hours="Mo 09:00-10:00"), clinic(1, "2/month")))
    first, second = Completion(own.ground, own.inputs.duties, own.needs, {}).unplaced()
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert first.blocked == second.blocked
    assert [(one.rule, one.count) for one in first.blocked] == [(Rule.NO_HOST, 1)]


def test_a_placement_in_days_and_minutes() -> None:
    """'Where the needs of a search stand': the first day, and the first host, are number 0."""
    own = matter()
    needs = list(own.needs)
    first = MARCH.start.toordinal()
    board = SimpleNamespace(needs=needs, hosts=HOSTS, grid=SimpleNamespace(first=first, step=30))
    state: Any = SimpleNamespace(board=board, day=[0, 9, -1], start=[18, 20, 0], host=[0, -1, 1])
    at = {0: (first * 1440 + 540, HOSTS[0].id), 1: ((first + 9) * 1440 + 600, None)}
    assert placement_of(state) == {
        needs[number].key: Slot(
            start=start,
            end=start + 60,
            station=needs[number].station,
            host=host,
            duty=needs[number].duty,
            period=needs[number].period,
        )
        for number, (start, host) in at.items()
    }


def test_an_id_that_a_record_bears_is_not_made_again() -> None:
    """'The id of the need, or the next of its kind where a record bears it (one cancelled).'."""
    duty, month = clinic(1, skill=None), Period.parse("2026-03")
    gone = [
        session(
            str(session_id(duty.id, month, 1, attempt)),
            "2026-03-12T10:00",
            status=SessionStatus.CANCELLED,
        )
        for attempt in (0, 1)
    ]
    for number in range(3):
        inputs = inputs_of(station(1), duty, *gone[:number])
        made = plan(inputs.duties, inputs.register, inputs.calendar, inputs.span, moves=0)
        assert [one.id for one in made.sessions] == [session_id(duty.id, month, 1, number)]
