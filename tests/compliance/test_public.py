"""What everybody may see of an assessment: verdicts and clauses, nothing of any person."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    Actor,
    ActorRole,
    AtLeast,
    Branch,
    BranchKind,
    Check,
    Contact,
    ContactKind,
    Evidence,
    Fact,
    FactKind,
    Guideline,
    Includes,
    InvalidValue,
    Is,
    Method,
    Observation,
    OneOf,
    Outcome,
    Person,
    PublicFact,
    PublicSubject,
    PublicView,
    Reason,
    Region,
    Register,
    Requirement,
    Site,
    Station,
    SubjectKind,
    Text,
    Tier,
    Valid,
    Waiver,
    assess,
    dumps,
    loads,
    public_view,
    reference_guideline,
)
from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.leaks import sayings
from ridehire_partybuild.values.sensitive import holds_secrets

ON = date(2026, 1, 15)
STATION: dict[str, Any] = {
    "id": "S-1", "name": "示例一号", "region": Region("370502"), "tier": Tier.BASIC,
}  # fmt: skip
BRANCH: dict[str, Any] = {"id": "B-1", "name": "示例支部", "kind": BranchKind.BRANCH}


def _subject(view: PublicView, name: str) -> PublicSubject:
    return next(one for one in view.subjects if one.id == name)


def _facts(subject: PublicSubject) -> dict[str, PublicFact]:
    return {one.name: one for one in subject.facts}


def _with_facts(*facts: Fact) -> Guideline:
    """Return the shipped reading, its first station rule put to facts of a host program's."""
    given_ = reference_guideline()
    rule = next(one for one in given_.requirements if one.subject is SubjectKind.STATION)
    rules = [_judging(rule, number, fact) for number, fact in enumerate(facts)]
    return attrs.evolve(given_, requirements=tuple(rules), facts=FACTS.with_facts(*facts))


_CHECKS: Mapping[FactKind, Callable[[str], Check]] = {
    FactKind.NUMBER: lambda name: AtLeast(fact=name, at_least=0),
    FactKind.DATE: lambda name: Valid(valid=name),
    FactKind.FLAG: lambda name: Is(fact=name, is_=True),
    FactKind.WORD: lambda name: OneOf(fact=name, one_of=("basic",)),
    FactKind.WORDS: lambda name: Includes(fact=name, includes=("basic",)),
}


def _judging(rule: Requirement, number: int, fact: Fact) -> Requirement:
    return attrs.evolve(
        rule,
        id=f"own-{number}",
        clause=f"Z.{number}",
        check=_CHECKS[fact.kind](fact.name),
        applicability=None,
    )


def _fact(name: str, kind: FactKind, value: Any, **more: Any) -> Fact:
    return Fact(
        name=name, subject=SubjectKind.STATION, kind=kind, label=Text(zh="示例", en="example"),
        read=lambda _file, _on: value, **more,
    )  # fmt: skip


def _told(*facts: Fact) -> dict[str, PublicFact]:
    register = Register(stations=[Station(**STATION)])
    return _facts(_subject(public_view(assess(register, _with_facts(*facts), ON)), "S-1"))


REGISTERS = strategies.registers(max_stations=2, max_sessions=3)


@given(REGISTERS, st.sampled_from([ON, date(2025, 7, 1)]))
def test_it_tells_every_verdict_with_its_clause(register: Register, on: date) -> None:
    """A public view shows verdict and clause: of every finding, in the same order."""
    told = assess(register, reference_guideline(), on)
    view = public_view(told)
    shown = [(one.id, two) for one in view.subjects for two in one.findings]
    assert [(subject, one.requirement) for subject, one in shown] == [
        (one.subject, one.requirement) for one in told.findings
    ]
    for finding, (_, one) in zip(told.findings, shown, strict=True):
        rule = told.rules[finding.requirement]
        assert (one.outcome, one.reason) == (finding.verdict.outcome, finding.verdict.reason)
        assert (one.clause, one.title, one.modality) == (rule.clause, rule.title, rule.modality)
        assert (one.waived_until is None) is (finding.waiver is None)
    assert view.score == told.score()
    assert view.score_after_waivers == told.score_after_waivers()
    assert all(one.score == _score(told, one.id) for one in view.subjects)


def _score(told: Assessment, subject: str) -> object:
    return attrs.evolve(told, findings=told.of(subject)).score()


@given(REGISTERS)
def test_it_is_a_document(register: Register) -> None:
    """It is written down and read again; its notice goes with it."""
    view = public_view(assess(register, reference_guideline(), ON))
    laws.document_round_trip(view)
    assert loads(dumps(view), PublicView).notice == reference_guideline().notice


def test_it_says_that_it_is_a_reading() -> None:
    """It says of itself, in every export, that it is a reading, not the guideline's text."""
    view = public_view(assess(Register(), reference_guideline(), ON))
    assert "not" in view.notice.en
    assert "reading" in view.notice.en
    assert "不是" in view.notice.zh or "并非" in view.notice.zh


def test_nothing_in_it_could_hold_a_secret() -> None:
    """No field of it, however deep, is sensitive or holds what is: the types say so."""
    assert holds_secrets(Assessment)
    assert not holds_secrets(PublicView)


def test_no_word_about_persons_papers_or_excuses() -> None:
    """No head, no contact, no paper's name, no reason of a waiver, no word of one's own."""
    own = [f"机密-{number}" for number in range(8)]
    register = Register(
        stations=[
            Station(
                **STATION,
                site=Site(area_m2=9, address=own[7]),
                head=Person(token=own[0], name=own[1]),
                contacts=[Contact(kind=ContactKind.OFFICE_LINE, value=own[2])],
            )
        ],
        observations=[
            Observation(
                id="O-1", subject="S-1", fact="remark", value=own[3], method=Method.INTERVIEW,
                collected_on=ON, evidence=[Evidence(href=own[4])],
            )
        ],
        waivers=[
            Waiver(
                id="W-1", subject="S-1", covers="remark", authority=own[5], reason=own[6],
                valid_from=ON, valid_until=date(2026, 6, 30),
            )
        ],
    )  # fmt: skip
    remark = attrs.evolve(_fact("remark", FactKind.WORD, None), read=None)
    view = public_view(assess(register, _with_facts(remark), ON))
    laws.no_secret_leaks(own, [dumps(view), *sayings(view)])
    finding, fact = view.subjects[0].findings[0], _facts(view.subjects[0])["remark"]
    assert finding.waived_until == date(2026, 6, 30)
    assert (fact.value, fact.withheld) == (None, True)


@pytest.mark.parametrize(
    ("fact", "value", "withheld"),
    [
        (_fact("f", FactKind.NUMBER, Decimal("11.5"), unit="m2"), Decimal("11.5"), False),
        (_fact("f", FactKind.NUMBER, Decimal(2), unit="m2"), Decimal(2), False),
        (_fact("f", FactKind.NUMBER, Decimal(2), unit="people"), None, True),
        (_fact("f", FactKind.NUMBER, Decimal(0), unit="people"), None, True),
        (_fact("f", FactKind.NUMBER, Decimal(3), unit="people"), Decimal(3), False),
        (_fact("f", FactKind.NUMBER, Decimal(1) / 3, unit="hours"), Decimal("0.33"), False),
        (_fact("f", FactKind.NUMBER, Decimal(-7)), Decimal(-7), False),
        (_fact("f", FactKind.NUMBER, Decimal(10**14)), None, True),
        (_fact("f", FactKind.NUMBER, Decimal(99), sensitive=True), None, True),
        (_fact("f", FactKind.NUMBER, None, sensitive=True), None, False),
        (_fact("f", FactKind.DATE, date(2026, 6, 30)), "2026-06-30", False),
        (_fact("f", FactKind.FLAG, value=False), False, False),
        (_fact("f", FactKind.WORD, "basic", vocabulary=Tier), "basic", False),
        (_fact("f", FactKind.WORD, "某人说"), None, True),
        (_fact("f", FactKind.WORDS, ("某人说",)), None, True),
        (_fact("f", FactKind.WORDS, ("basic",), vocabulary=Tier), ("basic",), False),
    ],
)  # fmt: skip
def test_what_of_a_fact_is_told(fact: Fact, value: object, *, withheld: bool) -> None:
    """Sensitive values, words of one's own and fewer than three people are withheld."""
    told = _told(fact)["f"]
    assert (told.value, told.withheld) == (value, withheld)
    if fact.kind is FactKind.NUMBER and fact.read and value is None and not withheld:
        assert told.reason is Reason.MISSING


def test_small_branches_are_judged_without_being_counted() -> None:
    """Counts of people below three are withheld; the verdict stands, and says what it asks."""
    branches = [Branch(**BRANCH | {"id": f"B-{n}"}, full_members=n, recorded_on=ON) for n in (2, 3)]
    view = public_view(assess(Register(branches=branches), reference_guideline(), ON))
    few, enough = (_facts(_subject(view, name)) for name in ("B-2", "B-3"))
    assert (few["branch.full_members"].value, few["branch.full_members"].withheld) == (None, True)
    assert enough["branch.full_members"].value == 3
    outcomes = [
        next(
            one.outcome for one in _subject(view, name).findings if one.requirement == "branch-size"
        )
        for name in ("B-2", "B-3")
    ]
    assert outcomes == [Outcome.FAILED, Outcome.PASSED]


def test_whose_name_is_on_record() -> None:
    """Stations, branches and actors go by their names, a city by its code alone."""
    actor = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
    register = Register(stations=[Station(**STATION)], actors=[actor])
    view = public_view(assess(register, reference_guideline(), ON))
    assert [(one.id, one.kind.value, one.name) for one in view.subjects] == [
        ("S-1", "station", "示例一号"), ("A-1", "actor", "示例协会"), ("370500", "city", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "机密-1", "sessions(", "sessions(机密)", "sessions(legal_clinic,2025-Q1",
        "sessions(legal_clinic,2025-Q1)机密", "sessions(legal_clinic,机密)",
    ],
)  # fmt: skip
def test_names_that_mean_no_fact_are_refused_and_not_told(name: str) -> None:
    """A document may name anything: what the catalogue lacks is bad input, and nobody shows it."""
    told = assess(Register(stations=[Station(**STATION)]), reference_guideline(), ON)
    first = told.findings[0]
    verdict = attrs.evolve(first.verdict, because=(name,), missing=("site.seats",))
    with pytest.raises(InvalidValue) as caught:
        attrs.evolve(told, findings=(attrs.evolve(first, verdict=verdict),))
    laws.no_secret_leaks(["机密"], [str(caught.value), repr(caught.value)])
    assert [one.path for one in caught.value.problems] == ["$.findings[0].verdict"]


@pytest.mark.parametrize(
    "name", ["sessions(x-13800000000,2025-Q1)", "sessions(party_lecture,2025-Q1)"]
)
def test_only_sessions_that_the_clause_asks_for_are_counted(name: str) -> None:
    """A count of another kind of sessions is not shown, whatever the kind is called."""
    told = assess(Register(stations=[Station(**STATION)]), reference_guideline(), ON)
    first = next(one for one in told.findings if one.requirement == "legal-clinic")
    asked = "sessions(legal_clinic,2025-Q1)"
    verdict = attrs.evolve(first.verdict, because=(name, asked), missing=(name,))
    changed = attrs.evolve(told, findings=(attrs.evolve(first, verdict=verdict),))
    finding = public_view(changed).subjects[0].findings[0]
    assert (finding.because, finding.missing) == ((asked,), ())


def test_the_catalogue_is_a_host_programs_too() -> None:
    """A fact that a host program marks as sensitive is withheld in every public view."""
    told = _told(
        _fact("shown", FactKind.NUMBER, Decimal(5)),
        _fact("hidden", FactKind.NUMBER, Decimal(5), sensitive=True),
    )
    assert {name: one.withheld for name, one in told.items()} == {"shown": False, "hidden": True}


def test_true_and_one_are_two_things() -> None:
    """Law 11: equal objects have equal bytes, so what Python takes for equal must not be."""
    label = Text(zh="示例", en="example")
    yes, one = (PublicFact(name="f", label=label, value=value) for value in (True, 1))
    assert dumps(yes) != dumps(one)
    assert yes != one
    assert yes == loads(dumps(yes))
    assert len({yes, one, attrs.evolve(yes)}) == 2


def test_the_largest_number_has_thirteen_digits() -> None:
    """Two of the fifteen that a JSON number carries exactly are kept for the hundredths."""
    label = Text(zh="示例", en="example")
    for largest in (Decimal(9_999_999_999_999), Decimal(-9_999_999_999_999)):
        assert PublicFact(name="site.area_m2", label=label, value=largest).value == largest
        with pytest.raises(InvalidValue, match="9999999999999"):
            PublicFact(
                name="site.area_m2", label=label, value=largest + Decimal(1).copy_sign(largest)
            )
