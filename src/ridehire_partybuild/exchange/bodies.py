"""What stands in a document: from its text to the object, and back."""

import re
from collections.abc import Mapping
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem, UnusableRule
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Text

from .converter import converter
from .kinds import Kind, kind_named, kind_of, tag_of
from .migrations import MIGRATIONS, Migrations, migrated, readable
from .plain import json_text
from .problems import failure, misshapen, named, step
from .records import beside, plans
from .syntax import Syntax, decoded, located, parsed, refuse_large

__all__ = ["document", "read", "written"]

_TAG = re.compile(r"ridehire-partybuild/([^/]*)/[^/]*")
_MIGRATED = "migrated from {} before it was read: the paths are those of {}, without lines"


def read(
    text: str | bytes,
    kind: type[Any] | None,
    syntax: Syntax,
    more: Mapping[str, Any],
    migrations: Migrations = MIGRATIONS,
) -> Any:
    """Return the object of a document, or raise everything that is wrong with it."""
    refuse_large(len(text), syntax)
    plain = decoded(text)
    data, doubled = parsed(plain, syntax)
    if not isinstance(data, dict):
        secret = Register if kind is None else kind  # nobody knows what it was to hold
        misread = misshapen("object", data, secret, kind="document").problems
        raise InvalidDocument(located(list(misread), plain, syntax))
    known, version, found = _kind(data, kind, migrations)
    result: Any = None
    if known is not None:
        body = {key: value for key, value in data.items() if key != "format"}
        if version < known.version:
            twice = located([], plain, syntax) if doubled else []
            return _read_earlier((known, version), body, more, migrations, doubled=twice)
        try:
            problems, result = _read(known, body, more, doubled=doubled)
        except UnusableRule as error:
            raise _placed(error, data, plain, syntax) from None
        found += problems
    if found or doubled:
        raise InvalidDocument(located(found, plain, syntax))
    return result


_FIRST = re.compile(r"\$\.(\w+)")


def _placed(
    error: UnusableRule, data: Mapping[str, Any], text: str, syntax: Syntax
) -> UnusableRule:
    """Return the error with the lines of what stands in the document.

    A title that a profile makes too long stands nowhere in it, and has no line.
    """
    found = located(error.problems, text, syntax)
    firsts = [_FIRST.match(problem.path) for problem in found]
    return UnusableRule(
        problem if first is not None and first[1] in data else attrs.evolve(problem, line=None)
        for problem, first in zip(found, firsts, strict=True)
    )


def document(obj: object, migrations: Migrations = MIGRATIONS) -> dict[str, Any]:
    """Return the document of an object as plain data."""
    kind = kind_of(type(obj), migrations)
    body = converter().unstructure(obj)
    return {"format": kind.tag, **({"value": body} if kind.is_text else body)}


def written(obj: object, migrations: Migrations = MIGRATIONS) -> str:
    """Return the document of an object."""
    return json_text(document(obj, migrations))


def _read(
    kind: Kind, body: dict[str, Any], more: Mapping[str, Any], *, doubled: bool
) -> tuple[list[Problem], Any]:
    """Return what is wrong with the body of a document, or the object."""
    problems: list[Problem] = []
    if "note" in body and "note" not in _keys(kind):
        problems += _note_problems(body.pop("note"))
    if kind.fill_in is not None:
        body, found = kind.fill_in(body, converter().structure)
        problems += found
    try:
        with beside(kind.cls, more):
            return problems, _object(kind, body)
    except InvalidValue as error:
        return problems + list(error.problems), None
    except UnusableRule:
        if problems or doubled:  # bad input first: the rule may be what a doubled key made of it
            return problems, None
        raise


def _keys(kind: Kind) -> Mapping[str, Any]:
    return {} if kind.is_text else plans(kind.cls)


def _object(kind: Kind, body: dict[str, Any]) -> Any:
    return _text_object(kind, body) if kind.is_text else converter().structure(body, kind.cls)


def _text_object(kind: Kind, body: dict[str, Any]) -> Any:
    name = kind.cls.__name__
    found = [
        failure("key.unknown", name, key, path=f"${step(key)}", wanted="value", key=key)
        for key in body
        if key != "value"
    ]
    result: Any = None
    if "value" not in body:
        found.append(failure("key.missing", name, body, key="value"))
    else:
        try:
            result = converter().structure(body["value"], kind.cls)
        except InvalidValue as error:
            problems = named(error.problems, name)
            found += [problem.below("$.value") for problem in problems]
    if found:
        raise InvalidValue(found)
    return result


def _kind(
    data: dict[str, Any], wanted: type[Any] | None, migrations: Migrations
) -> tuple[Kind | None, int, list[Problem]]:
    """Return the kind of the document, its version, and what is wrong with its format tag."""
    expected = None if wanted is None else kind_of(wanted, migrations)
    if "format" not in data:
        missing = failure("key.missing", "document", data, key="format")
        return expected, 0 if expected is None else expected.version, [missing]
    tag = data["format"]
    match = _TAG.fullmatch(tag) if type(tag) is str else None
    kind = expected
    if match is not None and (expected is None or expected.name != match[1]):
        kind = kind_named(match[1], migrations) if expected is None else None
    if match is not None and kind is not None:
        for version in readable(kind.name, migrations):
            if tag == tag_of(kind.name, version):
                return kind, version, []
    told = _tags(kind or expected, migrations)
    return None, 0, [failure("document.format", "document", tag, path="$.format", wanted=told)]


def _tags(kind: Kind | None, migrations: Migrations) -> str:
    """Return the format tags that would be read."""
    if kind is None:
        return f'"{tag_of("<kind>", 1)}"'
    versions = readable(kind.name, migrations)
    return ", ".join(f'"{tag_of(kind.name, version)}"' for version in versions)


def _read_earlier(
    told: tuple[Kind, int],
    body: dict[str, Any],
    more: Mapping[str, Any],
    migrations: Migrations,
    *,
    doubled: list[Problem],
) -> Any:
    """Return the object of a document of an earlier version.

    What is wrong with the migrated body has its path in that body, and no line: the text has
    another form, and a line of it that bears the same path need not hold the same value.
    """
    kind, version = told
    later = tag_of(kind.name, kind.version)
    notes = [_MIGRATED.format(tag_of(kind.name, version), later)]
    try:
        body = migrated(kind.name, version, body, migrations)
        problems, result = _read(kind, body, more, doubled=bool(doubled))
    except InvalidValue as error:  # of a migration's: the reading returns its problems
        problems, result, notes = list(error.problems), None, error.__notes__
    if problems or doubled:
        refused = InvalidDocument([*doubled, *problems])
        for note in notes:
            refused.add_note(note)
        raise refused
    return result


def _note_problems(note: Any) -> list[Problem]:
    """A note says something to people about the document; it is text in one language or two."""
    try:
        converter().structure(note, str | Text)  # type: ignore[arg-type]
    except InvalidValue as error:
        return [problem.below("$.note") for problem in named(error.problems, "note")]
    return []
