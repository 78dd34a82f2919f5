"""What each actor owes, did, and still owes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import chain
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    NOT_ON_RECORD,
    SHANGHAI,
    Actor,
    ActorRole,
    ActorsLedger,
    Appeal,
    Assistance,
    AssistanceKind,
    Branch,
    BranchKind,
    Breakdown,
    Commitment,
    CommitmentKind,
    Contact,
    ContactKind,
    Modality,
    OpeningHours,
    Outcome,
    Period,
    Pledge,
    Region,
    Register,
    Station,
    Task,
    VanguardField,
    actors_ledger,
    annual_report,
    assess,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.reporting.promises import (
    assistance_figures,
    commitment_figures,
    pledge_figures,
)
from ridehire_partybuild.testing import strategies

PROMISED = strategies.registers(
    stations=(1, 2), actors=(0, 4), branches=(0, 3), pledges=(0, 6), commitments=(0, 4),
    assistance=(0, 6), tasks=(0, 6), appeals=(0, 6), sessions=(0, 3),
)  # fmt: skip
YEAR = Period.parse("2025")
COUNTED = ("channels.", "tasks.", "pledges.", "commitments.", "assistance.", "appeals.")


def ledger_of(register: Register) -> ActorsLedger:
    """The ledger of 2025 by the reference reading."""
    return actors_ledger(register, reference_guideline(), work_calendar(), 2025)


@given(PROMISED)
def test_promises_rest_on_their_records(traced: Callable[..., None], register: Register) -> None:
    """Pledges, commitments and help are counted from the records that the figures name."""

    def figures(one: Register) -> list[Any]:
        promised = pledge_figures(one, YEAR), commitment_figures(one, date(2025, 12, 31))
        return [*chain.from_iterable(promised), *assistance_figures(one, YEAR)]

    traced(figures, register)


@pytest.mark.slow
@given(PROMISED)
@settings(max_examples=40)
def test_figures_of_records_rest_on_them(traced: Callable[..., None], register: Register) -> None:
    """Whatever counts tasks, pledges, commitments, help or appeals names all that it needs.

    What counts findings and duties names whom they are of: a rule may look at anything else.
    """

    def figures(one: Register) -> list[Any]:
        return [two for two in ledger_of(one).figures if two.name.startswith(COUNTED)]

    traced(figures, register)


@given(PROMISED)
@settings(max_examples=40)
def test_every_finding_has_one_that_answers(register: Register) -> None:
    """What the actors are asked, together with what nobody plainly is, is all that is asked."""
    told = ledger_of(register)
    assessment = assess(register, reference_guideline(), date(2025, 12, 31))
    rules = assessment.rules
    findings = [one for one in assessment.findings
                if rules[one.requirement].modality is not Modality.MAY]  # fmt: skip
    outcomes = [one.verdict.outcome for one in findings]

    def total(name: str, bound: str) -> Fraction:
        figures = [one for one in told.by(Breakdown.ACTOR) if one.name == name]
        return sum((getattr(one, bound) for one in figures), Fraction())

    open_ = outcomes.count(Outcome.CANT_TELL)
    met = outcomes.count(Outcome.PASSED)
    assert total("findings.met", "low") == met
    assert total("findings.met", "high") == met + open_
    asked = len(outcomes) - outcomes.count(Outcome.INAPPLICABLE)
    assert total("findings.asked", "low") == asked
    known = {*(one.id for one in register.stations), *(one.id for one in register.actors),
             *(one.id for one in register.branches), *map(str, register.cities)}  # fmt: skip
    for one in told.figures:
        if one.name.startswith(("findings.", "duties.required")):
            assert set(one.sources) <= known


_NUMBERS = st.integers(0, 8)


@given(st.lists(st.tuples(st.sampled_from(VanguardField), _NUMBERS, _NUMBERS), max_size=6))
def test_few_pledges_are_not_shown(given_: list[tuple[VanguardField, int, int]]) -> None:
    """Below three is withheld, for what was kept as for what was not."""
    pledges = [
        Pledge(id=f"P-{n}", branch="B-1", field=field, period=YEAR, made=kept + broken, kept=kept)
        for n, (field, kept, broken) in enumerate(given_)
    ]
    branch = Branch(id="B-1", name="示例", kind=BranchKind.BRANCH)
    told = ledger_of(Register(branches=[branch], pledges=pledges))
    for field in {field for field, _, _ in given_}:
        kept = sum(one for other, one, _ in given_ if other is field)
        broken = sum(one for other, _, one in given_ if other is field)
        figure = told.figure("pledges.kept", field.value)
        if kept + broken and min(kept, broken) < 3:
            assert figure.suppressed
        if 0 < kept + broken < 3:
            assert told.figure("pledges.made", field.value).suppressed
    withheld = [one for one in told.by(Breakdown.FIELD)
                if one.name == "pledges.made" and one.suppressed]  # fmt: skip
    whole = told.figure("pledges.made")
    if withheld and not whole.suppressed:
        assert len(withheld) > 1


def test_tasks_are_of_the_year_in_which_they_were_open() -> None:
    """Done on the first day is of the year, due on the last is not overdue yet."""
    days = [
        {"done_on": date(2025, 1, 1)},
        {"done_on": date(2024, 12, 31)},
        {"due_on": date(2025, 12, 31)},
        {"due_on": date(2025, 12, 30)},
        {"opened_on": date(2026, 1, 1)},
    ]
    plain = Task(id="T-0", subject="S-1", text="x", opened_on=date(2024, 6, 1))
    tasks = [
        attrs.evolve(plain, id=f"T-{n}", **one)  # type: ignore[arg-type]
        for n, one in enumerate(days)
    ]
    station = Station(id="S-1", name="示例", region=Region("370502"))
    told = ledger_of(Register(stations=[station], tasks=tasks))
    names = ("owed", "done", "open", "overdue")
    assert [told.figure(f"tasks.{name}", NOT_ON_RECORD).low for name in names] == [3, 1, 2, 1]


def test_what_is_not_known_of_promises_is_told() -> None:
    """Of pledges of which nobody knows whether they were kept, from none to all were."""
    rows = [(9, None), (6, 3), (None, 4)]
    pledges = [
        Pledge(
            id=f"P-{n}",
            branch="B-1",
            field=VanguardField.GOVERNANCE,
            period=YEAR,
            made=made,
            kept=kept,
        )
        for n, (made, kept) in enumerate(rows)
    ]
    branch = Branch(id="B-1", name="示例", kind=BranchKind.BRANCH)
    last = Commitment(id="C-1", actor="A-1", kind=CommitmentKind.CARE, until=date(2025, 12, 31))
    over = Commitment(id="C-2", actor="A-1", kind=CommitmentKind.CARE, until=date(2025, 12, 30))
    actor = Actor(id="A-1", name="示例", role=ActorRole.PLATFORM, region=Region("370500"))
    told = ledger_of(
        Register(branches=[branch], actors=[actor], pledges=pledges, commitments=[last, over])
    )
    assert told.figure("pledges.made").value() == "at least 19"
    assert told.figure("pledges.kept").value() == "7–16"
    assert told.figure("pledges.kept").unknown == ("P-0.kept",)
    assert told.figure("pledges.identity_shown").value() == "not known"
    assert told.figure("commitments.in_force").sources == ("C-1",)


def test_few_appeals_that_wait_are_not_shown() -> None:
    """How many wait for an actor is withheld below three, with what would give it away."""
    received = datetime(2025, 5, 6, 9, tzinfo=SHANGHAI)
    actors = [
        Actor(id=f"A-{n}", name="示例", role=ActorRole.PLATFORM, region=Region("370500"))
        for n in (1, 2)
    ]
    waits = [
        Appeal(id=f"AP-{n}", received_at=received, forwarded_to="A-1" if n < 4 else "A-2")
        for n in range(6)
    ]
    told = ledger_of(Register(actors=actors, appeals=waits))
    assert told.figure("appeals.waiting", "A-2").suppressed
    assert told.figure("appeals.waiting", "A-1").suppressed


def test_the_ledger_of_an_example() -> None:
    """Each actor with what it owes, did and still owes."""
    where = Region("370500")
    received = datetime(2025, 5, 6, 9, tzinfo=SHANGHAI)
    register = Register(
        stations=[Station(id="S-1", name="示例", region=Region("370502"))],
        actors=[
            Actor(id="A-a", name="示例协会", role=ActorRole.ASSOCIATION, region=where,
                  channels=[Contact(kind=ContactKind.OFFICE_LINE, value="12328")]),
            Actor(id="A-b", name="示例局", role=ActorRole.AUTHORITY, region=where),
            Actor(id="A-p", name="示例平台", role=ActorRole.PLATFORM, region=where),
        ],
        tasks=[
            Task(id="T-1", subject="S-1", text="x", responsible="A-b",
                 opened_on=date(2025, 1, 5), due_on=date(2025, 2, 1), done_on=date(2025, 1, 30)),
            Task(id="T-2", subject="S-1", text="x", responsible="A-b",
                 opened_on=date(2025, 1, 5), due_on=date(2025, 2, 1), done_on=date(2026, 1, 30)),
            Task(id="T-3", subject="S-1", text="x", responsible="A-b",
                 opened_on=date(2024, 1, 5), done_on=date(2024, 12, 31)),
            Task(id="T-4", subject="S-1", text="x", opened_on=date(2025, 1, 5),
                 dropped_on=date(2025, 6, 1)),
        ],
        appeals=[Appeal(id=f"AP-{n}", received_at=received, forwarded_to="A-p") for n in range(4)],
        commitments=[
            Commitment(id="C-1", actor="A-p", kind=CommitmentKind.CARE),
            Commitment(id="C-2", actor="A-p", kind=CommitmentKind.CARE, until=date(2025, 6, 1)),
        ],
        assistance=[
            Assistance(id="H-1", actor="A-a", kind=AssistanceKind.LEGAL_AID, period=YEAR,
                       beneficiaries=12, amount_fen=5_000_00),
            Assistance(id="H-2", actor="A-a", kind=AssistanceKind.CARE_GOODS, period=YEAR),
        ],
    )  # fmt: skip
    told = ledger_of(register)

    def numbers(actor: str, *names: str) -> list[str]:
        return [told.figure(name, actor, Breakdown.ACTOR).value() for name in names]

    tasks = ("tasks.owed", "tasks.done", "tasks.dropped", "tasks.open", "tasks.overdue")
    assert numbers("A-b", *tasks) == ["3", "1", "1", "1", "1"]
    assert numbers(NOT_ON_RECORD, *tasks) == ["0"] * 5
    assert numbers("A-p", "appeals.received", "appeals.answered", "appeals.waiting") == [
        "4", "0.0%, n = 4", "4",
    ]  # fmt: skip
    assert numbers("A-p", "commitments.in_force") == ["1"]
    assert told.figure("commitments.in_force", "care").value() == "1"
    assert numbers("A-a", "assistance.given", "assistance.beneficiaries", "assistance.worth") == [
        "2", "at least 12 people", "at least 5000.00 yuan",
    ]  # fmt: skip
    assert numbers("A-a", "channels.office_lines") == ["1"]
    assert numbers("A-b", "channels.office_lines") == ["not known"]
    assert {one.of for one in told.of("A-a")} == {"A-a"}
    assert told.figure("findings.asked", "A-b").low != 0
    by_actor = [told.figure("findings.asked", name).low for name in ("A-a", "A-b", "A-p")]
    assert None not in by_actor
    assert told.figure("findings.unmet", "A-b").sources


def test_the_ledger_counts_time_as_the_report_does() -> None:
    """Office hours and standards of an office's own are those of its ledger, too."""
    friday = datetime(2026, 3, 6, 10, tzinfo=UTC)  # six in the evening there
    platform = Actor(id="P-1", name="平台", role=ActorRole.PLATFORM, region=Region("370500"))
    asked = [
        Appeal(id=f"AP-{n}", received_at=friday, forwarded_to="P-1",
               forwarded_at=friday + timedelta(hours=5))
        for n in range(4)
    ]  # fmt: skip
    register = Register(actors=[platform], appeals=asked)
    hours = OpeningHours.parse("Mo-Fr 09:00-17:00")
    args = register, reference_guideline(), work_calendar(), 2026
    ledger = actors_ledger(*args, office_hours=hours)
    assert ledger == annual_report(*args, office_hours=hours).actors
    assert ledger.figure("appeals.forwarded_in_time", "P-1").low == 1
    assert actors_ledger(*args, standards=[]) == annual_report(*args, standards=[]).actors
