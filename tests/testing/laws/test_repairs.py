"""What repairs, no more than that, and no later: a repair that is otherwise is told whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.testing.laws.breaches import broken, telling

from ridehire_partybuild import (
    Assessment,
    Facility,
    FacilityItem,
    Finding,
    Outcome,
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
from ridehire_partybuild.guideline.witnesses import witnesses
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import repairs as room
from ridehire_partybuild.testing.laws.showing import shown_lines

RULES = reference_guideline()
ON = date(2026, 1, 15)


def judged(name: str, **fields: Any) -> Assessment:
    """Return what one rule finds of one station."""
    own = tuple(one for one in RULES.requirements if one.id == name)
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, **fields)
    return assess(Register(stations=[station]), attrs.evolve(RULES, requirements=own), ON)


def told_of(law: str, sentence: str, *shown: object, name: str = "area") -> str:
    """Return what is to be told of a finding for which law 4 does not hold."""
    return telling(f"4 {law}", sentence, *shown_lines(shown), about=f"requirement {name}")


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
    (repair, *_) = longer(told.findings[0], told)
    (least, *_) = repairs(told.findings[0], told)
    assert broken(laws.repairs_are_least, told) == told_of(
        "repairs_are_least", "no proper part of a repair passes",
        least, told.findings[0], repair, name="six-facilities",
    )  # fmt: skip


def test_what_does_not_repair_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4: less room than is asked for passes nothing."""
    told = judged("area", site=Site(area_m2=9))
    (right,) = repairs(told.findings[0], told)
    laws.repairs_are_least(told)
    wrong = attrs.evolve(right, changes={"site.area_m2": Decimal(10)})
    monkeypatch.setattr(room, "repairs", lambda *_: (wrong,))
    assert broken(laws.repairs_are_least, told) == told_of(
        "repairs_are_least", "an applied repair passes", told.findings[0], wrong
    )


def test_a_date_that_comes_sooner_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4: what would do today is no matter of June."""
    told, day = judged("area", site=Site(area_m2=9)), date(2026, 3, 1)
    (right,) = repairs(told.findings[0], told)
    late = attrs.evolve(right, not_before=date(2026, 6, 1))
    monkeypatch.setattr(room, "repairs", lambda *_: (late,))
    assert broken(laws.waiting_cannot_be_cut_short, told, told.findings[0], day) == told_of(
        "waiting_cannot_be_cut_short",
        "what cannot be repaired names the earliest date it can turn", told.findings[0], late, day,
    )  # fmt: skip
    laws.waiting_cannot_be_cut_short(told, told.findings[0], late.not_before)


def test_two_half_years_must_pass() -> None:
    """Law 4: trainings of both half-years were not held; on no day of the year do they pass."""
    first = date(2024, 1, 1)
    told = judged("first-aid-training", opened_on=first, records_since=first)
    (one,) = told.findings
    assert [repair.not_before for repair in repairs(one, told)] == [date(2026, 12, 31)]
    for day in (ON, date(2026, 6, 30), date(2026, 12, 30)):
        laws.waiting_cannot_be_cut_short(told, one, day)


def test_witnesses_that_are_exchanged_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4: who is to pass fails."""
    (area,) = judged("area").guideline.requirements
    laws.witnesses_behave(area, RULES)
    passing, failing = witnesses(area, RULES)
    monkeypatch.setattr(room, "witnesses", lambda *_: (failing, passing))
    assert broken(laws.witnesses_behave, area, RULES) == told_of(
        "witnesses_behave", "witnesses pass and fail as they say",
        area, failing, Outcome.FAILED, name=f"area ({area.clause})",
    )  # fmt: skip


def test_a_number_has_no_parts() -> None:
    """Law 4: of a repair that changes one number there is nothing less."""
    told = judged("area", site=Site(area_m2=9))
    laws.repairs_are_least(told)
    for one in told.findings:
        laws.waiting_cannot_be_cut_short(told, one, ON)
