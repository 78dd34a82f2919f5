"""Two assessments compared: what became of each finding, and why."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    AllOf,
    Assessment,
    AtLeast,
    BaselineState,
    Cause,
    CauseKind,
    Facility,
    FacilityItem,
    Guideline,
    Held,
    Method,
    Observation,
    Outcome,
    PeriodUnit,
    Profile,
    Region,
    Register,
    Selection,
    Session,
    SessionStatus,
    Site,
    Source,
    Station,
    SubjectKind,
    Text,
    Tier,
    Valid,
    Waiver,
    WaiverChange,
    assess,
    compare,
    explain_cause,
    explain_change,
    finding_id,
    reference_guideline,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.values import DocumentKind

REFERENCE = reference_guideline()
JANUARY, JULY = date(2026, 1, 15), date(2026, 7, 15)
DAYS = st.dates(date(2024, 6, 1), date(2026, 12, 31))
AREA = finding_id("S-1", "area")
LARGE = AtLeast(fact="site.area_m2", at_least=Decimal(20))


def station(**changes: Any) -> Station:
    """Return a basic station of 14 m²."""
    plain = Station(
        id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=14)
    )
    return attrs.evolve(plain, **changes)


def register(*records: Any, **changes: Any) -> Register:
    """Return a register of the one station and what is known of it."""
    return Register(stations=[station(**changes)]).with_(*records)


def seen(value: int, day: date, **more: Any) -> Observation:
    """Return an observation of the station's area."""
    return Observation(
        id=f"O-{day}", subject="S-1", fact="site.area_m2", value=Decimal(value),
        method=Method.EXAMINE, collected_on=day, **more,
    )  # fmt: skip


def rule(**changes: Any) -> Guideline:
    """Return the reference guideline with another requirement on the usable area."""
    altered = [
        attrs.evolve(one, **changes) if one.id == "area" else one for one in REFERENCE.requirements
    ]
    return attrs.evolve(REFERENCE, requirements=tuple(altered))


def only(*groups: str) -> Profile:
    """Return a profile that keeps some groups."""
    return Profile(
        id="示例方案", title=Text(zh="示例", en="example"), include=Selection(groups=groups),
        source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
    )  # fmt: skip


def told(of: Register, on: date = JANUARY, by: Guideline = REFERENCE, **more: Any) -> Assessment:
    """Return an assessment."""
    return assess(of, by, on, **more)


@given(strategies.assessments())
def test_law_8_nothing_changes_by_itself(told: Assessment) -> None:
    """Law 8: compare(a, a) is all unchanged."""
    laws.nothing_changes_by_itself(told)


@given(strategies.pairs_of_assessments())
def test_law_8_every_change_has_one_cause(pair: tuple[Assessment, Assessment]) -> None:
    """Law 8: every change has exactly one cause; what did not change causes nothing."""
    laws.causes_are_single(*pair)


HALF = {"observations": [seen(14, date(2025, 12, 1), expires_on=date(2026, 6, 30))]}
LATER = seen(9, date(2026, 3, 1))

CASES: dict[str, tuple[Assessment, Assessment, str, CauseKind]] = {
    "the station came on record": (
        told(Register()), told(register()),
        "A.1 Usable area (S-1): (none) → passed. Cause: scope: it came on record or opened.",
        CauseKind.SCOPE,
    ),
    "it closed": (
        told(register(closed_on=JULY)), told(register(closed_on=JULY), JULY),
        ("A.1 Usable area (S-1): passed → not applicable (not open)."
        " Cause: scope: it went off the record or closed."),
        CauseKind.SCOPE,
    ),
    "another profile": (
        told(register()), told(register(), profile=only("B")),
        "A.1 Usable area (S-1): passed → (none). Cause: profile: (none) → 示例方案.",
        CauseKind.PROFILE,
    ),
    "evidence lapsed": (
        told(register(*HALF["observations"])), told(register(*HALF["observations"]), JULY),
        ("A.1 Usable area (S-1): passed → cannot tell (evidence has expired). Cause: evidence "
        "lapsed: what O-2025-12-01 found of usable area counted until 2026-06-30."),
        CauseKind.EVIDENCE_LAPSED,
    ),
    "found since": (
        told(register(LATER)), told(register(LATER), JULY),
        ("A.1 Usable area (S-1): passed → failed. Cause: fact: usable area: 14 m² → "
        "usable area: 9 m² (by O-2026-03-01)."),
        CauseKind.FACT,
    ),
    "known later": (
        told(register(LATER), JULY, known=date(2026, 2, 28)), told(register(LATER), JULY),
        ("A.1 Usable area (S-1): passed → failed. Cause: fact: usable area: 14 m² → "
        "usable area: 9 m² (by O-2026-03-01)."),
        CauseKind.FACT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_cause_names_what_changed(name: str) -> None:
    """The cause names what: a reader can follow it, whole message by whole message."""
    before, after, text, kind = CASES[name]
    (change,) = (one for one in compare(before, after).changes if one.id == AREA)
    assert change.cause is not None
    assert change.cause.kind is kind
    assert explain_change(change) == text


def test_a_new_edition_is_told_with_its_day_and_what_it_asked_before() -> None:
    """Which edition: the law's clock is a rule that changed, not time that passed."""
    old = attrs.evolve(REFERENCE.requirements[0], effective_before=date(2026, 7, 1))
    new = attrs.evolve(
        old, effective_from=date(2026, 7, 1), effective_before=None,
        check=LARGE,
    )  # fmt: skip
    rest = REFERENCE.requirements[1:]
    by = attrs.evolve(REFERENCE, requirements=(old, new, *rest))
    compared = compare(told(register(), by=by), told(register(), JULY, by))
    (change,) = (one for one in compared.changes if one.id == AREA)
    assert explain_change(change, "zh") == (
        "A.1 使用面积（S-1）：符合 → 不符合。原因：条款变化：自 2026-07-01 起要求“类型为"
        "综合型或基础型的，使用面积宜不少于 20 平方米”；2026-07-01 之前要求“类型为"
        "综合型或基础型的，使用面积宜不少于 12 平方米”。"
    )


def test_a_day_that_passed_is_time() -> None:
    """A period or date passed: the first-aid box outlived its date, and nobody wrote anything."""
    box = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 3, 31))
    of = register(facilities=[box])
    compared = compare(told(of), told(of, JULY))
    (change,) = (one for one in compared.changes if one.requirement == "first-aid-date")
    assert explain_change(change) == (
        "B.2 First-aid box in date (S-1): passed → failed. Cause: time: 2026-03-31 has passed "
        "(expiry of the first-aid box: 2026-03-31)."
    )


def test_what_takes_two_is_combined_and_told_in_parts() -> None:
    """Else combined: of the ingredients, the fewest that together give the after-verdict."""
    stricter = rule(check=LARGE)
    larger = register(site=Site(area_m2=18))
    before, after = told(register(site=Site())), told(larger, by=stricter)
    (alone,) = (one for one in compare(before, after).changes if one.id == AREA)
    assert alone.cause is not None
    assert alone.cause.kind is CauseKind.COMBINED
    assert alone.cause.parts == (CauseKind.RULE, CauseKind.FACT)


@pytest.mark.parametrize("last", [JANUARY, JULY - timedelta(days=1)])
def test_evidence_lapses_from_the_first_day_to_the_one_before_the_second(last: date) -> None:
    """The last day is inclusive on both sides: what still counts on the second day lapsed not."""
    both = AllOf(all_of=(
        AtLeast(fact="site.area_m2", at_least=Decimal(12)),
        AtLeast(fact="site.seats", at_least=Decimal(1)),
    ))  # fmt: skip
    area = seen(14, date(2025, 12, 1), expires_on=last)
    seats = attrs.evolve(area, id="O-seats", fact="site.seats", expires_on=JULY)
    of, by = register(area, seats), rule(check=both)
    (change,) = (
        one for one in compare(told(of, by=by), told(of, JULY, by)).changes if one.id == AREA
    )
    assert change.cause is not None
    assert change.cause.kind is CauseKind.EVIDENCE_LAPSED
    assert [(one.observation, one.last_day) for one in change.cause.lapses] == [(area.id, last)]


WAIVER = Waiver(
    id="W-1", subject="S-1", covers="site.area_m2", authority="示例局", reason="暂无扩建条件",
    valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
)  # fmt: skip


def test_a_waiver_is_a_change_of_its_own() -> None:
    """A waiver is a change of its own, never a cause."""
    small = register(WAIVER, site=Site(area_m2=9))
    (change,) = (one for one in compare(told(small), told(small, JULY)).changes if one.id == AREA)
    assert (change.state, change.cause) == (BaselineState.UPDATED, None)
    assert change.waiver is WaiverChange.ENDED
    assert explain_change(change) == "A.1 Usable area (S-1): failed as before. Waiver: ended."


@given(strategies.registers(max_stations=2), DAYS, DAYS)
def test_each_finding_is_in_one_state(of: Register, first: date, second: date) -> None:
    """SARIF's four states: each finding of either side stands in one of them, and once."""
    before, after = assess(of, REFERENCE, first), assess(of, REFERENCE, second)
    compared = compare(before, after)
    states = [one.id for state in BaselineState for one in compared.of(state)]
    assert sorted(states) == sorted({one.id for one in (*before.findings, *after.findings)})
    new = {one.id for one in compared.of(BaselineState.NEW)}
    assert new == {one.id for one in after.findings} - {one.id for one in before.findings}
    assert all(kind in SubjectKind for kind, _ in of.subjects)


def test_a_comparison_of_no_findings_is_of_nobody() -> None:
    """What came or went was there on one side."""
    (change,) = (
        one for one in compare(told(register()), told(register())).findings if one.id == AREA
    )
    with pytest.raises(TypeError, match=r"^a comparison of no findings$"):
        _ = attrs.evolve(change, before=None, after=None).subject


def test_a_verdict_that_follows_from_nothing_is_put_down_to_everything() -> None:
    """Findings of a document may have been written by hand: no ingredient accounts for them."""
    plain = told(register())
    (finding,) = (one for one in plain.findings if one.id == AREA)
    verdict = attrs.evolve(finding.verdict, outcome=Outcome.FAILED)
    by_hand = attrs.evolve(plain, findings=(attrs.evolve(finding, verdict=verdict),))
    (change,) = (one for one in compare(plain, by_hand).changes if one.id == AREA)
    area = "where tier is comprehensive or basic: usable area should be at least 12 m²"
    assert explain_change(change) == (
        "A.1 Usable area (S-1): passed → failed. Cause: scope: it is there as before; and profile:"
        f" (none) → (none); and rule: since 2025-01-01 it asks: {area}; before, it asked: {area};"
        " and evidence lapsed; and time; and fact."
    )


def test_a_day_that_did_not_pass_is_not_told() -> None:
    """The quarter went by without a session; the first-aid box lasts."""
    both = AllOf(
        all_of=(
            Valid(valid="first_aid_box.expires_on"),
            Held(held=ActivityKind.LEGAL_CLINIC, times=1, per=PeriodUnit.QUARTER),
        )
    )
    day = datetime(2025, 11, 5, 14, tzinfo=SHANGHAI)
    clinic = Session(
        id="X-1", kind=ActivityKind.LEGAL_CLINIC, station="S-1", start=day,
        end=day.replace(hour=15), status=SessionStatus.HELD,
    )  # fmt: skip
    box = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2027, 3, 31))
    start = date(2025, 10, 1)
    of = register(clinic, facilities=[box], opened_on=start, records_since=start, recorded_on=start)
    by = rule(check=both)
    (change,) = (
        one for one in compare(told(of, by=by), told(of, JULY, by=by)).changes if one.id == AREA
    )
    assert explain_change(change) == (
        "A.1 Usable area (S-1): passed → failed. Cause: time: a period ended with 2026-03-31"
        " (legal clinic in 2026-Q1: 0 held); a period ended with 2026-06-30 (legal clinic in"
        " 2026-Q2: 0 held)."
    )


def test_a_cause_of_which_nothing_more_is_known_is_its_label() -> None:
    """A cause of a document need not say what was there before."""
    assert explain_cause(Cause(kind=CauseKind.SCOPE)) == "scope"
    assert explain_cause(Cause(kind=CauseKind.SCOPE), "zh") == "对象变化"
