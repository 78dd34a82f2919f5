"""The visit list: the fewest facts to find out next."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    ActorRole,
    AllOf,
    AnyOf,
    Assessment,
    AtLeast,
    Basis,
    Check,
    DocumentKind,
    Guideline,
    Held,
    Includes,
    Is,
    Judged,
    Method,
    Modality,
    Observation,
    Outcome,
    PeriodUnit,
    Reading,
    Reason,
    Region,
    Register,
    Requirement,
    Source,
    Station,
    SubjectKind,
    Text,
    Tier,
    Value,
    VisitList,
    When,
    assess,
    evaluate,
    visit_list,
)
from ridehire_partybuild.guideline import judged_check
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies.judging import guidelines, values_of

ON = date(2026, 1, 15)
PLAIN = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)


def rule(number: int, check: Check) -> Requirement:
    """Return the requirement X.number on stations."""
    text = Text(zh="示例", en="example")
    return Requirement(
        id=f"rule-{number}", clause=f"X.{number}", group="X", subject=SubjectKind.STATION,
        modality=Modality.SHOULD, title=text, text=text, check=check,
        source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE), basis=Basis.PRACTICE,
        responsible=ActorRole.AUTHORITY, remedy=text, effective_from=date(2020, 1, 1),
    )  # fmt: skip


def judged(*checks: Check, more: tuple[Any, ...] = ()) -> Assessment:
    """Return where a station of which nothing is known stands under some checks."""
    rules = Guideline(
        id="example",
        title=Text(zh="示例", en="example"),
        notice=Text(zh="示例，不是任何指南。", en="An example, no guideline of anybody's."),
        requirements=tuple(rule(n, check) for n, check in enumerate(checks)),
    )
    return assess(Register(stations=[PLAIN]).with_(*more), rules, ON)


def open_after(told: Assessment, known: Mapping[tuple[str, str], Value]) -> set[str]:
    """Return the findings that are open still, once facts of subjects have turned out so."""
    left: set[str] = set()
    for finding in told.findings:
        if finding.verdict.outcome is not Outcome.CANT_TELL:
            continue
        since = told.tailored.in_force_since(finding.requirement, told.on)
        readings = told.readings(finding.subject).from_(since)
        new = {name: Reading(value=v) for (who, name), v in known.items() if who == finding.subject}
        check = judged_check(told.rules[finding.requirement])
        facts = {name: readings.of(name) for name in _read(check, readings)}
        after = evaluate(check, attrs.evolve(readings, facts={**facts, **new}))
        if after.outcome is Outcome.CANT_TELL:
            left.add(finding.id)
    return left


def _read(check: Check, readings: Any) -> set[str]:
    verdict, names = evaluate(check, readings), set[str]()
    left = [verdict]
    while left:
        one = left.pop()
        names |= {*one.because, *one.missing}
        left.extend(one.children)
    return names


@given(
    st.data(),
    strategies.registers(min_stations=1, max_stations=2, max_sessions=2),
    guidelines(most=4),
    st.integers(0, 6),
)
def test_each_visit_settles_what_it_says(
    data: st.DataObject, register: Register, rules: Guideline, length: int
) -> None:
    """However the facts of a prefix turn out, the verdicts that it settles are settled."""
    told = assess(register, rules, ON)
    prefix = visit_list(told).visits[:length]
    known: dict[tuple[str, str], Value] = {}
    for visit in prefix:
        counted = visit.fact not in rules.facts
        values = st.integers(2, 3).map(Decimal) if counted else values_of(rules.facts[visit.fact])
        known[visit.subject, visit.fact] = data.draw(values)
    settled = {name for visit in prefix for name in visit.settles}
    assert open_after(told, known).isdisjoint(settled)


@given(strategies.registers(min_stations=1, max_stations=2, max_sessions=2), guidelines(most=4))
def test_the_whole_list_settles_every_open_verdict_once(
    register: Register, rules: Guideline
) -> None:
    """Every CANT_TELL is settled by exactly one visit; no fact of a subject comes twice."""
    told = assess(register, rules, ON)
    listed = visit_list(told)
    settled = [name for visit in listed for name in visit.settles]
    open_ = [one.id for one in told.findings if one.verdict.outcome is Outcome.CANT_TELL]
    assert sorted(settled) == sorted(open_)
    assert listed.settled == len(open_)
    facts = [(visit.subject, visit.fact) for visit in listed]
    assert len(set(facts)) == len(facts)


AREA = AtLeast(fact="site.area_m2", at_least=12)
SEATS = AtLeast(fact="site.seats", at_least=16)
LISTED = Is(fact="on_map", is_=True)
FIRE = Judged(judged="fire_safety.passed")


def told_of(listed: VisitList) -> list[tuple[str, int, int]]:
    """Return fact, verdicts settled and verdicts served of each visit."""
    return [(one.fact, len(one.settles), len(one.serves)) for one in listed]


def test_the_best_by_the_fact_comes_first() -> None:
    """Next come the facts of the verdict that settles most per fact."""
    told = judged(AllOf(all_of=(SEATS, LISTED)), AREA, AnyOf(any_of=(AREA, AREA)))
    assert told_of(visit_list(told)) == [
        ("site.area_m2", 2, 2), ("on_map", 0, 1), ("site.seats", 1, 1),
    ]  # fmt: skip


def test_the_fewest_facts_are_asked_for() -> None:
    """A fact that settles the verdict however it turns out makes the others needless."""
    small = AllOf(all_of=(AtLeast(fact="site.area_m2", at_least=12), AREA))
    either = AnyOf(any_of=(AREA, AllOf(all_of=(small, SEATS))))
    assert told_of(visit_list(judged(either))) == [("site.area_m2", 0, 1), ("site.seats", 1, 1)]
    told = judged(AnyOf(any_of=(AREA, AllOf(all_of=(small, Is(fact="tier", is_="mobile"))))))
    assert told_of(visit_list(told)) == [("site.area_m2", 1, 1)]


def test_that_a_fact_has_no_bearer_is_a_way_to_turn_out_too() -> None:
    """However the facts turn out: also with nothing there to bear one of them."""
    told = judged(AnyOf(any_of=(AREA, AllOf(all_of=(AREA, SEATS)))))
    assert [one.fact for one in visit_list(told)] == ["site.area_m2", "site.seats"]


def test_reasons_are_told_apart() -> None:
    """Missing, for a person to judge, expired and conflicting: four errands, not one."""
    lapsed = Observation(id="O-1", subject="S-1", fact="site.seats", value=Decimal(20),
                         method=Method.EXAMINE, collected_on=date(2025, 1, 1),
                         expires_on=date(2025, 6, 1))  # fmt: skip
    one = Observation(id="O-2", subject="S-1", fact="on_map", value=True,
                      method=Method.TEST, collected_on=ON)  # fmt: skip
    other = attrs.evolve(one, id="O-3", value=False)
    told = judged(AREA, SEATS, LISTED, FIRE, more=(lapsed, one, other))
    listed = visit_list(told)
    assert {why: [v.fact for v in visits] for why, visits in listed.by_reason().items()} == {
        Reason.CONFLICTING: ["on_map"],
        Reason.EXPIRED: ["site.seats"],
        Reason.JUDGEMENT: ["fire_safety.passed"],
        Reason.MISSING: ["site.area_m2"],
    }


def test_methods_and_subjects_are_the_errands() -> None:
    """By EXAMINE, INTERVIEW and TEST, and by subject; only what they settle where so asked."""
    other = attrs.evolve(PLAIN, id="S-2")
    content = AtLeast(fact="drivers.satisfied", at_least=80)
    told = judged(AREA, LISTED, content, more=(other,))
    listed = visit_list(told)
    assert {key.value: len(visits) for key, visits in listed.by_method().items()} == {
        "examine": 2, "interview": 2, "test": 2,
    }  # fmt: skip
    assert {key: len(visits) for key, visits in listed.by_subject().items()} == {"S-1": 3, "S-2": 3}
    asked = visit_list(told, subjects={"S-2"}, methods={Method.INTERVIEW})
    assert [(one.subject, one.fact) for one in asked] == [("S-2", "drivers.satisfied")]
    assert visit_list(told, most=2).visits == listed.visits[:2]
    assert len(visit_list(told, subjects=())) == 0
    with pytest.raises(KeyError, match="S-typo"):
        visit_list(told, subjects={"S-2", "S-typo"})


def test_sessions_are_looked_up_in_the_papers() -> None:
    """Where the record of sessions is not complete, it is what has to be examined."""
    told = judged(Held(held=ActivityKind.LEGAL_CLINIC, per=PeriodUnit.HALF_YEAR))
    assert [(one.fact, one.method) for one in visit_list(told)] == [
        ("sessions(legal_clinic,2025-H1)", Method.EXAMINE),
        ("sessions(legal_clinic,2025-H2)", Method.EXAMINE),
    ]


def test_more_ways_than_are_gone_through_ask_for_all_facts() -> None:
    """Up to 4,096 ways of turning out, then all its facts are taken: never too few."""
    names = [one.name for one in FACTS.of(SubjectKind.STATION) if one.kind.value == "number"][:9]
    many = AllOf(all_of=tuple(AtLeast(fact=name, at_least=3) for name in names))
    assert {one.fact for one in visit_list(judged(many))} == set(names)


def test_what_is_settled_within_is_not_asked_for() -> None:
    """Of two ways one is gone already: the other needs no visit, however many facts are open."""
    names = [one.name for one in FACTS.of(SubjectKind.STATION) if one.kind.value == "number"][:9]
    either = AnyOf(any_of=(Is(fact="tier", is_="basic"), LISTED))
    many = AllOf(all_of=(either, *(AtLeast(fact=name, at_least=3) for name in names)))
    assert {one.fact for one in visit_list(judged(many))} == set(names)


def test_nothing_open_is_nothing_to_do() -> None:
    """A list of no visits settles nothing."""
    listed = visit_list(judged(Is(fact="tier", is_="basic")))
    assert (len(listed), listed.settled, listed.by_method()) == (0, 0, {})


def test_what_settles_a_verdict_alone_is_asked_for_alone() -> None:
    """Large enough, too small, or nothing there to measure: the seats never matter."""
    either = AnyOf(any_of=(AtLeast(fact="site.area_m2", at_least=10), SEATS))
    told = judged(When(when=AREA, then=either))
    assert told_of(visit_list(told)) == [("site.area_m2", 1, 1)]


def test_lists_that_can_turn_in_too_many_ways_ask_for_all_facts() -> None:
    """Eight facilities turn in more ways than are tried: the seats are asked for too."""
    kinds = ("aed", "fan", "fridge", "kettle", "microwave", "shower", "toilet", "wifi")

    def asked(*of: str) -> set[str]:
        has = [Includes(fact="facilities", includes=(kind,)) for kind in of]
        never = When(when=AllOf(all_of=tuple(has)), then=AnyOf(any_of=(has[0], SEATS)))
        return {one.fact for one in visit_list(judged(never))}

    assert asked(*kinds[:7]) == {"facilities"}
    assert asked(*kinds) == {"facilities", "site.seats"}
