"""What a command reads: registers in any form, guidelines, profiles."""

import os
import stat
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from os.path import splitext
from typing import Any, TypeVar

import attrs

from ridehire_partybuild import data
from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Lang, UnusableRule
from ridehire_partybuild.exchange import (
    collect,
    iter_records,
    load,
    loads,
    reference_guideline,
    reference_profile,
)
from ridehire_partybuild.exchange.syntax import MOST_SIZE, Syntax
from ridehire_partybuild.guideline import Guideline, Profile
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.model.naming import joined

from .answers import RefusedError, why_told
from .console import doing
from .words import say, shown

__all__ = ["Read", "read_guideline", "read_profile", "read_register", "read_table", "refusing"]

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Read:
    """A register that was read, and what is told of the reading."""

    register: Register
    asides: tuple[str, ...] = ()


def refusing(path: str, lang: Lang, use: Callable[[], T]) -> T:
    """Return what comes of a file, its bad content told with its name.

    Raises:
        RefusedError: it cannot be read, or holds what cannot be used.
    """
    name = shown(path)
    if not _is_name(path):
        raise RefusedError(say("refused.no_name", lang, name=name))
    try:
        with doing(say("doing.reading", lang, name=name)):
            return use()
    except UnusableRule as error:
        line = say("refused.rules", lang, name=name, count=len(error.problems))
        raise RefusedError(line, error.problems) from None
    except (InvalidDocument, InvalidValue) as error:
        line = say("refused.problems", lang, name=name, count=len(error.problems))
        raise RefusedError(line, error.problems) from None
    except OSError as error:
        why = why_told(error, lang)
        raise RefusedError(say("refused.unread", lang, name=name, why=why)) from None


def _is_name(path: str) -> bool:
    """Tell whether a file may bear such a name: no system takes nothing, a zero, half of a pair."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return bool(path) and "\0" not in path


def read_register(options: Namespace, lang: Lang) -> Read:
    """Return the register of a document or a table, which is of the day that the options say.

    Raises:
        RefusedError: it cannot be read.
    """
    path: str = options.register

    def use() -> Read:
        kind = _kind(path, lang)
        reader = _READERS.get(kind)
        read = _table(options, lang) if reader is None else Read(register=reader(path))
        # a document says itself that it is whole; of lines and rows there may be none by mistake
        if kind not in {".json", ".toml"} and not any(_collections(read.register)):
            raise RefusedError(say("refused.empty", lang, name=shown(path)))
        return read

    return refusing(path, lang, use)


def _collections(register: Register) -> Iterator[tuple[Any, ...]]:
    return (getattr(register, name) for name in COLLECTIONS)


_READERS: Mapping[str, Callable[[str], Register]] = {
    ".json": lambda path: load(path, Register),
    ".toml": lambda path: load(path, Register),
    ".jsonl": lambda path: collect(iter_records(path)),
}
"""Documents by the endings of their names; whatever else is read as a table."""


def _kind(path: str, lang: Lang) -> str:
    """Return the ending of a document, by its name or else by its content; of a table nothing.

    Raises:
        RefusedError: it is a pipe or a device, of which nothing can be read twice.
    """
    mode = os.stat(path).st_mode  # noqa: PTH116 - pathlib takes time to import
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        why = say("refused.pipe", lang)
        raise RefusedError(say("refused.unread", lang, name=shown(path), why=why))
    with open(path, "rb") as file:  # noqa: PTH123 - as the other doors do
        head = file.read(64)
    ending = splitext(path)[1].lower()  # noqa: PTH122 - pathlib takes time to import
    if ending in _READERS:
        return ending
    return ".json" if _looks_json(head) else ""


def _looks_json(text: bytes) -> bool:
    return text.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _table(options: Namespace, lang: Lang) -> Read:
    from ridehire_partybuild.exchange.tables import inspect  # noqa: PLC0415 - tables alone

    reading = inspect(options.register, **dated(options))
    if reading.register is None:
        raise InvalidDocument(reading.problems)
    count = len(reading.notes)
    name = shown(options.register)
    told = (say("import.noted", lang, name=name, count=count),) if count else ()
    return Read(register=reading.register, asides=told)


def dated(options: Namespace) -> dict[str, Any]:
    """Return the dates of a table that has none of its own."""
    return {"recorded_on": options.recorded_on, "records_since": options.records_since}


def read_table(options: Namespace, lang: Lang) -> Any:
    """Return what was made of a table, its problems among it.

    Raises:
        RefusedError: it cannot be read at all.
    """
    from ridehire_partybuild.exchange.tables import inspect  # noqa: PLC0415 - tables alone

    path: str = options.table

    def use() -> Any:
        if _kind(path, lang):  # read as cells, it would be told cell by cell, and say what it hides
            raise RefusedError(say("refused.document", lang, name=shown(path)))
        return inspect(path, **dated(options))

    return refusing(path, lang, use)


def read_guideline(path: str | None, lang: Lang) -> Guideline:
    """Return the guideline of a file; without one the reference reading.

    Raises:
        RefusedError: it cannot be read, or holds a rule that cannot judge.
    """
    if path is None:
        return reference_guideline()
    return refusing(path, lang, lambda: _document(path, Guideline))


def _document(path: str, kind: type[T]) -> T:
    """Return the object of a document that somebody may have typed: TOML unless it looks JSON."""
    with open(path, "rb") as file:  # noqa: PTH123 - as the other doors do
        text = file.read(max(MOST_SIZE.values()) + 1)
    is_json = _looks_json(text[:64]) or path.lower().endswith(".json")
    syntax: Syntax = "json" if is_json else "toml"
    return loads(text, kind, syntax=syntax)


def read_profile(value: str | None, guideline: Guideline, lang: Lang) -> Profile | None:
    """Return a profile by its name, the guideline's own first, or of a file.

    Raises:
        RefusedError: there is none.
    """
    if value is None:
        return None
    own = {str(one.id): one for one in guideline.profiles}
    if value in own:
        return own[value]
    shipped = data.names("profiles")
    if value in shipped:
        return reference_profile(value)
    if value and not os.path.lexists(value) and not splitext(value)[1]:  # noqa: PTH122
        names = joined((*own, *shipped), lang)
        raise RefusedError(say("refused.profile", lang, value=shown(value), names=names))
    return refusing(value, lang, lambda: _document(value, Profile))
