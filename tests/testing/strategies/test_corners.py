"""What drawn examples come to only now and then, drawn on purpose."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import find, given, settings
from hypothesis.errors import InvalidArgument
from tests.testing.test_satisfying import drawn, guideline, rule

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    AtLeast,
    AtMost,
    Fact,
    FactKind,
    Facts,
    Held,
    Is,
    Outcome,
    PeriodUnit,
    Problem,
    Region,
    Register,
    Station,
    SubjectKind,
    Text,
    Tier,
    UnusableRule,
    assess,
)
from ridehire_partybuild.guideline.witnesses import witness_day
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.strategies import replanning, telling, turning
from ridehire_partybuild.testing.strategies.choices import Choices

AREA = rule("area", AtLeast(fact="site.area_m2", at_least=12))
FEW = settings(max_examples=5)


def test_a_check_that_no_fact_suits_is_refused() -> None:
    """Hypothesis says so in its own way, before anything is drawn."""
    flags = Facts({"on_map": FACTS["on_map"]})
    with pytest.raises(InvalidArgument, match="no fact of a station suits a check of the class"):
        strategies.checks(kind=AtMost, facts=flags)


@pytest.mark.parametrize(
    ("subject", "asked", "collection"),
    [
        (SubjectKind.ACTOR, "city.platforms", "actors"),
        (SubjectKind.BRANCH, "city.branches", "branches"),
    ],
)
def test_what_a_city_asks_for_besides_brings_its_sessions(
    subject: SubjectKind, asked: str, collection: str
) -> None:
    """Actors and branches that are there only for their city hold what is asked of each."""
    held = Held(held=ActivityKind.SYMPOSIUM, times=1, per=PeriodUnit.YEAR)
    meets = rule("meets", held, subject)
    by = guideline(meets, rule("three", AtLeast(fact=asked, at_least=3), SubjectKind.CITY))
    for register in drawn(strategies.satisfying(by), 3):
        there = getattr(register, collection)
        assert len(there) >= 3
        assert len(register.sessions) >= len(there)
        laws.satisfying_passes_all(register, by)


@FEW
@given(strategies.profiles(guideline()))
def test_a_profile_of_a_guideline_that_asks_nothing_selects_nothing(made: Any) -> None:
    """It has no requirement to leave out, to keep or to alter."""
    assert (made.include, made.exclude, made.alter) == (None, None, ())


def test_nobody_is_varied_where_nothing_is_asked() -> None:
    """A guideline without requirements is met by what is there, which stays as it is."""
    for register in drawn(strategies.satisfying(guideline()), 3):
        laws.satisfying_passes_all(register, guideline())


def test_a_station_that_is_not_open_yet_is_not_closed() -> None:
    """Closed before it opened it could not be: nothing happens to it."""
    made = find(strategies.full_plans(), lambda plan: bool(plan.inputs.register.stations))
    late = [
        attrs.evolve(one, opened_on=date(2100, 12, 31)) for one in made.inputs.register.stations
    ]
    inputs = attrs.evolve(
        made.inputs, register=made.inputs.register.with_(*late), duties=(), on=made.inputs.on
    )
    told: Mapping[str, Any] = replanning._station_closed(
        Choices(bytes(8)), attrs.evolve(made, inputs=inputs)
    )
    assert told == {}


def test_no_register_is_settled_without_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no step may be taken, what would take one is not found, and that is told."""
    by = guideline(AREA)
    assert drawn(strategies.satisfying(by), 1)
    monkeypatch.setattr(turning, "MOST_STEPS", 0)
    with pytest.raises(UnusableRule) as caught:
        strategies.satisfying(attrs.evolve(by, id="another"))
    assert [one.code for one in caught.value.problems] == ["rule.never_all"]


def _is_large(file: Any, _: date) -> bool | None:
    area = file.record.site.area_m2
    return None if area is None else area > 9


def test_a_fact_that_reads_a_whole_part_of_a_record_is_left_open() -> None:
    """The part has to be there, and so what stands in it is taken out, field by field."""
    larger = Fact(
        name="ours.large", subject=SubjectKind.STATION, kind=FactKind.FLAG,
        label=Text(zh="示例", en="example"), reads=("site",), read=_is_large,
    )  # fmt: skip
    one = rule("large", Is(fact="ours.large", is_=True))
    by = attrs.evolve(guideline(), requirements=(one,), facts=FACTS.with_facts(larger))
    for register in drawn(strategies.undecided(one, by), 3):
        (finding,) = assess(register, by, witness_day(one)).findings
        assert finding.verdict.outcome is Outcome.CANT_TELL


@FEW
@given(strategies.problems())
def test_a_problem_is_one_that_a_door_tells(problem: Problem) -> None:
    """It has a code with a text in both languages."""
    assert problem.text("zh")
    assert problem.text("en")


def test_what_was_seen_already_can_be_contradicted() -> None:
    """Though the very same is seen once more first: two observations that disagree are there."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    case = telling.Case(
        register=Register(stations=[station]), guideline=guideline(AREA), on=date(2026, 1, 15)
    )
    once = telling._conflicting(Choices(bytes(99)), case).register
    first, second = once.observations
    again = attrs.evolve(case, register=once.without(second.id))
    assert telling._conflicting(Choices(bytes(99)), again).register == once
    assert first.value != second.value
