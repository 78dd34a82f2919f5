"""Documents that carry inputs and results: assessments and plans come back as they were."""

from datetime import UTC, date, datetime

import pytest

from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.errors import InvalidDocument, UnusableRule
from ridehire_partybuild.exchange import dumps, loads, reference_guideline, work_calendar
from ridehire_partybuild.exchange.ical import to_ical
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Host, Party, Register, Site, Station
from ridehire_partybuild.scheduling import DEFAULT_POLICY, Plan, Policy, duties, plan
from ridehire_partybuild.values import OpeningHours, Region, Skill, Span, Tier

HOURS = OpeningHours.parse("Mo-Fr 08:30-17:30")
REGISTER = Register(
    stations=[
        Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC, hours=HOURS,
                site=Site(seats=24))
    ],
    hosts=[Host(id="H-1", party=Party(name="示例律所"), skills=list(Skill), hours=HOURS)],
)  # fmt: skip
SPAN = Span.parse("2026-01-01/2026-12-31")


def a_plan() -> Plan:
    """Return a plan of a year."""
    wanted = duties(reference_guideline(), REGISTER, SPAN)
    return plan(wanted, REGISTER, work_calendar(), SPAN)


def test_assessment() -> None:
    """An assessment's document holds the register, the guideline and every finding."""
    assessment = assess(REGISTER, reference_guideline(), date(2026, 1, 15))
    text = dumps(assessment)
    found = loads(text, Assessment)
    assert found == assessment
    assert dumps(found) == text
    assert found.score() == assessment.score()


def test_plan() -> None:
    """A plan's document holds its inputs, its sessions and its reasons."""
    made = a_plan()
    text = dumps(made)
    assert loads(text, Plan) == made
    assert dumps(loads(text)) == text


def test_policy() -> None:
    """An office can keep its own policy as a document."""
    assert loads(dumps(DEFAULT_POLICY), Policy) == DEFAULT_POLICY


def test_calendar_of_a_plan() -> None:
    """A plan brings its register: each of its sessions is an event at its station's name."""
    icalendar = pytest.importorskip("icalendar")
    made = a_plan()
    text = to_ical(made, stamp=datetime(2026, 1, 1, tzinfo=UTC))
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert made.sessions
    assert sorted((str(one["uid"]), one["dtstart"].dt, one["dtend"].dt) for one in events) == [
        (f"{one.id}@ridehire-partybuild", one.start, one.end) for one in made.sessions
    ]
    assert {str(one["location"]) for one in events} == {"示例一号"}


def test_unusable_rules_are_a_third_thing() -> None:
    """A rule about no known fact is no bad document; a doubled key in the same text is."""
    text = dumps(reference_guideline()).replace('"fact": "site.area_m2"', '"fact": "site.mood"')
    with pytest.raises(UnusableRule):
        loads(text, Guideline)
    with pytest.raises(InvalidDocument) as caught:
        loads(text.replace('"id"', '"id": "x", "id"', 1), Guideline)
    assert [one.code for one in caught.value.problems] == ["key.duplicate"]
