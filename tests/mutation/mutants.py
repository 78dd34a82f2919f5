"""Mutants: modules with one change each."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate, takewhile
from pathlib import Path

import attrs
import libcst as cst
from libcst.metadata import MetadataWrapper, WhitespaceInclusivePositionProvider

from .operators import OPERATORS

__all__ = ["Mutant", "mutants_of"]


@attrs.frozen(kw_only=True)
class Mutant:
    """A module with one change.

    Attributes:
        module: Its path under the package, such as ``guideline/outcomes.py``.
        function: The qualified name of the function that is changed; empty: none.
        kind: What is changed.
        line: The number of the first changed line.
        before: The lines it changes, without their indent.
        after: What they become.
        source: The whole text of the changed module.
    """

    module: str
    function: str
    kind: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    source: str = attrs.field(repr=False)

    @property
    def floor(self) -> str:
        """Return the floor of its module."""
        return self.module.partition("/")[0]

    @property
    def key(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Return what stays the same when other lines of the module move."""
        return self.module, self.before, self.after

    @property
    def diff(self) -> str:
        """Return the change as lines of a diff."""
        return "\n".join([*(f"-{one}" for one in self.before), *(f"+{one}" for one in self.after)])

    def rank(self, seed: int) -> str:
        """Return its place in the order of drawing: other mutants do not move it."""
        return sha256(f"{seed} {self.function} {self.key}".encode()).hexdigest()


class _Visitor(cst.CSTVisitor):
    """Collects what the operators make of each node that is run."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, cst.CSTNode, cst.CSTNode]] = []
        self._scope: list[str] = []
        self._functions = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        # declarations and annotations say what is written, not what is done
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
            return False
        if not self._scope and _is_union(node):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._scope.append(node.name.value)
            self._functions += isinstance(node, cst.FunctionDef)
        function = ".".join(self._scope) if self._functions else ""
        self.found.extend(
            (function, kind, node, changed)
            for kind, suits, operator in OPERATORS
            if isinstance(node, suits)
            for changed in operator(node)
        )
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._scope.pop()
            self._functions -= isinstance(original_node, cst.FunctionDef)


def _is_union(node: cst.CSTNode) -> bool:
    """Tell a union of types, the only ``|`` outside functions."""
    return isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr)


def mutants_of(path: Path, module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, each text once."""
    tree = cst.parse_module(path.read_text(encoding="utf-8"))
    places = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(
        WhitespaceInclusivePositionProvider
    )
    starts = [0, *accumulate(map(len, tree.code.splitlines(keepends=True)))]
    blocks = [tree.code_for_node(block) for block in tree.body]
    head = "".join(tree.code_for_node(line) for line in tree.header)
    seen = set(blocks)
    for place, block in enumerate(tree.body):
        above = head + "".join(blocks[:place])
        for function, kind, node, changed in _changes(block):
            at = starts[places[node].start.line - 1] + places[node].start.column - len(above)
            new = _in_place(tree, blocks[place], at, node, changed) or tree.code_for_node(
                _replaced(block, node, changed)
            )
            if new not in seen:
                seen.add(new)
                line, before, after = _changed_lines(blocks[place], new)
                yield Mutant(
                    module=module,
                    function=function,
                    kind=kind,
                    line=above.count("\n") + line,
                    before=before,
                    after=after,
                    source=above + new + "".join(blocks[place + 1 :]),
                )


def _changes(block: cst.CSTNode) -> list[tuple[str, str, cst.CSTNode, cst.CSTNode]]:
    visitor = _Visitor()
    block.visit(visitor)
    return visitor.found


def _in_place(
    tree: cst.Module, text: str, at: int, node: cst.CSTNode, changed: cst.CSTNode
) -> str | None:
    """Return the text of a block with a change within one line; None: it is no such change."""
    before, after = tree.code_for_node(node), tree.code_for_node(changed)
    if "\n" in before + after or not text.startswith(before, at):
        return None
    return text[:at] + after + text[at + len(before) :]


def _replaced(block: cst.CSTNode, node: cst.CSTNode, changed: cst.CSTNode) -> cst.CSTNode:
    found = changed if block is node else block.deep_replace(node, changed)
    if isinstance(found, cst.RemovalSentinel):  # a changed node is never a removed one
        raise TypeError(found)
    return found


def _changed_lines(old: str, new: str) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Return the number of the first changed line, and the changed lines of both."""
    before, after = old.splitlines(), new.splitlines()
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return (
        head + 1,
        _bare(before[head : len(before) - tail]),
        _bare(after[head : len(after) - tail]),
    )


def _alike(some: list[str], others: list[str]) -> int:
    """Return how many first lines are the same."""
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(some, others, strict=False)))


def _bare(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines)
