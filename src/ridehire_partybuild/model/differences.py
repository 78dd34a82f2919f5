"""Where two records differ, as deep as they have names for it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs

__all__ = ["Difference", "differences"]


class Difference(NamedTuple):
    """One place at which two records differ.

    Attributes:
        path: Dotted, such as ``site.seats`` or ``services[2].free``.
        before: What stands there in the first.
        after: What stands there in the second.
        secret: Whether the place is for something sensitive.
    """

    path: str
    before: object
    after: object
    secret: bool


def differences(before: object, after: object) -> Iterator[Difference]:
    """Yield every place at which two records of one class differ, in declared order.

    Lists of one length are compared item by item, others as wholes; so is what parses from text,
    such as opening hours.

    >>> from ridehire_partybuild.model import Site
    >>> old, new = Site(seats=24, parking_bays=2), Site(seats=30)
    >>> [(one.path, one.before, one.after) for one in differences(old, new)]
    [('seats', 24, 30), ('parking_bays', 2, None)]
    """
    for one in _below("", before, after, secret=False):
        yield one._replace(path=one.path.removeprefix("."))


def _below(path: str, before: Any, after: Any, *, secret: bool) -> Iterator[Difference]:
    cls = type(before)
    if before == after and cls is type(after):  # True is not 1
        return
    if cls is type(after) and attrs.has(cls) and not hasattr(cls, "parse"):
        for field in attrs.fields(cls):
            one, other = getattr(before, field.name), getattr(after, field.name)
            hidden = bool(field.metadata.get("sensitive"))
            yield from _below(f"{path}.{field.name}", one, other, secret=secret or hidden)
    elif cls is tuple is type(after) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _below(f"{path}[{index}]", one, other, secret=secret)
    else:
        yield Difference(path, before, after, secret)
