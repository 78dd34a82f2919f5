"""The changes that are made: mutmut's operators for logic, and the few that it lacks.

Texts are left alone (the words a person reads are proved by whole-message tests), and so are
arguments: a call without one of its arguments mostly fails at once, which proves nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

import libcst as cst
from mutmut.mutation import mutators

__all__ = ["BOUNDARY", "COMPARISON", "OPERATORS", "Operator"]

Operator = Callable[[Any], Iterable[cst.CSTNode]]

_TWINS = {"min": "max", "max": "min", "all": "any", "any": "all"}
_REMOVABLE = cst.AugAssign | cst.Raise | cst.Continue


def _one_less(node: cst.Integer) -> Iterator[cst.CSTNode]:
    if node.evaluated_value > 0:
        yield node.with_changes(value=repr(node.evaluated_value - 1))


def _twin(node: cst.Call) -> Iterator[cst.CSTNode]:
    if isinstance(node.func, cst.Name) and node.func.value in _TWINS:
        yield node.with_changes(func=cst.Name(_TWINS[node.func.value]))


def _nothing_returned(node: cst.Return) -> Iterator[cst.CSTNode]:
    if node.value is not None and not (isinstance(node.value, cst.Name) and _is_none(node.value)):
        yield node.with_changes(value=cst.Name("None"), whitespace_after_return=_SPACE)


def _removed(node: cst.SimpleStatementLine) -> Iterator[cst.CSTNode]:
    match node.body:
        case [cst.Expr(value=cst.Call() | cst.Yield())]:
            yield node.with_changes(body=[cst.Pass()])
        case [one] if isinstance(one, _REMOVABLE):
            yield node.with_changes(body=[cst.Pass()])


def _negated(node: cst.If | cst.CompIf) -> Iterator[cst.CSTNode]:
    # what compares or combines has operators of its own; a bare name or call has none
    if isinstance(node.test, cst.Name | cst.Attribute | cst.Call):
        test = cst.UnaryOperation(operator=cst.Not(), expression=node.test)
        yield node.with_changes(test=test)


def _out_of_order(node: cst.Tuple) -> Iterator[cst.CSTNode]:
    # a tuple of words is a table in which order means something
    if all(isinstance(one.value, cst.Attribute) for one in node.elements):
        for place, (one, other) in enumerate(pairwise(node.elements)):
            swapped = [one.with_changes(value=other.value), other.with_changes(value=one.value)]
            elements = [*node.elements[:place], *swapped, *node.elements[place + 2 :]]
            yield node.with_changes(elements=elements)


def _is_none(name: cst.Name) -> bool:
    return name.value == "None"


_SPACE = cst.SimpleWhitespace(" ")

COMPARISON: Final = "comparison"
BOUNDARY: Final = frozenset({COMPARISON, "number", "arithmetic"})
"""The kinds that move a boundary, such as the last day on which something holds."""

OPERATORS: tuple[tuple[str, type[cst.CSTNode], Operator], ...] = (
    (COMPARISON, cst.ComparisonTarget, mutators.operator_swap_op),
    (COMPARISON, cst.BaseCompOp, mutators.operator_keywords),
    ("and, or", cst.BooleanOperation, mutators.operator_swap_op),
    ("arithmetic", cst.BinaryOperation, mutators.operator_swap_op),
    ("arithmetic", cst.UnaryOperation, mutators.operator_swap_op),
    ("arithmetic", cst.AugAssign, mutators.operator_swap_op),
    ("not", cst.UnaryOperation, mutators.operator_remove_unary_ops),
    ("not", cst.If, _negated),
    ("not", cst.CompIf, _negated),
    ("number", cst.BaseNumber, mutators.operator_number),
    ("number", cst.Integer, _one_less),
    ("true, false", cst.Name, mutators.operator_name),
    ("break", cst.BaseSmallStatement, mutators.operator_keywords),
    ("case", cst.Match, mutators.operator_match),
    ("either, or", cst.IfExp, mutators.operator_if_exp),
    ("min, all", cst.Call, _twin),
    ("order", cst.Tuple, _out_of_order),
    ("return", cst.Return, _nothing_returned),
    ("removed", cst.SimpleStatementLine, _removed),
)
"""Name, the node it changes, and the operator. Two of one name are one kind."""
