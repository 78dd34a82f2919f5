"""What a host program brings to be tried, and what stands in for what it does not bring."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Flag, auto
from functools import cached_property
from typing import Any, TypeVar

import attrs
import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisException, HypothesisWarning

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.exchange import reference_guideline
from ridehire_partybuild.guideline import (
    FACTS,
    Fact,
    Facts,
    Guideline,
    fact_name,
    judged_check,
    walked,
)
from ridehire_partybuild.guideline.witnesses import satisfying_day
from ridehire_partybuild.model import Observation, Register
from ridehire_partybuild.scheduling import Solver
from ridehire_partybuild.testing import strategies

from .broken import LawBroken

__all__ = ["Given", "Part", "Row", "Trial", "attempted", "fixed"]

T = TypeVar("T")


USUAL_DAYS = (date(2026, 1, 15), date(2025, 12, 31), date(2026, 4, 1), date(2026, 10, 31))


class Part(Flag):
    """What a host can bring."""

    NOTHING = 0
    REGISTERS = auto()
    GUIDELINE = auto()
    FACTS = auto()
    CALENDAR = auto()
    SOLVER = auto()
    CONVERTER = auto()


def fixed(value: T) -> st.SearchStrategy[T]:
    """Return a strategy of one value, of which no text is ever made, however large it is."""
    return st.builds(lambda: value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Given:
    """What was brought: None for what was not."""

    register_strategy: st.SearchStrategy[Register] | None = None
    guideline: Guideline | None = None
    facts: Facts | None = None
    calendar: WorkCalendar | None = None
    solver: Solver | None = None
    converter: tuple[Any, ...] | None = None
    max_examples: int = attrs.field(factory=lambda: min(50, hypothesis.settings().max_examples))
    seed: int | None = 0
    settings: hypothesis.settings | None = None

    def _repr_pretty_(self, printer: Any, _: object) -> None:
        """Keep Hypothesis from spelling all of it out."""
        printer.text("Given")

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
            return fixed(self.rules)
        about = tuple(one.name for one in self.own_facts) or strategies.USUAL_FACTS
        return strategies.guidelines(least=1, facts=self.catalogue, about=about)

    @cached_property
    def registers(self) -> st.SearchStrategy[Register]:
        """The registers that were brought, else small ones."""
        if self.register_strategy is not None:
            return self.register_strategy
        asked = tuple(sorted(self.asked)) or strategies.USUAL_FACTS
        return strategies.registers(
            min_stations=1, max_stations=2, max_hosts=0, facts=asked, covers=asked
        )

    @cached_property
    def asked(self) -> frozenset[str]:
        """The shipped facts that the guideline asks for and that are observed, not computed."""
        parts = (part for one in self.rules.requirements for part in walked(judged_check(one)))
        names = {fact_name(part) for _, _, part in parts}
        known = {one for one in names if one is not None and one in FACTS}
        return frozenset(one for one in known if not FACTS[one].computed)

    @cached_property
    def observed_registers(self) -> st.SearchStrategy[Register]:
        """The same, with observations of the host's own facts."""
        own = tuple(one for one in self.own_facts if not one.computed)
        return _observed(self.registers, own) if own else self.registers

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days on which something of the guideline is in force, most of them not long ago."""
        first = {max(USUAL_DAYS[0], one.effective_from) for one in self.rules.requirements}
        days = {*USUAL_DAYS, *sorted(first)[:4], satisfying_day(self.rules)}
        return tuple(sorted(one for one in days if self.rules.in_force(one).requirements))

    @cached_property
    def assessments(self) -> st.SearchStrategy[Assessment]:
        """What is found of registers: by the host's guideline, or by any."""
        if not self.parts & (Part.REGISTERS | Part.GUIDELINE | Part.FACTS):
            return strategies.assessments()
        return _assessed(self)


@st.composite
def _observed(
    draw: st.DrawFn, registers: st.SearchStrategy[Register], facts: tuple[Fact, ...]
) -> Register:
    register = draw(registers)
    for number in range(draw(st.integers(0, 4))):
        fact = draw(st.sampled_from(facts))
        subjects = [one for kind, one in register.subjects if kind is fact.subject]
        if subjects:
            value = draw(strategies.values_of(fact))
            seen = Observation(
                id=f"seen-{number}",
                subject=draw(st.sampled_from(subjects)),
                fact=fact.name,
                value=value.isoformat() if isinstance(value, date) else value,
                method=fact.method,
                collected_on=draw(strategies.days()),
            )
            register = register.with_(seen)
    return register


@st.composite
def _assessed(draw: st.DrawFn, given: Given) -> Assessment:
    guideline = draw(given.guidelines)
    on = draw(st.sampled_from(given.days or USUAL_DAYS))
    wait = draw(st.sampled_from([None, None, 0, -200, 100]))
    return assess(
        draw(given.observed_registers),
        guideline,
        on,
        known=None if wait is None else on + timedelta(days=wait),
        profile=draw(st.none() | strategies.profiles(guideline)),
    )


Trial = tuple[st.SearchStrategy[Any], Callable[[Any], object]] | LawBroken
"""Examples, and what is done with each of them; or what was found broken without any."""


@attrs.frozen
class Row:
    """A law and its trials, each of which tells of one breach at most.

    Attributes:
        number: Its number in the documentation.
        law: The law.
        concerns: What of a host's it is about.
        trials: Makes examples of what is given, and tells what is done with each.
        share: It is tried on one of so many examples, for each takes so long.
    """

    number: int
    law: Callable[..., Any]
    concerns: Part
    trials: Callable[[Given], Iterable[Trial]]
    share: int = 1


def attempted(row: Row, given: Given) -> Iterator[LawBroken]:
    """Yield how a law is broken, from the smallest examples found."""
    for trial in row.trials(given):
        if isinstance(trial, LawBroken):
            yield trial
            continue
        found = _smallest(row, *trial, given)
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

    test = _settings(given, row)(hypothesis.given(examples)(law))
    if given.settings is None and given.seed is not None:
        test = hypothesis.seed(given.seed)(test)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)  # of what is large and never told
            test()
    except LawBroken as error:
        return error
    except Flaky as error:
        return raised("what is tried comes out the same way twice", error)
    except HypothesisException:
        raise
    except Exception as error:  # noqa: BLE001 - the host's own examples may fail in any way
        return raised("what is tried can be made", error)
    return None


def _settings(given: Given, row: Row) -> hypothesis.settings:
    if given.settings is not None:
        return given.settings
    more: Mapping[str, Any] = {"derandomize": False, "print_blob": False, "database": None}
    return hypothesis.settings(
        max_examples=max(1, given.max_examples // row.share),
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
        report_multiple_bugs=False,
        **more,
    )
