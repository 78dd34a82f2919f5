"""What a law of checks finds is told with the requirement that it is about."""

from typing import Any

import attrs
import pytest
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    Problem,
    Region,
    Register,
    Requirement,
    Site,
    Station,
    Tier,
    UnusableRule,
    reference_guideline,
)
from ridehire_partybuild.guideline import judged_check
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.laws import of_guidelines

RULES = reference_guideline()
AREA = next(one for one in RULES.requirements if one.id == "area")


def broken(monkeypatch: pytest.MonkeyPatch, name: str, law: Any, **brought: Any) -> laws.LawBroken:
    """Return what is told where a law is another."""
    monkeypatch.setattr(of_guidelines, name, law)
    with pytest.raises(laws.LawBroken) as caught:
        laws.check_laws(guideline=RULES, max_examples=1, **brought)
    return caught.value


def test_a_check_is_told_with_its_requirement(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law knows a check alone; who reads of its breach has to know whose it is."""

    def never(check: Any, *shown: Any) -> None:
        raise laws.LawBroken(2, "knowledge_moves_only_cant_tell", "so it is", (check, *shown))

    name = "knowledge_moves_only_cant_tell"
    found = broken(monkeypatch, name, never, only=[name])
    assert found.sentence == "so it is"
    assert isinstance(found.shown, tuple)
    assert isinstance(found.shown[0], Requirement)
    assert judged_check(found.shown[0]) == found.shown[1]


def test_witnesses_that_do_not_behave_are_told_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4, of each requirement by itself: those that hold are not told."""

    def wrong(one: Requirement, _: Any) -> None:
        if one.id == AREA.id:
            raise laws.LawBroken(4, "witnesses_behave", "so it is", (one,))

    found = broken(monkeypatch, "witnesses_behave", wrong, only=["witnesses_behave"])
    editions = [one for one in RULES.requirements if one.id == AREA.id]
    assert [one.sentence for one in found.broken] == ["so it is"] * len(editions)


def test_what_was_only_not_found_breaks_no_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """That no witness was found in the time there was proves nothing."""

    def sought(one: Requirement, _: Any) -> None:
        raise UnusableRule([Problem(code="rule.no_witness", params={"kind": str(one.id)})])

    monkeypatch.setattr(of_guidelines, "witnesses_behave", sought)
    laws.check_laws(guideline=RULES, only=["witnesses_behave"], max_examples=1)


def test_pairs_of_a_hosts_are_of_other_days_and_of_fewer_records() -> None:
    """Law 8 of registers that are brought."""
    small = strategies.registers(min_stations=1, max_stations=1, max_sessions=2)
    laws.check_laws(register_strategy=small, facts=FACTS, only=[8], max_examples=20)


def test_what_fails_is_asked_for_how_long_it_must_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4: on three later days, of the first two findings that fail."""
    asked: list[tuple[str, int]] = []

    def seen(told: Any, finding: Any, on: Any) -> None:
        asked.append((str(finding.requirement), (on - told.on).days))

    monkeypatch.setattr(of_guidelines, "waiting_cannot_be_cut_short", seen)
    station = Station(
        id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9)
    )
    laws.check_laws(
        register_strategy=st.just(Register(stations=[station])),
        guideline=attrs.evolve(RULES, requirements=(AREA,)),
        only=["waiting_cannot_be_cut_short"], max_examples=5,
    )  # fmt: skip
    assert {*asked} == {(str(AREA.id), days) for days in (1, 30, 200)}
