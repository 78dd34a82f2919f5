"""Which tests run a line: measured once, under coverage."""

import json
from collections import defaultdict
from collections.abc import Generator, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from time import process_time

import attrs
import coverage
import pytest

from .mutants import Mutant
from .trials import PACKAGE, forked, run_pytest

__all__ = ["Selection", "measured"]

_MEASURING = 3600
"""Seconds of processor time that measuring one path may take."""

_LONGEST = 10.0
"""Seconds of tests a mutant gets: it counts as alive if none of these has failed."""


@attrs.frozen(kw_only=True)
class Selection:
    """Tests by the lines they run.

    Attributes:
        lines: Tests by module and line.
        modules: Tests by module.
        seconds: What each test takes while it is measured.
    """

    lines: dict[tuple[str, int], frozenset[str]]
    modules: dict[str, frozenset[str]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> tuple[str, ...]:
        """Return the tests that run what a mutant changes, the quickest first.

        What stands outside functions is run when it is imported, which is in no test: it gets the
        tests of its module, and so does what no test runs.
        """
        tests = self._at(mutant) if mutant.function else frozenset()
        found: list[str] = []
        total = 0.0
        for test in sorted(tests or self._all_of(mutant), key=lambda one: (self.seconds[one], one)):
            total += self.seconds[test]
            if found and total > _LONGEST:
                break
            found.append(test)
        return tuple(found)

    def _at(self, mutant: Mutant) -> frozenset[str]:
        # a statement of several lines may be counted at its first alone
        for line in range(mutant.line + len(mutant.before) - 1, 0, -1):
            if tests := self.lines.get((mutant.module, line)):
                return tests
        return frozenset()

    def _all_of(self, mutant: Mutant) -> frozenset[str]:
        return self.modules.get(mutant.module, frozenset())

    def cost(self, tests: Iterable[str]) -> float:
        """Return the seconds of processor time that tests take."""
        return sum(self.seconds[test] for test in tests)


class _Watch:
    """Tells coverage which test runs, and takes the time."""

    def __init__(self, coverage_: coverage.Coverage) -> None:
        self._coverage = coverage_
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        begin = process_time()
        result = yield
        self.seconds[item.nodeid] = process_time() - begin
        self._coverage.switch_context("")
        return result


def _measure(path: str, floors: Iterable[str], into: Path) -> int:
    for floor in floors:  # imported before it is watched: importing is no test's doing
        package = import_module(f"{PACKAGE}.{floor}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    watched = coverage.Coverage(
        data_file=str(into.with_suffix(".coverage")), source_pkgs=[PACKAGE], config_file=False
    )
    watch = _Watch(watched)
    watched.start()
    code = run_pytest([path], watch)
    watched.stop()
    watched.save()
    into.with_suffix(".json").write_text(json.dumps(watch.seconds), encoding="utf-8")
    return code


def measured(
    paths: Iterable[str], floors: Iterable[str], folder: Path, *, workers: int
) -> Selection:
    """Run tests under coverage and return what they run; what was measured is not measured again.

    Raises:
        RuntimeError: one of them fails although nothing was changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    works = (
        (path, _MEASURING, partial(_measure, path, floors, folder / _name(path)))
        for path in paths
        if not (folder / _name(path)).with_suffix(".json").is_file()
    )
    for path, code in forked(works, workers):
        if code:
            (folder / _name(path)).with_suffix(".json").unlink(missing_ok=True)
            raise RuntimeError(path, code)
    return _read(folder)


def _name(path: str) -> str:
    return path.replace("/", "-").removesuffix(".py")


def _read(folder: Path) -> Selection:
    lines: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    modules: defaultdict[str, set[str]] = defaultdict(set)
    seconds: dict[str, float] = {}
    for report in sorted(folder.glob("*.json")):
        seconds |= json.loads(report.read_text(encoding="utf-8"))
        data = coverage.CoverageData(str(report.with_suffix(".coverage")))
        data.read()
        for name in data.measured_files():
            module = name.rpartition(f"/{PACKAGE}/")[2]
            for line, tests in data.contexts_by_lineno(name).items():
                lines[module, line].update(filter(None, tests))
                modules[module].update(filter(None, tests))
    return Selection(
        lines={place: frozenset(tests) for place, tests in lines.items()},
        modules={module: frozenset(tests) for module, tests in modules.items()},
        seconds=seconds,
    )
