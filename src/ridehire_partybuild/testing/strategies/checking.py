"""Strategies for checks, and for the values of facts."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

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
from .thresholds import near

__all__ = [
    "CHECK_CLASSES",
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


@cache
def _numbers(name: str, unit: str) -> tuple[Decimal, ...]:
    """Return numbers to which rules turn: those of the fact that ship, and any."""
    return tuple(dict.fromkeys((*near(name, unit), *NUMBERS)))


def read_value(choices: Choices, fact: Fact) -> Value:
    """Read a value that a fact can have, from six bytes."""
    match fact.kind:
        case FactKind.NUMBER:
            return choices.pick(_numbers(fact.name, fact.unit))
        case FactKind.FLAG:
            return choices.pick((False, True))
        case FactKind.WORD:
            return choices.pick(_words(fact))
        case FactKind.WORDS:
            words = choices.some(_words(fact), VALUE_BYTES - 2)
            return tuple(sorted(_words(fact) if choices.pick(range(8)) == 7 else words))
        case FactKind.DATE:  # pragma: no branch - the last kind, as mypy sees
            return choices.pick(DAYS)


def values_of(fact: Fact) -> st.SearchStrategy[Value]:
    """Values that a fact can have, those at shipped thresholds first."""
    return built(VALUE_BYTES, lambda choices: read_value(choices, fact))


def _read_about(choices: Choices, fact: Fact, *, other: bool | None = None) -> Check:
    """Read a check on a fact from seven bytes, with an operator that suits its kind."""
    name, drawn = fact.name, choices.pick((False, True))
    other = drawn if other is None else other
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
        case FactKind.DATE:  # pragma: no branch - as above
            return Valid(valid=name)


def _read_held(choices: Choices) -> Held:
    held, per = choices.pick(KINDS), choices.pick(UNITS)
    return Held(held=held, times=choices.pick((1, 1, 2)), per=per)


def read_leaf(choices: Choices, facts: Sequence[Fact]) -> Check:
    """Read a check that has no parts, from twelve bytes: of three, one is on sessions held."""
    if choices.pick(range(3)) == 2:
        return _read_held(choices)
    return _read_about(choices, choices.pick(facts))


_OPERATORS = ("leaf", "leaf", "leaf", "all", "any", "not", "when", "some")


def check_bytes(depth: int) -> int:
    """Return from how many bytes a check of so many levels is read."""
    return LEAF_BYTES if depth == 0 else 2 + SEVERAL * check_bytes(depth - 1)


def read_check(choices: Choices, facts: Sequence[Fact], depth: int) -> Check:
    """Read a check of at most so many levels of parts; a byte of 0 makes it a leaf."""
    if depth == 0:
        return read_leaf(choices, facts)
    return _read_compound(choices, facts, depth, choices.pick(_OPERATORS))


def _read_compound(choices: Choices, facts: Sequence[Fact], depth: int, operator: str) -> Check:
    several, parts = choices.pick((1, 2, 3, 0)), choices.parts(SEVERAL, check_bytes(depth - 1))
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


_COMPOUND: Mapping[type, str] = {AllOf: "all", AnyOf: "any", Some: "some", Not: "not", When: "when"}
_SIMPLE: Mapping[type, tuple[FactKind, bool]] = {
    AtLeast: (FactKind.NUMBER, False),
    AtMost: (FactKind.NUMBER, True),
    Is: (FactKind.FLAG, False),
    Judged: (FactKind.FLAG, True),
    OneOf: (FactKind.WORD, False),
    Includes: (FactKind.WORDS, False),
    Valid: (FactKind.DATE, False),
}
"""Which facts a check without parts is about, and whether its operator is their second."""


CHECK_CLASSES = (*_SIMPLE, Held, *_COMPOUND)


def _read_one(choices: Choices, facts: Sequence[Fact], depth: int, kind: type) -> Check:
    """Read a check of one class."""
    if kind is Held:
        return _read_held(choices)
    if kind in _COMPOUND:
        return _read_compound(choices, facts, depth, _COMPOUND[kind])
    wanted, other = _SIMPLE[kind]
    return _read_about(
        choices, choices.pick([one for one in facts if one.kind is wanted]), other=other
    )


def _depth(leaves: int) -> int:
    return next(depth for depth in range(leaves) if SEVERAL**depth >= leaves)


def checks(
    *,
    subject: SubjectKind = SubjectKind.STATION,
    facts: Facts = FACTS,
    leaves: int = 5,
    about: Sequence[str] = (),
    kind: type | None = None,
) -> st.SearchStrategy[Check]:
    """Checks on the facts of a kind of subject, of about ``leaves`` parts at most.

    Args:
        subject: What they judge.
        facts: The catalogue.
        leaves: So many parts they have at most, or a few more.
        about: Three of four are about the facts named here.
        kind: The class that they are of, such as `Some`; None: of any.

    Raises:
        InvalidArgument: no fact of the subject's suits such a check.

    >>> from hypothesis import find
    >>> find(checks(kind=AtMost), lambda one: one.at_most == 3)
    AtMost(fact='activities.kinds', at_most=Decimal('3'))
    """
    depth, chosen = _depth(leaves), facts_of(subject, facts, about)
    if kind is None:
        return built(check_bytes(depth), lambda choices: read_check(choices, chosen, depth))
    if kind in _SIMPLE and not any(one.kind is _SIMPLE[kind][0] for one in chosen):
        message = f"no fact of a {subject.value} suits a check of the class {kind.__name__}"
        raise InvalidArgument(message)
    deep = max(1, depth)
    return built(check_bytes(deep), lambda choices: _read_one(choices, chosen, deep, kind))
