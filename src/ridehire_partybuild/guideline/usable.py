"""What makes a rule unusable: found when a guideline is made, so that judging never stumbles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import Any

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values.record import before

from .checks import AtLeast, AtMost, Check, Includes, Is, Judged, OneOf, ParameterRef, Valid
from .duty import ActivityTemplate
from .facts import Fact, FactKind, Facts
from .requirements import Parameter, Requirement, in_force
from .walk import fact_name, walked

__all__ = ["ParameterEditions", "check_problems", "unusable"]

MOST_PARTS, DEEPEST = 200, 12


class ParameterEditions:
    """The editions of each parameter; what many references ask of them is worked out once."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._editions: dict[str, list[Parameter]] = {}
        for one in sorted(parameters, key=lambda one: one.effective_from):
            self._editions.setdefault(one.id, []).append(one)
        self._units = {
            name: {one.unit: None for one in editions} for name, editions in self._editions.items()
        }
        self._gaps: dict[tuple[str, date, date | None], date | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._editions

    def other_unit(self, name: str, unit: str) -> str | None:
        """Return a unit of the parameter that is not ``unit``."""
        return next((one for one in self._units[name] if one != unit), None)

    def first_gap(self, name: str, requirement: Requirement) -> date | None:
        """Return the first day on which the requirement holds and the parameter has no value."""
        key = (name, requirement.effective_from, requirement.effective_before)
        if key not in self._gaps:
            self._gaps[key] = _first_gap(requirement, self._editions[name])
        return self._gaps[key]


_SUITS: dict[type, tuple[FactKind, ...]] = {
    AtLeast: (FactKind.NUMBER,),
    AtMost: (FactKind.NUMBER,),
    Is: (FactKind.FLAG, FactKind.WORD),
    OneOf: (FactKind.WORD,),
    Includes: (FactKind.WORDS,),
    Valid: (FactKind.DATE,),
    Judged: (FactKind.FLAG,),
}


def _problem(code: str, path: str, kind: str, value: object, **params: object) -> Problem:
    return Problem(code=code, path=path, params={"kind": kind, "value": value, **params})


def unusable(
    requirements: Sequence[Requirement],
    parameters: Sequence[Parameter],
    activities: Sequence[ActivityTemplate],
    facts: Facts,
) -> Iterator[Problem]:
    """Yield every reason why these rules cannot judge, each with its place."""
    editions = ParameterEditions(parameters)
    for index, one in enumerate(requirements):
        path = f"$.requirements[{index}]"
        for name in ("check", "applicability"):
            check = getattr(one, name)
            if check is not None:
                yield from check_problems(f"{path}.{name}", check, one, editions, facts)
        yield from _edition_problem(path, one)
    for index, parameter in enumerate(parameters):
        yield from _edition_problem(f"$.parameters[{index}]", parameter)
    yield from _overlaps("requirements", requirements)
    yield from _overlaps("parameters", parameters)
    yield from _clauses(requirements)
    kinds = Counter(template.kind for template in activities)
    for kind in sorted(kind for kind, count in kinds.items() if count > 1):
        yield _problem("id.duplicate", "$.activities", "kind", kind.value, first="$.activities")


def _edition_problem(path: str, one: Requirement | Parameter) -> Iterator[Problem]:
    for problem in before(one, "effective_from", "effective_before"):
        yield problem.below(path)


def check_problems(
    path: str,
    check: Check,
    requirement: Requirement,
    parameters: ParameterEditions,
    facts: Facts,
) -> Iterator[Problem]:
    """Yield every reason why a check could not judge as part of the requirement."""
    found = list(islice(walked(check, path), MOST_PARTS + 1))
    if len(found) > MOST_PARTS or max(depth for _, depth, _ in found) > DEEPEST:
        yield _problem("rule.size", path, "check", len(found), nodes=MOST_PARTS, depth=DEEPEST)
        return
    for place, _, part in found:
        name = fact_name(part)
        if name is None:
            continue
        fact = facts.get(name)
        if fact is None or fact.subject is not requirement.subject:
            yield _problem("rule.fact", place, "fact", name, fact=name, subject=requirement.subject)
        else:
            yield from _operator_problems(place, part, fact)
            yield from _parameter_problems(place, part, fact, requirement, parameters)


def _operator_problems(path: str, part: Check, fact: Fact) -> Iterator[Problem]:
    wanted = _SUITS[type(part)]
    operand: Any = part.is_ if isinstance(part, Is) else ()
    fits = fact.kind in wanted and (
        not isinstance(part, Is) or isinstance(operand, bool) == (fact.kind is FactKind.FLAG)
    )
    if not fits:
        yield _problem(
            "rule.operator", path, "check", type(part).__name__,
            fact=fact.name, wanted=fact.kind, operator=type(part).__name__,
        )  # fmt: skip
        return
    match part:
        case OneOf(one_of=words) | Includes(includes=words):
            operand = words
        case Is(is_=str() as word):
            operand = (word,)
        case _:
            return
    known = set() if fact.vocabulary is None else {term.value for term in fact.vocabulary}
    for word in operand:
        if known and word not in known:
            yield _problem("vocabulary", path, fact.name, word, wanted=", ".join(sorted(known)))


def _parameter_problems(
    path: str,
    part: Check,
    fact: Fact,
    requirement: Requirement,
    parameters: ParameterEditions,
) -> Iterator[Problem]:
    match part:
        case AtLeast(at_least=ParameterRef(param=name)) | AtMost(at_most=ParameterRef(param=name)):
            pass
        case _:
            return
    if name not in parameters:
        yield _problem("rule.parameter", path, "param", name, name=name)
        return
    other = parameters.other_unit(name, fact.unit)
    if other is not None:
        yield _problem("rule.unit", path, "param", name, wanted=fact.unit, actual=other)
        return
    gap = parameters.first_gap(name, requirement)
    if gap is not None:
        yield _problem("rule.parameter_span", path, "param", name, name=name, on=gap)


def _first_gap(requirement: Requirement, editions: Iterable[Parameter]) -> date | None:
    """Return the first day on which the requirement holds and its parameter has no value."""
    day: date | None = requirement.effective_from
    for one in editions:
        if day is not None and in_force(one, day):
            day = one.effective_before
    last = requirement.effective_before
    return day if day is not None and (last is None or day < last) else None


def _overlaps(field: str, editions: Sequence[Requirement | Parameter]) -> Iterator[Problem]:
    places: dict[str, list[tuple[int, Requirement | Parameter]]] = {}
    for index, one in enumerate(editions):
        places.setdefault(one.id, []).append((index, one))
    for name, placed in places.items():
        placed.sort(key=lambda pair: pair[1].effective_from)
        for (first, earlier), (second, later) in pairwise(placed):
            until, path = earlier.effective_before, f"$.{field}[{second}]"
            if until is None or later.effective_from < until:
                yield _problem(
                    "rule.overlap", path, "id", str(name),
                    name=name, first=f"$.{field}[{first}]", second=path,
                )  # fmt: skip
            subjects = [getattr(one, "subject", None) for one in (earlier, later)]
            if subjects[0] is not subjects[1]:
                yield _problem(
                    "rule.subject", f"{path}.subject", "subject", str(subjects[1]),
                    name=name, actual=", ".join(str(one) for one in subjects),
                )  # fmt: skip


def _clauses(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    ordered = sorted(
        enumerate(requirements), key=lambda pair: (pair[1].clause, pair[1].effective_from)
    )
    for (first, earlier), (second, later) in pairwise(ordered):
        until = earlier.effective_before
        meets = until is None or later.effective_from < until
        if earlier.clause == later.clause and earlier.id != later.id and meets:
            yield _problem(
                "rule.clause", f"$.requirements[{second}].clause", "clause", later.clause,
                first=f"$.requirements[{first}]", second=f"$.requirements[{second}]",
            )  # fmt: skip
