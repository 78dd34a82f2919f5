"""Documents of earlier versions: each is taken to the next version, step by step, then read.

A version counts the forms that a kind of document has had. It is raised only when a form changes
so that documents of the old one would no longer be read; a new optional field is no new version.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["MIGRATIONS", "Migration", "Migrations", "current", "migrated", "readable"]

Migration = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes of a document's body (all but its format) the body of the next version.

It leaves what it does not understand as it is, for the reading to tell. A body that cannot be one
of its version may be refused with `InvalidValue`, each problem with its path.
"""

Migrations = Mapping[tuple[str, int], Migration]
"""A migration by the kind of document, as its format names it, and the version it starts from."""

MIGRATIONS: Migrations = MappingProxyType({})
"""What ships: every kind of document is at its first version."""


def current(kind: str, migrations: Migrations) -> int:
    """Return the version in which a kind of document is written: the one after the last migration.

    >>> current("station", {}), current("station", {("station", 1): dict})
    (1, 2)
    """
    return max((version for name, version in migrations if name == kind), default=0) + 1


def readable(kind: str, migrations: Migrations) -> tuple[int, ...]:
    """Return the versions of a kind from which a chain of migrations leads to the current one.

    >>> readable("station", {("station", 1): dict, ("station", 3): dict, ("station", 4): dict})
    (3, 4, 5)
    """
    last = current(kind, migrations)
    first = last
    while (kind, first - 1) in migrations:
        first -= 1
    return tuple(range(first, last + 1))


def migrated(
    kind: str, version: int, body: dict[str, Any], migrations: Migrations
) -> dict[str, Any]:
    """Return the body of a document of ``version`` as one of the current version.

    Raises:
        TypeError: a migration returns no body. Whatever else a migration raises passes through,
            with a note of which one it was.

    >>> def with_tier(body):
    ...     return {**body, "tier": "basic"}
    >>> migrated("station", 1, {"id": "S-1"}, {("station", 1): with_tier})
    {'id': 'S-1', 'tier': 'basic'}
    """
    for one in range(version, current(kind, migrations)):
        try:
            body = _checked(migrations[kind, one](body))
        except Exception as error:
            error.add_note(f"while a {kind} document of version {one} was taken to {one + 1}")
            raise
    return body


def _checked(body: Any) -> dict[str, Any]:
    if type(body) is dict and all(type(key) is str for key in body):
        return body
    raise TypeError("a migration returns the body of a document: a dict with keys that are text")
