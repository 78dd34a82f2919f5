"""What a command comes to: an answer, or a refusal; neither is printed here."""

import errno
import os
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ridehire_partybuild.errors import Lang, Problem

from .words import say, shown

__all__ = ["BAD_INPUT", "DONE", "FINDINGS", "Answer", "RefusedError", "as_data", "why_told"]

DONE, FINDINGS, BAD_INPUT = 0, 1, 2
"""The exit codes: nothing is left, something is, the input is bad."""

MOST_SHOWN = 100
"""How many problems are printed as text: more than anybody mends before trying again."""


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(lines)


@attrs.frozen(kw_only=True)
class Answer:
    """What a command says.

    Attributes:
        code: The exit code.
        lines: What is printed.
        data: The same for programs.
        asides: What is told beside it, on the error stream: notes to confirm.
    """

    code: int = DONE
    lines: tuple[str, ...] = attrs.field(converter=_lines)
    data: Mapping[str, Any]
    asides: tuple[str, ...] = attrs.field(default=(), converter=_lines)


class RefusedError(Exception):
    """The input cannot be used, or the output cannot be written.

    Attributes:
        line: What was refused, and why.
        problems: All that is wrong with it, if a list was made.
        asides: What was done all the same.
    """

    def __init__(
        self, line: str, problems: Iterable[Problem] = (), asides: Iterable[str] = ()
    ) -> None:
        """Keep what is told; nothing is rendered yet but the line."""
        super().__init__(line)
        self.line = line
        self.problems = tuple(problems)
        self.asides = tuple(asides)

    def lines(self, lang: Lang) -> tuple[str, ...]:
        """Return what is printed: of very many problems the first."""
        told = [f"  {problem.text(lang)}" for problem in self.problems[:MOST_SHOWN]]
        left = len(self.problems) - MOST_SHOWN
        more = (say("refused.more", lang, count=left),) if left > 0 else ()
        return (self.line, *told, *more, *self.asides)


def as_data(problem: Any, lang: Lang) -> dict[str, Any]:
    """Return a problem, or a note, for programs: its code, its place, its text."""
    place = ("path", "line", "sheet", "row", "column", "header")
    found = {name: getattr(problem, name, None) for name in place}
    told = {name: value for name, value in found.items() if value is not None}
    return {"code": problem.code, **told, "text": problem.text(lang)}


def why_told(error: OSError, lang: Lang) -> str:
    """Return in words what the system says of a file."""
    code = errno.errorcode.get(error.errno or 0, "")
    try:
        return say(f"os.{code}", lang)
    except KeyError:
        what = os.strerror(error.errno) if error.errno else type(error).__name__
        return say("os.other", lang, what=shown(what))
