"""The command line, given a file of any of the other doors."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from shutil import rmtree

from ridehire_partybuild.cli import main

from ..harness import Door
from . import documents, streams, tables, workbooks
from .tables import ON

Given = tuple[str, str, bytes, str, tuple[str, ...]]
"""A command, the ending of the file's name, its bytes, a language, and secrets that it holds."""

CITY = str(documents.CITY)
COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "import": lambda path: ["import", path, "-o", "r.json", "--marked", "m.csv"],
    "check": lambda path: ["check", path],
    "check for programs": lambda path: ["check", path, "--format", "json", "--strict"],
    "check by": lambda path: ["check", CITY, "--guideline", path],
    "check for": lambda path: ["check", CITY, "--profile", path],
    "plan": lambda path: ["plan", path, "--span", "2026-02", "--moves", "0", "-o", "p.ics"],
    "plan for": lambda path: [
        "plan",
        CITY,
        "--span",
        "2026-02",
        "--moves",
        "0",
        "--profile",
        path,
        "-o",
        "p.ics",
    ],
    "report": lambda path: ["report", path, "-o", "d.txt", "-o", "a.poam.json"],
    "compare": lambda path: ["compare", path, "--since", "2025-06-30", "-o", "d.txt"],
    "compare against": lambda path: ["compare", CITY, "--against", path, "-o", "c.sarif"],
    "compare for programs": lambda path: [
        "compare",
        path,
        "--against",
        CITY,
        "--since",
        "2025-06-30",
        "--format",
        "json",
    ],
    "lint": lambda path: ["lint", path],
}


WRITTEN = {"r.json", "m.csv", "p.ics", "d.txt", "a.poam.json", "c.sarif"}


def made(rng: Random) -> Given:
    """Return a command and its file."""
    command, lang = rng.choice(sorted(COMMANDS)), rng.choice(("zh", "en"))
    match rng.randrange(6):
        case 0 | 1 | 2:
            text, syntax, _, secretive = documents.made(rng)
            data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
            ending, secrets = f".{syntax}", (documents.SECRET,) if secretive else ()
        case 3:
            data, _ = streams.made(rng)
            ending, secrets = ".jsonl", ()
        case 4:
            _, data, _, secretive = tables.made(rng)
            ending, secrets = ".csv", (tables.SECRET,) if secretive else ()
        case _:
            _, data, _ = workbooks.made(rng)
            ending, secrets = ".xlsx", ()
    if rng.random() < 0.1:
        ending = rng.choice(("", ".json", ".toml", ".jsonl", ".csv", ".xlsx", ".txt"))
    return command, ending, data, lang, secrets


def used(given: Given) -> str:
    """Run the command; whatever the file holds, it ends with 0, 1 or 2, and in words."""
    command, ending, data, lang, secrets = given
    desk = streams.folder() / "desk"
    rmtree(desk, ignore_errors=True)
    desk.mkdir()
    path = desk / f"阵地台账{ending}"
    path.write_bytes(data)
    words = [_placed(word, desk) for word in COMMANDS[command](str(path))]
    streams_of = [TextIOWrapper(BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    with redirect_stdout(streams_of[0]), redirect_stderr(streams_of[1]):
        code = main([*words, "--lang", lang], today=ON)
    said = "".join(one.detach().getvalue().decode() for one in streams_of)
    assert code in {0, 1, 2}
    assert said.strip()
    assert "Traceback" not in said
    if command != "import":  # it writes the register's own document, and tells what it made
        said += "".join(one.read_text("utf-8") for one in desk.iterdir() if one != path)
    assert not any(secret in said for secret in secrets), "it tells a secret"
    return f"exit {code}"


def _placed(word: str, desk: Path) -> str:
    return str(desk / word) if word in WRITTEN else word


def kept(name: str, data: bytes) -> Given:
    """Return a file of the corpus; it begins with the command, and ends as the file did."""
    first, _, rest = name.partition(".")
    ending = Path(rest).suffix
    return first.replace("-", " "), ending, data, "zh", ()


DOOR = Door(
    name="command_line",
    calls="`cli.main` with a file of the doors above",
    ends=(),
    share=10,
    made=made,
    used=used,
    kept=kept,
)
