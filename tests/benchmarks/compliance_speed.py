"""Measure assessing against a loop by hand and against engines of others: ratios, in one process.

    python tests/benchmarks/compliance_speed.py [--quick] [--stations N] [--repeats N] [--write DATE]

Whoever is not installed does not take part. Seconds are shown, never judged.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from compliance.agreement import contradicted, differently_counted, outcomes
from compliance.clauses import made_guideline
from compliance.costs import chores, memory
from compliance.counting import counted
from compliance.engines import ENGINES, installed_version
from compliance.page import Results, page, tables
from compliance.race import race
from compliance.workload import ON, made_register

from ridehire_partybuild.compliance import assess
from ridehire_partybuild.guideline import Guideline

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "performance.md"
SAMPLE, SHACL_SAMPLE = 200, 40


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure assessing.")
    parser.add_argument("--quick", action="store_true", help="1,000 stations, 3 repeats")
    parser.add_argument("--stations", type=int, help="default 20,000")
    parser.add_argument("--repeats", type=int, help="default 5")
    parser.add_argument("--only-ours", action="store_true", help="leave other engines out")
    parser.add_argument("--write", type=date.fromisoformat, metavar="DATE", help="write the page")
    given = parser.parse_args()
    given.stations = given.stations or (1_000 if given.quick else 20_000)
    given.repeats = given.repeats or (3 if given.quick else 5)
    return given


def _check_agreement(guideline: Guideline, engines: list[object]) -> None:
    sample = made_register(SAMPLE, seed=7)
    if differently_counted(sample, guideline):
        sys.exit("the loop and the library count differently")
    assessment = assess(sample, guideline, ON)
    for engine in ENGINES:
        if engine in engines and contradicted(engine, assessment, SHACL_SAMPLE):
            sys.exit(f"{engine.name} and the library contradict each other")


def main() -> None:
    """Print the tables, and write the page where asked."""
    given = _arguments()
    taking_part = [one for one in ENGINES if installed_version(one.package) and not given.only_ours]
    guideline, register = made_guideline(), made_register(given.stations)
    _check_agreement(guideline, list(taking_part))
    if counted(register, ON) != outcomes(assess(register, guideline, ON)):
        sys.exit("the loop and the library count differently")
    results = Results(
        timings=race(register, guideline, taking_part, given.repeats),
        engines=ENGINES,
        memory=memory(register, guideline),
        chores=tuple(chores(register, guideline)),
        checks=40 * given.stations,
        repeats=given.repeats,
    )
    print(tables(results))
    if given.write is not None:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(results, given.write), encoding="utf-8")


if __name__ == "__main__":
    main()
