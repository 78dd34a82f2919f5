"""Documents: JSON and TOML in, JSON out, every problem of a document at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from .syntax import Syntax

# What is behind the doors, cattrs with it, is imported when a document is first read or written:
# it would take a tenth of the import of this library.

__all__ = ["dump", "dumps", "load", "loads", "paused_collector"]

T = TypeVar("T")


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
def loads(text: str | bytes, kind: type[T], *, syntax: "Syntax" = ..., **more: Any) -> T: ...
@overload
def loads(text: str | bytes, kind: None = ..., *, syntax: "Syntax" = ..., **more: Any) -> Any: ...
def loads(
    text: str | bytes, kind: type[Any] | None = None, *, syntax: "Syntax" = "json", **more: Any
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
    from .bodies import read  # noqa: PLC0415 - see above

    with paused_collector():
        return read(text, kind, syntax, more)


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
    from .bodies import written  # noqa: PLC0415 - see above

    with paused_collector():
        return written(obj)


def dump(obj: object, path: str | PathLike[str]) -> None:
    """Write ``obj`` to the file ``path`` as a JSON document in UTF-8."""
    written = dumps(obj).encode()
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(written)
