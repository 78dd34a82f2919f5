"""A quick sample of what ``make fuzz`` tries, and whatever it once broke."""

import runpy
from pathlib import Path

import pytest

FUZZ = runpy.run_path(str(Path(__file__).parents[1] / "fuzz" / "guideline_documents.py"))


def test_mutated_guidelines_are_refused_or_work_to_their_end() -> None:
    """It ends in `InvalidDocument`, `UnusableRule` or a guideline, and in nothing else."""
    told = {FUZZ["tried"](*FUZZ["made"](number)) for number in range(60)}
    assert told == {"InvalidDocument", "UnusableRule", "Guideline"}


@pytest.mark.parametrize("number", [159, 174, 679])
def test_what_once_took_minutes_works_to_its_end(number: int) -> None:
    """Found by ``make fuzz``: 366 sessions a week, and checks of very many parts."""
    assert FUZZ["tried"](*FUZZ["made"](number)) == "Guideline"


def test_the_same_seed_makes_the_same_documents() -> None:
    """What breaks can be made again from its number."""
    assert [FUZZ["made"](number, 7) for number in range(20)] == [
        FUZZ["made"](number, 7) for number in range(20)
    ]
