"""One line with which a host tries the laws on what it brings: every wrong thing, by its name."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActorRole,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Basis,
    Check,
    DocumentKind,
    Fact,
    FactKind,
    Facts,
    Guideline,
    Is,
    Modality,
    Register,
    Requirement,
    Session,
    Source,
    SubjectKind,
    Text,
    WorkCalendar,
    dumps,
    loads,
    work_calendar,
)
from ridehire_partybuild.scheduling import PlanInputs, Solver, Wanted, plan
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.laws.cases import ROWS

WORDS = Text(zh="示例", en="example")


def fact(read: Any, *reads: str, kind: FactKind = FactKind.NUMBER, **more: Any) -> Fact:
    """Return a fact of a station, of a host's own."""
    plain = {"name": "ours", "subject": SubjectKind.STATION, "label": WORDS}
    return Fact(kind=kind, read=read, reads=reads, **plain, **more)  # type: ignore[arg-type]


def rule(name: str, check: Check) -> Requirement:
    """Return a requirement on stations."""
    return Requirement(
        id=name, clause=f"X.{name}", group="X", subject=SubjectKind.STATION, remedy=WORDS,
        modality=Modality.SHOULD, title=WORDS, text=WORDS, check=check, basis=Basis.PRACTICE,
        source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
        responsible=ActorRole.AUTHORITY, effective_from=date(2020, 1, 1),
    )  # fmt: skip


def guideline(*rules: Requirement, facts: Facts = FACTS) -> Guideline:
    """Return a guideline of some requirements."""
    return Guideline(id="ours", title=WORDS, notice=WORDS, requirements=rules, facts=facts)


def bays(file: Any, _: date) -> Decimal | None:
    """Read how many parking bays there are, as one should."""
    number = file.record.site.parking_bays
    return None if number is None else Decimal(number)


def put_bays(record: Any, value: Any, more: int = 0) -> Any:
    """Write how many parking bays there are."""
    if value % 1:
        raise ValueError(value)
    return attrs.evolve(record, site=attrs.evolve(record.site, parking_bays=int(value) + more))


SITE = "site.parking_bays"
GOOD = fact(bays, SITE, write=put_bays)
SEEN = attrs.evolve(fact(None, kind=FactKind.FLAG), name="seen")
NONE = dict.fromkeys(
    (f"max_{name}" for name in (
        "actors", "branches", "activities", "hosts", "titles", "donations", "deliveries", "stock",
        "funds", "loans", "appeals", "feedback", "assistance", "commitments", "pledges", "waivers",
        "exemptions", "tasks", "observations",
    )), 0,
)  # fmt: skip
SMALL = strategies.registers(min_stations=1, max_stations=1, max_sessions=3, **NONE)  # type: ignore[arg-type]
"""A station and what is held there: small, so that the smallest example is found soon."""

WRONG: dict[str, tuple[Fact, str]] = {
    "unknown is zero": (
        fact(lambda file, _: Decimal(file.record.site.parking_bays or 0), SITE),
        "law-02-unknown_is_never_a_value",
    ),
    "unknown is false": (
        fact(lambda file, _: bool(file.record.on_map), "on_map", kind=FactKind.FLAG),
        "law-02-unknown_is_never_a_value",
    ),
    "unknown raises": (
        fact(lambda file, _: Decimal(len(file.record.facilities)), "facilities"),
        "law-02-reading_never_fails",
    ),
    "another type": (
        fact(lambda file, _: str(file.record.name), "name"),
        "law-02-reading_never_fails",
    ),
    "writes another number": (
        fact(bays, SITE, write=lambda record, value: put_bays(record, value, 1)),
        "law-04-written_reads_back",
    ),
    "the first record": (
        fact(
            lambda file, _: file.sessions[0].kind.value if file.sessions else None,
            "sessions", kind=FactKind.WORD,
        ),
        "law-11-reading_has_no_order",
    ),
    "today": (
        fact(lambda file, _: Decimal((date.today() - date(2020, 1, 1)).days), "name"),  # noqa: ARG005, DTZ011, TID251 - it is the fault
        "law-11-reading_asks_no_clock",
    ),
    "now": (
        fact(lambda file, _: Decimal(datetime.now().year), "name"),  # noqa: ARG005, DTZ005, TID251 - it is the fault
        "law-11-reading_asks_no_clock",
    ),
    "tells a name": (
        fact(
            lambda file, _: None if file.record.head is None else file.record.head.name,
            "head", kind=FactKind.WORD,
        ),
        "law-16-reading_keeps_secrets",
    ),
    "reads more than it says": (
        fact(
            lambda file, _: None if file.record.on_map is None else Decimal(file.record.on_map),
            SITE,
        ),
        "law-22-reads_are_honest",
    ),
}  # fmt: skip


def broken(**brought: Any) -> laws.LawBroken:
    """Return how a law is broken by what is brought."""
    with pytest.raises(laws.LawBroken) as caught:
        laws.check_laws(**brought)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert not hasattr(caught.value, "__notes__")
    text = str(caught.value)
    assert len(text.splitlines()) < 30 * len(caught.value.broken)
    assert all(word not in text for word in ("Falsifying", "Traceback", "hypothesis"))
    return caught.value


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_fact_is_told_by_its_name(name: str) -> None:
    """Of each fault the law that it breaks, and the fact; a right fact beside it is not blamed."""
    wrong, case = WRONG[name]
    law = case[7:]
    facts = FACTS.with_facts(attrs.evolve(GOOD, name="right"), wrong)
    found = broken(facts=facts, only=[law], register_strategy=SMALL, max_examples=50)
    assert [(f"law-{one.number:02}-{one.law}", one.about) for one in found.broken] == [
        (case, ("fact ours",))
    ]


def test_a_right_fact_breaks_nothing() -> None:
    """All that concerns facts holds of two right ones: one that is read, and one that is seen."""
    facts = FACTS.with_facts(GOOD, SEEN)
    laws.check_laws(facts=facts, max_examples=3)
    own = {case for _, case in WRONG.values()}
    assert own <= {str(case) for case in laws.law_cases(facts=facts)}


@pytest.mark.slow
def test_every_broken_fact_is_told_at_once() -> None:
    """Two facts with one fault and one with another: three breaches, one error."""
    zero, raises = WRONG["unknown is zero"][0], WRONG["unknown raises"][0]
    other = attrs.evolve(zero, name="theirs")
    facts = FACTS.with_facts(zero, other, attrs.evolve(raises, name="third"))
    only = ["unknown_is_never_a_value", "reading_never_fails"]
    found = broken(facts=facts, only=only, register_strategy=SMALL)
    assert sorted((one.number, one.about) for one in found.broken) == [
        (2, ("fact ours",)), (2, ("fact theirs",)), (2, ("fact third",)),
    ]  # fmt: skip
    assert str(found).startswith("3 laws are broken\n\nlaw 2: a reading raises for no register")


def test_the_smallest_example_is_shown_in_words() -> None:
    """The whole message: law, sentence, fact, and a station with nothing but what it takes."""
    zero = WRONG["unknown is zero"][0]
    only = ["unknown_is_never_a_value"]
    found = broken(facts=FACTS.with_facts(zero), only=only, register_strategy=SMALL)
    lines = str(found).splitlines()
    assert lines[:6] == [
        "law 2: a value that was read before a field was known is the same once it is",
        "law: unknown_is_never_a_value",
        "about: fact ours",
        "broken by:",
        "  fact ours",
        "  site.parking_bays not known: 0; known: 24",
    ]
    assert len(lines) == 8
    assert (found.number, found.law) == (2, "unknown_is_never_a_value")
    assert found.sentence in lines[0]
    assert found.shown[0] == zero  # type: ignore[index]


NEVER_PASSES = AllOf(
    all_of=(AtLeast(fact="site.area_m2", at_least=12), AtMost(fact="site.area_m2", at_most=10))
)
NEVER_FAILS = AnyOf(any_of=(Is(fact="on_map", is_=True), Is(fact="on_map", is_=False)))


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (NEVER_PASSES, "expected a check that some register meets"),
        (NEVER_FAILS, "expected a check that some register fails"),
    ],
)
def test_a_check_that_cannot_judge_is_told_by_its_requirement(check: Check, told: str) -> None:
    """Law 4: a check that never passes, or never fails, has no witness; its neighbour has."""
    by = guideline(rule("area", AtLeast(fact="site.area_m2", at_least=12)), rule("odd", check))
    found = broken(guideline=by, only=[4, 22], max_examples=5)
    assert [(one.law, one.about) for one in found.broken] == [
        ("witnesses_behave", ("requirement odd (X.odd)",))
    ]
    assert told in str(found)


@pytest.mark.slow
def test_unknown_as_zero_is_told_by_the_requirement_too() -> None:
    """Law 2: what an office writes down later turns a verdict that was not open."""
    facts = FACTS.with_facts(WRONG["unknown is zero"][0])
    by = guideline(rule("bays", AtLeast(fact="ours", at_least=1)), facts=facts)
    found = broken(
        guideline=by, only=["only_open_verdicts_move"], register_strategy=SMALL, max_examples=300
    )
    assert found.about == ("requirement bays",)


def test_a_right_guideline_breaks_nothing() -> None:
    """All that concerns a guideline holds of one with facts of its own."""
    facts = FACTS.with_facts(GOOD, SEEN)
    checks: tuple[Check, ...] = (AtLeast(fact="ours", at_least=2), Is(fact="seen", is_=True))
    by = guideline(*(rule(f"r{number}", one) for number, one in enumerate(checks)), facts=facts)
    laws.check_laws(guideline=by, max_examples=2)


class Sure(WorkCalendar):
    """A calendar that is always certain."""

    def is_certain(self, day: date) -> bool:
        """It is."""
        return day == day  # noqa: PLR0124 - whatever the day


def test_a_calendar_that_is_too_sure_is_told() -> None:
    """Law 19: an unannounced year is never called certain."""
    laws.check_laws(calendar=work_calendar(), only=[19, 20], max_examples=10)
    found = broken(calendar=Sure(years=work_calendar().years), only=[19])
    assert found.law == "unannounced_is_never_certain"


def ours(inputs: PlanInputs, _: tuple[Wanted, ...]) -> tuple[Session, ...]:
    """Place sessions as the planner does."""
    return plan(
        **{one.name: getattr(inputs, one.name) for one in attrs.fields(PlanInputs)}
    ).sessions


def _at_night(inputs: PlanInputs, wanted: tuple[Wanted, ...]) -> Iterable[Session]:
    def moved(one: Session) -> Session:
        start = one.start.replace(hour=3, minute=0)
        return attrs.evolve(one, start=start, end=start + timedelta(minutes=60))

    return map(moved, ours(inputs, wanted))


@pytest.mark.parametrize(
    ("solver", "told"),
    [
        (_at_night, (12, "solver_breaks_no_rule")),
        (lambda inputs, wanted: ours(inputs, wanted)[:-1], (13, "solver_loses_nothing")),
        (lambda inputs, wanted: ours(inputs, wanted) * 2, (13, "solver_loses_nothing")),
    ],
    ids=["breaks a rule", "loses one", "places twice"],
)
def test_a_wrong_solver_is_told(solver: Solver, told: tuple[int, str]) -> None:
    """Laws 12 and 13: no rule that blocks is broken, and each session is placed once, if at all."""
    found = broken(solver=solver, only=[told[1]])
    assert (found.number, found.law) == told


def test_a_right_solver_breaks_nothing() -> None:
    """The planner itself, as a solver."""
    laws.check_laws(solver=ours, max_examples=3)


def _lossy(text: str) -> Register:
    register = loads(text, Register)
    return attrs.evolve(
        register, stations=tuple(attrs.evolve(one, on_map=None) for one in register.stations)
    )


@pytest.mark.slow
def test_a_converter_that_loses_a_field_is_told_which() -> None:
    """Law 10: what is written is read back; the field that is lost is named."""
    laws.check_laws(converter=(dumps, lambda text: loads(text, Register)), max_examples=5)
    found = broken(converter=(dumps, _lossy, SMALL))
    assert (found.number, found.law) == (10, "converter_loses_nothing")
    assert "stations[0].on_map: written True; read None" in str(found)


def test_what_raises_is_told_as_broken() -> None:
    """An error of the host's own code is a breach with that error, not a crash of the run."""

    def crash(_: str) -> Register:
        raise KeyError("stations")

    found = broken(converter=(dumps, crash, SMALL), only=[10])
    assert found.sentence == "what is tried raises nothing"
    assert "KeyError: 'stations'" in str(found)


@pytest.mark.slow
@pytest.mark.parametrize("case", laws.law_cases(max_examples=20))
def test_where_nothing_is_brought_every_law_is_tried_and_holds(case: laws.LawCase) -> None:
    """``check_laws()`` alone proves the library to those who have it."""
    case()


@pytest.mark.parametrize("case", laws.law_cases(only=[1, 21], max_examples=3))
def test_each_law_is_a_test_of_its_own(case: laws.LawCase) -> None:
    """Each is called by its number and name, with and without ``ids``."""
    case()
    assert str(case) == case.__name__ == f"law-{case.number:02}-{case.law.__name__}"


def test_pytest_calls_cases_by_their_names(request: pytest.FixtureRequest) -> None:
    """No ids need be given."""
    names = [one.name for one in request.session.items if "own[" in one.name]
    assert not names or "[law-21-substitution_is_refused]" in "".join(names)


def test_every_law_has_examples() -> None:
    """Each function of LAWS has a row, each row is one of LAWS, and nothing given means all."""
    there = {(number, law) for number, of in laws.LAWS.items() for law in of}
    assert {(row.number, row.law) for row in ROWS} == there
    assert len(laws.law_cases()) == len(there)


def test_only_what_concerns_what_is_brought_is_tried() -> None:
    """A calendar has nothing to do with facts; `only` and `skip` choose among what is left."""

    def numbers(**of: Any) -> set[int]:
        return {one.number for one in laws.law_cases(**of)}

    assert numbers(calendar=work_calendar()) == {10, 12, 13, 14, 15, 19, 20}
    assert numbers(solver=ours) == {11, 12, 13}
    assert numbers(
        calendar=work_calendar(), only=[19, 13], skip=["another_holiday_adds_no_slot", 19]
    ) == {13}
    assert numbers(register_strategy=strategies.registers()) >= {2, 5, 7, 8, 10, 11, 16, 18, 23}
    with pytest.raises(ValueError, match="no law is called 24, so_it_is"):
        laws.law_cases(only=[24], skip=["so_it_is"])
    with pytest.raises(TypeError, match="holidays"):
        laws.law_cases(holidays=1)  # type: ignore[call-arg]


def test_the_same_seed_finds_the_same() -> None:
    """'The clock, the seed, the calendar are arguments': equal input, equal output."""
    seen: list[list[int]] = []
    for seed in (3, 3, 4):
        values: list[int] = []

        def write(number: int, values: list[int] = values) -> int:
            values.append(number)
            return number

        laws.check_laws(converter=(write, int, st.integers()), seed=seed, max_examples=10)
        seen.append(values)
    assert seen[0] == seen[1] != seen[2]
