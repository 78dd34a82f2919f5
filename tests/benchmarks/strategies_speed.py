"""Measure how many examples a second the strategies make, and how soon a failure is small.

Aims: at least 200 mid-size registers a second (5 stations, 60 sessions, 20 deliveries, 10
appeals), and a planted failure among registers of up to that size shrunk in less than 10 seconds.
On a machine that others use, processor time is the nearest to what a quiet one takes.
"""

import sys
import time
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, Phase, find, given, settings

from ridehire_partybuild import ActivityKind, Register, Tier
from ridehire_partybuild.testing import strategies

EXAMPLES = 300
LEAST_A_SECOND, MOST_SECONDS = 200, 10
MID_SIZE = "registers: 5 stations, 60 sessions, 20 deliveries, 10 appeals"
CASES = {
    "sites": strategies.sites(),
    "opening_hours": strategies.opening_hours(),
    "stations": strategies.stations(),
    "sessions": strategies.sessions(),
    "guidelines": strategies.guidelines(),
    "registers": strategies.registers(),
    MID_SIZE: strategies.registers(stations=5, sessions=60, deliveries=20, appeals=10),
}
PLANTED_IN = strategies.registers(
    stations=(1, 5), sessions=(0, 60), deliveries=(0, 20), appeals=(0, 10)
)


def _per_second(strategy: Any) -> float:
    """Return how many there are a second of processor time, by the faster quarter of them."""
    at: list[float] = []

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def make(_value: object) -> None:
        at.append(time.process_time())

    make()
    each = sorted(after - before for before, after in pairwise(at))
    return 1 / each[len(each) // 4]


def _is_planted(register: Register) -> bool:
    """Tell whether a legal clinic at a basic station had more than thirty people."""
    basic = {one.id for one in register.stations if one.tier is Tier.BASIC}
    return any(
        one.kind is ActivityKind.LEGAL_CLINIC
        and one.station in basic
        and (one.attendance or 0) > 30
        for one in register.sessions
    )


def _shrinking() -> tuple[float, int, Register]:
    """Return in how much processor time a failure that was met got small, in how many calls."""
    met: list[float] = []

    def planted(register: Register) -> bool:
        found = _is_planted(register)
        if found or met:
            met.append(time.process_time())
        return found

    least = find(
        PLANTED_IN,
        planted,
        settings=settings(max_examples=20_000, database=None, derandomize=True),
    )
    return time.process_time() - met[0], len(met), least


def main() -> int:
    """Print a table; return 1 if an aim is missed."""
    print(f"{'':64}{'a second':>9}")
    found = {name: _per_second(strategy) for name, strategy in CASES.items()}
    for name, rate in found.items():
        print(f"{name:64}{rate:9.0f}")
    seconds, calls, least = _shrinking()
    print(f"a planted failure is small after {seconds:.1f} s and {calls} calls:")
    print(f"{len(least.stations)} station, {len(least.sessions)} session")
    return int(found[MID_SIZE] < LEAST_A_SECOND or seconds > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
