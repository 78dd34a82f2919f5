"""Equality, hash and repr, written once for all typed objects: by their fields, hiding secrets."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, cast, get_args

import attrs

from ridehire_partybuild.errors.problems import HIDDEN

__all__ = ["Compared"]


@cache
def _compared(cls: Any, *, hashed: bool = False) -> Callable[[Any], object]:
    """Return what two objects of ``cls`` have in common if they are equal, or what of it hashes."""
    fields = [field for field in attrs.fields(attrs.resolve_types(cls)) if field.eq]
    if hashed:  # a mapping has no hash, and is marked so
        fields = [field for field in fields if field.hash is not False]
    told = attrgetter(*(field.name for field in fields))
    mixed = [field.name for field in fields if {bool, Decimal} <= set(get_args(field.type))]
    if not mixed:
        return told
    # to Python True is 1; found true and found one are two things
    return lambda one: (told(one), *(type(getattr(one, name)) for name in mixed))


def _written(field: "attrs.Attribute[Any]", value: object) -> str:
    # the mark alone hides: whoever marks a field of a class of their own need not do more
    hidden = field.metadata.get("sensitive") and value is not None
    return repr(HIDDEN if hidden else value)


def _says_no_more(field: "attrs.Attribute[Any]", value: object) -> bool:
    default: Any = field.default
    default = getattr(default, "factory", lambda: default)()
    return type(value) is type(default) and bool(value == default)


class Compared:
    """Base of frozen, slotted attrs classes: equality, hash and repr, by their fields.

    They are made with ``eq=False, repr=False``: what is written here once serves them all, where
    methods made for each class would double what the class takes to import.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        told = _compared(cast("Any", type(self)))
        return bool(told(self) == told(other))

    def __hash__(self) -> int:
        return hash(_compared(cast("Any", type(self)), hashed=True)(self))

    def __repr__(self) -> str:
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(self)))
        told = (
            f"{one.name}={_written(one, getattr(self, one.name))}" for one in fields if one.repr
        )
        return f"{type(self).__qualname__}({', '.join(told)})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001, ARG002 - a protocol
        """Write it over several lines, without its defaults: so IPython and Hypothesis ask for it.

        Without this method Hypothesis would show every field, those that ``repr`` hides too.
        """
        if type(self).__repr__ is not Compared.__repr__:
            printer.text(repr(self))
            return
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(self)))
        with printer.group(4, f"{type(self).__qualname__}(", ")"):
            between = ""
            for one in fields:
                value = getattr(self, one.name)
                if not one.repr or _says_no_more(one, value):
                    continue
                printer.text(between)
                printer.breakable(" " if between else "")
                printer.text(f"{one.name}=")
                printer.pretty(HIDDEN if one.metadata.get("sensitive") else value)
                between = ","
