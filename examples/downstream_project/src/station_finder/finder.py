"""Which stations of a place are open at a moment, with which services, and how far they suit us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ridehire_partybuild import (
    Assessment,
    Finding,
    OpeningHours,
    Outcome,
    Register,
    Service,
    Station,
    WorkCalendar,
    assess,
    work_calendar,
)
from ridehire_partybuild.calendars import covers

from .needs import OURS

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a driver is told of one station.

    Attributes:
        station: The station.
        is_open: Whether it is open at the moment; None: nobody has told its hours.
        offered: The services offered at the moment.
        ask_for: Those that may be: nobody has told when.
        told: What our guideline finds of all stations; `findings` are those of this one.
    """

    station: Station
    is_open: bool | None
    offered: tuple[Service, ...]
    ask_for: tuple[Service, ...]
    told: Assessment

    def findings(self, outcome: Outcome) -> tuple[Finding, ...]:
        """Return the findings of our guideline about the station that have one outcome."""
        mine = self.told.of(self.station.id)
        return tuple(one for one in mine if one.verdict.outcome is outcome)

    @property
    def is_confirmed(self) -> bool:
        """Whether it is known to have all that our drivers need."""
        return all(
            one.verdict.outcome in {Outcome.PASSED, Outcome.INAPPLICABLE}
            for one in self.told.of(self.station.id)
        )


def find(
    register: Register, place: str, at: datetime, *, calendar: WorkCalendar | None = None
) -> tuple[Answer, ...]:
    """Return an answer for each station of a place: open ones first, among them those confirmed.

    Args:
        register: The stations.
        place: Code or name of a county.
        at: An aware date and time.
        calendar: Which days are off; None: those that the library knows.
    """
    days_off = work_calendar() if calendar is None else calendar
    told = assess(register, OURS, at.date())
    answers = [_answer(one, at, days_off, told) for one in _of_place(register, place, at)]
    order = {True: 0, None: 1, False: 2}
    return tuple(sorted(answers, key=lambda one: (order[one.is_open], not one.is_confirmed)))


def _of_place(register: Register, place: str, at: datetime) -> Iterator[Station]:
    for one in register.stations:
        if place in {str(one.region), one.region.name(at.date())}:
            yield one


def _answer(station: Station, at: datetime, calendar: WorkCalendar, told: Assessment) -> Answer:
    is_open = _is_open(station, at, calendar)
    certain, possible = _services(station, at, calendar)
    return Answer(
        station=station,
        is_open=is_open,
        offered=certain if is_open else (),
        ask_for=() if is_open is False else possible if is_open else (*certain, *possible),
        told=told,
    )


def _is_open(station: Station, at: datetime, calendar: WorkCalendar) -> bool | None:
    if not station.is_open(at.date()):
        return False
    return None if station.hours is None else covers(station.hours, at, at + MINUTE, calendar)


def _services(
    station: Station, at: datetime, calendar: WorkCalendar
) -> tuple[tuple[Service, ...], tuple[Service, ...]]:
    """Return what is offered at the moment if the station is open, and what may be."""
    certain, possible = [], []
    for one in station.services or ():
        if isinstance(one.when, OpeningHours):
            if covers(one.when, at, at + MINUTE, calendar):
                certain.append(one)
        elif one.during_opening_hours:
            certain.append(one)
        else:
            possible.append(one)
    return tuple(certain), tuple(possible)
