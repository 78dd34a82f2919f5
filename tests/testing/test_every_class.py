"""Every class of the root is drawn, and whatever can be written down is read again."""

from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import ridehire_partybuild
from ridehire_partybuild import Guideline, InvalidDocument, Register, loads
from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.testing.strategies import breaking

BY_CLASS = strategies.by_class()
NOT_DRAWN = {
    "InvalidDocument": "an exception: `broken_documents` makes what raises it",
    "InvalidValue": "an exception: `problems` makes what it holds",
    "UnusableRule": "an exception: a guideline that cannot judge is never made",
    "Record": "the base of the records, with no fields of its own",
    "Solver": "a protocol: a function of the host program's",
    "Term": "the base of the vocabularies, with no words of its own",
}
DRAWN: set[type] = {kind for kind in BY_CLASS if not issubclass(kind, Enum)}
DOCUMENTS: set[type] = {kind.cls for kind in kinds()} & DRAWN
FEW = settings(
    max_examples=1,
    database=None,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _classes_of_the_root() -> dict[str, type]:
    found = ((name, getattr(ridehire_partybuild, name)) for name in dir(ridehire_partybuild))
    return {name: one for name, one in found if isinstance(one, type)}


def test_every_class_of_the_root_is_drawn() -> None:
    """What cannot be drawn is told here with its reason; nothing else is left out."""
    lacking = {name for name, one in _classes_of_the_root().items() if one not in BY_CLASS}
    assert lacking == set(NOT_DRAWN)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(DRAWN, key=str))
def test_what_is_drawn_is_of_its_class(kind: type) -> None:
    """A strategy makes what it says; if that can be written down, it is read again."""
    strategy: st.SearchStrategy[Any] = BY_CLASS[kind]
    if kind in DOCUMENTS:
        strategy = strategies.documents(of=[kind], syntax="json")

    @FEW
    @given(strategy)
    def drawn(found: Any) -> None:
        if kind in DOCUMENTS:
            assert loads(found.text) == found.value
            found = found.value
        assert type(found) is kind

    drawn()


@pytest.mark.parametrize("kind", strategies.IN_TOML)
@given(data=st.data())
@settings(max_examples=10)
def test_what_people_write_is_read_from_toml(kind: type, data: st.DataObject) -> None:
    """Guidelines, profiles and calendars are in TOML, too."""
    found = data.draw(strategies.documents(of=[kind], syntax="toml"))
    assert found.syntax == "toml"
    assert loads(found.text, kind, syntax="toml") == found.value


@pytest.mark.parametrize(
    "wrong", [{"of": [int]}, {"of": [Register], "syntax": "toml"}, {"of": [Guideline, str]}]
)
def test_documents_of_nothing_are_refused(wrong: Any) -> None:
    """InvalidArgument on misuse, as in Hypothesis itself."""
    with pytest.raises(InvalidArgument):
        strategies.documents(**wrong)


@given(strategies.broken_documents())
def test_broken_documents_tell_exactly_their_problems(
    broken: strategies.BrokenDocument,
) -> None:
    """All that is wrong is told at once, each with its code and path, and nothing else is."""
    with pytest.raises(InvalidDocument) as told:
        loads(broken.text, syntax=broken.syntax)
    found = [(problem.code, problem.path) for problem in told.value.problems]
    assert sorted(found) == sorted(broken.problems)


KINDS_OF_BREAKAGE = {
    "credit_code.check", "digits.character", "digits.length", "document.depth",
    "document.format", "document.syntax", "hours.syntax", "id.dangling", "id.duplicate",
    "key.duplicate", "key.missing", "key.unknown", "number.range", "order.before",
    "order.dates", "period.syntax", "session.place", "text.characters", "text.control",
    "text.length", "text.normal", "time.date", "time.minute", "time.naive", "time.range",
    "type", "vocabulary",
}  # fmt: skip


@pytest.mark.parametrize("flaw", breaking.FLAWS, ids=lambda one: f"{one.kind} {one.told[0][0]}")
def test_each_flaw_alone_is_told_as_it_says(flaw: Any) -> None:
    """Of one broken record in a register exactly that is told which its flaw names."""
    broken = breaking.with_flaws(Register(), [[flaw]], "json")
    with pytest.raises(InvalidDocument) as told:
        loads(broken.text)
    found = [(problem.code, problem.path) for problem in told.value.problems]
    assert sorted(found) == sorted(broken.problems)


def test_documents_are_broken_in_every_way() -> None:
    """There are flaws of each kind; some hundred documents have most of them, many several."""
    seen: list[strategies.BrokenDocument] = []

    @settings(FEW, max_examples=300)
    @given(strategies.broken_documents())
    def drawn(broken: strategies.BrokenDocument) -> None:
        seen.append(broken)

    drawn()
    flaws = {code for flaw in breaking.FLAWS for code, _ in flaw.told}
    codes = {code for one in seen for code, _ in one.problems}
    assert flaws | codes >= KINDS_OF_BREAKAGE
    assert len(codes & KINDS_OF_BREAKAGE) > 15
    assert {one.syntax for one in seen} == {"json", "toml"}
    assert sum(len(one.problems) > 2 for one in seen) > len(seen) // 10
    assert any(isinstance(one.text, bytes) for one in seen)
