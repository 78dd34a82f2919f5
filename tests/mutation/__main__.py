"""Change the library in small ways and see whether its tests notice.

    python -m tests.mutation                      a sample of guideline and compliance
    python -m tests.mutation --all guideline/lint.py   every mutant of one module

Survivors that `docs/reference/mutation.md` explains are tried with every sample, so that the page
tells the truth. Exits with 1 where less than 90 % die, where one lives that must die, or where the
page lists what is dead or gone.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from shutil import rmtree

import pytest

from .duties import must_die
from .known import known
from .mutants import Mutant, mutants_of
from .report import Result, faults, told
from .selection import Selection, measured
from .trials import PACKAGE, Chosen, forked, run_pytest, swapped

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / PACKAGE
PAGE = ROOT / "docs" / "reference" / "mutation.md"
_COSTLY = (
    "_hypothesis_pytestplugin",
    "cattrs",
    "dateutil.rrule",
    "hypothesis.strategies",
    "openpyxl",
    "platformdirs",
    "sybil.parsers.rest",
    "xdist.plugin",
    f"{PACKAGE}.model",
    f"{PACKAGE}.calendars",
)
"""What is imported once, so that it need not be for each mutant; floors below those changed."""

MEASURED = ROOT / "out" / "mutation"
_DOCTESTS = f"src/{PACKAGE}"
TESTS: Mapping[str, tuple[str, ...]] = {
    "guideline": (
        "tests/guideline",
        "tests/exchange/test_checks.py",
        "tests/exchange/test_schema_shipped.py",
        f"{_DOCTESTS}/guideline",
    ),
    "compliance": ("tests/compliance", "tests/testing/test_laws.py", f"{_DOCTESTS}/compliance"),
}
"""What may kill the mutants of a floor; the tests of the others may as well."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help="floors or modules; none: all")
    parser.add_argument("--all", action="store_true", help="every mutant, no sample")
    parser.add_argument("--sample", type=int, default=500, help="how many mutants are drawn")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument("--again", action="store_true", help="do not measure the tests anew")
    return parser.parse_args()


def _files(path: str) -> list[str]:
    """Return the test files of a folder; docstrings are measured together."""
    tests = sorted((ROOT / path).rglob("test_*.py"))
    return [str(one.relative_to(ROOT)) for one in tests] or [path]


def _mutants(wanted: Iterable[str]) -> list[Mutant]:
    names = {
        str(path.relative_to(SOURCES)): path
        for one in wanted
        for path in sorted(
            (SOURCES / one).rglob("*.py") if (SOURCES / one).is_dir() else [SOURCES / one]
        )
    }
    return [mutant for name, path in names.items() for mutant in mutants_of(path, name)]


def _trial(mutant: Mutant, tests: tuple[str, ...]) -> int:
    swapped(mutant, SOURCES)
    paths = dict.fromkeys(test.partition("::")[0] for test in tests)
    return run_pytest(paths, Chosen(tests))


def _tried(
    mutants: Iterable[Mutant], drawn: set[Mutant], selection: Selection, workers: int
) -> list[Result]:
    def works() -> Iterator[tuple[Mutant, int, Callable[[], int]]]:
        for mutant in mutants:
            tests = selection.of(mutant)
            yield mutant, 20 + 4 * int(selection.cost(tests)), partial(_trial, mutant, tests)

    found: list[Result] = []
    for mutant, code in forked(works(), workers):
        # no test at all is no test that fails
        alive = code in {0, pytest.ExitCode.NO_TESTS_COLLECTED}
        found.append(Result(mutant=mutant, drawn=mutant in drawn, alive=alive, slow=code is None))
        if len(found) % 50 == 0:
            print(f"{len(found)} tried", flush=True)
    return found


def main() -> int:
    """Return 1 where something is wrong."""
    arguments = _arguments()
    if not arguments.again:
        rmtree(MEASURED, ignore_errors=True)
    floors = list(dict.fromkeys(one.partition("/")[0] for one in arguments.modules)) or list(TESTS)
    paths = [path for floor in floors for one in TESTS[floor] for path in _files(one)]
    selection = measured(paths, floors, MEASURED, workers=arguments.workers)
    every = _mutants(arguments.modules or floors)
    listed = known(PAGE)
    ranked = sorted(every, key=lambda one: one.rank(arguments.seed))
    drawn = set(ranked if arguments.all else ranked[: arguments.sample])
    explained = {one.key for one in listed}
    mutants = [one for one in ranked if one in drawn or must_die(one) or one.key in explained]
    print(f"{len(every)} mutants, {len(drawn)} drawn, {len(mutants)} tried", flush=True)
    results = _tried(mutants, drawn, selection, arguments.workers)
    print(*told(results, listed), sep="\n")
    wrong = list(faults(results, listed, every))
    print(*wrong, sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    for name in _COSTLY:
        import_module(name)
    sys.exit(main())
