"""Documents that carry inputs and results: assessments and plans come back as they were."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import data
from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.errors import InvalidDocument, UnusableRule
from ridehire_partybuild.exchange import dumps, loads, reference_guideline, work_calendar
from ridehire_partybuild.exchange.ical import to_ical
from ridehire_partybuild.guideline import FACTS, AtLeast, Fact, FactKind, Facts, Guideline
from ridehire_partybuild.model import Host, Party, Register, Site, Station
from ridehire_partybuild.scheduling import DEFAULT_POLICY, Plan, Policy, duties, plan
from ridehire_partybuild.values import OpeningHours, Region, Skill, Span, SubjectKind, Text, Tier

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


def _hosts_own() -> tuple[Facts, Guideline]:
    """Return a catalogue with a fact of a host program's, and a guideline that rests on it."""
    fact = Fact(name="garden.trees", subject=SubjectKind.STATION, kind=FactKind.NUMBER,
                label=Text(zh="树木数", en="trees"), unit="count")  # fmt: skip
    facts = FACTS.with_facts(fact)
    one = attrs.evolve(
        reference_guideline().requirements[0],
        check=AtLeast(fact="garden.trees", at_least=Decimal(3)),
        applicability=None,
    )
    return facts, attrs.evolve(
        reference_guideline(), requirements=(one,), parameters=(), facts=facts
    )


def test_facts_reach_a_guideline_inside() -> None:
    """A host's catalogue stands in no document: it is handed to whatever guideline is inside."""
    facts, guideline = _hosts_own()
    assessment = assess(REGISTER, guideline, date(2026, 1, 15))
    for obj in (guideline, assessment):
        text = dumps(obj)
        with pytest.raises(UnusableRule):
            loads(text)
        found = loads(text, type(obj), facts=facts)
        assert found == obj
        assert dumps(found) == text
    assert loads(dumps(assessment), facts=facts).guideline.facts is facts
    again = loads(dumps(assessment), Assessment, facts=facts)
    assert again.readings("S-1") == assessment.readings("S-1")


def test_facts_stay_with_their_own_document() -> None:
    """What was handed to one reading is gone in the next, after an error too."""
    facts, guideline = _hosts_own()
    with pytest.raises(InvalidDocument):
        loads('{"format": "ridehire-partybuild/guideline/1"}', Guideline, facts=facts)
    with pytest.raises(UnusableRule):
        loads(dumps(guideline), Guideline)
    assert loads(dumps(reference_guideline()), Guideline).facts is FACTS


@pytest.mark.parametrize("more", [{"fact": FACTS}, {"requirements": ()}])
def test_what_no_record_takes_is_a_type_error(more: dict[str, Any]) -> None:
    """Only fields that never stand in documents are handed over beside one."""
    with pytest.raises(TypeError, match="no part of a Guideline takes"):
        loads(dumps(reference_guideline()), Guideline, **more)
    with pytest.raises(TypeError, match="no part of a Register takes 'facts'"):
        loads(dumps(REGISTER), Register, facts=FACTS)


def test_plan() -> None:
    """A plan's document holds its inputs, its sessions and its reasons."""
    made = a_plan()
    text = dumps(made)
    assert loads(text, Plan) == made
    assert dumps(loads(text)) == text


def test_policy() -> None:
    """An office can keep its own policy as a document."""
    assert loads(dumps(DEFAULT_POLICY), Policy) == DEFAULT_POLICY
    assert loads(data.text("policies/default.json"), Policy) == DEFAULT_POLICY


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
