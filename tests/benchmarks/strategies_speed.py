"""Measure how many examples a second the strategies make. Aim: more than 100 registers."""

import time
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from ridehire_partybuild.testing import strategies

EXAMPLES = 500
CASES = {
    "sites": strategies.sites(),
    "opening_hours": strategies.opening_hours(),
    "stations": strategies.stations(),
    "sessions": strategies.sessions(),
    "registers": strategies.registers(),
    "registers, 5 stations, 60 sessions": strategies.registers(
        min_stations=5, max_stations=5, max_sessions=60
    ),
}


def _per_second(strategy: Any) -> float:
    made: list[object] = []

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def make(value: object) -> None:
        made.append(value)

    begin = time.perf_counter()
    make()
    return len(made) / (time.perf_counter() - begin)


def main() -> None:
    """Print a table."""
    print(f"{'':36}{'a second':>9}")
    for name, strategy in CASES.items():
        print(f"{name:36}{_per_second(strategy):9.0f}")


if __name__ == "__main__":
    main()
