"""Repairs: the smallest changes that turn a failed finding."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    SHANGHAI,
    ActivityKind,
    ActorRole,
    AllOf,
    AnyOf,
    Assessment,
    AtLeast,
    AtMost,
    Basis,
    Branch,
    BranchKind,
    Check,
    DocumentKind,
    Facility,
    FacilityItem,
    Fact,
    FactKind,
    Finding,
    Gain,
    Guideline,
    Held,
    Includes,
    Is,
    Judged,
    Modality,
    Not,
    Observation,
    Outcome,
    Parameter,
    ParameterRef,
    PeriodUnit,
    Reason,
    Region,
    Register,
    Repair,
    Requirement,
    Session,
    SessionStatus,
    Site,
    Some,
    Source,
    Station,
    SubjectKind,
    Suspension,
    Text,
    Tier,
    Valid,
    When,
    apply,
    assess,
    repairs,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.strategies.judging import guidelines

ON = date(2026, 1, 15)
SMALL = strategies.registers(
    min_stations=1, max_stations=2, max_actors=1, max_branches=1, max_activities=1, max_sessions=3,
    max_hosts=0, max_titles=0, max_donations=0, max_deliveries=0, max_stock=0, max_funds=1,
    max_loans=0, max_appeals=1, max_feedback=1, max_assistance=0, max_commitments=1, max_pledges=1,
    max_observations=3, max_waivers=0, max_exemptions=1, max_tasks=1,
)  # fmt: skip
PLAIN = Station(
    id="S-1",
    name="示例",
    region=Region("370502"),
    tier=Tier.BASIC,
    site=Site(area_m2=9, seats=10),
    facilities=[FacilityItem(kind=Facility.FAN)],
    recorded_on=date(2025, 6, 1),
    records_since=date(2020, 1, 1),
)


def rule(check: Check, **more: Any) -> Requirement:
    """Return a requirement on stations."""
    plain: dict[str, Any] = {
        "id": "rule",
        "clause": "X.1",
        "group": "X",
        "subject": SubjectKind.STATION,
        "modality": Modality.SHOULD,
        "title": Text(zh="示例", en="example"),
        "text": Text(zh="示例要求。", en="An example."),
        "source": Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
        "basis": Basis.PRACTICE,
        "responsible": ActorRole.AUTHORITY,
        "remedy": Text(zh="示例", en="example"),
        "effective_from": date(2020, 1, 1),
    }
    return Requirement(**{**plain, "check": check, **more})


def guideline(*rules: Requirement) -> Guideline:
    """Return a guideline of some requirements."""
    return Guideline(
        id="example",
        title=Text(zh="示例", en="example"),
        notice=Text(zh="示例，不是任何指南。", en="An example, no guideline of anybody's."),
        requirements=rules,
    )


def judged(check: Check, station: Station = PLAIN, *more: Any, on: date = ON) -> Assessment:
    """Return where a station stands under one check."""
    return assess(Register(stations=[station]).with_(*more), guideline(rule(check)), on)


def found(told: Assessment) -> tuple[Repair, ...]:
    """Return the repairs of the first finding, which failed."""
    assert told.findings[0].verdict.outcome is Outcome.FAILED
    return repairs(told.findings[0], told)


AREA = AtLeast(fact="site.area_m2", at_least=12)
SEATS = AtLeast(fact="site.seats", at_least=16)
LISTED = Is(fact="on_map", is_=True)
BOX = Includes(fact="facilities", includes=("first_aid_box", "kettle"))
LECTURE = Held(held=ActivityKind.PARTY_LECTURE, per=PeriodUnit.QUARTER)


@given(strategies.assessments())
def test_an_applied_repair_passes_and_no_part_of_it_does(told: Assessment) -> None:
    """Law 4: an applied repair passes, and no proper part of it does."""
    laws.repairs_are_least(told, most=2)


@given(strategies.assessments(), st.integers(0, 400))
def test_no_earlier_day_will_do(told: Assessment, later: int) -> None:
    """Law 4: what cannot be repaired names the earliest date it can turn; not the day before it."""
    for finding in told.findings[:4]:
        days = {one.not_before - timedelta(days=1) for one in repairs(finding, told)}
        for day in sorted({*days, told.on + timedelta(days=later)}):
            laws.waiting_cannot_be_cut_short(told, finding, day)


@given(SMALL, guidelines(most=2))
def test_only_what_failed_is_repaired(register: Register, rules: Guideline) -> None:
    """Repair concerns FAILED only; what cannot be told goes to the visit list."""
    told = assess(register, rules, ON)
    for finding in told.findings:
        if finding.verdict.outcome is not Outcome.FAILED:
            assert repairs(finding, told) == ()


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        (AREA, [{"site.area_m2": Decimal(12)}]),
        (
            AllOf(all_of=(AREA, SEATS)),
            [{"site.area_m2": Decimal(12), "site.seats": Decimal(16)}],
        ),
        (AnyOf(any_of=(AREA, SEATS)), [{"site.area_m2": Decimal(12)}, {"site.seats": Decimal(16)}]),
        (Some(some=2, of=(AREA, SEATS, Is(fact="tier", is_="basic"))),
         [{"site.area_m2": Decimal(12)}, {"site.seats": Decimal(16)}]),
        (Not(not_=Is(fact="tier", is_="basic")),
         [{"tier": "comprehensive"}]),
        (BOX, [{"facilities": ("fan", "first_aid_box", "kettle")}]),
        (Not(not_=Includes(fact="facilities", includes=("fan",))), [{"facilities": ()}]),
        (AllOf(all_of=(AREA, Not(not_=AtLeast(fact="site.area_m2", at_least=20)))),
         [{"site.area_m2": Decimal(12)}]),
        (When(when=Is(fact="tier", is_="basic"), then=AREA), [{"site.area_m2": Decimal(12)}]),
    ],
)  # fmt: skip
def test_the_smallest_changes(check: Check, wanted: list[dict[str, Any]]) -> None:
    """All minimal changes, none merely making the demand inapplicable."""
    assert [one.changes for one in found(judged(check))] == wanted


def test_lists_of_many_words_are_repaired() -> None:
    """One thing must go and seven must come: of eight words not every way need be tried."""
    fan, *seven = (Includes(fact="facilities", includes=(name,)) for name in MANY)
    (repair,) = found(judged(AllOf(all_of=(Not(not_=fan), *seven))))
    assert repair.changes == {"facilities": tuple(sorted(MANY[1:]))}


MANY = ("fan", "kettle", "microwave", "printer", "recliner", "toilet", "umbrellas", "wifi")


def test_what_is_open_must_prove_so() -> None:
    """``changes`` are facts to alter, ``settles`` open facts that must prove so."""
    check = AllOf(all_of=(AREA, LISTED, Judged(judged="fire_safety.passed")))
    (repair,) = found(judged(check))
    assert repair.changes == {"site.area_m2": Decimal(12)}
    assert repair.settles == {"on_map": True, "fire_safety.passed": True}


def test_a_declared_fact_is_written_and_the_others_are_observed() -> None:
    """Changes of the register through a fact's ``write``; without it by an observation."""
    check = AllOf(all_of=(AREA, Judged(judged="fire_safety.passed")))
    told = judged(check)
    (repair,) = found(told)
    after = apply(repair, told.register)
    (seen,) = after.observations
    assert after.stations[0].site == Site(area_m2=12, seats=10)
    assert (seen.fact, seen.value, seen.collected_on) == ("fire_safety.passed", True, ON)


def test_what_was_seen_on_the_day_gives_way() -> None:
    """An observation of the same day is replaced: a second one would be a conflict."""
    seen = Observation(id="O-1", subject="S-1", fact="drivers.satisfied", value=Decimal(50),
                       method=FACTS["drivers.satisfied"].method, collected_on=ON)  # fmt: skip
    told = judged(AtLeast(fact="drivers.satisfied", at_least=80), PLAIN, seen)
    (repair,) = found(told)
    (after,) = apply(repair, told.register).observations
    assert (after.id, after.value) == ("O-1", Decimal(80))


def test_facts_of_one_field_turn_together() -> None:
    """A box that is put there has no date yet: to bring it is not enough where it must be valid."""
    both = AllOf(all_of=(BOX, Valid(valid="first_aid_box.expires_on")))
    told = judged(both)
    (repair,) = found(told)
    assert repair.changes["first_aid_box.expires_on"] == ON
    items = apply(repair, told.register).stations[0].facilities or ()
    assert {one.kind: one.expires_on for one in items}[Facility.FIRST_AID_BOX] == ON


def _lecture(number: int, day: date) -> Session:
    start = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
    return Session(id=f"E-{number}", kind=ActivityKind.PARTY_LECTURE, station="S-1", start=start,
                   end=start + timedelta(hours=1), status=SessionStatus.HELD)  # fmt: skip


def test_a_frequency_is_cured_by_waiting_and_holding_alone() -> None:
    """No changes means that only waiting helps: until the missed quarter is looked at no more."""
    kept = [_lecture(n, date(2025, 3 * n + 1, 9)) for n in range(3) if n != 1]
    last = _lecture(3, date(2025, 10, 9))
    told = judged(LECTURE, PLAIN, *kept, last, on=date(2026, 1, 20))
    (repair,) = found(told)
    assert (repair.changes, repair.settles) == ({}, {})
    assert repair.holds == {
        "sessions(party_lecture,2026-Q1)": Decimal(1),
        "sessions(party_lecture,2026-Q2)": Decimal(1),
    }
    assert repair.not_before == date(2026, 6, 30)


def test_a_session_made_up_for_in_time_needs_no_waiting() -> None:
    """A rolled session counts for its period if held within a week after it."""
    kept = [_lecture(n, date(2025, 3 * n + 1, 9)) for n in range(3)]
    told = judged(LECTURE, PLAIN, *kept, on=date(2026, 1, 5))
    (repair,) = found(told)
    assert repair.not_before == told.on
    assert set(repair.holds) == {"sessions(party_lecture,2025-Q4)"}
    (held,) = set(apply(repair, told.register).sessions) - set(kept)
    assert (held.day, str(held.period)) == (date(2026, 1, 5), "2025-Q4")


def test_sessions_of_a_month_serve_its_quarter() -> None:
    """Nothing can be spared: what the months ask for is not asked for again by the quarters."""
    monthly = Held(held=ActivityKind.PARTY_LECTURE, times=2, per=PeriodUnit.MONTH)
    told = judged(AllOf(all_of=(LECTURE, monthly)))
    (repair,) = found(told)
    assert {name.count("Q") for name in repair.holds} == {0}
    laws.repairs_are_least(told)


@pytest.mark.parametrize("per", PeriodUnit)
@pytest.mark.parametrize("on", [date(2100, 10, 15), date(2100, 12, 30), date(2100, 12, 31)])
def test_nothing_is_put_off_to_a_day_that_no_register_holds(per: PeriodUnit, on: date) -> None:
    """Days end with 2100: what no day up to then turns has no repair."""
    told = judged(Held(held=ActivityKind.PARTY_LECTURE, per=per), on=on)
    assert [one.not_before for one in found(told)] == (
        [date(2100, 12, 31)] if per is PeriodUnit.YEAR else []
    )


def test_what_the_records_may_lack_must_prove_so() -> None:
    """Before ``records_since`` sessions may have been held: they must prove so, not be held."""
    short = attrs.evolve(PLAIN, records_since=date(2025, 4, 1))
    kept = [_lecture(n, date(2025, 3 * n + 1, 9)) for n in range(1, 4)]
    told = judged(AllOf(all_of=(LECTURE, AREA)), short, *kept)
    (repair,) = found(told)
    assert repair.settles == {"sessions(party_lecture,2025-Q1)": Decimal(1)}
    assert repair.changes == {"site.area_m2": Decimal(12)}


def test_a_later_edition_can_be_the_cure() -> None:
    """The earliest date at which it can turn may be that of another edition."""
    until = date(2026, 3, 1)
    old = rule(AtLeast(fact="city.stations", at_least=2), subject=SubjectKind.CITY,
               effective_before=until)  # fmt: skip
    new = attrs.evolve(old, check=AtLeast(fact="city.stations", at_least=1),
                       effective_from=until, effective_before=None)  # fmt: skip
    told = assess(Register(stations=[PLAIN]), guideline(old, new), ON)
    (repair,) = found(told)
    assert (repair.assigned, repair.not_before) == ({}, until)


def test_what_follows_from_other_records_is_nobodys_to_alter() -> None:
    """Computed facts are neither observed nor written: there is no repair, and no pretence."""
    check = rule(AtLeast(fact="city.stations", at_least=2), subject=SubjectKind.CITY)
    told = assess(Register(stations=[PLAIN]), guideline(check), ON)
    assert found(told) == ()


def test_what_is_on_record_for_later_can_be_the_cure() -> None:
    """What cannot be repaired names the earliest date it can turn: another station is to open."""
    check = rule(AtLeast(fact="city.stations", at_least=2), subject=SubjectKind.CITY)
    opens = date(2026, 3, 17)
    other = attrs.evolve(PLAIN, id="S-2", opened_on=opens, records_since=opens)
    told = assess(Register(stations=[PLAIN, other]), guideline(check), ON)
    (repair,) = found(told)
    assert (repair.assigned, repair.not_before) == ({}, opens)
    laws.repairs_are_least(told)
    laws.waiting_cannot_be_cut_short(told, told.findings[0], opens - timedelta(days=1))


@pytest.mark.parametrize("opens", [date(2027, 3, 17), date(2100, 12, 31)])
def test_a_year_is_waited_for_and_no_longer(opens: date) -> None:
    """On the days of a year to come waiting is tried, and on none after 2100."""
    check = rule(AtLeast(fact="city.stations", at_least=2), subject=SubjectKind.CITY)
    other = attrs.evolve(PLAIN, id="S-2", opened_on=opens, records_since=opens)
    register = Register(stations=[PLAIN, other])
    for before, ways in ((366, 0), (365, 1), (1, 1)):
        on = opens - timedelta(days=before)
        assert len(found(assess(register, guideline(check), on))) == ways


def test_a_later_value_of_a_parameter_can_be_the_cure() -> None:
    """Any rule may turn when another edition takes effect, of a parameter it asks too."""
    least = ParameterRef(param="least")
    values = [
        Parameter(
            id="least", unit="count", value=Decimal(value),
            effective_from=first, effective_before=end,
            source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
        )
        for value, first, end in ((2, date(2020, 1, 1), date(2026, 3, 17)),
                                  (1, date(2026, 3, 17), None))
    ]  # fmt: skip
    enough = AtLeast(fact="city.stations", at_least=least)
    told_all = AtMost(fact="city.sessions.uncounted", at_most=0)
    seen = Observation(
        id="O-1", subject="370500", fact="city.sessions.uncounted", value=Decimal(3),
        method=FACTS["city.sessions.uncounted"].method, collected_on=ON,
    )  # fmt: skip
    # by waiting alone, and together with what must be altered besides
    for check, changed in ((enough, set()), (AllOf(all_of=(enough, told_all)), {seen.fact})):
        rules = attrs.evolve(
            guideline(),
            requirements=(rule(check, subject=SubjectKind.CITY),),
            parameters=tuple(values),
        )
        register = Register(stations=[PLAIN], observations=[seen])
        (repair,) = found(assess(register, rules, ON))
        assert (set(repair.changes), repair.not_before) == (changed, date(2026, 3, 17))


def test_nothing_is_waited_for_beyond_the_last_day_that_can_be_judged() -> None:
    """What turns on the first day of 2101 turns on no day of any assessment."""
    shut = Suspension(first=date(2100, 1, 1), last=date(2100, 12, 31))
    check = rule(AtLeast(fact="city.stations", at_least=2), subject=SubjectKind.CITY)
    for last, ways in ((date(2100, 12, 30), 1), (date(2100, 12, 31), 0)):
        until = attrs.evolve(PLAIN, id="S-2", suspensions=[attrs.evolve(shut, last=last)])
        told = assess(Register(stations=[PLAIN, until]), guideline(check), date(2100, 12, 1))
        assert len(found(told)) == ways


def test_the_gain_counts_all_that_a_change_turns() -> None:
    """Score gain as interval difference: the same change may pass another finding too."""
    one, other = rule(AREA), rule(AREA, id="other", clause="X.2", group="Y")
    third = rule(LISTED, id="third", clause="X.3", group="Y")
    told = assess(Register(stations=[PLAIN]), guideline(one, other, third), ON)
    (repair,) = repairs(told.findings[0], told)
    assert repair.gain == Gain(low=Fraction(3, 4), high=Fraction(3, 4))


@pytest.mark.slow
def test_too_many_ways_leave_one_that_is_right() -> None:
    """The search is bounded: of more ways than it goes through it returns one, and a least one."""
    numbers = [one for one in FACTS.of(SubjectKind.STATION) if one.kind is FactKind.NUMBER]
    names = [one.name for one in numbers if not one.computed][:24]
    # one of each of twelve pairs: 4,096 least sets
    pairs = [
        AnyOf(any_of=tuple(AtLeast(fact=name, at_least=5) for name in names[n : n + 2]))
        for n in range(0, 24, 2)
    ]
    seen = [
        Observation(id=f"O-{n}", subject="S-1", fact=name, value=Decimal(1),
                    method=FACTS[name].method, collected_on=ON)
        for n, name in enumerate(names)
    ]  # fmt: skip
    told = judged(AllOf(all_of=tuple(pairs)), attrs.evolve(PLAIN, recorded_on=None), *seen)
    (way,) = found(told)
    assert [len(set(names[n : n + 2]) & set(way.changes)) for n in range(0, 24, 2)] == [1] * 12
    laws.repairs_are_least(told)


def test_a_repair_of_a_branch_holds_its_sessions() -> None:
    """A session belongs to the branch that called it, wherever it was."""
    branch = Branch(id="BR-1", name="示例支部", kind=BranchKind.BRANCH,
                    records_since=date(2020, 1, 1))  # fmt: skip
    check = rule(LECTURE, subject=SubjectKind.BRANCH)
    told = assess(Register(branches=[branch]), guideline(check), ON)
    (repair,) = found(told)
    after = assess(apply(repair, told.register), told.guideline, repair.not_before)
    assert after.findings[0].verdict.outcome is Outcome.PASSED
    assert {one.organiser.branch for one in after.register.sessions if one.organiser} == {"BR-1"}


def test_who_is_not_there_has_nothing_to_repair() -> None:
    """A station that was closed is INAPPLICABLE(not_open)."""
    told = judged(AREA, attrs.evolve(PLAIN, closed_on=date(2026, 1, 1)))
    finding: Finding = told.findings[0]
    assert finding.verdict.reason is Reason.NOT_OPEN
    assert repairs(finding, told) == ()


def test_a_repair_is_the_same_by_whatever_catalogue_it_is_applied() -> None:
    """The catalogue is no part of equality: a repair that was read again is the one it was."""
    (one, *_) = found(judged(AREA))
    other = Fact(
        name="host.fact", subject=SubjectKind.STATION, kind=FactKind.FLAG,
        label=Text(zh="示例", en="example"),
    )  # fmt: skip
    again = attrs.evolve(one, facts=FACTS.with_facts(other))
    assert again == one
    assert len({one, again}) == 1
