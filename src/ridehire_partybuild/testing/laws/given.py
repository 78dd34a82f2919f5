"""What a host program brings to be tried, and what stands in for what it does not bring."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Flag, auto
from functools import cached_property
from typing import Any

import attrs
import hypothesis
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisException

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.exchange import reference_guideline
from ridehire_partybuild.guideline import FACTS, Fact, Facts, Guideline
from ridehire_partybuild.model import Register
from ridehire_partybuild.scheduling import Solver
from ridehire_partybuild.testing import strategies

from .broken import LawBroken

__all__ = ["Given", "Part", "Row", "Trial", "attempted"]


class Part(Flag):
    """What a host can bring."""

    NOTHING = 0
    REGISTERS = auto()
    GUIDELINE = auto()
    FACTS = auto()
    CALENDAR = auto()
    SOLVER = auto()
    CONVERTER = auto()


@attrs.frozen(kw_only=True)
class Given:
    """What was brought: None for what was not."""

    register_strategy: st.SearchStrategy[Register] | None = None
    guideline: Guideline | None = None
    facts: Facts | None = None
    calendar: WorkCalendar | None = None
    solver: Solver | None = None
    converter: tuple[Any, ...] | None = None
    max_examples: int = 50
    seed: int | None = 0
    settings: hypothesis.settings | None = None

    @property
    def parts(self) -> Part:
        """What of it is the host's."""
        brought = (
            (self.register_strategy, Part.REGISTERS),
            (self.guideline, Part.GUIDELINE | (Part.FACTS if self.own_facts else Part.NOTHING)),
            (self.facts, Part.FACTS),
            (self.calendar, Part.CALENDAR),
            (self.solver, Part.SOLVER),
            (self.converter, Part.CONVERTER),
        )
        found = Part.NOTHING
        for one, part in brought:
            found |= Part.NOTHING if one is None else part
        return found

    @cached_property
    def catalogue(self) -> Facts:
        """The facts that checks are about."""
        if self.facts is not None:
            return self.facts
        return FACTS if self.guideline is None else self.guideline.facts

    @cached_property
    def own_facts(self) -> tuple[Fact, ...]:
        """Those that do not ship."""
        return tuple(one for name, one in self.catalogue.items() if FACTS.get(name) is not one)

    @cached_property
    def rules(self) -> Guideline:
        """The guideline, with the facts that were brought."""
        guideline = reference_guideline() if self.guideline is None else self.guideline
        same = guideline.facts is self.catalogue
        return guideline if same else attrs.evolve(guideline, facts=self.catalogue)

    @cached_property
    def guidelines(self) -> st.SearchStrategy[Guideline]:
        """The guideline that was brought, else small ones about the facts that were."""
        if self.guideline is not None:
            return st.just(self.rules)
        about = tuple(one.name for one in self.own_facts) or strategies.USUAL_FACTS
        return strategies.guidelines(least=1, facts=self.catalogue, about=about)

    @cached_property
    def registers(self) -> st.SearchStrategy[Register]:
        """The registers that were brought, else small ones."""
        if self.register_strategy is not None:
            return self.register_strategy
        return strategies.registers(max_stations=2)


Trial = tuple[st.SearchStrategy[Any], Callable[[Any], object]]
"""Examples, and what is done with each of them."""


@attrs.frozen
class Row:
    """A law, what it concerns, and the trials of it; each trial tells of one breach at most."""

    number: int
    law: Callable[..., Any]
    concerns: Part
    trials: Callable[[Given], Iterable[Trial]]


def attempted(row: Row, given: Given) -> Iterator[LawBroken]:
    """Yield how a law is broken, from the smallest examples found."""
    for examples, attempt in row.trials(given):
        found = _smallest(row, examples, attempt, given)
        if found is not None:
            yield found


def _smallest(
    row: Row, examples: st.SearchStrategy[Any], attempt: Callable[[Any], object], given: Given
) -> LawBroken | None:
    def raised(sentence: str, *shown: object) -> LawBroken:
        return LawBroken(row.number, row.law.__name__, sentence, shown)

    def law(example: Any) -> None:
        try:
            attempt(example)
        except (LawBroken, HypothesisException):
            raise
        except Exception as error:  # noqa: BLE001 - what a host brings may fail in any way
            raise raised("what is tried raises nothing", error, example) from None

    test = _settings(given)(hypothesis.given(examples)(law))
    if given.settings is None and given.seed is not None:
        test = hypothesis.seed(given.seed)(test)
    try:
        test()
    except LawBroken as error:
        return error
    except Flaky as error:
        return raised("what is tried comes out the same way twice", error)
    return None


def _settings(given: Given) -> hypothesis.settings:
    if given.settings is not None:
        return given.settings
    more: Mapping[str, Any] = {"derandomize": False, "print_blob": False, "database": None}
    return hypothesis.settings(
        max_examples=given.max_examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
        report_multiple_bugs=False,
        **more,
    )
