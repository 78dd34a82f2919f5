"""What is read once is read whole, and a file that is there stays until the new one is whole."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from ridehire_partybuild.cli import formats

Run = Callable[..., Any]
CITY = "dongying.json"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["city.json", "city.jsonl", "city.csv", "city"])
def test_a_pipe_is_refused_and_not_half_read(run: Run, desk: Path, name: str) -> None:
    """Its kind is told by its beginning, which would be gone then: nothing is lost in silence."""
    os.mkfifo(desk / name)
    ran = run("check", name, "--lang", "en")
    why = "it is a pipe or a device: save it as a file first"
    assert (ran.code, ran.out, ran.err) == (2, "", f"cannot read {name}: {why}\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_guideline_may_come_through_a_pipe(run: Run, desk: Path) -> None:
    """It is read once."""
    text = (desk / "guideline.toml").read_bytes()
    os.mkfifo(desk / "pipe")
    writer = Thread(target=(desk / "pipe").write_bytes, args=(text,), daemon=True)
    writer.start()
    assert run("lint", "pipe").code == 0
    writer.join(timeout=10)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
@pytest.mark.parametrize("words", [("check",), ("compare", CITY, "--against")])
def test_lines_of_nothing_are_no_city(
    run: Run, desk: Path, words: tuple[str, ...], content: str
) -> None:
    """What was not written whole must not pass for a city in which nothing is wrong."""
    (desk / "none.jsonl").write_text(content, encoding="utf-8")
    ran = run(*words, "none.jsonl", "--lang", "en")
    told = "none.jsonl holds no record: there is nothing to judge\n"
    assert (ran.code, ran.err) == (2, told)


def test_a_table_of_headers_alone_is_no_city(run: Run, desk: Path) -> None:
    """Nor is one without a row."""
    (desk / "none.csv").write_text("阵地编号,名称,区划代码,类型\n", encoding="utf-8")
    ran = run("check", "none.csv")
    assert (ran.code, ran.err) == (2, "none.csv 里没有任何记录，无从核查\n")


def _failing(_: object, path: str, __: str) -> None:
    Path(path).write_text("half", encoding="utf-8")
    raise OSError(28, "")


def test_a_file_stays_until_the_new_one_is_whole(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk takes nothing away and leaves nothing half; what was written before is told."""
    (desk / "old.txt").write_text("precious", encoding="utf-8")
    monkeypatch.setitem(formats.REPORTS, ".txt", _failing)
    words = ("report", CITY, "--on", "2026-01-15", "--force", "--lang", "en")
    ran = run(*words, "-o", "new.json", "-o", "old.txt", "-o", "late.html")
    assert ran.code == 2
    assert ran.err == "cannot write old.txt: no space is left\nwrote new.json\n"
    assert (desk / "old.txt").read_text(encoding="utf-8") == "precious"
    names = {one.name for one in desk.iterdir()}
    assert "late.html" not in names
    assert not [one for one in names if one.startswith(".part")]


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_a_file_keeps_its_mode_and_a_link_its_target(run: Run, desk: Path) -> None:
    """What is written over stays where it is and readable by whom it was."""
    target = desk / "kept.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    (desk / "link.txt").symlink_to(target)
    assert run("report", CITY, "-o", "link.txt", "--force").code == 0
    assert (desk / "link.txt").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("核查摘要")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_refused_before_anything_is_written(run: Run, desk: Path) -> None:
    """Long work shall not end in a refusal, nor leave half of what was asked for."""
    (desk / "x.html").mkdir()
    ran = run("report", CITY, "-o", "one.json", "-o", "x.html", "--lang", "en")
    assert (ran.code, ran.err) == (2, "cannot write x.html: it is a folder, not a file\n")
    assert not (desk / "one.json").exists()


@pytest.mark.usefixtures("desk")
def test_mistakes_are_told_though_the_copy_cannot_be_written(run: Run) -> None:
    """All nine, and then why there is no copy."""
    words = ("import", "stations-with-mistakes.csv", "-o", "r.json", "--lang", "en")
    alone = run(*words)
    ran = run(*words, "--marked", "copy.xlsx")
    first, *told, last = ran.err.splitlines()
    assert (ran.code, [first, *told]) == (2, alone.err.splitlines())
    assert len(told) == 9
    assert last.startswith("cannot write copy.xlsx: the copy of 'stations-with-mistakes.csv' is")


@pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="there is no such device")
def test_a_device_is_written_to_where_it_is(run: Run, desk: Path) -> None:
    """It has no place beside it, and is nothing that could be written over."""
    (desk / "nowhere.txt").symlink_to(os.devnull)
    assert run("report", "dongying.json", "--on", "2026-01-15", "-o", "nowhere.txt").code == 0
    assert (desk / "nowhere.txt").is_char_device()
