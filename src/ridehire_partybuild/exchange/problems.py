"""What the doors say of a value: never a secret, never a whole record."""

import re
from collections.abc import Iterable
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.errors.problems import HIDDEN, Sketch
from ridehire_partybuild.values.sensitive import holds_secrets

__all__ = [
    "HIDDEN",
    "Sketch",
    "failure",
    "is_word",
    "misshapen",
    "named",
    "step",
    "type_failure",
    "type_name",
]

LONGEST_STEP = 60
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}", re.ASCII)
_NAMES: dict[type, str] = {dict: "object", list: "list", type(None): "null"}


def _sketched(value: object) -> object:
    """A record or list may hold anything, a secret too: only its kind is shown."""
    if isinstance(value, dict):
        return Sketch("{…}" if value else "{}")
    if isinstance(value, list | tuple):
        return Sketch("[…]" if value else "[]")
    return Sketch("null") if value is None else value


def failure(code: str, kind: str, value: object, *, path: str = "$", **params: object) -> Problem:
    """Return the problem of one value."""
    return Problem(code=code, path=path, params={"kind": kind, "value": _sketched(value), **params})


def type_name(value: object) -> str:
    """Return what a document calls the type of ``value``."""
    return _NAMES.get(type(value), type(value).__name__)


def type_failure(wanted: str, value: object, *, kind: str = "") -> InvalidValue:
    """Return the error of a value that is of another type; an empty kind is the field's name."""
    return InvalidValue([failure("type", kind, value, wanted=wanted, actual=type_name(value))])


def misshapen(shape: str, value: object, wanted: Any, *, kind: str = "") -> InvalidValue:
    """Return the error of a value without the shape of its type, hidden where that holds secrets.

    >>> from ridehire_partybuild import Contact, Party
    >>> print(misshapen("list", "13800000000", tuple[Contact, ...], kind="contacts"))
    Failed to parse ••• as contacts: expected list, got str.
    >>> print(misshapen("object", 5, Party, kind="operator"))
    Failed to parse 5 as operator: expected object, got int.
    """
    error = type_failure(shape, value, kind=kind)
    if not holds_secrets(wanted):
        return error
    return InvalidValue(problem.masked() for problem in error.problems)


def named(problems: Iterable[Problem], kind: str) -> Iterable[Problem]:
    """Yield the problems, those that name no kind under the name of their field."""
    for problem in problems:
        if problem.params.get("kind") == "":
            yield attrs.evolve(problem, params={**problem.params, "kind": kind})
        else:
            yield problem


def is_word(key: str) -> bool:
    """Tell whether a key looks like a mistyped one: a number or a name in its place may be secret.

    >>> is_word("seat_s"), is_word("13800000000"), is_word("张三")
    (True, False, False)
    """
    return _WORD.fullmatch(key) is not None


def step(key: str | int) -> str:
    """Return one step of a JSON path.

    >>> step("site"), step(2), step("a b")
    ('.site', '[2]', "['a b']")
    """
    if isinstance(key, int):
        return f"[{key}]"
    if key.isidentifier() and len(key) <= LONGEST_STEP:
        return f".{key}"
    short = key if len(key) <= LONGEST_STEP else key[: LONGEST_STEP - 1] + "…"
    return "[" + ascii(short).replace("\\u2026", "…") + "]"
