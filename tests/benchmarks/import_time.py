"""Measure what importing costs: medians of one run, the cases taken in turn.

Bounds: the root within 10 ms over bare Python, every public name resolved within 100 ms. The time
is taken inside each interpreter, around the import alone, as ``-X importtime`` takes it: starting
and ending the interpreter are no part of it. What `attrs` takes of it is shown beside.
"""

import os
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory

REPEATS = 21
CASES = {
    "import attrs": "import attrs",
    "import ridehire_partybuild": "import ridehire_partybuild",
    "every public name": "from ridehire_partybuild import *",
}
BOUNDS_MS = {"import ridehire_partybuild": 10, "every public name": 100}
TIMED = """
from time import perf_counter
begin = perf_counter()
{code}
print(perf_counter() - begin)
"""


def _milliseconds(code: str, env: dict[str, str]) -> float:
    command = [sys.executable, "-c", TIMED.format(code=code)]
    done = subprocess.run(command, check=True, env=env, capture_output=True, text=True)  # noqa: S603 - our own code
    return float(done.stdout) * 1000


def _taken() -> dict[str, list[float]]:
    """Return the milliseconds of each case, byte code being there as it is after any first use."""
    taken: dict[str, list[float]] = {name: [] for name in CASES}
    with TemporaryDirectory() as folder:
        env = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for code in CASES.values():
            _milliseconds(code, env)
        for _ in range(REPEATS):
            for name, code in CASES.items():
                taken[name].append(_milliseconds(code, env))
    return taken


def main() -> int:
    """Print a table; fail if a bound is broken."""
    taken = _taken()
    print(f"{'':28}{'median ms':>10}{'best ms':>9}{'bound':>7}")
    broken = 0
    for name, times in taken.items():
        bound = BOUNDS_MS.get(name)
        print(f"{name:28}{median(times):10.1f}{min(times):9.1f}{bound or '':>7}")
        broken += bound is not None and median(times) > bound
    return broken


if __name__ == "__main__":
    sys.exit(main())
