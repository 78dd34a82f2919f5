"""The laws as other people find them: listed, documented, and able to fail."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Assessment,
    AtLeast,
    Changes,
    CreditCode,
    Fund,
    Outcome,
    Period,
    Reading,
    Readings,
    Region,
    Register,
    Score,
    ScoreSystem,
    Span,
    Station,
    Tier,
    allocate,
    assess,
    plan,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import allocation, registers

TABLE = Path(__file__).parents[2] / "docs" / "laws.md"
ON = date(2026, 1, 15)
CHECK = AtLeast(fact="site.area_m2", at_least=12)
REGISTER = Register(
    stations=[Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)]
)


def test_the_documented_laws_are_those_there_are() -> None:
    """docs/laws.md names every law by its number and function, and no other."""
    rows = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {
        (int(number), name) for number, cell in rows for name in re.findall(r"`(\w+)`", cell)
    }
    there = {(number, law.__name__) for number, of in laws.LAWS.items() for law in of}
    assert documented == there
    tools = {"Brought", "LAWS", "LawBroken", "LawCase", "check_laws", "law_cases"}
    assert {name for _, name in there} | tools == set(laws.__all__)


def test_there_are_23_laws() -> None:
    """The laws are numbered from 1 to 23, and each number has a function."""
    assert set(laws.LAWS) == set(range(1, 24))
    assert all(laws.LAWS.values())


def test_a_broken_law_names_itself() -> None:
    """A law that does not hold says its number, its sentence and what broke it."""
    known = Readings(on=ON, facts={"site.area_m2": Reading(value=Decimal(12))})
    other = Readings(on=ON, facts={"site.area_m2": Reading(value=Decimal(11))})
    with pytest.raises(laws.LawBroken) as caught:
        laws.knowledge_moves_only_cant_tell(CHECK, known, other)
    assert str(caught.value).startswith(
        "law 2: giving a value to a fact that was not known moves only CANT_TELL\n"
        "law: knowledge_moves_only_cant_tell\n"
        "about: fact site.area_m2\n"
        "broken by:\n"
        "  AtLeast(fact='site.area_m2', at_least=12)\n"
    )
    assert (caught.value.number, caught.value.law) == (2, "knowledge_moves_only_cant_tell")
    assert caught.value.shown == (CHECK, known, other)


def test_each_law_can_fail() -> None:
    """A law that nothing could break would prove nothing."""
    told = assess(REGISTER, reference_guideline(), ON)
    verdict = next(one.verdict for one in told.findings if one.verdict.outcome is Outcome.FAILED)
    wrong = attrs.evolve(told.findings[0], verdict=verdict)
    tampered = attrs.evolve(told, findings=(wrong, *told.findings[1:]))
    with pytest.raises(laws.LawBroken):
        laws.findings_are_plain(tampered)
    with pytest.raises(laws.LawBroken):
        laws.only_open_verdicts_move(tampered, told)
    with pytest.raises(laws.LawBroken):
        laws.equal_inputs_equal_bytes(lambda: REGISTER, Register)
    with pytest.raises(laws.LawBroken):
        laws.order_agrees((1.0, float("nan")))
    span = Span.parse("2026-01-01/2026-06-30")
    made = plan((), REGISTER, work_calendar(), span)
    laws.ledger_adds_up(made)
    laws.plan_breaks_no_rule(made)


@pytest.mark.parametrize(
    ("law", "name", "broken"),
    [
        (laws.merging_has_no_order, "merge", lambda *registers: registers[0]),
        (laws.merging_has_no_order, "merge", lambda *_: Register()),
        (laws.changes_lead_there_and_back, "apply", lambda _, register: register),
        (laws.changes_lead_there_and_back, "diff", lambda *_: Changes()),
    ],
)
def test_law_18_can_fail(
    monkeypatch: pytest.MonkeyPatch, law: Callable[..., None], name: str, broken: Any
) -> None:
    """Merging that takes the first or forgets breaks the law, and so do changes that change not."""
    given = (REGISTER, Register(), Register())[: law.__code__.co_argcount]
    law(*given)
    monkeypatch.setattr(registers, name, broken)
    with pytest.raises(laws.LawBroken, match="law 18"):
        law(*given)


def test_law_21_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that lets every code pass breaks the law, told with the first wrong one."""
    code = CreditCode.parse("91370500TEAT000154")
    monkeypatch.setattr(CreditCode, "parse", classmethod(lambda _cls, _text: code))
    with pytest.raises(laws.LawBroken, match=r"^law 21: any single substitution") as caught:
        laws.substitution_is_refused(code)
    assert caught.value.shown == (code, "01370500TEAT000154")


def test_law_5_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A score that appears where nothing counted breaks the law."""
    told = assess(REGISTER, reference_guideline(), ON)
    nothing = Score(low=None, high=None, counted=0, excluded=0)
    some = Score(low=Fraction(1), high=Fraction(1), counted=1, excluded=0)
    scores = iter((nothing, nothing, nothing, some))  # before and after, system by system
    monkeypatch.setattr(Assessment, "score", lambda _told, _system: next(scores))
    with pytest.raises(laws.LawBroken, match=r"^law 5: the score interval") as caught:
        laws.intervals_hold_completions(told, {})
    assert caught.value.shown == (list(ScoreSystem)[1], nothing, some, {})


def test_law_17_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """An allocation that loses what it was given breaks the law."""
    fund = Fund(id="F-1", name="示例", period=Period.parse("2026"), granted_fen=100, spending=[])
    laws.allocation_conserves(fund, REGISTER, ON)
    lost = attrs.evolve(allocate(fund, REGISTER, on=ON), shares=(), kept=())
    monkeypatch.setattr(allocation, "allocate", lambda *_, **__: lost)
    with pytest.raises(laws.LawBroken, match=r"^law 17: allocate and its deliveries") as caught:
        laws.allocation_conserves(fund, REGISTER, ON)
    assert caught.value.shown == (lost, fund, REGISTER)


def test_a_missing_hypothesis_is_told_by_its_extra() -> None:
    """A missing package raises one `ModuleNotFoundError` that names the pip extra."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import ridehire_partybuild.testing.laws\n"
        "import ridehire_partybuild.testing.strategies"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr.endswith(
        "ModuleNotFoundError: hypothesis is not installed: "
        "pip install 'ridehire-partybuild[testing]'\n"
    )
