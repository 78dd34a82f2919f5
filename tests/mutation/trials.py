"""One test run in one forked process: what it runs, what it may cost, and what it said."""

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from pkgutil import walk_packages
from types import CodeType, ModuleType
from typing import TypeVar

import pytest

from .mutants import Mutant

__all__ = ["BROKEN", "PACKAGE", "Chosen", "forked", "imported", "run_pytest", "swapped", "whole"]

PACKAGE = "ridehire_partybuild"
_SHARED = "tests/conftest.py"
"""Read even where only docstrings are run, which stand outside its folder."""

_WALL_SECONDS = 900
"""After that a run that only waits is ended; one that computes has ended long before."""


class _Loader(SourceFileLoader):
    """Compiles a text instead of the file; byte code is neither read nor written."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the name is the protocol's
        code: CodeType = compile(self._source, self.path, "exec", dont_inherit=True)
        return code


class _Finder(MetaPathFinder):
    """Finds one module in a text."""

    def __init__(self, mutant: Mutant, sources: Path) -> None:
        self._path = sources / mutant.module
        parts = Path(mutant.module).with_suffix("").parts
        self.name = ".".join((PACKAGE, *(part for part in parts if part != "__init__")))
        self._source = mutant.source

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = _Loader(fullname, str(self._path), self._source)
        inside = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        return spec_from_file_location(
            fullname, self._path, loader=loader, submodule_search_locations=inside
        )


def swapped(mutant: Mutant, sources: Path) -> None:
    """Let this process import the mutant wherever its module is meant.

    Raises:
        RuntimeError: it is too late, for the module itself has been imported.
    """
    finder = _Finder(mutant, sources)
    if finder.name in sys.modules:
        raise RuntimeError(finder.name)
    sys.meta_path.insert(0, finder)


def imported(floor: str) -> None:
    """Import every module of a floor, and with it the floors below."""
    package = import_module(f"{PACKAGE}.{floor}")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)


def whole(item: pytest.Item) -> str:
    """Return the test to which an item belongs: the docstrings of a file are one, from the top.

    Each of their lines is an item, and rests on those before it.
    """
    path, _, _ = item.nodeid.partition("::")
    return item.nodeid if path.startswith("tests/") else path


class Chosen:
    """Runs the chosen tests alone, in the order given.

    What a mutant no longer collects is left out: a test that is not there kills nothing.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._places = {one: place for place, one in enumerate(ids)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the chosen tests in their order."""
        items[:] = sorted(
            (item for item in items if whole(item) in self._places),
            key=lambda item: self._places[whole(item)],
        )


def run_pytest(paths: Iterable[str], plugin: object) -> int:
    """Run tests, few examples each, until the first fails."""
    quiet = ["-q", "-x", "--tb=no", "--no-header", "-p", "no:cacheprovider", "--assert=plain"]
    profile = ["--hypothesis-profile=mutants"]
    # what the parent has imported is not rewritten: these are packages whose asserts are not ours
    spared = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*quiet, *profile, *spared, _SHARED, *paths], plugins=[plugin]))


Key = TypeVar("Key")


BROKEN = 70
"""The exit code of a work that raised: pytest itself ends with others."""


def _child(work: Callable[[], int], cpu_seconds: int) -> None:
    gc.disable()  # it ends soon
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    signal.alarm(max(_WALL_SECONDS, cpu_seconds))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    code = BROKEN
    try:
        code = work()
    finally:
        os._exit(code)


def forked(
    works: Iterable[tuple[Key, int, Callable[[], int]]], workers: int
) -> Iterator[tuple[Key, int | None]]:
    """Yield the exit code of each work as it ends; None: it was ended for taking too long.

    Args:
        works: A key, the seconds of processor time it may take, and what to do.
        workers: How many run at once.
    """
    running: dict[int, Key] = {}
    waiting = iter(works)
    more = True
    while more or running:
        while more and len(running) < workers:
            try:
                key, seconds, work = next(waiting)
            except StopIteration:
                more = False
                break
            gc.freeze()  # what is here now is in the child, and nothing that it need look through
            pid = os.fork()
            if pid == 0:
                _child(work, seconds)
            running[pid] = key
        if running:
            pid, status = os.wait()
            yield running.pop(pid), os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
