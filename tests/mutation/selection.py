"""Which tests run a line: measured once, under coverage."""

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import process_time

import attrs
import coverage
import pytest

from .mutants import Mutant
from .trials import PACKAGE, forked, imported, run_pytest, whole

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
        test = whole(item)
        self._coverage.switch_context(test)
        begin = process_time()
        result = yield
        self.seconds[test] = self.seconds.get(test, 0.0) + process_time() - begin
        self._coverage.switch_context("")
        return result


def _measure(floor: str, path: str, into: Path) -> int:
    imported(floor)  # before it is watched: importing is no test's doing
    watched = coverage.Coverage(
        data_file=str(into.with_suffix(".coverage")),
        source_pkgs=[f"{PACKAGE}.{floor}"],
        config_file=False,
    )
    watch = _Watch(watched)
    watched.start()
    code = run_pytest([path], watch)
    watched.stop()
    watched.save()
    into.with_suffix(".json").write_text(json.dumps(watch.seconds), encoding="utf-8")
    return code


def measured(
    paths: Mapping[str, Iterable[str]], root: Path, folder: Path, *, workers: int
) -> dict[str, Selection]:
    """Run the tests of each floor under coverage and return what they run of it, by floor.

    What was measured is not measured again while the library and the file of tests are the same.

    Raises:
        RuntimeError: one of them fails, or is ended, although nothing was changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    library = [*(root / "src").rglob("*.*"), *(root / "tests").rglob("conftest.py")]
    places = {
        (floor, path): folder / f"{floor}-{_digest([*library, root / path])}"
        for floor, tests in paths.items()
        for path in tests
    }
    works = (
        (place, _MEASURING, partial(_measure, floor, path, place))
        for (floor, path), place in places.items()
        if not place.with_suffix(".json").is_file()
    )
    for place, code in forked(works, workers):
        if code != 0:
            place.with_suffix(".json").unlink(missing_ok=True)
            raise RuntimeError(place, code)
    return {
        floor: _read(place for (of, _), place in places.items() if of == floor) for floor in paths
    }


def _digest(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in sorted(paths):
        digest.update(str(path).encode())
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(places: Iterable[Path]) -> Selection:
    lines: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    modules: defaultdict[str, set[str]] = defaultdict(set)
    seconds: dict[str, float] = {}
    for place in places:
        seconds |= json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
        data = coverage.CoverageData(str(place.with_suffix(".coverage")))
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
