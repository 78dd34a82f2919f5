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
from functools import partial
from importlib.util import find_spec
from math import log
from statistics import median
from typing import Any

import attrs
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


@attrs.frozen
class _Row:
    """Medians over the repeats: seconds of ours, and the ratios to the trees."""

    wall: float
    processor: float
    shared: float | None
    single: float | None


def _row(count: int, repeats: int, *, rival: bool) -> _Row:
    """Return what so many sessions take."""
    register, calendar = made_register(count), work_calendar(2026)
    sessions = made_sessions(count, register)
    if rival:
        found = violations(sessions, register, calendar)
        same = {(one.rule, tuple(map(str, one.sessions))) for one in found}
        if {one for one in same if one[0] in QUESTIONS} != answers(sessions, register, calendar):
            sys.exit("the trees and the library find different things")
    ours: list[tuple[float, float]] = []
    ratios: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(repeats):
        ours.append(_taken(lambda: violations(sessions, register, calendar)))
        for shared in (True, False) if rival else ():
            run = partial(answers, sessions, register, calendar, shared=shared)
            ratios[shared].append(ours[-1][1] / _taken(run)[1])
    return _Row(
        median(wall for wall, _ in ours),
        median(processor for _, processor in ours),
        *(median(some) if some else None for some in ratios.values()),
    )


def main() -> None:
    """Print the table, and whether the bounds are met."""
    quick = _arguments().quick
    sizes = (6_250, 25_000) if quick else (25_000, 50_000, 100_000, 200_000, 400_000)
    rival = find_spec("intervaltree") is not None
    print(f"{'sessions':>9}{'seconds':>9}{'us each':>9}{'of trees':>10}{'tree a station':>16}")
    rows = []
    for size in sizes:
        row = _row(size, 3 if quick else 5, rival=rival)
        rows.append(row)
        told = [f"{one:.2f}" if one is not None else "-" for one in (row.shared, row.single)]
        each = row.wall / size * 1e6
        print(f"{size:9}{row.wall:9.2f}{each:9.1f}{told[0]:>10}{told[1]:>16}", flush=True)
        if size == 200_000 and row.shared is not None:
            print(f"at most {BOUND} of the trees: {_verdict(row.shared, BOUND)}", flush=True)
    for name in ("wall", "processor"):
        first, last = (getattr(row, name) for row in (rows[0], rows[-1]))
        steep = log(last / first) / log(sizes[-1] / sizes[0])
        print(f"{name} time grows with sessions to the power of {steep:.2f}; at most {STEEPEST}: "
              f"{_verdict(steep, STEEPEST)}")  # fmt: skip


def _verdict(found: float, bound: float) -> str:
    return "met" if found <= bound else "NOT MET"


if __name__ == "__main__":
    main()
