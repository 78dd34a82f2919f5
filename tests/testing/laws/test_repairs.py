"""That nothing less than a repair would do is tried on lists word by word."""

from datetime import date
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Assessment,
    Facility,
    FacilityItem,
    Finding,
    Region,
    Register,
    Repair,
    Site,
    Station,
    Tier,
    assess,
    reference_guideline,
    repairs,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import repairs as room

RULES = reference_guideline()
ON = date(2026, 1, 15)


def judged(name: str, **fields: Any) -> Assessment:
    """Return what one rule finds of one station."""
    own = tuple(one for one in RULES.requirements if one.id == name)
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, **fields)
    return assess(Register(stations=[station]), attrs.evolve(RULES, requirements=own), ON)


def test_a_word_too_many_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4: a list that was made longer than it need be is no least repair."""
    told = judged("six-facilities", facilities=[FacilityItem(kind=Facility.WIFI)])
    laws.repairs_are_least(told)

    def longer(finding: Finding, of: Assessment) -> tuple[Repair, ...]:
        return tuple(_with_a_word(one) for one in repairs(finding, of))

    def _with_a_word(one: Repair) -> Repair:
        changes: dict[str, Any] = dict(one.changes)
        changes["facilities"] = tuple(sorted({*changes["facilities"], "printer"}))
        return attrs.evolve(one, changes=changes)

    monkeypatch.setattr(room, "repairs", longer)
    with pytest.raises(laws.LawBroken, match="no proper part of a repair passes"):
        laws.repairs_are_least(told)


def test_a_number_has_no_parts() -> None:
    """Law 4: of a repair that changes one number there is nothing less."""
    told = judged("area", site=Site(area_m2=9))
    laws.repairs_are_least(told)
    for one in told.findings:
        laws.waiting_cannot_be_cut_short(told, one, ON)
