"""The documentation says what the code says: diagrams and tables are those of the code."""

import re
from pathlib import Path

import pytest

from ridehire_partybuild.model import COLLECTIONS, lifecycle_diagram

DOCS = Path(__file__).parents[1] / "docs"
REGISTER = (DOCS / "register.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_life_of_an_appeal_is_drawn_from_its_table(lang: str) -> None:
    """Each diagram of the page is what `lifecycle_diagram` returns."""
    assert f"```mermaid\n{lifecycle_diagram(lang)}\n```" in REGISTER  # type: ignore[arg-type]


def test_every_collection_has_its_row() -> None:
    """The table of the page lists the collections of a register, in their order."""
    assert re.findall(r"^\| `(\w+)` \|", REGISTER, re.MULTILINE) == list(COLLECTIONS)


def test_the_index_lists_every_how_to_page() -> None:
    """Each page of the folder has its link in the index, and each link its page."""
    index = (DOCS / "how-to" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (DOCS / "how-to").glob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", index)) == pages
