"""What a session breaks by itself: sessions that are alike to every rule are judged once."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date

import attrs

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import DutyId, HostId, OpeningHours, StationId
from ridehire_partybuild.values.hours import MINUTES_A_DAY

from . import rules
from .ground import Ground, Slot
from .rules import SlotRule
from .sweep import Taken
from .vocabulary import Rule

__all__ = ["Alone"]

Broken = tuple[Rule, ...]
Shape = tuple[int, int, tuple[int, int, int]]
"""First day, last day; kinds of days, minute of the day at which it starts, minutes it takes."""

_ELSEWHERE = {Rule.HOLIDAY, Rule.PEAK, *rules.HOST_RULES}
"""What a session is judged by that is not at a station."""


@attrs.frozen
class _Like:
    """A station or host as the rules of hours and days see it.

    Attributes:
        number: The same for all who keep the same hours.
        stands: What each day is to this one alone (open, or off); None: nothing of note.
        exact: Its hours name dates: no day is like another.
    """

    number: int
    stands: Callable[[date], bool] | None = None
    exact: bool = False


class _Book:
    """Some rules, and what slots broke of them."""

    def __init__(self, *tables: Mapping[Rule, SlotRule]) -> None:
        self._rules = [pair for table in tables for pair in table.items()]
        self._elsewhere = [pair for pair in self._rules if pair[0] in _ELSEWHERE]
        self.known: dict[Hashable, Broken] = {}

    def ask(self, ground: Ground, slot: Slot) -> Broken:
        """Return those of the rules that forbid the slot."""
        asked = self._elsewhere if slot.station is None else self._rules
        return tuple(rule for rule, forbids in asked if forbids(ground, slot))


class Alone:
    """Judges sessions one by one, as the rules do, and remembers what it found.

    To the rules two slots are alike if their stations (or hosts) keep the same hours and stand
    alike on their days, if these and the day before are of the same kinds, and if the minutes of
    the day are the same; where hosts do not go everywhere, if they lie in the same region, too.
    What a duty asks of a day is asked for each slot anew.
    """

    def __init__(self, ground: Ground, duties: Mapping[DutyId, Duty]) -> None:
        self._ground = ground
        self._duties = duties
        self._days = _Book(rules.DAY_RULES)
        self._times = _Book(rules.TIME_RULES)
        self._places = _Book(rules.DAY_RULES, rules.TIME_RULES)
        self._holders = _Book(rules.HOST_RULES)
        self._numbers: dict[Hashable, int] = {}
        self._kinds: dict[int, Hashable] = {}
        self._spans: dict[tuple[int, int], int] = {}
        self._stations: dict[StationId | None, _Like] = {}
        self._hosts: dict[HostId | None, _Like] = {}

    def broken(self, one: Taken) -> Broken:
        """Return the rules that the session breaks, whatever else is on."""
        session = one.session
        day, start = divmod(one.start, MINUTES_A_DAY)
        last = (one.end - 1) // MINUTES_A_DAY
        kinds = self._spans.get((day, last))
        if kinds is None:
            kinds = self._spans[day, last] = self._kinds_of(day, last)
        shape = day, last, (kinds, start, one.end - one.start)
        duty = self._duties.get(session.duty)  # type: ignore[arg-type]
        like = self._stations.get(session.station) or self._station(session.station)
        if duty is None:
            found = self._remembered(self._places, like, session, shape)
        else:
            of_days = self._days.ask(self._ground, Slot.of(session, self._duties))
            found = of_days + self._remembered(self._times, like, session, shape)
        skill = None if duty is None else duty.skill
        if session.host is None and skill is None:
            return found
        like = self._hosts.get(session.host) or self._host(session.host)
        asked = skill, self._place(session.station)
        return found + self._remembered(self._holders, like, session, shape, asked)

    def _place(self, station_id: StationId | None) -> Hashable:
        """Return where a station lies, if hosts do not go everywhere."""
        if self._ground.policy.reach is None:
            return None
        station = self._ground.station(station_id)
        return None if station is None else station.region

    def _remembered(
        self, book: _Book, like: _Like, session: Session, shape: Shape, asked: Hashable = None
    ) -> Broken:
        day, last, times = shape
        stands: Hashable = None
        if like.stands is not None:
            first = session.start.date()
            stands = like.stands(first)
            if day != last:
                stands = tuple(like.stands(date.fromordinal(one)) for one in range(day, last + 1))
        key = like.number, times, stands, asked, day * like.exact
        found = book.known.get(key)
        if found is None:
            found = book.known[key] = book.ask(self._ground, Slot.of(session, self._duties))
        return found

    def _kinds_of(self, first: int, last: int) -> int:
        """Return the number of days of these kinds, the day before them included."""
        return self._number(tuple(self._kind(day) for day in range(first - 1, last + 1)))

    def _kind(self, ordinal: int) -> Hashable:
        if ordinal not in self._kinds:
            day = date.fromordinal(ordinal)
            self._kinds[ordinal] = day.weekday(), self._ground.calendar.kind(day)
        return self._kinds[ordinal]

    def _station(self, station_id: StationId | None) -> _Like:
        station = self._ground.station(station_id)
        peaks = self._ground.policy.peaks
        if station is None:
            number = self._number(("nowhere", bool(station_id)))
            like = _Like(number, exact=_names_dates(peaks))
        else:
            timeless = station.opened_on is None and station.planned_on is None
            timeless = timeless and station.closed_on is None and not station.suspensions
            like = _Like(
                self._number(("station", station.hours)),
                None if timeless else station.is_open,
                exact=_names_dates(peaks) or _names_dates(station.hours),
            )
        self._stations[station_id] = like
        return like

    def _host(self, host_id: HostId | None) -> _Like:
        host = self._ground.host(host_id)
        if host is None:
            like = _Like(self._number(("nobody", bool(host_id))))
        else:
            like = _Like(
                self._number(("host", host.hours, host.skills, host.region)),
                frozenset(host.days_off).__contains__ if host.days_off else None,
                exact=_names_dates(host.hours),
            )
        self._hosts[host_id] = like
        return like

    def _number(self, what: Hashable) -> int:
        return self._numbers.setdefault(what, len(self._numbers))


def _names_dates(hours: OpeningHours | None) -> bool:
    return hours is not None and bool(hours.exceptions)
