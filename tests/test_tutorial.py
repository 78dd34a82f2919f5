"""The tutorial is followed to the letter: files written, commands run, their output compared."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import ridehire_partybuild

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
ENGLISH, CHINESE = (DOCS / name for name in ("tutorial.md", "tutorial.zh-CN.md"))
BLOCK = re.compile(
    r"(?P<before>[^\n]*)\n\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
NAME = re.compile(r"`([\w.]+)`[^`]*$")
INSTALLED = "python -m pip install 'path/to/clone[testing]' pytest"


@attrs.frozen
class Block:
    """A block of the page, with the line before it: that tells into which file it goes."""

    before: str
    language: str
    text: str

    @property
    def file(self) -> str:
        """The last name in the line before it."""
        found = NAME.search(self.before)
        assert found, f"no file is named before this block: {self.text}"
        return found[1]


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page, in their order."""
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(**found.groupdict())


def run(command: str, folder: Path) -> str:
    """Run a command of the page in its folder, and return what a reader sees."""
    program, *arguments = shlex.split(command)
    assert program == "python"
    path = map(str, (Path(ridehire_partybuild.__file__).parents[1], TESTS))
    more = {"PYTHONPATH": os.pathsep.join(path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - the command stands on our own page
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **more, "PYTEST_ADDOPTS": "-p quick"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def timeless(text: str) -> str:
    """Return what pytest printed without the seconds that it took."""
    return re.sub(r"in \d+\.\d\ds", "in a while", text)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """Follow the page from an empty folder: where it leads, and what was to be seen and is seen."""
    folder = tmp_path_factory.mktemp("empty")
    seen, told = [], ""
    for block in blocks(ENGLISH):
        if block.language == "text":
            seen.append((timeless(block.text), timeless(told)))
        elif block.language != "sh":
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif INSTALLED not in block.text.splitlines():  # it is installed already
            told = "".join(run(line, folder) for line in block.text.splitlines())
    return folder, seen


def test_a_reader_sees_what_the_page_shows(followed: tuple[Path, list[tuple[str, str]]]) -> None:
    """A reader who follows the tutorial from an empty folder arrives at a passing suite."""
    _, seen = followed
    for shown, printed in seen:
        assert printed == shown
    assert re.search(r"^\d+ passed in a while$", seen[-1][1], re.MULTILINE)


def test_a_station_whose_seats_are_known_gets_its_clinics(
    followed: tuple[Path, list[tuple[str, str]]],
) -> None:
    """What the page promises of ten seats at the second station: all six are placed."""
    folder, _ = followed
    stations = folder / "stations.json"
    before, after = '{"area_m2": 20}', '{"area_m2": 20, "seats": 10}'
    text = stations.read_text(encoding="utf-8")
    assert text.count(before) == 1
    assert all(after in page.read_text(encoding="utf-8") for page in (ENGLISH, CHINESE))
    stations.write_text(text.replace(before, after), encoding="utf-8")
    told = run("python quarter.py", folder)
    stations.write_text(text, encoding="utf-8")
    assert told.count("legal clinic at") == 6
    assert "unplaced" not in told


def test_both_pages_hold_the_same_blocks() -> None:
    """The Chinese page has the same files, commands and outputs, in as many sections."""
    told, translated = (
        [(one.language, one.text, "" if one.language in {"sh", "text"} else one.file) for one in of]
        for of in (list(blocks(ENGLISH)), list(blocks(CHINESE)))
    )
    assert told == translated
    texts = [page.read_text(encoding="utf-8") for page in (ENGLISH, CHINESE)]
    assert len({len(re.findall(r"^## ", text, re.MULTILINE)) for text in texts}) == 1
    assert all(text.count("```") == 2 * len(told) for text in texts)  # no block escapes


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_link_leads_somewhere(page: Path) -> None:
    """Every link of the page names a file."""
    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).is_file()] == []
