"""Whatever a file holds, a command ends with 0, 1 or 2, and prints no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ridehire_partybuild import Register, dumps
from ridehire_partybuild.testing import strategies

Run = Callable[..., Any]
DATA = Path(__file__).parents[2] / "examples" / "data"
SHIPPED = [
    DATA / name
    for name in (
        "dongying.json", "dongying-office.xlsx", "stations-with-mistakes.csv",
        "own-guideline/guideline.toml",
    )
]  # fmt: skip
ENDINGS = ("", ".json", ".toml", ".jsonl", ".csv", ".xlsx", ".txt", ".JSON")
COMMANDS: dict[str, Callable[[str, str], list[str]]] = {
    "import": lambda path, out: ["import", path, "-o", f"{out}.json", "--marked", f"{out}.csv"],
    "check": lambda path, _: ["check", path],
    "check by": lambda path, _: ["check", str(SHIPPED[0]), "--guideline", path],
    "check for": lambda path, _: ["check", str(SHIPPED[0]), "--profile", path],
    "plan": lambda path, out: [
        "plan", path, "--span", "2026-03", "--moves", "0", "-o", f"{out}.ics",
    ],
    "compare": lambda path, out: ["compare", path, "--since", "2025-06-30", "-o", f"{out}.txt"],
    "compare against": lambda path, _: ["compare", str(SHIPPED[0]), "--against", path],
    "report": lambda path, out: ["report", path, "-o", f"{out}.txt", "-o", f"{out}.json"],
    "lint": lambda path, _: ["lint", path],
}  # fmt: skip
ASKED = st.tuples(
    st.sampled_from(sorted(COMMANDS)),
    st.sampled_from(ENDINGS),
    st.sampled_from(["zh", "en"]),
    st.sampled_from(["text", "json"]),
)


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A shipped file with some of its bytes gone, changed or told twice."""
    data = draw(st.sampled_from(SHIPPED)).read_bytes()
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 40)) :]
    return data


def _as_bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


CONTENTS = st.one_of(
    st.binary(max_size=200),
    _damaged(),
    strategies.broken_documents().map(lambda one: _as_bytes(one.text)),
    strategies.documents().map(lambda one: _as_bytes(one.text)),
    strategies.registers(max_stations=2, max_sessions=3).map(lambda one: dumps(one).encode()),
)


def _ended(run: Run, asked: tuple[str, str, str, str], data: bytes) -> int:
    """Run a command on a file of those bytes, and hold it to what all commands promise."""
    command, ending, lang, form = asked
    with TemporaryDirectory() as folder:
        path = Path(folder, f"给的{ending}")
        path.write_bytes(data)
        words = COMMANDS[command](str(path), str(Path(folder, "out")))
        ran = run(*words, "--lang", lang, "--format", form)
    assert ran.code in {0, 1, 2}
    assert "Traceback" not in ran.out + ran.err
    if form == "json":
        assert json.loads(ran.out)["exit"] == ran.code
    elif ran.code == 2:
        assert ran.out == ""
        assert ran.err.strip()
    else:
        assert ran.out.strip()
    code: int = ran.code
    return code


@pytest.mark.slow
@settings(max_examples=3 * settings().max_examples)
@given(ASKED, CONTENTS)
@example(("check", ".json", "zh", "text"), b'{"format": "ridehire-partybuild/register/1"}')
@example(("check", ".json", "en", "json"), b"\xff\xfe{\x00}\x00")
@example(("import", ".xlsx", "zh", "text"), b"PK\x03\x04")
@example(("lint", ".toml", "zh", "text"), b"")
@example(("plan", "", "en", "text"), b"\xef\xbb\xbf  {")
def test_any_bytes_end_with_an_exit_code(
    run: Run, asked: tuple[str, str, str, str], data: bytes
) -> None:
    """Never a traceback for bad input: 0, 1 or 2, and the reason in words."""
    _ended(run, asked, data)


WORDS = st.one_of(
    st.sampled_from(
        [
            "import", "check", "plan", "report", "lint", "template", "-o", "--on", "--span", "en",
            "--lang", "--format", "json", "x.json", "x.xlsx", "", "-", "--", "-h", "--version",
            "2026-H1", str(SHIPPED[0]), "/", "--profile", "basic", "--moves", "0", "--strict",
            "--o", "=", "@x", "compare", "--since", "2025-06-30", "--against",
        ]
    ),
    st.text(max_size=6),
    st.text(alphabet=st.characters(codec=None), max_size=4),
)  # fmt: skip


@settings(max_examples=8 * settings().max_examples)
@given(st.lists(WORDS, max_size=7))
@example(["check", "\udc80"])
@example(["check", "a\0b"])
@example(["template", "-o", "\ud800.xlsx"])
@example(["lint", "x" * 5000])
def test_any_words_end_with_an_exit_code(run: Run, words: list[str]) -> None:
    """Whatever is typed: what is no command is told so."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            ran = run(*words)
        finally:
            os.chdir(before)
    assert ran.code in {0, 1, 2}
    assert "Traceback" not in ran.out + ran.err


def _bad(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what is no file that can be read, and words of the reason."""
    (folder / "folder.json").mkdir()
    yield str(folder / "folder.json"), "it is a folder, not a file"
    yield str(folder / "none.json"), "there is no such file or folder"
    (folder / "gbk.json").write_bytes('{"format": "阵地"}'.encode("gbk"))
    yield str(folder / "gbk.json"), "expected UTF-8"
    (folder / "large.toml").write_bytes(b"#" * (4 * 2**20 + 1))
    yield str(folder / "large.toml"), "problems, 1"
    with (folder / "large.csv").open("wb") as file:
        file.truncate(50 * 2**20 + 1)
    yield str(folder / "large.csv"), "problems, 1"
    (folder / "loop.json").symlink_to(folder / "loop.json")
    yield str(folder / "loop.json"), "symbolic links go in circles"
    yield str(folder / ("x" * 300)), "the name is too long"
    (folder / "file").write_bytes(b"")
    yield str(folder / "file" / "x.json"), "a part of the path is no folder"
    yield "", "no file can be called ''"


@pytest.mark.parametrize("command", ["check", "lint", "import"])
def test_what_cannot_be_read_is_told_with_its_name(run: Run, tmp_path: Path, command: str) -> None:
    """A folder, no file, a wrong encoding, too large, a circle of links: exit code 2."""
    for path, wanted in _bad(tmp_path):
        if command != "check" and path.endswith(("gbk.json", "large.toml", "large.csv")):
            continue  # to each its own kind of file
        words = [command, path, *(["-o", "x.json"] if command == "import" else [])]
        ran = run(*words, "--lang", "en")
        assert (ran.code, ran.out) == (2, "")
        assert wanted in ran.err
        assert Path(path).name in ran.err
        assert run(*words).err != ran.err


@pytest.mark.parametrize("name", ["dongying.json", "nothing.json", "stations-with-mistakes.csv"])
def test_the_program_itself_ends_so(name: str) -> None:
    """As a person runs it, in a process of its own: the same codes, no traceback."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-W", "error", "-m", "ridehire_partybuild", "check", name,
         "--on", "2026-01-15"],
        cwd=DATA, capture_output=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == (1 if name == "dongying.json" else 2)
    assert "Traceback" not in done.stdout + done.stderr


def test_an_empty_register_has_nothing_left(run: Run, tmp_path: Path) -> None:
    """Nothing on record is nothing to be mended: exit code 0, and the score is none, not full."""
    path = tmp_path / "empty.json"
    path.write_text(dumps(Register()), encoding="utf-8")
    ran = run("check", str(path))
    assert (ran.code, ran.err) == (0, "")
    assert "得分 —" in ran.out
