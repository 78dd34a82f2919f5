"""Documents: JSON and TOML in, JSON out, every problem of a document at once."""

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem, UnusableRule
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Text

from .kinds import Kind, kind_named, kind_of
from .problems import failure, misshapen, named, step
from .records import beside, plans
from .syntax import Syntax, decoded, located, parsed

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["dump", "dumps", "load", "loads", "paused_collector"]

T = TypeVar("T")


def converter() -> "Converter":
    """Return the converter, made when a document is first read or written.

    cattrs and its hooks would cost a fifth of the import of this library.
    """
    from .converter import converter as made  # noqa: PLC0415 - see above

    return made()


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector still meanwhile: a bulk load makes objects that all stay.

    Loading is 2 to 5 times as fast. What the collector did before, it does again afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@overload
def loads(text: str | bytes, kind: type[T], *, syntax: Syntax = ..., **more: Any) -> T: ...
@overload
def loads(text: str | bytes, kind: None = ..., *, syntax: Syntax = ..., **more: Any) -> Any: ...
def loads(
    text: str | bytes, kind: type[Any] | None = None, *, syntax: Syntax = "json", **more: Any
) -> Any:
    """Return the object that the document ``text`` holds.

    Args:
        text: An object with ``"format": "ridehire-partybuild/<kind>/1"`` and the fields of the
            class; bytes are UTF-8. Any document may carry a ``note``, which is not read.
        kind: The class it must hold; None: whatever its format says.
        syntax: ``json`` or ``toml``.
        more: Fields that never stand in documents, such as a guideline's ``facts``, for whatever
            record within the object has them: an assessment's guideline, too.

    Raises:
        InvalidDocument: everything that is wrong with it, each problem with its path and,
            in JSON, its line.
        UnusableRule: a guideline that reads well holds a rule that cannot judge.
        TypeError: no record within the object has a field of ``more``.

    >>> from ridehire_partybuild.values import Text
    >>> loads('{"format": "ridehire-partybuild/text/1", "zh": "面积", "en": "area"}', Text).en
    'area'
    """
    with paused_collector():
        written = decoded(text)
        data, doubled = parsed(written, syntax)
        found, result = _read(data, kind, more, doubled=doubled)
        if found or doubled:
            raise InvalidDocument(located(found, written, syntax))
        return result


@overload
def load(path: str | PathLike[str], kind: type[T], **more: Any) -> T: ...
@overload
def load(path: str | PathLike[str], kind: None = ..., **more: Any) -> Any: ...
def load(path: str | PathLike[str], kind: type[Any] | None = None, **more: Any) -> Any:
    """Return the object that the file ``path`` holds: TOML if its name ends so, else JSON.

    Raises:
        InvalidDocument: everything that is wrong with it, as from `loads`.
        OSError: it cannot be read at all.
    """
    syntax: Syntax = "toml" if fspath(path).lower().endswith(".toml") else "json"
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes time to import
        return loads(file.read(), kind, syntax=syntax, **more)


def dumps(obj: object) -> str:
    """Return ``obj`` as a JSON document; equal objects give equal text.

    Raises:
        TypeError: no document holds such an object.

    >>> from ridehire_partybuild.values import Period
    >>> print(dumps(Period.parse("2026-Q1")), end="")
    {
      "format": "ridehire-partybuild/period/1",
      "value": "2026-Q1"
    }
    """
    kind = kind_of(type(obj))
    with paused_collector():
        body = converter().unstructure(obj)
        document = {"format": kind.tag, **({"value": body} if kind.is_text else body)}
        return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def dump(obj: object, path: str | PathLike[str]) -> None:
    """Write ``obj`` to the file ``path`` as a JSON document in UTF-8."""
    written = dumps(obj).encode()
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(written)


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
