"""Measure what importing costs over bare Python: medians of one run, the cases taken in turn.

Bounds: the root within 10 ms of bare Python, every public name resolved within 100 ms.
"""

import os
import subprocess
import sys
import time
from statistics import median
from tempfile import TemporaryDirectory

REPEATS = 21
CASES = {
    "bare Python": "pass",
    "import ridehire_partybuild": "import ridehire_partybuild",
    "every public name": "from ridehire_partybuild import *",
}
BOUNDS_MS = {"import ridehire_partybuild": 10, "every public name": 100}


def _seconds(code: str, env: dict[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=env)  # noqa: S603 - our own code
    return time.perf_counter() - begin


def _taken() -> dict[str, list[float]]:
    """Return the milliseconds of each case, byte code being there as it is after any first use."""
    taken: dict[str, list[float]] = {name: [] for name in CASES}
    with TemporaryDirectory() as folder:
        env = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for code in CASES.values():
            _seconds(code, env)
        for _ in range(REPEATS):
            for name, code in CASES.items():
                taken[name].append(_seconds(code, env) * 1000)
    return taken


def main() -> int:
    """Print a table; fail if a bound is broken."""
    taken = _taken()
    bare = median(taken["bare Python"])
    print(f"{'':28}{'median ms':>10}{'over bare':>11}{'bound':>7}")
    broken = 0
    for name, times in taken.items():
        over, bound = median(times) - bare, BOUNDS_MS.get(name)
        print(f"{name:28}{median(times):10.1f}{over:11.1f}{bound or '':>7}")
        broken += bound is not None and over > bound
    return broken


if __name__ == "__main__":
    sys.exit(main())
