"""Stations, branches, sessions, services and evidence refuse what no two fields can both say."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Actor,
    Branch,
    BranchKind,
    Contact,
    Evidence,
    InvalidValue,
    Method,
    Observation,
    Period,
    Region,
    Register,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Station,
    Tier,
    Waiver,
)
from ridehire_partybuild.testing import strategies

DAY, LATER = date(2026, 1, 1), date(2026, 1, 2)
START = datetime(2026, 1, 13, 9, 30, tzinfo=SHANGHAI)
STATION = {"id": "S-1", "name": "示例", "region": Region("370502"), "tier": Tier.BASIC}
BRANCH = {"id": "B-1", "name": "支部", "kind": BranchKind.BRANCH}
SESSION = {
    "id": "E-1",
    "kind": ActivityKind.SYMPOSIUM,
    "start": START,
    "end": START + timedelta(hours=1),
    "status": SessionStatus.HELD,
}
OBSERVATION = {"id": "O-1", "subject": "S-1", "fact": "on_map", "value": True}
OBSERVATION |= {"method": Method.TEST, "collected_on": LATER}
WAIVER = {"id": "W-1", "subject": "S-1", "covers": "on_map", "authority": "局", "reason": "因"}
SERVICE = {"domain": ServiceDomain.LEGAL, "item": "咨询"}


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        (
            Station,
            STATION | {"opened_on": LATER, "closed_on": DAY},
            (
                "$.closed_on: Failed to parse '2026-01-01' as closed_on: expected opened_on not"
                " after closed_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Station,
            STATION | {"region": Region("370521"), "opened_on": DAY},
            (
                "$.region: Failed to parse '370521' as Region: expected a division code in force on"
                " 2026-01-01, got '370521', in force 1982-2016."
            ),
        ),
        (
            Branch,
            BRANCH | {"full_members": 3, "committee_members": 4},
            (
                "$.committee_members: Failed to parse 4 as committee_members: expected a"
                " committee no larger than the branch (3 members), got 4."
            ),
        ),
        (
            Branch,
            BRANCH | {"founded_on": LATER, "dissolved_on": DAY},
            (
                "$.dissolved_on: Failed to parse '2026-01-01' as dissolved_on: expected"
                " founded_on not after dissolved_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Session,
            SESSION | {"station": "S-1", "end": START},
            (
                "$.end: Failed to parse '2026-01-13T09:30:00+08:00' as end: expected start before"
                " end, got 2026-01-13T09:30:00+08:00 and 2026-01-13T09:30:00+08:00."
            ),
        ),
        (
            Session,
            SESSION,
            "Failed to parse 'E-1' as Session: expected exactly one of station and venue, got —.",
        ),
        (
            Session,
            SESSION | {"station": "S-1", "venue": "礼堂"},
            (
                "Failed to parse 'E-1' as Session: expected exactly one of station and venue,"
                " got station, venue."
            ),
        ),
        (
            Observation,
            OBSERVATION | {"expires_on": DAY},
            (
                "$.expires_on: Failed to parse '2026-01-01' as expires_on: expected collected_on"
                " not after expires_on, got 2026-01-02 and 2026-01-01."
            ),
        ),
        (
            Waiver,
            WAIVER | {"valid_from": LATER, "valid_until": DAY},
            (
                "$.valid_until: Failed to parse '2026-01-01' as valid_until: expected valid_from"
                " not after valid_until, got 2026-01-02 and 2026-01-01."
            ),
        ),
        *(
            (
                Evidence,
                {"href": "a.pdf", "sha256": digest},
                (
                    f"$.sha256: Failed to parse '{digest}' as sha256: expected 64 hexadecimal"
                    f" digits in lower case, got '{digest}'."
                ),
            )
            for digest in ("zz", "0" * 63, "A" * 64, "٠" * 64)
        ),
        (
            Service,
            SERVICE | {"free": True, "price_fen": 1},
            (
                "$.price_fen: Failed to parse 1 as price_fen: expected no price for a free service,"
                " got 1."
            ),
        ),
    ],
)
def test_a_contradiction_is_refused_in_words(kind: Any, fields: dict[str, Any], text: str) -> None:
    """Constructors refuse the impossible: end before start, a committee larger than the branch."""
    with pytest.raises(InvalidValue) as caught:
        kind(**fields)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Station, STATION | {"opened_on": DAY, "closed_on": DAY}),
        (Station, STATION | {"region": Region("370521"), "opened_on": date(2016, 12, 31)}),
        (Station, STATION | {"region": Region("110101"), "opened_on": DAY}),
        (Branch, BRANCH | {"full_members": 3, "committee_members": 3}),
        (Branch, BRANCH | {"committee_members": 3}),
        (Observation, OBSERVATION | {"expires_on": LATER}),
        (Waiver, WAIVER | {"valid_from": DAY, "valid_until": DAY}),
        (Service, SERVICE | {"free": True, "price_fen": 0}),
        (Service, SERVICE | {"free": False}),
        (Evidence, {"href": "a.pdf", "sha256": "0123456789abcdef" * 4}),
        (Session, SESSION | {"station": "S-1", "attendance": 26}),
    ],
)
def test_the_improper_is_taken(kind: Any, fields: dict[str, Any]) -> None:
    """Constructors never refuse the improper: it loads and becomes a finding."""
    record = kind(**fields)
    assert all(getattr(record, name) == value for name, value in fields.items())


@given(waiver=strategies.waivers(), offset=st.integers(-3, 370))
def test_a_waiver_holds_from_its_first_day_to_its_last(waiver: Waiver, offset: int) -> None:
    """A waiver's last day is inclusive."""
    day = waiver.valid_from + timedelta(days=offset)
    length = (waiver.valid_until - waiver.valid_from).days
    assert waiver.holds(day) == (0 <= offset <= length)


@given(register=strategies.registers(min_stations=1), days=st.integers(-400, 800))
def test_a_subject_is_open_from_its_first_day_until_the_day_it_closes(
    register: Register, days: int
) -> None:
    """`closed_on` is the first day no longer open; an unknown first day counts as past."""
    day = DAY + timedelta(days=days)
    for station in register.stations:
        begun = station.opened_on is None or station.opened_on <= day
        ended = station.closed_on is not None and station.closed_on <= day
        assert register.of(station.id).is_open(day) == (begun and not ended)
    assert all(register.of(str(city)).is_open(day) for city in register.cities)


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


@given(session=strategies.sessions())
def test_a_session_lasts_whole_minutes(session: Session) -> None:
    """Whole minutes between start and end; the day of a session is the one on which it starts."""
    assert session.start + timedelta(minutes=session.minutes) == session.end
    assert session.day == session.start.astimezone(SHANGHAI).date()


@given(contact=strategies.contacts(), station=strategies.stations())
def test_what_is_sensitive_does_not_show(contact: Contact, station: Station) -> None:
    """Law 16: sensitive fields are hidden in repr."""
    assert contact.value not in repr(contact)
    if station.head is not None:
        assert f"head={station.head!r}" not in repr(station)
        assert "head=•••" in repr(station)
