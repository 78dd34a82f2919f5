"""Assessing a register."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    SHANGHAI,
    ActivityKind,
    Assessment,
    AtLeast,
    Branch,
    BranchKind,
    Fact,
    FactKind,
    Guideline,
    Held,
    InvalidValue,
    Method,
    Observation,
    Outcome,
    Party,
    PeriodUnit,
    Reason,
    Region,
    Register,
    Session,
    SessionStatus,
    Site,
    Station,
    SubjectKind,
    Text,
    Tier,
    Waiver,
    assess,
    finding_id,
    reference_guideline,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.strategies.judging import (
    checks,
    guidelines,
    readings,
    requirements,
)
from ridehire_partybuild.testing.strategies.telling import contrary

ON = date(2026, 1, 15)
REFERENCE = reference_guideline()


def station(**changes: Any) -> Station:
    """Return a station of 11.5 m², declared on 2025-06-01."""
    plain = Station(
        id="S-1",
        name="示例",
        region=Region("370502"),
        tier=Tier.BASIC,
        site=Site(area_m2=Decimal("11.5")),
        recorded_on=date(2025, 6, 1),
    )
    return attrs.evolve(plain, **changes)


def seen(number: int, value: Decimal | str, day: date, **more: Any) -> Observation:
    """Return an observation of the station's area."""
    return Observation(
        id=f"O-{number}", subject="S-1", fact="site.area_m2", value=value,
        method=Method.EXAMINE, collected_on=day, **more,
    )  # fmt: skip


def area(register: Register, on: date = ON) -> tuple[str, str | None]:
    """Return outcome and reason of the requirement on the usable area."""
    told = assess(register, REFERENCE, on)
    (finding,) = (one for one in told.of("S-1") if one.requirement == "area")
    return finding.verdict.outcome.value, finding.verdict.reason and finding.verdict.reason.value


@given(strategies.registers(), guidelines(), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_assess_never_raises(register: Register, guideline: Guideline, on: date) -> None:
    """`assess` is total: never raises for a station's shortcomings."""
    laws.assessment_is_total(register, guideline, on)


@given(strategies.registers(), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_assess_never_raises_under_the_shipped_guideline(register: Register, on: date) -> None:
    """The same under `shandong-reference`, on any day that the library knows."""
    laws.assessment_is_total(register, REFERENCE, on)


@given(st.data())
def test_compiled_equals_plain(data: st.DataObject) -> None:
    """Whatever is compiled equals `guideline.evaluate` by property test."""
    check = data.draw(checks())
    for _ in range(2):  # the second time from what the first one shared
        laws.compiled_is_plain(check, data.draw(readings(check)))


@given(strategies.assessments())
def test_the_engine_gives_the_plain_meaning_of_each_requirement(told: Assessment) -> None:
    """A finding's verdict is that of `When(applicability, check)` on the readings of the day."""
    laws.findings_are_plain(told)


@given(strategies.registers(max_stations=2), st.randoms(use_true_random=False))
def test_law_11_in_any_order(register: Register, random: Any) -> None:
    """Law 11: equal inputs, in any order, give equal bytes."""
    mixed = {
        field.name: tuple(random.sample(value, len(value)))
        for field in attrs.fields(Register)
        if (value := getattr(register, field.name)) is not None
    }
    laws.equal_inputs_equal_bytes(
        lambda: assess(register, REFERENCE, ON), lambda: assess(Register(**mixed), REFERENCE, ON)
    )


@given(st.sampled_from(["11.5", "12", "12.5"]), st.sampled_from(["11.5", "12", "12.5"]))
def test_law_2_a_disagreeing_observation(first: str, second: str) -> None:
    """Law 2: two of the same newest day that disagree give CANT_TELL(conflicting)."""
    assume(first != second)
    register = Register(stations=[station()], observations=[seen(1, Decimal(first), ON)])
    laws.disagreement_is_conflict(assess(register, REFERENCE, ON), seen(2, Decimal(second), ON))


@given(strategies.assessments(), st.data())
def test_law_2_of_any_observation(told: Assessment, data: st.DataObject) -> None:
    """Law 2, of whatever was seen of anybody last: seen otherwise on the same day."""
    before = assess(told.register, told.guideline, told.on)
    newest = {(one.subject, one.fact): one for one in _by_day(before.evidence.observations)}
    assume(newest)
    one = data.draw(st.sampled_from(list(newest.values())))
    laws.disagreement_is_conflict(before, contrary(one))


def _by_day(observations: Sequence[Observation]) -> list[Observation]:
    return sorted(observations, key=lambda one: one.collected_on)


@given(strategies.judged_registers(), guidelines(about=strategies.USUAL_FACTS, least=1), st.data())
def test_law_2_on_registers(register: Register, guideline: Guideline, data: st.DataObject) -> None:
    """Law 2: what an office writes down later moves only what could not be told before."""
    assume(register.stations)
    known = data.draw(st.sampled_from(register.stations))
    blanks = data.draw(st.sets(st.sampled_from(["site", "facilities", "services", "on_map"])))
    empty: dict[str, Any] = {name: Site() if name == "site" else None for name in blanks}
    before = assess(register.with_(attrs.evolve(known, **empty)), guideline, ON)
    laws.only_open_verdicts_move(before, assess(register, guideline, ON))


DAY = date(2025, 12, 16)


@pytest.mark.parametrize(
    ("observations", "expected"),
    [
        ([], ("failed", None)),
        ([seen(1, Decimal(12), DAY)], ("passed", None)),
        ([seen(1, Decimal(12), DAY), seen(2, Decimal(11), DAY - timedelta(1))], ("passed", None)),
        ([seen(1, Decimal(12), DAY), seen(2, Decimal(11), DAY)], ("cant_tell", "conflicting")),
        ([seen(1, Decimal(12), DAY), seen(2, Decimal(12), DAY)], ("passed", None)),
        ([seen(1, Decimal(12), DAY, expires_on=ON)], ("passed", None)),
        ([seen(1, Decimal(12), DAY, expires_on=ON - timedelta(1))], ("cant_tell", "expired")),
        (
            [seen(1, Decimal(12), DAY, expires_on=ON - timedelta(1)), seen(2, Decimal(11), DAY)],
            ("failed", None),
        ),
        ([seen(1, Decimal(12), ON + timedelta(1))], ("failed", None)),
        ([seen(1, Decimal(12), date(2025, 5, 31))], ("cant_tell", "conflicting")),
        ([seen(1, Decimal("11.5"), date(2025, 5, 31))], ("failed", None)),
        ([seen(1, Decimal(12), date(2025, 6, 1))], ("passed", None)),
        ([seen(1, "宽敞", DAY)], ("cant_tell", "error")),
    ],
    ids=[
        "declared", "newest decides", "older is nothing", "two disagree", "two agree",
        "last day counts", "all expired", "an unexpired one is left", "after the day",
        "declared later and different", "declared later and equal", "declared the same day",
        "no value of that fact",
    ],
)  # fmt: skip
def test_which_evidence_decides(
    observations: list[Observation], expected: tuple[str, str | None]
) -> None:
    """The newest unexpired one decides; disagreement conflicts; all expired gives expired."""
    assert area(Register(stations=[station()], observations=observations)) == expected


def test_a_station_not_yet_open_is_inapplicable() -> None:
    """A subject not open on the day is INAPPLICABLE(not_open)."""
    future = Register(stations=[station(opened_on=ON + timedelta(1))])
    assert area(future) == ("inapplicable", "not_open")
    assert area(Register(stations=[station(opened_on=ON)])) == ("failed", None)
    closed = Register(stations=[station(opened_on=DAY, closed_on=ON)])
    assert area(closed) == ("inapplicable", "not_open")


def test_a_fact_of_the_host_program_that_crashes_is_no_crash_of_ours() -> None:
    """A crash in the reading of a host's fact is CANT_TELL(error); other rules go on."""

    def broken(_file: object, _on: date) -> Decimal:
        raise ZeroDivisionError

    fact = Fact(
        name="host.fact", subject=SubjectKind.STATION, kind=FactKind.NUMBER,
        label=Text(zh="示例", en="example"), read=broken,
    )  # fmt: skip
    rule = attrs.evolve(
        REFERENCE.requirements[0], id="host", clause="Z.1", applicability=None,
        check=AtLeast(fact="host.fact", at_least=1),
    )  # fmt: skip
    guideline = attrs.evolve(
        REFERENCE, requirements=(*REFERENCE.requirements, rule), facts=FACTS.with_facts(fact)
    )
    told = assess(Register(stations=[station()]), guideline, ON)
    verdicts = {str(one.requirement): one.verdict for one in told.of("S-1")}
    assert verdicts["host"].reason is Reason.ERROR
    assert verdicts["area"].outcome is Outcome.FAILED


def held(number: int, day: date, **more: Any) -> Session:
    """Return a lecture called by the branch."""
    start = datetime.fromisoformat(f"{day}T14:00:00+08:00")
    plain = Session(
        id=f"L-{number}", kind=ActivityKind.PARTY_LECTURE, station="S-1", start=start,
        end=start + timedelta(hours=1), status=SessionStatus.HELD,
        organiser=Party(name="示例支部", branch="B-1"),
    )  # fmt: skip
    return attrs.evolve(plain, **more)


LECTURES = [held(n, date(2025, 3 * n, 10)) for n in (1, 2, 3, 4)]
BRANCH = Branch(
    id="B-1", name="示例支部", kind=BranchKind.BRANCH, station="S-1",
    records_since=date(2025, 1, 1), founded_on=date(2024, 6, 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sessions", "branch", "outcome"),
    [
        (LECTURES, BRANCH, Outcome.PASSED),
        (LECTURES[1:], BRANCH, Outcome.FAILED),
        (LECTURES[1:], attrs.evolve(BRANCH, records_since=date(2025, 1, 2)), Outcome.CANT_TELL),
        (LECTURES[1:], attrs.evolve(BRANCH, records_since=None), Outcome.CANT_TELL),
        (LECTURES, attrs.evolve(BRANCH, records_since=None), Outcome.PASSED),
        (LECTURES[1:], attrs.evolve(BRANCH, founded_on=date(2025, 1, 2)), Outcome.PASSED),
        ([*LECTURES[1:], held(9, ON + timedelta(1))], BRANCH, Outcome.FAILED),
        (
            [*LECTURES[1:], attrs.evolve(LECTURES[0], status=SessionStatus.CANCELLED)],
            BRANCH,
            Outcome.FAILED,
        ),
    ],
    ids=[
        "one a quarter", "one missing", "records start late", "records unknown",
        "enough records pass", "founded after the quarter began", "after the day", "cancelled",
    ],
)  # fmt: skip
def test_sessions_held_are_evidence(
    sessions: list[Session], branch: Branch, outcome: Outcome
) -> None:
    """An activity held today is evidence tomorrow; a lack of records is no evidence."""
    register = Register(stations=[station()], branches=[branch], sessions=sessions)
    told = assess(register, REFERENCE, ON)
    (finding,) = (one for one in told.of("B-1") if one.requirement == "party-lecture")
    assert finding.verdict.outcome is outcome


def waiver(covers: str, until: date = ON) -> Waiver:
    """Return a waiver of the station's."""
    return Waiver(
        id=f"W-{covers}", subject="S-1", covers=covers, authority="示例局", reason="示例",
        valid_from=DAY, valid_until=until,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_waiver", "found"),
    [
        (waiver("site.area_m2"), "W-site.area_m2"),
        (waiver("area"), "W-area"),
        (waiver("on_map"), None),
        (waiver("tier"), None),
        (waiver("site.area_m2", ON - timedelta(1)), None),
    ],
    ids=["by fact", "by requirement", "another fact", "a fact of the condition", "lapsed"],
)
def test_a_waiver_changes_no_verdict(given_waiver: Waiver, found: str | None) -> None:
    """Law 7: a waiver changes no verdict; scores come raw and after waivers."""
    plain = assess(Register(stations=[station()]), REFERENCE, ON)
    told = assess(Register(stations=[station()], waivers=[given_waiver]), REFERENCE, ON)
    assert [one.verdict for one in told.findings] == [one.verdict for one in plain.findings]
    (finding,) = (one for one in told.of("S-1") if one.requirement == "area")
    assert finding.waiver == found
    assert told.score() == plain.score()
    after = told.score_after_waivers()
    assert after.counted == plain.score().counted - (found is not None)


@pytest.mark.parametrize(
    "on", [date(1999, 12, 31), date(2101, 1, 1), datetime(2026, 1, 1, tzinfo=SHANGHAI)]
)
def test_the_day_is_a_date_that_the_library_knows(on: date) -> None:
    """Years 2000-2100: another day is bad input, not a crash."""
    with pytest.raises(InvalidValue):
        assess(Register(stations=[station()]), REFERENCE, on)


def test_a_subject_that_is_not_on_record_has_no_findings() -> None:
    """A mistyped id is told: nothing found would read as nothing wrong."""
    with pytest.raises(KeyError):
        assess(Register(stations=[station()]), REFERENCE, ON).of("S-9")


def test_findings_keep_their_ids() -> None:
    """`Finding.id` is made of subject and requirement, so that days and editions compare."""
    first, later = (assess(Register(stations=[station()]), REFERENCE, day) for day in (DAY, ON))
    both = {one.requirement for one in first.findings} & {one.requirement for one in later.findings}
    ids = [{one.id for one in told.findings if one.requirement in both} for told in (first, later)]
    assert ids[0] == ids[1] != set()
    assert first.findings[0].id == finding_id("S-1", first.findings[0].requirement)


@given(st.data())
def test_requirements_draw(data: st.DataObject) -> None:
    """Drawn requirements are usable ones: a guideline of them can be made."""
    rule = data.draw(requirements())
    guideline = attrs.evolve(REFERENCE, requirements=(rule,), parameters=())
    assert guideline.requirement(rule.id, rule.effective_from) == rule


def test_only_sessions_in_force_since_the_rule_count() -> None:
    """A period counts after the first of an unbroken run of editions took effect."""
    rule = attrs.evolve(
        REFERENCE.requirements[0], subject=SubjectKind.STATION, applicability=None,
        check=Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER),
        effective_from=date(2025, 7, 1), effective_before=date(2025, 10, 1),
    )  # fmt: skip
    second = attrs.evolve(rule, effective_from=date(2025, 10, 1), effective_before=None)
    for editions, periods in (((rule, second), 2), ((second,), 1)):
        guideline = attrs.evolve(REFERENCE, requirements=editions, parameters=())
        told: Assessment = assess(Register(stations=[station()]), guideline, ON)
        assert len(told.findings[0].verdict.children) == periods


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("register", "x", "$.register"),
        ("guideline", [], "$.guideline"),
        ("profile", object(), "$.profile"),
        ("findings", 5, "$.findings"),
        ("findings", "x", "$.findings[0]"),
        ("findings", ["x", None], "$.findings[0]"),
        ("on", "2026-01-01", "$.on"),
    ],
)
def test_what_no_field_holds_is_refused(field: str, value: Any, path: str) -> None:
    """A wrong type is bad input, told with its path, whatever the field."""
    told = assess(Register(), reference_guideline(), date(2026, 1, 15))
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(told, **{field: value})
    assert (caught.value.problems[0].path, caught.value.problems[0].code) == (path, "type")
    assert caught.value.text("zh")
