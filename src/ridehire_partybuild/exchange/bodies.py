"""What stands in a document: from its text to the object, and back."""

import json
from collections.abc import Mapping
from typing import Any

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem, UnusableRule
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Text

from .converter import converter
from .kinds import Kind, kind_named, kind_of
from .problems import failure, misshapen, named, step
from .records import beside, plans
from .syntax import Syntax, decoded, located, parsed

__all__ = ["read", "written"]


def read(text: str | bytes, kind: type[Any] | None, syntax: Syntax, more: Mapping[str, Any]) -> Any:
    """Return the object of a document, or raise everything that is wrong with it."""
    plain = decoded(text)
    data, doubled = parsed(plain, syntax)
    found, result = _read(data, kind, more, doubled=doubled)
    if found or doubled:
        raise InvalidDocument(located(found, plain, syntax))
    return result


def written(obj: object) -> str:
    """Return the document of an object."""
    kind = kind_of(type(obj))
    body = converter().unstructure(obj)
    document = {"format": kind.tag, **({"value": body} if kind.is_text else body)}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _read(
    data: Any, wanted: type[Any] | None, more: Mapping[str, Any], *, doubled: bool
) -> tuple[list[Problem], Any]:
    """Return what is wrong with the document, or the object."""
    if not isinstance(data, dict):
        secret = Register if wanted is None else wanted  # nobody knows what it was to hold
        return list(misshapen("object", data, secret, kind="document").problems), None
    kind, problems = _kind(data, wanted)
    if kind is None:
        return problems, None
    body = {key: value for key, value in data.items() if key != "format"}
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


def _kind(data: dict[str, Any], wanted: type[Any] | None) -> tuple[Kind | None, list[Problem]]:
    """Return the kind of the document, and what is wrong with its format tag."""
    expected = None if wanted is None else kind_of(wanted)
    if "format" not in data:
        return expected, [failure("key.missing", "document", data, key="format")]
    tag = data["format"]
    parts = tag.split("/") if type(tag) is str else []
    kind = None
    if len(parts) == 3 and (parts[0], parts[2]) == ("ridehire-partybuild", "1"):
        kind = expected if expected and expected.name == parts[1] else kind_named(parts[1])
    if kind is None or (expected is not None and kind.cls is not expected.cls):
        tags = '"ridehire-partybuild/<kind>/1"' if expected is None else f'"{expected.tag}"'
        return None, [failure("document.format", "document", tag, path="$.format", wanted=tags)]
    return kind, []


def _note_problems(note: Any) -> list[Problem]:
    """A note says something to people about the document; it is text in one language or two."""
    try:
        converter().structure(note, str | Text)  # type: ignore[arg-type]
    except InvalidValue as error:
        return [problem.below("$.note") for problem in named(error.problems, "note")]
    return []
