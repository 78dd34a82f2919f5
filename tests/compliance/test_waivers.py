"""Waivers looked over."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    AtLeast,
    DocumentKind,
    Guideline,
    InvalidValue,
    Modality,
    Outcome,
    Region,
    Register,
    Site,
    Station,
    Tier,
    Waiver,
    WaiverFlaw,
    WaiverRemark,
    assess,
    audit_waivers,
    explain_remark,
    reference_guideline,
)
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies.judging import guidelines

REFERENCE = reference_guideline()
ON = date(2026, 3, 1)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=9)
)


def waiver(number: int = 1, **changes: Any) -> Waiver:
    """Return a waiver of the usable area for the first half of 2026."""
    plain = Waiver(
        id=f"W-{number}", subject="S-1", covers="site.area_m2", authority="示例局",
        reason="暂无扩建条件", valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    return attrs.evolve(plain, **changes)


def bound() -> Guideline:
    """Return the reference guideline as if a law demanded the area."""
    area = REFERENCE.requirements[0]
    law = attrs.evolve(area.source, kind=DocumentKind.LAW)
    strict = attrs.evolve(area, modality=Modality.SHALL, word=None, source=law)
    return attrs.evolve(REFERENCE, requirements=(strict, *REFERENCE.requirements[1:]))


def said(*waivers: Waiver, on: date = ON, by: Guideline = REFERENCE, **station: Any) -> list[str]:
    """Return what is said of waivers of the one station."""
    of = Register(stations=[attrs.evolve(STATION, **station)], waivers=list(waivers))
    return [explain_remark(one, of) for one in audit_waivers(of, by, on)]


def test_a_remark_names_clauses_and_facts_as_people_do() -> None:
    """With the guideline at hand no code is shown, neither of a fact nor of a requirement."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
                      site=Site(area_m2=14))  # fmt: skip
    waiver = Waiver(
        id="W-1", subject="S-1", covers="site.area_m2", authority="示例局", reason="暂无扩建条件",
        valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    of, by = Register(stations=[station], waivers=[waiver]), reference_guideline()
    (remark,) = audit_waivers(of, by, date(2026, 1, 15))
    assert explain_remark(remark, of, "zh", guideline=by) == (
        "豁免 W-1（S-1，使用面积）：所免事项（A.1 使用面积）本已符合或不适用。"
    )
    other = of.with_(attrs.evolve(waiver, covers="no-such-rule"))
    told = [explain_remark(one, other, guideline=by) for one in audit_waivers(other, by, ON)]
    assert [one.partition(":")[0] for one in told] == ["Waiver W-1 (S-1, no-such-rule)"]


def test_what_is_covered_on_the_day_tells_whether_a_waiver_is_needed() -> None:
    """A requirement that no longer reads the fact fails by itself: the waiver covers another."""
    june, first = date(2026, 6, 1), REFERENCE.requirements[0]
    until = attrs.evolve(first, effective_from=date(2026, 1, 1), effective_before=june)
    since = attrs.evolve(first, check=AtLeast(fact="site.seats", at_least=99), effective_from=june)
    small = AtLeast(fact="site.area_m2", at_least=5)
    other = attrs.evolve(first, id="other", clause="X.2", check=small)
    by = attrs.evolve(REFERENCE, requirements=(until, since, other), profiles=())
    whole = waiver(valid_until=date(2026, 12, 31))
    station = attrs.evolve(STATION, site=Site(area_m2=9, seats=10))
    of = Register(stations=[station], waivers=[whole])
    told = {one.requirement: one for one in assess(of, by, date(2026, 7, 1)).of("S-1")}
    assert told[first.id].verdict.outcome is Outcome.FAILED
    assert told[first.id].waiver is None
    assert told[other.id].waiver == whole.id
    (remark,) = audit_waivers(of, by, date(2026, 7, 1))
    assert (remark.flaw, remark.requirements) == (WaiverFlaw.UNNEEDED, (other.id,))


@given(strategies.registers(max_stations=2), guidelines(), DAYS)
def test_what_is_said_is_so(register: Register, guideline: Guideline, on: date) -> None:
    """A waiver that is unmatched covers no finding; one that is unneeded covers no shortcoming."""
    told = assess(register, guideline, on)
    by_id = {one.id: one for one in register.waivers}
    used = {one.waiver for one in told.findings if one.waiver is not None}
    for remark in audit_waivers(register, guideline, on):
        one = by_id[remark.waiver]
        covered = [f for f in told.of(one.subject) if f.requirement in remark.requirements]
        said_so = {
            WaiverFlaw.UNMATCHED: one.id not in used,
            WaiverFlaw.UNNEEDED: one.holds(on)
            and {f.verdict.outcome for f in covered} <= {Outcome.PASSED, Outcome.INAPPLICABLE},
            WaiverFlaw.LAPSED: one.valid_until < on and one.id not in used,
            WaiverFlaw.NOT_YET: on < one.valid_from and one.id not in used,
            WaiverFlaw.OVERLAPPING: remark.other in by_id and remark.other != one.id,
        }
        assert said_so.get(remark.flaw, True), remark


@given(strategies.registers(max_stations=2), guidelines(), DAYS)
def test_what_excuses_a_failure_is_matched_and_needed(
    register: Register, guideline: Guideline, on: date
) -> None:
    """A waiver beside a finding that does not pass is neither unmatched, unneeded nor lapsed."""
    settled = {Outcome.PASSED, Outcome.INAPPLICABLE}
    told = assess(register, guideline, on).findings
    wanted = {one.waiver for one in told if one.verdict.outcome not in settled} - {None}
    wrong = {WaiverFlaw.UNMATCHED, WaiverFlaw.UNNEEDED, WaiverFlaw.LAPSED, WaiverFlaw.NOT_YET}
    remarks = audit_waivers(register, guideline, on)
    assert not [one for one in remarks if one.waiver in wanted and one.flaw in wrong]


def test_a_waiver_that_is_needed_leaves_nothing_to_say() -> None:
    """The station is too small, the waiver holds and says why: no remark."""
    assert said(waiver()) == []


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        (
            {"covers": "no-such-rule"},
            ("Waiver W-1 (S-1, no-such-rule): no rule on its subject on any of its days bears that"
            " id or reads that fact."),
        ),
        (
            {"covers": "branch.full_members"},
            ("Waiver W-1 (S-1, branch.full_members): no rule on its subject on any of its days"
            " bears that id or reads that fact."),
        ),
        (
            {"valid_until": ON - timedelta(days=1)},
            "Waiver W-1 (S-1, site.area_m2): it has lapsed, and held until 2026-02-28.",
        ),
        (
            {"valid_from": ON + timedelta(days=1)},
            "Waiver W-1 (S-1, site.area_m2): it does not hold yet, but from 2026-03-02.",
        ),
        ({"reason": "（略）"}, "Waiver W-1 (S-1, site.area_m2): it gives no reason."),
        ({"reason": "—"}, "Waiver W-1 (S-1, site.area_m2): it gives no reason."),
    ],
)  # fmt: skip
def test_each_flaw_is_told(changes: dict[str, Any], remark: str) -> None:
    """Whole sentences: what the waiver covers, and what is wrong with it."""
    assert said(waiver(**changes)) == [remark]


def test_days_are_inclusive() -> None:
    """A waiver holds on its last day, and on its first."""
    assert said(waiver(valid_until=ON)) == []
    assert said(waiver(valid_from=ON)) == []


def test_what_passes_anyway_needs_no_waiver() -> None:
    """It covers what passes or does not apply anyway."""
    assert said(waiver(), site=Site(area_m2=12)) == [
        "Waiver W-1 (S-1, site.area_m2): what it excuses (area) passes or does not apply anyway."
    ]
    assert len(said(waiver(), tier=Tier.MOBILE)) == 1
    assert said(waiver(), site=Site()) == []  # what cannot be told may yet fail


def test_two_that_overlap_are_told_once() -> None:
    """One by the fact, the other by the clause, on days in common."""
    other = waiver(2, covers="area", valid_from=date(2026, 6, 30), valid_until=date(2026, 12, 31))
    assert said(waiver(), other) == [
        "Waiver W-1 (S-1, site.area_m2): it overlaps with waiver W-2 (area).",
        "Waiver W-2 (S-1, area): it does not hold yet, but from 2026-06-30.",
    ]
    later = attrs.evolve(other, valid_from=date(2026, 7, 1))
    assert [one for one in said(waiver(), later) if "overlap" in one] == []


def test_nobody_excuses_from_the_law() -> None:
    """It covers a SHALL of a law; the same clause of practice can be excused."""
    assert said(waiver(), by=bound()) == [
        (
            "Waiver W-1 (S-1, site.area_m2): it excuses from a 'shall' of a law, Party regulation"
            " or mandatory standard (area), which only its issuer can do."
        )
    ]


@pytest.mark.parametrize("named", [5, "area", None])
def test_requirements_are_named_in_a_list(named: Any) -> None:
    """Anything else is refused as bad input, a single name too: it is no list of letters."""
    with pytest.raises(InvalidValue) as caught:
        WaiverRemark(waiver="W-1", subject="S-1", flaw=WaiverFlaw.LAPSED, requirements=named)
    assert [(one.code, one.path) for one in caught.value.problems] == [("type", "$.requirements")]
