"""What law 16 looks for, and where: the sensitive texts of a record, and all that it says."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import count
from typing import Any, TypeVar
from urllib.parse import quote

import attrs

from ridehire_partybuild.errors.problems import HIDDEN
from ridehire_partybuild.values.sensitive import holds_secrets

__all__ = ["leaks", "planted", "sayings", "secrets_of"]

T = TypeVar("T")

AROUND = 40
_FOLDS = ("\r\n ", "\r\n\t", "\n ")  # RFC 5545, 3.1: a line may be broken anywhere
_CALENDAR = str.maketrans({one: f"\\{one}" for one in "\\;,"} | {"\n": "\\n"})  # RFC 5545, 3.3.11


def _items(value: object) -> Iterator[object]:
    """Yield what stands directly in a collection."""
    if isinstance(value, Mapping):
        yield from (*value.keys(), *value.values())
    elif isinstance(value, tuple | list | frozenset | set):
        yield from value


def secrets_of(record: object) -> frozenset[str]:
    """Return every sensitive text within a record, found by the marks of its fields.

    A field of a class of your own is found in the same way: its metadata has ``sensitive``.

    >>> from ridehire_partybuild import Contact, ContactKind, Region, Station, Tier
    >>> line = Contact(kind=ContactKind.PERSONAL, value="机密-1")
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   contacts=[line])
    >>> secrets_of(station)
    frozenset({'机密-1'})
    """
    return frozenset(_secrets(record))


def _secrets(value: Any) -> Iterator[str]:
    cls: Any = type(value)
    if not attrs.has(cls):
        for item in _items(value):
            yield from _secrets(item)
        return
    attrs.resolve_types(cls)
    for field in attrs.fields(cls):
        found = getattr(value, field.name)
        if field.metadata.get("sensitive") and found is not None:
            yield str(found)
        elif holds_secrets(field.type):
            yield from _secrets(found)


def planted(record: T) -> tuple[T, tuple[str, ...]]:
    """Return a record with a secret of its own in each sensitive field, and these secrets.

    A field that is empty gets one too: what is looked for can then be told from all else.

    >>> from ridehire_partybuild import Person
    >>> person, secrets = planted(Person(token="P-1"))
    >>> person.name == secrets[0], secrets[0] in repr(person)
    (True, False)
    """
    numbers, found = count(1), list[str]()

    def grown(value: Any) -> Any:
        cls: Any = type(value)
        if isinstance(value, tuple):
            return tuple(map(grown, value))
        if not attrs.has(cls):
            return value
        attrs.resolve_types(cls)
        changed: dict[str, Any] = {}
        for field in attrs.fields(cls):
            if field.metadata.get("sensitive"):
                found.append(f"机密-{next(numbers):06x}")
                changed[field.name] = found[-1]
            elif holds_secrets(field.type):
                changed[field.name] = grown(getattr(value, field.name))
        return attrs.evolve(value, **changed) if changed else value

    return grown(record), tuple(found)


def sayings(root: object) -> Iterator[str]:
    """Yield the ``repr`` and ``str`` of an object and of everything that can be reached from it.

    >>> from ridehire_partybuild import Text
    >>> list(sayings(Text(zh="面积", en="area")))[2:]
    ["'面积'", '面积', "'area'", 'area']
    """
    left, seen = deque([root]), set[int]()
    while left:
        one = left.popleft()
        if id(one) not in seen:
            seen.add(id(one))
            yield from (repr(one), str(one))
            # what is sensitive is no object of ours: nobody comes upon it but by asking for it
            left.extend(_open_items(one))


def _open_items(value: object) -> Iterator[object]:
    cls: Any = type(value)
    if not attrs.has(cls):
        yield from _items(value)
        return
    for field in attrs.fields(cls):
        if not field.metadata.get("sensitive"):
            yield getattr(value, field.name)


def leaks(secrets: Iterable[str], texts: Iterable[str]) -> tuple[str, ...]:
    r"""Return what stands around each secret in ``texts``, plain, folded or escaped; not itself.

    >>> leaks(["机密-1"], ["nothing", "the line is 机\r\n 密-1."])
    ('the line is •••.',)
    """
    written = sorted({form for secret in secrets for form in _forms(secret)})
    any_form = re.compile("|".join(map(re.escape, written)) or "(?!)")
    found = []
    for text in texts:
        plain = text
        for fold in _FOLDS:
            plain = plain.replace(fold, "")
        wholes = [one for one in (text, plain) if any_form.search(one)]
        for form in written if wholes else ():
            for whole in wholes:
                at = whole.find(form)
                if at >= 0:
                    before, after = whole[max(0, at - AROUND) : at], whole[at + len(form) :]
                    found.append(f"{before}{HIDDEN}{after[:AROUND]}")
                    break
    return tuple(found)


def _forms(secret: str) -> set[str]:
    """Return how a text may be written: as it is, or as Python, JSON, HTML, links, calendars do."""
    quoted = (
        repr(secret),
        ascii(secret),
        json.dumps(secret),
        json.dumps(secret, ensure_ascii=False),
    )
    others = (quote(secret), escape(secret), secret.translate(_CALENDAR))
    return {secret, *others, *(one[1:-1] for one in quoted)}
