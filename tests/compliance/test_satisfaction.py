"""Which profiles a station satisfies, and what stands before the next."""

from datetime import date
from decimal import Decimal

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    Alteration,
    Assessment,
    DocumentKind,
    Modality,
    Outcome,
    Profile,
    Region,
    Register,
    ScoreSystem,
    Selection,
    Site,
    Source,
    Station,
    Text,
    Tier,
    assess,
    profiles_satisfied,
    reference_guideline,
    reference_profile,
)
from ridehire_partybuild.testing import strategies

REFERENCE = reference_guideline()
ON = date(2026, 1, 15)
NAMES = ("trade-union-12m2", "mobile", "basic", "comprehensive")
PROFILES = [reference_profile(name) for name in NAMES]
FEW = settings(max_examples=15)  # each example is assessed under several profiles
PAPER = Source(document="示例细则", kind=DocumentKind.LOCAL_PRACTICE)
ROOM = Profile(
    id="room", title=Text(zh="场地", en="room"), source=PAPER,
    include=Selection(requirements=("area", "map-listing")),
)  # fmt: skip


def station(name: str = "S-1", **changes: object) -> Station:
    """Return a station whose room is large enough and which is on the map."""
    plain = Station(
        id=name, name="示例", region=Region("370502"), tier=Tier.BASIC,
        site=Site(area_m2=Decimal(15)), on_map=True,
    )  # fmt: skip
    return attrs.evolve(plain, **changes)  # type: ignore[arg-type]


@FEW
@given(strategies.registers(), strategies.days(), st.none() | strategies.days())
def test_satisfied_is_an_absolute_score_of_one(
    register: Register, on: date, known: date | None
) -> None:
    """A station satisfies a profile just if XCCDF's absolute score of it is surely one."""
    told = profiles_satisfied(register, REFERENCE, PROFILES, on, known=known)
    assert [one.station for one in told] == [one.id for one in register.stations]
    for profile in PROFILES:
        judged = assess(register, REFERENCE, on, known=known, profile=profile)
        for one in told:
            score = judged.score(ScoreSystem.ABSOLUTE, one.station)
            assert (profile.id in one.satisfied) is (score.low == 1)


@FEW
@given(strategies.registers(), strategies.days())
def test_a_distance_names_what_fails_and_what_is_open(register: Register, on: date) -> None:
    """The distance is the findings themselves: failed and open, permissions aside."""
    judged = [assess(register, REFERENCE, on, profile=one) for one in PROFILES]
    for told in profiles_satisfied(register, REFERENCE, PROFILES, on):
        for one, distance in zip(judged, told.distances, strict=True):
            assert distance.failed == _counting(one, told.station, Outcome.FAILED)
            assert distance.open == _counting(one, told.station, Outcome.CANT_TELL)
            assert distance.counted == one.score(ScoreSystem.DEFAULT, told.station).counted


def _counting(told: Assessment, name: str, outcome: Outcome) -> tuple[str, ...]:
    return tuple(
        one.requirement
        for one in told.of(name)
        if one.verdict.outcome is outcome
        and told.rules[one.requirement].modality is not Modality.MAY
    )


def test_the_next_is_the_first_not_satisfied() -> None:
    """Profiles come from the least demanding; the next is the first that is not yet reached."""
    bigger = attrs.evolve(
        ROOM, id="hall", include=Selection(requirements=("area",)),
        set_parameters=(
            attrs.evolve(
                next(one for one in REFERENCE.parameters if one.id == "area.least"),
                value=Decimal(500), source=PAPER,
            ),
        ),
    )  # fmt: skip
    register = Register(stations=[station(), station("S-2", on_map=None)])
    first, second = profiles_satisfied(register, REFERENCE, [ROOM, bigger], ON)
    assert first.satisfied == ("room",)
    assert first.next is not None
    assert (first.next.profile, first.next.failed, first.next.open) == ("hall", ("area",), ())
    assert second.next is not None
    assert (second.satisfied, second.next.profile, second.next.open) == (
        (), "room", ("map-listing",),
    )  # fmt: skip
    (all_,) = profiles_satisfied(Register(stations=[station()]), REFERENCE, [ROOM], ON)
    assert all_.next is None


def test_where_nothing_counts_nothing_is_satisfied() -> None:
    """A closed station satisfies no profile, nor does one of which only permissions are asked."""
    closed = station(closed_on=date(2025, 12, 1))
    (told,) = profiles_satisfied(Register(stations=[closed]), REFERENCE, [ROOM], ON)
    assert (told.satisfied, told.distances[0].counted) == ((), 0)
    mild = attrs.evolve(
        ROOM,
        alter=tuple(
            Alteration(requirement=name, modality=Modality.MAY) for name in ("area", "map-listing")
        ),
    )
    (told,) = profiles_satisfied(Register(stations=[station()]), REFERENCE, [mild], ON)
    assert (told.satisfied, told.distances[0].counted) == ((), 0)


def test_a_reading_says_that_it_is_none_of_an_authority() -> None:
    """A reference reading, never an official class: each carries its notice in both languages."""
    (told,) = profiles_satisfied(Register(stations=[station()]), REFERENCE, PROFILES, ON)
    assert told.notice == Text(
        zh="参考判读，不是等级评定：符合某一适用方案不等于获评任何等级，"
        "等级以主管部门的评定记录为准。",
        en="A reference reading and no grading: to satisfy a profile is no official class. "
        "A class is what an authority has put on record.",
    )
