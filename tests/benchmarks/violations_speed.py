"""Measure `violations` against interval trees, one for each resource, in one process.

    python tests/benchmarks/violations_speed.py [--quick]

The trees answer what trees are made for (double use of rooms and hosts, opening hours, limits);
`violations` answers that and every other rule. Ratios count; seconds are shown. Without the package
`intervaltree` the library is measured alone.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from math import log
from statistics import median
from typing import Any

from checking.trees import QUESTIONS, answers
from checking.workload import made_register, made_sessions

from ridehire_partybuild.exchange import work_calendar
from ridehire_partybuild.scheduling import violations

BOUND, STEEPEST = 0.3, 1.4
"""Of the time of the trees, and of the exponent by which time grows with sessions."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the checker.")
    parser.add_argument("--quick", action="store_true", help="to 25,000 sessions, 3 repeats")
    return parser.parse_args()


def _taken(run: Callable[[], Any]) -> tuple[float, float]:
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    kept = run()
    taken = time.perf_counter() - wall, time.process_time() - processor
    del kept
    return taken


def _row(count: int, repeats: int, *, rival: bool) -> tuple[float, float | None, float | None]:
    """Return seconds by the wall, the ratio of processor times, and that with a tree a station."""
    register, calendar = made_register(count), work_calendar(2026)
    sessions = made_sessions(count, register)
    found = violations(sessions, register, calendar)
    ours: list[float] = []
    theirs: list[float] = []
    apart: list[float] = []
    walls: list[float] = []
    if rival:
        same = {(one.rule, tuple(map(str, one.sessions))) for one in found}
        same = {one for one in same if one[0] in QUESTIONS}
        if same != answers(sessions, register, calendar):
            sys.exit("the trees and the library find different things")
    for _ in range(repeats):
        wall, mine = _taken(lambda: violations(sessions, register, calendar))
        walls.append(wall)
        ours.append(mine)
        if rival:
            theirs.append(_taken(lambda: answers(sessions, register, calendar))[1])
            apart.append(_taken(lambda: answers(sessions, register, calendar, shared=False))[1])
    shared = median(m / t for m, t in zip(ours, theirs, strict=False)) if rival else None
    single = median(m / t for m, t in zip(ours, apart, strict=False)) if rival else None
    return median(walls), shared, single


def main() -> None:
    """Print the table, and whether the bounds are met."""
    quick = _arguments().quick
    sizes = (6_250, 25_000) if quick else (25_000, 50_000, 100_000, 200_000, 400_000)
    rival = find_spec("intervaltree") is not None
    print(f"{'sessions':>9}{'seconds':>9}{'us each':>9}{'of trees':>10}{'tree a station':>16}")
    walls = []
    for size in sizes:
        wall, shared, single = _row(size, 3 if quick else 5, rival=rival)
        walls.append(wall)
        told = [f"{one:.2f}" if one is not None else "-" for one in (shared, single)]
        print(f"{size:9}{wall:9.2f}{wall / size * 1e6:9.1f}{told[0]:>10}{told[1]:>16}", flush=True)
        if size == 200_000 and shared is not None:
            print(f"at most {BOUND} of the trees: {'met' if shared <= BOUND else 'NOT MET'}")
    steep = log(walls[-1] / walls[0]) / log(sizes[-1] / sizes[0])
    verdict = "met" if steep <= STEEPEST else "NOT MET"
    print(f"time grows with sessions to the power of {steep:.2f}; at most {STEEPEST}: {verdict}")


if __name__ == "__main__":
    main()
