"""The README in two languages says the same."""

import re
from pathlib import Path

TOP = Path(__file__).parents[1]
ENGLISH, CHINESE = (TOP / name for name in ("README.md", "README.zh-CN.md"))
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"\]\(([^)]+)\)")


def test_the_code_blocks_are_equal() -> None:
    """README in English and Chinese kept equal: a newcomer runs the same lines."""
    blocks = BLOCK.findall(ENGLISH.read_text(encoding="utf-8"))
    assert blocks == BLOCK.findall(CHINESE.read_text(encoding="utf-8"))
    assert [language for language, _ in blocks] == ["sh", "sh", "bat", *["python"] * 5]


def test_the_sections_and_links_are_equal() -> None:
    """The same sections in the same order, and every link leads somewhere."""
    texts = [path.read_text(encoding="utf-8") for path in (ENGLISH, CHINESE)]
    assert len({len(re.findall(r"^## ", text, re.MULTILINE)) for text in texts}) == 1
    for path, text in zip((ENGLISH, CHINESE), texts, strict=True):
        links = [link for link in TARGET.findall(text) if "://" not in link]
        assert links
        for link in links:
            if link != "examples":
                assert (path.parent / link).is_file(), link


def test_the_tour_has_twenty_lines() -> None:
    """A 20-line tour that runs as a test."""
    tour = BLOCK.findall(ENGLISH.read_text(encoding="utf-8"))[3][1]
    assert len(tour.strip().splitlines()) <= 20
