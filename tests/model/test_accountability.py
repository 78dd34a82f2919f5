"""Who stands nearest to a subject: itself or who runs it, then county, city, province."""

from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Actor,
    ActorRole,
    Branch,
    BranchKind,
    Level,
    Party,
    Region,
    Register,
    Station,
)
from ridehire_partybuild.model.accountability import nearest

STATION = Station(
    id="S-1", name="示例", region=Region("370502"), operator=Party(name="示例", actor="A-own")
)


def actor(name: str, region: str, **more: Any) -> Actor:
    """Return a platform company."""
    return Actor(id=name, name=name, role=ActorRole.PLATFORM, region=Region(region), **more)


OWN = actor("A-own", "370503")
COUNTY = actor("A-county", "370502")
CITY = actor("A-city", "370500")
PROVINCE = actor("A-province", "370000")
ELSEWHERE = actor("A-elsewhere", "370503")


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ((OWN, COUNTY, CITY, PROVINCE, ELSEWHERE), ("A-own",)),
        ((COUNTY, CITY, PROVINCE, ELSEWHERE), ("A-county",)),
        ((CITY, PROVINCE, ELSEWHERE), ("A-city",)),
        ((PROVINCE, ELSEWHERE), ("A-province",)),
        ((ELSEWHERE,), ()),
        ((CITY, actor("A-two", "370500")), ("A-city", "A-two")),
        ((CITY, actor("A-two", "370500", parent="A-city")), ("A-city",)),
        ((CITY, actor("A-seat", "370502", level=Level.CITY)), ("A-city", "A-seat")),
        ((CITY, attrs.evolve(COUNTY, role=ActorRole.AUTHORITY)), ("A-city",)),
    ],
)
def test_who_is_nearest(there: tuple[Actor, ...], expected: tuple[str, ...]) -> None:
    """Each circle goes before the next; of those equally near, who has another above gives way."""
    place = STATION if OWN in there else attrs.evolve(STATION, operator=None)
    register = Register(stations=[place], actors=there)
    assert nearest(register, ActorRole.PLATFORM, register.of("S-1")) == expected


def test_an_actor_answers_for_itself() -> None:
    """Of the demands on an actor, nobody is nearer than the actor."""
    register = Register(actors=[COUNTY, CITY])
    for name in ("A-county", "A-city"):
        assert nearest(register, ActorRole.PLATFORM, register.of(name)) == (name,)


def test_to_a_subject_of_no_known_place_all_are_equally_near() -> None:
    """A branch that names no station lies nowhere on record."""
    branch = Branch(id="B-1", name="示例支部", kind=BranchKind.BRANCH)
    register = Register(branches=[branch], actors=[COUNTY, CITY])
    assert nearest(register, ActorRole.PLATFORM, register.of("B-1")) == ("A-city", "A-county")
