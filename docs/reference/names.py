"""Every public name with its meaning, read from the code: the glossary and the pages of the API.

`make docs` writes the pages into ``docs/reference/names`` before it reads them; run as a script,
this prints the glossary alone.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import attrs

import ridehire_partybuild
from ridehire_partybuild import Term, render

PACKAGE = ridehire_partybuild.__name__
HOMES: dict[str, str] = vars(ridehire_partybuild)["_HOMES"]
FLOORS = tuple(dict.fromkeys(HOMES.values()))

ROOMS = {
    "exchange.tables": "Tables: workbooks and CSV",
    "exchange.ical": "Calendars",
    "exchange.report": "Pages to print",
    "exchange.oscal": "OSCAL",
    "exchange.sarif": "SARIF",
    "exchange.docx": "Documents to edit",
    "cli": "The command line",
    "testing.strategies": "Strategies",
    "testing.laws": "Laws as functions",
    "testing.machines": "State machines",
    "testing.leaks": "Secrets and where they show",
}
"""What is public and not at the root; a room that is not built yet has no page."""


@attrs.frozen(kw_only=True)
class Entry:
    """One public name.

    Attributes:
        name: As it is imported.
        module: Where it is imported from.
        kind: ``class``, ``function`` or ``data``.
        doc: Its docstring.
        zh: What it is called in Chinese; empty for what has no label.
    """

    name: str
    module: str
    kind: str
    doc: str
    zh: str

    @property
    def meaning(self) -> str:
        """The first sentence of the docstring."""
        paragraph = " ".join(self.doc.strip().split("\n\n")[0].split())
        return re.split(r"(?<=[.:])\s+(?=[A-Z])", paragraph)[0].rstrip(":")

    @property
    def value(self) -> object:
        """What the name stands for."""
        return getattr(import_module(self.module), self.name)


@cache
def _assigned(module: str) -> dict[str, str]:
    """Return the texts below the assignments of a module."""
    source = inspect.getsource(import_module(module))
    body = ast.parse(source).body
    told: dict[str, str] = {}
    for statement, below in pairwise(body):
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            for target in targets:
                if isinstance(target, ast.Name):
                    told[target.id] = inspect.cleandoc(str(below.value.value))
    return told


def _told(name: str, module: str) -> str:
    """Return the text below an assignment, wherever under ``module`` it stands."""
    for one in sorted(sys.modules):
        if one == module or one.startswith(f"{module}."):
            found = _assigned(one).get(name)
            if found is not None:
                return found
    return ""


def label(name: str) -> str:
    """Return what a class is called in Chinese, as messages call it; nothing if it has no name."""
    try:
        return render(f"kind.{name}", "zh", "problems")
    except KeyError:
        return ""


def _entry(name: str, module: str, home: str) -> Entry:
    value = getattr(import_module(module), name)
    if isinstance(value, type):
        kind, doc = "class", inspect.getdoc(value) or ""
    elif callable(inspect.unwrap(value)) and inspect.isfunction(inspect.unwrap(value)):
        kind, doc = "function", inspect.getdoc(value) or ""
    else:
        kind, doc = "data", _told(name, home)
    return Entry(name=name, module=module, kind=kind, doc=doc, zh=label(name))


def of_floor(floor: str) -> list[Entry]:
    """Return the names of the root that live on a floor."""
    names = sorted((name for name, home in HOMES.items() if home == floor), key=str.casefold)
    return [_entry(name, PACKAGE, f"{PACKAGE}.{floor}") for name in names]


def _room(room: str) -> ModuleType | None:
    try:
        return import_module(f"{PACKAGE}.{room}")
    except ModuleNotFoundError as error:
        if error.name == f"{PACKAGE}.{room}":
            return None
        raise


def of_room(room: str) -> list[Entry]:
    """Return the names of a module that is imported by its own name."""
    module = _room(room)
    if module is None:
        return []
    names = sorted(vars(module).get("__all__", ()), key=str.casefold)
    return [_entry(name, module.__name__, module.__name__) for name in names]


def rooms() -> dict[str, str]:
    """Return the modules that have a page of their own, with its title."""
    return {room: title for room, title in ROOMS.items() if _room(room) is not None}


def _heading(text: str, line: str) -> str:
    width = sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
    return f"{text}\n{line * width}\n"


def _summary(module: str) -> str:
    return inspect.getdoc(import_module(module)) or ""


def _row(entry: Entry) -> Iterator[str]:
    role = {"class": "class", "function": "func", "data": "data"}[entry.kind]
    yield f"   * - :py:{role}:`~{entry.module}.{entry.name}`"
    yield f"     - {entry.zh}"
    yield f"     - {entry.meaning}"


def _table(entries: list[Entry]) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 28 20 52", "")
    yield from ("   * - name", "     - 中文", "     - meaning")
    for entry in entries:
        yield from _row(entry)
    yield ""


GLOSSARY = """
Every name that ``from ridehire_partybuild import …`` knows, floor by floor, from the lowest up; the
Chinese name is the one that messages use. What is imported from a module of its own stands on the
pages below. Written from the docstrings when the site is built; a test holds it equal to
``__all__``.
"""


def glossary() -> str:
    """Return the page with all names of the root."""
    lines = [_heading("Glossary: every public name", "="), GLOSSARY]
    lines += [
        ".. toctree::",
        "   :hidden:",
        "",
        *(f"   {page}" for page in (*FLOORS, *rooms())),
        "",
    ]
    for floor in FLOORS:
        first = _summary(f"{PACKAGE}.{floor}").split("\n")[0]
        lines += [_heading(floor, "-"), f"{first} In full: :doc:`{floor}`.", ""]
        lines += _table(of_floor(floor))
    lines += [_heading("Imported by their own names", "-")]
    lines += [f"* :doc:`{room}`: {title}" for room, title in rooms().items()]
    return "\n".join(lines) + "\n"


def _words(entry: Entry) -> Iterator[str]:
    """Yield the words of a list with their labels."""
    value = entry.value
    if isinstance(value, type) and issubclass(value, Term) and value is not Term and list(value):
        yield ""
        yield from ("   .. list-table::", "      :header-rows: 1", "      :class: words", "")
        yield from ("      * - in documents", "        - 中文", "        - English")
        for term in value:
            yield from (f"      * - ``{term.value}``", f"        - {term.label('zh')}",
                        f"        - {term.label('en')}")  # fmt: skip
        yield ""


def _documented(entry: Entry) -> Iterator[str]:
    if entry.kind == "data":
        yield f".. py:data:: {entry.name}"
        yield ""
        yield from (f"   {line}" for line in entry.doc.splitlines())
    elif entry.kind == "class":
        yield f".. autoclass:: {entry.name}"
        words = list(_words(entry))
        yield from words or ("   :members:", "")
    else:
        yield f".. autofunction:: {entry.name}"
    yield ""


def page(title: str, module: str, entries: list[Entry]) -> str:
    """Return the page of a floor or room: what it is for, and each of its names in full."""
    own = entries[0].module if entries else module
    lines = [_heading(title, "="), _summary(module), "", f".. py:module:: {module}", ""]
    if own != module:
        lines += [f".. py:currentmodule:: {own}", ""]
    for entry in entries:
        lines += [_heading(entry.name, "-"), *_documented(entry)]
    return "\n".join(lines) + "\n"


def write(folder: Path) -> None:
    """Write all pages into ``folder``, each only where it changed."""
    pages = {"index": glossary()}
    for floor in FLOORS:
        module = f"{PACKAGE}.{floor}"
        pages[floor] = page(floor, module, of_floor(floor))
    for room, title in rooms().items():
        pages[room] = page(title, f"{PACKAGE}.{room}", of_room(room))
    folder.mkdir(exist_ok=True)
    for stale in set(folder.glob("*.rst")) - {folder / f"{name}.rst" for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.rst"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(glossary())
