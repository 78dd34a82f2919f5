"""The file of a subject: all that belongs to it, and nothing else."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given

from ridehire_partybuild import (
    Actor,
    Branch,
    Exemption,
    Id,
    Observation,
    Period,
    Region,
    Register,
    Station,
    SubjectFile,
    SubjectKind,
    Suspension,
    Tier,
    Waiver,
)
from ridehire_partybuild.model.evidence import SUBJECTS
from ridehire_partybuild.testing import strategies

FILED = (
    "sessions", "donations", "deliveries", "stock", "funds", "loans", "appeals", "feedback",
    "assistance", "commitments", "pledges", "observations", "waivers", "exemptions", "tasks",
)  # fmt: skip


def _files(register: Register) -> list[SubjectFile]:
    return [register.of(subject) for _, subject in register.subjects]


def _place(register: Register, subject: str) -> str | None:
    """Return the city in which a station, actor or branch lies; None: not known."""
    record = register.get(subject) if subject in register else None
    if isinstance(record, Branch):
        return _place(register, record.station) if record.station else None
    return str(record.region.prefecture) if isinstance(record, Station | Actor) else None


def _owners(register: Register, record: Any) -> set[str]:
    """Return whose a record is, by the sentence: whom it names, and the first one's city."""
    named = [str(one) for _, one, wanted in record.references() if set(wanted) & set(SUBJECTS)]
    if isinstance(record, Observation | Waiver | Exemption):
        return set(named)
    places = [place for place in (_place(register, one) for one in named) if place is not None]
    cities = {str(city) for city in register.cities}
    return {*named, *({places[0]} & cities if places else ())}


@given(register=strategies.registers(min_stations=1))
def test_what_names_a_subject_belongs_to_it_and_to_its_city(register: Register) -> None:
    """A session to its station, caller and programme's actors; a task to whoever must do it."""
    files = _files(register)
    for name in FILED:
        for record in getattr(register, name):
            found = {str(file.id) for file in files if record in getattr(file, name)}
            assert found == _owners(register, record), name


@given(register=strategies.registers(min_stations=1))
def test_a_file_holds_records_in_their_order(register: Register) -> None:
    """Each once, by id, as in the register."""
    for file in _files(register):
        for name in FILED:
            held = [one.id for one in getattr(file, name)]
            assert held == [one.id for one in getattr(register, name) if one.id in set(held)]


@given(register=strategies.registers(min_stations=1), period=strategies.periods())
def test_a_citys_records_are_complete_when_those_of_all_within_are(
    register: Register, period: Period
) -> None:
    """A city's record of sessions is complete if each station's, branch's and actor's in it is."""
    for city in register.cities:
        file = register.of(str(city))
        owners: tuple[Station | Branch | Actor, ...]
        owners = (*file.stations, *file.branches, *file.actors)
        within = [register.of(one.id) for one in owners]
        assert file.has_all_sessions(period) == all(one.has_all_sessions(period) for one in within)
        assert {str(station.region.prefecture) for station in file.stations} == {str(city)}


@given(register=strategies.registers(), period=strategies.periods())
def test_a_suspended_period_is_one_with_a_suspended_day(register: Register, period: Period) -> None:
    """One day is enough; only stations are suspended."""
    for file in _files(register):
        stops = file.record.suspensions if isinstance(file.record, Station) else ()
        days = (period.start + timedelta(days=n) for n in range((period.end - period.start).days))
        assert file.is_suspended_in(period) == any(s.holds(day) for day in days for s in stops)


@given(register=strategies.registers(min_stations=1))
def test_a_file_tells_when_its_subject_began_and_ended(register: Register) -> None:
    """Stations open and close, branches are founded and dissolved; the others are always there."""
    names = {SubjectKind.STATION: ("opened_on", "closed_on")}
    names[SubjectKind.BRANCH] = ("founded_on", "dissolved_on")
    for file in _files(register):
        first, last = names.get(file.kind, ("", ""))
        assert file.opened_on == getattr(file.record, first, None)
        assert file.closed_on == getattr(file.record, last, None)
        assert file.recorded_on == getattr(file.record, "recorded_on", None)
        place = _place(register, str(file.id))
        place = str(file.id) if file.kind is SubjectKind.CITY else place
        assert (file.region and str(file.region.prefecture)) == place


SINCE = date(2025, 1, 1)
STATION = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)


@pytest.mark.parametrize(
    ("fields", "complete"),
    [
        ({}, False),
        ({"records_since": SINCE}, True),
        ({"records_since": SINCE + timedelta(days=1)}, False),
        ({"opened_on": date(2025, 2, 1), "records_since": date(2025, 2, 1)}, True),
        ({"opened_on": date(2025, 4, 1)}, True),
        ({"closed_on": SINCE}, True),
        ({"closed_on": SINCE + timedelta(days=1)}, False),
        ({"suspensions": [Suspension(first=SINCE)]}, False),
    ],
)
def test_before_somebody_was_there_nothing_can_be_missing(
    fields: dict[str, Any], *, complete: bool
) -> None:
    """From the period's first day, or the subject's if that is later."""
    file = Register(stations=[attrs.evolve(STATION, **fields)]).of("S-1")
    assert file.has_all_sessions(Period.parse("2025-Q1")) is complete


def test_of_nobody_no_record_is_complete() -> None:
    """A city without a station, branch or actor has nobody who would write its sessions down."""
    city = Region("370500")
    file = SubjectFile(kind=SubjectKind.CITY, id=Id("370500"), record=None, region=city)
    assert not file.has_all_sessions(Period.parse("2025-Q1"))
