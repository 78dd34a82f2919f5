"""A console for the tests of the command line: a command in, its exit code and its words out."""

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ridehire_partybuild.cli import main

TODAY = date(2026, 1, 15)
DATA = Path(__file__).parents[2] / "examples" / "data"


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def _run(*arguments: str, encoding: str = "utf-8", today: date = TODAY) -> Ran:
    """Run a command in this process, on a console of that encoding."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = main(arguments, today=today)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    out, err = (stream.buffer.getvalue().decode(encoding) for stream in streams)
    return Ran(code, out, err)


@pytest.fixture(scope="session")
def run() -> Run:
    """Return what runs a command."""
    return _run


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder with the example city in it, in which commands run."""
    for path in (*DATA.glob("*.*"), *DATA.glob("own-guideline/*")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path
