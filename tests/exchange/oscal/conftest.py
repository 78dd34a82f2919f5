"""What OSCAL and SARIF documents are tried on: the example city, and drawn assessments."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import attrs
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Assessment,
    Outcome,
    Register,
    RemediationPlan,
    assess,
    load,
    reference_guideline,
    remediation,
    repairs,
    work_calendar,
)
from ridehire_partybuild.testing import strategies

DATA = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
ON = date(2026, 1, 15)
STAMP = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)
LANGS = st.sampled_from(("zh", "en"))
T = TypeVar("T")


@cache
def city(on: date = ON) -> Assessment:
    """Return where the illustrative city stands."""
    return assess(load(DATA, Register), reference_guideline(), on)


@cache
def city_plan() -> RemediationPlan:
    """Return what is to be done there, with how each failure is mended."""
    told = city()
    failed = (one for one in told.findings if one.verdict.outcome is Outcome.FAILED)
    cures = {one.id: repairs(one, told) for one in failed}
    return remediation(told, work_calendar(), repairs=cures)


REGISTERS = strategies.registers(max_stations=2, max_sessions=3, max_observations=4)
BY_REFERENCE = REGISTERS.map(lambda one: assess(one, reference_guideline(), ON))
ASSESSMENTS = st.one_of(strategies.assessments(), BY_REFERENCE)
PLANS = strategies.remediation_plans() | BY_REFERENCE.map(
    lambda told: remediation(told, work_calendar())
)


def drawn(strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """Return so many examples of a strategy, the same each time."""
    found: list[T] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def gather(one: T) -> None:
        found.append(one)

    gather()
    return found


@attrs.frozen
class Node:
    """An object of a document, and where it stands."""

    path: str
    fields: dict[str, Any]


def nodes(plain: Any, path: str = "$") -> Iterator[Node]:
    """Yield every object of a document."""
    if isinstance(plain, dict):
        yield Node(path, plain)
        for key, value in plain.items():
            yield from nodes(value, f"{path}.{key}")
    elif isinstance(plain, list):
        for index, value in enumerate(plain):
            yield from nodes(value, f"{path}[{index}]")
