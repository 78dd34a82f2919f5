"""Changes put into functions that run already: the tests of a floor are collected once for all.

Most of what a mutant costs is importing the library and collecting its tests. A change inside a
function needs neither: its code is put into the function, in a fork of a process that is ready to
run tests. What lives, and what cannot be changed so (constants, what was made while importing), is
tried anew where it is imported.
"""

import gc
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from inspect import CO_NEWLOCALS
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType

import attrs
import pytest

from .mutants import Mutant
from .selection import Selection
from .trials import forked, run_pytest, whole

__all__ = ["tried_running"]

_NOT_CHANGED = 71
"""The exit code where a mutant is nothing that can be put into a function."""

_COLLECTING = 36_000
"""Seconds that all mutants of one floor may take together."""

_CONTROLS = 3
"""So many modules are tried as they are, with the tests of a mutant: none of these may fail."""

Place = tuple[str, str, int]
Functions = Mapping[Place, list[FunctionType]]


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _functions(sources: Path) -> Functions:
    """Return every function of the library that is there, by file, name and line."""
    found: defaultdict[Place, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(sources)):
            found[_place(one.__code__)].append(one)
    return found


def _outermost(code: CodeType, mutant: Mutant) -> CodeType | None:
    """Return the code of the function, in no other function, in which the change stands."""
    for name in mutant.function.split("."):
        inside = [
            one
            for one in code.co_consts
            if isinstance(one, CodeType)
            and one.co_name == name
            and one.co_firstlineno <= mutant.line
        ]
        if not inside:
            return None
        code = max(inside, key=lambda one: one.co_firstlineno)
        if code.co_flags & CO_NEWLOCALS and code.co_flags & _OPTIMIZED:
            return code
    return None


_OPTIMIZED = 1  # a function's locals have numbers, those of a class body have names


def _changed(mutant: Mutant, sources: Path, functions: Functions) -> bool:
    path = str(sources / mutant.module)
    whole = compile(mutant.source, path, "exec", dont_inherit=True)
    code = _outermost(whole, mutant)
    there = functions.get(_place(code), []) if code else []
    if not code or any(one.__code__.co_freevars != code.co_freevars for one in there):
        return False
    for one in there:
        one.__code__ = code
    return bool(there)


class _Bench:
    """Runs chosen tests for each mutant, in a process of its own, instead of all tests."""

    def __init__(
        self, mutants: Iterable[Mutant], selection: Selection, sources: Path, workers: int
    ) -> None:
        self._mutants, self._selection = tuple(mutants), selection
        self._sources, self._workers = sources, workers
        self.codes: dict[int, int | None] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run no test here."""
        functions = _functions(self._sources)
        items: defaultdict[str, list[pytest.Item]] = defaultdict(list)
        for item in session.items:
            items[whole(item)].append(item)

        def works() -> Iterator[tuple[int, int, Callable[[], int]]]:
            for number, mutant in enumerate(self._mutants):
                tests = self._selection.of(mutant)
                chosen = [item for test in tests for item in items[test]]
                work = partial(self._trial, mutant, functions, session, chosen)
                yield number, 10 + 4 * int(self._selection.cost(tests)), work

        self.codes = dict(forked(works(), self._workers))
        return True

    def _trial(
        self,
        mutant: Mutant,
        functions: Functions,
        session: pytest.Session,
        items: list[pytest.Item],
    ) -> int:
        if not _changed(mutant, self._sources, functions):
            return _NOT_CHANGED
        for item, following in pairwise([*items, None]):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return 1
        return 0


def _work(bench: _Bench, paths: Iterable[str], into: Path) -> int:
    code = run_pytest(paths, bench)
    into.write_text(json.dumps(list(bench.codes.items())), encoding="utf-8")
    return code


def tried_running(  # noqa: PLR0913 - all that a trial needs
    mutants: Iterable[Mutant],
    selection: Selection,
    paths: Iterable[str],
    sources: Path,
    into: Path,
    *,
    workers: int,
) -> dict[Mutant, int | None]:
    """Return the exit codes of the mutants that some test kills; None: it took too long.

    Args:
        mutants: Mutants of one floor.
        selection: Which tests run what.
        paths: Where the tests of the floor are.
        sources: The folder of the library.
        into: A file for what is found.
        workers: How many run at once.

    Raises:
        RuntimeError: tests fail although nothing was changed.
    """
    inside = [one for one in mutants if one.function]
    unchanged = [
        attrs.evolve(one, source=(sources / one.module).read_text(encoding="utf-8"))
        for one in inside[:_CONTROLS]
    ]
    into.unlink(missing_ok=True)
    bench = _Bench([*inside, *unchanged], selection, sources, workers)
    for _ in forked([(0, _COLLECTING, partial(_work, bench, paths, into))], 1):
        pass
    codes = dict(json.loads(into.read_text(encoding="utf-8")))
    for number, one in enumerate(unchanged, len(inside)):
        if codes[number] not in {0, _NOT_CHANGED}:
            raise RuntimeError(one.module, codes[number])
    return {one: codes[number] for number, one in enumerate(inside) if codes[number] in {1, None}}
