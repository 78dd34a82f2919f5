"""What is sensitive: a field marked so in its metadata, and whatever may hold such a field.

A value of the wrong shape in the place of a record is as secret as the record would have been:
the number of a person stays one when it is written without ``{"value": …}`` around it.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_args, get_origin

import attrs

__all__ = ["SENSITIVE", "fields_within", "holds_secrets", "is_secret"]

SENSITIVE = {"sensitive": True}
"""Field metadata of what never shows."""


def _parts(wanted: Any) -> Iterator[Any]:
    """Yield the classes of which a type is written: of ``tuple[Contact, ...] | None`` one."""
    origin = get_origin(wanted)
    if origin is Callable:
        return  # what a function takes is not what it holds
    if origin is None:
        yield wanted
    for part in get_args(wanted):
        yield from _parts(part)


def _records(wanted: Any) -> Iterator[Any]:
    """Yield every attrs class that stands anywhere within a value of a type."""
    left, seen = list(_parts(wanted)), set()
    while left:
        cls = left.pop()
        if cls in seen or not isinstance(cls, type) or not attrs.has(cls):
            continue
        seen.add(cls)
        yield attrs.resolve_types(cls)
        left.extend(part for field in attrs.fields(cls) for part in _parts(field.type))


def fields_within(wanted: Any) -> "Iterator[attrs.Attribute[Any]]":
    """Yield the fields of every record that a value of a type may hold, however deep."""
    for cls in _records(wanted):
        yield from attrs.fields(cls)


@cache
def holds_secrets(wanted: Any) -> bool:
    """Tell whether a value of a type may hold something sensitive, however deep.

    >>> from ridehire_partybuild import Contact, Party, Register
    >>> holds_secrets(tuple[Contact, ...] | None), holds_secrets(Register), holds_secrets(Party)
    (True, True, False)
    """
    return any(field.metadata.get("sensitive") for field in fields_within(wanted))


@cache
def is_secret(cls: Any) -> bool:
    """Tell whether a record is there for something sensitive: it cannot be made without it.

    >>> from ridehire_partybuild import Contact, Station
    >>> is_secret(Contact), is_secret(Station)
    (True, False)
    """
    return any(
        field.default is attrs.NOTHING and field.metadata.get("sensitive")
        for field in attrs.fields(cls)
    )
