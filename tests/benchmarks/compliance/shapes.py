"""The clauses as SHACL shapes, and the facts as a graph: one node a station."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

import pyshacl
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

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

__all__ = ["prepared"]

_EX = Namespace("https://example.org/")


def _literal(value: Plain) -> Literal:
    return Literal(Decimal(str(value)) if isinstance(value, float) else value)


def _data(facts: Sequence[dict[str, Plain]]) -> Graph:
    graph = Graph()
    for number, given in enumerate(facts):
        station = _EX[f"station-{number}"]
        graph.add((station, RDF.type, _EX.Station))
        for name, value in given.items():
            for one in value if isinstance(value, list) else [value]:
                graph.add((station, _EX[name], _literal(one)))
    return graph


class _Shapes:
    """A graph of shapes that grows check by check."""

    def __init__(self) -> None:
        self.graph = Graph()

    def add(self, check: Check) -> BNode:
        """Return the shape of a check."""
        shape = BNode()
        self.graph.add((shape, RDF.type, SH.NodeShape))
        match check:
            case AtLeast(fact=fact, at_least=bound):
                self._property(shape, fact, SH.minInclusive, Literal(Decimal(str(bound))))
            case AtMost(fact=fact, at_most=bound):
                self._property(shape, fact, SH.maxInclusive, Literal(Decimal(str(bound))))
            case Is(fact=fact, is_=wanted):
                self._property(shape, fact, SH.hasValue, Literal(wanted))
            case OneOf(fact=fact, one_of=words):
                self._property(shape, fact, SH["in"], self._list(map(Literal, words)))
            case Includes(fact=fact, includes=words):
                for word in words:
                    self._property(shape, fact, SH.hasValue, Literal(word))
            case Valid(valid=fact):
                self._property(shape, fact, SH.minInclusive, Literal(TODAY))
            case Judged(judged=fact):
                self._property(shape, fact, SH.hasValue, Literal(True))  # noqa: FBT003 - it is data
            case _:
                self._compound(shape, check)
        return shape

    def _compound(self, shape: BNode, check: Check) -> None:
        match check:
            case AllOf(all_of=of):
                self._parts(shape, SH["and"], [self.add(part) for part in of])
            case AnyOf(any_of=of):
                self._parts(shape, SH["or"], [self.add(part) for part in of])
            case Not(not_=part):
                self.graph.add((shape, SH["not"], self.add(part)))
            case When(when=condition, then=then):
                self._parts(shape, SH["or"], [self.add(Not(not_=condition)), self.add(then)])
            case Some(some=n, of=of):
                ways = [self.add(AllOf(all_of=chosen)) for chosen in combinations(of, n)]
                self._parts(shape, SH["or"], ways)
            case _:
                raise TypeError(check)

    def _property(self, shape: BNode, fact: str, constraint: URIRef, value: Any) -> None:
        inner = BNode()
        self.graph.add((shape, SH.property, inner))
        self.graph.add((inner, SH.path, _EX[key(fact)]))
        self.graph.add((inner, constraint, value))

    def _parts(self, shape: BNode, word: URIRef, parts: list[BNode]) -> None:
        self.graph.add((shape, word, self._list(parts)))

    def _list(self, items: Any) -> BNode:
        head = BNode()
        Collection(self.graph, head, list(items))
        return head


def prepared(checks: Sequence[Check], facts: Sequence[dict[str, Plain]]) -> Any:
    """Return a function that has pySHACL judge the graph and reads its report as booleans."""
    shapes, data = _Shapes(), _data(facts)
    for number, check in enumerate(checks):
        clause = _EX[f"clause-{number}"]
        shapes.graph.add((clause, RDF.type, SH.NodeShape))
        shapes.graph.add((clause, SH.targetClass, _EX.Station))
        shapes.graph.add((clause, SH.node, shapes.add(check)))
    stations = [_EX[f"station-{number}"] for number in range(len(facts))]
    clauses = [_EX[f"clause-{number}"] for number in range(len(checks))]

    def judge() -> list[list[bool]]:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes.graph)
        failed = {
            (report.value(result, SH.focusNode), report.value(result, SH.sourceShape))
            for result in report.subjects(RDF.type, SH.ValidationResult)
        }
        return [[(station, clause) not in failed for clause in clauses] for station in stations]

    return judge
