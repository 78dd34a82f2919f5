"""The board of a search: what does not change while sessions are moved, in tables by number.

Needs, stations, hosts, weeks and days are numbered. A start is on the board only where no rule
forbids it, not even one that merely warns, and only if the session ends by midnight: whatever
else there may be is left to the plain path of `candidates`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import cast

from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Host, Station
from ridehire_partybuild.values import DutyId, Modality, SessionStatus
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from .chains import Key, Post
from .grid import Grid
from .ground import Slot, week_of
from .matter import Matter
from .needs import Need
from .rotation import Rotation
from .score import demand_of, unfairness_of
from .tables import Bars, Tables
from .vocabulary import Rule

__all__ = ["END", "HOLE", "MEDIUM", "Board", "Fixed", "Sheet"]

HOLE, END = 1 << 40, 1 << 41
"""What stands in a chain where there is no session, and at its ends."""

MEDIUM = 10**7
"""What a session costs that is required and left out: more than all soft points together."""

Fixed = tuple[int, int, int]
"""A host's session on record: from and to which minute of a day, and at which station (or -1)."""


class Sheet:
    """What the needs of one duty have in common, by day: where it can start, who can come.

    Attributes:
        duty: The duty.
        station: The number of its station.
        allowed: The starts that hours and peaks leave, whoever the host.
        starts: Those at which some host can come, if one is needed.
        liked: The starts in preferred hours.
        night: Whether there are starts from which it would run over midnight.
        hosts: The numbers of those who can come at some time.
        free: For each of them the starts at which that one can.
        can: Whether there is a start at all, not too near to a session on record.
        days: The days that no rule on days forbids, if those are the same for all its needs.
    """

    __slots__ = (
        "allowed",
        "can",
        "days",
        "duty",
        "free",
        "hosts",
        "liked",
        "night",
        "starts",
        "station",
    )

    def __init__(self, board: "Board", duty: Duty, bars: Bars, inside: int) -> None:
        tables, station = board.tables, cast("Station", board.ground.station(duty.station))
        self.duty = duty
        self.station = board.station_numbers[station.id]
        times = tables.times(station, duty.minutes, bars)
        self.allowed = [mask & inside for mask in times]
        self.night = any(mask & ~inside for mask in times)
        self.liked = tables.liked(duty)
        able = [host for host in board.hosts if duty.skill in host.skills]
        comes = [(host, tables.comes(host, station, duty.minutes, bars)) for host in able]
        comes = [(host, masks) for host, masks in comes if any(masks)]
        self.hosts = tuple(board.host_numbers[host.id] for host, _ in comes)
        self.free = tuple(masks for _, masks in comes)
        near = board.too_near(duty) if bars(Rule.GAP, None) else frozenset()
        self.starts = self.allowed
        if duty.skill is not None:
            self.starts = [
                mask & reduce(or_, (masks[day] for masks in self.free), 0)
                for day, mask in enumerate(self.allowed)
            ]
        self.can = [bool(mask) and day not in near for day, mask in enumerate(self.starts)]
        self.days: list[int] = []
        if duty.fixed_day is None:
            self.days = [day for day in tables.open_days(duty, bars) if self.can[day]]

    def days_of(self, need: Need, tables: Tables, bars: Bars) -> tuple[int, ...]:
        """The days on which the need can be met, as far as rules and hours tell."""
        window, first = need.window, tables.grid.first
        low, high = window.start.toordinal() - first, window.end.toordinal() - first
        if self.duty.fixed_day is None and window.exception is not NoDayPolicy.ALLOW_HOLIDAY:
            return tuple(self.days[bisect_left(self.days, low) : bisect_left(self.days, high)])
        return tuple(
            day
            for day in range(low, high)
            if self.can[day] and not tables.is_barred(day, self.duty, need.period, bars)
        )


class Board:
    """The tables of a search."""

    def __init__(self, matter: Matter) -> None:
        self.matter, self.ground = matter, matter.ground
        ground, needs = matter.ground, matter.needs
        self.needs = [need for need in needs if need.station is not None and need.hosts]
        self.hosts: Sequence[Host] = ground.register.hosts
        self.host_numbers = {host.id: number for number, host in enumerate(self.hosts)}
        self.stations: Sequence[Station] = ground.register.stations
        self.station_numbers = {one.id: number for number, one in enumerate(self.stations)}
        starts = [need.window.start.toordinal() for need in self.needs]
        ends = [need.window.end.toordinal() for need in self.needs]
        first = min(starts, default=1)
        self.days = max(ends, default=first) - first
        self.grid = Grid(ground.policy.step_minutes, first, self.days, ground.calendar)
        self.tables = Tables(ground, self.grid)
        self.week = [week_of(first + day) - week_of(first) for day in range(self.days)]
        self.weeks = (self.week[-1] if self.week else 0) + 1
        self.per_day = [_limit(host.per_day) for host in self.hosts]
        self.per_week = [_limit(host.per_week) for host in self.hosts]
        self._number_places()
        self._take_records()
        self._deal_needs()
        self._string(matter.chains)
        self._measure()
        self.rotation = Rotation(self)
        self.demand = demand_of(needs)
        self._never = [need for i, need in enumerate(self.needs) if not self.open_days[i]]

    def _number_places(self) -> None:
        """Number counties and cities, so that travel goes by small numbers."""
        counties: dict[str, int] = {}
        cities: dict[str, int] = {}
        regions = [station.region for station in self.stations]
        self.county = [counties.setdefault(one.code, len(counties)) for one in regions]
        self.city = [cities.setdefault(one.prefecture.code, len(cities)) for one in regions]
        travel = self.ground.policy.travel
        self.travel = travel.same_station, travel.same_county, travel.same_city, travel.elsewhere

    @property
    def never(self) -> int:
        """How many needs can be met nowhere on the board."""
        return len(self.matter.needs) - len(self.needs) + len(self._never)

    @property
    def unavoidable(self) -> int:
        """What any plan costs that the search does not see: needs without room, hopeless shifts."""
        policy, on_board = self.ground.policy, {need.key for need in self.needs}
        off = [need for need in self.matter.needs if need.key not in on_board]
        required = sum(1 for need in off if need.duty.modality is Modality.SHALL)
        soft = (len(off) - required) * policy.unplaced_points
        return required * MEDIUM + soft + self.rotation.certain * policy.rotation_points

    def unfairness(self, open_: Iterable[int]) -> int:
        """What it costs to leave out these needs, and those that can be met nowhere."""
        left = [*self._never, *(self.needs[number] for number in open_)]
        return unfairness_of(left, self.demand) * self.ground.policy.fairness_points

    def distance(self, one: int, other: int) -> int:
        """Which of the travel times holds between two stations."""
        if one == other:
            return 0
        if self.county[one] == self.county[other]:
            return 1
        return 2 if self.city[one] == self.city[other] else 3

    def _take_records(self) -> None:
        """Enter what the register's sessions take: rooms, hosts, limits, gaps of duties."""
        self.rooms: dict[int, int] = {}
        self.engaged: dict[int, list[Fixed]] = {}
        self.held_a_day: dict[int, int] = {}
        self.held_a_week: dict[int, int] = {}
        self._on_record: dict[DutyId, list[int]] = {}
        for session in self.ground.register.sessions:
            if session.status is not SessionStatus.CANCELLED:
                self.enter(Slot.of(session, {}), session.duty)

    def enter(self, slot: Slot, duty: DutyId | None) -> None:
        """Enter one slot that stays what it is."""
        first, grid = self.grid.first, self.grid
        day = slot.ordinal - first
        start, end = (minute - first * MINUTES_A_DAY for minute in (slot.start, slot.end))
        if duty is not None:
            self._on_record.setdefault(duty, []).append(day)
        station = -1 if slot.station is None else self.station_numbers[slot.station]
        for other in _days(start, end, self.days) if station >= 0 else ():
            at = station * self.days + other
            midnight = other * MINUTES_A_DAY
            taken = grid.taken(max(start - midnight, 0), end - midnight)
            self.rooms[at] = self.rooms.get(at, 0) | taken
        if slot.host is None:
            return
        host, margin = self.host_numbers[slot.host], max(self.travel)
        for other in _days(start - margin, end + margin, self.days):
            midnight = other * MINUTES_A_DAY
            engaged = start - midnight, end - midnight, station
            self.engaged.setdefault(host * self.days + other, []).append(engaged)
        if 0 <= day < self.days:
            at = host * self.days + day
            self.held_a_day[at] = self.held_a_day.get(at, 0) + 1
        week = slot.week - week_of(first)
        if 0 <= week < self.weeks:
            at = host * self.weeks + week
            self.held_a_week[at] = self.held_a_week.get(at, 0) + 1

    def too_near(self, duty: Duty) -> frozenset[int]:
        """The days that are too near to a session of the duty on record."""
        gap = (duty.smallest_gap or 0) - 1
        recorded = self._on_record.get(duty.id, ()) if gap >= 0 else ()
        return frozenset(near for day in recorded for near in range(day - gap, day + gap + 1))

    def _deal_needs(self) -> None:
        bars, tables = self.tables.told, self.tables
        self.sheets: dict[DutyId, Sheet] = {}
        for need in self.needs:
            if need.duty.id not in self.sheets:
                inside = self.grid.same_day(need.duty.minutes)
                self.sheets[need.duty.id] = Sheet(self, need.duty, bars, inside)
        own = [self.sheets[need.duty.id] for need in self.needs]
        minutes = sorted({need.duty.minutes for need in self.needs})
        kinds = {length: kind for kind, length in enumerate(minutes)}
        policy = self.ground.policy
        self.minutes = minutes
        self.kind = [kinds[need.duty.minutes] for need in self.needs]
        self.cells = [-(-need.duty.minutes // self.grid.step) for need in self.needs]
        self.station = [sheet.station for sheet in own]
        self.allowed = [sheet.allowed for sheet in own]
        self.starts = [sheet.starts for sheet in own]
        self.liked = [sheet.liked for sheet in own]
        self.able = [sheet.hosts for sheet in own]
        self.free = [sheet.free for sheet in own]
        self.gap = [need.duty.smallest_gap or 0 for need in self.needs]
        self.hosted = [need.duty.skill is not None for need in self.needs]
        self.open_days = [
            self.sheets[need.duty.id].days_of(need, tables, bars) for need in self.needs
        ]
        self.price = [
            MEDIUM if need.duty.modality is Modality.SHALL else policy.unplaced_points
            for need in self.needs
        ]

    def _string(self, chains: Iterable[tuple[Post, ...]]) -> None:
        """Lay the chains end to end: what stands at each post, and who could."""
        self.numbers: Mapping[Key, int] = {need.key: i for i, need in enumerate(self.needs)}
        self.share, self.fixed, self.owner = [0], [END], [-1]
        self.post = [0] * len(self.needs)
        self.chain = [(0, 0)] * len(self.needs)
        for chain in chains:
            ends = len(self.share), len(self.share) + len(chain)
            for post in chain:
                number = self.numbers.get(post.key, -1)
                share = post.share - self.grid.first
                record = post.record
                day = HOLE if record is None else record.day.toordinal() - self.grid.first - share
                if number >= 0:
                    self.post[number], self.chain[number] = len(self.share), ends
                self.share.append(share)
                self.fixed.append(day)
                self.owner.append(number)
            self.share.append(0)
            self.fixed.append(END)
            self.owner.append(-1)

    def _measure(self) -> None:
        """Which starts clash with each start of a host's other session, by length and distance."""
        grid = self.grid
        self.clash = [
            [
                [
                    [
                        grid.clashing(
                            cell * grid.step - way, cell * grid.step + taken + way, minutes
                        )
                        for cell in range(grid.cells)
                    ]
                    for way in self.travel
                ]
                for minutes in self.minutes
            ]
            for taken in self.minutes
        ]
        self.far_reaching = self._reaches_over_night()

    def _reaches_over_night(self) -> bool:
        """Whether a session can keep its host from one on the next day by the way between."""
        union: dict[int, int] = {}
        for sheet in self.sheets.values():
            if sheet.hosts:
                for mask in sheet.allowed:
                    union[sheet.duty.minutes] = union.get(sheet.duty.minutes, 0) | mask
        step = self.grid.step
        earliest = min(
            ((mask ^ (mask - 1)).bit_length() - 1 for mask in union.values() if mask), default=0
        )
        latest = max(
            ((mask.bit_length() - 1) * step + minutes for minutes, mask in union.items() if mask),
            default=0,
        )
        return earliest * step + MINUTES_A_DAY - latest < max(self.travel)


def _limit(number: int | None) -> int:
    return 10**9 if number is None else number


def _days(start: int, end: int, days: int) -> range:
    """The numbers of the days that the minutes touch, of those there are."""
    return range(max(0, start // MINUTES_A_DAY), min(days, (end - 1) // MINUTES_A_DAY + 1))
