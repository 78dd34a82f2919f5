"""What is known of a subject: facts, evidence and counted sessions."""

import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    NOT_KNOWN,
    SHANGHAI,
    ActivityKind,
    Actor,
    ActorRole,
    Fact,
    FactKind,
    InvalidValue,
    Method,
    Observation,
    Party,
    Period,
    PeriodUnit,
    Reading,
    Reason,
    Region,
    Register,
    ServiceDomain,
    Session,
    SessionStatus,
    Site,
    Station,
    SubjectKind,
    Text,
    Tier,
    reference_guideline,
    tell,
)
from ridehire_partybuild.guideline import readings_of, sessions_fact

ON = date(2026, 1, 15)
STATION = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)


def host_fact(read: Callable[..., Any], kind: FactKind = FactKind.DATE, **more: Any) -> Fact:
    """Return a fact that a host program brings."""
    return Fact(
        name="host.fact", subject=SubjectKind.STATION, kind=kind,
        label=Text(zh="示例", en="example"), read=read, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    "fact",
    [
        host_fact(lambda _file, _on: datetime(2026, 1, 1, tzinfo=SHANGHAI)),
        host_fact(lambda _file, _on: 1 / 0),
        host_fact(lambda _file, _on: 12, FactKind.NUMBER),
        host_fact(lambda _file, _on: Decimal("NaN"), FactKind.NUMBER),
        host_fact(lambda _file, _on: (["a"],), FactKind.WORDS),
        host_fact(lambda _file, _on: (["a"],), FactKind.WORDS, vocabulary=Tier),
        host_fact(lambda _file, _on: "huge", FactKind.WORD, vocabulary=Tier),
        host_fact(lambda _file, _on: 1, FactKind.FLAG),
    ],
)
def test_a_wrong_value_of_a_host_program_is_an_error_of_that_fact(fact: Fact) -> None:
    """A crash in the reading of a fact that a host program brought is an open reading."""
    file = Register(stations=[STATION]).of("S-1")
    known = readings_of(file, ON, FACTS.with_facts(fact))
    assert known.of("host.fact") == Reading(reason=Reason.ERROR)
    assert known.of("tier").value == "basic"
    assert known.of("no.such.fact") is NOT_KNOWN
    assert known.of("branch.kind") is NOT_KNOWN


def test_counted_sessions_keep_their_names() -> None:
    """No fact of a catalogue is named like a count of sessions."""
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(host_fact(lambda *_: None), name="sessions(x")
    assert caught.value.problems[0].code == "fact.name"


def test_a_unit_of_the_host_program_is_shown_as_it_is() -> None:
    """A unit without a name in the catalogue of phrases is its code."""
    facts = FACTS.with_facts(host_fact(lambda *_: None, FactKind.NUMBER, unit="km"))
    assert tell("host.fact", Reading(value=Decimal(3)), facts) == "example: 3 km"


def test_what_has_no_end_is_shown_short() -> None:
    """A third of an hour is told with two decimal places."""
    third = Reading(value=Decimal(20) / 60)
    assert tell("hours.weekly", third, FACTS) == "hours open a week: 0.33 hours"


@pytest.mark.parametrize(
    ("recorded", "conflicts"),
    [(date(2025, 12, 1), True), (ON, True), (date(2025, 6, 1), False), (None, False)],
)
def test_declared_absence_is_declared_too(recorded: date | None, *, conflicts: bool) -> None:
    """An observation against what was recorded later, known absence included, conflicts."""
    seen = Observation(
        id="O-1", subject="S-1", fact="first_aid_box.expires_on", value="2026-06-30",
        method=Method.EXAMINE, collected_on=date(2025, 6, 1),
    )  # fmt: skip
    bare = attrs.evolve(STATION, facilities=(), recorded_on=recorded)
    file = Register(stations=[bare], observations=[seen]).of("S-1")
    reading = readings_of(file, ON, FACTS).of("first_aid_box.expires_on")
    assert (reading.reason is Reason.CONFLICTING) == conflicts


def session(number: int, **more: Any) -> Session:
    """Return a symposium of the city's authority."""
    start = datetime(2025, 5, 6, 14, 0, tzinfo=SHANGHAI)
    return Session(
        id=f"X-{number}", kind=ActivityKind.SYMPOSIUM, status=SessionStatus.HELD, start=start,
        end=start.replace(hour=16), **more,
    )  # fmt: skip


SINCE, MAY, MAY_2 = date(2020, 1, 1), date(2025, 5, 1), date(2025, 5, 2)
ACTOR = Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY, region=Region("370500"))


@pytest.mark.parametrize(
    ("station", "actor", "complete"),
    [
        ({"records_since": SINCE}, {"records_since": SINCE}, True),
        ({"records_since": SINCE}, {}, False),
        ({}, {"records_since": SINCE}, False),
        ({"opened_on": date(2027, 1, 1)}, {"records_since": SINCE}, True),
        ({"opened_on": SINCE, "closed_on": date(2025, 4, 1)}, {"records_since": SINCE}, True),
        ({"opened_on": MAY, "records_since": MAY}, {"records_since": SINCE}, True),
        ({"opened_on": MAY, "records_since": MAY_2}, {"records_since": SINCE}, False),
    ],
)
def test_a_city_knows_its_sessions_if_all_do(
    station: dict[str, Any], actor: dict[str, Any], *, complete: bool
) -> None:
    """A lack of records is no evidence before they are complete: of each station and actor."""
    register = Register(
        stations=[attrs.evolve(STATION, **station)],
        actors=[attrs.evolve(ACTOR, **actor)],
        sessions=[
            session(1, venue="示例会场", organiser=Party(name="示例局", actor="A-1")),
            session(2, venue="示例会场"),
        ],
    )
    name = sessions_fact(ActivityKind.SYMPOSIUM, Period.parse("2025-Q2"))
    reading = readings_of(register.of("370500"), ON, FACTS).of(name)
    assert reading == Reading(value=Decimal(1), reason=None if complete else Reason.MISSING)


@pytest.mark.parametrize(
    ("day", "served"),
    [
        ("2025-06-30", "2025-Q2"), ("2025-07-07", "2025-Q2"), ("2025-07-08", "2025-Q3"),
        ("2025-03-31", "2025-Q1"), ("2025-04-01", "2025-Q2"),
    ],
)  # fmt: skip
def test_a_session_serves_one_period(day: str, served: str) -> None:
    """The period it names, held by the roll deadline; else the one in which its start lies."""
    start = datetime.fromisoformat(f"{day}T14:00:00+08:00")
    quarter = Period.parse("2025-Q2")
    one = attrs.evolve(
        session(1, venue="示例"), start=start, end=start.replace(hour=15), period=quarter
    )
    assert str(one.period_served(quarter.unit)) == served
    assert str(one.period_served(PeriodUnit.YEAR)) == "2025"


def test_a_guideline_pickles_with_its_catalogue() -> None:
    """What a process pool hands on: the guideline and its facts."""
    again = pickle.loads(pickle.dumps(reference_guideline()))  # noqa: S301 - our own bytes
    assert again == reference_guideline()
    file = Register(stations=[attrs.evolve(STATION, site=Site(seats=4))]).of("S-1")
    known = readings_of(file, ON, again.facts)
    assert {name: known.of(name) for name in known.facts} == {
        name: readings_of(file, ON, FACTS).of(name) for name in known.facts
    }


@pytest.mark.parametrize("domain", ServiceDomain)
def test_services_are_called_what_the_vocabulary_calls_them(domain: ServiceDomain) -> None:
    """The five domains of the founding report, one fact each, under one name."""
    label = FACTS[f"services.{domain.value}"].label
    assert label.zh == f"{domain.label('zh')}项数"
    assert label.en == f"number of services: {domain.label('en')}"


def test_the_readings_of_a_file_are_those_of_its_kind_of_subject() -> None:
    """As many as there are facts about a station; counts of sessions are made when asked for."""
    known = readings_of(Register(stations=[STATION]).of("S-1"), ON, FACTS).facts
    assert len(known) == len(list(known)) == len(list(FACTS.of(SubjectKind.STATION)))
    name = sessions_fact(ActivityKind.SYMPOSIUM, Period.parse("2025-Q2"))
    assert name not in list(known)
    assert known[name].value == 0
