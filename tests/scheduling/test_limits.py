"""What a number or a text of a plan can be: each end of each range, and what stands unless told."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from tests.scheduling.small import MARCH, inputs_of, session

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import (
    DEFAULT_POLICY,
    Blocked,
    Constraint,
    ConstraintMatch,
    Excuse,
    ExcuseKind,
    LedgerEntry,
    LedgerState,
    Owed,
    Plan,
    PlanInputs,
    PlanScore,
    Policy,
    Recommendation,
    Remedy,
    RemedyKind,
    Rule,
    ScoreChange,
    ShiftPattern,
    Shortfall,
    ShortfallKind,
    TravelTimes,
    Unplaced,
    explain_recommendation,
    remedied,
)
from ridehire_partybuild.values import OpeningHours, Period

PERIOD = Period.parse("2026-03")
POINTS = (0, 1000)
MINUTES = (0, 1440)
POLICY = Policy(
    id="P-1",
    peaks=OpeningHours.parse("off"),
    travel=TravelTimes(same_county=1, same_city=2, elsewhere=3),
    source="示例",
)
SHORTFALL: Any = Shortfall(
    kind=ShortfallKind.HOSTS,
    span=MARCH,
    owed=[Owed(duty="D-1", period=PERIOD, sessions=1)],
    needed=10**6,
    possible=0,
)
ENTRY: Any = LedgerEntry(duty="D-1", period=PERIOD, required=0, state=LedgerState.FULFILLED)
INPUTS = inputs_of()
CHANGED = Recommendation(
    session=session("P-1", "2026-03-10T09:00"), change=ScoreChange(), score=PlanScore()
)
HOLDERS: dict[type, Callable[[Any], object]] = {
    TravelTimes: lambda one: attrs.evolve(POLICY, travel=one),
    ShiftPattern: lambda one: attrs.evolve(POLICY, shifts=(one,)),
    ScoreChange: lambda one: explain_recommendation(attrs.evolve(CHANGED, change=one), Register()),
    PlanScore: lambda one: Plan(inputs=INPUTS, score=one),
    ConstraintMatch: lambda one: Plan(inputs=INPUTS, matches=(one,)),
    Unplaced: lambda one: Plan(inputs=INPUTS, unplaced=(one,)),
    Blocked: lambda one: Plan(
        inputs=INPUTS,
        unplaced=(Unplaced(duty="D-1", period=PERIOD, ordinal=1, blocked=(one,)),),
    ),
    Remedy: lambda one: remedied(INPUTS, one),
    Owed: lambda one: attrs.evolve(SHORTFALL, owed=(one,)),
    Excuse: lambda one: attrs.evolve(ENTRY, excuse=one),
}
"""What holds a record, where it is part of something: that takes it, too."""


def taken(record: Any) -> Any:
    """The record, once what holds it has taken it."""
    holder = HOLDERS.get(type(record))
    if holder is None:
        return attrs.evolve(record)
    holder(record)
    return record


RANGES: list[tuple[Any, dict[str, tuple[int, int]]]] = [
    (
        POLICY,
        {
            "step_minutes": (5, 1440),
            "spacing_tolerance": (0, 100),
            "spacing_points": POINTS,
            "preferred_points": POINTS,
            "fairness_points": POINTS,
            "rotation_points": POINTS,
            "unplaced_points": POINTS,
            "warning_points": POINTS,
            "moves_a_session": (0, 10_000),
        },
    ),
    (
        POLICY.travel,
        dict.fromkeys(("same_station", "same_county", "same_city", "elsewhere"), MINUTES),
    ),
    (DEFAULT_POLICY.shifts[0], {"count": (0, 10_000_000)}),
    (ScoreChange(), dict.fromkeys(("hard", "medium", "soft"), (-(10**9), 10**9))),
    (PlanScore(), dict.fromkeys(("hard", "medium", "soft"), (-(10**15), 0))),
    (
        ConstraintMatch(constraint=Constraint.SPACING, on="S-1", points=0),
        {"points": (-(10**9), 0)},
    ),
    (Unplaced(duty="D-1", period=PERIOD, ordinal=1, blocked=()), {"ordinal": (1, 366)}),
    (inputs_of(), {"seed": (0, 2**63), "moves": (0, 10**6)}),
    (Plan(inputs=inputs_of()), {"moves_made": (0, 10**9)}),
    (Remedy(kind=RemedyKind.ANY_DAY), {"rescues": (0, 10**6)}),
    (SHORTFALL.owed[0], {"sessions": (1, 366)}),
    (SHORTFALL, {"days": (0, 10**6)}),
]


@pytest.mark.parametrize(
    ("record", "field", "low", "high"),
    [(record, field, *ends) for record, ranges in RANGES for field, ends in ranges.items()],
)
def test_a_number_reaches_both_its_ends_and_goes_no_further(
    record: Any, field: str, low: int, high: int
) -> None:
    """'Constructors refuse the impossible': what lies just beyond either end."""
    for number in (low, high):
        assert getattr(taken(attrs.evolve(record, **{field: number})), field) == number
    for number in (low - 1, high + 1):
        with pytest.raises(InvalidValue):
            attrs.evolve(record, **{field: number})


def test_counts_that_hang_together_reach_their_ends() -> None:
    """More is needed than can be held; the parts of an entry are what is required."""
    assert SHORTFALL.missing == 10**6
    for wrong in ({"needed": 10**6 + 1}, {"possible": -1}):
        with pytest.raises(InvalidValue, match="expected a number"):
            attrs.evolve(SHORTFALL, **wrong)
    most = attrs.evolve(SHORTFALL, possible=10**6 - 1)
    assert (most.missing, attrs.evolve(SHORTFALL, needed=1).missing) == (1, 1)
    for part in ("held", "planned", "unplaced", "waived"):
        assert attrs.evolve(ENTRY, required=366, **{part: 366}).required == 366
        with pytest.raises(InvalidValue):
            attrs.evolve(ENTRY, required=367, **{part: 367})
    broken = attrs.evolve(ENTRY, required=366, planned=366, broken=366)
    assert broken.broken == 366
    assert taken(Blocked(rule=Rule.SEATS, count=1)).count == 1
    with pytest.raises(InvalidValue):
        Blocked(rule=Rule.SEATS, count=0)


@pytest.mark.parametrize(
    ("record", "field", "longest"),
    [
        (POLICY, "source", 500),
        (DEFAULT_POLICY.shifts[0], "source", 500),
        (Excuse(kind=ExcuseKind.EXEMPTED), "reason", 500),
        (Excuse(kind=ExcuseKind.EXEMPTED), "authority", 200),
        (Excuse(kind=ExcuseKind.EXEMPTED), "document", 300),
    ],
)
def test_a_text_is_no_longer_than_it_may_be(record: Any, field: str, longest: int) -> None:
    """Up to that length, and not one character more."""
    text = "字" * longest
    assert getattr(taken(attrs.evolve(record, **{field: text})), field) == text
    with pytest.raises(InvalidValue):
        attrs.evolve(record, **{field: "字" * (longest + 1)})


def test_what_stands_unless_told() -> None:
    """The values of a policy of which only what must be told is told; nothing happened yet."""
    plain = taken(Policy(id="P-1", peaks=POLICY.peaks, travel=POLICY.travel, source=POLICY.source))
    told = {
        "step_minutes": 30,
        "spacing_tolerance": 30,
        "spacing_points": 1,
        "preferred_points": 2,
        "fairness_points": 1,
        "rotation_points": 1,
        "unplaced_points": 30,
        "warning_points": 10,
        "moves_a_session": 15,
    }
    assert {name: getattr(plain, name) for name in told} == told
    ways = taken(TravelTimes(same_county=1, same_city=2, elsewhere=3))
    assert (ways.same_station, ways.longest) == (0, 3)
    levels = {"hard": 0, "medium": 0, "soft": 0}
    assert taken(PlanScore()) == PlanScore(**levels)
    assert taken(ScoreChange()) == ScoreChange(**levels)
    assert (Plan(inputs=inputs_of()).moves_made, attrs.evolve(SHORTFALL).days) == (0, 0)
    assert taken(Remedy(kind=RemedyKind.ANY_DAY)).rescues == 0
    parts = ("held", "planned", "unplaced", "waived", "broken")
    entry = LedgerEntry(duty="D-1", period=PERIOD, required=0, state=LedgerState.FULFILLED)
    assert [getattr(entry, part) for part in parts] == [0] * 5
    inputs: PlanInputs = inputs_of()
    assert (inputs.seed, inputs.moves) == (0, None)
