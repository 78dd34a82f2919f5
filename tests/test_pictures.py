"""The pictures of pages: all are there, small, and shown where somebody reads of the pages."""

import re
import runpy
import struct
from pathlib import Path

import pytest

pytest.importorskip("jinja2")

TOP = Path(__file__).parents[1]
SCRIPT = runpy.run_path(str(TOP / "docs" / "pictures.py"))
FOLDER: Path = SCRIPT["FOLDER"]
NAMES = {f"{one.name}-{lang}.png" for one in SCRIPT["PICTURES"] for lang in SCRIPT["LANGS"]}
TEXTS = ("README.md", "README.zh-CN.md", "docs/how-to/pages.md")


def test_every_picture_is_drawn_and_no_other() -> None:
    """Written anew by ``make pictures``."""
    assert {path.name for path in FOLDER.iterdir()} == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_picture_is_small_and_of_the_size_that_was_asked_for(name: str) -> None:
    """It is read over a telephone, too: less than 150 KB."""
    (shown,) = (one for one in SCRIPT["PICTURES"] if one.name == name.rpartition("-")[0])
    drawn = (FOLDER / name).read_bytes()
    assert len(drawn) < SCRIPT["LARGEST"] == 150 * 1024
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">2I", drawn[16:24])  # PNG, 11.2.2: what IHDR holds
    scale = SCRIPT["SCALE"]
    assert (width, height) == (round(shown.width * scale), round(shown.height * scale))


def test_every_picture_is_shown_with_words() -> None:
    """No picture is kept that no text shows, and each has words for those who do not see it."""
    found = [
        pair
        for text in TEXTS
        for pair in re.findall(r"!\[([^]]*)\]\((\S+)\)", (TOP / text).read_text("utf-8"))
    ]
    assert all(len(words) > 20 for words, _ in found)
    assert {Path(where).name for _, where in found} == NAMES
