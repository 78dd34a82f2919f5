"""The finder says what the register says, and our guideline keeps the laws of the library."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Outcome, Register, Requirement, Station, lint, witness_day
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.laws import LawBroken, check_laws
from station_finder import OUR_FACTS, OURS, Answer, find
from station_finder.wrong import WRONG, WRONG_FACTS


def test_our_guideline_keeps_every_law() -> None:
    check_laws(guideline=OURS, facts=OUR_FACTS)


def test_the_planted_mistake_is_caught_by_name() -> None:
    with pytest.raises(
        LawBroken, match=r"law 2: .*\nlaw: unknown_.*\nabout: fact our\.nights"
    ) as it:
        check_laws(guideline=WRONG, facts=WRONG_FACTS)
    print(it.value)


def test_our_guideline_has_nothing_odd() -> None:
    assert lint(OURS) == ()


def everywhere(register: Register, at: datetime) -> list[Answer]:
    places = {str(station.region) for station in register.stations}
    return [answer for place in places for answer in find(register, place, at)]


@given(st.from_type(Register), strategies.moments())
def test_every_station_is_told_of_once(register: Register, at: datetime) -> None:
    told = [answer.station.id for answer in everywhere(register, at)]
    assert sorted(told) == [station.id for station in register.stations]


@given(st.from_type(Station), strategies.moments())
def test_only_an_open_station_offers_anything(station: Station, at: datetime) -> None:
    (answer,) = everywhere(Register(stations=[station]), at)
    assert answer.is_open or not answer.offered
    assert station.hours is not None or not answer.is_open


@pytest.mark.parametrize("rule", OURS.requirements, ids=lambda rule: rule.id)
@given(st.data())
def test_what_lacks_something_is_never_confirmed(rule: Requirement, data: st.DataObject) -> None:
    register = data.draw(strategies.violating(rule, OURS))
    at = datetime.fromisoformat(f"{witness_day(rule)}T22:30+08:00")
    lacking = [one for one in everywhere(register, at) if one.findings(Outcome.FAILED)]
    assert lacking
    assert not any(answer.is_confirmed for answer in lacking)
