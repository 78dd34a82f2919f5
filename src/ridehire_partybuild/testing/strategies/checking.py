"""Strategies for checks, and for the values of facts."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from ridehire_partybuild.guideline import (
    FACTS,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Fact,
    FactKind,
    Facts,
    Held,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    Some,
    Valid,
    Value,
    When,
)
from ridehire_partybuild.values import (
    ActivityKind,
    AnyKind,
    LocalKind,
    PeriodUnit,
    SubjectKind,
)

from .choices import Choices, built

__all__ = [
    "NUMBERS",
    "VALUE_BYTES",
    "check_bytes",
    "checks",
    "facts_of",
    "read_check",
    "read_leaf",
    "read_value",
    "values_of",
]

NUMBERS = tuple(Decimal(text) for text in ("12", "11.5", "0", "3", "24", "11.99", "100000", "1"))
DAYS = tuple(date(2026, 1, 15) + timedelta(days=offset) for offset in (0, -1, 1, 400, -400))
KINDS: tuple[AnyKind, ...] = (
    ActivityKind.PARTY_LECTURE,
    ActivityKind.LEGAL_CLINIC,
    LocalKind("x-包饺子"),
)
UNITS = (*[PeriodUnit.QUARTER, PeriodUnit.YEAR, PeriodUnit.HALF_YEAR] * 3, PeriodUnit.MONTH)

VALUE_BYTES, LEAF_BYTES = 6, 12
SEVERAL = 3
"""So many parts a compound check has at most."""

MOST_FACTS = 256
"""One byte names a fact."""


def _words(fact: Fact) -> tuple[str, ...]:
    return ("示例", "x") if fact.vocabulary is None else tuple(t.value for t in fact.vocabulary)


def read_value(choices: Choices, fact: Fact) -> Value:
    """Read a value that a fact can have, from six bytes."""
    match fact.kind:
        case FactKind.NUMBER:
            return choices.pick(NUMBERS)
        case FactKind.FLAG:
            return choices.pick((False, True))
        case FactKind.WORD:
            return choices.pick(_words(fact))
        case FactKind.WORDS:
            words = choices.some(_words(fact), VALUE_BYTES - 2)
            return tuple(sorted(_words(fact) if choices.pick(range(8)) == 7 else words))
        case FactKind.DATE:
            return choices.pick(DAYS)


def values_of(fact: Fact) -> st.SearchStrategy[Value]:
    """Values that a fact can have, those at shipped thresholds first."""
    return built(VALUE_BYTES, lambda choices: read_value(choices, fact))


def _read_about(choices: Choices, fact: Fact) -> Check:
    """Read a check on a fact from seven bytes, with an operator that suits its kind."""
    name, other = fact.name, choices.pick((False, True))
    match fact.kind:
        case FactKind.NUMBER:
            bound = choices.pick(NUMBERS)
            return AtMost(fact=name, at_most=bound) if other else AtLeast(fact=name, at_least=bound)
        case FactKind.FLAG:
            wanted = choices.pick((True, False))
            return Judged(judged=name) if other else Is(fact=name, is_=wanted)
        case FactKind.WORD:
            words = choices.some(_words(fact), SEVERAL) or _words(fact)[:1]
            return Is(fact=name, is_=words[0]) if other else OneOf(fact=name, one_of=words)
        case FactKind.WORDS:
            words = choices.some(_words(fact), SEVERAL) or _words(fact)[:1]
            return Includes(fact=name, includes=words)
        case FactKind.DATE:
            return Valid(valid=name)


def read_leaf(choices: Choices, facts: Sequence[Fact]) -> Check:
    """Read a check that has no parts, from twelve bytes: of three, one is on sessions held."""
    if choices.pick(range(3)) == 2:
        held, per = choices.pick(KINDS), choices.pick(UNITS)
        return Held(held=held, times=choices.pick((1, 1, 2)), per=per)
    return _read_about(choices, choices.pick(facts))


_OPERATORS = ("leaf", "leaf", "leaf", "all", "any", "not", "when", "some")


def check_bytes(depth: int) -> int:
    """Return from how many bytes a check of so many levels is read."""
    return LEAF_BYTES if depth == 0 else 2 + SEVERAL * check_bytes(depth - 1)


def read_check(choices: Choices, facts: Sequence[Fact], depth: int) -> Check:
    """Read a check of at most so many levels of parts; a byte of 0 makes it a leaf."""
    if depth == 0:
        return read_leaf(choices, facts)
    operator, several = choices.pick(_OPERATORS), choices.pick((1, 2, 3, 0))
    parts = choices.parts(SEVERAL, check_bytes(depth - 1))
    if operator == "leaf":
        return read_leaf(parts[0], facts)

    def part(number: int) -> Check:
        return read_check(parts[number], facts, depth - 1)

    of = tuple(part(number) for number in range(several)) if operator in _SEVERAL else ()
    match operator:
        case "all":
            return AllOf(all_of=of)
        case "any":
            return AnyOf(any_of=of)
        case "some":
            of = of or (part(0),)
            return Some(some=len(of) - (len(of) > 1), of=of)
        case "not":
            return Not(not_=part(0))
        case _:
            return When(when=part(0), then=part(1))


_SEVERAL = frozenset({"all", "any", "some"})


def facts_of(subject: SubjectKind, facts: Facts, about: Sequence[str]) -> tuple[Fact, ...]:
    """Return what checks on a subject can be about: three times in four what is told."""
    every = sorted(facts.of(subject), key=lambda one: one.name)
    usual = [one for one in every if one.name in about]
    times = min(3 * len(every), MOST_FACTS - len(every)) // len(usual) if usual else 0
    return (*usual * times, *every)[-MOST_FACTS:]


def _depth(leaves: int) -> int:
    return next(depth for depth in range(leaves) if SEVERAL**depth >= leaves)


def checks(
    *,
    subject: SubjectKind = SubjectKind.STATION,
    facts: Facts = FACTS,
    leaves: int = 5,
    about: Sequence[str] = (),
) -> st.SearchStrategy[Check]:
    """Checks on the facts of a kind of subject, of about ``leaves`` parts at most.

    Three of four are about the facts named in ``about``.
    """
    depth, chosen = _depth(leaves), facts_of(subject, facts, about)
    return built(check_bytes(depth), lambda choices: read_check(choices, chosen, depth))
