"""Retention: what is over its time is removed, wherever it stands.

"The retention period shall be the shortest time necessary to achieve the purpose" (Personal
Information Protection Law, Art. 19); Art. 47 has it deleted when that time has passed or consent
is withdrawn. What counts as over is said by each record itself, in ``is_over``; where such records
stand is read off the types, so that a new class is covered without a word here.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Protocol, TypeGuard, cast, get_args

import attrs

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import Record
from ridehire_partybuild.values.sensitive import holds_secrets, is_secret

from .register import Register

__all__ = ["overdue", "purge"]


class _Retained(Protocol):
    """A record that knows when what is sensitive in it may no longer be kept."""

    def is_over(self, on: date) -> bool: ...


def _is_over(value: object, on: date) -> TypeGuard[_Retained]:
    return hasattr(type(value), "is_over") and cast("_Retained", value).is_over(on)


def _is_struck(value: object, on: date) -> bool:
    """Tell whether a record goes as a whole: there is nothing of it without what is sensitive."""
    return _is_over(value, on) and is_secret(cast("Any", type(value)))


@cache
def _watched(cls: Any) -> tuple["attrs.Attribute[Any]", ...]:
    """Return the fields of ``cls`` in which something that may be over can stand."""
    attrs.resolve_types(cls)
    return tuple(field for field in attrs.fields(cls) if holds_secrets(field.type))


@cache
def _withheld(cls: Any) -> tuple[str, ...]:
    """Return the names of the sensitive fields of ``cls``."""
    return tuple(one.name for one in attrs.fields(cls) if one.metadata.get("sensitive"))


def _cleared(record: Any, on: date) -> Any:
    """Return a record, itself not struck, without what is over in it; itself if nothing is."""
    cls: Any = type(record)
    changed: dict[str, Any] = dict.fromkeys(_withheld(cls)) if _is_over(record, on) else {}
    for field in _watched(cls):
        before = getattr(record, field.name)
        after = _kept(before, on)
        if after is not before:
            # of lines all struck nobody knows that there are none: empty would claim it
            unknown = after == () and type(None) in get_args(field.type)
            changed[field.name] = None if unknown else after
    return attrs.evolve(record, **changed) if changed else record


def _kept(value: Any, on: date) -> Any:
    """Return what may be kept of the value of a field."""
    if isinstance(value, tuple):
        kept = tuple(_cleared(one, on) for one in value if not _is_struck(one, on))
        same = len(kept) == len(value) and all(map(_same, kept, value))
        return value if same else kept
    if value is None or _is_struck(value, on):
        return None
    return _cleared(value, on)


def _same(one: object, other: object) -> bool:
    return one is other


def _paths(record: Any, on: date, path: str) -> Iterator[str]:
    """Yield where something is over in a record that is not struck itself."""
    cls: Any = type(record)
    if _is_over(record, on):
        yield from (f"{path}.{name}" for name in _withheld(cls))
    for field in _watched(cls):
        below = f"{path}.{field.name}"
        value = getattr(record, field.name)
        if not isinstance(value, tuple):
            yield from _paths_of(value, on, below)
            continue
        for index, one in enumerate(value):
            # who audits looks a record up by its id; what has none is counted
            name = getattr(one, "id", None)
            yield from _paths_of(one, on, f"{below}[{index if name is None else repr(str(name))}]")


def _paths_of(value: Any, on: date, path: str) -> Iterator[str]:
    if _is_struck(value, on):
        yield path
    elif isinstance(value, Record):
        yield from _paths(value, on, path)


def _checked(on: date) -> date:
    if type(on) is not date:
        raise InvalidValue.of("type", "on", on, wanted="date", actual=type(on).__name__)
    return on


def purge(register: Register, on: date) -> Register:
    """Return the register without what may no longer be kept on ``on``.

    A person keeps the token and loses the name; a contact goes as a whole; an appeal loses its
    summary. Where every line of an actor goes, its lines are no longer known. Whatever has neither
    a last day nor a consent that has ended stays: not known is not over. Nothing else changes; a
    register with nothing over its time is returned as it is.

    Raises:
        InvalidValue: ``on`` is no date.

    >>> from ridehire_partybuild import Person, Region, Station, Tier
    >>> head = Person(token="P-1", name="示例甲", retain_until=date(2025, 12, 31))
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   head=head)
    >>> register = Register(stations=[station])
    >>> purge(register, date(2025, 12, 31)) is register
    True
    >>> purge(register, date(2026, 1, 1)).get("S-1").head.name is None
    True
    """
    return cast("Register", _cleared(register, _checked(on)))


def overdue(register: Register, on: date) -> tuple[str, ...]:
    """Return the paths of what `purge` would remove on ``on``, and no values.

    Raises:
        InvalidValue: ``on`` is no date.

    >>> from datetime import UTC, datetime
    >>> from ridehire_partybuild import Appeal
    >>> appeal = Appeal(id="A-1", summary="示例", received_at=datetime(2025, 1, 1, tzinfo=UTC),
    ...                 retain_until=date(2025, 12, 31))
    >>> overdue(Register(appeals=[appeal]), date(2026, 1, 1))
    ("$.appeals['A-1'].summary",)
    """
    return tuple(_paths(register, _checked(on), "$"))
