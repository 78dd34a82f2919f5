"""The plain model: what should be on record, kept as dicts by whoever took the steps."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from enum import Enum
from typing import Any, Self

import attrs

from ridehire_partybuild.model import COLLECTIONS, Register

__all__ = ["Notebook", "Secret", "plain", "plain_register"]

Fields = dict[str, Any]
"""A record by the names of its fields; a field that is as it is by itself is left out."""


def plain(value: Any) -> Any:
    """Return a value as texts, numbers, days, lists and dicts.

    >>> from ridehire_partybuild import Region, Site, Station, Tier
    >>> plain(Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...               site=Site(seats=24)))
    {'id': 'S-1', 'name': '示例', 'region': '370502', 'tier': 'basic', 'site': {'seats': 24}}
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) or hasattr(type(value), "parse"):
        return str(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if attrs.has(type(value)):
        return {name: plain(told) for name, told in _told(value)}
    return value


def _told(record: Any) -> Iterator[tuple[str, Any]]:
    for field in attrs.fields(type(record)):
        value, usual = getattr(record, field.name), field.default
        if isinstance(usual, attrs.Factory):  # type: ignore[arg-type]
            usual = usual.factory()
        if value != usual:
            yield field.name, value


def plain_register(register: Register) -> dict[str, list[Fields]]:
    """Return the records of a register as dicts, in the order in which they stand."""
    return {name: [plain(one) for one in getattr(register, name)] for name in COLLECTIONS}


@attrs.frozen
class Secret:
    """A sensitive text: the record and the field it stands in, and the last day for it."""

    text: str
    record: str
    field: str
    last: date | None


@attrs.define
class Notebook:
    """What should be on record, written down apart from the library.

    Attributes:
        records: Fields of each record, by collection and id.
        since: The day from which a record is there, by id; without one it always was.
        steps: The day of a later step, by id and field: before it the field was empty.
        secrets: The sensitive texts that are still kept.
    """

    records: dict[str, dict[str, Fields]] = attrs.field(
        factory=lambda: {name: {} for name in COLLECTIONS}
    )
    since: dict[str, date] = attrs.field(factory=dict)
    steps: dict[tuple[str, str], date] = attrs.field(factory=dict)
    secrets: list[Secret] = attrs.field(factory=list)

    def write(self, collection: str, fields: Mapping[str, Any], since: date | None = None) -> None:
        """Write a new record down; ``since`` as far as `as_of` can know."""
        name = str(fields["id"])
        self.records[collection][name] = dict(fields)
        if since is not None:
            self.since[name] = since

    def alter(
        self, collection: str, record: str, /, step: date | None = None, **fields: Any
    ) -> None:
        """Give fields of a record other values, which they have had since the day ``step``."""
        self.records[collection][record].update(fields)
        if step is not None:
            self.steps |= {(record, field): step for field in fields}

    def strike(self, collection: str, name: str) -> None:
        """Take a record out."""
        del self.records[collection][name]

    def of(self, collection: str, name: str) -> Fields:
        """Return the fields of a record."""
        return self.records[collection][name]

    def in_order(self) -> dict[str, list[Fields]]:
        """Return the records of each collection by id, as a register keeps them."""
        return {
            collection: [records[name] for name in sorted(records)]
            for collection, records in self.records.items()
        }

    def as_of(self, day: date) -> Self:
        """Return what was there on a day, by when the steps were taken."""
        then = deepcopy(self)
        for records in then.records.values():
            for name in list(records):
                if self.since.get(name, day) > day:
                    del records[name]
                    continue
                for field in list(records[name]):
                    if self.steps.get((name, field), day) > day:
                        del records[name][field]
        return then

    def purge(self, day: date) -> tuple[Secret, ...]:
        """Strike what may no longer be kept on a day, and return it."""
        over = tuple(one for one in self.secrets if one.last is not None and one.last < day)
        self.secrets = [one for one in self.secrets if one not in over]
        for one in over:
            self._forget(one)
        return over

    def _forget(self, secret: Secret) -> None:
        for records in self.records.values():
            fields = records.get(secret.record, {})
            if secret.field == "head" and "head" in fields:
                fields["head"].pop("name")
            elif secret.field in fields:  # of contacts each station has one
                del fields[secret.field]
