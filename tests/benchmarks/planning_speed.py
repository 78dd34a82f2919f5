"""Measure planning against counting bounds and against CP-SAT, all judged alike, in one process.

    python tests/benchmarks/planning_speed.py [--quick] [--only-ours]

A province's year is made up on the real calendar; penalties are soft points, lower is better.
Whoever is not installed does not take part. Seconds are shown; ratios and penalties count.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from math import log
from pathlib import Path
from statistics import linear_regression, median

from planning.contest import Run, by_cp_sat, by_cp_sat_city_by_city, by_us
from planning.province import POLICY, TIGHT, made_province

from ridehire_partybuild.scheduling import Policy
from ridehire_partybuild.values import Span

QUARTERS = tuple(Span.parse(text) for text in ("2026-01-01/2026-03-31", "2026-10-01/2026-12-31"))
MEMORY = "--memory"

# the targets that are told beside the figures
RATIO, MEGABYTES, EXPONENT, SHARE = 1.04, 150, 1.2, 0.1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure planning.")
    parser.add_argument("--quick", action="store_true", help="34 stations, few seeds: a minute")
    parser.add_argument("--only-ours", action="store_true", help="leave the other solver out")
    parser.add_argument(MEMORY, type=int, metavar="STATIONS", help="plan once, tell megabytes")
    return parser.parse_args()


def _told(name: str, run: Run) -> str:
    proved = ", proved optimal" if run.is_proved else ""
    return (
        f"  {name:<28} penalty {-run.score.soft:>5}  unplaced {-run.score.medium:>3}"
        f"  rules broken {run.broken}  {run.processor:7.1f} s of processor, {run.wall:7.1f} s"
        f"{proved}"
    )


def _province(name: str, policy: Policy, stations: int, seeds: int, seconds: float | None) -> None:
    instance = made_province(stations, policy=policy)
    runs = [by_us(instance, seed=seed) for seed in range(seeds)]
    bound = runs[0].bound
    print(
        f"\n{name}: {stations} stations, a year; counted: no plan leaves out fewer than "
        f"{-bound.medium}, none has a penalty below {-bound.soft}"
    )
    for seed, run in enumerate(runs):
        print(_told(f"the library, seed {seed}", run))
    within = sum(1 for run in runs if -run.score.soft <= RATIO * -bound.soft + 1)
    placed = sum(1 for run in runs if run.score.medium == bound.medium)
    proved = sum(1 for run in runs if run.is_proved)
    ratio = median(-run.score.soft for run in runs) / max(1, -bound.soft)
    print(
        f"  all placed that counting allows: {placed} of {seeds}; within {RATIO} x bound + 1: "
        f"{within} of {seeds}; proved optimal: {proved} of {seeds}; median {ratio:.3f} x bound"
    )
    constructed = by_us(instance, moves=0)
    print(_told("constructed only", constructed))
    if seconds is not None:
        rival = by_cp_sat_city_by_city(instance, seconds)
        print(_told(f"CP-SAT, {seconds:.0f} s a city", rival))
        beaten = sum(1 for run in runs if run.score >= rival.score)
        time = median(run.wall for run in runs) / rival.wall
        print(
            f"  no worse than CP-SAT: {beaten} of {seeds}; {time:.3f} of its time "
            f"(target {SHARE}); broken rules of its plan: {rival.broken}"
        )


def _small(instances: int, seeds: int) -> None:
    print("\nfive stations, a quarter, one nurse: is ours the optimum that CP-SAT proves?")
    equal = proved = 0
    for number in range(instances):
        span = QUARTERS[number % len(QUARTERS)]
        instance = made_province(5, seed=number, policy=TIGHT, nurses=1, span=span)
        ours = [by_us(instance, seed=seed) for seed in range(seeds)]
        rival = by_cp_sat(instance, 120)
        proved += rival.is_proved
        same = rival.is_proved and {run.score for run in ours} == {rival.score}
        equal += same
        told = sorted({-run.score.soft for run in ours})
        print(
            f"  {number}: left out {-ours[0].score.medium}, penalty ours {told} in "
            f"{median(run.wall for run in ours):.2f} s, CP-SAT {-rival.score.soft} in "
            f"{rival.wall:.1f} s"
            f"{'' if rival.is_proved else ', not proved'}{'' if same else '  DIFFERENT'}"
        )
    print(f"  equal in every one of {seeds} seeds: {equal} of {instances} ({proved} proved)")


def _memory(stations: int) -> None:
    by_us(made_province(stations))
    status = Path("/proc/self/status")  # its own peak; `getrusage` tells the parent's, too
    lines = status.read_text().splitlines() if status.exists() else []
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    print(f"{int(found[0]) / 1024:.0f}" if found else "unknown")


def _growth(sizes: tuple[int, ...]) -> None:
    print("\ngrowth, with the whole budget spent (tight tolerances):")
    points = []
    for stations in sizes:
        instance = made_province(stations, policy=TIGHT)
        runs = [by_us(instance, seed=seed) for seed in range(2 if stations < 100 else 1)]
        seconds = median(run.processor for run in runs)
        points.append((log(stations), log(seconds)))
        print(
            f"  {stations:>5} stations {seconds:7.1f} s of processor, penalty "
            f"{-runs[0].score.soft} of {-runs[0].bound.soft} counted"
        )
    slope = linear_regression(*zip(*points, strict=True)).slope
    print(f"  exponent {slope:.2f} (target {EXPONENT})")


def main() -> None:
    """Print the tables."""
    given = _arguments()
    if given.memory:
        _memory(given.memory)
        return
    rival = bool(find_spec("ortools")) and not given.only_ours
    stations, seeds = (34, 2) if given.quick else (136, 10)
    seconds = (2 if given.quick else 8) if rival else None
    _province("usual tolerances", POLICY, stations, seeds, seconds)
    _province("tight tolerances", TIGHT, stations, seeds, None if given.quick else seconds)
    if rival:
        _small(*((2, 2) if given.quick else (10, 10)))
    again = [sys.executable, __file__, MEMORY, str(stations)]
    ran = subprocess.run(again, capture_output=True, text=True, check=True)  # noqa: S603 - itself
    told = ran.stdout.strip()
    print(f"\npeak memory of one plan of {stations} stations: {told} MB (target {MEGABYTES})")
    _growth((34, 68) if given.quick else (34, 136, 544, 1088))


if __name__ == "__main__":
    main()
