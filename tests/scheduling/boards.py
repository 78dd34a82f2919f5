"""Small cities as a search sees them, and what is true of them by the rules, asked one by one."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import attrs
from tests.scheduling.small import clinic, inputs_of, lawyer, session, station

from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.guideline import DayPolicy, NoDayPolicy
from ridehire_partybuild.model import Host, Session
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    PlanInputs,
    Policy,
    Rule,
    ShiftPattern,
    TravelTimes,
)
from ridehire_partybuild.scheduling.board import MEDIUM, Board
from ridehire_partybuild.scheduling.ground import Slot
from ridehire_partybuild.scheduling.identity import session_id
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.needs import Need
from ridehire_partybuild.scheduling.rules import (
    DAY_RULES,
    HOST_RULES,
    TIME_RULES,
    clashes,
    over_day_limit,
    over_week_limit,
)
from ridehire_partybuild.scheduling.score import matches_of, summed
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots
from ridehire_partybuild.values import (
    SHANGHAI,
    ActivityKind,
    Modality,
    OpeningHours,
    PeriodUnit,
    Region,
    Roll,
    SessionStatus,
    Skill,
    Span,
    Text,
)

__all__ = [
    "CITIES",
    "HOPELESS",
    "LAWYERS",
    "PLAIN",
    "RECORDS",
    "SHIFTS",
    "Recount",
    "Spot",
    "bits",
    "board_of",
    "chance",
    "cost_of",
    "draws",
    "on_record",
    "recount_of",
    "spots_of",
]

Spot = tuple[int, int, int]
"""A day, a start and a host, by number."""

FREE_ROADS = OpeningHours.parse("off")
TRAVEL = TravelTimes(same_station=10, same_county=50, same_city=75, elsewhere=200)
SHIFTS = tuple(
    ShiftPattern(id=name, label=Text(zh="班", en="shift"), source="invented",
                 hours=OpeningHours.parse(hours))
    for name, hours in (("early", "Mo-Su 09:00-11:00"), ("late", "Mo-Fr 14:00-19:00"),
                        ("night", "Mo-Su 01:00-05:00"))
)  # fmt: skip
PLAIN = attrs.evolve(DEFAULT_POLICY, travel=TRAVEL, step_minutes=60, peaks=FREE_ROADS)


def on_record(name: str, start: str, **changes: Any) -> Session:
    """A session that serves no duty."""
    return session(name, start, **{"kind": ActivityKind.SYMPOSIUM} | changes)


RECORDS = (
    on_record("R-1", "2026-03-10T09:00", host="H-1"),
    on_record("R-2", "2026-03-11T10:20", minutes=40, host="H-2", station="S-2"),
    on_record("R-3", "2026-03-12T12:00", host="H-1", station=None, venue="别处"),
    on_record("R-4", "2026-03-10T23:00", minutes=660, station="S-2"),
    on_record("R-5", "2026-03-12T09:00", status=SessionStatus.CANCELLED, host="H-1"),
    on_record("R-6", "2026-03-02T10:00", host="H-2"),
    on_record("R-7", "2026-03-24T10:00", host="H-1", station="S-4"),
    on_record("R-8", "2026-03-03T22:00", minutes=900, station="S-3", host="H-3"),
    on_record("R-9", "2026-03-22T23:00", minutes=120, station="S-3", host="H-3"),
    on_record("R-10", "2026-03-23T10:00", host="H-1"),  # the first day after the last
    on_record("E-1", "2026-03-11T10:00", kind=ActivityKind.LEGAL_CLINIC, duty="D-1"),
    on_record("E-2", "2026-03-25T10:00", kind=ActivityKind.LEGAL_CLINIC, duty="D-1"),
)
CLINICS = (
    clinic(1, "1/week", smallest_gap=5),
    clinic(2, "1/week", minutes=90, preferred=OpeningHours.parse("Mo-Su 14:00-17:00")),
    clinic(3, "2/week", minutes=120, smallest_gap=2, modality=Modality.SHOULD),
    clinic(4, "1/week", ideal_gap=9),
    clinic(5, "1/week", subject="S-1", station="S-1", skill=None,
           preferred=OpeningHours.parse("Tu,Fr 09:00-10:00")),
)  # fmt: skip


LAWYERS = (
    lawyer(1, hours="Mo-Su 09:00-12:00,14:00-18:00", per_day=2, per_week=3),
    lawyer(2, hours="Mo-Fr 08:00-20:00", per_day=1, days_off=[date(2026, 3, 13)]),
    lawyer(3, hours="Mo,We,Sa,Su 00:00-24:00", per_week=2),
)
HOPELESS = (
    clinic(6, "1/week", subject="S-2", station=None, modality=Modality.SHOULD),
    clinic(7, "1/week", subject="S-2", station="S-2", skill=Skill.HEALTH),
    clinic(8, "1/week", subject="S-2", station="S-2", seats=100, modality=Modality.SHOULD),
)


def city(
    *records: Any,
    hours: str = "Mo-Su 09:00-12:00,14:00-18:00",
    hosts: tuple[Host, ...] = LAWYERS,
    **changes: Any,
) -> PlanInputs:
    """Four stations in three counties of two cities, three lawyers, five duties, three weeks."""
    plain: dict[str, Any] = {
        "policy": PLAIN,
        "span": Span.parse("2026-03-04/2026-03-22"),
        "on": date(2026, 3, 4),
    }
    return inputs_of(
        station(1, hours=hours),
        station(2, hours=hours),
        station(3, region=Region("370503"), hours=hours),
        station(4, region=Region("370202"), hours=hours),
        *hosts,
        *CLINICS,
        *records,
        **plain | changes,
    )


def _policy(**changes: Any) -> Policy:
    return attrs.evolve(PLAIN, **changes)


WEEKLY: dict[str, Any] = {"shifts": SHIFTS, "rotation": PeriodUnit.WEEK}
CITIES: dict[str, PlanInputs] = {
    "plain": city(),
    "recorded": city(*RECORDS),
    "rotating": city(
        *RECORDS[-2:],
        policy=_policy(**WEEKLY, rotation_points=3, preferred_points=7, spacing_points=2),
    ),
    "scarce": city(*RECORDS[:1], *HOPELESS, hosts=LAWYERS[:1]),
    "by night": city(*RECORDS, hours="24/7", policy=_policy(step_minutes=180)),
    "holidays": inputs_of(
        *(
            station(number, hours=f"Mo-Su 09:00-1{number + 1}:00; PH 10:00-12:00")
            for number in (1, 2)
        ),
        *LAWYERS[1:],
        clinic(1, "1/week", no_day=NoDayPolicy.ALLOW_HOLIDAY, smallest_gap=3),
        clinic(2, "1/month", fixed_day=16, roll=Roll.FOLLOWING, skill=None, minutes=45),
        clinic(3, "1/month", subject="S-1", station="S-1", fixed_day=10),
        clinic(4, "2/month", subject="S-2", station="S-2", days=DayPolicy.WEEKENDS),
        on_record("R-1", "2026-02-18T10:00", host="H-3"),
        calendar=work_calendar(),
        policy=PLAIN,
        span=Span.parse("2026-02-01/2026-03-31"),
        on=date(2026, 2, 5),
    ),
    "uneven": city(*RECORDS[:4], policy=_policy(step_minutes=45, spacing_tolerance=0)),
}


def board_of(inputs: PlanInputs) -> Board:
    """The board of a search for a plan."""
    return Board(matter_of(inputs))


def chance(seed: int) -> Callable[[], float]:
    """What a search draws from."""
    return Random(seed).random  # noqa: S311 - ties, not secrets


def draws(*numbers: float) -> Callable[[], float]:
    """A generator of numbers that are known, and no more of them."""
    return iter(numbers).__next__


def bits(mask: int) -> list[int]:
    """The starts of a mask."""
    return [start for start in range(mask.bit_length()) if mask >> start & 1]


class Recount:
    """What rules and scores say of a board, asked of each slot and each session anew."""

    def __init__(self, inputs: PlanInputs) -> None:
        self.inputs, self.matter = inputs, matter_of(inputs)
        self.ground, self.board = self.matter.ground, board_of(inputs)
        known = {duty.id: duty for duty in inputs.duties}
        self.records = [
            Slot.of(one, known)
            for one in inputs.register.sessions
            if one.status is not SessionStatus.CANCELLED
        ]
        self._known: dict[object, Any] = {}
        self._spots: dict[object, frozenset[Spot]] = {}

    def slot(self, need: Need, spot: Spot) -> Slot:
        """The slot that a need takes there."""
        day, start, host = spot
        begin = (self.board.grid.first + day) * 1440 + start * self.inputs.policy.step_minutes
        return Slot(
            start=begin,
            end=begin + need.duty.minutes,
            station=need.station,
            host=None if host < 0 else self.board.hosts[host].id,
            duty=need.duty,
            period=need.period,
        )

    def _once(self, key: object, rules: Any, slot: Slot) -> bool:
        """Whether none of the rules forbids a slot."""
        if key not in self._known:
            self._known[key] = not any(forbids(self.ground, slot) for forbids in rules.values())
        return bool(self._known[key])

    def allowed(self, need: Need) -> Iterator[Spot]:
        """The spots that no rule forbids, whatever else is on, but for nights."""
        minutes = need.duty.minutes
        starts = range((1440 - minutes) // self.inputs.policy.step_minutes + 1)
        hosts = range(len(self.board.hosts)) if need.duty.skill is not None else (-1,)
        for day in range(self.board.days):
            if not self._once((need.key, day), DAY_RULES, self.slot(need, (day, 0, -1))):
                continue
            for start in starts:
                key = need.station, minutes, day, start
                if self._once(key, TIME_RULES, self.slot(need, (day, start, -1))):
                    for host in hosts:
                        spot = day, start, host
                        whose = (*key, host, need.duty.skill)
                        if self._once(whose, HOST_RULES, self.slot(need, spot)):
                            yield spot

    def spots(self, need: Need) -> frozenset[Spot]:
        """The same, all of them."""
        if need.key not in self._spots:
            self._spots[need.key] = frozenset(self.allowed(need))
        return self._spots[need.key]

    def too_near(self, slot: Slot) -> bool:
        """Whether a session of the duty on record is nearer than its smallest gap."""
        return bool(clashes(self.ground, slot, self.records) & {Rule.GAP})

    def placed(self, state: State) -> dict[int, Slot]:
        """The slots of a state, by the number of their need."""
        return {
            number: self.slot(need, (state.day[number], state.start[number], state.host[number]))
            for number, need in enumerate(self.board.needs)
            if state.day[number] >= 0
        }

    def free(self, state: State, number: int) -> list[Spot]:
        """The spots that no rule forbids, held against what is on record and what is placed."""
        others = [*self.records, *self.placed(state).values()]
        need = self.board.needs[number]
        return [spot for spot in self.allowed(need) if self.fits(self.slot(need, spot), others)]

    def fits(self, slot: Slot, others: list[Slot]) -> bool:
        """Whether a slot breaks no rule together with others."""
        near = [one for one in others if abs(one.ordinal - slot.ordinal) < 8]
        return not clashes(self.ground, slot, near) and not self.is_full(slot, others)

    def is_full(self, slot: Slot, others: list[Slot]) -> bool:
        """Whether the host has as many on that day, or in that week, as can be."""
        host = self.ground.host(slot.host)
        if host is None:
            return False
        own = [one for one in others if one.host == host.id]
        on_day = sum(one.ordinal == slot.ordinal for one in own)
        in_week = sum(one.week == slot.week for one in own)
        return over_day_limit(host, on_day + 1) or over_week_limit(host, in_week + 1)

    def session(self, number: int, spot: Spot) -> Session:
        """The session of a need there."""
        need = self.board.needs[number]
        slot = self.slot(need, spot)
        start = datetime.combine(slot.day, time(), SHANGHAI) + timedelta(minutes=slot.start % 1440)
        return Session(
            id=session_id(*need.key),
            kind=need.duty.kind,
            station=need.station,
            start=start,
            end=start + timedelta(minutes=need.duty.minutes),
            status=SessionStatus.PLANNED,
            host=slot.host,
            duty=need.duty.id,
            period=need.period,
        )

    def sessions(self, state: State) -> dict[int, Session]:
        """The sessions of a state, by the number of their need."""
        return {
            number: self.session(number, (day, state.start[number], state.host[number]))
            for number, day in enumerate(state.day)
            if day >= 0
        }

    def cost(self, state: State) -> int:
        """What a plan of these sessions costs, by its matches."""
        needs = self.board.needs
        made = self.sessions(state)
        placed = {needs[number].key: (one, needs[number]) for number, one in made.items()}
        left = [need for need in self.matter.needs if need.key not in placed]
        score = summed(matches_of(self.matter, placed, left, ()))
        return -score.medium * MEDIUM - score.soft


def cost_of(state: State) -> int:
    """What a state costs in all, by its own account."""
    return state.cost + state.unfairness() + state.board.unavoidable


def spots_of(state: State, seed: int = 0) -> Spots:
    """What looks for spots in a state."""
    return Spots(state, chance(seed))


def recount_of(name: str) -> Recount:
    """What is true of a city, its board made anew: what makes it is run by each test that asks."""
    return Recount(CITIES[name])
