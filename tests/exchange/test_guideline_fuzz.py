"""A quick sample of what ``make fuzz`` tries, and whatever it once broke."""

import runpy
from pathlib import Path

FUZZ = runpy.run_path(str(Path(__file__).parents[1] / "fuzz" / "guideline_documents.py"))


def test_mutated_guidelines_are_refused_or_work_to_their_end() -> None:
    """It ends in `InvalidDocument`, `UnusableRule` or a guideline, and in nothing else."""
    told = {FUZZ["tried"](*FUZZ["made"](number)) for number in range(60)}
    assert told == {"InvalidDocument", "UnusableRule", "Guideline"}


def test_the_same_seed_makes_the_same_documents() -> None:
    """What breaks can be made again from its number."""
    assert [FUZZ["made"](number, 7) for number in range(20)] == [
        FUZZ["made"](number, 7) for number in range(20)
    ]
