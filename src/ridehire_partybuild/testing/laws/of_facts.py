"""The laws that concern facts, with their examples."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from ridehire_partybuild.guideline import Fact, Value
from ridehire_partybuild.guideline.writers import writer_of
from ridehire_partybuild.model import Register, SubjectFile
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import SubjectKind

from .broken import LawBroken
from .facts import (
    reading_asks_no_clock,
    reading_has_no_order,
    reading_keeps_secrets,
    reading_never_fails,
    reads_are_honest,
    unknown_is_never_a_value,
    written_reads_back,
)
from .given import Given, Part, Row, Trial

__all__ = ["ROWS"]


class _Example(NamedTuple):
    file: SubjectFile
    other: SubjectFile
    on: date
    seed: int


def _registers(given: Given) -> st.SearchStrategy[Register]:
    if given.register_strategy is not None:
        return given.register_strategy
    return strategies.registers(
        min_stations=1, max_stations=1, max_actors=1, max_branches=1, max_activities=1,
        max_hosts=0, max_titles=1, max_sessions=5, max_donations=1, max_deliveries=1, max_stock=1,
        max_observations=0, max_waivers=0, max_exemptions=0,
    )  # fmt: skip


@st.composite
def _examples(
    draw: st.DrawFn, registers: st.SearchStrategy[Register], kind: SubjectKind, many: int = 1
) -> _Example:
    """A subject, and if there are to be two, another: else itself again."""
    files: list[SubjectFile] = []
    for _ in range(many):
        register = draw(registers)
        subjects = [one for of, one in register.subjects if of is kind]
        assume(subjects)
        files.append(register.of(draw(st.sampled_from(subjects))))
    return _Example(files[0], files[-1], draw(strategies.days()), draw(st.integers(0, 2)))


def _each(
    attempt: Callable[[Fact, _Example], None], given: Given, many: int = 1
) -> Iterator[Trial]:
    """Yield a trial of the host's facts, or of all, of each kind of subject; then of what is left.

    An example serves all facts of its kind at once. Of one that is found broken the others are
    tried anew, so that each is told.
    """
    facts = given.own_facts or tuple(given.catalogue.values())
    for kind in SubjectKind:
        own = [one for one in facts if one.subject is kind]
        examples = _examples(_registers(given), kind, many)
        left = _Left(attempt, own)
        for _ in range(len(own)):
            yield examples, left
            if not left.take_broken():
                break


class _Left:
    """The facts that have not been found broken, tried one after the other."""

    def __init__(self, attempt: Callable[[Fact, _Example], None], facts: list[Fact]) -> None:
        self._attempt, self._facts, self._broken = attempt, facts, ""

    def __call__(self, example: _Example) -> None:
        for fact in self._facts:
            try:
                self._attempt(fact, example)
            except LawBroken:
                self._broken = fact.name
                raise

    def take_broken(self) -> bool:
        """Leave out the fact that was found broken last; tell whether there was one."""
        found, self._broken = self._broken, ""
        self._facts = [one for one in self._facts if one.name != found]
        return bool(found)


def _of_file(law: Callable[[Fact, SubjectFile, date], None], fact: Fact, one: _Example) -> None:
    law(fact, one.file, one.on)


def _on_file(law: Callable[[Fact, SubjectFile, date], None]) -> Callable[[Given], Iterator[Trial]]:
    return partial(_each, partial(_of_file, law))


def _honest(fact: Fact, one: _Example) -> None:
    reads_are_honest(fact, one.file, one.other, one.on)


def _ordered(fact: Fact, one: _Example) -> None:
    reading_has_no_order(fact, one.file, one.on, one.seed)


@st.composite
def _written(
    draw: st.DrawFn, registers: st.SearchStrategy[Register], fact: Fact
) -> tuple[SubjectFile, Value, date]:
    example = draw(_examples(registers, fact.subject))
    value = draw(strategies.values_of(fact))
    return example.file, value, example.on


def _writers(given: Given) -> Iterator[Trial]:
    facts: Sequence[Fact] = given.own_facts or tuple(given.catalogue.values())
    for fact in facts:
        if writer_of(fact) is not None:
            yield _written(_registers(given), fact), partial(_writes, fact)


def _writes(fact: Fact, one: tuple[SubjectFile, Any, date]) -> None:
    written_reads_back(fact, *one)


ROWS = (
    Row(2, reading_never_fails, Part.FACTS, _on_file(reading_never_fails)),
    Row(2, unknown_is_never_a_value, Part.FACTS, _on_file(unknown_is_never_a_value)),
    Row(4, written_reads_back, Part.FACTS, _writers),
    Row(11, reading_has_no_order, Part.FACTS, partial(_each, _ordered)),
    Row(11, reading_asks_no_clock, Part.FACTS, _on_file(reading_asks_no_clock), 2),
    Row(16, reading_keeps_secrets, Part.FACTS, _on_file(reading_keeps_secrets), 2),
    Row(22, reads_are_honest, Part.FACTS, partial(_each, _honest, many=2)),
)
