"""What broke a law is shown in a few lines, whatever it is."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    Person,
    PlanInputs,
    Reading,
    Readings,
    Region,
    Register,
    Span,
    Station,
    Tier,
    Turn,
    assess,
    compare,
    plan,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.guideline.editions import RuleChange
from ridehire_partybuild.scheduling import DEFAULT_POLICY
from ridehire_partybuild.testing.laws.showing import _word, concerned, shown_lines

ON, SPAN = date(2026, 1, 15), Span.parse("2026-01-15/2026-03-31")
CITY = Register(stations=[Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)])
STATION = "Station(id='S-1', name='示例', region='370502', tier='basic')"
CALENDAR, RULES = work_calendar(), reference_guideline()
AREA = next(one for one in RULES.requirements if one.id == "area")
INPUTS = PlanInputs(
    duties=(), register=CITY, calendar=CALENDAR, span=SPAN, on=ON, policy=DEFAULT_POLICY
)
YEARS = f"WorkCalendar{CALENDAR.years_announced}"
GIVEN = f"on 2026-01-15, {SPAN}, {YEARS}, seed 0"


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        (assess(CITY, RULES, ON), ["on 2026-01-15, known 2026-01-15, of", STATION]),
        (
            plan((), CITY, CALENDAR, SPAN, on=ON),
            ["a plan of 0 sessions, 0 unplaced, from", GIVEN, STATION],
        ),
        (INPUTS, [GIVEN, STATION]),
        (CITY.of("S-1"), None),
        (Register(), ["Register()"]),
        ((CITY,) * 26, [STATION] * 24 + ["… and 2 lines more"]),
        ("", ["''"]),
        ("one\ntwo", ["one", "two"]),
        (ValueError("so"), ["ValueError: so"]),
        ({"a": RULES, "b": FACTS}, [f"{{'a': Guideline({RULES.id}), 'b': Facts({len(FACTS)})}}"]),
        ({"b", "c", "a"}, ["('a', 'b', 'c')"]),
        (frozenset("cab"), ["('a', 'b', 'c')"]),
        (FACTS["on_map"], ["fact on_map"]),
        (
            RuleChange(before=None, after=AREA, facts=FACTS),
            [f"RuleChange(before=None, after=requirement {AREA.id})"],
        ),
        ([AREA], [f"(requirement {AREA.id})"]),
        (AREA, [f"requirement {AREA.id}: {_word(AREA.check)}"]),
        ([CITY, CALENDAR], [f"(Register(1), {YEARS})"]),
        (
            Readings(on=ON, facts={"site.area_m2": Reading(value=Decimal(9))}),
            ["on 2026-01-15: site.area_m2: Reading(value=9)"],
        ),
        (SPAN, [f"'{SPAN}'"]),
        ([True, None, 0.5, ON, shown_lines], ["(True, None, 0.5, 2026-01-15, shown_lines)"]),
        ("x" * 400, ["…"]),
    ],
    ids=lambda one: type(one).__name__,
)
def test_each_kind_is_shown_in_its_own_words(shown: object, lines: list[str] | None) -> None:
    """Whole lines; a subject's file, of which more is told, begins with its class."""
    found = shown_lines(shown)
    assert found == lines if lines is not None else found[0].startswith("SubjectFile(")
    assert all(len(line) <= 300 for line in found)


def test_what_is_concerned_is_named_once() -> None:
    """The requirement of a finding, of what became of it, of its turn; the facts of a check."""
    rules = attrs.evolve(RULES, requirements=(AREA,))
    there, here = (assess(one, rules, ON) for one in (Register(), CITY))
    (change,) = compare(there, here).findings
    shown = (here.findings[0], change, Turn(on=ON, change=change), FACTS["on_map"], AREA.check, 1)
    assert concerned(shown) == ("requirement area", "fact on_map", "fact site.area_m2")
    assert concerned(AREA) == (f"requirement area ({AREA.clause})",)


def test_what_is_secret_is_shown_as_dots() -> None:
    """Law 16 holds of what a broken law tells, too; what is default is left out."""
    told = Person(token="p-1", name="示例人")
    assert shown_lines(told) == ["Person(token='p-1', name=•••)"]
