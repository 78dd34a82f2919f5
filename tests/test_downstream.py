"""Another team's project: its suite passes, is short, and prints what its page shows."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ridehire_partybuild

TESTS = Path(__file__).parent
PROJECT = TESTS.parent / "examples" / "downstream_project"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder, on its sources and on the library under test."""
    ours = Path(ridehire_partybuild.__file__).parents[1]
    path = os.pathsep.join(map(str, (PROJECT / "src", ours, TESTS)))
    return subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_its_suite_passes_and_finds_the_planted_mistake() -> None:
    """The downstream project's suite passes, and finds its planted bug with a one-line law check.

    What that check says is printed as the page shows it: it names the law and the fact.
    """
    done = run("-m", "pytest", "-q", "-rP", "-p", "no:cacheprovider", "-p", "quick")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (PROJECT / "README.md").read_text(encoding="utf-8")
    *_, shown = [text for language, text in BLOCK.findall(page) if language == "text"]
    assert shown.partition("…")[0] in done.stdout


def test_the_suite_is_short() -> None:
    """The downstream project's suite is under 60 lines."""
    lines = [
        line
        for path in (PROJECT / "tests").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert 20 < len(lines) < 60


def told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """Return what the project's command returns, prints and complains of."""
    monkeypatch.syspath_prepend(str(PROJECT / "src"))
    monkeypatch.chdir(PROJECT)
    monkeypatch.setattr(sys, "argv", ["station-finder", *arguments])
    code = importlib.import_module("station_finder.__main__").main()
    return code, *capsys.readouterr()


def test_its_page_shows_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command of the page prints the page's words; in Chinese it prints no English word."""
    page = (PROJECT / "README.md").read_text(encoding="utf-8")
    (command, *_), (shown, *_) = (
        [text for language, text in BLOCK.findall(page) if language == wanted]
        for wanted in ("sh", "text")
    )
    _, *arguments = command.split()
    assert told(monkeypatch, capsys, *arguments) == (0, shown, "")
    _, chinese, _ = told(monkeypatch, capsys, *arguments[:-1], "zh")
    assert not re.search("[A-Za-z]{2}", chinese)
    assert chinese.count("\n") == shown.count("\n")


def test_what_it_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register that cannot be read is told with its places; where no station is, it says so."""
    mistakes, office = (
        str(PROJECT.parent / "data" / name)
        for name in ("stations-with-mistakes.csv", "dongying-office.xlsx")
    )
    code, out, err = told(monkeypatch, capsys, mistakes, "东营区", "2026-01-14")
    assert (code, out) == (2, "")
    assert "第 6 行 C 列 区划代码" in err
    code, out, err = told(monkeypatch, capsys, office, "示例区", "2026-01-14")
    assert (code, err) == (1, "")
    assert "登记册中没有位于该处的驿站" in out
