"""The plans of some small cities, kept line by line."""

import pytest
from tests.scheduling.kept_plans import CITIES, KEPT, told


@pytest.mark.parametrize("name", CITIES)
def test_the_same_inputs_make_the_same_plan(name: str) -> None:
    """'Deterministic', on every machine and from release to release."""
    kept = (KEPT / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(told(CITIES[name]())) + "\n" == kept
