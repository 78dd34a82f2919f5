"""The console: encodings without Chinese, readers that leave early, terminals, full disks."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import Region, Register, Site, Station, Tier, dumps
from ridehire_partybuild.cli.console import printed, printed_json
from ridehire_partybuild.exchange.report.plain import in_a_line

Run = Callable[..., Any]
DATA = Path(__file__).parents[2] / "examples" / "data"
PROGRAM = [sys.executable, "-W", "error", "-m", "ridehire_partybuild"]
CHECK = ["check", "dongying.json", "--on", "2026-01-15"]
WIDE = "𠮷阵地👨‍👩‍👧🚕ｱＡé"


def _process(*words: str, **more: Any) -> subprocess.Popen[bytes]:
    more.setdefault("stdout", subprocess.PIPE)
    more.setdefault("stderr", subprocess.PIPE)
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen([*PROGRAM, *words], cwd=DATA, env=env, **more)  # noqa: S603 - ours


@pytest.mark.parametrize("words", [CHECK, ["check", "--help"], [*CHECK, "--format", "json"]])
def test_a_reader_may_leave_early(words: list[str]) -> None:
    """Piped into ``head``: no traceback, no complaint of a broken pipe, the same code."""
    process = _process(*words)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == (0 if "--help" in words else 1)
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk")
def test_a_full_disk_is_told() -> None:
    """What cannot be printed is bad for whoever waits for it: exit code 2, in words."""
    with Path("/dev/full").open("wb") as full:
        process = _process(*CHECK, stdout=full)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert told.decode().strip() == "no space is left"


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "utf-16"])
def test_a_console_without_the_letters(run: Run, encoding: str, tmp_path: Path) -> None:
    """What an encoding lacks is written by its number: all else stays, nothing fails."""
    path = tmp_path / "r.json"
    station = Station(id="S-1", name=WIDE, region=Region("370502"), tier=Tier.BASIC)
    path.write_text(dumps(Register(stations=[station])), encoding="utf-8")
    whole = run("check", str(path), "--lang", "zh").out
    there = run("check", str(path), "--lang", "zh", encoding=encoding).out
    assert there == whole.encode(encoding, "backslashreplace").decode(encoding)
    assert ("核查" in there) == (encoding in {"gbk", "utf-16"})
    as_json = run("check", str(path), "--format", "json", encoding=encoding).out
    assert json.loads(as_json) == json.loads(run("check", str(path), "--format", "json").out)
    assert as_json.isascii()


NAMES = st.one_of(
    st.sampled_from([WIDE, "示例\n第二行", "a\u202eb", "\u2028", "=1+1", "<b>", "%s {name} {}"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=60),
)


@settings(max_examples=25)
@given(NAMES, st.sampled_from(["zh", "en"]))
def test_a_name_makes_no_line_of_its_own(
    run: Run, tmp_path_factory: pytest.TempPathFactory, name: str, lang: str
) -> None:
    """However wide, long, broken or reversed a name is, the output has the lines it has."""
    from unicodedata import normalize  # noqa: PLC0415 - here alone

    path = tmp_path_factory.mktemp("names") / "r.json"
    lines = []
    for shown in ("示例", normalize("NFC", name)):
        station = Station(
            id="S-1", name=shown, region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=3)
        )
        path.write_text(dumps(Register(stations=[station])), encoding="utf-8")
        lines.append(run("check", str(path), "--lang", lang).out.split("\n"))
    assert len(lines[0]) == len(lines[1])
    for line in lines[1]:
        assert in_a_line(line) == line


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_shows_what_is_being_done() -> None:
    """On a terminal each step has its line; what is printed is the same."""
    import pty  # noqa: PLC0415 - not on every system

    ours, theirs = pty.openpty()
    process = _process(*CHECK, stderr=theirs)
    os.close(theirs)
    out, _ = process.communicate(timeout=60)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert shown.split("\r\n")[:2] == ["正在读取 dongying.json ", "正在核查 "]
    assert process.returncode == 1
    quiet = _process(*CHECK)
    assert quiet.communicate(timeout=60) == (out, b"")


def test_long_work_shows_a_dot_each_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on: a dot a second until it is done, also where it fails."""
    import io  # noqa: PLC0415 - here alone

    from ridehire_partybuild.cli import console  # noqa: PLC0415 - what is patched

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    def failing() -> None:
        with console.doing("示例"):
            time.sleep(1.5)
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert terminal.getvalue() == "示例 .\n"


def test_a_program_without_a_console_prints_nothing() -> None:
    """Under pythonw there are no streams: nothing fails."""
    printed(["x"], None)
    printed_json({"x": 1}, None)


def test_there_is_an_end_to_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of a terminal is not written beyond: after the last dot it waits in silence."""
    from ridehire_partybuild.cli import console  # noqa: PLC0415 - what is patched

    shown: list[str] = []
    monkeypatch.setattr(console, "_tried", lambda _, text: shown.append(text))

    class Never(Event):
        def wait(self, timeout: float | None = None) -> bool:
            assert timeout == 1.0
            return False

    console._dots(sys.stderr, Never())
    assert shown == ["."] * console.MOST_DOTS
