"""Documents: JSON and TOML in, JSON out, every problem of a document at once."""

from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ridehire_partybuild.values.collector import paused_collector

if TYPE_CHECKING:
    from .migrations import Migrations
    from .syntax import Syntax

# What is behind the doors, cattrs with it, is imported when a document is first read or written:
# it would take a tenth of the import of this library.

__all__ = ["dump", "dumps", "load", "loads", "paused_collector"]

T = TypeVar("T")


@overload
def loads(
    text: str | bytes,
    kind: type[T],
    *,
    syntax: "Syntax" = ...,
    migrations: "Migrations | None" = ...,
    **more: Any,
) -> T: ...
@overload
def loads(
    text: str | bytes,
    kind: None = ...,
    *,
    syntax: "Syntax" = ...,
    migrations: "Migrations | None" = ...,
    **more: Any,
) -> Any: ...
def loads(
    text: str | bytes,
    kind: type[Any] | None = None,
    *,
    syntax: "Syntax" = "json",
    migrations: "Migrations | None" = None,
    **more: Any,
) -> Any:
    """Return the object that the document ``text`` holds.

    A document of an earlier version is migrated before it is read; what is wrong with it then has
    the path of the migrated document and no line. What a document holds as a part (the register of
    a plan) has no version of its own: it is migrated by the migrations of the whole.

    Args:
        text: An object with ``"format": "ridehire-partybuild/<kind>/<version>"`` and the fields of
            the class; bytes are UTF-8. Any document may carry a ``note``, which is not read.
        kind: The class it must hold; None: whatever its format says.
        syntax: ``json`` or ``toml``.
        migrations: What takes documents of earlier versions to the current one; None: those that
            ship.
        more: Fields that never stand in documents, such as a guideline's ``facts``, for whatever
            record within the object has them: an assessment's guideline, too.

    Raises:
        InvalidDocument: everything that is wrong with it, each problem with its path and its
            line (in TOML where that is certain); of more than 10,000 the first. A document larger
            than any (128 MiB, 4 million values; TOML: 4 MiB) is not read.
        UnusableRule: a guideline that reads well holds a rule that cannot judge; located so, too.
        TypeError: no record within the object has a field of ``more``.

    >>> from ridehire_partybuild.values import Text
    >>> loads('{"format": "ridehire-partybuild/text/1", "zh": "面积", "en": "area"}', Text).en
    'area'
    """
    from .bodies import read  # noqa: PLC0415 - see above
    from .migrations import MIGRATIONS  # noqa: PLC0415

    with paused_collector():
        return read(text, kind, syntax, more, MIGRATIONS if migrations is None else migrations)


@overload
def load(
    path: str | PathLike[str],
    kind: type[T],
    *,
    migrations: "Migrations | None" = ...,
    **more: Any,
) -> T: ...
@overload
def load(
    path: str | PathLike[str],
    kind: None = ...,
    *,
    migrations: "Migrations | None" = ...,
    **more: Any,
) -> Any: ...
def load(
    path: str | PathLike[str],
    kind: type[Any] | None = None,
    *,
    migrations: "Migrations | None" = None,
    **more: Any,
) -> Any:
    """Return the object that the file ``path`` holds: TOML if its name ends so, else JSON.

    Raises:
        InvalidDocument: everything that is wrong with it, as from `loads`.
        OSError: it cannot be read at all.
    """
    from .syntax import MOST_SIZE  # noqa: PLC0415 - see above

    syntax: Syntax = "toml" if fspath(path).lower().endswith(".toml") else "json"
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes time to import
        text = file.read(MOST_SIZE[syntax] + 1)  # one more than is read is refused
    return loads(text, kind, syntax=syntax, migrations=migrations, **more)


def dumps(obj: object, *, migrations: "Migrations | None" = None) -> str:
    """Return ``obj`` as a JSON document of its current version; equal objects give equal text.

    Args:
        obj: An object of ours.
        migrations: Those with which it will be read: they tell which version is current.

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
    from .migrations import MIGRATIONS  # noqa: PLC0415

    with paused_collector():
        return written(obj, MIGRATIONS if migrations is None else migrations)


def dump(obj: object, path: str | PathLike[str], *, migrations: "Migrations | None" = None) -> None:
    """Write ``obj`` to the file ``path`` as a JSON document in UTF-8."""
    written = dumps(obj, migrations=migrations).encode()
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(written)
