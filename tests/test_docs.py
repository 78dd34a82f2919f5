"""The documentation says what the code says: diagrams and tables are those of the code."""

import re
from pathlib import Path

import pytest

from ridehire_partybuild.model import COLLECTIONS, lifecycle_diagram

REGISTER = (Path(__file__).parents[1] / "docs" / "register.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_life_of_an_appeal_is_drawn_from_its_table(lang: str) -> None:
    """Each diagram of the page is what `lifecycle_diagram` returns."""
    assert f"```mermaid\n{lifecycle_diagram(lang)}\n```" in REGISTER  # type: ignore[arg-type]


def test_every_collection_has_its_row() -> None:
    """The table of the page lists the collections of a register, in their order."""
    assert re.findall(r"^\| `(\w+)` \|", REGISTER, re.MULTILINE) == list(COLLECTIONS)
