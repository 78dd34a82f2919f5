"""Try every door with inputs that nobody writes in good faith.

    python -m tests.fuzz                          1,000,000 inputs, the same for the same seed
    python -m tests.fuzz --door workbooks         those of one door alone
    python -m tests.fuzz --only 4711 --seed 3     one of them, in the open

Exits with 1 where an input ends in anything but what its door documents.
"""

import argparse
import os
import sys
import time

from .doors import DOORS
from .harness import dealt, finish, numbers_of, run, tried


def main() -> int:
    """Try all inputs on several processors; say what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--door", choices=[door.name for door in DOORS])
    parser.add_argument("--only", type=int, help="the number of one input, tried in the open")
    options = parser.parse_args()
    if options.only is not None:
        door, make = dealt(DOORS, options.only, options.seed)
        value = make()
        print(f"{door.name}: {value!r:.2000}")
        print(tried(door, value))
        return 0
    began = time.monotonic()
    numbers = numbers_of(DOORS, options.count, options.door)
    totals = run(DOORS, numbers, options.seed, options.processes)
    return finish(totals, time.monotonic() - began, options.processes)


if __name__ == "__main__":
    sys.exit(main())
