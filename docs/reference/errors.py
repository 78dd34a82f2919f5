"""Writes ``errors.md`` beside it, from the catalogue of messages, when it is run.

``errors.toml`` has the parameters of one example for each code. A test holds the page equal to
what this writes.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import ridehire_partybuild
from ridehire_partybuild import Lang, Problem, data
from ridehire_partybuild.errors.problems import Sketch

PACKAGE = Path(ridehire_partybuild.__file__).parent
PAGE = Path(__file__).with_suffix(".md")
CATALOGUE: Mapping[str, Any] = tomllib.loads(data.text("messages/problems.toml"))
CODES: Mapping[str, Any] = CATALOGUE["code"]
EXAMPLES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)

HEAD = """---
tocdepth: 2
---

# Problems, code by code

Whatever is wrong with an input is a `Problem`: a code that is stable over versions, parameters, and
where it stands. The text is made when it is asked for, in Chinese or English, by one template:

> {en}
>
> {zh}

- A **constructor** that is given the impossible raises `InvalidValue` with all the problems of its
  value.
- A **door** (`load`, `loads`, `tables.read`, `from_ical`, `WorkCalendar.from_notice` …) raises
  `InvalidDocument` with all the problems of the document, each with its path and line, or its
  sheet, row and column.
- A **guideline** with a rule that cannot judge raises `UnusableRule`.

Below stands, for each code, what was expected (and what was there instead, where the value alone
does not say it), the modules that tell it, and a whole message as an example. A name in braces is
a parameter of the problem: `problem.params["low"]`.

This page is written by `python docs/reference/errors.py` from
`data/messages/problems.toml`; a test compares the two.
"""


def _modules() -> dict[str, list[str]]:
    """Return, for each code, the modules that name it."""
    named: dict[str, list[str]] = {code: [] for code in CODES}
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).with_suffix("").parts
        module = ".".join(part for part in inside if part != "__init__")
        if module.startswith("exchange.schemas"):
            continue  # it says what a schema leaves to the loader, and raises nothing
        lines = path.read_text(encoding="utf-8").splitlines()
        code = "\n".join(line for line in lines if not line.lstrip().startswith(">>>"))
        quoted = set(re.findall(r'"([a-z][\w.]*)"', code))
        for one in quoted & named.keys():
            named[one].append(module)
    return named


def _param(given: Any) -> object:
    """Return a parameter as the library has it: TOML has no decimals and no words of ours."""
    match given:
        case {"decimal": str(number)}:
            return Decimal(number)
        case {"term": str(name)}:
            kind, _, word = name.partition(".")
            return getattr(ridehire_partybuild, kind)(word)
        case {"shown": str(text)}:
            return Sketch(text)
    return given


def example(code: str) -> Problem:
    """Return the example of a code."""
    params = {key: _param(given) for key, given in EXAMPLES[code].items()}
    return Problem(code=code, params=params)


def _code(text: str) -> str:
    """Return a text as it is printed: nothing in it is Markdown."""
    fence = "`` " if "`" in text else "`"
    return f"{fence}{text}{fence[::-1]}"


def _told(code: str, modules: list[str]) -> Iterator[str]:
    entry = CODES[code]
    yield f"\n### `{code}`\n"
    for part, name in (("expected", "expected"), ("got", "instead")):
        if part in entry:
            yield f"- {name}: {entry[part]['en']} · {entry[part]['zh']}"
    yield f"- told by: {', '.join(f'`{module}`' for module in modules)}"
    langs: tuple[Lang, Lang] = ("en", "zh")
    for lang in langs:
        yield f"- {_code(example(code).text(lang))}"


def _family(code: str) -> str:
    return code.partition(".")[0]


def page() -> str:
    """Return the whole page."""
    lines = [HEAD.format(**CATALOGUE["frame"]).rstrip()]
    modules = _modules()
    for family, codes in groupby(sorted(CODES), key=_family):
        lines.append(f"\n## {family}")
        for code in codes:
            lines += _told(code, modules[code])
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
