"""The shell lines of the texts run, in their order, as a reader would run them."""

import re
import shlex
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild.cli.formats import CHANGES, PLANS, REGISTERS, REPORTS, TEMPLATES, YEARS

Run = Callable[..., Any]
TOP = Path(__file__).parents[2]
TEXTS = ["README.md", "README.zh-CN.md", "docs/how-to/command-line.md"]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = "python -m ridehire_partybuild "


def _lines(text: str) -> list[str]:
    blocks = BLOCK.findall((TOP / text).read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.startswith(PROGRAM)]


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_the_shell_lines_run(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Each ends as it says it does, and writes what it says it writes."""
    shutil.copytree(TOP / "examples" / "data", tmp_path / "examples" / "data")
    monkeypatch.chdir(tmp_path)
    lines = _lines(text)
    assert len(lines) >= 5
    for line in lines:
        words = shlex.split(line.removeprefix(PROGRAM))
        ran = run(*words)
        assert ran.code == (1 if words[0] in {"check", "compare", "plan"} else 0), ran.err
        for option, path in pairwise(words):
            assert option != "-o" or (tmp_path / path).is_file()


def test_the_how_to_lists_every_format() -> None:
    """A format that is added to the tables is added to the page."""
    page = (TOP / "docs/how-to/command-line.md").read_text(encoding="utf-8")
    formats = {
        "import": REGISTERS,
        "report": {**REPORTS, **YEARS},
        "compare": CHANGES,
        "plan": PLANS,
        "template": TEMPLATES,
    }
    for command, known in formats.items():
        (row,) = re.findall(rf"^\| `{command}` \| (.*) \|$", page, re.MULTILINE)
        assert set(re.findall(r"`(\.[\w.]+)`", row)) == set(known)
