"""Engines that others wrote, each given the same clauses and ready facts, for bare booleans."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from typing import Any, Protocol

import attrs

from ridehire_partybuild.guideline import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Includes,
    Is,
    Judged,
    Not,
    OneOf,
    Some,
    Valid,
    When,
)

from .ready import TODAY, Plain, key

__all__ = ["ENGINES", "Engine", "Prepared", "installed_version"]

Answers = list[list[bool]]
"""Of each station, of each clause, whether it passes."""


class Prepared(Protocol):
    """Clauses and facts made ready; the call is what is timed."""

    def __call__(self) -> Answers:
        """Judge them all."""
        ...


@attrs.frozen
class Engine:
    """One of the engines.

    Attributes:
        name: As the table calls it.
        package: Its name on PyPI.
        share: It is given one in so many stations, being slow; its time is scaled up.
        least: The library is to be so many times as fast.
        prepare: Makes clauses and facts ready.
    """

    name: str
    package: str
    share: int
    least: float
    prepare: Callable[[Sequence[Check], Sequence[dict[str, Plain]]], Prepared]


def installed_version(package: str) -> str | None:
    """Return the version of a package; None: it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@attrs.frozen
class _Grammar:
    """How a language of expressions writes what it does not share with the other."""

    both: str
    either: str
    negation: str


_CEL = _Grammar(" && ", " || ", "!({})")
_RULES = _Grammar(" and ", " or ", "not ({})")


def _quoted(words: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def _expression(check: Check, grammar: _Grammar) -> str:
    match check:
        case AtLeast(fact=fact, at_least=bound):
            return f"{key(fact)} >= {bound}"
        case AtMost(fact=fact, at_most=bound):
            return f"{key(fact)} <= {bound}"
        case Is(fact=fact, is_=bool(wanted)):
            return key(fact) if wanted else grammar.negation.format(key(fact))
        case Is(fact=fact, is_=word):
            return f'{key(fact)} == "{word}"'
        case OneOf(fact=fact, one_of=words):
            return f"{key(fact)} in {_quoted(words)}"
        case Includes(fact=fact, includes=words):
            return grammar.both.join(f'"{word}" in {key(fact)}' for word in words)
        case Valid(valid=fact):
            return f"{key(fact)} >= {TODAY}"
        case Judged(judged=fact):
            return key(fact)
        case _:
            return _compound(check, grammar)


def _compound(check: Check, grammar: _Grammar) -> str:
    def inner(part: Check) -> str:
        return f"({_expression(part, grammar)})"

    match check:
        case AllOf(all_of=of):
            return grammar.both.join(map(inner, of))
        case AnyOf(any_of=of):
            return grammar.either.join(map(inner, of))
        case Not(not_=part):
            return grammar.negation.format(_expression(part, grammar))
        case When(when=condition, then=then):
            denied = grammar.negation.format(_expression(condition, grammar))
            return f"{denied}{grammar.either}{inner(then)}"
        case Some(some=n, of=of):
            return " + ".join(f"({inner(part)} ? 1 : 0)" for part in of) + f" >= {n}"
        case _:
            raise TypeError(check)


def _cel(checks: Sequence[Check], facts: Sequence[dict[str, Plain]]) -> Prepared:
    cel = import_module("cel")
    programs = [cel.compile(_expression(check, _CEL)) for check in checks]

    def judge() -> Answers:
        answers = []
        for given in facts:
            context = cel.Context(given)
            answers.append([program.execute(context) for program in programs])
        return answers

    return judge


def _rule_engine(checks: Sequence[Check], facts: Sequence[dict[str, Plain]]) -> Prepared:
    engine = import_module("rule_engine")
    rules = [engine.Rule(_expression(check, _RULES)) for check in checks]

    def judge() -> Answers:
        return [[rule.matches(given) for rule in rules] for given in facts]

    return judge


def _schema(check: Check) -> dict[str, Any]:
    def of(fact: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"properties": {key(fact): schema}}

    match check:
        case AtLeast(fact=fact, at_least=bound):
            return of(fact, {"minimum": float(str(bound))})
        case AtMost(fact=fact, at_most=bound):
            return of(fact, {"maximum": float(str(bound))})
        case Is(fact=fact, is_=wanted):
            return of(fact, {"const": wanted})
        case OneOf(fact=fact, one_of=words):
            return of(fact, {"enum": list(words)})
        case Includes(fact=fact, includes=words):
            return of(fact, {"allOf": [{"contains": {"const": word}} for word in words]})
        case Valid(valid=fact):
            return of(fact, {"minimum": TODAY})
        case Judged(judged=fact):
            return of(fact, {"const": True})
        case _:
            return _compound_schema(check)


def _compound_schema(check: Check) -> dict[str, Any]:
    match check:
        case AllOf(all_of=of):
            return {"allOf": [_schema(part) for part in of]}
        case AnyOf(any_of=of):
            return {"anyOf": [_schema(part) for part in of]}
        case Not(not_=part):
            return {"not": _schema(part)}
        case When(when=condition, then=then):
            return {"if": _schema(condition), "then": _schema(then)}
        case Some(some=n, of=of):
            parts = [_schema(part) for part in of]
            return {"anyOf": [{"allOf": list(chosen)} for chosen in combinations(parts, n)]}
        case _:
            raise TypeError(check)


def _jsonschema(checks: Sequence[Check], facts: Sequence[dict[str, Plain]]) -> Prepared:
    validator = import_module("jsonschema").Draft202012Validator
    validators = [validator(_schema(check)) for check in checks]

    def judge() -> Answers:
        return [[one.is_valid(given) for one in validators] for given in facts]

    return judge


def _shacl(checks: Sequence[Check], facts: Sequence[dict[str, Plain]]) -> Prepared:
    from .shapes import prepared  # noqa: PLC0415 - rdflib may not be installed

    judge: Prepared = prepared(checks, facts)
    return judge


ENGINES = (
    Engine("CEL (Rust)", "common-expression-language", 1, 1, _cel),
    Engine("rule-engine", "rule-engine", 10, 15, _rule_engine),
    Engine("jsonschema", "jsonschema", 10, 20, _jsonschema),
    Engine("pySHACL", "pyshacl", 40, 100, _shacl),
)
"""Every engine, with the speed that the library is to have against it."""
