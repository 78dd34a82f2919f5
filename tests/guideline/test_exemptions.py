"""Periods that are not judged: exempted, or with a station suspended; of an office's kinds too."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActivityKind,
    AnyKind,
    Assessment,
    Exemption,
    Finding,
    Guideline,
    Held,
    LocalKind,
    Outcome,
    Period,
    PeriodUnit,
    Reason,
    Register,
    Station,
    SubjectKind,
    Suspension,
    assess,
    reference_guideline,
)
from ridehire_partybuild.guideline import duty_of, judged_periods
from ridehire_partybuild.testing import laws, strategies

ON = date(2026, 7, 15)
KINDS: tuple[AnyKind, ...] = (
    ActivityKind.LEGAL_CLINIC,
    ActivityKind.SYMPOSIUM,
    LocalKind("x-1"),
)


def _guideline() -> Guideline:
    """Return a guideline that asks every kind of subject for every kind of session."""
    like = attrs.evolve(
        reference_guideline().requirements[0], applicability=None, effective_from=date(2020, 1, 1)
    )
    rules = tuple(
        attrs.evolve(
            like,
            id=f"{subject.value}-{number}",
            clause=f"X.{subject.value}.{number}",
            subject=subject,
            check=Held(held=kind, per=PeriodUnit.QUARTER),
        )
        for subject in SubjectKind
        for number, kind in enumerate(KINDS)
    )
    return attrs.evolve(reference_guideline(), requirements=rules, parameters=(), activities=())


GUIDELINE = _guideline()
HELD = {rule.id: rule.check for rule in GUIDELINE.requirements}
REGISTERS = strategies.registers(
    min_stations=1,
    max_activities=1,
    max_exemptions=2,
    kinds=[ActivityKind.LEGAL_CLINIC, ActivityKind.SYMPOSIUM],
)


def _judged(told: Assessment, finding: Finding) -> tuple[Period, ...]:
    """Return the periods that a finding looks at, one child each."""
    check = HELD[finding.requirement]
    assert isinstance(check, Held)
    since = told.guideline.in_force_since(finding.requirement, told.on)
    return judged_periods(check, told.readings(finding.subject).from_(since))


@given(register=REGISTERS, data=st.data())
def test_an_exemption_takes_one_period_out_of_judgement(
    register: Register, data: st.DataObject
) -> None:
    """That child turns INAPPLICABLE(exempted); no other child and no other finding moves."""
    before = assess(register, GUIDELINE, ON)
    judged = [one for one in before.findings if one.verdict.children]
    if not judged:
        return
    chosen = data.draw(st.sampled_from(judged))
    periods = _judged(before, chosen)
    period = data.draw(st.sampled_from(periods))
    check = HELD[chosen.requirement]
    assert isinstance(check, Held)
    exemption = Exemption(
        id="X-new", subject=chosen.subject, duty=duty_of(chosen.subject, check.held),
        period=period, reason="装修", authority="示例局",
    )  # fmt: skip
    after = assess(register.with_(exemption), GUIDELINE, ON)
    laws.findings_are_plain(after)
    for old, new in zip(before.findings, after.findings, strict=True):
        if old.id != chosen.id:
            assert new.verdict == old.verdict
            continue
        for at, was, now in zip(periods, old.verdict.children, new.verdict.children, strict=True):
            if at == period:
                assert (now.outcome, now.reason) == (Outcome.INAPPLICABLE, Reason.EXEMPTED)
            else:
                assert now == was


@given(register=REGISTERS, stop=strategies.suspensions())
def test_a_suspension_takes_its_periods_out_of_judgement(
    register: Register, stop: Suspension
) -> None:
    """One suspended day is enough; only the findings of that station move."""
    station = register.stations[0]
    after_ = attrs.evolve(station, suspensions=(*station.suspensions, stop))
    before = assess(register, GUIDELINE, ON)
    after = assess(register.with_(after_), GUIDELINE, ON)
    laws.findings_are_plain(after)
    file = after.register.of(station.id)
    for old, new in zip(before.findings, after.findings, strict=True):
        if old.subject != station.id:
            assert new.verdict == old.verdict
            continue
        if not file.is_open(ON):
            assert (new.verdict.outcome, new.verdict.children) == (Outcome.INAPPLICABLE, ())
            continue
        for at, now in zip(_judged(after, new), new.verdict.children, strict=True):
            left_out = now.reason in {Reason.NOT_OPEN, Reason.EXEMPTED}
            assert left_out or not file.is_suspended_in(at)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
@given(station=strategies.stations(), quarter=st.sampled_from(["2025-Q3", "2026-Q2"]))
def test_an_exemption_of_a_local_kind_counts_as_of_any(
    kind: AnyKind, station: Station, quarter: str
) -> None:
    """The duty of a kind of an office's own has an id made in the same way."""
    open_ = attrs.evolve(
        station, planned_on=None, opened_on=None, suspensions=(), closed_on=None,
        records_since=ON - timedelta(days=900),
    )  # fmt: skip
    exemption = Exemption(
        id="X-1", subject=open_.id, duty=duty_of(open_.id, kind), period=Period.parse(quarter),
        reason="装修", authority="示例局",
    )  # fmt: skip
    told = assess(Register(stations=[open_], exemptions=[exemption]), GUIDELINE, ON)
    for finding in told.of(open_.id):
        check = HELD[finding.requirement]
        assert isinstance(check, Held)
        reasons = [child.reason for child in finding.verdict.children]
        assert reasons.count(Reason.EXEMPTED) == (1 if check.held == kind else 0)
        assert finding.verdict.outcome is Outcome.FAILED
