"""Parts of what was worked out: each class of result is drawn from whatever holds such things."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

__all__ = ["found_in", "parts_within"]

T = TypeVar("T")


def parts_within(value: Any) -> Iterator[Any]:
    """Yield every object of ours within a value, the outer ones first."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | frozenset):
        for item in value:
            yield from parts_within(item)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            if field.name != "facts" or not hasattr(value, "requirements"):
                yield from parts_within(getattr(value, field.name))


def found_in(wholes: st.SearchStrategy[Any], cls: type[T]) -> st.SearchStrategy[T]:
    """Return what there is of a class in what is drawn; where there is none, another is drawn."""
    found = wholes.map(lambda whole: _of_class(whole, cls)).filter(bool)
    return found.flatmap(st.sampled_from)


def _of_class(whole: Any, cls: type[T]) -> tuple[T, ...]:
    return tuple(part for part in parts_within(whole) if type(part) is cls)
