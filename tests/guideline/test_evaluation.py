"""What a check comes to."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActivityKind,
    AllOf,
    AtLeast,
    AtMost,
    Check,
    Held,
    Includes,
    Is,
    Judged,
    OneOf,
    Outcome,
    ParameterRef,
    Period,
    PeriodUnit,
    Reading,
    Readings,
    Reason,
    Valid,
    Value,
    evaluate,
)
from ridehire_partybuild.guideline import (
    NOT_JUDGED,
    NOT_KNOWN,
    NOT_THERE,
    judged_periods,
    sessions_fact,
)
from ridehire_partybuild.guideline.evaluation import test_of as value_test
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.strategies.judging import checks, less_known, readings

ON = date(2026, 1, 15)
QUARTERLY = Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER)


@given(st.data())
def test_law_2(data: st.DataObject) -> None:
    """Law 2: giving a value to a fact that was not known moves only CANT_TELL."""
    check = data.draw(checks())
    more = data.draw(readings(check))
    laws.knowledge_moves_only_cant_tell(check, data.draw(less_known(more)), more)


@given(st.data())
def test_law_3(data: st.DataObject) -> None:
    """Law 3: `because` alone reproduces the verdict."""
    check = data.draw(checks())
    laws.because_reproduces(check, data.draw(readings(check)))


@given(st.data())
def test_what_is_decided_misses_nothing(data: st.DataObject) -> None:
    """`missing` names facts only while the outcome is open, and then at least one."""
    check = data.draw(checks())
    verdict = evaluate(check, data.draw(readings(check)))
    assert bool(verdict.missing) == (verdict.outcome is Outcome.CANT_TELL)
    assert (verdict.reason is None) == (verdict.outcome in {Outcome.PASSED, Outcome.FAILED})


P, F = Outcome.PASSED, Outcome.FAILED


@pytest.mark.parametrize(
    ("check", "value", "outcome"),
    [
        (AtLeast(fact="site.area_m2", at_least=12), Decimal(12), P),
        (AtLeast(fact="site.area_m2", at_least=12), Decimal("11.99"), F),
        (AtMost(fact="site.area_m2", at_most=12), Decimal(12), P),
        (AtMost(fact="site.area_m2", at_most=12), Decimal("12.01"), F),
        (Is(fact="on_map", is_=True), True, P),
        (Is(fact="on_map", is_=False), True, F),
        (Is(fact="tier", is_="basic"), "basic", P),
        (Is(fact="tier", is_="basic"), "mobile", F),
        (OneOf(fact="tier", one_of=("basic", "mobile")), "mobile", P),
        (OneOf(fact="tier", one_of=("basic",)), "mobile", F),
        (Includes(fact="facilities", includes=("fan",)), ("fan", "wifi"), P),
        (Includes(fact="facilities", includes=("fan", "wifi")), ("fan",), F),
        (Includes(fact="facilities", includes=("fan",)), (), F),
        (Valid(valid="first_aid_box.expires_on"), ON, P),
        (Valid(valid="first_aid_box.expires_on"), date(2026, 1, 14), F),
        (Judged(judged="fire_safety.passed"), True, P),
        (Judged(judged="fire_safety.passed"), False, F),
    ],
)
def test_bounds_are_inclusive_and_last_days_count(
    check: Check, value: Value, outcome: Outcome
) -> None:
    """以上 and 以下 include the number; a last day still counts."""
    name = next(
        getattr(check, field) for field in ("fact", "valid", "judged") if hasattr(check, field)
    )
    verdict = evaluate(check, Readings(on=ON, facts={name: Reading(value=value)}))
    assert (verdict.outcome, verdict.because, verdict.missing) == (outcome, (name,), ())


@pytest.mark.parametrize(
    ("reading", "outcome", "reason", "because"),
    [
        (NOT_KNOWN, Outcome.CANT_TELL, Reason.MISSING, ()),
        (NOT_THERE, Outcome.INAPPLICABLE, Reason.NOT_THERE, ("site.area_m2",)),
        (Reading(reason=Reason.EXPIRED), Outcome.CANT_TELL, Reason.EXPIRED, ("site.area_m2",)),
    ],
)
def test_what_is_not_known_is_neither_zero_nor_false(
    reading: Reading, outcome: Outcome, reason: Reason, because: tuple[str, ...]
) -> None:
    """NOT_KNOWN is CANT_TELL, NOT_THERE is INAPPLICABLE."""
    check = AtLeast(fact="site.area_m2", at_least=0)
    verdict = evaluate(check, Readings(on=ON, facts={"site.area_m2": reading}))
    assert (verdict.outcome, verdict.reason, verdict.because) == (outcome, reason, because)


def test_a_judgement_is_asked_for_by_name() -> None:
    """Where a person must judge and nobody has, the reason says so."""
    verdict = evaluate(Judged(judged="fire_safety.passed"), Readings(on=ON, facts={}))
    assert (verdict.outcome, verdict.reason) == (Outcome.CANT_TELL, Reason.JUDGEMENT)


@pytest.mark.parametrize(
    ("on", "per", "since", "expected"),
    [
        (date(2026, 1, 15), "quarter", None, "2025-Q1 2025-Q2 2025-Q3 2025-Q4"),
        (date(2025, 12, 31), "quarter", None, "2025-Q1 2025-Q2 2025-Q3 2025-Q4"),
        (date(2025, 12, 30), "quarter", None, "2024-Q4 2025-Q1 2025-Q2 2025-Q3"),
        (date(2026, 1, 15), "quarter", date(2025, 4, 1), "2025-Q2 2025-Q3 2025-Q4"),
        (date(2026, 1, 15), "quarter", date(2025, 4, 2), "2025-Q3 2025-Q4"),
        (date(2026, 1, 15), "year", None, "2025"),
        (date(2026, 1, 15), "year", date(2025, 1, 2), ""),
        (date(2026, 1, 15), "half_year", None, "2025-H1 2025-H2"),
    ],
)
def test_whole_periods_that_ended_by_the_end_of_the_day(
    on: date, per: str, since: date | None, expected: str
) -> None:
    """The last n whole calendar periods that ended by the end of the day, after the opening."""
    check = Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit(per))
    periods = judged_periods(check, Readings(on=on, since=since, facts={}))
    assert " ".join(str(period) for period in periods) == expected


def test_months_and_weeks_of_a_year() -> None:
    """N = over / per: 12 months, 52 weeks."""
    for per, count in ((PeriodUnit.MONTH, 12), (PeriodUnit.WEEK, 52)):
        check = Held(held=ActivityKind.PARTY_LECTURE, per=per)
        assert len(judged_periods(check, Readings(on=ON, facts={}))) == count


def test_one_child_a_period() -> None:
    """A period with fewer sessions fails; a lack of records is no evidence; enough records pass."""
    counts = [Reading(value=Decimal(1)), Reading(value=Decimal(1), reason=Reason.MISSING)]
    counts += [Reading(value=Decimal(0), reason=Reason.MISSING), Reading(value=Decimal(0))]
    names = [sessions_fact(QUARTERLY.held, Period.parse(f"2025-Q{n}")) for n in (1, 2, 3, 4)]
    facts = dict(zip(names, counts, strict=True))
    verdict = evaluate(QUARTERLY, Readings(on=ON, facts=facts))
    told = [child.outcome for child in verdict.children]
    assert told == [P, P, Outcome.CANT_TELL, F]
    assert (verdict.outcome, verdict.because) == (F, (names[3],))


def test_no_whole_period_is_inapplicable() -> None:
    """No such period: INAPPLICABLE."""
    verdict = evaluate(QUARTERLY, Readings(on=ON, since=ON, facts={}))
    assert (verdict.outcome, verdict.reason) == (Outcome.INAPPLICABLE, Reason.NO_PERIOD)


def test_the_reason_is_the_first_among_open_children() -> None:
    """CANT_TELL carries the first reason of conflicting, error, expired, judgement, missing."""
    facts = {
        "site.area_m2": Reading(reason=Reason.EXPIRED),
        "site.seats": Reading(reason=Reason.CONFLICTING),
    }
    check = AllOf(all_of=tuple(AtLeast(fact=name, at_least=1) for name in facts))
    verdict = evaluate(check, Readings(on=ON, facts=facts))
    assert verdict.reason is Reason.CONFLICTING
    assert verdict.missing == ("site.area_m2", "site.seats")


@pytest.mark.parametrize("reason", sorted(NOT_JUDGED))
@given(counts=st.lists(st.integers(0, 2), min_size=4, max_size=4), left_out=st.integers(0, 3))
def test_a_period_left_out_is_not_judged(reason: Reason, counts: list[int], left_out: int) -> None:
    """An exempted period, or one with a station suspended, is INAPPLICABLE: it decides nothing."""
    names = [sessions_fact(QUARTERLY.held, Period.parse(f"2025-Q{n}")) for n in (1, 2, 3, 4)]
    told = {name: Reading(value=Decimal(n)) for name, n in zip(names, counts, strict=True)}
    name = names[left_out]
    found = evaluate(QUARTERLY, Readings(on=ON, facts=told | {
        name: Reading(value=Decimal(counts[left_out]), reason=reason)
    }))  # fmt: skip
    child = found.children[left_out]
    assert (child.outcome, child.reason, child.because) == (Outcome.INAPPLICABLE, reason, (name,))
    others = [count for number, count in enumerate(counts) if number != left_out]
    assert found.outcome is (P if all(others) else F)
    everything = {name: Reading(value=Decimal(0), reason=reason) for name in names}
    whole = evaluate(QUARTERLY, Readings(on=ON, facts=everything))
    assert (whole.outcome, whole.reason) == (Outcome.INAPPLICABLE, reason)


@pytest.mark.parametrize(
    "check",
    [AtLeast(fact="site.area_m2", at_least=ParameterRef(param="area.least")), AllOf(all_of=())],
)
def test_only_a_check_of_one_fact_with_its_number_asks_for_a_value(check: Check) -> None:
    """Parameters are filled in before, and what has parts is asked part by part."""
    with pytest.raises(TypeError) as caught:
        value_test(check, date(2026, 1, 15))
    assert caught.value.args == (check,)
