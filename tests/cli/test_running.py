"""What no command foresees: told in words and with an exit code, never as a traceback."""

import errno
import os
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ridehire_partybuild
from ridehire_partybuild import cli
from ridehire_partybuild.cli import commands
from ridehire_partybuild.cli.answers import why_told
from ridehire_partybuild.cli.parsing import _told
from ridehire_partybuild.cli.running import INTERRUPTED

Run = Callable[..., Any]
LINKS = os.strerror(errno.EMLINK)


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let `lint` end in an error."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setitem(commands.COMMANDS, "lint", fail)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "out of memory\n"),
        (OSError(errno.ENOSPC, "x"), "cannot be done: no space is left\n"),
        (
            OSError(errno.EMLINK, "x"),
            f"cannot be done: the system says: {LINKS}\n",
        ),
        (TimeoutError(), "cannot be done: the system says: TimeoutError\n"),
    ],
)
def test_what_the_system_refuses_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    """A full disk behind a command, too little memory, whatever has no words of ours."""
    failing(monkeypatch, error)
    assert run("lint", "x", "--lang", "en") == (2, "", told)


def test_what_the_system_says_is_told_in_chinese_too() -> None:
    """By our words where we have some."""
    assert why_told(PermissionError(errno.EPERM, "x"), "zh") == "没有权限"
    assert why_told(OSError(errno.EMLINK, "x"), "zh") == f"系统报告：{LINKS}"


def test_a_key_that_stops_it_is_no_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit code of a program that was interrupted, and not a word."""
    failing(monkeypatch, KeyboardInterrupt())
    assert run("lint", "x") == (INTERRUPTED, "", "")


def test_a_module_of_ours_that_is_missing_is_a_mistake_of_ours(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No extra brings it: nobody is told to install one."""
    failing(monkeypatch, ModuleNotFoundError("No module named 'x'", name="x"))
    with pytest.raises(ModuleNotFoundError, match="No module named 'x'"):
        run("lint", "x")


def test_what_argparse_may_say_one_day_is_told_as_it_is() -> None:
    """Its words are no interface: those without a text of ours are better than none."""
    assert _told("conflicting\noptions", "zh") == "conflicting options"


PROGRAM = str(Path(ridehire_partybuild.__file__).with_name("__main__.py"))


@pytest.mark.parametrize("stop", [True, False])
def test_the_program_ends_so_while_it_is_read(
    monkeypatch: pytest.MonkeyPatch, *, stop: bool
) -> None:
    """Ctrl-C before `main` can see it ends with what a shell expects, and in silence."""

    def main(*_: Any, **__: Any) -> int:
        if stop:
            raise KeyboardInterrupt
        return 0

    monkeypatch.setattr(cli, "main", main)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(PROGRAM, run_name="__main__")
    assert ended.value.code == (INTERRUPTED if stop else 0)


def test_the_program_does_nothing_when_it_is_imported() -> None:
    """Tools that import every module, as ours do, ask for nothing."""
    assert runpy.run_path(PROGRAM, run_name="elsewhere")["__all__"] == []
