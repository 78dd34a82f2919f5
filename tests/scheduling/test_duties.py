"""Duties come from a guideline's frequencies."""

from datetime import date
from typing import Any

import attrs
import pytest

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import (
    ActivityTemplate,
    AllOf,
    AnyOf,
    Check,
    DayPolicy,
    Duty,
    Guideline,
    Held,
    Is,
    NoDayPolicy,
    Not,
    Requirement,
    Some,
    Source,
    When,
)
from ridehire_partybuild.model import Actor, Branch, Register, Site, Station
from ridehire_partybuild.scheduling import duties
from ridehire_partybuild.values import (
    ActivityKind,
    ActorRole,
    Basis,
    BranchKind,
    Cadence,
    DocumentKind,
    Modality,
    OpeningHours,
    PeriodUnit,
    Region,
    Roll,
    Skill,
    Span,
    SubjectKind,
    Text,
    Tier,
)

SPAN = Span.parse("2026-01-01/2026-06-30")
TEXT = Text(zh="示例", en="an example")
CLINIC = Held(held=ActivityKind.LEGAL_CLINIC, per=PeriodUnit.MONTH)
HEALTH = Held(held=ActivityKind.HEALTH_CHECK, per=PeriodUnit.QUARTER)
BASIC, MOBILE = Is(fact="tier", is_="basic"), Is(fact="tier", is_="mobile")


def requirement(check: Check, number: int = 1, **changes: Any) -> Requirement:
    """A requirement on stations."""
    plain = Requirement(
        id=f"R-{number}",
        clause=f"E.{number}",
        group="E",
        subject=SubjectKind.STATION,
        modality=Modality.SHOULD,
        title=TEXT,
        text=TEXT,
        check=check,
        source=Source(document="示例文件", kind=DocumentKind.LOCAL_PRACTICE),
        basis=Basis.PRACTICE,
        responsible=ActorRole.ASSOCIATION,
        remedy=TEXT,
        effective_from=date(2025, 1, 1),
    )
    return attrs.evolve(plain, **changes)


def guideline(*requirements: Requirement, activities: Any = ()) -> Guideline:
    """A guideline of these requirements."""
    return Guideline(
        id="G", title=TEXT, notice=TEXT, requirements=requirements, activities=activities
    )


def station(number: int, tier: Tier = Tier.BASIC, **changes: Any) -> Station:
    """A station."""
    plain = Station(id=f"S-{number}", name="示例", region=Region("370502"), tier=tier)
    return attrs.evolve(plain, **changes)


ONE = Register(stations=[station(1)])


def found(check: Check, register: Register = ONE, **changes: Any) -> tuple[Duty, ...]:
    """The duties of one requirement."""
    return duties(guideline(requirement(check, **changes)), register, SPAN)


@pytest.mark.parametrize(
    ("check", "kinds"),
    [
        (CLINIC, ["legal_clinic"]),
        (AllOf(all_of=(CLINIC, HEALTH)), ["health_check", "legal_clinic"]),
        (AllOf(all_of=(BASIC, AllOf(all_of=(CLINIC,)))), ["legal_clinic"]),
        (When(when=BASIC, then=CLINIC), ["legal_clinic"]),
        (When(when=MOBILE, then=CLINIC), []),
        (When(when=Is(fact="on_map", is_=True), then=CLINIC), []),  # nobody knows
        (AnyOf(any_of=(CLINIC, HEALTH)), []),
        (Some(some=1, of=(CLINIC, HEALTH)), []),
        (Not(not_=CLINIC), []),
    ],
)
def test_duties_come_from_held_under_all_of_or_when(check: Check, kinds: list[str]) -> None:
    """'`Held` under AllOf, or When whose condition passed, never AnyOf, Some or Not.'."""
    assert [duty.kind.value for duty in found(check)] == kinds


def test_applicability_is_a_condition() -> None:
    """'The verdict is `When(applicability, check)`.'."""
    assert found(CLINIC, applicability=MOBILE) == ()
    assert len(found(CLINIC, applicability=BASIC)) == 1


@pytest.mark.parametrize(("modality", "count"), [(Modality.SHALL, 1), (Modality.MAY, 0)])
def test_what_is_permitted_is_no_duty(modality: Modality, count: int) -> None:
    """'A MAY is never counted.'."""
    assert len(found(CLINIC, modality=modality, basis=Basis.RULE)) == count


def test_the_strictest_of_one_kind_makes_the_duty() -> None:
    """'The strictest of one kind and subject makes the duty': most sessions a year."""
    quarterly = attrs.evolve(CLINIC, per=PeriodUnit.QUARTER, times=2)
    rules = guideline(requirement(quarterly, 1), requirement(CLINIC, 2), requirement(CLINIC, 3))
    (duty,) = duties(rules, ONE, SPAN)
    assert (duty.requirement, str(duty.cadence)) == ("R-2", "1/month")


def test_only_the_rule_set_of_the_first_day_counts() -> None:
    """'`Guideline.in_force(on)` gives the rule set of a day.'."""
    assert found(CLINIC, effective_from=date(2026, 1, 2)) == ()


def test_a_template_says_how_it_is_held() -> None:
    """'Duration, skill, seats, windows and roll come from `Guideline.activities`.'."""
    template = ActivityTemplate(
        kind=ActivityKind.LEGAL_CLINIC, minutes=60, skill=Skill.LEGAL, fixed_day=10, source="示例"
    )
    (duty,) = duties(guideline(requirement(CLINIC), activities=(template,)), ONE, SPAN)
    assert (duty.minutes, duty.skill, duty.fixed_day) == (60, Skill.LEGAL, 10)
    assert (duty.id, duty.station) == ("S-1.legal_clinic", "S-1")
    # a fixed day of the month is one day: twice a month it cannot be
    twice = guideline(requirement(attrs.evolve(CLINIC, times=2)), activities=(template,))
    assert duties(twice, ONE, SPAN)[0].fixed_day is None


def test_a_long_id_becomes_a_uuid() -> None:
    """'`subject.kind` if at most 64 characters, else UUIDv5-based.'."""
    register = Register(stations=[attrs.evolve(station(1), id="S" * 60)])
    (duty,) = found(CLINIC, register)
    assert len(duty.id) == 36


def test_who_is_not_there_owes_nothing() -> None:
    """Closed before the span or opened after it: no duty; opened within: one."""
    register = Register(
        stations=[
            station(1, closed_on=date(2026, 1, 1)),
            station(2, opened_on=date(2026, 7, 1)),
            station(3, opened_on=date(2026, 6, 30)),
        ]
    )
    assert [duty.subject for duty in found(CLINIC, register)] == ["S-3"]


def seats(number: int | None) -> Site:
    """A room."""
    return Site(seats=number)


@pytest.mark.parametrize(
    ("stations", "expected"),
    [
        ([station(1, site=seats(90)), station(2, Tier.COMPREHENSIVE, site=seats(20)),
          station(3, Tier.COMPREHENSIVE, site=seats(30))], "S-3"),
        ([station(1, Tier.COMPREHENSIVE, site=seats(30)),
          station(2, Tier.COMPREHENSIVE, site=seats(30))], "S-1"),
        ([station(1, Tier.COMPREHENSIVE, site=seats(30), opened_on=date(2026, 2, 1)),
          station(2, site=seats(5)), station(3, site=seats(9)), station(4)], "S-3"),
        ([station(2), station(1)], "S-1"),
    ],
)  # fmt: skip
def test_the_station_of_a_city_or_actor(stations: list[Station], expected: str) -> None:
    """'The comprehensive station with the most seats, else any with most known seats.'."""
    actor = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
    register = Register(stations=stations, actors=[actor])
    for kind in (SubjectKind.CITY, SubjectKind.ACTOR):
        (duty,) = found(CLINIC, register, subject=kind)
        assert duty.station == expected


def test_the_station_of_a_branch_is_its_own() -> None:
    """'For a branch its `station`'; without one nothing can be placed."""
    branches = [
        Branch(id="B-1", name="示例一", kind=BranchKind.BRANCH, station="S-1"),
        Branch(id="B-2", name="示例二", kind=BranchKind.BRANCH),
    ]
    register = Register(stations=[station(1)], branches=branches)
    made = found(CLINIC, register, subject=SubjectKind.BRANCH)
    assert [duty.station for duty in made] == ["S-1", None]


def test_an_actor_of_a_place_without_stations_has_no_room() -> None:
    """'… else None': an actor of the province, or of another city."""
    actors = [
        Actor(id=f"A-{code}", name="示例", role=ActorRole.AUTHORITY, region=Region(code))
        for code in ("370000", "370200")
    ]
    register = Register(stations=[station(1)], actors=actors)
    assert [duty.station for duty in found(CLINIC, register, subject=SubjectKind.ACTOR)] == [
        None
    ] * 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Modality.SHOULD, Modality.SHOULD, Modality.SHOULD),
        (Modality.SHALL, Modality.SHOULD, Modality.SHALL),
        (Modality.SHOULD, Modality.SHALL, Modality.SHALL),
    ],
)
def test_a_duty_binds_if_one_of_its_frequencies_does(
    one: Modality, other: Modality, expected: Modality
) -> None:
    """The strictest frequency makes it, whichever of them is a recommendation."""
    quarterly = Held(held=ActivityKind.LEGAL_CLINIC, per=PeriodUnit.QUARTER)
    rules = requirement(CLINIC, 1, modality=one), requirement(quarterly, 2, modality=other)
    (found,) = duties(guideline(*rules), ONE, SPAN)
    assert (found.modality, str(found.cadence)) == (expected, "1/month")


@pytest.mark.parametrize(
    ("cadence", "fixed"),
    [("1/month", 10), ("2/month", None), ("1/quarter", 10), ("1/year", 10), ("1/week", None)],
)
def test_a_template_is_taken_over_whole(cadence: str, fixed: int | None) -> None:
    """'A fixed day of the month suits one session in periods made of months'; all else stays."""
    told: dict[str, Any] = {
        "minutes": 75,
        "seats": 12,
        "skill": Skill.LEGAL,
        "preferred": OpeningHours.parse("Tu 09:00-12:00"),
        "roll": Roll.PRECEDING,
        "no_day": NoDayPolicy.ROLL,
        "days": DayPolicy.WORKDAYS,
        "smallest_gap": 2,
        "ideal_gap": 5,
    }
    template = ActivityTemplate(kind=ActivityKind.LEGAL_CLINIC, fixed_day=10, source="示例", **told)
    often = Cadence.parse(cadence)
    check = attrs.evolve(CLINIC, times=often.times, per=often.per)
    owed = guideline(requirement(check), activities=(template,))
    plain: dict[str, Any] = {
        "id": "S-1.legal_clinic",
        "subject": "S-1",
        "station": "S-1",
        "kind": ActivityKind.LEGAL_CLINIC,
        "cadence": often,
        "requirement": "R-1",
        "modality": Modality.SHOULD,
    }
    assert duties(owed, ONE, SPAN) == (Duty(**plain, **told, fixed_day=fixed),)
    assert duties(guideline(requirement(check)), ONE, SPAN) == (Duty(**plain),)


@pytest.mark.parametrize(
    ("one", "other", "stricter"),
    [
        ((1, PeriodUnit.MONTH), (3, PeriodUnit.QUARTER), 1),  # as many: the shorter period
        ((3, PeriodUnit.QUARTER), (1, PeriodUnit.MONTH), 2),
        ((1, PeriodUnit.WEEK), (4, PeriodUnit.MONTH), 1),  # 52 or 53 a year, and 48
        ((5, PeriodUnit.MONTH), (1, PeriodUnit.WEEK), 1),
        ((2, PeriodUnit.YEAR), (1, PeriodUnit.HALF_YEAR), 2),
        ((1, PeriodUnit.MONTH), (1, PeriodUnit.MONTH), 1),  # alike: the first id
    ],
)
def test_of_two_frequencies_the_stricter_makes_the_duty(
    one: tuple[int, PeriodUnit], other: tuple[int, PeriodUnit], stricter: int
) -> None:
    """'Most sessions a year first, then the shorter period; of equals the first id.'."""
    checks = [attrs.evolve(CLINIC, times=times, per=per) for times, per in (one, other)]
    asked = [requirement(check, number) for number, check in enumerate(checks, 1)]
    for order in (asked, asked[::-1]):
        (duty,) = duties(guideline(*order), ONE, SPAN)
        assert duty.requirement == f"R-{stricter}"


def test_duties_stand_by_id_and_each_subject_owes_its_own() -> None:
    """'What must be held, by id': every station, every kind."""
    register = Register(stations=[station(2), station(1)])
    owed = duties(guideline(requirement(HEALTH, 1), requirement(CLINIC, 2)), register, SPAN)
    assert [str(duty.id) for duty in owed] == [
        "S-1.health_check", "S-1.legal_clinic", "S-2.health_check", "S-2.legal_clinic",
    ]  # fmt: skip
    assert [duty.station for duty in owed] == ["S-1", "S-1", "S-2", "S-2"]


@pytest.mark.parametrize("span", ["1999-12-01/2000-02-01", "2100-06-01/2101-01-31"])
def test_a_span_out_of_range_is_refused(span: str) -> None:
    """'A span outside the years 2000-2100.'."""
    with pytest.raises(InvalidValue):
        duties(guideline(), ONE, Span.parse(span))


def test_a_branch_meets_at_its_own_station_whatever_others_there_are() -> None:
    """And a station is its own room, were another better."""
    better = station(2, Tier.COMPREHENSIVE, site=seats(90))
    own = Branch(id="B-1", name="示例", kind=BranchKind.BRANCH, station="S-1")
    register = Register(stations=[station(1), better], branches=[own])
    (met,) = found(CLINIC, register, subject=SubjectKind.BRANCH)
    assert met.station == "S-1"
    assert [duty.station for duty in found(CLINIC, register)] == ["S-1", "S-2"]
