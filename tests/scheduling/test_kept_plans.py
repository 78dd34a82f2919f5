"""The plans of some small cities, kept line by line."""

import pytest
from tests.scheduling.kept_plans import CITIES, KEPT, PARTS, told


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("city", CITIES)
def test_the_same_inputs_make_the_same_plan(city: str, part: str) -> None:
    """'Deterministic', on every machine and from release to release."""
    assert told(city, part) == (KEPT / f"{city}-{part}.txt").read_text(encoding="utf-8")
