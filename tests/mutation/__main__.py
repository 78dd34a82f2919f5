"""Change the library in small ways and see whether its tests notice.

    python -m tests.mutation                      a sample of every floor
    python -m tests.mutation guideline compliance  a sample of two
    python -m tests.mutation --all guideline/lint.py   every mutant of one module

Survivors that `docs/reference/mutation.md` explains are tried with every sample, so that the page
tells the truth. Exits with 1 where less than 90 % of a floor die, where one lives that must die, or
where the page lists what is dead or gone.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from .duties import must_die
from .known import known
from .mutants import Mutant, mutants_of
from .report import Result, faults, told
from .running import tried_running
from .selection import Selection, measured
from .trials import BROKEN, PACKAGE, Chosen, forked, imported, run_pytest, swapped

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / PACKAGE
PAGE = ROOT / "docs" / "reference" / "mutation.md"
COSTLY = (
    "_hypothesis_pytestplugin",
    "cattrs",
    "dateutil.rrule",
    "hypothesis.strategies",
    "openpyxl",
    "platformdirs",
    "sybil.parsers.rest",
    "xdist.plugin",
)
"""What is imported once, so that it need not be for each mutant: packages of others alone."""

MEASURED = ROOT / "out" / "mutation"
_DOCTESTS = f"src/{PACKAGE}"
TESTS: Mapping[str, tuple[str, ...]] = {
    "values": ("tests/values", f"{_DOCTESTS}/values"),
    "model": ("tests/model", f"{_DOCTESTS}/model"),
    "calendars": ("tests/calendars", f"{_DOCTESTS}/calendars"),
    "guideline": (
        "tests/guideline",
        "tests/exchange/test_checks.py",
        "tests/exchange/test_schema_shipped.py",
        f"{_DOCTESTS}/guideline",
    ),
    "compliance": ("tests/compliance", "tests/testing/test_laws.py", f"{_DOCTESTS}/compliance"),
    "scheduling": ("tests/scheduling", f"{_DOCTESTS}/scheduling"),
}
"""What may kill the mutants of a floor, the lowest first: its own tests, mostly."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help="floors or modules; none: all")
    parser.add_argument("--all", action="store_true", help="every mutant, no sample")
    parser.add_argument("--sample", type=int, default=150, help="how many of each floor are drawn")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="how many at once")
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


def _works(
    mutants: Iterable[Mutant], selections: Mapping[str, Selection]
) -> Iterator[tuple[Mutant, int, Callable[[], int]]]:
    """Yield the trials floor by floor, upwards: before each, what is below it is imported for good.

    So a mutant is imported by its own process together with all that rests on it.
    """
    for place, floor in enumerate(TESTS):
        own = [one for one in mutants if one.floor == floor]
        if own:
            for below in ("errors", *list(TESTS)[:place]):
                imported(below)
        for mutant in own:
            tests = selections[floor].of(mutant)
            seconds = 20 + 4 * int(selections[floor].cost(tests))
            yield mutant, seconds, partial(_trial, mutant, tests)


def _tried(
    mutants: Iterable[Mutant],
    selections: Mapping[str, Selection],
    paths: Mapping[str, Iterable[str]],
    workers: int,
) -> Iterator[tuple[Mutant, int | None]]:
    """Yield each mutant and how its tests ended; None: they took too long.

    First all of a floor are put into functions that run; what lives is imported and tried again.
    """
    left = []
    for floor, selection in selections.items():
        own = [one for one in mutants if one.floor == floor]
        dead = tried_running(
            own, selection, paths[floor], SOURCES, MEASURED / "running.json", workers=workers
        )
        yield from dead.items()
        left += [one for one in own if one not in dead]
        print(f"{floor}: {len(own)} to try, {len(dead)} dead where they run", flush=True)
    for mutant, code in forked(_works(left, selections), workers):
        # no test at all is no test that fails
        if code in {0, pytest.ExitCode.NO_TESTS_COLLECTED, BROKEN}:
            print(f"alive: {mutant.module}:{mutant.line} {mutant.diff!r}", flush=True)
            yield mutant, 0
        else:
            yield mutant, code


def _drawn(ranked: Iterable[Mutant], sample: int | None) -> set[Mutant]:
    """Return the first of each floor; no sample: all."""
    floors: defaultdict[str, list[Mutant]] = defaultdict(list)
    for one in ranked:
        floors[one.floor].append(one)
    return {one for those in floors.values() for one in those[:sample]}


def main() -> int:
    """Return 1 where something is wrong."""
    arguments = _arguments()
    wanted = arguments.modules or list(TESTS)
    floors = dict.fromkeys(one.partition("/")[0] for one in wanted)
    paths = {floor: [path for one in TESTS[floor] for path in _files(one)] for floor in floors}
    selections = measured(paths, ROOT, MEASURED, workers=arguments.workers)
    every = _mutants(wanted)
    listed = known(PAGE)
    ranked = sorted(every, key=lambda one: one.rank(arguments.seed))
    drawn = _drawn(ranked, None if arguments.all else arguments.sample)
    explained = {one.key for one in listed}
    mutants = [one for one in ranked if one in drawn or must_die(one) or one.key in explained]
    print(f"{len(every)} mutants, {len(drawn)} drawn, {len(mutants)} tried", flush=True)
    results = [
        Result(mutant=one, drawn=one in drawn, alive=code == 0, slow=code is None)
        for one, code in _tried(mutants, selections, paths, arguments.workers)
    ]
    print(*told(results, listed), sep="\n")
    wrong = list(faults(results, listed, every))
    print(*wrong, sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    for name in COSTLY:
        import_module(name)
    sys.exit(main())
