"""Running a command: whatever happens, an exit code and no traceback."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Lang, UnusableRule

from .answers import BAD_INPUT, Answer, RefusedError, as_data, why_told
from .console import lenient, printed, printed_json
from .words import say

__all__ = ["main"]

INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended."""


def main(arguments: Sequence[str], *, today: date) -> int:
    """Run a command and print what comes of it; return its exit code.

    Args:
        arguments: The words after the program's name.
        today: The day that stands where none is given.

    Returns:
        0: done, and nothing is left; 1: something is; 2: bad input, told on the error stream.

    >>> main(["template", "-o", "notes.pdf", "--lang", "en"], today=date(2026, 1, 15))
    2
    """
    for stream in (sys.stdout, sys.stderr):
        lenient(stream)
    try:
        return _run(arguments, today)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:  # the console itself cannot be written to: a full disk behind it
        with suppress(OSError, ValueError):
            printed([why_told(error, "en")], sys.stderr)
        return BAD_INPUT


def _run(arguments: Sequence[str], today: date) -> int:
    from .parsing import PROGRAM, UsageError, language, parsed  # noqa: PLC0415 - within reach of main

    lang = language(arguments)
    try:
        options = parsed(arguments, lang, today)
    except UsageError as error:
        more = say("usage.more", lang, prog=PROGRAM)
        printed([say("usage.line", lang, what=str(error)), more], sys.stderr)
        return BAD_INPUT
    except SystemExit:  # help was printed
        printed((), sys.stdout)
        return 0
    as_json = options.format == "json"
    try:
        answer = _answered(options, lang)
    except RefusedError as error:
        return _refused(error, options.command, lang, as_json=as_json)
    if as_json:
        head = {"command": options.command, "exit": answer.code}
        printed_json({**head, **answer.data}, sys.stdout)
    else:
        printed(answer.lines, sys.stdout)
    printed(answer.asides, sys.stderr)
    return answer.code


def _refused(error: RefusedError, command: str, lang: Lang, *, as_json: bool) -> int:
    if as_json:
        problems = [as_data(problem, lang) for problem in error.problems]
        told = {"command": command, "exit": BAD_INPUT, "error": error.line, "problems": problems}
        printed_json(told, sys.stdout)
        printed(error.asides, sys.stderr)
    else:
        printed(error.lines(lang), sys.stderr)
    return BAD_INPUT


def _answered(options: Any, lang: Lang) -> Answer:
    """Return what a command answers.

    Raises:
        RefusedError: the input is bad; what no command foresaw of it is told all the same.
    """
    from .commands import COMMANDS  # noqa: PLC0415 - as above

    try:
        return COMMANDS[options.command](options, lang)
    except (InvalidDocument, InvalidValue, UnusableRule) as error:
        # bad together, not alone: a profile that cannot tailor this guideline, a day out of range
        why = error.problems[0].text(lang)
        raise RefusedError(say("refused.failed", lang, why=why), error.problems[1:]) from None
    except ModuleNotFoundError as error:
        command = str(error).partition(": ")[2]
        if "ridehire-partybuild[" not in command:
            raise
        told = say("refused.extra", lang, module=error.name, command=command)
        raise RefusedError(told) from None
    except OSError as error:
        raise RefusedError(say("refused.failed", lang, why=why_told(error, lang))) from None
    except MemoryError:
        raise RefusedError(say("refused.memory", lang)) from None
