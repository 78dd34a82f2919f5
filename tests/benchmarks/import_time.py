"""Measure what importing costs: medians of one run, the cases taken in turn.

Bounds: the root within 10 ms over bare Python, every public name resolved within 100 ms; and what
`import hypothesis` takes more because this library is installed, within 15 ms: that is the hook
of the entry point. The time is taken inside each interpreter, around the import alone, as
``-X importtime`` takes it: starting and ending the interpreter are no part of it. What `attrs`
takes of it is shown beside; so is what the hook takes where every public name is loaded, most of
which is a part of Hypothesis that it leaves until a type is first asked for.
"""

import os
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory

REPEATS = 21
HOOK = """
from importlib.metadata import EntryPoint
hook = EntryPoint("ridehire-partybuild", "ridehire_partybuild.testing.hook:register", "hypothesis")
import hypothesis
"""
EVERY_NAME = "from ridehire_partybuild import *"
CASES = {
    "import attrs": ("", "import attrs"),
    "import ridehire_partybuild": ("", "import ridehire_partybuild"),
    "every public name": ("", EVERY_NAME),
    "hook of Hypothesis": (HOOK, "hook.load()()"),
    "the same, all is loaded": (EVERY_NAME + HOOK, "hook.load()()"),
}
"""What is there before, and what is timed."""
BOUNDS_MS = {"import ridehire_partybuild": 10, "every public name": 100, "hook of Hypothesis": 15}
TIMED = """
{there}
from time import perf_counter
begin = perf_counter()
{code}
print(perf_counter() - begin)
"""


def _milliseconds(case: tuple[str, str], env: dict[str, str]) -> float:
    there, code = case
    command = [sys.executable, "-c", TIMED.format(there=there, code=code)]
    done = subprocess.run(command, check=True, env=env, capture_output=True, text=True)  # noqa: S603 - our own code
    return float(done.stdout) * 1000


def _taken() -> dict[str, list[float]]:
    """Return the milliseconds of each case, byte code being there as it is after any first use."""
    taken: dict[str, list[float]] = {name: [] for name in CASES}
    with TemporaryDirectory() as folder:
        # the hook is timed apart: as a plugin it would be gone before the clock runs
        env = os.environ | {"PYTHONPYCACHEPREFIX": folder, "HYPOTHESIS_NO_PLUGINS": "1"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for case in CASES.values():
            _milliseconds(case, env)
        for _ in range(REPEATS):
            for name, case in CASES.items():
                taken[name].append(_milliseconds(case, env))
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
